#include "load/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "importing.h"

#define IMPORTER(id) extern const struct importer importer_##id;
#include "load/importers.def"
#undef IMPORTER

static const struct importer *const importers[] = {
#define IMPORTER(id) &importer_##id,
#include "load/importers.def"
#undef IMPORTER
    NULL,
};

const struct importer *importer_at(size_t i)
{
    return importers[i];
}

const char *importer_name(const struct importer *importer)
{
    return importer->name;
}

const char *importer_summary(const struct importer *importer)
{
    return importer->summary;
}

/* How many of the columns that the format needs ROW has not; their names are added to LACKING. */
static int count_lacking(const struct importer *importer, const struct row *row,
                         struct text *lacking)
{
    int n = 0;
    bool has_date = false;
    for (int field = 0; field < importer->n_specs; field++) {
        const struct field_spec *spec = &importer->specs[field];
        bool has = sheet_find_column(row, spec) >= 0;
        has_date = has_date || (has && spec->need == FIELD_EITHER);
        if (spec->need == FIELD_REQUIRED && !has)
            text_addf(lacking, "%s%s", n++ ? ", " : "", spec->name);
    }
    if (!has_date)
        text_addf(lacking, "%sa date", n++ ? ", " : "");
    if (importer->has_grades && !importer->has_grades(row))
        text_addf(lacking, "%sgrades", n++ ? ", " : "");
    return n;
}

/* Whether ROW has all columns that the format needs. Of one asked for, the row that comes nearest
 * is kept in mind. */
static bool fits(struct importing *im, const struct importer *importer, const struct row *row)
{
    struct text lacking = {0};
    int n = count_lacking(importer, row, &lacking);
    if (n > 0 && row->n > 1 && (im->nearest_lacks == 0 || n < im->nearest_lacks)) {
        im->nearest_lacks = n;
        im->nearest_line = row->line;
        text_clear(&im->lacking);
        text_add(&im->lacking, text_span(&lacking));
    }
    im->lacking.failed = im->lacking.failed || text_failed(&lacking);
    text_release(&lacking);
    return n == 0;
}

/* The format that the header tells, of those that may be. */
static const struct importer *choose_importer(struct importing *im, const struct row *row)
{
    if (im->only)
        return fits(im, im->only, row) ? im->only : NULL;
    for (size_t i = 0; importers[i]; i++) {
        const struct importer *now = importers[i]->needs_maps ? im->wide : importers[i];
        if (importers[i]->needs_maps == (im->wide != NULL) && fits(im, now, row))
            return now;
    }
    return NULL;
}

static bool choose(struct sheet *s, const struct row *row)
{
    struct importing *im = s->context;
    im->at = choose_importer(im, row);
    if (!im->at)
        return false;
    s->specs = im->at->specs;
    s->n_specs = im->at->n_specs;
    s->find_columns = im->at->find_columns;
    if (!im->request->has_order)
        im->reading.order = im->at->order;
    return true;
}

/* "local_authority, inspection_start_date or publication_date, ...": what the format needs. */
static void add_needs(struct text *t, const struct importer *importer)
{
    size_t n = 0, either = 0;
    for (int field = 0; field < importer->n_specs; field++) {
        const struct field_spec *spec = &importer->specs[field];
        if (spec->need == FIELD_OPTIONAL || !spec->name)
            continue;
        bool is_second = spec->need == FIELD_EITHER && either++ > 0;
        text_addf(t, "%s%s", n++ == 0 ? "" : is_second ? " or " : ", ", spec->name);
    }
    text_add_string(t, importer->has_grades ? ", grades" : "");
}

/* That no line of names of columns was found among those that were looked at. */
static int report_format(struct importing *im, const struct sheet *sheet)
{
    const char *none = sheet->n_titles < SHEET_TITLES ? "no line" : "none of the first 20 lines";
    struct text t = {0};
    struct diags *ds = im->reading.ds;
    struct diag d = {.severity = SEVERITY_ERROR, .code = "E-HEADER", .place = {sheet->name, 1, 1}};
    const struct importer *wanted = im->only ? im->only : im->wide;
    if (wanted && im->nearest_lacks > 0) {
        text_addf(&t, "%s has all columns of %s: line %u lacks %s", none, wanted->name,
                  im->nearest_line, text_string(&im->lacking));
    } else if (wanted) {
        text_addf(&t, "%s has the columns of %s: ", none, wanted->name);
        add_needs(&t, wanted);
    } else {
        text_addf(&t, "%s has the columns of a known format: expected", none);
        for (size_t i = 0; importers[i]; i++) {
            if (importers[i]->needs_maps)
                continue;
            text_addf(&t, "%s %s (", i ? ";" : "", importers[i]->name);
            add_needs(&t, importers[i]);
            text_add_char(&t, ')');
        }
        d.hint = "for columns with other names: import wide FILE --map JUDGEMENT=COLUMN";
    }
    d.message = text_string(&t);
    im->loader.d->is_unusable = true;
    int status = text_failed(&t) || text_failed(&im->lacking) ? diags_no_memory(ds) : 0;
    if (status == 0)
        status = diags_tell(ds, &d);
    text_release(&t);
    return status;
}

static int read_file(struct importing *im, size_t number)
{
    const struct part *part = &im->request->files[number];
    struct diags *ds = im->reading.ds;
    size_t n_errors = ds->n_errors;
    struct sheet sheet = {.path = part->path,
                          .name = part->name,
                          .take = import_record,
                          .choose = choose,
                          .mends_blanks = true,
                          .context = im,
                          .reading = &im->reading};
    im->at = NULL;
    im->nearest_lacks = 0;
    im->loader.file = (uint16_t)number;
    im->reading = im->loader.reading;
    if (sheet_read(&sheet) != 0)
        return -1;
    im->log->formats[number] = im->at ? im->at->name : NULL;
    if (!im->at && ds->n_errors == n_errors)
        return report_format(im, &sheet);
    note_sheet(&im->loader, &sheet);
    return 0;
}

/* Whether a map before the N-th is of the same judgement. */
static bool is_mapped(const struct import_request *rq, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (span_matches(span_of(rq->maps[i].judgement), span_of(rq->maps[n].judgement)))
            return true;
    return false;
}

/* The wide format, with a column for each map. */
static int make_wide(struct importing *im)
{
    const struct import_request *rq = im->request;
    struct arena *arena = &im->loader.arena;
    size_t n = IMPORT_GRADES + rq->n_maps;
    if (rq->n_maps == 0)
        return 0;
    if (n > SHEET_FIELDS)
        return diags_fault(im->reading.ds, FAULT_USAGE, "--map: at most %d judgements",
                           SHEET_FIELDS - IMPORT_GRADES);
    struct importer *wide = arena_alloc(arena, sizeof *wide);
    struct field_spec *specs = arena_alloc(arena, n * sizeof *specs);
    struct graded_column *graded = arena_alloc(arena, rq->n_maps * sizeof *graded);
    if (!wide || !specs || !graded)
        return diags_no_memory(im->reading.ds);
    memcpy(specs, importer_wide.specs, IMPORT_GRADES * sizeof *specs);
    for (size_t i = 0; i < rq->n_maps; i++) {
        if (is_mapped(rq, i))
            return diags_fault(im->reading.ds, FAULT_USAGE,
                               "--map: the judgement \"%s\" stands twice", rq->maps[i].judgement);
        int field = IMPORT_GRADES + (int)i;
        specs[field] = (struct field_spec){rq->maps[i].column, NULL, FIELD_REQUIRED};
        graded[i] = (struct graded_column){field, rq->maps[i].judgement};
    }
    *wide = importer_wide;
    wide->specs = specs;
    wide->n_specs = (int)n;
    wide->graded = graded;
    wide->n_graded = (int)rq->n_maps;
    im->wide = wide;
    return 0;
}

/* The format that is asked for, checked against the maps. */
static int find_format(struct importing *im)
{
    const struct import_request *rq = im->request;
    struct diags *ds = im->reading.ds;
    struct nearest near = {.wanted = span_of(rq->format)};
    const struct importer *found = NULL;
    for (size_t i = 0; importers[i]; i++) {
        if (strcmp(importers[i]->name, rq->format) == 0)
            found = importers[i];
        nearest_try(&near, importers[i]->name);
    }
    nearest_try(&near, "auto");
    if (!found && strcmp(rq->format, "auto") != 0)
        return nearest_fault(&near, "format", ds);
    if (found && found->needs_maps && rq->n_maps == 0)
        return diags_fault(ds, FAULT_USAGE, "%s needs --map JUDGEMENT=COLUMN", found->name);
    if (found && !found->needs_maps && rq->n_maps > 0)
        return diags_fault(ds, FAULT_USAGE, "--map has no effect on %s", found->name);
    if (make_wide(im) != 0)
        return -1;
    im->only = found && found->needs_maps ? im->wide : found;
    return 0;
}

static int import_all(struct importing *im)
{
    struct loader *l = &im->loader;
    const struct import_request *rq = im->request;
    if (find_format(im) != 0 || read_scale(l) != 0 || read_councils(l) != 0)
        return -1;
    im->log->formats = arena_alloc(&im->log->arena, rq->n_files * sizeof *im->log->formats);
    if (!im->log->formats || council_matcher_init(&im->matcher, l->d) != 0)
        return diags_no_memory(l->reading.ds);
    for (size_t i = 0; i < rq->n_files && !l->scale_is_bad; i++)
        if (read_file(im, i) != 0)
            return -1;
    return build_dataset(l) == 0 && import_settle_log(im) == 0 ? report_late(l) : -1;
}

int load_import(const struct import_request *rq, struct dataset *d, struct import_log *log,
                struct diags *ds)
{
    struct importing im = {.request = rq, .log = log, .reading = {.ds = ds}};
    struct loader *l = &im.loader;
    struct load_request load = rq->load;
    load.flat = true;
    load.ratings = rq->files[0];
    loader_start(l, &load, rq->files, rq->n_files, d, ds);
    int status = loader_check(l) == 0 ? import_all(&im) : -1;
    if (status == 0)
        status = loader_sort(l);
    council_matcher_release(&im.matcher);
    text_release(&im.text);
    text_release(&im.lacking);
    loader_release(l);
    return status;
}

void import_log_release(struct import_log *log)
{
    free(log->v);
    arena_release(&log->arena);
    *log = (struct import_log){0};
}
