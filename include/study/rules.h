/* rules: the choices that a study makes where the records leave one - each an option, each with a
 * default that is printed. */
#ifndef STUDY_RULES_H
#define STUDY_RULES_H

#include "record/dataset.h"

enum date_basis { BASIS_INSPECTED, BASIS_PUBLISHED };

enum uncovered { UNCOVERED_DEFAULT, UNCOVERED_IN_HOUSE, UNCOVERED_UNKNOWN };

enum { KINDS_LIMIT = 16 };

/* What to find out is in the study's own headers; here is how the records are read. */
struct rules {
    enum date_basis basis;     /* which date of an inspection counts; the other where it lacks */
    enum date_placing placing; /* of partial dates */
    int kinds[KINDS_LIMIT];    /* judgements, in order of preference; -1: none of that name */
    int n_kinds;
    int32_t as_of;    /* nothing after this day exists */
    bool has_records; /* there is a judgement by which to set as_of, or it was asked for */
    int32_t from, to; /* origins (or inspections) chosen, both days included */
    int uncovered;    /* model of days that no spell covers */
    bool full_scope;  /* leave out spells marked boundary */
    bool lineage;     /* successors take over open episodes */
    int origin_rank;  /* an episode opens at this rank or below */
    int target_rank;  /* and ends at this rank or above; RANK_NONE: above the origin's own rank */
    bool first_only;  /* the first episode of each council only */
};

/* The model of uncovered days: of a dataset without any spell it is unknown unless asked for. */
int rules_uncovered_model(const struct dataset *d, enum uncovered choice);

#endif
