/* durations: the rows of times and relapse - how long it takes until the event, by model. */
#ifndef CMD_DURATIONS_H
#define CMD_DURATIONS_H

#include "cmd/cells.h"
#include "cmd/estimates.h"

struct duration_row {
    const struct group *group; /* first: get_quantile_at() looks there */
    const char *model;
    size_t councils, episodes, segments, events, censored, switched;
    double days, q25, median, low, high, q75, mean, mean_error; /* days */
    double by_1, by_2, by_3, by_5; /* the share with the event within so many years */
    const char *status;
};

/* The table of the groups that are wanted. 0, or -1 on a fault. */
int durations_table(struct session *s, const struct estimates *e, struct document *doc,
                    struct diags *ds);

#endif
