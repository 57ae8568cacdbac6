/* mix: how many councils held each grade on given days, by model. The grade of a day is that of the
 * last graded inspection on or before it; a successor council has none before its own first. */
#ifndef STUDY_MIX_H
#define STUDY_MIX_H

#include "study/study.h"

/* One grade under one model on one day. */
struct mix {
    int32_t day;
    int model;                  /* in force on the day; -1: all */
    int rank;                   /* RANK_NONE: councils without a grade yet */
    size_t councils;            /* open, under the model, with the grade */
    size_t councils_total;      /* open and under the model */
    uint32_t first[MOST_NAMED]; /* of `councils`, by name */
};

/* By day, then model in the order of tables, those that no chosen council ever had left out, all
 * last; then grade, best first, none last. Zeroed is valid and empty. */
struct mixes {
    struct mix *v;
    size_t n;
};

/* The chosen councils on each of N days. 0, or -1 when there is no memory. */
int mix_count(struct study *study, const int32_t *days, size_t n, struct mixes *m);

/* The day of the first graded inspection of a chosen council; DAY_LAST when there is none. 0, or -1
 * when there is no memory. */
int mix_first_day(struct study *study, int32_t *day);

void mix_release(struct mixes *m);

#endif
