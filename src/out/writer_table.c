/* The table for people, drawn by libsmartcols. Nothing is ever cut: where a table is wider than the
 * terminal, long texts run over several lines and columns that are left go into further blocks
 * beneath, each beginning with the key columns. */
#include <libsmartcols/libsmartcols.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "out/writer.h"

enum { GAP = 2, WRAPPED = 24, LEAST_WRAPPED = 8 };

struct layout {
    struct text cells; /* as they are shown, column by column, each terminated ... */
    size_t *at;        /* ... from here on */
    size_t *natural;   /* width of each column where nothing is wrapped */
    size_t *width;     /* width that it gets */
    size_t n_keys;     /* leading columns that are repeated in each block */
    size_t wrapped;    /* long texts get at least so much */
};

/* Adds all cells of a column as they are shown, fit for a terminal. */
static void show_column(const struct view *v, size_t column, struct layout *layout)
{
    struct text raw = {0};
    for (size_t row = 0; row < v->n_rows; row++) {
        text_clear(&raw);
        view_add_shown(v, v->shown[column], view_cell(v, row, column), &raw);
        layout->at[column * v->n_rows + row] = layout->cells.n;
        progress_at(v->progress, column * v->n_rows + row);
        text_add_visible(&layout->cells, text_span(&raw));
        text_add_char(&layout->cells, '\0');
    }
    layout->cells.failed = layout->cells.failed || text_failed(&raw);
    text_release(&raw);
}

static const char *shown_cell(const struct view *v, const struct layout *layout, size_t row,
                              size_t column)
{
    return layout->cells.v + layout->at[column * v->n_rows + row];
}

/* Adds S with line breaks, so that no line is wider than WIDTH. */
static void add_wrapped(struct text *t, struct span s, size_t width)
{
    for (bool first = true; s.length > 0; first = false) {
        size_t length = utf8_take_line(s, width);
        if (!first)
            text_add_char(t, '\n');
        text_add(t, span_trim((struct span){s.text, length}));
        s.text += length;
        s.length -= length;
        while (s.length > 0 && s.text[0] == ' ') {
            s.text++;
            s.length--;
        }
    }
}

static size_t longest_word(struct span s)
{
    size_t longest = 0;
    struct span word;
    while (span_next(&s, ' ', &word)) {
        size_t width = utf8_width(word);
        longest = width > longest ? width : longest;
    }
    return longest;
}

static size_t max(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Measures the cells; headings may be wrapped between words. */
static int measure(const struct view *v, struct layout *layout)
{
    struct text heading = {0};
    progress_begin(v->progress, (struct task){"measuring", NULL, v->n_rows * v->n_shown, "cell"});
    for (size_t i = 0; i < v->n_shown; i++) {
        text_clear(&heading);
        writer_add_heading(v->shown[i], &heading);
        layout->natural[i] = v->has_header ? longest_word(text_span(&heading)) : 1;
        show_column(v, i, layout);
        for (size_t row = 0; row < v->n_rows && !text_failed(&layout->cells); row++) {
            struct span cell = span_of(shown_cell(v, layout, row, i));
            layout->natural[i] = max(layout->natural[i], utf8_width(cell));
        }
        layout->width[i] = layout->natural[i];
    }
    bool failed = text_failed(&heading) || text_failed(&layout->cells);
    text_release(&heading);
    return failed ? -1 : 0;
}

static bool may_wrap(const struct view *v, size_t column)
{
    return (v->shown[column]->flags & COLUMN_WRAP) != 0;
}

static size_t least_width(const struct view *v, const struct layout *layout, size_t column)
{
    return may_wrap(v, column) ? min(layout->natural[column], layout->wrapped)
                               : layout->natural[column];
}

/* How wide columns [from, to) are at the least, with gaps. */
static size_t least_total(const struct view *v, const struct layout *layout, size_t from, size_t to)
{
    size_t total = 0;
    for (size_t i = from; i < to; i++)
        total += least_width(v, layout, i) + GAP;
    return total;
}

/* The columns that every block begins with: none where they would fill half the width. Beside them
 * long texts get what a narrow terminal leaves. */
static void choose_keys(const struct view *v, struct layout *layout, size_t width)
{
    while (layout->n_keys < v->n_shown && (v->shown[layout->n_keys]->flags & COLUMN_KEY))
        layout->n_keys++;
    layout->wrapped = WRAPPED;
    if (least_total(v, layout, 0, layout->n_keys) > width / 2)
        layout->n_keys = 0;
    size_t keys = least_total(v, layout, 0, layout->n_keys);
    layout->wrapped = max(LEAST_WRAPPED, min(WRAPPED, width > keys ? width - keys : 0));
}

/* The end of the block that begins with column FROM (behind the keys): as many as fit. */
static size_t end_of_block(const struct view *v, const struct layout *layout, size_t from,
                           size_t width)
{
    size_t used = from >= layout->n_keys ? least_total(v, layout, 0, layout->n_keys) : 0;
    size_t to = from;
    while (to < v->n_shown) {
        used += least_width(v, layout, to) + GAP;
        if (used > width + GAP && to > max(from, layout->n_keys))
            break;
        to++;
    }
    return max(to, from + 1);
}

/* Gives the long texts of a block the width that the others leave. */
static void share_out(const struct view *v, struct layout *layout, size_t from, size_t to,
                      size_t width)
{
    size_t keys = min(layout->n_keys, from);
    size_t used = least_total(v, layout, 0, keys) + least_total(v, layout, from, to);
    size_t left = used < width + GAP ? width + GAP - used : 0;
    for (size_t n = 0; n < keys + (to - from); n++) {
        size_t i = n < keys ? n : from + (n - keys);
        size_t least = least_width(v, layout, i);
        size_t more = min(layout->natural[i] - least, left);
        layout->width[i] = least + more;
        left -= more;
    }
}

/* How wide a cell is: smartcols' own way takes half of its time. */
static size_t widest_line(const struct libscols_column *c, const char *data, void *context)
{
    size_t widest = 0;
    (void)c, (void)context;
    for (const char *end; (end = strchrnul(data, '\n')), true; data = end + 1) {
        widest = max(widest, utf8_width((struct span){data, (size_t)(end - data)}));
        if (!*end)
            return widest;
    }
}

/* Only columns whose texts are folded need to be told apart line by line. */
static int add_column(struct libscols_table *t, bool right, bool folded)
{
    struct libscols_column *c =
        scols_table_new_column(t, NULL, 0, (right ? SCOLS_FL_RIGHT : 0) | SCOLS_FL_WRAP);
    if (!c || (folded && scols_column_set_safechars(c, "\n") != 0))
        return -1;
    return scols_column_set_wrapfunc(c, widest_line, scols_wrapnl_nextchunk, NULL);
}

/* Draws the columns whose numbers are in COLUMNS. */
struct block {
    const struct view *v;
    const struct layout *layout;
    const size_t *columns;
    size_t n;
    struct text raw, shown, wrapped;
};

/* The heading of the block's column I into b->wrapped, in lines; returns how many there are. */
static size_t wrap_heading(struct block *b, size_t i)
{
    size_t n = 1;
    text_clear(&b->raw);
    text_clear(&b->wrapped);
    writer_add_heading(b->v->shown[b->columns[i]], &b->raw);
    add_wrapped(&b->wrapped, text_span(&b->raw), b->layout->width[b->columns[i]]);
    for (const char *p = text_string(&b->wrapped); *p; p++)
        n += *p == '\n';
    return n;
}

/* Line AT of the heading in b->wrapped into the cell of column I. */
static int set_heading_line(struct block *b, struct libscols_line *line, size_t i, size_t at)
{
    struct span rest = text_span(&b->wrapped), part = {0};
    for (size_t n = 0; n <= at; n++)
        span_next(&rest, '\n', &part);
    text_clear(&b->shown);
    text_add(&b->shown, part);
    return text_failed(&b->shown) || text_failed(&b->raw) || text_failed(&b->wrapped)
               ? -1
               : scols_line_set_data(line, i, text_string(&b->shown));
}

/* The last line of each heading stands above the rows, further lines above that. */
static int add_heading(struct block *b, struct libscols_table *t, bool color)
{
    size_t most = 0;
    for (size_t i = 0; i < b->n; i++)
        most = max(most, wrap_heading(b, i));
    for (size_t row = 0; row < most; row++) {
        struct libscols_line *line = scols_table_new_line(t, NULL);
        int status = line ? 0 : -1;
        for (size_t i = 0; i < b->n && status == 0; i++) {
            size_t n = wrap_heading(b, i);
            if (row + n >= most)
                status = set_heading_line(b, line, i, row + n - most);
        }
        if (status != 0 || (color && scols_line_set_color(line, "\033[1m") != 0))
            return -1;
    }
    return 0;
}

/* SHOWN into cell I of LINE, folded where its column is. */
static int set_cell(struct block *b, struct libscols_line *line, size_t i, size_t column,
                    const char *shown)
{
    const struct layout *l = b->layout;
    if (l->width[column] >= l->natural[column])
        return scols_line_set_data(line, i, shown);
    text_clear(&b->wrapped);
    add_wrapped(&b->wrapped, span_of(shown), l->width[column]);
    return text_failed(&b->wrapped) ? -1 : scols_line_set_data(line, i, text_string(&b->wrapped));
}

static int add_row(struct block *b, struct libscols_table *t, size_t row)
{
    struct libscols_line *line = scols_table_new_line(t, NULL);
    int status = line ? 0 : -1;
    for (size_t i = 0; i < b->n && status == 0; i++) {
        size_t column = b->columns[i];
        status = set_cell(b, line, i, column, shown_cell(b->v, b->layout, row, column));
    }
    return status;
}

/* Where smartcols draws: a stream that leaves out blanks at line ends. */
struct trimmer {
    struct sink *sink;
    size_t blanks; /* held back: at the end of what came so far */
    struct progress *progress;
    uint64_t n_lines, n_written;
};

static void put_blanks(struct sink *sink, size_t n)
{
    for (; n > 0; n--)
        sink_put_string(sink, " ");
}

/* A part of a line, without its last blanks, which are held back. */
static void put_part(struct trimmer *t, struct span part)
{
    size_t kept = part.length;
    while (kept > 0 && part.text[kept - 1] == ' ')
        kept--;
    if (kept > 0) {
        put_blanks(t->sink, t->blanks);
        t->blanks = 0;
        sink_put(t->sink, (struct span){part.text, kept});
    }
    t->blanks += part.length - kept;
}

/* The stream's write function. */
static ssize_t put_trimmed(void *context, const char *bytes, size_t n)
{
    struct trimmer *t = context;
    if (t->n_written == 0) /* smartcols has measured and folded by now */
        progress_begin(t->progress, (struct task){"writing", t->sink->name, t->n_lines, "line"});
    for (size_t at = 0; at < n;) {
        const char *feed = memchr(bytes + at, '\n', n - at);
        size_t length = feed ? (size_t)(feed - bytes) - at : n - at;
        put_part(t, (struct span){bytes + at, length});
        if (feed) {
            sink_put_string(t->sink, "\n");
            t->blanks = 0;
            progress_at(t->progress, ++t->n_written);
        }
        at += length + (feed != NULL);
    }
    return (ssize_t)n;
}

static int draw(struct libscols_table *table, struct progress *progress, struct sink *sink)
{
    struct trimmer t = {
        .sink = sink, .progress = progress, .n_lines = scols_table_get_nlines(table)};
    FILE *stream = fopencookie(&t, "w", (cookie_io_functions_t){.write = put_trimmed});
    if (!stream)
        return -1;
    __fsetlocking(stream, FSETLOCKING_BYCALLER);
    scols_table_set_stream(table, stream);
    int status = scols_print_table(table);
    return fclose(stream) == 0 ? status : -1;
}

static int add_block_column(const struct block *b, struct libscols_table *t, size_t column)
{
    const struct layout *l = b->layout;
    return add_column(t, writer_is_right(b->v->shown[column]),
                      l->width[column] < l->natural[column]);
}

static int fill_block(struct block *b, struct libscols_table *t, const struct style *style)
{
    scols_table_enable_noheadings(t, 1);
    scols_table_enable_noencoding(t, 1); /* show_column() has done it */
    scols_table_enable_colors(t, style->color);
    scols_table_set_termforce(t, SCOLS_TERMFORCE_NEVER);
    if (scols_table_set_column_separator(t, "  ") != 0)
        return -1;
    for (size_t i = 0; i < b->n; i++)
        if (add_block_column(b, t, b->columns[i]) != 0)
            return -1;
    if (b->v->has_header && add_heading(b, t, style->color) != 0)
        return -1;
    progress_begin(b->v->progress, (struct task){"laying out", NULL, b->v->n_rows, "row"});
    for (size_t row = 0; row < b->v->n_rows; row++) {
        progress_at(b->v->progress, row);
        if (add_row(b, t, row) != 0)
            return -1;
    }
    return 0;
}

static int draw_block(struct block *b, const struct style *style, struct sink *sink)
{
    struct libscols_table *t = scols_new_table();
    int status = t ? fill_block(b, t, style) : -1;
    if (status == 0 && !scols_table_is_empty(t))
        status = draw(t, b->v->progress, sink);
    scols_unref_table(t);
    text_release(&b->raw);
    text_release(&b->shown);
    text_release(&b->wrapped);
    return status == 0 ? 0 : -1;
}

/* Columns [from, to), behind the keys where those stand before them. */
static int write_block(const struct view *v, const struct layout *layout, size_t from, size_t to,
                       const struct style *style, struct sink *sink)
{
    size_t keys = min(layout->n_keys, from);
    size_t *columns = malloc((keys + to - from + 1) * sizeof *columns);
    if (!columns)
        return -1;
    for (size_t i = 0; i < keys + (to - from); i++)
        columns[i] = i < keys ? i : from + (i - keys);
    struct block b = {.v = v, .layout = layout, .columns = columns, .n = keys + (to - from)};
    int status = draw_block(&b, style, sink);
    free(columns);
    return status;
}

static int write_blocks(const struct view *v, struct layout *layout, const struct style *style,
                        struct sink *sink)
{
    choose_keys(v, layout, style->width);
    for (size_t from = 0, to; from < v->n_shown; from = to) {
        to = end_of_block(v, layout, from, style->width);
        share_out(v, layout, from, to, style->width);
        if (from > 0)
            sink_put_string(sink, "\n");
        if (write_block(v, layout, from, to, style, sink) != 0)
            return -1;
    }
    return 0;
}

static int write_table(const struct view *v, const struct style *style, struct sink *sink,
                       struct diags *ds)
{
    struct layout layout = {.natural = calloc(v->n_shown + 1, sizeof *layout.natural),
                            .width = calloc(v->n_shown + 1, sizeof *layout.width),
                            .at = calloc(v->n_rows * v->n_shown + 1, sizeof *layout.at)};
    int status = -1;
    if (layout.natural && layout.width && layout.at && measure(v, &layout) == 0)
        status = style->width == 0 ? write_block(v, &layout, 0, v->n_shown, style, sink)
                                   : write_blocks(v, &layout, style, sink);
    text_release(&layout.cells);
    free(layout.at);
    free(layout.natural);
    free(layout.width);
    return status == 0 ? 0 : diags_no_memory(ds);
}

const struct writer writer_table = {
    .name = "table",
    .suffix = "txt|text",
    .summary = "aligned columns, rounded numbers, for people",
    .write = write_table,
};
