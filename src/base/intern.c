#include "base/intern.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static inline uint64_t load_8(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static inline uint64_t load_4(const char *p)
{
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* At most 7 bytes as a number, some of them twice: no two texts of one length have the same. */
static inline uint64_t load_short(struct span s)
{
    if (s.length >= 4)
        return load_4(s.text) << 32 | load_4(s.text + s.length - 4);
    if (s.length == 0)
        return 0;
    uint64_t first = (unsigned char)s.text[0], middle = (unsigned char)s.text[s.length / 2];
    return first << 16 | middle << 8 | (unsigned char)s.text[s.length - 1];
}

static inline struct intern_ends ends_of(struct span s)
{
    if (s.length >= 8)
        return (struct intern_ends){load_8(s.text), load_8(s.text + s.length - 8)};
    return (struct intern_ends){load_short(s), 0};
}

static inline bool entry_is(const struct intern_entry *e, struct span s,
                            const struct intern_ends *ends)
{
    return e->length == s.length && e->ends.head == ends->head && e->ends.tail == ends->tail &&
           (s.length <= 16 || memcmp(e->text, s.text, s.length) == 0);
}

/* Mixed by an odd multiplier (the 64-bit golden ratio) and shifts; the middle of long texts, eight
 * bytes a step, between the ends. */
static uint32_t hash(struct span s, const struct intern_ends *ends)
{
    const uint64_t golden = 0x9e3779b97f4a7c15U;
    uint64_t h = (s.length ^ ends->head) * golden;
    for (size_t at = 8; at + 8 < s.length; at += 8) {
        h = (h ^ h >> 32 ^ load_8(s.text + at)) * golden;
    }
    h = (h ^ h >> 32 ^ ends->tail) * golden;
    h = (h ^ h >> 32) * golden;
    return (uint32_t)(h >> 32);
}

/* The slot that holds S, or the free one where it would go. */
static size_t find_slot(const struct intern *t, struct span s, const struct intern_ends *ends,
                        uint32_t h)
{
    size_t mask = t->n_slots - 1;
    for (size_t i = h & mask;; i = (i + 1) & mask) {
        uint64_t slot = t->slots[i];
        if (slot == 0)
            return i;
        if (slot >> 32 == h && entry_is(&t->v[(uint32_t)slot - 1], s, ends))
            return i;
    }
}

static int grow(struct intern *t)
{
    size_t n_slots = t->n_slots ? 2 * t->n_slots : 64;
    uint64_t *slots = calloc(n_slots, sizeof *slots);
    if (!slots)
        return -1;
    for (size_t number = 0; number < t->n; number++) {
        size_t i = t->v[number].hash & (n_slots - 1);
        while (slots[i] != 0)
            i = (i + 1) & (n_slots - 1);
        slots[i] = (uint64_t)t->v[number].hash << 32 | (number + 1);
    }
    free(t->slots);
    t->slots = slots;
    t->n_slots = n_slots;
    return 0;
}

/* Where the number of S, or of one like it, is remembered. */
static inline uint32_t *recent(struct intern *t, struct span s)
{
    size_t first = s.length ? (unsigned char)s.text[0] : 0;
    return &t->recent[(s.length * 7 + first) % INTERN_RECENT];
}

static int add(struct intern *t, struct arena *arena, struct span s, const struct intern_ends *ends,
               uint32_t h, size_t slot)
{
    if (t->n >= UINT32_MAX - 1 || s.length > UINT32_MAX || ARRAY_ROOM(t) != 0)
        return -1;
    const char *text = arena_copy(arena, s);
    if (!text)
        return -1;
    t->v[t->n++] = (struct intern_entry){text, (uint32_t)s.length, h, *ends};
    t->slots[slot] = (uint64_t)h << 32 | t->n;
    return 0;
}

int intern_put(struct intern *t, struct arena *arena, struct span s, uint32_t *number)
{
    const struct intern_ends ends = ends_of(s);
    uint32_t *guess = recent(t, s);
    if (*guess < t->n && entry_is(&t->v[*guess], s, &ends)) {
        *number = *guess;
        return 0;
    }
    if (t->n * 4 >= t->n_slots * 3 && grow(t) != 0)
        return -1;
    uint32_t h = hash(s, &ends);
    size_t slot = find_slot(t, s, &ends, h);
    if (t->slots[slot] == 0 && add(t, arena, s, &ends, h, slot) != 0)
        return -1;
    *number = *guess = (uint32_t)t->slots[slot] - 1;
    return 0;
}

bool intern_find(struct intern *t, struct span s, uint32_t *number)
{
    const struct intern_ends ends = ends_of(s);
    uint32_t *guess = recent(t, s);
    if (*guess < t->n && entry_is(&t->v[*guess], s, &ends)) {
        *number = *guess;
        return true;
    }
    uint64_t slot = t->n ? t->slots[find_slot(t, s, &ends, hash(s, &ends))] : 0;
    if (slot == 0)
        return false;
    *number = *guess = (uint32_t)slot - 1;
    return true;
}

void intern_release(struct intern *t)
{
    free(t->v);
    free(t->slots);
    *t = (struct intern){0};
}
