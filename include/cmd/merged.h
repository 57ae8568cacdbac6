/* merged: answers made of segments that other runs wrote (--segments), in place of a dataset. */
#ifndef CMD_MERGED_H
#define CMD_MERGED_H

#include "cmd/session.h"
#include "study/exposure.h"

/* A usage fault where an option that was given with --segments belongs to the runs that wrote them.
 * 0 or -1. */
int merged_check(const struct options *o, struct diags *ds);

/* In place of session_load(): reads the files of segments, and chooses as they were chosen. Errors
 * of their rows are in DS; -1 is for faults. */
int session_merge(struct session *s, struct diags *ds);

/* The episodes, and the time at risk of a fall, of the study or of the segments. 0, or -1 when
 * there is no memory. */
int session_episodes(struct session *s, struct episodes *e);
int session_falls(struct session *s, struct exposures *x);

/* What is counted of the records, N in a session that has them: the number that the segments tell,
 * where it is made of these. */
size_t session_total(const struct session *s, enum segments_total total, size_t n);

/* Which total each of a history's counts is: totals[i] is that of the member at offsets[i]. */
struct counted {
    enum segments_total total;
    size_t offset; /* of a size_t in struct history_counts */
};
extern const struct counted merged_counts[];
extern const size_t n_merged_counts;

/* The notes on the files of segments, and on the problems of the records that they come from. */
void merged_note_files(const struct session *s, struct document *doc);

#endif
