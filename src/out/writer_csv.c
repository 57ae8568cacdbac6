/* CSV (RFC 4180, minimal quoting) and its sister with tabs. */
#include <string.h>

#include "out/writer.h"

struct dialect {
    char delimiter;
    const char *line_end;
    bool excel;
};

/* Fields with edge blanks are quoted too, or they would not survive being read again. */
static bool needs_quotes(struct span s, char delimiter)
{
    const char special[] = {delimiter, '"', '\r', '\n', '\0'};
    if (s.length == 0)
        return false;
    return strpbrk(s.text, special) != NULL || span_trim(s).length < s.length;
}

static void add_field(struct text *line, struct span s, char delimiter)
{
    if (!needs_quotes(s, delimiter)) {
        text_add(line, s);
        return;
    }
    text_add_char(line, '"');
    for (size_t i = 0; i < s.length; i++) {
        if (s.text[i] == '"')
            text_add_char(line, '"');
        text_add_char(line, s.text[i]);
    }
    text_add_char(line, '"');
}

/* Text that a spreadsheet would take for a formula. */
static bool looks_like_formula(struct cell cell)
{
    bool is_text = cell.kind == CELL_TEXT || cell.kind == CELL_GRADE;
    return is_text && strchr("=+-@\t\r", cell.text[0]) != NULL;
}

static void add_cell(const struct view *v, size_t row, size_t column, const struct dialect *dialect,
                     struct text *field, struct text *line)
{
    struct cell cell = view_cell(v, row, column);
    text_clear(field);
    if (dialect->excel && looks_like_formula(cell))
        text_add_char(field, '\'');
    view_add_exact(v, v->shown[column], cell, field);
    add_field(line, text_span(field), dialect->delimiter);
    text_inherit(line, field);
}

static void put_line(struct sink *sink, struct text *line, const struct dialect *dialect)
{
    text_add_string(line, dialect->line_end);
    sink_put(sink, text_span(line));
    text_clear(line);
}

static int write_delimited(const struct view *v, const struct dialect *dialect, struct sink *sink,
                           struct diags *ds)
{
    struct text line = {0}, field = {0};
    if (dialect->excel)
        text_add_string(&line, "\xef\xbb\xbf");
    for (size_t i = 0; v->has_header && i < v->n_shown; i++) {
        if (i > 0)
            text_add_char(&line, dialect->delimiter);
        text_add_string(&line, v->shown[i]->name);
    }
    if (v->has_header)
        put_line(sink, &line, dialect);
    for (size_t row = 0; row < v->n_rows && sink->error == 0; row++) {
        for (size_t i = 0; i < v->n_shown; i++) {
            if (i > 0)
                text_add_char(&line, dialect->delimiter);
            add_cell(v, row, i, dialect, &field, &line);
        }
        progress_at(v->progress, row);
        if (line.n == 0)
            text_add_string(&line, "\"\""); /* of one column: an empty line would be no record */
        put_line(sink, &line, dialect);
    }
    bool failed = text_failed(&line);
    text_release(&line);
    text_release(&field);
    return failed ? diags_no_memory(ds) : 0;
}

static int write_csv(const struct view *v, const struct style *style, struct sink *sink,
                     struct diags *ds)
{
    const struct dialect dialect = {',', style->excel ? "\r\n" : "\n", style->excel};
    return write_delimited(v, &dialect, sink, ds);
}

static int write_tsv(const struct view *v, const struct style *style, struct sink *sink,
                     struct diags *ds)
{
    const struct dialect dialect = {'\t', "\n", false};
    (void)style;
    return write_delimited(v, &dialect, sink, ds);
}

const struct writer writer_csv = {
    .name = "csv",
    .suffix = "csv",
    .summary = "comma-separated values, UTF-8, exact numbers",
    .write = write_csv,
};

const struct writer writer_tsv = {
    .name = "tsv",
    .suffix = "tsv|tab",
    .summary = "the same with tabs",
    .write = write_tsv,
};
