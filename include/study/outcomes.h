/* outcomes: of so many that were inadequate, how many were seen again, and how many were better.
 *
 * What is counted are a group's observations: segments, or whole episodes. An inspection counts for
 * the one that was at risk when it came: after its start, up to and on its last day. */
#ifndef STUDY_OUTCOMES_H
#define STUDY_OUTCOMES_H

#include "study/cohort.h"

/* Better within a fixed time. The time runs from when the observation came at risk: from the
 * judgement, or where that is later, from when the model took over or the council opened (under a
 * landmark, from it). */
struct followed {
    size_t n;      /* came at risk at least so long before the as-of date, or the closing */
    size_t better; /* of them, those that improved within it; one that switched before did not */
};

struct outcome {
    const char *label; /* the group's */
    size_t councils, episodes, segments;
    size_t reinspected;     /* with a graded inspection while it was at risk */
    size_t better_at_first; /* the first of these found it improved */
    size_t better;          /* it ended improved, at the first or a later one */
    struct followed three, five;
};

/* Those of the cohort's groups, in order; then of the episodes in (all) of councils that were under
 * no known model but in-house up to the as-of date. Zeroed is valid and empty. */
struct outcomes {
    struct outcome *v;
    size_t n;
};

/* 0, or -1 when there is no memory. */
int outcomes_count(struct study *study, const struct episodes *e, const struct cohort *c,
                   struct outcomes *o);

void outcomes_release(struct outcomes *o);

#endif
