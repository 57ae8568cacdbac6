#include "load/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "importer.h"
#include "record/council_match.h"

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

/* An import at work: the sheets' loader, and behind it what they need besides. */
struct importing {
    struct loader loader; /* first: the context of sheets is both */
    const struct import_request *request;
    const struct importer *only; /* the format asked for; NULL: any that fits */
    const struct importer *at;   /* that of the file at hand; NULL: not yet known */
    const struct importer *wide; /* with the columns that are mapped */
    struct council_matcher matcher;
    struct import_log *log;
    struct reading reading; /* of the file at hand */
    struct text text;       /* room for what is composed */
};

/* Values that are changed whatever the format: what scrapers leave, and longer names. */
static const struct {
    const char *found, *kept;
} grade_fixes[] = {
    {"to requires improvement", "requires improvement"},
    {"requires improvement to be good", "requires improvement"},
    {"not_reported_post_reform", "not reported"},
};

static int log_event(struct importing *im, const struct row *row, int column,
                     struct import_event event)
{
    struct import_log *log = im->log;
    struct diag place = {0};
    if (ARRAY_ROOM(log) != 0)
        return diags_no_memory(im->reading.ds);
    row_place(row, column, &place);
    event.file = place.place.file;
    event.line = place.place.line;
    event.column = place.place.column;
    log->v[log->n++] = event;
    return 0;
}

/* The value of FIELD was FOUND, and KEPT is put in its place. */
static int log_change(struct importing *im, const struct sheet *s, const struct row *row, int field,
                      const struct judgement *j, struct span kept)
{
    struct import_event event = {
        .action = IMPORT_CHANGED,
        .council = im->loader.d->councils[j->council].name,
        .date = date_is_known(j->published) ? j->published : j->inspected,
        .field = s->specs[field].name,
        .found = arena_copy(&im->log->arena, sheet_value(s, row, field)),
        .kept = arena_copy(&im->log->arena, kept),
    };
    if (!event.found || !event.kept)
        return diags_no_memory(im->reading.ds);
    return log_event(im, row, s->column[field], event);
}

/* That the council's name or code means none, or may mean several. */
static int report_council(struct importing *im, struct sheet *s, const struct row *row,
                          const struct match *match)
{
    const struct dataset *d = im->loader.d;
    struct span name = sheet_value(s, row, RATING_COUNCIL);
    struct nearest near = {.wanted = name};
    struct text hint = {0};
    int status = 0;
    if (match->kind == MATCH_CONTRADICTED) {
        status = sheet_problem(s, row, IMPORT_CODE, SEVERITY_ERROR, "E-COUNCIL", NULL,
                               "the code \"%s\" is that of \"%s\", the name that of \"%s\"",
                               quote(sheet_value(s, row, IMPORT_CODE)).text,
                               d->councils[match->council].name, d->councils[match->other].name);
    } else if (match->kind == MATCH_SEVERAL) {
        status = sheet_problem(s, row, RATING_COUNCIL, SEVERITY_ERROR, "E-COUNCIL", NULL,
                               "council \"%s\" may be \"%s\" or \"%s\"", quote(name).text,
                               d->councils[match->council].name, d->councils[match->other].name);
    } else {
        dataset_nearest_council(d, &near);
        if (near.best)
            text_addf(&hint, "; the nearest name is \"%s\"", near.best);
        status = sheet_problem(s, row, RATING_COUNCIL, SEVERITY_ERROR, "E-COUNCIL", NULL,
                               "council \"%s\" is not in %s%s", quote(name).text, d->councils_file,
                               text_string(&hint));
    }
    text_release(&hint);
    return status;
}

/* The council of the record: by its code, else its name. */
static int find_council(struct importing *im, struct sheet *s, const struct row *row,
                        struct judgement *j)
{
    struct span code = sheet_value(s, row, IMPORT_CODE), name = sheet_value(s, row, RATING_COUNCIL);
    struct match match;
    if (name.length == 0 && code.length == 0)
        return sheet_required(s, row, RATING_COUNCIL, &name);
    if (council_match(&im->matcher, code, name, &match) != 0)
        return diags_no_memory(im->reading.ds);
    if (match.kind != MATCH_CODE && match.kind != MATCH_NAME && match.kind != MATCH_ALIAS)
        return report_council(im, s, row, &match);
    j->council = match.council;
    return 0;
}

/* Where the council is not known by the name that the record has, its own is told. */
static int note_council(struct importing *im, struct sheet *s, const struct row *row,
                        const struct judgement *j)
{
    struct span name = sheet_value(s, row, RATING_COUNCIL);
    struct match match;
    if (council_match(&im->matcher, (struct span){0}, name, &match) != 0)
        return diags_no_memory(im->reading.ds);
    if (match.kind == MATCH_NAME || name.length == 0)
        return 0;
    return log_change(im, s, row, RATING_COUNCIL, j,
                      span_of(im->loader.d->councils[j->council].name));
}

/* The grade as it is kept: as the scale spells it, mended where it is known how. */
static int tidy_grade(struct importing *im, struct sheet *s, const struct row *row, int field,
                      const struct judgement *j, struct span *value)
{
    const struct scale *scale = &im->loader.d->scale;
    for (size_t i = 0; i < sizeof grade_fixes / sizeof grade_fixes[0]; i++) {
        struct span kept = span_of(grade_fixes[i].kept);
        if (!span_matches(*value, span_of(grade_fixes[i].found)) || !scale_find(scale, kept))
            continue;
        *value = kept;
        return log_change(im, s, row, field, j, kept);
    }
    const struct grade_word *known = scale_find(scale, *value);
    if (known && value->length > 0)
        *value = span_of(known->word);
    return 0;
}

/* The source of the record: its own, else the file's name and the line. */
static void add_source(struct importing *im, const struct sheet *s, const struct row *row,
                       struct text *t)
{
    struct span source = sheet_value(s, row, RATING_SOURCE);
    const char *slash = strrchr(s->name, '/');
    if (source.length == 0)
        text_addf(t, "%s:%u", slash ? slash + 1 : s->name, row->line);
    else if (im->at->add_source)
        im->at->add_source(s, row, t);
    else
        text_add(t, source);
}

/* Which judgement the I-th column with grades holds here; false: none. */
static bool judgement_name(const struct importing *im, const struct sheet *s, const struct row *row,
                           int i, struct span *name)
{
    const struct importer *at = im->at;
    const char *known = at->judgement ? at->judgement(s, row, i) : at->graded[i].judgement;
    *name = known ? span_of(known) : sheet_value(s, row, RATING_JUDGEMENT);
    return known || !at->judgement;
}

/* What a record came to, while its grades are taken. */
struct taken {
    struct judgement base; /* what all its judgements have */
    const char *source;
    size_t n_kept, n_ranked;
    struct text said; /* "overall good, leaders inadequate" */
};

/* The grade in the I-th of their columns, if there is one. */
static int take_grade(struct importing *im, struct sheet *s, const struct row *row, int i,
                      struct taken *taken)
{
    int field = im->at->graded[i].field;
    struct judgement j = taken->base;
    struct span name, value = sheet_value(s, row, field);
    if (value.length == 0 || !judgement_name(im, s, row, i, &name))
        return 0;
    s->record_is_bad = false;
    if (tidy_grade(im, s, row, field, &j, &value) != 0 ||
        rating_kind(s, row, field, name, &j) != 0 || rating_grade(s, row, field, value, &j) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    const struct dataset *d = im->loader.d;
    text_addf(&taken->said, "%s%s %s", taken->said.n ? ", " : "", intern_text(&d->kinds, j.kind),
              judgement_word(d, &j));
    taken->n_kept++;
    taken->n_ranked += judgement_rank(d, &j) != RANK_NONE;
    return rating_keep(&im->loader, &j, span_of(taken->source));
}

static int log_record(struct importing *im, const struct sheet *s, const struct row *row,
                      struct taken *taken)
{
    const struct judgement *j = &taken->base;
    const char *framework = intern_text(&im->loader.d->frameworks, j->framework);
    text_clear(&im->text);
    text_addf(&im->text, "%s%s%s", framework, *framework && taken->said.n ? ": " : "",
              text_string(&taken->said));
    struct import_event event = {
        .file_number = im->loader.file,
        .action = taken->n_ranked ? IMPORT_TOOK : IMPORT_NO_GRADE,
        .council = im->loader.d->councils[j->council].name,
        .date = date_is_known(j->published) ? j->published : j->inspected,
        .found = arena_copy(&im->log->arena, sheet_value(s, row, RATING_COUNCIL)),
        .kept = arena_copy(&im->log->arena, text_span(&im->text)),
        .n_taken = taken->n_kept,
    };
    if (!event.found || !event.kept || text_failed(&im->text) || text_failed(&taken->said))
        return diags_no_memory(im->reading.ds);
    return log_event(im, row, ROW_WHOLE, event);
}

static int take_grades(struct importing *im, struct sheet *s, const struct row *row,
                       struct taken *taken)
{
    text_clear(&im->text);
    add_source(im, s, row, &im->text);
    taken->source = arena_copy(&im->loader.arena, text_span(&im->text));
    if (!taken->source || text_failed(&im->text))
        return diags_no_memory(im->reading.ds);
    if (note_council(im, s, row, &taken->base) != 0)
        return -1;
    bool is_bad = false;
    for (int i = 0; i < im->at->n_graded; i++) {
        if (take_grade(im, s, row, i, taken) != 0)
            return -1;
        is_bad = is_bad || s->record_is_bad;
    }
    s->record_is_bad = is_bad;
    if (is_bad && taken->n_kept == 0)
        return 0;
    if (rating_keep_model(s, row, &taken->base) != 0)
        return -1;
    return log_record(im, s, row, taken);
}

static int take(struct sheet *s, const struct row *row)
{
    struct importing *im = s->context;
    struct taken taken = {.base = {.line = row->line}};
    struct judgement *j = &taken.base;
    struct span framework = sheet_value(s, row, RATING_FRAMEWORK);
    if (im->at->framework)
        framework = im->at->framework(framework);
    if (find_council(im, s, row, j) != 0 || rating_dates(s, row, j) != 0 ||
        rating_framework(s, row, framework, j) != 0 || rating_check_model(s, row) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    if (rating_life(s, row, j) != 0)
        return -1;
    int status = s->record_is_bad ? 0 : take_grades(im, s, row, &taken);
    text_release(&taken.said);
    return status;
}

/* Whether ROW names all columns that the format needs, and one with grades. */
static bool fits(const struct importer *importer, const struct row *row)
{
    bool has_either = false, has_grades = importer->needs_maps;
    for (int field = 0; field < importer->n_specs; field++) {
        const struct field_spec *spec = &importer->specs[field];
        bool has = sheet_find_column(row, spec) >= 0;
        if (spec->need == FIELD_REQUIRED && !has)
            return false;
        has_either = has_either || (has && spec->need == FIELD_EITHER);
    }
    for (int i = 0; i < importer->n_graded; i++)
        has_grades = has_grades || importer->find_columns ||
                     sheet_find_column(row, &importer->specs[importer->graded[i].field]) >= 0;
    return has_either && has_grades;
}

/* The format that the header tells, of those that may be. */
static const struct importer *choose_importer(const struct importing *im, const struct row *row)
{
    if (im->only)
        return fits(im->only, row) ? im->only : NULL;
    for (size_t i = 0; importers[i]; i++) {
        const struct importer *now = importers[i]->needs_maps ? im->wide : importers[i];
        if (importers[i]->needs_maps == (im->wide != NULL) && fits(now, row))
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
}

/* That no line of names of columns was found. */
static int report_format(struct importing *im, const struct part *part)
{
    struct text t = {0};
    struct diags *ds = im->reading.ds;
    struct diag d = {.severity = SEVERITY_ERROR, .code = "E-HEADER", .place = {part->name, 1, 1}};
    if (im->only || im->wide) {
        const struct importer *wanted = im->only ? im->only : im->wide;
        text_addf(&t, "no line with the columns of %s; expected ", wanted->name);
        add_needs(&t, wanted);
    } else {
        text_add_string(&t, "no line with the columns of a known format; expected");
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
    int status = text_failed(&t) ? diags_no_memory(ds) : 0;
    if (status == 0 && diags_count(ds, d.severity, d.code))
        status = diags_add(ds, &d);
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
                          .take = take,
                          .choose = choose,
                          .context = im,
                          .reading = &im->reading};
    im->at = NULL;
    im->loader.file = (uint16_t)number;
    im->reading = im->loader.reading;
    if (sheet_read(&sheet) != 0)
        return -1;
    im->log->formats[number] = im->at ? im->at->name : NULL;
    if (!im->at && ds->n_errors == n_errors)
        return report_format(im, part);
    note_sheet(&im->loader, &sheet);
    return 0;
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

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Where the judgements that are left come from: keys of files and lines, ascending. */
static uint64_t *list_kept(const struct loader *l, size_t *n)
{
    const struct dataset *d = l->d;
    uint64_t *keys = malloc((d->n_judgements + 1) * sizeof *keys);
    *n = 0;
    for (size_t i = 0; keys && i < dataset_n_councils(d); i++)
        for (uint32_t k = 0; k < d->councils[i].n_judgements; k++) {
            const struct judgement *j = &d->judgements[d->councils[i].judgements + k];
            keys[(*n)++] = line_key(j->file, j->line);
        }
    if (keys)
        qsort(keys, *n, sizeof *keys, compare_keys);
    return keys;
}

/* How many judgements of each record are left. 0 or -1. */
static int settle_log(struct importing *im)
{
    size_t n;
    uint64_t *keys = list_kept(&im->loader, &n);
    if (!keys)
        return diags_no_memory(im->reading.ds);
    for (size_t i = 0; i < im->log->n; i++) {
        struct import_event *e = &im->log->v[i];
        uint64_t key = line_key(e->file_number, e->line);
        const uint64_t *at = bsearch(&key, keys, n, sizeof *keys, compare_keys);
        if (e->action == IMPORT_CHANGED || !at)
            continue;
        while (at > keys && at[-1] == key)
            at--;
        for (; at < keys + n && *at == key; at++)
            e->n_kept++;
    }
    free(keys);
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
    return build_dataset(l) == 0 && settle_log(im) == 0 ? report_late(l) : -1;
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
        loader_sort(l);
    council_matcher_release(&im.matcher);
    text_release(&im.text);
    loader_release(l);
    return status;
}

void import_log_release(struct import_log *log)
{
    free(log->v);
    arena_release(&log->arena);
    *log = (struct import_log){0};
}
