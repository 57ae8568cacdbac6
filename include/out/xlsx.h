/* xlsx: the cells of a workbook in the making, by libxlsxwriter, whose header only this one
 * includes. The first call that fails is remembered; later ones do nothing. */
#ifndef OUT_XLSX_H
#define OUT_XLSX_H

#include <xlsxwriter.h>

#include "out/view.h"

enum { XLSX_TEXT_MOST = 32767 }; /* UTF-16 units that a cell holds */

struct xlsx {
    lxw_workbook *book;
    lxw_format *heading, *header, *date, *plain; /* of titles, header rows, dates, other texts */
    struct text text;                            /* of the cell at work */
    size_t n_cells;                              /* that hold something */
    lxw_error error;
};

/* A workbook to be written to PATH; FOLDER is for its parts. 0, or -1 when there is no memory. */
int xlsx_open(struct xlsx *x, const char *path, const char *folder);

/* Writes the file, and releases X. 0, or what went wrong. */
lxw_error xlsx_close(struct xlsx *x);

/* Another format of cells: NUMBER is Excel's code for numbers, or NULL. NULL when there is no
 * memory. */
lxw_format *xlsx_format(struct xlsx *x, const char *number);

/* Adds S as cells hold texts: what XML has no character for, and CR, as _xHHHH_, which is read as
 * the character; what looks like such a code already is kept from being one; a byte that is not
 * UTF-8 becomes U+FFFD. Returns its length in UTF-16 units, as Excel counts. */
size_t xlsx_add_text(struct text *t, const char *s);

/* A title and a subject in the file's properties, NULL for none. The date of creation is always
 * 1980-01-01. */
void xlsx_set_properties(struct xlsx *x, const char *title, const char *subject);

void xlsx_put_text(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column,
                   const char *text, lxw_format *format);
void xlsx_put_number(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column, double value,
                     lxw_format *format);

/* TEXT, which leads to the sheet of that name. IS_NEW: the cell was empty. */
void xlsx_put_link(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column,
                   const char *text, const char *name, bool is_new);

/* The day's number in a sheet; 0 where a sheet has no such date, as it is not of day precision or
 * before 1900-03-01 (Excel takes 1900 for a leap year). */
int32_t xlsx_day(struct date date);

/* Puts V as a table called NAME, its header in row TOP, which is frozen with those above; the
 * meaning of each column as a note on its header. */
void xlsx_put_table(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t top,
                    const char *name);

#endif
