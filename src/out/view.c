#include "out/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "out/condition.h"

static const struct {
    const char *name;
    double days;
    int decimals; /* that people read */
} units[] = {
    {"years", DAYS_PER_YEAR, 1},
    {"months", DAYS_PER_MONTH, 1},
    {"days", 1, 0},
    {"probability", 1, 3},
    {"share", 1, 3},
    {"per year", 1, 3},
};

static const char *const unit_name[] = {
    [UNIT_YEARS] = "years",
    [UNIT_MONTHS] = "months",
    [UNIT_DAYS] = "days",
};

double unit_days(const char *name)
{
    for (size_t i = 0; name && i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i].name, name) == 0)
            return units[i].days;
    return 1;
}

static int unit_decimals(const char *name)
{
    for (size_t i = 0; name && i < sizeof units / sizeof units[0]; i++)
        if (strcmp(units[i].name, name) == 0)
            return units[i].decimals;
    return 2;
}

/* "median_years" as "median_months", "years" as "months"; other names as they are. */
static const char *rename_column(struct view *v, const struct column *c, enum unit unit)
{
    const char *years = unit_name[UNIT_YEARS];
    size_t n = strlen(c->name), length = strlen(years);
    if (n < length || strcmp(c->name + n - length, years) != 0 ||
        (n > length && c->name[n - length - 1] != '_'))
        return c->name;
    struct text t = {0};
    text_addf(&t, "%.*s%s", (int)(n - length), c->name, unit_name[unit]);
    return text_keep(&t, &v->arena);
}

static bool has_column(const struct table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return true;
    return false;
}

static bool is_in_years(const struct column *c)
{
    return c->unit && strcmp(c->unit, unit_name[UNIT_YEARS]) == 0;
}

/* Columns in years in the unit asked for; one that the table has in that unit already is left out.
 */
static int copy_columns(struct view *v, const struct table *t, enum unit unit)
{
    v->columns = calloc(t->n_columns + 1, sizeof *v->columns);
    if (!v->columns)
        return -1;
    for (size_t i = 0; i < t->n_columns; i++) {
        struct column c = t->columns[i];
        if (unit != UNIT_YEARS && is_in_years(&c)) {
            c.name = rename_column(v, &c, unit);
            c.unit = unit_name[unit];
            if (!c.name)
                return -1;
            if (c.name != t->columns[i].name && has_column(t, c.name))
                continue;
        }
        v->columns[v->n_columns++] = c;
    }
    return 0;
}

/* A usage fault where a unit is asked for and no column is in years. */
static int check_unit(const struct table *t, enum unit unit, struct diags *ds)
{
    bool any = unit == UNIT_YEARS;
    for (size_t i = 0; i < t->n_columns; i++)
        any = any || is_in_years(&t->columns[i]);
    return any ? 0 : diags_fault(ds, FAULT_USAGE, "--units has no effect: no column is in years");
}

static void show(struct view *v, const struct column *c)
{
    for (size_t i = 0; i < v->n_shown; i++)
        if (v->shown[i] == c)
            return;
    v->shown[v->n_shown++] = c;
}

static void hide(struct view *v, const struct column *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < v->n_shown; i++)
        if (v->shown[i] != c)
            v->shown[kept++] = v->shown[i];
    v->n_shown = kept;
}

static void show_usual(struct view *v)
{
    for (size_t i = 0; i < v->n_columns; i++)
        if (!(v->columns[i].flags & COLUMN_EXTRA))
            show(v, &v->columns[i]);
}

/* A list of names alone replaces the usual columns; one of +NAME and -NAME changes them. */
static int choose_columns(struct view *v, const char *list, struct diags *ds)
{
    struct span rest = span_of(list), item;
    v->shown = calloc(v->n_columns + 1, sizeof *v->shown);
    if (!v->shown)
        return diags_no_memory(ds);
    struct span first = span_trim(span_of(list));
    if (!list || (first.length && (first.text[0] == '+' || first.text[0] == '-')))
        show_usual(v);
    while (span_next(&rest, ',', &item)) {
        bool adds = item.length && item.text[0] == '+', drops = item.length && item.text[0] == '-';
        struct span name = {item.text + (adds || drops), item.length - (adds || drops)};
        const struct column *c = column_find(v->columns, v->n_columns, name, ds);
        if (!c)
            return -1;
        if (drops)
            hide(v, c);
        else
            show(v, c);
    }
    if (v->n_shown == 0 && v->n_columns > 0)
        return diags_fault(ds, FAULT_USAGE, "no column is left to show");
    return 0;
}

static int filter(struct view *v, const struct condition *conditions, size_t n)
{
    const struct table *t = &v->doc->table;
    v->rows = malloc((t->n_rows + 1) * sizeof *v->rows);
    if (!v->rows)
        return -1;
    for (size_t row = 0; row < t->n_rows; row++) {
        int holds = true;
        for (size_t i = 0; i < n && holds > 0; i++)
            holds = condition_holds(&conditions[i], table_cell(t, row, conditions[i].column));
        if (holds < 0)
            return -1;
        if (holds)
            v->rows[v->n_rows++] = row;
    }
    return 0;
}

static int choose_rows(struct view *v, const struct view_request *rq, struct diags *ds)
{
    struct condition *conditions = calloc(rq->n_where + 1, sizeof *conditions);
    int status = conditions ? 0 : diags_no_memory(ds);
    for (size_t i = 0; i < rq->n_where && status == 0; i++)
        status =
            condition_parse(&conditions[i], rq->where[i], v->columns, v->n_columns, v->doc, ds);
    if (status == 0 && filter(v, conditions, rq->n_where) != 0)
        status = diags_no_memory(ds);
    for (size_t i = 0; conditions && i < rq->n_where; i++)
        condition_release(&conditions[i]);
    free(conditions);
    return status;
}

struct sort_key {
    const struct column *column;
    bool descending;
};

struct sorting {
    const struct table *table;
    enum date_placing placing;
    struct sort_key *v;
    size_t n, cap;
    struct progress *progress;
    uint64_t n_compared;
};

static int compare_numbers(double a, double b)
{
    return a < b ? -1 : a > b;
}

/* Grades by rank, dates by day, numbers by size, text by bytes. */
static int compare_cells(struct cell a, struct cell b, enum date_placing placing)
{
    switch (a.kind) {
    case CELL_INTEGER:
    case CELL_GRADE:
        return (a.value.integer > b.value.integer) - (a.value.integer < b.value.integer);
    case CELL_REAL:
    case CELL_DAYS:
        return compare_numbers(a.value.real, b.value.real);
    case CELL_DATE:
        return compare_numbers(date_place(a.value.date, placing),
                               date_place(b.value.date, placing));
    case CELL_TEXT:
        return strcmp(a.text, b.text);
    case CELL_MISSING:
        break;
    }
    return 0;
}

/* Missing ones last, whatever the direction; equal ones as they were. */
static int compare_rows(const void *x, const void *y, void *context)
{
    struct sorting *s = context;
    const size_t *a = x, *b = y;
    progress_at(s->progress, ++s->n_compared);
    for (size_t i = 0; i < s->n; i++) {
        struct cell p = table_cell(s->table, *a, s->v[i].column);
        struct cell q = table_cell(s->table, *b, s->v[i].column);
        if (p.kind != q.kind)
            return p.kind == CELL_MISSING ? 1 : -1;
        int order = compare_cells(p, q, s->placing);
        if (order != 0)
            return s->v[i].descending ? -order : order;
    }
    return (*a > *b) - (*a < *b);
}

static int sort_rows(struct view *v, const char *list, struct progress *progress, struct diags *ds)
{
    struct sorting s = {.table = &v->doc->table, .placing = v->doc->placing, .progress = progress};
    struct span rest = span_of(list), item;
    int status = 0;
    while (status == 0 && span_next(&rest, ',', &item)) {
        bool descending = item.length && item.text[0] == '-';
        struct span name = {item.text + descending, item.length - descending};
        const struct column *c = column_find(v->columns, v->n_columns, name, ds);
        if (!c)
            status = -1;
        else if (ARRAY_ROOM(&s) != 0)
            status = diags_no_memory(ds);
        else
            s.v[s.n++] = (struct sort_key){c, descending};
    }
    if (status == 0 && s.n > 0 && v->n_rows > 0) {
        progress_begin(progress, (struct task){"sorting", NULL, 0, "comparison"});
        qsort_r(v->rows, v->n_rows, sizeof *v->rows, compare_rows, &s);
    }
    free(s.v);
    return status;
}

int view_make(struct view *view, const struct document *doc, const struct view_request *request,
              struct diags *ds)
{
    *view = (struct view){.doc = doc, .digits = request->digits, .has_header = request->has_header};
    if (check_unit(&doc->table, request->unit, ds) != 0)
        return -1;
    if (copy_columns(view, &doc->table, request->unit) != 0)
        return diags_no_memory(ds);
    if (choose_columns(view, request->columns, ds) != 0 || choose_rows(view, request, ds) != 0 ||
        sort_rows(view, request->sort, request->progress, ds) != 0)
        return -1;
    if (request->limit >= 0 && view->n_rows > (size_t)request->limit) {
        view->n_left_out = view->n_rows - (size_t)request->limit;
        view->n_rows = (size_t)request->limit;
    }
    return 0;
}

static double real_value(const struct column *column, struct cell cell)
{
    return cell.kind == CELL_DAYS ? cell.value.real / unit_days(column->unit) : cell.value.real;
}

double view_number(const struct view *v, const struct column *column, struct cell cell)
{
    char number[NUMBER_TEXT];
    double value = real_value(column, cell);
    if (v->digits >= 0)
        value = strtod(number_fixed(value, v->digits, number), NULL);
    return value == 0 ? 0 : value; /* not -0 */
}

int view_decimals(const struct view *v, const struct column *column)
{
    return v->digits >= 0 ? v->digits : unit_decimals(column->unit);
}

/* What is written the same for machines and people. */
static void add_plain(struct cell cell, struct text *text)
{
    char date[DATE_TEXT];
    if (cell.kind == CELL_INTEGER)
        text_addf(text, "%lld", (long long)cell.value.integer);
    else if (cell.kind == CELL_DATE)
        text_add_string(text, date_text(cell.value.date, date));
    else
        text_add_string(text, cell.text);
}

void view_add_exact(const struct view *v, const struct column *column, struct cell cell,
                    struct text *text)
{
    char number[NUMBER_TEXT];
    if (cell.kind == CELL_MISSING)
        return;
    if (cell.kind != CELL_REAL && cell.kind != CELL_DAYS)
        add_plain(cell, text);
    else if (v->digits >= 0)
        text_add_string(text, number_fixed(real_value(column, cell), v->digits, number));
    else
        text_add_string(text, number_text(real_value(column, cell), number));
}

/* VALUE with so many decimals; what is above 0 does not look like it: "<0.001". */
static void add_rounded(double value, int decimals, struct text *text)
{
    char number[NUMBER_TEXT];
    double least = pow(10, -decimals);
    bool is_tiny = value > 0 && value < least / 2;
    text_addf(text, "%s%s", is_tiny ? "<" : "",
              number_fixed(is_tiny ? least : value, decimals, number));
}

void view_add_shown(const struct view *v, const struct column *column, struct cell cell,
                    struct text *text)
{
    char number[NUMBER_TEXT];
    int decimals = view_decimals(v, column);
    if (cell.kind == CELL_MISSING)
        text_add_string(text, cell.text ? cell.text : "-");
    else if (cell.kind == CELL_REAL)
        add_rounded(cell.value.real, decimals, text);
    else if (cell.kind == CELL_DAYS)
        text_add_string(text, number_fixed(real_value(column, cell), decimals, number));
    else
        add_plain(cell, text);
}

void view_release(struct view *view)
{
    free(view->columns);
    free(view->shown);
    free(view->rows);
    arena_release(&view->arena);
    *view = (struct view){0};
}
