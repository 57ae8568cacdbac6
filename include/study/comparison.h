/* comparison: groups of a cohort set against each other, by every method that their numbers bear.
 */
#ifndef STUDY_COMPARISON_H
#define STUDY_COMPARISON_H

#include "stat/cox.h"
#include "stat/cox_penalised.h"
#include "stat/cox_proportional.h"
#include "stat/permutation.h"
#include "stat/rank_test.h"
#include "study/cohort.h"

/* Why a ratio of hazards is missing, or is to be read with care; of several the first that holds.
 */
enum ratio_status {
    RATIO_REFERENCE,     /* of itself */
    RATIO_NO_REFERENCE,  /* no group is the reference */
    RATIO_NEVER_AT_RISK, /* never at risk when an event came, or never together with the others */
    RATIO_NO_EVENTS,     /* the ratio runs to 0 ... */
    RATIO_NO_OTHER,      /* ... or away, as the reference has none while it was at risk */
    RATIO_NOT_ESTIMABLE, /* ... or to 0 or away, by the order of events */
    RATIO_FEW_COUNCILS,  /* it stands, but errors clustered on so few councils mean nothing */
    RATIO_FEW,           /* fewer than FEW_EVENTS events in it or in the reference: it stands */
    RATIO_OK,
    RATIO_STATUS_COUNT
};

extern const char *const ratio_status_name[RATIO_STATUS_COUNT];

enum {
    FIRTH_EVENTS = 10, /* a group with fewer calls for Firth's method */
    FEW_COUNCILS = 5,  /* one with fewer has no errors clustered on council */
};

/* What is said of one group. Numbers are NaN where they are missing; those of FIRTH too. */
struct comparison_term {
    const struct group *group;
    double expected; /* events, if there were no difference */
    enum ratio_status status;
    double coefficient, std_error,
        robust_error; /* log of the ratio of hazards to the reference's */
    struct cox_ratio
        ratio; /* by the robust error; but for the value, only of RATIO_FEW and RATIO_OK */
    struct cox_penalised_term firth;
};

/* Zeroed is valid and empty. */
struct comparison {
    struct comparison_term *terms; /* the reference first, if there is one */
    size_t n;
    size_t observations, events;
    bool has_reference, is_late; /* some observation starts after 0 */
    bool wants_firth;
    struct rank_test rank;
    struct permutation permutation; /* of two groups */
    struct cox_test likelihood_ratio;
    struct cox_proportional proportional[COX_TIME_COUNT];
};

struct comparison_rules {
    enum cox_ties ties;
    unsigned long seed;
    double confidence; /* of limits, in (0, 1) */
    struct progress *progress;
};

/* Compares N groups; the first is the reference if HAS_REFERENCE. 0, or -1 when there is no memory;
 * C is released in either case by comparison_release(). */
int comparison_make(struct comparison *c, const struct episodes *e,
                    const struct group *const *groups, size_t n, bool has_reference,
                    const struct comparison_rules *rules);

void comparison_release(struct comparison *c);

#endif
