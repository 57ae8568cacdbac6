#include "out/steps.h"

#include <math.h>

#include "out/svg.h"

enum {
    LEFT = 124, /* labels of the series stand there, too */
    RIGHT = 92, /* and their medians */
    HIGH = 300, /* of the plot */
    TOP = 26,
    ROW = 19,   /* of the counts */
    UNDER = 46, /* the axis and its label */
    SMALL = 12
};

struct plot {
    const struct steps *steps;
    struct xml *xml;
    double wide; /* of the plot */
};

static double x_of(const struct plot *p, double x)
{
    return LEFT + x / (double)p->steps->last_x * p->wide;
}

static double y_of(double y)
{
    return TOP + (1 - y) * HIGH;
}

static enum ink ink_of(const struct step_series *s)
{
    return (enum ink)(INK_SERIES + s->look);
}

static double height(const void *content, double width)
{
    const struct steps *steps = content;
    (void)width;
    return TOP + HIGH + UNDER + ROW * (1 + (double)steps->n_series);
}

/* Every year, or every second or fifth where there are many. */
static size_t years_between(const struct plot *p)
{
    size_t n = p->steps->last_x;
    return n <= 16 ? 1 : n <= 32 ? 2 : n <= 80 ? 5 : n / 16 + 1;
}

static void draw_axes(const struct plot *p)
{
    const struct lettering small = {.size = SMALL, .ink = INK_MUTED};
    struct lettering right = small, middle = small;
    right.anchor = ANCHOR_END;
    middle.anchor = ANCHOR_MIDDLE;
    for (int i = 0; i <= 4; i++) {
        struct text label = {0};
        double y = y_of(i / 4.0);
        svg_line(p->xml, LEFT, y, LEFT + p->wide, y,
                 (struct paint){.stroke = i == 0 ? INK_MUTED : INK_GRID});
        text_addf(&label, "%d%%", i * 25);
        svg_text(p->xml, LEFT - 8, y + 4, text_string(&label), right);
        text_release(&label);
    }
    for (size_t i = 0; i <= p->steps->last_x; i += years_between(p)) {
        struct text label = {0};
        double x = x_of(p, (double)i);
        svg_line(p->xml, x, TOP + HIGH, x, TOP + HIGH + 5, (struct paint){.stroke = INK_MUTED});
        text_addf(&label, "%zu", i);
        svg_text(p->xml, x, TOP + HIGH + 19, text_string(&label), middle);
        text_release(&label);
    }
    svg_text(p->xml, LEFT + p->wide / 2, TOP + HIGH + 37, p->steps->x_label, middle);
    svg_text(p->xml, 0, TOP - 12, p->steps->y_label, small);
}

/* The end of step I: where the next begins, or the curve ends. */
static double end_of(const struct step_series *s, size_t i)
{
    return s->steps[i + 1 < s->n_steps ? i + 1 : i].x;
}

static bool has_limits(const struct step *s)
{
    return !isnan(s->lower) && !isnan(s->upper);
}

/* The limits from step FROM to before step TO, as an area: the upper one forth, the lower back. */
static void draw_limits(const struct plot *p, const struct step_series *s, size_t from, size_t to)
{
    struct text d = {0};
    svg_move(&d, x_of(p, s->steps[from].x), y_of(s->steps[from].upper));
    for (size_t i = from; i < to; i++) {
        svg_draw(&d, x_of(p, s->steps[i].x), y_of(s->steps[i].upper));
        svg_draw(&d, x_of(p, end_of(s, i)), y_of(s->steps[i].upper));
    }
    for (size_t i = to; i-- > from;) {
        svg_draw(&d, x_of(p, end_of(s, i)), y_of(s->steps[i].lower));
        svg_draw(&d, x_of(p, s->steps[i].x), y_of(s->steps[i].lower));
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
    double y = p->steps->start;
    svg_move(&d, x_of(p, s->start_x), y_of(y));
    for (size_t i = 0; i < s->n_steps; i++) {
        svg_draw(&d, x_of(p, s->steps[i].x), y_of(y));
        y = s->steps[i].y;
        svg_draw(&d, x_of(p, s->steps[i].x), y_of(y));
    }
    svg_path(p->xml, &d,
             (struct paint){.stroke = ink_of(s),
                            .width = 2.2,
                            .dash = ink_dash(s->look),
                            .role = "curve",
                            .tip = s->label});
    text_release(&d);
}

/* Each step can be pointed at; those censored have a stroke of their own. */
static void draw_marks(const struct plot *p, const struct step_series *s)
{
    for (size_t i = 0; i < s->n_steps; i++)
        if (s->steps[i].tip)
            svg_circle(p->xml, x_of(p, s->steps[i].x), y_of(s->steps[i].y), 2.6,
                       (struct paint){.fill = ink_of(s), .role = "event", .tip = s->steps[i].tip});
    for (size_t i = 0; i < s->n_marks; i++) {
        double x = x_of(p, s->marks[i].x), y = y_of(s->marks[i].y);
        svg_line(
            p->xml, x, y - 5, x, y + 5,
            (struct paint){
                .stroke = ink_of(s), .width = 1.4, .role = "censored", .tip = s->marks[i].tip});
    }
}

/* A diamond where half is reached. */
static void draw_middle(const struct plot *p, const struct step_series *s)
{
    if (isnan(s->middle_x))
        return;
    struct text d = {0};
    double x = x_of(p, s->middle_x), y = y_of(0.5), r = 6;
    svg_move(&d, x - r, y);
    svg_draw(&d, x, y - r);
    svg_draw(&d, x + r, y);
    svg_draw(&d, x, y + r);
    text_add_char(&d, 'Z');
    svg_line(p->xml, x, y, x, y_of(0), (struct paint){.stroke = ink_of(s), .dash = "2 4"});
    svg_path(p->xml, &d,
             (struct paint){.fill = INK_PAPER,
                            .stroke = ink_of(s),
                            .width = 2,
                            .role = "median",
                            .tip = s->middle_tip});
    text_release(&d);
}

/* Where the label of a series begins, and on which line: behind the end of its curve, above the
 * axis. */
static void place_label(const struct plot *p, const struct step_series *s, double *x, double *y)
{
    *x = x_of(p, s->n_steps ? s->steps[s->n_steps - 1].x : s->start_x) + 8;
    *y = y_of(s->n_steps ? s->steps[s->n_steps - 1].y : p->steps->start);
    if (*y > y_of(0) - ROW / 2.0)
        *y = y_of(0) - ROW / 2.0;
}

/* Whether the label of series I lies on that of one before it. */
static bool is_taken(const struct plot *p, size_t i)
{
    const struct step_series *v = p->steps->series;
    double x, y, other_x, other_y;
    place_label(p, &v[i], &x, &y);
    for (size_t k = 0; k < i; k++) {
        place_label(p, &v[k], &other_x, &other_y);
        if (fabs(other_y - y) < ROW && x < other_x + svg_text_width(v[k].label, 0) &&
            other_x < x + svg_text_width(v[i].label, 0))
            return true;
    }
    return false;
}

/* At the end of each curve, where no other stands; all are in the rows beneath, too. */
static void draw_labels(const struct plot *p)
{
    for (size_t i = 0; i < p->steps->n_series; i++) {
        const struct step_series *s = &p->steps->series[i];
        double x, y;
        place_label(p, s, &x, &y);
        if (!is_taken(p, i))
            svg_text(p->xml, x, y + 4, s->label,
                     (struct lettering){
                         .ink = ink_of(s), .is_bold = true, .has_halo = true, .role = "label"});
    }
}

static void draw_row(const struct plot *p, const struct step_series *s, double y)
{
    const struct lettering number = {.anchor = ANCHOR_MIDDLE, .size = SMALL, .role = "at-risk"};
    svg_group(p->xml, "row", s->label, 0, 0);
    svg_text(p->xml, 22, y, s->label,
             (struct lettering){.size = SMALL, .ink = ink_of(s), .is_bold = true, .role = "name"});
    svg_line(p->xml, 0, y - 4, 18, y - 4,
             (struct paint){.stroke = ink_of(s), .width = 2.2, .dash = ink_dash(s->look)});
    for (size_t i = 0; i <= p->steps->last_x; i += years_between(p)) {
        struct text count = {0};
        text_addf(&count, "%zu", s->counts[i]);
        svg_text(p->xml, x_of(p, (double)i), y, text_string(&count), number);
        text_release(&count);
    }
    svg_text(p->xml, LEFT + p->wide + RIGHT, y, s->middle,
             (struct lettering){.anchor = ANCHOR_END, .size = SMALL, .role = "median-text"});
    xml_close(p->xml);
}

static void draw_rows(const struct plot *p)
{
    const struct lettering small = {.size = SMALL, .ink = INK_MUTED};
    struct lettering right = small;
    double y = TOP + HIGH + UNDER + ROW - 4;
    right.anchor = ANCHOR_END;
    svg_text(p->xml, 0, y, p->steps->counts_label, small);
    svg_text(p->xml, LEFT + p->wide + RIGHT, y, p->steps->middle_label, right);
    for (size_t i = 0; i < p->steps->n_series; i++)
        draw_row(p, &p->steps->series[i], y + ROW * (double)(i + 1));
}

static void draw(const void *content, double width, struct xml *x)
{
    const struct plot p = {content, x, width - LEFT - RIGHT};
    draw_axes(&p);
    for (size_t i = 0; i < p.steps->n_series; i++)
        draw_band(&p, &p.steps->series[i]);
    svg_line(x, LEFT, y_of(0.5), LEFT + p.wide, y_of(0.5),
             (struct paint){.stroke = INK_MUTED, .dash = "2 4"});
    for (size_t i = 0; i < p.steps->n_series; i++) {
        svg_group(x, "series", p.steps->series[i].label, 0, 0);
        draw_curve(&p, &p.steps->series[i]);
        draw_middle(&p, &p.steps->series[i]);
        draw_marks(&p, &p.steps->series[i]);
        xml_close(x);
    }
    draw_labels(&p);
    draw_rows(&p);
}

const struct chart_form steps_form = {.height = height, .draw = draw};
