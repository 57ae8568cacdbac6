/* pages: memory by the pages that it comes in. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/* SIZE bytes, not zeroed, in large pages if they are many and the system has such: in a large table
 * that is read here and there, most time goes by until a page is found. Freed by free(). NULL when
 * there is no memory. */
void *pages_alloc(size_t size);

#endif
