/* One record of an imported file: whose it is, its judgements, and what became of it. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "importing.h"

/* Grades that are not kept as they are written, whatever the format: other spellings of them, which
 * are counted, and what scrapers leave, which is told. */
static const struct {
    const char *found, *kept;
    bool is_spelling;
} grade_fixes[] = {
    {"to requires improvement", "requires improvement", false},
    {"requires improvement to be good", "requires improvement", true},
    {"not_reported_post_reform", "not reported", true},
};

/* Logs EVENT, about FIELD or the whole of ROW, which is of the council and dates of J. */
static int log_event(struct importing *im, const struct row *row, int column,
                     const struct judgement *j, struct import_event event, struct span found,
                     struct span kept)
{
    struct import_log *log = im->log;
    struct diag place = {0};
    row_place(row, column, &place);
    event.file = place.place.file;
    event.file_number = im->loader.file;
    event.line = place.place.line;
    event.column = place.place.column;
    event.record = row->line;
    event.council = im->loader.d->councils[j->council].name;
    event.date = date_is_known(j->published) ? j->published : j->inspected;
    event.found = arena_copy(&log->arena, found);
    event.kept = arena_copy(&log->arena, kept);
    if (!event.found || !event.kept || ARRAY_ROOM(log) != 0)
        return diags_no_memory(im->reading.ds);
    log->v[log->n++] = event;
    return 0;
}

/* The value of FIELD was found, and KEPT is put in its place. */
static int log_change(struct importing *im, const struct sheet *s, const struct row *row, int field,
                      const struct judgement *j, struct span kept)
{
    struct import_event event = {.action = IMPORT_CHANGED, .field = s->specs[field].name};
    return log_event(im, row, s->column[field], j, event, sheet_value(s, row, field), kept);
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
                               quote(span_of(d->councils[match->council].name)).text,
                               quote(span_of(d->councils[match->other].name)).text);
    } else if (match->kind == MATCH_SEVERAL) {
        status = sheet_problem(s, row, RATING_COUNCIL, SEVERITY_ERROR, "E-COUNCIL", NULL,
                               "council \"%s\" may be \"%s\" or \"%s\"", quote(name).text,
                               quote(span_of(d->councils[match->council].name)).text,
                               quote(span_of(d->councils[match->other].name)).text);
    } else if (name.length == 0) {
        status = sheet_problem(s, row, IMPORT_CODE, SEVERITY_ERROR, "E-COUNCIL", NULL,
                               "the code \"%s\" means no council in %s",
                               quote(sheet_value(s, row, IMPORT_CODE)).text, d->councils_file);
    } else {
        if (loader_suggests(&im->loader, dataset_n_councils(d)))
            dataset_nearest_council(d, &near);
        if (near.best)
            text_addf(&hint, "; the nearest name is \"%s\"", near.best);
        status = sheet_problem(s, row, RATING_COUNCIL, SEVERITY_ERROR, "E-COUNCIL", NULL,
                               "council \"%s\" is not in %s%s", quote(name).text, d->councils_file,
                               text_string(&hint));
    }
    return diags_finish_text(&hint, status, s->reading->ds);
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
    if (code.length == 0 || match.kind == MATCH_CODE)
        return 0;
    return sheet_problem(s, row, IMPORT_CODE, SEVERITY_WARNING, "W-CODE", NULL,
                         "the code \"%s\" is not in %s; the council is known by its name",
                         quote(code).text, im->loader.d->councils_file);
}

/* Where the council is not known by the name that the record has, its own is told. */
static int note_council(struct importing *im, struct sheet *s, const struct row *row,
                        const struct judgement *j)
{
    struct span name = sheet_value(s, row, RATING_COUNCIL);
    struct match match;
    if (council_match(&im->matcher, (struct span){0}, name, &match) != 0)
        return diags_no_memory(im->reading.ds);
    if (name.length == 0 || (match.kind == MATCH_NAME && match.council == j->council))
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
        im->log->n_spelt += grade_fixes[i].is_spelling;
        return grade_fixes[i].is_spelling ? 0 : log_change(im, s, row, field, j, kept);
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
    if (source.length == 0) { /* a name can have any bytes, a record only text */
        text_add_visible(t, span_of(slash ? slash + 1 : s->name));
        text_addf(t, ":%u", row->line);
    } else if (im->at->add_source) {
        im->at->add_source(s, row, t);
    } else {
        text_add(t, source);
    }
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

/* The grade in the I-th of their columns, if there is one: "-" is none, either. */
static int take_grade(struct importing *im, struct sheet *s, const struct row *row, int i,
                      struct taken *taken)
{
    int field = im->at->graded[i].field;
    struct judgement j = taken->base;
    struct span name, value = sheet_value(s, row, field);
    if (span_matches(value, span_of("")) || !judgement_name(im, s, row, i, &name))
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
                      const struct taken *taken)
{
    const char *framework = intern_text(&im->loader.d->frameworks, taken->base.framework);
    struct import_event event = {.action = taken->n_ranked ? IMPORT_TOOK : IMPORT_NO_GRADE,
                                 .n_taken = taken->n_kept};
    text_clear(&im->text);
    text_addf(&im->text, "%s%s%s", framework, *framework && taken->said.n ? ": " : "",
              text_string(&taken->said));
    if (text_failed(&im->text) || text_failed(&taken->said))
        return diags_no_memory(im->reading.ds);
    return log_event(im, row, ROW_WHOLE, &taken->base, event, sheet_value(s, row, RATING_COUNCIL),
                     text_span(&im->text));
}

/* A record that says that there was no inspection. */
static int log_nothing(struct importing *im, const struct sheet *s, const struct row *row,
                       const struct judgement *j)
{
    struct import_event event = {.action = IMPORT_NO_GRADE};
    return log_event(im, row, ROW_WHOLE, j, event, sheet_value(s, row, RATING_COUNCIL),
                     sheet_value(s, row, RATING_INSPECTED));
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

static bool has_no_inspection(const struct importing *im, const struct sheet *s,
                              const struct row *row)
{
    const char *none = im->at->no_inspection;
    return none && span_matches(sheet_value(s, row, RATING_INSPECTED), span_of(none));
}

int import_record(struct sheet *s, const struct row *row)
{
    struct importing *im = s->context;
    struct taken taken = {.base = {.line = row->line}};
    struct judgement *j = &taken.base;
    struct span framework = sheet_value(s, row, RATING_FRAMEWORK);
    if (im->at->framework)
        framework = im->at->framework(framework);
    if (find_council(im, s, row, j) != 0)
        return -1;
    if (!s->record_is_bad && has_no_inspection(im, s, row))
        return log_nothing(im, s, row, j);
    if (rating_dates(s, row, j) != 0 || rating_framework(s, row, framework, j) != 0 ||
        rating_check_model(s, row) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    if (rating_life(s, row, j) != 0)
        return -1;
    int status = s->record_is_bad ? 0 : take_grades(im, s, row, &taken);
    text_release(&taken.said);
    return status;
}

/* Where judgements come from: keys of files and lines. */
struct origins {
    uint64_t *keys;
    size_t n;
};

/* Of those that are left, ascending. */
static struct origins list_kept(const struct loader *l)
{
    const struct dataset *d = l->d;
    struct origins kept = {.keys = malloc((d->judgements.n + 1) * sizeof *kept.keys)};
    for (size_t i = 0; kept.keys && i < d->judgements.n; i++) {
        struct judgement j = judgement_at(d, i);
        kept.keys[kept.n++] = line_key(j.file, j.line);
    }
    if (kept.n > 0)
        qsort(kept.keys, kept.n, sizeof *kept.keys, compare_line_keys);
    return kept;
}

/* How many of the origins, which ascend, are KEY. */
static size_t count_key(struct origins from, uint64_t key)
{
    const uint64_t *at =
        from.n ? bsearch(&key, from.keys, from.n, sizeof *from.keys, compare_line_keys) : NULL;
    size_t n = 0;
    while (at && at > from.keys && at[-1] == key)
        at--;
    for (; at && at < from.keys + from.n && *at == key; at++)
        n++;
    return n;
}

static size_t take_up_to(size_t most, size_t *left)
{
    size_t n = *left < most ? *left : most;
    *left -= n;
    return n;
}

/* Records between which no line ends share a line (E-ENCODING): of what is left there the first has
 * as much as it gave. */
int import_settle_log(struct importing *im)
{
    const struct loader *l = &im->loader;
    const struct origins contradicted = {l->dropped_lines.v, l->dropped_lines.n};
    struct origins kept = list_kept(l);
    uint64_t before = UINT64_MAX; /* no line's */
    size_t n_kept = 0, n_contradicted = 0;
    if (!kept.keys)
        return diags_no_memory(im->reading.ds);
    for (size_t i = 0; i < im->log->n; i++) {
        struct import_event *e = &im->log->v[i];
        uint64_t key = line_key(e->file_number, e->record);
        if (e->action == IMPORT_CHANGED)
            continue;
        if (key != before) {
            n_kept = count_key(kept, key);
            n_contradicted = count_key(contradicted, key);
        }
        before = key;
        e->n_kept = take_up_to(e->n_taken, &n_kept);
        e->n_contradicted = take_up_to(e->n_taken - e->n_kept, &n_contradicted);
    }
    free(kept.keys);
    return 0;
}
