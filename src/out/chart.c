/* The frame of a chart: title, words for those who do not see it, what stands beneath. */
#include "out/chart.h"

#include "base/utf8.h"
#include "out/svg.h"

enum {
    WIDTH = 760, /* pixels: as wide as the text of a printed page */
    MARGIN = 16,
    TITLE = 18, /* sizes of letters */
    SMALL = 12,
    LINE = 17, /* from line to line */
    AROUND_EMPTY = 60
};

/* Where texts of the frame are set: the next line. */
struct setting {
    struct xml *xml; /* NULL: only measured */
    double y;
    struct lettering lettering;
};

/* TEXT in lines that fit. */
static void set_text(struct setting *s, const char *text)
{
    const double letter = svg_text_width("m", s->lettering.size) * (s->lettering.is_bold ? 1.1 : 1);
    struct span rest = span_of(text);
    struct text line = {0};
    while (rest.length > 0) {
        size_t length = utf8_take_line(rest, (size_t)((WIDTH - 2 * MARGIN) / letter));
        text_clear(&line);
        text_add(&line, span_trim((struct span){rest.text, length}));
        if (s->xml)
            svg_text(s->xml, MARGIN, s->y, text_string(&line), s->lettering);
        s->y += s->lettering.size > LINE ? s->lettering.size + 4 : LINE;
        rest = span_trim((struct span){rest.text + length, rest.length - length});
    }
    if (s->xml)
        s->xml->failed = s->xml->failed || text_failed(&line);
    text_release(&line);
}

/* Sets title and subtitle, or only measures them where X is NULL. Where the content begins. */
static double set_head(const struct chart *c, struct xml *x)
{
    struct setting s = {x, MARGIN + TITLE, {.size = TITLE, .is_bold = true, .role = "title"}};
    set_text(&s, c->title);
    s.y += 3;
    s.lettering = (struct lettering){.size = SMALL, .ink = INK_MUTED, .role = "subtitle"};
    if (c->subtitle)
        set_text(&s, c->subtitle);
    return s.y;
}

static double set_foot(const struct chart *c, double y, struct xml *x)
{
    struct setting s = {x, y + LINE + 4, {.size = SMALL, .ink = INK_MUTED, .role = "note"}};
    if (c->signs && !c->empty)
        set_text(&s, c->signs);
    for (size_t i = 0; i < c->n_notes; i++)
        set_text(&s, c->notes[i]);
    return s.y;
}

static double content_height(const struct chart *c)
{
    return c->empty ? AROUND_EMPTY : c->form->height(c->content, WIDTH - 2 * MARGIN);
}

static void draw_content(const struct chart *c, double top, struct xml *x)
{
    if (c->empty) {
        svg_text(x, WIDTH / 2.0, top + AROUND_EMPTY / 2.0, c->empty,
                 (struct lettering){.anchor = ANCHOR_MIDDLE, .role = "empty"});
        return;
    }
    svg_group(x, "content", NULL, MARGIN, top);
    c->form->draw(c->content, WIDTH - 2 * MARGIN, x);
    xml_close(x);
}

static void write_head(const struct chart *c, const char *id, double height, struct xml *x)
{
    const char *prefix = id ? id : "chart";
    xml_open(x, "svg");
    xml_attribute(x, "xmlns", "http://www.w3.org/2000/svg");
    xml_attributef(x, "viewBox", "0 0 %d %.0f", WIDTH, height);
    xml_attributef(x, "width", "%d", WIDTH);
    xml_attributef(x, "height", "%.0f", height);
    xml_attribute(x, "role", "img");
    xml_attributef(x, "aria-labelledby", "%s-title %s-desc", prefix, prefix);
    xml_attribute(x, "font-family", "system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif");
    xml_attribute(x, "font-size", "13");
    xml_open(x, "title");
    xml_attributef(x, "id", "%s-title", prefix);
    xml_text(x, c->title);
    xml_close(x);
    xml_open(x, "desc");
    xml_attributef(x, "id", "%s-desc", prefix);
    xml_text(x, c->empty ? c->empty : c->description);
    xml_close(x);
}

static void write_style(struct xml *x)
{
    struct text style = {0};
    ink_add_style(&style);
    x->failed = x->failed || text_failed(&style);
    xml_open(x, "style");
    xml_raw(x, text_string(&style));
    xml_close(x);
    text_release(&style);
}

void chart_draw(const struct chart *c, const char *id, struct xml *x)
{
    double top = set_head(c, NULL);
    double height = set_foot(c, top + content_height(c), NULL) + MARGIN - LINE / 2.0;
    write_head(c, id, height, x);
    if (!id)
        write_style(x);
    svg_rect(x, 0, 0, WIDTH, height, (struct paint){.fill = INK_PAPER});
    set_head(c, x);
    draw_content(c, top, x);
    set_foot(c, top + content_height(c), x);
    xml_close(x);
}

/* TEXT in lines of at most COLUMNS. */
static void add_lines(struct text *t, const char *text, size_t columns)
{
    struct span rest = span_of(text);
    while (rest.length > 0) {
        size_t length = utf8_take_line(rest, columns);
        text_add_visible(t, span_trim((struct span){rest.text, length}));
        text_add_char(t, '\n');
        rest = span_trim((struct span){rest.text + length, rest.length - length});
    }
}

/* S with nothing but ASCII: other characters are question marks, as many as they are wide. */
static void add_ascii(struct text *t, struct span s)
{
    for (;;) {
        uint32_t point;
        size_t plain = utf8_plain_prefix(s), length;
        text_add(t, (struct span){s.text, plain});
        s = (struct span){s.text + plain, s.length - plain};
        if (s.length == 0)
            return;
        length = utf8_next(s, &point);
        if (length <= 1)
            text_add(t, (struct span){s.text, 1}); /* ends of lines, escapes of colours */
        for (size_t n = length > 1 ? utf8_width((struct span){s.text, length}) : 0; n > 0; n--)
            text_add_char(t, '?');
        length = length ? length : 1;
        s = (struct span){s.text + length, s.length - length};
    }
}

static void add_parts(const struct chart *c, const struct style *style, struct text *t)
{
    size_t columns = style_columns(style);
    add_lines(t, c->title, columns);
    if (c->subtitle)
        add_lines(t, c->subtitle, columns);
    text_add_char(t, '\n');
    if (c->empty)
        add_lines(t, c->empty, columns);
    else
        c->form->add_text(c->content, style, t);
    for (size_t i = 0; i < c->n_notes; i++) {
        text_add_string(t, i ? "" : "\n");
        add_lines(t, c->notes[i], columns);
    }
}

void chart_add_text(const struct chart *c, const struct style *style, struct text *t)
{
    struct text all = {0};
    if (!style->ascii) {
        add_parts(c, style, t);
        return;
    }
    add_parts(c, style, &all);
    add_ascii(t, text_span(&all));
    t->failed = t->failed || text_failed(&all);
    text_release(&all);
}
