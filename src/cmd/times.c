/* times: how long improvement takes, by model. */
#include "cmd/cells.h"
#include "cmd/estimates.h"

struct times_row {
    const struct group *group; /* first: get_quantile_at() looks there */
    const char *model;
    size_t councils, episodes, segments, events, censored, switched;
    double days, q25, median, low, high, q75, mean, mean_error; /* days */
    double improved_1, improved_2, improved_3, improved_5;
    const char *status;
};

#define ROW times_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model; (all): whole episodes of all models",
     get_text_at, COLUMN_KEY, AT(model)},
    {"councils", TYPE_INTEGER, NULL, "councils with time at risk under it", get_count_at, 0,
     AT(councils)},
    {"episodes", TYPE_INTEGER, NULL, "their episodes with time at risk under it", get_count_at, 0,
     AT(episodes)},
    {"segments", TYPE_INTEGER, NULL, "parts of episodes under it", get_count_at, 0, AT(segments)},
    {"events", TYPE_INTEGER, NULL, "of them, those that ended improved", get_count_at, 0,
     AT(events)},
    {"censored", TYPE_INTEGER, NULL, "still open on the as-of date, or closed with the council",
     get_count_at, 0, AT(censored)},
    {"switched", TYPE_INTEGER, NULL, "ended by a change of model", get_count_at, 0, AT(switched)},
    {"council_years", TYPE_NUMBER, "years", "time at risk, summed", get_days_at, 0, AT(days)},
    {"q25_years", TYPE_NUMBER, "years", "time by which a quarter had improved (Kaplan-Meier)",
     get_quantile_at, 0, AT(q25)},
    {"median_years", TYPE_NUMBER, "years", "time by which half had improved", get_quantile_at, 0,
     AT(median)},
    {"median_low_years", TYPE_NUMBER, "years", "lower limit of the median (log-log, --conf)",
     get_days_at, 0, AT(low)},
    {"median_high_years", TYPE_NUMBER, "years", "upper limit of the median; missing: none",
     get_days_at, 0, AT(high)},
    {"median_status", TYPE_TEXT, NULL,
     "ok; few: under five events; not_reached: fewer than half improved; risk_set_emptied: not "
     "estimable",
     get_text_at, 0, AT(status)},
    {"q75_years", TYPE_NUMBER, "years", "time by which three quarters had improved",
     get_quantile_at, 0, AT(q75)},
    {"rmst_years", TYPE_NUMBER, "years",
     "restricted mean: time unimproved within the first --tau years", get_days_at, 0, AT(mean)},
    {"rmst_se_years", TYPE_NUMBER, "years", "its standard error", get_days_at, 0, AT(mean_error)},
    {"improved_1y", TYPE_NUMBER, "probability", "share improved within 1 year", get_number_at, 0,
     AT(improved_1)},
    {"improved_2y", TYPE_NUMBER, "probability", "share improved within 2 years", get_number_at, 0,
     AT(improved_2)},
    {"improved_3y", TYPE_NUMBER, "probability", "share improved within 3 years", get_number_at, 0,
     AT(improved_3)},
    {"improved_5y", TYPE_NUMBER, "probability", "share improved within 5 years", get_number_at, 0,
     AT(improved_5)},
};

static struct times_row make_row(const struct group *g, const struct grouping *grouping)
{
    struct km_quantile median = group_quantile(g, 0.5);
    struct km_mean mean = group_restricted_mean(g, grouping->tau);
    return (struct times_row){.group = g,
                              .model = g->label,
                              .councils = g->councils,
                              .episodes = g->episodes,
                              .segments = g->segments,
                              .events = g->events,
                              .censored = g->censored,
                              .switched = g->switched,
                              .days = (double)g->days,
                              .q25 = group_quantile(g, 0.25).time,
                              .median = median.time,
                              .low = median.lower,
                              .high = median.upper,
                              .q75 = group_quantile(g, 0.75).time,
                              .mean = mean.value,
                              .mean_error = mean.std_error,
                              .improved_1 = group_improved_by(g, 1 * DAYS_PER_YEAR),
                              .improved_2 = group_improved_by(g, 2 * DAYS_PER_YEAR),
                              .improved_3 = group_improved_by(g, 3 * DAYS_PER_YEAR),
                              .improved_5 = group_improved_by(g, 5 * DAYS_PER_YEAR),
                              .status = median_status_name[g->status]};
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct estimates *e = memory;
    if (estimates_make(s, e, ds) != 0)
        return -1;
    struct times_row *rows = arena_alloc(&s->arena, (e->cohort.n + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < e->cohort.n; i++)
        if (estimates_wants(s, &e->cohort.v[i]))
            rows[n++] = make_row(&e->cohort.v[i], &e->grouping);
    estimates_notes(s, e, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    estimates_release(memory);
}

const struct command command_times = {
    .name = "times",
    .summary = "How long does each model take to improve?",
    .row = "delivery model with time at risk, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_ESTIMATES | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct estimates),
    .release = release,
    .run = run,
};
