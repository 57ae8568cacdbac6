#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

size_t workers_available(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : n > WORKERS_LIMIT ? WORKERS_LIMIT : (size_t)n;
}

void *workers_items(size_t n, size_t size)
{
    void *items = NULL;
    if (posix_memalign(&items, WORKERS_APART, n * size) != 0)
        return NULL;
    return memset(items, 0, n * size);
}

struct worker {
    void (*work)(void *item);
    void *item;
    pthread_t thread;
    bool is_running;
    const cpu_set_t *anywhere; /* where it may go on; NULL: it is not bound at first */
};

static void *run(void *context)
{
    struct worker *w = context;
    if (w->anywhere)
        sched_setaffinity(0, sizeof *w->anywhere, w->anywhere);
    w->work(w->item);
    return NULL;
}

/* The next processor of SET after CPU, in turn. */
static size_t next_of(const cpu_set_t *set, size_t cpu)
{
    do
        cpu = (cpu + 1) % CPU_SETSIZE;
    while (!CPU_ISSET(cpu, set));
    return cpu;
}

/* Binds a thread with ATTR to CPU as it begins. */
static void bind(pthread_attr_t *attr, size_t cpu)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    pthread_attr_setaffinity_np(attr, sizeof one, &one);
}

/* Starts the workers from the second on. Linux may leave a new thread for milliseconds on the
 * processor that made it, while others idle: where there is work for all of them, each begins on
 * one of its own, and may then go anywhere. */
static void start(struct worker *workers, size_t n, const cpu_set_t *set)
{
    pthread_attr_t attr;
    int here = sched_getcpu(), n_processors = CPU_COUNT(set);
    size_t cpu = here < 0 ? 0 : (size_t)here;
    bool has_attr = pthread_attr_init(&attr) == 0;
    bool spreads = has_attr && n_processors > 1 && n >= (size_t)n_processors;
    for (size_t i = 1; i < n; i++) {
        struct worker *w = &workers[i];
        w->anywhere = spreads ? set : NULL;
        if (spreads)
            bind(&attr, cpu = next_of(set, cpu));
        w->is_running = pthread_create(&w->thread, spreads ? &attr : NULL, run, w) == 0;
    }
    if (has_attr)
        pthread_attr_destroy(&attr);
}

/* The first item is the caller's own. */
static void run_some(void (*work)(void *item), char *items, size_t n, size_t size)
{
    struct worker workers[WORKERS_LIMIT];
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        CPU_ZERO(&set);
    for (size_t i = 1; i < n; i++)
        workers[i] = (struct worker){.work = work, .item = items + i * size};
    start(workers, n, &set);
    work(items);
    for (size_t i = 1; i < n; i++) {
        if (workers[i].is_running)
            pthread_join(workers[i].thread, NULL);
        else
            work(workers[i].item);
    }
}

void workers_run(void (*work)(void *item), void *items, size_t n, size_t size)
{
    char *first = items;
    for (size_t i = 0; i < n; i += WORKERS_LIMIT) {
        size_t some = n - i < WORKERS_LIMIT ? n - i : WORKERS_LIMIT;
        run_some(work, first + i * size, some, size);
    }
}
