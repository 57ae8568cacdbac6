#include "out/stacks.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "out/svg.h"

enum {
    LEFT = 64,
    RIGHT = 112, /* the numbers of the last bar */
    HIGH = 300,  /* of the bars */
    ROW = 20,    /* of the legend */
    TOTALS = 24, /* the numbers above the bars */
    UNDER = 30,  /* those beneath */
    SWATCH = 14,
    WIDEST = 88, /* from bar to bar */
    LETTERS = 12,
    SMALL = 10 /* letters of the legend */
};

struct plot {
    const struct stacks *stacks;
    struct xml *xml;
    double wide;   /* of the whole picture */
    double top;    /* of the bars */
    double pitch;  /* from bar to bar */
    double bar;    /* its width */
    double swatch; /* width of those of the legend */
};

static double ends_at(const struct plot *p)
{
    return LEFT + p->pitch * (double)p->stacks->n_stacks;
}

static double bar_left(const struct plot *p, size_t i)
{
    return LEFT + p->pitch * (double)i + (p->pitch - p->bar) / 2;
}

/* How many strokes run down a part, so that it is not taken for those above it of the same ink. */
static int strokes_of(const struct stacks *s, size_t part)
{
    int n = 0;
    while (part > 0 && s->parts[part - 1].place == s->parts[part].place) {
        part--;
        n++;
    }
    return n % 3;
}

static void draw_strokes(const struct plot *p, size_t part, double left, double top, double width,
                         double high)
{
    int n = strokes_of(p->stacks, part);
    for (int i = 0; i < n; i++) {
        double x = i == 0 ? left + width * 0.15 : left + width * 0.85;
        svg_line(p->xml, x, top, x, top + high,
                 (struct paint){.stroke = INK_PAPER, .width = fmin(1.5, width / 8)});
    }
}

static double entry_width(const struct plot *p, const struct stack_part *part)
{
    return p->swatch + 6 + svg_text_width(part->label, LETTERS) + 18;
}

static void draw_swatch(const struct plot *p, size_t i, double x, double y)
{
    const struct stack_part *part = &p->stacks->parts[i];
    if (part->place < 0) {
        svg_hatch(p->xml, x, y, p->swatch, SWATCH, 5, (struct paint){.stroke = INK_MUTED});
        svg_rect(p->xml, x, y, p->swatch, SWATCH, (struct paint){.stroke = INK_MUTED});
        return;
    }
    svg_rect(p->xml, x, y, p->swatch, SWATCH,
             (struct paint){.fill = (enum ink)(INK_RANK + part->place)});
    draw_strokes(p, i, x, y, p->swatch, SWATCH);
    svg_text(p->xml, x + p->swatch / 2, y + 10.5, part->letters,
             (struct lettering){.anchor = ANCHOR_MIDDLE,
                                .size = SMALL,
                                .is_bold = true,
                                .ink = (enum ink)(INK_ON_RANK + part->place)});
}

static void draw_entry(const struct plot *p, size_t i, double x, double y)
{
    const char *label = p->stacks->parts[i].label;
    struct text cut = {0};
    svg_group(p->xml, "legend", label, 0, 0);
    draw_swatch(p, i, x, y);
    svg_add_cut(&cut, label, LETTERS, p->wide - p->swatch - 6);
    svg_text(p->xml, x + p->swatch + 6, y + 11.5, text_string(&cut),
             (struct lettering){.size = LETTERS});
    p->xml->failed = p->xml->failed || text_failed(&cut);
    text_release(&cut);
    xml_close(p->xml);
}

/* What letters and inks mean, in as many rows as it needs, which it returns. Only measured where
 * the plot has no xml. */
static size_t draw_legend(const struct plot *p)
{
    size_t rows = 1;
    double x = 0;
    for (size_t i = 0; i < p->stacks->n_parts; i++) {
        double width = entry_width(p, &p->stacks->parts[i]);
        if (x > 0 && x + width > p->wide) {
            rows++;
            x = 0;
        }
        if (p->xml)
            draw_entry(p, i, x, ROW * (double)(rows - 1));
        x += width;
    }
    return rows;
}

/* Wide enough for all letters. */
static double swatch_width(const struct stacks *s)
{
    double width = SWATCH;
    for (size_t i = 0; i < s->n_parts; i++)
        if (s->parts[i].place >= 0)
            width = fmax(width, svg_text_width(s->parts[i].letters, SMALL) + 8);
    return width;
}

static struct plot plot_of(const void *content, double width, struct xml *x)
{
    struct plot p = {.stacks = content, .wide = width, .swatch = swatch_width(content)};
    double room = (width - LEFT - RIGHT) / (double)p.stacks->n_stacks;
    p.top = ROW * (double)draw_legend(&p) + TOTALS + 6;
    p.pitch = room < WIDEST ? room : WIDEST;
    p.bar = p.pitch > 8 ? p.pitch * 0.84 : p.pitch;
    p.xml = x;
    return p;
}

static double height(const void *content, double width)
{
    const struct plot p = plot_of(content, width, NULL);
    return p.top + HIGH + UNDER;
}

static void draw_grid(const struct plot *p)
{
    const struct lettering right = {.anchor = ANCHOR_END, .size = LETTERS, .ink = INK_MUTED};
    for (int i = 0; i <= 4; i++) {
        struct text label = {0};
        double y = p->top + HIGH - i * HIGH / 4.0;
        svg_line(p->xml, LEFT, y, ends_at(p), y, (struct paint){.stroke = INK_GRID});
        text_addf(&label, "%d%%", i * 25);
        svg_text(p->xml, LEFT - 8, y + 4, text_string(&label), right);
        p->xml->failed = p->xml->failed || text_failed(&label);
        text_release(&label);
    }
}

static void draw_hatched(const struct plot *p, const char *tip, double left, double top,
                         double high)
{
    double inset = high > 2 ? 0.5 : 0;
    if (p->bar < 4) { /* strokes would fill it */
        svg_rect(p->xml, left, top, p->bar, high,
                 (struct paint){.fill = INK_GRID, .role = "part", .tip = tip});
        return;
    }
    svg_rect(p->xml, left + inset, top + inset, p->bar - 2 * inset, high - 2 * inset,
             (struct paint){.fill = INK_PAPER, .stroke = INK_MUTED, .role = "part", .tip = tip});
    svg_hatch(p->xml, left, top, p->bar, high, 7,
              (struct paint){.stroke = INK_MUTED, .width = 0.8, .role = "hatch", .tip = tip});
}

static void draw_part(const struct plot *p, size_t i, const char *tip, double left, double top,
                      double high)
{
    const struct stack_part *part = &p->stacks->parts[i];
    if (part->place < 0) {
        draw_hatched(p, tip, left, top, high);
        return;
    }
    svg_rect(
        p->xml, left, top, p->bar, high,
        (struct paint){.fill = (enum ink)(INK_RANK + part->place), .role = "part", .tip = tip});
    draw_strokes(p, i, left, top, p->bar, high);
    if (high >= 15 && svg_text_width(part->letters, LETTERS) + 4 <= p->bar)
        svg_text(p->xml, left + p->bar / 2, top + high / 2 + 4.3, part->letters,
                 (struct lettering){.anchor = ANCHOR_MIDDLE,
                                    .size = LETTERS,
                                    .is_bold = true,
                                    .ink = (enum ink)(INK_ON_RANK + part->place),
                                    .role = "letters"});
}

/* The parts from the top down, paper between where there is room for it. */
static void draw_bar(const struct plot *p, size_t i)
{
    const struct stack *s = &p->stacks->stacks[i];
    double left = bar_left(p, i), y = p->top, before = 0;
    size_t above = 0;
    svg_group(p->xml, "stack", s->label, 0, 0);
    for (size_t k = 0; k < p->stacks->n_parts && s->total > 0; k++) {
        if (s->counts[k] == 0)
            continue;
        above += s->counts[k];
        double end = p->top + HIGH * (double)above / (double)s->total, high = end - y;
        draw_part(p, k, s->tips[k], left, y, high);
        if (before >= 3 && high >= 3)
            svg_line(p->xml, left, y, left + p->bar, y, (struct paint){.stroke = INK_PAPER});
        y = end;
        before = high;
    }
    xml_close(p->xml);
}

static double widest_label(const struct stacks *s)
{
    double widest = 0;
    for (size_t i = 0; i < s->n_stacks; i++) {
        char number[NUMBER_TEXT];
        widest = fmax(widest, svg_text_width(s->stacks[i].label, LETTERS));
        widest = fmax(widest, svg_text_width(number_grouped(s->stacks[i].total, number), LETTERS));
    }
    return widest;
}

/* The councils of bar I above it, where they do not reach the words that say so. */
static void draw_total(const struct plot *p, size_t i, double x)
{
    char number[NUMBER_TEXT];
    number_grouped(p->stacks->stacks[i].total, number);
    double words = svg_text_width(p->stacks->total_label, LETTERS);
    if (x - svg_text_width(number, LETTERS) / 2 < words)
        return;
    svg_text(p->xml, x, p->top - 9, number,
             (struct lettering){.anchor = ANCHOR_MIDDLE, .size = LETTERS, .role = "total"});
}

/* Above and beneath the bars: those that have room, the last in any case. */
static void draw_labels(const struct plot *p)
{
    static const size_t steps[] = {1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000};
    const struct lettering day = {
        .anchor = ANCHOR_MIDDLE, .size = LETTERS, .ink = INK_MUTED, .role = "day"};
    size_t n = p->stacks->n_stacks, k = 0;
    double needed = (widest_label(p->stacks) + 6) / p->pitch;
    while (k + 1 < sizeof steps / sizeof steps[0] && (double)steps[k] < needed)
        k++;
    svg_text(p->xml, 0, p->top - 9, p->stacks->total_label,
             (struct lettering){.size = LETTERS, .ink = INK_MUTED});
    for (size_t i = 0; i < n; i += steps[k]) {
        size_t bar = n - 1 - i;
        double x = bar_left(p, bar) + p->bar / 2;
        draw_total(p, bar, x);
        svg_text(p->xml, x, p->top + HIGH + 18, p->stacks->stacks[bar].label, day);
    }
}

/* A label beside the last bar. */
struct beside {
    size_t part;
    double middle; /* of the part */
    double y;      /* of the label */
};

enum { APART = 17 }; /* labels, one from the next */

/* Those of parts of the last bar; where there is no room for all, those that are high enough. */
static size_t find_beside(const struct plot *p, struct beside *v)
{
    const struct stack *last = &p->stacks->stacks[p->stacks->n_stacks - 1];
    size_t n = 0, n_there = 0;
    double y = p->top;
    for (size_t i = 0; i < p->stacks->n_parts; i++)
        n_there += last->counts[i] > 0;
    for (size_t i = 0; i < p->stacks->n_parts; i++) {
        double high = HIGH * (double)last->counts[i] / (double)last->total;
        if (high > 0 && (n_there * APART <= HIGH || high >= APART))
            v[n++] = (struct beside){i, y + high / 2, y + high / 2};
        y += high;
    }
    return n;
}

/* Moves labels apart, first down, then up from the foot. */
static void spread(struct beside *v, size_t n, double foot)
{
    for (size_t i = 1; i < n; i++)
        v[i].y = fmax(v[i].y, v[i - 1].y + APART);
    for (size_t i = n; i-- > 0;) {
        v[i].y = fmin(v[i].y, foot);
        foot = v[i].y - APART;
    }
}

static void draw_beside(const struct plot *p, const struct beside *b)
{
    const struct stack *last = &p->stacks->stacks[p->stacks->n_stacks - 1];
    const struct stack_part *part = &p->stacks->parts[b->part];
    double end = ends_at(p) - (p->pitch - p->bar) / 2;
    struct text d = {0}, numbers = {0};
    char number[NUMBER_TEXT];
    svg_move(&d, end + 2, b->middle);
    svg_draw(&d, end + 12, b->y);
    svg_path(p->xml, &d, (struct paint){.stroke = INK_MUTED});
    text_addf(&numbers, "%s  %s (%.1f%%)", part->letters,
              number_grouped(last->counts[b->part], number),
              100 * (double)last->counts[b->part] / (double)last->total);
    svg_text(p->xml, end + 16, b->y + 4, text_string(&numbers),
             (struct lettering){.size = LETTERS, .role = "last"});
    p->xml->failed = p->xml->failed || text_failed(&d) || text_failed(&numbers);
    text_release(&d);
    text_release(&numbers);
}

/* The numbers of the last bar, each beside its part. */
static void draw_last(const struct plot *p)
{
    const struct stack *last = &p->stacks->stacks[p->stacks->n_stacks - 1];
    struct beside *v = malloc((p->stacks->n_parts + 1) * sizeof *v);
    char number[NUMBER_TEXT];
    if (!v) {
        p->xml->failed = true;
        return;
    }
    size_t n = last->total > 0 ? find_beside(p, v) : 0;
    spread(v, n, p->top + HIGH - 4);
    double total = svg_text_width(number_grouped(last->total, number), LETTERS);
    if (n > 0)
        svg_text(p->xml, fmax(ends_at(p), ends_at(p) - p->pitch / 2 + total / 2) + 8, p->top - 9,
                 p->stacks->last_label, (struct lettering){.size = LETTERS, .ink = INK_MUTED});
    for (size_t i = 0; i < n; i++)
        draw_beside(p, &v[i]);
    free(v);
}

static void draw(const void *content, double width, struct xml *x)
{
    const struct plot p = plot_of(content, width, x);
    draw_legend(&p);
    draw_grid(&p);
    for (size_t i = 0; i < p.stacks->n_stacks; i++)
        draw_bar(&p, i);
    draw_labels(&p);
    draw_last(&p);
}

const struct chart_form stacks_form = {.height = height, .draw = draw};
