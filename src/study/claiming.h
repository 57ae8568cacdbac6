/* claiming: what those who judge claims share - one claim, under one placing of all dates. */
#ifndef STUDY_CLAIMING_H
#define STUDY_CLAIMING_H

#include "study/arrangements.h"
#include "study/claims.h"
#include "study/trajectory.h"

struct inquiry {
    const struct claim *claim;
    struct study study;     /* a copy, with the rules of this claim and placing */
    struct history history; /* of the claim's council, once build_council() was called */
    bool *only;             /* the claim's council chosen, and no other */
    int32_t date, until;    /* of kinds that ask about days: placed; open where there is none */
    int32_t from, to;       /* of kinds that ask about a period: its first and last day */
    enum verdict verdict;
    struct text says;
};

/* Judges: sets verdict and says. 0, or -1 when there is no memory. */
typedef int claim_judge_kind(struct inquiry *q);

claim_judge_kind judge_grade_on, judge_grade_of, judge_framework_of, judge_trajectory,
    judge_years_between, judge_rise_under;
claim_judge_kind judge_model_on, judge_model_spell, judge_model_path, judge_never_under,
    judge_first_under, judge_provider_on, judge_trigger_of, judge_directed_on, judge_spell_years;
claim_judge_kind judge_councils_graded, judge_councils_under, judge_providers_under,
    judge_share_under, judge_started_between, judge_ended_between, judge_directed_share,
    judge_improved_count, judge_setup_months, judge_first_rise_months;

/* Each sets the verdict; returns 0, for callers to return. */
int decide(struct inquiry *q, bool holds);
__attribute__((format(printf, 2, 3))) int undecidable(struct inquiry *q, const char *format, ...);
__attribute__((format(printf, 2, 3))) int contradicted(struct inquiry *q, const char *format, ...);

/* Of N candidates, of which FITTING fit: all or none of them decide; if there is none, or only some
 * fit, the claim is undecidable. NONE says what there is none of. */
int decide_of(struct inquiry *q, size_t n, size_t fitting, const char *none);

static inline const struct dataset *data_of(const struct inquiry *q)
{
    return q->study.d;
}

/* The history of the claim's council. 0 or -1. */
int build_council(struct inquiry *q);

/* Whether that council is open on DAY; if it is not, the claim is undecidable. */
bool is_open_on(struct inquiry *q, int32_t day);

/* Arrangements, or setups that start in the period, of the claim's council alone if it has one. 0
 * or -1. */
int find_arrangements(struct inquiry *q, struct arrangements *a);
int find_setups(struct inquiry *q, struct setups *s);

/* Whether the two dates can mean the same day, SLACK days more or less; unknown ones cannot. */
bool dates_meet(struct date a, struct date b, int32_t slack);

static inline const char *model_name(const struct inquiry *q, int model)
{
    return data_of(q)->models.name[model];
}

/* Adds "; " unless the text is empty. */
void says_next(struct inquiry *q);

/* " (SOURCE)", unless it is NULL or empty. */
void says_source(struct inquiry *q, const char *source);

/* "good, inspected 2018-11-19, published 2019-01-07 (SOURCE)" */
void says_inspection(struct inquiry *q, const struct inspection *i);

/* ", from 2015-10-01 to 2021-04-01", as they are written; what is open, or not recorded, is not
 * said. */
void says_dates(struct inquiry *q, struct date start, struct date end);

/* "trust (PROVIDER), from 2015-10-01 to 2021-04-01 (SOURCE)" */
void says_period(struct inquiry *q, const struct period *p);

/* X with a digit more than the claim's number has, at least LEAST, and where the two are
 * compared as many as tell them apart. */
void says_number(struct inquiry *q, double x, int least);

#endif
