/* ratings.csv against the rest: the lives of councils, the as-of date, the list of councils. */
#include "check.h"

#include <string.h>

#include "ratings.h"

#define H "council,grade,inspected,published,ended\n"

static size_t count_of(const struct diags *ds, const char *code)
{
    for (size_t i = 0; i < ds->n_counts; i++)
        if (strcmp(ds->counts[i].code, code) == 0)
            return ds->counts[i].n;
    return 0;
}

#define LIVES "council,opened,closed\nA,2019-04-01,2020-01-31\nC,,\n"
#define MONTH "council,opened,closed\nA,2019-04,2020-01\n"

static void judgements_after_the_closing_are_told(void **state)
{
    static const struct example examples[] = {
        {"60 days after, and 61",
         {.councils = LIVES, .ratings = H "A,good,2020-03-31,,\nA,good,2020-04-01,,\n"},
         "ratings.csv:3:8: E-LIFE the judgement is more than 60 days after the council closed "
         "(2020-01-31) | field 3 (inspected)\n",
         1,
         1},
        {"by the inspection, not the publication",
         {.councils = LIVES, .ratings = H "A,good,2020-03-31,2020-05-01,\nA,good,,2020-04-01,\n"},
         "ratings.csv:3:9: E-LIFE the judgement is more than 60 days after the council closed "
         "(2020-01-31) | field 4 (published)\n",
         1,
         1},
        {"no closing", {.councils = LIVES, .ratings = H "C,good,2030-01-01,,\n"}, "", 1, 0},
        {"no councils", {.ratings = H "A,good,2030-01-01,,\n"}, "", 1, 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void judgements_before_the_opening_are_warned_of(void **state)
{
    static const struct example examples[] = {
        {"the day before, and the day",
         {.councils = LIVES, .ratings = H "A,good,2019-03-31,,\nA,good,2019-04-01,,\n"},
         "ratings.csv:2:8: W-EARLY the judgement is before the council opened (2019-04-01) | field "
         "3 (inspected)\n",
         2,
         0},
        {"by the inspection, not the publication",
         {.councils = LIVES, .ratings = H "A,good,2019-03-31,2019-05-01,\nA,good,,2019-03-31,\n"},
         "ratings.csv:2:8: W-EARLY the judgement is before the council opened (2019-04-01) | field "
         "3 (inspected)\n"
         "ratings.csv:3:9: W-EARLY the judgement is before the council opened (2019-04-01) | field "
         "4 (published)\n",
         2,
         0},
        {"no opening", {.councils = LIVES, .ratings = H "C,good,1999-01-01,,\n"}, "", 1, 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void partial_dates_are_taken_as_within_the_life_where_they_can_be(void **state)
{
    static const struct {
        const char *councils, *inspected;
        size_t early, life;
    } cases[] = {
        {LIVES, "2020", 0, 0},       {LIVES, "2021", 0, 1},       {LIVES, "2020-03", 0, 0},
        {LIVES, "2020-04", 0, 1},    {LIVES, "2019", 0, 0},       {LIVES, "2018", 1, 0},
        {LIVES, "2019-04", 0, 0},    {LIVES, "2019-03", 1, 0},    {MONTH, "2020-03-31", 0, 0},
        {MONTH, "2020-04-01", 0, 1}, {MONTH, "2019-04-01", 0, 0}, {MONTH, "2019-03-31", 1, 0},
        {MONTH, "2019-04", 0, 0},    {MONTH, "2020", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text ratings = {0};
        struct fixture f = {0};
        text_addf(&ratings, "council,grade,inspected\nA,good,%s\n", cases[i].inspected);
        assert_int_equal(fixture_load(&f, &(struct scene){.councils = cases[i].councils,
                                                          .ratings = text_string(&ratings)}),
                         0);
        if (count_of(&f.ds, "W-EARLY") != cases[i].early ||
            count_of(&f.ds, "E-LIFE") != cases[i].life)
            fail_msg("%s, case %zu", cases[i].inspected, i);
        assert_int_equal(f.d.judgements.n, 1 - cases[i].life);
        text_release(&ratings);
        fixture_release(&f);
    }
}

#define FUTURE "W-FUTURE the judgement is after the as-of date; it is left out\n"

static void judgements_after_the_as_of_date_are_warned_of(void **state)
{
    static const struct example examples[] = {
        {"the day, and the day after",
         {.ratings = H "A,good,2019-02-01,,\nA,good,2019-02-02,,\n", .as_of = "2019-02-01"},
         "ratings.csv:3:1: " FUTURE,
         2,
         0},
        {"none was asked for", {.ratings = H "A,good,2999-02-01,,\n"}, "", 1, 0},
        {"by inspection",
         {.ratings = H "A,good,2019-02-01,2019-04-01,\nA,good,,2019-04-01,\n",
          .as_of = "2019-03-01"},
         "ratings.csv:3:1: " FUTURE,
         2,
         0},
        {"by publication",
         {.ratings = H "A,good,2019-02-01,2019-03-02,\nA,good,2019-04-01,,\nA,good,2019-03-01,,\n",
          .as_of = "2019-03-01",
          .basis = BASIS_PUBLISHED},
         "ratings.csv:2:1: " FUTURE "ratings.csv:3:1: " FUTURE,
         3,
         0},
        {"a month is placed",
         {.ratings = H "A,good,2019-02,,\n", .as_of = "2019-02-14", .placing = DATE_MID},
         "ratings.csv:2:1: " FUTURE "ratings.csv:2:8: W-PRECISION date \"2019-02\" has no day; it "
         "counts as 2019-02-15 | field 3 (inspected)\n",
         1,
         0},
        {"a month is placed first",
         {.ratings = H "A,good,2019-02,,\n", .as_of = "2019-02-01", .placing = DATE_FIRST},
         "ratings.csv:2:8: W-PRECISION date \"2019-02\" has no day; it counts as 2019-02-01 | "
         "field "
         "3 (inspected)\n",
         1,
         0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_latest_day_is_of_inspection_or_publication(void **state)
{
    static const struct {
        const char *rows;
        enum date_placing placing;
        const char *latest; /* ".." for none */
    } cases[] = {
        {"", DATE_MID, ".."},
        {"A,good,2019-02-01,,\nA,good,2018-02-01,,\n", DATE_MID, "2019-02-01"},
        {"A,good,2018-02-01,,\nA,good,2018-03-01,2019-02-02,2019-03-01\n", DATE_MID, "2019-02-02"},
        {"A,good,,2019-02-02,\n", DATE_MID, "2019-02-02"},
        {"A,good,2019-02,,\n", DATE_MID, "2019-02-15"},
        {"A,good,2019-02,,\n", DATE_LAST, "2019-02-28"},
        {"A,good,2019-02,,\n", DATE_FIRST, "2019-02-01"},
        {"A,good,2019-02-01,,\nA,god,2020-02-01,,\n", DATE_MID, "2019-02-01"},
        {"A,good,1950-02-01,,\n", DATE_MID, "1950-02-01"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text ratings = {0};
        struct fixture f = {0};
        text_addf(&ratings, H "%s", cases[i].rows);
        assert_int_equal(fixture_load(&f, &(struct scene){.ratings = text_string(&ratings),
                                                          .placing = cases[i].placing}),
                         0);
        assert_string_equal(day_text(f.d.latest_day).text, cases[i].latest);
        text_release(&ratings);
        fixture_release(&f);
    }
}

#define LEDES                                                                                      \
    "E-COUNCIL council \"Ledes\" is not in councils.csv | field 1 (council) | the nearest name "   \
    "is "                                                                                          \
    "\"Leeds\"\n"

static void councils_that_are_not_listed_are_told(void **state)
{
    static const struct example examples[] = {
        {"with the nearest",
         {.councils = "council\nLeeds\nYork\n", .ratings = H "Ledes,good,2019-01-01,,\n"},
         "ratings.csv:2:1: E-COUNCIL council \"Ledes\" is not in councils.csv | field 1 (council) "
         "| "
         "the nearest name is \"Leeds\"\n",
         0,
         1},
        {"with none near; names are exact",
         {.councils = "council\nLeeds\n",
          .ratings = H "Bath,good,2019-01-01,,\nleeds,good,2019-01-01,,\n"},
         "ratings.csv:2:1: E-COUNCIL council \"Bath\" is not in councils.csv | field 1 (council)\n"
         "ratings.csv:3:1: E-COUNCIL council \"leeds\" is not in councils.csv | field 1 (council) "
         "| "
         "the nearest name is \"Leeds\"\n",
         0,
         2},
        {"each time",
         {.councils = "council\nLeeds\n",
          .ratings = H "Ledes,good,2019-01-01,,\nLedes,good,2020-01-01,,\n",
          .models = "council,model\nLedes,trust\n"},
         "ratings.csv:2:1: " LEDES "ratings.csv:3:1: " LEDES "models.csv:2:1: " LEDES,
         0,
         3},
        {"whose own record has errors",
         {.councils = "council,opened\nLeeds,x\nYork,\n",
          .ratings = H "Leeds,good,2019-01-01,,\nYork,good,2019-01-01,,\n"},
         "councils.csv:2:7: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 2 "
         "(opened)\n"
         "ratings.csv:2:1: E-COUNCIL council \"Leeds\" is only in records of councils.csv that "
         "have "
         "errors | field 1 (council)\n",
         1,
         2},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void all_that_is_wrong_with_a_record_is_told_in_order(void **state)
{
    static const struct example examples[] = {
        {"a record",
         {.councils = "council\nLeeds\n",
          .ratings = "published,grade,ended,inspected,council,odd\n"
                     "x,god,y,2019-02-30,Ledes,\n\n2020-01-01,good,,2018-01-01,Leeds,\n"},
         "ratings.csv:1:41: W-COLUMN column \"odd\" is not used\n"
         "ratings.csv:2:1: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 1 "
         "(published)\n"
         "ratings.csv:2:3: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 2 "
         "(grade)\n"
         "ratings.csv:2:7: E-DATE date \"y\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 (ended)\n"
         "ratings.csv:2:9: E-DATE date \"2019-02-30\" does not exist | field 4 (inspected)\n"
         "ratings.csv:2:20: E-COUNCIL council \"Ledes\" is not in councils.csv | field 5 (council) "
         "| "
         "the nearest name is \"Leeds\"\n"
         "ratings.csv:3:1: W-BLANK the line is blank\n"
         "ratings.csv:4:1: W-LATE published 730 days after the inspection | field 1 (published)\n",
         1,
         1},
        {"a bad record is not held against the life of its council",
         {.councils = LIVES, .ratings = H "A,god,2030-01-01,,\n", .as_of = "2019-01-01"},
         "ratings.csv:2:3: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 2 "
         "(grade)\n",
         0,
         1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void only_good_records_name_councils(void **state)
{
    struct fixture f = {0};
    const struct scene scene = {.ratings = H "B,god,2019-01-01,,\nA,good,2019-01-01,,\n"
                                             "B,good,2019-02-30,,\nA,bad,2019-01-01,,\n"};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(dataset_n_councils(&f.d), 1);
    assert_string_equal(f.d.councils[0].name, "A");
    assert_int_equal(council_more(&f.d.councils[0])->line, 0);
    assert_int_equal(f.d.n_left_out, 3);
    assert_null(f.d.councils_file);
    assert_string_equal(f.d.ratings_file, "ratings.csv");
    fixture_release(&f);
}

static void a_file_without_its_columns_is_not_usable(void **state)
{
    struct fixture good = {0}, bad = {0}, list = {0};
    (void)state;
    assert_int_equal(fixture_load(&good, &(struct scene){.ratings = H "A,god,2019,,\n"}), 0);
    assert_false(good.d.is_unusable);
    assert_int_equal(fixture_load(&bad, &(struct scene){.ratings = "council,grade\nA,good\n"}), 0);
    assert_true(bad.d.is_unusable);
    assert_int_equal(fixture_load(&list, &(struct scene){.councils = "name\nA\n", .ratings = H}),
                     0);
    assert_true(list.d.is_unusable); /* though the other file is */
    fixture_release(&list);
    fixture_release(&good);
    fixture_release(&bad);
}

static void warnings_that_are_not_listed_are_counted(void **state)
{
    struct fixture f = {0};
    const struct scene scene = {.ratings = "council,grade,date,published,odd\n"
                                           "A,good,2019,,\nA,good,2018-01-01,2020-01-01,\n"};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.ds.n, 0);
    assert_int_equal(f.ds.n_warnings, 3);
    assert_int_equal(count_of(&f.ds, "W-COLUMN"), 1);
    assert_int_equal(count_of(&f.ds, "W-PRECISION"), 1);
    assert_int_equal(count_of(&f.ds, "W-LATE"), 1);
    assert_int_equal(f.d.judgements.n, 2);
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judgements_after_the_closing_are_told),
        cmocka_unit_test(judgements_before_the_opening_are_warned_of),
        cmocka_unit_test(partial_dates_are_taken_as_within_the_life_where_they_can_be),
        cmocka_unit_test(judgements_after_the_as_of_date_are_warned_of),
        cmocka_unit_test(the_latest_day_is_of_inspection_or_publication),
        cmocka_unit_test(councils_that_are_not_listed_are_told),
        cmocka_unit_test(all_that_is_wrong_with_a_record_is_told_in_order),
        cmocka_unit_test(only_good_records_name_councils),
        cmocka_unit_test(warnings_that_are_not_listed_are_counted),
        cmocka_unit_test(a_file_without_its_columns_is_not_usable),
    };
    return CHECK_RUN(tests, argc, argv);
}
