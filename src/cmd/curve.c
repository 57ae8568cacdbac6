/* curve: the share not yet improved, time by time, by model. */
#include <math.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"

struct curve_row {
    const char *model;
    int time;
    double days;
    size_t at_risk, events, censored;
    double survival, std_error, lower, upper;
};

#define ROW curve_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model; (all): whole episodes of all models",
     get_text_at, COLUMN_KEY, AT(model)},
    {"time_days", TYPE_INTEGER, "days", "time at which a segment ends", get_integer_at, COLUMN_KEY,
     AT(time)},
    {"time_years", TYPE_NUMBER, "years", "the same in years of 365.25 days", get_days_at, 0,
     AT(days)},
    {"at_risk", TYPE_INTEGER, NULL, "segments that began before this time and end at it or later",
     get_count_at, 0, AT(at_risk)},
    {"events", TYPE_INTEGER, NULL, "improvements at this time", get_count_at, 0, AT(events)},
    {"censored", TYPE_INTEGER, NULL, "segments that end here otherwise: censored, switched, closed",
     get_count_at, 0, AT(censored)},
    {"survival", TYPE_NUMBER, "probability",
     "share not yet improved after this time (Kaplan-Meier)", get_number_at, 0, AT(survival)},
    {"std_error", TYPE_NUMBER, "probability", "its standard error (Greenwood)", get_number_at, 0,
     AT(std_error)},
    {"lower", TYPE_NUMBER, "probability", "lower limit (log-log, --conf)", get_number_at, 0,
     AT(lower)},
    {"upper", TYPE_NUMBER, "probability", "upper limit", get_number_at, 0, AT(upper)},
};

static struct curve_row make_row(const struct group *g, const struct km_step *step)
{
    struct curve_row row = {.model = g->label,
                            .time = step->time,
                            .days = step->time,
                            .at_risk = step->at_risk,
                            .events = step->events,
                            .censored = step->censored,
                            .survival = step->survival,
                            .std_error = step->std_error,
                            .lower = step->lower,
                            .upper = step->upper};
    if (g->status == MEDIAN_SUPPRESSED)
        row.survival = row.std_error = row.lower = row.upper = NAN;
    return row;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct estimates *e = memory;
    if (estimates_make(s, e, ds) != 0)
        return -1;
    size_t most = 1, n = 0;
    for (size_t i = 0; i < e->cohort.n; i++)
        most += e->cohort.v[i].curve.n;
    struct curve_row *rows = arena_alloc(&s->arena, most * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < e->cohort.n; i++) {
        const struct group *g = &e->cohort.v[i];
        for (size_t k = 0; k < g->curve.n && estimates_wants(s, g); k++)
            rows[n++] = make_row(g, &g->curve.v[k]);
    }
    estimates_notes(s, e, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    estimates_release(memory);
}

const struct command command_curve = {
    .name = "curve",
    .summary = "What share has not yet improved, as time goes on?",
    .row = "delivery model and time at which a segment ends, models as in times, times ascending",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_ESTIMATES | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct estimates),
    .release = release,
    .run = run,
};
