/* stacks: the content of charts of shares - a bar for each of several days, cut into the parts of a
 * whole. */
#ifndef OUT_STACKS_H
#define OUT_STACKS_H

#include "out/chart.h"

/* A part that every bar can have. */
struct stack_part {
    const char *label;   /* "good" */
    const char *letters; /* "G": on the bars, and where they end */
    int place;           /* its ink, 0 to N_RANKS - 1; -1: none, it is hatched */
};

struct stack {
    const char *label;       /* beneath the bar: "2015" */
    const size_t *counts;    /* of each part; nothing is drawn where all are 0 */
    const char *const *tips; /* likewise */
    size_t total;
};

struct stacks {
    const char *total_label;        /* of the numbers above the bars: "Councils" */
    const char *last_label;         /* of the numbers beside the last bar: its date */
    const struct stack_part *parts; /* from the top of a bar to its foot */
    size_t n_parts;
    const struct stack *stacks; /* from left to right */
    size_t n_stacks;
};

extern const struct chart_form stacks_form;

#endif
