/* view: how a document is to be shown - which columns, in which units, which rows, in which order.
 * The document itself stays as it is. */
#ifndef OUT_VIEW_H
#define OUT_VIEW_H

#include "base/progress.h"
#include "out/document.h"

enum unit { UNIT_YEARS, UNIT_MONTHS, UNIT_DAYS };

/* What is asked for; zeroed with digits and limit -1 asks for nothing in particular. */
struct view_request {
    enum unit unit;           /* of columns in years, which are renamed to match */
    const char *columns;      /* "a,b" these; "+a" besides; "-a" not; NULL: the usual ones */
    const char *sort;         /* "a,-b"; NULL: as they come */
    const char *const *where; /* "COLUMN=VALUE", also != < <= > >= ~; all must hold */
    size_t n_where;
    int64_t limit; /* rows; -1: all */
    int digits;    /* decimals of numbers; -1: as fits the format */
    bool has_header;
    struct progress *progress; /* of sorting */
};

/* Columns are copies, in the units asked for; ROWS are numbers of rows of the document. */
struct view {
    const struct document *doc;
    struct column *columns; /* all of the document */
    size_t n_columns;
    const struct column **shown;
    size_t n_shown;
    size_t *rows;
    size_t n_rows;
    size_t n_left_out; /* rows that the limit cut off */
    int digits;
    bool has_header;
    struct progress *progress; /* of writing its rows, which has begun */
    struct arena arena;        /* names */
};

/* Checks REQUEST against DOC's columns before there are rows: a name that is not there, a value
 * that does not fit its column, is a usage fault. 0 or -1. */
int view_make(struct view *view, const struct document *doc, const struct view_request *request,
              struct diags *ds);

static inline struct cell view_cell(const struct view *v, size_t row, size_t column)
{
    return table_cell(&v->doc->table, v->rows[row], v->shown[column]);
}

/* Adds the cell as machines read it: shortest numbers (or DIGITS decimals), ISO dates, nothing for
 * missing. */
void view_add_exact(const struct view *v, const struct column *column, struct cell cell,
                    struct text *text);

/* Adds the cell as people read it: rounded to what suits its unit, "-" or a word for missing. */
void view_add_shown(const struct view *v, const struct column *column, struct cell cell,
                    struct text *text);

/* The number that view_add_exact() writes for a cell of CELL_REAL or CELL_DAYS. */
double view_number(const struct view *v, const struct column *column, struct cell cell);

/* Decimals that people read numbers of the column with. */
int view_decimals(const struct view *v, const struct column *column);

/* Days in the unit NAME, a year or a month; 1 for others. */
double unit_days(const char *name);

void view_release(struct view *view);

#endif
