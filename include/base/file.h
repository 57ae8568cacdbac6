/* file: the system's calls on files, carried through: what a signal interrupts begins again, what
 * is done in part goes on, and a pipe that is not ready (others may have made it non-blocking) is
 * waited for. Where they fail, errno says why. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/text.h"

/* To be called first. Where a standard stream is closed, no file that is opened may come to be in
 * its place, and be written to as if it were that. Standard input then cannot be read, nor standard
 * output written, as is right; what goes to standard error is not wanted. */
void file_hold_standard(void);

/* Not left to programs that are run. MODE is that of a file that is made. The descriptor, or -1. */
int file_open(const char *path, int flags, mode_t mode);

/* The same of a PATH that begins in the folder that is open as FOLDER. */
int file_open_within(int folder, const char *path, int flags, mode_t mode);

/* Makes a file of its own, for its owner only; appends to PATH a name's end that nothing has. The
 * descriptor, or -1; ENOMEM also where PATH has failed. */
int file_open_temporary(struct text *path);

/* As read(): how many bytes are there now, at most N; 0 at the end; or -1. */
ssize_t file_read(int fd, void *to, size_t n);

/* All of BYTES. 0 or -1. */
int file_write(int fd, struct span bytes);

/* To the disk, not only to the system. Where that is no notion (a pipe, some file systems), done.
 * 0 or -1. */
int file_sync(int fd);

/* 0 or -1; closed either way. */
int file_close(int fd);

#endif
