#include "study/episodes.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

const char *const episode_status_name[EPISODE_STATUS_COUNT] = {
    [EPISODE_IMPROVED] = "improved",
    [EPISODE_SWITCHED] = "switched",
    [EPISODE_CENSORED] = "censored",
    [EPISODE_CLOSED] = "closed",
};

/* An episode that has begun and not ended. */
struct pending {
    bool is_open, inherited;
    int32_t origin, left; /* days of the calendar */
    int rank;
    struct date date;
    uint32_t judgement;
    int model;      /* on the day of origin */
    bool continued; /* of a carried one: a successor's episode goes on with it */
    struct {        /* days of the judgements at or below the origin grade */
        int32_t *v;
        size_t n, cap;
    } bad;
};

/* A walk through the histories, council by council. */
struct walk {
    struct study *study;
    struct episodes *e;   /* NULL: only to see what is open when the council closes */
    episode_visit *visit; /* NULL: E keeps what is found */
    void *context;        /* of visit() */
    uint32_t n;           /* episodes visited */
    struct pending now;
    struct pending *carried; /* by council: open when it closed; NULL: no council has successors */
    uint32_t number;         /* of the last episode of the council at hand */
    bool has_one;            /* of the council at hand an episode was kept */
};

static int note_bad(struct pending *p, int32_t day)
{
    if (ARRAY_ROOM(&p->bad) != 0)
        return -1;
    p->bad.v[p->bad.n++] = day;
    return 0;
}

static int open_episode(struct walk *w, const struct history *h, const struct inspection *i)
{
    struct pending *p = &w->now;
    p->is_open = true;
    p->inherited = false;
    p->origin = p->left = i->day;
    p->rank = i->rank;
    p->date = i->date;
    p->judgement = i->judgement;
    p->model = history_model(h, i->day);
    p->bad.n = 0;
    w->number++;
    return note_bad(p, i->day);
}

static uint32_t count_until(const struct pending *p, int32_t day)
{
    uint32_t n = 0;
    for (size_t i = 0; i < p->bad.n; i++)
        n += p->bad.v[i] <= day;
    return n;
}

int episodes_cut(struct episodes *e, const struct history *h, struct episode *episode)
{
    int32_t end = episode->origin + episode->days, stop;
    int32_t from = episode->origin + episode->entry;
    episode->segments = (uint32_t)e->n_segments;
    episode->n_segments = 0;
    for (const struct period *p = history_period(h, from); from < end; from = stop, p++) {
        p = history_last_alike(h, p, end);
        stop = p->end < end ? p->end : end;
        if (array_reserve(&e->segments, &e->cap_segments, e->n_segments + 1, sizeof *e->segments) !=
            0)
            return -1;
        e->segments[e->n_segments++] =
            (struct segment){.episode = (uint32_t)e->n,
                             .start = from - episode->origin,
                             .stop = stop - episode->origin,
                             .model = p->model,
                             .status = stop < end ? EPISODE_SWITCHED : episode->status};
        episode->n_segments++;
    }
    return 0;
}

static int add_segments(struct walk *w, const struct history *h, struct episode *episode)
{
    if (episodes_cut(w->e, h, episode) != 0)
        return -1;
    for (uint32_t i = 0; i < episode->n_segments; i++) {
        struct segment *s = &w->e->segments[episode->segments + i];
        s->prior = count_until(&w->now, episode->origin + s->start);
    }
    return 0;
}

static uint64_t models_ever(const struct history *h, int32_t as_of)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < h->n_periods; i++)
        if (h->periods[i].end > h->opened && h->periods[i].start < h->closed &&
            h->periods[i].start <= as_of)
            bits |= (uint64_t)1 << h->periods[i].model;
    return bits;
}

static bool is_in_period(const struct walk *w, const struct episode *episode)
{
    const struct rules *rules = &w->study->rules;
    return rules->from <= episode->origin && episode->origin <= rules->to;
}

static bool is_wanted(const struct walk *w, const struct episode *episode)
{
    return is_in_period(w, episode) && !(w->study->rules.first_only && w->has_one);
}

/* A kept episode goes on with what predecessors of COUNCIL left open: each counts once. */
static void count_inherited(struct walk *w, const struct council *council)
{
    const struct council_details *more = council_more(council);
    w->e->n_inherited++;
    for (uint32_t k = 0; w->carried && k < more->n_predecessors; k++) {
        struct pending *p = &w->carried[more->predecessors[k]];
        w->e->n_continued += p->is_open && !p->continued;
        p->continued = true;
    }
}

/* Keeps the episode, or hands it on instead. */
static int keep(struct walk *w, const struct episode *episode)
{
    struct episodes *e = w->e;
    if (w->visit) {
        e->n_segments = 0;
        return w->visit(w->context, e, episode, w->n++);
    }
    if (ARRAY_ROOM(e) != 0)
        return -1;
    e->v[e->n++] = *episode;
    return 0;
}

/* Ends the pending episode on day END. */
static int end_episode(struct walk *w, const struct history *h, int32_t end, struct date end_date,
                       enum episode_status status, uint32_t outcome)
{
    const struct pending *p = &w->now;
    struct episode episode = {.council = h->number,
                              .number = w->number,
                              .origin = p->origin,
                              .entry = h->opened > p->origin ? h->opened - p->origin : 0,
                              .days = end - p->origin,
                              .left = p->left - p->origin,
                              .right = status == EPISODE_IMPROVED ? end - p->origin : -1,
                              .status = status,
                              .origin_date = p->date,
                              .end_date = end_date,
                              .origin_judgement = p->judgement,
                              .outcome = outcome,
                              .model_at_origin = p->model,
                              .inherited = p->inherited};
    w->now.is_open = false;
    if (!w->e)
        return 0;
    if (episode.days <= episode.entry) {
        bool is_new = episode.days == 0 || status == EPISODE_CENSORED;
        bool counts = is_in_period(w, &episode);
        w->e->n_new += counts && is_new;
        w->e->n_before += counts && !is_new;
        return 0;
    }
    bool wanted = is_wanted(w, &episode);
    w->has_one = true;
    if (!wanted)
        return 0;
    episode.models_ever = models_ever(h, w->study->rules.as_of);
    if (add_segments(w, h, &episode) != 0)
        return -1;
    episode.model_at_end = w->e->segments[episode.segments + episode.n_segments - 1].model;
    if (episode.inherited)
        count_inherited(w, h->council);
    return keep(w, &episode);
}

static int copy_pending(struct pending *to, const struct pending *from)
{
    if (array_reserve(&to->bad.v, &to->bad.cap, from->bad.n, sizeof *to->bad.v) != 0)
        return -1;
    if (from->bad.n > 0)
        memcpy(to->bad.v, from->bad.v, from->bad.n * sizeof *to->bad.v);
    int32_t *v = to->bad.v;
    size_t cap = to->bad.cap;
    *to = *from;
    to->bad.v = v;
    to->bad.cap = cap;
    return 0;
}

/* What the council takes over at its opening: of the episodes that its predecessors left open, the
 * one with the earliest origin. NULL: none. */
static const struct pending *find_inheritance(const struct walk *w, const struct history *h)
{
    const struct pending *earliest = NULL;
    const struct council_details *more = council_more(h->council);
    for (uint32_t i = 0; w->carried && i < more->n_predecessors; i++) {
        const struct pending *p = &w->carried[more->predecessors[i]];
        if (p->is_open && (!earliest || p->origin < earliest->origin))
            earliest = p;
    }
    return earliest;
}

/* Goes on with what was left open, unless an episode of its own is open since longer; the
 * judgements of one that is younger are part of it. */
static int inherit(struct walk *w, const struct pending *left_open)
{
    struct pending own = w->now;
    if (own.is_open && own.origin <= left_open->origin)
        return 0;
    w->number += !own.is_open;
    w->now = (struct pending){0};
    int status = copy_pending(&w->now, left_open);
    for (size_t i = 0; own.is_open && i < own.bad.n && status == 0; i++)
        status = note_bad(&w->now, own.bad.v[i]);
    free(own.bad.v);
    w->now.inherited = true;
    if (own.is_open && own.left > w->now.left)
        w->now.left = own.left;
    return status;
}

static int take_inspection(struct walk *w, const struct history *h, const struct inspection *i)
{
    const struct rules *rules = &w->study->rules;
    struct pending *p = &w->now;
    if (!p->is_open)
        return i->rank <= rules->origin_rank ? open_episode(w, h, i) : 0;
    int target = rules->target_rank != RANK_NONE ? rules->target_rank : p->rank + 1;
    if (i->rank >= target)
        return end_episode(w, h, i->day, i->date, EPISODE_IMPROVED, i->judgement);
    p->left = i->day;
    return i->rank <= rules->origin_rank ? note_bad(p, i->day) : 0;
}

/* What is still open when the council closes, or on the as-of date. */
static int finish_council(struct walk *w, const struct history *h)
{
    const struct rules *rules = &w->study->rules;
    bool closed = h->closed != DAY_LAST;
    if (!w->e && w->carried && closed && copy_pending(&w->carried[h->number], &w->now) != 0)
        return -1;
    if (!w->now.is_open)
        return 0;
    if (closed)
        return end_episode(w, h, h->closed, h->council->closed, EPISODE_CLOSED, NO_JUDGEMENT);
    return end_episode(w, h, rules->as_of, date_of_day(rules->as_of), EPISODE_CENSORED,
                       NO_JUDGEMENT);
}

static int walk_council(struct walk *w, const struct history *h)
{
    const struct pending *left_open = find_inheritance(w, h);
    w->now.is_open = w->has_one = false;
    w->number = 0;
    if (!h->exists)
        return 0;
    const struct inspection *i = h->inspections, *end = i + h->n;
    while (end > i && end[-1].day > h->closed)
        end--;
    for (; i < end; i++) {
        if (left_open && i->day >= h->opened && i->day >= left_open->origin) {
            if (inherit(w, left_open) != 0)
                return -1;
            left_open = NULL;
        }
        if (take_inspection(w, h, i) != 0)
            return -1;
    }
    if (left_open && inherit(w, left_open) != 0)
        return -1;
    return finish_council(w, h);
}

/* What every council with successors leaves open when it closes, before any episode is kept. */
static int look_ahead(struct walk *w)
{
    struct study *s = w->study;
    size_t n = dataset_n_councils(s->d);
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || council_more(&s->d->councils[i])->n_predecessors > 0;
    if (!any || !s->rules.lineage)
        return 0;
    w->carried = calloc(n + 1, sizeof *w->carried);
    if (!w->carried)
        return -1;
    for (size_t i = 0; i < n; i++) {
        uint32_t council = dataset_by_descent(s->d, i);
        if (!date_is_known(s->d->councils[council].closed))
            continue;
        if (history_build(&s->history, s->d, &s->rules, council) != 0 ||
            walk_council(w, &s->history) != 0)
            return -1;
    }
    return 0;
}

static int walk_all(struct walk *w, struct episodes *e)
{
    const struct history *h;
    int status;
    if (look_ahead(w) != 0)
        return -1;
    w->e = e;
    for (size_t i = 0; (h = study_next(w->study, &i, &status)) != NULL;)
        if (walk_council(w, h) != 0)
            return -1;
    return status;
}

int episodes_visit(struct study *study, struct episodes *e, episode_visit *visit, void *context)
{
    struct walk w = {.study = study, .visit = visit, .context = context};
    int status = walk_all(&w, e);
    for (size_t i = 0; w.carried && i < dataset_n_councils(study->d); i++)
        free(w.carried[i].bad.v);
    free(w.carried);
    free(w.now.bad.v);
    return status;
}

int episodes_find(struct study *study, struct episodes *e)
{
    return episodes_visit(study, e, NULL, NULL);
}

void episodes_release(struct episodes *e)
{
    free(e->v);
    free(e->segments);
    *e = (struct episodes){0};
}
