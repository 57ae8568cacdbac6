/* The answer in short: what `times` and `summary` say, in words and in numbers. */
#include <math.h>

#include "base/number.h"
#include "cmd/report.h"
#include "study/tally.h"

/* "95% limits 3.0 to 3.7 years" */
static void add_limits(struct text *t, const struct reporting *r, struct km_quantile q)
{
    text_addf(t, "%g%% limits ", 100 * r->estimates.grouping.confidence);
    if (isnan(q.lower))
        text_add_string(t, "not to be had");
    else
        add_days_in(t, q.lower, DAYS_PER_YEAR);
    if (!isnan(q.lower) && isnan(q.upper))
        text_add_string(t, " years and no upper one");
    else if (!isnan(q.lower)) {
        text_add_string(t, " to ");
        add_days_in(t, q.upper, DAYS_PER_YEAR);
        text_add_string(t, " years");
    }
}

/* When half of G are found better, by the estimate, or why that cannot be said. */
static void add_median(struct text *t, const struct reporting *r, const struct group *g)
{
    struct km_quantile q = group_quantile(g, 0.5);
    if (g->status == MEDIAN_RISK_SET_EMPTIED) {
        text_add_string(t, " Too few were at risk at once to estimate when half are found ");
        add_target_words(t, &r->session);
    } else if (isnan(q.time)) {
        text_add_string(t, " By the estimate fewer than half are found ");
        add_target_words(t, &r->session);
        text_add_string(t, " within the time that was observed: there is no median");
    } else {
        text_add_string(t, " Half are found ");
        add_target_words(t, &r->session);
        text_add_string(t, " within an estimated ");
        add_days_in(t, q.time, DAYS_PER_YEAR);
        text_add_string(t, " years of the judgement (");
        add_limits(t, r, q);
        text_add_char(t, ')');
    }
    text_add_char(t, '.');
}

/* "Isle of Wight, 16 September 2014; ..." */
static void add_cases(struct text *t, const struct reporting *r, const struct group *g)
{
    char words[DATE_WORDS];
    for (size_t i = 0; i < g->events; i++) {
        const struct episode *e = &r->estimates.episodes.v[g->improved[i]];
        text_addf(t, "%s%s, %s", i ? "; " : "", r->session.dataset.councils[e->council].name,
                  date_words(e->end_date, words));
    }
}

/* What the episodes of one model came to. */
static void add_model(struct reporting *r, const struct group *g)
{
    struct text lead = {0}, t = {0};
    text_addf(&lead, "%s:", g->label);
    text_addf(&t, "%zu episode%s in %zu council%s had time under it; %zu %s found ", g->episodes,
              plural(g->episodes), g->councils, plural(g->councils), g->events,
              g->events == 1 ? "was" : "were");
    add_target_words(&t, &r->session);
    text_add_string(&t, " under it");
    if (g->events == 0)
        text_add_string(&t, ". Nothing can be said of the time but that it has not happened yet.");
    else if (g->events < FEW_EVENTS) {
        text_add_string(&t, " (");
        add_cases(&t, r, g);
        text_addf(&t, "). So few that one council more or less would change the picture: no time "
                      "is given in words.");
    } else {
        text_add_char(&t, '.');
        add_median(&t, r, g);
    }
    report_add(&r->report, (struct block){.kind = BLOCK_ITEM,
                                          .lead = report_keep(&r->report, &lead),
                                          .text = report_keep(&r->report, &t)});
}

static void add_fact(struct reporting *r, struct text *lead, struct text *what)
{
    report_add(&r->report, (struct block){.kind = BLOCK_FACT,
                                          .lead = report_keep(&r->report, lead),
                                          .text = report_keep(&r->report, what)});
}

/* How many councils are at the origin grade or below, of those that are open. */
static void add_fact_now(struct reporting *r, const struct tally *all)
{
    struct text lead = {0}, what = {0};
    size_t n = 0;
    for (int rank = 1; rank <= r->session.study.rules.origin_rank; rank++)
        n += all->now[rank];
    text_addf(&lead, "%zu of %zu", n, all->councils_now);
    text_add_string(&what, "councils whose latest grade is ");
    add_origin_words(&what, &r->session);
    text_add_string(&what, ", ");
    add_as_of_words(&what, &r->session);
    if (all->now[RANK_NONE] > 0)
        text_addf(&what, " (%zu without a grade by then)", all->now[RANK_NONE]);
    add_fact(r, &lead, &what);
}

static void add_facts(struct reporting *r, const struct tally *all, const struct group *g)
{
    struct text lead = {0}, what = {0};
    add_fact_now(r, all);
    if (!g)
        return;
    text_addf(&lead, "%zu", g->episodes);
    text_addf(&what, "episode%s of a council judged ", plural(g->episodes));
    add_origin_words(&what, &r->session);
    text_addf(&what, ", in %zu council%s", g->councils, plural(g->councils));
    add_fact(r, &lead, &what);
    text_addf(&lead, "%zu of %zu", g->events, g->episodes);
    text_add_string(&what, "ended with the council found ");
    add_target_words(&what, &r->session);
    add_fact(r, &lead, &what);
    if (g->status != MEDIAN_OK)
        return;
    struct km_quantile q = group_quantile(g, 0.5);
    add_days_in(&lead, q.time, DAYS_PER_YEAR);
    text_add_string(&lead, " years");
    text_add_string(&what, "estimated until half are found ");
    add_target_words(&what, &r->session);
    text_add_string(&what, "; ");
    add_limits(&what, r, q);
    add_fact(r, &lead, &what);
}

/* Of all episodes: how many ended, how, and how long half of them took. */
static void add_episodes(struct reporting *r, const struct group *g)
{
    struct text t = {0};
    size_t closed = 0;
    for (size_t i = 0; i < g->segments; i++)
        closed += g->observations[i].status == EPISODE_CLOSED;
    text_addf(&t, "Of %zu episode%s in which a council was judged ", g->episodes,
              plural(g->episodes));
    add_origin_words(&t, &r->session);
    text_addf(&t, ", %zu ended at an inspection that found the council ", g->events);
    add_target_words(&t, &r->session);
    text_addf(&t, ". %zu %s still open on ", g->censored - closed,
              g->censored - closed == 1 ? "was" : "were");
    add_as_of_words(&t, &r->session);
    if (closed > 0)
        text_addf(&t, ", and %zu closed with %s council", closed, closed == 1 ? "its" : "their");
    text_add_char(&t, '.');
    if (g->events >= FEW_EVENTS)
        add_median(&t, r, g);
    else if (g->events > 0) {
        text_add_string(&t, " Caution: all of this rests on ");
        add_cases(&t, r, g);
        text_add_string(&t, ". That is so few that no time is given in words.");
    }
    report_add(&r->report,
               (struct block){.kind = BLOCK_PARAGRAPH, .text = report_keep(&r->report, &t)});
}

/* "141 in-house, 10 trust": the councils of today by model. */
static void add_by_model(struct text *t, const struct session *s, const struct tallies *tallies)
{
    const struct model_list *models = &s->dataset.models;
    size_t n = 0;
    for (int i = 0; i < models->n; i++) {
        int model = model_in_order(models, i);
        if (tallies->v[model].councils_now > 0)
            text_addf(t, "%s%zu %s", n++ ? ", " : "", tallies->v[model].councils_now,
                      models->name[model]);
    }
}

static void add_by_grade(struct text *t, const struct session *s, const struct tally *all)
{
    const struct scale *scale = &s->dataset.scale;
    for (int rank = scale_highest(scale); rank != RANK_NONE; rank = scale_next_below(scale, rank))
        text_addf(t, "%zu %s, ", all->now[rank], scale_label(scale, rank));
    text_addf(t, "%zu without a grade", all->now[RANK_NONE]);
}

/* Where the councils stand on the as-of date. */
static void add_now(struct reporting *r, const struct tallies *tallies)
{
    const struct tally *all = &tallies->v[tallies->n - 1];
    struct text t = {0};
    text_add_string(&t, "On ");
    add_as_of_words(&t, &r->session);
    text_addf(&t, " %zu council%s %s open", all->councils_now, plural(all->councils_now),
              all->councils_now == 1 ? "was" : "were");
    if (all->councils_now > 0) {
        if (r->session.dataset.spells.n > 0) {
            text_add_string(&t, ": ");
            add_by_model(&t, &r->session, tallies);
        }
        text_add_string(&t, ". By their latest grade: ");
        add_by_grade(&t, &r->session, all);
    }
    text_add_char(&t, '.');
    report_add(&r->report,
               (struct block){.kind = BLOCK_PARAGRAPH, .text = report_keep(&r->report, &t)});
}

/* Model by model, and that a difference is no effect; nothing where no model is on record. */
static void add_models(struct reporting *r)
{
    const struct cohort *c = &r->estimates.cohort;
    if (c->n <= 1)
        return;
    if (r->session.dataset.spells.n == 0) {
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "The data do not say who delivered the services: nothing is told by delivery "
                    "model here, and the tables call it unknown.");
        return;
    }
    report_add(&r->report,
               (struct block){.kind = BLOCK_PARAGRAPH,
                              .text = "By who delivered the services meanwhile, counting for each "
                                      "model the time under it:"});
    for (size_t i = 0; i + 1 < c->n; i++)
        add_model(r, &c->v[i]);
    report_add(&r->report, (struct block){.kind = BLOCK_PARAGRAPH,
                                          .lead = "What this does not say.",
                                          .text = not_by_lot,
                                          .see = "method"});
}

/* Why there is no time to tell of. */
static void add_no_episode(struct reporting *r)
{
    struct text t = {0};
    text_add_string(&t, "There is no episode: in these data no council that was asked for was "
                        "judged ");
    add_origin_words(&t, &r->session);
    text_add_string(&t, " while it was followed. So there is no time to improvement to tell of.");
    report_add(&r->report,
               (struct block){.kind = BLOCK_PARAGRAPH, .text = report_keep(&r->report, &t)});
}

static void add_words(struct reporting *r, const struct tallies *tallies)
{
    const struct cohort *c = &r->estimates.cohort;
    const struct group *all = cohort_find(c, -1);
    add_facts(r, &tallies->v[tallies->n - 1], all);
    if (all)
        add_episodes(r, all);
    else
        add_no_episode(r);
    add_now(r, tallies);
    add_models(r);
}

static int add_tables(struct reporting *r, struct diags *ds)
{
    const struct reporting_table tables[] = {
        {.ask = {.command = command_find("times"),
                 .columns = "model,councils,episodes,events,median_years,median_low_years,"
                            "median_high_years,median_status,improved_3y,improved_5y"},
         .id = "table-times",
         .caption = "Time to improvement by delivery model",
         .empty = "There is no time to improvement to put in a table."},
        {.ask = {.command = command_find("summary"),
                 .columns = "-episodes,-improved,-median_years,-median_low_years,"
                            "-median_high_years,-median_status"},
         .id = "table-summary",
         .caption = "Councils by delivery model, and what inspections found",
         .empty = "There is no council to put in a table."},
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (report_answer(r, &tables[i], ds) != 0)
            return -1;
    return 0;
}

int report_headline(struct reporting *r, struct diags *ds)
{
    struct tallies tallies = {0};
    if (!r->session.study.rules.has_records) {
        report_addf(&r->report, BLOCK_PARAGRAPH,
                    "There is no judgement in the data: there is nothing to tell.");
        return 0;
    }
    int status = tally_count(&r->session.study, &tallies) == 0 ? 0 : diags_no_memory(ds);
    if (status == 0)
        add_words(r, &tallies);
    tallies_release(&tallies);
    return status == 0 ? add_tables(r, ds) : -1;
}
