/* unpack: the bytes of a file, as they were before it was compressed (gzip, zstd), or as they are.
 * How a file begins tells which; several compressed files one after the other are one. The only
 * user of libzstd, and of zlib for reading. */
#ifndef LOAD_UNPACK_H
#define LOAD_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct unpacking; /* of a compressed file */

struct unpacked {
    int fd;
    bool is_begun;               /* it is known whether it is compressed */
    struct unpacking *unpacking; /* NULL: it is not */
    uint64_t n_read;             /* bytes of the file so far */
};

/* Whether the file of N bytes at HEAD, or more, begins as compressed ones do. */
bool unpack_is_packed(const unsigned char *head, size_t n);

/* At most N bytes to TO. Returns how many; 0 at the end; -1 when they cannot be had: *PROBLEM says
 * why (a literal), or is NULL and errno does. */
ssize_t unpack_read(struct unpacked *u, void *to, size_t n, const char **problem);

void unpack_release(struct unpacked *u);

#endif
