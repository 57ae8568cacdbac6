/* turnbull: when an event came that was only seen to have come between two looks - the distribution
 * of greatest likelihood (NPMLE) of interval-censored times.
 *
 * Source: B. W. Turnbull, JRSS B 38 (1976) 290-295; for when it is unique, R. Gentleman and C. J.
 * Geyer, Biometrika 81 (1994) 618-623. Equal to R: npsurv(cbind(left, right)), right Inf where
 * never; and survfit(Surv(left, right, type = "interval2") ~ 1), right NA where never, as far as
 * that goes: its EM stops early, and its survival can be off by 0.006.
 *
 * The likelihood says how much mass lies in each innermost interval - from a left end to the next
 * right end with no end between - and nothing of where in it. These masses are unique: each
 * innermost interval has an observation that ends with it, so that from the first to the last no
 * two answers can give the observations the same chances (Gentleman and Geyer's condition). */
#ifndef STAT_TURNBULL_H
#define STAT_TURNBULL_H

#include <stddef.h>
#include <stdint.h>

enum { TURNBULL_NEVER = INT32_MAX };

/* The event came in (left, right], 0 <= left < right; TURNBULL_NEVER: after left, if at all. */
struct turnbull_interval {
    int32_t left, right;
};

/* An innermost interval (from, to]; TO can be TURNBULL_NEVER. */
struct turnbull_step {
    int32_t from, to;
    double mass;     /* exactly 0 where it has none */
    double survival; /* after it */
    double
        gradient; /* of the mean log likelihood in the mass: at most 1, and 1 where there is mass */
};

enum turnbull_outcome {
    TURNBULL_FOUND,
    TURNBULL_NOT_FOUND, /* the search did not come to its end: none are given */
};

/* Steps in order of time; masses and all that follows from them are NaN unless they were found.
 * Zeroed is valid and empty. */
struct turnbull {
    enum turnbull_outcome outcome;
    struct turnbull_step *v;
    size_t n;
    double log_likelihood;
};

/* Of N intervals, in any order; none give no steps. By EM with steps of the iterative convex
 * minorant (J. A. Wellner and Y. Zhan, JASA 92 (1997) 945-959) until the conditions for the
 * greatest likelihood hold (see gradient) to 1e-8, and where no more than TURNBULL_POLISHED steps
 * have mass, by Newton's method to the last digits. 0, or -1 when there is no memory. T is released
 * by turnbull_release(). */
enum { TURNBULL_POLISHED = 400 };
int turnbull_estimate(const struct turnbull_interval *intervals, size_t n, struct turnbull *t);

/* The step within which a share P has had the event: the first after which survival is at most 1 -
 * P (tolerance 1e-9). NULL when there is none, or it is the one that never ends. */
const struct turnbull_step *turnbull_quantile(const struct turnbull *t, double p);

void turnbull_release(struct turnbull *t);

#endif
