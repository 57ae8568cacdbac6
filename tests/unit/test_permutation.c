/* permutation: the log-rank test of two groups by dealing out their labels. */
#include "check.h"

#include <math.h>

#include "risk_rows.h"
#include "stat/permutation.h"

static struct permutation run(const struct risk_row *rows, size_t n, unsigned long seed)
{
    struct permutation p;
    assert_int_equal(permutation_run(rows, n, seed, NULL, &p), 0);
    return p;
}

/* The first two groups of risk_rows, from 0. */
static size_t two_groups(struct risk_row *rows)
{
    for (size_t i = 0; i < 19; i++) {
        rows[i] = risk_rows[i];
        rows[i].stop -= rows[i].start;
        rows[i].start = 0;
    }
    return 19;
}

/* R: pvalue(coin::logrank_test(Surv(stop, event) ~ group, distribution = "exact", ties.method =
 * "mid-ranks")); choose(19, 8) = 75582; observed less expected of group 1 as survdiff has it */
static void all_arrangements_equal_coin(void **state)
{
    struct risk_row rows[RISK_ROWS];
    size_t n = two_groups(rows);
    struct permutation p = run(rows, n, 1);
    (void)state;
    assert_int_equal(p.kind, PERMUTATION_EXACT);
    assert_int_equal(p.arrangements, 75582);
    check_close(p.statistic, 5 - 5.28259803922, 1e-10);
    check_close(p.p, 0.8418803418803418, 1e-12);
    for (size_t i = 0; i < n; i++)
        rows[i].group = 1 - rows[i].group;
    struct permutation other = run(rows, n, 1);
    check_close(other.statistic, -p.statistic, 1e-12);
    assert_int_equal(other.as_great, p.as_great);
}

/* Two of each, events at 1 2 3 4, group 1 first: scores by hand 3/4, 5/12, -1/12, -13/12, so that U
 * = 7/6, and of the 6 arrangements it and its opposite are as great: p = 1/3. */
static void four_rows_by_hand(void **state)
{
    static const struct risk_row rows[] = {
        {0, 1, true, 1, 0}, {0, 2, true, 1, 0}, {0, 3, true, 0, 0}, {0, 4, true, 0, 0}};
    struct permutation p = run(rows, 4, 1);
    (void)state;
    assert_int_equal(p.arrangements, 6);
    assert_int_equal(p.as_great, 2);
    check_close(p.statistic, 7.0 / 6, 1e-15);
    check_close(p.p, 1.0 / 3, 1e-15);
}

/* 40 rows, 20 of each: choose(40, 20) is beyond the limit. The p of all arrangements is near that
 * of the chi-square, as the groups are large: R: 1 - pchisq(survdiff(...)$chisq, 1) = 0.4987. */
static void beyond_the_limit_arrangements_are_drawn_by_the_seed(void **state)
{
    struct risk_row rows[40];
    (void)state;
    for (int i = 0; i < 40; i++)
        rows[i] = (struct risk_row){0, 1 + i * 7 % 40, i % 5 != 0, i * 9 % 40 < 20 ? 1 : 0, 0};
    struct permutation a = run(rows, 40, 1), b = run(rows, 40, 1), c = run(rows, 40, 2);
    assert_int_equal(a.kind, PERMUTATION_SAMPLED);
    assert_int_equal(a.arrangements, PERMUTATION_DRAWS);
    assert_int_equal(a.as_great, b.as_great);
    assert_true(a.as_great != c.as_great);
    check_close(a.p, 0.4987, 0.02);
    check_close(a.p, (1.0 + a.as_great) / 1000000, 1e-15);
    check_close(a.p, c.p, 4 * sqrt(a.p * (1 - a.p) / 5e5));
}

static void no_p_with_delayed_entry_or_without_events_or_a_group(void **state)
{
    static const struct risk_row late[] = {{0, 1, true, 1, 0}, {1, 2, true, 0, 0}};
    static const struct risk_row no_event[] = {{0, 1, false, 1, 0}, {0, 2, false, 0, 0}};
    static const struct risk_row one_group[] = {{0, 1, true, 1, 0}, {0, 2, true, 1, 0}};
    (void)state;
    const struct permutation all[] = {run(late, 2, 1), run(no_event, 2, 1), run(one_group, 2, 1),
                                      run(NULL, 0, 1)};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(all[i].kind, PERMUTATION_NONE);
        assert_true(isnan(all[i].p) && isnan(all[i].statistic));
    }
}

/* Labels that mean nothing: P(p <= a) <= a, but for the chance of the simulation (four standard
 * errors), for groups of every size and with many ties. */
static void random_labels_are_found_different_no_more_often_than_they_may(void **state)
{
    enum { ROUNDS = 4000, N = 12 };
    static const double levels[] = {0.01, 0.05, 0.1, 0.25, 0.5};
    struct random r = {20261125};
    int below[5] = {0};
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct risk_row rows[N];
        size_t n1 = 1 + random_below(&r, N - 1);
        for (size_t i = 0; i < N; i++)
            rows[i] = (struct risk_row){0, 1 + (int32_t)random_below(&r, 8),
                                        random_below(&r, 3) > 0, 0, 0};
        for (size_t i = 0; i < n1; i++) {
            size_t k = random_below(&r, N);
            while (rows[k].group == 1)
                k = (k + 1) % N;
            rows[k].group = 1;
        }
        struct permutation p = run(rows, N, 1);
        for (size_t a = 0; a < 5; a++)
            below[a] += p.kind == PERMUTATION_EXACT && p.p <= levels[a] + 1e-12;
    }
    for (size_t a = 0; a < 5; a++) {
        double error = sqrt(levels[a] * (1 - levels[a]) / ROUNDS);
        assert_true((double)below[a] / ROUNDS <= levels[a] + 4 * error);
    }
    assert_true(below[4] > ROUNDS / 4); /* and not because they are never found */
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_arrangements_equal_coin),
        cmocka_unit_test(four_rows_by_hand),
        cmocka_unit_test(beyond_the_limit_arrangements_are_drawn_by_the_seed),
        cmocka_unit_test(no_p_with_delayed_entry_or_without_events_or_a_group),
        cmocka_unit_test(random_labels_are_found_different_no_more_often_than_they_may),
    };
    return CHECK_RUN(tests, argc, argv);
}
