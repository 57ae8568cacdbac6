#include "out/condition.h"

#include <errno.h>
#include <string.h>

#include "base/nearest.h"
#include "base/number.h"
#include "out/pattern.h"
#include "out/view.h"

const struct column *column_find(const struct column *columns, size_t n, struct span name,
                                 struct diags *ds)
{
    struct nearest near = {.wanted = name};
    for (size_t i = 0; i < n; i++) {
        if (span_matches(span_of(columns[i].name), name))
            return &columns[i];
        nearest_try(&near, columns[i].name);
    }
    nearest_fault(&near, "column", ds);
    return NULL;
}

static const struct {
    const char *sign;
    enum operator op;
} operators[] = {
    /* the longer before those they begin with */
    {"!=", OP_NOT_EQUAL}, {"<=", OP_AT_MOST}, {">=", OP_AT_LEAST}, {"=", OP_EQUAL},
    {"<", OP_LESS},       {">", OP_MORE},     {"~", OP_MATCHES},
};

/* Cuts S at its operator. */
static bool split(const char *s, struct span *name, enum operator* op, struct span *value)
{
    size_t at = strcspn(s, "!<>=~");
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        size_t length = strlen(operators[i].sign);
        if (strncmp(s + at, operators[i].sign, length) != 0)
            continue;
        *name = span_trim((struct span){s, at});
        *value = span_trim(span_of(s + at + length));
        *op = operators[i].op;
        return name->length > 0;
    }
    return false;
}

static int wrong_value(const struct condition *c, const char *expected, struct diags *ds)
{
    return diags_fault(ds, FAULT_USAGE, "column %s cannot be compared with \"%.*s\": expected %s",
                       c->column->name, (int)c->text.length, c->text.text, expected);
}

static int parse_grade(struct condition *c, const struct document *doc, struct diags *ds)
{
    struct nearest near = {.wanted = c->text};
    if (!doc->rank_of)
        return wrong_value(c, "a grade", ds);
    return doc->rank_of(doc->rank_context, &near, &c->rank) ? 0 : nearest_fault(&near, "grade", ds);
}

static int parse_value(struct condition *c, const struct document *doc, struct diags *ds)
{
    c->is_missing = c->text.length == 0;
    if (c->is_missing)
        return c->op == OP_EQUAL || c->op == OP_NOT_EQUAL
                   ? 0
                   : wrong_value(c, "a value (only = and != may stand before nothing)", ds);
    if (c->op == OP_MATCHES) {
        c->has_regex = pattern_compile(&c->regex, c->text, ds) == 0;
        return c->has_regex ? 0 : -1;
    }
    switch (c->column->type) {
    case TYPE_INTEGER:
    case TYPE_NUMBER:
        return number_parse(c->text, &c->number) ? 0 : wrong_value(c, "a number", ds);
    case TYPE_DATE:
        return date_parse(c->text, DATE_ISO_ONLY, &c->date) == DATE_OK
                   ? 0
                   : wrong_value(c, "YYYY-MM-DD, YYYY-MM or YYYY", ds);
    case TYPE_GRADE:
        return parse_grade(c, doc, ds);
    case TYPE_TEXT:
        break;
    }
    return 0;
}

int condition_parse(struct condition *c, const char *s, const struct column *columns, size_t n,
                    const struct document *doc, struct diags *ds)
{
    struct span name;
    *c = (struct condition){0};
    c->placing = doc->placing;
    if (!split(s, &name, &c->op, &c->text))
        return diags_fault(ds, FAULT_USAGE,
                           "\"%s\" is not a condition; expected COLUMN=VALUE, or !=, <, <=, >, >= "
                           "or ~ for =",
                           s);
    c->column = column_find(columns, n, name, ds);
    return c->column ? parse_value(c, doc, ds) : -1;
}

static int sign(double difference)
{
    return difference < 0 ? -1 : difference > 0;
}

/* Negative, zero or positive as CELL is less than the value, equal or more. */
static int compare(const struct condition *c, struct cell cell)
{
    struct span text = span_of(cell.text);
    size_t shorter = text.length < c->text.length ? text.length : c->text.length;
    switch (cell.kind) {
    case CELL_INTEGER:
        return sign((double)cell.value.integer - c->number);
    case CELL_REAL:
        return sign(cell.value.real - c->number);
    case CELL_DAYS:
        return sign(cell.value.real / unit_days(c->column->unit) - c->number);
    case CELL_GRADE:
        return sign((double)(cell.value.integer - c->rank));
    case CELL_DATE:
        if (date_place(cell.value.date, c->placing) < date_first_day(c->date))
            return -1;
        return date_place(cell.value.date, c->placing) > date_last_day(c->date);
    case CELL_TEXT:
    case CELL_MISSING:
        break;
    }
    int order = shorter ? memcmp(text.text, c->text.text, shorter) : 0;
    return order ? order : sign((double)text.length - (double)c->text.length);
}

static int matches(const struct condition *c, struct cell cell)
{
    struct text t = {0};
    const struct view exact = {.digits = -1};
    view_add_exact(&exact, c->column, cell, &t);
    errno = 0; /* regexec() itself does not tell no match from no memory */
    bool found = regexec(&c->regex, text_string(&t), 0, NULL, 0) == 0;
    bool failed = text_failed(&t) || errno == ENOMEM;
    text_release(&t);
    return failed ? -1 : found;
}

int condition_holds(const struct condition *c, struct cell cell)
{
    bool missing = cell.kind == CELL_MISSING;
    if (c->op == OP_MATCHES && !c->is_missing)
        return missing ? 0 : matches(c, cell);
    if (missing || c->is_missing)
        return (missing == c->is_missing) == (c->op != OP_NOT_EQUAL);
    int order = compare(c, cell);
    switch (c->op) {
    case OP_EQUAL:
        return order == 0;
    case OP_NOT_EQUAL:
        return order != 0;
    case OP_LESS:
        return order < 0;
    case OP_AT_MOST:
        return order <= 0;
    case OP_MORE:
        return order > 0;
    case OP_AT_LEAST:
        return order >= 0;
    case OP_MATCHES:
        break;
    }
    return true;
}

void condition_release(struct condition *c)
{
    if (c->has_regex)
        regfree(&c->regex);
    *c = (struct condition){0};
}
