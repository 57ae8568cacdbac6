/* km: the Kaplan-Meier (product-limit) estimator with delayed entry.
 *
 * Source: E. L. Kaplan and P. Meier, JASA 53 (1958) 457-481; for left truncation, J. P. Klein and
 * M. L. Moeschberger, Survival Analysis (2nd ed., 2003), section 4.6. Equal to R:
 *   survfit(Surv(start, stop, event) ~ 1, conf.type = "log-log", conf.int = confidence)
 *
 * Times are integers (days), so ties are exact. Missing numbers are NaN. */
#ifndef STAT_KM_H
#define STAT_KM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One observation: at risk in (start, stop], 0 <= start < stop < 2^30; then an event, or censored.
 */
struct km_interval {
    int32_t start, stop;
    bool event;
};

/* Intervals by the times at which they start and end, which is all that a curve needs of them.
 * Times being days, there are far fewer of them than there may be intervals. Zeroed is valid and
 * empty. */
enum { KM_PAGE = 256 };
struct km_page { /* those that start, and end, at each of KM_PAGE times */
    uint32_t starts[KM_PAGE], events[KM_PAGE], censored[KM_PAGE];
};
struct km_counts {
    struct km_page **pages; /* of so many times each; NULL: none of those */
    size_t n_pages;
    size_t n; /* intervals */
};

/* The page that has TIME, which is made; NULL when there is no memory. */
struct km_page *km_make_page(struct km_counts *counts, int32_t time);

static inline struct km_page *km_page_of(struct km_counts *counts, int32_t time)
{
    size_t number = (size_t)time / KM_PAGE;
    struct km_page *page = number < counts->n_pages ? counts->pages[number] : NULL;
    return page ? page : km_make_page(counts, time);
}

/* Counts an interval. 0, or -1 when there is no memory. */
static inline int km_count(struct km_counts *counts, int32_t start, int32_t stop, bool event)
{
    struct km_page *first = km_page_of(counts, start), *last = km_page_of(counts, stop);
    if (!first || !last)
        return -1;
    first->starts[start % KM_PAGE]++;
    last->events[stop % KM_PAGE] += event;
    last->censored[stop % KM_PAGE] += !event;
    counts->n++;
    return 0;
}

/* Adds what FROM has counted. 0 or -1. */
int km_counts_merge(struct km_counts *counts, const struct km_counts *from);

void km_counts_release(struct km_counts *counts);

/* What is known at one time at which an interval ends. */
struct km_step {
    int32_t time;
    uint32_t at_risk;    /* intervals with start < time <= stop */
    uint32_t events;     /* of them, those that end here with an event ... */
    uint32_t censored;   /* ... and without */
    double survival;     /* after this time */
    double hazard_sum;   /* Greenwood's: the sum of d / (n (n - d)) up to here; infinite at S = 0 */
    double std_error;    /* of survival, Greenwood; NaN at S = 0 */
    double lower, upper; /* log-log limits; NaN at S = 0 and at S = 1 */
};

/* Steps at strictly ascending times. Zeroed is valid and empty. */
struct km_curve {
    struct km_step *v;
    size_t n;
    int32_t first_start; /* the least start of all intervals */
    bool emptied;        /* survival fell to 0 while an interval had yet to start ... */
    int32_t emptied_at;  /* ... at this time */
};

/* The curve of the intervals that were counted; CONFIDENCE is the level of the limits, in (0, 1).
 * None give no steps. 0, or -1 when there is no memory. CURVE is released by km_release(). */
int km_estimate_counts(const struct km_counts *counts, double confidence, struct km_curve *curve);

/* The same of N intervals, in any order. */
int km_estimate(const struct km_interval *intervals, size_t n, double confidence,
                struct km_curve *curve);

/* Survival just after TIME; 1 before the first step. */
double km_survival_at(const struct km_curve *curve, double time);

/* Whether survival at TIME is estimated: TIME is not beyond the last step, or survival is 0. */
bool km_reaches(const struct km_curve *curve, double time);

/* The time by which a share P has had the event, by the rule of R's print(survfit): the first time
 * at which survival <= 1 - P (tolerance 1.5e-8); where it equals 1 - P, the midpoint to the next
 * time at which it is less, if it ever is. NaN when not reached. LOWER and UPPER are the same rule
 * applied to the limits (R: 0.95LCL, 0.95UCL). */
struct km_quantile {
    double time, lower, upper;
};
struct km_quantile km_quantile(const struct km_curve *curve, double p);

/* The area under the curve up to TAU, and its standard error: the sum over events of A^2 d /
 * (n (n - d)), A the area from there to TAU (R: summary(fit, rmean = tau)$table). Both NaN where
 * the risk set starts after 0, or ends before TAU with survival above 0. */
struct km_mean {
    double value, std_error;
};
struct km_mean km_restricted_mean(const struct km_curve *curve, double tau);

void km_release(struct km_curve *curve);

#endif
