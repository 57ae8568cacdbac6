/* mix: councils by the grade in force on given days. */
#include "check.h"

#include "fixture.h"
#include "study/mix.h"

struct example {
    const char *name;
    struct scene scene;
    const char *days[3];
    const char *expected;
};

/* "DAY MODEL [4 3 2 1 UNGRADED] of TOTAL", a line for the five rows of a model. */
static void add_rows(struct text *t, const struct fixture *f, const struct mixes *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct mix *x = &m->v[i];
        if (i % 5 == 0)
            text_addf(t, "%s %s [", day_text(x->day).text,
                      x->model < 0 ? "(all)" : f->d.models.name[x->model]);
        assert_int_equal(x->rank, 4 - (int)(i % 5));
        text_addf(t, "%zu%s", x->councils, i % 5 < 4 ? " " : "");
        if (i % 5 == 4)
            text_addf(t, "] of %zu\n", x->councils_total);
    }
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct mixes m = {0};
        struct text t = {0};
        int32_t days[3];
        size_t n_days = 0;
        for (; n_days < 3 && v[i].days[n_days]; n_days++)
            days[n_days] = day_of(v[i].days[n_days]);
        fixture_open(&f, &v[i].scene);
        assert_int_equal(mix_count(&f.study, days, n_days, &m), 0);
        add_rows(&t, &f, &m);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        mix_release(&m);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define RATINGS  "council,inspected,grade\n"
#define SPELLS   "council,model,start,end\n"

static void the_grade_of_a_day_is_the_latest_by_then(void **state)
{
    static const struct example examples[] = {
        {"none, each, and a word that is no grade",
         {.councils = COUNCILS "A,,,\nB,,,\nC,,,\nD,,,\nE,,,\nF,,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate\nB,2001-01-01,RI\nC,2001-01-01,good\n"
                             "D,2001-01-01,outstanding\nE,2001-01-01,n/a\n",
          .as_of = "2005-01-01"},
         {"2000-12-31", "2001-01-01"},
         "2000-12-31 unknown [0 0 0 0 6] of 6\n2000-12-31 (all) [0 0 0 0 6] of 6\n"
         "2001-01-01 unknown [1 1 1 1 2] of 6\n2001-01-01 (all) [1 1 1 1 2] of 6\n"},
        {"the day before and the day of the next",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\nA,2003-01-01,n/a\n",
          .as_of = "2005-01-01"},
         {"2001-12-31", "2002-01-01", "2004-01-01"},
         "2001-12-31 unknown [0 0 0 1 0] of 1\n2001-12-31 (all) [0 0 0 1 0] of 1\n"
         "2002-01-01 unknown [0 1 0 0 0] of 1\n2002-01-01 (all) [0 1 0 0 0] of 1\n"
         "2004-01-01 unknown [0 1 0 0 0] of 1\n2004-01-01 (all) [0 1 0 0 0] of 1\n"},
        {"two of one day: the later in the file",
         {.ratings = "council,framework,inspected,grade\nA,X,2001-01-01,inadequate\n"
                     "A,Y,2001-01-01,good\n",
          .as_of = "2005-01-01"},
         {"2001-01-01"},
         "2001-01-01 unknown [0 1 0 0 0] of 1\n2001-01-01 (all) [0 1 0 0 0] of 1\n"},
        {"from and to choose no inspections",
         {.ratings = RATINGS "A,2001-01-01,inadequate\n",
          .as_of = "2005-01-01",
          .from = "2002-01-01",
          .to = "2003-01-01"},
         {"2004-01-01"},
         "2004-01-01 unknown [0 0 0 1 0] of 1\n2004-01-01 (all) [0 0 0 1 0] of 1\n"},
        {"a partial date where it is placed",
         {.ratings = RATINGS "A,2001-02,inadequate\n", .as_of = "2005-01-01"},
         {"2001-02-14", "2001-02-15"},
         "2001-02-14 unknown [0 0 0 0 1] of 1\n2001-02-14 (all) [0 0 0 0 1] of 1\n"
         "2001-02-15 unknown [0 0 0 1 0] of 1\n2001-02-15 (all) [0 0 0 1 0] of 1\n"},
        {"no day", {.ratings = RATINGS "A,2001-01-01,good\n"}, {NULL}, ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void councils_count_under_the_model_of_the_day(void **state)
{
    static const struct example examples[] = {
        {"a changeover takes the grade along",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nB,2001-01-01,good\n",
          .models = SPELLS "A,trust,2002-01-01,2003-01-01\n",
          .as_of = "2005-01-01"},
         {"2001-12-31", "2002-01-01", "2003-01-01"},
         "2001-12-31 in-house [0 1 0 1 0] of 2\n2001-12-31 trust [0 0 0 0 0] of 0\n"
         "2001-12-31 (all) [0 1 0 1 0] of 2\n"
         "2002-01-01 in-house [0 1 0 0 0] of 1\n2002-01-01 trust [0 0 0 1 0] of 1\n"
         "2002-01-01 (all) [0 1 0 1 0] of 2\n"
         "2003-01-01 in-house [0 1 0 1 0] of 2\n2003-01-01 trust [0 0 0 0 0] of 0\n"
         "2003-01-01 (all) [0 1 0 1 0] of 2\n"},
        {"unknown stands last, models that nobody had nowhere",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nB,2001-01-01,good\n",
          .models = SPELLS "A,outsourced,,\n",
          .as_of = "2005-01-01",
          .uncovered = UNCOVERED_UNKNOWN},
         {"2001-12-31"},
         "2001-12-31 outsourced [0 0 0 1 0] of 1\n2001-12-31 unknown [0 1 0 0 0] of 1\n"
         "2001-12-31 (all) [0 1 0 1 0] of 2\n"},
        {"a spell outside the life of its council is none",
         {.councils = COUNCILS "A,2001-01-01,2003-01-01,\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,,2001-01-01\nA,outsourced,2003-01-01,\n",
          .as_of = "2005-01-01"},
         {"2002-01-01"},
         "2002-01-01 in-house [0 0 0 0 1] of 1\n2002-01-01 (all) [0 0 0 0 1] of 1\n"},
        {"the chosen council only",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nB,2001-01-01,good\n",
          .models = SPELLS "A,outsourced,,\n",
          .as_of = "2005-01-01",
          .only = "B"},
         {"2001-12-31"},
         "2001-12-31 in-house [0 1 0 0 0] of 1\n2001-12-31 (all) [0 1 0 0 0] of 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void only_open_councils_count_and_successors_begin_anew(void **state)
{
    static const struct example examples[] = {
        {"opening and closing",
         {.councils = COUNCILS "Old,,2009-04-01,\nNew,2009-04-01,,Old\n",
          .ratings = RATINGS "Old,2001-01-01,inadequate\nNew,2010-01-01,good\n",
          .as_of = "2015-01-01"},
         {"2009-03-31", "2009-04-01", "2010-01-01"},
         "2009-03-31 unknown [0 0 0 1 0] of 1\n2009-03-31 (all) [0 0 0 1 0] of 1\n"
         "2009-04-01 unknown [0 0 0 0 1] of 1\n2009-04-01 (all) [0 0 0 0 1] of 1\n"
         "2010-01-01 unknown [0 1 0 0 0] of 1\n2010-01-01 (all) [0 1 0 0 0] of 1\n"},
        {"a judgement before the opening is kept",
         {.councils = COUNCILS "A,2009-04-01,,\n",
          .ratings = RATINGS "A,2009-01-01,good\n",
          .as_of = "2015-01-01"},
         {"2009-03-31", "2009-04-01"},
         "2009-03-31 unknown [0 0 0 0 0] of 0\n2009-03-31 (all) [0 0 0 0 0] of 0\n"
         "2009-04-01 unknown [0 1 0 0 0] of 1\n2009-04-01 (all) [0 1 0 0 0] of 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_first_councils_are_named(void **state)
{
    const struct scene scene = {.councils = COUNCILS
                                "G,,,\nF,,,\nE,,,\nD,,,\nC,,,\nB,,,\nA,,,\nZ,,2001-06-01,\n",
                                .ratings = RATINGS "B,2001-01-01,good\nG,2001-01-01,good\n"
                                                   "Z,2001-01-01,good\n",
                                .as_of = "2005-01-01"};
    static const struct {
        int rank;
        const char *names;
    } expected[] = {{4, ""}, {3, "BG"}, {2, ""}, {1, ""}, {RANK_NONE, "ACDEF"}};
    struct fixture f = {0};
    struct mixes m = {0};
    const int32_t day = day_of("2002-01-01");
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(mix_count(&f.study, &day, 1, &m), 0);
    assert_int_equal(m.n, 10);
    for (size_t i = 0; i < m.n; i++) {
        struct text t = {0};
        assert_int_equal(m.v[i].rank, expected[i % 5].rank);
        for (size_t k = 0; k < m.v[i].councils && k < MOST_NAMED; k++)
            text_add_string(&t, f.d.councils[m.v[i].first[k]].name);
        check_text(&t, expected[i % 5].names, "names");
        text_release(&t);
    }
    mix_release(&m);
    fixture_release(&f);
}

/* Ranks need not follow each other. */
static void a_scale_of_its_own_has_its_own_rows(void **state)
{
    const struct scene scene = {.ratings = RATINGS "A,2001-01-01,top\nB,2001-01-01,low\n",
                                .scale = "label,rank\ntop,700\nmiddle,30\nlow,2\n",
                                .as_of = "2005-01-01"};
    static const struct {
        int rank;
        size_t councils;
    } expected[] = {{700, 1}, {30, 0}, {2, 1}, {RANK_NONE, 0}};
    struct fixture f = {0};
    struct mixes m = {0};
    const int32_t day = day_of("2002-01-01");
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(mix_count(&f.study, &day, 1, &m), 0);
    assert_int_equal(m.n, 8);
    for (size_t i = 0; i < m.n; i++) {
        assert_int_equal(m.v[i].rank, expected[i % 4].rank);
        assert_int_equal(m.v[i].councils, expected[i % 4].councils);
        assert_int_equal(m.v[i].councils_total, 2);
    }
    mix_release(&m);
    fixture_release(&f);
}

static void the_first_day_is_that_of_a_graded_inspection(void **state)
{
    static const struct {
        const char *ratings, *only, *expected;
    } examples[] = {
        {RATINGS "A,2003-01-01,good\nB,2002-01-01,good\n", NULL, "2002-01-01"},
        {RATINGS "A,2003-01-01,good\nB,2002-01-01,good\n", "A", "2003-01-01"},
        {RATINGS "A,2001-01-01,n/a\nA,2003-01-01,good\n", NULL, "2003-01-01"},
        {RATINGS "A,2001-01-01,n/a\n", NULL, ".."},
        {RATINGS "A,2001-01-01,good\nA,2003-01-01,RI\nB,2002-01-01,good\n", NULL, "2001-01-01"},
        {RATINGS "A,2010-01-01,good\n", NULL, ".."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct scene scene = {
            .ratings = examples[i].ratings, .only = examples[i].only, .as_of = "2005-01-01"};
        struct fixture f = {0};
        int32_t day;
        fixture_open(&f, &scene);
        assert_int_equal(mix_first_day(&f.study, &day), 0);
        assert_string_equal(day_text(day).text, examples[i].expected);
        fixture_release(&f);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_grade_of_a_day_is_the_latest_by_then),
        cmocka_unit_test(councils_count_under_the_model_of_the_day),
        cmocka_unit_test(only_open_councils_count_and_successors_begin_anew),
        cmocka_unit_test(the_first_councils_are_named),
        cmocka_unit_test(a_scale_of_its_own_has_its_own_rows),
        cmocka_unit_test(the_first_day_is_that_of_a_graded_inspection),
    };
    return CHECK_RUN(tests, argc, argv);
}
