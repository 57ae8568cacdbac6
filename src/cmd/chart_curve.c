/* chart curve: the numbers of `curve` and of the medians of `times`, as step curves. */
#include <math.h>
#include <stdlib.h>

#include "cmd/charts.h"
#include "cmd/estimates.h"
#include "out/steps.h"

enum { NAMES = 4 }; /* councils that the words of one step name */

struct curve_state {
    struct estimates estimates;
    struct steps steps;
};

/* A group on its way to a series. */
struct drawing {
    struct session *s;
    const struct estimates *e;
    const struct group *g;
    const struct observation **by_stop; /* its observations, by where they end */
    bool rises;                         /* the share improved, not the share that has not */
    bool failed;
};

static double height_of(const struct drawing *d, double survival)
{
    return d->rises ? 1 - survival : survival;
}

static int compare_stops(const void *a, const void *b)
{
    const struct observation *const *x = a, *const *y = b;
    if ((*x)->stop != (*y)->stop)
        return (*x)->stop < (*y)->stop ? -1 : 1;
    return (*x)->episode < (*y)->episode ? -1 : (*x)->episode > (*y)->episode;
}

static const char *keep(struct drawing *d, struct text *t)
{
    const char *kept = text_keep(t, &d->s->arena);
    d->failed = d->failed || !kept;
    return kept;
}

/* "Slough, Leeds and 3 more": whose observations from FIRST on end at TIME as IMPROVED says. */
static void add_names(struct text *t, const struct drawing *d, size_t first, int32_t time,
                      bool improved)
{
    size_t n = 0;
    for (size_t i = first; i < d->g->segments && d->by_stop[i]->stop == time; i++) {
        const struct observation *o = d->by_stop[i];
        if ((o->status == EPISODE_IMPROVED) != improved)
            continue;
        uint32_t council = d->e->episodes.v[o->episode].council;
        if (n++ < NAMES)
            text_addf(t, "%s%s", n > 1 ? ", " : "", d->s->dataset.councils[council].name);
    }
    if (n > NAMES)
        text_addf(t, " and %zu more", n - NAMES);
}

static const char *event_tip(struct drawing *d, const struct km_step *k, size_t first)
{
    struct text t = {0};
    text_addf(&t, "%s, %.1f years (%d days): ", d->g->label, k->time / DAYS_PER_YEAR, k->time);
    add_names(&t, d, first, k->time, true);
    text_addf(&t, "; %u of %u at risk improved, %.1f%% %s", k->events, k->at_risk,
              100 * height_of(d, k->survival), d->rises ? "have by then" : "have not yet");
    if (!isnan(k->lower))
        text_addf(&t, " (limits %.1f%% to %.1f%%)",
                  100 * height_of(d, d->rises ? k->upper : k->lower),
                  100 * height_of(d, d->rises ? k->lower : k->upper));
    return keep(d, &t);
}

static const char *censored_tip(struct drawing *d, const struct km_step *k, size_t first)
{
    struct text t = {0};
    text_addf(&t, "%s, %.1f years (%d days): ", d->g->label, k->time / DAYS_PER_YEAR, k->time);
    add_names(&t, d, first, k->time, false);
    text_addf(&t, "; %u of %u no longer followed under it, not improved", k->censored, k->at_risk);
    return keep(d, &t);
}

/* The steps and the marks of the group, in the arena. */
static void add_steps(struct drawing *d, struct step *steps, struct step_mark *marks,
                      struct step_series *series)
{
    size_t at = 0;
    for (size_t i = 0; i < d->g->curve.n; i++) {
        const struct km_step *k = &d->g->curve.v[i];
        double x = k->time / DAYS_PER_YEAR, y = height_of(d, k->survival);
        while (at < d->g->segments && d->by_stop[at]->stop < k->time)
            at++;
        steps[i] = (struct step){.x = x,
                                 .y = y,
                                 .lower = height_of(d, d->rises ? k->upper : k->lower),
                                 .upper = height_of(d, d->rises ? k->lower : k->upper),
                                 .tip = k->events ? event_tip(d, k, at) : NULL};
        if (k->censored > 0)
            marks[series->n_marks++] = (struct step_mark){x, y, censored_tip(d, k, at)};
    }
    series->steps = steps;
    series->n_steps = d->g->curve.n;
    series->marks = marks;
}

/* At each whole year how many are at risk: that began before it and end at it or later (R:
 * summary(fit, times)$n.risk); at 0, those that begin there. */
static void count_at_risk(const struct group *g, size_t *counts, size_t last)
{
    for (size_t year = 0; year <= last; year++) {
        double day = (double)year * DAYS_PER_YEAR;
        counts[year] = 0;
        for (size_t i = 0; i < g->segments; i++) {
            const struct observation *o = &g->observations[i];
            counts[year] += year == 0 ? o->start == 0 : o->start < day && day <= o->stop;
        }
    }
}

static void set_median(struct drawing *d, struct step_series *series)
{
    const struct km_quantile q = group_quantile(d->g, 0.5);
    struct text t = {0}, tip = {0};
    series->middle_x = q.time / DAYS_PER_YEAR;
    if (isnan(q.time))
        text_add_string(&t, group_has_estimates(d->g) ? "not reached" : "-");
    else
        text_addf(&t, "%.1f years", series->middle_x);
    text_addf(&tip, "%s: median %s", d->g->label, text_string(&t));
    if (!isnan(q.lower))
        text_addf(&tip, ", limits %.1f to ", q.lower / DAYS_PER_YEAR);
    if (!isnan(q.lower) && isnan(q.upper))
        text_add_string(&tip, "not reached");
    else if (!isnan(q.lower))
        text_addf(&tip, "%.1f", q.upper / DAYS_PER_YEAR);
    series->middle = keep(d, &t);
    series->middle_tip = keep(d, &tip);
}

/* The series of the group in *SERIES. 0, or -1 when there is no memory. */
static int draw_group(struct drawing *d, size_t last, struct step_series *series)
{
    const struct group *g = d->g;
    size_t n = g->curve.n + 1;
    struct step *steps = arena_alloc(&d->s->arena, n * sizeof *steps);
    struct step_mark *marks = arena_alloc(&d->s->arena, n * sizeof *marks);
    size_t *counts = arena_alloc(&d->s->arena, (last + 1) * sizeof *counts);
    d->by_stop = malloc((g->segments + 1) * sizeof *d->by_stop);
    *series = (struct step_series){.label = g->label,
                                   .look = chart_look(g->model < 0 ? 0 : g->model),
                                   .start_x = g->curve.first_start / DAYS_PER_YEAR,
                                   .counts = counts};
    d->failed = !steps || !marks || !counts || !d->by_stop;
    for (size_t i = 0; i < g->segments && !d->failed; i++)
        d->by_stop[i] = &g->observations[i];
    if (!d->failed) {
        qsort(d->by_stop, g->segments, sizeof *d->by_stop, compare_stops);
        add_steps(d, steps, marks, series);
        count_at_risk(g, counts, last);
        set_median(d, series);
    }
    free(d->by_stop);
    return d->failed ? -1 : 0;
}

/* Whether the chart shows G: models, and (all) only where there is no other. */
static bool is_shown(const struct session *s, const struct cohort *c, const struct group *g)
{
    bool is_all = g == &c->v[c->n - 1];
    return g->status != MEDIAN_SUPPRESSED && (is_all ? c->n == 1 : estimates_wants(s, c, g));
}

static size_t last_year(const struct session *s, const struct cohort *c)
{
    double last = 1;
    for (size_t i = 0; i < c->n; i++)
        if (is_shown(s, c, &c->v[i]) && c->v[i].curve.n > 0)
            last = fmax(last, ceil(c->v[i].curve.v[c->v[i].curve.n - 1].time / DAYS_PER_YEAR));
    return (size_t)last;
}

static int draw_groups(struct session *s, struct curve_state *state, struct diags *ds)
{
    const struct cohort *c = &state->estimates.cohort;
    struct steps *steps = &state->steps;
    struct step_series *series = arena_alloc(&s->arena, (c->n + 1) * sizeof *series);
    struct drawing d = {.s = s, .e = &state->estimates, .rises = s->options->improved};
    steps->last_x = last_year(s, c);
    steps->series = series;
    for (size_t i = 0; i < c->n && series; i++) {
        d.g = &c->v[i];
        if (is_shown(s, c, d.g) && draw_group(&d, steps->last_x, &series[steps->n_series++]) != 0)
            return diags_no_memory(ds);
    }
    return series ? 0 : diags_no_memory(ds);
}

/* What there is to see: of each group its size, its events and its median. */
static const char *describe(struct session *s, const struct curve_state *state)
{
    const struct cohort *c = &state->estimates.cohort;
    struct text t = {0};
    text_addf(&t, "Step curves of the share %s, against years.",
              state->steps.start > 0 ? "not yet improved, falling from 100%"
                                     : "improved, rising from 0%");
    for (size_t i = 0, k = 0; i < c->n; i++) {
        const struct group *g = &c->v[i];
        if (!is_shown(s, c, g))
            continue;
        const struct step_series *series = &state->steps.series[k++];
        text_addf(&t, " %s: %zu episode%s, %zu improved, median %s.", g->label, g->episodes,
                  plural(g->episodes), g->events, series->middle);
    }
    return text_keep(&t, &s->arena);
}

/* Which curves rest on little. */
static int note_few(struct session *s, const struct cohort *c, struct chart *chart,
                    struct diags *ds)
{
    struct text t = {0};
    for (size_t i = 0; i < c->n; i++)
        if (is_shown(s, c, &c->v[i]) && c->v[i].events < FEW_EVENTS)
            text_addf(&t, "%s%s %zu", t.n ? ", " : "Caution, few improvements: ", c->v[i].label,
                      c->v[i].events);
    if (t.n > 0)
        return chart_add_note(s, chart, &t, ds);
    text_release(&t);
    return 0;
}

static int set_words(struct session *s, struct curve_state *state, struct chart *chart,
                     struct diags *ds)
{
    const struct rules *r = &s->study.rules;
    struct text title = {0}, how = {0}, what = {0};
    text_addf(&title, "Share %s improved, by years since a judgement of %s",
              s->options->improved ? "that has" : "not yet",
              scale_label(&s->dataset.scale, r->origin_rank));
    text_addf(&how,
              "Kaplan-Meier; areas: %g%% limits; strokes across: no longer followed (still open, "
              "changed model, closed); diamonds: medians.",
              100 * state->estimates.grouping.confidence);
    text_add_string(&what, "Improvement is dated by the inspection that recognised it. Models are "
                           "not assigned by lot: a difference is not an effect of them.");
    chart->title = text_keep(&title, &s->arena);
    chart->description = describe(s, state);
    if (!chart->title || !chart->description)
        return diags_no_memory(ds);
    return chart_set_subtitle(s, chart, "Episodes by delivery model", ds) != 0 ||
                   chart_add_note(s, chart, &how, ds) != 0 ||
                   chart_add_note(s, chart, &what, ds) != 0
               ? -1
               : note_few(s, &state->estimates.cohort, chart, ds);
}

static int make(struct session *s, void *memory, struct chart *chart, struct document *doc,
                struct diags *ds)
{
    struct curve_state *state = memory;
    bool rises = s->options->improved;
    if (estimates_make(s, &state->estimates, ds) != 0)
        return -1;
    state->steps = (struct steps){.x_label = "Years",
                                  .y_label = rises ? "Improved" : "Not yet improved",
                                  .counts_label = "At risk",
                                  .middle_label = "Median",
                                  .start = rises ? 0 : 1};
    if (draw_groups(s, state, ds) != 0 || set_words(s, state, chart, ds) != 0)
        return -1;
    chart->form = &steps_form;
    chart->content = &state->steps;
    chart->empty = state->steps.n_series ? NULL : "No data: there is no episode to draw.";
    estimates_notes(s, &state->estimates, doc);
    return 0;
}

static void release(void *memory)
{
    estimates_release(&((struct curve_state *)memory)->estimates);
}

const struct chart_kind chart_curve = {
    .name = "curve",
    .meaning = "share not yet improved (--improved: improved) against years, by delivery model",
    .groups = GROUP_MODEL | GROUP_PERIOD | GROUP_EPISODES | GROUP_ORIGIN | GROUP_GROUPS |
              GROUP_CLOCK | GROUP_LIMITS | GROUP_IMPROVED,
    .state_size = sizeof(struct curve_state),
    .release = release,
    .make = make,
};
