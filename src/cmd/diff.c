/* diff: what has been added, has gone and has changed between two releases of the records. */
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "cmd/cells.h"
#include "study/differences.h"

struct diff_row {
    const char *change, *record, *council, *item, *framework, *what;
    struct date date, published;
    struct record_at before, after; /* the number NO_RECORD: not there */
};

enum { BEFORE, AFTER };

/* Of the release that the column is of; its number is NO_RECORD where it has no such record. */
static struct record_at record_of(const void *row, const struct column *column)
{
    const struct diff_row *r = row;
    return column->which == BEFORE ? r->before : r->after;
}

static struct cell get_line(const void *context, const void *row, const struct column *column)
{
    struct record_at at = record_of(row, column);
    (void)context;
    return at.number == NO_RECORD ? cell_missing(NULL) : cell_integer(record_line(at));
}

static struct cell get_file(const void *context, const void *row, const struct column *column)
{
    struct record_at at = record_of(row, column);
    (void)context;
    return cell_text(at.number == NO_RECORD ? NULL : record_file(at));
}

static struct cell get_source(const void *context, const void *row, const struct column *column)
{
    struct record_at at = record_of(row, column);
    (void)context;
    return cell_text(at.number == NO_RECORD ? NULL : record_source(at));
}

#define ROW diff_row

static const struct column columns[] = {
    {"change", TYPE_TEXT, NULL, "added, gone or changed", get_text_at, COLUMN_KEY, AT(change)},
    {"record", TYPE_TEXT, NULL, "council, rating or spell", get_text_at, COLUMN_KEY, AT(record)},
    {"council", TYPE_TEXT, NULL, "the council, as the second calls it if it has it", get_text_at,
     COLUMN_KEY, AT(council)},
    {"date", TYPE_DATE, NULL,
     "of a rating the first day on site, or the publication where that is not known; of a spell "
     "its start; as the second has it unless it has gone",
     get_date_at, COLUMN_KEY, AT(date)},
    {"item", TYPE_TEXT, NULL, "of a rating which judgement; of a spell the model", get_text_at,
     COLUMN_KEY, AT(item)},
    {"framework", TYPE_TEXT, NULL, "of a rating the inspection framework; both where they differ",
     get_text_at, 0, AT(framework)},
    {"published", TYPE_DATE, NULL,
     "of a rating the day of publication, as the second has it unless it has gone", get_date_at, 0,
     AT(published)},
    {"what", TYPE_TEXT, NULL,
     "of what has changed the fields that differ, from what to what, long texts cut; else what the "
     "record says",
     get_text_at, COLUMN_WRAP, AT(what)},
    {"before_line", TYPE_INTEGER, NULL, "line of the record in the first", get_line, 0, BEFORE},
    {"after_line", TYPE_INTEGER, NULL, "line of the record in the second", get_line, 0, AFTER},
    {"before_file", TYPE_TEXT, NULL, "file of the record in the first", get_file, COLUMN_EXTRA,
     BEFORE},
    {"after_file", TYPE_TEXT, NULL, "file of the record in the second", get_file, COLUMN_EXTRA,
     AFTER},
    {"before_source", TYPE_TEXT, NULL, "where the first has it from", get_source,
     COLUMN_EXTRA | COLUMN_WRAP, BEFORE},
    {"after_source", TYPE_TEXT, NULL, "where the second has it from", get_source,
     COLUMN_EXTRA | COLUMN_WRAP, AFTER},
};

static size_t common_prefix(struct span a, struct span b)
{
    size_t n = 0;
    while (n < a.length && n < b.length && a.text[n] == b.text[n])
        n++;
    return n;
}

/* The value; of a long one a part, of whole characters, which goes on from where it begins to
 * differ. */
static void add_value(struct text *t, struct span value, size_t n_common)
{
    enum { LONGEST = 60, LEAD = 20, WITHIN = 3 /* bytes by which a cut is moved */ };
    size_t from = 0, to = value.length;
    if (value.length > LONGEST) {
        from = n_common > LEAD ? n_common - LEAD : 0;
        if (from > value.length - LONGEST)
            from = value.length - LONGEST;
        from = utf8_start(value, from);
        if (value.length - from > LONGEST + WITHIN)
            to = utf8_start(value, from + LONGEST);
    }
    text_addf(t, "%s%.*s%s", from > 0 ? "..." : "", (int)(to - from), value.text + from,
              to < value.length ? "..." : "");
    if (value.length == 0)
        text_add_string(t, "(empty)");
}

/* "good -> inadequate" */
static void add_both(struct text *t, const struct record_field *f, const struct diff_row *row)
{
    struct text before = {0}, after = {0};
    field_add(f, row->before, &before);
    field_add(f, row->after, &after);
    size_t n_common = common_prefix(text_span(&before), text_span(&after));
    add_value(t, text_span(&before), n_common);
    text_add_string(t, " -> ");
    add_value(t, text_span(&after), n_common);
    t->failed = t->failed || text_failed(&before) || text_failed(&after);
    text_release(&before);
    text_release(&after);
}

/* Whether a column of its own shows the field, or, as it is long, none. */
static bool is_shown_elsewhere(const struct record_field *f)
{
    static const char *const names[] = {"council", "inspected", "published", "framework",
                                        "model",   "start",     "source",    "note"};
    for (size_t i = 0; i < N_ROWS(names); i++)
        if (strcmp(names[i], f->name) == 0)
            return true;
    return false;
}

/* "grade: good -> inadequate; ended: (empty) -> 2019-08-08" */
static void add_changes(struct text *t, const struct diff_row *row)
{
    const struct record_fields *fields = &record_fields[row->after.record];
    for (size_t i = 0; i < fields->n; i++) {
        const struct record_field *f = &fields->v[i];
        if (field_is_same(f, row->before, row->after))
            continue;
        text_addf(t, "%s%s: ", t->n > 0 ? "; " : "", f->name);
        add_both(t, f, row);
    }
}

/* "grade: good; ended: 2019-08-08": what the record says besides what other columns show. */
static void add_content(struct text *t, struct record_at at)
{
    const struct record_fields *fields = &record_fields[at.record];
    struct text value = {0};
    for (size_t i = 0; i < fields->n; i++) {
        text_clear(&value);
        field_add(&fields->v[i], at, &value);
        if (value.n > 0 && !is_shown_elsewhere(&fields->v[i]))
            text_addf(t, "%s%s: %s", t->n > 0 ? "; " : "", fields->v[i].name, text_string(&value));
    }
    t->failed = t->failed || text_failed(&value);
    text_release(&value);
}

/* The field NAME of the record, both where they differ; "" where there is no such field. NULL when
 * there is no memory. */
static const char *field_text(const struct diff_row *row, struct record_at at, const char *name,
                              struct arena *arena)
{
    const struct record_fields *fields = &record_fields[at.record];
    struct text t = {0};
    for (size_t i = 0; i < fields->n; i++) {
        const struct record_field *f = &fields->v[i];
        if (strcmp(f->name, name) != 0)
            continue;
        bool both = row->before.number != NO_RECORD && row->after.number != NO_RECORD;
        if (both && !field_is_same(f, row->before, row->after))
            add_both(&t, f, row);
        else
            field_add(f, at, &t);
    }
    return text_keep(&t, arena);
}

static const char *what_text(const struct diff_row *row, enum change change, struct record_at at,
                             struct arena *arena)
{
    struct text t = {0};
    if (change == CHANGE_CHANGED)
        add_changes(&t, row);
    else
        add_content(&t, at);
    return text_keep(&t, arena);
}

static void set_dates(struct diff_row *row, struct record_at at)
{
    if (at.record == RECORD_SPELL)
        row->date = spell_at(at.d, at.number).start;
    if (at.record != RECORD_RATING)
        return;
    const struct judgement kept = judgement_at(at.d, at.number), *j = &kept;
    row->date = date_is_known(j->inspected) ? j->inspected : j->published;
    row->published = j->published;
}

/* The framework of an inspection that both have, both where they differ, also of a judgement that
 * only one has. */
static const char *framework_text(const struct diff_row *row, const struct difference *d,
                                  struct record_at at, struct arena *arena)
{
    struct diff_row inspection = *row;
    if (d->fellow != NO_RECORD && d->before == NO_RECORD)
        inspection.before.number = d->fellow;
    else if (d->fellow != NO_RECORD)
        inspection.after.number = d->fellow;
    return field_text(&inspection, at, "framework", arena);
}

static int make_row(struct session *s, const struct difference *d, struct diff_row *row)
{
    struct record_at before = {&s->dataset, d->record, d->before};
    struct record_at after = {&s->other, d->record, d->after};
    struct record_at at = d->after == NO_RECORD ? before : after;
    *row = (struct diff_row){.change = change_name[d->change],
                             .record = record_name[d->record],
                             .council = d->council,
                             .before = before,
                             .after = after};
    set_dates(row, at);
    row->framework = framework_text(row, d, at, &s->arena);
    row->item = d->record == RECORD_RATING
                    ? intern_text(&at.d->kinds, judgement_at(at.d, at.number).kind)
                    : field_text(row, at, "model", &s->arena);
    row->what = what_text(row, d->change, at, &s->arena);
    return row->framework && row->item && row->what ? 0 : -1;
}

static void note_counts(const struct differences *found, enum record record, struct document *doc)
{
    char n[CHANGES][NUMBER_TEXT];
    for (int i = 0; i < CHANGES; i++)
        number_grouped(found->counts[record][i], n[i]);
    document_note(doc, "%ss: %s same, %s added, %s gone, %s changed", record_name[record],
                  n[CHANGE_NONE], n[CHANGE_ADDED], n[CHANGE_GONE], n[CHANGE_CHANGED]);
}

/* How inspections were matched that are not the same at first sight. */
static void note_matches(const struct differences *found, struct document *doc)
{
    struct text t = {0};
    for (int i = MATCH_IDENTITY + 1; i < INSPECTION_MATCHES; i++)
        if (found->matched[i] > 0)
            text_addf(&t, "%s%zu by %s", t.n > 0 ? ", " : "", found->matched[i],
                      inspection_match_name[i]);
    if (t.n > 0)
        document_note(doc, "inspections matched otherwise than by %s: %s",
                      inspection_match_name[MATCH_IDENTITY], text_string(&t));
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

static void note_all(const struct session *s, const struct differences *found, struct document *doc,
                     const struct diags *ds)
{
    const struct dataset *before = &s->dataset, *after = &s->other;
    session_note_dataset(doc, "before", before);
    session_note_dataset(doc, "after", after);
    if (found->has_councils)
        note_counts(found, RECORD_COUNCIL, doc);
    else if (before->councils_file || after->councils_file)
        document_note(doc, "only %s has records of councils: these are not compared",
                      before->councils_file ? before->name : after->name);
    note_counts(found, RECORD_RATING, doc);
    note_counts(found, RECORD_SPELL, doc);
    note_matches(found, doc);
    session_note_problems(s, doc, ds);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct differences *found = memory;
    if (differences_find(&s->dataset, &s->other, s->progress, found) != 0)
        return diags_no_memory(ds);
    struct diff_row *rows = arena_alloc(&s->arena, (found->n + 1) * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    progress_begin(s->progress, (struct task){"describing", NULL, found->n, "difference"});
    for (size_t i = 0; i < found->n; i++) {
        progress_at(s->progress, i);
        if (make_row(s, &found->v[i], &rows[i]) != 0)
            return diags_no_memory(ds);
    }
    s->is_notable = found->n > 0;
    note_all(s, found, doc, ds);
    return session_table(s, doc, rows, found->n, sizeof *rows, ds);
}

static void release(void *memory)
{
    differences_release(memory);
}

const struct command command_diff = {
    .name = "diff",
    .summary = "What differs between two releases of the records?",
    .row = "record that was added, has gone or has changed from the first to the second, by "
           "council, then kind (council, rating, spell), then date",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_READING | GROUP_KEEP | GROUP_OUTPUT | GROUP_MESSAGES | GROUP_EXIT,
    .operand = OPERAND_TWO_DATASETS,
    .state_size = sizeof(struct differences),
    .release = release,
    .run = run,
};
