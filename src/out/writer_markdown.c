/* A Markdown table, as GitHub and pandoc read it, for people: rounded like the plain table. */
#include <string.h>

#include "out/writer.h"

static void add_character(struct text *line, char c, const char *special)
{
    if (strchr(special, c))
        text_add_char(line, '\\');
    text_add_char(line, c);
}

/* The length of the word at the head of S if it is a web address, which becomes a link; else 0. */
static size_t address_length(struct span s)
{
    size_t end = 0;
    while (end < s.length && s.text[end] != ' ')
        end++;
    return memmem(s.text, end, "://", 3) ? end : 0;
}

/* What Markdown or the HTML within it would take for its own is escaped; control characters are
 * visible already, so no line breaks. Web addresses are left as they are, as far as can be. */
static void add_escaped(struct text *line, struct span s)
{
    for (size_t i = 0; i < s.length; i++) {
        bool starts = i == 0 || s.text[i - 1] == ' ';
        size_t address = starts ? address_length((struct span){s.text + i, s.length - i}) : 0;
        for (size_t end = i + address; i < end; i++)
            add_character(line, s.text[i], "\\|<`");
        if (i < s.length)
            add_character(line, s.text[i], "\\|<&`*_[~");
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
    text_inherit(line, field);
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

static int write_markdown(const struct view *v, const struct style *style, struct sink *sink,
                          struct diags *ds)
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
            text_inherit(&shown, &field);
            add_field(&line, &shown, i);
        }
        put_line(sink, &line);
        progress_at(v->progress, row);
    }
    bool failed = text_failed(&line);
    text_release(&line);
    text_release(&field);
    text_release(&shown);
    return failed ? diags_no_memory(ds) : 0;
}

const struct writer writer_markdown = {
    .name = "markdown",
    .suffix = "md|markdown",
    .summary = "a Markdown table, rounded like the plain one",
    .write = write_markdown,
};
