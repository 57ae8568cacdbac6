/* import: files of other formats into a dataset. */
#include "load/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cmd/save.h"
#include "cmd/cells.h"

/* What became of a record, or of a value, or what is to be said of it. */
enum became { TOOK, NO_GRADE, REPEATED, CHANGED, NOT_USED, WARNING, BECAME_COUNT };

static const char *const became_name[BECAME_COUNT] = {
    [TOOK] = "took",       [NO_GRADE] = "no grade", [REPEATED] = "repeated",
    [CHANGED] = "changed", [NOT_USED] = "not used", [WARNING] = "warning",
};

struct import_row {
    size_t file_rank, number; /* for sorting */
    enum became became;
    const char *file, *council, *field, *found, *kept, *problem, *code;
    struct date date;
    size_t line, column, record;
};

static struct cell get_action(const void *context, const void *row, const struct column *column)
{
    const struct import_row *r = row;
    (void)context, (void)column;
    return cell_text(became_name[r->became]);
}

#define ROW import_row

static const struct column columns[] = {
    {"action", TYPE_TEXT, NULL,
     "took; no grade: of a record without one, what stands in its place is kept; changed: a value "
     "was not kept as written; not used: a record, value or column; warning",
     get_action, COLUMN_KEY, 0},
    {"line", TYPE_INTEGER, NULL, "the line, from 1", get_count_at, COLUMN_KEY, AT(line)},
    {"column", TYPE_INTEGER, NULL, "the character of the line, from 1", get_count_at, COLUMN_EXTRA,
     AT(column)},
    {"council", TYPE_TEXT, NULL, "the council that it was matched with", get_text_at, 0,
     AT(council)},
    {"date", TYPE_DATE, NULL, "of publication; where there is none, of the inspection", get_date_at,
     0, AT(date)},
    {"field", TYPE_TEXT, NULL, "of a value that was changed, its column", get_text_at, 0,
     AT(field)},
    {"found", TYPE_TEXT, NULL, "the value as written; of a record, the council's name", get_text_at,
     0, AT(found)},
    {"kept", TYPE_TEXT, NULL, "the value as kept; of a record, its framework and grades",
     get_text_at, COLUMN_WRAP, AT(kept)},
    {"problem", TYPE_TEXT, NULL, "why it is not used, or what to look at", get_text_at, COLUMN_WRAP,
     AT(problem)},
    {"code", TYPE_TEXT, NULL, "kind of problem, as in the manual", get_text_at, COLUMN_EXTRA,
     AT(code)},
    {"file", TYPE_TEXT, NULL, "the file that it is in", get_text_at, 0, AT(file)},
};

/* "--map JUDGEMENT=COLUMN" */
static int read_maps(struct session *s, struct import_map *maps, struct diags *ds)
{
    const struct list *given = &s->options->map;
    for (size_t i = 0; i < given->n; i++) {
        struct span rest = span_of(given->v[i]), judgement = {0};
        span_next(&rest, '=', &judgement);
        if (judgement.length == 0 || span_trim(rest).length == 0)
            return diags_fault(ds, FAULT_USAGE, "--map %s: expected JUDGEMENT=COLUMN", given->v[i]);
        maps[i] = (struct import_map){arena_copy(&s->arena, judgement), rest.text};
        if (!maps[i].judgement)
            return diags_no_memory(ds);
    }
    return 0;
}

/* The number of FILE among the operands; 0: none of them. */
static size_t file_rank(const struct session *s, const char *file)
{
    const struct list *operands = &s->options->operands;
    for (size_t i = 1; i < operands->n; i++)
        if (strcmp(part_named(operands->v[i]).name, file) == 0)
            return i;
    return 0;
}

/* The files, each once. NULL on a fault. */
static struct part *read_files(struct session *s, struct diags *ds)
{
    const struct list *operands = &s->options->operands;
    struct part *files = arena_alloc(&s->arena, operands->n * sizeof *files);
    if (!files)
        diags_set_no_memory(ds);
    for (size_t i = 1; files && i < operands->n; i++) {
        if (file_rank(s, part_named(operands->v[i]).name) < i) {
            diags_set_fault(ds, FAULT_USAGE, "%s is named twice", operands->v[i]);
            return NULL;
        }
        files[i - 1] = part_named(operands->v[i]);
    }
    return files;
}

static int prepare(struct session *s, void *memory, struct diags *ds)
{
    const struct options *o = s->options;
    struct import_map *maps = arena_alloc(&s->arena, (o->map.n + 1) * sizeof *maps);
    struct part *files = read_files(s, ds);
    struct import_request rq = {.has_order = options_has(o, "dates"),
                                .format = o->operands.v[0],
                                .files = files,
                                .n_files = o->operands.n - 1,
                                .maps = maps,
                                .n_maps = o->map.n};
    if (!maps)
        return diags_no_memory(ds);
    if (!files)
        return -1;
    if (!o->output)
        return diags_fault(ds, FAULT_USAGE, "import needs -o FOLDER, the folder to write");
    if (rq.n_files > UINT16_MAX)
        return diags_fault(ds, FAULT_USAGE, "import takes at most %d files", UINT16_MAX);
    session_request(s, &rq.load);
    if (session_councils(s, &rq.load.councils, ds) != 0 || read_maps(s, maps, ds) != 0)
        return -1;
    return load_import(&rq, &s->dataset, memory, ds);
}

/* "2 of its 5 judgements" or, of all, nothing. */
static void add_part(struct text *t, size_t n, size_t of)
{
    text_add_string(t, t->n ? "; " : "");
    if (n < of)
        text_addf(t, "%zu of its %zu judgements ", n, of);
}

/* Whether all its judgements are in the dataset. */
static bool is_whole(const struct import_event *e)
{
    return e->n_kept == e->n_taken;
}

/* What became of the judgements of a record that is not whole; NULL without memory. */
static const char *left_out(struct session *s, const struct import_event *e)
{
    struct text t = {0};
    size_t n_repeated = e->n_taken - e->n_kept - e->n_contradicted;
    if (e->n_contradicted > 0) {
        add_part(&t, e->n_contradicted, e->n_taken);
        text_add_string(&t, "left out: another record contradicts it");
    }
    if (n_repeated > 0) {
        add_part(&t, n_repeated, e->n_taken);
        text_add_string(&t, "left out: another record has the same");
    }
    return text_keep(&t, &s->arena);
}

/* In the end, going by what other records did to it. */
static enum became became_of(const struct import_event *e)
{
    static const enum became at_first[] = {
        [IMPORT_TOOK] = TOOK, [IMPORT_NO_GRADE] = NO_GRADE, [IMPORT_CHANGED] = CHANGED};
    if (e->n_taken == 0 || e->n_kept > 0)
        return at_first[e->action];
    return e->n_contradicted > 0 ? NOT_USED : REPEATED;
}

static struct import_row event_row(struct session *s, const struct import_event *e)
{
    return (struct import_row){.became = became_of(e),
                               .problem = is_whole(e) ? NULL : left_out(s, e),
                               .file = e->file,
                               .council = e->council,
                               .field = e->field,
                               .found = e->found,
                               .kept = e->kept,
                               .date = e->date,
                               .line = e->line,
                               .column = e->column,
                               .record = e->record};
}

/* A column that is not used is as good as a record that is not. */
static bool is_unused(const struct diag *d)
{
    return d->severity == SEVERITY_ERROR || strcmp(d->code, "W-COLUMN") == 0;
}

/* The table has no hints of its own: what helps stands behind what is wrong. */
static const char *problem_text(struct session *s, const struct diag *d)
{
    struct text t = {0};
    if (!d->hint)
        return d->message;
    text_addf(&t, "%s; %s", d->message, d->hint);
    return text_keep(&t, &s->arena);
}

static struct import_row problem_row(struct session *s, const struct diag *d)
{
    return (struct import_row){.became = is_unused(d) ? NOT_USED : WARNING,
                               .file = d->place.file,
                               .problem = problem_text(s, d),
                               .code = d->code,
                               .line = d->place.line,
                               .column = d->place.column,
                               .record = d->record ? d->record : d->place.line};
}

static int compare_numbers(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

/* The row of a record comes before those of its values, which may stand on later lines. */
static int compare_rows(const void *a, const void *b)
{
    const struct import_row *x = a, *y = b;
    bool x_is_part = x->field || x->code, y_is_part = y->field || y->code;
    int order = compare_numbers(x->file_rank, y->file_rank);
    order = order ? order : compare_numbers(x->record, y->record);
    order = order ? order : compare_numbers(x_is_part, y_is_part);
    order = order || !x_is_part ? order : compare_numbers(x->line, y->line);
    order = order || !x_is_part ? order : compare_numbers(x->column, y->column);
    return order ? order : compare_numbers(x->number, y->number);
}

/* NULL without memory. */
static struct import_row *make_rows(struct session *s, const struct import_log *log,
                                    const struct diags *ds, size_t *n)
{
    struct import_row *rows = arena_alloc(&s->arena, (log->n + ds->n + 1) * sizeof *rows);
    *n = 0;
    for (size_t i = 0; rows && i < log->n; i++)
        rows[(*n)++] = event_row(s, &log->v[i]);
    for (size_t i = 0; rows && i < ds->n; i++)
        rows[(*n)++] = problem_row(s, &ds->v[i]);
    for (size_t i = 0; rows && i < *n; i++) {
        bool has_problem = i >= log->n || !is_whole(&log->v[i]);
        if (has_problem && !rows[i].problem)
            return NULL;
        rows[i].number = i;
        rows[i].file_rank = file_rank(s, rows[i].file);
    }
    if (rows && *n > 0)
        qsort(rows, *n, sizeof *rows, compare_rows);
    return rows;
}

/* Records, and values that were changed, by what became of them. */
struct import_counts {
    size_t n[BECAME_COUNT];
};

/* The rows of one record, which stand together: one that could be used in part has been taken, one
 * of which there are only errors has not. (Where the line does not end, two records are there.) */
static void count_record(const struct import_row *rows, size_t n, struct import_counts *c)
{
    bool has_error = false, is_told = false;
    for (size_t i = 0; i < n; i++) {
        bool is_record = !rows[i].field && !rows[i].code;
        bool is_column = rows[i].code && strcmp(rows[i].code, "W-COLUMN") == 0;
        c->n[rows[i].became] += is_record || rows[i].became == CHANGED;
        is_told = is_told || is_record;
        has_error = has_error || (rows[i].became == NOT_USED && !is_column);
    }
    c->n[NOT_USED] += has_error && !is_told;
}

/* Of the files that are imported, not of the list of councils. */
static struct import_counts count(const struct import_row *rows, size_t n)
{
    struct import_counts c = {0};
    for (size_t i = 0, m; i < n; i += m) {
        m = 1;
        while (i + m < n && rows[i + m].file_rank == rows[i].file_rank &&
               rows[i + m].record == rows[i].record)
            m++;
        if (rows[i].file_rank > 0)
            count_record(&rows[i], m, &c);
    }
    return c;
}

static int compare_years(const void *a, const void *b)
{
    const int *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* "13 in 2018, 2 in 2019": the years of the records without a grade. */
static void note_without_grade(struct session *s, const struct import_row *rows, size_t n,
                               struct document *doc)
{
    int *years = arena_alloc(&s->arena, (n + 1) * sizeof *years);
    struct text t = {0};
    size_t found = 0, undated = 0;
    for (size_t i = 0; years && i < n; i++) {
        bool counts = rows[i].became == NO_GRADE;
        if (counts && date_is_known(rows[i].date))
            years[found++] = date_year(rows[i].date);
        else
            undated += counts;
    }
    if (!years)
        doc->failed = true;
    if (!years || found + undated == 0)
        return;
    if (found > 0)
        qsort(years, found, sizeof *years, compare_years);
    for (size_t i = 0, m; i < found; i += m) {
        m = 1;
        while (i + m < found && years[i + m] == years[i])
            m++;
        text_addf(&t, "%s%zu of %d", i ? ", " : "", m, years[i]);
    }
    if (undated > 0)
        text_addf(&t, "%s%zu not yet inspected", t.n ? ", " : "", undated);
    document_note(doc, "those without a grade: %s", text_string(&t));
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

static void note_files(const struct session *s, const struct import_log *log, struct document *doc)
{
    const struct list *operands = &s->options->operands;
    for (size_t i = 1; i < operands->n; i++)
        document_note(doc, "%s: %s", part_named(operands->v[i]).name, log->formats[i - 1]);
    document_note(doc, "councils: %s", s->dataset.councils_file);
}

static void note_counts(const struct import_log *log, const struct import_counts *c,
                        struct document *doc)
{
    char n[6][NUMBER_TEXT];
    document_note(doc, "records: %s taken with a grade, %s without one, %s repeated, %s not used",
                  number_grouped(c->n[TOOK], n[0]), number_grouped(c->n[NO_GRADE], n[1]),
                  number_grouped(c->n[REPEATED], n[2]), number_grouped(c->n[NOT_USED], n[3]));
    document_note(doc, "%s value%s changed", number_grouped(c->n[CHANGED], n[4]),
                  plural(c->n[CHANGED]));
    if (log->n_spelt > 0)
        document_note(doc, "%s grade%s spelt otherwise than in the scale, kept as it spells %s",
                      number_grouped(log->n_spelt, n[5]), plural(log->n_spelt),
                      log->n_spelt == 1 ? "it" : "them");
}

/* The errors by code; a record with one in a value of many has been taken without it. */
static void note_errors(const struct diags *ds, struct document *doc)
{
    struct text t = {0};
    session_add_codes(&t, ds, SEVERITY_ERROR);
    if (ds->n_errors > 0)
        document_note(doc, "errors, for which records or values are left out: %s", text_string(&t));
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

/* Where no record at all could be used, no dataset is made of it. */
static int commit(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    size_t saved[RECORDS];
    char judgements[NUMBER_TEXT];
    const char *folder = s->options->output;
    (void)memory;
    if (s->dataset.judgements.n == 0 && ds->n_errors > 0) {
        s->is_unusable = true;
        document_note(doc, "no record could be used: nothing is written");
        return 0;
    }
    if (dataset_save(&s->dataset, folder, s->progress, saved, ds) != 0)
        return -1;
    document_note(
        doc, "written to %s: %s judgement%s in ratings.csv, %zu council%s in councils.csv", folder,
        number_grouped(saved[RECORD_RATING], judgements), plural(saved[RECORD_RATING]),
        saved[RECORD_COUNCIL], plural(saved[RECORD_COUNCIL]));
    if (saved[RECORD_SPELL] > 0)
        document_note(doc, "and %zu spell%s of delivery models in models.csv", saved[RECORD_SPELL],
                      plural(saved[RECORD_SPELL]));
    return 0;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    const struct import_log *log = memory;
    size_t n;
    struct import_row *rows = make_rows(s, log, ds, &n);
    if (!rows)
        return diags_no_memory(ds);
    note_files(s, log, doc);
    struct import_counts counts = count(rows, n);
    note_counts(log, &counts, doc);
    note_without_grade(s, rows, n, doc);
    note_errors(ds, doc);
    s->is_notable = counts.n[NOT_USED] > 0 || ds->n_errors > 0; /* or a value */
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    import_log_release(memory);
}

static bool format_term(size_t i, struct term *term)
{
    static const struct term automatic = {"auto", "the one that its columns tell, for each file"};
    const struct importer *importer = i > 0 ? importer_at(i - 1) : NULL;
    *term = automatic;
    if (importer)
        *term = (struct term){importer_name(importer), importer_summary(importer)};
    return i == 0 || importer;
}

const struct command command_import = {
    .name = "import",
    .summary = "What becomes of records in another format, as a dataset?",
    .row = "record, value or problem, in the order of files and lines: what was taken, what was "
           "changed, what could not be used",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_READING | GROUP_IMPORT | GROUP_OUTPUT | GROUP_MESSAGES | GROUP_EXIT,
    .shows_problems = true,
    .leaves_out = true,
    .writes_folder = true,
    .operand = OPERAND_FORMAT_FILES,
    .terms = "formats",
    .term = format_term,
    .state_size = sizeof(struct import_log),
    .release = release,
    .prepare = prepare,
    .run = run,
    .commit = commit,
};
