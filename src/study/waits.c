#include "study/waits.h"

#include <stdlib.h>

#include "base/array.h"
#include "study/trajectory.h"

enum kind { KIND_GAP, KIND_OPEN, KIND_CLOSED };

struct found {
    int rank;
    enum kind kind;
    int32_t days;
};

struct search {
    struct found *v;
    size_t n, cap;
    double *days; /* room for the days of all */
};

static int add(struct search *s, int rank, enum kind kind, int32_t days)
{
    if (ARRAY_ROOM(s) != 0)
        return -1;
    s->v[s->n++] = (struct found){rank, kind, days};
    return 0;
}

/* What follows the last inspection within from and to. */
static int take_last(struct search *s, const struct history *h, const struct inspection *last,
                     const struct rules *rules, struct waits *w)
{
    bool is_last = last == &h->inspections[h->n - 1], has_closed = h->closed != DAY_LAST;
    w->n_cut += !is_last;
    w->n_to_open += is_last && !h->exists;
    if (!is_last || !h->exists)
        return 0;
    return add(s, last->rank, has_closed ? KIND_CLOSED : KIND_OPEN, rules->as_of - last->day);
}

static int take_waits(struct search *s, const struct history *h, const struct rules *rules,
                      struct waits *w)
{
    struct inspections in = inspections_between(h, rules);
    for (size_t i = 1; i < in.n; i++) {
        int32_t days = in.v[i].day - in.v[i - 1].day;
        w->n_same_day += days == 0;
        if (add(s, in.v[i - 1].rank, KIND_GAP, days) != 0)
            return -1;
    }
    return in.n ? take_last(s, h, &in.v[in.n - 1], rules, w) : 0;
}

/* The range of the waits of KIND under the grade RANK, and how many there are. */
static struct sample_range range_of(struct search *s, int rank, enum kind kind, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].kind == kind && (rank == RANK_NONE || s->v[i].rank == rank))
            s->days[(*n)++] = s->v[i].days;
    return sample_range(s->days, *n);
}

static void add_row(struct waits *w, struct search *s, int rank)
{
    struct wait *row = &w->v[w->n++];
    row->rank = rank;
    row->gap = range_of(s, rank, KIND_GAP, &row->gaps);
    row->so_far = range_of(s, rank, KIND_OPEN, &row->open);
    range_of(s, rank, KIND_CLOSED, &row->closed);
}

static int make_rows(struct waits *w, struct search *s, const struct scale *scale)
{
    w->v = calloc(scale->n + 1, sizeof *w->v);
    s->days = calloc(s->n + 1, sizeof *s->days);
    if (!w->v || !s->days)
        return -1;
    for (int rank = scale_highest(scale); rank != RANK_NONE; rank = scale_next_below(scale, rank))
        add_row(w, s, rank);
    add_row(w, s, RANK_NONE);
    return 0;
}

int waits_find(struct study *study, struct waits *w)
{
    struct search s = {0};
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        if ((status = take_waits(&s, h, &study->rules, w)) != 0)
            break;
    if (status == 0)
        status = make_rows(w, &s, &study->d->scale);
    free(s.v);
    free(s.days);
    return status;
}

void waits_release(struct waits *w)
{
    free(w->v);
    *w = (struct waits){0};
}
