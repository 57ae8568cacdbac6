/* sink: where bytes go - standard output, standard error, or a file that appears whole or not at
 * all.
 *
 * A regular file is written beside its place under a temporary name and moved there when complete;
 * a symbolic link stays and its target is replaced. Other things (a device, a pipe) are written as
 * they are. The first error is kept and told at the end. No memory is asked for while bytes are
 * put. */
#ifndef OUT_SINK_H
#define OUT_SINK_H

#include "base/diag.h"
#include "base/progress.h"
#include "base/span.h"
#include "base/text.h"

enum { SINK_ROOM = 64 * 1024 };

struct sink {
    bool is_open;
    int fd;             /* of an open one */
    const char *name;   /* for messages; borrowed */
    struct text target; /* the path to move to, links resolved */
    struct text temporary;
    bool is_moved;             /* to be moved when complete */
    bool is_file;              /* that is to be on the disk when it is closed */
    int error;                 /* of the first write that failed, an errno */
    struct progress *progress; /* to be stopped before the first byte; or NULL */
    size_t n;                  /* bytes held back */
    char held[SINK_ROOM];
};

/* PATH NULL or "-" is standard output. 0, or -1. */
int sink_open(struct sink *s, const char *path, struct diags *ds);

void sink_open_error(struct sink *s);

/* The file FILE, which must not be there yet, of the folder that is open as FOLDER; messages call
 * it NAME. It appears at once, and stays whatever happens. 0 or -1. */
int sink_open_within(struct sink *s, int folder, const char *file, const char *name,
                     struct diags *ds);

void sink_put(struct sink *s, struct span bytes);
void sink_put_string(struct sink *s, const char *string);

/* If KEEP and nothing failed, writes out what is left, and moves the file into place; else that is
 * dropped, and the temporary file removed. Once it is moved it stays, also where it is a fault that
 * it may not be on the disk yet. The sink is released either way. 0, or -1. */
int sink_close(struct sink *s, bool keep, struct diags *ds);

#endif
