/* arena: memory given back all at once. Zeroed is valid and empty. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/span.h"

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t left;                /* bytes free in the newest */
};

/* SIZE bytes, zeroed, aligned for any object; NULL when there is no memory. */
void *arena_alloc(struct arena *a, size_t size);

/* A terminated copy of S, one byte longer than it; NULL when there is no memory. */
const char *arena_copy(struct arena *a, struct span s);

/* Moves what FROM has given out to A, which gives it back in the end; FROM is empty then. */
void arena_join(struct arena *a, struct arena *from);

void arena_release(struct arena *a);

#endif
