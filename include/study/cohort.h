/* cohort: episodes dealt into groups by delivery model, and what the estimator says of each.
 *
 * What is estimated is the time from the first judgement at or below the origin grade to the first
 * inspection that recognised improvement. */
#ifndef STUDY_COHORT_H
#define STUDY_COHORT_H

#include "base/arena.h"
#include "stat/km.h"
#include "study/episodes.h"

/* To which model time and events count. */
enum attribution {
    ATTRIBUTE_CURRENT, /* the one in force: segments (no immortal-time bias) */
    ATTRIBUTE_ORIGIN,  /* the one on the day when the episode came under observation */
    ATTRIBUTE_EVER,    /* councils that ever had a model against the rest: biased */
};

enum clock {
    CLOCK_ORIGIN, /* time since the judgement; segments enter late */
    CLOCK_MODEL,  /* time since the model took over within the episode */
};

struct grouping {
    enum attribution attribution;
    enum clock clock;
    int32_t landmark;  /* days; -1: none. Those still at risk then, by the model on that day */
    int ever;          /* the model of ATTRIBUTE_EVER */
    double confidence; /* of limits, in (0, 1) */
    double tau;        /* days: bound of the restricted mean */
    size_t min_n;      /* groups of fewer episodes have no estimates */
};

/* Why a median is missing, or is to be read with care; of several the first that holds. */
enum median_status {
    MEDIAN_RISK_SET_EMPTIED, /* the curve fell to 0 while a segment had yet to enter */
    MEDIAN_NOT_REACHED,
    MEDIAN_FEW, /* fewer than FEW_EVENTS events: it stands */
    MEDIAN_OK,
    MEDIAN_SUPPRESSED, /* fewer than min_n episodes */
    MEDIAN_STATUS_COUNT
};

/* "" for MEDIAN_SUPPRESSED. */
extern const char *const median_status_name[MEDIAN_STATUS_COUNT];

enum { FEW_EVENTS = 5 };

/* One episode, or a part of one, dealt to a group: at risk in (start, stop] days. */
struct observation {
    uint32_t episode; /* its place in episodes.v */
    int32_t start, stop;
    enum episode_status status; /* EPISODE_IMPROVED: the event */
    int32_t zero;               /* the day of the calendar from which the days count */
};

/* A council and the day on which it improved, as written. */
struct improvement {
    uint32_t council;
    struct date date;
};

struct group {
    const char *label; /* a model, "ever-MODEL", "never-MODEL" or "(all)" */
    int model;         /* -1 where it is none */
    size_t councils, episodes, segments, events, switched;
    size_t censored;         /* once all are dealt */
    int64_t days;            /* at risk */
    struct km_counts counts; /* of its observations */
    struct km_curve curve;
    enum median_status status;
    struct improvement few[FEW_EVENTS];  /* the first of its events */
    uint32_t last_episode, last_council; /* dealt to it; UINT32_MAX: none was */
    /* Unless the cohort only sums up: */
    struct observation *observations; /* its `segments` observations, by episode, then start */
    uint32_t *members;                /* its `episodes` episodes, ascending, each once */
    uint32_t *improved;               /* the `events` episodes that improved in it, ascending */
    size_t cap_observations, cap_members, cap_improved;
};

/* Groups in the order of tables, those without a segment left out, "(all)" last - always whole
 * episodes on the origin clock (of those at risk at the landmark, if there is one). Zeroed is valid
 * and empty. */
struct cohort {
    const struct grouping *grouping;
    struct group *v;
    size_t n;
    bool sums_up;       /* single observations are not kept */
    struct arena arena; /* labels */
};

/* The groups of E. 0, or -1 when there is no memory. */
int cohort_build(const struct dataset *d, const struct episodes *e, const struct grouping *grouping,
                 struct cohort *c);

/* The same of the study's episodes, without keeping them, or what they come to one by one: E and C
 * have what is counted. 0 or -1. */
int cohort_sum_up(struct study *study, const struct grouping *grouping, struct episodes *e,
                  struct cohort *c);

/* The group of MODEL, or of (all) where MODEL is -1; NULL when it has no segment. */
const struct group *cohort_find(const struct cohort *c, int model);

/* Whether estimates of G may be printed: its risk set is not emptied, and it is not suppressed. */
bool group_has_estimates(const struct group *g);

/* A quantile of the group in days, all NaN where group_has_estimates() is false. */
struct km_quantile group_quantile(const struct group *g, double p);

/* The restricted mean in days, NaN as in km_restricted_mean() and where there are no estimates. */
struct km_mean group_restricted_mean(const struct group *g, double tau);

/* The share improved DAYS after the start; NaN where the curve does not reach so far, where the
 * group is suppressed, and where the risk set was emptied before. */
double group_improved_by(const struct group *g, double days);

/* Adds to COUNTS[y], of each year y from 0 to LAST, the observations at risk then: those that began
 * before and end then or later (R: summary(fit, times = 365.25 * y)$n.risk); at 0, those that begin
 * there. */
void group_count_at_risk(const struct group *g, size_t last, size_t *counts);

void cohort_release(struct cohort *c);

#endif
