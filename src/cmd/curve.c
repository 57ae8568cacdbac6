/* curve: the share not yet improved, time by time, by model. */
#include <math.h>
#include <stdlib.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "stat/km_robust.h"

struct curve_row {
    const char *model;
    int time;
    double days;
    size_t at_risk, events, censored;
    double survival, std_error, lower, upper;
    struct km_robust robust;
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
    {"robust_std_error", TYPE_NUMBER, "probability",
     "standard error that lets the segments of one council go together (infinitesimal jackknife); "
     "missing where nothing is seen to vary, as of one council",
     get_number_at, COLUMN_EXTRA, AT(robust.std_error)},
    {"robust_lower", TYPE_NUMBER, "probability", "lower limit with that error (log-log, --conf)",
     get_number_at, COLUMN_EXTRA, AT(robust.lower)},
    {"robust_upper", TYPE_NUMBER, "probability", "upper limit with that error", get_number_at,
     COLUMN_EXTRA, AT(robust.upper)},
};

static struct curve_row make_row(const struct group *g, const struct km_step *step,
                                 struct km_robust robust)
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
                            .upper = step->upper,
                            .robust = robust};
    if (g->status == MEDIAN_SUPPRESSED) {
        row.survival = row.std_error = row.lower = row.upper = NAN;
        row.robust = (struct km_robust){NAN, NAN, NAN};
    }
    return row;
}

/* The robust limits of each step of G's curve, in the arena; NULL when there is no memory.
 * Observations come by council, so that a cluster is a run of them. */
static struct km_robust *robust_limits(struct session *s, const struct estimates *e,
                                       const struct group *g)
{
    struct km_member *members = malloc((g->segments + 1) * sizeof *members);
    struct km_robust *v = arena_alloc(&s->arena, (g->curve.n + 1) * sizeof *v);
    uint32_t clusters = 0, council = 0;
    int status = members && v ? 0 : -1;
    for (size_t i = 0; i < g->segments && status == 0; i++) {
        const struct observation *x = &g->observations[i];
        clusters += clusters == 0 || e->episodes.v[x->episode].council != council;
        council = e->episodes.v[x->episode].council;
        members[i] =
            (struct km_member){{x->start, x->stop, x->status == EPISODE_IMPROVED}, clusters - 1};
    }
    if (status == 0)
        status = km_robust(&g->curve, members, g->segments, clusters, e->grouping.confidence, v);
    free(members);
    return status == 0 ? v : NULL;
}

/* Adds the rows of G to the N at ROWS. 0, or -1 when there is no memory. */
static int add_rows(struct session *s, const struct estimates *e, const struct group *g,
                    struct curve_row *rows, size_t *n)
{
    const struct km_robust *robust = robust_limits(s, e, g);
    for (size_t k = 0; k < g->curve.n && robust; k++)
        rows[(*n)++] = make_row(g, &g->curve.v[k], robust[k]);
    return robust ? 0 : -1;
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
    for (size_t i = 0; i < e->cohort.n; i++)
        if (estimates_wants(s, &e->cohort, &e->cohort.v[i]) &&
            add_rows(s, e, &e->cohort.v[i], rows, &n) != 0)
            return diags_no_memory(ds);
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
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_ESTIMATES | GROUP_SEGMENTS | GROUP_OUTPUT |
              GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct estimates),
    .release = release,
    .run = run,
};
