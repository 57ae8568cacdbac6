/* successors: who follows whom - the predecessors that councils name, the other way round. */
#ifndef RECORD_SUCCESSORS_H
#define RECORD_SUCCESSORS_H

#include "record/dataset.h"

/* Those of council C, by number, are v[from[C]] up to v[from[C + 1]]. Zeroed is empty, of no
 * council. */
struct successors {
    uint32_t *from, *v;
};

/* Of all councils of D. 0, or -1 when there is no memory; released either way. */
int successors_find(struct successors *s, const struct dataset *d);

void successors_release(struct successors *s);

#endif
