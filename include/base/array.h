/* array: growth of plain arrays { v, n, cap }. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Grows *BASE, the address of a pointer to elements of SIZE bytes, by doubling *CAP until N_WANTED
 * fit; new ones are not zeroed. 0, or -1 when there is no memory (nothing is lost then). */
int array_grow(void *base, size_t *cap, size_t n_wanted, size_t size);

/* Room for N_WANTED elements: grown only where it is needed. 0 or -1 as above. */
static inline int array_reserve(void *base, size_t *cap, size_t n_wanted, size_t size)
{
    return n_wanted <= *cap ? 0 : array_grow(base, cap, n_wanted, size);
}

/* Room for one more element in an array kept as members V, N and CAP of *A. */
#define ARRAY_ROOM(a) array_reserve(&(a)->v, &(a)->cap, (a)->n + 1, sizeof *(a)->v)

#endif
