/* dataset: councils by name and in order, grade words, the pool of texts, and what stands before
 * what. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/dataset.h"
#include "record/successors.h"

/* The number of a further council. */
static uint32_t add(struct dataset *d, const char *name, const char *code)
{
    const char *copy = arena_copy(&d->arena, span_of(name));
    struct council_details *more = arena_alloc(&d->arena, sizeof *more);
    assert_non_null(copy);
    assert_non_null(more);
    assert_int_equal(dataset_add_council(d, copy), 0);
    more->code = code;
    d->councils[d->n_councils - 1].more = more;
    return (uint32_t)d->n_councils - 1;
}

static void councils_are_added_one_behind_the_other(void **state)
{
    struct dataset d = {0};
    (void)state;
    assert_int_equal(add(&d, "Leeds", "E1"), 0);
    assert_int_equal(dataset_add_council(&d, "York"), 0);
    assert_int_equal(dataset_n_councils(&d), 2);
    assert_string_equal(d.councils[0].name, "Leeds");
    assert_string_equal(council_more(&d.councils[0])->code, "E1");
    assert_string_equal(d.councils[1].name, "York");
    assert_null(d.councils[1].more);
    assert_null(council_more(&d.councils[1])->code);
    assert_int_equal(council_more(&d.councils[1])->line, 0);
    assert_false(date_is_known(d.councils[1].opened));
    dataset_release(&d);
}

static void many_councils_are_found_by_their_names(void **state)
{
    enum { MANY = 3000 };
    struct dataset d = {0};
    char name[16];
    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "C%04u", i);
        assert_int_equal(add(&d, name, NULL), i);
    }
    for (uint32_t i = 0, found; i < MANY; i++) {
        snprintf(name, sizeof name, "C%04u", i);
        assert_true(dataset_find_name(&d, span_of(name), &found));
        assert_int_equal(found, i);
        name[4]++; /* '9' becomes ':' */
        assert_int_equal(dataset_find_name(&d, span_of(name), &found), i % 10 != 9);
        name[4] = '\0';
        assert_false(dataset_find_name(&d, span_of(name), &found));
    }
    dataset_release(&d);
}

enum { NONE = -1 };

static const struct lookup {
    const char *name;
    int council;
} lookups[] = {
    {"Isle of Wight", 2},
    {"isle-of-wight", 2},
    {" ISLEOFWIGHT ", 2},
    {"E1", 2},
    {"e-1", 2},
    {"Twin", 4},      /* exactly, though another is like it */
    {"t-win", 6},     /* likewise */
    {"TWIN", NONE},   /* either could be meant, whosever code it is */
    {"York", 5},      /* a name goes before another's code */
    {"york", 5},      /* likewise */
    {"E3", 5},        /* a code */
    {"shared", NONE}, /* two have it */
    {"nothing like", NONE},
    {"", NONE},
    {"Isle of", NONE},
    {"-", NONE},
};

static void councils_are_found_by_name_then_by_code(void **state)
{
    struct dataset d = {0};
    (void)state;
    add(&d, "Bath", "TWIN");
    add(&d, "Hull", NULL);
    add(&d, "Isle of Wight", "E1");
    add(&d, "Leeds", "York");
    add(&d, "Twin", "shared");
    add(&d, "York", "E3");
    add(&d, "t-win", "Shared");
    for (size_t i = 0; i < sizeof lookups / sizeof lookups[0]; i++) {
        uint32_t council = 99;
        bool found = dataset_find_council(&d, span_of(lookups[i].name), &council);
        if (found != (lookups[i].council != NONE) || (found && (int)council != lookups[i].council))
            fail_msg("\"%s\": %d, %u", lookups[i].name, found, council);
    }
    dataset_release(&d);
}

static void all_names_are_offered(void **state)
{
    struct dataset d = {0};
    struct nearest near = {.wanted = span_of("Ledes")};
    (void)state;
    dataset_nearest_council(&d, &near);
    assert_int_equal(near.n, 0);
    add(&d, "York", "Ledes");
    add(&d, "Leeds", NULL);
    dataset_nearest_council(&d, &near);
    assert_int_equal(near.n, 2);
    assert_string_equal(near.best, "Leeds");
    dataset_release(&d);
}

static void councils_move_to_their_places(void **state)
{
    static const uint32_t places[] = {2, 0, 1};
    static const char *const ordered[] = {"A", "B", "C"};
    struct dataset d = {0};
    (void)state;
    assert_int_equal(dataset_order_councils(&d, NULL), 0); /* none at all */
    add(&d, "C", "c");
    add(&d, "A", "a");
    add(&d, "B", "b");
    assert_int_equal(dataset_order_councils(&d, places), 0);
    assert_int_equal(dataset_order_councils(&d, NULL), 0); /* as they are */
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(d.councils[i].name, ordered[i]);
        assert_int_equal(*council_more(&d.councils[i])->code, *ordered[i] - 'A' + 'a');
    }
    assert_int_equal(add(&d, "D", NULL), 3);
    dataset_release(&d);
}

static void a_grade_word_keeps_its_first_rank(void **state)
{
    struct words w = {0};
    struct arena arena = {0};
    uint32_t number;
    (void)state;
    for (int i = 0; i < 100; i++) {
        char word[8];
        snprintf(word, sizeof word, "w%d", i);
        assert_int_equal(words_put(&w, &arena, span_of(word), i + 1, &number), 0);
        assert_int_equal(number, i);
    }
    assert_int_equal(words_put(&w, &arena, span_of("w3"), 77, &number), 0);
    assert_int_equal(number, 3);
    assert_int_equal(w.rank[3], 4);
    assert_int_equal(w.rank[99], 100);
    assert_int_equal(w.names.n, 100);
    intern_release(&w.names);
    free(w.rank);
    arena_release(&arena);
}

static uint32_t put(struct dataset *d, const char *text)
{
    uint32_t offset = 99;
    assert_int_equal(pool_put(&d->sources, span_of(text), &offset), 0);
    return offset;
}

static void a_text_like_the_last_is_not_added_again(void **state)
{
    struct dataset d = {0};
    (void)state;
    assert_int_equal(put(&d, ""), 0);
    assert_int_equal(d.sources.n, 0);
    uint32_t a = put(&d, "abc");
    size_t n = d.sources.n;
    assert_int_not_equal(a, 0);
    assert_int_equal(put(&d, "abc"), a);
    assert_int_equal(put(&d, ""), 0);
    assert_int_equal(put(&d, "abc"), a);
    assert_int_equal(d.sources.n, n);
    uint32_t b = put(&d, "ab"), c = put(&d, "abd");
    assert_int_not_equal(b, a);
    assert_int_not_equal(c, b);
    assert_int_equal(d.sources.n, n + 3 + 4);
    assert_string_equal(d.sources.v, "");
    assert_string_equal(d.sources.v + a, "abc");
    assert_string_equal(d.sources.v + b, "ab");
    assert_string_equal(d.sources.v + c, "abd");
    dataset_release(&d);
}

static void the_pool_gives_back_what_was_put_in(void **state)
{
    enum { N = 5000 };
    struct random r = random_start();
    struct dataset d = {0};
    static uint32_t offset[N];
    static char texts[N][4];
    (void)state;
    for (int i = 0; i < N; i++) {
        uint32_t length = random_below(&r, 4);
        for (uint32_t k = 0; k < length; k++)
            texts[i][k] = (char)('a' + random_below(&r, 2));
        offset[i] = put(&d, texts[i]);
    }
    for (int i = 0; i < N; i++) {
        struct judgement j = {.source = offset[i]};
        assert_string_equal(judgement_source(&d, &j), texts[i]);
    }
    dataset_release(&d);
    assert_string_equal(judgement_source(&d, &(struct judgement){0}), "");
}

static struct date date(const char *text)
{
    struct date d = {0};
    if (text)
        assert_int_equal(date_parse(span_of(text), DATE_ISO_ONLY, &d), DATE_OK);
    return d;
}

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void inspections_stand_by_date_then_framework(void **state)
{
    struct when {
        const char *inspected, *published;
        uint16_t framework;
    };
    static const struct {
        struct when a, b;
        int order;
    } cases[] = {
        {{"2019-01-01", NULL, 0}, {"2019-01-02", NULL, 0}, -1},
        {{"2019-01-01", NULL, 0}, {"2019-01-01", NULL, 0}, 0},
        {{"2019-01-01", NULL, 0}, {"2019-01-01", NULL, 1}, -1},
        {{"2019-01-02", NULL, 0}, {"2019-01-01", NULL, 1}, 1},
        {{"2019-01-01", "2019-03-01", 2}, {"2019-01-01", "2019-02-01", 2}, 0},
        {{NULL, "2019-01-01", 0}, {NULL, "2019-01-01", 0}, 0},
        {{NULL, "2019-01-01", 0}, {NULL, "2019-02-01", 0}, -1},
        {{NULL, "2019-01-01", 0}, {"2019-01-01", NULL, 0}, 1},
        {{NULL, "2019-01-01", 0}, {"2019-01-01", "2019-01-01", 1}, 1},
        {{NULL, "2019-01-01", 0}, {"2019-01-02", "2018-01-01", 0}, -1},
        {{"2019-02", NULL, 0}, {"2019-02-02", NULL, 0}, -1},
        {{"2019-02", NULL, 0}, {"2019-01-31", NULL, 0}, 1},
        {{"1969-12-31", NULL, 0}, {"1970-01-01", NULL, 0}, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct when *p = &cases[i].a, *q = &cases[i].b;
        const struct judgement a = {.inspected = date(p->inspected),
                                    .published = date(p->published),
                                    .framework = p->framework},
                               b = {.inspected = date(q->inspected),
                                    .published = date(q->published),
                                    .framework = q->framework};
        if (sign(judgement_order(&a, &b)) != cases[i].order ||
            sign(judgement_order(&b, &a)) != -cases[i].order)
            fail_msg("case %zu: %d", i, judgement_order(&a, &b));
    }
}

static void a_date_in_parts_is_another_than_its_first_day(void **state)
{
    const struct judgement year = {.inspected = date("2019")},
                           month = {.inspected = date("2019-01")},
                           day = {.inspected = date("2019-01-01")};
    (void)state;
    assert_int_not_equal(judgement_order(&year, &month), 0);
    assert_int_not_equal(judgement_order(&month, &day), 0);
    assert_int_not_equal(judgement_order(&year, &day), 0);
}

static void triggers_and_scopes_are_written_as_in_files(void **state)
{
    static const char *const triggers[] = {
        "", "directed", "voluntary", "contract-end", "reorganisation", "returned",
    };
    static const char *const scopes[] = {"", "full", "boundary"};
    (void)state;
    assert_int_equal(TRIGGER_COUNT, sizeof triggers / sizeof triggers[0]);
    assert_int_equal(SCOPE_COUNT, sizeof scopes / sizeof scopes[0]);
    for (int i = 0; i < TRIGGER_COUNT; i++)
        assert_string_equal(trigger_name[i], triggers[i]);
    for (int i = 0; i < SCOPE_COUNT; i++)
        assert_string_equal(scope_name[i], scopes[i]);
}

static void a_released_dataset_is_empty_and_can_be_used_again(void **state)
{
    struct dataset d = {0};
    (void)state;
    add(&d, "Leeds", NULL);
    put(&d, "abc");
    dataset_release(&d);
    assert_int_equal(dataset_n_councils(&d), 0);
    assert_null(d.councils);
    assert_int_equal(d.sources.n, 0);
    assert_int_equal(add(&d, "York", NULL), 0);
    dataset_release(&d);
}

/* 0 becomes 2 and 3; 1 becomes 3; 3 becomes 4. */
static void successors_are_predecessors_the_other_way_round(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    static uint32_t before[] = {0, 0, 1, 3};
    static const uint32_t from[] = {0, 2, 3, 3, 4, 4}, after[] = {2, 3, 3, 4};
    struct dataset d = {0};
    struct successors s = {0};
    (void)state;
    for (size_t i = 0; i < 5; i++)
        add(&d, names[i], NULL);
    d.councils[2].more->predecessors = &before[0];
    d.councils[2].more->n_predecessors = 1;
    d.councils[3].more->predecessors = &before[1];
    d.councils[3].more->n_predecessors = 2;
    d.councils[4].more->predecessors = &before[3];
    d.councils[4].more->n_predecessors = 1;
    assert_int_equal(successors_find(&s, &d), 0);
    assert_memory_equal(s.from, from, sizeof from);
    assert_memory_equal(s.v, after, sizeof after);
    successors_release(&s);
    dataset_release(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(councils_are_added_one_behind_the_other),
        cmocka_unit_test(many_councils_are_found_by_their_names),
        cmocka_unit_test(councils_are_found_by_name_then_by_code),
        cmocka_unit_test(all_names_are_offered),
        cmocka_unit_test(councils_move_to_their_places),
        cmocka_unit_test(a_grade_word_keeps_its_first_rank),
        cmocka_unit_test(a_text_like_the_last_is_not_added_again),
        cmocka_unit_test(the_pool_gives_back_what_was_put_in),
        cmocka_unit_test(inspections_stand_by_date_then_framework),
        cmocka_unit_test(a_date_in_parts_is_another_than_its_first_day),
        cmocka_unit_test(triggers_and_scopes_are_written_as_in_files),
        cmocka_unit_test(a_released_dataset_is_empty_and_can_be_used_again),
        cmocka_unit_test(successors_are_predecessors_the_other_way_round),
    };
    return CHECK_RUN(tests, argc, argv);
}
