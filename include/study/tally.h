/* tally: councils, inspections and changes counted by model. */
#ifndef STUDY_TALLY_H
#define STUDY_TALLY_H

#include "study/study.h"

struct tally {
    size_t councils_now;                   /* open on the as-of date and under the model */
    size_t councils_ever;                  /* under it on any day by then */
    size_t inspections, ups, sames, downs; /* within from and to, by the model that they judged */
    size_t *now; /* councils_now by the rank of the grade in force; [RANK_NONE]: none yet */
};

/* By model; the last, v[n - 1], is of all councils. Zeroed is valid and empty. */
struct tallies {
    struct tally *v;
    size_t n;
};

/* 0, or -1 when there is no memory. */
int tally_count(struct study *study, struct tallies *t);

void tallies_release(struct tallies *t);

#endif
