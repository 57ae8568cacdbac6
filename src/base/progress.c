#include "base/progress.h"

#include <time.h>

enum { PATIENCE = 2000, PAUSE = 200, SOON = 10 }; /* milliseconds */

int64_t progress_clock(void *context)
{
    struct timespec t = {0};
    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *p, int64_t (*now)(void *context),
                    void (*show)(void *context, const struct progress *p), void *context)
{
    *p = (struct progress){.show = show, .now = now, .context = context};
    p->shown_at = now(context) + PATIENCE - PAUSE;
}

void progress_begin(struct progress *p, struct task task)
{
    if (!p || !p->show)
        return;
    p->task = task;
    p->step = 1;
    p->begun = p->looked = p->now(p->context);
    progress_look(p, 0);
}

void progress_look(struct progress *p, uint64_t done)
{
    if (!p || !p->task.doing)
        return;
    int64_t now = p->now(p->context);
    if (now - p->looked < SOON)
        p->step *= 2;
    else if (p->step > 1)
        p->step /= 2;
    p->done = done;
    p->looked = now;
    p->next = done + p->step;
    if (now - p->shown_at < PAUSE)
        return;
    p->shown_at = now;
    p->is_shown = true;
    p->show(p->context, p);
}

void progress_end(struct progress *p)
{
    if (!p)
        return;
    p->task = (struct task){0};
    if (p->is_shown)
        p->show(p->context, p);
    p->is_shown = false;
}

void progress_stop(struct progress *p)
{
    progress_end(p);
    if (p)
        p->show = NULL;
}
