#include "base/pages.h"

#include <stdlib.h>
#include <sys/mman.h>

/* A large page is zeroed whole when it is first touched, which is not worth it where little is. */
enum { LARGE = 2 * 1024 * 1024, WORTH_IT = 8 * 1024 * 1024 };

void *pages_alloc(size_t size)
{
    void *p = NULL;
    if (size < WORTH_IT)
        return malloc(size);
    if (posix_memalign(&p, LARGE, size) != 0)
        return NULL;
    madvise(p, size / LARGE * LARGE, MADV_HUGEPAGE); /* only a wish */
    return p;
}
