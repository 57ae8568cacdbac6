/* estimates: what the commands that deal episodes to groups share - summary, times, curve, ... */
#ifndef CMD_ESTIMATES_H
#define CMD_ESTIMATES_H

#include "cmd/session.h"

struct estimates {
    struct grouping grouping;
    struct episodes episodes;
    struct cohort cohort;
};

/* Finds the episodes and groups them as the options say. 0, or -1 on a fault. */
int estimates_make(struct session *s, struct estimates *e, struct diags *ds);

/* Whether the group's rows are wanted: under -M those of its models; of --attribute ever, all. */
bool estimates_wants(const struct session *s, const struct group *g);

/* A quantile's time in days (double) at offset `which`, of a row that begins with its group (a
 * pointer, NULL: none): where it is missing because it was not reached, tables say so. */
cell_getter get_quantile_at;

/* Where the time begins and ends, and that models are not assigned by lot. */
void estimand_note(const struct session *s, struct document *doc);

/* To which group time and events count; of --attribute ever, the warning. */
void grouping_note(const struct session *s, const struct estimates *e, struct document *doc);

/* That the group is suppressed (--min-n) or rests on few events, which are named. */
void group_note(const struct session *s, const struct estimates *e, const struct group *g,
                struct document *doc);

/* All of these, episodes_notes(), and where a risk set was emptied. */
void estimates_notes(const struct session *s, const struct estimates *e, struct document *doc);

/* Episodes that were left out, or go on in successors. */
void episodes_notes(const struct episodes *e, struct document *doc);

void estimates_release(struct estimates *e);

#endif
