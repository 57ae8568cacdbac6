#include "cmd/save.h"

#include <stdlib.h>
#include <string.h>

#include "out/folder.h"
#include "record/fields.h"

/* A file while it is written: its rows are records (struct record_at) of one kind. */
struct saved_file {
    struct column *columns;
    size_t n_columns;
    struct record_at *rows;
    size_t n_rows;
    bool failed; /* there was no memory for a value */
};

/* All that is written, in memory of its own. */
struct saving {
    const struct dataset *d;
    struct arena arena;
    struct saved_file files[RECORDS];
    bool *is_named;    /* by council */
    struct text value; /* of the field at hand: it is written before the next is asked for */
};

static void saving_release(struct saving *s)
{
    text_release(&s->value);
    arena_release(&s->arena);
}

static struct cell get_council(const void *context, const void *row, const struct column *column)
{
    const struct record_at *at = row;
    (void)context, (void)column;
    return cell_text(at->d->councils[record_council(*at)].name);
}

static struct cell get_judgement(const void *context, const void *row, const struct column *column)
{
    const struct record_at *at = row;
    (void)context, (void)column;
    return cell_text(intern_text(&at->d->kinds, judgement_at(at->d, at->number).kind));
}

/* The field of number `which`. */
static struct cell get_field(const void *context, const void *row, const struct column *column)
{
    struct saving *s = *(struct saving *const *)context;
    const struct record_at *at = row;
    text_clear(&s->value);
    field_add(&record_fields[at->record].v[column->which], *at, &s->value);
    s->files[at->record].failed |= text_failed(&s->value);
    return cell_text(text_string(&s->value));
}

/* Whose the record is, which judgement, then its fields. */
static int make_columns(struct saving *s, enum record record)
{
    const struct record_fields *fields = &record_fields[record];
    struct saved_file *file = &s->files[record];
    size_t n = 0;
    file->columns = arena_alloc(&s->arena, (fields->n + 2) * sizeof *file->columns);
    if (!file->columns)
        return -1;
    if (record != RECORD_COUNCIL)
        file->columns[n++] = (struct column){.name = "council", .meaning = "", .get = get_council};
    if (record == RECORD_RATING)
        file->columns[n++] =
            (struct column){.name = "judgement", .meaning = "", .get = get_judgement};
    for (size_t i = 0; i < fields->n; i++)
        file->columns[n++] = (struct column){
            .name = fields->v[i].name, .meaning = "", .get = get_field, .which = (int)i};
    file->n_columns = n;
    return 0;
}

static int make_file(struct saving *s, enum record record, size_t most)
{
    struct saved_file *file = &s->files[record];
    file->rows = arena_alloc(&s->arena, (most + 1) * sizeof *file->rows);
    return file->rows ? make_columns(s, record) : -1;
}

static void add_row(struct saving *s, enum record record, uint32_t number)
{
    struct saved_file *file = &s->files[record];
    file->rows[file->n_rows++] = (struct record_at){s->d, record, number};
}

/* Councils that records name, and those from which they come. */
static void mark_named(struct saving *s)
{
    const struct dataset *d = s->d;
    for (size_t i = dataset_n_councils(d); i-- > 0;) {
        uint32_t number = dataset_by_descent(d, i); /* successors come before their predecessors */
        const struct council *c = &d->councils[number];
        bool named = s->is_named[number] || c->n_judgements > 0 || c->n_spells > 0;
        s->is_named[number] = named;
        for (uint32_t k = 0; named && k < council_more(c)->n_predecessors; k++)
            s->is_named[c->more->predecessors[k]] = true;
    }
}

static struct judgement rating_at(const struct record_at *row)
{
    return judgement_at(row->d, row->number);
}

/* The first (or LAST) day that the date of a judgement can mean, if it goes by its inspection or BY
 * its publication. */
static int32_t day_of(const struct record_at *row, int by, bool last)
{
    const struct judgement j = rating_at(row);
    bool is_published = date_is_known(j.published) && (by || !date_is_known(j.inspected));
    struct date date = is_published ? j.published : j.inspected;
    return last ? date_last_day(date) : date_first_day(date);
}

static int compare_lines(const void *a, const void *b)
{
    const struct record_at *p = a, *q = b;
    const struct judgement x = rating_at(p), y = rating_at(q);
    if (x.file != y.file)
        return x.file < y.file ? -1 : 1;
    if (x.line != y.line)
        return x.line < y.line ? -1 : 1;
    return p->number < q->number ? -1 : p->number > q->number;
}

/* Inspections of one day count in the order of their file. Which are, hangs on how dates are chosen
 * and placed when the files are read again: whatever can be of one day keeps that order, among
 * others that stand by date. LEAST is room for the first days of what follows each of N rows. */
static void order_ratings(struct record_at *rows, size_t n, int32_t (*least)[2])
{
    int32_t most[2] = {DAY_FIRST, DAY_FIRST};
    least[n][0] = least[n][1] = DAY_LAST;
    for (size_t i = n; i-- > 0;)
        for (int by = 0; by < 2; by++) {
            int32_t first = day_of(&rows[i], by, false);
            least[i][by] = first < least[i + 1][by] ? first : least[i + 1][by];
        }
    for (size_t i = 0, from = 0; i < n; i++) {
        for (int by = 0; by < 2; by++) {
            int32_t last = day_of(&rows[i], by, true);
            most[by] = last > most[by] ? last : most[by];
        }
        if (most[0] < least[i + 1][0] && most[1] < least[i + 1][1]) {
            qsort(rows + from, i + 1 - from, sizeof *rows, compare_lines);
            from = i + 1;
        }
    }
}

static void add_council(struct saving *s, uint32_t number, int32_t (*least)[2])
{
    const struct council *c = &s->d->councils[number];
    struct saved_file *ratings = &s->files[RECORD_RATING];
    add_row(s, RECORD_COUNCIL, number);
    for (uint32_t i = 0; i < c->n_judgements; i++)
        add_row(s, RECORD_RATING, c->judgements + i);
    order_ratings(ratings->rows + ratings->n_rows - c->n_judgements, c->n_judgements, least);
    for (uint32_t i = 0; i < c->n_spells; i++)
        add_row(s, RECORD_SPELL, c->spells + i);
}

/* The records in the order of the names of their councils. */
static int gather(struct saving *s)
{
    const struct dataset *d = s->d;
    size_t n = dataset_n_councils(d);
    int32_t(*least)[2] = arena_alloc(&s->arena, (d->judgements.n + 1) * sizeof *least);
    s->is_named = arena_alloc(&s->arena, (n + 1) * sizeof *s->is_named);
    if (!least || !s->is_named || make_file(s, RECORD_COUNCIL, n) != 0 ||
        make_file(s, RECORD_RATING, d->judgements.n) != 0 ||
        make_file(s, RECORD_SPELL, d->spells.n) != 0)
        return -1;
    mark_named(s);
    for (size_t i = 0; i < n; i++)
        if (s->is_named[i])
            add_council(s, (uint32_t)i, least);
    return 0;
}

static struct folder_file file_of(struct saving *const *s, const char *name, enum record record)
{
    const struct saved_file *file = &(*s)->files[record];
    return (struct folder_file){
        .name = name,
        .table = {file->columns, file->n_columns, file->rows, file->n_rows, sizeof *file->rows, s},
        .is_optional = record == RECORD_SPELL,
        .is_lost = &file->failed,
    };
}

static int write_files(struct saving *s, const char *folder, struct progress *progress,
                       struct diags *ds)
{
    const struct folder_file files[] = {
        file_of(&s, "models.csv", RECORD_SPELL),
        file_of(&s, "councils.csv", RECORD_COUNCIL),
        file_of(&s, "ratings.csv", RECORD_RATING),
    };
    return folder_write(folder, files, sizeof files / sizeof files[0], progress, ds);
}

int dataset_save(const struct dataset *d, const char *folder, struct progress *progress,
                 size_t saved[RECORDS], struct diags *ds)
{
    struct saving s = {.d = d};
    int status = gather(&s) == 0 ? write_files(&s, folder, progress, ds) : diags_no_memory(ds);
    for (int record = 0; record < RECORDS; record++)
        saved[record] = s.files[record].n_rows;
    saving_release(&s);
    return status;
}

/* A record on its way into a shard. */
struct sharded {
    uint32_t shard, line, number;
};

/* By shard, then in file order. */
static int compare_sharded(const void *a, const void *b)
{
    const struct sharded *x = a, *y = b;
    if (x->shard != y->shard)
        return x->shard < y->shard ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static size_t count_records(const struct dataset *d, enum record record)
{
    return record == RECORD_COUNCIL  ? dataset_n_councils(d)
           : record == RECORD_RATING ? d->judgements.n
                                     : d->spells.n;
}

/* Sets the rows of a file to all its records, by shard; FROM[k] is where those of shard K begin. */
static int gather_shards(struct saving *s, const struct shards *shards, enum record record,
                         size_t *from)
{
    size_t n = count_records(s->d, record), at = 0;
    struct sharded *v = malloc((n + 1) * sizeof *v);
    if (!v || make_file(s, record, n) != 0) {
        free(v);
        return -1;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct record_at row = {s->d, record, i};
        v[i] = (struct sharded){shards->of[record_council(row)], record_line(row), i};
    }
    if (n > 0)
        qsort(v, n, sizeof *v, compare_sharded);
    for (size_t k = 0; k <= shards->n; k++) {
        from[k] = at;
        while (at < n && v[at].shard == k)
            add_row(s, record, v[at++].number);
    }
    free(v);
    return 0;
}

/* Whether the dataset has such a file; a flat one has its spells among its ratings. */
static bool has_file(const struct dataset *d, enum record record)
{
    return record == RECORD_COUNCIL  ? d->councils_file != NULL
           : record == RECORD_RATING ? true
                                     : d->models_file || d->spells.n > 0;
}

/* "3/ratings.csv" */
static const char *name_within(struct saving *s, const char *folder, const char *name)
{
    struct text t = {0};
    text_addf(&t, "%s/%s", folder, name);
    return text_keep(&t, &s->arena);
}

static int write_shards(struct saving *s, const char *folder, const struct shards *shards,
                        struct progress *progress, struct diags *ds)
{
    static const enum record order[RECORDS] = {RECORD_SPELL, RECORD_COUNCIL, RECORD_RATING};
    static const char *const names[RECORDS] = {"councils.csv", "ratings.csv", "models.csv"};
    struct folder_file *files = arena_alloc(&s->arena, (shards->n * RECORDS + 1) * sizeof *files);
    size_t *from[RECORDS] = {NULL}, n = 0;
    for (int r = 0; r < RECORDS; r++) {
        from[r] = arena_alloc(&s->arena, (shards->n + 1) * sizeof *from[r]);
        if (!from[r] || gather_shards(s, shards, (enum record)r, from[r]) != 0)
            return diags_no_memory(ds);
    }
    for (size_t k = 0; files && k < shards->n; k++)
        for (int i = 0; i < RECORDS; i++) {
            enum record r = order[i];
            if (!has_file(s->d, r))
                continue;
            files[n] = file_of(&s, name_within(s, shards->names[k], names[r]), r);
            files[n].table.rows = s->files[r].rows + from[r][k];
            files[n].table.n_rows = from[r][k + 1] - from[r][k];
            files[n].is_optional = false;
            if (!files[n++].name)
                return diags_no_memory(ds);
        }
    return files ? folder_write(folder, files, n, progress, ds) : diags_no_memory(ds);
}

int dataset_save_shards(const struct dataset *d, const char *folder, const struct shards *shards,
                        struct progress *progress, struct diags *ds)
{
    struct saving s = {.d = d};
    int status = write_shards(&s, folder, shards, progress, ds);
    saving_release(&s);
    return status;
}
