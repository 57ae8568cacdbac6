/* A radix sort in two steps. The rows go, each squeezed into one or a few 64-bit words, into
 * buckets of neighbouring groups that are small enough for the processor's cache; each bucket is
 * then sorted by group, by counting. Few rows of a group that are a word each are sorted as such:
 * the columns of the order stand on top. Buckets are chains of small chunks, for which what is
 * given back of the sources serves, and which serve the output in turn. */
#include "regroup.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/workers.h"

enum {
    BUCKET_ROWS = 16 * 1024, /* about so many in a bucket */
    MOST_SHIFT = 16,         /* of a group's number, to its bucket's */
    WORD = 64,               /* bits */
    FEW = 16,                /* rows of a group that are sorted as words */
    NETWORK = 8,             /* ... or, quicker still, where their order is clear */
    CHUNK_WORDS = 510,       /* a page, with what malloc() needs */
};

/* A column that is not the same in all rows: where its distance from the least is kept. */
struct squeezed {
    size_t column;
    uint32_t base, mask;
    unsigned word, bit;
};

struct chunk {
    struct chunk *next;
    uint64_t words[CHUNK_WORDS]; /* of each row its words, the first with its group (less the
                                    bucket's first) on top */
};

/* What a source has for a bucket. */
struct chain {
    struct chunk *first, *last;
    uint64_t *to;  /* where the next word goes in the last chunk, ... */
    uint64_t *end; /* ... and where it is full */
    size_t n;      /* rows */
};

/* A source at work. */
struct dealing {
    _Alignas(WORKERS_APART) const struct regrouping *r;
    struct packed *rows;
    const uint32_t *places;
    struct chain *chains; /* by bucket */
    struct progress *progress;
    int status;
};

/* A share of the buckets. */
struct handing {
    _Alignas(WORKERS_APART) struct regrouping *r;
    size_t first, end;
    void *context;
    struct packed *output;
    struct progress *progress;
    int status;
};

struct regrouping {
    const struct regroup_request *request;
    struct dealing sources[WORKERS_LIMIT];
    struct handing shares[WORKERS_LIMIT];
    size_t n_groups, n_columns, n_rows;
    unsigned shift; /* of a group's number, to its bucket's */
    size_t n_buckets;
    struct squeezed squeezed[PACKED_COLUMNS];
    size_t n_squeezed, n_words;
    size_t chunk_words; /* of whole rows that a chunk has room for */
    uint64_t order;     /* the bits of the first word that have the columns of the order, ... */
    uint64_t decisive;  /* ... and the first of these, if that can decide; else 0 */
    uint32_t same[PACKED_COLUMNS];
};

static unsigned bits_of(uint32_t span)
{
    return span ? 32 - (unsigned)__builtin_clz(span) : 0;
}

/* Bounds of COLUMN in all sources. */
static void find_bounds(const struct regrouping *r, size_t column, uint32_t *least, uint32_t *most)
{
    *least = UINT32_MAX;
    *most = 0;
    for (size_t i = 0; i < r->request->n_sources; i++) {
        uint32_t low, high;
        if (r->sources[i].rows->n == 0)
            continue;
        packed_bounds(r->sources[i].rows, column, &low, &high);
        *least = low < *least ? low : *least;
        *most = high > *most ? high : *most;
    }
}

/* Finds a place for COLUMN, if it needs one, below LEFT bits of the last word; returns what is left
 * then. */
static unsigned squeeze_column(struct regrouping *r, size_t column, unsigned left)
{
    uint32_t least, most;
    find_bounds(r, column, &least, &most);
    unsigned bits = bits_of(most - least);
    r->same[column] = least;
    if (bits == 0)
        return left;
    if (bits > left) {
        left = WORD;
        r->n_words++;
    }
    left -= bits;
    uint32_t mask = (uint32_t)(((uint64_t)1 << bits) - 1);
    r->squeezed[r->n_squeezed++] =
        (struct squeezed){column, least, mask, (unsigned)r->n_words - 1, left};
    return left;
}

/* Whether COLUMN may decide which rows stay, and in which order. */
static bool can_decide(const struct regrouping *r, size_t column)
{
    uint32_t least, most;
    find_bounds(r, column, &least, &most);
    return r->request->first_decides && least >= 1 && most <= INT32_MAX;
}

/* Finds a place for each column that needs one, those of the order first; of the first word, SHIFT
 * bits are taken. */
static void squeeze(struct regrouping *r)
{
    const struct regroup_request *rq = r->request;
    unsigned left = WORD - r->shift, done = 1;
    r->n_words = 1;
    for (size_t i = 0; i < rq->n_order && r->n_rows > 0; i++) {
        left = squeeze_column(r, rq->order[i], left);
        done |= 1U << rq->order[i];
    }
    for (size_t k = 0; k < r->n_squeezed; k++)
        r->order |= (uint64_t)r->squeezed[k].mask << r->squeezed[k].bit;
    for (size_t c = 0; c < r->n_columns && r->n_rows > 0; c++)
        if (!(done >> c & 1))
            left = squeeze_column(r, c, left);
    r->chunk_words = CHUNK_WORDS / r->n_words * r->n_words;
    if (r->n_words == 1 && r->n_squeezed > 0 && rq->n_order > 0 &&
        r->squeezed[0].column == rq->order[0] && can_decide(r, rq->order[0]))
        r->decisive = (uint64_t)r->squeezed[0].mask << r->squeezed[0].bit;
}

/* The groups of the rows from ROW on, as many as stand in one stretch. Returns how many. */
static size_t read_groups(const struct dealing *d, size_t row, uint32_t *groups)
{
    size_t n = packed_read_column(d->rows, row, 0, groups);
    for (size_t i = 0; i < n && d->places; i++)
        groups[i] = d->places[groups[i]];
    return n;
}

/* Room for one more row in the chain. 0 or -1. */
static int add_chunk(struct chain *c, size_t chunk_words)
{
    struct chunk *chunk = malloc(sizeof *chunk);
    if (!chunk)
        return -1;
    chunk->next = NULL;
    *(c->last ? &c->last->next : &c->first) = chunk;
    c->last = chunk;
    c->to = chunk->words;
    c->end = chunk->words + chunk_words;
    return 0;
}

static void free_chain(struct chain *c)
{
    while (c->first) {
        struct chunk *next = c->first->next;
        free(c->first);
        c->first = next;
    }
}

/* Deals the rows of one stretch, from ROW on, to the buckets. Returns how many; 0 when there is no
 * memory. */
static size_t deal_stretch(struct dealing *d, size_t row)
{
    uint32_t groups[PACKED_STRETCH], column[PACKED_STRETCH];
    uint64_t words[PACKED_COLUMNS][PACKED_STRETCH];
    const struct regrouping *r = d->r;
    size_t n = read_groups(d, row, groups);
    for (size_t w = 0; w < r->n_words; w++)
        memset(words[w], 0, n * sizeof **words);
    for (size_t k = 0; k < r->n_squeezed; k++) {
        const struct squeezed q = r->squeezed[k];
        packed_read_column(d->rows, row, q.column, column);
        for (size_t i = 0; i < n; i++)
            words[q.word][i] |= (uint64_t)(column[i] - q.base) << q.bit;
    }
    for (size_t i = 0; i < n; i++) {
        struct chain *c = &d->chains[groups[i] >> r->shift];
        uint64_t key = groups[i] & ((1U << r->shift) - 1);
        if (c->to == c->end && add_chunk(c, r->chunk_words) != 0)
            return 0;
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): zeroed above */
        *c->to++ = words[0][i] | (r->shift ? key << (WORD - r->shift) : 0);
        for (size_t w = 1; w < r->n_words; w++)
            *c->to++ = words[w][i];
        c->n++;
    }
    return n;
}

static void deal(void *item)
{
    struct dealing *d = item;
    size_t n = 1;
    d->chains = calloc(d->r->n_buckets, sizeof *d->chains);
    d->status = -1;
    if (!d->chains)
        return;
    for (size_t row = 0; row < d->rows->n && n > 0; row += n) {
        n = deal_stretch(d, row);
        packed_forget(d->rows, row + n);
        progress_at(d->progress, row + n);
    }
    d->status = n > 0 ? 0 : -1;
    packed_release(d->rows);
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

/* Where a share of the work puts bucket after bucket. */
struct bench {
    uint32_t *next;  /* for each group of the bucket, where its next row goes */
    uint64_t *words; /* the rows of the bucket, by group */
    uint32_t *rows;  /* of one group */
    size_t cap_rows;
    const uint64_t
        *plain; /* rows that are to go to the output as they are, up to the group at hand */
    uint32_t columns[PACKED_COLUMNS * PACKED_STRETCH]; /* of some of these */
};

/* Adds the rows of a chain to the counts by group. */
static void count_groups(const struct regrouping *r, const struct chain *c, uint32_t *counts)
{
    for (const struct chunk *k = c->first; k; k = k->next) {
        const uint64_t *end = k == c->last ? c->to : k->words + r->chunk_words;
        for (const uint64_t *words = k->words; words < end; words += r->n_words)
            counts[r->shift ? *words >> (WORD - r->shift) : 0]++;
    }
}

/* Puts the rows of a chain where those of each group go on. */
static void place_rows(const struct regrouping *r, const struct chain *c, struct bench *b)
{
    for (const struct chunk *k = c->first; k; k = k->next) {
        const uint64_t *end = k == c->last ? c->to : k->words + r->chunk_words;
        for (const uint64_t *words = k->words; words < end; words += r->n_words) {
            size_t key = r->shift ? words[0] >> (WORD - r->shift) : 0;
            uint64_t *to = b->words + (size_t)b->next[key]++ * r->n_words;
            for (size_t w = 0; w < r->n_words; w++)
                to[w] = words[w];
        }
    }
}

/* The rows of bucket NUMBER, by group, those of one group source by source; what the sources have
 * of it is given back. Behind the rows of each group is then NEXT. */
static void sort_bucket(struct regrouping *r, size_t number, struct bench *b)
{
    size_t n = (size_t)1 << r->shift;
    uint32_t next = 0;
    memset(b->next, 0, n * sizeof *b->next);
    for (size_t s = 0; s < r->request->n_sources; s++)
        count_groups(r, &r->sources[s].chains[number], b->next);
    for (size_t i = 0; i < n; i++) {
        uint32_t count = b->next[i];
        b->next[i] = next;
        next += count;
    }
    for (size_t s = 0; s < r->request->n_sources; s++) {
        place_rows(r, &r->sources[s].chains[number], b);
        free_chain(&r->sources[s].chains[number]);
    }
}

/* The rows of a group, where they are few: the place of each is how many come before it, which
 * needs no guess of the processor's. Those of which the order says nothing stay as they are. */
static void sort_words(uint64_t *v, size_t n, uint64_t order)
{
    uint64_t sorted[FEW];
    if (n > FEW || order == 0)
        return;
    for (size_t i = 0; i < n; i++) {
        uint64_t word = v[i]; /* NOLINT(clang-analyzer-core.uninitialized.Assign): sort_bucket() */
        size_t place = 0;
        for (size_t k = 0; k < i; k++)
            place += (v[k] & order) <= (word & order);
        for (size_t k = i + 1; k < n; k++)
            place += (v[k] & order) < (word & order); /* NOLINT(clang-analyzer-core.*): set too */
        sorted[place] = word;
    }
    memcpy(v, sorted, n * sizeof *v);
}

/* Sorts V, all of it: a network of comparators, which needs no guess of the processor's (K. E.
 * Batcher's, of odd-even merging; D. E. Knuth, The Art of Computer Programming 3, section 5.3.4).
 */
static inline void sort_network(uint64_t v[NETWORK])
{
    static const uint8_t network[][2] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3}, {4, 6},
                                         {5, 7}, {1, 2}, {5, 6}, {0, 4}, {1, 5}, {2, 6}, {3, 7},
                                         {2, 4}, {3, 5}, {1, 2}, {3, 4}, {5, 6}};
    _Pragma("GCC unroll 19") for (size_t i = 0; i < sizeof network / sizeof *network; i++)
    {
        uint64_t *a = &v[network[i][0]], *b = &v[network[i][1]];
        uint64_t low = *a < *b ? *a : *b, high = *a < *b ? *b : *a;
        *a = low;
        *b = high;
    }
}

/* Whether the sorted rows, which are a word each, all differ in what decides. */
static bool are_plain(const uint64_t *v, size_t n, uint64_t decisive)
{
    bool differ = decisive != 0;
    for (size_t i = 1; i < n; i++)
        differ &= ((v[i] ^ v[i - 1]) & decisive) != 0;
    return differ;
}

/* The column that the words have at Q; loops of a fixed number of rounds are fast, and behind WORDS
 * there is room. */
static void widen_column(const uint64_t *words, const struct squeezed *q, uint32_t *to)
{
    uint32_t base = q->base, mask = q->mask;
    unsigned bit = q->bit;
    for (size_t i = 0; i < PACKED_STRETCH; i++)
        to[i] = base + ((uint32_t)(words[i] >> bit) & mask);
}

/* The plain rows up to END, of the bucket that begins with group FIRST, to the output. 0 or -1. */
static int put_plain(const struct handing *h, struct bench *b, uint32_t first, const uint64_t *end)
{
    const struct regrouping *r = h->r;
    const struct squeezed group = {0, first, (1U << r->shift) - 1, 0,
                                   r->shift ? WORD - r->shift : 0};
    for (size_t c = 1; c < r->n_columns && b->plain < end; c++)
        for (size_t i = 0; i < PACKED_STRETCH; i++)
            b->columns[c * PACKED_STRETCH + i] = r->same[c];
    while (b->plain < end) {
        size_t left = (size_t)(end - b->plain), n = left < PACKED_STRETCH ? left : PACKED_STRETCH;
        widen_column(b->plain, &group, b->columns);
        for (size_t k = 0; k < r->n_squeezed; k++)
            widen_column(b->plain, &r->squeezed[k],
                         b->columns + r->squeezed[k].column * PACKED_STRETCH);
        if (packed_add_columns(h->output, b->columns, n) != 0)
            return -1;
        b->plain += n;
    }
    return 0;
}

/* The *N rows that WORDS are, of one group, to the output, as take() leaves them. 0 or -1. */
static int put_taken(const struct handing *h, struct bench *b, uint32_t group, uint64_t *words,
                     size_t *n)
{
    const struct regrouping *r = h->r;
    if (array_reserve(&b->rows, &b->cap_rows, *n * r->n_columns, sizeof *b->rows) != 0)
        return -1;
    if (r->n_words == 1)
        sort_words(words, *n, r->order);
    for (size_t i = 0; i < *n; i++)
        widen(r, words + i * r->n_words, group, b->rows + i * r->n_columns);
    if (r->request->take(h->context, group, b->rows, n) != 0)
        return -1;
    for (size_t i = 0; i < *n; i++)
        if (packed_add(h->output, b->rows + i * r->n_columns, r->n_columns) != 0)
            return -1;
    return 0;
}

/* Sorts the rows of a group, which are a word each, if all differ in what decides. Whether they do.
 */
static bool sort_plain(const struct regrouping *r, uint64_t *words, size_t n)
{
    uint64_t v[NETWORK];
    if (r->decisive == 0 || n > FEW)
        return false;
    if (n > NETWORK) {
        sort_words(words, n, r->order);
        return are_plain(words, n, r->decisive);
    }
    for (size_t i = 0; i < NETWORK; i++)
        v[i] = i < n ? words[i] : UINT64_MAX;
    sort_network(v);
    bool is_plain = are_plain(v, n, r->decisive);
    if (is_plain)
        memcpy(words, v, n * sizeof *words);
    return is_plain;
}

static int hand_on(struct handing *h, size_t number, struct bench *b)
{
    const struct regrouping *r = h->r;
    size_t first = number << r->shift, end = (number + 1) << r->shift;
    uint64_t *words = b->words;
    b->plain = words;
    for (size_t group = first; group < end && group < r->n_groups; group++) {
        size_t n_words = (size_t)(b->words + b->next[group - first] * r->n_words - words);
        size_t n = n_words / r->n_words;
        size_t place = h->output->n + (size_t)(words - b->plain);
        if (n > 0 && !sort_plain(r, words, n)) {
            if (put_plain(h, b, (uint32_t)first, words) != 0 ||
                put_taken(h, b, (uint32_t)group, words, &n) != 0)
                return -1;
            b->plain = words + n_words;
        }
        r->request->note(h->context, (uint32_t)group, place, n);
        words += n_words;
    }
    return put_plain(h, b, (uint32_t)first, words);
}

/* The rows of bucket NUMBER. */
static size_t count_rows(const struct regrouping *r, size_t number)
{
    size_t n = 0;
    for (size_t s = 0; s < r->request->n_sources; s++)
        n += r->sources[s].chains[number].n;
    return n;
}

/* The most rows of a bucket of the share. */
static size_t most_rows(const struct handing *h)
{
    size_t most = 0;
    for (size_t b = h->first; b < h->end; b++) {
        size_t n = count_rows(h->r, b);
        most = n > most ? n : most;
    }
    return most;
}

static void hand_on_share(void *item)
{
    struct handing *h = item;
    struct regrouping *r = h->r;
    size_t n_words = most_rows(h) * r->n_words + PACKED_STRETCH; /* as put_plain() needs */
    struct bench bench;
    bench.next = malloc(((size_t)1 << r->shift) * sizeof *bench.next);
    bench.words = calloc(n_words, sizeof *bench.words);
    bench.rows = NULL;
    bench.cap_rows = 0;
    h->status = bench.next && bench.words ? 0 : -1;
    for (size_t b = h->first; b < h->end && h->status == 0; b++) {
        sort_bucket(r, b, &bench);
        h->status = hand_on(h, b, &bench);
        progress_at(h->progress, b + 1 - h->first);
    }
    free(bench.next);
    free(bench.words);
    free(bench.rows);
}

static void regrouping_release(struct regrouping *r)
{
    for (size_t s = 0; s < r->request->n_sources; s++) {
        for (size_t b = 0; b < r->n_buckets && r->sources[s].chains; b++)
            free_chain(&r->sources[s].chains[b]);
        free(r->sources[s].chains);
    }
}

/* Deals the rows of all sources. 0 or -1. */
static int deal_all(struct regrouping *r)
{
    const struct regroup_request *rq = r->request;
    struct dealing *first = &r->sources[0];
    squeeze(r);
    r->n_buckets = (r->n_groups >> r->shift) + 1;
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): there is a source, and it has rows */
    progress_begin(rq->progress, (struct task){"dealing records", NULL, first->rows->n, "record"});
    workers_run(deal, first, rq->n_sources, sizeof *first);
    int status = 0;
    for (size_t s = 0; s < rq->n_sources; s++)
        status = r->sources[s].status != 0 ? -1 : status;
    return status;
}

/* Shares the buckets out, about as many rows to each worker, and has them handed on. 0 or -1. */
static int hand_on_all(struct regrouping *r)
{
    size_t n = r->request->n_workers, bucket = 0, rows = 0;
    for (size_t i = 0; i < n; i++) {
        struct handing *h = &r->shares[i];
        *h =
            (struct handing){.r = r,
                             .first = bucket,
                             .context = (char *)r->request->contexts + i * r->request->context_size,
                             .output = r->request->outputs[i],
                             .progress = i == 0 ? r->request->progress : NULL};
        while (bucket < r->n_buckets && (i + 1 == n || rows < r->n_rows / n * (i + 1)))
            rows += count_rows(r, bucket++);
        h->end = bucket;
    }
    progress_begin(r->request->progress,
                   (struct task){"putting records in order", NULL, r->shares[0].end, "part"});
    workers_run(hand_on_share, r->shares, n, sizeof *r->shares);
    int status = 0;
    for (size_t i = 0; i < n; i++)
        status = r->shares[i].status != 0 ? -1 : status;
    return status;
}

int regroup(const struct regroup_request *request)
{
    struct regrouping r = {.request = request,
                           .n_groups = request->n_groups,
                           .n_columns = request->sources[0].rows->n_columns};
    for (size_t s = 0; s < request->n_sources; s++) {
        const struct regroup_source *source = &request->sources[s];
        r.sources[s] = (struct dealing){.r = &r,
                                        .rows = source->rows,
                                        .places = source->places,
                                        .progress = s == 0 ? request->progress : NULL};
        r.n_rows += source->rows->n;
    }
    while (r.shift < MOST_SHIFT && r.n_groups >> r.shift > r.n_rows / BUCKET_ROWS)
        r.shift++;
    int status = deal_all(&r) == 0 ? hand_on_all(&r) : -1;
    regrouping_release(&r);
    return status;
}
