#include "stat/km_robust.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* The influence of a cluster is -S x (fixed + open A), A being Greenwood's sum: an interval that is
 * at risk from A0 on has gained A - A0 for it, and one that ended at A1 keeps A1 - A0, less
 * 1 / (n - d) if with an event. */
struct cluster {
    double fixed;
    double open; /* intervals at risk */
};

/* The clusters, and the sums of the squares and products of what they hold: kept up as intervals
 * come and go, so that a step costs no round of all clusters. */
struct sums {
    struct cluster *clusters;
    double fixed_fixed, fixed_open, open_open;
};

static void change(struct sums *s, uint32_t cluster, double fixed, double open)
{
    struct cluster *c = &s->clusters[cluster], before = *c;
    c->fixed += fixed;
    c->open += open;
    s->fixed_fixed += fixed * (before.fixed + c->fixed);
    s->fixed_open += c->fixed * c->open - before.fixed * before.open;
    s->open_open += open * (before.open + c->open);
}

/* The sum of (fixed + open A)^2; 0 where it is nothing but rounding. */
static double squares(const struct sums *s, double a)
{
    const double rounding = 1e-12;
    double sum = s->fixed_fixed + 2 * a * s->fixed_open + a * a * s->open_open;
    return sum > rounding * (s->fixed_fixed + a * a * s->open_open) ? sum : 0;
}

/* The first step later than TIME. */
static size_t step_after(const struct km_curve *curve, int32_t time)
{
    size_t low = 0, high = curve->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (curve->v[middle].time > time)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

enum { NOBODY = UINT32_MAX };

/* Members by step: the first of each, and behind each member the next of its step. */
struct lists {
    uint32_t *first, *next;
};

/* 0, or -1 when there is no memory; lists_release() in either case. */
static int lists_make(struct lists *l, size_t steps, size_t n)
{
    *l = (struct lists){malloc((steps + 1) * sizeof *l->first), malloc((n + 1) * sizeof *l->next)};
    for (size_t k = 0; l->first && k <= steps; k++)
        l->first[k] = NOBODY;
    return l->first && l->next ? 0 : -1;
}

static void lists_add(struct lists *l, size_t step, uint32_t member)
{
    l->next[member] = l->first[step];
    l->first[step] = member;
}

static void lists_release(struct lists *l)
{
    free(l->first);
    free(l->next);
}

/* Members enter before the step ENTER lists them under, and leave after that of LEAVE. */
struct sweep {
    const struct km_member *members;
    struct lists enter, leave;
    struct sums sums;
};

/* Passes STEP, the K-th, with Greenwood's sum BEFORE it; returns the sum of squares. */
static double pass(struct sweep *w, const struct km_step *step, size_t k, double before)
{
    double of_event = 1.0 / (step->at_risk - step->events);
    for (uint32_t i = w->enter.first[k]; i != NOBODY; i = w->enter.next[i])
        change(&w->sums, w->members[i].cluster, -before, 1);
    for (uint32_t i = w->leave.first[k]; i != NOBODY; i = w->leave.next[i])
        change(&w->sums, w->members[i].cluster,
               step->hazard_sum - (w->members[i].interval.event ? of_event : 0), -1);
    return squares(&w->sums, step->hazard_sum);
}

/* As the log-log limits of km, with another standard error. */
static struct km_robust limits(double survival, double sum_of_squares, double z)
{
    struct km_robust r = {survival * sqrt(sum_of_squares), NAN, NAN};
    if (survival >= 1)
        return r;
    if (sum_of_squares <= 0)
        return (struct km_robust){NAN, NAN, NAN};
    double theta = z * sqrt(sum_of_squares) / fabs(log(survival));
    r.lower = pow(survival, exp(theta));
    r.upper = pow(survival, exp(-theta));
    return r;
}

static void fill(struct sweep *w, const struct km_curve *curve, double z, struct km_robust *v)
{
    double before = 0;
    for (size_t k = 0; k < curve->n; k++) {
        const struct km_step *step = &curve->v[k];
        if (step->survival <= 0) { /* from here on S is 0, whatever the weights */
            v[k] = (struct km_robust){0, NAN, NAN};
            continue;
        }
        v[k] = limits(step->survival, pass(w, step, k, before), z);
        before = step->hazard_sum;
    }
}

int km_robust(const struct km_curve *curve, const struct km_member *members, size_t n,
              size_t n_clusters, double confidence, struct km_robust *v)
{
    struct sweep w = {.members = members};
    w.sums.clusters = calloc(n_clusters + 1, sizeof *w.sums.clusters);
    int status = w.sums.clusters ? 0 : -1;
    if (lists_make(&w.enter, curve->n, n) != 0 || lists_make(&w.leave, curve->n, n) != 0)
        status = -1;
    if (status == 0) {
        for (size_t i = 0; i < n; i++) {
            lists_add(&w.enter, step_after(curve, members[i].interval.start), (uint32_t)i);
            lists_add(&w.leave, step_after(curve, members[i].interval.stop - 1), (uint32_t)i);
        }
        fill(&w, curve, gsl_cdf_ugaussian_Pinv((1 + confidence) / 2), v);
    }
    lists_release(&w.enter);
    lists_release(&w.leave);
    free(w.sums.clusters);
    return status;
}
