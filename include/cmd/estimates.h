/* estimates: what the commands that deal episodes to groups share - summary, times, curve, ... */
#ifndef CMD_ESTIMATES_H
#define CMD_ESTIMATES_H

#include "cmd/session.h"

/* How the notes call what is waited for, and those who wait for it. */
struct wording {
    const char *unit, *units;   /* "episode", "episodes" */
    const char *origin;         /* "judgement": where their time begins */
    const char *event, *events; /* "improvement", "rises" */
    const char *waiting, *done; /* "unimproved", "improved" */
};

struct estimates {
    const struct wording *wording; /* NULL: of improvement */
    struct grouping grouping;
    struct episodes episodes;
    struct cohort cohort;
};

/* Finds the episodes and groups them as the options say. 0, or -1 on a fault. */
int estimates_make(struct session *s, struct estimates *e, struct diags *ds);

/* The same where only sums are asked for: episodes, and the observations of groups, are not kept.
 */
int estimates_sum_up(struct session *s, struct estimates *e, struct diags *ds);

/* Whether the rows of G, a group of C, are wanted: under -M those of its models; of --attribute
 * ever, all. */
bool estimates_wants(const struct session *s, const struct cohort *c, const struct group *g);

/* A quantile's time in days (double) at offset `which`, of a row that begins with its group (a
 * pointer, NULL: none): where it is missing because it was not reached, tables say so. */
cell_getter get_quantile_at;

/* The limits of a median, which are the members `low` and `high` of a ROW, and what its status
 * means where HAD (a literal) is what happened by then. */
#define COLUMN_MEDIAN_LOW                                                                          \
    {                                                                                              \
        "median_low_years", TYPE_NUMBER, "years", "lower limit of the median (log-log, --conf)",   \
            get_days_at, 0, AT(low)                                                                \
    }
#define COLUMN_MEDIAN_HIGH                                                                         \
    {                                                                                              \
        "median_high_years", TYPE_NUMBER, "years", "upper limit of the median; missing: none",     \
            get_days_at, 0, AT(high)                                                               \
    }
#define MEDIAN_STATUS_MEANING(had)                                                                 \
    "ok; few: under five events; not_reached: fewer than half " had "; risk_set_emptied: not "     \
    "estimable"

/* That models are not assigned by lot. */
void assignment_note(struct document *doc);

/* Where the time begins and ends, and that. */
void estimand_note(const struct session *s, struct document *doc);

/* To which group time and events count; of --attribute ever, the warning. */
void grouping_note(const struct session *s, const struct estimates *e, struct document *doc);

/* That the group is suppressed (--min-n) or rests on few events, which are named. */
void group_note(const struct session *s, const struct estimates *e, const struct group *g,
                struct document *doc);

/* The same of all groups that are wanted, and where a risk set was emptied. */
void groups_notes(const struct session *s, const struct estimates *e, struct document *doc);

/* All of these, and episodes_notes(). */
void estimates_notes(const struct session *s, const struct estimates *e, struct document *doc);

/* Episodes that were left out, or go on in successors. */
void episodes_notes(const struct episodes *e, struct document *doc);

void estimates_release(struct estimates *e);

#endif
