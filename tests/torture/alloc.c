/* alloc: the n-th allocation of the whole process fails, libraries included; alone, or with all
 * behind it. What was allocated since is remembered, so that what is not given back is known. */
#include <dlfcn.h>
#include <errno.h>
#include <locale.h>
#include <malloc.h>
#include <regex.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "zygote.h"

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

enum { ONE, ALL };

static const struct ordeal_mode modes[] = {
    [ONE] = {"one", .message = "memory", .is_late = true},
    [ALL] = {"all", .message = "memory", .is_late = true},
    {NULL},
};

static bool is_armed;
static long n_calls, n_failed, point;
static int mode;

/* Blocks that are in use, in a hash table with linear probing: the address, and the number of the
 * call that it came from. */
enum { SLOTS = 1 << 18 };
static struct slot {
    uintptr_t block;
    long call;
} slots[SLOTS];
static size_t n_blocks;

static size_t home_of(uintptr_t block)
{
    return (size_t)((block >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 32) % SLOTS;
}

static void remember(void *p)
{
    size_t i = home_of((uintptr_t)p);
    if (!p || !is_armed)
        return;
    if (++n_blocks == SLOTS)
        abort();
    while (slots[i].block)
        i = (i + 1) % SLOTS;
    slots[i] = (struct slot){(uintptr_t)p, n_calls};
}

/* Those behind it that belong further in front move up, so that no gap hides them. */
static void close_gap(size_t gap)
{
    for (size_t i = (gap + 1) % SLOTS; slots[i].block; i = (i + 1) % SLOTS) {
        size_t home = home_of(slots[i].block);
        if ((i - home) % SLOTS >= (i - gap) % SLOTS) {
            slots[gap] = slots[i];
            gap = i;
        }
    }
    slots[gap] = (struct slot){0};
}

/* What was allocated before is not known, and no matter. */
static void forget(void *p)
{
    size_t i = home_of((uintptr_t)p);
    if (!p || n_blocks == 0)
        return;
    while (slots[i].block && slots[i].block != (uintptr_t)p)
        i = (i + 1) % SLOTS;
    if (!slots[i].block)
        return;
    n_blocks--;
    close_gap(i);
}

static bool fails(void)
{
    if (!is_armed)
        return false;
    n_calls++;
    if (point == 0 || n_calls < point || (mode == ONE && n_calls > point))
        return false;
    is_armed = false; /* who looks at the stack may allocate, too */
    zygote_goes_wrong();
    is_armed = true;
    n_failed++;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    void *p = fails() ? NULL : __libc_malloc(size);
    remember(p);
    return p;
}

void *calloc(size_t n, size_t size)
{
    void *p = fails() ? NULL : __libc_calloc(n, size);
    remember(p);
    return p;
}

void *realloc(void *old, size_t size)
{
    if (fails())
        return NULL;
    void *p = __libc_realloc(old, size);
    if (p || size == 0)
        forget(old);
    remember(p);
    return p;
}

void *reallocarray(void *old, size_t n, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(n, size, &all)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, all);
}

void *memalign(size_t alignment, size_t size)
{
    void *p = fails() ? NULL : __libc_memalign(alignment, size);
    remember(p);
    return p;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    void *p = memalign(alignment, size);
    if (p)
        *block = p;
    return p ? 0 : ENOMEM;
}

void free(void *p)
{
    forget(p);
    __libc_free(p);
}

/* Some functions of libraries do not give back all where they fail, which is not the program's
 * to mend: what was allocated since call FROM is forgotten. */
static void excuse(long from)
{
    for (size_t i = 0; i < SLOTS; i++)
        while (slots[i].block && slots[i].call > from) {
            n_blocks--;
            close_gap(i);
        }
}

/* The library's function of that name, into *FUNCTION. */
static void find(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

char *setlocale(int category, const char *locale)
{
    char *(*real)(int, const char *);
    long before = n_calls;
    find("setlocale", &real);
    char *chosen = real(category, locale);
    if (is_armed && n_failed > 0)
        excuse(before);
    return chosen;
}

int regcomp(regex_t *regex, const char *pattern, int flags)
{
    int (*real)(regex_t *, const char *, int);
    long before = n_calls;
    find("regcomp", &real);
    int error = real(regex, pattern, flags);
    if (error != 0)
        excuse(before);
    return error;
}

/* Loading a library fails as a whole: where the dynamic linker has begun to change its tables and
 * then gets no memory, it ends the process itself. What the library needs stays, as it does. */
void *dlopen(const char *name, int flags)
{
    void *(*real)(const char *, int);
    find("dlopen", &real);
    if (fails())
        return NULL;
    bool was_armed = is_armed;
    is_armed = false;
    void *library = real(name, flags);
    is_armed = was_armed;
    return library;
}

int xmlTextWriterStartElement(void *writer, const unsigned char *name);

int xmlTextWriterStartElement(void *writer, const unsigned char *name)
{
    int (*real)(void *, const unsigned char *);
    long before = n_calls, failed = n_failed;
    find("xmlTextWriterStartElement", &real);
    int result = real(writer, name);
    if (n_failed > failed)
        excuse(before);
    return result;
}

/* libxml2 keeps a lock until it is told that it is not needed any more. */
static void clean_up_xml(void)
{
    void (*clean_up)(void) = NULL;
    find("xmlDictCleanup", &clean_up);
    if (clean_up)
        clean_up();
}

static void arm(long at, int how)
{
    point = at;
    mode = how;
    n_calls = 0;
    is_armed = true;
}

static long disarm(void)
{
    is_armed = false;
    return n_calls;
}

static long count_left(bool tell)
{
    clean_up_xml();
    for (size_t i = 0; tell && i < SLOTS; i++)
        if (slots[i].block)
            dprintf(STDERR_FILENO, "left: from call %ld\n", slots[i].call);
    return (long)n_blocks;
}

const struct ordeal ordeal = {modes, arm, disarm, count_left};
