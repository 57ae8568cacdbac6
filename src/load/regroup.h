/* regroup: brings together the rows of a table that belong to one group - the judgements of a
 * council - where they do not stand together. */
#ifndef LOAD_REGROUP_H
#define LOAD_REGROUP_H

#include "base/packed.h"
#include "base/progress.h"

/* What is done with the N rows of a group, which stand in ROWS one after the other in the order
 * that they had, their first column the group. 0 or -1. */
typedef int regroup_take(void *context, uint32_t group, uint32_t *rows, size_t n);

/* Calls TAKE for each of N_GROUPS groups, without rows or with, in ascending order. The group of a
 * row is what its first column says or, where PLACES is not NULL, PLACES of that. P is empty then;
 * what it had is given back on the way, so that there is hardly ever more than one copy. 0, or -1
 * when there is no memory or TAKE returned it. */
int regroup(struct packed *p, const uint32_t *places, size_t n_groups, regroup_take *take,
            void *context, struct progress *progress);

#endif
