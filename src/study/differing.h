/* differing: the search for differences, council by council. */
#ifndef STUDY_DIFFERING_H
#define STUDY_DIFFERING_H

#include "pairing.h"
#include "study/differences.h"

/* A judgement; names of frameworks and kinds are ranks of them in both datasets together. */
struct differing_judgement {
    struct date date; /* of the inspection; of publication where that is not known */
    bool is_inspected;
    uint32_t framework, kind;
    uint32_t number;
};

struct differing_spell {
    struct spell spell;
    uint32_t number;
};

/* Two datasets at work. Zeroed but for DATASETS and FOUND is ready for differing_begin(). */
struct differing {
    const struct dataset *datasets[SIDES];
    struct differences *found;
    struct progress *progress;
    const char *council;                                  /* at hand */
    uint32_t *framework_ranks[SIDES], *kind_ranks[SIDES]; /* by number of the dataset */
    struct pairing inspection_pairing, spell_pairing;
    struct {
        struct differing_judgement *v;
        size_t n, cap;
    } judgements[SIDES];
    struct {
        struct differing_inspection *v;
        size_t n, cap;
    } inspections[SIDES];
    struct {
        struct differing_spell *v;
        size_t n, cap;
    } spells[SIDES];
};

/* All return 0, or -1 when there is no memory. */

/* Counts what became of the record that PAIR names, and lists it if it differs. */
int differing_add(struct differing *d, enum record record, struct pair pair);

/* Ranks the names in both datasets. */
int differing_begin(struct differing *d);

/* The ratings, and the spells, of a council; NO_ITEM in a dataset without it. */
int differing_ratings(struct differing *d, struct pair councils);
int differing_spells(struct differing *d, struct pair councils);

void differing_release(struct differing *d);

#endif
