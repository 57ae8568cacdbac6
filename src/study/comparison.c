#include "study/comparison.h"

#include <math.h>
#include <stdlib.h>

#include "stat/cox_robust.h"

const char *const ratio_status_name[RATIO_STATUS_COUNT] = {
    [RATIO_REFERENCE] = "reference",
    [RATIO_NO_REFERENCE] = "no_reference",
    [RATIO_NEVER_AT_RISK] = "never_at_risk",
    [RATIO_NO_EVENTS] = "no_events",
    [RATIO_NO_OTHER] = "no_reference_events",
    [RATIO_NOT_ESTIMABLE] = "not_estimable",
    [RATIO_FEW_COUNCILS] = "few_councils",
    [RATIO_FEW] = "few",
    [RATIO_OK] = "ok",
};

/* A comparison at work. */
struct work {
    struct comparison *c;
    const struct comparison_rules *rules;
    struct risk_row *rows; /* groups are terms */
    size_t n, n_clusters;
    uint32_t *clusters; /* by episode */
    struct risk_table table;
    bool *takes_part; /* by term: of the fit at hand */
};

/* The clusters of the episodes: councils, numbered in the order of their names, so that no sum
 * hangs on where a council stands in its file. */
static void number_clusters(struct work *w, const struct episodes *e)
{
    for (size_t i = 0; i < e->n; i++) {
        w->n_clusters += i == 0 || e->v[i].council != e->v[i - 1].council;
        w->clusters[i] = (uint32_t)w->n_clusters - 1;
    }
}

static void fill_rows(struct work *w)
{
    for (size_t g = 0; g < w->c->n; g++) {
        const struct group *group = w->c->terms[g].group;
        w->c->events += group->events;
        for (size_t i = 0; i < group->segments; i++) {
            const struct observation *o = &group->observations[i];
            w->rows[w->n++] = (struct risk_row){.start = o->start,
                                                .stop = o->stop,
                                                .event = o->status == EPISODE_IMPROVED,
                                                .group = (int32_t)g,
                                                .cluster = w->clusters[o->episode]};
            w->c->is_late = w->c->is_late || o->start > 0;
        }
    }
    w->c->observations = w->n;
}

static int run_tests(struct work *w)
{
    struct comparison *c = w->c;
    if (rank_test_run(&w->table, &c->rank) != 0)
        return -1;
    for (size_t g = 0; g < c->n; g++)
        c->terms[g].expected = c->rank.expected[g];
    return c->n == 2
               ? permutation_run(w->rows, w->n, w->rules->seed, w->rules->progress, &c->permutation)
               : 0;
}

/* Numbers the groups of the rows as a table of those that take part does: their terms, or -1. */
static void number_groups(struct work *w, struct risk_row *part)
{
    int32_t number = 0;
    for (size_t g = 0, i = 0; g < w->c->n; g++) {
        for (; i < w->n && w->rows[i].group == (int32_t)g; i++) {
            part[i] = w->rows[i];
            part[i].group = w->takes_part[g] ? number : -1;
        }
        number += w->takes_part[g];
    }
}

/* Takes over the coefficients of the terms that took part, in their order. */
static int take_fit(struct work *w, const struct cox_fit *fit, const struct risk_table *table)
{
    size_t n = fit->n, k = 0;
    double *robust = calloc(n * n + 1, sizeof *robust);
    struct risk_row *part = malloc((w->n + 1) * sizeof *part);
    int status = -1;
    if (robust && part) {
        number_groups(w, part);
        status = cox_robust(fit, table, part, w->n, w->n_clusters, w->rules->ties, robust);
    }
    for (size_t g = 1; g < w->c->n && status == 0; g++) {
        struct comparison_term *term = &w->c->terms[g];
        if (!w->takes_part[g])
            continue;
        term->coefficient = fit->coefficient[k];
        term->std_error = sqrt(fit->covariance[k * n + k]);
        term->robust_error = sqrt(robust[k * n + k]);
        k++;
    }
    free(robust);
    free(part);
    return status;
}

static int fit_tied(struct work *w)
{
    struct risk_table table;
    struct cox_fit fit;
    enum cox_ties ties = w->rules->ties;
    if (risk_table_tied(&w->table, 0, w->takes_part) != 0 ||
        risk_table_part(&w->table, w->takes_part, &table) != 0)
        return -1;
    int status = cox_fit(&fit, &table, ties);
    if (status == 0 && fit.outcome == COX_FITTED)
        status = take_fit(w, &fit, &table);
    for (int time = 0; time < COX_TIME_COUNT && status == 0; time++)
        status = cox_proportional_test(&fit, &table, ties, (enum cox_time)time,
                                       &w->c->proportional[time]);
    cox_fit_release(&fit);
    risk_table_release(&table);
    return status;
}

static int fit_compared(struct work *w)
{
    struct risk_table table;
    struct cox_penalised fit;
    risk_table_compared(&w->table, 0, w->takes_part);
    if (risk_table_part(&w->table, w->takes_part, &table) != 0)
        return -1;
    int status = cox_penalised_fit(&fit, &table, w->rules->ties, w->rules->confidence);
    size_t k = 0;
    for (size_t g = 1; g < w->c->n && status == 0 && fit.outcome == COX_FITTED; g++)
        if (w->takes_part[g])
            w->c->terms[g].firth = fit.terms[k++];
    cox_penalised_release(&fit);
    risk_table_release(&table);
    return status;
}

/* Why the ratio of term G is missing or weak; takes_part is of the groups that are compared. */
static enum ratio_status judge(const struct work *w, size_t g)
{
    const struct comparison *c = w->c;
    const struct comparison_term *term = &c->terms[g];
    size_t events = risk_table_group_events(&w->table, g);
    size_t reference_events = c->terms[0].group->events;
    if (g == 0)
        return RATIO_REFERENCE;
    if (!w->takes_part[g])
        return RATIO_NEVER_AT_RISK;
    if (events == 0)
        return RATIO_NO_EVENTS;
    if (isnan(term->coefficient))
        return reference_events == 0 ? RATIO_NO_OTHER : RATIO_NOT_ESTIMABLE;
    if (term->group->councils < FEW_COUNCILS || c->terms[0].group->councils < FEW_COUNCILS)
        return RATIO_FEW_COUNCILS;
    return events < FEW_EVENTS || reference_events < FEW_EVENTS ? RATIO_FEW : RATIO_OK;
}

static void finish_term(const struct work *w, size_t g)
{
    struct comparison_term *term = &w->c->terms[g];
    term->status = judge(w, g);
    term->ratio = cox_ratio_of(term->coefficient, term->robust_error, w->rules->confidence);
    if (term->status != RATIO_OK && term->status != RATIO_FEW)
        term->ratio.lower = term->ratio.upper = term->ratio.z = term->ratio.p = NAN;
}

/* Fits the models. 0 or -1. */
static int fit_models(struct work *w)
{
    struct comparison *c = w->c;
    if (!c->has_reference)
        return 0;
    for (size_t g = 0; g < c->n; g++)
        c->wants_firth = c->wants_firth || c->terms[g].group->events < FIRTH_EVENTS ||
                         c->terms[g].group->councils < FEW_COUNCILS;
    if (fit_tied(w) != 0 || (c->wants_firth && fit_compared(w) != 0) ||
        cox_likelihood_ratio(&w->table, w->rules->ties, &c->likelihood_ratio) != 0)
        return -1;
    risk_table_compared(&w->table, 0, w->takes_part);
    for (size_t g = 0; g < c->n; g++)
        finish_term(w, g);
    return 0;
}

static int set_terms(struct comparison *c, const struct group *const *groups, size_t n)
{
    const struct cox_penalised_term none = {NAN, NAN, NAN, NAN, NAN, NAN};
    c->terms = calloc(n + 1, sizeof *c->terms);
    c->n = n;
    for (int time = 0; time < COX_TIME_COUNT; time++)
        c->proportional[time].chi_square = c->proportional[time].p = NAN;
    for (size_t g = 0; c->terms && g < n; g++)
        c->terms[g] = (struct comparison_term){.group = groups[g],
                                               .status = RATIO_NO_REFERENCE,
                                               .coefficient = NAN,
                                               .std_error = NAN,
                                               .robust_error = NAN,
                                               .ratio = {NAN, NAN, NAN, NAN, NAN},
                                               .firth = none};
    return c->terms ? 0 : -1;
}

int comparison_make(struct comparison *c, const struct episodes *e,
                    const struct group *const *groups, size_t n, bool has_reference,
                    const struct comparison_rules *rules)
{
    struct work w = {.c = c, .rules = rules};
    size_t most = 1;
    for (size_t g = 0; g < n; g++)
        most += groups[g]->segments;
    *c = (struct comparison){.has_reference = has_reference};
    w.rows = malloc(most * sizeof *w.rows);
    w.clusters = malloc((e->n + 1) * sizeof *w.clusters);
    w.takes_part = calloc(n + 1, sizeof *w.takes_part);
    int status = -1;
    if (w.rows && w.clusters && w.takes_part && set_terms(c, groups, n) == 0) {
        number_clusters(&w, e);
        fill_rows(&w);
        status = risk_table_build(&w.table, w.rows, w.n, n);
        if (status == 0)
            status = run_tests(&w) == 0 ? fit_models(&w) : -1;
    }
    risk_table_release(&w.table);
    free(w.rows);
    free(w.clusters);
    free(w.takes_part);
    return status;
}

void comparison_release(struct comparison *c)
{
    free(c->terms);
    rank_test_release(&c->rank);
    *c = (struct comparison){0};
}
