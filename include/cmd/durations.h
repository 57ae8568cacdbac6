/* durations: the rows of times and relapse - how long it takes until the event, by model. */
#ifndef CMD_DURATIONS_H
#define CMD_DURATIONS_H

#include "cmd/cells.h"
#include "cmd/estimates.h"

struct duration_row {
    const struct group *group; /* first: get_quantile_at() looks there */
    const char *model;
    size_t councils, episodes, segments, events, censored, switched;
    double days, q25, median, low, high, q75, mean, mean_error; /* days */
    double by_1, by_2, by_3, by_5; /* the share with the event within so many years */
    const char *status;
};

/* The columns, in the words of a command, all string literals: what waits (UNITS; MEMBERS says
 * which of a model), how it ENDED with the event, when it was CENSORED, what it HAD by a time (the
 * last four are called so), and how it spent the time before (WAITING). ROW is duration_row. */
#define DURATION_COLUMNS(units, members, ended, censored_then, had, waiting)                       \
    {                                                                                              \
        "model",     TYPE_TEXT,                                                                    \
        NULL,        "the delivery model; (all): whole " units " of all models",                   \
        get_text_at, COLUMN_KEY,                                                                   \
        AT(model)},                                                                                \
        {"councils", TYPE_INTEGER, NULL, "councils with time at risk under it", get_count_at,      \
         0,          AT(councils)},                                                                \
        {"episodes", TYPE_INTEGER, NULL, members, get_count_at, 0, AT(episodes)},                  \
        {"segments", TYPE_INTEGER, NULL, "parts of " units " under it", get_count_at,              \
         0,          AT(segments)},                                                                \
        {"events", TYPE_INTEGER, NULL, "of them, those that ended " ended, get_count_at,           \
         0,        AT(events)},                                                                    \
        {"censored", TYPE_INTEGER, NULL, censored_then, get_count_at, 0, AT(censored)},            \
        {"switched", TYPE_INTEGER, NULL, "ended by a change of model", get_count_at,               \
         0,          AT(switched)},                                                                \
        {"council_years", TYPE_NUMBER, "years", "time at risk, summed", get_days_at, 0, AT(days)}, \
        {"q25_years",     TYPE_NUMBER,                                                             \
         "years",         "time by which a quarter had " had " (Kaplan-Meier)",                    \
         get_quantile_at, 0,                                                                       \
         AT(q25)},                                                                                 \
        {"median_years",  TYPE_NUMBER, "years",   "time by which half had " had,                   \
         get_quantile_at, 0,           AT(median)},                                                \
        COLUMN_MEDIAN_LOW,                                                                         \
        COLUMN_MEDIAN_HIGH, {"median_status", TYPE_TEXT, NULL,      MEDIAN_STATUS_MEANING(had),    \
                             get_text_at,     0,         AT(status)},                              \
        {"q75_years",     TYPE_NUMBER, "years", "time by which three quarters had " had,           \
         get_quantile_at, 0,           AT(q75)},                                                   \
        {"rmst_years", TYPE_NUMBER,                                                                \
         "years",      "restricted mean: " waiting " within the first --tau years",                \
         get_days_at,  0,                                                                          \
         AT(mean)},                                                                                \
        {"rmst_se_years", TYPE_NUMBER, "years",       "its standard error",                        \
         get_days_at,     0,           AT(mean_error)},                                            \
        {had "_1y",     TYPE_NUMBER, "probability", "share " had " within 1 year",                 \
         get_number_at, 0,           AT(by_1)},                                                    \
        {had "_2y",     TYPE_NUMBER, "probability", "share " had " within 2 years",                \
         get_number_at, 0,           AT(by_2)},                                                    \
        {had "_3y",     TYPE_NUMBER, "probability", "share " had " within 3 years",                \
         get_number_at, 0,           AT(by_3)},                                                    \
    {                                                                                              \
        had "_5y", TYPE_NUMBER, "probability", "share " had " within 5 years", get_number_at, 0,   \
            AT(by_5)                                                                               \
    }

/* The table of the groups that are wanted. 0, or -1 on a fault. */
int durations_table(struct session *s, const struct estimates *e, struct document *doc,
                    struct diags *ds);

#endif
