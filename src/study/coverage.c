/* Councils under each model on given days. */
#include <stdlib.h>

#include "base/array.h"
#include "study/arrangements.h"

/* A council under a model on a day, by who provides. */
struct provision {
    size_t row;
    const void *provider; /* its name, or the council where none is named */
};

struct provisions {
    struct provision *v;
    size_t n, cap;
};

/* The rows, model by model within each day, in the order of tables. */
static int make_rows(struct coverages *c, const struct dataset *d, const int32_t *days, size_t n)
{
    size_t per_day = (size_t)d->models.n;
    c->v = calloc(n * per_day + 1, sizeof *c->v);
    if (!c->v)
        return -1;
    c->n = n * per_day;
    for (size_t i = 0; i < c->n; i++) {
        c->v[i].day = days[i / per_day];
        c->v[i].model = model_in_order(&d->models, (int)(i % per_day));
        c->v[i].has_changes = i >= per_day;
    }
    return 0;
}

/* The index of MODEL's row among those of its day. */
static size_t place_in_day(const struct dataset *d, int model)
{
    return (size_t)((model + d->models.n - 1) % d->models.n);
}

static int count_day(struct coverages *c, struct provisions *p, const struct dataset *d,
                     const struct history *h, size_t day)
{
    size_t per_day = (size_t)d->models.n, first = day * per_day;
    if (!history_is_open(h, c->v[first].day))
        return 0;
    const struct period *period = history_period(h, c->v[first].day);
    size_t row = first + place_in_day(d, period->model);
    const char *name = period->spell == NO_SPELL ? NULL : spell_at(d, period->spell).provider;
    for (size_t i = 0; i < per_day; i++)
        c->v[first + i].councils_total++;
    c->v[row].councils++;
    if (ARRAY_ROOM(p) != 0)
        return -1;
    p->v[p->n++] = (struct provision){row, name ? (const void *)name : h->council};
    return 0;
}

static int compare_provisions(const void *a, const void *b)
{
    const struct provision *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->provider < y->provider ? -1 : x->provider > y->provider;
}

static void count_providers(struct coverages *c, struct provisions *p)
{
    if (p->n > 0)
        qsort(p->v, p->n, sizeof *p->v, compare_provisions);
    for (size_t i = 0; i < p->n; i++)
        if (i == 0 || compare_provisions(&p->v[i - 1], &p->v[i]) != 0)
            c->v[p->v[i].row].providers++;
}

static void count_changes(struct coverages *c, const struct dataset *d, const int32_t *days,
                          size_t n, const struct arrangements *a)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t day = 1; day < n; day++) {
            const struct arrangement *x = &a->v[i];
            struct coverage *row = &c->v[day * (size_t)d->models.n + place_in_day(d, x->model)];
            row->started += x->is_new && days[day - 1] < x->start && x->start <= days[day];
            row->ended += x->has_ended && days[day - 1] < x->end && x->end <= days[day];
        }
}

/* Leaves out the rows of models that no council ever had. */
static void drop_models(struct coverages *c, const struct arrangements *a)
{
    uint64_t had = 0;
    size_t kept = 0;
    for (size_t i = 0; i < a->n; i++)
        had |= (uint64_t)1 << a->v[i].model;
    for (size_t i = 0; i < c->n; i++)
        if (had >> c->v[i].model & 1)
            c->v[kept++] = c->v[i];
    c->n = kept;
}

static int count_all(struct study *study, const int32_t *days, size_t n, struct coverages *c,
                     struct provisions *p, struct arrangements *a)
{
    const struct history *h;
    int status;
    if (make_rows(c, study->d, days, n) != 0 || arrangements_find(study, a) != 0)
        return -1;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        for (size_t day = 0; day < n; day++)
            if (count_day(c, p, study->d, h, day) != 0)
                return -1;
    if (status != 0)
        return -1;
    count_providers(c, p);
    count_changes(c, study->d, days, n, a);
    drop_models(c, a);
    return 0;
}

int coverage_count(struct study *study, const int32_t *days, size_t n, struct coverages *c)
{
    struct provisions p = {0};
    struct arrangements a = {0};
    int status = count_all(study, days, n, c, &p, &a);
    free(p.v);
    arrangements_release(&a);
    return status;
}

void coverage_release(struct coverages *c)
{
    free(c->v);
    *c = (struct coverages){0};
}
