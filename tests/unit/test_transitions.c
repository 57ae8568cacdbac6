/* transitions: pairs of grades by model. */
#include "check.h"

#include "fixture.h"
#include "study/transitions.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* "MODEL FROM>TO PAIRS/PAIRS_FROM DAYS", in order; TO without a pair only where EVERY_TO. Then
 * "pairs N, same day N, single N". */
static void add_rows(struct text *t, const struct fixture *f, const struct transitions *all,
                     bool every_to)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct transition *x = &all->v[i];
        assert_true((x->pairs == 0) == (x->days != x->days));
        if (x->pairs == 0 && !every_to)
            continue;
        text_addf(t, "%s %d>%d %zu/%zu", x->model < 0 ? "(all)" : f->d.models.name[x->model],
                  x->from, x->to, x->pairs, x->pairs_from);
        if (x->pairs > 0)
            text_addf(t, " %g", x->days);
        text_addf(t, "\n");
    }
    text_addf(t, "pairs %zu, same day %zu, single %zu\n", all->n_pairs, all->n_same_day,
              all->n_single);
}

static void check_examples(const struct example *v, size_t n, bool every_to)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct transitions all = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(transitions_count(&f.study, &all), 0);
        add_rows(&t, &f, &all, every_to);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        transitions_release(&all);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v, every_to) check_examples(v, sizeof(v) / sizeof(v)[0], every_to)

#define RATINGS "council,inspected,grade\n"
#define SPELLS  "council,model,start,end\n"

static void a_pair_is_two_adjacent_inspections_of_one_council(void **state)
{
    static const struct example examples[] = {
        {"none at all", {.ratings = RATINGS}, "pairs 0, same day 0, single 0\n"},
        {"one inspection is no pair, and councils do not mix",
         {.ratings = RATINGS "A,2001-01-01,good\nB,2001-01-02,RI\n"},
         "pairs 0, same day 0, single 2\n"},
        {"three make two; what has no grade is passed over",
         {.ratings = RATINGS
          "A,2001-01-01,good\nA,2001-01-11,inadequate\nA,2001-01-12,n/a\nA,2001-01-31,RI\n"},
         "unknown 3>1 1/1 10\nunknown 1>2 1/1 20\n(all) 3>1 1/1 10\n(all) 1>2 1/1 20\n"
         "pairs 2, same day 0, single 0\n"},
        {"the mean of the days",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2001-01-11,good\nB,2001-01-01,RI\n"
                             "B,2001-01-16,good\nC,2001-01-01,RI\nC,2001-01-08,RI\n"},
         "unknown 2>3 2/3 12.5\nunknown 2>2 1/3 7\n(all) 2>3 2/3 12.5\n(all) 2>2 1/3 7\n"
         "pairs 3, same day 0, single 0\n"},
        {"two of one day, in the order of the file",
         {.ratings = "council,inspected,grade,framework\nA,2001-01-01,RI,X\nA,2001-01-01,good,Y\n"},
         "unknown 2>3 1/1 0\n(all) 2>3 1/1 0\npairs 1, same day 1, single 0\n"},
        {"both within from and to",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\nA,2003-01-01,good\n",
          .from = "2002-01-01"},
         "unknown 3>3 1/1 365\n(all) 3>3 1/1 365\npairs 1, same day 0, single 0\n"},
        {"nothing after the as-of date",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\n", .as_of = "2001-12-31"},
         "pairs 0, same day 0, single 1\n"},
        {"the chosen council only",
         {.ratings =
              RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\nB,2001-01-01,good\nB,2002-01-01,RI\n",
          .only = "B"},
         "unknown 3>2 1/1 365\n(all) 3>2 1/1 365\npairs 1, same day 0, single 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, false);
}

static void a_pair_counts_for_the_model_on_the_eve_of_the_later(void **state)
{
    static const struct example examples[] = {
        {"a change on the day of the later comes too late",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\n",
          .models = SPELLS "A,in-house,,2002-01-01\nA,trust,2002-01-01,\n"},
         "in-house 2>3 1/1 365\n(all) 2>3 1/1 365\npairs 1, same day 0, single 0\n"},
        {"one the day before does not",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\n",
          .models = SPELLS "A,in-house,,2001-12-31\nA,trust,2001-12-31,\n"},
         "trust 2>3 1/1 365\n(all) 2>3 1/1 365\npairs 1, same day 0, single 0\n"},
        {"models in the order of tables, unknown behind them; grades from the best down",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\nA,2003-01-01,good\n"
                             "B,2001-01-01,RI\nB,2002-01-01,RI\nC,2001-01-01,RI\n"
                             "C,2002-01-01,outstanding\n",
          .models = SPELLS "A,partnership,,\nB,trust,,\n",
          .uncovered = UNCOVERED_UNKNOWN},
         "trust 2>2 1/1 365\npartnership 3>3 1/1 365\npartnership 2>3 1/1 365\n"
         "unknown 2>4 1/1 365\n(all) 3>3 1/1 365\n(all) 2>4 1/3 365\n(all) 2>3 1/3 365\n"
         "(all) 2>2 1/3 365\npairs 4, same day 0, single 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, false);
}

static void every_grade_of_the_scale_stands_behind_one_that_was_left(void **state)
{
    static const struct example examples[] = {
        {"ofsted's four",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2002-01-01,good\n"},
         "unknown 2>4 0/1\nunknown 2>3 1/1 365\nunknown 2>2 0/1\nunknown 2>1 0/1\n"
         "(all) 2>4 0/1\n(all) 2>3 1/1 365\n(all) 2>2 0/1\n(all) 2>1 0/1\n"
         "pairs 1, same day 0, single 0\n"},
        {"another scale, with ranks left out",
         {.ratings = RATINGS "A,2001-01-01,low\nA,2002-01-01,high\n",
          .scale = "label,rank\nlow,3\nhigh,900\n"},
         "unknown 3>900 1/1 365\nunknown 3>3 0/1\n(all) 3>900 1/1 365\n(all) 3>3 0/1\n"
         "pairs 1, same day 0, single 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_is_two_adjacent_inspections_of_one_council),
        cmocka_unit_test(a_pair_counts_for_the_model_on_the_eve_of_the_later),
        cmocka_unit_test(every_grade_of_the_scale_stands_behind_one_that_was_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
