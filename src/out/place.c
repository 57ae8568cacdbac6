#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

mode_t place_mode(mode_t all)
{
    mode_t mask = umask(0);
    umask(mask);
    return all & ~mask;
}

/* If the target is a link, makes it what the link says. Whether it was one. */
static bool follow_link(struct text *target)
{
    char said[PATH_MAX];
    ssize_t n = readlink(text_string(target), said, sizeof said);
    if (n < 0 || (size_t)n == sizeof said)
        return false;
    const char *slash = strrchr(text_string(target), '/');
    size_t folder = slash ? (size_t)(slash - target->v) + 1 : 0;
    target->n = said[0] == '/' ? 0 : folder;
    text_add(target, (struct span){said, (size_t)n});
    return true;
}

int place_resolve(struct text *target, const char *path)
{
    enum { MOST_LINKS = 40 };
    char *real = realpath(path, NULL);
    if (!real && errno != ENOENT)
        return -1;
    text_add_string(target, real ? real : path);
    for (int i = 0; !real && i < MOST_LINKS && follow_link(target); i++)
        continue;
    free(real);
    return text_failed(target) ? -1 : 0;
}

/* The length of what stands before the last name of PATH. */
static size_t folder_length(const char *path)
{
    size_t n = strlen(path);
    while (n > 0 && path[n - 1] == '/')
        n--;
    while (n > 0 && path[n - 1] != '/')
        n--;
    return n;
}

int place_settle(const char *path)
{
    char folder[PATH_MAX] = ".";
    size_t n = folder_length(path);
    if (n >= sizeof folder) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (n > 0) {
        memcpy(folder, path, n);
        folder[n] = '\0';
    }
    int fd = file_open(folder, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        return errno == EACCES ? 0 : -1;
    int status = file_sync(fd), error = errno;
    file_close(fd);
    errno = error;
    return status;
}
