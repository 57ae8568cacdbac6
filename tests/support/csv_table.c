#include "csv_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "load/rows.h"

static int take(void *context, const struct row *row, struct diags *ds)
{
    struct csv_table *t = context;
    (void)ds;
    t->n_columns = row->n;
    size_t used = t->n_rows * t->n_columns;
    assert_int_equal(array_reserve(&t->cells, &t->cap, used + row->n, sizeof *t->cells), 0);
    for (size_t i = 0; i < row->n; i++)
        t->cells[used + i] = strndup(row->v[i].text ? row->v[i].text : "", row->v[i].length);
    t->n_rows++;
    return 0;
}

static struct csv_table parse(const char *path)
{
    struct csv_table t = {0};
    struct diags ds = {0};
    const struct row_handler handler = {.header = take, .record = take, .context = &t};
    assert_int_equal(rows_read(path, path, &handler, &ds), 0);
    assert_int_equal(ds.n_errors, 0);
    diags_release(&ds);
    return t;
}

/* All of FILE, parsed; a first line that begins with # left out. */
static struct csv_table parse_stream(FILE *file)
{
    struct text text = {0};
    char block[4096];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        text_add(&text, (struct span){block, n});
    struct span s = text_span(&text);
    if (s.length && s.text[0] == '#') {
        size_t line = (size_t)(strchr(s.text, '\n') - s.text) + 1;
        s = (struct span){s.text + line, s.length - line};
    }
    struct test_file copy = file_with(s.text, s.length);
    struct csv_table t = parse(copy.path);
    file_release(&copy);
    text_release(&text);
    return t;
}

struct csv_table csv_table_read(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot open %s", path);
    struct csv_table t = parse_stream(file);
    fclose(file);
    return t;
}

struct csv_table csv_table_of(const char *command)
{
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    struct csv_table t = parse_stream(pipe);
    int status = pclose(pipe);
    if (status != 0)
        fail_msg("%s: status %d", command, status);
    return t;
}

void csv_add_program(struct text *command, const char *arguments)
{
    const char *program = getenv("TURNAROUND");
    text_addf(command, "%s %s -q", program ? program : "build/turnaround", arguments);
}

struct csv_table csv_table_of_program(const char *arguments)
{
    struct text command = {0};
    csv_add_program(&command, arguments);
    text_add_string(&command, " -f csv");
    struct csv_table t = csv_table_of(text_string(&command));
    text_release(&command);
    return t;
}

const char *csv_get(const struct csv_table *t, size_t row, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->cells[i], name) == 0)
            return t->cells[(row + 1) * t->n_columns + i];
    fail_msg("no column %s", name);
    return NULL;
}

double csv_number(const struct csv_table *t, size_t row, const char *name)
{
    char *end;
    const char *text = csv_get(t, row, name);
    double x = strtod(text, &end);
    return end == text || *end || !isfinite(x) ? (double)NAN : x;
}

void csv_table_release(struct csv_table *t)
{
    for (size_t i = 0; i < t->n_rows * t->n_columns; i++)
        free(t->cells[i]);
    free(t->cells);
    *t = (struct csv_table){0};
}
