/* regroup: brings together the rows of a table that belong to one group - the judgements of a
 * council - where they do not stand together. */
#ifndef LOAD_REGROUP_H
#define LOAD_REGROUP_H

#include "base/packed.h"
#include "base/progress.h"

/* Rows, and what their groups are: what their first column says or, where PLACES is not NULL,
 * PLACES of that. */
struct regroup_source {
    struct packed *rows;
    const uint32_t *places;
};

/* Puts the *N rows of a group, which stand in ROWS one after the other, their first column the
 * group, in order, and sets *N where some are to be left out: the first *N stay. 0 or -1. */
typedef int regroup_take(void *context, uint32_t group, uint32_t *rows, size_t *n);

/* Is told that the rows of a group, the N that stay, begin with row FIRST of the worker's output.
 */
typedef void regroup_note(void *context, uint32_t group, size_t first, size_t n);

struct regroup_request {
    const struct regroup_source *sources; /* their tables have the same columns */
    size_t n_sources;
    size_t n_groups;
    /* Rows of a group are best in the order of these columns, the first of them counting most: so
     * they come where they are few, and what tells rows apart fits into 64 bits. Those that are
     * alike in this, and all others, come as they stand in the sources. */
    const size_t *order;
    size_t n_order;
    /* Rows that all differ in the first of these, with numbers from 1 to INT32_MAX, are in order by
     * it, and all stay: they need not be taken. */
    bool first_decides;
    regroup_take *take;
    regroup_note *note;
    struct packed **outputs; /* of so many workers, with the sources' columns, and empty */
    void *contexts;          /* of so many workers, ... */
    size_t context_size;     /* ... each of this size */
    size_t n_workers;        /* at most WORKERS_LIMIT */
    struct progress *progress;
};

/* Calls the request's take() for each group with rows that has to be, and note() for each, without
 * rows or with. Groups are shared out: the first worker has the lowest, and each takes its own in
 * ascending order, in a thread of its own. The sources are empty then; what they had is given back
 * on the way, so that there is hardly ever more than one copy. 0, or -1 when there is no memory or
 * take() returned it. */
int regroup(const struct regroup_request *request);

#endif
