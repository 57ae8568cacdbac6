#include "out/sink.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int cannot(struct diags *ds, const char *what, const char *name, int error)
{
    return diags_fault(ds, FAULT_SYSTEM, "cannot %s %s: %s", what, name, strerror(error));
}

/* If the target is a link, makes it what the link says. Whether it was one. */
static bool follow_link(struct sink *s)
{
    char said[PATH_MAX];
    ssize_t n = readlink(text_string(&s->target), said, sizeof said);
    if (n < 0 || (size_t)n == sizeof said)
        return false;
    const char *slash = strrchr(text_string(&s->target), '/');
    size_t folder = slash ? (size_t)(slash - s->target.v) + 1 : 0;
    if (said[0] == '/')
        folder = 0;
    s->target.n = folder;
    text_add(&s->target, (struct span){said, (size_t)n});
    return true;
}

/* The path that PATH leads to, through links, also where nothing is there yet. */
static int resolve(struct sink *s, const char *path)
{
    enum { MOST_LINKS = 40 };
    char *real = realpath(path, NULL);
    if (!real && errno != ENOENT)
        return -1;
    text_add_string(&s->target, real ? real : path);
    for (int i = 0; !real && i < MOST_LINKS && follow_link(s); i++)
        continue;
    free(real);
    return text_failed(&s->target) ? -1 : 0;
}

/* The mode that a new file has, or that of the file which is replaced. */
static mode_t mode_for(const struct stat *old)
{
    if (old)
        return old->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static int open_temporary(struct sink *s, const struct stat *old, struct diags *ds)
{
    text_addf(&s->temporary, "%s.XXXXXX", text_string(&s->target));
    if (text_failed(&s->temporary))
        return diags_no_memory(ds);
    int fd = mkstemp(s->temporary.v);
    if (fd < 0) {
        int error = errno;
        text_clear(&s->temporary);
        return cannot(ds, "write", s->name, error);
    }
    s->is_moved = true;
    if (fchmod(fd, mode_for(old)) != 0 || !(s->file = fdopen(fd, "w"))) {
        int error = errno;
        close(fd);
        return cannot(ds, "write", s->name, error);
    }
    return 0;
}

/* What is there is asked of the path itself: links such as /dev/stdout lead to what has no name. */
static int open_path(struct sink *s, const char *path, struct diags *ds)
{
    struct stat st;
    bool exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode))
        return cannot(ds, "write", path, EISDIR);
    if (exists && access(path, W_OK) != 0)
        return cannot(ds, "write", path, errno);
    if (exists && !S_ISREG(st.st_mode)) {
        s->file = fopen(path, "we");
        return s->file ? 0 : cannot(ds, "write", path, errno);
    }
    if (resolve(s, path) != 0)
        return text_failed(&s->target) ? diags_no_memory(ds) : cannot(ds, "write", path, errno);
    return open_temporary(s, exists ? &st : NULL, ds);
}

int sink_open(struct sink *s, const char *path, struct diags *ds)
{
    *s = (struct sink){.name = path};
    if (path && strcmp(path, "-") != 0) {
        int status = open_path(s, path, ds);
        if (status != 0)
            sink_close(s, false, ds);
        return status;
    }
    s->name = "standard output";
    s->file = stdout;
    return 0;
}

void sink_put(struct sink *s, struct span bytes)
{
    if (s->error != 0 || bytes.length == 0)
        return;
    if (s->progress) {
        progress_stop(s->progress);
        s->progress = NULL;
    }
    errno = 0;
    if (fwrite(bytes.text, 1, bytes.length, s->file) != bytes.length)
        s->error = errno ? errno : EIO;
}

void sink_put_string(struct sink *s, const char *string)
{
    sink_put(s, span_of(string));
}

/* To the disk, not only to the system: the move must not overtake the contents. */
static int finish_file(struct sink *s)
{
    int error = s->error;
    if (fflush(s->file) != 0 && error == 0)
        error = errno;
    if (error == 0 && s->is_moved && fsync(fileno(s->file)) != 0)
        error = errno;
    if (s->file != stdout && fclose(s->file) != 0 && error == 0)
        error = errno;
    return error;
}

int sink_close(struct sink *s, bool keep, struct diags *ds)
{
    int error = s->file ? finish_file(s) : 0, status = 0;
    if (error == 0 && s->is_moved && keep &&
        rename(text_string(&s->temporary), text_string(&s->target)) != 0)
        error = errno;
    if (s->is_moved && (error != 0 || !keep))
        unlink(text_string(&s->temporary));
    if (error != 0)
        status = cannot(ds, "write", s->name, error);
    text_release(&s->target);
    text_release(&s->temporary);
    *s = (struct sink){0};
    return status;
}
