/* workbook: tables as an Excel workbook (.xlsx), one a sheet, as the UK government's guidance on
 * spreadsheets wants it: each from column A on, under one header row, marked as a table, notes on a
 * sheet of their own. */
#ifndef OUT_WORKBOOK_H
#define OUT_WORKBOOK_H

#include "out/sink.h"
#include "out/view.h"

/* All is borrowed. */
struct sheet {
    const char *name;  /* of its tab; made to fit Excel's rules, and unlike the others' */
    const char *title; /* stands above the table, with a link to the contents; NULL: the header is
                          the first row, so that programs read the sheet as it is */
    const struct view *view; /* has a header; its document's notes go to the sheet of notes */
};

struct workbook {
    const char *title, *subject; /* of the file's properties; NULL: none */
    const char *about; /* lines that a sheet of contents begins with, under the title; NULL: there
                          is no such sheet */
    const struct sheet *sheets;
    size_t n;
};

/* Puts the bytes of W into SINK: the contents, if wanted, the tables, the notes. The same bytes
 * each time. Nothing is put where there is a fault: of usage where a table does not fit a sheet, of
 * the system where there is no memory. 0 or -1. */
int workbook_write(const struct workbook *w, struct sink *sink, struct diags *ds);

#endif
