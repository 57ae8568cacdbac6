#include "study/trajectory.h"

struct inspections inspections_between(const struct history *h, const struct rules *rules)
{
    size_t first = 0, end = h->n;
    while (first < end && h->inspections[first].day < rules->from)
        first++;
    while (end > first && h->inspections[end - 1].day > rules->to)
        end--;
    return (struct inspections){h->inspections ? h->inspections + first : NULL, end - first};
}

struct step step_to(const struct history *h, const struct inspections *in, size_t i)
{
    struct step s = {.from = &in->v[i - 1], .to = &in->v[i]};
    s.change = s.to->rank - s.from->rank;
    s.direction = s.change > 0 ? DIRECTION_UP : s.change < 0 ? DIRECTION_DOWN : DIRECTION_SAME;
    s.days = s.to->day - s.from->day;
    s.period = history_period(h, s.to->day - 1);
    return s;
}

const char *direction_name(enum direction direction)
{
    return direction == DIRECTION_UP ? "up" : direction == DIRECTION_DOWN ? "down" : "same";
}

struct trajectory trajectory_of(const struct history *h, const struct inspections *in)
{
    struct trajectory t = {0};
    for (size_t i = 1; i < in->n; i++) {
        struct step s = step_to(h, in, i);
        t.ups += s.direction == DIRECTION_UP;
        t.sames += s.direction == DIRECTION_SAME;
        t.downs += s.direction == DIRECTION_DOWN;
        t.net_change += s.change;
    }
    return t;
}

void trajectory_add_path(const struct dataset *d, const struct inspections *in, struct text *path)
{
    for (size_t i = 0; i < in->n; i++) {
        text_addf(path, "%s%s", i ? " > " : "", inspection_word(d, &in->v[i]));
    }
}

int32_t history_latest_day(const struct history *h, int32_t as_of)
{
    return h->closed != DAY_LAST ? h->closed - 1 : as_of;
}

void trajectory_add_models(const struct dataset *d, const struct history *h, int32_t as_of,
                           struct text *path)
{
    int32_t latest = history_latest_day(h, as_of);
    int last = -1;
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        if (p->end <= h->opened || p->start > latest || p->model == last)
            continue;
        text_addf(path, "%s%s", last >= 0 ? " > " : "", d->models.name[p->model]);
        last = p->model;
    }
}
