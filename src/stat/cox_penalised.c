#include "stat/cox_penalised.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/matrix.h"

enum { STEPS_LIMIT = 500, HALVINGS_LIMIT = 40, NONE_FIXED = -1 };

static const double longest_step = 2;

/* The search for the greatest penalised likelihood. */
struct search {
    const struct risk_table *t;
    enum cox_ties ties;
    struct cox_point point;
    double *inverse;     /* n x n: of the information */
    double *score;       /* n: of the penalised likelihood */
    double *block;       /* n x n: of what is not fixed */
    double *step, *best; /* n */
    double value;        /* of the penalised likelihood */
};

/* The penalised likelihood and its score at B. False where the information is singular. */
static bool look(struct search *s, const double *b)
{
    size_t n = s->point.n;
    double log_determinant;
    cox_point_set(&s->point, s->t, s->ties, b);
    memcpy(s->inverse, s->point.information, n * n * sizeof *s->inverse);
    if (matrix_invert(s->inverse, n, &log_determinant) != 0)
        return false;
    s->value = s->point.log_likelihood + log_determinant / 2;
    for (size_t i = 0; i < n; i++) {
        double trace = 0;
        for (size_t j = 0; j < n * n; j++)
            trace += s->inverse[j] * s->point.skewness[j * n + i];
        s->score[i] = s->point.score[i] + trace / 2;
    }
    return true;
}

/* Sets STEP to the inverse of the information, the row and column of FIXED left out, times the
 * score; none longer than longest_step. Returns its greatest part. */
static double find_step(struct search *s, int fixed)
{
    size_t n = s->point.n, m = 0;
    double most = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n && (int)i != fixed; j++)
            if ((int)j != fixed)
                s->block[m++] = s->point.information[i * n + j];
    m = fixed == NONE_FIXED ? n : n - 1;
    if (matrix_invert(s->block, m, NULL) != 0)
        return NAN;
    for (size_t i = 0, a = 0; i < n; i++) {
        s->step[i] = 0;
        if ((int)i == fixed)
            continue;
        for (size_t j = 0, b = 0; j < n; j++)
            if ((int)j != fixed)
                s->step[i] += s->block[a * m + b++] * s->score[j];
        a++;
        most = fmax(most, fabs(s->step[i]));
    }
    for (size_t i = 0; i < n && most > longest_step; i++)
        s->step[i] *= longest_step / most;
    return fmin(most, longest_step);
}

/* Goes from B by PART of the step, or half as far, and half again, until the value rises by a
 * quarter of what the slope promises: the information is less than the curvature, so that a whole
 * step can go to and fro for ever. Returns the part that did, or 0. */
static double take_step(struct search *s, double *b, double part)
{
    size_t n = s->point.n;
    double before = s->value, slack = 1e-13 * fabs(before), slope = 0;
    memcpy(s->best, b, n * sizeof *b);
    for (size_t i = 0; i < n; i++)
        slope += s->score[i] * s->step[i];
    for (int k = 0; k < HALVINGS_LIMIT; k++, part /= 2) {
        for (size_t i = 0; i < n; i++)
            b[i] = s->best[i] + part * s->step[i];
        if (look(s, b) && s->value >= before + part * slope / 4 - slack)
            return part;
    }
    memcpy(b, s->best, n * sizeof *b);
    look(s, b);
    return 0;
}

/* Climbs from B, which stays as it is in FIXED, to the greatest value; false where it finds none.
 */
static bool climb(struct search *s, double *b, int fixed)
{
    double part = 1, moved = INFINITY;
    if (!look(s, b))
        return false;
    for (int k = 0; k < STEPS_LIMIT && part > 0; k++) {
        moved = find_step(s, fixed);
        if (isnan(moved) || moved < 1e-10)
            return !isnan(moved);
        part = take_step(s, b, part);
    }
    return moved < 1e-6;
}

/* How far the profile of coefficient J at VALUE lies below the greatest likelihood, in units of a
 * chi-square; NaN where it is not found. B is where the search for it starts, and ends. */
static double drop_at(struct search *s, double *b, size_t j, double value, double greatest)
{
    b[j] = value;
    return climb(s, b, (int)j) ? 2 * (greatest - s->value) : (double)NAN;
}

/* The value of coefficient J, in DIRECTION from the estimate, at which the profile has dropped by
 * CRITICAL: by bisection, once steps ever longer have gone past it. NaN where it has not dropped so
 * far even at the farthest value that counts. B is room for n. */
static double find_limit(struct search *s, const double *estimate, double *b, size_t j,
                         double direction, double critical, double greatest)
{
    double near = estimate[j], far = near, drop = 0, end = direction * log(COX_FARTHEST);
    bool is_last = (end - far) * direction <= 0;
    memcpy(b, estimate, s->point.n * sizeof *b);
    for (double reach = 0.5; drop < critical; reach *= 2) {
        if (is_last)
            return NAN;
        near = far;
        is_last = (end - estimate[j]) * direction <= reach;
        far = is_last ? end : estimate[j] + direction * reach;
        drop = drop_at(s, b, j, far, greatest);
    }
    while (drop >= critical && fabs(far - near) > 1e-9) {
        double middle = (near + far) / 2, there = drop_at(s, b, j, middle, greatest);
        if (isnan(there))
            return NAN;
        *(there < critical ? &near : &far) = middle;
    }
    return isnan(drop) ? drop : (near + far) / 2;
}

static void fill_terms(struct search *s, const double *estimate, double *b, double confidence,
                       struct cox_penalised *fit)
{
    double critical = gsl_cdf_chisq_Pinv(confidence, 1), greatest = s->value;
    size_t n = s->point.n;
    for (size_t j = 0; j < n; j++)
        fit->terms[j].std_error = sqrt(s->inverse[j * n + j]);
    for (size_t j = 0; j < n; j++) {
        struct cox_penalised_term *term = &fit->terms[j];
        memcpy(b, estimate, n * sizeof *b);
        term->coefficient = estimate[j];
        term->chi_square = fmax(0, drop_at(s, b, j, 0, greatest));
        term->p = gsl_cdf_chisq_Q(term->chi_square, 1);
        term->lower = find_limit(s, estimate, b, j, -1, critical, greatest);
        term->upper = find_limit(s, estimate, b, j, 1, critical, greatest);
    }
    fit->log_likelihood = greatest;
    fit->outcome = COX_FITTED;
}

static bool is_compared(const struct risk_table *t, bool *compared)
{
    bool all = t->n > 0 && t->n_groups > 1;
    if (t->n_groups > 0)
        risk_table_compared(t, 0, compared);
    for (size_t g = 0; g < t->n_groups; g++)
        all = all && compared[g];
    return all;
}

int cox_penalised_fit(struct cox_penalised *fit, const struct risk_table *t, enum cox_ties ties,
                      double confidence)
{
    size_t n = t->n_groups > 0 ? t->n_groups - 1 : 0;
    struct search s = {.t = t, .ties = ties};
    double *room = calloc(5 * n + 2 * n * n + 1, sizeof *room);
    bool *compared = calloc(n + 2, sizeof *compared);
    *fit = (struct cox_penalised){
        .outcome = COX_NOT_ESTIMABLE, .n = n, .terms = calloc(n + 1, sizeof *fit->terms)};
    int status = -1;
    if (room && compared && fit->terms && cox_point_make(&s.point, n, true) == 0) {
        double *estimate = room, *b = room + n;
        s.score = room + 2 * n;
        s.step = room + 3 * n;
        s.best = room + 4 * n;
        s.inverse = room + 5 * n;
        s.block = s.inverse + n * n;
        status = 0;
        if (is_compared(t, compared) && climb(&s, estimate, NONE_FIXED))
            fill_terms(&s, estimate, b, confidence, fit);
    }
    cox_point_release(&s.point);
    free(room);
    free(compared);
    if (status != 0)
        cox_penalised_release(fit);
    return status;
}

void cox_penalised_release(struct cox_penalised *fit)
{
    free(fit->terms);
    *fit = (struct cox_penalised){0};
}
