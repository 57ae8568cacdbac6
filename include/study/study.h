/* study: the question put to a dataset - which councils, under which rules - and what the notes
 * tell of the answer. */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include "base/progress.h"
#include "study/history.h"

/* Of what is counted, so many are kept at most, to be told by name. */
enum { MOST_NAMED = 5 };

struct study {
    const struct dataset *d;
    struct rules rules;
    const bool *chosen;        /* by council; NULL: all */
    uint32_t first, end;       /* rounds go from council FIRST to before END; END 0: to the last */
    size_t n_threads;          /* that may go on a round at once; 0: one */
    struct progress *progress; /* of the rounds */
    struct history history;    /* of the council at hand */
    struct history_counts counts; /* of the chosen councils visited in the last round */
};

/* Goes from council to council in the order of their names:
 *     for (size_t i = 0; (council = study_next(s, &i, &status)) != NULL;)
 * sets s->history to the next chosen council's and returns it; NULL at the end, and on a fault
 * (*STATUS is -1 then, else 0). I is 0 at first, which also resets the counts. */
const struct history *study_next(struct study *s, size_t *i, int *status);

static inline bool study_has_chosen(const struct study *s, uint32_t council)
{
    return !s->chosen || s->chosen[council];
}

void study_release(struct study *s);

#endif
