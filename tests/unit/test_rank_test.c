/* rank_test: the log-rank test of several groups. */
#include "check.h"

#include <math.h>

#include "risk_rows.h"
#include "stat/numerics.h"
#include "stat/rank_test.h"

static struct rank_test run(const struct risk_row *rows, size_t n, size_t n_groups)
{
    struct risk_table t;
    struct rank_test test;
    assert_int_equal(risk_table_build(&t, rows, n, n_groups), 0);
    assert_int_equal(rank_test_run(&t, &test), 0);
    risk_table_release(&t);
    return test;
}

/* R 4.2.2: hypergeometric sums by hand; the chi-square is
 * coxph(Surv(start, stop, event) ~ factor(group), ties = "exact", iter.max = 0)$score */
static void delayed_entry_and_ties_equal_the_exact_score_test(void **state)
{
    struct rank_test test = run(risk_rows, RISK_ROWS, RISK_GROUPS);
    (void)state;
    check_close(test.observed[0], 7, 0);
    check_close(test.observed[1], 5, 0);
    check_close(test.observed[2], 5, 0);
    check_close(test.expected[0], 7.8074187164744435, 1e-12);
    check_close(test.expected[1], 6.6165923859422309, 1e-12);
    check_close(test.expected[2], 2.5759888975833247, 1e-12);
    check_close(test.chi_square, 3.6182292750565810, 1e-12);
    check_close(test.p, 0.1637990941942175, 1e-12);
    assert_int_equal(test.df, 2);
    rank_test_release(&test);
}

/* Acute myelogenous leukaemia (Miller 1997): R: survdiff(Surv(time, status) ~ x, aml)$chisq */
static void published_leukaemia_data(void **state)
{
    static const int maintained[][2] = {{9, 1},  {13, 1}, {13, 0}, {18, 1}, {23, 1}, {28, 0},
                                        {31, 1}, {34, 1}, {45, 0}, {48, 1}, {161, 0}};
    static const int not_maintained[][2] = {{5, 1},  {5, 1},  {8, 1},  {8, 1},  {12, 1}, {16, 0},
                                            {23, 1}, {27, 1}, {30, 1}, {33, 1}, {43, 1}, {45, 1}};
    struct risk_row rows[23];
    (void)state;
    for (size_t i = 0; i < 11; i++)
        rows[i] = (struct risk_row){0, maintained[i][0], maintained[i][1] == 1, 0, 0};
    for (size_t i = 0; i < 12; i++)
        rows[11 + i] = (struct risk_row){0, not_maintained[i][0], not_maintained[i][1] == 1, 1, 0};
    struct rank_test test = run(rows, 23, 2);
    check_close(test.chi_square, 3.396388698977601, 1e-12);
    assert_int_equal(test.df, 1);
    rank_test_release(&test);
}

static void groups_never_at_risk_at_an_event_drop_out(void **state)
{
    static const struct risk_row rows[] = {
        {0, 2, true, 0, 0}, {0, 4, true, 1, 0}, {0, 9, false, 0, 0}, {8, 9, false, 2, 0}};
    static const struct risk_row alone[] = {{0, 2, true, 0, 0}, {3, 4, true, 1, 0}};
    (void)state;
    struct rank_test test = run(rows, 4, 3), two = run(rows, 3, 2);
    assert_int_equal(test.df, 1);
    check_close(test.expected[2], 0, 0);
    check_close(test.chi_square, two.chi_square, 1e-15);
    rank_test_release(&test);
    rank_test_release(&two);
    test = run(alone, 2, 2);
    assert_int_equal(test.df, 0);
    assert_true(isnan(test.chi_square) && isnan(test.p));
    rank_test_release(&test);
}

/* Two pairs of groups, never at risk together: the sum of the two tests, with 2 degrees. */
static void sets_never_at_risk_together_add_up(void **state)
{
    struct risk_row rows[] = {{0, 2, true, 0, 0},   {0, 4, true, 1, 0},   {0, 5, false, 0, 0},
                              {0, 3, true, 1, 0},   {10, 12, true, 2, 0}, {10, 14, true, 3, 0},
                              {10, 15, true, 2, 0}, {10, 13, true, 3, 0}};
    (void)state;
    struct rank_test both = run(rows, 8, 4), first = run(rows, 4, 2);
    for (size_t i = 4; i < 8; i++)
        rows[i].group -= 2;
    struct rank_test second = run(rows + 4, 4, 2);
    assert_int_equal(both.df, 2);
    check_close(both.chi_square, first.chi_square + second.chi_square, 1e-12);
    rank_test_release(&both);
    rank_test_release(&first);
    rank_test_release(&second);
}

static void neither_labels_nor_order_nor_the_unit_of_time_matter(void **state)
{
    struct random r = random_start();
    struct risk_row rows[RISK_ROWS];
    struct rank_test expected = run(risk_rows, RISK_ROWS, RISK_GROUPS);
    (void)state;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < RISK_ROWS; i++) {
            rows[i] = risk_rows[i];
            rows[i].group = (rows[i].group + round) % RISK_GROUPS;
            rows[i].start *= 3;
            rows[i].stop *= 3;
            size_t k = random_below(&r, (uint32_t)i + 1);
            struct risk_row other = rows[k];
            rows[k] = rows[i];
            rows[i] = other;
        }
        struct rank_test test = run(rows, RISK_ROWS, RISK_GROUPS);
        check_close(test.chi_square, expected.chi_square, 1e-12);
        rank_test_release(&test);
    }
    rank_test_release(&expected);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delayed_entry_and_ties_equal_the_exact_score_test),
        cmocka_unit_test(published_leukaemia_data),
        cmocka_unit_test(groups_never_at_risk_at_an_event_drop_out),
        cmocka_unit_test(sets_never_at_risk_together_add_up),
        cmocka_unit_test(neither_labels_nor_order_nor_the_unit_of_time_matter),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
