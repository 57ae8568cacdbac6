/* Segments that other runs wrote: their rows, one by one; segments_whole.c has what is found once
 * all are there. */
#include "load/segments.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/nearest.h"
#include "base/number.h"
#include "base/text.h"
#include "segments_reader.h"

static const struct field_spec fields[SEGMENTS_FIELDS] = {
    [SEGMENTS_COUNCIL] = {"council", NULL, FIELD_REQUIRED},
    [SEGMENTS_EPISODE] = {"episode", NULL, FIELD_REQUIRED},
    [SEGMENTS_MODEL] = {"model", NULL, FIELD_REQUIRED},
    [SEGMENTS_START] = {"start_days", NULL, FIELD_REQUIRED},
    [SEGMENTS_STOP] = {"stop_days", NULL, FIELD_REQUIRED},
    [SEGMENTS_STATUS] = {"status", NULL, FIELD_REQUIRED},
    [SEGMENTS_EVENT] = {"event", NULL, FIELD_REQUIRED},
    [SEGMENTS_PRIOR] = {"prior_inadequates", NULL, FIELD_OPTIONAL},
    [SEGMENTS_ROW] = {"row", NULL, FIELD_OPTIONAL}, /* what comes from here on, by has_all() */
    [SEGMENTS_ORIGIN] = {"origin", NULL, FIELD_OPTIONAL},
    [SEGMENTS_END] = {"end", NULL, FIELD_OPTIONAL},
    [SEGMENTS_EVER] = {"models_ever", NULL, FIELD_OPTIONAL},
    [SEGMENTS_ITEM] = {"item", NULL, FIELD_OPTIONAL},
    [SEGMENTS_VALUE] = {"value", NULL, FIELD_OPTIONAL},
};

static int no_memory(struct sheet *s)
{
    return diags_no_memory(s->reading->ds);
}

static struct segments_reader *reader_of(const struct sheet *s)
{
    return s->context;
}

/* Whether the columns of the complete form are there: told as one thing, as they come and go
 * together. */
static bool has_all(const struct sheet *s)
{
    for (int field = SEGMENTS_ROW; field < SEGMENTS_FIELDS; field++)
        if (!sheet_has(s, field))
            return false;
    return true;
}

/* The header as it is written. 0 or -1. */
static int keep_header(struct sheet *s, const struct row *row)
{
    struct segments_reader *r = reader_of(s);
    struct segments_file *file = &r->files[r->file];
    file->header = arena_alloc(&r->loader.arena, (row->n + 1) * sizeof *file->header);
    if (!file->header)
        return no_memory(s);
    for (size_t i = 0; i < row->n; i++) {
        const char *copy = arena_copy(&r->loader.arena, row->v[i]);
        if (!copy)
            return no_memory(s);
        file->header[i] = (struct span){copy, row->v[i].length};
    }
    return 0;
}

/* Where there is no memory, which read_file() asks about, no record is taken. */
static void find_columns(struct sheet *s, const struct row *row)
{
    struct segments_reader *r = reader_of(s);
    memcpy(r->files[r->file].column, s->column, sizeof r->files->column);
    if (keep_header(s, row) != 0) {
        s->usable = false;
        return;
    }
    for (int field = 0; field < SEGMENTS_ROW; field++)
        if (!sheet_has(s, field) && fields[field].need == FIELD_REQUIRED)
            return; /* these are not segments at all */
    if (has_all(s))
        return;
    s->usable = false;
    sheet_problem(s, row, ROW_WHOLE, SEVERITY_ERROR, "E-HEADER",
                  "add --complete to the command that writes them",
                  "these are segments without what answers are made of: the columns row, origin, "
                  "end, models_ever, item and value");
}

/* A row without a header above it, as where lines were sorted on their way: it must be one as it is
 * written. */
static bool is_headless(struct sheet *s, const struct row *row)
{
    struct segments_reader *r = reader_of(s);
    struct segments_file *file = &r->files[r->file];
    for (int i = 0; i < SEGMENTS_ROWS && row->n == SEGMENTS_FIELDS; i++)
        if (span_equals(row->v[SEGMENTS_ROW], span_of(segments_row_name[i]))) {
            for (int field = 0; field < SEGMENTS_FIELDS; field++)
                file->column[field] = field;
            return true;
        }
    return false;
}

/* Whether the record is the header again, as where files were put end to end. */
static bool is_header(const struct sheet *s, const struct row *row)
{
    const struct segments_reader *r = reader_of(s);
    const struct segments_file *file = &r->files[r->file];
    for (size_t i = 0; i < row->n; i++) {
        struct span name = file->header          ? file->header[i]
                           : i < SEGMENTS_FIELDS ? span_of(fields[i].name)
                                                 : (struct span){0};
        if (!span_equals(row->v[i], name))
            return false;
    }
    return true;
}

/* The error that FIELD has none of the N words: of few, all are named, of many the nearest. */
static int report_word(struct sheet *s, const struct row *row, int field, const char *const *words,
                       int n)
{
    enum { FEW = 8 };
    struct nearest near = {.wanted = sheet_value(s, row, field)};
    struct text expected = {0}, hint = {0};
    for (int i = 0; i < n; i++) {
        if (!words[i])
            continue;
        nearest_try(&near, words[i]);
        text_addf(&expected, "%s%s", expected.n ? ", " : "", words[i]);
    }
    if (near.best)
        text_addf(&hint, "the nearest is %s", near.best);
    int status = sheet_problem(
        s, row, field, SEVERITY_ERROR, "E-VALUE", near.best ? text_string(&hint) : NULL,
        "%s \"%s\" is %s%s", fields[field].name, quote(near.wanted).text,
        n > FEW ? "not known here" : "none of: ", n > FEW ? "" : text_string(&expected));
    status = diags_finish_text(&hint, status, s->reading->ds);
    return diags_finish_text(&expected, status, s->reading->ds);
}

/* FIELD as one of the N words; *WORD is N, and the error told, where it is none of them. */
static int read_word(struct sheet *s, const struct row *row, int field, const char *const *words,
                     int n, int *word)
{
    struct span value;
    *word = n;
    if (sheet_required(s, row, field, &value) != 0)
        return -1;
    for (int i = 0; i < n; i++)
        if (words[i] && span_equals(span_of(words[i]), value))
            *word = i;
    return value.length == 0 || *word < n ? 0 : report_word(s, row, field, words, n);
}

static int read_integer(struct sheet *s, const struct row *row, int field, int64_t least,
                        int64_t most, int64_t *x)
{
    struct span value;
    *x = least;
    if (sheet_required(s, row, field, &value) != 0)
        return -1;
    if (value.length == 0 || number_parse_integer(value, least, most, x))
        return 0;
    return sheet_problem(s, row, field, SEVERITY_ERROR, "E-VALUE", NULL,
                         "%s \"%s\" is not a whole number from %lld to %lld", fields[field].name,
                         quote(value).text, (long long)least, (long long)most);
}

/* A model, or the unknown one, which has a name here as others have. */
static int read_model(struct sheet *s, const struct row *row, int field, struct span name,
                      int *model)
{
    const struct model_list *models = &reader_of(s)->loader.d->models;
    *model = MODEL_UNKNOWN;
    for (int m = 0; m < models->n; m++)
        if (span_equals(span_of(models->name[m]), name)) {
            *model = m;
            return 0;
        }
    return sheet_report_model(s, row, field, name);
}

static int read_one_model(struct sheet *s, const struct row *row, int *model)
{
    struct span name;
    if (sheet_required(s, row, SEGMENTS_MODEL, &name) != 0)
        return -1;
    return name.length ? read_model(s, row, SEGMENTS_MODEL, name, model) : 0;
}

static int read_models_ever(struct sheet *s, const struct row *row, struct segment_record *x)
{
    struct span list, name;
    int model;
    if (sheet_required(s, row, SEGMENTS_EVER, &list) != 0)
        return -1;
    if (list.length == 0)
        return 0;
    while (span_next(&list, ';', &name)) {
        if (read_model(s, row, SEGMENTS_EVER, name, &model) != 0)
            return -1;
        x->models_ever |= (uint64_t)1 << model;
    }
    return 0;
}

static int read_council(struct sheet *s, const struct row *row, struct segment_record *x)
{
    struct span name;
    if (sheet_required(s, row, SEGMENTS_COUNCIL, &name) != 0)
        return -1;
    if (name.length == 0 || s->record_is_bad)
        return 0;
    struct loader *l = &reader_of(s)->loader;
    return intern_put(&l->names, &l->d->arena, name, &x->council) == 0 ? 0 : no_memory(s);
}

enum { MOST_DAYS = 4000000 /* more than from the year 1 to 9999 */, MOST_EPISODES = 1000000000 };

static int read_days(struct sheet *s, const struct row *row, struct segment_record *x)
{
    int64_t number, start, stop;
    if (read_integer(s, row, SEGMENTS_EPISODE, 1, MOST_EPISODES, &number) != 0 ||
        read_integer(s, row, SEGMENTS_START, 0, MOST_DAYS, &start) != 0 ||
        read_integer(s, row, SEGMENTS_STOP, 1, MOST_DAYS, &stop) != 0)
        return -1;
    x->number = (uint32_t)number;
    x->start = (int32_t)start;
    x->stop = (int32_t)stop;
    if (s->record_is_bad || start < stop)
        return 0;
    return sheet_problem(s, row, SEGMENTS_STOP, SEVERITY_ERROR, "E-ORDER", NULL,
                         "stop_days %lld is not after start_days %lld", (long long)stop,
                         (long long)start);
}

/* The ends that there are of one kind; NULL of the other. */
static int read_end(struct sheet *s, const struct row *row, struct segment_record *x)
{
    const char *words[SEGMENT_ENDS];
    int end;
    int64_t event;
    for (int i = 0; i < SEGMENT_ENDS; i++) {
        bool is_of_falls = i == SEGMENT_FELL || i == SEGMENT_ENDED;
        bool fits = i == SEGMENT_SWITCHED || is_of_falls == x->is_fall;
        words[i] = fits ? segment_end_name[i] : NULL;
    }
    if (read_word(s, row, SEGMENTS_STATUS, words, SEGMENT_ENDS, &end) != 0 ||
        read_integer(s, row, SEGMENTS_EVENT, 0, 1, &event) != 0)
        return -1;
    x->end = (enum segment_end)end;
    bool is_event = end == SEGMENT_IMPROVED || end == SEGMENT_FELL;
    if (s->record_is_bad || is_event == (event != 0))
        return 0;
    return sheet_problem(s, row, SEGMENTS_EVENT, SEVERITY_ERROR, "E-VALUE", NULL,
                         "event %d does not go with the status %s", (int)event,
                         segment_end_name[end]);
}

static int read_dates(struct sheet *s, const struct row *row, struct segment_record *x)
{
    struct span origin, end;
    if (sheet_required(s, row, SEGMENTS_ORIGIN, &origin) != 0 ||
        sheet_required(s, row, SEGMENTS_END, &end) != 0 ||
        sheet_date_as_written(s, row, SEGMENTS_ORIGIN, &x->origin) != 0 ||
        sheet_date_as_written(s, row, SEGMENTS_END, &x->last) != 0)
        return -1;
    return sheet_order(s, row, SEGMENTS_END, x->origin, "origin", x->last);
}

/* A segment of an episode, or of time at risk of a fall. */
static int take_time(struct sheet *s, const struct row *row, bool is_fall)
{
    struct segments_reader *r = reader_of(s);
    struct segment_records *records = r->records;
    struct segment_record x = {.is_fall = is_fall, .line = row->line, .file = (uint32_t)r->file};
    if (read_one_model(s, row, &x.model) != 0 || read_days(s, row, &x) != 0 ||
        read_end(s, row, &x) != 0)
        return -1;
    if (!is_fall && (read_dates(s, row, &x) != 0 || read_models_ever(s, row, &x) != 0))
        return -1;
    if (read_council(s, row, &x) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    if (ARRAY_ROOM(records) != 0)
        return no_memory(s);
    records->v[records->n++] = x;
    r->files[r->file].n[is_fall]++;
    return 0;
}

/* Whether VALUE is one of the words of CHOICE, or whatever else it can be. */
static int check_choice(struct sheet *s, const struct row *row,
                        const struct segments_choice_row *choice, struct span value)
{
    struct span list = span_of(choice->words), word;
    struct date date;
    if (choice->is_day && sheet_date_as_written(s, row, SEGMENTS_VALUE, &date) != 0)
        return -1;
    if (choice->is_needed && sheet_required(s, row, SEGMENTS_VALUE, &value) != 0)
        return -1;
    if (!choice->words || s->record_is_bad)
        return 0;
    while (span_next(&list, '|', &word))
        if (span_equals(word, value))
            return 0;
    return sheet_problem(s, row, SEGMENTS_VALUE, SEVERITY_ERROR, "E-VALUE", NULL,
                         "\"%s\" is none of the values of %s: %s", quote(value).text, choice->name,
                         choice->words);
}

/* All must have been made with the same choices. What differs is told where it changes. */
static int compare_choice(struct sheet *s, const struct row *row, int choice, struct span value)
{
    struct segments_reader *r = reader_of(s);
    const char **first = &r->records->choices[choice];
    struct segments_seen *seen = &r->choices[choice];
    if (*first && span_equals(span_of(*first), value)) {
        seen->last = *first;
        return 0;
    }
    if (seen->last && span_equals(span_of(seen->last), value))
        return 0;
    seen->last = arena_copy(&r->records->arena, value);
    if (!seen->last)
        return no_memory(s);
    if (!*first) {
        *first = seen->last;
        seen->line = row->line;
        seen->file = r->file;
        return 0;
    }
    return sheet_problem(s, row, SEGMENTS_VALUE, SEVERITY_ERROR, "E-CHOICE",
                         "write all with the same options, or leave one out",
                         "%s is \"%s\" here, and \"%s\" on line %u of %s",
                         segments_choices[choice].name, quote(value).text,
                         quote(span_of(*first)).text, seen->line, r->loader.files[seen->file].name);
}

static int take_choice(struct sheet *s, const struct row *row)
{
    struct segments_reader *r = reader_of(s);
    const char *names[SEGMENTS_CHOICES];
    struct span value = sheet_value(s, row, SEGMENTS_VALUE);
    int choice;
    for (int i = 0; i < SEGMENTS_CHOICES; i++)
        names[i] = segments_choices[i].name;
    if (read_word(s, row, SEGMENTS_ITEM, names, SEGMENTS_CHOICES, &choice) != 0)
        return -1;
    if (choice == SEGMENTS_CHOICES)
        return 0;
    r->files[r->file].choices |= 1U << choice;
    if (check_choice(s, row, &segments_choices[choice], value) != 0)
        return -1;
    return s->record_is_bad ? 0 : compare_choice(s, row, choice, value);
}

/* Adds N to what is counted under a name that is not ours. */
static int add_named(struct sheet *s, struct span name, size_t n)
{
    struct segment_records *records = reader_of(s)->records;
    for (size_t i = 0; i < records->named.n; i++)
        if (span_equals(span_of(records->named.v[i].name), name)) {
            records->named.v[i].n += n;
            return 0;
        }
    const char *copy = arena_copy(&records->arena, name);
    if (!copy || ARRAY_ROOM(&records->named) != 0)
        return no_memory(s);
    records->named.v[records->named.n++] = (struct segments_named){copy, n};
    return 0;
}

static int take_count(struct sheet *s, const struct row *row)
{
    struct segments_reader *r = reader_of(s);
    struct segments_file *file = &r->files[r->file];
    struct span item = sheet_value(s, row, SEGMENTS_ITEM);
    int64_t n;
    int total;
    bool is_named = segments_item_is_code(item) || segments_item_is_asked(item);
    if (!is_named &&
        read_word(s, row, SEGMENTS_ITEM, segments_total_name, SEGMENTS_TOTALS, &total) != 0)
        return -1;
    if (read_integer(s, row, SEGMENTS_VALUE, 0, INT64_C(1000000000000), &n) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    if (is_named)
        return add_named(s, item, (size_t)n);
    r->records->totals[total] += (size_t)n;
    if (total == TOTAL_SEGMENTS || total == TOTAL_FALLS) {
        file->told[total == TOTAL_FALLS] += (size_t)n;
        file->has_told[total == TOTAL_FALLS] = true;
        file->line = row->line;
    }
    return 0;
}

static int take(struct sheet *s, const struct row *row)
{
    int kind;
    if (is_header(s, row))
        return 0;
    if (read_word(s, row, SEGMENTS_ROW, segments_row_name, SEGMENTS_ROWS, &kind) != 0)
        return -1;
    switch ((enum segments_row)kind) {
    case ROW_SEGMENT:
    case ROW_FALL:
        return take_time(s, row, kind == ROW_FALL);
    case ROW_CHOICE:
        return take_choice(s, row);
    case ROW_COUNT:
        return take_count(s, row);
    case SEGMENTS_ROWS:
        break;
    }
    return 0;
}

static int read_file(struct segments_reader *r, const struct part *file)
{
    struct sheet sheet = {.path = file->path,
                          .name = file->name,
                          .specs = fields,
                          .n_specs = SEGMENTS_FIELDS,
                          .take = take,
                          .context = r,
                          .is_headless = is_headless,
                          .find_columns = find_columns,
                          .reading = &r->loader.reading};
    int status = sheet_read(&sheet);
    r->records->is_unusable = r->records->is_unusable || !sheet.usable;
    return r->loader.reading.ds->fault == FAULT_NONE ? status : -1;
}

static int read_all(struct segments_reader *r)
{
    struct loader *l = &r->loader;
    size_t n_errors = l->reading.ds->n_errors;
    r->files = arena_alloc(&l->arena, l->n_files * sizeof *r->files);
    if (!r->files)
        return diags_no_memory(l->reading.ds);
    for (r->file = 0; r->file < l->n_files; r->file++)
        if (read_file(r, &l->files[r->file]) != 0)
            return -1;
    if (l->reading.ds->n_errors > n_errors)
        return 0; /* what lacks is what had them */
    return check_segments(r) == 0 ? report_late(l) : -1;
}

int load_segments(const struct load_request *rq, const struct part *files, size_t n_files,
                  struct dataset *d, struct segment_records *records, struct diags *ds)
{
    struct segments_reader r = {.records = records};
    loader_start(&r.loader, rq, files, n_files, d, ds);
    int status = loader_check(&r.loader) == 0 ? read_all(&r) : -1;
    if (status == 0)
        status = loader_sort(&r.loader);
    loader_release(&r.loader);
    return status;
}
