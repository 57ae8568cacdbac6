#include "base/packed.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* How one column of a stretch is kept. */
struct packed_column {
    uint32_t base;  /* the number is this, and what is kept, ... */
    uint32_t span;  /* (at most this) */
    uint16_t at;    /* (from here on in the data) */
    uint8_t width;  /* (in so many bytes each) */
    uint8_t counts; /* ... and, where this is 1, the row's place in the stretch */
};

struct packed_stretch {
    size_t n; /* rows */
    struct packed_column columns[PACKED_COLUMNS];
    unsigned char data[];
};

/* Loops over whole stretches have a fixed number of rounds, so that the compiler can make vector
 * instructions of them; where there are fewer rows, the last is repeated. */
#define EACH_ROW(i) for (size_t i = 0; i < PACKED_STRETCH; i++)

static bool is_constant(const uint32_t *v)
{
    uint32_t differ = 0, first = v[0];
    EACH_ROW(i)
    differ |= v[i] ^ first;
    return differ == 0;
}

static bool counts_up(const uint32_t *v)
{
    uint32_t differ = 0, first = v[0];
    EACH_ROW(i)
    differ |= (v[i] - (uint32_t)i) ^ first;
    return differ == 0 && first <= UINT32_MAX - PACKED_STRETCH;
}

static struct packed_column choose(const uint32_t *v)
{
    uint32_t least = v[0], most = v[0];
    uint32_t step =
        v[PACKED_STRETCH - 1] - v[0]; /* of most columns the ends tell that they are neither */
    if (step == 0 && is_constant(v))
        return (struct packed_column){.base = v[0]};
    if (step == PACKED_STRETCH - 1 && counts_up(v))
        return (struct packed_column){.base = v[0], .span = PACKED_STRETCH - 1, .counts = 1};
    EACH_ROW(i)
    {
        least = v[i] < least ? v[i] : least;
        most = v[i] > most ? v[i] : most;
    }
    uint32_t span = most - least;
    return (struct packed_column){.base = least,
                                  .span = span,
                                  .width = span <= UINT8_MAX    ? 1
                                           : span <= UINT16_MAX ? 2
                                                                : 4};
}

static void write_column(const uint32_t *v, const struct packed_column *c, unsigned char *data)
{
    uint32_t base = c->base;
    uint8_t *bytes = data + c->at;
    uint16_t *halves = (void *)bytes;
    uint32_t *words = (void *)bytes;
    if (c->width == 1)
        EACH_ROW(i)
    bytes[i] = (uint8_t)(v[i] - base);
    else if (c->width == 2) EACH_ROW(i) halves[i] = (uint16_t)(v[i] - base);
    else if (c->width == 4) EACH_ROW(i) words[i] = v[i] - base;
}

/* The N rows in STAGE, packed; NULL when there is no memory. */
static struct packed_stretch *pack(const uint32_t *stage, size_t n_columns, size_t n)
{
    struct packed_column columns[PACKED_COLUMNS];
    size_t size = 0;
    for (size_t c = 0; c < n_columns; c++) {
        columns[c] = choose(stage + c * PACKED_STRETCH);
        columns[c].at = (uint16_t)size;
        size += columns[c].width * (size_t)PACKED_STRETCH;
    }
    struct packed_stretch *s = malloc(sizeof *s + size);
    if (!s)
        return NULL;
    s->n = n;
    memcpy(s->columns, columns, n_columns * sizeof *columns);
    for (size_t c = 0; c < n_columns; c++)
        write_column(stage + c * PACKED_STRETCH, &s->columns[c], s->data);
    return s;
}

/* Repeats the last row to the end of the stage. */
static void fill_stage(struct packed *p)
{
    for (size_t c = 0; c < p->n_columns; c++) {
        uint32_t *v = p->stage + c * PACKED_STRETCH;
        for (size_t i = p->n_staged; i < PACKED_STRETCH; i++)
            v[i] = v[p->n_staged - 1];
    }
}

/* Notes that a run begins with the stretch that is added next, where the last one is not full. */
static int note_run(struct packed *p)
{
    if (p->n_stretches == 0 || p->v[p->n_stretches - 1]->n == PACKED_STRETCH)
        return 0;
    struct packed_run *runs = realloc(p->runs, (p->n_runs + 2) * sizeof *runs);
    if (!runs)
        return -1;
    if (!p->runs)
        runs[p->n_runs++] = (struct packed_run){0, 0};
    runs[p->n_runs++] = (struct packed_run){p->n - p->n_staged, p->n_stretches};
    p->runs = runs;
    return 0;
}

int packed_seal(struct packed *p)
{
    if (p->n_staged == 0)
        return 0;
    fill_stage(p);
    if (array_reserve(&p->v, &p->cap, p->n_stretches + 1, sizeof(struct packed_stretch *)) != 0 ||
        note_run(p) != 0)
        return -1;
    struct packed_stretch *s = pack(p->stage, p->n_columns, p->n_staged);
    if (!s)
        return -1;
    p->v[p->n_stretches++] = s;
    p->n_staged = 0;
    return 0;
}

int packed_make_room(struct packed *p)
{
    if (p->stage)
        return packed_seal(p);
    /* NOLINTNEXTLINE(clang-analyzer-optin.portability.UnixAPI): there are columns */
    p->stage = malloc(p->n_columns * PACKED_STRETCH * sizeof *p->stage);
    return p->stage ? 0 : -1;
}

int packed_add_columns(struct packed *p, const uint32_t *columns, size_t n)
{
    for (size_t done = 0, m; done < n; done += m) {
        if ((!p->stage || p->n_staged == PACKED_STRETCH) && packed_make_room(p) != 0)
            return -1;
        size_t room = PACKED_STRETCH - p->n_staged;
        m = n - done < room ? n - done : room;
        for (size_t c = 0; c < p->n_columns; c++)
            memcpy(p->stage + c * PACKED_STRETCH + p->n_staged, columns + c * PACKED_STRETCH + done,
                   m * sizeof *columns);
        p->n_staged += m;
        p->n += m;
    }
    return 0;
}

/* The stretch that ROW is in, and which row of it that is. */
static size_t find_stretch(const struct packed *p, size_t row, size_t *at)
{
    struct packed_run run = {0, 0};
    for (size_t r = p->n_runs; r > 0; r--)
        if (p->runs[r - 1].from <= row) {
            run = p->runs[r - 1];
            break;
        }
    *at = (row - run.from) % PACKED_STRETCH;
    return run.stretch + (row - run.from) / PACKED_STRETCH;
}

/* What is kept of row I of the column. */
static inline uint32_t kept_at(const struct packed_stretch *s, const struct packed_column *c,
                               size_t i)
{
    const unsigned char *data = s->data + c->at;
    uint16_t half;
    uint32_t word;
    switch (c->width) {
    case 0:
        return c->counts ? (uint32_t)i : 0;
    case 1:
        return data[i];
    case 2:
        memcpy(&half, data + 2 * i, sizeof half);
        return half;
    default:
        memcpy(&word, data + 4 * i, sizeof word);
        return word;
    }
}

uint32_t packed_at(const struct packed *p, size_t row, size_t column)
{
    size_t i;
    const struct packed_stretch *s = p->v[find_stretch(p, row, &i)];
    return s->columns[column].base + kept_at(s, &s->columns[column], i);
}

/* N rows of one column from row I on, STEP numbers apart. */
static void read_column(const struct packed_stretch *s, size_t column, size_t i, size_t n,
                        uint32_t *to, size_t step)
{
    const struct packed_column *c = &s->columns[column];
    const uint8_t *bytes = s->data + c->at;
    const uint16_t *halves = (const void *)bytes;
    const uint32_t *words = (const void *)bytes;
    uint32_t base = c->base;
    if (c->width == 0 && !c->counts)
        for (size_t k = 0; k < n; k++)
            to[k * step] = base;
    else if (c->width == 1)
        for (size_t k = 0; k < n; k++)
            to[k * step] = base + bytes[i + k];
    else if (c->width == 2)
        for (size_t k = 0; k < n; k++)
            to[k * step] = base + halves[i + k];
    else if (c->width == 4)
        for (size_t k = 0; k < n; k++)
            to[k * step] = base + words[i + k];
    else
        for (size_t k = 0; k < n; k++)
            to[k * step] = base + (uint32_t)(i + k);
}

/* All rows of one column. */
static void read_whole(const struct packed_stretch *s, size_t column, uint32_t *to)
{
    const struct packed_column *c = &s->columns[column];
    const uint8_t *bytes = s->data + c->at;
    const uint16_t *halves = (const void *)bytes;
    const uint32_t *words = (const void *)bytes;
    uint32_t base = c->base;
    if (c->width == 1)
        EACH_ROW(i)
    to[i] = base + bytes[i];
    else if (c->width == 2) EACH_ROW(i) to[i] = base + halves[i];
    else if (c->width == 4) EACH_ROW(i) to[i] = base + words[i];
    else if (c->counts) EACH_ROW(i) to[i] = base + (uint32_t)i;
    else EACH_ROW(i) to[i] = base;
}

void packed_read(const struct packed *p, size_t from, size_t n, uint32_t *to)
{
    for (size_t done = 0, m; done < n; done += m) {
        size_t i;
        const struct packed_stretch *s = p->v[find_stretch(p, from + done, &i)];
        m = s->n - i < n - done ? s->n - i : n - done;
        for (size_t c = 0; c < p->n_columns; c++)
            read_column(s, c, i, m, to + done * p->n_columns + c, p->n_columns);
    }
}

size_t packed_read_column(const struct packed *p, size_t row, size_t column, uint32_t *to)
{
    size_t i;
    const struct packed_stretch *s = p->v[find_stretch(p, row, &i)];
    if (i == 0)
        read_whole(s, column, to);
    else
        read_column(s, column, i, s->n - i, to, 1);
    return s->n - i;
}

void packed_stretch_around(const struct packed *p, size_t row, size_t *first, size_t *end)
{
    size_t i;
    const struct packed_stretch *s = p->v[find_stretch(p, row, &i)];
    *first = row - i;
    *end = *first + s->n;
}

void packed_forget(struct packed *p, size_t row)
{
    size_t i, end = row < p->n ? find_stretch(p, row, &i) : p->n_stretches;
    while (end > 0 && p->v[end - 1]) {
        free(p->v[--end]);
        p->v[end] = NULL;
    }
}

/* Where FROM's runs begin, behind what P has. */
static int append_runs(struct packed *p, const struct packed *from)
{
    size_t n = from->n_runs ? from->n_runs : 1;
    struct packed_run *runs = realloc(p->runs, (p->n_runs + n + 1) * sizeof *runs);
    if (!runs)
        return -1;
    if (!p->runs)
        runs[p->n_runs++] = (struct packed_run){0, 0};
    for (size_t i = 0; i < n; i++) {
        struct packed_run run = from->n_runs ? from->runs[i] : (struct packed_run){0, 0};
        runs[p->n_runs++] = (struct packed_run){p->n + run.from, p->n_stretches + run.stretch};
    }
    p->runs = runs;
    return 0;
}

int packed_append(struct packed *p, struct packed *from)
{
    if (packed_seal(p) != 0 || packed_seal(from) != 0)
        return -1;
    if (from->n > 0) {
        if (array_reserve(&p->v, &p->cap, p->n_stretches + from->n_stretches,
                          sizeof(struct packed_stretch *)) != 0 ||
            append_runs(p, from) != 0)
            return -1;
        memcpy(p->v + p->n_stretches, from->v, from->n_stretches * sizeof(struct packed_stretch *));
        p->n_stretches += from->n_stretches;
        p->n += from->n;
        from->n_stretches = 0;
    }
    packed_release(from);
    return 0;
}

void packed_bounds(const struct packed *p, size_t column, uint32_t *least, uint32_t *most)
{
    *least = p->n_stretches ? UINT32_MAX : 0;
    *most = 0;
    for (size_t i = 0; i < p->n_stretches; i++) {
        const struct packed_column *c = &p->v[i]->columns[column];
        *least = c->base < *least ? c->base : *least;
        *most = c->base + c->span > *most ? c->base + c->span : *most;
    }
}

void packed_add_to(struct packed *p, size_t column, uint32_t add)
{
    for (size_t i = 0; i < p->n_stretches; i++)
        p->v[i]->columns[column].base += add;
}

/* A number as CONTEXT changes it. */
typedef uint32_t change(const void *context, uint32_t number);

/* Packs stretch S anew, with COLUMN changed. 0 or -1. */
static int change_column(struct packed *p, size_t s, size_t column, change *changed,
                         const void *context)
{
    struct packed_stretch *old = p->v[s];
    uint32_t *stage = malloc(p->n_columns * PACKED_STRETCH * sizeof *stage);
    if (!stage)
        return -1;
    for (size_t c = 0; c < p->n_columns; c++)
        read_whole(old, c, stage + c * PACKED_STRETCH);
    EACH_ROW(i)
    stage[column * PACKED_STRETCH + i] = changed(context, stage[column * PACKED_STRETCH + i]);
    struct packed_stretch *packed = pack(stage, p->n_columns, old->n);
    free(stage);
    if (!packed)
        return -1;
    free(old);
    p->v[s] = packed;
    return 0;
}

static uint32_t map_number(const void *map, uint32_t number)
{
    return ((const uint32_t *)map)[number];
}

/* Maps a column of bytes in place, if what they can become are bytes, too. Whether it is. */
static bool map_bytes(struct packed_stretch *s, struct packed_column *c, const uint32_t *map)
{
    unsigned char *bytes = s->data + c->at, mapped[UINT8_MAX + 1];
    uint32_t most = 0;
    if (c->width != 1)
        return false;
    for (uint32_t i = 0; i <= c->span; i++) {
        uint32_t number = map[c->base + i];
        most = number > most ? number : most;
        mapped[i] = (unsigned char)number;
    }
    if (most > UINT8_MAX)
        return false;
    EACH_ROW(i)
    bytes[i] = mapped[bytes[i]];
    c->base = 0;
    c->span = most;
    return true;
}

int packed_map(struct packed *p, size_t column, const uint32_t *map)
{
    for (size_t i = 0; i < p->n_stretches; i++) {
        struct packed_column *c = &p->v[i]->columns[column];
        if (c->width == 0 && !c->counts)
            c->base = map[c->base];
        else if (!map_bytes(p->v[i], c, map) && change_column(p, i, column, map_number, map) != 0)
            return -1;
    }
    return 0;
}

static uint32_t add_number(const void *add, uint32_t number)
{
    return number ? number + *(const uint32_t *)add : 0;
}

int packed_add_to_others(struct packed *p, size_t column, uint32_t add)
{
    for (size_t i = 0; i < p->n_stretches; i++) {
        struct packed_column *c = &p->v[i]->columns[column];
        if (c->base > 0)
            c->base += add;
        else if ((c->width > 0 || c->counts) && change_column(p, i, column, add_number, &add) != 0)
            return -1;
    }
    return 0;
}

void packed_release(struct packed *p)
{
    for (size_t i = 0; i < p->n_stretches; i++)
        free(p->v[i]);
    free(p->v);
    free(p->runs);
    free(p->stage);
    *p = (struct packed){.n_columns = p->n_columns};
}
