/* zygote: the real program, run again and again from one process, each time with another call that
 * fails.
 *
 * A kind of torture is a library that is preloaded into the program: its own file, which defines
 * `ordeal`, and zygote.c. It stands in for main() and forks for each point: there the ordeal arms
 * itself, the real main() runs, and what came of it - exit code, both streams, what stands in the
 * scratch folder, what was not given back - is compared with the undisturbed run.
 *
 * The environment:
 *   TORTURE_FOLDER  a scratch folder, emptied before each run: TMPDIR and outputs belong there
 *   TORTURE_OLD     a file's name in it: a file that stands there already, before each run
 *   TORTURE_MOST    at most so many points of each mode, spread evenly; missing: all
 *   TORTURE_DEADLY  only the modes that kill; missing: only the others
 *   TORTURE_EXIT    the runs end by exit(), as gcov needs it, and what is left is not measured
 *   TORTURE_MODE, TORTURE_POINT
 *                   only this point, in the process itself, for a debugger; point 0: undisturbed.
 *                   What is left is told by the calls that it came from: points to stop at next
 *
 * Standard output gets a line for each mode, of fields with tabs between: the mode, points that
 * were tried, those that ended in exit 3 with their message (or killed, as was to be), those that
 * came to the same end as the undisturbed run, and those that are findings, which standard error
 * tells. Exit 1 where there are any. */
#ifndef TESTS_TORTURE_ZYGOTE_H
#define TESTS_TORTURE_ZYGOTE_H

#include <stdbool.h>
#include <stddef.h>

struct ordeal_mode {
    const char *name;    /* of TORTURE_MODE; NULL ends a list */
    const char *message; /* what a fault's message holds, one of "THIS|THAT"; NULL: anything */
    bool is_harmless;    /* the program has to go on as if nothing had happened */
    bool is_late;        /* it may come when all files are in place already, complete */
    bool is_deadly;      /* the process is killed: what it was to write is complete or untouched */
};

struct ordeal {
    const struct ordeal_mode *modes;

    /* In the run, before main(): of the calls that count from now on, number POINT, from 1, goes
     * wrong; 0: none. MODE is an index into the modes. */
    void (*arm)(long point, int mode);

    /* In the run, after main(): nothing goes wrong any more. How many calls there were. */
    long (*disarm)(void);

    /* In the run, at its very end: things that were not given back. With TELL, tells on standard
     * error which call each came from. May be NULL. */
    long (*count_left)(bool tell);
};

/* Each kind of torture defines it. */
extern const struct ordeal ordeal;

/* To be called by the ordeal where it lets a call go wrong: keeps who called, for the first one.
 * Safe in a signal's handler. A place for a breakpoint. */
void zygote_goes_wrong(void);

#endif
