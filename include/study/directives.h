/* directives: the statutory directions that a council's spells name. */
#ifndef STUDY_DIRECTIVES_H
#define STUDY_DIRECTIVES_H

#include "study/history.h"

struct directive {
    int32_t day;      /* the date, placed */
    struct date date; /* as written */
    uint32_t spell;   /* the first that names it */
};

/* Of one council, by day. Zeroed is valid and empty; memory is kept from one to the next. */
struct directives {
    struct directive *v;
    size_t n, cap;
};

/* Those of the council of H up to the as-of date, each once: spells that follow one another name
 * the same. 0, or -1 when there is no memory. */
int directives_find(struct directives *list, const struct history *h, const struct dataset *d,
                    const struct rules *rules);

void directives_release(struct directives *list);

#endif
