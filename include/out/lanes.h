/* lanes: the content of charts that have a lane for each of many - what each was found to be, and
 * what it was under, day by day. */
#ifndef OUT_LANES_H
#define OUT_LANES_H

#include "out/chart.h"
#include "out/day_axis.h"

/* Days are drawn where they lie on the axis; what lies beyond its ends is cut. Tips tell of what
 * they belong to. */

/* A finding, with its letters in it. */
struct lane_dot {
    int32_t day;
    int place; /* which of the inks of ranks: 0, the best, to N_RANKS - 1 */
    const char *letters, *tip;
};

/* What held in [start, end); a place of -1: nothing was known yet. */
struct lane_run {
    int32_t start, end;
    int place;
    const char *tip;
};

/* What it was under in [start, end); those of a lane do not overlap. DAY_FIRST and DAY_LAST: since
 * ever, and still. */
struct lane_band {
    int32_t start, end;
    int look;          /* 0 to N_SERIES - 1 */
    const char *name;  /* what it is called where there is room: "trust" ... */
    const char *label; /* ... and where there is more: whose */
    const char *tip;
};

/* A single day; without a tip there is none. */
struct lane_mark {
    int32_t day;
    const char *tip;
};

/* All by day. */
struct lane {
    const char *label, *tip;
    const struct lane_dot *dots;
    const struct lane_run *runs;
    const struct lane_band *bands;
    const struct lane_mark *ticks;
    size_t n_dots, n_runs, n_bands, n_ticks;
    struct lane_mark opened, closed; /* where its life begins and ends */
};

struct lane_group {
    const char *heading;
    const struct lane *lanes;
    size_t n;
};

/* A line of the legend: of dots and runs with LETTERS and a place, else of bands with a look. */
struct lane_key {
    const char *letters;
    int look;
    const char *label;
};

struct lanes {
    struct day_axis axis;
    const char *last_label; /* what the end of the axis is called: a date */
    const struct lane_key *keys;
    size_t n_keys;
    const char *band_label, *tick_label, *opened_label, *closed_label; /* NULL: there are none */
    const struct lane_group *groups;
    size_t n_groups;
};

/* Columns that its text needs. */
enum { LANES_COLUMNS = 40 };

extern const struct chart_form lanes_form;

/* Of lanes_form: adds them to T as lines of characters. */
void lanes_add_text(const void *content, const struct style *style, struct text *t);

#endif
