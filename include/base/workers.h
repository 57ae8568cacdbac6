/* workers: the same work on several items at once, each in a thread of its own. */
#ifndef BASE_WORKERS_H
#define BASE_WORKERS_H

#include <stddef.h>

enum {
    WORKERS_LIMIT = 8,
    /* Bytes that what several threads write is apart: a processor's cache takes two lines of 64 at
     * a time, and what one thread writes there the others lose. */
    WORKERS_APART = 128
};

/* How many processors this process may use, at most WORKERS_LIMIT. */
size_t workers_available(void);

/* N items of SIZE bytes, zeroed, to be freed by free(); NULL when there is no memory. Items are
 * apart where their type is aligned to WORKERS_APART. */
void *workers_items(size_t n, size_t size);

/* Calls WORK for each of N items of SIZE bytes from ITEMS on, which must not share what they write,
 * and returns when all is done. At most WORKERS_LIMIT are worked on at once; where the system gives
 * no thread, one waits for the other. */
void workers_run(void (*work)(void *item), void *items, size_t n, size_t size);

#endif
