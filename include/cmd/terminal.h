/* terminal: what we are told of the terminal that we may be writing to. */
#ifndef CMD_TERMINAL_H
#define CMD_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/progress.h"

/* Whether it can do no more than print. */
bool terminal_is_dumb(void);

/* The columns of the terminal behind the descriptor, else those of COLUMNS, else 80. */
size_t terminal_width(int fd);

/* Lets P be shown on a line of standard error, where that is a terminal that can take it back. P is
 * zeroed, and stays so where it is not. */
void terminal_show(struct progress *p);

#endif
