/* cox: proportional-hazards regression on groups, with delayed entry, ties and clusters.
 *
 * Source: D. R. Cox, JRSS B 34 (1972) 187-220; ties: B. Efron, JASA 72 (1977) 557-565, and N. E.
 * Breslow, Biometrics 30 (1974) 89-99; clusters: D. Y. Lin and L. J. Wei, JASA 84 (1989) 1074-1078.
 * Equal to R:
 *   coxph(Surv(start, stop, event) ~ group, ties = , cluster = cluster)
 *
 * Group 0 is the reference; of K groups there are K - 1 coefficients, that of group g being [g -
 * 1]: the logarithm of its hazard over the reference's. Matrices go row by row. */
#ifndef STAT_COX_H
#define STAT_COX_H

#include "stat/risk_table.h"

enum cox_ties { COX_EFRON, COX_BRESLOW };

/* The partial likelihood and its derivatives at some coefficients. Zeroed is valid and empty. */
struct cox_point {
    size_t n; /* coefficients */
    double log_likelihood;
    double *score;        /* n */
    double *information;  /* n x n, observed (of groups, also expected) */
    double *skewness;     /* n x n x n: derivatives of the information; NULL: not wanted */
    double *risk, *share; /* n + 1: of the groups, at work */
};

/* 0, or -1 when there is no memory; released by cox_point_release(). */
int cox_point_make(struct cox_point *p, size_t n, bool with_skewness);

/* Sets P to what the data of T say at COEFFICIENT. */
void cox_point_set(struct cox_point *p, const struct risk_table *t, enum cox_ties ties,
                   const double *coefficient);

void cox_point_release(struct cox_point *p);

enum cox_outcome {
    COX_FITTED,
    COX_NOT_ESTIMABLE, /* the likelihood has no maximum, or a flat one: nothing is given */
};

struct cox_fit {
    enum cox_outcome outcome;
    size_t n; /* coefficients */
    double *coefficient;
    double *covariance;                         /* n x n: of the model */
    double log_likelihood, log_likelihood_null; /* the latter whatever the outcome */
    double wald, score; /* chi-square that all are 0, n degrees of freedom */
};

/* Fits the groups of T: at least 2, all tied to the reference by events (risk_table_tied), else not
 * estimable. 0, or -1 when there is no memory. FIT is released by cox_fit_release(). */
int cox_fit(struct cox_fit *fit, const struct risk_table *t, enum cox_ties ties);

/* Twice the log of how much likelier the data are by the best coefficients than by none, which is
 * finite even where coefficients are not: groups fall into sets tied by events, each likeliest by
 * itself (R: summary(fit)$logtest, which comes close to it where a coefficient runs away). DF are
 * the groups compared, less 1; the numbers are NaN where it is 0. */
struct cox_test {
    double chi_square, p;
    int df;
};

/* Of the groups of T that are compared with the reference (risk_table_compared). 0, or -1 when
 * there is no memory. */
int cox_likelihood_ratio(const struct risk_table *t, enum cox_ties ties, struct cox_test *test);

/* The ratio of hazards that a coefficient means, with limits at level CONFIDENCE, in (0, 1), and
 * the two-sided p of z = coefficient / error (R: summary(fit)). */
struct cox_ratio {
    double value, lower, upper, z, p;
};
struct cox_ratio cox_ratio_of(double coefficient, double error, double confidence);

void cox_fit_release(struct cox_fit *fit);

#endif
