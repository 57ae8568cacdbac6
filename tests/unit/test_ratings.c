/* ratings.csv: what a record becomes, and everything that can be wrong with one. */
#include "check.h"

#include <string.h>

#include "ratings.h"

/* "LINE council inspected|published|ended kind 'framework' word=rank 'source'" for each. */
static void judgements_text(const struct dataset *d, struct text *t)
{
    char a[DATE_TEXT], b[DATE_TEXT], c[DATE_TEXT];
    for (size_t i = 0; i < d->judgements.n; i++) {
        const struct judgement kept = judgement_at(d, i), *j = &kept;
        text_addf(t, "%u %s %s|%s|%s %s '%s' %s=%d '%s'\n", j->line, d->councils[j->council].name,
                  date_text(j->inspected, a), date_text(j->published, b), date_text(j->ended, c),
                  intern_text(&d->kinds, j->kind), intern_text(&d->frameworks, j->framework),
                  judgement_word(d, j), judgement_rank(d, j), judgement_source(d, j));
    }
}

static void check_judgements(const struct scene *scene, const char *expected, const char *name)
{
    struct fixture f = {0};
    struct text t = {0};
    assert_int_equal(fixture_load(&f, scene), 0);
    assert_int_equal(f.ds.n_errors, 0);
    judgements_text(&f.d, &t);
    check_text(&t, expected, name);
    text_release(&t);
    fixture_release(&f);
}

static void a_record_is_kept_as_written(void **state)
{
    static const struct {
        const char *ratings, *judgements;
    } cases[] = {
        {"council,grade,inspected,published,ended,judgement,framework,source\n"
         "A,RI,2019-01-07,2019-02-18,2019-01-11,leaders,ILACS,x.pdf\n"
         "A,Good,2020,2020-06,,,SIF,\n",
         "2 A 2019-01-07|2019-02-18|2019-01-11 leaders 'ILACS' RI=2 'x.pdf'\n"
         "3 A 2020|2020-06| overall 'SIF' Good=3 ''\n"},
        {"la_name,rating,publication_date\nA,n/a,2019-02-18\nB,,2019-02-19\nB,-,2019-02-20\n",
         "2 A |2019-02-18| overall '' n/a=0 ''\n3 B |2019-02-19| overall '' =0 ''\n"
         "4 B |2019-02-20| overall '' -=0 ''\n"},
        {"id,overall effectiveness grade,inspection start date\nA,good,2019-01-07\n",
         "2 A 2019-01-07|| overall '' good=3 ''\n"},
        {"local_authority,overall,inspection_start\nA,good,2019-01-07\n",
         "2 A 2019-01-07|| overall '' good=3 ''\n"},
        {"authority,grade,inspection_date\nA,good,2019-01-07\n",
         "2 A 2019-01-07|| overall '' good=3 ''\n"},
        {"name,grade,date\nA,good,2019-01-07\n", "2 A 2019-01-07|| overall '' good=3 ''\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_judgements(&(struct scene){.ratings = cases[i].ratings}, cases[i].judgements,
                         cases[i].ratings);
}

static void names_of_judgements_are_folded(void **state)
{
    static const struct {
        const char *written, *kept;
    } cases[] = {
        {"overall", "overall"},
        {"Overall", "overall"},
        {"", "overall"},
        {"Leaders and-Managers", "leaders_and_managers"},
        {"AZaz[@`{09", "azaz[@`{09"},
        {"\xc3\x89t\xc3\xa9", "\xc3\x89t\xc3\xa9"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text ratings = {0}, expected = {0};
        text_addf(&ratings, "council,grade,date,judgement\nA,good,2019-01-07,%s\n",
                  cases[i].written);
        text_addf(&expected, "2 A 2019-01-07|| %s '' good=3 ''\n", cases[i].kept);
        check_judgements(&(struct scene){.ratings = text_string(&ratings)}, text_string(&expected),
                         cases[i].written);
        text_release(&ratings);
        text_release(&expected);
    }
}

static void spellings_of_one_judgement_are_one(void **state)
{
    struct fixture f = {0};
    const struct scene scene = {.ratings = "council,grade,date,judgement\n"
                                           "A,good,2019-01-07,Care Leavers\n"
                                           "A,good,2020-01-07,care-leavers\n"
                                           "A,good,2021-01-07,care_leavers\n"
                                           "A,good,2022-01-07,\n"
                                           "A,good,2023-01-07,OVERALL\n"};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.d.kinds.n, 2);
    assert_int_equal(judgement_at(&f.d, 2).kind, judgement_at(&f.d, 0).kind);
    assert_int_equal(judgement_at(&f.d, 4).kind, judgement_at(&f.d, 3).kind);
    fixture_release(&f);
}

static void columns_that_are_missing_are_told(void **state)
{
    static const struct example examples[] = {
        {"header",
         {.ratings = "council,date\nA,2019-01-01\n"},
         "ratings.csv:1:1: E-HEADER no column for grade; expected one of: grade, rating, "
         "overall_effectiveness_grade, overall\n",
         0,
         0},
        {"no date column",
         {.ratings = "council,grade\nA,good\n"},
         "ratings.csv:1:1: E-HEADER no column for inspected; expected one of: inspected, date, "
         "inspection_date, inspection_start, inspection_start_date, published, "
         "publication_date\n",
         0,
         0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void values_that_are_missing_are_told(void **state)
{
    static const struct example examples[] = {
        {"council",
         {.ratings = "grade,council,date\ngood,,2019-01-01\n"},
         "ratings.csv:2:6: E-EMPTY the council is empty | field 2 (council)\n",
         0,
         1},
        {"both dates",
         {.ratings = "council,published,grade,inspected\nA,,good,\nA,2019-01-01,good,\n"
                     "A,,good,2020-01-01\n"},
         "ratings.csv:2:9: E-EMPTY neither an inspection date nor a publication date | field 4 "
         "(inspected)\n",
         2,
         1},
        {"the one date",
         {.ratings = "council,published,grade\nA,,good\n"},
         "ratings.csv:2:3: E-EMPTY neither an inspection date nor a publication date | field 2 "
         "(published)\n",
         0,
         1},
        {"a date that is none is not missing",
         {.ratings = "council,grade,date\nA,good,x\n"},
         "ratings.csv:2:8: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 3 "
         "(inspected)\n",
         0,
         1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define H "council,grade,inspected,published,ended\n"

static void dates_out_of_order_are_told_where_they_are_certainly_so(void **state)
{
    static const struct example examples[] = {
        {"days",
         {.ratings = H "A,good,2019-02-01,2019-01-31,\nA,good,2020-02-01,,2020-01-31\n"},
         "ratings.csv:2:19: E-ORDER published 2019-01-31 is before inspected 2019-02-01 | field 4 "
         "(published)\n"
         "ratings.csv:3:20: E-ORDER ended 2020-01-31 is before inspected 2020-02-01 | field 5 "
         "(ended)\n",
         0,
         2},
        {"both of one record",
         {.ratings = H "A,good,2019-02-01,2019-01-31,2019-01-30\n"},
         "ratings.csv:2:19: E-ORDER published 2019-01-31 is before inspected 2019-02-01 | field 4 "
         "(published)\n"
         "ratings.csv:2:30: E-ORDER ended 2019-01-30 is before inspected 2019-02-01 | field 5 "
         "(ended)\n",
         0,
         1},
        {"a month before",
         {.ratings = H "A,good,2019-04-01,2019-03,\n"},
         "ratings.csv:2:19: W-PRECISION date \"2019-03\" has no day; it counts as 2019-03-15 | "
         "field 4 (published)\n"
         "ratings.csv:2:19: E-ORDER published 2019-03 is before inspected 2019-04-01 | field 4 "
         "(published)\n",
         0,
         1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void dates_that_can_be_in_order_are_not_told(void **state)
{
    static const struct example examples[] = {
        {"the same day, and what can be so",
         {.ratings = H "A,good,2019-02-01,2019-02-01,2019-02-01\nA,good,2019-03-31,2019-03,2019\n"
                       "A,good,2019-04,2019-04-01,2019-04-01\nA,good,2018-12-31,2018,2018-12\n"
                       "A,good,,1969-05-01,1965-01-01\n"},
         "ratings.csv:3:19: W-PRECISION date \"2019-03\" has no day; it counts as 2019-03-15 | "
         "field 4 (published)\n"
         "ratings.csv:3:27: W-PRECISION date \"2019\" has no day; it counts as 2019-07-01 | field "
         "5 "
         "(ended)\n"
         "ratings.csv:4:8: W-PRECISION date \"2019-04\" has no day; it counts as 2019-04-15 | "
         "field "
         "3 (inspected)\n"
         "ratings.csv:5:19: W-PRECISION date \"2018\" has no day; it counts as 2018-07-01 | field "
         "4 "
         "(published)\n"
         "ratings.csv:5:24: W-PRECISION date \"2018-12\" has no day; it counts as 2018-12-15 | "
         "field 5 (ended)\n",
         5,
         0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* W-PRECISION is told of too: the cases here look for one warning only. */
static size_t count_of(const struct diags *ds, const char *code)
{
    for (size_t i = 0; i < ds->n_counts; i++)
        if (strcmp(ds->counts[i].code, code) == 0)
            return ds->counts[i].n;
    return 0;
}

static void publication_more_than_a_year_later_is_warned_of(void **state)
{
    static const struct {
        const char *inspected, *published, *message;
    } cases[] = {
        {"2018-06-01", "2019-06-01", NULL}, /* 365 days */
        {"2018-06-01", "2019-06-02", "published 366 days after the inspection"},
        {"2018-05-31", "2019-06", "published 366 days after the inspection"},
        {"2018-06-01", "2019-06", NULL},
        {"2018-05", "2019-05-31", NULL},
        {"2018-05", "2019-06-01", "published 366 days after the inspection"},
        {"2018", "2019", NULL},
        {"2018", "2020", "published 366 days after the inspection"},
        {"2017", "2020-01-01", "published 731 days after the inspection"},
        {"2018-01-01", "", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text ratings = {0};
        struct fixture f = {.ds.lists_warnings = true};
        text_addf(&ratings, "council,grade,inspected,published\nA,good,%s,%s\n", cases[i].inspected,
                  cases[i].published);
        assert_int_equal(fixture_load(&f, &(struct scene){.ratings = text_string(&ratings)}), 0);
        const struct diag *last = f.ds.n ? &f.ds.v[f.ds.n - 1] : NULL;
        assert_int_equal(f.ds.n_errors, 0);
        assert_int_equal(count_of(&f.ds, "W-LATE"), cases[i].message ? 1 : 0);
        if (cases[i].message) {
            assert_string_equal(last->message, cases[i].message);
            assert_string_equal(last->label, "field 4 (published)");
        }
        assert_int_equal(f.d.judgements.n, 1);
        text_release(&ratings);
        fixture_release(&f);
    }
}

static void words_that_are_no_grades_are_told_with_the_nearest(void **state)
{
    static const struct example examples[] = {
        {"near",
         {.ratings = "council,grade,date\nA,god,2019-01-01\nA,inadecuate,2020-01-01\n"},
         "ratings.csv:2:3: E-GRADE \"god\" is not a grade; the nearest is \"good\" | field 2 "
         "(grade)\n"
         "ratings.csv:3:3: E-GRADE \"inadecuate\" is not a grade; the nearest is \"inadequate\" | "
         "field 2 (grade)\n",
         0,
         2},
        {"of a scale without any",
         {.scale = "label,rank\n", .ratings = "council,grade,date\nA,good,2019-01-01\n"},
         "ratings.csv:2:3: E-GRADE \"good\" is not a grade | field 2 (grade)\n",
         0,
         1},
        {"far",
         {.ratings = "council,grade,date\nA,not kept,2019-01-01\n"},
         "ratings.csv:2:3: E-GRADE \"not kept\" is not a grade; the nearest is \"not reported\" | "
         "field 2 (grade)\n",
         0,
         1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_name_of_a_judgement_has_at_most_64_bytes(void **state)
{
    static const char name[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    struct text ratings = {0}, problems = {0};
    struct fixture f = {0};
    (void)state;
    text_addf(&ratings, "council,grade,date,judgement\nA,good,2019-01-01,%s\n", name);
    text_addf(&ratings, "A,good,2019-01-01,%sX\n", name);
    assert_int_equal(fixture_load(&f, &(struct scene){.ratings = text_string(&ratings)}), 0);
    assert_int_equal(f.d.judgements.n, 1);
    assert_string_equal(intern_text(&f.d.kinds, judgement_at(&f.d, 0).kind), name);
    problems_text(&f.ds, &problems);
    check_text(&problems,
               "ratings.csv:3:19: E-SIZE the judgement's name is longer than 64 bytes | field 4 "
               "(judgement)\n",
               "problems");
    text_release(&ratings);
    text_release(&problems);
    fixture_release(&f);
}

/* N records, each with a COLUMN of its own. */
static void load_many(struct fixture *f, const char *column, unsigned n)
{
    struct text ratings = {0};
    text_addf(&ratings, "council,grade,date,%s\n", column);
    for (unsigned i = 0; i < n; i++)
        text_addf(&ratings, "A,good,2019-01-01,n%u\n", i);
    assert_int_equal(fixture_load(f, &(struct scene){.ratings = text_string(&ratings)}), 0);
    text_release(&ratings);
}

static void more_names_than_can_be_numbered_are_told(void **state)
{
    static const char *const columns[] = {"judgement", "framework"};
    enum { MOST = 65536 };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct fixture f = {0};
        load_many(&f, columns[i], MOST + 1);
        assert_int_equal(f.d.judgements.n, MOST);
        assert_int_equal(f.ds.n_errors, 1);
        assert_string_equal(f.ds.v[0].code, "E-SIZE");
        assert_int_equal(f.ds.v[0].place.line, MOST + 2);
        assert_int_equal(f.ds.v[0].place.column, 19);
        fixture_release(&f);
    }
}

/* "requires improvement" in upper and lower case, as the bits of I have it. */
static void add_spelling(struct text *t, unsigned i)
{
    static const char word[] = "requires improvement";
    unsigned bit = 0;
    for (const char *p = word; *p; p++)
        text_add_char(t, *p != ' ' && i >> bit++ & 1 ? (char)(*p - 'a' + 'A') : *p);
}

/* More spellings than can be numbered: each keeps its own rank. */
static void each_of_very_many_spellings_has_its_rank(void **state)
{
    enum { MANY = 65600 };
    static const char *const last[] = {"Good", "GOOD", "Inadequate", "Outstanding", "not judged"};
    static const int ranks[] = {3, 3, 1, 4, 0};
    struct text ratings = {0};
    struct fixture f = {0};
    (void)state;
    text_add_string(&ratings, "council,date,framework,grade\n");
    for (unsigned i = 0; i < MANY; i++) {
        text_addf(&ratings, "A,2019-01-01,%u,", i % 60000);
        add_spelling(&ratings, i);
        text_add_char(&ratings, '\n');
    }
    for (size_t i = 0; i < 5; i++)
        text_addf(&ratings, "B,2019-01-0%zu,,%s\n", i + 1, last[i]);
    assert_int_equal(fixture_load(&f, &(struct scene){.ratings = text_string(&ratings)}), 0);
    assert_int_equal(f.ds.n_errors, 0);
    const struct council *b = &f.d.councils[fixture_council(&f, "B")];
    assert_int_equal(b->n_judgements, 5);
    for (size_t i = 0; i < 5; i++) {
        const struct judgement j = judgement_at(&f.d, b->judgements + i);
        assert_int_equal(judgement_rank(&f.d, &j), ranks[i]);
    }
    text_release(&ratings);
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_kept_as_written),
        cmocka_unit_test(names_of_judgements_are_folded),
        cmocka_unit_test(spellings_of_one_judgement_are_one),
        cmocka_unit_test(columns_that_are_missing_are_told),
        cmocka_unit_test(values_that_are_missing_are_told),
        cmocka_unit_test(dates_out_of_order_are_told_where_they_are_certainly_so),
        cmocka_unit_test(dates_that_can_be_in_order_are_not_told),
        cmocka_unit_test(publication_more_than_a_year_later_is_warned_of),
        cmocka_unit_test(words_that_are_no_grades_are_told_with_the_nearest),
        cmocka_unit_test(the_name_of_a_judgement_has_at_most_64_bytes),
        cmocka_unit_test(more_names_than_can_be_numbered_are_told),
        cmocka_unit_test(each_of_very_many_spellings_has_its_rank),
    };
    return CHECK_RUN(tests, argc, argv);
}
