/* quick: what the quick ways of records share (load/rows.h): their dates are days, and their words
 * were there before. All other records go the long way, which does the same. */
#ifndef LOAD_QUICK_H
#define LOAD_QUICK_H

#include "loader.h"

/* DATE as it is written: a day, or none. */
static inline bool quick_day(struct span s, struct date *date)
{
    date->packed = 0;
    return s.length == 0 || date_parse_day(s, date);
}

/* Whether LATER, where both are known, is FROM up to MOST days after EARLIER. */
static inline bool quick_is_within(struct date earlier, struct date later, int32_t most)
{
    return !date_is_known(earlier) || !date_is_known(later) ||
           (later.packed >= earlier.packed &&
            (uint32_t)later.packed - (uint32_t)earlier.packed <= 4 * (uint32_t)most);
}

/* Whether S, a value of a row, is the word that is remembered: all of it is compared at once, as
 * more can be read than there is of it. */
static inline bool quick_memo_is(const struct quick_memo *m, struct span s)
{
    typedef quick_pair loose_pair __attribute__((aligned(1), may_alias));
    const loose_pair *text = (const void *)s.text;
    quick_pair differ =
        ((text[0] ^ m->bytes[0]) & m->mask[0]) | ((text[1] ^ m->bytes[1]) & m->mask[1]);
    return m->known == s.length + 1 && (differ[0] | differ[1]) == 0;
}

/* The same of a word of up to 8 bytes. */
static inline bool quick_memo_is_short(const struct quick_memo *m, struct span s)
{
    uint64_t differ = (intern_load_8(s.text) ^ m->bytes[0][0]) & m->mask[0][0];
    return s.length <= 8 && m->known == s.length + 1 && differ == 0;
}

/* Remembers that S, of up to QUICK_BYTES bytes, has NUMBER in place of the last word of its length.
 */
void quick_remember(struct quick_memo *m, struct span s, uint32_t number);

/* Where a word as long as S is remembered. */
static inline struct quick_memo *quick_memo_of(struct quick_words *w, struct span s)
{
    return &w->v[s.length <= QUICK_BYTES ? s.length : 0];
}

/* The number of the value S, if it was asked for before; else -1. */
int64_t quick_find_word(struct quick_words *w, struct intern *t, struct span s);

/* The same, inline. */
__attribute__((always_inline)) static inline int64_t quick_word(struct quick_words *w,
                                                                struct intern *t, struct span s)
{
    const struct quick_memo *m = quick_memo_of(w, s);
    return likely(quick_memo_is(m, s)) ? m->number : quick_find_word(w, t, s);
}

/* The same where most words are of one length, and of up to 8 bytes. */
__attribute__((always_inline)) static inline int64_t
quick_short_word(struct quick_words *w, struct intern *t, struct span s)
{
    const struct quick_memo *m = quick_memo_of(w, s);
    return likely(quick_memo_is_short(m, s)) ? m->number : quick_find_word(w, t, s);
}

#endif
