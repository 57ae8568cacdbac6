/* km_robust: limits of a Kaplan-Meier curve whose intervals come in clusters, within which they
 * need not be independent: the infinitesimal jackknife, summed over clusters.
 *
 * An interval's influence on S(t) is its derivative by the interval's weight:
 *   -S(t) x the sum over event times u <= t of (dN - Y d / n) / (n - d),
 * dN being 1 where the interval ends with an event at u, Y 1 where it is at risk at u. The variance
 * is the sum over clusters of (the sum of their intervals' influences) squared.
 *
 * Source: T. M. Therneau, A package for survival analysis in R (the vignette "survival" of the
 * package), on the infinitesimal jackknife. Equal to R:
 *   survfit(Surv(start, stop, event) ~ 1, cluster = cluster, robust = TRUE,
 *           conf.type = "log-log", conf.int = confidence) */
#ifndef STAT_KM_ROBUST_H
#define STAT_KM_ROBUST_H

#include "stat/km.h"

struct km_member {
    struct km_interval interval;
    uint32_t cluster;
};

/* Of one step of the curve. STD_ERROR is 0 at survival 1 and 0. Where survival is between and the
 * clusters' influences cancel - always if there is but one - nothing is seen to vary: all are NaN
 * (R: 0, and limits that are survival itself). LOWER and UPPER are NaN at 1 and 0. */
struct km_robust {
    double std_error, lower, upper;
};

/* CURVE is km_estimate()'s of these N intervals; clusters are numbers below N_CLUSTERS. Fills V,
 * room for one a step. 0, or -1 when there is no memory. */
int km_robust(const struct km_curve *curve, const struct km_member *members, size_t n,
              size_t n_clusters, double confidence, struct km_robust *v);

#endif
