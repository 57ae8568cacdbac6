/* relapse: how long an improvement lasts, by model. */
#include "cmd/durations.h"
#include "study/relapse.h"

struct relapse_state {
    struct episodes found; /* of which the improved ones are followed */
    struct estimates estimates;
};

#define ROW duration_row

static const struct column columns[] = {
    DURATION_COLUMNS(
        "recoveries", "their improved episodes, the recoveries, with time at risk under it",
        "in a relapse", "no relapse by the as-of date, or by the closing of the council",
        "relapsed", "time without a relapse"),
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
