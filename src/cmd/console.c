#include "cmd/console.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "out/progress_line.h"

bool console_is_dumb(void)
{
    const char *term = getenv("TERM");
    return !term || strcmp(term, "dumb") == 0;
}

size_t console_width(int fd)
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

/* One line, whose last column stays free lest the terminal goes to the next. What cannot be written
 * is not shown. */
static void show(void *context, const struct progress *p)
{
    const struct console *c = context;
    struct text t = {0};
    if (!is_ours(c->fd))
        return;
    text_add_char(&t, '\r');
    progress_add_line(p, console_width(c->fd) - 1, &t);
    text_add_string(&t, "\033[K"); /* clears the rest of the line */
    file_write(c->fd, text_span(&t));
    text_release(&t);
}

void console_open(struct console *c, bool quiet)
{
    *c = (struct console){.fd = -1};
    if (quiet || !isatty(STDERR_FILENO) || console_is_dumb())
        return;
    c->fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (c->fd >= 0)
        progress_start(&c->progress, progress_clock, show, c);
}

void console_close(struct console *c)
{
    progress_stop(&c->progress);
    if (c->fd >= 0)
        close(c->fd);
}
