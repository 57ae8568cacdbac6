/* segments: episodes cut where the model changes. */
#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "segments_complete.h"

struct segments_state {
    struct episodes episodes;
    struct complete_rows complete; /* with --complete */
};

struct segment_row {
    uint32_t council;
    int number, model, start, stop, event, prior;
    const char *status;
};

#define ROW segment_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"episode", TYPE_INTEGER, NULL, "number of the episode in the council", get_integer_at,
     COLUMN_KEY, AT(number)},
    {"model", TYPE_TEXT, NULL, "the delivery model in force", get_model_at, COLUMN_KEY, AT(model)},
    {"start_days", TYPE_INTEGER, "days", "days from the origin after which it is at risk",
     get_integer_at, 0, AT(start)},
    {"stop_days", TYPE_INTEGER, "days", "days from the origin to its end", get_integer_at, 0,
     AT(stop)},
    {"status", TYPE_TEXT, NULL, "improved, switched (the model changed), censored or closed",
     get_text_at, 0, AT(status)},
    {"event", TYPE_INTEGER, NULL, "1 where it ended improved, else 0", get_integer_at, 0,
     AT(event)},
    {"prior_inadequates", TYPE_INTEGER, NULL,
     "judgements at the origin grade or below in the episode up to its start", get_integer_at, 0,
     AT(prior)},
    COLUMN_CODE,
    COLUMN_REGION,
};

static struct segment_row make_row(const struct episodes *e, const struct segment *segment)
{
    const struct episode *episode = &e->v[segment->episode];
    return (struct segment_row){.council = episode->council,
                                .number = (int)episode->number,
                                .model = segment->model,
                                .start = segment->start,
                                .stop = segment->stop,
                                .event = segment->status == EPISODE_IMPROVED,
                                .prior = (int)segment->prior,
                                .status = episode_status_name[segment->status]};
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct segments_state *state = memory;
    struct episodes *e = &state->episodes;
    if (s->options->complete)
        return segments_complete(s, e, &state->complete, doc, ds);
    if (episodes_find(&s->study, e) != 0)
        return diags_no_memory(ds);
    struct segment_row *rows = arena_alloc(&s->arena, (e->n_segments + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < e->n_segments; i++)
        if (session_wants(s, e->segments[i].model))
            rows[n++] = make_row(e, &e->segments[i]);
    episodes_notes(e, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

/* What is complete has every row and column, and every name as it is. */
static int check(const struct options *o, const struct writer *writer, struct diags *ds)
{
    static const char *const names[] = {"model", "columns", "where", "limit", "excel"};
    (void)writer;
    for (size_t i = 0; o->complete && i < N_ROWS(names); i++)
        if (options_has(o, names[i]))
            return diags_fault(ds, FAULT_USAGE,
                               "--%s does not go with --complete, which writes all, as it is",
                               names[i]);
    return 0;
}

static void release(void *memory)
{
    struct segments_state *state = memory;
    episodes_release(&state->episodes);
    complete_rows_release(&state->complete);
}

const struct command command_segments = {
    .name = "segments",
    .summary = "Under which model was each part of an episode spent?",
    .row = "episode and model in force, by council, episode, then start; with --complete then also "
           "time at risk of a fall, what was chosen, and what is counted",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_COMPLETE | GROUP_OUTPUT | GROUP_MESSAGES,
    .by_columns = complete_columns,
    .n_by_columns = N_COMPLETE_COLUMNS,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct segments_state),
    .release = release,
    .check = check,
    .run = run,
};
