#include "study/cohort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

const char *const median_status_name[MEDIAN_STATUS_COUNT] = {
    [MEDIAN_RISK_SET_EMPTIED] = "risk_set_emptied",
    [MEDIAN_NOT_REACHED] = "not_reached",
    [MEDIAN_FEW] = "few",
    [MEDIAN_OK] = "ok",
    [MEDIAN_SUPPRESSED] = "",
};

struct dealt {
    size_t group;
    struct observation observation;
};

struct deal {
    const struct episodes *e;
    const struct grouping *grouping;
    struct dealt *v;
    size_t n, cap;
    size_t n_groups; /* the last is (all) */
};

static int deal_one(struct deal *deal, size_t group, struct observation x)
{
    if (ARRAY_ROOM(deal) != 0)
        return -1;
    deal->v[deal->n++] = (struct dealt){group, x};
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

static int deal_segments(struct deal *deal, const struct episode *episode, uint32_t number)
{
    for (uint32_t i = 0; i < episode->n_segments; i++) {
        const struct segment *s = &deal->e->segments[episode->segments + i];
        int32_t shift = deal->grouping->clock == CLOCK_MODEL ? s->start : 0;
        struct observation x = {number, s->start - shift, s->stop - shift, s->status,
                                episode->origin + shift};
        if (deal_one(deal, (size_t)s->model, x) != 0)
            return -1;
    }
    return 0;
}

/* The episode into its group or groups, and whole into (all). */
static int deal_episode(struct deal *deal, uint32_t number)
{
    const struct grouping *g = deal->grouping;
    const struct episode *episode = &deal->e->v[number];
    size_t all = deal->n_groups - 1, group;
    struct observation whole = {number, episode->entry, episode->days, episode->status,
                                episode->origin};
    if (g->landmark >= 0) {
        if (whole.start > g->landmark || whole.stop <= g->landmark)
            return 0;
        group = (size_t)model_then(deal->e, episode, g->landmark);
        whole.start = 0;
        whole.stop -= g->landmark;
        whole.zero += g->landmark;
    } else if (g->attribution == ATTRIBUTE_ORIGIN) {
        group = (size_t)model_then(deal->e, episode, whole.start);
    } else if (g->attribution == ATTRIBUTE_EVER) {
        group = episode->models_ever >> g->ever & 1 ? 0 : 1;
    } else {
        return deal_segments(deal, episode, number) == 0 ? deal_one(deal, all, whole) : -1;
    }
    return deal_one(deal, group, whole) == 0 ? deal_one(deal, all, whole) : -1;
}

static void count(struct group *g, const struct deal *deal, const struct observation *x)
{
    g->observations[g->segments++] = *x;
    if (x->status == EPISODE_IMPROVED)
        g->improved[g->events++] = x->episode;
    g->switched += x->status == EPISODE_SWITCHED;
    g->censored += x->status == EPISODE_CENSORED || x->status == EPISODE_CLOSED;
    g->days += x->stop - x->start;
    if (g->episodes > 0 && g->members[g->episodes - 1] == x->episode)
        return;
    uint32_t council = deal->e->v[x->episode].council;
    g->councils += g->episodes == 0 || deal->e->v[g->members[g->episodes - 1]].council != council;
    g->members[g->episodes++] = x->episode;
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

static size_t count_dealt(const struct deal *deal, size_t group)
{
    size_t n = 0;
    for (size_t i = 0; i < deal->n; i++)
        n += deal->v[i].group == group;
    return n;
}

static int estimate(struct group *g, double confidence)
{
    struct km_interval *intervals = malloc((g->segments + 1) * sizeof *intervals);
    if (!intervals)
        return -1;
    for (size_t i = 0; i < g->segments; i++) {
        const struct observation *x = &g->observations[i]; /* so many were counted */
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult) */
        intervals[i] = (struct km_interval){x->start, x->stop, x->status == EPISODE_IMPROVED};
    }
    int status = km_estimate(intervals, g->segments, confidence, &g->curve);
    free(intervals);
    return status;
}

/* Fills G with what was dealt to group NUMBER; episodes were dealt in order. */
static int fill_group(struct group *g, const struct deal *deal, size_t number)
{
    size_t n = count_dealt(deal, number);
    g->observations = malloc((n + 1) * sizeof *g->observations);
    g->members = malloc((n + 1) * sizeof *g->members);
    g->improved = malloc((n + 1) * sizeof *g->improved);
    if (!g->observations || !g->members || !g->improved)
        return -1;
    for (size_t i = 0; i < deal->n; i++)
        if (deal->v[i].group == number)
            count(g, deal, &deal->v[i].observation);
    if (estimate(g, deal->grouping->confidence) != 0)
        return -1;
    g->status = judge(g, deal->grouping);
    return 0;
}

static void group_release(struct group *g)
{
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

static int fill_groups(struct cohort *c, const struct dataset *d, const struct deal *deal)
{
    c->v = calloc(deal->n_groups, sizeof *c->v);
    if (!c->v)
        return -1;
    for (size_t i = 0; i < deal->n_groups; i++) {
        size_t number = in_order(d, c->grouping, deal->n_groups, i);
        bool is_all = i == deal->n_groups - 1, is_ever = c->grouping->attribution == ATTRIBUTE_EVER;
        struct group *g = &c->v[c->n++];
        g->label = label_of(c, d, number, is_all);
        g->model = is_all || is_ever ? -1 : (int)number;
        if (!g->label || fill_group(g, deal, number) != 0)
            return -1;
        if (g->segments == 0) {
            group_release(g);
            c->n--;
        }
    }
    return 0;
}

int cohort_build(const struct dataset *d, const struct episodes *e, const struct grouping *grouping,
                 struct cohort *c)
{
    size_t models = grouping->attribution == ATTRIBUTE_EVER ? 2 : (size_t)d->models.n;
    struct deal deal = {.e = e, .grouping = grouping, .n_groups = models + 1};
    int status = 0;
    c->grouping = grouping;
    for (uint32_t i = 0; i < e->n && status == 0; i++)
        status = deal_episode(&deal, i);
    if (status == 0)
        status = fill_groups(c, d, &deal);
    free(deal.v);
    return status;
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
