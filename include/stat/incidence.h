/* incidence: how probable it is that, by a time, one of several causes has ended an interval, and
 * which; the causes compete: the Aalen-Johansen estimator with delayed entry.
 *
 * At a time at which d_k of n at risk end by cause k, and d by any, the incidence of k rises by
 * S d_k / n, and S, the probability that none has happened, falls to S (1 - d / n). Censored at
 * that time are at risk at it.
 *
 * The variance of F_k(t) is Aalen's (Greenwood's, the delta method). With h_k = d_k / n, h_o that
 * of the other causes, h = h_k + h_o, and S- before a time and S after it, it is the sum over the
 * times u <= t of
 *   (h_k h_o S-^2 + (h_k (S(t) + F_o(t) - F_o(u))^2 + h_o (F_k(t) - F_k(u))^2) / (1 - h)) / n,
 * the second term 0 where h is 1. (It is the usual three terms with the squares completed, so that
 * nothing cancels.)
 *
 * Source: O. O. Aalen and S. Johansen, Scand. J. Statist. 5 (1978) 141-150; E. Marubini and M. G.
 * Valsecchi, Analysing Survival Data from Clinical Trials and Observational Studies (1995). Equal
 * to R: etm(), and survfit(Surv(start, stop, factor(cause, 0:3)) ~ 1, id = seq_along(stop)) whose
 * standard error is another one, the infinitesimal jackknife's, once an interval enters late.
 */
#ifndef STAT_INCIDENCE_H
#define STAT_INCIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INCIDENCE_CAUSES = 3 };

/* At risk in (start, stop], 0 <= start < stop; then CAUSE, from 1 on, or 0: censored. */
struct incidence_interval {
    int32_t start, stop;
    int cause;
};

/* What is known at one time at which a cause ends an interval. Arrays are by cause, 1 first. */
struct incidence_step {
    int32_t time;
    uint32_t at_risk; /* intervals with start < time <= stop */
    uint32_t events[INCIDENCE_CAUSES];
    double waiting, waiting_error; /* S after this time, and its standard error; 0 at S = 0 */
    double incidence[INCIDENCE_CAUSES], std_error[INCIDENCE_CAUSES];
};

/* Steps at strictly ascending times. Zeroed is valid and empty. */
struct incidence {
    struct incidence_step *v;
    size_t n;
    int32_t last_time;  /* the greatest stop, censored or not */
    bool emptied;       /* S fell to 0 while an interval had yet to start ... */
    int32_t emptied_at; /* ... at this time */
};

/* Of N intervals, in any order. 0, or -1 when there is no memory. F is released by
 * incidence_release(). */
int incidence_estimate(const struct incidence_interval *intervals, size_t n, struct incidence *f);

/* The last step at or before TIME; NULL before the first, when all are waiting. */
const struct incidence_step *incidence_at(const struct incidence *f, double time);

void incidence_release(struct incidence *f);

#endif
