/* folder: several files that appear together in a folder, or in folders within it.
 *
 * They are written in a temporary folder, to the disk. Where there is no folder yet that one takes
 * its place: all files are there or none, also where the process is killed. Into a folder that is
 * there (which stays: it may be somebody's working folder, and has an owner) they are moved one
 * after the other, the last one at the end: the one without which the others are nothing. A folder
 * within it is moved as a whole. */
#ifndef OUT_FOLDER_H
#define OUT_FOLDER_H

#include "out/view.h"

/* A file to be written as CSV. */
struct folder_file {
    const char *name; /* or FOLDER/NAME; those of one folder follow each other */
    struct table table;
    bool is_optional;    /* not written where it has no row */
    const bool *is_lost; /* set by the table's cells where there was no memory for one */
};

/* Writes FILES into the folder PATH, which is made where it is not there. A fault where one, or a
 * folder of theirs, is there already: nothing is overwritten, nor mixed with the files of another
 * process that writes there. On a fault none of them is left, nor the folder that was made; but for
 * the last fault that can be, that they may not be on the disk yet. 0 or -1. */
int folder_write(const char *path, const struct folder_file *files, size_t n,
                 struct progress *progress, struct diags *ds);

#endif
