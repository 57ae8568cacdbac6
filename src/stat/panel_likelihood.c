#include "stat/panel_likelihood.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int compare_pairs(const void *a, const void *b)
{
    const struct panel_pair *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->time < y->time || x->time > y->time)
        return x->time < y->time ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

size_t panel_pairs_join(struct panel_pair *pairs, size_t n)
{
    size_t kept = 0;
    if (n > 0)
        qsort(pairs, n, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && compare_pairs(&pairs[kept - 1], &pairs[i]) == 0)
            pairs[kept - 1].n += pairs[i].n;
        else
            pairs[kept++] = pairs[i];
    }
    return kept;
}

/* One tick of the clock: where the process is after so many, and the derivatives. SHARE is each
 * rate over the clock's. */
struct ticks {
    int n_states, n_rates;
    double share[PANEL_RATES_LIMIT];
    double stay[PANEL_STATES_LIMIT];
    struct panel_row now;
};

/* V of the states before a tick, replaced by that after it. */
static void tick(const struct ticks *t, double *v)
{
    double before = 0;
    for (int i = 0; i < t->n_states; i++) {
        double here = v[i];
        v[i] = here * t->stay[i];
        if (i > 0)
            v[i] += before * t->share[2 * i - 2];
        if (i + 1 < t->n_states)
            v[i] += v[i + 1] * t->share[2 * i + 1];
        before = here;
    }
}

static void tick_all(struct ticks *t)
{
    for (int u = 0; u < t->n_rates; u++) {
        double moved = t->now.p[panel_rate_from(u)] * t->share[u];
        tick(t, t->now.slope[u]);
        t->now.slope[u][panel_rate_to(u)] += moved;
        t->now.slope[u][panel_rate_from(u)] -= moved;
    }
    tick(t, t->now.p);
}

/* Returns how often the clock ticks in a unit of time. */
static double start(struct ticks *t, int n_states, const double *rate, int from)
{
    double out[PANEL_STATES_LIMIT] = {0}, most = 0;
    *t = (struct ticks){.n_states = n_states, .n_rates = panel_n_rates(n_states)};
    for (int u = 0; u < t->n_rates; u++)
        out[panel_rate_from(u)] += rate[u];
    for (int i = 0; i < n_states; i++)
        most = fmax(most, out[i]);
    for (int u = 0; u < t->n_rates; u++)
        t->share[u] = rate[u] / most;
    for (int i = 0; i < n_states; i++)
        t->stay[i] = 1 - out[i] / most;
    t->now.p[from] = 1;
    return most;
}

static void add(struct panel_row *row, const struct ticks *t, double weight)
{
    for (int j = 0; j < t->n_states; j++)
        row->p[j] += weight * t->now.p[j];
    for (int u = 0; u < t->n_rates; u++)
        for (int j = 0; j < t->n_states; j++)
            row->slope[u][j] += weight * t->now.slope[u][j];
}

/* Whether terms of WEIGHT and less change nothing. */
static bool is_complete(const struct panel_row *row, int n_states, double weight)
{
    double least = row->p[0];
    for (int j = 1; j < n_states; j++)
        least = fmin(least, row->p[j]);
    return !(weight > 1e-18 * least);
}

/* Sums over the ticks of TIME. */
static void sum_ticks(struct panel_row *row, int n_states, const double *rate, int from,
                      double time)
{
    struct ticks t;
    double expected = start(&t, n_states, rate, from) * time, log_weight = -expected;
    memset(row, 0, sizeof *row);
    for (int n = 0; isfinite(expected); n++) {
        double weight = exp(log_weight);
        add(row, &t, weight);
        if (n > expected && is_complete(row, n_states, weight))
            break;
        tick_all(&t);
        log_weight += log(expected / (n + 1));
    }
}

/* The rows of all states, and their slopes by each rate. */
struct moves {
    double p[PANEL_STATES_LIMIT][PANEL_STATES_LIMIT];
    double slope[PANEL_RATES_LIMIT][PANEL_STATES_LIMIT][PANEL_STATES_LIMIT];
};

/* Adds A B to SUM. */
static void add_product(double (*sum)[PANEL_STATES_LIMIT], double (*a)[PANEL_STATES_LIMIT],
                        double (*b)[PANEL_STATES_LIMIT], int n)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++)
                sum[i][j] += a[i][k] * b[k][j];
}

/* From the moves within some time to those within twice that. */
static void square(struct moves *m, int n_states)
{
    struct moves twice = {0};
    for (int u = 0; u < panel_n_rates(n_states); u++) {
        add_product(twice.slope[u], m->slope[u], m->p, n_states);
        add_product(twice.slope[u], m->p, m->slope[u], n_states);
    }
    add_product(twice.p, m->p, m->p, n_states);
    *m = twice;
}

/* As sum_ticks(), by way of all rows after TIME halved so often. */
static void double_up(struct panel_row *row, int n_states, const double *rate, int from,
                      double time, int halvings)
{
    struct moves m;
    for (int i = 0; i < n_states; i++) {
        sum_ticks(row, n_states, rate, i, ldexp(time, -halvings));
        /* cppcheck-suppress uninitvar ; it is filled, row by row */
        memcpy(m.p[i], row->p, sizeof row->p);
        for (int u = 0; u < panel_n_rates(n_states); u++)
            memcpy(m.slope[u][i], row->slope[u], sizeof row->slope[u]);
    }
    for (int k = 0; k < halvings; k++)
        square(&m, n_states);
    memcpy(row->p, m.p[from], sizeof row->p);
    for (int u = 0; u < panel_n_rates(n_states); u++)
        memcpy(row->slope[u], m.slope[u][from], sizeof row->slope[u]);
}

/* Where the clock would tick often, doubling is quicker. */
void panel_row_set(struct panel_row *row, int n_states, const double *rate, int from, double time)
{
    const double few = 4, many = 8 * n_states;
    double most = 0;
    int halvings = 0;
    for (int u = 0; u < panel_n_rates(n_states); u++)
        most = fmax(most, rate[u]);
    if (!(most * time > many) || !isfinite(most * time)) {
        sum_ticks(row, n_states, rate, from, time);
        return;
    }
    while (ldexp(most * time, -halvings) > few)
        halvings++;
    double_up(row, n_states, rate, from, time, halvings);
}

static void add_information(struct panel_point *point, const struct panel_row *row, int n_states,
                            double n)
{
    for (int u = 0; u < point->n; u++)
        for (int v = 0; v < point->n; v++)
            for (int j = 0; j < n_states; j++)
                if (row->p[j] > 0)
                    point->information[u * point->n + v] +=
                        n * (row->slope[u][j] / row->p[j]) * row->slope[v][j];
}

void panel_point_set(struct panel_point *point, int n_states, const struct panel_pair *pairs,
                     size_t n)
{
    double rate[PANEL_RATES_LIMIT] = {0};
    struct panel_row row;
    point->log_likelihood = 0;
    memset(point->score, 0, sizeof point->score);
    memset(point->information, 0, sizeof point->information);
    for (int u = 0; u < point->n; u++)
        rate[u] = exp(point->log_rate[u]);
    for (size_t i = 0; i < n; i++) {
        const struct panel_pair *x = &pairs[i], *before = i > 0 ? x - 1 : NULL;
        double count = (double)x->n;
        if (!before || before->from != x->from || before->time < x->time)
            panel_row_set(&row, n_states, rate, x->from, x->time);
        point->log_likelihood += count * log(row.p[x->to]);
        for (int u = 0; u < point->n; u++)
            point->score[u] += count * row.slope[u][x->to] / row.p[x->to];
        add_information(point, &row, n_states, count);
    }
}
