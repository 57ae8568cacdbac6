/* transitions: from which grade to which inspections went, counted by model.
 *
 * A pair is a step (trajectory.h): two adjacent graded inspections of one council. */
#ifndef STUDY_TRANSITIONS_H
#define STUDY_TRANSITIONS_H

#include "study/study.h"

struct transition {
    int model;         /* on the eve of the later inspection; -1: all */
    int from, to;      /* ranks */
    size_t pairs;      /* that went so */
    size_t pairs_from; /* of the model, from that grade to any */
    double days;       /* between the two inspections, their mean; NaN without a pair */
};

/* Models in the order of tables, all last; FROM, then TO, from the best grade down. Every TO of the
 * scale stands, but only for a model and FROM with a pair. Zeroed is valid and empty. */
struct transitions {
    struct transition *v;
    size_t n, cap;
    size_t n_pairs;
    size_t n_same_day; /* of them, between inspections of one day */
    size_t n_single;   /* councils with one inspection, which have no pair */
};

/* The pairs of the chosen councils within the rules' from and to. 0, or -1 when there is no memory.
 */
int transitions_count(struct study *study, struct transitions *t);

void transitions_release(struct transitions *t);

#endif
