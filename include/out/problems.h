/* problems: what is wrong, told on standard error. */
#ifndef OUT_PROBLEMS_H
#define OUT_PROBLEMS_H

#include "out/sink.h"

enum problems_format { PROBLEMS_TEXT, PROBLEMS_JSON };

/* Puts the first MOST problems, as text with excerpts or as one JSON object a line, then how many
 * more there are. 0, or -1 when there is no memory. */
int problems_print(const struct diags *ds, size_t most, enum problems_format format,
                   struct sink *sink);

/* Puts the fault, if there is one: "turnaround: message", and what to do; where there is no memory
 * to compose that, that there is none. 0, or -1 then. */
int fault_print(const struct diags *ds, enum problems_format format, struct sink *sink);

#endif
