/* chart curve: the numbers of `curve` and of the medians of `times`, as step curves. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    struct chart *chart;
    const struct estimates *e;
    const struct group *g;
    const struct observation **by_stop; /* its observations, by where they end */
    bool rises;                         /* the share improved, not the share that has not */
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
    return chart_keep(d->s, d->chart, &t);
}

static const char *censored_tip(struct drawing *d, const struct km_step *k, size_t first)
{
    struct text t = {0};
    text_addf(&t, "%s, %.1f years (%d days): ", d->g->label, k->time / DAYS_PER_YEAR, k->time);
    add_names(&t, d, first, k->time, false);
    text_addf(&t, "; %u of %u no longer followed under it, not improved", k->censored, k->at_risk);
    return chart_keep(d->s, d->chart, &t);
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
            marks[series->n_marks++] =
                (struct step_mark){x, y, SIGN_CENSORED, censored_tip(d, k, at)};
    }
    series->steps = steps;
    series->n_steps = d->g->curve.n;
    series->marks = marks;
}

static void set_median(struct drawing *d, struct step_series *series, const char **median)
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
    *median = chart_keep(d->s, d->chart, &t);
    series->middle_tip = chart_keep(d->s, d->chart, &tip);
}

/* What a legend says of the group: its size, its events and its median. */
static void set_words(struct drawing *d, struct step_series *series, const char *median)
{
    const struct group *g = d->g;
    struct text t = {0};
    text_addf(&t, "%zu episode%s, %zu improved, median %s", g->episodes, plural(g->episodes),
              g->events, median);
    series->words = chart_keep(d->s, d->chart, &t);
}

/* The model as which the group looks: councils that ever had one look as it does. */
static int look_of(const struct drawing *d)
{
    const struct group *g = d->g;
    if (g->model < 0 && strncmp(g->label, "ever-", strlen("ever-")) == 0)
        return d->e->grouping.ever;
    return g->model < 0 ? MODEL_UNKNOWN : g->model;
}

/* The series of the group, and its row beneath. */
static void draw_group(struct drawing *d, size_t last, struct step_series *series,
                       struct step_row *row)
{
    const struct group *g = d->g;
    const int model = look_of(d);
    size_t n = g->curve.n + 1;
    struct step *steps = arena_alloc(&d->s->arena, n * sizeof *steps);
    struct step_mark *marks = arena_alloc(&d->s->arena, n * sizeof *marks);
    size_t *counts = arena_alloc(&d->s->arena, (last + 1) * sizeof *counts);
    d->by_stop = malloc((g->segments + 1) * sizeof *d->by_stop);
    *series = (struct step_series){.label = g->label,
                                   .look = chart_look(model),
                                   .dash = chart_dash(model),
                                   .start_x = g->curve.first_start / DAYS_PER_YEAR,
                                   .start_y = d->rises ? 0 : 1,
                                   .end_x = NAN};
    *row = (struct step_row){.label = g->label, .series = series, .counts = counts};
    bool failed = !steps || !marks || !counts || !d->by_stop;
    for (size_t i = 0; i < g->segments && !failed; i++)
        d->by_stop[i] = &g->observations[i];
    if (!failed) {
        qsort(d->by_stop, g->segments, sizeof *d->by_stop, compare_stops);
        add_steps(d, steps, marks, series);
        group_count_at_risk(g, last, counts);
        set_median(d, series, &row->last);
        set_words(d, series, row->last);
    }
    free(d->by_stop);
    d->chart->failed = d->chart->failed || failed;
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

static void add_columns(struct session *s, struct chart *chart, struct steps *steps, size_t last)
{
    struct step_column *columns = arena_alloc(&s->arena, (last + 1) * sizeof *columns);
    chart->failed = chart->failed || !columns;
    for (size_t i = 0; i <= last && columns; i++) {
        struct text label = {0};
        text_addf(&label, "%zu", i);
        columns[i] = (struct step_column){(double)i, (double)i, chart_keep(s, chart, &label), NULL};
    }
    steps->columns = columns;
    steps->n_columns = last + 1;
    steps->last_x = (double)last;
}

static void draw_groups(struct session *s, struct curve_state *state, struct chart *chart)
{
    const struct cohort *c = &state->estimates.cohort;
    struct steps *steps = &state->steps;
    size_t last = last_year(s, c);
    struct step_series *series = arena_alloc(&s->arena, (c->n + 1) * sizeof *series);
    struct step_row *rows = arena_alloc(&s->arena, (c->n + 1) * sizeof *rows);
    struct drawing d = {
        .s = s, .chart = chart, .e = &state->estimates, .rises = s->options->improved};
    add_columns(s, chart, steps, last);
    chart->failed = chart->failed || !series || !rows;
    steps->series = series;
    steps->rows = rows;
    for (size_t i = 0; i < c->n && !chart->failed; i++) {
        d.g = &c->v[i];
        if (!is_shown(s, c, d.g))
            continue;
        draw_group(&d, last, &series[steps->n_series], &rows[steps->n_series]);
        steps->n_series = ++steps->n_rows;
    }
}

/* What is waited for: "improved", "judged good or better". */
static void add_event(struct text *t, const struct session *s)
{
    const struct rules *r = &s->study.rules;
    if (r->target_rank == RANK_NONE)
        text_add_string(t, "improved");
    else
        text_addf(t, "judged %s or better", scale_label(&s->dataset.scale, r->target_rank));
}

/* From where the years are counted. */
static void add_origin(struct text *t, const struct session *s, const struct grouping *g)
{
    const struct scale *scale = &s->dataset.scale;
    const int origin = s->study.rules.origin_rank;
    if (g->landmark >= 0)
        text_addf(t, "day %d after ", g->landmark);
    else if (g->clock == CLOCK_MODEL)
        text_add_string(t, "the model took over after ");
    text_addf(t, "a judgement of %s%s", scale_label(scale, origin),
              origin == scale_lowest(scale) ? "" : " or below");
}

/* By what the episodes are grouped: how the subtitle begins. */
static const char *grouped_by(const struct grouping *g)
{
    if (g->landmark >= 0)
        return "Episodes still at risk then, by the delivery model on that day";
    switch (g->attribution) {
    case ATTRIBUTE_ORIGIN:
        return "Episodes by the delivery model under which they came under observation";
    case ATTRIBUTE_EVER:
        return "Episodes by whether the council ever had the delivery model";
    default:
        return "Episodes by delivery model";
    }
}

/* What there is to see: of each group its size, its events and its median. */
static const char *describe(struct session *s, const struct steps *steps, struct chart *chart)
{
    struct text t = {0};
    text_addf(&t, "Step curves of the share %s, against years.",
              s->options->improved ? "improved, rising from 0%"
                                   : "not yet improved, falling from 100%");
    for (size_t i = 0; i < steps->n_series; i++)
        text_addf(&t, " %s: %s.", steps->series[i].label, steps->series[i].words);
    return chart_keep(s, chart, &t);
}

/* Adds a note that begins with FIRST and lists the shown groups of which HOLDS is true. */
static void note_groups(struct session *s, const struct estimates *e, struct chart *chart,
                        const char *first, bool (*holds)(const struct group *g))
{
    const struct cohort *c = &e->cohort;
    struct text t = {0};
    for (size_t i = 0; i < c->n; i++) {
        const struct group *g = &c->v[i];
        if (g == &c->v[c->n - 1] || !estimates_wants(s, c, g) || !holds(g))
            continue;
        text_addf(&t, "%s%s", t.n ? ", " : first, g->label);
        if (group_has_estimates(g))
            text_addf(&t, " %zu", g->events);
    }
    if (t.n > 0)
        chart_note(s, chart, "%s", text_string(&t));
    chart->failed = chart->failed || text_failed(&t);
    text_release(&t);
}

static bool is_few(const struct group *g)
{
    return group_has_estimates(g) && g->events < FEW_EVENTS;
}

static bool is_suppressed(const struct group *g)
{
    return g->status == MEDIAN_SUPPRESSED;
}

static bool is_emptied(const struct group *g)
{
    return g->status == MEDIAN_RISK_SET_EMPTIED;
}

/* Also which curves rest on little, or on less than it takes. */
static void add_notes(struct session *s, const struct estimates *e, struct chart *chart)
{
    chart_note(s, chart,
               "Improvement is dated by the inspection that recognised it. Models are not assigned "
               "by lot: a difference is not an effect of them.");
    if (e->grouping.attribution == ATTRIBUTE_EVER && e->grouping.landmark < 0)
        chart_note(s, chart,
                   "Biased: a council had to stay unimproved until it came under %s, and all that "
                   "time counts for it (immortal time).",
                   s->dataset.models.name[e->grouping.ever]);
    note_groups(s, e, chart, "Caution, few improvements: ", is_few);
    note_groups(s, e, chart,
                "Caution, nobody was at risk for a while, so that the curve falls to 0 by "
                "accident: ",
                is_emptied);
    note_groups(s, e, chart, "Not drawn, fewer episodes than --min-n: ", is_suppressed);
}

static void set_title(struct session *s, struct curve_state *state, struct chart *chart)
{
    struct text title = {0}, signs = {0}, label = {0};
    text_add_string(&label, s->options->improved ? "" : "not yet ");
    add_event(&label, s);
    text_addf(&title, "Share %s, by years since ", text_string(&label));
    add_origin(&title, s, &state->estimates.grouping);
    if (label.n > 0)
        label.v[0] = (char)(label.v[0] & ~0x20); /* a capital */
    text_addf(&signs,
              "Kaplan-Meier; areas: %g%% limits; strokes across: no longer followed (still open, "
              "changed model, closed); diamonds: medians.",
              100 * state->estimates.grouping.confidence);
    chart->title = chart_keep(s, chart, &title);
    chart->signs = chart_keep(s, chart, &signs);
    state->steps.y_label = chart_keep(s, chart, &label);
    chart_set_subtitle(s, chart, grouped_by(&state->estimates.grouping));
}

/* Why there is nothing to draw; NULL where there is. */
static const char *why_empty(const struct session *s, const struct curve_state *state)
{
    if (state->steps.n_series > 0)
        return NULL;
    if (state->estimates.cohort.n > 0 && state->estimates.grouping.min_n > 0)
        return "No curve: no group has as many episodes as --min-n asks for.";
    return s->models ? "No data: there is no episode under the models chosen."
                     : "No data: there is no episode to draw.";
}

static int make(struct session *s, void *memory, struct chart *chart, struct document *doc,
                struct diags *ds)
{
    struct curve_state *state = memory;
    if (estimates_make(s, &state->estimates, ds) != 0)
        return -1;
    state->steps = (struct steps){.x_label = "Years",
                                  .rows_label = "At risk",
                                  .last_label = "Median",
                                  .top_y = 1,
                                  .is_share = true};
    draw_groups(s, state, chart);
    set_title(s, state, chart);
    chart->description = describe(s, &state->steps, chart);
    add_notes(s, &state->estimates, chart);
    chart->form = &steps_form;
    chart->content = &state->steps;
    chart->empty = why_empty(s, state);
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
              GROUP_CLOCK | GROUP_LIMITS | GROUP_IMPROVED | GROUP_ASCII,
    .has_text = true,
    .numbers = "curve",
    .state_size = sizeof(struct curve_state),
    .release = release,
    .make = make,
};
