/* differences: what has been added, has gone and has changed from one dataset to another.
 *
 * Records are told apart by whose they are, then by what they are about; which lines they stand on
 * does not matter.
 *
 * Councils: one name is one council; else one code is, which then has been renamed. Their own
 * records are compared where both datasets have such.
 *
 * Ratings, within a council: first inspections are matched, each at most once, as
 * inspection_match_name says; of several that could be one, those with most judgements in common,
 * then those published on one day. Within matched inspections judgements are matched by name.
 *
 * Spells, within a council: of one model and start; else of one start; of one model and end; of
 * one model and provider. Of several that could be one, those with most fields in common. */
#ifndef STUDY_DIFFERENCES_H
#define STUDY_DIFFERENCES_H

#include "base/progress.h"
#include "record/fields.h"

enum change { CHANGE_NONE, CHANGE_ADDED, CHANGE_GONE, CHANGE_CHANGED, CHANGES };

/* "same", "added", "gone", "changed" */
extern const char *const change_name[CHANGES];

enum { NO_RECORD = UINT32_MAX };

struct difference {
    const char *council; /* its name, in the second dataset if that has it; borrowed */
    enum record record;
    enum change change;     /* never CHANGE_NONE */
    uint32_t before, after; /* the numbers of the record; NO_RECORD where it is not there */
    uint32_t fellow;        /* of a rating that one of two matched inspections lacks: any judgement
                               of that one; NO_RECORD: its whole inspection was added or has gone */
};

enum inspection_match {
    MATCH_IDENTITY, /* the same first day on site (where neither has one: publication), framework */
    MATCH_FIRST_DAY,             /* the same first day on site */
    MATCH_PUBLICATION_FRAMEWORK, /* the same publication date and framework */
    MATCH_PUBLICATION,           /* the same publication date */
    MATCH_PARTIAL,               /* dates that can mean the same day, and the same framework */
    INSPECTION_MATCHES
};

/* By what inspections were matched, as notes say it: "the first day on site". */
extern const char *const inspection_match_name[INSPECTION_MATCHES];

/* Zeroed is valid and empty. */
struct differences {
    struct difference *v; /* by council in the byte order of names, then kind of record, then date,
                             framework, judgement */
    size_t n, cap;
    size_t counts[RECORDS][CHANGES];    /* records */
    size_t matched[INSPECTION_MATCHES]; /* inspections */
    bool has_councils;                  /* both have council records */
};

/* Both must have been loaded with the same models. 0, or -1 when there is no memory. */
int differences_find(const struct dataset *before, const struct dataset *after,
                     struct progress *progress, struct differences *found);

void differences_release(struct differences *found);

#endif
