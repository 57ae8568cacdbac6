#include "stat/km.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, PASSES = 3 };

/* Sorts N numbers, none negative, by their digits, least first; SPARE is room for as many. Times
 * are days, so most passes find nothing to do. */
static void sort_days(int32_t *v, int32_t *spare, size_t n)
{
    int32_t *from = v, *to = spare;
    for (int pass = 0; pass < PASSES; pass++) {
        size_t next[DIGITS] = {0}, sum = 0;
        int shift = pass * DIGIT_BITS;
        for (size_t i = 0; i < n; i++)
            next[from[i] >> shift & (DIGITS - 1)]++;
        if (n == 0 || next[from[0] >> shift & (DIGITS - 1)] == n)
            continue; /* all the same */
        for (size_t i = 0; i < DIGITS; i++) {
            size_t count = next[i];
            next[i] = sum;
            sum += count;
        }
        for (size_t i = 0; i < n; i++)
            to[next[from[i] >> shift & (DIGITS - 1)]++] = from[i];
        int32_t *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
}

/* The end of an interval as one number that sorts by time: 2 x stop, + 1 for an event. */
static int32_t ending(const struct km_interval *i)
{
    return i->stop * 2 + i->event;
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
    struct km_step s = {.time = time,
                        .at_risk = n,
                        .events = d,
                        .censored = c,
                        .survival = before ? before->survival : 1,
                        .hazard_sum = before ? before->hazard_sum : 0};
    if (d > 0) {
        s.survival *= 1 - (double)d / n;
        s.hazard_sum += n > d ? (double)d / ((double)n * (n - d)) : (double)INFINITY;
    }
    set_limits(&s, z);
    return s;
}

/* Goes through the endings in time, with the starts beside them: entries before a time are at risk
 * at it. */
static void sweep(struct km_curve *curve, const int32_t *starts, const int32_t *endings, size_t n,
                  double z)
{
    size_t entered = 0;
    for (size_t i = 0, m; i < n; i += m) {
        int32_t time = endings[i] >> 1;
        uint32_t events = 0;
        for (m = 0; i + m < n && endings[i + m] >> 1 == time; m++)
            events += endings[i + m] & 1;
        while (entered < n && starts[entered] < time)
            entered++;
        const struct km_step *before = curve->n ? &curve->v[curve->n - 1] : NULL;
        struct km_step s =
            make_step(before, time, (uint32_t)(entered - i), events, (uint32_t)m - events, z);
        curve->v[curve->n++] = s;
        if (s.survival <= 0 && entered < n && !curve->emptied) {
            curve->emptied = true;
            curve->emptied_at = time;
        }
    }
}

int km_estimate(const struct km_interval *intervals, size_t n, double confidence,
                struct km_curve *curve)
{
    int32_t *starts = malloc((n + 1) * sizeof *starts);
    int32_t *endings = malloc((n + 1) * sizeof *endings);
    int32_t *spare = malloc((n + 1) * sizeof *spare);
    *curve = (struct km_curve){.v = malloc((n + 1) * sizeof *curve->v)};
    bool ready = starts && endings && spare && curve->v;
    if (ready) {
        for (size_t i = 0; i < n; i++) {
            starts[i] = intervals[i].start;
            endings[i] = ending(&intervals[i]);
        }
        sort_days(starts, spare, n);
        sort_days(endings, spare, n);
        curve->first_start = n ? starts[0] : 0;
        sweep(curve, starts, endings, n, gsl_cdf_ugaussian_Pinv((1 + confidence) / 2));
    } else {
        km_release(curve);
    }
    free(starts);
    free(endings);
    free(spare);
    return ready ? 0 : -1;
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
