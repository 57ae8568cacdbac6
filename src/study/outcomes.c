#include "study/outcomes.h"

#include <stdlib.h>

/* A round through the histories, and through each group's observations alongside. */
struct round {
    const struct rules *rules;
    const struct episodes *e;
    const struct cohort *c;
    size_t *next; /* by group: its first observation that is not counted yet */
    struct outcome *stayed;
    const struct episode *last_stayed; /* the last one counted in it */
};

/* The first graded inspection while X was at risk; NULL: none. */
static const struct inspection *first_seen(const struct history *h, const struct observation *x)
{
    for (size_t i = 0; i < h->n && h->inspections[i].day <= x->zero + x->stop; i++)
        if (h->inspections[i].day > x->zero + x->start)
            return &h->inspections[i];
    return NULL;
}

static void count_followed(struct followed *f, const struct observation *x, int32_t end, int years)
{
    double window = years * DAYS_PER_YEAR;
    if ((double)end - (x->zero + x->start) < window)
        return;
    f->n++;
    f->better += x->status == EPISODE_IMPROVED && x->stop - x->start <= window;
}

static void count(struct outcome *o, const struct round *r, const struct history *h,
                  const struct observation *x)
{
    const struct inspection *first = first_seen(h, x);
    bool is_better = x->status == EPISODE_IMPROVED;
    int32_t end = h->closed != DAY_LAST ? h->closed : r->rules->as_of;
    o->segments++;
    o->reinspected += first != NULL;
    o->better += is_better;
    o->better_at_first += is_better && first && first->judgement == r->e->v[x->episode].outcome;
    count_followed(&o->three, x, end, 3);
    count_followed(&o->five, x, end, 5);
}

static bool has_stayed(const struct episode *episode)
{
    uint64_t known = episode->models_ever & ~((uint64_t)1 << MODEL_UNKNOWN);
    return known == (uint64_t)1 << MODEL_IN_HOUSE;
}

/* X is of (all), where each episode stands once. */
static void count_stayed(struct round *r, const struct history *h, const struct observation *x)
{
    const struct episode *episode = &r->e->v[x->episode];
    if (!has_stayed(episode))
        return;
    r->stayed->episodes++;
    r->stayed->councils += !r->last_stayed || r->last_stayed->council != episode->council;
    r->last_stayed = episode;
    count(r->stayed, r, h, x);
}

/* Observations come by council in the order of the histories. */
static void count_council(struct round *r, struct outcomes *o, const struct history *h)
{
    for (size_t i = 0; i < r->c->n; i++) {
        const struct group *g = &r->c->v[i];
        for (; r->next[i] < g->segments; r->next[i]++) {
            const struct observation *x = &g->observations[r->next[i]];
            if (r->e->v[x->episode].council != h->number)
                break;
            count(&o->v[i], r, h, x);
            if (i == r->c->n - 1)
                count_stayed(r, h, x);
        }
    }
}

static int make_rows(struct outcomes *o, const struct cohort *c)
{
    o->v = calloc(c->n + 1, sizeof *o->v);
    if (!o->v)
        return -1;
    for (size_t i = 0; i < c->n; i++)
        o->v[i] = (struct outcome){
            .label = c->v[i].label, .councils = c->v[i].councils, .episodes = c->v[i].episodes};
    o->v[c->n].label = "never-left-in-house";
    o->n = c->n ? c->n + 1 : 0;
    return 0;
}

int outcomes_count(struct study *study, const struct episodes *e, const struct cohort *c,
                   struct outcomes *o)
{
    const struct history *h;
    int status = -1;
    struct round r = {
        .rules = &study->rules, .e = e, .c = c, .next = calloc(c->n + 1, sizeof *r.next)};
    if (r.next && make_rows(o, c) == 0) {
        r.stayed = &o->v[c->n];
        for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
            count_council(&r, o, h);
    }
    free(r.next);
    return status;
}

void outcomes_release(struct outcomes *o)
{
    free(o->v);
    *o = (struct outcomes){0};
}
