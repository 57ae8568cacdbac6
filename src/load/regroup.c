/* A radix sort in two steps. The rows go, in narrow records, into buckets of neighbouring groups
 * that are small enough for the processor's cache; each bucket is then sorted by group, by
 * counting, and its rows handed on. */
#include "regroup.h"

#include <stdlib.h>
#include <string.h>

enum {
    BUCKET_ROWS = 16 * 1024, /* about so many in a bucket */
    MOST_SHIFT = 16,         /* a group is kept as its distance from the bucket's first */
    KEY = sizeof(uint16_t),
};

/* A column that is not the same in all rows, as it is kept in a record. */
struct narrow {
    size_t column, width; /* in bytes: 1, 2 or 4 */
    uint32_t base;
    size_t at; /* where in the record */
};

struct bucket {
    unsigned char *v; /* records */
    size_t n;
};

struct regrouping {
    struct packed *p;
    const uint32_t *places;
    size_t n_groups, n_columns;
    uint32_t *counts; /* rows by group */
    unsigned shift;   /* of a group's number, to its bucket's */
    struct bucket *buckets;
    size_t n_buckets;
    struct narrow narrow[PACKED_COLUMNS];
    size_t n_narrow, record; /* its size */
    uint32_t same[PACKED_COLUMNS];
    struct progress *progress;
    size_t n_done; /* rows, for it */
};

static void find_narrow(struct regrouping *r)
{
    r->record = KEY;
    for (size_t c = 1; c < r->n_columns; c++) {
        uint32_t least, most;
        packed_bounds(r->p, c, &least, &most);
        r->same[c] = least;
        if (least == most)
            continue;
        uint32_t span = most - least;
        size_t width = span <= UINT8_MAX ? 1 : span <= UINT16_MAX ? 2 : 4;
        r->narrow[r->n_narrow++] = (struct narrow){c, width, least, r->record};
        r->record += width;
    }
}

/* The groups of the rows from ROW on, as many as stand in one stretch. Returns how many. */
static size_t read_groups(const struct regrouping *r, size_t row, uint32_t *groups)
{
    size_t n = packed_read_column(r->p, row, 0, groups);
    for (size_t i = 0; i < n && r->places; i++)
        groups[i] = r->places[groups[i]];
    return n;
}

static int count_groups(struct regrouping *r)
{
    uint32_t groups[PACKED_STRETCH];
    r->counts = calloc(r->n_groups + 1, sizeof *r->counts);
    if (!r->counts)
        return -1;
    for (size_t row = 0, n; row < r->p->n; row += n) {
        n = read_groups(r, row, groups);
        for (size_t i = 0; i < n; i++)
            r->counts[groups[i]]++;
    }
    return 0;
}

/* The empty buckets, each with room for its rows. */
static int make_buckets(struct regrouping *r)
{
    while (r->shift < MOST_SHIFT && r->n_groups >> r->shift > r->p->n / BUCKET_ROWS)
        r->shift++;
    r->n_buckets = (r->n_groups >> r->shift) + 1;
    r->buckets = calloc(r->n_buckets, sizeof *r->buckets);
    if (!r->buckets)
        return -1;
    for (size_t b = 0, group = 0; b < r->n_buckets; b++) {
        size_t n = 0;
        for (; group < r->n_groups && group >> r->shift == b; group++)
            n += r->counts[group];
        r->buckets[b].v = malloc(n * r->record + sizeof(uint32_t));
        if (!r->buckets[b].v)
            return -1;
    }
    return 0;
}

/* Records are written and read in steps of four bytes: what lies behind is written later. */
static void write_record(const struct regrouping *r, unsigned char *record, uint16_t key,
                         uint32_t (*columns)[PACKED_STRETCH], size_t row)
{
    memcpy(record, &key, sizeof key);
    for (size_t k = 0; k < r->n_narrow; k++) {
        const struct narrow *w = &r->narrow[k];
        uint32_t kept = columns[k][row] - w->base;
        if (w->width == 1)
            record[w->at] = (unsigned char)kept;
        else
            memcpy(record + w->at, &kept, w->width == 2 ? 2 : 4);
    }
}

/* Deals the rows of one stretch, from ROW on, to the buckets. Returns how many. */
static size_t deal_stretch(struct regrouping *r, size_t row)
{
    uint32_t groups[PACKED_STRETCH], columns[PACKED_COLUMNS][PACKED_STRETCH];
    size_t n = read_groups(r, row, groups);
    for (size_t k = 0; k < r->n_narrow; k++)
        packed_read_column(r->p, row, r->narrow[k].column, columns[k]);
    for (size_t i = 0; i < n; i++) {
        struct bucket *b = &r->buckets[groups[i] >> r->shift];
        uint16_t key = (uint16_t)(groups[i] & ((1U << r->shift) - 1));
        write_record(r, b->v + b->n++ * r->record, key, columns, i);
    }
    return n;
}

static void deal(struct regrouping *r)
{
    for (size_t row = 0, n; row < r->p->n; row += n) {
        n = deal_stretch(r, row);
        packed_forget(r->p, row + n);
        progress_at(r->progress, r->n_done += n);
    }
    packed_release(r->p);
}

/* The numbers of the record, as a whole row. */
static void read_record(const struct regrouping *r, const unsigned char *record, uint32_t group,
                        uint32_t *row)
{
    memcpy(row, r->same, r->n_columns * sizeof *row);
    row[0] = group;
    for (size_t k = 0; k < r->n_narrow; k++) {
        const struct narrow *w = &r->narrow[k];
        uint32_t kept = 0;
        if (w->width == 1)
            kept = record[w->at];
        else
            memcpy(&kept, record + w->at, w->width == 2 ? 2 : 4);
        row[w->column] = w->base + kept;
    }
}

/* The rows of bucket NUMBER into ROWS, by group. NEXT has a place for each group that it can have.
 */
static void sort_bucket(const struct regrouping *r, size_t number, uint32_t *next, uint32_t *rows)
{
    const struct bucket *b = &r->buckets[number];
    size_t first = number << r->shift, n = (size_t)1 << r->shift;
    uint32_t from = 0;
    for (size_t i = 0; i < n && first + i < r->n_groups; i++) {
        next[i] = from;
        from += r->counts[first + i];
    }
    for (size_t i = 0; i < b->n; i++) {
        const unsigned char *record = b->v + i * r->record;
        uint16_t key;
        memcpy(&key, record, sizeof key);
        read_record(r, record, (uint32_t)(first + key), rows + next[key]++ * r->n_columns);
    }
}

static int hand_on(struct regrouping *r, size_t number, uint32_t *rows, regroup_take *take,
                   void *context)
{
    size_t end = (number + 1) << r->shift;
    for (size_t group = number << r->shift; group < end && group < r->n_groups; group++) {
        if (take(context, (uint32_t)group, rows, r->counts[group]) != 0)
            return -1;
        rows += r->counts[group] * r->n_columns;
        progress_at(r->progress, r->n_done += r->counts[group]);
    }
    return 0;
}

static int sort_buckets(struct regrouping *r, regroup_take *take, void *context)
{
    uint32_t *next = malloc(((size_t)1 << r->shift) * sizeof *next), *rows = NULL;
    int status = next ? 0 : -1;
    size_t room = 0;
    for (size_t b = 0; b < r->n_buckets && status == 0; b++) {
        size_t wanted = r->buckets[b].n * r->n_columns + 1;
        if (wanted > room) {
            free(rows);
            room = wanted + wanted / 8;
            rows = malloc(room * sizeof *rows);
        }
        if (!rows) {
            status = -1;
            break;
        }
        sort_bucket(r, b, next, rows);
        free(r->buckets[b].v);
        r->buckets[b].v = NULL;
        status = hand_on(r, b, rows, take, context);
    }
    free(next);
    free(rows);
    return status;
}

static void regrouping_release(struct regrouping *r)
{
    for (size_t b = 0; b < r->n_buckets && r->buckets; b++)
        free(r->buckets[b].v);
    free(r->buckets);
    free(r->counts);
}

int regroup(struct packed *p, const uint32_t *places, size_t n_groups, regroup_take *take,
            void *context, struct progress *progress)
{
    struct regrouping r = {.p = p,
                           .places = places,
                           .n_groups = n_groups,
                           .n_columns = p->n_columns,
                           .progress = progress};
    int status = -1;
    progress_begin(progress, (struct task){"putting ratings in order", NULL, 2 * p->n, "rating"});
    if (count_groups(&r) == 0) {
        find_narrow(&r);
        if (make_buckets(&r) == 0) {
            deal(&r);
            status = sort_buckets(&r, take, context);
        }
    }
    regrouping_release(&r);
    return status;
}
