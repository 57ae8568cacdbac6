/* episodes: from the judgement that something is wrong to the first that it is better, and the
 * segments into which changes of model cut the way there. */
#ifndef STUDY_EPISODES_H
#define STUDY_EPISODES_H

#include "study/study.h"

enum episode_status {
    EPISODE_IMPROVED,
    EPISODE_SWITCHED, /* of segments only: the model changed */
    EPISODE_CENSORED, /* still open on the as-of date */
    EPISODE_CLOSED,   /* the council was abolished */
    EPISODE_STATUS_COUNT
};

extern const char *const episode_status_name[EPISODE_STATUS_COUNT];

/* Days count from the origin; the episode is observed in (entry, days]. */
struct episode {
    uint32_t council;
    uint32_t number; /* 1, 2, ... per council; one that was left out keeps its number */
    int32_t origin;  /* day of the inspection that opened it */
    int32_t entry, days;
    int32_t left, right; /* last inspection seen not improved; first seen improved, or -1 */
    enum episode_status status;
    struct date origin_date, end_date;
    uint32_t origin_judgement;
    uint32_t outcome;                  /* the judgement that ended it, or NO_JUDGEMENT */
    int model_at_origin, model_at_end; /* on the day of origin; on the eve of the end */
    uint64_t models_ever;              /* bits: models that the council ever had */
    uint32_t segments, n_segments;     /* its range in episodes.segments */
    bool inherited;                    /* taken over from a predecessor */
};

/* (start, stop], in days from the origin, under one model. */
struct segment {
    uint32_t episode;
    int32_t start, stop;
    int model;
    enum episode_status status;
    uint32_t prior; /* judgements at or below the origin grade up to its start, the origin's too */
};

/* Zeroed is valid and empty. Episodes by the name of their council, then number. */
struct episodes {
    struct episode *v;
    size_t n, cap;
    struct segment *segments;
    size_t n_segments, cap_segments;
    size_t n_before;    /* left out: ended before their council was at risk ... */
    size_t n_new;       /* ... or at risk for no day yet (or opened and ended on one) */
    size_t n_continued; /* closed with their council, and go on ... */
    size_t n_inherited; /* ... in so many episodes of successors */
};

/* The episodes of the chosen councils, and of those the ones that the rules' from, to and
 * first_only let through. 0, or -1 when there is no memory. */
int episodes_find(struct study *study, struct episodes *e);

/* What is done with each episode in turn, the NUMBER-th (from 0); of E it has its segments, whose
 * `episode` is not to be used. 0 or -1. */
typedef int episode_visit(void *context, const struct episodes *e, const struct episode *episode,
                          uint32_t number);

/* The same where episodes are only looked at: VISIT is called for each, and E has none in the end,
 * but counts of what was left out. 0, or -1 when there is no memory or VISIT returned it. */
int episodes_visit(struct study *study, struct episodes *e, episode_visit *visit, void *context);

/* Adds to E the segments of EPISODE, which is to become its next: cut where the model changes,
 * their `prior` 0. H is of its council. 0, or -1 when there is no memory. */
int episodes_cut(struct episodes *e, const struct history *h, struct episode *episode);

void episodes_release(struct episodes *e);

#endif
