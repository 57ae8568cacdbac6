/* cox_proportional: whether hazards stay in proportion as time goes on.
 *
 * Source: P. M. Grambsch and T. M. Therneau, Biometrika 81 (1994) 515-526; the score test that the
 * coefficients change with a function of time, as in R, survival 3.0 and later:
 *   cox.zph(fit, transform = "km" | "identity")$table["GLOBAL", ] */
#ifndef STAT_COX_PROPORTIONAL_H
#define STAT_COX_PROPORTIONAL_H

#include "stat/cox.h"

enum cox_time {
    COX_TIME_KM, /* 1 - the Kaplan-Meier estimate for all just before: even spread of events */
    COX_TIME_IDENTITY, /* time itself */
    COX_TIME_COUNT
};

/* Chi-square with as many degrees of freedom as FIT has coefficients; NaN where the test cannot be
 * made: all events at one time, or FIT was not estimable. */
struct cox_proportional {
    double chi_square, p;
    int df;
};

/* Of FIT to table T with TIES. 0, or -1 when there is no memory. */
int cox_proportional_test(const struct cox_fit *fit, const struct risk_table *t, enum cox_ties ties,
                          enum cox_time time, struct cox_proportional *test);

#endif
