/* cox_penalised: Firth's Cox regression of groups. */
#include "check.h"

#include <math.h>

#include "risk_rows.h"
#include "stat/cox_penalised.h"
#include "stat/numerics.h"

static struct cox_penalised fit_at(const struct risk_row *rows, size_t n, size_t n_groups,
                                   enum cox_ties ties, double confidence)
{
    struct risk_table t;
    struct cox_penalised f;
    assert_int_equal(risk_table_build(&t, rows, n, n_groups), 0);
    assert_int_equal(cox_penalised_fit(&f, &t, ties, confidence), 0);
    risk_table_release(&t);
    return f;
}

static struct cox_penalised fit(const struct risk_row *rows, size_t n, size_t n_groups,
                                enum cox_ties ties)
{
    return fit_at(rows, n, n_groups, ties, 0.95);
}

/* R: coxph's log likelihood plus half the log determinant of its information, at its greatest by
 * optim(), limits by uniroot() on the profile, 95%: as 03_cox.R of the oracle does it */
static void fits_equal_the_greatest_penalised_likelihood(void **state)
{
    static const struct {
        enum cox_ties ties;
        double best;
        struct {
            double coefficient, lower, upper, chi_square;
        } terms[2];
    } expected[] = {
        {COX_EFRON,
         -35.66026842462668,
         {{-0.1303363048381839, -1.32355500365719, 1.025939264558201, 0.04995494090913155},
          {0.8779468659961736, -0.3316327168481263, 2.051140956905162, 2.086371746888972}}},
        {COX_BRESLOW,
         -37.02422796365958,
         {{-0.1446226590620202, -1.33312032505024, 1.007100595598676, 0.06206048657969632},
          {0.8514025839442647, -0.36414186418702, 2.028872570432883, 1.947539012416328}}},
    };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct cox_penalised f = fit(risk_rows, RISK_ROWS, RISK_GROUPS, expected[i].ties);
        assert_int_equal(f.outcome, COX_FITTED);
        check_close(f.log_likelihood, expected[i].best, 1e-10);
        for (size_t j = 0; j < 2; j++) {
            check_close(f.terms[j].coefficient, expected[i].terms[j].coefficient, 1e-5);
            check_close(f.terms[j].lower, expected[i].terms[j].lower, 1e-4);
            check_close(f.terms[j].upper, expected[i].terms[j].upper, 1e-4);
            check_close(f.terms[j].chi_square, expected[i].terms[j].chi_square, 1e-6);
        }
        cox_penalised_release(&f);
    }
}

/* Two at risk, one event, of group 0: with s = 1 / (1 + r) its chance, what is greatest is s times
 * the root of s (1 - s), so s = 3/4 and r = 1/3; no event of group 1, and yet finite. */
static void one_event_by_hand(void **state)
{
    static const struct risk_row rows[] = {{0, 3, true, 0, 0}, {0, 5, false, 1, 1}};
    struct cox_penalised f = fit(rows, 2, 2, COX_EFRON);
    (void)state;
    assert_int_equal(f.outcome, COX_FITTED);
    check_close(exp(f.terms[0].coefficient), 1.0 / 3, 1e-9);
    check_close(f.log_likelihood, log(0.75) + log(0.75 * 0.25) / 2, 1e-10);
    check_close(f.terms[0].chi_square, 2 * (f.log_likelihood - log(0.5) - log(0.25) / 2), 1e-9);
    check_close(f.terms[0].std_error, 1 / sqrt(0.75 * 0.25), 1e-9); /* the variance of a chance */
    cox_penalised_release(&f);
}

/* At a limit the profile has dropped by half the chi-square's quantile. */
static void limits_are_where_one_event_is_so_much_less_likely(void **state)
{
    static const struct risk_row rows[] = {{0, 3, true, 0, 0}, {0, 5, false, 1, 1}};
    static const struct {
        double confidence, quantile;
    } levels[] = {{0.95, 3.841458820694124}, {0.5, 0.454936423119572}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct cox_penalised f = fit_at(rows, 2, 2, COX_EFRON, levels[i].confidence);
        const double limits[] = {f.terms[0].lower, f.terms[0].upper};
        for (size_t k = 0; k < 2; k++) {
            double s = 1 / (1 + exp(limits[k]));
            check_close(log(s) + log(s * (1 - s)) / 2, f.log_likelihood - levels[i].quantile / 2,
                        1e-6);
        }
        assert_true(limits[0] < f.terms[0].coefficient && limits[1] > f.terms[0].coefficient);
        cox_penalised_release(&f);
    }
}

/* One event, of one against 5000: r is 3 x 5000 here, beyond the farthest ratio that counts, and so
 * is the upper limit. */
static void limits_beyond_the_farthest_ratio_are_missing(void **state)
{
    enum { OTHERS = 5000 };
    static struct risk_row rows[OTHERS + 1] = {{0, 3, true, 1, 0}};
    (void)state;
    for (size_t i = 1; i <= OTHERS; i++)
        rows[i] = (struct risk_row){0, 5, false, 0, (uint32_t)i};
    struct cox_penalised f = fit_at(rows, OTHERS + 1, 2, COX_EFRON, 0.5);
    double s = 1 / (1 + OTHERS * exp(-f.terms[0].lower));
    check_close(exp(f.terms[0].coefficient), 3 * OTHERS, 1e-9);
    check_close(log(s) + log(s * (1 - s)) / 2, f.log_likelihood - 0.454936423119572 / 2, 1e-6);
    assert_true(f.terms[0].lower < f.terms[0].coefficient);
    assert_true(isnan(f.terms[0].upper));
    cox_penalised_release(&f);
}

static void groups_that_are_never_compared_are_not_estimable(void **state)
{
    static const struct risk_row apart[] = {{0, 3, true, 0, 0}, {4, 5, true, 1, 1}};
    (void)state;
    struct cox_penalised f = fit(apart, 2, 2, COX_EFRON), none = fit(NULL, 0, 1, COX_EFRON);
    assert_int_equal(f.outcome, COX_NOT_ESTIMABLE);
    assert_int_equal(none.outcome, COX_NOT_ESTIMABLE);
    cox_penalised_release(&f);
    cox_penalised_release(&none);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_equal_the_greatest_penalised_likelihood),
        cmocka_unit_test(one_event_by_hand),
        cmocka_unit_test(limits_are_where_one_event_is_so_much_less_likely),
        cmocka_unit_test(limits_beyond_the_farthest_ratio_are_missing),
        cmocka_unit_test(groups_that_are_never_compared_are_not_estimable),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
