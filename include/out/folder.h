/* folder: several files that appear together in a folder. */
#ifndef OUT_FOLDER_H
#define OUT_FOLDER_H

#include "out/view.h"

/* A file to be written as CSV. */
struct folder_file {
    const char *name;
    struct table table;
    bool is_optional; /* not written where it has no row */
};

/* Writes FILES into the folder PATH, which is made where it is not there; the last one is the one
 * that makes it complete. A fault where one is there already: nothing is overwritten, nor mixed
 * with the files of another process that writes there. On a fault none of them is left, nor the
 * folder that was made. 0 or -1. */
int folder_write(const char *path, const struct folder_file *files, size_t n,
                 struct progress *progress, struct diags *ds);

#endif
