/* pairing: which items of two lists are one thing, told twice.
 *
 * Both lists are in one order; items that are equal in it are one thing. The others are matched in
 * passes: of those that a pass admits, the likest pair first, each item at most once. Which list
 * comes first does not matter. */
#ifndef STUDY_PAIRING_H
#define STUDY_PAIRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pairing_pass {
    /* Items are compared if their keys are at most REACH apart; the neighbours only, where very
     * many have one key. */
    int32_t (*key)(const void *item);
    int32_t reach;
    bool (*admits)(const void *before, const void *after);
};

enum { PAIRING_PASSES = 4 };

/* A key of S, equal for equal texts; NULL is "". */
int32_t pairing_text_key(const char *s);

struct pairing_rules {
    size_t size; /* of an item */
    int (*order)(const void *a, const void *b);
    size_t (*likeness)(const void *before, const void *after); /* NULL: all are alike */
    struct pairing_pass passes[PAIRING_PASSES];
    size_t n_passes;
};

enum side { BEFORE, AFTER, SIDES };

enum { NO_ITEM = UINT32_MAX };

/* What one thing is in the two lists; NO_ITEM where it is not there. */
struct pair {
    uint32_t item[SIDES];
};

struct pairing_side {
    const char *items;
    uint32_t n;
    uint32_t *partner, *rank; /* of each item; the rank is its place in both lists together */
    struct pairing_key *left; /* those without a partner */
    uint32_t n_left;
    size_t cap_partner, cap_rank, cap_left;
};

/* Zeroed is ready, and may be used again and again: memory is kept. */
struct pairing {
    struct pair *v; /* in the order of the second list, items of the first where they fall */
    size_t n, cap;
    size_t found[1 + PAIRING_PASSES]; /* pairs that are equal, then by pass; of all calls */
    struct pairing_side sides[SIDES];
    struct candidate_pair *candidates;
    size_t n_candidates, cap_candidates;
};

/* Matches N_BEFORE with N_AFTER items. 0, or -1 when there is no memory. */
int pairing_find(struct pairing *p, const struct pairing_rules *rules, const void *before,
                 size_t n_before, const void *after, size_t n_after);

void pairing_release(struct pairing *p);

#endif
