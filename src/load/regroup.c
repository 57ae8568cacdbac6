/* A radix sort in two steps. The rows go, each squeezed into one or a few 64-bit words, into
 * buckets of neighbouring groups that are small enough for the processor's cache; each bucket is
 * then sorted by group, by counting, and its rows handed on. */
#include "regroup.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum {
    BUCKET_ROWS = 16 * 1024, /* about so many in a bucket */
    MOST_SHIFT = 16,         /* of a group's number, to its bucket's */
    WORD = 64,               /* bits */
    TRIMS = 12,
};

/* A column that is not the same in all rows: where its distance from the least is kept. */
struct squeezed {
    size_t column;
    uint32_t base, mask;
    unsigned word, bit;
};

struct bucket {
    uint64_t
        *v;   /* of each row its words, the first with its group (less the bucket's first) on top */
    size_t n; /* rows */
};

struct regrouping {
    struct packed *p;
    const uint32_t *places;
    size_t n_groups, n_columns;
    uint32_t *counts; /* rows by group */
    unsigned shift;   /* of a group's number, to its bucket's */
    struct bucket *buckets;
    size_t n_buckets;
    struct squeezed squeezed[PACKED_COLUMNS];
    size_t n_squeezed, n_words;
    uint32_t same[PACKED_COLUMNS];
    struct progress *progress;
    size_t n_done; /* rows, for it */
};

static unsigned bits_of(uint32_t span)
{
    return span ? 32 - (unsigned)__builtin_clz(span) : 0;
}

/* Finds a place for each column that needs one; of the first word, SHIFT bits are taken. */
static void squeeze(struct regrouping *r)
{
    unsigned left = WORD - r->shift;
    r->n_words = 1;
    for (size_t c = 1; c < r->n_columns; c++) {
        uint32_t least, most;
        packed_bounds(r->p, c, &least, &most);
        unsigned bits = bits_of(most - least);
        r->same[c] = least;
        if (bits == 0)
            continue;
        if (bits > left) {
            left = WORD;
            r->n_words++;
        }
        left -= bits;
        r->squeezed[r->n_squeezed++] = (struct squeezed){
            c, least, (uint32_t)(((uint64_t)1 << bits) - 1), (unsigned)r->n_words - 1, left};
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
    r->n_buckets = (r->n_groups >> r->shift) + 1;
    r->buckets = calloc(r->n_buckets, sizeof *r->buckets);
    if (!r->buckets)
        return -1;
    for (size_t b = 0, group = 0; b < r->n_buckets; b++) {
        size_t n = 0;
        for (; group < r->n_groups && group >> r->shift == b; group++)
            n += r->counts[group];
        r->buckets[b].v = malloc((n * r->n_words + 1) * sizeof(uint64_t));
        if (!r->buckets[b].v)
            return -1;
    }
    return 0;
}

/* Deals the rows of one stretch, from ROW on, to the buckets. Returns how many. */
static size_t deal_stretch(struct regrouping *r, size_t row)
{
    uint32_t groups[PACKED_STRETCH], column[PACKED_STRETCH];
    uint64_t words[PACKED_COLUMNS][PACKED_STRETCH];
    size_t n = read_groups(r, row, groups);
    for (size_t w = 0; w < r->n_words; w++)
        memset(words[w], 0, n * sizeof **words);
    for (size_t k = 0; k < r->n_squeezed; k++) {
        const struct squeezed q = r->squeezed[k];
        packed_read_column(r->p, row, q.column, column);
        for (size_t i = 0; i < n; i++)
            words[q.word][i] |= (uint64_t)(column[i] - q.base) << q.bit;
    }
    for (size_t i = 0; i < n; i++) {
        struct bucket *b = &r->buckets[groups[i] >> r->shift];
        uint64_t *to = b->v + b->n++ * r->n_words;
        uint64_t key = groups[i] & ((1U << r->shift) - 1);
        to[0] = words[0][i] | (r->shift ? key << (WORD - r->shift) : 0);
        for (size_t w = 1; w < r->n_words; w++)
            to[w] = words[w][i];
    }
    return n;
}

/* What is freed on the way goes back to the system now and then, for the buckets to have it. */
static void deal(struct regrouping *r)
{
    size_t step = r->p->n / TRIMS + 1, next = step;
    for (size_t row = 0, n; row < r->p->n; row += n) {
        n = deal_stretch(r, row);
        packed_forget(r->p, row + n);
        progress_at(r->progress, r->n_done += n);
        if (row + n >= next) {
            malloc_trim(0);
            next += step;
        }
    }
    packed_release(r->p);
}

/* The row that WORDS are. */
static void widen(const struct regrouping *r, const uint64_t *words, uint32_t group, uint32_t *row)
{
    memcpy(row, r->same, r->n_columns * sizeof *row);
    row[0] = group;
    for (size_t k = 0; k < r->n_squeezed; k++) {
        const struct squeezed *q = &r->squeezed[k];
        row[q->column] = q->base + ((uint32_t)(words[q->word] >> q->bit) & q->mask);
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
        const uint64_t *words = b->v + i * r->n_words;
        size_t key = r->shift ? words[0] >> (WORD - r->shift) : 0;
        widen(r, words, (uint32_t)(first + key), rows + next[key]++ * r->n_columns);
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
    progress_begin(progress, (struct task){"putting records in order", NULL, 2 * p->n, "record"});
    while (r.shift < MOST_SHIFT && n_groups >> r.shift > p->n / BUCKET_ROWS)
        r.shift++;
    if (count_groups(&r) == 0) {
        squeeze(&r);
        if (make_buckets(&r) == 0) {
            deal(&r);
            status = sort_buckets(&r, take, context);
        }
    }
    regrouping_release(&r);
    return status;
}
