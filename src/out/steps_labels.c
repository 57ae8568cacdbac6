/* Where the labels of step curves stand: at the end of each, or along it, so that they can be read.
 */
#include <math.h>
#include <stdlib.h>

#include "steps_shape.h"

enum {
    LETTERS = 13,
    BESIDE = 8, /* from the curve's end */
    ABOVE = 8,  /* from the curve to the line that letters stand on ... */
    BELOW = 18,
    LYING = 1000, /* the price of lying on another label ... */
    CROSSING = 30 /* ... and of each curve that runs through it */
};

struct box {
    double left, top, right, bottom;
};

/* A place for a label: its line, its anchor, the box that it fills and what is wrong with it. */
struct place {
    double x, y;
    enum anchor anchor;
    struct box box;
    double price;
};

static const char *words_of(const struct step_series *s)
{
    return s->end_label ? s->end_label : s->label;
}

static struct place place_at(const struct step_series *s, double x, double y, enum anchor anchor)
{
    double wide = 1.12 * svg_text_width(words_of(s), LETTERS);
    double left = anchor == ANCHOR_START ? x : anchor == ANCHOR_END ? x - wide : x - wide / 2;
    return (struct place){x, y, anchor, {left, y - 11, left + wide, y + 3}, 0};
}

enum { PLACES = 13 };

/* Places for the label of S, the best first: behind the end, over and under it, then along. */
static void list_places(const struct plot *p, const struct step_series *s, struct place *v)
{
    const double start = s->start_x, end = series_end(s);
    double x = plot_x(p, end), y = plot_y(p, series_height(s, end));
    size_t n = 0;
    v[n++] = place_at(s, x + BESIDE, y + 4, ANCHOR_START);
    v[n++] = place_at(s, x + BESIDE, y - ABOVE, ANCHOR_START);
    v[n++] = place_at(s, x + BESIDE, y + BELOW, ANCHOR_START);
    v[n++] = place_at(s, x, y - ABOVE, ANCHOR_END);
    v[n++] = place_at(s, x, y + BELOW, ANCHOR_END);
    for (int i = 3; i >= 0; i--) {
        double at = start + (end - start) * i / 4;
        x = plot_x(p, at);
        y = plot_y(p, series_height(s, at));
        v[n++] = place_at(s, x + BESIDE, y - ABOVE, ANCHOR_START);
        v[n++] = place_at(s, x - BESIDE, y + BELOW, ANCHOR_END);
    }
    for (size_t i = 0; i < PLACES; i++)
        v[i].price = (double)i;
}

static bool overlap(struct box a, struct box b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/* Whether the curve runs through the box. */
static bool crosses(const struct plot *p, const struct step_series *s, struct box box)
{
    double x = plot_x(p, s->start_x), y = plot_y(p, s->start_y);
    for (size_t i = 0; i <= s->n_steps; i++) {
        bool is_last = i == s->n_steps;
        double next_x = plot_x(p, is_last ? series_end(s) : s->steps[i].x);
        double next_y = is_last ? y : plot_y(p, s->steps[i].y);
        if (x < box.right && box.left < next_x && box.top < y && y < box.bottom)
            return true;
        if (box.left < next_x && next_x < box.right && fmin(y, next_y) < box.bottom &&
            box.top < fmax(y, next_y))
            return true;
        x = next_x;
        y = next_y;
    }
    return false;
}

/* In the plot or beside it, and not on the label of the heights above it. */
static bool is_within(const struct plot *p, struct box b)
{
    if (b.top < PLOT_TOP - 10 && b.left < svg_text_width(p->steps->y_label, PLOT_SMALL) + 8)
        return false;
    return b.left >= p->left && b.right <= p->left + p->wide + p->right && b.top >= 0 &&
           b.bottom <= PLOT_TOP + PLOT_HIGH + 2;
}

static double price_of(const struct plot *p, const struct place *place, const struct place *taken,
                       size_t n)
{
    double price = place->price;
    if (!is_within(p, place->box))
        return 2 * LYING;
    for (size_t i = 0; i < n; i++)
        if (taken[i].price < LYING && overlap(place->box, taken[i].box))
            price += LYING;
    for (size_t i = 0; i < p->steps->n_series && price < LYING; i++)
        if (crosses(p, &p->steps->series[i], place->box))
            price += CROSSING;
    return price;
}

static struct place choose(const struct plot *p, const struct step_series *s,
                           const struct place *taken, size_t n)
{
    struct place places[PLACES], best = {.price = INFINITY};
    list_places(p, s, places);
    for (size_t i = 0; i < PLACES; i++) {
        places[i].price = price_of(p, &places[i], taken, n);
        if (places[i].price < best.price)
            best = places[i];
    }
    return best;
}

/* A label that would lie on another is left out: all stand before the rows beneath, too. */
void plot_labels(const struct plot *p)
{
    struct place *taken = calloc(p->steps->n_series + 1, sizeof *taken);
    p->xml->failed = p->xml->failed || !taken;
    for (size_t i = 0; i < p->steps->n_series && taken; i++) {
        const struct step_series *s = &p->steps->series[i];
        taken[i] = choose(p, s, taken, i);
        if (taken[i].price < LYING)
            svg_text(p->xml, taken[i].x, taken[i].y, words_of(s),
                     (struct lettering){.anchor = taken[i].anchor,
                                        .ink = (enum ink)(INK_SERIES + s->look),
                                        .is_bold = true,
                                        .has_halo = true,
                                        .role = "label"});
    }
    free(taken);
}
