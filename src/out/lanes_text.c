/* Lanes in characters: a line for each, and beneath it one for its bands, where it has any. */
#include <string.h>

#include "base/utf8.h"
#include "out/ink.h"
#include "out/lanes.h"
#include "out/strip.h"

struct symbols {
    const char *runs[N_RANKS];
    const char *unknown, *tick, *opened, *closed, *more, *ellipsis;
    const char *rule, *above, *beneath; /* of the axis: marks on it */
};

static const struct symbols unicode = {
    .runs = {"\u2550", "\u2501", "\u2500", "\u254c", "\u2508", "\u00b7"},
    .unknown = " ",
    .tick = "\u25bc",
    .opened = "\u251c",
    .closed = "\u2524",
    .more = "+",
    .ellipsis = "\u2026",
    .rule = "\u2500",
    .above = "\u252c",
    .beneath = "\u2534",
};

static const struct symbols ascii = {
    .runs = {"=", "+", "-", "~", ":", "."},
    .unknown = " ",
    .tick = "v",
    .opened = "[",
    .closed = "]",
    .more = "*",
    .ellipsis = "~",
    .rule = "-",
    .above = "+",
    .beneath = "+",
};

static const char bold[] = "1";

struct page {
    const struct lanes *lanes;
    const struct symbols *symbols;
    struct text *text;
    size_t columns, left; /* in all; of the names */
    bool in_color;
    size_t gap;         /* between letters: where some grade has several */
    struct strip strip; /* the lane at hand, behind its name */
};

static size_t cell_of(const struct page *p, int32_t day)
{
    double at = day_axis_at(p->lanes->axis, day) * (double)p->strip.n;
    size_t last = p->strip.n - 1;
    return at < 0 ? 0 : at > (double)last ? last : (size_t)at;
}

static bool is_on_axis(const struct page *p, int32_t day)
{
    return p->lanes->axis.first <= day && day <= p->lanes->axis.last;
}

static const char *rank_color(int place)
{
    return place < 0 ? NULL : ink_terminal((enum ink)(INK_RANK + place));
}

/* Adds TEXT, in COLOR if it is not NULL, cut to COLUMNS. How many it takes. */
static size_t add_cut(const struct page *p, const char *text, const char *color, size_t columns)
{
    struct span s = span_of(text);
    bool is_cut = utf8_width(s) > columns;
    size_t n = is_cut ? utf8_head(s, columns - 1) : s.length, used;
    s.length = n;
    used = utf8_width(s) + is_cut;
    if (p->in_color && color)
        text_addf(p->text, "\x1b[%sm", color);
    text_add_visible(p->text, s);
    text_add_string(p->text, is_cut ? p->symbols->ellipsis : "");
    if (p->in_color && color)
        text_add_string(p->text, "\x1b[0m");
    return used;
}

/* The name, and the strip behind it; no blanks at the end. */
static void add_line(const struct page *p, const char *name)
{
    size_t used = *name ? add_cut(p, name, NULL, p->left - 1) : 0;
    for (bool any = !strip_is_blank(&p->strip); any && used < p->left; used++)
        text_add_char(p->text, ' ');
    strip_add(&p->strip, p->in_color, p->text);
    text_add_char(p->text, '\n');
}

static void draw_runs(struct page *p, const struct lane *lane)
{
    for (size_t i = 0; i < lane->n_runs; i++) {
        const struct lane_run *r = &lane->runs[i];
        const char *symbol = r->place < 0 ? p->symbols->unknown : p->symbols->runs[r->place];
        if (r->start <= p->lanes->axis.last && r->end >= p->lanes->axis.first)
            strip_fill(&p->strip, cell_of(p, r->start), cell_of(p, r->end), symbol,
                       rank_color(r->place));
    }
}

/* Whether letters of N columns can stand at AT, apart from those before. */
static bool is_free(const struct page *p, size_t at, size_t n)
{
    size_t gap = at < p->gap ? at : p->gap;
    return strip_is_free(&p->strip, at - gap, n + gap);
}

/* On its day, else in the first place behind it that is free, else at the end, where the others
 * make room: none is hidden, and they stay in order. */
static void draw_dot(struct page *p, const struct lane_dot *dot)
{
    const struct span letters = span_of(dot->letters);
    size_t n = utf8_width(letters), at = cell_of(p, dot->day);
    while (at + n <= p->strip.n && !is_free(p, at, n))
        at++;
    if (at + n > p->strip.n) {
        bool has_room = n <= p->strip.n;
        at = p->strip.n - (has_room ? n : p->strip.n);
        while (has_room && !is_free(p, at, n))
            has_room = strip_make_room(&p->strip, p->gap);
        if (!has_room) {
            strip_put(&p->strip, p->strip.n - 1, span_of(p->symbols->more), NULL);
            return;
        }
    }
    strip_put(&p->strip, at, letters, rank_color(dot->place));
}

/* On its day, else in the next place that is free, else in the last before it. */
static void draw_mark(struct page *p, int32_t day, const char *symbol)
{
    size_t at = cell_of(p, day);
    while (at < p->strip.n && !strip_is_free(&p->strip, at, 1))
        at++;
    if (at == p->strip.n)
        for (at = cell_of(p, day); at > 0 && !strip_is_free(&p->strip, at, 1);)
            at--;
    if (strip_is_free(&p->strip, at, 1))
        strip_put(&p->strip, at, span_of(symbol), NULL);
}

static void draw_marks(struct page *p, const struct lane *lane)
{
    if (lane->opened.tip && is_on_axis(p, lane->opened.day))
        draw_mark(p, lane->opened.day, p->symbols->opened);
    for (size_t i = 0; i < lane->n_dots; i++)
        if (is_on_axis(p, lane->dots[i].day))
            draw_dot(p, &lane->dots[i]);
    if (lane->closed.tip && is_on_axis(p, lane->closed.day))
        draw_mark(p, lane->closed.day, p->symbols->closed);
    for (size_t i = 0; i < lane->n_ticks; i++)
        if (is_on_axis(p, lane->ticks[i].day))
            draw_mark(p, lane->ticks[i].day, p->symbols->tick);
}

/* What the band is and whose, else what it is, else the head of that. */
static void put_name(struct page *p, const struct lane_band *b, size_t at, size_t room,
                     const char *color)
{
    struct span name = span_of(b->name), label = span_of(b->label);
    size_t width = utf8_width(name);
    if (width > room)
        name.length = utf8_head(name, room);
    strip_put(&p->strip, at, name, color);
    if (label.length > 0 && width + 1 + utf8_width(label) <= room)
        strip_put(&p->strip, at + width + 1, label, color);
}

/* In brackets where it begins and ends; < and > where it goes on beyond the axis. Where TAKEN cells
 * are another band's; how many are then. */
static size_t draw_band(struct page *p, const struct lane_band *b, size_t taken)
{
    const struct day_axis axis = p->lanes->axis;
    const char *color = ink_terminal((enum ink)(INK_SERIES + b->look));
    size_t first = cell_of(p, b->start), end = cell_of(p, b->end);
    if (b->end <= axis.first || b->start > axis.last)
        return taken;
    first = first < taken ? taken : first;
    end = b->end > axis.last ? p->strip.n : end <= first ? first + 1 : end;
    if (first >= p->strip.n)
        return taken;
    strip_put(&p->strip, end - 1, span_of(b->end > axis.last ? ">" : "]"), color);
    strip_put(&p->strip, first, span_of(b->start < axis.first ? "<" : "["), color);
    if (end - first != 2)
        put_name(p, b, first + (end - first > 1), end - first > 2 ? end - first - 2 : 1, color);
    return end;
}

static void add_lane(struct page *p, const struct lane *lane)
{
    strip_clear(&p->strip);
    draw_runs(p, lane);
    draw_marks(p, lane);
    add_line(p, lane->label);
    if (lane->n_bands == 0)
        return;
    strip_clear(&p->strip);
    for (size_t i = 0, taken = 0; i < lane->n_bands; i++)
        taken = draw_band(p, &lane->bands[i], taken);
    add_line(p, "");
}

static void add_rule(struct page *p, int step, const char *mark)
{
    const struct day_axis axis = p->lanes->axis;
    strip_clear(&p->strip);
    strip_fill(&p->strip, 0, p->strip.n - 1, p->symbols->rule, NULL);
    for (int32_t day = axis.first; day_axis_next(axis, step, day, &day); day++)
        strip_fill(&p->strip, cell_of(p, day), cell_of(p, day), mark, NULL);
    add_line(p, "");
}

/* Years, where there is room for them. */
static void add_years(struct page *p, int step)
{
    const struct day_axis axis = p->lanes->axis;
    char labels[DATE_TEXT];
    struct text kept = {0};
    size_t end = 0;
    strip_clear(&p->strip);
    for (int32_t day = axis.first; day_axis_next(axis, step, day, &day); day++) {
        size_t n = strlen(day_axis_label(step, day, labels)), at = cell_of(p, day);
        if (at < end || at + n > p->strip.n)
            continue;
        while (kept.n < at && !text_failed(&kept))
            text_add_char(&kept, ' ');
        text_add_string(&kept, labels);
        end = at + n + 1;
    }
    strip_put(&p->strip, 0, text_span(&kept), NULL);
    add_line(p, "");
    p->text->failed = p->text->failed || text_failed(&kept);
    text_release(&kept);
}

/* The legend, item by item, on as many lines as it needs. */
struct legend {
    const struct page *page;
    size_t used; /* columns of the line */
};

/* MARK, in COLOR, and LABEL behind it; then SAMPLE, three times. */
static void add_key(struct legend *l, const char *mark, const char *label, const char *sample,
                    const char *color)
{
    const struct page *p = l->page;
    size_t width = utf8_width(span_of(mark)) + 1 + utf8_width(span_of(label)) + (sample ? 4 : 0);
    if (l->used > 0) {
        bool fits = l->used + 3 + width <= p->columns;
        text_add_string(p->text, fits ? "   " : "\n");
        l->used = fits ? l->used + 3 : 0;
    }
    add_cut(p, mark, color, p->columns);
    text_add_char(p->text, ' ');
    add_cut(p, label, NULL, p->columns - utf8_width(span_of(mark)) - 1 - (sample ? 4 : 0));
    if (sample) {
        struct text three = {0};
        text_addf(&three, "%s%s%s", sample, sample, sample);
        text_add_char(p->text, ' ');
        add_cut(p, text_string(&three), color, 3);
        p->text->failed = p->text->failed || text_failed(&three);
        text_release(&three);
    }
    l->used += width;
}

static void add_legend(const struct page *p)
{
    const struct lanes *lanes = p->lanes;
    struct legend l = {p, 0};
    for (size_t i = 0; i < lanes->n_keys; i++)
        if (lanes->keys[i].letters)
            add_key(&l, lanes->keys[i].letters, lanes->keys[i].label,
                    p->symbols->runs[lanes->keys[i].look], rank_color(lanes->keys[i].look));
    if (lanes->band_label)
        add_key(&l, "[ ]", lanes->band_label, NULL, NULL);
    if (lanes->tick_label)
        add_key(&l, p->symbols->tick, lanes->tick_label, NULL, NULL);
    if (lanes->opened_label)
        add_key(&l, p->symbols->opened, lanes->opened_label, NULL, NULL);
    if (lanes->closed_label)
        add_key(&l, p->symbols->closed, lanes->closed_label, NULL, NULL);
    text_add_string(p->text, "\n\n");
}

/* Columns for the longest name and a blank, or three in ten of all. */
static size_t columns_of_names(const struct lanes *lanes, size_t columns)
{
    size_t most = columns * 3 / 10, longest = 0;
    for (size_t i = 0; i < lanes->n_groups; i++)
        for (size_t k = 0; k < lanes->groups[i].n; k++) {
            size_t width = utf8_width(span_of(lanes->groups[i].lanes[k].label)) + 1;
            longest = width > longest ? width : longest;
        }
    return longest < most ? longest : most;
}

static void add_groups(struct page *p)
{
    for (size_t i = 0; i < p->lanes->n_groups; i++) {
        const struct lane_group *g = &p->lanes->groups[i];
        add_cut(p, g->heading, bold, p->columns);
        text_add_char(p->text, '\n');
        for (size_t k = 0; k < g->n; k++)
            add_lane(p, &g->lanes[k]);
        text_add_string(p->text, i + 1 < p->lanes->n_groups ? "\n" : "");
    }
}

void lanes_add_text(const void *content, const struct style *style, struct text *t)
{
    const struct lanes *lanes = content;
    size_t columns = style_columns(style);
    struct page p = {.lanes = lanes,
                     .symbols = style->ascii ? &ascii : &unicode,
                     .text = t,
                     .columns = columns < LANES_COLUMNS ? LANES_COLUMNS : columns,
                     .in_color = style->color};
    p.left = columns_of_names(lanes, p.columns);
    for (size_t i = 0; i < lanes->n_keys; i++)
        if (lanes->keys[i].letters && utf8_width(span_of(lanes->keys[i].letters)) > 1)
            p.gap = 1;
    if (strip_make(&p.strip, p.columns - p.left) != 0) {
        t->failed = true;
        return;
    }
    int step = day_axis_step(lanes->axis, (double)p.strip.n, 1);
    add_legend(&p);
    add_years(&p, step);
    add_rule(&p, step, p.symbols->above);
    add_groups(&p);
    add_rule(&p, step, p.symbols->beneath);
    add_years(&p, step);
    strip_release(&p.strip);
}
