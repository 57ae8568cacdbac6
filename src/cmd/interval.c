/* interval: when did they really improve, given that a change is seen only at an inspection? */
#include <math.h>

#include "base/text.h"
#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "study/intervals.h"

struct interval_row {
    const char *model;
    size_t episodes, improved, waiting;
    double from, to; /* days */
    double mass, survival;
    double median_from, median_to; /* days */
    const char *status;
    double gradient, log_likelihood;
};

#define ROW interval_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model on the day of the judgement; (all): every model",
     get_text_at, COLUMN_KEY, AT(model)},
    {"episodes", TYPE_INTEGER, NULL, "episodes that count", get_count_at, 0, AT(episodes)},
    {"seen_improved", TYPE_INTEGER, NULL, "of them, those that an inspection found improved",
     get_count_at, 0, AT(improved)},
    {"not_seen", TYPE_INTEGER, NULL, "those of which nothing is known after their last inspection",
     get_count_at, 0, AT(waiting)},
    {"from_days", TYPE_INTEGER, "days", "the interval begins after this day from the judgement",
     get_days_at, COLUMN_KEY, AT(from)},
    {"to_days", TYPE_INTEGER, "days", "and ends on this one; missing: it has no end", get_days_at,
     COLUMN_KEY, AT(to)},
    {"from_years", TYPE_NUMBER, "years", "the same in years of 365.25 days", get_days_at, 0,
     AT(from)},
    {"to_years", TYPE_NUMBER, "years", "the same in years", get_days_at, 0, AT(to)},
    {"mass", TYPE_NUMBER, "probability",
     "share that improved in the interval, wherever in it (Turnbull); without an end: the share "
     "that nobody has seen improved",
     get_number_at, 0, AT(mass)},
    {"survival_after", TYPE_NUMBER, "probability",
     "share not yet improved at its end; missing where it has none", get_number_at, 0,
     AT(survival)},
    {"median_from_years", TYPE_NUMBER, "years",
     "half had improved at some time after this one, of the model ...", get_days_at, 0,
     AT(median_from)},
    {"median_to_years", TYPE_NUMBER, "years", "... and by this one; missing: not reached",
     get_days_at, 0, AT(median_to)},
    {"status", TYPE_TEXT, NULL,
     "ok; few: under five seen improved; median_not_reached; not_found: the search "
     "did not end",
     get_text_at, 0, AT(status)},
    {"gradient", TYPE_NUMBER, NULL,
     "of the mean log likelihood in the mass: at most 1, and 1 where there is mass", get_number_at,
     COLUMN_EXTRA, AT(gradient)},
    {"log_likelihood", TYPE_NUMBER, NULL, "of the model's masses", get_number_at, COLUMN_EXTRA,
     AT(log_likelihood)},
};

struct interval_state {
    struct episodes episodes;
    struct interval_groups groups;
};

static const char *label_of(const struct session *s, const struct interval_group *g)
{
    return g->model < 0 ? "(all)" : s->dataset.models.name[g->model];
}

/* Those of which something is to be told: that have an episode, be it left out, or were asked for.
 */
static bool is_wanted(const struct session *s, const struct interval_group *g)
{
    if (s->models != 0)
        return g->model >= 0 && session_wants(s, g->model);
    return g->n > 0 || g->n_late > 0;
}

static const char *status_of(const struct interval_group *g)
{
    if (g->estimate.outcome == TURNBULL_NOT_FOUND)
        return "not_found";
    if (!turnbull_quantile(&g->estimate, 0.5))
        return "median_not_reached";
    return g->improved < FEW_EVENTS ? "few" : "ok";
}

static double days_of(int32_t day)
{
    return day == TURNBULL_NEVER ? (double)NAN : day;
}

static struct interval_row make_row(const struct session *s, const struct interval_group *g,
                                    const struct turnbull_step *step)
{
    const struct turnbull_step *median = turnbull_quantile(&g->estimate, 0.5);
    return (struct interval_row){.model = label_of(s, g),
                                 .episodes = g->n,
                                 .improved = g->improved,
                                 .waiting = g->n - g->improved,
                                 .from = step->from,
                                 .to = days_of(step->to),
                                 .mass = step->mass,
                                 .survival =
                                     step->to == TURNBULL_NEVER ? (double)NAN : step->survival,
                                 .median_from = median ? days_of(median->from) : (double)NAN,
                                 .median_to = median ? days_of(median->to) : (double)NAN,
                                 .status = status_of(g),
                                 .gradient = step->gradient,
                                 .log_likelihood = g->estimate.log_likelihood};
}

/* Why a model has no row. */
static void note_absence(const char *label, const struct interval_group *g, struct document *doc)
{
    if (g->n_late > 0)
        document_note(doc, "%s: no row, for all its episodes (%zu) were left out", label,
                      g->n_late);
    else
        document_note(doc, "%s: no row, for no episode began under it", label);
}

static void note_group(const char *label, const struct interval_group *g, struct document *doc)
{
    const struct turnbull_step *median = turnbull_quantile(&g->estimate, 0.5);
    if (g->estimate.outcome == TURNBULL_NOT_FOUND)
        document_note(doc, "%s: no masses, as the search for them did not end", label);
    else if (median)
        document_note(doc,
                      "%s: half had improved at some time after day %d and by day %d (%.1f to %.1f "
                      "years)",
                      label, median->from, median->to, median->from / DAYS_PER_YEAR,
                      median->to / DAYS_PER_YEAR);
    else
        document_note(doc,
                      "%s: the median is not reached: of no day is it known that half had improved "
                      "by then",
                      label);
    if (g->improved < FEW_EVENTS)
        document_note(doc, "caution: %s rests on %zu episode%s seen improved", label, g->improved,
                      g->improved == 1 ? "" : "s");
}

/* From which judgement to what. */
static void note_estimand(const struct session *s, struct document *doc)
{
    const struct scale *scale = &s->dataset.scale;
    const struct rules *r = &s->study.rules;
    bool lowest = r->origin_rank == scale_lowest(scale);
    struct text target = {0};
    if (r->target_rank == RANK_NONE)
        text_addf(&target, "the improvement itself");
    else
        text_addf(&target, "being %s or better", scale_label(scale, r->target_rank));
    document_note(doc,
                  "time runs from the first judgement of %s%s to %s, which came after the last "
                  "inspection that did not find it and by the first that did; nothing is known of "
                  "where in between (times and curve count to that inspection)",
                  scale_label(scale, r->origin_rank), lowest ? "" : " or below",
                  text_string(&target));
    doc->failed = doc->failed || text_failed(&target);
    text_release(&target);
}

/* What was left out, then each group. */
static void note_groups(const struct session *s, const struct interval_state *state,
                        struct document *doc)
{
    size_t late = 0, wanted = 0;
    for (size_t i = 0; i < state->groups.n; i++) {
        const struct interval_group *g = &state->groups.v[i];
        wanted += is_wanted(s, g);
        late += g->model >= 0 && is_wanted(s, g) ? g->n_late : 0;
    }
    if (late > 0)
        document_note(doc, "%zu episode%s left out: the council was at risk only from later on",
                      late, late == 1 ? "" : "s");
    episodes_notes(&state->episodes, doc);
    if (wanted == 0)
        document_note(doc, "no episode counts");
    for (size_t i = 0; i < state->groups.n; i++) {
        const struct interval_group *g = &state->groups.v[i];
        if (is_wanted(s, g))
            (g->n > 0 ? note_group : note_absence)(label_of(s, g), g, doc);
    }
}

static void add_notes(const struct session *s, const struct interval_state *state,
                      struct document *doc)
{
    note_estimand(s, doc);
    document_note(doc, "an episode not seen improved counts up to its last inspection only; what "
                       "came after nobody has looked at: its share is in an interval without end");
    document_note(doc,
                  "intervals are the shortest that the inspections' dates tell apart; that one is "
                  "short does not make its share sure: with so few, shares have wide limits, "
                  "which are not known");
    document_note(doc, "models are those on the day of the judgement, for on the day of the "
                       "improvement they are not known");
    assignment_note(doc);
    note_groups(s, state, doc);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct interval_state *state = memory;
    const struct interval_groups *groups = &state->groups;
    size_t most = 1, n = 0;
    if (episodes_find(&s->study, &state->episodes) != 0 ||
        intervals_find(&s->dataset, &state->episodes, &state->groups) != 0)
        return diags_no_memory(ds);
    for (size_t i = 0; i < groups->n; i++)
        most += groups->v[i].estimate.n;
    struct interval_row *rows = arena_alloc(&s->arena, most * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < groups->n; i++)
        for (size_t k = 0; k < groups->v[i].estimate.n && is_wanted(s, &groups->v[i]); k++)
            rows[n++] = make_row(s, &groups->v[i], &groups->v[i].estimate.v[k]);
    add_notes(s, state, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    struct interval_state *state = memory;
    intervals_release(&state->groups);
    episodes_release(&state->episodes);
}

const struct command command_interval = {
    .name = "interval",
    .summary = "When did they really improve, between two inspections?",
    .row = "delivery model at the judgement and innermost interval, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct interval_state),
    .release = release,
    .run = run,
};
