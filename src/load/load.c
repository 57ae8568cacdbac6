#include "load/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "loader.h"

static int admit_models(struct loader *l)
{
    const struct load_request *rq = l->request;
    l->d->models = model_list_standard();
    for (size_t i = 0; i < rq->n_extra_models; i++)
        if (!model_list_add(&l->d->models, rq->extra_models[i]))
            return diags_fault(l->reading.ds, FAULT_USAGE,
                               "cannot add the model \"%s\": the name is taken, or there are too "
                               "many",
                               quote(span_of(rq->extra_models[i])).text);
    return 0;
}

static int check_stdin(const struct loader *l)
{
    const struct part *const parts[] = {&l->request->councils, &l->request->models,
                                        &l->request->scale};
    int n = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        n += parts[i]->path && strcmp(parts[i]->path, "-") == 0;
    for (size_t i = 0; i < l->n_files; i++)
        n += strcmp(l->files[i].path, "-") == 0;
    return n <= 1 ? 0
                  : diags_fault(l->reading.ds, FAULT_USAGE,
                                "only one part of the data can be read from standard input");
}

void loader_start(struct loader *l, const struct load_request *rq, const struct part *files,
                  size_t n_files, struct dataset *d, struct diags *ds)
{
    d->latest_day = DAY_FIRST;
    d->judgements.n_columns = JUDGEMENT_COLUMNS;
    d->spells.n_columns = SPELL_COLUMNS;
    l->d = d;
    l->latest_repeated = DAY_FIRST;
    l->request = rq;
    l->files = files;
    l->n_files = n_files;
    l->n_before = ds->n;
    l->reading = (struct reading){rq->order, rq->placing, ds, rq->progress};
}

int loader_check(struct loader *l)
{
    return check_stdin(l) == 0 ? admit_models(l) : -1;
}

static int read_all(struct loader *l)
{
    if (read_scale(l) != 0 || read_councils(l) != 0 || read_ratings(l) != 0 ||
        (!l->d->councils_file && settle_councils(l) != 0) || read_spells(l) != 0)
        return -1;
    return build_dataset(l) == 0 ? report_late(l) : -1;
}

/* In the order in which the files were read. */
int loader_sort(struct loader *l)
{
    const struct load_request *rq = l->request;
    size_t n = 0;
    const char **names = arena_alloc(&l->arena, (l->n_files + 3) * sizeof *names);
    if (!names)
        return diags_no_memory(l->reading.ds);
    names[n++] = rq->scale.name;
    names[n++] = rq->councils.name;
    for (size_t i = 0; i < l->n_files; i++)
        names[n++] = l->files[i].name;
    names[n++] = rq->models.name;
    return diags_sort(l->reading.ds, l->n_before, names, n);
}

void loader_release(struct loader *l)
{
    for (size_t i = 0; i < l->n_runs; i++) {
        packed_release(&l->runs[i].rows);
        free(l->runs[i].councils);
    }
    free(l->late.v);
    free(l->successions.v);
    free(l->flat.v);
    free(l->dropped_lines.v);
    free(l->places);
    intern_release(&l->names);
    intern_release(&l->models.names);
    free(l->models.rank);
    intern_release(&l->bad_councils);
    arena_release(&l->arena);
}

int load_dataset(const struct load_request *request, struct dataset *d, struct diags *ds)
{
    struct loader l = {0};
    loader_start(&l, request, &request->ratings, 1, d, ds);
    int status = loader_check(&l) == 0 ? read_all(&l) : -1;
    if (status == 0)
        status = loader_sort(&l);
    loader_release(&l);
    return status;
}

/* FOLDER/FILE in the arena, or NULL. */
static const char *join(struct arena *arena, const char *folder, const char *file)
{
    struct text t = {0};
    size_t n = strlen(folder);
    text_addf(&t, "%s%s%s", folder, n > 0 && folder[n - 1] == '/' ? "" : "/", file);
    return text_keep(&t, arena);
}

/* A file of the folder can be there as it is, or compressed. */
static const char *const endings[] = {"", ".gz", ".zst"};
enum { ENDINGS = sizeof endings / sizeof endings[0] };

/* FOLDER/FILE with ENDING, in the arena, if it is there: *FOUND, else NULL. 0 or -1. */
static int find_file(const char *folder, const char *file, const char *ending, const char **found,
                     struct arena *arena, struct diags *ds)
{
    struct stat st;
    struct text t = {0};
    text_addf(&t, "%s%s", file, ending);
    const char *path = text_failed(&t) ? NULL : join(arena, folder, text_string(&t));
    text_release(&t);
    if (!path)
        return diags_no_memory(ds);
    bool is_there = stat(path, &st) == 0;
    *found = is_there ? path : NULL;
    return is_there || errno == ENOENT
               ? 0
               : diags_fault(ds, FAULT_SYSTEM, "cannot open %s: %s", path, strerror(errno));
}

/* A part of the folder: taken where it is there, or where it must be. */
static int find_in_folder(const char *folder, const char *file, bool required, struct part *part,
                          struct arena *arena, struct diags *ds)
{
    if (part->path)
        return 0;
    for (int i = 0; i < ENDINGS; i++) {
        const char *path;
        if (find_file(folder, file, endings[i], &path, arena, ds) != 0)
            return -1;
        if (path && part->path)
            return diags_fault(ds, FAULT_USAGE, "%s and %s are both there: either could be meant",
                               part->path, path);
        if (path)
            *part = (struct part){path, path};
    }
    if (part->path || !required)
        return 0;
    const char *path = join(arena, folder, file);
    if (!path)
        return diags_no_memory(ds);
    diags_set_fault(ds, FAULT_SYSTEM, "cannot open %s: %s", path, strerror(ENOENT));
    return diags_hint(ds, "a data folder holds ratings.csv and, if present, councils.csv and "
                          "models.csv");
}

int load_find_parts(const char *dataset, struct load_request *request, struct arena *arena,
                    struct diags *ds)
{
    struct stat st;
    bool is_stdin = strcmp(dataset, "-") == 0;
    if (!is_stdin && stat(dataset, &st) != 0)
        return diags_fault(ds, FAULT_SYSTEM, "cannot open %s: %s", dataset, strerror(errno));
    if (is_stdin || !S_ISDIR(st.st_mode)) {
        if (!request->ratings.path) {
            request->ratings = (struct part){dataset, is_stdin ? "(standard input)" : dataset};
            request->flat = !request->models.path;
        }
        return 0;
    }
    if (find_in_folder(dataset, "councils.csv", false, &request->councils, arena, ds) != 0 ||
        find_in_folder(dataset, "ratings.csv", true, &request->ratings, arena, ds) != 0)
        return -1;
    return find_in_folder(dataset, "models.csv", false, &request->models, arena, ds);
}
