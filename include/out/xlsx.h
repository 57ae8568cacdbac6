/* xlsx: the parts of a workbook's file, an archive of XML (ECMA-376): what any cell, and any part,
 * is written by. A failed allocation is remembered, and told at the end. */
#ifndef OUT_XLSX_H
#define OUT_XLSX_H

#include "base/intern.h"
#include "out/archive.h"
#include "out/view.h"

enum {
    XLSX_TEXT_MOST = 32767, /* UTF-16 units that a cell holds */
    XLSX_ROWS_MOST = 1048576,
    XLSX_COLUMNS_MOST = 16384,
    XLSX_DECIMALS_MOST = 30,
};

/* How a cell looks: its place in the list of styles. Numbers with N decimals: XLSX_REAL + N. */
enum xlsx_style {
    XLSX_PLAIN = 1,
    XLSX_WRAPPED,
    XLSX_HEADING,
    XLSX_HEADER,
    XLSX_LINK,
    XLSX_DATE,
    XLSX_REAL,
};

enum { XLSX_REFERENCE = 24 };

struct xlsx {
    struct archive archive;
    struct text xml;       /* of the part at work, not yet packed */
    struct text text;      /* at work */
    struct intern strings; /* the texts of cells */
    struct arena arena;    /* that the texts are in */
    size_t n_texts;        /* cells that hold one */
    size_t n_shape_blocks; /* of 1024 numbers, for the boxes of notes */
    bool failed;
};

/* Begins a part of that name, one of XML. */
__attribute__((format(printf, 2, 3))) void xlsx_begin(struct xlsx *x, const char *name, ...);

/* Adds XML to the part as it is, and packs what there is from time to time. */
__attribute__((format(printf, 2, 3))) void xlsx_addf(struct xlsx *x, const char *format, ...);

/* Adds S, as by xlsx_add_text(), to the part: as the text of an element or, IS_VALUE, within the
 * quotes of an attribute. */
void xlsx_add_escaped(struct xlsx *x, const char *s, bool is_value);

/* Adds S as workbooks hold texts: what XML has no character for, and CR, as _xHHHH_, which is read
 * as the character; what looks like such a code already is kept from being one; a byte that is not
 * UTF-8 becomes U+FFFD. Returns its length in UTF-16 units, as Excel counts. */
size_t xlsx_add_text(struct text *t, struct span s);

#define XLSX_RELATIONSHIPS "http://schemas.openxmlformats.org/package/2006/relationships"

/* In a part of relations: number ID, of that type, and the part that it leads to. */
__attribute__((format(printf, 4, 5))) void
xlsx_add_relation(struct xlsx *x, size_t id, const char *type, const char *target, ...);

/* "B3" for row 2, column 1, as both count from 0. */
const char *xlsx_reference(size_t row, size_t column, char to[static XLSX_REFERENCE]);

/* Cells of the row at work. */
void xlsx_put_text(struct xlsx *x, size_t row, size_t column, const char *text, int style);
void xlsx_put_number(struct xlsx *x, size_t row, size_t column, double value, int style);

/* The day's number in a sheet; 0 where a sheet has no such date, as it is not of day precision or
 * before 1900-03-01 (Excel takes 1900 for a leap year). */
int32_t xlsx_day(struct date date);

/* The list of texts, a part. */
void xlsx_put_strings(struct xlsx *x);

/* The styles, a part. */
void xlsx_put_styles(struct xlsx *x);

/* Completes the file, all of whose bytes are the archive's then. 0, or -1 on a fault. */
int xlsx_end(struct xlsx *x, struct diags *ds);

void xlsx_release(struct xlsx *x);

#endif
