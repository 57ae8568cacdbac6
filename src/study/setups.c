/* How new arrangements came about, and what followed. */
#include <stdlib.h>

#include "base/array.h"
#include "study/arrangements.h"
#include "study/trajectory.h"

/* Copies the inspection in force on DAY; false when there is none. */
static bool take_in_force(const struct history *h, int32_t day, struct inspection *to)
{
    const struct inspection *found = history_in_force(h, day);
    if (found)
        *to = *found;
    return found != NULL;
}

/* The same, if it is at the origin grade or below. */
static bool take_judged(const struct history *h, int32_t day, const struct rules *rules,
                        struct inspection *to)
{
    return take_in_force(h, day, to) && to->rank <= rules->origin_rank;
}

static void find_before(struct setup *s, const struct history *h, const struct rules *rules)
{
    const struct arrangement *a = s->arrangement;
    if (date_is_known(s->spell->directed)) {
        s->directed = date_place(s->spell->directed, rules->placing);
        s->directed_is_after = s->directed > a->start;
        s->has_directed = !s->directed_is_after;
    }
    s->has_judged = (s->has_directed && take_judged(h, s->directed, rules, &s->judged)) ||
                    take_judged(h, a->start, rules, &s->judged);
    s->has_at_start = take_in_force(h, a->start, &s->at_start);
}

/* An inspection on the day of the start judged what was before; one on the day of the end, this. */
static void find_after(struct setup *s, const struct history *h)
{
    const struct arrangement *a = s->arrangement;
    const struct inspections all = {h->inspections, h->n};
    for (size_t i = 0; i < h->n; i++) {
        const struct inspection *now = &h->inspections[i];
        if (now->day <= a->start || now->day > a->end)
            continue;
        if (!s->has_first_after)
            s->first_after = *now;
        s->has_first_after = true;
        if (i > 0 && !s->has_first_rise && step_to(h, &all, i).direction == DIRECTION_UP) {
            s->first_rise = *now;
            s->has_first_rise = true;
        }
    }
}

static int add_setup(struct setups *list, const struct study *study, const struct history *h,
                     const struct arrangement *a)
{
    const struct rules *rules = &study->rules;
    if (a->model == MODEL_IN_HOUSE || a->spell == NO_SPELL)
        return 0;
    list->n_unknown_start += a->start == DAY_FIRST;
    if (!a->is_new || a->start < rules->from || a->start > rules->to)
        return 0;
    if (ARRAY_ROOM(list) != 0)
        return -1;
    struct setup s = {.arrangement = a, .spell = &study->d->spells[a->spell]};
    find_before(&s, h, rules);
    find_after(&s, h);
    list->n_directed_after += s.directed_is_after;
    list->v[list->n++] = s;
    return 0;
}

int setups_find(struct study *study, struct setups *list)
{
    const struct history *h;
    int status;
    size_t at = 0;
    if (arrangements_find(study, &list->arrangements) != 0)
        return -1;
    const struct arrangements *all = &list->arrangements;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        for (; at < all->n && all->v[at].council == h->number; at++)
            if (add_setup(list, study, h, &all->v[at]) != 0)
                return -1;
    return status;
}

void setups_release(struct setups *s)
{
    free(s->v);
    arrangements_release(&s->arrangements);
    *s = (struct setups){0};
}
