#include "quick.h"

/* A mask of those of N bytes that are among the eight from byte FROM on. */
static uint64_t mask_of(size_t n, size_t from)
{
    size_t bytes = n <= from ? 0 : n - from < 8 ? n - from : 8;
    return bytes == 8 ? UINT64_MAX : ((uint64_t)1 << 8 * bytes) - 1;
}

void quick_remember(struct quick_memo *m, struct span s, uint32_t number)
{
    m->number = number;
    memcpy(m->bytes, s.text, sizeof m->bytes);
    if (m->mask_length != s.length)
        for (size_t i = 0; i < QUICK_BYTES / 8; i++)
            m->mask[i / 2][i % 2] = mask_of(s.length, 8 * i);
    m->mask_length = (uint32_t)s.length;
    m->known = m->mask_length + 1;
}

int64_t quick_find_word(struct quick_words *w, struct intern *t, struct span s)
{
    struct quick_memo *m = quick_memo_of(w, s);
    uint32_t number;
    if (quick_memo_is(m, s))
        return m->number;
    if (!intern_guess(t, s, &number))
        return -1;
    if (s.length <= QUICK_BYTES)
        quick_remember(m, s, number);
    return number;
}
