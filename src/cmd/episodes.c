/* episodes: from inadequate to improved, one by one. */
#include <math.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"

struct episode_row {
    uint32_t council;
    uint32_t origin_judgement, outcome;
    int number, model_at_origin, model_at_end;
    int entry, days, left;
    double length, right; /* days */
    struct date origin, end;
    const char *status;
};

/* Days to the first inspection seen improved are missing where there is none. */
static struct cell get_right(const void *context, const void *row, const struct column *column)
{
    double right = ((const struct episode_row *)row)->right;
    (void)context, (void)column;
    return isnan(right) ? cell_missing(NULL) : cell_integer((int64_t)right);
}

#define ROW episode_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"episode", TYPE_INTEGER, NULL, "its number in the council, from 1", get_integer_at, COLUMN_KEY,
     AT(number)},
    {"origin", TYPE_DATE, NULL, "date of the inspection that opened it", get_date_at, 0,
     AT(origin)},
    {"origin_grade", TYPE_GRADE, NULL, "the grade that opened it", get_grade_at, 0,
     AT(origin_judgement)},
    {"entry_days", TYPE_INTEGER, "days", "days from the origin until the council was at risk",
     get_integer_at, 0, AT(entry)},
    {"end", TYPE_DATE, NULL, "date of the improvement, of the closing, or the as-of date",
     get_date_at, 0, AT(end)},
    {"days", TYPE_INTEGER, "days", "days from the origin to the end", get_integer_at, 0, AT(days)},
    {"years", TYPE_NUMBER, "years", "the same in years of 365.25 days", get_days_at, 0, AT(length)},
    {"status", TYPE_TEXT, NULL, "improved, censored (still open) or closed with the council",
     get_text_at, 0, AT(status)},
    {"outcome_grade", TYPE_GRADE, NULL, "the grade that ended it", get_grade_at, 0, AT(outcome)},
    {"left_days", TYPE_INTEGER, "days", "days to the last inspection seen not improved",
     get_integer_at, 0, AT(left)},
    {"right_days", TYPE_INTEGER, "days", "days to the first inspection seen improved", get_right, 0,
     0},
    {"model_at_origin", TYPE_TEXT, NULL, "delivery model on the day of the origin", get_model_at, 0,
     AT(model_at_origin)},
    {"model_at_end", TYPE_TEXT, NULL, "delivery model on the eve of the end", get_model_at, 0,
     AT(model_at_end)},
    COLUMN_CODE,
    COLUMN_REGION,
};

static struct episode_row make_row(const struct episode *e)
{
    return (struct episode_row){.council = e->council,
                                .origin_judgement = e->origin_judgement,
                                .outcome = e->outcome,
                                .number = (int)e->number,
                                .model_at_origin = e->model_at_origin,
                                .model_at_end = e->model_at_end,
                                .entry = e->entry,
                                .days = e->days,
                                .left = e->left,
                                .length = e->days,
                                .right = e->right < 0 ? (double)NAN : e->right,
                                .origin = e->origin_date,
                                .end = e->end_date,
                                .status = episode_status_name[e->status]};
}

/* Under -M: whether any of its time was under a model that is wanted. */
static bool is_wanted(const struct session *s, const struct episodes *e,
                      const struct episode *episode)
{
    for (uint32_t i = 0; i < episode->n_segments; i++)
        if (session_wants(s, e->segments[episode->segments + i].model))
            return true;
    return false;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct episodes *e = memory;
    if (episodes_find(&s->study, e) != 0)
        return diags_no_memory(ds);
    struct episode_row *rows = arena_alloc(&s->arena, (e->n + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < e->n; i++)
        if (is_wanted(s, e, &e->v[i]))
            rows[n++] = make_row(&e->v[i]);
    episodes_notes(e, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    episodes_release(memory);
}

const struct command command_episodes = {
    .name = "episodes",
    .summary = "Which spells of being inadequate were there, and how did each end?",
    .row = "episode, by council, then number",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct episodes),
    .release = release,
    .run = run,
};
