/* pages: what stands on each sheet of a workbook - its tables, the contents and the notes, under
 * names that Excel takes. */
#ifndef OUT_PAGES_H
#define OUT_PAGES_H

#include "out/workbook.h"

/* A sheet as it is written: under TITLE and LINES, if any, one table. */
struct page {
    const char *name, *title, *lines;
    const struct view *view;
    bool is_contents; /* the first cell of each row leads to the sheet it names */
};

struct entry {
    const char *sheet, *title;
    size_t n_rows;
};

struct remark {
    const char *sheet, *note;
};

/* A table of our own making. */
struct listing {
    struct document doc;
    struct view view;
};

struct pages {
    const struct workbook *workbook;
    struct page *v;
    size_t n;
    const char *contents; /* the name of that sheet; NULL: there is none */
    struct entry *entries;
    size_t n_entries;
    struct {
        struct remark *v;
        size_t n, cap;
    } remarks;
    struct listing contents_table, notes_table;
    struct arena arena; /* names */
};

/* The pages of W, in order. A usage fault where a table does not fit a sheet. 0 or -1; to be
 * released either way. */
int pages_make(struct pages *p, const struct workbook *w, struct diags *ds);

/* Whether a link to the contents stands above the table. */
bool pages_has_link(const struct pages *p, const struct page *page);

/* The row of its header, as they count from 0. */
size_t pages_top(const struct pages *p, const struct page *page);

void pages_release(struct pages *p);

#endif
