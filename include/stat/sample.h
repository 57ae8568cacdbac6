/* sample: plain figures of a list of numbers. */
#ifndef STAT_SAMPLE_H
#define STAT_SAMPLE_H

#include <stddef.h>

/* Least, middle and greatest; the middle of an even number is the mean of the two (R: median()).
 * NaN where N is 0. */
struct sample_range {
    double least, median, most;
};

/* Of N values, which are sorted in place. */
struct sample_range sample_range(double *values, size_t n);

#endif
