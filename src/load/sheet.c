#include "load/sheet.h"

#include <string.h>

#include "base/likely.h"
#include "base/text.h"
#include "base/utf8.h"

struct quoted quote(struct span value)
{
    enum { CHARACTERS = 40 };
    struct quoted q = {{0}};
    struct text t = {.v = q.text, .cap = sizeof q.text}; /* which is enough: nothing is allocated */
    size_t at = 0, n = 0;
    while (at < value.length && n < CHARACTERS && t.n + 16 < sizeof q.text - 4) {
        uint32_t point;
        size_t length = utf8_next((struct span){value.text + at, value.length - at}, &point);
        length = length ? length : 1;
        text_add_visible(&t, (struct span){value.text + at, length});
        at += length;
        n++;
    }
    text_add_string(&t, at < value.length ? "..." : "");
    return q;
}

int sheet_problem(struct sheet *s, const struct row *row, int field, enum severity severity,
                  const char *code, const char *hint, const char *format, ...)
{
    struct diags *ds = s->reading->ds;
    if (severity == SEVERITY_ERROR)
        s->record_is_bad = true;
    if (!diags_count(ds, severity, code))
        return ds->fault == FAULT_NONE ? 0 : -1;
    struct text message = {0}, label = {0};
    struct diag d = {.severity = severity, .code = code, .hint = hint};
    va_list args;
    va_start(args, format);
    text_vaddf(&message, format, args);
    va_end(args);
    int column = field == ROW_WHOLE ? ROW_WHOLE : s->column[field];
    row_place(row, column, &d);
    if (column != ROW_WHOLE) {
        text_addf(&label, "field %d (%s)", column + 1, s->specs[field].name);
        d.label = text_string(&label);
    }
    d.message = text_string(&message);
    bool failed = text_failed(&message) || text_failed(&label);
    int status = failed ? diags_no_memory(ds) : diags_add(ds, &d);
    text_release(&message);
    text_release(&label);
    return status;
}

/* A problem of the header's column COLUMN, which need not be a field of ours. */
static int header_problem(struct sheet *s, const struct row *row, int column,
                          enum severity severity, const char *code, const char *message)
{
    struct diags *ds = s->reading->ds;
    if (!diags_count(ds, severity, code))
        return ds->fault == FAULT_NONE ? 0 : -1;
    struct diag d = {.severity = severity, .code = code, .message = message};
    row_place(row, column, &d);
    return diags_add(ds, &d);
}

/* The first column of the header that is named NAME, or -1. */
static int find_column(const struct row *row, struct span name)
{
    for (size_t i = 0; i < row->n; i++)
        if (span_matches(row->v[i], name))
            return (int)i;
    return -1;
}

int sheet_find_column(const struct row *row, const struct field_spec *spec)
{
    int column = spec->name ? find_column(row, span_of(spec->name)) : -1;
    struct span list = span_of(spec->aliases), alias;
    while (column < 0 && span_next(&list, '|', &alias))
        column = find_column(row, alias);
    return column;
}

/* Adds the names that would do for the field, each after a comma but the first of all. */
static void add_names(struct text *t, const struct field_spec *spec)
{
    struct span list = span_of(spec->aliases), alias;
    text_addf(t, "%s%s", t->n ? ", " : "", spec->name);
    while (span_next(&list, '|', &alias))
        text_addf(t, ", %.*s", (int)alias.length, alias.text);
}

/* "no column for grade; expected one of: grade, rating, overall" - or, of fields of which one is
 * enough, for all of them. */
static int report_missing(struct sheet *s, const struct row *row, int field)
{
    struct text names = {0}, t = {0};
    for (int i = 0; i < s->n_specs; i++)
        if (i == field ||
            (s->specs[i].need == FIELD_EITHER && s->specs[field].need == FIELD_EITHER))
            add_names(&names, &s->specs[i]);
    text_addf(&t, "no column for %s; expected one of: %s", s->specs[field].name,
              text_string(&names));
    s->usable = false;
    int status =
        text_failed(&t) || text_failed(&names)
            ? diags_no_memory(s->reading->ds)
            : header_problem(s, row, ROW_WHOLE, SEVERITY_ERROR, "E-HEADER", text_string(&t));
    text_release(&names);
    text_release(&t);
    return status;
}

/* Every required column, and one of those of which one is enough. */
static int check_required(struct sheet *s, const struct row *row)
{
    int either = -1;
    bool has_either = false;
    for (int field = 0; field < s->n_specs; field++) {
        if (s->specs[field].need == FIELD_EITHER) {
            either = either < 0 ? field : either;
            has_either = has_either || sheet_has(s, field);
        } else if (s->specs[field].need == FIELD_REQUIRED && !sheet_has(s, field) &&
                   report_missing(s, row, field) != 0) {
            return -1;
        }
    }
    return either >= 0 && !has_either ? report_missing(s, row, either) : 0;
}

bool sheet_uses(const struct sheet *s, int column)
{
    for (int field = 0; field < s->n_specs; field++)
        if (s->column[field] == column)
            return true;
    return false;
}

/* The used column before COLUMN that has the same name, or -1. */
static int find_twin(const struct sheet *s, const struct row *row, int column)
{
    for (int field = 0; field < s->n_specs; field++) {
        int used = s->column[field];
        if (used >= 0 && used < column && span_matches(row->v[used], row->v[column]))
            return used;
    }
    return -1;
}

/* How many columns, from COLUMN on, have no name. */
static int count_nameless(const struct row *row, int column)
{
    int n = 0;
    while (column + n < (int)row->n && row->v[column + n].length == 0)
        n++;
    return n;
}

/* That N columns are not used: COLUMN and, where it has no name, those next to it; or, from it on,
 * the rest of them. */
static int report_unused(struct sheet *s, const struct row *row, int column, int n, bool is_rest)
{
    struct text t = {0};
    if (is_rest)
        text_addf(&t, "%d further column%s %s not used", n, n > 1 ? "s" : "", n > 1 ? "are" : "is");
    else if (row->v[column].length == 0)
        text_addf(&t, "%d column%s without a name %s not used", n, n > 1 ? "s" : "",
                  n > 1 ? "are" : "is");
    else
        text_addf(&t, "column \"%s\" is not used", quote(row->v[column]).text);
    int status = header_problem(s, row, column, SEVERITY_WARNING, "W-COLUMN", text_string(&t));
    return diags_finish_text(&t, status, s->reading->ds);
}

static int report_twin(struct sheet *s, const struct row *row, int column, int twin)
{
    struct text t = {0};
    text_addf(&t, "column \"%s\" stands twice, first as field %d", quote(row->v[column]).text,
              twin + 1);
    s->usable = false;
    int status = header_problem(s, row, column, SEVERITY_ERROR, "E-HEADER", text_string(&t));
    return diags_finish_text(&t, status, s->reading->ds);
}

/* A used column that stands twice is an error; a column that is not used is worth a warning, but
 * nobody reads thousands of them. */
static int check_columns(struct sheet *s, const struct row *row)
{
    enum { MOST_TOLD = 100 };
    int n_told = 0, n_rest = 0, rest = 0, n, status = 0;
    for (int i = 0; i < (int)row->n && status == 0; i += n) {
        int n_nameless = count_nameless(row, i), twin = find_twin(s, row, i);
        n = n_nameless ? n_nameless : 1;
        if (twin >= 0) {
            status = report_twin(s, row, i, twin);
        } else if (!n_nameless && sheet_uses(s, i)) {
            continue;
        } else if (n_told++ < MOST_TOLD) {
            status = report_unused(s, row, i, n, false);
        } else {
            rest = n_rest ? rest : i;
            n_rest += n;
        }
    }
    return status == 0 && n_rest > 0 ? report_unused(s, row, rest, n_rest, true) : status;
}

static bool is_blank(const struct row *row)
{
    size_t i = 0;
    while (i < row->n && row->v[i].length == 0)
        i++;
    return i == row->n;
}

static int take_record(void *context, const struct row *row, struct diags *ds)
{
    struct sheet *s = context;
    if (!s->usable)
        return 0;
    if (is_blank(row)) {
        blank_run_add(&s->blank, row->line);
        return 0;
    }
    if (s->blank.from && blank_run_tell(&s->blank, s->name, ds) != 0)
        return -1;
    s->record_is_bad = false;
    int status = s->take(s, row);
    s->n_bad += s->record_is_bad;
    return status;
}

/* Above the header are, at most, a few titles. */
static int take_header(void *context, const struct row *row, struct diags *ds)
{
    struct sheet *s = context;
    if (s->n_titles == 0 && s->is_headless && s->is_headless(s, row)) {
        s->has_header = s->usable = true;
        for (int field = 0; field < s->n_specs; field++)
            s->column[field] = field;
        return take_record(s, row, ds);
    }
    if (s->choose && !s->choose(s, row))
        return ++s->n_titles < SHEET_TITLES ? ROWS_TITLE : ROWS_STOP;
    s->has_header = s->usable = true;
    s->n_columns = row->n;
    for (int field = 0; field < s->n_specs; field++)
        s->column[field] = sheet_find_column(row, &s->specs[field]);
    if (s->find_columns)
        s->find_columns(s, row);
    for (int field = 0; field < SHEET_FIELDS; field++)
        s->quick_at[field] =
            (s->column[field] < 0 ? row->n : (size_t)s->column[field]) * sizeof(struct span);
    if (check_required(s, row) != 0 || check_columns(s, row) != 0)
        return -1;
    return s->only_header ? ROWS_STOP : 0;
}

/* Blank records before it are to be told first. */
HOT static bool take_quickly(void *context, const struct span *v, uint32_t line)
{
    struct sheet *s = context;
    return s->usable && !s->blank.from && s->quick(s, v, line);
}

static int read_rows(struct sheet *s, struct rows_part *part)
{
    struct diags *ds = s->reading->ds;
    const struct row_handler handler = {.header = take_header,
                                        .record = take_record,
                                        .context = s,
                                        .mends_blanks = s->mends_blanks,
                                        .quick = s->quick ? take_quickly : NULL,
                                        .progress = s->reading->progress};
    return part ? rows_read_part(s->path, s->name, &handler, part, ds)
                : rows_read(s->path, s->name, &handler, ds);
}

static void forget_header(struct sheet *s)
{
    for (int field = 0; field < SHEET_FIELDS; field++)
        s->column[field] = -1;
    s->has_header = s->usable = false;
}

int sheet_read_header(struct sheet *s)
{
    forget_header(s);
    s->only_header = true;
    int status = read_rows(s, NULL);
    s->only_header = false;
    return status;
}

int sheet_read_part(struct sheet *s, struct rows_part *part)
{
    if (part->from == 0)
        forget_header(s);
    else
        part->n_columns = s->n_columns;
    if (read_rows(s, part) != 0)
        return -1;
    part->is_whole = part->is_whole && s->has_header && (part->is_last || !s->blank.from);
    return part->is_last ? blank_run_tell(&s->blank, s->name, s->reading->ds) : 0;
}

int sheet_read(struct sheet *s)
{
    struct diags *ds = s->reading->ds;
    size_t errors = ds->n_errors;
    forget_header(s);
    if (read_rows(s, NULL) != 0 || blank_run_tell(&s->blank, s->name, ds) != 0)
        return -1;
    if (s->has_header || ds->n_errors > errors || s->n_titles > 0)
        return 0;
    struct diag d = {.severity = SEVERITY_ERROR,
                     .code = "E-HEADER",
                     .place = {s->name, 1, 1},
                     .message = "the file is empty; expected a line of column names"};
    return diags_tell(ds, &d);
}

int sheet_required(struct sheet *s, const struct row *row, int field, struct span *value)
{
    *value = sheet_value(s, row, field);
    if (value->length > 0)
        return 0;
    return sheet_problem(s, row, field, SEVERITY_ERROR, "E-EMPTY", NULL, "the %s is empty",
                         s->specs[field].name);
}

static bool exists(struct span value, enum date_order order)
{
    struct date date;
    return date_parse(value, order, &date) == DATE_OK;
}

/* Which option would read VALUE, that ORDER does not; or NULL. One date that exists only the other
 * way round tells of others in the file, which exist either way. */
static const char *hint_of_order(struct span value, enum date_order order)
{
    static const char day_first[] = "for day-first dates add --dates dmy";
    if (order != DATE_DMY && exists(value, DATE_DMY))
        return day_first;
    if (order != DATE_MDY && exists(value, DATE_MDY))
        return "for month-first dates add --dates mdy";
    return order == DATE_ISO_ONLY && date_looks_slashed(value) ? day_first : NULL;
}

/* What to do about VALUE, which is a date to a spreadsheet only: its number of a day, or one with a
 * time behind it; or NULL. */
static const char *hint_of_spreadsheet(struct span value)
{
    enum { DIGITS = 5 };
    size_t digits = 0, blank = 0;
    while (digits < value.length && is_digit(value.text[digits]))
        digits++;
    while (blank < value.length && value.text[blank] != ' ' && value.text[blank] != 'T')
        blank++;
    struct span day = {value.text, blank};
    bool has_time = blank + 1 < value.length && is_digit(value.text[blank + 1]) &&
                    (exists(day, DATE_DMY) || exists(day, DATE_MDY));
    if (has_time)
        return "the date has a time behind it: format the column as a date, YYYY-MM-DD";
    if (digits == DIGITS && digits == value.length)
        return "this is how a spreadsheet counts days: format the column as a date, YYYY-MM-DD";
    return NULL;
}

static int report_date(struct sheet *s, const struct row *row, int field, enum date_status status)
{
    struct span value = sheet_value(s, row, field);
    struct quoted q = quote(value);
    enum date_order order = s->reading->order;
    const char *hint = hint_of_spreadsheet(value);
    hint = hint ? hint : hint_of_order(value, order);
    if (status == DATE_IMPOSSIBLE)
        return sheet_problem(s, row, field, SEVERITY_ERROR, "E-DATE", hint,
                             "date \"%s\" does not exist", q.text);
    return sheet_problem(s, row, field, SEVERITY_ERROR, "E-DATE", hint,
                         "date \"%s\" is not YYYY-MM-DD, YYYY-MM%s", q.text,
                         order == DATE_DMY   ? ", YYYY or DD/MM/YYYY"
                         : order == DATE_MDY ? ", YYYY or MM/DD/YYYY"
                                             : " or YYYY");
}

int sheet_date_as_written(struct sheet *s, const struct row *row, int field, struct date *date)
{
    struct span value = sheet_value(s, row, field);
    *date = (struct date){0};
    if (value.length == 0)
        return 0;
    enum date_status status = date_parse(value, s->reading->order, date);
    return status == DATE_OK ? 0 : report_date(s, row, field, status);
}

int sheet_read_date(struct sheet *s, const struct row *row, int field, struct date *date)
{
    struct span value = sheet_value(s, row, field);
    if (sheet_date_as_written(s, row, field, date) != 0)
        return -1;
    if (!date_is_known(*date) || date_precision(*date) == DATE_DAY)
        return 0;
    char placed[DATE_TEXT];
    date_text(date_of_day(date_place(*date, s->reading->placing)), placed);
    return sheet_problem(s, row, field, SEVERITY_WARNING, "W-PRECISION", NULL,
                         "date \"%s\" has no day; it counts as %s", quote(value).text, placed);
}
