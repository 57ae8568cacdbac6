/* proportion: exact limits of a share.
 *
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413. Equal to R:
 *   binom.test(events, n, conf.level = confidence)$conf.int */
#ifndef STAT_PROPORTION_H
#define STAT_PROPORTION_H

#include <stddef.h>

/* EVENTS / N and its limits, each in [0, 1]. All NaN where N is 0. */
struct proportion {
    double value, lower, upper;
};

/* EVENTS <= N; CONFIDENCE is the level of the limits, in (0, 1). LOWER is 0 where EVENTS is 0,
 * UPPER is 1 where EVENTS is N. */
struct proportion proportion_of(size_t events, size_t n, double confidence);

#endif
