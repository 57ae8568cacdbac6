/* CSV (RFC 4180, minimal quoting) and its sister with tabs. */
#include <string.h>

#include "out/writer.h"

struct dialect {
    char delimiter;
    const char *line_end;
    bool excel;
    bool is_shown; /* on a terminal, to the eye: not what is read again */
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

/* A line, and the field to be added as it is and as a terminal may have it. */
struct lines {
    const struct dialect *dialect;
    struct text line, field, shown;
};

static void add_cell(const struct view *v, size_t row, size_t column, struct lines *l)
{
    struct cell cell = view_cell(v, row, column);
    text_clear(&l->field);
    if (l->dialect->excel && looks_like_formula(cell))
        text_add_char(&l->field, '\'');
    view_add_exact(v, v->shown[column], cell, &l->field);
    if (l->dialect->is_shown) {
        text_clear(&l->shown);
        text_add_visible(&l->shown, text_span(&l->field));
    }
    add_field(&l->line, text_span(l->dialect->is_shown ? &l->shown : &l->field),
              l->dialect->delimiter);
    text_inherit(&l->line, &l->field);
    text_inherit(&l->line, &l->shown);
}

static void put_line(struct sink *sink, struct lines *l)
{
    text_add_string(&l->line, l->dialect->line_end);
    sink_put(sink, text_span(&l->line));
    text_clear(&l->line);
}

static void put_header(const struct view *v, struct sink *sink, struct lines *l)
{
    for (size_t i = 0; i < v->n_shown; i++) {
        if (i > 0)
            text_add_char(&l->line, l->dialect->delimiter);
        text_add_string(&l->line, v->shown[i]->name);
    }
    put_line(sink, l);
}

static int write_delimited(const struct view *v, const struct dialect *dialect, struct sink *sink,
                           struct diags *ds)
{
    struct lines l = {.dialect = dialect};
    if (dialect->excel)
        text_add_string(&l.line, "\xef\xbb\xbf");
    if (v->has_header)
        put_header(v, sink, &l);
    for (size_t row = 0; row < v->n_rows && sink->error == 0; row++) {
        for (size_t i = 0; i < v->n_shown; i++) {
            if (i > 0)
                text_add_char(&l.line, dialect->delimiter);
            add_cell(v, row, i, &l);
        }
        progress_at(v->progress, row);
        if (l.line.n == 0)
            text_add_string(&l.line, "\"\""); /* of one column: an empty line would be no record */
        put_line(sink, &l);
    }
    bool failed = text_failed(&l.line);
    text_release(&l.line);
    text_release(&l.field);
    text_release(&l.shown);
    return failed ? diags_no_memory(ds) : 0;
}

static int write_csv(const struct view *v, const struct style *style, struct sink *sink,
                     struct diags *ds)
{
    const struct dialect dialect = {',', style->excel ? "\r\n" : "\n", style->excel,
                                    style->on_terminal};
    return write_delimited(v, &dialect, sink, ds);
}

static int write_tsv(const struct view *v, const struct style *style, struct sink *sink,
                     struct diags *ds)
{
    const struct dialect dialect = {'\t', "\n", false, style->on_terminal};
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
