#include "study/merged.h"

#include "base/array.h"

static const enum episode_status status_of[SEGMENT_ENDS] = {
    [SEGMENT_IMPROVED] = EPISODE_IMPROVED,
    [SEGMENT_SWITCHED] = EPISODE_SWITCHED,
    [SEGMENT_CENSORED] = EPISODE_CENSORED,
    [SEGMENT_CLOSED] = EPISODE_CLOSED,
};

static bool is_next(const struct episodes *e, const struct segment_record *s)
{
    const struct episode *last = e->n ? &e->v[e->n - 1] : NULL;
    return last && last->council == s->council && last->number == s->number;
}

static int add_episode(struct episodes *e, const struct segment_record *s)
{
    if (ARRAY_ROOM(e) != 0)
        return -1;
    e->v[e->n++] = (struct episode){.council = s->council,
                                    .number = s->number,
                                    .entry = s->start,
                                    .right = -1,
                                    .origin_date = s->origin,
                                    .end_date = s->last,
                                    .origin_judgement = NO_JUDGEMENT,
                                    .outcome = NO_JUDGEMENT,
                                    .models_ever = s->models_ever,
                                    .segments = (uint32_t)e->n_segments};
    return 0;
}

static int add_segment(struct episodes *e, const struct segment_record *s)
{
    if ((!is_next(e, s) && add_episode(e, s) != 0) ||
        array_reserve(&e->segments, &e->cap_segments, e->n_segments + 1, sizeof *e->segments) != 0)
        return -1;
    struct episode *episode = &e->v[e->n - 1];
    e->segments[e->n_segments++] = (struct segment){.episode = (uint32_t)(e->n - 1),
                                                    .start = s->start,
                                                    .stop = s->stop,
                                                    .model = s->model,
                                                    .status = status_of[s->end]};
    episode->n_segments++;
    episode->days = s->stop;
    episode->status = status_of[s->end];
    episode->model_at_end = s->model;
    return 0;
}

int episodes_of_records(const struct segment_records *r, struct episodes *e)
{
    for (size_t i = 0; i < r->n && !r->v[i].is_fall; i++)
        if (add_segment(e, &r->v[i]) != 0)
            return -1;
    e->n_before = r->totals[TOTAL_EPISODES_BEFORE];
    e->n_new = r->totals[TOTAL_EPISODES_NEW];
    e->n_continued = r->totals[TOTAL_EPISODES_CONTINUED];
    e->n_inherited = r->totals[TOTAL_EPISODES_INHERITED];
    return 0;
}

int falls_of_records(const struct segment_records *r, struct exposures *x)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct segment_record *s = &r->v[i];
        if (!s->is_fall)
            continue;
        if (ARRAY_ROOM(x) != 0)
            return -1;
        x->v[x->n++] = (struct exposure){.council = s->council,
                                         .number = s->number,
                                         .start = s->start,
                                         .model = s->model,
                                         .days = s->stop - s->start,
                                         .is_event = s->end == SEGMENT_FELL,
                                         .is_cut = s->end == SEGMENT_SWITCHED};
    }
    return 0;
}
