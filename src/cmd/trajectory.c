/* trajectory: each council's grades in order. */
#include <stdlib.h>

#include "base/array.h"
#include "cmd/cells.h"
#include "study/trajectory.h"

struct trajectory_row {
    uint32_t council;
    uint32_t first, latest; /* judgements */
    struct date first_date, latest_date;
    size_t inspections;
    struct trajectory trajectory;
    const char *path, *model_path;
    int latest_model;
};

struct trajectory_state {
    struct trajectory_row *v;
    size_t n, cap;
};

/* Of a council without a graded inspection there is no change to tell. */
static struct cell get_net_change(const void *context, const void *row, const struct column *column)
{
    const struct trajectory_row *r = row;
    (void)context, (void)column;
    return r->inspections ? cell_integer(r->trajectory.net_change) : cell_missing(NULL);
}

#define ROW trajectory_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"inspections", TYPE_INTEGER, NULL, "graded inspections", get_count_at, 0, AT(inspections)},
    {"first_date", TYPE_DATE, NULL, "date of the first", get_date_at, 0, AT(first_date)},
    {"first_grade", TYPE_GRADE, NULL, "its grade", get_grade_at, 0, AT(first)},
    {"latest_date", TYPE_DATE, NULL, "date of the latest", get_date_at, 0, AT(latest_date)},
    {"latest_grade", TYPE_GRADE, NULL, "its grade", get_grade_at, 0, AT(latest)},
    {"net_change", TYPE_INTEGER, "grades",
     "grades between the first and the latest; up is positive", get_net_change, 0, 0},
    {"ups", TYPE_INTEGER, NULL, "inspections graded above the one before", get_count_at, 0,
     AT(trajectory.ups)},
    {"downs", TYPE_INTEGER, NULL, "inspections graded below the one before", get_count_at, 0,
     AT(trajectory.downs)},
    {"path", TYPE_TEXT, NULL, "all grades in order, as written", get_text_at, COLUMN_WRAP,
     AT(path)},
    {"model_path", TYPE_TEXT, NULL, "the delivery models in order", get_text_at, COLUMN_WRAP,
     AT(model_path)},
    {"latest_model", TYPE_TEXT, NULL, "the model on the as-of date, or when the council closed",
     get_model_at, 0, AT(latest_model)},
    COLUMN_CODE,
    COLUMN_REGION,
};

/* TEXT kept in the session; it is empty again after. NULL when there is no memory. */
static const char *keep(struct session *s, struct text *text)
{
    const char *kept = text_failed(text) ? NULL : arena_copy(&s->arena, text_span(text));
    text_clear(text);
    return kept;
}

static bool has_wanted_model(const struct session *s, const struct history *h)
{
    int32_t latest = history_latest_day(h, s->study.rules.as_of);
    for (size_t i = 0; i < h->n_periods; i++)
        if (h->periods[i].end > h->opened && h->periods[i].start <= latest &&
            session_wants(s, h->periods[i].model))
            return true;
    return false;
}

static int add_row(struct session *s, struct trajectory_state *state, const struct history *h,
                   struct text *text)
{
    struct inspections in = inspections_between(h, &s->study.rules);
    int32_t as_of = s->study.rules.as_of;
    struct trajectory_row row = {.council = h->number,
                                 .first = NO_JUDGEMENT,
                                 .latest = NO_JUDGEMENT,
                                 .inspections = in.n,
                                 .trajectory = trajectory_of(h, &in)};
    if (!h->exists || !has_wanted_model(s, h))
        return 0;
    if (in.n > 0) {
        row.first = in.v[0].judgement;
        row.first_date = in.v[0].date;
        row.latest = in.v[in.n - 1].judgement;
        row.latest_date = in.v[in.n - 1].date;
    }
    row.latest_model = history_model(h, history_latest_day(h, as_of));
    trajectory_add_path(&s->dataset, &in, text);
    row.path = keep(s, text);
    trajectory_add_models(&s->dataset, h, as_of, text);
    row.model_path = keep(s, text);
    if (!row.path || !row.model_path || ARRAY_ROOM(state) != 0)
        return -1;
    state->v[state->n++] = row;
    return 0;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct trajectory_state *state = memory;
    const struct history *h;
    struct text text = {0};
    int status;
    for (size_t i = 0; (h = study_next(&s->study, &i, &status)) != NULL;)
        if ((status = add_row(s, state, h, &text)) != 0)
            break;
    text_release(&text);
    if (status != 0)
        return diags_no_memory(ds);
    return session_table(s, doc, state->v, state->n, sizeof *state->v, ds);
}

static void release(void *memory)
{
    free(((struct trajectory_state *)memory)->v);
}

const struct command command_trajectory = {
    .name = "trajectory",
    .summary = "Which grades did each council get, in order?",
    .row = "council, by name; with -M, of those that were ever under the model",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_OUTPUT |
              GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct trajectory_state),
    .release = release,
    .run = run,
};
