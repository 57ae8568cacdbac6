#include "base/packed_window.h"

#include <stdlib.h>

/* Room for N rows and, behind them, a stretch. 0 or -1. */
static int make_room(struct packed_window *w, size_t n_columns, size_t n)
{
    size_t step = n + PACKED_STRETCH;
    if (step <= w->step)
        return 0;
    uint32_t *v = malloc(step * n_columns * sizeof *v);
    if (!v)
        return -1;
    free(w->v);
    w->v = v;
    w->step = step;
    w->n = 0;
    return 0;
}

int packed_window_unpack(struct packed_window *w, const struct packed *p, unsigned wanted,
                         size_t from, size_t n)
{
    size_t first, end;
    w->n = 0;
    packed_stretch_around(p, from, &first, &end);
    if (make_room(w, p->n_columns, from + n - first + PACKED_STRETCH) != 0)
        return -1;
    w->first = first;
    w->at = from - first;
    for (size_t row = first; row < from + n; row = end) {
        packed_stretch_around(p, row, &row, &end);
        for (size_t c = 0; c < p->n_columns; c++)
            if (wanted >> c & 1)
                packed_read_column(p, row, c, w->v + c * w->step + (row - first));
        w->n = end - first;
    }
    return 0;
}

void packed_window_release(struct packed_window *w)
{
    free(w->v);
    *w = (struct packed_window){0};
}
