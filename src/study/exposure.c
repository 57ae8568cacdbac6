#include "study/exposure.h"

#include <stdlib.h>

#include "base/array.h"

static int add(struct exposures *x, struct exposure exposure)
{
    if (ARRAY_ROOM(x) != 0)
        return -1;
    x->v[x->n++] = exposure;
    return 0;
}

int exposures_of_episodes(const struct episodes *e, struct exposures *x)
{
    for (size_t i = 0; i < e->n_segments; i++) {
        const struct segment *s = &e->segments[i];
        struct exposure exposure = {.council = e->v[s->episode].council,
                                    .number = e->v[s->episode].number,
                                    .start = s->start,
                                    .model = s->model,
                                    .days = s->stop - s->start,
                                    .is_event = s->status == EPISODE_IMPROVED,
                                    .is_cut = s->status == EPISODE_SWITCHED};
        if (add(x, exposure) != 0)
            return -1;
    }
    return 0;
}

/* Days at risk of a fall: (from, end], after an inspection. */
struct stretch {
    uint32_t number;
    int32_t inspected, from, end;
    bool fell; /* on the last of them */
};

/* The days by model. */
static int add_stretch(struct exposures *x, const struct history *h, const struct stretch *s)
{
    for (int32_t from = s->from, stop; from < s->end; from = stop) {
        stop = history_model_until(h, from, s->end);
        struct exposure exposure = {.council = h->number,
                                    .number = s->number,
                                    .start = from - s->inspected,
                                    .model = history_model(h, from),
                                    .days = stop - from,
                                    .is_event = s->fell && stop == s->end,
                                    .is_cut = stop < s->end};
        if (add(x, exposure) != 0)
            return -1;
    }
    return 0;
}

/* Of the first N inspections, the last of the day of the I-th; N where that is none of them. */
static size_t last_of_day(const struct history *h, size_t n, size_t i)
{
    while (i + 1 < n && h->inspections[i + 1].day == h->inspections[i].day)
        i++;
    return i;
}

static int add_falls(struct exposures *x, const struct history *h, const struct rules *rules)
{
    int32_t finish = h->closed != DAY_LAST ? h->closed : rules->as_of;
    size_t n = h->exists ? h->n : 0;
    struct stretch s = {0};
    while (n > 0 && h->inspections[n - 1].day > finish)
        n--;
    for (size_t i = last_of_day(h, n, 0), next; i < n; i = next) {
        const struct inspection *now = &h->inspections[i];
        next = last_of_day(h, n, i + 1);
        bool ends = next < n;
        if (now->rank <= rules->origin_rank || now->day < rules->from || now->day > rules->to)
            continue;
        s.number++;
        s.inspected = now->day;
        s.from = now->day > h->opened ? now->day : h->opened;
        s.end = ends ? h->inspections[next].day : finish;
        s.fell = ends && h->inspections[next].rank <= rules->origin_rank;
        if (add_stretch(x, h, &s) != 0)
            return -1;
    }
    return 0;
}

int exposures_of_falls(struct study *study, struct exposures *x)
{
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        if (add_falls(x, h, &study->rules) != 0)
            return -1;
    return status;
}

struct exposure_sum exposures_sum(const struct exposures *x, int model)
{
    struct exposure_sum sum = {0};
    const struct exposure *last = NULL;
    for (size_t i = 0; i < x->n; i++) {
        const struct exposure *now = &x->v[i];
        if (model >= 0 && now->model != model)
            continue;
        sum.councils += !last || last->council != now->council;
        sum.segments++;
        sum.events += now->is_event;
        sum.days += now->days;
        last = now;
    }
    return sum;
}

void exposures_release(struct exposures *x)
{
    free(x->v);
    *x = (struct exposures){0};
}
