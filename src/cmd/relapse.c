/* relapse: how long an improvement lasts, by model. */
#include "cmd/durations.h"
#include "study/relapse.h"

struct relapse_state {
    struct episodes found; /* of which the improved ones are followed */
    struct estimates estimates;
};

#define ROW duration_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model; (all): whole recoveries of all models",
     get_text_at, COLUMN_KEY, AT(model)},
    {"councils", TYPE_INTEGER, NULL, "councils with time at risk under it", get_count_at, 0,
     AT(councils)},
    {"episodes", TYPE_INTEGER, NULL,
     "their improved episodes, the recoveries, with time at risk under it", get_count_at, 0,
     AT(episodes)},
    {"segments", TYPE_INTEGER, NULL, "parts of recoveries under it", get_count_at, 0, AT(segments)},
    {"events", TYPE_INTEGER, NULL, "of them, those that ended in a relapse", get_count_at, 0,
     AT(events)},
    {"censored", TYPE_INTEGER, NULL,
     "no relapse by the as-of date, or by the closing of the council", get_count_at, 0,
     AT(censored)},
    {"switched", TYPE_INTEGER, NULL, "ended by a change of model", get_count_at, 0, AT(switched)},
    {"council_years", TYPE_NUMBER, "years", "time at risk, summed", get_days_at, 0, AT(days)},
    {"q25_years", TYPE_NUMBER, "years", "time by which a quarter had relapsed (Kaplan-Meier)",
     get_quantile_at, 0, AT(q25)},
    {"median_years", TYPE_NUMBER, "years", "time by which half had relapsed", get_quantile_at, 0,
     AT(median)},
    {"median_low_years", TYPE_NUMBER, "years", "lower limit of the median (log-log, --conf)",
     get_days_at, 0, AT(low)},
    {"median_high_years", TYPE_NUMBER, "years", "upper limit of the median; missing: none",
     get_days_at, 0, AT(high)},
    {"median_status", TYPE_TEXT, NULL,
     "ok; few: under five events; not_reached: fewer than half relapsed; risk_set_emptied: not "
     "estimable",
     get_text_at, 0, AT(status)},
    {"q75_years", TYPE_NUMBER, "years", "time by which three quarters had relapsed",
     get_quantile_at, 0, AT(q75)},
    {"rmst_years", TYPE_NUMBER, "years",
     "restricted mean: time without a relapse within the first --tau years", get_days_at, 0,
     AT(mean)},
    {"rmst_se_years", TYPE_NUMBER, "years", "its standard error", get_days_at, 0, AT(mean_error)},
    {"relapsed_1y", TYPE_NUMBER, "probability", "share relapsed within 1 year", get_number_at, 0,
     AT(by_1)},
    {"relapsed_2y", TYPE_NUMBER, "probability", "share relapsed within 2 years", get_number_at, 0,
     AT(by_2)},
    {"relapsed_3y", TYPE_NUMBER, "probability", "share relapsed within 3 years", get_number_at, 0,
     AT(by_3)},
    {"relapsed_5y", TYPE_NUMBER, "probability", "share relapsed within 5 years", get_number_at, 0,
     AT(by_5)},
};

static const struct wording wording = {.unit = "recovery",
                                       .units = "recoveries",
                                       .origin = "improvement",
                                       .event = "relapse",
                                       .events = "relapses",
                                       .waiting = "free of a relapse",
                                       .done = "relapsed"};

static void note_estimand(const struct session *s, struct document *doc)
{
    const struct scale *scale = &s->dataset.scale;
    int origin = s->study.rules.origin_rank;
    document_note(
        doc,
        "a recovery runs from the inspection that recognised improvement to the next that "
        "found %s%s, the relapse; else to the closing or the as-of date; a fall is seen "
        "only when a council is inspected: late, and between inspections not at all",
        scale_label(scale, origin), origin == scale_lowest(scale) ? "" : " or below");
}

/* Which episodes are followed, and which recoveries end without being seen to their end. */
static void note_followed(const struct session *s, const struct relapse_state *state,
                          struct document *doc)
{
    const struct episodes *recoveries = &state->estimates.episodes;
    size_t improved = recoveries->n + recoveries->n_new + recoveries->n_before, closed = 0;
    for (size_t i = 0; i < recoveries->n; i++)
        closed += recoveries->v[i].status == EPISODE_CLOSED;
    document_note(doc, "%zu of %zu episodes improved: their recoveries are followed", improved,
                  state->found.n);
    if (recoveries->n_before > 0)
        document_note(doc, "%zu of them left out: improved, but not above %s", recoveries->n_before,
                      scale_label(&s->dataset.scale, s->study.rules.origin_rank));
    if (recoveries->n_new > 0)
        document_note(doc, "%zu of them left out: at risk of a relapse for no day",
                      recoveries->n_new);
    if (closed > 0)
        document_note(doc,
                      "%zu recover%s with its council, which closed: no relapse, whatever its "
                      "successors were found to be",
                      closed, closed == 1 ? "y ended" : "ies ended each");
}

static void add_notes(const struct session *s, const struct relapse_state *state,
                      struct document *doc)
{
    note_estimand(s, doc);
    assignment_note(doc);
    grouping_note(s, &state->estimates, doc);
    episodes_notes(&state->found, doc);
    note_followed(s, state, doc);
    groups_notes(s, &state->estimates, doc);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct relapse_state *state = memory;
    struct estimates *e = &state->estimates;
    e->wording = &wording;
    if (session_grouping(s, &e->grouping, ds) != 0)
        return -1;
    if (episodes_find(&s->study, &state->found) != 0 ||
        relapses_find(&s->study, &state->found, &e->episodes) != 0 ||
        cohort_build(&s->dataset, &e->episodes, &e->grouping, &e->cohort) != 0)
        return diags_no_memory(ds);
    add_notes(s, state, doc);
    return durations_table(s, e, doc, ds);
}

static void release(void *memory)
{
    struct relapse_state *state = memory;
    estimates_release(&state->estimates);
    episodes_release(&state->found);
}

const struct command command_relapse = {
    .name = "relapse",
    .summary = "Once improved, how long until a council is inadequate again?",
    .row = "delivery model with time at risk, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_ESTIMATES | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct relapse_state),
    .release = release,
    .run = run,
};
