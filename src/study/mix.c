#include "study/mix.h"

#include <stdlib.h>
#include <string.h>

struct count {
    size_t councils;
    uint32_t first[MOST_NAMED];
};

/* Councils by day, place of the model and place of the grade. */
struct grid {
    const struct dataset *d;
    const int32_t *days;
    size_t n_days, n_models, n_ranks; /* all models and no grade included */
    int *ranks;                       /* best first, RANK_NONE last */
    size_t *place_of_rank;
    struct count *counts;
    uint64_t had; /* bits: models that a council ever had */
};

static void grid_release(struct grid *g)
{
    free(g->ranks);
    free(g->place_of_rank);
    free(g->counts);
}

static int grid_make(struct grid *g)
{
    const struct scale *scale = &g->d->scale;
    size_t highest = (size_t)scale_highest(scale);
    g->n_models = (size_t)g->d->models.n + 1;
    g->ranks = calloc(highest + 1, sizeof *g->ranks);
    g->place_of_rank = calloc(highest + 1, sizeof *g->place_of_rank);
    if (!g->ranks || !g->place_of_rank)
        return -1;
    for (int rank = (int)highest; rank != RANK_NONE; rank = scale_next_below(scale, rank)) {
        g->place_of_rank[rank] = g->n_ranks;
        g->ranks[g->n_ranks++] = rank;
    }
    g->place_of_rank[RANK_NONE] = g->n_ranks++;
    g->counts = calloc(g->n_days * g->n_models * g->n_ranks + 1, sizeof *g->counts);
    return g->counts ? 0 : -1;
}

/* The counts of the grades, best first, under the model at PLACE in the order of tables. */
static struct count *counts_at(const struct grid *g, size_t day, size_t place)
{
    return g->counts + (day * g->n_models + place) * g->n_ranks;
}

static void add_council(struct count *count, const struct history *h)
{
    if (count->councils < MOST_NAMED)
        count->first[count->councils] = h->number;
    count->councils++;
}

static void count_days(struct grid *g, const struct history *h)
{
    size_t n = (size_t)g->d->models.n;
    for (size_t i = 0; i < g->n_days; i++) {
        int32_t day = g->days[i];
        if (!history_is_open(h, day))
            continue;
        const struct inspection *latest = history_in_force(h, day);
        size_t model = ((size_t)history_model(h, day) + n - 1) % n;
        size_t rank = g->place_of_rank[latest ? latest->rank : RANK_NONE];
        add_council(&counts_at(g, i, model)[rank], h);
        add_council(&counts_at(g, i, n)[rank], h);
    }
}

/* The models that the council had within its life. */
static uint64_t models_of(const struct history *h)
{
    uint64_t had = 0;
    for (size_t i = 0; h->exists && i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        if (p->end > h->opened && p->start < h->closed)
            had |= (uint64_t)1 << p->model;
    }
    return had;
}

static void add_rows(struct mixes *m, const struct grid *g, size_t day, size_t place, int model)
{
    const struct count *counts = counts_at(g, day, place);
    size_t total = 0;
    for (size_t i = 0; i < g->n_ranks; i++)
        total += counts[i].councils;
    for (size_t i = 0; i < g->n_ranks; i++) {
        struct mix *x = &m->v[m->n++];
        *x = (struct mix){g->days[day], model, g->ranks[i], counts[i].councils, total, {0}};
        memcpy(x->first, counts[i].first, sizeof x->first);
    }
}

static int make_rows(struct mixes *m, const struct grid *g)
{
    const struct model_list *models = &g->d->models;
    size_t n_had = 0;
    for (int i = 0; i < models->n; i++)
        n_had += g->had >> i & 1;
    m->v = calloc(g->n_days * (n_had + 1) * g->n_ranks + 1, sizeof *m->v);
    if (!m->v)
        return -1;
    for (size_t day = 0; day < g->n_days; day++) {
        for (int i = 0; i < models->n; i++)
            if (g->had >> model_in_order(models, i) & 1)
                add_rows(m, g, day, (size_t)i, model_in_order(models, i));
        add_rows(m, g, day, (size_t)models->n, -1);
    }
    return 0;
}

int mix_count(struct study *study, const int32_t *days, size_t n, struct mixes *m)
{
    struct grid g = {.d = study->d, .days = days, .n_days = n};
    const struct history *h;
    int status = grid_make(&g);
    if (status == 0)
        for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;) {
            g.had |= models_of(h);
            count_days(&g, h);
        }
    if (status == 0)
        status = make_rows(m, &g);
    grid_release(&g);
    return status;
}

int mix_first_day(struct study *study, int32_t *day)
{
    const struct history *h;
    int status;
    *day = DAY_LAST;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        if (h->n > 0 && h->inspections[0].day < *day)
            *day = h->inspections[0].day;
    return status;
}

void mix_release(struct mixes *m)
{
    free(m->v);
    *m = (struct mixes){0};
}
