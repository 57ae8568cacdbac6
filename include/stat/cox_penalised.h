/* cox_penalised: Cox regression on groups with Firth's penalty, for few events and for groups with
 * none.
 *
 * Source: D. Firth, Biometrika 80 (1993) 27-38; for Cox models, with limits from the profile of the
 * penalised likelihood: G. Heinze and M. Schemper, Biometrics 57 (2001) 114-119. What is greatest
 * is the log partial likelihood plus half the log determinant of its information. Equal to R:
 *   coxphf::coxphf(Surv(start, stop, event) ~ group)  (Breslow's ties) */
#ifndef STAT_COX_PENALISED_H
#define STAT_COX_PENALISED_H

#include "stat/cox.h"

/* One coefficient. A limit that would be beyond a ratio of COX_FARTHEST, or below 1 / COX_FARTHEST,
 * is no limit: NaN. */
enum { COX_FARTHEST = 1000 };
struct cox_penalised_term {
    double coefficient, std_error, lower, upper;
    double chi_square, p; /* of the penalised likelihood ratio, one degree of freedom */
};

struct cox_penalised {
    enum cox_outcome outcome;
    size_t n;
    struct cox_penalised_term *terms; /* by coefficient, as in cox.h */
    double log_likelihood;            /* penalised */
};

/* All groups must be compared with the reference by the data (risk_table_compared), else not
 * estimable. CONFIDENCE is the level of the limits, in (0, 1). 0, or -1 when there is no memory;
 * FIT is released by cox_penalised_release(). */
int cox_penalised_fit(struct cox_penalised *fit, const struct risk_table *t, enum cox_ties ties,
                      double confidence);

void cox_penalised_release(struct cox_penalised *fit);

#endif
