/* sheet: one record file while it is read - which column holds which field, typed values, and the
 * problems of its records. Every record file is a table of fields (struct field_spec) and a
 * function that takes one record. */
#ifndef LOAD_SHEET_H
#define LOAD_SHEET_H

#include <string.h>

#include "base/date.h"
#include "load/blanks.h"
#include "load/rows.h"

/* Of the fields marked FIELD_EITHER at least one column must be there. */
enum field_need { FIELD_OPTIONAL, FIELD_REQUIRED, FIELD_EITHER };

/* NAME is the field's own column name, ALIASES ('|' between, or NULL) others that are taken in its
 * stead, in this order. Case, blanks, '_' and '-' do not matter. */
struct field_spec {
    const char *name, *aliases;
    enum field_need need;
};

enum { SHEET_FIELDS = 40, SHEET_TITLES = 20 /* the most lines where a header is looked for */ };

/* What holds for all files of one load. */
struct reading {
    enum date_order order;
    enum date_placing placing;
    struct diags *ds;
    struct progress *progress;
};

struct sheet;
/* Whether ROW is the header. If so, the specs are those of its file, or are set to be. */
typedef bool sheet_choose(struct sheet *sheet, const struct row *row);
typedef int sheet_take(struct sheet *sheet, const struct row *row);

/* One record the quick way (load/rows.h), of which the values are sheet_quick_value(). */
typedef bool sheet_quick(struct sheet *sheet, const struct span *v, uint32_t line);

struct sheet {
    const char *path, *name; /* to open, and to print */
    const struct field_spec *specs;
    int n_specs;        /* at most SHEET_FIELDS */
    sheet_take *take;   /* one record; 0, or -1 on a fault */
    sheet_quick *quick; /* or NULL; find_columns may choose it */
    void *context;      /* of take and choose */
    /* Finds the header below lines of titles; NULL: it is the first record. */
    sheet_choose *choose;
    /* Whether ROW, which comes first, is no header but a record, of the columns that the specs
     * name, in their order; NULL: it never is. */
    sheet_choose *is_headless;
    /* Finds columns that no name tells, once the others are known; or NULL. */
    void (*find_columns)(struct sheet *sheet, const struct row *row);
    bool mends_blanks; /* as in struct row_handler */
    const struct reading *reading;

    int column[SHEET_FIELDS];      /* of each field, or -1 */
    size_t quick_at[SHEET_FIELDS]; /* bytes up to its value; behind the last where there is none */
    int n_titles;                  /* records above the header */
    struct blank_run blank;        /* records without a value, not yet told */
    bool has_header, usable;       /* usable: every required column is there */
    bool only_header;              /* is asked for */
    size_t n_columns;              /* of the header */
    bool record_is_bad;            /* an error was reported for the record at hand */
    size_t n_bad;                  /* such records */
};

/* The first column of the header ROW that SPEC names, or -1. */
int sheet_find_column(const struct row *row, const struct field_spec *spec);

/* Reads the file's header alone. 0 or -1; DS gets what is wrong up to there. */
int sheet_read_header(struct sheet *s);

/* Reads a part of the file, as sheet_read() does; but for the first part, S knows the header. Where
 * the part is not whole, what was read is of no use. */
int sheet_read_part(struct sheet *s, struct rows_part *part);

/* Reads the file, calling `take` for each record of a usable one that has a value. 0, or -1 on a
 * fault. */
int sheet_read(struct sheet *s);

/* Whether a field has the COLUMN. */
bool sheet_uses(const struct sheet *s, int column);

static inline bool sheet_has(const struct sheet *s, int field)
{
    return s->column[field] >= 0;
}

/* The value of FIELD; empty where there is no such column. */
static inline struct span sheet_value(const struct sheet *s, const struct row *row, int field)
{
    return s->column[field] < 0 ? (struct span){0} : row->v[s->column[field]];
}

/* The same of a record that goes the quick way. */
static inline struct span sheet_quick_value(const struct sheet *s, const struct span *v, int field)
{
    return *(const struct span *)(const void *)((const char *)v + s->quick_at[field]);
}

/* Reports a problem of FIELD (or ROW_WHOLE); an error makes the record bad. 0, or -1 when there is
 * no memory. HINT may be NULL. */
__attribute__((format(printf, 7, 8))) int sheet_problem(struct sheet *s, const struct row *row,
                                                        int field, enum severity severity,
                                                        const char *code, const char *hint,
                                                        const char *format, ...);

/* The value of a field that must not be empty: E-EMPTY if it is. 0 or -1. */
int sheet_required(struct sheet *s, const struct row *row, int field, struct span *value);

/* The date in FIELD, none where empty: E-DATE where it is not one. 0 or -1. */
int sheet_date_as_written(struct sheet *s, const struct row *row, int field, struct date *date);

/* The same of a date that will be placed: W-PRECISION where it has no day. 0 or -1. */
int sheet_read_date(struct sheet *s, const struct row *row, int field, struct date *date);

static inline int sheet_date(struct sheet *s, const struct row *row, int field, struct date *date)
{
    struct span value = sheet_value(s, row, field);
    *date = (struct date){0};
    return value.length == 0 || date_parse_day(value, date) ? 0
                                                            : sheet_read_date(s, row, field, date);
}

/* Cuts long values and writes out what a terminal should not see; for messages. */
struct quoted {
    char text[80];
};
struct quoted quote(struct span value);

#endif
