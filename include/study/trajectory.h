/* trajectory: from inspection to inspection - what changed, and under which model. */
#ifndef STUDY_TRAJECTORY_H
#define STUDY_TRAJECTORY_H

#include "base/text.h"
#include "study/study.h"

/* The inspections of a history within the rules' from and to: part of its own, in order. */
struct inspections {
    const struct inspection *v;
    size_t n;
};
struct inspections inspections_between(const struct history *h, const struct rules *rules);

enum direction { DIRECTION_DOWN = -1, DIRECTION_SAME = 0, DIRECTION_UP = 1 };

/* From one graded inspection to the next. The change belongs to the model in force on the eve of
 * the later one, whose work it judged. */
struct step {
    const struct inspection *from, *to;
    int change; /* ranks */
    enum direction direction;
    int32_t days;
    const struct period *period; /* of the eve */
};

/* The step to inspection I (at least 1) of IN. */
struct step step_to(const struct history *h, const struct inspections *in, size_t i);

/* "up", "same" or "down". */
const char *direction_name(enum direction direction);

/* The model that an inspection judged: in force on its eve. */
static inline int model_judged(const struct history *h, const struct inspection *i)
{
    return history_model(h, i->day - 1);
}

struct trajectory {
    size_t ups, sames, downs;
    int net_change; /* from the first to the latest */
};
struct trajectory trajectory_of(const struct history *h, const struct inspections *in);

/* Adds the grades as written, in order, with " > " between. */
void trajectory_add_path(const struct dataset *d, const struct inspections *in, struct text *path);

/* Adds the models in force from the council's opening to its closing or the as-of date, each time
 * the model changes, with " > " between. */
void trajectory_add_models(const struct dataset *d, const struct history *h, int32_t as_of,
                           struct text *path);

/* The day that stands for today in a council's life: the as-of date, or its last day. */
int32_t history_latest_day(const struct history *h, int32_t as_of);

#endif
