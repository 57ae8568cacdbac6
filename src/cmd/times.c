/* times: how long improvement takes, by model. */
#include "cmd/durations.h"

#define ROW duration_row

static const struct column columns[] = {
    DURATION_COLUMNS("episodes", "their episodes with time at risk under it", "improved",
                     "still open on the as-of date, or closed with the council", "improved",
                     "time unimproved"),
};

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    if (estimates_sum_up(s, memory, ds) != 0)
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
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_ESTIMATES | GROUP_SEGMENTS | GROUP_OUTPUT |
              GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct estimates),
    .release = release,
    .run = run,
};
