/* sink: where bytes go - standard output, or a file that appears whole or not at all.
 *
 * A regular file is written beside its place under a temporary name and moved there when complete;
 * a symbolic link stays and its target is replaced. Other things (a device, a pipe) are written as
 * they are. The first error is kept and told at the end. */
#ifndef OUT_SINK_H
#define OUT_SINK_H

#include <stdio.h>

#include "base/diag.h"
#include "base/progress.h"
#include "base/span.h"
#include "base/text.h"

struct sink {
    FILE *file;
    const char *name;   /* for messages; borrowed */
    struct text target; /* the path to move to, links resolved */
    struct text temporary;
    bool is_moved;             /* to be moved when complete */
    int error;                 /* of the first write that failed, an errno */
    struct progress *progress; /* to be stopped before the first byte; or NULL */
};

/* PATH NULL or "-" is standard output. 0, or -1. */
int sink_open(struct sink *s, const char *path, struct diags *ds);

void sink_put(struct sink *s, struct span bytes);
void sink_put_string(struct sink *s, const char *string);

/* Writes out what is left, and moves the file into place if KEEP and nothing failed; else the
 * temporary file is removed. The sink is released either way. 0, or -1. */
int sink_close(struct sink *s, bool keep, struct diags *ds);

#endif
