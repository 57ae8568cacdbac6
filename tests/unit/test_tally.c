/* tally: councils, inspections and changes by model. */
#include "check.h"

#include "fixture.h"
#include "study/tally.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* "MODEL now NOW [UNGRADED 1 2 3 4] ever EVER, INSPECTIONS UPS+SAMES+DOWNS"; lines of nothing but
 * noughts are left out. */
static void add_rows(struct text *t, const struct fixture *f, const struct tallies *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct tally *x = &all->v[i];
        if (x->councils_now + x->councils_ever + x->inspections == 0)
            continue;
        text_addf(t, "%s now %zu [", i == all->n - 1 ? "(all)" : f->d.models.name[i],
                  x->councils_now);
        for (int rank = RANK_NONE; rank <= 4; rank++)
            text_addf(t, "%s%zu", rank ? " " : "", x->now[rank]);
        text_addf(t, "] ever %zu, %zu %zu+%zu+%zu\n", x->councils_ever, x->inspections, x->ups,
                  x->sames, x->downs);
    }
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct tallies all = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(tally_count(&f.study, &all), 0);
        assert_int_equal(all.n, f.d.models.n + 1);
        add_rows(&t, &f, &all);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        tallies_release(&all);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed\n"
#define RATINGS  "council,inspected,grade\n"
#define SPELLS   "council,model,start,end\n"

static void councils_now_are_counted_by_the_grade_in_force(void **state)
{
    static const struct example examples[] = {
        {"one of each",
         {.councils = COUNCILS "A,,\nB,,\nC,,\nD,,\nE,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate\nB,2001-01-01,RI\nC,2001-01-01,good\n"
                             "D,2001-01-01,outstanding\nE,2001-01-01,n/a\n"},
         "unknown now 5 [1 1 1 1 1] ever 5, 4 0+0+0\n(all) now 5 [1 1 1 1 1] ever 5, 4 0+0+0\n"},
        {"the latest counts, on the as-of date too",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\n", .as_of = "2002-01-01"},
         "unknown now 1 [0 0 0 1 0] ever 1, 2 1+0+0\n(all) now 1 [0 0 0 1 0] ever 1, 2 1+0+0\n"},
        {"from and to choose inspections, not the grade in force",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\n", .to = "2001-12-31"},
         "unknown now 1 [0 0 0 1 0] ever 1, 1 0+0+0\n(all) now 1 [0 0 0 1 0] ever 1, 1 0+0+0\n"},
        {"closed on the as-of date",
         {.councils = COUNCILS "A,,2002-01-01\nB,,2002-01-02\nC,2002-01-01,\nD,2002-01-02,\n",
          .ratings = RATINGS,
          .as_of = "2002-01-01"},
         "unknown now 2 [2 0 0 0 0] ever 3, 0 0+0+0\n(all) now 2 [2 0 0 0 0] ever 3, 0 0+0+0\n"},
        {"the chosen council only",
         {.ratings = RATINGS "A,2001-01-01,good\nB,2001-01-01,RI\n", .only = "B"},
         "unknown now 1 [0 0 1 0 0] ever 1, 1 0+0+0\n(all) now 1 [0 0 1 0 0] ever 1, 1 0+0+0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_council_counts_once_for_each_model_that_it_ever_had(void **state)
{
    static const struct example examples[] = {
        {"a trust twice",
         {.councils = COUNCILS "A,,\nB,,\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,2001-01-01,2002-01-01\nA,trust,2003-01-01,\n",
          .as_of = "2005-01-01"},
         "in-house now 1 [1 0 0 0 0] ever 2, 0 0+0+0\ntrust now 1 [1 0 0 0 0] ever 1, 0 0+0+0\n"
         "(all) now 2 [2 0 0 0 0] ever 2, 0 0+0+0\n"},
        {"before the opening and after the closing it had none",
         {.councils = COUNCILS "A,2001-01-01,2003-01-01\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,,2001-01-01\nA,outsourced,2003-01-01,\n",
          .as_of = "2005-01-01"},
         "in-house now 0 [0 0 0 0 0] ever 1, 0 0+0+0\n(all) now 0 [0 0 0 0 0] ever 1, 0 0+0+0\n"},
        {"a day later and a day earlier it had",
         {.councils = COUNCILS "A,2001-01-01,2003-01-01\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,,2001-01-02\nA,outsourced,2002-12-31,\n",
          .as_of = "2005-01-01"},
         "in-house now 0 [0 0 0 0 0] ever 1, 0 0+0+0\ntrust now 0 [0 0 0 0 0] ever 1, 0 0+0+0\n"
         "outsourced now 0 [0 0 0 0 0] ever 1, 0 0+0+0\n(all) now 0 [0 0 0 0 0] ever 1, 0 0+0+0\n"},
        {"from the as-of date",
         {.councils = COUNCILS "A,,\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,2005-01-01,\n",
          .as_of = "2005-01-01"},
         "in-house now 0 [0 0 0 0 0] ever 1, 0 0+0+0\ntrust now 1 [1 0 0 0 0] ever 1, 0 0+0+0\n"
         "(all) now 1 [1 0 0 0 0] ever 1, 0 0+0+0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void inspections_and_steps_count_for_the_model_on_the_eve(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,RI\n"
                                          "A,2003-01-01,RI\nA,2004-01-01,inadequate\n";
    static const struct example examples[] = {
        {"changed on the day of the second",
         {.ratings = ratings, .models = SPELLS "A,trust,2002-01-01,\n"},
         "in-house now 0 [0 0 0 0 0] ever 1, 2 1+0+0\ntrust now 1 [0 1 0 0 0] ever 1, 2 0+1+1\n"
         "(all) now 1 [0 1 0 0 0] ever 1, 4 1+1+1\n"},
        {"changed on its eve",
         {.ratings = ratings, .models = SPELLS "A,trust,2001-12-31,\n"},
         "in-house now 0 [0 0 0 0 0] ever 1, 1 0+0+0\ntrust now 1 [0 1 0 0 0] ever 1, 3 1+1+1\n"
         "(all) now 1 [0 1 0 0 0] ever 1, 4 1+1+1\n"},
        {"from and to: the first in the period is no step",
         {.ratings = ratings,
          .models = SPELLS "A,trust,2002-01-01,\n",
          .from = "2002-01-01",
          .to = "2003-01-01"},
         "in-house now 0 [0 0 0 0 0] ever 1, 1 0+0+0\ntrust now 1 [0 1 0 0 0] ever 1, 1 0+1+0\n"
         "(all) now 1 [0 1 0 0 0] ever 1, 2 0+1+0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(councils_now_are_counted_by_the_grade_in_force),
        cmocka_unit_test(a_council_counts_once_for_each_model_that_it_ever_had),
        cmocka_unit_test(inspections_and_steps_count_for_the_model_on_the_eve),
    };
    return CHECK_RUN(tests, argc, argv);
}
