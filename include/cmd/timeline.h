/* timeline: one council's story as a lane of a chart - what `records`, `models` and `case` tell. */
#ifndef CMD_TIMELINE_H
#define CMD_TIMELINE_H

#include "cmd/grades.h"
#include "cmd/session.h"
#include "out/lanes.h"
#include "record/successors.h"
#include "study/directives.h"

/* What lanes are made with, and what was put into them, on days from FROM to LAST. Zeroed is valid
 * and empty. */
struct timeline {
    struct session *s;
    int32_t from, last;
    struct grades grades;
    struct successors successors;
    struct directives directives; /* of the council at hand */
    size_t *dots;                 /* by grade, best first */
    bool *in_force;               /* likewise: whether it was in force at some time */
    uint64_t models;              /* bits: those that have bands */
    size_t n_dots, n_bands, n_ticks, n_opened, n_closed;
    int32_t earliest; /* day of a dot or a tick, or start of a band (of one since ever its last
                         day); DAY_LAST: there is none */
    bool failed;      /* there was no memory */
};

/* 0, or -1 when there is no memory; released by timeline_release() either way. */
int timeline_begin(struct timeline *t, struct session *s, int32_t from, int32_t last,
                   struct diags *ds);

/* The lane of the council of H, kept in the session's arena. 0, or -1 when there is no memory. */
int timeline_lane(struct timeline *t, const struct history *h, struct lane *lane);

/* Whether a model has bands: any but in-house, which is the usual one, and unknown. */
static inline bool timeline_has_band(int model)
{
    return model != MODEL_IN_HOUSE && model != MODEL_UNKNOWN;
}

void timeline_release(struct timeline *t);

#endif
