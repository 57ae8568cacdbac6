#include "study/arrangements.h"

#include <stdlib.h>

#include "base/array.h"

/* What councils hand on when they close. */
struct handover {
    struct {
        int last_model; /* on the eve of the closing; -1: not closed */
        bool continued; /* a successor opened under that model */
    } * v;              /* by council; NULL: no council has predecessors */
};

/* The model of H on its first day. */
static int opening_model(const struct history *h)
{
    return history_model(h, h->opened);
}

static int note_last_models(struct handover *over, struct study *s)
{
    struct history *h = &s->history;
    for (size_t i = 0; i < dataset_n_councils(s->d); i++) {
        over->v[i].last_model = -1;
        if (!date_is_known(s->d->councils[i].closed))
            continue;
        if (history_build(h, s->d, &s->rules, (uint32_t)i) != 0)
            return -1;
        if (h->closed != DAY_LAST)
            over->v[i].last_model = history_model(h, h->closed - 1);
    }
    return 0;
}

static int note_successions(struct handover *over, struct study *s)
{
    struct history *h = &s->history;
    for (size_t i = 0; i < dataset_n_councils(s->d); i++) {
        const struct council *c = &s->d->councils[i];
        const struct council_details *more = council_more(c);
        if (more->n_predecessors == 0)
            continue;
        if (history_build(h, s->d, &s->rules, (uint32_t)i) != 0)
            return -1;
        for (uint32_t k = 0; h->exists && k < more->n_predecessors; k++)
            if (over->v[more->predecessors[k]].last_model == opening_model(h))
                over->v[more->predecessors[k]].continued = true;
    }
    return 0;
}

static int handover_find(struct handover *over, struct study *s)
{
    size_t n = dataset_n_councils(s->d), heirs = 0;
    for (size_t i = 0; i < n; i++)
        heirs += council_more(&s->d->councils[i])->n_predecessors > 0;
    if (heirs == 0)
        return 0;
    over->v = calloc(n + 1, sizeof *over->v);
    if (!over->v)
        return -1;
    return note_last_models(over, s) == 0 ? note_successions(over, s) : -1;
}

/* Whether an arrangement that starts with its council goes on with a predecessor's: one of them
 * had the model or, where none is known, the spell says that it came by reorganisation. */
static bool is_inherited(const struct handover *over, const struct dataset *d,
                         const struct history *h, const struct arrangement *a)
{
    const struct council_details *more = council_more(h->council);
    if (a->start != h->opened)
        return false;
    for (uint32_t k = 0; over->v && k < more->n_predecessors; k++)
        if (over->v[more->predecessors[k]].last_model == a->model)
            return true;
    return more->n_predecessors == 0 && a->spell != NO_SPELL &&
           spell_at(d, a->spell).trigger == TRIGGER_REORGANISATION;
}

static void settle(const struct handover *over, const struct dataset *d, const struct history *h,
                   struct arrangement *a)
{
    a->is_new = a->start != DAY_FIRST && !is_inherited(over, d, h, a);
    a->has_ended = a->end != DAY_LAST;
    if (over->v && a->end == h->closed && over->v[h->number].continued)
        a->has_ended = false;
}

static int add_council(struct arrangements *list, const struct handover *over,
                       const struct dataset *d, const struct history *h)
{
    size_t first = list->n;
    for (size_t i = 0; h->exists && i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        int32_t start = p->start > h->opened ? p->start : h->opened;
        int32_t end = p->end < h->closed ? p->end : h->closed;
        struct date end_date = p->end > h->closed ? h->council->closed : p->end_date;
        struct arrangement *last = list->n > first ? &list->v[list->n - 1] : NULL;
        if (start >= end)
            continue;
        if (last && last->model == p->model) {
            last->end = end;
            last->end_date = end_date;
            if (last->spell == NO_SPELL)
                last->spell = p->spell;
            continue;
        }
        if (ARRAY_ROOM(list) != 0)
            return -1;
        list->v[list->n++] = (struct arrangement){.council = h->number,
                                                  .model = p->model,
                                                  .start = start,
                                                  .end = end,
                                                  .start_date = p->start_date,
                                                  .end_date = end_date,
                                                  .spell = p->spell};
    }
    for (size_t i = first; i < list->n; i++)
        settle(over, d, h, &list->v[i]);
    return 0;
}

int arrangements_find(struct study *study, struct arrangements *a)
{
    struct handover over = {0};
    const struct history *h;
    int status = handover_find(&over, study);
    if (status == 0)
        for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
            if ((status = add_council(a, &over, study->d, h)) != 0)
                break;
    free(over.v);
    return status;
}

bool arrangements_first_start(const struct arrangements *a, int32_t *day)
{
    *day = DAY_LAST;
    for (size_t i = 0; i < a->n; i++)
        if (a->v[i].spell != NO_SPELL && a->v[i].start != DAY_FIRST && a->v[i].start < *day)
            *day = a->v[i].start;
    return *day != DAY_LAST;
}

void arrangements_release(struct arrangements *a)
{
    free(a->v);
    *a = (struct arrangements){0};
}
