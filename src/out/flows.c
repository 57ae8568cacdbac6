#include "out/flows.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "out/svg.h"

enum {
    HEAD = 26,   /* the labels of the columns */
    NODE = 20,   /* a node's own line */
    APART = 12,  /* from node to node */
    ROW = 17,    /* of a flow, at least */
    SLACK = 3,   /* between flows of a node */
    ALL = 320,   /* the height of all flows together ... */
    MOST = 24,   /* ... and of one of 1, at most */
    NAMES = 170, /* of nodes, widths from here */
    LEAST = 34,  /* of numbers */
    VALUES = 40,
    BAR = 8,
    GAP = 10,
    LETTERS = 12
};

/* The middle of a flow at either end. */
struct ends {
    double from_y, to_y;
};

struct plot {
    const struct flows *flows;
    struct xml *xml;
    double wide;
    double scale;   /* pixels for each of a count */
    double numbers; /* width of their column */
    struct ends *ends;
};

static size_t total_count(const struct flows *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_flows; i++)
        n += f->flows[i].count;
    return n;
}

static struct plot plot_of(const void *content, double width, struct xml *x)
{
    const struct flows *f = content;
    char number[NUMBER_TEXT];
    size_t total = total_count(f);
    double numbers = svg_text_width(number_grouped(total, number), LETTERS) + 8;
    return (struct plot){.flows = f,
                         .xml = x,
                         .wide = width,
                         .scale = fmin(MOST, ALL / (double)total),
                         .numbers = fmax(LEAST, numbers)};
}

/* How wide the band of a flow is; it can always be seen. */
static double thickness(const struct plot *p, const struct flow *f)
{
    return fmax(1.2, p->scale * (double)f->count);
}

static double row_height(const struct plot *p, const struct flow *f)
{
    return fmax(ROW, thickness(p, f) + SLACK);
}

static double height(const void *content, double width)
{
    const struct plot p = plot_of(content, width, NULL);
    double rows = 0;
    size_t n = p.flows->n_from > p.flows->n_to ? p.flows->n_from : p.flows->n_to;
    for (size_t i = 0; i < p.flows->n_flows; i++)
        rows += row_height(&p, &p.flows->flows[i]);
    return HEAD + rows + (NODE + APART) * (double)n;
}

/* Where the columns stand. */
static double counts_end(const struct plot *p)
{
    return NAMES + p->numbers;
}

static double left_bar(const struct plot *p)
{
    return counts_end(p) + VALUES + GAP;
}

static double right_bar(const struct plot *p)
{
    return p->wide - NAMES - GAP - p->numbers - GAP - BAR;
}

static double right_counts_end(const struct plot *p)
{
    return right_bar(p) + BAR + p->numbers;
}

/* "R requires improvement", as far as there is room. */
static void draw_label(const struct plot *p, const struct flow_node *node, double left, double y,
                       double width, struct lettering lettering)
{
    struct text whole = {0}, cut = {0};
    text_addf(&whole, "%s %s", node->letters, node->label);
    svg_add_cut(&cut, text_string(&whole), LETTERS, width);
    svg_text(p->xml, left, y, text_string(&cut), lettering);
    p->xml->failed = p->xml->failed || text_failed(&whole) || text_failed(&cut);
    text_release(&whole);
    text_release(&cut);
}

static void draw_number(const struct plot *p, double right, double y, const char *text,
                        struct lettering lettering)
{
    lettering.anchor = ANCHOR_END;
    svg_text(p->xml, right, y, text, lettering);
}

static void draw_heads(const struct plot *p)
{
    const struct lettering muted = {.size = LETTERS, .ink = INK_MUTED};
    svg_text(p->xml, 0, 12, p->flows->from_label, muted);
    draw_number(p, counts_end(p), 12, p->flows->count_label, muted);
    draw_number(p, counts_end(p) + VALUES, 12, p->flows->value_label, muted);
    draw_number(p, right_counts_end(p), 12, p->flows->count_label, muted);
    svg_text(p->xml, right_counts_end(p) + GAP, 12, p->flows->to_label, muted);
}

/* The line of a node, at Y on the left or on the right. */
static void draw_node(const struct plot *p, const struct flow_node *node, bool is_left, double y)
{
    const struct lettering bold = {.size = LETTERS, .is_bold = true, .role = "node"};
    struct lettering number = bold;
    char text[NUMBER_TEXT];
    number.role = "node-count";
    draw_number(p, is_left ? counts_end(p) : right_counts_end(p), y,
                number_grouped(node->count, text), number);
    number.role = "node-value";
    if (is_left)
        draw_number(p, counts_end(p) + VALUES, y, node->value, number);
    draw_label(p, node, is_left ? 0 : right_counts_end(p) + GAP, y, NAMES - 6, bold);
}

/* The line of a flow beside its end: on the left where it goes, on the right where it is from. */
static void draw_row(const struct plot *p, const struct flow *f, bool is_left, double y)
{
    const struct flow_node *other = is_left ? &p->flows->to[f->to] : &p->flows->from[f->from];
    const struct lettering plain = {.size = LETTERS, .ink = INK_MUTED, .role = "flow-label"};
    struct lettering number = {.size = LETTERS, .role = "count"};
    double left = is_left ? 0 : right_counts_end(p) + GAP;
    char text[NUMBER_TEXT];
    svg_text(p->xml, left, y + 4, f->sign, plain);
    draw_label(p, other, left + 14, y + 4, NAMES - 20, plain);
    draw_number(p, is_left ? counts_end(p) : right_counts_end(p), y + 4,
                number_grouped(f->count, text), number);
    number.role = "value";
    if (is_left)
        draw_number(p, counts_end(p) + VALUES, y + 4, f->value, number);
}

/* The end of a flow, in the ink of its node. */
static void draw_end(const struct plot *p, const struct flow *f, const struct flow_node *node,
                     double left, double y)
{
    double high = thickness(p, f);
    svg_rect(p->xml, left, y - high / 2, BAR, high,
             (struct paint){
                 .fill = (enum ink)(INK_RANK + node->place), .role = "end", .tip = node->tip});
}

/* The left column; sets where flows begin. */
static void draw_left(const struct plot *p)
{
    const struct flows *f = p->flows;
    double y = HEAD;
    for (size_t i = 0; i < f->n_flows; i++) {
        const struct flow *flow = &f->flows[i];
        const struct flow_node *node = &f->from[flow->from];
        double high = row_height(p, flow);
        if (i == 0 || flow->from != f->flows[i - 1].from) {
            y += i == 0 ? 0 : APART;
            draw_node(p, node, true, y + 13);
            y += NODE;
        }
        p->ends[i].from_y = y + high / 2;
        svg_group(p->xml, "from", node->label, 0, 0);
        draw_row(p, flow, true, p->ends[i].from_y);
        draw_end(p, flow, node, left_bar(p), p->ends[i].from_y);
        xml_close(p->xml);
        y += high;
    }
}

/* The flows by where they end, then as they are. NULL when there is no memory. */
static size_t *by_end(const struct flows *f)
{
    size_t *order = calloc(f->n_flows + 1, sizeof *order);
    size_t *first = calloc(f->n_to + 1, sizeof *first);
    if (!order || !first) {
        free(order);
        free(first);
        return NULL;
    }
    for (size_t i = 0; i < f->n_flows; i++)
        first[f->flows[i].to + 1]++;
    for (size_t i = 0; i < f->n_to; i++)
        first[i + 1] += first[i];
    for (size_t i = 0; i < f->n_flows; i++)
        order[first[f->flows[i].to]++] = i;
    free(first);
    return order;
}

static void draw_right(const struct plot *p)
{
    const struct flows *f = p->flows;
    size_t *order = by_end(f);
    double y = HEAD;
    p->xml->failed = p->xml->failed || !order;
    for (size_t i = 0; i < f->n_flows && order; i++) {
        const struct flow *flow = &f->flows[order[i]];
        const struct flow_node *node = &f->to[flow->to];
        double high = row_height(p, flow);
        if (i == 0 || flow->to != f->flows[order[i - 1]].to) {
            y += i == 0 ? 0 : APART;
            draw_node(p, node, false, y + 13);
            y += NODE;
        }
        p->ends[order[i]].to_y = y + high / 2;
        svg_group(p->xml, "to", node->label, 0, 0);
        draw_row(p, flow, false, p->ends[order[i]].to_y);
        draw_end(p, flow, node, right_bar(p), p->ends[order[i]].to_y);
        xml_close(p->xml);
        y += high;
    }
    free(order);
}

/* A band from end to end, in the ink of where it begins. */
static void draw_flow(const struct plot *p, size_t i)
{
    const struct flow *f = &p->flows->flows[i];
    const enum ink ink = (enum ink)(INK_RANK + p->flows->from[f->from].place);
    double half = thickness(p, f) / 2, left = left_bar(p) + BAR, right = right_bar(p);
    const struct ends *e = &p->ends[i];
    struct text d = {0};
    svg_move(&d, left, e->from_y - half);
    svg_bend(&d, left, e->from_y - half, right, e->to_y - half);
    svg_draw(&d, right, e->to_y + half);
    svg_bend(&d, right, e->to_y + half, left, e->from_y + half);
    text_add_char(&d, 'Z');
    svg_path(p->xml, &d,
             (struct paint){.fill = ink,
                            .stroke = ink,
                            .width = 0.8,
                            .opacity = f->is_dashed ? 0.15 : 0.45,
                            .dash = f->is_dashed ? "4 3" : NULL,
                            .role = f->is_dashed ? "flow same" : "flow",
                            .tip = f->tip});
    text_release(&d);
}

/* Flows that stay lie beneath those that go elsewhere. */
static void draw(const void *content, double width, struct xml *x)
{
    struct plot p = plot_of(content, width, x);
    p.ends = calloc(p.flows->n_flows + 1, sizeof *p.ends);
    if (!p.ends) {
        x->failed = true;
        return;
    }
    draw_heads(&p);
    draw_left(&p);
    draw_right(&p);
    for (int dashed = 1; dashed >= 0; dashed--)
        for (size_t i = 0; i < p.flows->n_flows; i++)
            if (p.flows->flows[i].is_dashed == (dashed == 1))
                draw_flow(&p, i);
    free(p.ends);
}

const struct chart_form flows_form = {.height = height, .draw = draw};
