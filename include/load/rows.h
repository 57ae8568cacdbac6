/* rows: the records of one CSV file, in order, each with its place. The only user of libcsv.
 *
 * RFC 4180, strict: libcsv parses (CSV_STRICT with CSV_STRICT_FINI), whole blocks at a time. What
 * libcsv does not tell is kept here: the line on which a record begins, and the raw lines of the
 * block, so that a column and an excerpt can be worked out for those records that need them. A
 * byte-order mark is skipped. After a structural problem reading goes on at the next line.
 *
 * Reported here: E-QUOTE, E-SIZE, E-ENCODING, E-RAGGED, W-BLANK. Records with such an error are not
 * handed on, but for those at a bare CR, of which the first is told. */
#ifndef LOAD_ROWS_H
#define LOAD_ROWS_H

#include <stdint.h>

#include "base/diag.h"
#include "base/progress.h"
#include "base/span.h"

struct reader;

/* One record. Its values are trimmed of ASCII blanks at both ends, are UTF-8 without NUL, and live
 * until the handler returns. Of each, ROWS_READABLE bytes can be read, whatever its length. */
struct row {
    const struct span *v;
    size_t n;
    uint32_t line; /* where the record begins, from 1 */
    struct reader *reader;
};

/* What is done with the header and with each further record; every record has as many fields as
 * the header. Both return 0, or -1 to stop reading with a fault in DS, or ROWS_STOP to stop
 * without; of a record that is not the header, but a title above it, header() returns ROWS_TITLE,
 * and is given the next. */
enum { ROWS_TITLE = 1, ROWS_STOP = 2 };

enum { ROWS_READABLE = 32 };

/* The quick way of records of which nothing needs a word, and of which there can be millions. V are
 * the values of the record that begins on LINE, as in struct row, of as many columns as the header
 * has, and behind them an empty one. True if it is taken; else nothing has happened, and record()
 * is called. */
typedef bool quick_record(void *context, const struct span *v, uint32_t line);

struct row_handler {
    int (*header)(void *context, const struct row *row, struct diags *ds);
    int (*record)(void *context, const struct row *row, struct diags *ds);
    void *context;
    quick_record *quick; /* NULL: there is none */
    bool mends_blanks; /* of web pages and spreadsheets: blanks that do not break are plain ones */
    struct progress *progress; /* of reading; begun and not ended here */
};

/* A part of a file, from one line end to another: several can be read at once. */
struct rows_part {
    uint64_t from, to; /* bytes of the file */
    size_t n_columns;  /* of the header; 0: this part has it */
    bool is_last;
    uint32_t n_lines; /* set: that it has ... */
    bool is_whole;    /* ... and whether the next part begins as if nothing stood before it */
};

/* Reads a part of PATH, which must be a regular file, as rows_read() does, and counts its lines
 * from
 * 1. Where it is not whole the guess of where records end was wrong: what was read is of no use. */
int rows_read_part(const char *path, const char *name, const struct row_handler *handler,
                   struct rows_part *part, struct diags *ds);

/* Cuts the regular file PATH into at most N parts of about LEAST bytes or more, after line ends;
 * the first of FIRST bytes or, where that is 0, as long as the others. Returns how many: 1 where it
 * cannot be cut, or is no such file. */
size_t rows_cut(const char *path, size_t n, uint64_t least, uint64_t first,
                struct rows_part *parts);

/* Reads PATH ("-" is standard input) to its end. NAME stands for it in places, and must outlive DS.
 * 0, with problems in DS, or -1 when it cannot be read or memory runs out. An empty file calls no
 * handler. */
int rows_read(const char *path, const char *name, const struct row_handler *handler,
              struct diags *ds);

enum { ROW_WHOLE = -1 };

/* Sets the place, excerpt and mark of D to field FIELD of ROW (from 0), or to the whole record.
 * The excerpt is valid until the next call with the same reader. */
void row_place(const struct row *row, int field, struct diag *d);

#endif
