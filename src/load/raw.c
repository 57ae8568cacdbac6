#include "raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { RAW_ROOM = 256 * 1024 };

/* Room for N bytes, and those that can be read behind them. 0 or -1. */
static int make_room(struct raw *r, size_t n)
{
    char *grown = realloc(r->buffer, n + RAW_READABLE);
    if (!grown)
        return -1;
    memset(grown + n, 0, RAW_READABLE);
    r->buffer = grown;
    r->size = n;
    return 0;
}

/* How much there is to read; 0 where that cannot be known. */
static uint64_t file_size(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}

uint64_t raw_size(const char *path)
{
    struct stat st;
    unsigned char head[4];
    if (strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
    int fd = file_open(path, O_RDONLY, 0);
    ssize_t n = fd < 0 ? -1 : file_read(fd, head, sizeof head);
    if (fd >= 0)
        file_close(fd);
    return n < 0 || unpack_is_packed(head, (size_t)n) ? 0 : (uint64_t)st.st_size;
}

uint64_t raw_line_end(const char *path, uint64_t at, uint64_t size)
{
    char block[4096];
    const char *feed = NULL;
    int fd = file_open(path, O_RDONLY, 0);
    ssize_t n = fd < 0 || lseek(fd, (off_t)at, SEEK_SET) < 0 ? -1 : 1;
    while (n > 0 && !feed) {
        n = file_read(fd, block, sizeof block);
        feed = n > 0 ? memchr(block, '\n', (size_t)n) : NULL;
        at += feed ? (uint64_t)(feed - block) + 1 : n > 0 ? (uint64_t)n : 0;
    }
    if (fd >= 0)
        file_close(fd);
    return feed ? at : size;
}

int raw_open(struct raw *r, const char *path, const char *name, struct progress *progress,
             struct diags *ds)
{
    bool is_stdin = strcmp(path, "-") == 0;
    *r = (struct raw){.name = name, .kept_line = 1, .found_line = 1, .left = UINT64_MAX};
    r->file.fd = is_stdin ? STDIN_FILENO : file_open(path, O_RDONLY, 0);
    if (r->file.fd < 0)
        return diags_fault(ds, FAULT_SYSTEM, "cannot open %s: %s", name, strerror(errno));
    if (progress && !isatty(r->file.fd)) {
        r->progress = progress;
        progress_begin(progress, (struct task){"reading", name, file_size(r->file.fd), NULL});
    }
    return make_room(r, RAW_ROOM) == 0 ? 0 : diags_no_memory(ds);
}

int raw_limit(struct raw *r, uint64_t from, uint64_t to, struct diags *ds)
{
    if (lseek(r->file.fd, (off_t)from, SEEK_SET) < 0)
        return diags_fault(ds, FAULT_SYSTEM, "cannot read %s: %s", r->name, strerror(errno));
    r->file.is_begun = true; /* it is not compressed, or there would be no such bytes */
    r->left = to - from;
    if (r->progress)
        progress_begin(r->progress, (struct task){"reading", r->name, r->left, NULL});
    return 0;
}

int raw_fill(struct raw *r, struct diags *ds)
{
    if (r->end == r->size && make_room(r, r->size * 2) != 0)
        return diags_no_memory(ds);
    size_t most = RAW_LIMIT - (r->end - r->kept), room = r->size - r->end;
    most = most < room ? most : room;
    most = most < r->left ? most : (size_t)r->left;
    const char *problem;
    ssize_t n = unpack_read(&r->file, r->buffer + r->end, most, &problem);
    if (n < 0)
        return diags_fault(ds, FAULT_SYSTEM, "cannot read %s: %s", r->name,
                           problem ? problem : strerror(errno));
    r->end += (size_t)n;
    r->at_end = n == 0;
    r->left -= (size_t)n;
    progress_look(r->progress, r->file.n_read);
    return 0;
}

size_t raw_find_line(struct raw *r, uint32_t line)
{
    if (line < r->found_line) {
        r->found_line = r->kept_line;
        r->found = r->kept;
    }
    while (r->found_line < line) {
        char *feed = memchr(r->buffer + r->found, '\n', r->end - r->found);
        if (!feed)
            break;
        r->found = (size_t)(feed - r->buffer) + 1;
        r->found_line++;
    }
    return r->found;
}

struct span raw_from(struct raw *r, uint32_t line)
{
    size_t at = raw_find_line(r, line);
    return (struct span){r->buffer + at, r->end - at};
}

size_t raw_first_line_end(const struct raw *r)
{
    const char *feed = memchr(r->buffer, '\n', r->end);
    return feed ? (size_t)(feed - r->buffer) + 1 : 0;
}

size_t raw_next_line_end(const struct raw *r)
{
    const char *feed = memchr(r->buffer + r->fed, '\n', r->end - r->fed);
    return feed ? (size_t)(feed - r->buffer) + 1 : r->fed;
}

size_t raw_last_line_end(const struct raw *r)
{
    const char *feed = memrchr(r->buffer + r->fed, '\n', r->end - r->fed);
    return feed ? (size_t)(feed - r->buffer) + 1 : r->fed;
}

void raw_discard(struct raw *r, size_t start, uint32_t line)
{
    memmove(r->buffer, r->buffer + start, r->end - start);
    r->end -= start;
    r->fed -= start;
    r->kept = r->found = 0;
    r->kept_line = r->found_line = line;
}

void raw_close(struct raw *r)
{
    unpack_release(&r->file);
    if (r->file.fd > STDIN_FILENO)
        file_close(r->file.fd);
    free(r->buffer);
}
