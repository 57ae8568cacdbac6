/* waits: gaps between inspections, and what has followed the last. */
#include "check.h"

#include <math.h>

#include "fixture.h"
#include "study/waits.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* " LEAST/MEDIAN/MOST" unless there is none. */
static void add_range(struct text *t, size_t n, struct sample_range range)
{
    text_addf(t, " %zu", n);
    if (n > 0)
        text_addf(t, " %g/%g/%g", range.least, range.median, range.most);
    else
        assert_true(isnan(range.least) && isnan(range.median) && isnan(range.most));
}

/* "RANK gaps N ..., open N ..., closed N" of grades with any; rank 0 is of all. Then what was left
 * out, unless nothing was. */
static void add_rows(struct text *t, const struct waits *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct wait *w = &all->v[i];
        if (w->gaps + w->open + w->closed == 0)
            continue;
        text_addf(t, "%d gaps", w->rank);
        add_range(t, w->gaps, w->gap);
        text_addf(t, ", open");
        add_range(t, w->open, w->so_far);
        text_addf(t, ", closed %zu\n", w->closed);
    }
    if (all->n_same_day + all->n_cut + all->n_to_open > 0)
        text_addf(t, "same day %zu, cut %zu, to open %zu\n", all->n_same_day, all->n_cut,
                  all->n_to_open);
}

static void check_examples(const struct example *v, size_t n, size_t n_rows)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct waits all = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(waits_find(&f.study, &all), 0);
        assert_int_equal(all.n, n_rows);
        assert_int_equal(all.v[all.n - 1].rank, RANK_NONE);
        add_rows(&t, &all);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        waits_release(&all);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v, n_rows) check_examples(v, sizeof(v) / sizeof(v)[0], n_rows)

#define COUNCILS "council,opened,closed\n"
#define RATINGS  "council,inspected,grade\n"

static void a_gap_lies_under_the_earlier_grade(void **state)
{
    static const struct example examples[] = {
        {"nothing", {.ratings = RATINGS}, ""},
        {"two gaps, and a wait that is open",
         {.ratings = RATINGS "A,2001-01-01,good\nA,2001-01-11,RI\nA,2001-01-31,RI\n",
          .as_of = "2001-02-01"},
         "3 gaps 1 10/10/10, open 0, closed 0\n2 gaps 1 20/20/20, open 1 1/1/1, closed 0\n"
         "0 gaps 2 10/15/20, open 1 1/1/1, closed 0\n"},
        {"an inspection on the as-of date has waited for no day",
         {.ratings = RATINGS "A,2001-01-01,good\n", .as_of = "2001-01-01"},
         "3 gaps 0, open 1 0/0/0, closed 0\n0 gaps 0, open 1 0/0/0, closed 0\n"},
        {"what has no grade neither ends nor begins a wait",
         {.ratings = RATINGS "A,2001-01-01,good\nA,2001-01-05,n/a\nA,2001-01-11,RI\nA,2001-01-20,"
                             "n/a\n",
          .as_of = "2001-01-21"},
         "3 gaps 1 10/10/10, open 0, closed 0\n2 gaps 0, open 1 10/10/10, closed 0\n"
         "0 gaps 1 10/10/10, open 1 10/10/10, closed 0\n"},
        {"a council without an inspection stops no other",
         {.councils = COUNCILS "A,,\nB,,\n",
          .ratings = RATINGS "B,2001-01-01,good\n",
          .as_of = "2001-01-11"},
         "3 gaps 0, open 1 10/10/10, closed 0\n0 gaps 0, open 1 10/10/10, closed 0\n"},
        {"two of one day have a gap of 0",
         {.ratings = "council,inspected,grade,framework\nA,2001-01-01,RI,X\nA,2001-01-01,good,Y\n",
          .as_of = "2001-01-03"},
         "3 gaps 0, open 1 2/2/2, closed 0\n2 gaps 1 0/0/0, open 0, closed 0\n"
         "0 gaps 1 0/0/0, open 1 2/2/2, closed 0\nsame day 1, cut 0, to open 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, 5);
}

static void the_last_wait_ends_with_the_council(void **state)
{
    static const struct example examples[] = {
        {"closed before the as-of date, on it, after it",
         {.councils = COUNCILS "A,,2001-01-09\nB,,2001-01-11\nC,,2001-01-12\n",
          .ratings = RATINGS "A,2001-01-01,good\nB,2001-01-01,good\nC,2001-01-01,good\n",
          .as_of = "2001-01-11"},
         "3 gaps 0, open 1 10/10/10, closed 2\n0 gaps 0, open 1 10/10/10, closed 2\n"},
        {"an inspection after the closing is the last of a closed council",
         {.councils = COUNCILS "A,,2001-01-09\n",
          .ratings = RATINGS "A,2001-01-01,good\nA,2001-01-10,RI\n",
          .as_of = "2001-01-11"},
         "3 gaps 1 9/9/9, open 0, closed 0\n2 gaps 0, open 0, closed 1\n"
         "0 gaps 1 9/9/9, open 0, closed 1\n"},
        {"a council that is yet to open waits for nothing",
         {.councils = COUNCILS "A,2002-01-01,\n",
          .ratings = RATINGS "A,2001-01-01,good\n",
          .as_of = "2001-01-11"},
         "same day 0, cut 0, to open 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, 5);
}

static void from_and_to_choose_inspections(void **state)
{
    static const struct example examples[] = {
        {"from",
         {.ratings = RATINGS "A,2001-01-01,good\nA,2001-01-11,RI\nA,2001-01-31,RI\n",
          .from = "2001-01-02",
          .as_of = "2001-02-01"},
         "2 gaps 1 20/20/20, open 1 1/1/1, closed 0\n0 gaps 1 20/20/20, open 1 1/1/1, closed 0\n"},
        {"to: the gap that ends after it is neither a gap nor open",
         {.ratings = RATINGS "A,2001-01-01,good\nA,2001-01-11,RI\nA,2001-01-31,RI\n",
          .to = "2001-01-30",
          .as_of = "2001-02-01"},
         "3 gaps 1 10/10/10, open 0, closed 0\n0 gaps 1 10/10/10, open 0, closed 0\n"
         "same day 0, cut 1, to open 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, 5);
}

static void rows_are_those_of_the_scale(void **state)
{
    static const struct example examples[] = {
        {"another scale",
         {.ratings = RATINGS "A,2001-01-01,low\nA,2001-01-11,high\n",
          .scale = "label,rank\nlow,3\nhigh,900\nhigher,1000\n",
          .as_of = "2001-01-12"},
         "900 gaps 0, open 1 1/1/1, closed 0\n3 gaps 1 10/10/10, open 0, closed 0\n"
         "0 gaps 1 10/10/10, open 1 1/1/1, closed 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_gap_lies_under_the_earlier_grade),
        cmocka_unit_test(the_last_wait_ends_with_the_council),
        cmocka_unit_test(from_and_to_choose_inspections),
        cmocka_unit_test(rows_are_those_of_the_scale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
