/* document: what a command answers - one typed table, a chart or a report, and its notes. Formats
 * only print it. */
#ifndef OUT_DOCUMENT_H
#define OUT_DOCUMENT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/nearest.h"
#include "base/text.h"

enum cell_kind {
    CELL_MISSING,
    CELL_TEXT,
    CELL_INTEGER,
    CELL_REAL,
    CELL_DAYS, /* a duration, in days; shown in the unit of its column */
    CELL_DATE,
    CELL_GRADE, /* a word with a rank */
};

struct cell {
    enum cell_kind kind;
    const char *text; /* of CELL_TEXT and CELL_GRADE; of CELL_MISSING what a table shows for it, or
                         NULL for "-". Borrowed */
    union {
        int64_t integer; /* of CELL_GRADE: its rank */
        double real;     /* of CELL_REAL and CELL_DAYS */
        struct date date;
    } value;
};

/* A text that is NULL or empty, a number that is NaN and a date that is not known are missing. */
struct cell cell_missing(const char *shown);
struct cell cell_text(const char *text);
struct cell cell_integer(int64_t value);
struct cell cell_real(double value);
struct cell cell_days(double days);
struct cell cell_date(struct date date);
struct cell cell_grade(const char *word, int rank);

enum column_type { TYPE_TEXT, TYPE_INTEGER, TYPE_NUMBER, TYPE_DATE, TYPE_GRADE };

extern const char *const column_type_name[];

enum column_flags {
    COLUMN_KEY = 1,   /* tells the rows apart: repeated where a wide table is folded */
    COLUMN_WRAP = 2,  /* long text, which may run over several lines */
    COLUMN_EXTRA = 4, /* not shown unless asked for */
};

struct column;
typedef struct cell cell_getter(const void *context, const void *row, const struct column *column);

/* NAME is snake_case and ends in the unit where it has one of time. */
struct column {
    const char *name;
    enum column_type type;
    const char *unit; /* "years", "months", "days", "probability", ... or NULL */
    const char *meaning;
    cell_getter *get;
    unsigned flags;
    int which; /* for getters that serve several columns */
};

/* Rows are elements of one array; cells are made when they are asked for. All is borrowed. */
struct table {
    const struct column *columns;
    size_t n_columns;
    const void *rows;
    size_t n_rows, row_size;
    const void *context; /* of the getters */
};

struct notes {
    const char **v;
    size_t n, cap;
};

enum content { CONTENT_TABLE, CONTENT_CHART, CONTENT_REPORT };

struct chart;
struct report;

/* Zeroed is valid and empty. */
struct document {
    const char *command;
    struct table table;
    const struct chart *chart;   /* of CONTENT_CHART, which has no table; borrowed */
    const struct report *report; /* of CONTENT_REPORT, likewise */
    struct notes notes;
    struct arena arena;        /* of the notes */
    bool failed;               /* there was no memory for a note */
    enum date_placing placing; /* of partial dates, where they are compared */

    /* The rank of a grade word, for comparisons in conditions; false where it is none, and the
     * known ones are offered to NEAR. NULL when the table has no grades. */
    bool (*rank_of)(const void *context, struct nearest *near, int *rank);
    const void *rank_context;
};

static inline struct cell table_cell(const struct table *t, size_t row, const struct column *column)
{
    return column->get(t->context, (const char *)t->rows + row * t->row_size, column);
}

__attribute__((format(printf, 2, 3))) void document_note(struct document *doc, const char *format,
                                                         ...);

void document_release(struct document *doc);

#endif
