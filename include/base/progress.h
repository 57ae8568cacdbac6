/* progress: how far long work has come, for whoever may show it while it lasts.
 *
 * One task follows another. Each says what is done and how much there is to do, then, as often as
 * it likes, how much is done: the clock is asked only now and then. What is shown changes at most
 * five times a second; there is nothing to see in the first two seconds. Results never depend on
 * it. NULL and zeroed are valid everywhere, and show nothing. */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Strings are borrowed until the next task begins or progress_end(). */
struct task {
    const char *doing; /* "reading"; NULL: nothing */
    const char *name;  /* what it is done to; or NULL */
    uint64_t total;    /* 0: not known */
    const char *unit;  /* one of what is counted; NULL: bytes */
};

struct progress {
    struct task task; /* at hand */
    uint64_t done;
    int64_t begun;  /* when the task was; milliseconds, as all times here ... */
    int64_t looked; /* ... and when the clock was asked last */

    int64_t shown_at;    /* when it was shown last, or might have been */
    uint64_t step, next; /* the clock is asked again once so much is done */
    bool is_shown;
    void (*show)(void *context, const struct progress *p);
    int64_t (*now)(void *context);
    void *context;
};

/* Milliseconds of a clock that runs evenly; CONTEXT is not used. */
int64_t progress_clock(void *context);

/* From now on, by the clock NOW, SHOW is given what there is to show, in place of what it was given
 * before; with nothing being done, nothing is to be seen any more. */
void progress_start(struct progress *p, int64_t (*now)(void *context),
                    void (*show)(void *context, const struct progress *p), void *context);

void progress_begin(struct progress *p, struct task task);

/* So much of the task is done. Asks the clock. */
void progress_look(struct progress *p, uint64_t done);

/* The same where it is called often: the clock is asked about every hundredth of a second if the
 * task goes on evenly. */
static inline void progress_at(struct progress *p, uint64_t done)
{
    if (p && done >= p->next)
        progress_look(p, done);
}

/* Nothing is being done: what was shown goes. To be called before anything else is printed. */
void progress_end(struct progress *p);

/* The same, for good: whatever begins later is not shown. */
void progress_stop(struct progress *p);

#endif
