/* poisson_rate: events per time at risk, and how two such rates compare.
 *
 * The chance of an event is taken to be the same at all times. Sources: F. Garwood, Biometrika 28
 * (1936) 437-442, for the limits of a rate; for the ratio, given the sum of both counts the one is
 * binomial (J. Przyborowski and H. Wilenski, Biometrika 31 (1940) 313-323), with the limits of
 * proportion.h. Equal to R:
 *   poisson.test(events, time, conf.level = confidence)$conf.int
 *   poisson.test(c(events, other), c(time, other_time), conf.level = confidence)
 * Counts may be large: the steps taken grow as their square root. */
#ifndef STAT_POISSON_RATE_H
#define STAT_POISSON_RATE_H

#include <stddef.h>

/* EVENTS / TIME and its limits, per unit of TIME. LOWER is 0 where there is no event. All NaN where
 * TIME is not above 0. */
struct poisson_rate {
    double value, lower, upper;
};

struct poisson_rate poisson_rate_of(size_t events, double time, double confidence);

/* A rate as a multiple of another. P: that the ratio is 1, both sides: the sum of the probabilities
 * of what is no more probable than the counts at hand (1e-7 more passes for equal, as in R). Where
 * the other has no event VALUE and UPPER, which R has as infinite, are NaN; where neither has one,
 * or a time is not above 0, all are. */
struct poisson_ratio {
    double value, lower, upper, p;
};

struct poisson_ratio poisson_ratio_of(size_t events, double time, size_t other, double other_time,
                                      double confidence);

#endif
