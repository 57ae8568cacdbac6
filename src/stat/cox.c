#include "stat/cox.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/cox_sets.h"
#include "stat/matrix.h"

int cox_point_make(struct cox_point *p, size_t n, bool with_skewness)
{
    *p =
        (struct cox_point){.n = n,
                           .score = calloc(n + 1, sizeof(double)),
                           .information = calloc(n * n + 1, sizeof(double)),
                           .skewness = with_skewness ? calloc(n * n * n + 1, sizeof(double)) : NULL,
                           .risk = calloc(n + 1, sizeof(double)),
                           .share = calloc(n + 1, sizeof(double))};
    if (p->score && p->information && (p->skewness || !with_skewness) && p->risk && p->share)
        return 0;
    cox_point_release(p);
    return -1;
}

/* The third central moment of which group an event is of, for groups a, b and c. */
static double third_moment(const double *share, size_t a, size_t b, size_t c)
{
    double x = share[a], y = share[b], z = share[c], sum = 2 * x * y * z;
    if (a == b)
        sum -= x * z;
    if (a == c)
        sum -= x * y;
    if (b == c)
        sum -= x * y;
    return a == b && b == c ? sum + x : sum;
}

/* Adds one denominator: the moments of the group of its event, the reference (group 0) left out. */
static void add_set(struct cox_point *p, const struct cox_set *set)
{
    size_t n = p->n;
    p->log_likelihood -= set->weight * log(set->total);
    for (size_t a = 0; a < n; a++) {
        p->score[a] -= set->weight * set->share[a + 1];
        for (size_t b = 0; b < n; b++) {
            double both = (a == b ? set->share[a + 1] : 0) - set->share[a + 1] * set->share[b + 1];
            p->information[a * n + b] += set->weight * both;
            for (size_t c = 0; c < n && p->skewness; c++)
                p->skewness[(a * n + b) * n + c] +=
                    set->weight * third_moment(set->share, a + 1, b + 1, c + 1);
        }
    }
}

void cox_point_set(struct cox_point *p, const struct risk_table *t, enum cox_ties ties,
                   const double *coefficient)
{
    size_t n = p->n;
    struct cox_set set = {.share = p->share};
    double most = 0; /* taken off all, so that no hazard overflows */
    for (size_t g = 0; g < n; g++)
        most = fmax(most, coefficient[g]);
    for (size_t g = 0; g <= n; g++)
        p->risk[g] = exp((g > 0 ? coefficient[g - 1] : 0) - most);
    p->log_likelihood = 0;
    memset(p->score, 0, n * sizeof *p->score);
    memset(p->information, 0, n * n * sizeof *p->information);
    if (p->skewness)
        memset(p->skewness, 0, n * n * n * sizeof *p->skewness);
    for (size_t i = 0; i < t->n; i++) {
        const uint32_t *events = t->events + i * t->n_groups;
        p->log_likelihood -= events[0] * most;
        for (size_t g = 0; g < n; g++) {
            p->log_likelihood += events[g + 1] * (coefficient[g] - most);
            p->score[g] += events[g + 1];
        }
        for (size_t l = 0; l < cox_sets_at(t, i, ties); l++) {
            cox_set_make(&set, t, i, l, ties, p->risk);
            add_set(p, &set);
        }
    }
}

void cox_point_release(struct cox_point *p)
{
    free(p->score);
    free(p->information);
    free(p->skewness);
    free(p->risk);
    free(p->share);
    *p = (struct cox_point){0};
}

/* Newton's steps from nought, halved until the likelihood rises; it has one maximum. */
enum { STEPS_LIMIT = 100, HALVINGS_LIMIT = 40 };

/* Sets STEP to the inverse information times the score. -1 where the information is singular. */
static int newton_step(const struct cox_point *p, double *inverse, double *step)
{
    size_t n = p->n;
    memcpy(inverse, p->information, n * n * sizeof *inverse);
    if (matrix_invert(inverse, n, NULL) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        step[i] = 0;
        for (size_t j = 0; j < n; j++)
            step[i] += inverse[i * n + j] * p->score[j];
    }
    return 0;
}

/* Takes the step from COEFFICIENT, or the part of it that does not lower the likelihood. Returns
 * how far the coefficients went at most. */
static double take_step(struct cox_point *p, const struct risk_table *t, enum cox_ties ties,
                        double *coefficient, const double *step)
{
    double before = p->log_likelihood, slack = 1e-12 * fabs(before), part = 1, moved = 0;
    for (size_t i = 0; i < p->n; i++)
        coefficient[i] += step[i];
    cox_point_set(p, t, ties, coefficient);
    for (int k = 0; k < HALVINGS_LIMIT && !(p->log_likelihood >= before - slack); k++) {
        part /= 2;
        for (size_t i = 0; i < p->n; i++)
            coefficient[i] -= part * step[i];
        cox_point_set(p, t, ties, coefficient);
    }
    for (size_t i = 0; i < p->n; i++)
        moved = fmax(moved, part * fabs(step[i]));
    return moved;
}

/* P is at nought. False where there is no maximum. */
static bool climb(struct cox_point *p, const struct risk_table *t, enum cox_ties ties,
                  struct cox_fit *fit, double *step)
{
    for (int k = 0; k < STEPS_LIMIT; k++) {
        if (newton_step(p, fit->covariance, step) != 0)
            return false;
        if (k == 0)
            fit->score = matrix_form(p->score, fit->covariance, p->score, p->n);
        if (take_step(p, t, ties, fit->coefficient, step) < 1e-11)
            return newton_step(p, fit->covariance, step) == 0;
    }
    return false;
}

static bool is_estimable(const struct risk_table *t, bool *is_tied)
{
    bool all = t->n > 0 && t->n_groups > 1;
    for (size_t g = 0; g < t->n_groups; g++)
        all = all && is_tied[g];
    return all;
}

int cox_fit(struct cox_fit *fit, const struct risk_table *t, enum cox_ties ties)
{
    size_t n = t->n_groups > 0 ? t->n_groups - 1 : 0;
    struct cox_point p = {0};
    double *step = calloc(n + 1, sizeof *step);
    bool *is_tied = calloc(n + 1, sizeof *is_tied);
    int status = -1;
    *fit = (struct cox_fit){.outcome = COX_NOT_ESTIMABLE,
                            .n = n,
                            .coefficient = calloc(n + 1, sizeof(double)),
                            .covariance = calloc(n * n + 1, sizeof(double))};
    if (step && is_tied && fit->coefficient && fit->covariance &&
        risk_table_tied(t, 0, is_tied) == 0 && cox_point_make(&p, n, false) == 0) {
        status = 0;
        cox_point_set(&p, t, ties, fit->coefficient);
        fit->log_likelihood_null = p.log_likelihood;
        if (is_estimable(t, is_tied) && climb(&p, t, ties, fit, step)) {
            fit->outcome = COX_FITTED;
            fit->log_likelihood = p.log_likelihood;
            fit->wald = matrix_form(fit->coefficient, p.information, fit->coefficient, n);
        }
    }
    cox_point_release(&p);
    free(step);
    free(is_tied);
    if (status != 0)
        cox_fit_release(fit);
    return status;
}

/* The greatest log likelihood of those groups of T that take part, NaN where no maximum is found,
 * and that of no differences. 0 or -1. */
static int look_at_part(const struct risk_table *t, const bool *takes_part, enum cox_ties ties,
                        double *greatest, double *null)
{
    struct risk_table part;
    struct cox_fit fit;
    if (risk_table_part(t, takes_part, &part) != 0)
        return -1;
    int status = cox_fit(&fit, &part, ties);
    if (status == 0) {
        bool is_single = part.n_groups == 1;
        *null = fit.log_likelihood_null;
        *greatest = is_single                   ? *null
                    : fit.outcome == COX_FITTED ? fit.log_likelihood
                                                : (double)NAN;
        cox_fit_release(&fit);
    }
    risk_table_release(&part);
    return status;
}

int cox_likelihood_ratio(const struct risk_table *t, enum cox_ties ties, struct cox_test *test)
{
    size_t k = t->n_groups;
    bool *compared = calloc(3 * k + 1, sizeof *compared), *tied = compared + k, *done = tied + k;
    double greatest, null, all = NAN, sum = 0;
    *test = (struct cox_test){.chi_square = NAN, .p = NAN};
    if (!compared)
        return -1;
    if (k > 0)
        risk_table_compared(t, 0, compared);
    int status = look_at_part(t, compared, ties, &greatest, &all);
    for (size_t g = 0; g < k && status == 0; g++) {
        test->df += compared[g];
        if (!compared[g] || done[g])
            continue;
        status =
            risk_table_tied(t, g, tied) == 0 ? look_at_part(t, tied, ties, &greatest, &null) : -1;
        sum += greatest;
        for (size_t h = 0; h < k; h++)
            done[h] = done[h] || tied[h];
    }
    free(compared);
    test->df = test->df > 0 ? test->df - 1 : 0;
    if (status != 0 || test->df == 0)
        return status;
    test->chi_square = fmax(0, 2 * (sum - all));
    test->p = gsl_cdf_chisq_Q(test->chi_square, test->df);
    return 0;
}

struct cox_ratio cox_ratio_of(double coefficient, double error, double confidence)
{
    double reach = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2) * error, z = coefficient / error;
    return (struct cox_ratio){.value = exp(coefficient),
                              .lower = exp(coefficient - reach),
                              .upper = exp(coefficient + reach),
                              .z = z,
                              .p = 2 * gsl_cdf_ugaussian_Q(fabs(z))};
}

void cox_fit_release(struct cox_fit *fit)
{
    free(fit->coefficient);
    free(fit->covariance);
    *fit = (struct cox_fit){0};
}
