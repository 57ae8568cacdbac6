#include "out/problems.h"

#include <string.h>

#include "base/text.h"
#include "out/json.h"

static const char *severity_name(enum severity severity)
{
    return severity == SEVERITY_ERROR ? "error" : "warning";
}

static void add_mark(struct text *t, const struct diag *d)
{
    text_addf(t, "      | %*s^", (int)d->caret, "");
    for (uint32_t i = 1; i < d->marked; i++)
        text_add_char(t, '~');
    if (d->label)
        text_addf(t, " %s", d->label);
    text_add_char(t, '\n');
}

/* A hint is worth telling once; the same one again, for the next problem, is noise. */
static bool is_repeated(const struct diags *ds, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (ds->v[j].hint && strcmp(ds->v[j].hint, ds->v[i].hint) == 0)
            return true;
    return false;
}

static void add_hint(struct text *t, const char *hint)
{
    text_add_string(t, "  hint: ");
    text_add_visible(t, span_of(hint));
    text_add_char(t, '\n');
}

static void add_text(struct text *t, const struct diags *ds, size_t i)
{
    const struct diag *d = &ds->v[i];
    text_add_visible(t, span_of(d->place.file));
    text_addf(t, ":%u:%u: %s: ", d->place.line, d->place.column, severity_name(d->severity));
    text_add_visible(t, span_of(d->message));
    text_addf(t, " [%s]\n", d->code);
    if (d->excerpt) {
        text_addf(t, "%5u | %s\n", d->place.line, d->excerpt);
        if (d->marked > 0)
            add_mark(t, d);
    }
    if (d->hint && !is_repeated(ds, i))
        add_hint(t, d->hint);
}

/* KEY: VALUE, or null, into OBJECT. */
static int add_string(struct json_object *object, const char *key, const char *value)
{
    struct json_object *string = value ? json_string(value) : NULL;
    return value && !string ? -1 : json_add(object, key, string);
}

static int add_integer(struct json_object *object, const char *key, int64_t value)
{
    struct json_object *integer = json_object_new_int64(value);
    return integer ? json_add(object, key, integer) : -1;
}

static int put_object(struct json_object *object, struct text *t)
{
    int status = json_add_line(object, t);
    text_add_char(t, '\n');
    return status;
}

static int add_json(struct text *t, const struct diag *d)
{
    struct json_object *object = json_object_new_object();
    int status = -1;
    if (object && add_string(object, "file", d->place.file) == 0 &&
        add_integer(object, "line", d->place.line) == 0 &&
        add_integer(object, "column", d->place.column) == 0 &&
        add_string(object, "severity", severity_name(d->severity)) == 0 &&
        add_string(object, "code", d->code) == 0 &&
        add_string(object, "message", d->message) == 0 && add_string(object, "hint", d->hint) == 0)
        status = put_object(object, t);
    json_object_put(object);
    return status;
}

static void add_rest(struct text *t, const struct diags *ds, size_t told,
                     enum problems_format format)
{
    size_t all = ds->n_errors + (ds->lists_warnings ? ds->n_warnings : 0);
    if (all > told && format == PROBLEMS_TEXT)
        text_addf(t, "and %zu more problem%s%s\n", all - told, plural(all - told),
                  told < ds->n ? " (--max-errors tells more)" : "");
    else if (all > told)
        text_addf(t, "{\"more\":%zu}\n", all - told);
}

int problems_print(const struct diags *ds, size_t most, enum problems_format format,
                   struct sink *sink)
{
    struct text t = {0};
    size_t n = ds->n < most ? ds->n : most;
    int status = 0;
    for (size_t i = 0; i < n && status == 0; i++) {
        if (format == PROBLEMS_JSON)
            status = add_json(&t, &ds->v[i]);
        else
            add_text(&t, ds, i);
    }
    add_rest(&t, ds, n, format);
    if (text_failed(&t))
        status = -1;
    if (status == 0)
        sink_put(sink, text_span(&t));
    text_release(&t);
    return status;
}

/* What is told where there is none to compose what is to be told. */
static const char *const without_memory[] = {
    [PROBLEMS_TEXT] = "turnaround: out of memory\n",
    [PROBLEMS_JSON] = "{\"severity\":\"system\",\"message\":\"out of memory\",\"hint\":null}\n",
};

static int add_fault_json(struct text *t, const struct diags *ds)
{
    struct json_object *object = json_object_new_object();
    int status = -1;
    if (object &&
        add_string(object, "severity", ds->fault == FAULT_USAGE ? "usage" : "system") == 0 &&
        add_string(object, "message", ds->fault_message) == 0 &&
        add_string(object, "hint", ds->fault_hint) == 0)
        status = put_object(object, t);
    json_object_put(object);
    return status;
}

static void add_fault_text(struct text *t, const struct diags *ds)
{
    text_add_string(t, "turnaround: ");
    text_add_visible(t, span_of(ds->fault_message));
    text_add_char(t, '\n');
    if (ds->fault_hint)
        add_hint(t, ds->fault_hint);
}

int fault_print(const struct diags *ds, enum problems_format format, struct sink *sink)
{
    struct text t = {0};
    int status = 0;
    if (ds->fault == FAULT_NONE)
        return 0;
    if (format == PROBLEMS_JSON)
        status = add_fault_json(&t, ds);
    else
        add_fault_text(&t, ds);
    if (text_failed(&t))
        status = -1;
    sink_put_string(sink, status == 0 ? text_string(&t) : without_memory[format]);
    text_release(&t);
    return status;
}
