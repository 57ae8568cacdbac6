/* progress_line: what there is to say of a task:
 *     reading, 34% of 1.0 GB, about 40 s left: ratings.csv */
#ifndef OUT_PROGRESS_LINE_H
#define OUT_PROGRESS_LINE_H

#include "base/progress.h"
#include "base/text.h"

/* Adds the line, fit for a terminal, cut to WIDTH columns; nothing where nothing is being done. The
 * time left is that of the task if it goes on as it went, told once there is enough to go by. */
void progress_add_line(const struct progress *p, size_t width, struct text *t);

#endif
