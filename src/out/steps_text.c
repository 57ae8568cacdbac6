/* Steps in characters: a grid of cells, numbers beneath, a legend. Each column of the plot is a
 * time, and shows the heights at it; a curve is drawn to the first column at or behind its end. */
#include "steps_text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "steps_shape.h"

enum {
    ROWS = 20, /* from the top of the axis to 0 */
    TICKS = 10,
    LETTER_EVERY = 14 /* columns */
};

/* What lies in a cell: a part of a curve that leads from height to height, which gives way to the
 * curve at its height. */
enum layer { EMPTY, LINK, LEVEL, SEVERAL };

struct cell_mark {
    enum layer layer;
    size_t owner; /* its series */
    const char *glyph;
};

/* How lines of one kind look: across, upright, and where they turn. */
struct strokes {
    const char *across, *upright;
    const char *from_left_down, *down_to_right, *from_left_up, *up_to_right;
};

static const struct strokes kinds_of_strokes[] = {
    {"─", "│", "┐", "└", "┘", "┌"}, {"━", "┃", "┓", "┗", "┛", "┏"}, {"═", "║", "╗", "╚", "╝", "╔"},
    {"╌", "╎", "╮", "╰", "╯", "╭"}, {"╍", "╏", "┓", "┗", "┛", "┏"},
};
enum { KINDS_OF_STROKES = sizeof kinds_of_strokes / sizeof kinds_of_strokes[0] };

struct signs {
    const char *several, *half, *axis, *corner, *foot, *tick, *mark_tick, *cut;
};

static const struct signs unicode = {"≡", "·", "│", "└", "─", "┬", "┤", "…"};
static const struct signs plain = {"*", ".", "|", "+", "-", "+", "+", "~"};

struct grid {
    const struct steps *steps;
    const struct style *style;
    const struct signs *signs;
    struct text *text;
    size_t gutter, wide; /* columns before the plot, and of it */
    struct spacing spacing;
    double top_y;
    struct cell_mark *cells; /* ROWS + 1 rows of `wide` */
    char (*letters)[2];      /* of each series, a string */
};

static double time_of(const struct grid *g, size_t column)
{
    const struct steps *s = g->steps;
    return s->first_x + (s->last_x - s->first_x) * (double)column / (double)(g->wide - 1);
}

/* The column nearest to X. */
static size_t column_of(const struct grid *g, double x)
{
    const struct steps *s = g->steps;
    double at = (x - s->first_x) / (s->last_x - s->first_x) * (double)(g->wide - 1);
    return (size_t)fmin(fmax(at + 0.5, 0), (double)(g->wide - 1));
}

/* The first column at or behind X. */
static size_t column_from(const struct grid *g, double x)
{
    size_t column = column_of(g, x);
    while (column > 0 && time_of(g, column - 1) >= x)
        column--;
    while (column + 1 < g->wide && time_of(g, column) < x)
        column++;
    return column;
}

static size_t row_of(const struct grid *g, double y)
{
    return (size_t)lround((1 - fmin(y / g->top_y, 1)) * ROWS);
}

static void put(struct grid *g, size_t row, size_t column, struct cell_mark mark)
{
    struct cell_mark *cell = &g->cells[row * g->wide + column];
    if (cell->layer >= LEVEL && mark.layer == LEVEL && cell->owner != mark.owner)
        cell->layer = SEVERAL;
    else if (cell->layer <= mark.layer)
        *cell = mark;
}

/* The curve K in COLUMN, having come at row FROM, with height at row TO. */
static void draw_column(struct grid *g, size_t k, size_t column, size_t from, size_t to,
                        bool is_lettered)
{
    const int look = g->steps->series[k].look;
    const struct strokes *s = &kinds_of_strokes[look % KINDS_OF_STROKES];
    const char *letter = g->letters[k];
    const bool falls = to > from;
    struct cell_mark link = {LINK, k, g->style->ascii ? letter : s->upright};
    struct cell_mark level = {LEVEL, k, s->across};
    if (from != to)
        level.glyph = falls ? s->down_to_right : s->up_to_right;
    if (g->style->ascii || is_lettered)
        level.glyph = letter;
    for (size_t row = from; row != to; row = falls ? row + 1 : row - 1) {
        struct cell_mark turn = link;
        if (row == from && !g->style->ascii)
            turn.glyph = falls ? s->from_left_down : s->from_left_up;
        put(g, row, column, turn);
    }
    put(g, to, column, level);
}

static void draw_series(struct grid *g, size_t k)
{
    const struct step_series *s = &g->steps->series[k];
    size_t last = column_from(g, series_end(s)), first = column_from(g, s->start_x);
    size_t row = row_of(g, s->start_y);
    first = first < last ? first : last;
    for (size_t c = first; c <= last; c++) {
        double x = c < last ? time_of(g, c) : fmax(time_of(g, c), series_end(s));
        size_t to = row_of(g, series_height(s, x));
        bool is_flat = c > first && to == row;
        draw_column(g, k, c, row, to,
                    c == last || (is_flat && (c + 5 * k) % LETTER_EVERY == LETTER_EVERY / 2));
        row = to;
    }
}

/* A letter for each series, its own if it has one that none before it took. */
static void choose_letters(struct grid *g)
{
    static const char others[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    bool is_taken[128] = {false};
    for (size_t k = 0; k < g->steps->n_series; k++) {
        struct text wishes = {0};
        text_addf(&wishes, "%s%s", g->steps->series[k].label, others);
        const char *c = text_string(&wishes);
        while (*c && (!isascii(*c) || !isalnum(*c) || is_taken[(unsigned char)*c]))
            c++;
        g->letters[k][0] = *c ? *c : '?';
        is_taken[(unsigned char)g->letters[k][0]] = true;
        g->text->failed = g->text->failed || text_failed(&wishes);
        text_release(&wishes);
    }
}

/* Begins or ends the colour of series K. */
static void add_color(struct grid *g, size_t k)
{
    if (g->style->color)
        text_addf(g->text, "\033[%sm",
                  ink_terminal((enum ink)(INK_SERIES + g->steps->series[k].look)));
}

static void end_color(struct grid *g)
{
    if (g->style->color)
        text_add_string(g->text, "\033[0m");
}

static void add_blanks(struct grid *g, size_t n)
{
    text_addf(g->text, "%*s", (int)n, "");
}

/* Whether the dots of the line at half would be seen in a cell. */
static bool is_dotted(const struct grid *g, size_t row, size_t column)
{
    return g->steps->is_share && row == ROWS / 2 && column % 2 == 1;
}

static void add_cell(struct grid *g, size_t row, size_t column)
{
    const struct cell_mark *cell = &g->cells[row * g->wide + column];
    switch (cell->layer) {
    case EMPTY:
        text_add_string(g->text, is_dotted(g, row, column) ? g->signs->half : " ");
        break;
    case SEVERAL:
        text_add_string(g->text, g->signs->several);
        break;
    default:
        add_color(g, cell->owner);
        text_add_string(g->text, cell->glyph);
        end_color(g);
    }
}

/* The label of the tick at ROW, if there is one, and the axis. */
static void add_axis(struct grid *g, size_t row)
{
    struct text label = {0};
    double tick = steps_tick(g->steps, TICKS);
    for (double y = 0; y <= g->top_y * (1 + 1e-9) && label.n == 0; y += tick)
        if (row_of(g, y) == row)
            steps_add_tick(g->steps, y, &label);
    add_blanks(g, g->gutter - 2 - label.n);
    text_addf(g->text, "%s %s", text_string(&label),
              label.n ? g->signs->mark_tick : g->signs->axis);
    g->text->failed = g->text->failed || text_failed(&label);
    text_release(&label);
}

static void add_plot(struct grid *g)
{
    for (size_t row = 0; row <= ROWS; row++) {
        size_t last = g->wide;
        while (last > 0 && g->cells[row * g->wide + last - 1].layer == EMPTY &&
               !is_dotted(g, row, last - 1))
            last--;
        add_axis(g, row);
        for (size_t column = 0; column < last; column++)
            add_cell(g, row, column);
        text_add_char(g->text, '\n');
    }
}

/* The axis of time: a tick for each column that is shown, its label beneath. */
static void add_foot(struct grid *g)
{
    size_t next = 0;
    add_blanks(g, g->gutter - 1);
    text_add_string(g->text, g->signs->corner);
    for (size_t c = 0; c < g->wide; c++) {
        bool is_tick = false;
        for (; next < g->steps->n_columns && column_of(g, g->steps->columns[next].tick) <= c;
             next++)
            is_tick = is_tick || steps_shows(g->steps, next, g->spacing.every);
        text_add_string(g->text, is_tick ? g->signs->tick : g->signs->foot);
    }
    text_add_char(g->text, '\n');
}

/* WORDS with their middle at AT columns behind the gutter; USED columns of the line are used. */
static void add_centred(struct grid *g, const char *words, size_t at, size_t *used)
{
    size_t width = utf8_width(span_of(words)), left = g->gutter + at - (width - 1) / 2;
    add_blanks(g, left > *used ? left - *used : 0);
    *used = left > *used ? left : *used;
    text_add_string(g->text, words);
    *used += width;
}

/* "─i in-house", cut so that it fits. */
static void add_name(struct grid *g, const char *label, const struct step_series *series,
                     size_t width)
{
    text_add_string(g->text, " ");
    if (series) {
        size_t k = (size_t)(series - g->steps->series);
        add_color(g, k);
        text_addf(g->text, "%s%s",
                  g->style->ascii ? "" : kinds_of_strokes[series->look % KINDS_OF_STROKES].across,
                  g->letters[k]);
        end_color(g);
    }
    text_addf(g->text, "%*s", series && !g->style->ascii ? 1 : series ? 2 : 3, "");
    struct text visible = {0};
    text_add_visible(&visible, span_of(label));
    text_add_cut(g->text, text_span(&visible), width, g->signs->cut);
    g->text->failed = g->text->failed || text_failed(&visible);
    text_release(&visible);
}

enum { SAMPLE = 4 }; /* columns before a name */

static void add_row(struct grid *g, const struct step_row *row)
{
    size_t room = g->gutter - SAMPLE - 2, used = utf8_width(span_of(row->label));
    add_name(g, row->label, row->series, room);
    used = SAMPLE + (used < room ? used : room);
    for (size_t i = 0; i < g->steps->n_columns; i++) {
        struct text count = {0};
        if (!steps_shows(g->steps, i, g->spacing.every))
            continue;
        steps_add_count(row, i, g->spacing.every, &count);
        add_centred(g, text_string(&count), column_of(g, g->steps->columns[i].x), &used);
        g->text->failed = g->text->failed || text_failed(&count);
        text_release(&count);
    }
    text_add_char(g->text, '\n');
}

static void add_rows(struct grid *g)
{
    size_t used = 0;
    for (size_t i = 0; i < g->steps->n_columns; i++)
        if (steps_shows(g->steps, i, g->spacing.every))
            add_centred(g, column_label(&g->steps->columns[i], g->spacing),
                        column_of(g, g->steps->columns[i].x), &used);
    text_addf(g->text, "\n%s\n", g->steps->rows_label);
    for (size_t i = 0; i < g->steps->n_rows; i++)
        add_row(g, &g->steps->rows[i]);
}

/* Words on lines of their own, beneath a name. */
static void add_words(struct grid *g, const char *words)
{
    struct span rest = span_of(words);
    while (rest.length > 0) {
        size_t length = utf8_take_line(rest, style_columns(g->style) - SAMPLE);
        add_blanks(g, SAMPLE);
        text_add(g->text, span_trim((struct span){rest.text, length}));
        text_add_char(g->text, '\n');
        rest = span_trim((struct span){rest.text + length, rest.length - length});
    }
}

/* The words of each series behind its name, on lines of their own where they do not fit. */
static void add_legend(struct grid *g)
{
    size_t columns = style_columns(g->style);
    bool has_several = false;
    text_add_char(g->text, '\n');
    for (size_t k = 0; k < g->steps->n_series; k++) {
        const struct step_series *s = &g->steps->series[k];
        size_t width = SAMPLE + utf8_width(span_of(s->label)) + 2 + utf8_width(span_of(s->words));
        add_name(g, s->label, s, columns - SAMPLE - 1);
        text_addf(g->text, width > columns ? ":\n" : ": %s\n", s->words);
        if (width > columns)
            add_words(g, s->words);
    }
    for (size_t i = 0; i < (ROWS + 1) * g->wide; i++)
        has_several = has_several || g->cells[i].layer == SEVERAL;
    if (has_several)
        text_addf(g->text, " %s  several of them\n", g->signs->several);
}

/* Names of rows take at most a third of the width. */
static void lay_out(struct grid *g)
{
    size_t columns = style_columns(g->style), names = 0;
    size_t over =
        steps_widest(g->steps, false) / 2; /* of what is centred on the first and the last */
    for (size_t i = 0; i < g->steps->n_rows; i++) {
        size_t width = utf8_width(span_of(g->steps->rows[i].label));
        names = width > names ? width : names;
    }
    g->gutter = SAMPLE + names + 2 + over;
    g->gutter = g->gutter > columns / 3 ? columns / 3 : g->gutter;
    g->wide = columns - g->gutter - over;
    g->spacing = steps_spacing(g->steps, (double)g->wide, 1, 1);
    g->top_y = steps_top(g->steps, TICKS);
}

void steps_add_text(const void *content, const struct style *style, struct text *t)
{
    struct grid g = {
        .steps = content, .style = style, .signs = style->ascii ? &plain : &unicode, .text = t};
    lay_out(&g);
    g.cells = calloc((ROWS + 1) * g.wide, sizeof *g.cells);
    g.letters = calloc(g.steps->n_series + 1, sizeof *g.letters);
    t->failed = t->failed || !g.cells || !g.letters;
    if (!t->failed) {
        choose_letters(&g);
        for (size_t k = 0; k < g.steps->n_series; k++)
            draw_series(&g, k);
        text_addf(t, "%s\n", g.steps->y_label);
        add_plot(&g);
        add_foot(&g);
        add_rows(&g);
        add_legend(&g);
    }
    free(g.cells);
    free(g.letters);
}
