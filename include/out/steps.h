/* steps: the content of charts of step curves over time - survival curves, counts and their like.
 */
#ifndef OUT_STEPS_H
#define OUT_STEPS_H

#include "out/chart.h"

/* The curve takes the height Y at X and keeps it until the next step; LOWER and UPPER are its
 * limits there, NaN: none. TIP tells of it, and makes it a dot; NULL: nothing happens there that
 * has no mark. */
struct step {
    double x, y, lower, upper;
    const char *tip;
};

enum step_sign { SIGN_CENSORED, SIGN_STARTED, SIGN_ENDED }; /* a stroke across, +, - */

/* A mark on the curve. */
struct step_mark {
    double x, y;
    enum step_sign sign;
    const char *tip;
};

struct step_series {
    const char *label;
    const char *end_label; /* what stands at its end; NULL: the label */
    const char *words;     /* what a legend says of it besides: "70 episodes, 48 improved" */
    int look;              /* its colour, 0 to N_SERIES - 1 */
    const char *dash;      /* NULL: a whole line */
    double start_x, start_y;
    double end_x; /* how far it goes on behind its last step; NaN: to that */
    const struct step *steps;
    size_t n_steps;
    const struct step_mark *marks;
    size_t n_marks;
    double middle_x; /* where it crosses 0.5, marked by a diamond; NaN: not */
    const char *middle_tip;
};

/* A time at which rows of numbers stand beneath the axis: they and its label at X. */
struct step_column {
    double x, tick;
    const char *label;
    const char *brief; /* the same where there is less room; NULL: none */
};

#define STEP_MISSING ((size_t)-1)

struct step_row {
    const char *label;
    const struct step_series *series; /* whose line stands before the label; NULL: no line */
    bool is_lesser;                   /* belongs to the row above */
    bool adds_up;         /* counts since the column before: sums where columns are left out */
    const size_t *counts; /* one for each column; STEP_MISSING: none */
    const char *last;     /* what stands at the end of the row; may be NULL */
};

struct steps {
    const char *x_label, *y_label; /* NULL: none */
    const char *rows_label;        /* "At risk" */
    const char *last_label;        /* of what stands at the end of rows: "Median"; NULL: none */
    double first_x, last_x;        /* the axis */
    double top_y;                  /* the highest y; the axis begins at 0 */
    bool is_share;                 /* heights are shares, in %, and half is a line; else counts */
    const struct step_column *columns;
    size_t n_columns;
    bool keeps_last; /* where there is room for some columns only, the last is among them; else the
                        first */
    const struct step_series *series;
    size_t n_series;
    const struct step_row *rows;
    size_t n_rows;
};

extern const struct chart_form steps_form;

#endif
