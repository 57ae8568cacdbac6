#include "stat/incidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the variance of one cause's incidence is made of, over the times u so far: sums of weights
 * x rises^0, rises^1 and rises^2, a rise being that of an incidence from u to now. */
struct moments {
    double weight, first, second;
};

/* The incidence rises by RISE. */
static void moments_rise(struct moments *m, double rise)
{
    m->second += 2 * rise * m->first + rise * rise * m->weight;
    m->first += rise * m->weight;
}

struct variance {
    double own;            /* the sum of h_k h_o S-^2 / n */
    struct moments others; /* rises of the other causes, weights h_k / (1 - h) / n */
    struct moments same;   /* rises of this one, weights h_o / (1 - h) / n */
};

/* At a time with N at risk and SURVIVAL before it, D end by this cause and OTHERS by the others. */
static void variance_add(struct variance *v, double survival, double n, double d, double others)
{
    double h = d / n, o = others / n, left = n - d - others;
    moments_rise(&v->others, survival * o);
    moments_rise(&v->same, survival * h);
    v->own += h * o * survival * survival / n;
    if (left > 0) {
        v->others.weight += h / left;
        v->same.weight += o / left;
    }
}

static double variance_of(const struct variance *v, double survival)
{
    return v->own + survival * survival * v->others.weight + 2 * survival * v->others.first +
           v->others.second + v->same.second;
}

/* The state of affairs as time goes on. */
struct state {
    struct incidence_step now;
    double hazard_sum; /* Greenwood's, of all causes */
    struct variance variance[INCIDENCE_CAUSES];
};

static uint32_t count_events(const struct incidence_step *step)
{
    uint32_t n = 0;
    for (int k = 0; k < INCIDENCE_CAUSES; k++)
        n += step->events[k];
    return n;
}

/* Passes a time; now.time, at_risk and events are set. */
static void pass(struct state *s)
{
    struct incidence_step *now = &s->now;
    double n = now->at_risk, before = now->waiting, all = count_events(now);
    now->waiting *= 1 - all / n;
    s->hazard_sum += all < n ? all / (n * (n - all)) : 0;
    now->waiting_error = now->waiting * sqrt(s->hazard_sum);
    for (int k = 0; k < INCIDENCE_CAUSES; k++) {
        double d = now->events[k];
        now->incidence[k] += before * d / n;
        variance_add(&s->variance[k], before, n, d, all - d);
        now->std_error[k] = sqrt(variance_of(&s->variance[k], now->waiting));
    }
}

static int by_start(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static int by_stop(const void *a, const void *b)
{
    const struct incidence_interval *x = a, *y = b;
    return (x->stop > y->stop) - (x->stop < y->stop);
}

/* Counts the causes among those that end when the first of the N at V does; returns how many end
 * then. */
static size_t count(const struct incidence_interval *v, size_t n, uint32_t *events)
{
    size_t m = 0;
    memset(events, 0, INCIDENCE_CAUSES * sizeof *events);
    for (; m < n && v[m].stop == v[0].stop; m++)
        if (v[m].cause > 0)
            events[v[m].cause - 1]++;
    return m;
}

/* Goes through the ends in time, with the starts beside them. */
static void sweep(struct incidence *f, const int32_t *starts, const struct incidence_interval *ends,
                  size_t n)
{
    struct state s = {.now.waiting = 1};
    size_t entered = 0;
    for (size_t i = 0, m; i < n; i += m) {
        s.now.time = ends[i].stop;
        m = count(&ends[i], n - i, s.now.events);
        if (count_events(&s.now) == 0)
            continue;
        while (entered < n && starts[entered] < s.now.time)
            entered++;
        s.now.at_risk = (uint32_t)(entered - i);
        pass(&s);
        f->v[f->n++] = s.now;
        if (s.now.waiting <= 0 && entered < n && !f->emptied) {
            f->emptied = true;
            f->emptied_at = s.now.time;
        }
    }
    f->last_time = n ? ends[n - 1].stop : 0;
}

int incidence_estimate(const struct incidence_interval *intervals, size_t n, struct incidence *f)
{
    int32_t *starts = malloc((n + 1) * sizeof *starts);
    struct incidence_interval *ends = malloc((n + 1) * sizeof *ends);
    *f = (struct incidence){.v = malloc((n + 1) * sizeof *f->v)};
    bool ready = starts && ends && f->v;
    if (ready) {
        for (size_t i = 0; i < n; i++) {
            starts[i] = intervals[i].start;
            ends[i] = intervals[i];
        }
        qsort(starts, n, sizeof *starts, by_start);
        qsort(ends, n, sizeof *ends, by_stop);
        sweep(f, starts, ends, n);
    } else {
        incidence_release(f);
    }
    free(starts);
    free(ends);
    return ready ? 0 : -1;
}

const struct incidence_step *incidence_at(const struct incidence *f, double time)
{
    size_t low = 0, high = f->n; /* steps before LOW are at or before TIME, from HIGH on later */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->v[middle].time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &f->v[low - 1] : NULL;
}

void incidence_release(struct incidence *f)
{
    free(f->v);
    *f = (struct incidence){0};
}
