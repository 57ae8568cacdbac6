#include "cmd/estimates.h"

#include <math.h>
#include <string.h>

#include "cmd/merged.h"

static const struct wording improvement = {.unit = "episode",
                                           .units = "episodes",
                                           .origin = "judgement",
                                           .event = "improvement",
                                           .events = "rises",
                                           .waiting = "unimproved",
                                           .done = "improved"};

static const struct wording *wording_of(const struct estimates *e)
{
    return e->wording ? e->wording : &improvement;
}

int estimates_make(struct session *s, struct estimates *e, struct diags *ds)
{
    if (session_grouping(s, &e->grouping, ds) != 0)
        return -1;
    if (session_episodes(s, &e->episodes) != 0 ||
        cohort_build(&s->dataset, &e->episodes, &e->grouping, &e->cohort) != 0)
        return diags_no_memory(ds);
    return 0;
}

int estimates_sum_up(struct session *s, struct estimates *e, struct diags *ds)
{
    if (s->is_merged)
        return estimates_make(s, e, ds);
    if (session_grouping(s, &e->grouping, ds) != 0)
        return -1;
    return cohort_sum_up(&s->study, &e->grouping, &e->episodes, &e->cohort) == 0
               ? 0
               : diags_no_memory(ds);
}

bool estimates_wants(const struct session *s, const struct cohort *c, const struct group *g)
{
    if (s->models == 0 || c->grouping->attribution == ATTRIBUTE_EVER)
        return true;
    return g->model >= 0 && session_wants(s, g->model);
}

struct cell get_quantile_at(const void *context, const void *row, const struct column *column)
{
    const struct group *g;
    double days;
    (void)context;
    memcpy(&g, row, sizeof g);
    memcpy(&days, (const char *)row + column->which, sizeof days);
    return isnan(days) ? cell_missing(g && group_has_estimates(g) ? "not reached" : NULL)
                       : cell_days(days);
}

void episodes_notes(const struct episodes *e, struct document *doc)
{
    if (e->n_before > 0)
        document_note(doc, "%zu episode%s left out: ended before the council was at risk",
                      e->n_before, plural(e->n_before));
    if (e->n_new > 0)
        document_note(doc,
                      "%zu episode%s left out: at risk for no day by the as-of date, or opened "
                      "and ended on one day",
                      e->n_new, plural(e->n_new));
    if (e->n_inherited > 0)
        document_note(doc,
                      "%zu episode%s closed with %s council, and go%s on in %zu episode%s of "
                      "successors, at risk from their opening; each counts",
                      e->n_continued, plural(e->n_continued), e->n_continued == 1 ? "its" : "their",
                      e->n_continued == 1 ? "es" : "", e->n_inherited, plural(e->n_inherited));
}

void assignment_note(struct document *doc)
{
    document_note(doc,
                  "models are not assigned by lot (trusts often went to councils that had failed "
                  "before): a difference between models is not an effect of them");
}

void estimand_note(const struct session *s, struct document *doc)
{
    const struct scale *scale = &s->dataset.scale;
    const struct rules *r = &s->study.rules;
    bool lowest = r->origin_rank == scale_lowest(scale);
    const char *origin = scale_label(scale, r->origin_rank);
    if (r->target_rank == RANK_NONE)
        document_note(doc,
                      "time runs from the first judgement of %s%s to the first inspection that "
                      "recognised improvement; no one is re-inspected at once, so the inspection "
                      "timetable bounds it from below",
                      origin, lowest ? "" : " or below");
    else
        document_note(doc,
                      "time runs from the first judgement of %s%s to the first inspection that "
                      "found %s or better; no one is re-inspected at once, so the inspection "
                      "timetable bounds it from below",
                      origin, lowest ? "" : " or below", scale_label(scale, r->target_rank));
    assignment_note(doc);
}

void grouping_note(const struct session *s, const struct estimates *e, struct document *doc)
{
    const struct grouping *g = &e->grouping;
    const struct wording *w = wording_of(e);
    const char *ever = s->dataset.models.name[g->ever];
    if (g->landmark >= 0)
        document_note(doc,
                      "only %s still at risk %d days after the %s, by the model on that day, time "
                      "from it",
                      w->units, g->landmark, w->origin);
    else if (g->attribution == ATTRIBUTE_ORIGIN)
        document_note(doc, "whole %s, by the model on the day they came under observation",
                      w->units);
    else if (g->attribution == ATTRIBUTE_EVER)
        document_note(
            doc,
            "warning: --attribute ever is biased: a council had to stay %s until it came under "
            "%s, and all that time counts for it (immortal time), as do %s from before; compare "
            "--attribute current",
            w->waiting, ever, w->events);
    else if (g->clock == CLOCK_MODEL)
        document_note(doc,
                      "time and events count for the model in force, from when it took over within "
                      "the %s; (all) from the %s",
                      w->unit, w->origin);
    else
        document_note(doc,
                      "time and events count for the model in force; a change of model ends a "
                      "segment as switched; (all) is whole %s",
                      w->units);
}

/* "Isle of Wight 2014-09-16" for each event of G, which has few. */
static void add_cases(struct text *t, const struct session *s, const struct group *g)
{
    char date[DATE_TEXT];
    for (size_t i = 0; i < g->events; i++)
        text_addf(t, "%s%s %s", i ? ", " : "", s->dataset.councils[g->few[i].council].name,
                  date_text(g->few[i].date, date));
}

static void note_few(const struct session *s, const struct estimates *e, const struct group *g,
                     struct document *doc)
{
    const struct wording *w = wording_of(e);
    struct text cases = {0};
    add_cases(&cases, s, g);
    doc->failed = doc->failed || text_failed(&cases);
    if (g->events == 0)
        document_note(doc,
                      "caution: %s has no event in %zu %s: nothing can be said of its time to "
                      "%s but that it has not happened yet",
                      g->label, g->episodes, g->episodes == 1 ? w->unit : w->units, w->event);
    else
        document_note(doc, "caution: %s rests on %zu event%s (%s)", g->label, g->events,
                      plural(g->events), text_string(&cases));
    text_release(&cases);
}

void group_note(const struct session *s, const struct estimates *e, const struct group *g,
                struct document *doc)
{
    if (g->status == MEDIAN_SUPPRESSED)
        document_note(doc, "%s: no estimates, as it has fewer than %zu %s (--min-n)", g->label,
                      e->grouping.min_n, wording_of(e)->units);
    else if (g->events < FEW_EVENTS)
        note_few(s, e, g, doc);
}

static void note_emptied(const struct group *g, const struct wording *w, struct document *doc)
{
    document_note(doc,
                  "%s: the curve fell to 0 after %d days, while a segment had yet to enter: too "
                  "few were at risk by accident; its median, quartiles, limits and restricted mean "
                  "are left blank, and so are the shares %s from then on",
                  g->label, g->curve.emptied_at, w->done);
}

void groups_notes(const struct session *s, const struct estimates *e, struct document *doc)
{
    for (size_t i = 0; i < e->cohort.n; i++) {
        const struct group *g = &e->cohort.v[i];
        if (!estimates_wants(s, &e->cohort, g))
            continue;
        if (g->status == MEDIAN_RISK_SET_EMPTIED)
            note_emptied(g, wording_of(e), doc);
        group_note(s, e, g, doc);
    }
}

void estimates_notes(const struct session *s, const struct estimates *e, struct document *doc)
{
    estimand_note(s, doc);
    grouping_note(s, e, doc);
    episodes_notes(&e->episodes, doc);
    groups_notes(s, e, doc);
}

void estimates_release(struct estimates *e)
{
    cohort_release(&e->cohort);
    episodes_release(&e->episodes);
}
