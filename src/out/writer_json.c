/* JSON, one object with notes and rows, and JSON Lines, one object a row. json-c writes the values;
 * numbers are given to it as text, so that they are the same as in CSV. */
#include "out/json.h"
#include "out/writer.h"

static struct json_object *make_number(const struct view *v, const struct column *column,
                                       struct cell cell)
{
    struct text t = {0};
    view_add_exact(v, column, cell, &t);
    struct json_object *number =
        text_failed(&t) ? NULL : json_object_new_double_s(0, text_string(&t));
    text_release(&t);
    return number;
}

/* *VALUE is NULL (JSON's null) for a missing cell. 0, or -1 when there is no memory. */
static int make_value(const struct view *v, const struct column *column, struct cell cell,
                      struct json_object **value)
{
    char date[DATE_TEXT];
    *value = NULL;
    switch (cell.kind) {
    case CELL_MISSING:
        return 0;
    case CELL_INTEGER:
        *value = json_object_new_int64(cell.value.integer);
        break;
    case CELL_REAL:
    case CELL_DAYS:
        *value = make_number(v, column, cell);
        break;
    case CELL_DATE:
        *value = json_object_new_string(date_text(cell.value.date, date));
        break;
    case CELL_TEXT:
    case CELL_GRADE:
        *value = json_string(cell.text);
        break;
    }
    return *value ? 0 : -1;
}

static int add_value(struct json_object *object, const struct view *v, size_t row, size_t column)
{
    struct json_object *value;
    const struct column *c = v->shown[column];
    if (make_value(v, c, view_cell(v, row, column), &value) != 0)
        return -1;
    return json_add(object, c->name, value);
}

static int put_json(struct json_object *object, struct sink *sink)
{
    struct text t = {0};
    int status = json_add_line(object, &t) == 0 && !text_failed(&t) ? 0 : -1;
    sink_put(sink, text_span(&t));
    text_release(&t);
    return status;
}

static int put_row(const struct view *v, size_t row, struct sink *sink)
{
    struct json_object *object = json_object_new_object();
    int status = object ? 0 : -1;
    progress_at(v->progress, row);
    for (size_t i = 0; i < v->n_shown && status == 0; i++)
        status = add_value(object, v, row, i);
    if (status == 0)
        status = put_json(object, sink);
    json_object_put(object);
    return status;
}

static int put_string(const char *string, struct sink *sink)
{
    struct json_object *object = json_string(string);
    int status = object ? put_json(object, sink) : -1;
    json_object_put(object);
    return status;
}

static int put_notes(const struct notes *notes, struct sink *sink)
{
    for (size_t i = 0; i < notes->n; i++) {
        sink_put_string(sink, i ? ",\n  " : "\n  ");
        if (put_string(notes->v[i], sink) != 0)
            return -1;
    }
    return 0;
}

static int write_json(const struct view *v, const struct style *style, struct sink *sink,
                      struct diags *ds)
{
    (void)style;
    sink_put_string(sink, "{\"schema\":1,\"command\":");
    if (put_string(v->doc->command, sink) != 0)
        return diags_no_memory(ds);
    sink_put_string(sink, ",\"notes\":[");
    if (put_notes(&v->doc->notes, sink) != 0)
        return diags_no_memory(ds);
    sink_put_string(sink, "],\"rows\":[");
    for (size_t row = 0; row < v->n_rows && sink->error == 0; row++) {
        sink_put_string(sink, row ? ",\n  " : "\n  ");
        if (put_row(v, row, sink) != 0)
            return diags_no_memory(ds);
    }
    sink_put_string(sink, "]}\n");
    return 0;
}

static int write_jsonl(const struct view *v, const struct style *style, struct sink *sink,
                       struct diags *ds)
{
    (void)style;
    for (size_t row = 0; row < v->n_rows && sink->error == 0; row++) {
        if (put_row(v, row, sink) != 0)
            return diags_no_memory(ds);
        sink_put_string(sink, "\n");
    }
    return 0;
}

const struct writer writer_json = {
    .name = "json",
    .suffix = "json",
    .summary = "one object: schema, command, notes, rows",
    .includes_notes = true,
    .write = write_json,
};

const struct writer writer_jsonl = {
    .name = "jsonl",
    .suffix = "jsonl|ndjson",
    .summary = "JSON Lines: one object a row",
    .write = write_jsonl,
};
