/* steps: the content of charts of step curves over time - survival curves and their like. */
#ifndef OUT_STEPS_H
#define OUT_STEPS_H

#include "out/chart.h"

/* The curve takes the height Y at X and keeps it until the next step; LOWER and UPPER are its
 * limits there, NaN: none. TIP tells of it; NULL: nothing happens there but censoring. */
struct step {
    double x, y, lower, upper;
    const char *tip;
};

/* A mark on the curve. */
struct step_mark {
    double x, y;
    const char *tip;
};

struct step_series {
    const char *label;
    int look;       /* 0 to N_SERIES - 1: colour and dash */
    double start_x; /* where the curve begins, at the height that steps.start has */
    const struct step *steps;
    size_t n_steps;
    const struct step_mark *marks; /* of those censored */
    size_t n_marks;
    const size_t *counts; /* beneath each whole X from 0 to steps.last_x */
    double middle_x;      /* where it crosses 0.5; NaN: not */
    const char *middle;   /* the same in words: "3.3 years" */
    const char *middle_tip;
};

struct steps {
    const char *x_label, *y_label;
    const char *counts_label; /* "At risk at each year" */
    const char *middle_label; /* "Median" */
    double start;             /* the height at which curves begin: 1, or 0 of those that rise */
    size_t last_x;            /* the axis goes from 0 to here */
    const struct step_series *series;
    size_t n_series;
};

extern const struct chart_form steps_form;

#endif
