#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

int file_open_within(int folder, const char *path, int flags, mode_t mode)
{
    int fd;
    do
        fd = openat(folder, path, flags | O_CLOEXEC, mode);
    while (fd < 0 && errno == EINTR);
    return fd;
}

int file_open(const char *path, int flags, mode_t mode)
{
    return file_open_within(AT_FDCWD, path, flags, mode);
}

int file_open_temporary(struct text *path)
{
    const size_t n = path->n;
    int fd;
    do {
        path->n = n;
        text_add_string(path, ".XXXXXX");
        if (text_failed(path)) {
            errno = ENOMEM;
            return -1;
        }
        fd = mkostemp(path->v, O_CLOEXEC);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Whether a call that failed is to be tried again, once FD is ready for EVENTS. */
static bool is_only_late(int fd, short events)
{
    struct pollfd wait = {.fd = fd, .events = events};
    if (errno == EAGAIN)
        return poll(&wait, 1, -1) >= 0 || errno == EINTR;
    return errno == EINTR;
}

ssize_t file_read(int fd, void *to, size_t n)
{
    ssize_t got;
    do
        got = read(fd, to, n);
    while (got < 0 && is_only_late(fd, POLLIN));
    return got;
}

int file_write(int fd, struct span bytes)
{
    while (bytes.length > 0) {
        ssize_t n = write(fd, bytes.text, bytes.length);
        if (n == 0) /* a device that takes nothing: not to be asked for ever */
            errno = EIO;
        if (n <= 0 && !is_only_late(fd, POLLOUT))
            return -1;
        size_t done = n > 0 ? (size_t)n : 0;
        bytes = (struct span){bytes.text + done, bytes.length - done};
    }
    return 0;
}

int file_sync(int fd)
{
    int status;
    do
        status = fsync(fd);
    while (status != 0 && errno == EINTR);
    return status != 0 && (errno == EINVAL || errno == ENOTSUP) ? 0 : status;
}

/* On Linux the descriptor is gone also where a signal came, and may be another's by now. */
int file_close(int fd)
{
    return close(fd) != 0 && errno != EINTR ? -1 : 0;
}

void file_hold_standard(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            file_open("/dev/null", modes[fd], 0);
}
