#include "stat/panel_markov.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <string.h>

#include "stat/matrix.h"

enum { LIMIT = PANEL_RATES_LIMIT, STEPS_LIMIT = 200, CREEPING_LIMIT = 3 };

/* Rates are looked for within these, and taken to be on the boundary below the other. */
static const double lowest = 1e-8, highest = 100, boundary = 1e-4;

/* The search, and how far its next step may go. */
struct search {
    int n_states;
    const struct panel_pair *pairs;
    size_t n;
    double tolerance; /* of the score */
    double reach;
    struct progress *progress;
    uint64_t n_tried; /* points */
};

static struct panel_point point_at(struct search *s, const double *log_rate)
{
    struct panel_point point = {.n = panel_n_rates(s->n_states)};
    memcpy(point.log_rate, log_rate, sizeof point.log_rate);
    panel_point_set(&point, s->n_states, s->pairs, s->n);
    progress_look(s->progress, ++s->n_tried);
    return point;
}

/* Whether a log rate is at the lower or the upper end of the range, or as good as. */
static bool is_at_bottom(double log_rate)
{
    return log_rate <= log(lowest) + 1e-9;
}

static bool is_at_top(double log_rate)
{
    return log_rate >= log(highest) - 1e-9;
}

/* Whether rate U is at an end of the range and drawn beyond it. */
static bool is_held(const struct panel_point *p, int u)
{
    return (is_at_bottom(p->log_rate[u]) && p->score[u] <= 0) ||
           (is_at_top(p->log_rate[u]) && p->score[u] >= 0);
}

static bool is_reached(const struct search *s, const struct panel_point *p)
{
    for (int u = 0; u < p->n; u++)
        if (!is_held(p, u) && !(fabs(p->score[u]) <= s->tolerance))
            return false;
    return isfinite(p->log_likelihood);
}

/* The observed information at P of the rates USED, N of them: differences of the score. */
static void observe(struct search *s, const struct panel_point *p, const int *used, int n,
                    double *information)
{
    const double reach = 1e-4;
    double slope[LIMIT * LIMIT];
    for (int a = 0; a < n; a++) {
        double up[LIMIT], down[LIMIT];
        memcpy(up, p->log_rate, sizeof up);
        memcpy(down, p->log_rate, sizeof down);
        up[used[a]] += reach;
        down[used[a]] -= reach;
        struct panel_point above = point_at(s, up), below = point_at(s, down);
        for (int b = 0; b < n; b++)
            slope[a * n + b] = (below.score[used[b]] - above.score[used[b]]) / (2 * reach);
    }
    for (int a = 0; a < n; a++)
        for (int b = 0; b < n; b++)
            information[a * n + b] = (slope[a * n + b] + slope[b * n + a]) / 2;
}

/* The eigenvalues of the symmetric N x N matrix A, which is destroyed, and the vectors, as columns.
 * 0 or -1. GSL works in memory that is there: its own function that allocates it does not give back
 * a part where there is not enough for all. */
static int decompose(double *a, int n, double *values, double *vectors)
{
    double d[LIMIT], sd[LIMIT], gc[LIMIT], gs[LIMIT];
    if (n == 0)
        return 0;
    size_t size = (size_t)n;
    gsl_eigen_symmv_workspace w = {size, d, sd, gc, gs};
    gsl_matrix_view m = gsl_matrix_view_array(a, size, size);
    gsl_matrix_view v = gsl_matrix_view_array(vectors, size, size);
    gsl_vector_view found = gsl_vector_view_array(values, size);
    return gsl_eigen_symmv(&m.matrix, &found.vector, &v.matrix, &w) == 0 ? 0 : -1;
}

/* How much of a step from LOG_RATE stays within the range; an end at which it is counts for
 * nothing.
 */
static double part_within(double log_rate, double step)
{
    double to = log_rate + step;
    if (to > log(highest) && !is_at_top(log_rate))
        return (log(highest) - log_rate) / step;
    if (to < log(lowest) && !is_at_bottom(log_rate))
        return (log(lowest) - log_rate) / step;
    return 1;
}

/* From P, by the information A of the rates FREE, N of them, which is destroyed, to LOG_RATE: in
 * each direction of its own as far as that says, upwards, but no farther than the reach, and all of
 * it until an end of the range is met. Along a ridge the information says little, and the reach is
 * what counts. */
static bool take_step(const struct search *s, const struct panel_point *p, const int *free, int n,
                      double *a, double *log_rate)
{
    double values[LIMIT] = {0}, vectors[LIMIT * LIMIT] = {0}, step[LIMIT] = {0}, part = 1;
    memcpy(log_rate, p->log_rate, sizeof p->log_rate);
    if (decompose(a, n, values, vectors) != 0)
        return false;
    for (int k = 0; k < n; k++) {
        double slope = 0;
        for (int i = 0; i < n; i++)
            slope += vectors[i * n + k] * p->score[free[i]];
        double along = fmax(-s->reach, fmin(s->reach, slope / (fabs(values[k]) + 1e-12)));
        for (int i = 0; i < n; i++)
            step[i] += along * vectors[i * n + k];
    }
    for (int i = 0; i < n; i++)
        part = fmin(part, part_within(log_rate[free[i]], step[i]));
    for (int i = 0; i < n; i++) {
        double to = log_rate[free[i]] + part * step[i];
        log_rate[free[i]] = fmin(log(highest), fmax(log(lowest), to));
    }
    return true;
}

/* A step of Newton's or of Fisher's scoring. */
static bool find_step(struct search *s, const struct panel_point *p, bool is_newton,
                      double *log_rate)
{
    int free[LIMIT], n = 0;
    double a[LIMIT * LIMIT];
    for (int u = 0; u < p->n; u++)
        if (!is_held(p, u))
            free[n++] = u;
    if (is_newton)
        observe(s, p, free, n, a);
    for (int i = 0; i < n && !is_newton; i++)
        for (int j = 0; j < n; j++)
            a[i * n + j] = p->information[free[i] * p->n + free[j]];
    return take_step(s, p, free, n, a, log_rate);
}

/* Climbs from P to the greatest likelihood near by: by scoring, which is cheap, while it gains much
 * at each step, then by Newton's. Whether it was reached, or come so near to that steps gain
 * nothing to speak of, one after the other: on a plateau, or along a ridge, the score never quite
 * ends. */
static bool climb(struct search *s, struct panel_point *p)
{
    bool is_near = false;
    int creeping = 0;
    s->reach = 1;
    for (int k = 0; k < STEPS_LIMIT && s->reach > 1e-12 && !is_reached(s, p); k++) {
        double log_rate[LIMIT], slack = 1e-13 * (1 + fabs(p->log_likelihood)), gain = -INFINITY;
        struct panel_point next = *p;
        if (find_step(s, p, is_near, log_rate)) {
            next = point_at(s, log_rate);
            gain = next.log_likelihood - p->log_likelihood;
        }
        bool is_better = gain >= -slack;
        s->reach = is_better ? fmin(1, 2 * s->reach) : s->reach / 4;
        if (is_better)
            *p = next;
        if (is_near && is_better)
            creeping = gain < 1e-7 + 1e5 * slack ? creeping + 1 : 0;
        if (creeping == CREEPING_LIMIT || (creeping > 0 && is_better && gain < 1e-8))
            return isfinite(p->log_likelihood);
        is_near = is_near || !(gain > 0.1);
    }
    return is_reached(s, p);
}

/* Where to begin: moves seen from each state over the time that pairs began in it, as if nothing
 * had happened in between; then FACTOR times that. */
static struct panel_point begin(struct search *s, double factor)
{
    double time[PANEL_STATES_LIMIT] = {0}, moves[LIMIT] = {0}, log_rate[LIMIT] = {0};
    for (size_t i = 0; i < s->n; i++) {
        const struct panel_pair *x = &s->pairs[i];
        time[x->from] += (double)x->n * x->time;
        if (x->to != x->from)
            moves[2 * x->from - (x->to < x->from)] += (double)x->n;
    }
    for (int u = 0; u < panel_n_rates(s->n_states); u++)
        log_rate[u] = log(fmin(highest, factor * (moves[u] + 0.5) / time[panel_rate_from(u)]));
    return point_at(s, log_rate);
}

/* The best of climbs from several places. Whether it was reached. */
static bool find_greatest(struct search *s, struct panel_point *best)
{
    static const double factors[] = {1, 0.25, 4};
    bool is_found = false;
    for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
        struct panel_point p = begin(s, factors[i]);
        bool is_end = climb(s, &p);
        double gain = i > 0 ? p.log_likelihood - best->log_likelihood : 0;
        if (i == 0 || gain > 1e-8 || (is_end && !is_found && gain > -1e-8)) {
            *best = p;
            is_found = is_end;
        }
    }
    return is_found;
}

/* Replaces A by its inverse, or by one that is large (but finite) in the directions of which A, an
 * information of log rates, says nothing. -1 where that fails. */
static int invert_information(double *a, int n)
{
    double values[LIMIT] = {0}, vectors[LIMIT * LIMIT] = {0};
    int status = decompose(a, n, values, vectors);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            double sum = 0;
            for (int k = 0; k < n; k++)
                sum += vectors[i * n + k] * vectors[j * n + k] / fmax(values[k], 1e-6);
            a[i * n + j] = sum;
        }
    return status;
}

static void set_covariance(struct search *s, const struct panel_point *p, struct panel_fit *fit)
{
    int used[LIMIT], n = 0;
    double a[LIMIT * LIMIT] = {0};
    for (int u = 0; u < p->n; u++)
        if (fit->standing[u] != PANEL_BOUNDARY)
            used[n++] = u;
    if (n == 0)
        return;
    observe(s, p, used, n, a);
    if (invert_information(a, n) != 0)
        fit->outcome = PANEL_NOT_REACHED;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            fit->covariance[used[i] * p->n + used[j]] = a[i * n + j];
}

/* What each rate is worth. Where one was still rising at the end of the range, the others are not
 * at their best either. */
static void set_standing(struct search *s, const struct panel_point *p, struct panel_fit *fit)
{
    const double widest = log(1000) / gsl_cdf_ugaussian_Pinv(0.975);
    bool is_off = false;
    for (int u = 0; u < p->n; u++) {
        fit->rate[u] = exp(p->log_rate[u]);
        fit->standing[u] = fit->rate[u] < boundary ? PANEL_BOUNDARY : PANEL_OK;
        is_off = is_off || is_at_top(p->log_rate[u]);
    }
    set_covariance(s, p, fit);
    fit->log_likelihood = is_off ? (double)NAN : p->log_likelihood;
    fit->is_identified = fit->outcome == PANEL_FITTED;
    for (int u = 0; u < p->n; u++) {
        double variance = fit->covariance[u * p->n + u];
        if (fit->standing[u] == PANEL_OK && (is_off || !(variance <= widest * widest)))
            fit->standing[u] = PANEL_NOT_IDENTIFIED;
        fit->is_identified = fit->is_identified && fit->standing[u] == PANEL_OK;
    }
}

/* Whether pairs begin in every state. */
static bool has_pairs(const struct search *s)
{
    bool begins[PANEL_STATES_LIMIT] = {false}, all = true;
    for (size_t i = 0; i < s->n; i++)
        begins[s->pairs[i].from] = true;
    for (int i = 0; i < s->n_states; i++)
        all = all && begins[i];
    return all;
}

void panel_markov_fit(struct panel_fit *fit, int n_states, const struct panel_pair *pairs, size_t n,
                      struct progress *progress)
{
    struct search s = {
        .n_states = n_states, .pairs = pairs, .n = n, .tolerance = 1e-9, .progress = progress};
    *fit = (struct panel_fit){.outcome = PANEL_NO_PAIRS,
                              .n_states = n_states,
                              .n_rates = panel_n_rates(n_states),
                              .log_likelihood = NAN};
    if (!has_pairs(&s))
        return;
    for (size_t i = 0; i < n; i++)
        s.tolerance += 1e-9 * (double)pairs[i].n;
    struct panel_point p;
    progress_begin(progress, (struct task){"fitting rates", NULL, 0, "trial"});
    fit->outcome = find_greatest(&s, &p) ? PANEL_FITTED : PANEL_NOT_REACHED;
    if (fit->outcome == PANEL_FITTED)
        set_standing(&s, &p, fit);
}

static const struct panel_estimate nothing = {NAN, NAN, NAN};

/* The standard error of what changes by SLOPE with the log rates, in normal quantiles of
 * CONFIDENCE. */
static double reach_of(const struct panel_fit *fit, const double *slope, double confidence)
{
    double variance = matrix_form(slope, fit->covariance, slope, (size_t)fit->n_rates);
    return gsl_cdf_ugaussian_Pinv((1 + confidence) / 2) * sqrt(fmax(0, variance));
}

/* VALUE, above 0, whose derivatives are SLOPE. */
static struct panel_estimate on_log_scale(const struct panel_fit *fit, double value, double *slope,
                                          double confidence)
{
    for (int u = 0; u < fit->n_rates; u++)
        slope[u] /= value;
    double reach = reach_of(fit, slope, confidence);
    return (struct panel_estimate){value, value * exp(-reach), value * exp(reach)};
}

struct panel_estimate panel_rate(const struct panel_fit *fit, int u, double confidence)
{
    double slope[LIMIT] = {0};
    if (fit->outcome != PANEL_FITTED || fit->standing[u] != PANEL_OK)
        return nothing;
    slope[u] = fit->rate[u];
    return on_log_scale(fit, fit->rate[u], slope, confidence);
}

struct panel_estimate panel_sojourn(const struct panel_fit *fit, int state, double confidence)
{
    double slope[LIMIT] = {0}, out = 0;
    if (!fit->is_identified)
        return nothing;
    for (int u = 0; u < fit->n_rates; u++)
        if (panel_rate_from(u) == state)
            out += fit->rate[u];
    for (int u = 0; u < fit->n_rates; u++)
        if (panel_rate_from(u) == state)
            slope[u] = -fit->rate[u] / (out * out);
    return on_log_scale(fit, 1 / out, slope, confidence);
}

struct panel_estimate panel_probability(const struct panel_fit *fit, int from, int to, double time,
                                        double confidence)
{
    struct panel_row row;
    double slope[LIMIT] = {0};
    if (!fit->is_identified)
        return nothing;
    panel_row_set(&row, fit->n_states, fit->rate, from, time);
    double p = row.p[to], odds = log(p / (1 - p));
    for (int u = 0; u < fit->n_rates; u++)
        slope[u] = row.slope[u][to] / (p * (1 - p));
    double reach = reach_of(fit, slope, confidence);
    return (struct panel_estimate){p, 1 / (1 + exp(reach - odds)), 1 / (1 + exp(-reach - odds))};
}

/* The mean time from state i to i - 1 is one stay and, where that ends upwards, the way back from
 * i + 1 first: (1 + up later) / down, from the top state on. */
struct panel_estimate panel_first_passage(const struct panel_fit *fit, int from, int target,
                                          double confidence)
{
    double later = 0, later_slope[LIMIT] = {0}, sum = 0, slope[LIMIT] = {0};
    if (!fit->is_identified)
        return nothing;
    for (int i = fit->n_states - 1; i > target; i--) {
        int down = 2 * i - 1, up = 2 * i;
        bool is_top = up >= fit->n_rates;
        double back = is_top ? 0 : fit->rate[up] * later;
        later = (1 + back) / fit->rate[down];
        for (int u = 0; u < fit->n_rates; u++) {
            later_slope[u] = is_top ? 0 : fit->rate[up] * later_slope[u] / fit->rate[down];
            later_slope[u] += u == down ? -later : u == up ? back / fit->rate[down] : 0;
            if (i <= from)
                slope[u] += later_slope[u];
        }
        sum += i <= from ? later : 0;
    }
    return on_log_scale(fit, sum, slope, confidence);
}
