/* terminal: a program at a pseudo-terminal, as a user has it. */
#ifndef SUPPORT_TERMINAL_H
#define SUPPORT_TERMINAL_H

#include <sys/types.h>

#include "check.h"

struct terminal {
    int fd;
    pid_t child;
    struct text seen; /* all that it has written */
    size_t at;        /* what was looked for ends here */
};

/* Starts ARGV with the variables of SETTINGS ("NAME=VALUE"), both ended by NULL; its terminal has
 * 200 columns. */
void terminal_open(struct terminal *t, const char *const *argv, const char *const *settings);

void terminal_type(struct terminal *t, const char *keys);

/* Waits until the program has written WORD, behind what was waited for before; false after ten
 * seconds, or when it has ended. */
bool terminal_wait(struct terminal *t, const char *word);

/* Ends the program. */
void terminal_close(struct terminal *t);

#endif
