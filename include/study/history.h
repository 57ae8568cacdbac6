/* history: one council's story under the rules - its life, its inspections, its models day by day.
 * Every study goes from council to council and asks for its history. */
#ifndef STUDY_HISTORY_H
#define STUDY_HISTORY_H

#include "base/packed_window.h"
#include "study/rules.h"

enum { NO_JUDGEMENT = UINT32_MAX, NO_SPELL = UINT32_MAX };

/* An inspection that carries a grade. */
struct inspection {
    int32_t day;        /* the date, placed */
    int rank;           /* of the grade */
    struct date date;   /* as written */
    uint32_t judgement; /* the one that counts, in dataset.judgements */
    uint32_t line;      /* of that one */
};

/* Days [start, end) under one model and provider; the periods of a council follow each other from
 * DAY_FIRST to DAY_LAST. */
struct period {
    int32_t start, end;
    int model;
    uint32_t spell;                   /* in dataset.spells; NO_SPELL: uncovered */
    struct date start_date, end_date; /* as written; unknown where open, or uncovered */
};

/* What the notes tell of how the records were read. */
struct history_counts {
    size_t inspections;     /* that carry a grade */
    size_t without_grade;   /* inspections without a grade of the kinds asked for */
    size_t other_date;      /* graded ones dated by the other basis */
    size_t partial_dates;   /* graded ones, and spell starts and ends, with a placed date */
    size_t after_as_of;     /* inspections after the as-of date */
    size_t late_spells;     /* spells that start after it */
    size_t boundary_spells; /* left out by full_scope */
    size_t hidden_spells;   /* that later ones cover wholly */
    size_t empty_spells;    /* left out: they do not end after they start, as they are placed */
    size_t opening_spells;  /* that start with their council, as their partial date can mean */
    size_t unopened_spells; /* of those that count, the ones of a council that does not exist yet */
    size_t after_closing;   /* graded inspections after the council closed */
};

struct history {
    const struct council *council;
    uint32_t number;        /* of the council */
    int32_t opened, closed; /* [opened, closed), DAY_FIRST and DAY_LAST where open; a closing after
                               the as-of date has not happened */
    bool exists;            /* opened by the as-of date */
    struct packed_window judgements; /* of the council; what dates and grades them */
    struct packed_window rows;       /* its spells; what tells when and whose they are */
    struct inspection *inspections;  /* by day; those of one day in file order */
    size_t n, cap;
    struct period *periods;
    size_t n_periods, cap_periods;
    struct period *spells; /* as they are placed, before they are fitted together */
    size_t n_spells, cap_spells;
    struct history_counts counts; /* of this council */
};

/* Its grade, as written. */
static inline const char *inspection_word(const struct dataset *d, const struct inspection *i)
{
    const struct judgement j = judgement_at(d, i->judgement);
    return judgement_word(d, &j);
}

/* The day by which the rules date the inspection of a judgement. */
int32_t inspection_day(const struct judgement *j, const struct rules *rules);

/* The history of council NUMBER, into memory that H brings from the last one of the same dataset;
 * zeroed at first. 0, or -1 when there is no memory. */
int history_build(struct history *h, const struct dataset *d, const struct rules *rules,
                  uint32_t number);

/* The period that holds DAY; after the closing, the last one before it. */
const struct period *history_period(const struct history *h, int32_t day);

static inline int history_model(const struct history *h, int32_t day)
{
    return history_period(h, day)->model;
}

/* The last of the periods, from P on, that have P's model and begin before END without a change of
 * model between them. */
const struct period *history_last_alike(const struct history *h, const struct period *p,
                                        int32_t end);

/* How far the model of day FROM goes on, at most to END; changes of provider do not end it. */
int32_t history_model_until(const struct history *h, int32_t from, int32_t end);

/* The last inspection on or before DAY: its grade is in force then. NULL when there is none. */
const struct inspection *history_in_force(const struct history *h, int32_t day);

/* Whether the council is open on DAY. */
static inline bool history_is_open(const struct history *h, int32_t day)
{
    return h->opened <= day && day < h->closed;
}

void history_counts_add(struct history_counts *sum, const struct history_counts *counts);

void history_release(struct history *h);

#endif
