/* incidence: what became of the episodes of each model: improved, another model, closed. */
#include "stat/incidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"

struct incidence_row {
    const char *model;
    double days;
    size_t at_risk;
    size_t improved_events, switched_events, closed_events;
    double waiting, improved, switched, closed;
    double waiting_error, improved_error, switched_error, closed_error;
    const char *status;
    double one_minus_km;
};

#define ROW incidence_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model; (all): whole episodes of all models",
     get_text_at, COLUMN_KEY, AT(model)},
    {"time_days", TYPE_NUMBER, "days",
     "time at which a segment ends improved, switched or closed; with --yearly, whole years",
     get_number_at, COLUMN_KEY, AT(days)},
    {"time_years", TYPE_NUMBER, "years", "the same in years of 365.25 days", get_days_at, 0,
     AT(days)},
    {"at_risk", TYPE_INTEGER, NULL, "segments that began before this time and end at it or later",
     get_count_at, 0, AT(at_risk)},
    {"improved_events", TYPE_INTEGER, NULL,
     "of them, those that end improved; with --yearly, all that did in the year up to this time",
     get_count_at, 0, AT(improved_events)},
    {"switched_events", TYPE_INTEGER, NULL, "the same, ended by a change of model", get_count_at, 0,
     AT(switched_events)},
    {"closed_events", TYPE_INTEGER, NULL, "the same, closed with the council", get_count_at, 0,
     AT(closed_events)},
    {"waiting", TYPE_NUMBER, "probability",
     "probability that by this time nothing of that has happened (Aalen-Johansen)", get_number_at,
     0, AT(waiting)},
    {"waiting_se", TYPE_NUMBER, "probability", "its standard error", get_number_at, 0,
     AT(waiting_error)},
    {"improved", TYPE_NUMBER, "probability", "probability that improvement came first",
     get_number_at, 0, AT(improved)},
    {"improved_se", TYPE_NUMBER, "probability", "its standard error", get_number_at, 0,
     AT(improved_error)},
    {"switched", TYPE_NUMBER, "probability", "probability that a change of model came first",
     get_number_at, 0, AT(switched)},
    {"switched_se", TYPE_NUMBER, "probability", "its standard error", get_number_at, 0,
     AT(switched_error)},
    {"closed", TYPE_NUMBER, "probability", "probability that the council closed first",
     get_number_at, 0, AT(closed)},
    {"closed_se", TYPE_NUMBER, "probability", "its standard error", get_number_at, 0,
     AT(closed_error)},
    {"status", TYPE_TEXT, NULL,
     "ok; few: under five improvements; missing estimates: below_min_n, risk_set_emptied (none "
     "was at risk while a segment had yet to enter), beyond_last_time",
     get_text_at, 0, AT(status)},
    {"one_minus_km", TYPE_NUMBER, "probability",
     "for contrast: 1 - survival of curve, which takes switched and closed as censored",
     get_number_at, COLUMN_EXTRA, AT(one_minus_km)},
};

/* Outcomes are causes 1 to 3, in the order of the columns. */
enum { OPEN, IMPROVED, SWITCHED, CLOSED };

static const int cause_of[EPISODE_STATUS_COUNT] = {
    [EPISODE_CENSORED] = OPEN,
    [EPISODE_IMPROVED] = IMPROVED,
    [EPISODE_SWITCHED] = SWITCHED,
    [EPISODE_CLOSED] = CLOSED,
};

/* What the rows come from: an estimate for each group. */
struct work {
    struct estimates estimates;
    struct incidence *v;
    size_t n;
};

static int estimate(const struct group *g, struct incidence *f)
{
    struct incidence_interval *intervals = malloc((g->segments + 1) * sizeof *intervals);
    if (!intervals)
        return -1;
    for (size_t i = 0; i < g->segments; i++) {
        const struct observation *x = &g->observations[i];
        intervals[i] = (struct incidence_interval){x->start, x->stop, cause_of[x->status]};
    }
    int status = incidence_estimate(intervals, g->segments, f);
    free(intervals);
    return status;
}

static int estimate_all(struct work *w)
{
    const struct cohort *c = &w->estimates.cohort;
    w->v = calloc(c->n + 1, sizeof *w->v);
    if (!w->v)
        return -1;
    for (; w->n < c->n; w->n++)
        if (estimate(&c->v[w->n], &w->v[w->n]) != 0)
            return -1;
    return 0;
}

/* Of several the first that holds. */
static const char *status_at(const struct group *g, const struct incidence *f, double days)
{
    const struct incidence_step *step = incidence_at(f, days);
    if (g->status == MEDIAN_SUPPRESSED)
        return "below_min_n";
    if (f->emptied && days >= f->emptied_at)
        return "risk_set_emptied";
    if (days > f->last_time && (!step || step->waiting > 0))
        return "beyond_last_time";
    return g->events < FEW_EVENTS ? "few" : "ok";
}

static bool is_blank(const char *status)
{
    return strcmp(status, "ok") != 0 && strcmp(status, "few") != 0;
}

/* The row of G at DAYS, as STEP, the last by then, leaves it; no counts yet. */
static struct incidence_row make_row(const struct group *g, const struct incidence *f, double days)
{
    static const struct incidence_step none = {.waiting = 1};
    const struct incidence_step *step = incidence_at(f, days);
    if (!step)
        step = &none;
    struct incidence_row row = {.model = g->label,
                                .days = days,
                                .waiting = step->waiting,
                                .waiting_error = step->waiting_error,
                                .improved = step->incidence[IMPROVED - 1],
                                .improved_error = step->std_error[IMPROVED - 1],
                                .switched = step->incidence[SWITCHED - 1],
                                .switched_error = step->std_error[SWITCHED - 1],
                                .closed = step->incidence[CLOSED - 1],
                                .closed_error = step->std_error[CLOSED - 1],
                                .status = status_at(g, f, days),
                                .one_minus_km = group_improved_by(g, days)};
    if (is_blank(row.status)) {
        row.waiting = row.improved = row.switched = row.closed = NAN;
        row.waiting_error = row.improved_error = row.switched_error = row.closed_error = NAN;
    }
    return row;
}

static void count_step(struct incidence_row *row, const struct incidence_step *step)
{
    row->improved_events += step->events[IMPROVED - 1];
    row->switched_events += step->events[SWITCHED - 1];
    row->closed_events += step->events[CLOSED - 1];
}

/* Adds a row for each time at which something happened. */
static void add_times(const struct group *g, const struct incidence *f, struct incidence_row *rows,
                      size_t *n)
{
    for (size_t k = 0; k < f->n; k++) {
        struct incidence_row *row = &rows[(*n)++];
        *row = make_row(g, f, f->v[k].time);
        row->at_risk = f->v[k].at_risk;
        count_step(row, &f->v[k]);
    }
}

/* The whole years that reach to the last time. */
static int years_of(const struct incidence *f)
{
    return (int)ceil(f->last_time / DAYS_PER_YEAR);
}

static size_t count_at_risk(const struct group *g, double days)
{
    size_t n = 0;
    for (size_t i = 0; i < g->segments; i++)
        n += g->observations[i].start < days && g->observations[i].stop >= days;
    return n;
}

/* Adds a row for each whole year. */
static void add_years(const struct group *g, const struct incidence *f, struct incidence_row *rows,
                      size_t *n)
{
    size_t k = 0;
    for (int year = 1; year <= years_of(f); year++) {
        struct incidence_row *row = &rows[(*n)++];
        *row = make_row(g, f, year * DAYS_PER_YEAR);
        row->at_risk = count_at_risk(g, row->days);
        for (; k < f->n && f->v[k].time <= row->days; k++)
            count_step(row, &f->v[k]);
    }
}

static size_t count_events(const struct incidence_step *step)
{
    size_t n = 0;
    for (int k = 0; k < INCIDENCE_CAUSES; k++)
        n += step->events[k];
    return n;
}

/* The first step at which few were at risk while a segment had yet to enter; NULL: none. */
static const struct incidence_step *find_thin(const struct group *g, const struct incidence *f)
{
    int32_t last_start = 0;
    for (size_t i = 0; i < g->segments; i++)
        if (g->observations[i].start > last_start)
            last_start = g->observations[i].start;
    for (size_t k = 0; k < f->n && f->v[k].time <= last_start; k++)
        if (f->v[k].at_risk < FEW_EVENTS)
            return &f->v[k];
    return NULL;
}

static void note_risk_set(const struct group *g, const struct incidence *f, struct document *doc)
{
    const struct incidence_step *thin = find_thin(g, f);
    if (f->emptied)
        document_note(doc,
                      "%s: after %d days none was at risk, while a segment had yet to enter: too "
                      "few were at risk by accident; estimates from then on are blank",
                      g->label, f->emptied_at);
    else if (thin)
        document_note(doc,
                      "caution: %s: at %d days %zu of only %u at risk ended, while a segment had "
                      "yet to enter; all that follows rests on it",
                      g->label, thin->time, count_events(thin), thin->at_risk);
}

static void outcome_notes(const struct session *s, struct document *doc)
{
    document_note(doc, "estimated is how probable it is that by a time a segment has ended "
                       "improved, by a change of model, or with its council, and that it is still "
                       "waiting (Aalen-Johansen); the four add to 1");
    document_note(doc, "at risk at a time are segments that began before it and end at it or "
                       "later; those still open on the as-of date leave as censored");
    document_note(doc, "a change of model and a closing are outcomes here, not censorings: "
                       "improved is at most the 1 - survival of curve (-c +one_minus_km), which "
                       "supposes that neither can happen");
    document_note(doc, "a standard error of 0 does not make a share certain: nothing of that kind, "
                       "or nothing else, has happened in the group");
    if (s->options->yearly)
        document_note(doc, "events are those of the year up to the time; a year beyond a group's "
                           "last time is blank where some still waited then");
}

static void notes(const struct session *s, const struct work *w, struct document *doc)
{
    const struct estimates *e = &w->estimates;
    estimand_note(s, doc);
    outcome_notes(s, doc);
    grouping_note(s, e, doc);
    episodes_notes(&e->episodes, doc);
    for (size_t i = 0; i < w->n; i++) {
        const struct group *g = &e->cohort.v[i];
        if (!estimates_wants(s, &e->cohort, g))
            continue;
        if (g->status != MEDIAN_SUPPRESSED)
            note_risk_set(g, &w->v[i], doc);
        group_note(s, e, g, doc);
    }
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct work *w = memory;
    const struct cohort *c = &w->estimates.cohort;
    bool yearly = s->options->yearly;
    if (estimates_make(s, &w->estimates, ds) != 0)
        return -1;
    if (estimate_all(w) != 0)
        return diags_no_memory(ds);
    size_t most = 1, n = 0;
    for (size_t i = 0; i < w->n; i++)
        most += yearly ? (size_t)years_of(&w->v[i]) : w->v[i].n;
    struct incidence_row *rows = arena_alloc(&s->arena, most * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < w->n; i++)
        if (estimates_wants(s, c, &c->v[i]))
            (yearly ? add_years : add_times)(&c->v[i], &w->v[i], rows, &n);
    notes(s, w, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    struct work *w = memory;
    for (size_t i = 0; i < w->n; i++)
        incidence_release(&w->v[i]);
    free(w->v);
    estimates_release(&w->estimates);
}

const struct command command_incidence = {
    .name = "incidence",
    .summary = "What became of them: improved, another model, council closed, or still waiting?",
    .row = "delivery model and time at which something happened, models as in times, times "
           "ascending; with --yearly, model and whole year",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_GROUPS | GROUP_CLOCK | GROUP_YEARLY |
              GROUP_SEGMENTS | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct work),
    .release = release,
    .run = run,
};
