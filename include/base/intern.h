/* intern: equal strings once, numbered 0, 1, 2, ... in order of first sight. Zeroed is valid and
 * empty.
 *
 * As long as each new string comes behind all others in byte order, as in sorted files, there is
 * nothing to look up: the table is only made when that order breaks. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

/* The first and the last eight bytes of a text: all of it, where it has 8 to 16 bytes; a shorter
 * one is in `head` alone. Most texts are told apart by these without a look at the text itself. */
struct intern_ends {
    uint64_t head, tail;
};

struct intern_entry {
    const char *text; /* terminated; owned by the arena */
    uint32_t length;
    uint32_t hash; /* 0 before there is a table */
    struct intern_ends ends;
};

enum { INTERN_RECENT = 64 };

struct intern {
    struct intern_entry *v; /* by number */
    size_t n, cap;
    uint64_t *slots;   /* hash in the high half, number + 1 in the low; 0 is free. NULL: the entries
                          are in order */
    size_t n_slots;    /* a power of two, at most 3/4 in use */
    size_t n_searched; /* how often it was looked for something without a table */
    /* The number found last of those alike in length and first byte: a few words asked for again
     * and again are found here. */
    uint32_t recent[INTERN_RECENT];
};

/* The number of S, which is copied into ARENA if new. 0, or -1 when there is no memory or all
 * numbers are used. */
int intern_put(struct intern *t, struct arena *arena, struct span s, uint32_t *number);

/* The number of S, if it is there. */
bool intern_find(struct intern *t, struct span s, uint32_t *number);

static inline const char *intern_text(const struct intern *t, uint32_t number)
{
    return t->v[number].text;
}

void intern_release(struct intern *t);

#endif
