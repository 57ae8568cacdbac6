/* packed_window: some rows of a packed table as they are asked for, range after range. Whole
 * stretches are unpacked at once, so that ranges which follow each other cost little. Zeroed is
 * valid and empty. */
#ifndef BASE_PACKED_WINDOW_H
#define BASE_PACKED_WINDOW_H

#include "base/packed.h"

struct packed_window {
    uint32_t *v; /* column by column, STEP numbers each */
    size_t step;
    size_t first, n; /* the rows that are unpacked */
    size_t at;       /* which of them the range begins with */
};

/* Moves W to the N rows of P from FROM on, all of which are there. Only columns that are among
 * WANTED (bits) can be looked at. All moves of one window are in one table, which stays the same,
 * and with one WANTED. 0, or -1 when there is no memory. */
int packed_window_unpack(struct packed_window *w, const struct packed *p, unsigned wanted,
                         size_t from, size_t n);

static inline int packed_window_move(struct packed_window *w, const struct packed *p,
                                     unsigned wanted, size_t from, size_t n)
{
    if (n == 0)
        return 0;
    if (from < w->first || from + n > w->first + w->n)
        return packed_window_unpack(w, p, wanted, from, n);
    w->at = from - w->first;
    return 0;
}

/* The numbers of COLUMN in the range, which is not empty, row by row; until the next move. */
static inline const uint32_t *packed_window_column(const struct packed_window *w, size_t column)
{
    return w->v + column * w->step + w->at;
}

void packed_window_release(struct packed_window *w);

#endif
