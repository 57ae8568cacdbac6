/* day_axis: an axis of time - where it has lines, and what they are called. */
#ifndef OUT_DAY_AXIS_H
#define OUT_DAY_AXIS_H

#include "base/date.h"

/* From FIRST to LAST, both included, FIRST before LAST. */
struct day_axis {
    int32_t first, last;
};

/* Where DAY lies between the ends: 0 to 1; beyond them where it does. */
double day_axis_at(struct day_axis axis, int32_t day);

/* Months from line to line: a month, a quarter, a year or several; the fewest whose labels fit
 * WIDTH where each letter takes LETTER. */
int day_axis_step(struct day_axis axis, double width, double letter);

/* The first day of the axis, from DAY on, that begins a step; false when there is none. */
bool day_axis_next(struct day_axis axis, int step, int32_t day, int32_t *next);

/* What such a day is called: "2021" or, of steps under a year, "2021-04". */
const char *day_axis_label(int step, int32_t day, char buffer[DATE_TEXT]);

#endif
