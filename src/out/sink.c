#include "out/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "place.h"

static int cannot_write(struct diags *ds, const char *name, int error)
{
    return diags_fault(ds, FAULT_SYSTEM, "cannot write %s: %s", name, strerror(error));
}

static void set_open(struct sink *s, int fd)
{
    s->fd = fd;
    s->is_open = fd >= 0;
}

/* With the mode of the file that is replaced, or that of a new one. */
static int open_temporary(struct sink *s, const struct stat *old, struct diags *ds)
{
    text_add_string(&s->temporary, text_string(&s->target));
    set_open(s, file_open_temporary(&s->temporary));
    if (text_failed(&s->temporary))
        return diags_no_memory(ds);
    s->is_moved = s->is_file = s->is_open;
    if (s->is_open && fchmod(s->fd, old ? old->st_mode & 07777 : place_mode(0666)) == 0)
        return 0;
    return cannot_write(ds, s->name, errno);
}

/* What is there is asked of the path itself: links such as /dev/stdout lead to what has no name. */
static int open_path(struct sink *s, const char *path, struct diags *ds)
{
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT)
        return cannot_write(ds, path, errno);
    if (exists && S_ISDIR(st.st_mode))
        return cannot_write(ds, path, EISDIR);
    if (exists && access(path, W_OK) != 0)
        return cannot_write(ds, path, errno);
    if (exists && !S_ISREG(st.st_mode)) {
        set_open(s, file_open(path, O_WRONLY, 0));
        return s->is_open ? 0 : cannot_write(ds, path, errno);
    }
    if (place_resolve(&s->target, path) != 0)
        return text_failed(&s->target) ? diags_no_memory(ds) : cannot_write(ds, path, errno);
    return open_temporary(s, exists ? &st : NULL, ds);
}

/* Nothing is open, and nothing held back; what is in the room for that does not matter. */
static void clear(struct sink *s, const char *name)
{
    memset(s, 0, offsetof(struct sink, held));
    s->name = name;
}

int sink_open(struct sink *s, const char *path, struct diags *ds)
{
    clear(s, path);
    if (path && strcmp(path, "-") != 0) {
        int status = open_path(s, path, ds);
        if (status != 0)
            sink_close(s, false, ds);
        return status;
    }
    s->name = "standard output";
    set_open(s, STDOUT_FILENO);
    return 0;
}

void sink_open_error(struct sink *s)
{
    clear(s, "standard error");
    set_open(s, STDERR_FILENO);
}

int sink_open_within(struct sink *s, int folder, const char *file, const char *name,
                     struct diags *ds)
{
    clear(s, name);
    s->is_file = true;
    set_open(s, file_open_within(folder, file, O_WRONLY | O_CREAT | O_EXCL, 0666));
    return s->is_open ? 0 : cannot_write(ds, name, errno);
}

static void put_out(struct sink *s)
{
    if (s->error == 0 && file_write(s->fd, (struct span){s->held, s->n}) != 0)
        s->error = errno;
    s->n = 0;
}

void sink_put(struct sink *s, struct span bytes)
{
    if (s->progress && bytes.length > 0) {
        progress_stop(s->progress);
        s->progress = NULL;
    }
    while (bytes.length > 0 && s->error == 0) {
        size_t room = SINK_ROOM - s->n, n = bytes.length < room ? bytes.length : room;
        memcpy(s->held + s->n, bytes.text, n);
        s->n += n;
        bytes = (struct span){bytes.text + n, bytes.length - n};
        if (s->n == SINK_ROOM)
            put_out(s);
    }
}

void sink_put_string(struct sink *s, const char *string)
{
    sink_put(s, span_of(string));
}

/* To the disk, not only to the system, before the move: that must not overtake the contents. */
static void finish_file(struct sink *s, bool keep)
{
    if (keep)
        put_out(s);
    if (keep && s->is_file && s->error == 0 && file_sync(s->fd) != 0)
        s->error = errno;
    bool is_standard = s->fd == STDOUT_FILENO || s->fd == STDERR_FILENO;
    if (!is_standard && file_close(s->fd) != 0 && s->error == 0)
        s->error = errno;
}

/* Moved or removed, if it is temporary. */
static void place_file(struct sink *s, bool keep)
{
    const char *temporary = text_string(&s->temporary), *target = text_string(&s->target);
    if (keep && s->error == 0 && rename(temporary, target) == 0) {
        if (place_settle(target) != 0)
            s->error = errno;
        return;
    }
    if (keep && s->error == 0)
        s->error = errno;
    unlink(temporary);
}

int sink_close(struct sink *s, bool keep, struct diags *ds)
{
    if (s->is_open)
        finish_file(s, keep);
    if (s->is_moved)
        place_file(s, keep);
    int status = s->error == 0 ? 0 : cannot_write(ds, s->name, s->error);
    text_release(&s->target);
    text_release(&s->temporary);
    clear(s, NULL);
    return status;
}
