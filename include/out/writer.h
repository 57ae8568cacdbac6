/* writer: a format in which a view, or what else its document holds, is printed. To add one: a file
 * with a `const struct writer writer_NAME`, and its line in writers.def. */
#ifndef OUT_WRITER_H
#define OUT_WRITER_H

#include "out/sink.h"
#include "out/style.h"
#include "out/view.h"

struct writer {
    enum content content; /* what it writes */
    const char *name;
    const char *suffix; /* of file names, without the dot; further ones after '|' */
    const char *summary;
    bool includes_notes; /* the notes are part of the output, too */
    bool is_binary;      /* not to be printed on a terminal */
    bool needs_header;   /* there is none without */
    /* 0, or -1 on a fault; what cannot be written is the sink's to tell. */
    int (*write)(const struct view *view, const struct style *style, struct sink *sink,
                 struct diags *ds);
};

/* The I-th format, in order; NULL behind the last. */
const struct writer *writer_at(size_t i);

/* The format of CONTENT of that name, or that a file name ends in; NULL when there is none. */
const struct writer *writer_find(enum content content, const char *name);
const struct writer *writer_for_file(enum content content, const char *path);

/* Adds the heading of a column as people read it: "median (years)" for median_years. */
void writer_add_heading(const struct column *column, struct text *text);

/* Whether cells of the column stand at the right edge. */
bool writer_is_right(const struct column *column);

#endif
