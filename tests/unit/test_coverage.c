/* coverage: councils under each model on given days, and what came and went in between. */
#include "check.h"

#include "fixture.h"
#include "study/arrangements.h"

struct example {
    const char *name;
    struct scene scene;
    const char *days[3];
    const char *expected;
};

/* "DAY MODEL councils/providers of TOTAL", then "+STARTED-ENDED". */
static void add_rows(struct text *t, const struct fixture *f, const struct coverages *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct coverage *x = &c->v[i];
        text_addf(t, "%s %s %zu/%zu of %zu", day_text(x->day).text, f->d.models.name[x->model],
                  x->councils, x->providers, x->councils_total);
        if (x->has_changes)
            text_addf(t, " +%zu-%zu", x->started, x->ended);
        text_add_char(t, '\n');
    }
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct coverages c = {0};
        struct text t = {0};
        int32_t days[3];
        size_t n_days = 0;
        for (; n_days < 3 && v[i].days[n_days]; n_days++)
            days[n_days] = day_of(v[i].days[n_days]);
        fixture_open(&f, &v[i].scene);
        assert_int_equal(coverage_count(&f.study, days, n_days, &c), 0);
        add_rows(&t, &f, &c);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        coverage_release(&c);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define NOTHING  "council,inspected,grade\n"
#define SPELLS   "council,model,provider,start,end\n"
#define SCENE(c, spells)                                                                           \
    {                                                                                              \
        .councils = COUNCILS c, .ratings = NOTHING, .models = SPELLS spells, .as_of = "2020-01-01" \
    }

static void a_day_has_a_row_for_each_model_ever_had(void **state)
{
    static const struct example examples[] = {
        {"a changeover",
         SCENE("A,,,\nB,,,\n", "A,trust,T,2001-01-01,2002-01-01\n"),
         {"2000-12-31", "2001-01-01"},
         "2000-12-31 in-house 2/2 of 2\n2000-12-31 trust 0/0 of 2\n"
         "2001-01-01 in-house 1/1 of 2 +0-1\n2001-01-01 trust 1/1 of 2 +1-0\n"},
        {"unknown comes last",
         {.councils = COUNCILS "A,,,\n",
          .ratings = NOTHING,
          .models = SPELLS "A,outsourced,O,2001-01-01,2002-01-01\n",
          .as_of = "2020-01-01",
          .uncovered = UNCOVERED_UNKNOWN},
         {"2001-12-31"},
         "2001-12-31 outsourced 1/1 of 1\n2001-12-31 unknown 0/0 of 1\n"},
        {"no day", SCENE("A,,,\n", "A,trust,T,2001-01-01,\n"), {NULL}, ""},
        {"the chosen council only",
         {.councils = COUNCILS "A,,,\nB,,,\n",
          .ratings = NOTHING,
          .models = SPELLS "A,trust,T,,\nB,outsourced,O,,\n",
          .as_of = "2020-01-01",
          .only = "B"},
         {"2001-12-31"},
         "2001-12-31 outsourced 1/1 of 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void only_open_councils_count(void **state)
{
    static const struct example examples[] = {
        {"opening and closing",
         SCENE("A,2001-01-01,2003-01-01,\nB,,,\n", "A,trust,T,,\n"),
         {"2000-12-31", "2001-01-01", "2002-12-31"},
         "2000-12-31 in-house 1/1 of 1\n2000-12-31 trust 0/0 of 1\n"
         "2001-01-01 in-house 1/1 of 2 +0-0\n2001-01-01 trust 1/1 of 2 +1-0\n"
         "2002-12-31 in-house 1/1 of 2 +0-0\n2002-12-31 trust 1/1 of 2 +0-0\n"},
        {"the day of the closing",
         SCENE("A,2001-01-01,2003-01-01,\nB,,,\n", "A,trust,T,,\n"),
         {"2002-12-31", "2003-01-01", "2003-01-02"},
         "2002-12-31 in-house 1/1 of 2\n2002-12-31 trust 1/1 of 2\n"
         "2003-01-01 in-house 1/1 of 1 +0-0\n2003-01-01 trust 0/0 of 1 +0-1\n"
         "2003-01-02 in-house 1/1 of 1 +0-0\n2003-01-02 trust 0/0 of 1 +0-0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void providers_are_counted_by_name(void **state)
{
    static const struct example examples[] = {
        {"two share one, two name none",
         SCENE("A,,,\nB,,,\nC,,,\nD,,,\nE,,,\n",
               "A,trust,T,,\nB,trust,U,,\nC,trust,T,,\nD,trust,,,\nE,trust,,,\n"),
         {"2001-01-01"},
         "2001-01-01 trust 5/4 of 5\n"},
        {"one name under two models is one for each",
         SCENE("A,,,\nB,,,\n", "A,trust,T,,\nB,outsourced,T,,\n"),
         {"2001-01-01"},
         "2001-01-01 trust 1/1 of 2\n2001-01-01 outsourced 1/1 of 2\n"},
        {"on one day, not on all",
         SCENE("A,,,\n", "A,trust,T,,2001-06-01\nA,trust,U,2001-06-01,\n"),
         {"2001-01-01", "2002-01-01"},
         "2001-01-01 trust 1/1 of 1\n2002-01-01 trust 1/1 of 1 +0-0\n"},
        {"uncovered councils are their own",
         SCENE("A,,,\nB,,,\nC,,,\n", "C,in-house,C,,\n"),
         {"2001-01-01"},
         "2001-01-01 in-house 3/3 of 3\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void what_started_and_ended_is_counted_between_days(void **state)
{
    static const struct example examples[] = {
        {"after the day before, up to the day",
         SCENE("A,,,\n", "A,trust,T,2001-06-01,2001-07-01\n"),
         {"2001-05-31", "2001-06-01", "2001-07-01"},
         "2001-05-31 in-house 1/1 of 1\n2001-05-31 trust 0/0 of 1\n"
         "2001-06-01 in-house 0/0 of 1 +0-1\n2001-06-01 trust 1/1 of 1 +1-0\n"
         "2001-07-01 in-house 1/1 of 1 +1-0\n2001-07-01 trust 0/0 of 1 +0-1\n"},
        {"on the first day, and between two days",
         SCENE("A,,,\n", "A,trust,T,2001-06-01,2001-07-01\n"),
         {"2001-06-01", "2001-06-30", "2001-07-02"},
         "2001-06-01 in-house 0/0 of 1\n2001-06-01 trust 1/1 of 1\n"
         "2001-06-30 in-house 0/0 of 1 +0-0\n2001-06-30 trust 1/1 of 1 +0-0\n"
         "2001-07-02 in-house 1/1 of 1 +1-0\n2001-07-02 trust 0/0 of 1 +0-1\n"},
        {"both within",
         SCENE("A,,,\n", "A,trust,T,2001-06-01,2001-07-01\n"),
         {"2001-01-01", "2002-01-01"},
         "2001-01-01 in-house 1/1 of 1\n2001-01-01 trust 0/0 of 1\n"
         "2002-01-01 in-house 1/1 of 1 +1-1\n2002-01-01 trust 0/0 of 1 +1-1\n"},
        {"neither a rename nor an inheritance",
         SCENE("Old,,2009-04-01,\nNew,2009-04-01,,Old\n",
               "Old,trust,T,2001-01-01,2005-01-01\nOld,trust,U,2005-01-01,2009-04-01\n"
               "New,trust,V,2009-04-01,\n"),
         {"2004-01-01", "2010-01-01"},
         "2004-01-01 in-house 0/0 of 1\n2004-01-01 trust 1/1 of 1\n"
         "2010-01-01 in-house 0/0 of 1 +0-0\n2010-01-01 trust 1/1 of 1 +0-0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_has_a_row_for_each_model_ever_had),
        cmocka_unit_test(only_open_councils_count),
        cmocka_unit_test(providers_are_counted_by_name),
        cmocka_unit_test(what_started_and_ended_is_counted_between_days),
    };
    return CHECK_RUN(tests, argc, argv);
}
