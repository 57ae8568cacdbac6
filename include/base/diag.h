/* diag: what is wrong, and where.
 *
 * Problems of the data (struct diag) are collected, all of them. A fault - the call or the system
 * is at fault, not the data - ends the work: the first one is kept. Fallible functions return 0 or
 * -1 and take a struct diags last, which is untouched on success. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"

enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

/* Line and column count from 1, the column in characters; FILE is the name to print. */
struct place {
    const char *file;
    uint32_t line, column;
};

struct diag {
    enum severity severity;
    const char *code; /* "E-DATE"; a literal */
    struct place place;
    uint32_t record; /* the line on which its record begins; 0: it is of none */
    const char *message;
    const char *excerpt; /* the line, fit for a terminal; NULL where it is not to be had */
    uint32_t caret;      /* terminal columns of the excerpt before the marked part ... */
    uint32_t marked;     /* ... and of the marked part; 0: none */
    const char *label;   /* what the marked part is; may be NULL */
    const char *hint;    /* what to do; may be NULL */
};

enum fault { FAULT_NONE, FAULT_USAGE, FAULT_SYSTEM };

struct diag_count {
    const char *code;
    enum severity severity;
    size_t n;
};

/* Zeroed is valid and empty: it keeps errors, counts warnings. */
struct diags {
    struct diag *v;
    size_t n, cap;
    struct arena arena;  /* owns the strings */
    bool lists_warnings; /* warnings are kept too, not only counted */
    size_t limit; /* at most so many errors, and warnings, are kept, the rest counted; 0: all */
    size_t n_errors, n_warnings;
    struct diag_count *counts; /* by code, in order of first sight */
    size_t n_counts, cap_counts;
    enum fault fault;
    const char *fault_message; /* owned by the arena, or a literal */
    const char *fault_hint;    /* likewise; may be NULL */
};

/* Counts a problem. True when it is also to be added, so that a message is composed only then. When
 * there is no memory, the fault says so. */
bool diags_count(struct diags *ds, enum severity severity, const char *code);

/* Whether the next problem of that severity would be kept, so that more need not be found out. */
bool diags_keeps(const struct diags *ds, enum severity severity);

/* Adds a copy of D, which has been counted. 0, or -1 when there is no memory, the fault then. */
int diags_add(struct diags *ds, const struct diag *d);

/* Counts D and adds it, if it is to be. 0, or -1 when there is no memory. */
int diags_tell(struct diags *ds, const struct diag *d);

/* Sets the fault, unless there is one. */
__attribute__((format(printf, 3, 4))) void diags_set_fault(struct diags *ds, enum fault fault,
                                                           const char *format, ...);

/* Adds what to do about the fault, unless that is told. */
__attribute__((format(printf, 2, 3))) void diags_set_hint(struct diags *ds, const char *format,
                                                          ...);

/* Sets the fault that memory ran out, also in the place of another, which then could not be told
 * whole; allocates nothing. */
void diags_set_no_memory(struct diags *ds);

/* Whether it is that. */
bool diags_lack_memory(const struct diags *ds);

/* The same three as expressions of value -1, for callers to return. */
#define diags_fault(...)    (diags_set_fault(__VA_ARGS__), -1)
#define diags_hint(...)     (diags_set_hint(__VA_ARGS__), -1)
#define diags_no_memory(ds) (diags_set_no_memory(ds), -1)

struct text;

/* Releases T, of which something that was told is made: STATUS, or -1 where that was not whole. */
int diags_finish_text(struct text *t, int status, struct diags *ds);

/* Moves the problems of FROM, and its fault, behind those of DS: as if they had been told there,
 * LINES further down in their file. FROM is empty then. 0, or -1 when there is no memory, or a
 * fault. */
int diags_join(struct diags *ds, struct diags *from, uint32_t lines);

/* Problems, from number FROM on, into the order of FILES (names as the places have them, NULL for
 * none), then line, column; those of one place keep their order. 0, or -1 when there is no memory.
 */
int diags_sort(struct diags *ds, size_t from, const char *const *files, size_t n_files);

/* Takes the warnings out of those that are kept; they stay counted. */
void diags_drop_warnings(struct diags *ds);

void diags_release(struct diags *ds);

#endif
