/* segments_reader: what the reader of segments keeps while it reads. */
#ifndef LOAD_SEGMENTS_READER_H
#define LOAD_SEGMENTS_READER_H

#include "load/segments.h"
#include "loader.h"

/* The columns of the complete form; those from SEGMENTS_ROW on are its own. */
enum {
    SEGMENTS_COUNCIL,
    SEGMENTS_EPISODE,
    SEGMENTS_MODEL,
    SEGMENTS_START,
    SEGMENTS_STOP,
    SEGMENTS_STATUS,
    SEGMENTS_EVENT,
    SEGMENTS_PRIOR,
    SEGMENTS_ROW,
    SEGMENTS_ORIGIN,
    SEGMENTS_END,
    SEGMENTS_EVER,
    SEGMENTS_ITEM,
    SEGMENTS_VALUE,
    SEGMENTS_FIELDS
};

struct segments_file {
    struct span *header; /* its values; NULL: it has none */
    int column[SEGMENTS_FIELDS];
    size_t n[2], told[2]; /* segments and falls: that were read, and that it counts */
    bool has_told[2];
    uint32_t line;    /* where it counts them last */
    unsigned choices; /* bits: those that it tells */
};

/* A choice as it was told last, and where it was told first. */
struct segments_seen {
    const char *last;
    uint32_t line;
    size_t file;
};

/* The loader comes first: sheet_...() and report_...() know the dataset by it. */
struct segments_reader {
    struct loader loader;
    struct segment_records *records;
    struct segments_file *files;
    size_t file; /* the one that is read */
    struct segments_seen choices[SEGMENTS_CHOICES];
};

/* Orders the segments, and finds what is wrong between them, and whether each file is whole. 0 or
 * -1. */
int check_segments(struct segments_reader *r);

#endif
