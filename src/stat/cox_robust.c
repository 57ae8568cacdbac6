#include "stat/cox_robust.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/cox_sets.h"

/* What one observation of a group takes from the score, by time, and gives at an event. */
struct residuals {
    const struct risk_table *t;
    enum cox_ties ties;
    size_t n;             /* coefficients */
    double *risk, *share; /* n + 1 */
    double *taken;        /* (t->n + 1) x n: while at risk up to each time, from 0 on */
    double *given;        /* t->n x n: at an event then, with what it had left by ties */
    double *sums;         /* n_clusters x n */
};

/* The covariate J of GROUP, 1 or 0, less its mean in the set. */
static double deviation(const struct cox_set *set, size_t group, size_t j)
{
    return (group == j + 1 ? 1 : 0) - set->share[j + 1];
}

/* Fills TAKEN and GIVEN for GROUP: an observation at risk takes from the score its hazard in each
 * set; one that has the event gives the mean over the sets, and of the L-th takes 1 - L / D only.
 */
static void follow_group(struct residuals *r, size_t group)
{
    size_t n = r->n;
    struct cox_set set = {.share = r->share};
    for (size_t i = 0; i < r->t->n; i++) {
        double *taken = r->taken + (i + 1) * n, *given = r->given + i * n;
        size_t sets = cox_sets_at(r->t, i, r->ties);
        memcpy(taken, r->taken + i * n, n * sizeof *taken);
        memset(given, 0, n * sizeof *given);
        for (size_t l = 0; l < sets; l++) {
            cox_set_make(&set, r->t, i, l, r->ties, r->risk);
            double hazard = set.weight * r->risk[group] / set.total;
            for (size_t j = 0; j < n; j++) {
                double d = deviation(&set, group, j);
                taken[j] += hazard * d;
                given[j] += d / (double)sets + set.left * hazard * d;
            }
        }
    }
}

static void add_row(struct residuals *r, const struct risk_row *row)
{
    size_t n = r->n, first = risk_table_until(r->t, row->start),
           end = risk_table_until(r->t, row->stop);
    double *sum = r->sums + row->cluster * n;
    for (size_t j = 0; j < n; j++) {
        sum[j] -= r->taken[end * n + j] - r->taken[first * n + j];
        if (row->event)
            sum[j] += r->given[(end - 1) * n + j];
    }
}

/* The sandwich: covariance x (sums' sums) x covariance, by the influence of each cluster. */
static void fill(const struct cox_fit *fit, const double *sums, size_t n_clusters,
                 double *influence, double *covariance)
{
    size_t n = fit->n;
    memset(covariance, 0, n * n * sizeof *covariance);
    for (size_t c = 0; c < n_clusters; c++) {
        for (size_t a = 0; a < n; a++) {
            influence[a] = 0;
            for (size_t b = 0; b < n; b++)
                influence[a] += fit->covariance[a * n + b] * sums[c * n + b];
        }
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < n; b++)
                covariance[a * n + b] += influence[a] * influence[b];
    }
}

int cox_robust(const struct cox_fit *fit, const struct risk_table *t, const struct risk_row *rows,
               size_t n, size_t n_clusters, enum cox_ties ties, double *covariance)
{
    size_t k = fit->n;
    struct residuals r = {.t = t,
                          .ties = ties,
                          .n = k,
                          .risk = calloc(k + 1, sizeof(double)),
                          .share = calloc(k + 1, sizeof(double)),
                          .taken = calloc((t->n + 1) * k + 1, sizeof(double)),
                          .given = calloc(t->n * k + 1, sizeof(double)),
                          .sums = calloc(n_clusters * k + 1, sizeof(double))};
    bool ready = r.risk && r.share && r.taken && r.given && r.sums;
    for (size_t g = 0; ready && g <= k; g++)
        r.risk[g] = g > 0 ? exp(fit->coefficient[g - 1]) : 1;
    for (size_t g = 0; ready && g <= k; g++) {
        follow_group(&r, g);
        for (size_t i = 0; i < n; i++)
            if (rows[i].group == (int32_t)g)
                add_row(&r, &rows[i]);
    }
    if (ready)
        fill(fit, r.sums, n_clusters, r.share, covariance);
    free(r.risk);
    free(r.share);
    free(r.taken);
    free(r.given);
    free(r.sums);
    return ready ? 0 : -1;
}
