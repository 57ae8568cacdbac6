#include "out/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out/writer.h"

/* PATH/NAME into T, emptied before; NULL when there is no memory. */
static const char *join(struct text *t, const char *path, const char *name)
{
    text_clear(t);
    size_t n = strlen(path);
    text_addf(t, "%s%s%s", path, n > 0 && path[n - 1] == '/' ? "" : "/", name);
    return text_failed(t) ? NULL : text_string(t);
}

/* MADE: whether it was not there. */
static int make_folder(const char *path, bool *made, struct diags *ds)
{
    struct stat st;
    *made = mkdir(path, 0777) == 0;
    if (*made)
        return 0;
    if (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return 0;
    return diags_fault(ds, FAULT_SYSTEM, "cannot make the folder %s: %s", path, strerror(errno));
}

/* Waits until nobody else writes into the folder, so that none of its files is another's. Where the
 * file system knows no locks, there is none. The descriptor to close, or -1. */
static int lock_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0 && errno == EINTR)
        continue;
    return fd;
}

/* That none of the files is there. */
static int check_free(const char *path, const struct folder_file *files, size_t n, struct text *t,
                      struct diags *ds)
{
    struct stat st;
    for (size_t i = 0; i < n; i++) {
        const char *file = join(t, path, files[i].name);
        if (!file)
            return diags_no_memory(ds);
        if (lstat(file, &st) == 0) {
            diags_set_fault(ds, FAULT_SYSTEM, "%s is there already, and is not overwritten", file);
            return diags_hint(ds, "name another folder, or remove the file");
        }
    }
    return 0;
}

static int write_file(const char *path, const struct table *table, struct progress *progress,
                      struct diags *ds)
{
    struct document doc = {.table = *table};
    struct view view = {0};
    struct sink sink;
    const struct view_request request = {.limit = -1, .digits = -1, .has_header = true};
    const struct style style = {0};
    int status = view_make(&view, &doc, &request, ds);
    view.progress = progress;
    progress_begin(progress, (struct task){"writing", path, view.n_rows, "row"});
    if (status == 0)
        status = sink_open(&sink, path, ds);
    if (status == 0) {
        status = writer_find(CONTENT_TABLE, "csv")->write(&view, &style, &sink, ds);
        if (sink_close(&sink, status == 0, ds) != 0)
            status = -1;
    }
    view_release(&view);
    document_release(&doc);
    return status;
}

static int write_all(const char *path, const struct folder_file *files, size_t n, struct text *t,
                     struct progress *progress, struct diags *ds)
{
    for (size_t i = 0; i < n; i++) {
        if (files[i].is_optional && files[i].table.n_rows == 0)
            continue;
        const char *file = join(t, path, files[i].name);
        if (file && write_file(file, &files[i].table, progress, ds) == 0)
            continue;
        if (!file)
            diags_set_no_memory(ds);
        for (size_t k = 0; k < i; k++)
            if ((file = join(t, path, files[k].name)) != NULL)
                unlink(file);
        return -1;
    }
    return 0;
}

int folder_write(const char *path, const struct folder_file *files, size_t n,
                 struct progress *progress, struct diags *ds)
{
    struct text t = {0};
    bool made;
    int status = make_folder(path, &made, ds);
    int lock = status == 0 ? lock_folder(path) : -1;
    if (status == 0 && (status = check_free(path, files, n, &t, ds)) == 0)
        status = write_all(path, files, n, &t, progress, ds);
    if (status != 0 && made)
        rmdir(path);
    if (lock >= 0)
        close(lock);
    text_release(&t);
    return status;
}
