#include "cmd/session.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/number.h"
#include "base/workers.h"
#include "cmd/cells.h"
#include "cmd/merged.h"

#ifndef DATA_DIR
#define DATA_DIR "/usr/local/share/turnaround/england"
#endif

/* Bytes of a file that are worth a thread of their own: reading them takes some ten milliseconds.
 */
enum { LEAST_PART = 2 * 1024 * 1024 };

/* PATH without the working folder that it lies in, so that places read well from there. */
static const char *shorten(const char *path)
{
    char here[PATH_MAX];
    size_t n = getcwd(here, sizeof here) ? strlen(here) : 0;
    return n > 1 && strncmp(path, here, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static int cannot_open(struct diags *ds, const char *path)
{
    return diags_fault(ds, FAULT_SYSTEM, "cannot open %s: %s", path, strerror(errno));
}

/* If PATH is a folder, *FOUND is it, without links. Only where it is not there may the next one be
 * asked: others would be other data. 0 or -1. */
static int find_folder(const char *path, struct arena *arena, const char **found, struct diags *ds)
{
    struct stat st;
    char real[PATH_MAX];
    if (stat(path, &st) != 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : cannot_open(ds, path);
    if (!S_ISDIR(st.st_mode))
        return 0;
    if (!realpath(path, real))
        return cannot_open(ds, path);
    *found = arena_copy(arena, span_of(shorten(real)));
    return *found ? 0 : diags_no_memory(ds);
}

/* The bundled data: what TURNAROUND_DATA names, else those installed beside the program, wherever
 * that was moved to, else those of the source tree that it was built in, else those where it was to
 * be installed. NULL on a fault. */
static const char *find_bundled(struct arena *arena, struct diags *ds)
{
    static const char *const beside[] = {"../share/turnaround/england", "../data/england",
                                         "../../data/england"};
    static const char program[] = "/proc/self/exe";
    const char *named = getenv("TURNAROUND_DATA"), *found = NULL;
    char self[PATH_MAX], path[PATH_MAX + 64];
    if (named && *named)
        return named;
    ssize_t n = readlink(program, self, sizeof self - 1);
    if (n < 0 && errno != ENOENT) {
        cannot_open(ds, program);
        return NULL;
    }
    self[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(self, '/');
    for (size_t i = 0; slash && !found && i < sizeof beside / sizeof beside[0]; i++) {
        snprintf(path, sizeof path, "%.*s/%s", (int)(slash - self), self, beside[i]);
        if (find_folder(path, arena, &found, ds) != 0)
            return NULL;
    }
    return found ? found : DATA_DIR;
}

struct part part_named(const char *path)
{
    const char *name = path && strcmp(path, "-") == 0 ? "(standard input)" : path;
    return (struct part){path, name};
}

/* The parts named one by one, and the rest from the dataset that operand AT names, if there is one.
 */
static int find_parts(struct session *s, size_t at, struct dataset *d, struct load_request *rq,
                      struct diags *ds)
{
    const struct options *o = s->options;
    const char *dataset = o->operands.n > at ? o->operands.v[at] : NULL;
    rq->ratings = part_named(o->ratings);
    rq->models = part_named(o->models);
    rq->councils = part_named(o->councils);
    if (!dataset && o->ratings) {
        d->name = rq->ratings.name;
        return 0;
    }
    if (!dataset && !(dataset = find_bundled(&s->arena, ds)))
        return -1;
    d->name = strcmp(dataset, "-") == 0 ? "(standard input)" : dataset;
    return load_find_parts(dataset, rq, &s->arena, ds);
}

int session_councils(struct session *s, struct part *councils, struct diags *ds)
{
    *councils = part_named(s->options->councils);
    if (councils->path)
        return 0;
    struct load_request rq = {0};
    const char *bundled = find_bundled(&s->arena, ds);
    if (!bundled)
        return -1;
    if (load_find_parts(bundled, &rq, &s->arena, ds) != 0)
        return -1;
    *councils = rq.councils;
    return councils->path
               ? 0
               : diags_fault(ds, FAULT_USAGE, "%s has no councils.csv: name a list with --councils",
                             bundled);
}

size_t session_threads(const struct session *s)
{
    return s->options->threads < 0 ? workers_available() : (size_t)s->options->threads + 1;
}

void session_request(const struct session *s, struct load_request *rq)
{
    const struct options *o = s->options;
    *rq = (struct load_request){.scale = part_named(o->scale),
                                .extra_models = o->extra_models.v,
                                .n_extra_models = o->extra_models.n,
                                .order = (enum date_order)o->dates,
                                .placing = (enum date_placing)o->partial,
                                .has_as_of = date_is_known(o->as_of),
                                .as_of = date_first_day(o->as_of),
                                .by_published = o->date_basis == BASIS_PUBLISHED,
                                .progress = s->progress,
                                .n_threads = session_threads(s),
                                .least_part = LEAST_PART};
}

int session_parts(struct session *s, size_t at, struct dataset *d, struct load_request *rq,
                  struct diags *ds)
{
    session_request(s, rq);
    return find_parts(s, at, d, rq, ds);
}

static int load(struct session *s, size_t at, struct dataset *d, struct diags *ds)
{
    struct load_request rq;
    return session_parts(s, at, d, &rq, ds) == 0 ? load_dataset(&rq, d, ds) : -1;
}

static bool is_stdin(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

/* Of two datasets one can be standard input, and not what is read for both. */
static int check_stdin(const struct options *o, size_t at, struct diags *ds)
{
    if (is_stdin(o->operands.v[at]) && is_stdin(o->operands.v[at + 1]))
        return diags_fault(ds, FAULT_USAGE,
                           "only one of the datasets can be read from standard input");
    if (is_stdin(o->scale))
        return diags_fault(ds, FAULT_USAGE,
                           "--scale is read for both datasets: it cannot be standard input");
    return 0;
}

/* Of a file and the data that it is held against, one can be standard input. */
static int check_file(const struct options *o, struct diags *ds)
{
    const char *const paths[] = {o->ratings, o->models, o->councils, o->scale,
                                 o->operands.n > 1 ? o->operands.v[1] : NULL};
    for (size_t i = 0; is_stdin(o->operands.v[0]) && i < sizeof paths / sizeof paths[0]; i++)
        if (is_stdin(paths[i]))
            return diags_fault(ds, FAULT_USAGE, "only one file can be read from standard input");
    return 0;
}

static bool has_problem_in(const struct diags *ds, const char *file)
{
    for (size_t i = 0; i < ds->n && file; i++)
        if (ds->v[i].place.file && strcmp(ds->v[i].place.file, file) == 0)
            return true;
    return false;
}

/* Where the scale is wrong, it is told once: no grade could be read. */
static int load_two(struct session *s, size_t at, struct diags *ds)
{
    if (check_stdin(s->options, at, ds) != 0 || load(s, at, &s->dataset, ds) != 0)
        return -1;
    if (s->dataset.is_unusable && has_problem_in(ds, s->options->scale))
        return 0;
    return load(s, at + 1, &s->other, ds);
}

int session_load(struct session *s, struct diags *ds)
{
    if (s->options->segments.n > 0)
        return session_merge(s, ds);
    size_t at = operand_kinds[s->command->operand].before;
    bool two = s->command->operand == OPERAND_TWO_DATASETS;
    if (s->command->operand == OPERAND_FILE_DATASET && check_file(s->options, ds) != 0)
        return -1;
    if ((two ? load_two(s, at, ds) : load(s, at, &s->dataset, ds)) != 0)
        return -1;
    bool is_unusable = s->dataset.is_unusable || s->other.is_unusable;
    if (ds->n_errors > 0 && (!s->options->keep_going || is_unusable))
        return 0; /* nothing more is asked of such data */
    s->study.d = &s->dataset;
    s->study.progress = s->progress;
    s->study.n_threads = session_threads(s);
    return session_choose(s, ds);
}

int session_table(struct session *s, struct document *doc, const void *rows, size_t n, size_t size,
                  struct diags *ds)
{
    const struct command *c = s->command;
    bool by = command_has_other_form(c, s->options);
    struct table *t = &doc->table;
    *t = (struct table){.rows = rows, .n_rows = n, .row_size = size, .context = s};
    if (columns_of_command(c, by, &s->dataset.scale, &s->arena, &t->columns, &t->n_columns) != 0)
        return diags_no_memory(ds);
    return 0;
}

void session_derive(struct session *to, const struct session *from, const struct command *c,
                    const struct options *o)
{
    *to = (struct session){.command = c,
                           .options = o,
                           .dataset = from->dataset,
                           .chosen = from->chosen,
                           .models = from->models,
                           .progress = from->progress,
                           .is_derived = true};
    to->study.d = &to->dataset;
    to->study.rules = from->study.rules;
    to->study.chosen = from->chosen;
    to->study.progress = from->progress;
}

void session_release(struct session *s)
{
    if (s->state && s->command->release)
        s->command->release(s->state);
    free(s->state);
    study_release(&s->study);
    arena_release(&s->arena);
    if (s->is_derived)
        return;
    dataset_release(&s->dataset);
    dataset_release(&s->other);
    segment_records_release(&s->segments);
    free(s->chosen);
}
