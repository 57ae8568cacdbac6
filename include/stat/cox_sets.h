/* cox_sets: the risk sets of a partial likelihood, one after the other. */
#ifndef STAT_COX_SETS_H
#define STAT_COX_SETS_H

#include "stat/cox.h"

/* One denominator of the likelihood. Of D tied events Efron's method has D, in the L-th of which
 * (from 0) L / D of each tied event has left; Breslow's has one, that counts D times. */
struct cox_set {
    double left;   /* the share of each tied event that has left: L / D, or 0 */
    double weight; /* how often it counts */
    double total;  /* hazard in the set, relative to the reference's of one */
    double *share; /* of each group in it: n_groups */
};

/* How many sets time I has. */
size_t cox_sets_at(const struct risk_table *t, size_t i, enum cox_ties ties);

/* The L-th of them, RISK being the hazards of the groups relative to the reference's; share is the
 * caller's. */
void cox_set_make(struct cox_set *set, const struct risk_table *t, size_t i, size_t l,
                  enum cox_ties ties, const double *risk);

#endif
