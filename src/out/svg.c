#include "out/svg.h"

#include <math.h>

#include "base/utf8.h"

enum { LETTERS = 13 }; /* pixels */

static void write_ink(struct xml *x, const struct paint *p)
{
    struct text class = {0};
    text_addf(&class, "%s", p->role ? p->role : "");
    if (p->fill)
        text_addf(&class, "%sf%d", class.n ? " " : "", p->fill);
    if (p->stroke)
        text_addf(&class, "%ss%d", class.n ? " " : "", p->stroke);
    x->failed = x->failed || text_failed(&class);
    if (class.n > 0)
        xml_attribute(x, "class", text_string(&class));
    text_release(&class);
    xml_attribute(x, "fill", ink_light(p->fill));
    if (p->stroke)
        xml_attribute(x, "stroke", ink_light(p->stroke));
}

static void write_paint(struct xml *x, const struct paint *p)
{
    write_ink(x, p);
    if (p->width > 0)
        xml_number(x, "stroke-width", p->width);
    if (p->dash)
        xml_attribute(x, "stroke-dasharray", p->dash);
    if (p->opacity > 0)
        xml_number(x, "fill-opacity", p->opacity);
}

static void end_mark(struct xml *x, const struct paint *p)
{
    if (p->tip)
        xml_element(x, "title", p->tip);
    xml_close(x);
}

void svg_line(struct xml *x, double x1, double y1, double x2, double y2, struct paint paint)
{
    xml_open(x, "line");
    xml_number(x, "x1", x1);
    xml_number(x, "y1", y1);
    xml_number(x, "x2", x2);
    xml_number(x, "y2", y2);
    write_paint(x, &paint);
    end_mark(x, &paint);
}

void svg_rect(struct xml *x, double left, double top, double width, double height,
              struct paint paint)
{
    xml_open(x, "rect");
    xml_number(x, "x", left);
    xml_number(x, "y", top);
    xml_number(x, "width", width);
    xml_number(x, "height", height);
    write_paint(x, &paint);
    end_mark(x, &paint);
}

void svg_hatch(struct xml *x, double left, double top, double width, double height, double gap,
               struct paint paint)
{
    struct text d = {0};
    /* along x + y = AT, from the lower left to the upper right */
    for (double at = gap / 2; at < width + height; at += gap) {
        double from = fmax(0, at - height), to = fmin(width, at);
        svg_move(&d, left + from, top + at - from);
        svg_draw(&d, left + to, top + at - to);
    }
    svg_path(x, &d, paint);
    text_release(&d);
}

void svg_circle(struct xml *x, double cx, double cy, double radius, struct paint paint)
{
    xml_open(x, "circle");
    xml_number(x, "cx", cx);
    xml_number(x, "cy", cy);
    xml_number(x, "r", radius);
    write_paint(x, &paint);
    end_mark(x, &paint);
}

static void add_point(struct text *d, char command, double x, double y)
{
    text_add_char(d, command);
    xml_add_number(d, x);
    text_add_char(d, ' ');
    xml_add_number(d, y);
}

void svg_move(struct text *d, double x, double y)
{
    add_point(d, 'M', x, y);
}

void svg_draw(struct text *d, double x, double y)
{
    add_point(d, 'L', x, y);
}

void svg_bend(struct text *d, double x, double y, double to_x, double to_y)
{
    double middle = (x + to_x) / 2;
    add_point(d, 'C', middle, y);
    add_point(d, ' ', middle, to_y);
    add_point(d, ' ', to_x, to_y);
}

void svg_path(struct xml *x, const struct text *d, struct paint paint)
{
    x->failed = x->failed || text_failed(d);
    xml_open(x, "path");
    xml_attribute(x, "d", text_string(d));
    write_paint(x, &paint);
    end_mark(x, &paint);
}

void svg_text(struct xml *x, double left, double y, const char *text, struct lettering l)
{
    static const char *const anchors[] = {NULL, "middle", "end"};
    const struct paint paint = {.fill = l.ink ? l.ink : INK_TEXT,
                                .stroke = l.has_halo ? INK_PAPER : INK_NONE,
                                .width = l.has_halo ? 3 : 0,
                                .role = l.role};
    xml_open(x, "text");
    xml_number(x, "x", left);
    xml_number(x, "y", y);
    write_paint(x, &paint);
    if (l.has_halo) {
        xml_attribute(x, "paint-order", "stroke");
        xml_attribute(x, "stroke-linejoin", "round");
    }
    if (l.size > 0)
        xml_number(x, "font-size", l.size);
    if (l.is_bold)
        xml_attribute(x, "font-weight", "600");
    if (anchors[l.anchor])
        xml_attribute(x, "text-anchor", anchors[l.anchor]);
    xml_text(x, text);
    xml_close(x);
}

double svg_text_width(const char *text, double size)
{
    const double per_letter = 0.56; /* of the size: a little above the mean of usual fonts */
    return per_letter * (size > 0 ? size : LETTERS) * (double)utf8_width(span_of(text));
}

void svg_add_cut(struct text *t, const char *text, double size, double width)
{
    double letters = floor(fmax(width, 0) / svg_text_width("m", size) + 1e-9);
    text_add_cut(t, span_of(text), (size_t)letters, "\u2026");
}

void svg_group(struct xml *x, const char *role, const char *name, double dx, double dy)
{
    struct text move = {0};
    xml_open(x, "g");
    if (role)
        xml_attribute(x, "class", role);
    if (name)
        xml_attribute(x, "data-name", name);
    if (dx != 0 || dy != 0) {
        text_add_string(&move, "translate(");
        xml_add_number(&move, dx);
        text_add_char(&move, ' ');
        xml_add_number(&move, dy);
        text_add_char(&move, ')');
        x->failed = x->failed || text_failed(&move);
        xml_attribute(x, "transform", text_string(&move));
        text_release(&move);
    }
}
