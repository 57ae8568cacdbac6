/* grades: the grades of a scale as charts show them - each with its letter, which tells it from the
 * others without its colour. */
#ifndef CMD_GRADES_H
#define CMD_GRADES_H

#include "base/arena.h"
#include "base/diag.h"
#include "record/scale.h"

struct grade {
    int rank;
    const char *label;   /* the word of the rank: "requires improvement" */
    const char *letters; /* "R": the first letter of the word; where another grade begins with it,
                            what grades_make() says */
    int place;           /* which of the inks of ranks it has: 0, the best, to N_RANKS - 1 */
};

/* Best first. */
struct grades {
    struct grade *v;
    size_t n;
};

/* All grades of SCALE, kept in ARENA. Grades that begin with the same letter have in its place the
 * first letters of their first two words; where these are the same too, their first two letters as
 * written; else the rank in digits. No two have the same. 0, or -1 when there is no memory. */
int grades_make(const struct scale *scale, struct arena *arena, struct grades *grades,
                struct diags *ds);

/* The grade of RANK; NULL where the scale has none such. */
const struct grade *grades_of_rank(const struct grades *grades, int rank);

#endif
