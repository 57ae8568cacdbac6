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

static int check_stdin(const struct load_request *rq, struct diags *ds)
{
    const struct part *const parts[] = {&rq->councils, &rq->ratings, &rq->models, &rq->scale};
    int n = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        n += parts[i]->path && strcmp(parts[i]->path, "-") == 0;
    return n <= 1 ? 0
                  : diags_fault(ds, FAULT_USAGE,
                                "only one part of the data can be read from standard input");
}

static int read_all(struct loader *l)
{
    if (read_scale(l) != 0 || read_councils(l) != 0 || read_ratings(l) != 0 || read_spells(l) != 0)
        return -1;
    return build_dataset(l) == 0 ? report_late(l) : -1;
}

static void loader_release(struct loader *l)
{
    free(l->late.v);
    free(l->successions.v);
    free(l->flat.v);
    free(l->dropped_lines.v);
    intern_release(&l->bad_councils);
    arena_release(&l->arena);
}

int load_dataset(const struct load_request *request, struct dataset *d, struct diags *ds)
{
    d->latest_day = DAY_FIRST;
    struct loader l = {.d = d,
                       .latest_repeated = DAY_FIRST,
                       .request = request,
                       .reading = {request->order, request->placing, ds}};
    size_t n_before = ds->n;
    int status = -1;
    if (check_stdin(request, ds) == 0 && admit_models(&l) == 0)
        status = read_all(&l);
    if (status == 0) {
        const char *const files[] = {request->scale.name, request->councils.name,
                                     request->ratings.name, request->models.name};
        diags_sort(ds, n_before, files, sizeof files / sizeof files[0]);
    }
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

/* A part of the folder: taken where it is there, or where it must be. */
static int find_in_folder(const char *folder, const char *file, bool required, struct part *part,
                          struct arena *arena, struct diags *ds)
{
    struct stat st;
    if (part->path)
        return 0;
    const char *path = join(arena, folder, file);
    if (!path)
        return diags_no_memory(ds);
    if (stat(path, &st) == 0) {
        *part = (struct part){path, path};
        return 0;
    }
    if (errno == ENOENT && !required)
        return 0;
    diags_set_fault(ds, FAULT_SYSTEM, "cannot open %s: %s", path, strerror(errno));
    return errno == ENOENT ? diags_hint(ds, "a data folder holds ratings.csv and, if present, "
                                            "councils.csv and models.csv")
                           : -1;
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
