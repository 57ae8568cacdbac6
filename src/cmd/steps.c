/* steps: from each graded inspection to the next. */
#include <stdlib.h>

#include "base/array.h"
#include "cmd/cells.h"
#include "study/trajectory.h"

struct step_row {
    uint32_t council;
    uint32_t from, to; /* judgements */
    struct date from_date, to_date;
    int change, model;
    const char *direction;
    double days;
    uint32_t spell;
};

struct steps_state {
    struct step_row *v;
    size_t n, cap;
};

#define ROW step_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"from_date", TYPE_DATE, NULL, "date of the earlier inspection", get_date_at, COLUMN_KEY,
     AT(from_date)},
    {"to_date", TYPE_DATE, NULL, "date of the later one", get_date_at, COLUMN_KEY, AT(to_date)},
    {"from", TYPE_GRADE, NULL, "grade of the earlier", get_grade_at, 0, AT(from)},
    {"to", TYPE_GRADE, NULL, "grade of the later", get_grade_at, 0, AT(to)},
    {"change", TYPE_INTEGER, "grades", "grades up (positive) or down", get_integer_at, 0,
     AT(change)},
    {"direction", TYPE_TEXT, NULL, "up, same or down", get_text_at, 0, AT(direction)},
    {"years", TYPE_NUMBER, "years", "time between them", get_days_at, 0, AT(days)},
    {"model", TYPE_TEXT, NULL, "delivery model in force on the eve of the later", get_model_at, 0,
     AT(model)},
    {"provider", TYPE_TEXT, NULL, "its provider", get_provider_at, COLUMN_WRAP, AT(spell)},
    {"framework", TYPE_TEXT, NULL, "framework of the later", get_framework_at, 0, AT(to)},
    {"source", TYPE_TEXT, NULL, "source of the later grade", get_source_at, COLUMN_EXTRA, AT(to)},
    COLUMN_CODE,
    COLUMN_REGION,
};

static int add_rows(const struct session *s, struct steps_state *state, const struct history *h)
{
    struct inspections in = inspections_between(h, &s->study.rules);
    for (size_t i = 1; i < in.n; i++) {
        struct step step = step_to(h, &in, i);
        if (!session_wants(s, step.period->model))
            continue;
        if (ARRAY_ROOM(state) != 0)
            return -1;
        state->v[state->n++] = (struct step_row){.council = h->number,
                                                 .from = step.from->judgement,
                                                 .to = step.to->judgement,
                                                 .from_date = step.from->date,
                                                 .to_date = step.to->date,
                                                 .change = step.change,
                                                 .direction = direction_name(step.direction),
                                                 .days = step.days,
                                                 .model = step.period->model,
                                                 .spell = step.period->spell};
    }
    return 0;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct steps_state *state = memory;
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(&s->study, &i, &status)) != NULL;)
        if (add_rows(s, state, h) != 0)
            return diags_no_memory(ds);
    if (date_is_known(s->options->from))
        document_note(doc,
                      "both inspections of a step are within --from and --to; -w to_date>=DATE "
                      "finds changes by the later one");
    return status == 0 ? session_table(s, doc, state->v, state->n, sizeof *state->v, ds)
                       : diags_no_memory(ds);
}

static void release(void *memory)
{
    free(((struct steps_state *)memory)->v);
}

const struct command command_steps = {
    .name = "steps",
    .summary = "What changed from each inspection to the next, and under which model?",
    .row = "two consecutive graded inspections of a council, by council, then date",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_OUTPUT |
              GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct steps_state),
    .release = release,
    .run = run,
};
