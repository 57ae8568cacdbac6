#include "out/lanes.h"

#include <math.h>

#include "base/utf8.h"
#include "out/svg.h"

enum {
    LANE = 22,      /* how high a lane is, in pixels ... */
    BAND_NAME = 14, /* ... and what is added where bands are named in it */
    MIDDLE = 11,    /* of the lane, where its line runs */
    HEADING = 30,
    AXIS = 22,
    KEY = 22,    /* a line of the legend */
    SAMPLE = 34, /* its marks */
    GAP = 18,    /* between its words and the next mark */
    LEAST_LEFT = 70,
    MOST_LEFT = 186,
    RIGHT = 12,
    DOT = 7,
    SMALL = 12,
    TINY = 10,      /* sizes of letters */
    LEAST_HEAD = 3, /* letters of a name that still say something */
};

struct plot {
    const struct lanes *lanes;
    struct xml *xml;
    double left, wide, whole; /* of the lanes; of all */
};

/* How what held is drawn: the better, the more solid. */
static const struct stroke {
    double width;
    const char *dash;
} strokes[N_RANKS] = {{7, NULL}, {5, NULL}, {3.4, NULL}, {3, "7 3"}, {2.6, "4 3"}, {2.6, "2 3"}};

static struct paint run_paint(int place, const char *tip)
{
    if (place < 0)
        return (struct paint){.stroke = INK_MUTED, .dash = "1 5", .role = "run", .tip = tip};
    return (struct paint){.stroke = (enum ink)(INK_RANK + place),
                          .width = strokes[place].width,
                          .dash = strokes[place].dash,
                          .role = "run",
                          .tip = tip};
}

static double x_of(const struct plot *p, int32_t day)
{
    return p->left + p->wide * fmin(1, fmax(0, day_axis_at(p->lanes->axis, day)));
}

static double lane_height(const struct lane *lane)
{
    return lane->n_bands > 0 ? LANE + BAND_NAME : LANE;
}

/* How wide a name is in the widest of usual fonts: it stands between two edges. */
static double name_width(const char *name, double size)
{
    return 1.1 * svg_text_width(name, size);
}

/* As wide as the names need it, within limits. */
static struct plot plot_of(const struct lanes *lanes, double width, struct xml *x)
{
    double left = LEAST_LEFT;
    for (size_t i = 0; i < lanes->n_groups; i++)
        for (size_t k = 0; k < lanes->groups[i].n; k++)
            left = fmax(left, name_width(lanes->groups[i].lanes[k].label, SMALL) + 10);
    left = fmin(left, MOST_LEFT);
    return (struct plot){lanes, x, left, width - left - RIGHT, width};
}

static void draw_dot(struct xml *x, double cx, double cy, double radius, const char *letters,
                     int place, const char *tip)
{
    const size_t n = utf8_width(span_of(letters));
    const double size = radius * (n < 2 ? 1.4 : n < 3 ? 1.1 : n < 4 ? 0.85 : 0.7);
    svg_circle(x, cx, cy, radius,
               (struct paint){.fill = (enum ink)(INK_RANK + place),
                              .stroke = INK_PAPER,
                              .width = 1.2,
                              .role = "dot",
                              .tip = tip});
    svg_text(x, cx, cy + size * 0.36, letters,
             (struct lettering){.anchor = ANCHOR_MIDDLE,
                                .size = size,
                                .ink = (enum ink)(INK_ON_RANK + place),
                                .is_bold = true,
                                .role = "letter"});
}

/* A flag on the lane from TOP to BOTTOM. */
static void draw_tick(struct xml *x, double at, double top, double bottom, const char *tip)
{
    struct text d = {0};
    svg_move(&d, at, bottom);
    svg_draw(&d, at, top);
    svg_draw(&d, at + 6, top + 2.8);
    svg_draw(&d, at, top + 5.6);
    svg_path(x, &d,
             (struct paint){
                 .fill = INK_TEXT, .stroke = INK_TEXT, .width = 1.4, .role = "tick", .tip = tip});
    text_release(&d);
}

/* A bracket: where a life begins, or, with a negative SIDE, where it ends. */
static void draw_bracket(struct xml *x, double at, double y, double side, const char *tip)
{
    struct text d = {0};
    svg_move(&d, at + side * 4, y - 8);
    svg_draw(&d, at, y - 8);
    svg_draw(&d, at, y + 8);
    svg_draw(&d, at + side * 4, y + 8);
    svg_path(
        x, &d,
        (struct paint){
            .stroke = INK_MUTED, .width = 1.8, .role = side > 0 ? "opened" : "closed", .tip = tip});
    text_release(&d);
}

/* What belongs to band B, from X1 to X2, but for its name: a pale ground, dashes beneath that tell
 * the bands apart without their colours, and its ends where they lie on the axis. */
static void draw_ground(struct xml *x, const struct lane_band *b, struct day_axis axis, double x1,
                        double x2, double top, double bottom)
{
    const enum ink ink = (enum ink)(INK_SERIES + b->look);
    svg_rect(x, x1, top, x2 - x1, bottom - top,
             (struct paint){.fill = (enum ink)(INK_TINT + b->look), .role = "band", .tip = b->tip});
    svg_line(x, x1, bottom - 1, x2, bottom - 1,
             (struct paint){.stroke = ink, .width = 2, .dash = ink_dash(b->look)});
    if (b->start >= axis.first)
        svg_line(x, x1, top, x1, bottom, (struct paint){.stroke = ink, .width = 1.4});
    if (b->end <= axis.last)
        svg_line(x, x2, top, x2, bottom, (struct paint){.stroke = ink, .width = 1.4});
}

/* Adds the head of TEXT that fits WIDTH, with an ellipsis where it is not the whole. */
static void add_head(struct text *t, const char *text, double width, double size)
{
    const struct span s = span_of(text);
    const double letter = svg_text_width("n", size);
    if (svg_text_width(text, size) <= width) {
        text_add(t, s);
        return;
    }
    size_t columns = width > 2 * letter ? (size_t)(width / letter) - 1 : 0;
    size_t n = columns >= LEAST_HEAD ? utf8_head(s, columns) : 0;
    while (n > 0 && s.text[n - 1] == ' ')
        n--;
    text_add(t, (struct span){s.text, n});
    if (n > 0)
        text_add_string(t, "\xe2\x80\xa6"); /* ... as one character */
}

/* Whose the band is, else what it is, else the head of that. */
static void draw_band(const struct plot *p, const struct lane_band *b, double top, double bottom)
{
    double x1 = x_of(p, b->start), x2 = x_of(p, b->end), room = x2 - x1 - 8;
    struct text name = {0};
    if (b->end <= p->lanes->axis.first || b->start > p->lanes->axis.last)
        return;
    draw_ground(p->xml, b, p->lanes->axis, x1, x2, top, bottom);
    bool has_label = b->label && svg_text_width(b->label, TINY) <= room;
    add_head(&name, has_label ? b->label : b->name, room, TINY);
    p->xml->failed = p->xml->failed || text_failed(&name);
    if (name.n > 0)
        svg_text(p->xml, x1 + 5, bottom - 6, text_string(&name),
                 (struct lettering){
                     .size = TINY, .ink = (enum ink)(INK_SERIES + b->look), .role = "band-name"});
    text_release(&name);
}

static void draw_runs(const struct plot *p, const struct lane *lane, double y)
{
    for (size_t i = 0; i < lane->n_runs; i++) {
        const struct lane_run *r = &lane->runs[i];
        double x1 = x_of(p, r->start), x2 = x_of(p, r->end);
        if (x2 > x1)
            svg_line(p->xml, x1, y, x2, y, run_paint(r->place, r->tip));
    }
}

static bool is_on_axis(const struct plot *p, int32_t day)
{
    return p->lanes->axis.first <= day && day <= p->lanes->axis.last;
}

/* Dots that would hide each other are smaller, in two rows, and moved on as far as they must. */
struct placing {
    double ends[2]; /* how far the rows are taken */
};

enum { CLOSE = 11 }; /* pixels */

static bool are_close(const struct plot *p, const struct lane *lane, size_t i, size_t k)
{
    return k < lane->n_dots && is_on_axis(p, lane->dots[k].day) &&
           fabs(x_of(p, lane->dots[i].day) - x_of(p, lane->dots[k].day)) < CLOSE;
}

static void draw_close_dot(const struct plot *p, const struct lane_dot *dot, struct placing *at,
                           double y)
{
    const double radius = 5.2, end = p->left + p->wide + RIGHT - radius;
    int row = at->ends[0] <= at->ends[1] ? 0 : 1;
    double x = fmin(fmax(x_of(p, dot->day), at->ends[row] + radius), end);
    at->ends[row] = x + radius;
    draw_dot(p->xml, x, row ? y + radius : y - radius, radius, dot->letters, dot->place, dot->tip);
}

static void draw_dots(const struct plot *p, const struct lane *lane, double y)
{
    struct placing at = {{0, 0}};
    for (size_t i = 0; i < lane->n_dots; i++) {
        const struct lane_dot *dot = &lane->dots[i];
        if (!is_on_axis(p, dot->day))
            continue;
        bool is_pushed = x_of(p, dot->day) - DOT < fmax(at.ends[0], at.ends[1]);
        if (is_pushed || are_close(p, lane, i, i + 1) || (i > 0 && are_close(p, lane, i, i - 1)))
            draw_close_dot(p, dot, &at, y);
        else
            draw_dot(p->xml, x_of(p, dot->day), y, DOT, dot->letters, dot->place, dot->tip);
    }
}

/* The name, in two lines where it is too long for one. */
static void draw_label(const struct plot *p, const char *label, double y)
{
    const struct lettering whole = {.size = SMALL, .role = "lane-name"};
    const struct lettering part = {.size = TINY, .role = "lane-name"};
    const double room = p->left - 6;
    if (name_width(label, SMALL) <= room) {
        svg_text(p->xml, 0, y + 4, label, whole);
        return;
    }
    struct span s = span_of(label);
    size_t most = utf8_head(s, (size_t)(room / name_width("n", TINY))), cut = most;
    while (cut > 0 && s.text[cut] != ' ')
        cut--;
    cut = cut > 0 || most == s.length ? cut : most;
    cut = most == s.length ? most : cut;
    struct text line = {0};
    text_add(&line, (struct span){s.text, cut});
    svg_text(p->xml, 0, cut < s.length ? y - 1 : y + 4, text_string(&line), part);
    text_clear(&line);
    if (cut < s.length) {
        add_head(&line, label + cut + (s.text[cut] == ' '), room, TINY);
        svg_text(p->xml, 0, y + 9, text_string(&line), part);
    }
    p->xml->failed = p->xml->failed || text_failed(&line);
    text_release(&line);
}

static void draw_marks(const struct plot *p, const struct lane *lane, double y)
{
    if (lane->opened.tip && is_on_axis(p, lane->opened.day))
        draw_bracket(p->xml, x_of(p, lane->opened.day), y, 1, lane->opened.tip);
    if (lane->closed.tip && is_on_axis(p, lane->closed.day))
        draw_bracket(p->xml, x_of(p, lane->closed.day), y, -1, lane->closed.tip);
    for (size_t i = 0; i < lane->n_ticks; i++)
        if (is_on_axis(p, lane->ticks[i].day))
            draw_tick(p->xml, x_of(p, lane->ticks[i].day), y - MIDDLE + 0.5, y + MIDDLE - 1,
                      lane->ticks[i].tip);
}

static void draw_lane(const struct plot *p, const struct lane *lane, double top)
{
    double y = top + MIDDLE;
    svg_group(p->xml, "lane", lane->label, 0, 0);
    if (lane->tip)
        xml_element(p->xml, "title", lane->tip);
    for (size_t i = 0; i < lane->n_bands; i++)
        draw_band(p, &lane->bands[i], top + 0.5, top + lane_height(lane) - 2.5);
    draw_label(p, lane->label, y);
    draw_runs(p, lane, y);
    draw_marks(p, lane, y);
    draw_dots(p, lane, y);
    xml_close(p->xml);
}

static double draw_group(const struct plot *p, const struct lane_group *g, double top)
{
    svg_group(p->xml, "group", g->heading, 0, 0);
    svg_text(p->xml, 0, top + HEADING - 9, g->heading,
             (struct lettering){.is_bold = true, .has_halo = true, .role = "heading"});
    top += HEADING;
    svg_line(p->xml, 0, top - 3, p->whole, top - 3, (struct paint){.stroke = INK_GRID});
    for (size_t i = 0; i < g->n; i++) {
        draw_lane(p, &g->lanes[i], top);
        top += lane_height(&g->lanes[i]);
    }
    xml_close(p->xml);
    return top;
}

/* Where the legend is: the next mark; without XML it is only measured. */
struct legend {
    struct xml *xml;
    double x, y, whole;
};

/* The place of a mark that is WIDE and of its LABEL; on the next line where this one is full. */
static double next_key(struct legend *l, double wide, const char *label)
{
    double needed = wide + 6 + svg_text_width(label, SMALL);
    if (l->x > 0 && l->x + needed > l->whole) {
        l->x = 0;
        l->y += KEY;
    }
    double x = l->x;
    l->x += needed + GAP;
    if (l->xml)
        svg_text(l->xml, x + wide + 6, l->y + 4, label,
                 (struct lettering){.size = SMALL, .role = "key"});
    return x;
}

static void set_key(struct legend *l, const struct lane_key *key)
{
    double wide = key->letters ? SAMPLE : 2.0 / 3 * SAMPLE, x = next_key(l, wide, key->label);
    if (!l->xml)
        return;
    if (key->letters) {
        svg_line(l->xml, x, l->y, x + SAMPLE, l->y, run_paint(key->look, NULL));
        draw_dot(l->xml, x + SAMPLE / 2.0, l->y, DOT, key->letters, key->look, NULL);
        return;
    }
    const struct lane_band band = {.start = 1, .end = 2, .look = key->look};
    draw_ground(l->xml, &band, (struct day_axis){0, 3}, x, x + wide, l->y - 8, l->y + 8);
}

static void set_marks(struct legend *l, const struct lanes *lanes)
{
    const double narrow = 8;
    double x;
    if (lanes->tick_label) {
        x = next_key(l, narrow, lanes->tick_label);
        if (l->xml)
            draw_tick(l->xml, x + 1, l->y - 8, l->y + 8, NULL);
    }
    if (lanes->opened_label) {
        x = next_key(l, narrow, lanes->opened_label);
        if (l->xml)
            draw_bracket(l->xml, x + 2, l->y, 1, NULL);
    }
    if (lanes->closed_label) {
        x = next_key(l, narrow, lanes->closed_label);
        if (l->xml)
            draw_bracket(l->xml, x + 6, l->y, -1, NULL);
    }
}

/* Draws the legend, or only measures it where X is NULL. How high it is. */
static double set_legend(const struct lanes *lanes, double width, struct xml *x)
{
    struct legend l = {x, 0, MIDDLE, width};
    if (x)
        svg_group(x, "legend", NULL, 0, 0);
    for (size_t i = 0; i < lanes->n_keys; i++) {
        bool is_first_band = i > 0 && !lanes->keys[i].letters && lanes->keys[i - 1].letters;
        if (is_first_band && l.x > 0) {
            l.x = 0;
            l.y += KEY;
        }
        set_key(&l, &lanes->keys[i]);
    }
    set_marks(&l, lanes);
    if (x)
        xml_close(x);
    return l.y + MIDDLE + 4;
}

static double lanes_height(const struct lanes *lanes)
{
    double sum = 0;
    for (size_t i = 0; i < lanes->n_groups; i++) {
        sum += HEADING;
        for (size_t k = 0; k < lanes->groups[i].n; k++)
            sum += lane_height(&lanes->groups[i].lanes[k]);
    }
    return sum;
}

static double height(const void *content, double width)
{
    const struct lanes *lanes = content;
    return set_legend(lanes, width, NULL) + lanes_height(lanes) + 2 * AXIS;
}

static int label_step(const struct plot *p)
{
    return day_axis_step(p->lanes->axis, p->wide, svg_text_width("0", SMALL));
}

/* Lines from TOP to BOTTOM: each year, if they do not lie too close; of less than some years, what
 * has a label. */
static void draw_grid(const struct plot *p, double top, double bottom)
{
    enum { MONTHS = 12 };
    const struct day_axis axis = p->lanes->axis;
    int step = label_step(p), closer = day_axis_step(axis, p->wide, 1.6);
    step = step <= MONTHS ? step : closer <= MONTHS ? MONTHS : closer;
    for (int32_t day = axis.first; day_axis_next(axis, step, day, &day); day++)
        svg_line(p->xml, x_of(p, day), top, x_of(p, day), bottom,
                 (struct paint){.stroke = INK_GRID, .role = "grid"});
    svg_line(p->xml, p->left + p->wide, top, p->left + p->wide, bottom,
             (struct paint){.stroke = INK_MUTED, .role = "end"});
}

/* What the lines are called, on the line Y; what would lie on the name of the end is left out. */
static void draw_axis(const struct plot *p, double y)
{
    const struct day_axis axis = p->lanes->axis;
    const double end = p->whole;
    struct lettering small = {
        .anchor = ANCHOR_MIDDLE, .size = SMALL, .ink = INK_MUTED, .role = "year"};
    int step = label_step(p);
    for (int32_t day = axis.first; day_axis_next(axis, step, day, &day); day++) {
        char label[DATE_TEXT];
        double x = x_of(p, day);
        day_axis_label(step, day, label);
        if (x + svg_text_width(label, SMALL) / 2 + 4 <
            end - svg_text_width(p->lanes->last_label, TINY))
            svg_text(p->xml, x, y, label, small);
    }
    small.anchor = ANCHOR_END;
    small.size = TINY;
    small.role = "end-label";
    svg_text(p->xml, end, y, p->lanes->last_label, small);
}

static void draw(const void *content, double width, struct xml *x)
{
    const struct lanes *lanes = content;
    const struct plot p = plot_of(lanes, width, x);
    double top = set_legend(lanes, width, x) + AXIS, y = top;
    draw_grid(&p, top, top + lanes_height(lanes));
    draw_axis(&p, top - 7);
    for (size_t i = 0; i < lanes->n_groups; i++)
        y = draw_group(&p, &lanes->groups[i], y);
    draw_axis(&p, y + AXIS - 6);
}

const struct chart_form lanes_form = {.height = height, .draw = draw, .add_text = lanes_add_text};
