#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    char *end; /* memory is handed out upwards to here */
};

/* Where each allocation is to fail, or to be watched for what is written beyond its end, a build
 * gives each a block of its own. */
#ifndef ARENA_BLOCK
#define ARENA_BLOCK (64 * 1024)
#endif

enum { BLOCK_SIZE = ARENA_BLOCK, ALIGNMENT = 16 };

/* LENGTH bytes at the front of what is left, or NULL. */
static char *take(struct arena *a, size_t length)
{
    if (!a->blocks || length > a->left) {
        size_t size = length > BLOCK_SIZE / 4 ? length : BLOCK_SIZE;
        if (size > SIZE_MAX / 2)
            return NULL;
        struct arena_block *block = malloc(sizeof *block + size);
        if (!block)
            return NULL;
        block->next = a->blocks;
        block->end = (char *)(block + 1) + size;
        a->blocks = block;
        a->left = size;
    }
    char *start = a->blocks->end - a->left;
    a->left -= length;
    return start;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size_t skip = a->blocks ? (size_t)(-(uintptr_t)(a->blocks->end - a->left) % ALIGNMENT) : 0;
    if (skip <= a->left)
        a->left -= skip;
    else
        a->left = 0;
    char *start = take(a, size ? size : 1);
    return start ? memset(start, 0, size) : NULL;
}

const char *arena_copy(struct arena *a, struct span s)
{
    char *copy = take(a, s.length + 1);
    if (!copy)
        return NULL;
    if (s.length)
        memcpy(copy, s.text, s.length);
    copy[s.length] = '\0';
    return copy;
}

void arena_join(struct arena *a, struct arena *from)
{
    struct arena_block *last = from->blocks;
    while (last && last->next)
        last = last->next;
    if (last && a->blocks) { /* A goes on with its own newest block */
        last->next = a->blocks->next;
        a->blocks->next = from->blocks;
    } else if (last) {
        *a = *from;
    }
    *from = (struct arena){0};
}

void arena_release(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    *a = (struct arena){0};
}
