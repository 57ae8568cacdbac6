#include "study/transitions.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "study/trajectory.h"

struct pair {
    int place; /* of its model in the order of tables */
    int model, from, to;
    int32_t days;
};

struct pairs {
    struct pair *v;
    size_t n, cap;
};

static int add_pair(struct pairs *pairs, struct pair pair)
{
    if (ARRAY_ROOM(pairs) != 0)
        return -1;
    pairs->v[pairs->n++] = pair;
    return 0;
}

/* Each pair twice: for its model, and for all. */
static int take_pairs(struct pairs *pairs, const struct study *study, const struct history *h,
                      struct transitions *t)
{
    struct inspections in = inspections_between(h, &study->rules);
    int n_models = study->d->models.n;
    t->n_single += in.n == 1;
    for (size_t i = 1; i < in.n; i++) {
        struct step step = step_to(h, &in, i);
        int model = step.period->model, place = (model + n_models - 1) % n_models;
        struct pair pair = {place, model, step.from->rank, step.to->rank, step.days};
        struct pair all = {n_models, -1, step.from->rank, step.to->rank, step.days};
        if (add_pair(pairs, pair) != 0 || add_pair(pairs, all) != 0)
            return -1;
        t->n_pairs++;
        t->n_same_day += step.days == 0;
    }
    return 0;
}

/* By model; the best grade first. */
static int compare_pairs(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    if (x->from != y->from)
        return x->from > y->from ? -1 : 1;
    return (x->to < y->to) - (x->to > y->to);
}

/* Rows of the N pairs V, which are of one model and from one grade. */
static int add_rows(struct transitions *t, const struct scale *scale, const struct pair *v,
                    size_t n)
{
    size_t k = 0;
    for (int to = scale_highest(scale); to != RANK_NONE; to = scale_next_below(scale, to)) {
        struct transition row = {v->model, v->from, to, 0, n, NAN};
        double days = 0;
        for (; k < n && v[k].to == to; k++, row.pairs++)
            days += v[k].days;
        if (row.pairs > 0)
            row.days = days / (double)row.pairs;
        if (ARRAY_ROOM(t) != 0)
            return -1;
        t->v[t->n++] = row;
    }
    return 0;
}

static int count_pairs(struct transitions *t, const struct scale *scale, struct pairs *pairs)
{
    if (pairs->n > 0)
        qsort(pairs->v, pairs->n, sizeof *pairs->v, compare_pairs);
    for (size_t i = 0, end; i < pairs->n; i = end) {
        const struct pair *first = &pairs->v[i];
        end = i + 1;
        while (end < pairs->n && pairs->v[end].place == first->place &&
               pairs->v[end].from == first->from)
            end++;
        if (add_rows(t, scale, first, end - i) != 0)
            return -1;
    }
    return 0;
}

int transitions_count(struct study *study, struct transitions *t)
{
    struct pairs pairs = {0};
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        if ((status = take_pairs(&pairs, study, h, t)) != 0)
            break;
    if (status == 0)
        status = count_pairs(t, &study->d->scale, &pairs);
    free(pairs.v);
    return status;
}

void transitions_release(struct transitions *t)
{
    free(t->v);
    *t = (struct transitions){0};
}
