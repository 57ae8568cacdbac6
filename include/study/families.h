/* families: councils with their predecessors and successors. What is told of one hangs on no
 * council of another, until groups are made: they can be worked on apart. */
#ifndef STUDY_FAMILIES_H
#define STUDY_FAMILIES_H

#include "record/dataset.h"

/* Zeroed is valid and empty. */
struct families {
    uint32_t *of; /* by council: the number of its family; they are numbered from 0 in the order of
                     the names of the first council of each */
    size_t n;
};

/* Of all councils of D. 0, or -1 when there is no memory. */
int families_find(const struct dataset *d, struct families *f);

/* Deals the families, in their order, to N shards: each to the one with the fewest ratings so far,
 * of several the first. SHARD_OF is set for each council, from 0. 0 or -1. */
int families_deal(const struct dataset *d, const struct families *f, size_t n, uint32_t *shard_of);

void families_release(struct families *f);

#endif
