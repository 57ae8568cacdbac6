/* relapse: from the improvement that ended an episode to the next judgement that opens one - or to
 * the closing of the council, or the as-of date.
 *
 * That time is told in the terms of episodes, so that cohorts can be built of it: the origin is the
 * day of the improvement, EPISODE_IMPROVED is the relapse, the outcome the judgement that found it,
 * left the days to the last graded inspection before it, right those to it. It belongs to the
 * council that improved; its successors start anew. */
#ifndef STUDY_RELAPSE_H
#define STUDY_RELAPSE_H

#include "study/episodes.h"

/* Those of the improved episodes of FOUND, in their order and with their numbers; what has no day
 * at risk is left out and counted in n_new, and in n_before what improved but not above the grades
 * that open an episode, from where there is no falling back. 0, or -1 when there is no memory. */
int relapses_find(struct study *study, const struct episodes *found, struct episodes *relapses);

#endif
