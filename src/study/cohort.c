#include "study/cohort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/likely.h"
#include "base/text.h"
#include "base/workers.h"

const char *const median_status_name[MEDIAN_STATUS_COUNT] = {
    [MEDIAN_RISK_SET_EMPTIED] = "risk_set_emptied",
    [MEDIAN_NOT_REACHED] = "not_reached",
    [MEDIAN_FEW] = "few",
    [MEDIAN_OK] = "ok",
    [MEDIAN_SUPPRESSED] = "",
};

/* How many groups there are while episodes are dealt: of each model, or two; then (all). */
static size_t count_groups(const struct grouping *grouping, const struct model_list *models)
{
    return (grouping->attribution == ATTRIBUTE_EVER ? 2 : (size_t)models->n) + 1;
}

/* Keeps X and what else is kept of single observations. 0 or -1. */
__attribute__((noinline)) static int keep(struct group *g, const struct observation *x, bool is_new)
{
    if (array_reserve(&g->observations, &g->cap_observations, g->segments + 1,
                      sizeof *g->observations) != 0 ||
        array_reserve(&g->members, &g->cap_members, g->episodes + 1, sizeof *g->members) != 0 ||
        array_reserve(&g->improved, &g->cap_improved, g->events + 1, sizeof *g->improved) != 0)
        return -1;
    g->observations[g->segments] = *x;
    if (is_new)
        g->members[g->episodes] = x->episode;
    g->improved[g->events] = x->episode;
    return 0;
}

/* Deals X, of EPISODE, to group G; episodes come in order. */
static inline int deal_one(struct cohort *c, size_t group, const struct episode *episode,
                           const struct observation *x)
{
    struct group *g = &c->v[group];
    bool improved = x->status == EPISODE_IMPROVED, is_new = g->last_episode != x->episode;
    if (km_count(&g->counts, x->start, x->stop, improved) != 0 ||
        (unlikely(!c->sums_up) && keep(g, x, is_new) != 0))
        return -1;
    if (improved && unlikely(g->events < FEW_EVENTS))
        g->few[g->events] = (struct improvement){episode->council, episode->end_date};
    g->councils += g->last_council != episode->council;
    g->episodes += is_new;
    g->segments++;
    g->events += improved;
    g->switched += x->status == EPISODE_SWITCHED;
    g->days += x->stop - x->start;
    g->last_episode = x->episode;
    g->last_council = episode->council;
    return 0;
}

/* The model in force on day DAY of the episode, which lies in one of its segments. */
static int model_then(const struct episodes *e, const struct episode *episode, int32_t day)
{
    const struct segment *s = &e->segments[episode->segments];
    while (s->stop <= day)
        s++;
    return s->model;
}

static int deal_segments(struct cohort *c, const struct episodes *e, const struct episode *episode,
                         uint32_t number)
{
    for (uint32_t i = 0; i < episode->n_segments; i++) {
        const struct segment *s = &e->segments[episode->segments + i];
        int32_t shift = c->grouping->clock == CLOCK_MODEL ? s->start : 0;
        struct observation x = {number, s->start - shift, s->stop - shift, s->status,
                                episode->origin + shift};
        if (deal_one(c, (size_t)s->model, episode, &x) != 0)
            return -1;
    }
    return 0;
}

/* The episode into its group or groups, and whole into (all). */
static int deal_episode(void *context, const struct episodes *e, const struct episode *episode,
                        uint32_t number)
{
    struct cohort *c = context;
    const struct grouping *g = c->grouping;
    size_t all = c->n - 1, group;
    struct observation whole = {number, episode->entry, episode->days, episode->status,
                                episode->origin};
    if (g->landmark >= 0) {
        if (whole.start > g->landmark || whole.stop <= g->landmark)
            return 0;
        group = (size_t)model_then(e, episode, g->landmark);
        whole.start = 0;
        whole.stop -= g->landmark;
        whole.zero += g->landmark;
    } else if (g->attribution == ATTRIBUTE_ORIGIN) {
        group = (size_t)model_then(e, episode, whole.start);
    } else if (g->attribution == ATTRIBUTE_EVER) {
        group = episode->models_ever >> g->ever & 1 ? 0 : 1;
    } else {
        return deal_segments(c, e, episode, number) == 0 ? deal_one(c, all, episode, &whole) : -1;
    }
    return deal_one(c, group, episode, &whole) == 0 ? deal_one(c, all, episode, &whole) : -1;
}

static enum median_status judge(const struct group *g, const struct grouping *grouping)
{
    if (g->episodes < grouping->min_n)
        return MEDIAN_SUPPRESSED;
    if (g->curve.emptied)
        return MEDIAN_RISK_SET_EMPTIED;
    if (isnan(km_quantile(&g->curve, 0.5).time))
        return MEDIAN_NOT_REACHED;
    return g->events < FEW_EVENTS ? MEDIAN_FEW : MEDIAN_OK;
}

static void group_release(struct group *g)
{
    km_counts_release(&g->counts);
    km_release(&g->curve);
    free(g->observations);
    free(g->members);
    free(g->improved);
    *g = (struct group){0};
}

/* The label of group NUMBER; NULL when there is no memory. */
static const char *label_of(struct cohort *c, const struct dataset *d, size_t number, bool is_all)
{
    const struct grouping *g = c->grouping;
    if (is_all)
        return "(all)";
    if (g->attribution != ATTRIBUTE_EVER)
        return d->models.name[number];
    struct text t = {0};
    text_addf(&t, "%s-%s", number == 0 ? "ever" : "never", d->models.name[g->ever]);
    return text_keep(&t, &c->arena);
}

/* Group I in the order of tables: ever and never as they are, models with unknown last. */
static size_t in_order(const struct dataset *d, const struct grouping *g, size_t n_groups, size_t i)
{
    if (g->attribution == ATTRIBUTE_EVER || i == n_groups - 1)
        return i;
    return (size_t)model_in_order(&d->models, (int)i);
}

/* Empty groups, as they are numbered while episodes are dealt. */
static int start(struct cohort *c, const struct dataset *d, const struct grouping *grouping,
                 bool sums_up)
{
    size_t n = count_groups(grouping, &d->models);
    c->grouping = grouping;
    c->sums_up = sums_up;
    c->v = calloc(n, sizeof *c->v);
    c->n = c->v ? n : 0;
    for (size_t i = 0; i < c->n; i++)
        c->v[i].last_episode = c->v[i].last_council = UINT32_MAX;
    return c->v ? 0 : -1;
}

/* Group NUMBER with all that is to be known of it. */
static int finish_group(struct cohort *c, const struct dataset *d, size_t number, struct group *g)
{
    bool is_all = number == c->n - 1, is_ever = c->grouping->attribution == ATTRIBUTE_EVER;
    g->censored = g->segments - g->events - g->switched;
    g->label = label_of(c, d, number, is_all);
    g->model = is_all || is_ever ? -1 : (int)number;
    if (!g->label || km_estimate_counts(&g->counts, c->grouping->confidence, &g->curve) != 0)
        return -1;
    km_counts_release(&g->counts);
    g->status = judge(g, c->grouping);
    return 0;
}

/* The groups into the order of tables, without those that are empty. */
static int finish(struct cohort *c, const struct dataset *d)
{
    struct group *v = calloc(c->n, sizeof *v);
    size_t n = 0;
    if (!v)
        return -1;
    for (size_t i = 0; i < c->n; i++) {
        size_t number = in_order(d, c->grouping, c->n, i);
        struct group *g = &c->v[number];
        if (g->segments == 0)
            continue;
        if (finish_group(c, d, number, g) != 0) {
            free(v);
            return -1;
        }
        v[n++] = *g;
    }
    free(c->v);
    c->v = v;
    c->n = n;
    return 0;
}

int cohort_build(const struct dataset *d, const struct episodes *e, const struct grouping *grouping,
                 struct cohort *c)
{
    int status = start(c, d, grouping, false);
    for (uint32_t i = 0; i < e->n && status == 0; i++)
        status = deal_episode(c, e, &e->v[i], i);
    return status == 0 ? finish(c, d) : -1;
}

/* A part of the councils, with what they come to. */
struct share {
    _Alignas(WORKERS_APART) struct study study;
    struct episodes episodes;
    struct cohort cohort;
    const struct grouping *grouping;
    int status;
};

/* What it writes it allocates itself, apart from that of others. */
static void sum_up(void *item)
{
    struct share *s = item;
    s->status = start(&s->cohort, s->study.d, s->grouping, true);
    if (s->status == 0)
        s->status = episodes_visit(&s->study, &s->episodes, deal_episode, &s->cohort);
}

/* Adds what was dealt to FROM, whose councils come behind those of G. 0 or -1. */
static int join_group(struct group *g, const struct group *from)
{
    for (size_t i = 0; i < from->events && g->events + i < FEW_EVENTS; i++)
        g->few[g->events + i] = from->few[i];
    g->councils += from->councils;
    g->episodes += from->episodes;
    g->segments += from->segments;
    g->events += from->events;
    g->switched += from->switched;
    g->days += from->days;
    return km_counts_merge(&g->counts, &from->counts);
}

static int join_share(struct share *from, struct study *study, struct episodes *e, struct cohort *c)
{
    int status = from->status;
    for (size_t i = 0; i < c->n && status == 0; i++)
        status = join_group(&c->v[i], &from->cohort.v[i]);
    history_counts_add(&study->counts, &from->study.counts);
    e->n_before += from->episodes.n_before;
    e->n_new += from->episodes.n_new;
    return status;
}

static void share_release(struct share *s)
{
    cohort_release(&s->cohort);
    episodes_release(&s->episodes);
    study_release(&s->study);
}

/* Councils are independent of each other where none succeeds another. 0 or -1. */
static int sum_up_shares(struct study *study, struct episodes *e, struct cohort *c, size_t n)
{
    size_t n_councils = dataset_n_councils(study->d);
    struct share *v = workers_items(n, sizeof *v);
    if (!v)
        return -1;
    for (size_t i = 0; i < n; i++) {
        v[i].grouping = c->grouping;
        v[i].study = (struct study){.d = study->d,
                                    .rules = study->rules,
                                    .chosen = study->chosen,
                                    .first = (uint32_t)(n_councils * i / n),
                                    .end = (uint32_t)(n_councils * (i + 1) / n),
                                    .progress = i == 0 ? study->progress : NULL};
    }
    workers_run(sum_up, v, n, sizeof *v);
    study->counts = (struct history_counts){0};
    int status = 0;
    for (size_t i = 0; i < n; i++) {
        if (status == 0)
            status = join_share(&v[i], study, e, c);
        share_release(&v[i]);
    }
    free(v);
    return status;
}

/* How many threads are worth it. */
static size_t count_shares(const struct study *study)
{
    enum { COUNCILS_EACH = 5000 };
    size_t n = dataset_n_councils(study->d) / COUNCILS_EACH;
    n = study->d->by_descent ? 1 : n < study->n_threads ? n : study->n_threads;
    return n ? n : 1;
}

int cohort_sum_up(struct study *study, const struct grouping *grouping, struct episodes *e,
                  struct cohort *c)
{
    size_t n = count_shares(study);
    int status = start(c, study->d, grouping, true);
    if (status == 0)
        status = n > 1 ? sum_up_shares(study, e, c, n) : episodes_visit(study, e, deal_episode, c);
    return status == 0 ? finish(c, study->d) : -1;
}

const struct group *cohort_find(const struct cohort *c, int model)
{
    if (model < 0)
        return c->n ? &c->v[c->n - 1] : NULL;
    for (size_t i = 0; i < c->n; i++)
        if (c->v[i].model == model)
            return &c->v[i];
    return NULL;
}

bool group_has_estimates(const struct group *g)
{
    return g->status != MEDIAN_SUPPRESSED && g->status != MEDIAN_RISK_SET_EMPTIED;
}

struct km_quantile group_quantile(const struct group *g, double p)
{
    return group_has_estimates(g) ? km_quantile(&g->curve, p) : (struct km_quantile){NAN, NAN, NAN};
}

struct km_mean group_restricted_mean(const struct group *g, double tau)
{
    return group_has_estimates(g) ? km_restricted_mean(&g->curve, tau) : (struct km_mean){NAN, NAN};
}

double group_improved_by(const struct group *g, double days)
{
    bool emptied = g->curve.emptied && days >= g->curve.emptied_at;
    if (g->status == MEDIAN_SUPPRESSED || emptied || !km_reaches(&g->curve, days))
        return NAN;
    return 1 - km_survival_at(&g->curve, days);
}

void group_count_at_risk(const struct group *g, size_t last, size_t *counts)
{
    for (size_t i = 0; i < g->segments; i++) {
        const struct observation *o = &g->observations[i];
        size_t from = (size_t)(o->start / DAYS_PER_YEAR) + 1; /* exact: a year is whole quarters */
        size_t to = (size_t)(o->stop / DAYS_PER_YEAR);
        counts[0] += o->start == 0;
        for (size_t year = from; year <= to && year <= last; year++)
            counts[year]++;
    }
}

void cohort_release(struct cohort *c)
{
    for (size_t i = 0; i < c->n; i++)
        group_release(&c->v[i]);
    free(c->v);
    arena_release(&c->arena);
    *c = (struct cohort){0};
}
