/* rank_test: the log-rank test of K groups, with delayed entry.
 *
 * Source: N. Mantel, Cancer Chemother. Rep. 50 (1966) 163-170; R. Peto and J. Peto, JRSS A 135
 * (1972) 185-207; hypergeometric variance, as in Klein and Moeschberger (2003), section 7.3. Equal
 * to R: survdiff(Surv(stop, event) ~ group) where all start at 0, and in general the score test of
 *   coxph(Surv(start, stop, event) ~ group, ties = "exact") */
#ifndef STAT_RANK_TEST_H
#define STAT_RANK_TEST_H

#include "stat/risk_table.h"

struct rank_test {
    double *observed, *expected; /* events by group, n_groups each; both 0 where a group is never at
                                    risk when an event comes */
    double chi_square, p;        /* NaN where df is 0 */
    int df; /* groups compared, less 1; less one more for each further set of groups that are never
               at risk together */
};

/* 0, or -1 when there is no memory. TEST is released by rank_test_release(). */
int rank_test_run(const struct risk_table *t, struct rank_test *test);

void rank_test_release(struct rank_test *test);

#endif
