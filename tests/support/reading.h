/* reading: what rows_read() hands on, as text, from a file or from a pipe that is cut in pieces. */
#ifndef SUPPORT_READING_H
#define SUPPORT_READING_H

#include <sys/types.h>

#include "check.h"
#include "load/rows.h"

/* What was read: "LINE:first|second|..." for each record, the header's with "h". Zeroed is ready;
 * a second file's is added. */
struct reading {
    struct text records;
    struct diags ds;
    size_t n_records;
    bool brief;       /* values are not kept, only lines */
    bool is_quick;    /* records go the quick way, where they can ... */
    size_t n_columns; /* ... with as many values as the header has */
};

/* The handlers of a header and of a record; CONTEXT is a struct reading. */
int reading_header(void *context, const struct row *row, struct diags *ds);
int reading_record(void *context, const struct row *row, struct diags *ds);

/* Reads PATH under the name x.csv; returns what rows_read() does. */
int read_into(struct reading *r, const char *path);
void reading_release(struct reading *r);

/* Fails with NAME unless problems_text() of what was told is EXPECTED. */
void check_problems(const struct reading *r, const char *expected, const char *name);

/* How a pipe's content is cut: the first write of FIRST bytes, the others of REST or, where there
 * is RANDOM, all of random sizes. Linux keeps the writes of an O_DIRECT pipe apart, so that each
 * read gets one. */
struct cut {
    size_t first, rest;
    struct random *random;
};

/* Reads S through such a pipe, without a fault. */
void read_through_pipe(struct reading *r, struct span s, const struct cut *cut);

/* The process that writes: feed_start() makes one that writes S to FD, which is closed here, as
 * OTHER is there (-1: none); feed_put() is what it does; feed_end() awaits its good end. */
pid_t feed_start(int fd, int other, struct span s, const struct cut *cut);
void feed_put(int fd, struct span s, const struct cut *cut);
void feed_end(pid_t child);

#endif
