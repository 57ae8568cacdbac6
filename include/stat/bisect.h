/* bisect: where a function that rises crosses 0. */
#ifndef STAT_BISECT_H
#define STAT_BISECT_H

/* The point between LOW and HIGH at which F, which never falls, goes from at most 0 to above 0; to
 * the last bit, however flat F is. LOW or HIGH where it does not do so between them. NaN as soon as
 * F is NaN. */
double bisect(double (*f)(double x, const void *context), const void *context, double low,
              double high);

#endif
