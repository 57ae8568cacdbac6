/* risk_table: who was at risk when events came, group by group - all that tests of a difference and
 * Cox models with groups need to know of the data.
 *
 * Source: J. P. Klein and M. L. Moeschberger, Survival Analysis (2nd ed., 2003), sections 4.6 and
 * 7.3: an observation is at risk at t where start < t <= stop; events come before censorings. */
#ifndef STAT_RISK_TABLE_H
#define STAT_RISK_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One observation: at risk in (start, stop], start < stop. Those of a GROUP below 0 take no part.
 * Observations of a CLUSTER may depend on each other. */
struct risk_row {
    int32_t start, stop;
    bool event;
    int32_t group;
    uint32_t cluster;
};

/* N times at which events came, ascending, by n_groups groups; the cell of time I and group G is
 * [I * n_groups + G]. Zeroed is valid and empty. */
struct risk_table {
    size_t n, n_groups;
    int32_t *time;
    uint32_t *at_risk, *events;
};

/* The table of N rows, in any order, whose groups are below N_GROUPS. 0, or -1 when there is no
 * memory. */
int risk_table_build(struct risk_table *t, const struct risk_row *rows, size_t n, size_t n_groups);

/* How many of its times are at most TIME. */
size_t risk_table_until(const struct risk_table *t, int32_t time);

/* Sums over the groups at time I. */
uint32_t risk_table_at_risk(const struct risk_table *t, size_t i);
uint32_t risk_table_events(const struct risk_table *t, size_t i);

/* All events of a group. */
size_t risk_table_group_events(const struct risk_table *t, size_t group);

/* The groups whose hazard has a finite ratio to that of GROUP where the partial likelihood is
 * greatest: those that a chain of events leads to from GROUP, and from which one leads back - each
 * group of a chain had an event while the next was at risk (L. R. Ford, Amer. Math. Monthly 64(8)
 * (1957) 28-33, for paired comparisons). IS_TIED gets n_groups answers. 0, or -1 when there is no
 * memory. */
int risk_table_tied(const struct risk_table *t, size_t group, bool *is_tied);

/* The groups that the data compare with GROUP at all: those that such steps, in whichever
 * direction, lead to. */
void risk_table_compared(const struct risk_table *t, size_t group, bool *is_compared);

/* The table of those groups of T that take part, numbered anew in their order; without the times at
 * which none of them had an event. 0, or -1 when there is no memory. */
int risk_table_part(const struct risk_table *t, const bool *takes_part, struct risk_table *part);

void risk_table_release(struct risk_table *t);

#endif
