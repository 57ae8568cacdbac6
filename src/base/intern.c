#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/pages.h"

/* The slot that holds S, or the free one where it would go. */
static size_t find_slot(const struct intern *t, struct span s, const struct intern_ends *ends,
                        uint32_t h)
{
    size_t mask = t->n_slots - 1;
    for (size_t i = h & mask;; i = (i + 1) & mask) {
        uint64_t slot = t->slots[i];
        if (slot == 0)
            return i;
        if (slot >> 32 == h && intern_entry_is(&t->v[(uint32_t)slot - 1], s, *ends))
            return i;
    }
}

static struct span entry_text(const struct intern_entry *e)
{
    return (struct span){e->text, e->length};
}

/* A table for what there is, with room for more. */
static int grow(struct intern *t)
{
    size_t n_slots = t->n_slots ? 2 * t->n_slots : 64;
    while (t->n * 4 >= n_slots * 3)
        n_slots *= 2;
    uint64_t *slots = pages_alloc(n_slots * sizeof *slots);
    if (!slots)
        return -1;
    memset(slots, 0, n_slots * sizeof *slots);
    for (size_t number = 0; number < t->n; number++) {
        struct intern_entry *e = &t->v[number];
        if (!t->slots)
            e->hash = intern_hash(entry_text(e), &e->ends);
        size_t i = e->hash & (n_slots - 1);
        while (slots[i] != 0)
            i = (i + 1) & (n_slots - 1);
        slots[i] = (uint64_t)e->hash << 32 | (number + 1);
    }
    free(t->slots);
    t->slots = slots;
    t->n_slots = n_slots;
    return 0;
}

/* Below, at or above zero as A stands before B, is it, or stands behind it. */
static int compare(struct span a, struct span b)
{
    size_t least = a.length < b.length ? a.length : b.length;
    int order = least ? memcmp(a.text, b.text, least) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

static bool comes_last(const struct intern *t, struct span s)
{
    return !t->slots && (t->n == 0 || compare(entry_text(&t->v[t->n - 1]), s) < 0);
}

/* The number of S among entries in order; t->n where it is not there. */
static size_t search(const struct intern *t, struct span s)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(entry_text(&t->v[middle]), s);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return t->n;
}

/* Room for one more entry. Of many that are read here and there, all move when they grow. */
static int make_room(struct intern *t)
{
    enum { MANY = 16 * 1024 };
    if (t->n < t->cap || t->cap < MANY || !t->slots)
        return ARRAY_ROOM(t);
    struct intern_entry *v = pages_alloc(2 * t->cap * sizeof *v);
    if (!v)
        return -1;
    memcpy(v, t->v, t->n * sizeof *v);
    free(t->v);
    t->v = v;
    t->cap *= 2;
    return 0;
}

static int add(struct intern *t, struct arena *arena, struct span s, const struct intern_ends *ends,
               uint32_t h)
{
    if (t->n >= UINT32_MAX - 1 || s.length > UINT32_MAX || make_room(t) != 0)
        return -1;
    const char *text = arena_copy(arena, s);
    if (!text)
        return -1;
    t->v[t->n++] = (struct intern_entry){text, (uint32_t)s.length, h, *ends};
    return 0;
}

int intern_put_other(struct intern *t, struct arena *arena, const struct intern_query *q,
                     uint32_t *number)
{
    if (t->n * 4 >= t->n_slots * 3 && grow(t) != 0)
        return -1;
    size_t slot = find_slot(t, q->s, &q->ends, q->hash);
    if (t->slots[slot] == 0) {
        if (add(t, arena, q->s, &q->ends, q->hash) != 0)
            return -1;
        t->slots[slot] = (uint64_t)q->hash << 32 | t->n;
    }
    *number = (uint32_t)t->slots[slot] - 1;
    return 0;
}

int intern_make_table(struct intern *t)
{
    return t->slots ? 0 : grow(t);
}

/* The same of S, for which the table is made if there is none. */
static int put_in_table(struct intern *t, struct arena *arena, struct span s,
                        const struct intern_ends *ends, uint32_t *number)
{
    if (!t->slots && grow(t) != 0)
        return -1;
    const struct intern_query q = {.s = s, .ends = *ends, .hash = intern_hash(s, ends)};
    return intern_put_other(t, arena, &q, number);
}

int intern_put_new(struct intern *t, struct arena *arena, struct span s, uint32_t *number)
{
    const struct intern_ends ends = intern_ends_of(s);
    if (!comes_last(t, s)) {
        if (put_in_table(t, arena, s, &ends, number) != 0)
            return -1;
    } else {
        if (add(t, arena, s, &ends, 0) != 0)
            return -1;
        *number = (uint32_t)t->n - 1;
    }
    *intern_recent(t, s) = *number;
    return 0;
}

/* The number of S without a table, which is made where it is asked for often; t->n: not there. */
static size_t find_in_order(struct intern *t, struct span s, const struct intern_ends *ends,
                            uint32_t last)
{
    enum { SELDOM = 32 };
    if (last + (size_t)1 < t->n && intern_entry_is(&t->v[last + 1], s, *ends))
        return last + (size_t)1; /* what is asked for is in the same order */
    if (t->n_searched++ >= SELDOM)
        grow(t); /* if there is no memory for it, it goes on as it is */
    return t->slots ? t->n : search(t, s);
}

bool intern_find_other(struct intern *t, struct span s, uint32_t *number)
{
    const struct intern_ends ends = intern_ends_of(s);
    uint32_t *recent = intern_recent(t, s);
    if (comes_last(t, s))
        return false;
    size_t found = t->slots ? t->n : find_in_order(t, s, &ends, *recent);
    if (t->slots) {
        uint64_t slot = t->slots[find_slot(t, s, &ends, intern_hash(s, &ends))];
        found = slot ? (uint32_t)slot - 1 : t->n;
    }
    if (found == t->n)
        return false;
    *number = *recent = (uint32_t)found;
    return true;
}

void intern_drop_table(struct intern *t)
{
    free(t->slots);
    t->slots = NULL;
    t->n_slots = 0;
}

void intern_release(struct intern *t)
{
    free(t->v);
    free(t->slots);
    *t = (struct intern){0};
}
