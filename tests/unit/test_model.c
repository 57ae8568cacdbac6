/* model: the names of delivery models, and further ones that are admitted. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "record/model.h"

static void names_and_their_aliases_are_found(void **state)
{
    static const struct {
        const char *text;
        int model;
    } cases[] = {
        {"in-house", MODEL_IN_HOUSE},
        {"in house", MODEL_IN_HOUSE},
        {"inhouse", MODEL_IN_HOUSE},
        {"council", MODEL_IN_HOUSE},
        {"LA", MODEL_IN_HOUSE},
        {"trust", MODEL_TRUST},
        {"children's trust", MODEL_TRUST},
        {"company", MODEL_TRUST},
        {"council-owned company", MODEL_TRUST},
        {"community interest company", MODEL_TRUST},
        {"CIC", MODEL_TRUST},
        {"ADM", MODEL_TRUST},
        {"partnership", MODEL_PARTNERSHIP},
        {"council partnership", MODEL_PARTNERSHIP},
        {"shared service", MODEL_PARTNERSHIP},
        {"outsourced", MODEL_OUTSOURCED},
        {"contract", MODEL_OUTSOURCED},
        {"contracted out", MODEL_OUTSOURCED},
        {"private", MODEL_OUTSOURCED},
        {"Children's_TRUST", MODEL_TRUST},
        {" IN_HOUSE ", MODEL_IN_HOUSE},
        {"councilownedcompany", MODEL_TRUST},
    };
    struct model_list list = model_list_standard();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int model = model_find(&list, span_of(cases[i].text));
        if (model != cases[i].model)
            fail_msg("%s: %d, expected %d", cases[i].text, model, cases[i].model);
    }
}

static void other_words_name_no_model(void **state)
{
    static const char *const words[] = {
        "", "-", "unknown", "Unknown", "trusts", "tru", "in-house|trust", "council|la", "(all)"};
    struct model_list list = model_list_standard();
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (model_find(&list, span_of(words[i])) != MODEL_UNKNOWN)
            fail_msg("\"%s\" names a model", words[i]);
    assert_int_equal(model_find(&list, (struct span){0}), MODEL_UNKNOWN);
}

static void the_list_holds_the_built_in_models_in_the_order_of_tables(void **state)
{
    static const char *const names[] = {"in-house", "trust", "partnership", "outsourced",
                                        "unknown"};
    enum { N = sizeof names / sizeof names[0] };
    struct model_list list = model_list_standard();
    (void)state;
    assert_int_equal(list.n, N);
    assert_int_equal(MODEL_UNKNOWN, 0);
    assert_string_equal(list.name[MODEL_UNKNOWN], "unknown");
    for (int i = 0; i < N; i++)
        assert_string_equal(list.name[model_in_order(&list, i)], names[i]);
}

static void a_further_model_comes_before_unknown(void **state)
{
    struct model_list list = model_list_standard();
    (void)state;
    assert_true(model_list_add(&list, "Commissioner Led"));
    assert_true(model_list_add(&list, "mutual"));
    assert_int_equal(model_find(&list, span_of("commissioner-led")), MODEL_FIRST_EXTRA);
    assert_int_equal(model_find(&list, span_of("Commissioner Led")), MODEL_FIRST_EXTRA);
    assert_int_equal(model_find(&list, span_of("MUTUAL")), MODEL_FIRST_EXTRA + 1);
    assert_int_equal(model_find(&list, span_of("cic")), MODEL_TRUST);
    assert_string_equal(list.name[model_in_order(&list, list.n - 3)], "Commissioner Led");
    assert_string_equal(list.name[model_in_order(&list, list.n - 2)], "mutual");
    assert_int_equal(model_in_order(&list, list.n - 1), MODEL_UNKNOWN);
}

static void a_name_that_is_taken_is_not_admitted(void **state)
{
    static const char *const names[] = {"trust",   "TRUST",    "in house", "shared-service",
                                        "unknown", "Un-known", "",         "(all)",
                                        "(other)", "Mutual"};
    struct model_list list = model_list_standard();
    (void)state;
    assert_true(model_list_add(&list, "mutual"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (model_list_add(&list, names[i]))
            fail_msg("\"%s\" was admitted", names[i]);
        assert_int_equal(list.n, MODEL_FIRST_EXTRA + 1);
    }
    assert_true(model_list_add(&list, "mutual (small)"));
}

static void a_full_list_admits_no_more(void **state)
{
    static char names[MODEL_LIMIT][8];
    struct model_list list = model_list_standard();
    (void)state;
    for (int i = MODEL_FIRST_EXTRA; i < MODEL_LIMIT; i++) {
        snprintf(names[i], sizeof names[i], "m%d", i);
        assert_true(model_list_add(&list, names[i]));
    }
    assert_int_equal(list.n, MODEL_LIMIT);
    assert_false(model_list_add(&list, "one more"));
    assert_int_equal(list.n, MODEL_LIMIT);
    assert_int_equal(model_find(&list, span_of("m63")), 63);
}

static void all_models_but_unknown_are_offered(void **state)
{
    struct model_list list = model_list_standard();
    struct nearest all = {.wanted = span_of("trsut")}, none = {.wanted = span_of("unknown")};
    (void)state;
    assert_true(model_list_add(&list, "mutual"));
    model_nearest(&list, &all);
    model_nearest(&list, &none);
    assert_string_equal(all.best, "trust");
    assert_null(none.best);
    assert_int_equal(all.n, 5);
    assert_string_equal(all.few[0], "in-house");
    assert_string_equal(all.few[4], "mutual");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_their_aliases_are_found),
        cmocka_unit_test(other_words_name_no_model),
        cmocka_unit_test(the_list_holds_the_built_in_models_in_the_order_of_tables),
        cmocka_unit_test(a_further_model_comes_before_unknown),
        cmocka_unit_test(a_name_that_is_taken_is_not_admitted),
        cmocka_unit_test(a_full_list_admits_no_more),
        cmocka_unit_test(all_models_but_unknown_are_offered),
    };
    return CHECK_RUN(tests, argc, argv);
}
