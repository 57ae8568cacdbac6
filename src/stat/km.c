#include "stat/km.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct km_page *km_make_page(struct km_counts *k, int32_t time)
{
    size_t number = (size_t)time / KM_PAGE;
    if (number >= k->n_pages) {
        size_t n = number + 1 + number / 2;
        struct km_page **pages = realloc(k->pages, n * sizeof(struct km_page *));
        if (!pages)
            return NULL;
        memset(pages + k->n_pages, 0, (n - k->n_pages) * sizeof(struct km_page *));
        k->pages = pages;
        k->n_pages = n;
    }
    if (!k->pages[number])
        k->pages[number] = calloc(1, sizeof(struct km_page));
    return k->pages[number];
}

/* Adds the counts of one page to those of another. */
static void add_page(struct km_page *to, const struct km_page *page)
{
    for (size_t i = 0; i < KM_PAGE; i++) {
        to->starts[i] += page->starts[i];
        to->events[i] += page->events[i];
        to->censored[i] += page->censored[i];
    }
}

int km_counts_merge(struct km_counts *k, const struct km_counts *from)
{
    for (size_t p = 0; p < from->n_pages; p++) {
        const struct km_page *page = from->pages[p];
        struct km_page *to = page ? km_page_of(k, (int32_t)(p * KM_PAGE)) : NULL;
        if (page && !to)
            return -1;
        if (page)
            add_page(to, page);
    }
    k->n += from->n;
    return 0;
}

void km_counts_release(struct km_counts *k)
{
    for (size_t i = 0; i < k->n_pages; i++)
        free(k->pages[i]);
    free(k->pages);
    *k = (struct km_counts){0};
}

/* The limits exp(-exp(log(-log S) +- z se)), the standard error being that of log(-log S). */
static void set_limits(struct km_step *s, double z)
{
    s->std_error = s->survival > 0 ? s->survival * sqrt(s->hazard_sum) : (double)NAN;
    s->lower = s->upper = NAN;
    if (s->survival <= 0 || s->survival >= 1)
        return;
    double theta = z * sqrt(s->hazard_sum) / fabs(log(s->survival));
    s->lower = pow(s->survival, exp(theta));
    s->upper = pow(s->survival, exp(-theta));
}

/* The endings of one time become a step: D events and C censorings among N at risk. */
static struct km_step make_step(const struct km_step *before, int32_t time, uint32_t n, uint32_t d,
                                uint32_t c, double z)
{
    struct km_step s = before ? *before : (struct km_step){.survival = 1};
    s.time = time;
    s.at_risk = n;
    s.events = d;
    s.censored = c;
    if (d > 0) {
        s.survival *= 1 - (double)d / n;
        s.hazard_sum += n > d ? (double)d / ((double)n * (n - d)) : (double)INFINITY;
    }
    if (d > 0 || !before)
        set_limits(&s, z);
    return s;
}

/* The times of the page at which an interval ends. */
static size_t count_endings(const struct km_page *page)
{
    size_t n = 0;
    for (size_t i = 0; page && i < KM_PAGE; i++)
        n += (page->events[i] | page->censored[i]) != 0;
    return n;
}

/* Where the way through the times has come to. */
struct sweep {
    struct km_curve *curve;
    double z;
    size_t n, entered, left; /* intervals: all, and those that have come and gone before */
};

/* What starts at a time is at risk only behind it. */
static void sweep_page(struct sweep *w, const struct km_page *page, int32_t first)
{
    struct km_curve *curve = w->curve;
    for (int32_t i = 0; i < KM_PAGE; i++) {
        uint32_t d = page->events[i], c = page->censored[i];
        if ((d | c) != 0) {
            const struct km_step *before = curve->n ? &curve->v[curve->n - 1] : NULL;
            struct km_step s =
                make_step(before, first + i, (uint32_t)(w->entered - w->left), d, c, w->z);
            curve->v[curve->n++] = s;
            w->left += d + (size_t)c;
            if (s.survival <= 0 && w->entered < w->n && !curve->emptied) {
                curve->emptied = true;
                curve->emptied_at = first + i;
            }
        }
        if (page->starts[i] > 0 && w->entered == 0)
            curve->first_start = first + i;
        w->entered += page->starts[i];
    }
}

int km_estimate_counts(const struct km_counts *counts, double confidence, struct km_curve *curve)
{
    size_t n = 0;
    for (size_t p = 0; p < counts->n_pages; p++)
        n += count_endings(counts->pages[p]);
    *curve = (struct km_curve){.v = malloc((n + 1) * sizeof *curve->v)};
    if (!curve->v)
        return -1;
    struct sweep w = {
        .curve = curve, .z = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2), .n = counts->n};
    for (size_t p = 0; p < counts->n_pages; p++)
        if (counts->pages[p])
            sweep_page(&w, counts->pages[p], (int32_t)(p * KM_PAGE));
    return 0;
}

int km_estimate(const struct km_interval *intervals, size_t n, double confidence,
                struct km_curve *curve)
{
    struct km_counts counts = {0};
    int status = 0;
    for (size_t i = 0; i < n && status == 0; i++)
        status = km_count(&counts, intervals[i].start, intervals[i].stop, intervals[i].event);
    *curve = (struct km_curve){0};
    if (status == 0)
        status = km_estimate_counts(&counts, confidence, curve);
    km_counts_release(&counts);
    return status;
}

double km_survival_at(const struct km_curve *curve, double time)
{
    double survival = 1;
    for (size_t i = 0; i < curve->n && curve->v[i].time <= time; i++)
        survival = curve->v[i].survival;
    return survival;
}

bool km_reaches(const struct km_curve *curve, double time)
{
    if (curve->n == 0)
        return false;
    const struct km_step *last = &curve->v[curve->n - 1];
    return time <= last->time || last->survival <= 0;
}

static double get_survival(const struct km_step *s)
{
    return s->survival;
}

static double get_lower(const struct km_step *s)
{
    return s->lower;
}

static double get_upper(const struct km_step *s)
{
    return s->upper;
}

/* The rule of print(survfit) on one series, of which missing values are left out. */
static double quantile_of(const struct km_curve *curve, double level,
                          double (*get)(const struct km_step *))
{
    const double tolerance = 1.5e-8;
    size_t i = 0;
    while (i < curve->n && !(get(&curve->v[i]) < level + tolerance))
        i++;
    if (i == curve->n)
        return NAN;
    double first = get(&curve->v[i]);
    if (fabs(first - level) < tolerance)
        for (size_t j = i + 1; j < curve->n; j++)
            if (get(&curve->v[j]) < first)
                return (curve->v[i].time + (double)curve->v[j].time) / 2;
    return curve->v[i].time;
}

struct km_quantile km_quantile(const struct km_curve *curve, double p)
{
    return (struct km_quantile){quantile_of(curve, 1 - p, get_survival),
                                quantile_of(curve, 1 - p, get_lower),
                                quantile_of(curve, 1 - p, get_upper)};
}

struct km_mean km_restricted_mean(const struct km_curve *curve, double tau)
{
    size_t n = 0; /* steps up to tau */
    while (n < curve->n && curve->v[n].time <= tau)
        n++;
    double at_end = km_survival_at(curve, tau);
    if (curve->n == 0 || curve->first_start > 0 ||
        (curve->v[curve->n - 1].time < tau && at_end > 0))
        return (struct km_mean){NAN, NAN};
    double before = n > 0 ? curve->v[0].time : tau, variance = 0, area = 0;
    for (size_t k = n; k-- > 0;) { /* area: under the curve from step k to tau */
        const struct km_step *s = &curve->v[k];
        area += s->survival * ((k + 1 < n ? curve->v[k + 1].time : tau) - s->time);
        if (s->at_risk > s->events)
            variance += area * area * s->events / ((double)s->at_risk * (s->at_risk - s->events));
    }
    return (struct km_mean){before + area, sqrt(variance)};
}

void km_release(struct km_curve *curve)
{
    free(curve->v);
    *curve = (struct km_curve){0};
}
