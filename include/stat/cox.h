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
    double *covariance; /* n x n: of the model */
    double *robust; /* n x n: of the clusters (sandwich); meaningless where a group has but one */
    double log_likelihood, log_likelihood_null;
    double likelihood_ratio, wald, score; /* chi-square, n degrees of freedom */
};

/* Fits the N rows of which T is the table; at least 2 groups, all tied to the reference by events
 * (risk_table_tied), else not estimable. Clusters are below N_CLUSTERS. 0, or -1 when there is no
 * memory. FIT is released by cox_fit_release(). */
int cox_fit(struct cox_fit *fit, const struct risk_table *t, const struct risk_row *rows, size_t n,
            size_t n_clusters, enum cox_ties ties);

void cox_fit_release(struct cox_fit *fit);

#endif
