/* A Markdown table, as GitHub and pandoc read it, for people: rounded like the plain table. */
#include <string.h>

#include "out/writer.h"

/* What Markdown or the HTML within it would take for its own is escaped; control characters are
 * visible already, so no line breaks. */
static void add_escaped(struct text *line, struct span s)
{
    for (size_t i = 0; i < s.length; i++) {
        if (strchr("\\|<&`*_[~", s.text[i]))
            text_add_char(line, '\\');
        text_add_char(line, s.text[i]);
    }
}

static void put_line(struct sink *sink, struct text *line)
{
    text_add_string(line, " |\n");
    sink_put(sink, text_span(line));
    text_clear(line);
}

static void add_field(struct text *line, const struct text *field, size_t column)
{
    text_add_string(line, column ? " | " : "| ");
    add_escaped(line, text_span(field));
}

static void write_header(const struct view *v, struct sink *sink, struct text *line,
                         struct text *field)
{
    for (size_t i = 0; i < v->n_shown; i++) {
        text_clear(field);
        if (v->has_header)
            writer_add_heading(v->shown[i], field);
        add_field(line, field, i);
    }
    put_line(sink, line);
    for (size_t i = 0; i < v->n_shown; i++)
        text_addf(line, "%s%s", i ? " | " : "| ", writer_is_right(v->shown[i]) ? "---:" : "---");
    put_line(sink, line);
}

static int write_markdown(const struct view *v, const struct style *style, struct sink *sink)
{
    struct text line = {0}, field = {0}, shown = {0};
    (void)style;
    write_header(v, sink, &line, &field);
    for (size_t row = 0; row < v->n_rows && sink->error == 0; row++) {
        for (size_t i = 0; i < v->n_shown; i++) {
            text_clear(&field);
            view_add_shown(v, v->shown[i], view_cell(v, row, i), &field);
            text_clear(&shown);
            text_add_visible(&shown, text_span(&field));
            add_field(&line, &shown, i);
        }
        put_line(sink, &line);
    }
    bool failed = text_failed(&line) || text_failed(&field) || text_failed(&shown);
    text_release(&line);
    text_release(&field);
    text_release(&shown);
    return failed ? -1 : 0;
}

const struct writer writer_markdown = {
    .name = "markdown",
    .suffix = "md|markdown",
    .summary = "a Markdown table, rounded like the plain one",
    .write = write_markdown,
};
