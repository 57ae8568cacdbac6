#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

size_t workers_available(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : n > WORKERS_LIMIT ? WORKERS_LIMIT : (size_t)n;
}

struct worker {
    void (*work)(void *item);
    void *item;
    pthread_t thread;
    bool is_running;
};

static void *run(void *context)
{
    struct worker *w = context;
    w->work(w->item);
    return NULL;
}

/* The first item is the caller's own. */
static void run_some(void (*work)(void *item), char *items, size_t n, size_t size)
{
    struct worker workers[WORKERS_LIMIT];
    for (size_t i = 1; i < n; i++) {
        struct worker *w = &workers[i];
        *w = (struct worker){.work = work, .item = items + i * size};
        w->is_running = pthread_create(&w->thread, NULL, run, w) == 0;
    }
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
