/* What pictures of steps, in SVG and in text, have in common. */
#ifndef OUT_STEPS_SHAPE_H
#define OUT_STEPS_SHAPE_H

#include "out/steps.h"
#include "out/svg.h"

/* Which columns are shown: each so-manieth, by their brief labels or not. */
struct spacing {
    size_t every;
    bool is_brief;
};

/* The picture on its way, in pixels. */
struct plot {
    const struct steps *steps;
    struct xml *xml;
    double left, wide, right; /* of the plot, and beside it */
    double top_y;             /* where the axis ends */
    struct spacing spacing;
};

enum { PLOT_TOP = 26, PLOT_HIGH = 300, PLOT_SMALL = 12 };

static inline double plot_x(const struct plot *p, double x)
{
    return p->left + (x - p->steps->first_x) / (p->steps->last_x - p->steps->first_x) * p->wide;
}

static inline double plot_y(const struct plot *p, double y)
{
    return PLOT_TOP + (1 - y / p->top_y) * PLOT_HIGH;
}

/* The direct labels of all series, where they can be read (steps_labels.c). */
void plot_labels(const struct plot *p);

/* From tick to tick of the axis of heights, at most MOST of them; the axis ends at a tick. */
double steps_tick(const struct steps *steps, int most);
double steps_top(const struct steps *steps, int most);

/* Adds what stands at the tick Y: "25%", "1,200". */
void steps_add_tick(const struct steps *steps, double y, struct text *t);

/* The columns for which there is room on ROOM where each needs PER_LETTER for each letter and GAP.
 */
struct spacing steps_spacing(const struct steps *steps, double room, double per_letter, double gap);

const char *column_label(const struct step_column *column, struct spacing spacing);

/* Whether column I is shown where each EVERY-th is. */
bool steps_shows(const struct steps *steps, size_t i, size_t every);

/* Adds what stands in the row at column I: its count or, of rows that add up, the sum since the
 * column shown before. True where that is above 0. */
bool steps_add_count(const struct step_row *row, size_t i, size_t every, struct text *t);

/* How wide the widest label or count is, in columns of a terminal. */
size_t steps_widest(const struct steps *steps, bool is_brief);

/* The height of the curve at X, which is not before its start. */
double series_height(const struct step_series *s, double x);

/* Where it ends. */
double series_end(const struct step_series *s);

#endif
