/* models.csv, and the spells of a flat file: what they become, and everything that can be wrong. */
#include "check.h"

#include <string.h>

#include "spells.h"

static void a_record_is_kept_as_written(void **state)
{
    static const struct example examples[] = {
        {"all columns",
         FILES("council,model,start,end,provider,trigger,directed,scope,source,note\n"
               "A,Trust,2019-01-01,2020,\"P, Q\",directed,2018-05,full,s.pdf,n\n"
               "B,LA,,,,,,,,\n"),
         "2 A trust 2019-01-01..2020 P, Q|directed|2018-05|full|s.pdf|n\n"
         "3 B in-house .. none||||none|none\n",
         "models.csv:2:20: W-PRECISION date \"2020\" has no day; it counts as 2020-07-01 | field 4 "
         "(end)\n"
         "models.csv:2:41: W-PRECISION date \"2018-05\" has no day; it counts as 2018-05-15 | "
         "field "
         "7 (directed)\n",
         0},
        {"two columns, in any order", FILES("MODEL,Council\nprivate,B\n"),
         "2 B outsourced .. none||||none|none\n", "", 0},
        {"over on the day it starts",
         FILES("council,model,start,end\n"
               "A,trust,2019-01-01,2019-01-01\n"),
         "2 A trust 2019-01-01..2019-01-01 none||||none|none\n", "", 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void triggers_and_scopes_are_matched_loosely(void **state)
{
    static const struct {
        const char *trigger, *scope, *kept;
    } cases[] = {
        {"directed", "boundary", "directed||boundary"},
        {"Voluntary", "FULL", "voluntary||full"},
        {"Contract End", "full", "contract-end||full"},
        {"reorganisation", "-", "reorganisation||"},
        {"returned", "", "returned||"},
        {"-", "", "||"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text models = {0}, spells = {0};
        text_addf(&models, "council,model,trigger,scope\nA,trust,%s,%s\n", cases[i].trigger,
                  cases[i].scope);
        text_addf(&spells, "2 A trust .. none|%s|none|none\n", cases[i].kept);
        const struct example e = {cases[i].trigger,
                                  {.ratings = RATINGS, .models = text_string(&models)},
                                  text_string(&spells),
                                  "",
                                  0};
        check_spell_file(&e);
        text_release(&models);
        text_release(&spells);
    }
}

static void equal_providers_are_one(void **state)
{
    const struct scene scene = FILES("council,model,provider\nA,trust,P\nB,trust,P\nB,trust,p\n");
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_ptr_equal(spell_at(&f.d, 0).provider, spell_at(&f.d, 1).provider);
    assert_ptr_not_equal(spell_at(&f.d, 1).provider, spell_at(&f.d, 2).provider);
    assert_int_equal(f.d.providers.n, 2);
    fixture_release(&f);
}

static void what_is_missing_is_told(void **state)
{
    static const struct example examples[] = {
        {"header", FILES("name,start\nA,2019-01-01\n"), "",
         "models.csv:1:1: E-HEADER no column for council; expected one of: council\n"
         "models.csv:1:1: E-HEADER no column for model; expected one of: model\n"
         "models.csv:1:1: W-COLUMN column \"name\" is not used\n",
         0},
        {"values", FILES("model,council,note\n,A,\ntrust,,\n,,x\n"), "",
         "models.csv:2:1: E-EMPTY the model is empty | field 1 (model)\n"
         "models.csv:3:7: E-EMPTY the council is empty | field 2 (council)\n"
         "models.csv:4:1: E-EMPTY the model is empty | field 1 (model)\n"
         "models.csv:4:2: E-EMPTY the council is empty | field 2 (council)\n",
         3},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void councils_that_are_not_there_are_told(void **state)
{
    static const struct example examples[] = {
        {"not in the ratings",
         {.ratings = "council,grade,inspected\nLeeds,good,2019-01-01\n",
          .models = "model,council\ntrust,Ledes\ntrust,York\n"},
         "",
         "models.csv:2:7: E-COUNCIL council \"Ledes\" is not in ratings.csv | field 2 (council) | "
         "the nearest name is \"Leeds\"\n"
         "models.csv:3:7: E-COUNCIL council \"York\" is not in ratings.csv | field 2 (council)\n",
         2},
        {"only in ratings that have errors",
         {.ratings = "council,grade,inspected\nLeeds,god,2019-01-01\nYork,god,2019-01-01\n"
                     "York,good,2020-01-01\n",
          .models = "council,model\nLeeds,trust\nYork,trust\n"},
         "3 York trust .. none||||none|none\n",
         "ratings.csv:2:7: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 2 "
         "(grade)\n"
         "ratings.csv:3:6: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 2 "
         "(grade)\n"
         "models.csv:2:1: E-COUNCIL council \"Leeds\" is only in records of ratings.csv that have "
         "errors | field 1 (council)\n",
         3},
        {"only in a list's record that has errors",
         {.councils = "council,opened\nA,\nB,x\n",
          .ratings = "council,grade,inspected\n",
          .models = "council,model\nB,trust\n"},
         "",
         "councils.csv:3:3: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 2 "
         "(opened)\n"
         "models.csv:2:1: E-COUNCIL council \"B\" is only in records of councils.csv that have "
         "errors | field 1 (council)\n",
         2},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define NO_MODEL "is not in-house, trust, partnership or outsourced | field 2 (model) | "

static void models_that_are_not_known_are_told(void **state)
{
    static const struct example examples[] = {
        {"near, and not", FILES("council,model\nA,trst\nB,mutual\nB,unknown\n"), "",
         "models.csv:2:3: E-MODEL model \"trst\" " NO_MODEL "the nearest is trust\n"
         "models.csv:3:3: E-MODEL model \"mutual\" " NO_MODEL
         "to admit a further model add --extra-model NAME\n"
         "models.csv:4:3: E-MODEL model \"unknown\" " NO_MODEL
         "to admit a further model add --extra-model NAME\n",
         3},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void further_models_are_admitted(void **state)
{
    static const char *const extra[] = {"mutual", "shared"};
    const struct scene scene = FILES("council,model\nA,MUTUAL\nB,shared\nB,joint\n");
    struct fixture f = {.request = {.extra_models = extra, .n_extra_models = 2}};
    struct text spells = {0}, problems = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    spells_text(&f.d, &spells);
    problems_text(&f.ds, &problems);
    check_text(&spells, "2 A mutual .. none||||none|none\n3 B shared .. none||||none|none\n",
               "spells");
    check_text(&problems,
               "models.csv:4:3: E-MODEL model \"joint\" is not in-house, trust, partnership, "
               "outsourced, mutual or shared | field 2 (model) | to admit a further model add "
               "--extra-model NAME\n",
               "problems");
    text_release(&spells);
    text_release(&problems);
    fixture_release(&f);
}

static void a_further_model_whose_name_is_taken_is_a_fault(void **state)
{
    static const char *const extra[] = {"mutual", "CIC"};
    const struct scene scene = FILES("council,model\n");
    struct fixture f = {.request = {.extra_models = extra, .n_extra_models = 2}};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), -1);
    assert_int_equal(f.ds.fault, FAULT_USAGE);
    assert_non_null(strstr(f.ds.fault_message, "\"CIC\""));
    fixture_release(&f);
}

static void other_values_that_are_wrong_are_told(void **state)
{
    static const struct example examples[] = {
        {"words",
         FILES("council,model,trigger,scope\nA,trust,direct,part\nB,trust,full,returned\n"), "",
         "models.csv:2:9: E-TRIGGER trigger \"direct\" is not directed, voluntary, contract-end, "
         "reorganisation or returned | field 3 (trigger)\n"
         "models.csv:2:16: E-SCOPE scope \"part\" is not full or boundary | field 4 (scope)\n"
         "models.csv:3:9: E-TRIGGER trigger \"full\" is not directed, voluntary, contract-end, "
         "reorganisation or returned | field 3 (trigger)\n"
         "models.csv:3:14: E-SCOPE scope \"returned\" is not full or boundary | field 4 (scope)\n",
         2},
        {"dates", FILES("council,model,directed,end,start\nA,trust,x,2019-02-30,y\n"), "",
         "models.csv:2:9: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
         "(directed)\n"
         "models.csv:2:11: E-DATE date \"2019-02-30\" does not exist | field 4 (end)\n"
         "models.csv:2:22: E-DATE date \"y\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 5 "
         "(start)\n",
         1},
        {"order", FILES("council,model,start,end\nA,trust,2019-02-01,2019-01-31\n"), "",
         "models.csv:2:20: E-ORDER end 2019-01-31 is before start 2019-02-01 | field 4 (end)\n", 1},
        {"all of one record", FILES("council,model,start,trigger\nC,trst,x,y\n"), "",
         "models.csv:2:1: E-COUNCIL council \"C\" is not in ratings.csv | field 1 (council)\n"
         "models.csv:2:3: E-MODEL model \"trst\" " NO_MODEL "the nearest is trust\n"
         "models.csv:2:8: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 (start)\n"
         "models.csv:2:10: E-TRIGGER trigger \"y\" is not directed, voluntary, contract-end, "
         "reorganisation or returned | field 4 (trigger)\n",
         1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void starts_after_the_as_of_date_are_warned_of(void **state)
{
    static const struct example examples[] = {
        {"the day, the day after, no start",
         {.ratings = RATINGS,
          .models = "council,model,start,end\nA,trust,2020-01-01,2030-01-01\nB,trust,,2021-01-01\n"
                    "B,trust,2020-01-02,\n",
          .as_of = "2020-01-01"},
         "2 A trust 2020-01-01..2030-01-01 none||||none|none\n"
         "3 B trust ..2021-01-01 none||||none|none\n"
         "4 B trust 2020-01-02.. none||||none|none\n",
         "models.csv:4:1: W-OVERLAP the spell starts on 2020-01-02, before the one on line 3 ends "
         "(2021-01-01); the later start counts\n"
         "models.csv:4:9: W-FUTURE the spell starts after the as-of date; it is left out | field 3 "
         "(start)\n",
         0},
        {"no start is after no day",
         {.ratings = RATINGS, .models = "council,model\nA,trust\n", .as_of = "1960-01-01"},
         "2 A trust .. none||||none|none\n",
         "ratings.csv:2:1: W-FUTURE the judgement is after the as-of date; it is left out\n"
         "ratings.csv:3:1: W-FUTURE the judgement is after the as-of date; it is left out\n",
         0},
        {"a month is placed",
         {.ratings = RATINGS,
          .models = "council,model,start\nA,trust,2020-01\n",
          .as_of = "2020-01-30",
          .placing = DATE_LAST},
         "2 A trust 2020-01.. none||||none|none\n",
         "models.csv:2:9: W-PRECISION date \"2020-01\" has no day; it counts as 2020-01-31 | field "
         "3 "
         "(start)\n"
         "models.csv:2:9: W-FUTURE the spell starts after the as-of date; it is left out | field 3 "
         "(start)\n",
         0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_kept_as_written),
        cmocka_unit_test(triggers_and_scopes_are_matched_loosely),
        cmocka_unit_test(equal_providers_are_one),
        cmocka_unit_test(what_is_missing_is_told),
        cmocka_unit_test(councils_that_are_not_there_are_told),
        cmocka_unit_test(models_that_are_not_known_are_told),
        cmocka_unit_test(further_models_are_admitted),
        cmocka_unit_test(a_further_model_whose_name_is_taken_is_a_fault),
        cmocka_unit_test(other_values_that_are_wrong_are_told),
        cmocka_unit_test(starts_after_the_as_of_date_are_warned_of),
    };
    return CHECK_RUN(tests, argc, argv);
}
