#include "cmd/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "out/progress_line.h"

bool terminal_is_dumb(void)
{
    const char *term = getenv("TERM");
    return !term || strcmp(term, "dumb") == 0;
}

size_t terminal_width(int fd)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    long width = columns ? strtol(columns, NULL, 10) : 0;
    return width > 0 && width < 10000 ? (size_t)width : 80;
}

/* Not where the terminal is another's at present: we are in the background. */
static bool is_ours(int fd)
{
    pid_t group = tcgetpgrp(fd);
    return group < 0 || group == getpgrp();
}

/* One line, whose last column stays free lest the terminal goes to the next. */
static void show(void *context, const struct progress *p)
{
    struct text t = {0};
    (void)context;
    if (!is_ours(STDERR_FILENO))
        return;
    text_add_char(&t, '\r');
    progress_add_line(p, terminal_width(STDERR_FILENO) - 1, &t);
    text_add_string(&t, "\033[K"); /* clears the rest of the line */
    fputs(text_string(&t), stderr);
    text_release(&t);
}

void terminal_show(struct progress *p)
{
    if (isatty(STDERR_FILENO) && !terminal_is_dumb())
        progress_start(p, progress_clock, show, NULL);
}
