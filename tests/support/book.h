/* book: workbooks written in memory, and what is in them; a table to write. */
#ifndef SUPPORT_BOOK_H
#define SUPPORT_BOOK_H

#include "check.h"
#include "out/workbook.h"
#include "unzipped.h"

/* A column of each type; rows are arrays of so many cells. */
enum { BOOK_COLUMNS = 5 };
extern const struct column book_columns[BOOK_COLUMNS];

/* Asks for nothing in particular. */
extern const struct view_request usual_view;

struct book {
    char *bytes;
    size_t length;
    struct diags ds;
    int status;
    struct unzipped parts; /* if it was written */
};

struct book write_book(const struct workbook *w);

/* One table as the format xlsx has it. */
struct book write_table(const struct document *doc, const struct view_request *request);

void book_release(struct book *b);

/* A part of the file, to be released. */
struct text part_of(const struct book *b, const char *name);

/* How often WORD is in T. */
size_t count_in(const struct text *t, const char *word);

/* Fails unless FRAGMENT is in T. */
void check_holds(const struct text *t, const char *fragment);

/* That nothing was written, and why. */
void check_fault(const struct book *b, enum fault fault, const char *message);

/* The cell at REF of sheet N (from 1): "n:2.5" for a number, "s:good" for a text as the file has
 * it,
 * "" for an empty one. */
void check_cell(const struct book *b, int n, const char *ref, const char *expected);

#endif
