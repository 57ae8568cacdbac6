/* archive: a zip archive in the making, in memory: parts, one after another, packed as they come,
 * all dated 1980-01-01. Zeroed is valid and empty. The first failure is remembered, later additions
 * do nothing, and archive_end() tells. */
#ifndef OUT_ARCHIVE_H
#define OUT_ARCHIVE_H

#include "base/diag.h"
#include "base/text.h"

struct archive {
    struct text bytes;     /* the parts so far */
    struct text directory; /* of those that are complete */
    size_t n;              /* how many these are */
    void *stream;          /* zlib's */
    size_t start;          /* of the part at work, in the bytes */
    size_t size;           /* of the part, unpacked so far */
    unsigned long crc;
    bool is_too_large;
};

/* Begins a part of that name, in ASCII; the one before is complete. */
void archive_begin(struct archive *a, const char *name);

/* Adds to the part. */
void archive_add(struct archive *a, struct span s);

/* Completes the archive, all of whose bytes are A's then. 0, or -1 on a fault: there is no memory,
 * or it is larger than such archives can be (4 GiB). */
int archive_end(struct archive *a, struct diags *ds);

void archive_release(struct archive *a);

#endif
