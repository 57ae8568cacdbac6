/* cox_robust: the covariance of Cox coefficients when observations of a cluster depend on each
 * other.
 *
 * Source: D. Y. Lin and L. J. Wei, JASA 84 (1989) 1074-1078; with Efron's ties as in R's
 *   vcov(coxph(..., cluster = cluster)) */
#ifndef STAT_COX_ROBUST_H
#define STAT_COX_ROBUST_H

#include "stat/cox.h"

/* Sets COVARIANCE, fit->n x fit->n, from the N rows of which T, which FIT was fitted to with TIES,
 * is the table; clusters are below N_CLUSTERS. It means nothing where all of a group are one
 * cluster. 0, or -1 when there is no memory. */
int cox_robust(const struct cox_fit *fit, const struct risk_table *t, const struct risk_row *rows,
               size_t n, size_t n_clusters, enum cox_ties ties, double *covariance);

#endif
