#include "cmd/durations.h"

static struct duration_row make_row(const struct group *g, const struct grouping *grouping)
{
    struct km_quantile median = group_quantile(g, 0.5);
    struct km_mean mean = group_restricted_mean(g, grouping->tau);
    return (struct duration_row){.group = g,
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
                                 .by_1 = group_improved_by(g, 1 * DAYS_PER_YEAR),
                                 .by_2 = group_improved_by(g, 2 * DAYS_PER_YEAR),
                                 .by_3 = group_improved_by(g, 3 * DAYS_PER_YEAR),
                                 .by_5 = group_improved_by(g, 5 * DAYS_PER_YEAR),
                                 .status = median_status_name[g->status]};
}

int durations_table(struct session *s, const struct estimates *e, struct document *doc,
                    struct diags *ds)
{
    struct duration_row *rows = arena_alloc(&s->arena, (e->cohort.n + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < e->cohort.n; i++)
        if (estimates_wants(s, &e->cohort, &e->cohort.v[i]))
            rows[n++] = make_row(&e->cohort.v[i], &e->grouping);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}
