/* alternatives: the other reasonable choices where a study makes one, each with what was asked for
 * left as it is but for that choice. */
#ifndef STUDY_ALTERNATIVES_H
#define STUDY_ALTERNATIVES_H

#include "study/cohort.h"

struct alternative {
    const char *choice, *value; /* as the option that makes it: --CHOICE VALUE */
    const char *about;          /* what the value is, where it hangs on the data */
    const char *left_out;       /* why it cannot be made, in words; NULL: it can */
    bool is_another;            /* it asks another question: its times differ by design */
    struct rules rules;         /* of the study, ... */
    struct grouping grouping;   /* ... and how its episodes are dealt */
};

/* Zeroed is valid and empty; the memory is an arena's. */
struct alternatives {
    struct alternative *v;
    size_t n;
};

/* From this day on Ofsted's records are complete: its single inspection framework began. */
enum { COMPLETE_YEAR = 2013, COMPLETE_MONTH = 11 };

/* Those to RULES and GROUPING, in the order of tables; what equals them is no alternative. Those
 * that contradict them, and those for which the records D give no occasion, are marked as left out.
 * 0, or -1 when there is no memory. */
int alternatives_find(const struct dataset *d, const struct rules *rules,
                      const struct grouping *grouping, struct arena *arena,
                      struct alternatives *found);

#endif
