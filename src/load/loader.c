#include "loader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/text.h"
#include "load/locate.h"
#include "raw.h"

int late_problem(struct loader *l, struct late where, const char *format, ...)
{
    struct diags *ds = l->reading.ds;
    if (!diags_count(ds, where.severity, where.code))
        return ds->fault == FAULT_NONE ? 0 : -1;
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    where.message = text_keep(&t, &l->arena);
    where.number = l->late.n;
    if (!where.message || ARRAY_ROOM(&l->late) != 0)
        return diags_no_memory(ds);
    l->late.v[l->late.n++] = where;
    return 0;
}

int join_late(struct loader *l, struct loader *from)
{
    struct diags *ds = l->reading.ds;
    size_t before[] = {[SEVERITY_WARNING] = ds->n_warnings, [SEVERITY_ERROR] = ds->n_errors};
    if (array_reserve(&l->late.v, &l->late.cap, l->late.n + from->late.n, sizeof *l->late.v) != 0)
        return diags_no_memory(ds);
    for (size_t i = 0; i < from->late.n; i++) {
        struct late late = from->late.v[i];
        if (ds->limit > 0 && before[late.severity]++ >= ds->limit)
            continue;
        late.number = l->late.n;
        l->late.v[l->late.n++] = late;
    }
    arena_join(&l->arena, &from->arena);
    return diags_join(ds, from->reading.ds, 0);
}

void note_sheet(struct loader *l, const struct sheet *s)
{
    l->d->n_left_out += s->n_bad;
    l->d->is_unusable = l->d->is_unusable || !s->usable;
}

static int compare_late(const void *a, const void *b)
{
    const struct late *x = a, *y = b;
    int file = strcmp(x->part.name, y->part.name);
    if (file != 0)
        return file;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* A file that is read again, line by line, for excerpts. */
struct rereading {
    struct raw raw;
    bool is_open;
    uint32_t number; /* lines read */
    struct text record;
};

/* Adds the next line to the record. 1, 0 where there is none, or -1. */
static int next_line(struct rereading *r, struct diags *ds)
{
    struct raw *raw = &r->raw;
    size_t before = r->record.n, end;
    while ((end = raw_next_line_end(raw)) == raw->fed && !raw->at_end) {
        text_add(&r->record, (struct span){raw->buffer + raw->fed, raw->end - raw->fed});
        raw->fed = raw->end;
        raw_discard(raw, raw->fed, raw->kept_line);
        if (raw_fill(raw, ds) != 0)
            return -1;
    }
    end = end == raw->fed ? raw->end : end;
    text_add(&r->record, (struct span){raw->buffer + raw->fed, end - raw->fed});
    raw->fed = end;
    r->number++;
    return r->record.n > before;
}

static bool has_open_quote(struct span s)
{
    bool open = false;
    for (size_t i = 0; i < s.length; i++)
        open ^= s.text[i] == '"';
    return open;
}

/* The record that begins on line NUMBER into r->record, all its lines; none where it cannot be had.
 * Lines are asked for in ascending order. 0 or -1. */
static int reread(struct rereading *r, uint32_t number, struct diags *ds)
{
    int more = r->is_open;
    while (more > 0 && r->number < number) {
        text_clear(&r->record);
        more = next_line(r, ds);
    }
    while (more > 0 && has_open_quote(text_span(&r->record)))
        more = next_line(r, ds);
    if (text_failed(&r->record))
        return diags_no_memory(ds);
    return more < 0 ? -1 : 0;
}

/* Sets place, mark and excerpt. */
static void show(const struct late *late, struct span record, struct text *excerpt, struct diag *d)
{
    struct location where = {0};
    if (late->column != ROW_WHOLE)
        where = locate_field(record, (size_t)late->column);
    locate_excerpt(record, &where, excerpt, d);
    d->excerpt = text_string(excerpt);
    if (late->column == ROW_WHOLE) {
        d->marked = 0;
    } else {
        d->place.line += where.line;
        d->place.column = where.column;
    }
}

static int report_one(struct loader *l, const struct late *late, struct rereading *r)
{
    if (reread(r, late->line, l->reading.ds) != 0)
        return -1;
    struct diag d = {.severity = late->severity,
                     .code = late->code,
                     .place = {late->part.name, late->line, 1},
                     .record = late->line,
                     .message = late->message};
    struct text excerpt = {0}, label = {0};
    if (r->record.n > 0)
        show(late, text_span(&r->record), &excerpt, &d);
    if (late->column != ROW_WHOLE) {
        text_addf(&label, "field %d (%s)", late->column + 1, late->field);
        d.label = text_string(&label);
    }
    bool failed = text_failed(&excerpt) || text_failed(&label);
    int status = failed ? diags_no_memory(l->reading.ds) : diags_add(l->reading.ds, &d);
    text_release(&excerpt);
    text_release(&label);
    return status;
}

/* Opens PATH to be read again, but where that cannot be: standard input, and pipes, which would
 * have to be waited for in vain. 0 or -1. */
static int open_again(struct rereading *r, const struct part *part, struct diags *ds)
{
    struct stat st;
    if (strcmp(part->path, "-") == 0)
        return 0;
    if (stat(part->path, &st) != 0)
        return diags_fault(ds, FAULT_SYSTEM, "cannot read %s again: %s", part->name,
                           strerror(errno));
    r->is_open = S_ISREG(st.st_mode);
    return r->is_open ? raw_open(&r->raw, part->path, part->name, NULL, ds) : 0;
}

/* The problems of one file, which is read again for excerpts if it can be. */
static int report_file(struct loader *l, const struct late *late, size_t n)
{
    struct rereading r = {0};
    int status = open_again(&r, &late->part, l->reading.ds);
    for (size_t i = 0; i < n && status == 0; i++)
        status = report_one(l, &late[i], &r);
    text_release(&r.record);
    if (r.is_open)
        raw_close(&r.raw);
    return status;
}

int report_late(struct loader *l)
{
    if (l->late.n > 0)
        qsort(l->late.v, l->late.n, sizeof *l->late.v, compare_late);
    for (size_t i = 0, n; i < l->late.n; i += n) {
        n = 1;
        while (i + n < l->late.n && strcmp(l->late.v[i].part.name, l->late.v[i + n].part.name) == 0)
            n++;
        if (report_file(l, &l->late.v[i], n) != 0)
            return -1;
    }
    return 0;
}

bool loader_suggests(struct loader *l, size_t n)
{
    if (!diags_keeps(l->reading.ds, SEVERITY_ERROR) || l->n_compared >= LOADER_MOST_COMPARED)
        return false;
    l->n_compared += n;
    return true;
}

int sheet_report_council(struct sheet *s, const struct row *row, int field)
{
    struct loader *l = s->context;
    const struct dataset *d = l->d;
    struct span name = sheet_value(s, row, field);
    struct nearest near = {.wanted = name};
    struct text hint = {0};
    uint32_t number;
    const char *file = d->councils_file ? d->councils_file : d->ratings_file;
    if (intern_find(&l->bad_councils, name, &number))
        return sheet_problem(s, row, field, SEVERITY_ERROR, "E-COUNCIL", NULL,
                             "council \"%s\" is only in records of %s that have errors",
                             quote(name).text, file);
    if (loader_suggests(l, dataset_n_councils(d)))
        dataset_nearest_council(d, &near);
    if (near.best)
        text_addf(&hint, "the nearest name is \"%s\"", near.best);
    int status = sheet_problem(s, row, field, SEVERITY_ERROR, "E-COUNCIL",
                               near.best ? text_string(&hint) : NULL, "council \"%s\" is not in %s",
                               quote(name).text, file);
    return diags_finish_text(&hint, status, s->reading->ds);
}

/* The names of all councils, to be found by a table. 0, or -1 when there is no memory. */
static int list_names(struct loader *l)
{
    uint32_t number;
    for (size_t i = l->names.n; i < l->d->n_councils; i++)
        if (intern_put(&l->names, &l->arena, span_of(l->d->councils[i].name), &number) != 0)
            return -1;
    return 0;
}

/* Few are out of order, or so many that a table is worth it. */
bool loader_find_other(struct loader *l, struct span name, uint32_t *council)
{
    enum { SELDOM = 32 };
    const struct dataset *d = l->d;
    if (l->n_searched++ < SELDOM || list_names(l) != 0) {
        if (!dataset_find_name(d, name, council))
            return false;
    } else if (!intern_find(&l->names, name, council)) {
        return false;
    }
    l->cursor = *council;
    return true;
}

int sheet_council(struct sheet *s, const struct row *row, int field, uint32_t *council)
{
    struct loader *l = s->context;
    struct span name;
    if (sheet_required(s, row, field, &name) != 0)
        return -1;
    if (name.length == 0 || loader_find_council(l, name, council))
        return 0;
    return sheet_report_council(s, row, field);
}

int sheet_remember_bad(struct sheet *s, struct span council)
{
    struct loader *l = s->context;
    uint32_t number;
    if (council.length == 0 || intern_put(&l->bad_councils, &l->arena, council, &number) == 0)
        return 0;
    return diags_no_memory(l->reading.ds);
}

int sheet_report_model(struct sheet *s, const struct row *row, int field, struct span name)
{
    const struct loader *l = s->context;
    struct nearest near = {.wanted = name};
    model_nearest(&l->d->models, &near);
    struct text expected = {0};
    for (int m = MODEL_UNKNOWN + 1; m < l->d->models.n; m++)
        text_addf(&expected, "%s%s",
                  m == 1                   ? ""
                  : m + 1 < l->d->models.n ? ", "
                                           : " or ",
                  l->d->models.name[m]);
    struct text hint = {0};
    if (near.best)
        text_addf(&hint, "the nearest is %s", near.best);
    else
        text_add_string(&hint, "to admit a further model add --extra-model NAME");
    int status = sheet_problem(s, row, field, SEVERITY_ERROR, "E-MODEL", text_string(&hint),
                               "model \"%s\" is not %s", quote(name).text, text_string(&expected));
    status = diags_finish_text(&hint, status, s->reading->ds);
    return diags_finish_text(&expected, status, s->reading->ds);
}

int sheet_model(struct sheet *s, const struct row *row, int field, int *model)
{
    struct loader *l = s->context;
    struct span name = sheet_value(s, row, field);
    *model = model_find(&l->d->models, name);
    return name.length == 0 || *model != MODEL_UNKNOWN ? 0
                                                       : sheet_report_model(s, row, field, name);
}

int sheet_text(struct sheet *s, const struct row *row, int field, const char **text)
{
    struct loader *l = s->context;
    struct span value = sheet_value(s, row, field);
    *text = value.length ? arena_copy(&l->d->arena, value) : NULL;
    return value.length && !*text ? diags_no_memory(l->reading.ds) : 0;
}

int sheet_provider(struct sheet *s, const struct row *row, int field, uint32_t *provider)
{
    struct loader *l = s->context;
    struct span value = sheet_value(s, row, field);
    uint32_t number;
    *provider = 0;
    if (value.length == 0)
        return 0;
    if (intern_put(&l->d->providers, &l->d->arena, value, &number) != 0)
        return diags_no_memory(l->reading.ds);
    *provider = number + 1;
    return 0;
}

int report_order(struct sheet *s, const struct row *row, int field, struct date earlier,
                 const char *name, struct date later)
{
    char before[DATE_TEXT], after[DATE_TEXT];
    return sheet_problem(s, row, field, SEVERITY_ERROR, "E-ORDER", NULL, "%s %s is before %s %s",
                         s->specs[field].name, date_text(later, after), name,
                         date_text(earlier, before));
}
