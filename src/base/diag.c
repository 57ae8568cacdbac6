#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

static const char no_memory[] = "out of memory";

void diags_set_no_memory(struct diags *ds)
{
    ds->fault = FAULT_SYSTEM;
    ds->fault_message = no_memory;
    ds->fault_hint = NULL;
}

bool diags_lack_memory(const struct diags *ds)
{
    return ds->fault_message == no_memory;
}

/* Errors and warnings have room of their own: the ones do not crowd out the others. */
bool diags_keeps(const struct diags *ds, enum severity severity)
{
    size_t n = severity == SEVERITY_ERROR ? ds->n_errors : ds->n_warnings;
    bool wanted = severity == SEVERITY_ERROR || ds->lists_warnings;
    return wanted && (ds->limit == 0 || n < ds->limit);
}

bool diags_count(struct diags *ds, enum severity severity, const char *code)
{
    bool keeps = diags_keeps(ds, severity);
    size_t i = 0;
    while (i < ds->n_counts && strcmp(ds->counts[i].code, code) != 0)
        i++;
    if (i == ds->n_counts) {
        if (array_reserve(&ds->counts, &ds->cap_counts, i + 1, sizeof *ds->counts) != 0) {
            diags_set_no_memory(ds);
            return false;
        }
        ds->counts[ds->n_counts++] = (struct diag_count){code, severity, 0};
    }
    ds->counts[i].n++;
    if (severity == SEVERITY_ERROR)
        ds->n_errors++;
    else
        ds->n_warnings++;
    return keeps;
}

/* A copy of *S in the arena; false when there is no memory. */
static bool keep(struct diags *ds, const char **s)
{
    if (*s)
        *s = arena_copy(&ds->arena, span_of(*s));
    return *s != NULL;
}

int diags_add(struct diags *ds, const struct diag *d)
{
    struct diag copy = *d;
    bool kept = ARRAY_ROOM(ds) == 0 && keep(ds, &copy.message) &&
                (!copy.excerpt || keep(ds, &copy.excerpt)) &&
                (!copy.label || keep(ds, &copy.label)) && (!copy.hint || keep(ds, &copy.hint));
    if (!kept)
        return diags_no_memory(ds);
    ds->v[ds->n++] = copy;
    return 0;
}

int diags_tell(struct diags *ds, const struct diag *d)
{
    if (diags_count(ds, d->severity, d->code))
        return diags_add(ds, d);
    return ds->fault == FAULT_NONE ? 0 : -1;
}

/* FORMAT filled in, owned by the arena; NULL when there is no memory. */
static const char *compose(struct diags *ds, const char *format, va_list args)
{
    struct text t = {0};
    text_vaddf(&t, format, args);
    return text_keep(&t, &ds->arena);
}

void diags_set_fault(struct diags *ds, enum fault fault, const char *format, ...)
{
    if (ds->fault != FAULT_NONE)
        return;
    va_list args;
    va_start(args, format);
    ds->fault_message = compose(ds, format, args);
    va_end(args);
    if (ds->fault_message)
        ds->fault = fault;
    else
        diags_set_no_memory(ds);
}

void diags_set_hint(struct diags *ds, const char *format, ...)
{
    if (ds->fault == FAULT_NONE || ds->fault_hint)
        return;
    va_list args;
    va_start(args, format);
    ds->fault_hint = compose(ds, format, args);
    va_end(args);
    if (!ds->fault_hint)
        diags_set_no_memory(ds);
}

int diags_finish_text(struct text *t, int status, struct diags *ds)
{
    if (text_failed(t))
        status = diags_no_memory(ds);
    text_release(t);
    return status;
}

/* Adds the counts of FROM. 0 or -1. */
static int join_counts(struct diags *ds, const struct diags *from)
{
    for (size_t i = 0; i < from->n_counts; i++) {
        const struct diag_count *c = &from->counts[i];
        diags_count(ds, c->severity, c->code);
        if (ds->fault != FAULT_NONE)
            return -1;
        size_t k = 0;
        while (strcmp(ds->counts[k].code, c->code) != 0)
            k++;
        ds->counts[k].n += c->n - 1;
        *(c->severity == SEVERITY_ERROR ? &ds->n_errors : &ds->n_warnings) += c->n - 1;
    }
    return 0;
}

int diags_join(struct diags *ds, struct diags *from, uint32_t lines)
{
    size_t before[] = {[SEVERITY_WARNING] = ds->n_warnings, [SEVERITY_ERROR] = ds->n_errors};
    if (array_reserve(&ds->v, &ds->cap, ds->n + from->n, sizeof *ds->v) != 0)
        return diags_no_memory(ds);
    for (size_t i = 0; i < from->n; i++) {
        struct diag d = from->v[i];
        if (ds->limit > 0 && before[d.severity]++ >= ds->limit)
            continue;
        d.place.line += lines;
        d.record += d.record ? lines : 0;
        ds->v[ds->n++] = d;
    }
    int status = join_counts(ds, from);
    if (from->fault != FAULT_NONE && ds->fault == FAULT_NONE) {
        ds->fault = from->fault;
        ds->fault_message = from->fault_message;
        ds->fault_hint = from->fault_hint;
    }
    arena_join(&ds->arena, &from->arena);
    diags_release(from);
    return ds->fault == FAULT_NONE ? status : -1;
}

struct sort_key {
    size_t file;
    uint32_t line, column;
    size_t index;
};

static int compare_keys(const void *a, const void *b)
{
    const struct sort_key *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static size_t file_rank(const char *file, const char *const *files, size_t n_files)
{
    size_t i = 0;
    while (i < n_files && !(files[i] && strcmp(files[i], file) == 0))
        i++;
    return i;
}

int diags_sort(struct diags *ds, size_t from, const char *const *files, size_t n_files)
{
    size_t n = ds->n - from;
    struct sort_key *keys = malloc((n + 1) * sizeof *keys);
    struct diag *sorted = malloc((n + 1) * sizeof *sorted);
    if (keys && sorted) {
        for (size_t i = 0; i < n; i++) {
            const struct diag *d = &ds->v[from + i];
            keys[i] = (struct sort_key){file_rank(d->place.file, files, n_files), d->place.line,
                                        d->place.column, from + i};
        }
        qsort(keys, n, sizeof *keys, compare_keys);
        for (size_t i = 0; i < n; i++)
            sorted[i] = ds->v[keys[i].index];
        if (n > 0)
            memcpy(ds->v + from, sorted, n * sizeof *sorted);
    }
    bool failed = !keys || !sorted;
    free(keys);
    free(sorted);
    return failed ? diags_no_memory(ds) : 0;
}

void diags_drop_warnings(struct diags *ds)
{
    size_t kept = 0;
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].severity == SEVERITY_ERROR)
            ds->v[kept++] = ds->v[i];
    ds->n = kept;
    ds->lists_warnings = false;
}

void diags_release(struct diags *ds)
{
    free(ds->v);
    free(ds->counts);
    arena_release(&ds->arena);
    *ds = (struct diags){0};
}
