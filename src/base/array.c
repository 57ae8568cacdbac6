#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int array_grow(void *base, size_t *cap, size_t n_wanted, size_t size)
{
    size_t grown = *cap ? *cap : 8;
    while (grown < n_wanted) {
        if (grown > SIZE_MAX / 2)
            return -1;
        grown *= 2;
    }
    if (grown > SIZE_MAX / size)
        return -1;
    void *old;
    memcpy(&old, base, sizeof old);
    void *moved = realloc(old, grown * size);
    if (!moved)
        return -1;
    memcpy(base, &moved, sizeof moved);
    *cap = grown;
    return 0;
}
