/* summary: all models in one table. */
#include <math.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "study/tally.h"

struct summary_state {
    struct estimates estimates;
    struct tallies tallies;
};

struct summary_row {
    const struct group *group; /* NULL: no episode was ever under the model */
    const char *label, *status;
    struct tally tally;
    size_t episodes, improved;
    double median, low, high; /* days */
};

/* `which` is the rank. */
static struct cell get_grade_now(const void *context, const void *row, const struct column *column)
{
    const struct summary_row *r = row;
    (void)context;
    return cell_integer((int64_t)r->tally.now[column->which]);
}

#define ROW summary_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model; (all): all councils", get_text_at, COLUMN_KEY,
     AT(label)},
    {"councils_now", TYPE_INTEGER, NULL, "councils under it on the as-of date", get_count_at, 0,
     AT(tally.councils_now)},
    {"councils_ever", TYPE_INTEGER, NULL, "councils that were ever under it", get_count_at, 0,
     AT(tally.councils_ever)},
    {"inspections", TYPE_INTEGER, NULL, "graded inspections of its work", get_count_at, 0,
     AT(tally.inspections)},
    {"ups", TYPE_INTEGER, NULL, "of them, graded above the one before", get_count_at, 0,
     AT(tally.ups)},
    {"sames", TYPE_INTEGER, NULL, "graded the same", get_count_at, 0, AT(tally.sames)},
    {"downs", TYPE_INTEGER, NULL, "graded below", get_count_at, 0, AT(tally.downs)},
    {"episodes", TYPE_INTEGER, NULL, "episodes with time under it", get_count_at, 0, AT(episodes)},
    {"improved", TYPE_INTEGER, NULL, "of them, improved under it", get_count_at, 0, AT(improved)},
    {"median_years", TYPE_NUMBER, "years", "time by which half had improved (Kaplan-Meier)",
     get_quantile_at, 0, AT(median)},
    COLUMN_MEDIAN_LOW,
    COLUMN_MEDIAN_HIGH,
    {"median_status", TYPE_TEXT, NULL, "ok, few, not_reached or risk_set_emptied: see times",
     get_text_at, 0, AT(status)},
    {"%s_now", TYPE_INTEGER, NULL, "councils under it whose latest grade is %s", get_grade_now,
     COLUMN_PER_GRADE, 0},
    {"no_grade_now", TYPE_INTEGER, NULL, "councils under it without a grade yet", get_grade_now, 0,
     RANK_NONE},
};

static struct summary_row make_row(const char *label, const struct tally *tally,
                                   const struct group *g)
{
    struct summary_row row = {.group = g, .label = label, .tally = *tally};
    struct km_quantile median = {NAN, NAN, NAN};
    if (g) {
        median = group_quantile(g, 0.5);
        row.status = median_status_name[g->status];
        row.episodes = g->episodes;
        row.improved = g->events;
    }
    row.median = median.time;
    row.low = median.lower;
    row.high = median.upper;
    return row;
}

static bool is_wanted(const struct session *s, const struct tally *t, int model)
{
    return session_wants(s, model) && t->councils_ever + t->inspections > 0;
}

/* Rows of models that any chosen council ever had, then all. */
static size_t make_rows(const struct session *s, const struct summary_state *state,
                        struct summary_row *rows)
{
    const struct model_list *models = &s->dataset.models;
    const struct tallies *t = &state->tallies;
    const struct cohort *cohort = &state->estimates.cohort;
    size_t n = 0;
    for (int i = 0; i < models->n; i++) {
        int model = model_in_order(models, i);
        if (is_wanted(s, &t->v[model], model))
            rows[n++] = make_row(models->name[model], &t->v[model], cohort_find(cohort, model));
    }
    if (s->models == 0)
        rows[n++] = make_row("(all)", &t->v[t->n - 1], cohort_find(cohort, -1));
    return n;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct summary_state *state = memory;
    if (s->options->attribute == ATTRIBUTE_EVER)
        return diags_fault(ds, FAULT_USAGE, "--attribute ever has no rows by model: use times");
    if (estimates_make(s, &state->estimates, ds) != 0)
        return -1;
    struct summary_row *rows =
        arena_alloc(&s->arena, ((size_t)s->dataset.models.n + 1) * sizeof *rows);
    if (!rows || tally_count(&s->study, &state->tallies) != 0)
        return diags_no_memory(ds);
    size_t n = make_rows(s, state, rows);
    document_note(doc, "inspections and changes count for the model in force on the eve of the "
                       "inspection; the first of a council is no change");
    estimates_notes(s, &state->estimates, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    struct summary_state *state = memory;
    estimates_release(&state->estimates);
    tallies_release(&state->tallies);
}

const struct command command_summary = {
    .name = "summary",
    .summary = "How do the models stand, and how long did improvement take under each?",
    .row = "delivery model that any council ever had, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_ESTIMATES | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct summary_state),
    .release = release,
    .run = run,
};
