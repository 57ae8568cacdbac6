/* nearest: the known name that a mistyped one was most likely meant to be. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/span.h"

/* Collects candidates one by one. Zeroed but for WANTED is ready. */
struct nearest {
    struct span wanted;
    bool takes_any;   /* however far the nearest is */
    const char *best; /* borrowed from the candidates; NULL when none was near enough */
    size_t distance;
};

/* Takes CANDIDATE into account: by edit distance (insertions, deletions, substitutions and swaps
 * of neighbours), ASCII case left out. At most a third of the longer name may differ, unless it
 * takes any; the first of equals wins. */
void nearest_try(struct nearest *n, const char *candidate);

#endif
