/* nearest: the known name that a mistyped one was most likely meant to be. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/diag.h"
#include "base/span.h"

enum { NEAREST_FEW = 24 };

/* Collects candidates one by one. Zeroed but for WANTED is ready. */
struct nearest {
    struct span wanted;
    bool takes_any;   /* however far the nearest is */
    const char *best; /* borrowed from the candidates; NULL when none was near enough */
    size_t distance;
    const char *few[NEAREST_FEW]; /* all candidates, each once, as long as they are few */
    size_t n;                     /* how many names there were; some twice, if more than few */
};

/* Takes CANDIDATE into account: by edit distance in bytes (insertions, deletions, substitutions and
 * swaps of neighbours), ASCII case left out; one that has the wanted name, of three bytes or more,
 * as a part is one edit away. It is near enough if at most a third of the longer name differs, or
 * the wanted name is part of it, or any will do; the first of equals wins. Empty names and those of
 * more than 64 bytes are never the nearest. */
void nearest_try(struct nearest *n, const char *candidate);

/* The usage fault that there is no WHAT of the wanted name, with the nearest as its hint or, where
 * none is near, all if they are few. Returns -1. */
int nearest_fault(const struct nearest *n, const char *what, struct diags *ds);

#endif
