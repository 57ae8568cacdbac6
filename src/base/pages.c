#include "base/pages.h"

#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE = 2 * 1024 * 1024 };

void *pages_alloc(size_t size)
{
    void *p = NULL;
    if (size < LARGE)
        return malloc(size);
    if (posix_memalign(&p, LARGE, size) != 0)
        return NULL;
    madvise(p, size / LARGE * LARGE, MADV_HUGEPAGE); /* only a wish */
    return p;
}
