/* arrangements: who ran a council's services under which model - periods of one model whatever its
 * provider is called, and whether they began anew. A rename (another provider of the same model)
 * is no new arrangement; nor is an inheritance, where a successor council goes on with the model
 * that a predecessor had when it closed. */
#ifndef STUDY_ARRANGEMENTS_H
#define STUDY_ARRANGEMENTS_H

#include "study/study.h"

struct arrangement {
    uint32_t council;
    int model;
    int32_t start, end;     /* [start, end) within the council's life */
    struct date start_date; /* as written; unknown where it is not a spell's ... */
    struct date end_date;   /* ... nor, of an end, the council's closing */
    uint32_t spell;         /* its first; NO_SPELL: uncovered */
    bool is_new;            /* began on `start`: not since ever, not inherited */
    bool has_ended;         /* on `end`: neither running nor inherited by a successor */
};

/* By the name of their council, then start. */
struct arrangements {
    struct arrangement *v;
    size_t n, cap;
};

/* Those of the chosen councils. 0, or -1 when there is no memory. */
int arrangements_find(struct study *study, struct arrangements *a);

void arrangements_release(struct arrangements *a);

/* One model on one day. */
struct coverage {
    int32_t day;
    int model;
    size_t councils;       /* open and under the model */
    size_t providers;      /* different ones; a council without a named one is its own */
    size_t councils_total; /* open */
    bool has_changes;      /* false on the first day, which has none before it */
    size_t started, ended; /* new and ended arrangements since the day before in the list */
};

struct coverages {
    struct coverage *v;
    size_t n;
};

/* The chosen councils on each of N days, which ascend: a row per day and model, models in the order
 * of tables, those that no chosen council ever had left out. 0 or -1. */
int coverage_count(struct study *study, const int32_t *days, size_t n, struct coverages *c);

/* The first day on which an arrangement of a recorded spell starts; false when there is none. */
bool arrangements_first_start(const struct arrangements *a, int32_t *day);

void coverage_release(struct coverages *c);

/* How a new arrangement of a model other than in-house came about, and what followed. */
struct setup {
    const struct arrangement *arrangement;
    struct spell spell;
    struct inspection judged;      /* at or below the origin grade: in force on `directed`, else
                                      (there was none such then) on the start */
    struct inspection at_start;    /* in force on the start */
    struct inspection first_after; /* the first under the arrangement, or where it goes on in ... */
    struct inspection first_rise;  /* ... successors, there; the first better than the one before */
    struct inspection improved; /* the first, likewise, better than the one in force on the start */
    bool has_judged, has_at_start, has_first_after, has_first_rise, has_improved;
    bool has_directed;      /* the direction's date counts ... */
    bool directed_is_after; /* ... or is left out, being after the start */
    int32_t directed;
};

struct setups {
    struct setup *v;
    size_t n, cap;
    size_t n_directed_after;
    size_t n_judged_after;            /* judged after the direction: it was not inadequate then */
    size_t n_unknown_start;           /* arrangements since ever, which cannot be listed */
    struct arrangements arrangements; /* what the setups point into */
};

enum setup_measure { JUDGED_TO_START, DIRECTED_TO_START, START_TO_RISE, SETUP_MEASURES };

/* So many days; NaN where one of the two is not known. */
double setup_days(const struct setup *setup, enum setup_measure measure);

/* Setups that start within the rules' from and to, by council, then start. 0 or -1. */
int setups_find(struct study *study, struct setups *s);

void setups_release(struct setups *s);

#endif
