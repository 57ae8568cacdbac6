/* cox: proportional hazards of groups - fit, clusters, likelihood ratio, proportionality. */
#include "check.h"

#include <math.h>

#include "risk_rows.h"
#include "stat/cox_proportional.h"
#include "stat/cox_robust.h"
#include "stat/numerics.h"

/* R 4.2.2, survival 3.5-3: coxph(Surv(start, stop, event) ~ factor(group), ties = , cluster = ,
 * control = coxph.control(eps = 1e-12)), summary()$logtest, $wald.test, $score; cox.zph(fit, "km"),
 * (fit, "identity") */
static const struct {
    enum cox_ties ties;
    double coefficient[2], error[2], robust[2], null, best, ratio, ratio_p, wald, score;
    double km, km_p, identity, identity_p;
} expected[] = {
    {COX_EFRON,
     {-0.1448726658906325, 0.8641176999250553},
     {0.6098447047699833, 0.6181363703057007},
     {0.5917517937288438, 0.6842112252386328},
     -38.02159455519367,
     -36.74626850710143,
     2.5506520961844785,
     0.2793398751384761,
     2.873231945117739,
     3.066972898783952,
     2.4892617260422880,
     0.2880472173878185,
     2.9508926945624494,
     0.2286766350683369},
    {COX_BRESLOW,
     {-0.1593236572254648, 0.8379883827374903},
     {0.6074355674583244, 0.6206313286940318},
     {0.5360273657379756, 0.6642354608794826},
     -39.32994784965471,
     -38.10789389870857,
     2.4441079018922665,
     0.2946244009630806,
     2.733630397270248,
     2.904572659825872,
     2.3415174214557979,
     0.3101315518450926,
     2.8245337013667795,
     0.2435904735902665},
};

static struct risk_table table_of(const struct risk_row *rows, size_t n, size_t n_groups)
{
    struct risk_table t;
    assert_int_equal(risk_table_build(&t, rows, n, n_groups), 0);
    return t;
}

static void fits_equal_coxph(void **state)
{
    struct risk_table t = table_of(risk_rows, RISK_ROWS, RISK_GROUPS);
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct cox_fit fit;
        struct cox_test ratio;
        double robust[4];
        assert_int_equal(cox_fit(&fit, &t, expected[i].ties), 0);
        assert_int_equal(fit.outcome, COX_FITTED);
        assert_int_equal(
            cox_robust(&fit, &t, risk_rows, RISK_ROWS, RISK_CLUSTERS, expected[i].ties, robust), 0);
        for (size_t j = 0; j < 2; j++) {
            check_close(fit.coefficient[j], expected[i].coefficient[j], 1e-8);
            check_close(sqrt(fit.covariance[j * 3]), expected[i].error[j], 1e-8);
            check_close(sqrt(robust[j * 3]), expected[i].robust[j], 1e-8);
        }
        check_close(fit.log_likelihood_null, expected[i].null, 1e-12);
        check_close(fit.log_likelihood, expected[i].best, 1e-12);
        check_close(fit.wald, expected[i].wald, 1e-8);
        check_close(fit.score, expected[i].score, 1e-10);
        assert_int_equal(cox_likelihood_ratio(&t, expected[i].ties, &ratio), 0);
        check_close(ratio.chi_square, expected[i].ratio, 1e-10);
        check_close(ratio.p, expected[i].ratio_p, 1e-10);
        assert_int_equal(ratio.df, 2);
        cox_fit_release(&fit);
    }
    risk_table_release(&t);
}

static void proportionality_equals_cox_zph(void **state)
{
    struct risk_table t = table_of(risk_rows, RISK_ROWS, RISK_GROUPS);
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct cox_fit fit;
        struct cox_proportional km, identity;
        assert_int_equal(cox_fit(&fit, &t, expected[i].ties), 0);
        assert_int_equal(cox_proportional_test(&fit, &t, expected[i].ties, COX_TIME_KM, &km), 0);
        assert_int_equal(
            cox_proportional_test(&fit, &t, expected[i].ties, COX_TIME_IDENTITY, &identity), 0);
        check_close(km.chi_square, expected[i].km, 1e-8);
        check_close(km.p, expected[i].km_p, 1e-8);
        check_close(identity.chi_square, expected[i].identity, 1e-8);
        check_close(identity.p, expected[i].identity_p, 1e-8);
        assert_int_equal(km.df, 2);
        cox_fit_release(&fit);
    }
    risk_table_release(&t);
}

/* One event each way, by hand: group 0 at 1 with both at risk, then group 1 at 2 with both at risk
 * (a third is there for it): the likelihood 1 / (2 + r) x r / (1 + r) is greatest at r = sqrt 2. */
static void a_ratio_by_hand(void **state)
{
    static const struct risk_row rows[] = {
        {0, 1, true, 0, 0}, {0, 2, true, 1, 1}, {0, 3, false, 0, 2}};
    struct risk_table t = table_of(rows, 3, 2);
    struct cox_fit fit;
    (void)state;
    assert_int_equal(cox_fit(&fit, &t, COX_EFRON), 0);
    check_close(exp(fit.coefficient[0]), sqrt(2), 1e-10);
    check_close(fit.log_likelihood, log(sqrt(2) / ((2 + sqrt(2)) * (1 + sqrt(2)))), 1e-12);
    struct cox_ratio ratio = cox_ratio_of(fit.coefficient[0], 0.5, 0.9);
    check_close(ratio.value, sqrt(2), 1e-10);
    check_close(ratio.upper / ratio.value, exp(0.5 * 1.6448536269514722), 1e-10);
    check_close(ratio.value / ratio.lower, exp(0.5 * 1.6448536269514722), 1e-10);
    cox_fit_release(&fit);
    risk_table_release(&t);
}

/* Coefficients whose hazards no double holds: an event of 0 has the chance 1 / (1 + e^800). */
static void hazards_beyond_a_double_do_no_harm(void **state)
{
    static const struct risk_row rows[] = {{0, 3, true, 0, 0}, {0, 5, false, 1, 1}};
    struct risk_table t = table_of(rows, 2, 2);
    struct cox_point p;
    (void)state;
    assert_int_equal(cox_point_make(&p, 1, false), 0);
    cox_point_set(&p, &t, COX_EFRON, (double[]){800});
    check_close(p.log_likelihood, -800, 1e-12);
    cox_point_set(&p, &t, COX_EFRON, (double[]){-800});
    check_close(p.log_likelihood, 0, 1e-12);
    cox_point_release(&p);
    risk_table_release(&t);
}

/* Where a ratio runs away nothing is given, but the likelihood ratio is finite. By hand: an event
 * of group 0 while both are at risk is sure in the end, and was even before: 2 log 2. R: summary(
 * coxph(...))$logtest = 1.386294 */
static void what_runs_away_is_not_estimable(void **state)
{
    static const struct risk_row rows[] = {{0, 3, true, 0, 0}, {0, 5, false, 1, 1}};
    static const struct risk_row apart[] = {{0, 3, true, 0, 0}, {4, 5, true, 1, 1}};
    static const struct risk_row others[] = {
        {0, 3, true, 0, 0}, {4, 7, true, 1, 1}, {4, 8, false, 2, 2}};
    struct risk_table t = table_of(rows, 2, 2);
    struct cox_fit fit;
    struct cox_test ratio;
    struct cox_proportional proportional;
    (void)state;
    assert_int_equal(cox_fit(&fit, &t, COX_EFRON), 0);
    assert_int_equal(fit.outcome, COX_NOT_ESTIMABLE);
    assert_int_equal(cox_proportional_test(&fit, &t, COX_EFRON, COX_TIME_KM, &proportional), 0);
    assert_true(isnan(proportional.chi_square) && isnan(proportional.p));
    assert_int_equal(cox_likelihood_ratio(&t, COX_EFRON, &ratio), 0);
    check_close(ratio.chi_square, 2 * log(2), 1e-12);
    assert_int_equal(ratio.df, 1);
    cox_fit_release(&fit);
    risk_table_release(&t);
    t = table_of(apart, 2, 2);
    assert_int_equal(cox_likelihood_ratio(&t, COX_EFRON, &ratio), 0);
    assert_int_equal(ratio.df, 0);
    assert_true(isnan(ratio.chi_square));
    risk_table_release(&t);
    /* two others are, but not with the reference */
    t = table_of(others, 3, 3);
    assert_int_equal(cox_likelihood_ratio(&t, COX_EFRON, &ratio), 0);
    assert_int_equal(ratio.df, 0);
    assert_true(isnan(ratio.chi_square));
    risk_table_release(&t);
    t = table_of(NULL, 0, 0);
    assert_int_equal(cox_fit(&fit, &t, COX_EFRON), 0);
    assert_int_equal(fit.outcome, COX_NOT_ESTIMABLE);
    assert_int_equal(cox_likelihood_ratio(&t, COX_EFRON, &ratio), 0);
    assert_true(isnan(ratio.chi_square));
    cox_fit_release(&fit);
    risk_table_release(&t);
}

/* A test of proportionality needs events at two times. */
static void events_at_one_time_tell_nothing_of_proportionality(void **state)
{
    static const struct risk_row rows[] = {
        {0, 3, true, 0, 0}, {0, 3, true, 1, 1}, {0, 5, false, 1, 2}, {0, 5, false, 0, 3}};
    struct risk_table t = table_of(rows, 4, 2);
    struct cox_fit fit;
    struct cox_proportional test;
    (void)state;
    assert_int_equal(cox_fit(&fit, &t, COX_EFRON), 0);
    assert_int_equal(fit.outcome, COX_FITTED);
    check_close(fit.coefficient[0], 0, 1e-10);
    assert_int_equal(cox_proportional_test(&fit, &t, COX_EFRON, COX_TIME_IDENTITY, &test), 0);
    assert_true(isnan(test.chi_square));
    cox_fit_release(&fit);
    risk_table_release(&t);
}

/* With another reference, the coefficients are differences of the first ones. */
static void another_reference_changes_no_ratio(void **state)
{
    struct risk_row rows[RISK_ROWS];
    struct risk_table t = table_of(risk_rows, RISK_ROWS, RISK_GROUPS);
    struct cox_fit fit, turned;
    (void)state;
    for (size_t i = 0; i < RISK_ROWS; i++) {
        rows[RISK_ROWS - 1 - i] = risk_rows[i];
        rows[RISK_ROWS - 1 - i].group = (risk_rows[i].group + 2) % 3; /* 1 is the reference */
    }
    struct risk_table other = table_of(rows, RISK_ROWS, RISK_GROUPS);
    assert_int_equal(cox_fit(&fit, &t, COX_EFRON), 0);
    assert_int_equal(cox_fit(&turned, &other, COX_EFRON), 0);
    check_close(turned.coefficient[1], -fit.coefficient[0], 1e-9);
    check_close(turned.coefficient[0], fit.coefficient[1] - fit.coefficient[0], 1e-9);
    check_close(turned.log_likelihood, fit.log_likelihood, 1e-12);
    cox_fit_release(&fit);
    cox_fit_release(&turned);
    risk_table_release(&t);
    risk_table_release(&other);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_equal_coxph),
        cmocka_unit_test(proportionality_equals_cox_zph),
        cmocka_unit_test(a_ratio_by_hand),
        cmocka_unit_test(hazards_beyond_a_double_do_no_harm),
        cmocka_unit_test(what_runs_away_is_not_estimable),
        cmocka_unit_test(events_at_one_time_tell_nothing_of_proportionality),
        cmocka_unit_test(another_reference_changes_no_ratio),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
