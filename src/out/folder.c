#include "out/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "out/writer.h"
#include "place.h"

/* What is under way. */
struct writing {
    const char *path;
    const struct folder_file *files;
    size_t n;
    struct progress *progress;
    struct text temporary; /* the path of the folder that is made; empty where none is */
    struct text name;      /* of a file, for messages */
    int from, to;          /* the temporary folder, and the one that is there; -1: none */
};

static int cannot(const struct writing *w, const char *what, struct diags *ds)
{
    return diags_fault(ds, FAULT_SYSTEM, "cannot %s %s: %s", what, w->path, strerror(errno));
}

static int cannot_make(const struct writing *w, struct diags *ds)
{
    return cannot(w, w->to >= 0 ? "write into the folder" : "make the folder", ds);
}

/* PATH without slashes at its end. */
static int length_of(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return (int)n;
}

/* Sets the name of a file or folder for messages. 0, or -1 when there is no memory. */
static int set_name(struct writing *w, const char *name, struct diags *ds)
{
    text_clear(&w->name);
    text_addf(&w->name, "%.*s/%s", length_of(w->path), w->path, name);
    return text_failed(&w->name) ? diags_no_memory(ds) : 0;
}

static bool is_written(const struct folder_file *file)
{
    return !file->is_optional || file->table.n_rows > 0;
}

/* What is moved as one: a file, or a folder with files. Its name is kept here where it is part of
 * theirs. */
struct entry {
    const char *name;
    bool is_folder;
    size_t first, n; /* its files */
    char folder[32];
};

/* The entry that begins with file AT; false behind the last. Names of folders are numbers, which
 * have room. */
static bool entry_at(const struct writing *w, size_t at, struct entry *e)
{
    if (at >= w->n)
        return false;
    const char *name = w->files[at].name, *slash = strchr(name, '/');
    size_t length = slash ? (size_t)(slash + 1 - name) : 0;
    *e = (struct entry){.name = name, .is_folder = slash, .first = at, .n = 1};
    while (slash && at + e->n < w->n && strncmp(w->files[at + e->n].name, name, length) == 0)
        e->n++;
    if (slash) {
        snprintf(e->folder, sizeof e->folder, "%.*s", (int)length - 1, name);
        e->name = e->folder;
    }
    return true;
}

/* Whether there is anything of it. */
static bool entry_is_written(const struct writing *w, const struct entry *e)
{
    return e->is_folder || is_written(&w->files[e->first]);
}

/* Removes the entry, as far as it is there, from the folder that is open. */
static void remove_entry(const struct writing *w, const struct entry *e, int folder)
{
    for (size_t i = 0; i < e->n; i++)
        unlinkat(folder, w->files[e->first + i].name, 0);
    if (e->is_folder)
        unlinkat(folder, e->name, AT_REMOVEDIR);
}

/* Opens the folder where it is there. */
static int open_folder(struct writing *w, struct diags *ds)
{
    struct stat st;
    w->to = file_open(w->path, O_RDONLY | O_DIRECTORY, 0);
    int error = errno;
    bool is_nothing = w->to < 0 && lstat(w->path, &st) != 0;
    if (w->to >= 0 || (is_nothing && error == ENOENT))
        return 0;
    errno = error == ENOTDIR && !is_nothing ? EEXIST : error;
    return cannot_make(w, ds);
}

/* Within the folder where that is there: what lies beside it may be another disk. */
static int make_temporary(struct writing *w, struct diags *ds)
{
    text_addf(&w->temporary, "%.*s%s.XXXXXX", length_of(w->path), w->path,
              w->to >= 0 ? "/.turnaround" : "");
    if (text_failed(&w->temporary))
        return diags_no_memory(ds);
    if (!mkdtemp(w->temporary.v)) {
        cannot_make(w, ds);
        text_clear(&w->temporary);
        return -1;
    }
    w->from = file_open(text_string(&w->temporary), O_RDONLY | O_DIRECTORY, 0);
    return w->from >= 0 && fchmod(w->from, place_mode(0777)) == 0 ? 0 : cannot_make(w, ds);
}

static void remove_temporary(struct writing *w)
{
    if (w->temporary.n == 0)
        return;
    struct entry e;
    for (size_t i = 0; w->from >= 0 && entry_at(w, i, &e); i += e.n)
        remove_entry(w, &e, w->from);
    rmdir(text_string(&w->temporary));
}

static int write_view(struct view *view, struct sink *sink, const struct folder_file *file,
                      struct diags *ds)
{
    const struct style style = {0};
    int status = writer_find(CONTENT_TABLE, "csv")->write(view, &style, sink, ds);
    if (status == 0 && file->is_lost && *file->is_lost)
        status = diags_no_memory(ds);
    return sink_close(sink, status == 0, ds) == 0 ? status : -1;
}

static int write_file(struct writing *w, const struct folder_file *file, struct diags *ds)
{
    struct document doc = {.table = file->table};
    struct view view = {0};
    struct sink sink;
    const struct view_request request = {.limit = -1, .digits = -1, .has_header = true};
    int status = set_name(w, file->name, ds) == 0 ? view_make(&view, &doc, &request, ds) : -1;
    const char *name = text_string(&w->name);
    view.progress = w->progress;
    progress_begin(w->progress, (struct task){"writing", name, view.n_rows, "row"});
    if (status == 0 && sink_open_within(&sink, w->from, file->name, name, ds) == 0)
        status = write_view(&view, &sink, file, ds);
    else
        status = -1;
    view_release(&view);
    document_release(&doc);
    return status;
}

/* The names of the files of a folder to the disk. */
static int sync_folder(struct writing *w, const char *name, struct diags *ds)
{
    int folder = file_open_within(w->from, name, O_RDONLY | O_DIRECTORY, 0);
    int status = folder >= 0 && file_sync(folder) == 0 ? 0 : cannot_make(w, ds);
    if (folder >= 0)
        file_close(folder);
    return status;
}

static int write_entry(struct writing *w, const struct entry *e, struct diags *ds)
{
    if (e->is_folder && mkdirat(w->from, e->name, 0777) != 0)
        return cannot_make(w, ds);
    for (size_t i = e->first; i < e->first + e->n; i++)
        if (is_written(&w->files[i]) && write_file(w, &w->files[i], ds) != 0)
            return -1;
    return e->is_folder ? sync_folder(w, e->name, ds) : 0;
}

/* The files, and their names in the folder. */
static int write_all(struct writing *w, struct diags *ds)
{
    struct entry e;
    for (size_t i = 0; entry_at(w, i, &e); i += e.n)
        if (write_entry(w, &e, ds) != 0)
            return -1;
    return file_sync(w->from) == 0 ? 0 : cannot_make(w, ds);
}

/* That none of them is there. */
static int check_free(struct writing *w, struct diags *ds)
{
    struct stat st;
    struct entry e;
    for (size_t i = 0; entry_at(w, i, &e); i += e.n) {
        bool is_there = fstatat(w->to, e.name, &st, AT_SYMLINK_NOFOLLOW) == 0;
        if (!is_there && errno != ENOENT)
            return cannot_make(w, ds);
        if (!is_there)
            continue;
        if (set_name(w, e.name, ds) != 0)
            return -1;
        diags_set_fault(ds, FAULT_SYSTEM, "%s is there already, and is not overwritten",
                        text_string(&w->name));
        return diags_hint(ds, "name another folder, or remove %s",
                          e.is_folder ? "that one" : "the file");
    }
    return 0;
}

/* Takes away the entries before file END. */
static void take_away(const struct writing *w, size_t end)
{
    struct entry e;
    for (size_t i = 0; i < end && entry_at(w, i, &e); i += e.n)
        if (entry_is_written(w, &e))
            remove_entry(w, &e, w->to);
}

/* Where one of them cannot be moved, those before it are taken away. */
static int move_entries(struct writing *w, struct diags *ds)
{
    struct entry e;
    for (size_t i = 0; entry_at(w, i, &e); i += e.n) {
        if (!entry_is_written(w, &e) || renameat(w->from, e.name, w->to, e.name) == 0)
            continue;
        cannot_make(w, ds);
        take_away(w, i);
        return -1;
    }
    return file_sync(w->to) == 0 ? 0 : cannot_make(w, ds);
}

/* Waits until nobody else writes into the folder, so that none of its files is another's. Where the
 * file system knows no locks, there is none. */
static int move_into(struct writing *w, struct diags *ds)
{
    while (flock(w->to, LOCK_EX) != 0 && errno == EINTR)
        continue;
    return check_free(w, ds) == 0 ? move_entries(w, ds) : -1;
}

/* To where the folder is to be; another process may have made it meanwhile. */
static int move(struct writing *w, struct diags *ds)
{
    if (w->to >= 0)
        return move_into(w, ds);
    if (rename(text_string(&w->temporary), w->path) == 0) {
        text_clear(&w->temporary);
        return place_settle(w->path) == 0 ? 0 : cannot_make(w, ds);
    }
    bool is_there = errno == EEXIST || errno == ENOTEMPTY;
    if (!is_there)
        return cannot_make(w, ds);
    return open_folder(w, ds) == 0 ? move_into(w, ds) : -1;
}

int folder_write(const char *path, const struct folder_file *files, size_t n,
                 struct progress *progress, struct diags *ds)
{
    struct writing w = {
        .path = path, .files = files, .n = n, .progress = progress, .from = -1, .to = -1};
    int status = open_folder(&w, ds);
    if (status == 0)
        status = make_temporary(&w, ds);
    if (status == 0)
        status = write_all(&w, ds);
    if (status == 0)
        status = move(&w, ds);
    remove_temporary(&w);
    if (w.from >= 0)
        file_close(w.from);
    if (w.to >= 0)
        file_close(w.to);
    text_release(&w.temporary);
    text_release(&w.name);
    return status;
}
