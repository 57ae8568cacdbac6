/* intervals: episodes as inspections saw them - the improvement came after the last that found none
 * and by the first that did - by model, and when it is likeliest to have come.
 *
 * An episode not seen improved counts up to its last inspection, not to the as-of date. Models are
 * those on the day of the origin, for on the day of the improvement they are not known. Episodes at
 * risk only from later on are left out, and counted under the model by which they came under
 * observation. */
#ifndef STUDY_INTERVALS_H
#define STUDY_INTERVALS_H

#include "stat/turnbull.h"
#include "study/episodes.h"

struct interval_group {
    int model;          /* -1: all */
    size_t n, improved; /* episodes that count; and of them, those seen improved */
    size_t n_late;      /* left out */
    struct turnbull estimate;
};

/* All models in order, whether they have an episode or not, then all episodes. Zeroed is valid and
 * empty. */
struct interval_groups {
    struct interval_group *v;
    size_t n;
};

/* 0, or -1 when there is no memory. */
int intervals_find(const struct dataset *d, const struct episodes *e, struct interval_groups *g);

void intervals_release(struct interval_groups *g);

#endif
