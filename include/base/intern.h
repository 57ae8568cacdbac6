/* intern: equal strings once, numbered 0, 1, 2, ... in order of first sight. Zeroed is valid and
 * empty.
 *
 * As long as each new string comes behind all others in byte order, as in sorted files, there is
 * nothing to look up: the table is only made when that order breaks. */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/span.h"

/* The first and the last eight bytes of a text: all of it, where it has 8 to 16 bytes; a shorter
 * one is in `head` alone. Most texts are told apart by these without a look at the text itself. */
struct intern_ends {
    uint64_t head, tail;
};

struct intern_entry {
    const char *text; /* terminated; owned by the arena */
    uint32_t length;
    uint32_t hash; /* 0 before there is a table */
    struct intern_ends ends;
};

enum { INTERN_RECENT = 64 };

struct intern {
    struct intern_entry *v; /* by number */
    size_t n, cap;
    uint64_t *slots;   /* hash in the high half, number + 1 in the low; 0 is free. NULL: the entries
                          are in order */
    size_t n_slots;    /* a power of two, at most 3/4 in use */
    size_t n_searched; /* how often it was looked for something without a table */
    /* The number found last of those alike in length and first byte: a few words asked for again
     * and again are found here. */
    uint32_t recent[INTERN_RECENT];
};

static inline uint64_t intern_load_8(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static inline uint64_t intern_load_4(const char *p)
{
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* Texts of less than 8 bytes as a number, with some of the bytes twice: no two of one length have
 * the same. */
static inline struct intern_ends intern_ends_of(struct span s)
{
    if (s.length >= 8)
        return (struct intern_ends){intern_load_8(s.text), intern_load_8(s.text + s.length - 8)};
    if (s.length >= 4)
        return (struct intern_ends){
            intern_load_4(s.text) << 32 | intern_load_4(s.text + s.length - 4), 0};
    if (s.length == 0)
        return (struct intern_ends){0, 0};
    uint64_t first = (unsigned char)s.text[0], middle = (unsigned char)s.text[s.length / 2];
    return (struct intern_ends){first << 16 | middle << 8 | (unsigned char)s.text[s.length - 1], 0};
}

static inline bool intern_entry_is(const struct intern_entry *e, struct span s,
                                   struct intern_ends ends)
{
    return e->length == s.length && e->ends.head == ends.head && e->ends.tail == ends.tail &&
           (s.length <= 16 || memcmp(e->text, s.text, s.length) == 0);
}

/* Where the number of S, or of one like it, is remembered. */
static inline uint32_t *intern_recent(struct intern *t, struct span s)
{
    size_t first = s.length ? (unsigned char)s.text[0] : 0;
    return &t->recent[(s.length * 7 + first) % INTERN_RECENT];
}

/* What intern_put() and intern_find() do where S is not the one remembered. */
int intern_put_new(struct intern *t, struct arena *arena, struct span s, uint32_t *number);
bool intern_find_other(struct intern *t, struct span s, uint32_t *number);

/* Whether S is the one of its like that was asked for last; its number then. */
static inline bool intern_guess(struct intern *t, struct span s, uint32_t *number)
{
    uint32_t guess = *intern_recent(t, s);
    if (guess >= t->n || !intern_entry_is(&t->v[guess], s, intern_ends_of(s)))
        return false;
    *number = guess;
    return true;
}

/* The number of S, which is copied into ARENA if new. 0, or -1 when there is no memory or all
 * numbers are used. */
static inline int intern_put(struct intern *t, struct arena *arena, struct span s, uint32_t *number)
{
    return intern_guess(t, s, number) ? 0 : intern_put_new(t, arena, s, number);
}

/* The number of S, if it is there. */
static inline bool intern_find(struct intern *t, struct span s, uint32_t *number)
{
    return intern_guess(t, s, number) || intern_find_other(t, s, number);
}

/* A text that will be put into a large table, so that what memory has to bring is there in time:
 * prepare, approach some texts later, and put later still. */
struct intern_query {
    struct span s; /* to be kept where it is until it is put */
    struct intern_ends ends;
    uint32_t hash;
    uint32_t likely; /* the number, + 1, that it seems to have; 0: none */
};

/* Mixed by an odd multiplier (the 64-bit golden ratio) and shifts; the middle of long texts, eight
 * bytes a step, between the ends. */
static inline uint32_t intern_hash(struct span s, const struct intern_ends *ends)
{
    const uint64_t golden = 0x9e3779b97f4a7c15U;
    uint64_t h = (s.length ^ ends->head) * golden;
    for (size_t at = 8; at + 8 < s.length; at += 8)
        h = (h ^ h >> 32 ^ intern_load_8(s.text + at)) * golden;
    h = (h ^ h >> 32 ^ ends->tail) * golden;
    h = (h ^ h >> 32) * golden;
    return (uint32_t)(h >> 32);
}

/* Sets Q, whose text is there. */
static inline void intern_prepare(const struct intern *t, struct intern_query *q)
{
    q->ends = intern_ends_of(q->s);
    q->hash = intern_hash(q->s, &q->ends);
    q->likely = 0;
    __builtin_prefetch(&t->slots[q->hash & (t->n_slots - 1)]);
}

static inline void intern_approach(const struct intern *t, struct intern_query *q)
{
    size_t i = q->hash & (t->n_slots - 1);
    while (t->slots[i] && t->slots[i] >> 32 != q->hash)
        i = (i + 1) & (t->n_slots - 1);
    q->likely = (uint32_t)t->slots[i];
    if (q->likely)
        __builtin_prefetch(&t->v[q->likely - 1]);
}

/* Makes the table, if there is none. 0, or -1 when there is no memory. */
int intern_make_table(struct intern *t);

/* What intern_put_prepared() does where the text is not the one that it seemed to be. */
int intern_put_other(struct intern *t, struct arena *arena, const struct intern_query *q,
                     uint32_t *number);

/* As intern_put(). There must be a table. */
static inline int intern_put_prepared(struct intern *t, struct arena *arena,
                                      const struct intern_query *q, uint32_t *number)
{
    if (!q->likely || !intern_entry_is(&t->v[q->likely - 1], q->s, q->ends))
        return intern_put_other(t, arena, q, number);
    *number = q->likely - 1;
    return 0;
}

static inline const char *intern_text(const struct intern *t, uint32_t number)
{
    return t->v[number].text;
}

/* Gives back the memory of the table. Nothing is put or found after this. */
void intern_drop_table(struct intern *t);

void intern_release(struct intern *t);

#endif
