#include "stat/turnbull.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "stat/matrix.h"

enum { ROUNDS_LIMIT = 20000, NEWTON_LIMIT = 100, HALVINGS_LIMIT = 60 };

/* A search that is done moves no mass by more; a mass below `nothing` is none; a gradient this near
 * to 1 is 1. work_limit bounds the rounds of huge samples. */
static const double done = 1e-12, nothing = 1e-9, near = 1e-8, work_limit = 1e9;

/* What is tried as the least mass that stays. */
static const double least_masses[] = {1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-9};

/* Intervals that hold the steps first to last, and how many there are. */
struct cell {
    size_t first, last;
    double weight;
};

/* The search: cells, and for each step its mass and gradient. */
struct search {
    struct cell *cells;
    size_t n_cells, n; /* n steps */
    double total;      /* weight of all cells */
    double *mass, *gradient;
    double *sums;         /* n + 1 */
    double *trial, *best; /* n */
    double *matrix;       /* of the support; or n weights */
    double *slope;        /* n */
    size_t *place;        /* n + 1: how many of the support come before each step */
    bool *is_in;          /* n: of the support */
    double log_likelihood;
};

static int compare_days(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static int compare_cells(const void *a, const void *b)
{
    const struct cell *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

/* Fills t->v: a left end opens, and the next right end closes. A right end comes before a left end
 * of the same day, for (., d] is over before (d, .] begins. LEFT and RIGHT are sorted. */
static void find_steps(struct turnbull *t, const int32_t *left, const int32_t *right, size_t n)
{
    bool is_open = false;
    int32_t from = 0;
    for (size_t i = 0, k = 0; k < n;) {
        if (i < n && left[i] < right[k]) {
            from = left[i++];
            is_open = true;
            continue;
        }
        if (is_open)
            t->v[t->n++] = (struct turnbull_step){from, right[k], NAN, NAN, NAN};
        is_open = false;
        k++;
    }
}

/* The steps of T that begin before DAY; or, by their ends, that end by it. */
static size_t count_steps(const struct turnbull *t, int32_t day, bool by_end)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_end ? t->v[middle].to <= day : t->v[middle].from < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void find_cells(struct search *s, const struct turnbull *t,
                       const struct turnbull_interval *intervals, size_t n)
{
    for (size_t i = 0; i < n; i++)
        s->cells[i] = (struct cell){count_steps(t, intervals[i].left, false),
                                    count_steps(t, intervals[i].right, true) - 1, 1};
    qsort(s->cells, n, sizeof *s->cells, compare_cells);
    for (size_t i = 0; i < n; i++) {
        struct cell *last = s->n_cells ? &s->cells[s->n_cells - 1] : NULL;
        if (last && compare_cells(last, &s->cells[i]) == 0)
            last->weight++;
        else
            s->cells[s->n_cells++] = s->cells[i];
    }
    s->n = t->n;
    s->total = (double)n;
}

/* Sets the gradients and the log likelihood at MASS; false where a cell has no mass. */
static bool look(struct search *s, const double *mass)
{
    double sum = 0;
    s->sums[0] = 0;
    for (size_t j = 0; j < s->n; j++) {
        s->sums[j + 1] = sum += mass[j];
        s->gradient[j] = 0;
    }
    s->log_likelihood = 0;
    for (size_t i = 0; i < s->n_cells; i++) {
        const struct cell *c = &s->cells[i];
        double chance = s->sums[c->last + 1] - s->sums[c->first], share;
        if (!(chance > 0))
            return false;
        s->log_likelihood += c->weight * log(chance);
        share = c->weight / chance / s->total;
        s->gradient[c->first] += share;
        if (c->last + 1 < s->n)
            s->gradient[c->last + 1] -= share;
    }
    for (size_t j = 1; j < s->n; j++)
        s->gradient[j] += s->gradient[j - 1];
    return true;
}

/* One round of EM, from masses that have been looked at. */
static void em_step(struct search *s)
{
    for (size_t j = 0; j < s->n; j++)
        s->mass[j] *= s->gradient[j];
}

/* Replaces V by the ascending numbers that are closest to it, each deviation squared and weighted
 * by WEIGHT: pools neighbours until none descends. SIZE is room for how many each pool has. */
static void make_ascending(double *v, double *weight, size_t *size, size_t n)
{
    size_t pools = 0;
    for (size_t i = 0; i < n; i++) {
        double value = v[i], w = weight[i];
        size_t count = 1;
        for (; pools > 0 && v[pools - 1] >= value; pools--) {
            double sum = w + weight[pools - 1];
            value = (value * w + v[pools - 1] * weight[pools - 1]) / sum;
            w = sum;
            count += size[pools - 1];
        }
        v[pools] = value;
        weight[pools] = w;
        size[pools++] = count;
    }
    for (size_t k = n; pools-- > 0;)
        for (size_t c = size[pools]; c-- > 0;)
            v[--k] = v[pools];
}

/* Sets TRIAL to where a step on the distribution function leads whose second derivatives, but for
 * the diagonal, are left out: the function that would have it greatest, made ascending (the
 * iterative convex minorant). The masses have been looked at, with sums. */
static void aim(struct search *s)
{
    size_t n = s->n - 1; /* values of the function between steps */
    double *value = s->slope, *weight = s->matrix, last = 0;
    memset(value, 0, s->n * sizeof *value);
    memset(weight, 0, s->n * sizeof *weight);
    for (size_t i = 0; i < s->n_cells; i++) {
        const struct cell *c = &s->cells[i];
        double chance = s->sums[c->last + 1] - s->sums[c->first];
        if (c->last < n) {
            value[c->last] += c->weight / chance;
            weight[c->last] += c->weight / (chance * chance);
        }
        if (c->first > 0) {
            value[c->first - 1] -= c->weight / chance;
            weight[c->first - 1] += c->weight / (chance * chance);
        }
    }
    for (size_t j = 0; j < n; j++)
        value[j] = s->sums[j + 1] + value[j] / weight[j];
    make_ascending(value, weight, s->place, n);
    for (size_t j = 0; j < s->n; j++) {
        double now = j < n ? fmin(1, fmax(0, value[j])) : 1;
        s->trial[j] = now - last;
        last = now;
    }
}

/* Goes to what is aimed at, or half as far, and half again, until the likelihood rises; else stays.
 * The masses have been looked at, and are afterwards. */
static bool minorant_step(struct search *s)
{
    double before = s->log_likelihood;
    aim(s);
    memcpy(s->best, s->mass, s->n * sizeof *s->mass);
    for (double part = 1; part > 1e-4; part /= 2) {
        for (size_t j = 0; j < s->n; j++)
            s->mass[j] = s->best[j] + part * (s->trial[j] - s->best[j]);
        if (look(s, s->mass) && s->log_likelihood > before)
            return true;
    }
    memcpy(s->mass, s->best, s->n * sizeof *s->mass);
    return look(s, s->mass);
}

/* Whether the conditions for the greatest likelihood hold: gradients of 1 where there is mass, and
 * of no more elsewhere. */
static bool is_greatest(const struct search *s, const double *mass)
{
    for (size_t j = 0; j < s->n; j++)
        if (s->gradient[j] > 1 + near || (mass[j] > nothing && s->gradient[j] < 1 - near))
            return false;
    return true;
}

/* Fills the matrix with the second derivatives, less their sign, between the steps that are in:
 * each cell adds to a square, so its corners are noted first and summed up after. Returns how many
 * are. */
static size_t fill_matrix(struct search *s, const double *mass)
{
    size_t m = 0, wide;
    double sum = 0;
    for (size_t j = 0; j < s->n; j++) {
        s->place[j] = m;
        m += s->is_in[j];
        s->sums[j] = sum;
        sum += s->is_in[j] ? mass[j] : 0;
    }
    s->place[s->n] = m;
    s->sums[s->n] = sum;
    wide = m + 1;
    memset(s->matrix, 0, wide * wide * sizeof *s->matrix);
    for (size_t i = 0; i < s->n_cells; i++) {
        const struct cell *c = &s->cells[i];
        size_t a = s->place[c->first], b = s->place[c->last + 1];
        double chance = s->sums[c->last + 1] - s->sums[c->first];
        double value = c->weight / (chance * chance) / s->total;
        s->matrix[a * wide + a] += value;
        s->matrix[a * wide + b] -= value;
        s->matrix[b * wide + a] -= value;
        s->matrix[b * wide + b] += value;
    }
    for (size_t a = 0; a < wide; a++)
        for (size_t b = 1; b < wide; b++)
            s->matrix[a * wide + b] += s->matrix[a * wide + b - 1];
    for (size_t a = 1; a < wide; a++)
        for (size_t b = 0; b < wide; b++)
            s->matrix[a * wide + b] += s->matrix[(a - 1) * wide + b];
    for (size_t a = 0; a < m; a++)
        memmove(s->matrix + a * m, s->matrix + a * wide, m * sizeof *s->matrix);
    return m;
}

/* One of Newton's steps for those that are in, halved until no mass is lost: what is greatest, the
 * mean log likelihood less the sum of masses, has its greatest value where they sum to 1. Returns
 * how far it went; NaN where the matrix is singular. */
static double newton_step(struct search *s, double *mass)
{
    size_t m = fill_matrix(s, mass);
    double part = 1, moved = 0;
    if (matrix_invert(s->matrix, m, NULL) != 0)
        return NAN;
    for (size_t j = 0; j < s->n; j++) {
        s->slope[j] = 0;
        for (size_t k = 0; k < s->n && s->is_in[j]; k++)
            if (s->is_in[k])
                s->slope[j] += s->matrix[s->place[j] * m + s->place[k]] * (s->gradient[k] - 1);
        while (s->is_in[j] && part > 0 && mass[j] + part * s->slope[j] <= 0)
            part /= 2;
        moved = fmax(moved, fabs(s->slope[j]));
    }
    for (size_t j = 0; j < s->n; j++)
        mass[j] += part * s->slope[j];
    return moved;
}

/* Whether the masses of TRIAL, those in being above LEAST, come to satisfy the conditions for the
 * greatest likelihood: gradients of 1 where there is mass and of no more elsewhere. */
static bool polish(struct search *s, double least)
{
    size_t n = 0;
    for (size_t j = 0; j < s->n; j++) {
        s->is_in[j] = s->mass[j] > least;
        s->trial[j] = s->is_in[j] ? s->mass[j] : 0;
        n += s->is_in[j];
    }
    if (n > TURNBULL_POLISHED || !look(s, s->trial))
        return false;
    double moved = INFINITY;
    for (int k = 0; k < NEWTON_LIMIT && moved > done; k++) {
        moved = newton_step(s, s->trial);
        if (isnan(moved) || !look(s, s->trial))
            return false;
    }
    for (size_t j = 0; j < s->n; j++)
        if (s->is_in[j] && s->trial[j] <= nothing)
            return false;
    return moved <= done && is_greatest(s, s->trial);
}

/* Whether the masses become those of greatest likelihood when the least are left out: they are on
 * their way to none, and which, the conditions tell. */
static bool polish_some(struct search *s)
{
    for (size_t i = 0; i < sizeof least_masses / sizeof least_masses[0]; i++)
        if (polish(s, least_masses[i])) {
            memcpy(s->mass, s->trial, s->n * sizeof *s->mass);
            return true;
        }
    return false;
}

/* From equal masses on: rounds of EM, each followed by a longer step, until the conditions hold;
 * now and then, and in the end, polished to the last digits. */
static enum turnbull_outcome find_masses(struct search *s)
{
    bool found = false, polished = false;
    double most = fmin(ROUNDS_LIMIT, work_limit / (double)(s->n_cells + s->n + 1));
    for (size_t j = 0; j < s->n; j++)
        s->mass[j] = 1 / (double)s->n;
    for (int k = 0, next = 10; k < most && !found && !polished; k++) {
        if (!look(s, s->mass))
            return TURNBULL_NOT_FOUND;
        em_step(s);
        found = look(s, s->mass) && minorant_step(s) && is_greatest(s, s->mass);
        if (found || k == next) {
            polished = polish_some(s);
            next *= 2;
        }
    }
    for (size_t j = 0; j < s->n; j++)
        if (s->mass[j] <= nothing)
            s->mass[j] = 0;
    return found || polished ? TURNBULL_FOUND : TURNBULL_NOT_FOUND;
}

static void take_masses(struct turnbull *t, struct search *s)
{
    double survival = 1;
    t->log_likelihood = look(s, s->mass) ? s->log_likelihood : (double)NAN;
    for (size_t j = 0; j < s->n; j++) {
        survival = j + 1 < s->n ? fmax(0, survival - s->mass[j]) : 0;
        t->v[j].mass = s->mass[j];
        t->v[j].survival = survival;
        t->v[j].gradient = s->gradient[j];
    }
}

static int make_search(struct search *s, const struct turnbull *t,
                       const struct turnbull_interval *intervals, size_t n)
{
    size_t m = t->n + 1;
    *s = (struct search){.cells = malloc((n + 1) * sizeof *s->cells),
                         .mass = calloc(m, sizeof(double)),
                         .gradient = calloc(m, sizeof(double)),
                         .sums = calloc(m, sizeof(double)),
                         .trial = calloc(m, sizeof(double)),
                         .best = calloc(m, sizeof(double)),
                         .slope = calloc(m, sizeof(double)),
                         .place = calloc(m, sizeof *s->place),
                         .is_in = calloc(m, sizeof *s->is_in)};
    size_t wide = (t->n < TURNBULL_POLISHED ? t->n : TURNBULL_POLISHED) + 1;
    s->matrix = calloc(wide * wide > m ? wide * wide : m, sizeof(double));
    if (!s->cells || !s->mass || !s->gradient || !s->sums || !s->trial || !s->best || !s->slope ||
        !s->place || !s->is_in || !s->matrix)
        return -1;
    find_cells(s, t, intervals, n);
    return 0;
}

static void search_release(struct search *s)
{
    free(s->cells);
    free(s->mass);
    free(s->gradient);
    free(s->sums);
    free(s->trial);
    free(s->best);
    free(s->slope);
    free(s->place);
    free(s->is_in);
    free(s->matrix);
}

int turnbull_estimate(const struct turnbull_interval *intervals, size_t n, struct turnbull *t)
{
    struct search s = {0};
    int32_t *left = malloc((n + 1) * sizeof *left), *right = malloc((n + 1) * sizeof *right);
    *t = (struct turnbull){.v = malloc((n + 1) * sizeof *t->v), .log_likelihood = NAN};
    int status = -1;
    if (left && right && t->v) {
        for (size_t i = 0; i < n; i++) {
            left[i] = intervals[i].left;
            right[i] = intervals[i].right;
        }
        qsort(left, n, sizeof *left, compare_days);
        qsort(right, n, sizeof *right, compare_days);
        find_steps(t, left, right, n);
        status = make_search(&s, t, intervals, n);
    }
    if (status == 0 && n > 0)
        t->outcome = find_masses(&s);
    if (status == 0 && t->outcome == TURNBULL_FOUND)
        take_masses(t, &s);
    search_release(&s);
    free(left);
    free(right);
    if (status != 0)
        turnbull_release(t);
    return status;
}

const struct turnbull_step *turnbull_quantile(const struct turnbull *t, double p)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].survival <= 1 - p + 1e-9)
            return t->v[i].to == TURNBULL_NEVER ? NULL : &t->v[i];
    return NULL;
}

void turnbull_release(struct turnbull *t)
{
    free(t->v);
    *t = (struct turnbull){0};
}
