#include <math.h>

#include "base/utf8.h"
#include "steps_shape.h"
#include "steps_text.h"

enum {
    ROW = 18,
    COUNTS = 11, /* size of the numbers */
    UNDER = 46,  /* the axis and its label */
    TICKS = 6,   /* of the axis of heights */
    SAMPLE = 18, /* of a line, before its label */
    GAP = 20,
    LEFT_LEAST = 60,
    LEFT_MOST = 220
};

static enum ink ink_of(const struct step_series *s)
{
    return (enum ink)(INK_SERIES + s->look);
}

/* Labels of rows, and of series, are bold, which is wider. */
static double bold_width(const char *text, double size)
{
    return 1.12 * svg_text_width(text, size);
}

static double left_of(const struct steps *steps)
{
    double most = LEFT_LEAST;
    for (size_t i = 0; i < steps->n_rows; i++)
        most = fmax(most, SAMPLE + 4 + bold_width(steps->rows[i].label, PLOT_SMALL) + GAP);
    return fmin(most, LEFT_MOST);
}

/* Room for what stands at the end of rows or, where nothing does, of the lines. */
static double right_of(const struct steps *steps)
{
    double most = 0;
    for (size_t i = 0; i < steps->n_rows && steps->last_label; i++)
        if (steps->rows[i].last)
            most = fmax(most, svg_text_width(steps->rows[i].last, PLOT_SMALL) + GAP);
    for (size_t i = 0; i < steps->n_series && !steps->last_label; i++) {
        const struct step_series *s = &steps->series[i];
        most = fmax(most, bold_width(s->end_label ? s->end_label : s->label, 0) + GAP / 2.0);
    }
    return fmin(most, LEFT_MOST);
}

static struct plot lay_out(const struct steps *steps, double width, struct xml *x)
{
    struct plot p = {.steps = steps, .xml = x, .left = left_of(steps), .right = right_of(steps)};
    p.wide = width - p.left - p.right;
    p.top_y = steps_top(steps, TICKS);
    p.spacing = steps_spacing(steps, p.wide, svg_text_width("0", PLOT_SMALL), 4);
    return p;
}

static double height(const void *content, double width)
{
    const struct steps *steps = content;
    (void)width;
    return PLOT_TOP + PLOT_HIGH + UNDER + ROW * (1 + (double)steps->n_rows);
}

static void draw_heights(const struct plot *p)
{
    const struct lettering right = {.size = PLOT_SMALL, .ink = INK_MUTED, .anchor = ANCHOR_END};
    double tick = steps_tick(p->steps, TICKS);
    for (double at = 0; at <= p->top_y * (1 + 1e-9); at += tick) {
        struct text label = {0};
        double y = plot_y(p, at);
        svg_line(p->xml, p->left, y, p->left + p->wide, y,
                 (struct paint){.stroke = at == 0 ? INK_MUTED : INK_GRID});
        steps_add_tick(p->steps, at, &label);
        svg_text(p->xml, p->left - 8, y + 4, text_string(&label), right);
        p->xml->failed = p->xml->failed || text_failed(&label);
        text_release(&label);
    }
}

static void draw_axes(const struct plot *p)
{
    const struct lettering small = {.size = PLOT_SMALL, .ink = INK_MUTED};
    const double foot = PLOT_TOP + PLOT_HIGH;
    struct lettering middle = small;
    middle.anchor = ANCHOR_MIDDLE;
    draw_heights(p);
    for (size_t i = 0; i < p->steps->n_columns; i++) {
        const struct step_column *c = &p->steps->columns[i];
        double tick = plot_x(p, c->tick);
        if (!steps_shows(p->steps, i, p->spacing.every))
            continue;
        svg_line(p->xml, tick, foot, tick, foot + 5, (struct paint){.stroke = INK_MUTED});
        svg_text(p->xml, plot_x(p, c->x), foot + 19, column_label(c, p->spacing), middle);
    }
    if (p->steps->x_label)
        svg_text(p->xml, p->left + p->wide / 2, foot + 37, p->steps->x_label, middle);
    svg_text(p->xml, 0, PLOT_TOP - 12, p->steps->y_label, small);
}

/* The end of step I: where the next begins, or the curve ends. */
static double end_of(const struct step_series *s, size_t i)
{
    return i + 1 < s->n_steps ? s->steps[i + 1].x : series_end(s);
}

static bool has_limits(const struct step *s)
{
    return !isnan(s->lower) && !isnan(s->upper);
}

/* The limits from step FROM to before step TO, as an area: the upper one forth, the lower back. */
static void draw_limits(const struct plot *p, const struct step_series *s, size_t from, size_t to)
{
    struct text d = {0};
    svg_move(&d, plot_x(p, s->steps[from].x), plot_y(p, s->steps[from].upper));
    for (size_t i = from; i < to; i++) {
        svg_draw(&d, plot_x(p, s->steps[i].x), plot_y(p, s->steps[i].upper));
        svg_draw(&d, plot_x(p, end_of(s, i)), plot_y(p, s->steps[i].upper));
    }
    for (size_t i = to; i-- > from;) {
        svg_draw(&d, plot_x(p, end_of(s, i)), plot_y(p, s->steps[i].lower));
        svg_draw(&d, plot_x(p, s->steps[i].x), plot_y(p, s->steps[i].lower));
    }
    text_add_char(&d, 'Z');
    svg_path(p->xml, &d, (struct paint){.fill = ink_of(s), .opacity = 0.14, .role = "limits"});
    text_release(&d);
}

static void draw_band(const struct plot *p, const struct step_series *s)
{
    for (size_t i = 0; i < s->n_steps; i++) {
        size_t from = i;
        while (i < s->n_steps && has_limits(&s->steps[i]))
            i++;
        if (i > from)
            draw_limits(p, s, from, i);
    }
}

static void draw_curve(const struct plot *p, const struct step_series *s)
{
    struct text d = {0};
    double y = s->start_y;
    svg_move(&d, plot_x(p, s->start_x), plot_y(p, y));
    for (size_t i = 0; i < s->n_steps; i++) {
        svg_draw(&d, plot_x(p, s->steps[i].x), plot_y(p, y));
        y = s->steps[i].y;
        svg_draw(&d, plot_x(p, s->steps[i].x), plot_y(p, y));
    }
    svg_draw(&d, plot_x(p, series_end(s)), plot_y(p, y));
    svg_path(
        p->xml, &d,
        (struct paint){
            .stroke = ink_of(s), .width = 2.2, .dash = s->dash, .role = "curve", .tip = s->label});
    text_release(&d);
}

/* A stroke across. */
static void draw_censored(const struct plot *p, const struct step_series *s,
                          const struct step_mark *m)
{
    double x = plot_x(p, m->x), y = plot_y(p, m->y);
    svg_line(p->xml, x, y - 5, x, y + 5,
             (struct paint){.stroke = ink_of(s), .width = 1.4, .role = "censored", .tip = m->tip});
}

/* A plus above the curve or a minus beneath, in a disc that is easy to point at. */
static void draw_change(const struct plot *p, const struct step_series *s,
                        const struct step_mark *m)
{
    const double r = 5, arm = 2.8;
    bool starts = m->sign == SIGN_STARTED;
    double x = plot_x(p, m->x), y = plot_y(p, m->y) + (starts ? -r - 3 : r + 3);
    if (y + r > PLOT_TOP + PLOT_HIGH) { /* not onto the labels of the axis */
        x += r + 4;
        y = PLOT_TOP + PLOT_HIGH - r - 3;
    }
    struct text d = {0};
    svg_move(&d, x - arm, y);
    svg_draw(&d, x + arm, y);
    if (starts) {
        svg_move(&d, x, y - arm);
        svg_draw(&d, x, y + arm);
    }
    svg_group(p->xml, starts ? "started" : "ended", NULL, 0, 0);
    xml_element(p->xml, "title", m->tip);
    svg_circle(p->xml, x, y, r, (struct paint){.fill = INK_PAPER, .stroke = ink_of(s)});
    svg_path(p->xml, &d, (struct paint){.stroke = ink_of(s), .width = 1.6});
    xml_close(p->xml);
    text_release(&d);
}

static void draw_marks(const struct plot *p, const struct step_series *s)
{
    for (size_t i = 0; i < s->n_steps; i++)
        if (s->steps[i].tip)
            svg_circle(p->xml, plot_x(p, s->steps[i].x), plot_y(p, s->steps[i].y), 2.6,
                       (struct paint){.fill = ink_of(s), .role = "event", .tip = s->steps[i].tip});
    for (size_t i = 0; i < s->n_marks; i++)
        if (s->marks[i].sign == SIGN_CENSORED)
            draw_censored(p, s, &s->marks[i]);
        else
            draw_change(p, s, &s->marks[i]);
}

/* A diamond where half is reached. */
static void draw_middle(const struct plot *p, const struct step_series *s)
{
    if (isnan(s->middle_x))
        return;
    struct text d = {0};
    double x = plot_x(p, s->middle_x), y = plot_y(p, 0.5), r = 6;
    svg_move(&d, x - r, y);
    svg_draw(&d, x, y - r);
    svg_draw(&d, x + r, y);
    svg_draw(&d, x, y + r);
    text_add_char(&d, 'Z');
    svg_line(p->xml, x, y, x, plot_y(p, 0), (struct paint){.stroke = ink_of(s), .dash = "2 4"});
    svg_path(p->xml, &d,
             (struct paint){.fill = INK_PAPER,
                            .stroke = ink_of(s),
                            .width = 2,
                            .role = "median",
                            .tip = s->middle_tip});
    text_release(&d);
}

static void draw_row_label(const struct plot *p, const struct step_row *row, double y)
{
    struct lettering name = {.size = PLOT_SMALL,
                             .ink = row->series      ? ink_of(row->series)
                                    : row->is_lesser ? INK_MUTED
                                                     : INK_TEXT,
                             .is_bold = !row->is_lesser,
                             .role = "name"};
    double room = (p->left - SAMPLE - 4 - GAP) / bold_width("m", PLOT_SMALL);
    struct text label = {0};
    text_add_cut(&label, span_of(row->label), (size_t)(room + 0.01), "\u2026");
    svg_text(p->xml, SAMPLE + 4, y, text_string(&label), name);
    p->xml->failed = p->xml->failed || text_failed(&label);
    text_release(&label);
    if (row->series)
        svg_line(
            p->xml, 0, y - 4, SAMPLE, y - 4,
            (struct paint){.stroke = ink_of(row->series), .width = 2.2, .dash = row->series->dash});
}

static void draw_row(const struct plot *p, const struct step_row *row, double y)
{
    svg_group(p->xml, row->is_lesser ? "lesser-row" : "row", row->label, 0, 0);
    draw_row_label(p, row, y);
    for (size_t i = 0; i < p->steps->n_columns; i++) {
        struct text count = {0};
        if (!steps_shows(p->steps, i, p->spacing.every))
            continue;
        bool is_some = steps_add_count(row, i, p->spacing.every, &count);
        svg_text(p->xml, plot_x(p, p->steps->columns[i].x), y, text_string(&count),
                 (struct lettering){.anchor = ANCHOR_MIDDLE,
                                    .size = COUNTS,
                                    .ink = is_some || !row->is_lesser ? INK_TEXT : INK_MUTED,
                                    .role = "count"});
        p->xml->failed = p->xml->failed || text_failed(&count);
        text_release(&count);
    }
    if (row->last)
        svg_text(p->xml, p->left + p->wide + p->right, y, row->last,
                 (struct lettering){.anchor = ANCHOR_END, .size = PLOT_SMALL, .role = "last"});
    xml_close(p->xml);
}

static void draw_rows(const struct plot *p)
{
    const struct lettering small = {.size = PLOT_SMALL, .ink = INK_MUTED};
    struct lettering right = small;
    double y = PLOT_TOP + PLOT_HIGH + UNDER + ROW - 4;
    right.anchor = ANCHOR_END;
    svg_text(p->xml, 0, y, p->steps->rows_label, small);
    if (p->steps->last_label)
        svg_text(p->xml, p->left + p->wide + p->right, y, p->steps->last_label, right);
    for (size_t i = 0; i < p->steps->n_rows; i++)
        draw_row(p, &p->steps->rows[i], y + ROW * (double)(i + 1));
}

static void draw(const void *content, double width, struct xml *x)
{
    const struct plot p = lay_out(content, width, x);
    draw_axes(&p);
    for (size_t i = 0; i < p.steps->n_series; i++)
        draw_band(&p, &p.steps->series[i]);
    if (p.steps->is_share)
        svg_line(x, p.left, plot_y(&p, 0.5), p.left + p.wide, plot_y(&p, 0.5),
                 (struct paint){.stroke = INK_MUTED, .dash = "2 4"});
    for (size_t i = 0; i < p.steps->n_series; i++) {
        svg_group(x, "series", p.steps->series[i].label, 0, 0);
        draw_curve(&p, &p.steps->series[i]);
        draw_middle(&p, &p.steps->series[i]);
        draw_marks(&p, &p.steps->series[i]);
        xml_close(x);
    }
    plot_labels(&p);
    draw_rows(&p);
}

const struct chart_form steps_form = {.height = height, .draw = draw, .add_text = steps_add_text};
