/* panel: the grades that councils were found in, now and then, as states of a process. */
#ifndef STUDY_PANEL_H
#define STUDY_PANEL_H

#include "stat/panel_likelihood.h"
#include "study/study.h"

/* Grades joined to states, from 0, the best, on. */
struct states {
    int n;
    int of_rank[RANK_LIMIT + 1]; /* -1: no state */
};

/* The scale's grades, best first, one state each; but of more than three, the best two are one. N
 * may be less than 2 or more than PANEL_STATES_LIMIT. */
void states_of_scale(const struct scale *scale, struct states *states);

/* The pairs of adjacent graded inspections of one council (trajectory.h), joined. Zeroed is valid
 * and empty. */
struct panel {
    struct panel_pair *v; /* time in years */
    size_t n, cap;
    size_t n_pairs;    /* before they were joined */
    size_t n_councils; /* with a pair */
    size_t n_same_day; /* pairs of inspections on one day: left out */
    size_t n_single;   /* councils with one inspection, which have no pair */
    size_t begin[PANEL_STATES_LIMIT], leave[PANEL_STATES_LIMIT], end[PANEL_STATES_LIMIT];
    /* pairs by state: that begin in it, of them those that end in another, that end in it */
};

/* The pairs of the chosen councils within the rules' from and to. 0, or -1 when there is no memory.
 */
int panel_find(struct study *study, const struct states *states, struct panel *panel);

void panel_release(struct panel *panel);

#endif
