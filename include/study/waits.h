/* waits: how long councils go between graded inspections, by the grade that they hold meanwhile.
 *
 * Every inspection within the rules' from and to begins a wait. It is a gap if the council's next
 * is within them too; if it is the council's last, it is open, or ended by the closing. */
#ifndef STUDY_WAITS_H
#define STUDY_WAITS_H

#include "stat/sample.h"
#include "study/study.h"

struct wait {
    int rank; /* of the grade held; RANK_NONE: any */
    size_t gaps;
    struct sample_range gap; /* days */
    size_t open;             /* of councils open on the as-of date, up to it */
    struct sample_range so_far;
    size_t closed; /* of councils that have closed, also where the inspection is from after that */
};

/* By grade, best first, and of all grades last. Zeroed is valid and empty. */
struct waits {
    struct wait *v;
    size_t n;
    size_t n_same_day; /* gaps of no day */
    size_t n_cut;      /* inspections within from and to whose next is after to */
    size_t n_to_open;  /* last ones of councils that open after the as-of date */
};

/* Of the chosen councils. 0, or -1 when there is no memory. */
int waits_find(struct study *study, struct waits *w);

void waits_release(struct waits *w);

#endif
