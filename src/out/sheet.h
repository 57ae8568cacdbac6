/* sheet: a page of a workbook as parts of its file: cells, the table that they are, and a note on
 * each header. */
#ifndef OUT_SHEET_H
#define OUT_SHEET_H

#include "out/pages.h"
#include "out/xlsx.h"

/* Of one column. */
struct sheet_column {
    size_t width; /* in characters */
    int real;     /* the style of its numbers */
    bool wraps;   /* texts that are too long */
};

struct sheet_layout {
    const struct page *page;
    size_t number;                      /* of the sheet, from 1 */
    size_t top;                         /* the row of the header; those above are frozen with it */
    const struct sheet_column *columns; /* as many as the view shows */
};

/* The parts of page I of P. */
void sheet_put(struct xlsx *x, const struct pages *p, size_t i);

/* Height of the N-th row of a table, in points. */
size_t sheet_row_points(const struct sheet_layout *l, size_t row);

/* Heading, unit and meaning of each column, and the boxes that they are shown in: two parts. */
void sheet_put_notes(struct xlsx *x, const struct sheet_layout *l);

#endif
