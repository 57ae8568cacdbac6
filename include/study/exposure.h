/* exposure: time at risk of an event, piece by piece under the model in force, for rates.
 *
 * Two kinds: time within an episode, at risk of improvement; and time since an inspection that
 * found better than the origin grade, at risk of a fall. */
#ifndef STUDY_EXPOSURE_H
#define STUDY_EXPOSURE_H

#include "study/episodes.h"

struct exposure {
    uint32_t council;
    uint32_t number; /* of the episode or, of falls, of the time to the next inspection: 1, ... */
    int32_t start;   /* days from the origin, or the inspection, after which it begins */
    int model;
    int32_t days;  /* above 0 */
    bool is_event; /* it ended in the event */
    bool is_cut;   /* it goes on under another model */
};

/* By the name of their council, then time; zeroed is valid and empty. */
struct exposures {
    struct exposure *v;
    size_t n, cap;
};

/* Adds the segments of E, improvement being the event. 0, or -1 when there is no memory. */
int exposures_of_episodes(const struct episodes *e, struct exposures *x);

/* Adds, of the chosen councils, the time from each graded inspection that finds better than the
 * rules' origin grade (within their from and to), but not before the council's opening, to the next
 * graded inspection, the closing or the as-of date: cut where the model changes. The event is that
 * the next one finds the origin grade or below; it belongs to the model on its eve. Of several on
 * one day the last counts. 0 or -1. */
int exposures_of_falls(struct study *study, struct exposures *x);

struct exposure_sum {
    size_t councils, segments, events;
    int64_t days;
};

/* Of what was spent under MODEL; -1: of all. */
struct exposure_sum exposures_sum(const struct exposures *x, int model);

void exposures_release(struct exposures *x);

#endif
