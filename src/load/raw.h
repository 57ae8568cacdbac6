/* raw: the bytes of a file while it is read - whole lines, from the beginning of the record that is
 * being read, so that fields can be placed and shown. */
#ifndef LOAD_RAW_H
#define LOAD_RAW_H

#include <stdint.h>

#include "base/diag.h"
#include "base/progress.h"
#include "base/span.h"
#include "unpack.h"

enum {
    RAW_LIMIT = 16 * 1024 * 1024, /* bytes of a record that are kept at most */
    RAW_READABLE = 32,            /* that can be read behind the last one */
};

struct raw {
    struct unpacked file;
    const char *name;
    char *buffer;
    size_t size;
    size_t kept; /* buffer[kept..fed) is parsed, and kept for excerpts */
    size_t fed;  /* buffer[fed..end) is still to be parsed */
    size_t end;
    uint32_t kept_line;  /* number of the line at buffer[kept] */
    uint32_t found_line; /* a line located before, so that a search goes on from there */
    size_t found;
    bool at_end;
    uint64_t left; /* bytes that are to be read, at most */
    struct progress *progress;
};

/* How many bytes the regular file PATH has; 0 where that cannot be known, or it is compressed, so
 * that it cannot be read from any byte on. */
uint64_t raw_size(const char *path);

/* Where the line ends that byte AT of PATH belongs to: behind its line feed; SIZE, that of the
 * file, where there is none. */
uint64_t raw_line_end(const char *path, uint64_t at, uint64_t size);

/* Opens PATH ("-" is standard input), which messages call NAME. To be closed also on failure.
 * PROGRESS is told of what is read, but not where somebody types it. 0 or -1. */
int raw_open(struct raw *r, const char *path, const char *name, struct progress *progress,
             struct diags *ds);

/* Reads from byte FROM of the file on, and up to byte TO; nothing is read yet. 0 or -1. */
int raw_limit(struct raw *r, uint64_t from, uint64_t to, struct diags *ds);

/* Reads more bytes behind the others, of a record that is under way at most up to its limit. 0 or
 * -1. */
int raw_fill(struct raw *r, struct diags *ds);

/* Where line LINE begins in the buffer; LINE must not lie before the kept ones. */
size_t raw_find_line(struct raw *r, uint32_t line);

/* The text from where line LINE begins to the end of what is read. */
struct span raw_from(struct raw *r, uint32_t line);

/* The end of the first line in the buffer, or 0 where none ends. */
size_t raw_first_line_end(const struct raw *r);

/* The end of the first whole line in buffer[fed..end), or fed. */
size_t raw_next_line_end(const struct raw *r);

/* The end of the last whole line in buffer[fed..end), or fed. */
size_t raw_last_line_end(const struct raw *r);

/* Forgets what stands before buffer[start], where line LINE begins. */
void raw_discard(struct raw *r, size_t start, uint32_t line);

void raw_close(struct raw *r);

#endif
