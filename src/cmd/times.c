/* times: how long improvement takes, by model. */
#include "cmd/durations.h"

#define ROW duration_row

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
     AT(by_1)},
    {"improved_2y", TYPE_NUMBER, "probability", "share improved within 2 years", get_number_at, 0,
     AT(by_2)},
    {"improved_3y", TYPE_NUMBER, "probability", "share improved within 3 years", get_number_at, 0,
     AT(by_3)},
    {"improved_5y", TYPE_NUMBER, "probability", "share improved within 5 years", get_number_at, 0,
     AT(by_5)},
};

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    if (estimates_make(s, memory, ds) != 0)
        return -1;
    estimates_notes(s, memory, doc);
    return durations_table(s, memory, doc, ds);
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
