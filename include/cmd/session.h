/* session: from options to a dataset and a study; shared by all commands that read records. */
#ifndef CMD_SESSION_H
#define CMD_SESSION_H

#include "cmd/command.h"
#include "load/load.h"
#include "study/cohort.h"

/* Finds and loads the data and, unless they have errors, chooses (session_choose). Errors of
 * records are in DS; -1 is for faults. */
int session_load(struct session *s, struct diags *ds);

/* What PATH, which may be NULL or "-", is called. */
struct part part_named(const char *path);

/* With how many threads it may work. */
size_t session_threads(const struct session *s);

/* What the options say of how records are written, into a request without files but the scale. */
void session_request(const struct session *s, struct load_request *rq);

/* What to load into D, whose name is set: what operand AT, or else the options, name, or the
 * bundled data. 0 or -1. */
int session_parts(struct session *s, size_t at, struct dataset *d, struct load_request *rq,
                  struct diags *ds);

/* The list of councils of --councils, else the bundled one. 0 or -1. */
int session_councils(struct session *s, struct part *councils, struct diags *ds);

/* Settles what the options ask of the data that is loaded: rules, councils, models, the subject of
 * `case`. A name or a grade that is not there is a usage fault. 0 or -1. */
int session_choose(struct session *s, struct diags *ds);

/* Of these what does not hang on the records: models. 0 or -1. */
int session_choose_groups(struct session *s, struct diags *ds);

/* The grouping that the options ask for, checked; 0 or -1. */
int session_grouping(const struct session *s, struct grouping *g, struct diags *ds);

/* The model of --reference, in-house unless it is given; 0 or -1. */
int session_reference(const struct session *s, int *model, struct diags *ds);

/* The day of --at, or the as-of date; several, ascending, with LIST. DAYS is in the arena. 0 or -1.
 */
int session_days(struct session *s, bool several, int32_t **days, size_t *n, struct diags *ds);

/* 31 December of each year from that of FIRST (DAY_LAST: the last) on and, for that of the as-of
 * date, that date; within --from and --to. None of data without a record. DAYS is in the arena. 0,
 * or -1 when there is no memory. */
int session_years(struct session *s, int32_t first, int32_t **days, size_t *n, struct diags *ds);

/* The notes that every command's answer begins with: as-of date, data, what was left out. */
void session_notes(struct session *s, struct document *doc, const struct diags *ds);

/* How many councils are chosen by name or region; 0 also where all are. */
size_t session_n_chosen(const struct session *s);

/* Of these: what D, which is called WHAT, holds, and what problems the records have. */
void session_note_dataset(struct document *doc, const char *what, const struct dataset *d);
void session_note_problems(const struct session *s, struct document *doc, const struct diags *ds);

/* Which changes of arrangements are counted as starts and ends. */
void session_note_changes(struct document *doc);

/* Adds the codes of a severity with their counts: "171 W-PRECISION, 2 W-GAP". */
void session_add_codes(struct text *t, const struct diags *ds, enum severity severity);

/* Makes TO a session of command C with options O, which choose as FROM's do, on what FROM has
 * loaded and chosen, and which FROM goes on to own: it must stay as long. TO must stay where it is.
 */
void session_derive(struct session *to, const struct session *from, const struct command *c,
                    const struct options *o);

void session_release(struct session *s);

#endif
