/* console: what we are told of the terminal that we may be writing to. */
#ifndef CMD_CONSOLE_H
#define CMD_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/progress.h"

/* Whether it can do no more than print. */
bool console_is_dumb(void);

/* The columns of the terminal behind the descriptor, else those of COLUMNS, else 80. */
size_t console_width(int fd);

/* Progress as it is shown on a line of standard error, where that is a terminal that can take it
 * back. By a descriptor of its own: a library may have to be kept from writing to the other. */
struct console {
    struct progress progress; /* shows nothing where there is no such terminal, or if QUIET */
    int fd;
};

void console_open(struct console *c, bool quiet);

/* The line goes. */
void console_close(struct console *c);

#endif
