#include "study/tally.h"

#include <stdlib.h>

#include "study/trajectory.h"

static void count_now(struct tallies *t, const struct study *s, const struct history *h)
{
    int32_t today = s->rules.as_of;
    if (!history_is_open(h, today))
        return;
    const struct inspection *latest = history_in_force(h, today);
    int rank = latest ? latest->rank : RANK_NONE;
    struct tally *const both[] = {&t->v[history_model(h, today)], &t->v[t->n - 1]};
    for (size_t i = 0; i < 2; i++) {
        both[i]->councils_now++;
        both[i]->now[rank]++;
    }
}

static void count_ever(struct tallies *t, const struct study *s, const struct history *h)
{
    uint64_t counted = 0;
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        bool within = p->end > h->opened && p->start < h->closed && p->start <= s->rules.as_of;
        if (within && !(counted >> p->model & 1))
            t->v[p->model].councils_ever++;
        counted |= (uint64_t)within << p->model;
    }
    t->v[t->n - 1].councils_ever += h->exists;
}

static void count_steps(struct tallies *t, const struct study *s, const struct history *h)
{
    struct inspections in = inspections_between(h, &s->rules);
    for (size_t i = 0; i < in.n; i++) {
        struct tally *const both[] = {&t->v[model_judged(h, &in.v[i])], &t->v[t->n - 1]};
        for (size_t k = 0; k < 2; k++) {
            both[k]->inspections++;
            if (i == 0)
                continue;
            enum direction direction = step_to(h, &in, i).direction;
            both[k]->ups += direction == DIRECTION_UP;
            both[k]->sames += direction == DIRECTION_SAME;
            both[k]->downs += direction == DIRECTION_DOWN;
        }
    }
}

static int make_rows(struct tallies *t, const struct dataset *d)
{
    size_t ranks = (size_t)scale_highest(&d->scale) + 1;
    t->n = (size_t)d->models.n + 1;
    t->v = calloc(t->n, sizeof *t->v);
    size_t *now = calloc(t->n * ranks, sizeof *now);
    if (!t->v || !now) {
        free(now);
        return -1;
    }
    for (size_t i = 0; i < t->n; i++)
        t->v[i].now = now + i * ranks;
    return 0;
}

int tally_count(struct study *study, struct tallies *t)
{
    const struct history *h;
    int status;
    if (make_rows(t, study->d) != 0)
        return -1;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;) {
        count_now(t, study, h);
        if (h->exists)
            count_ever(t, study, h);
        count_steps(t, study, h);
    }
    return status;
}

void tallies_release(struct tallies *t)
{
    if (t->v)
        free(t->v[0].now);
    free(t->v);
    *t = (struct tallies){0};
}
