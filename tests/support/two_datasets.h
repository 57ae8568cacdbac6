/* two_datasets: two datasets, and what differs between them. */
#ifndef SUPPORT_TWO_DATASETS_H
#define SUPPORT_TWO_DATASETS_H

#include "fixture.h"
#include "study/differences.h"

struct two {
    struct fixture before, after;
    struct differences found;
};

/* Loads both, without an error, and compares them. */
void two_open(struct two *t, const struct scene *before, const struct scene *after);

/* Every record of the datasets is counted once, and every difference is listed. */
void two_check_counts(const struct two *two);

void two_release(struct two *t);

#endif
