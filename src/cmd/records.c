/* records: the graded judgements themselves, each with its place in the file. */
#include <stdlib.h>

#include "base/array.h"
#include "cmd/cells.h"

struct record_row {
    uint32_t council, judgement, spell;
    int model;
};

struct records_state {
    struct record_row *v;
    size_t n, cap;
    size_t no_grades;
};

static struct judgement judgement_of(const void *context, const void *row)
{
    const struct session *s = context;
    return judgement_at(&s->dataset, ((const struct record_row *)row)->judgement);
}

enum { INSPECTED, ENDED, PUBLISHED };

static struct cell get_date(const void *context, const void *row, const struct column *column)
{
    const struct judgement j = judgement_of(context, row);
    const struct date dates[] = {
        [INSPECTED] = j.inspected, [ENDED] = j.ended, [PUBLISHED] = j.published};
    return cell_date(dates[column->which]);
}

static struct cell get_kind(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    (void)column;
    return cell_text(intern_text(&s->dataset.kinds, judgement_of(context, row).kind));
}

static struct cell get_rank(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    (void)column;
    const struct judgement j = judgement_of(context, row);
    return cell_integer(judgement_rank(&s->dataset, &j));
}

static struct cell get_file(const void *context, const void *row, const struct column *column)
{
    const struct session *s = context;
    (void)row, (void)column;
    return cell_text(s->dataset.ratings_file);
}

static struct cell get_line(const void *context, const void *row, const struct column *column)
{
    (void)column;
    return cell_integer(judgement_of(context, row).line);
}

#define ROW record_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"judgement", TYPE_TEXT, NULL, "which judgement", get_kind, COLUMN_KEY, 0},
    {"framework", TYPE_TEXT, NULL, "the inspection framework", get_framework_at, 0, AT(judgement)},
    {"inspected", TYPE_DATE, NULL, "first day on site", get_date, COLUMN_KEY, INSPECTED},
    {"ended", TYPE_DATE, NULL, "last day on site", get_date, 0, ENDED},
    {"published", TYPE_DATE, NULL, "day of publication", get_date, 0, PUBLISHED},
    {"grade", TYPE_GRADE, NULL, "the grade as written", get_grade_at, 0, AT(judgement)},
    {"rank", TYPE_INTEGER, NULL, "its rank; higher is better", get_rank, 0, 0},
    {"model", TYPE_TEXT, NULL, "delivery model in force on the day of the inspection", get_model_at,
     0, AT(model)},
    {"provider", TYPE_TEXT, NULL, "its provider", get_provider_at, COLUMN_WRAP, AT(spell)},
    {"source", TYPE_TEXT, NULL, "where the record comes from", get_source_at, COLUMN_WRAP,
     AT(judgement)},
    {"file", TYPE_TEXT, NULL, "the file that holds the record", get_file, 0, 0},
    {"line", TYPE_INTEGER, NULL, "and the line on which it begins", get_line, 0, 0},
    COLUMN_CODE,
    COLUMN_REGION,
};

/* All judgements, unless --judgement names some. */
static bool is_wanted_kind(const struct session *s, const struct judgement *j)
{
    const struct rules *r = &s->study.rules;
    for (int k = 0; k < r->n_kinds; k++)
        if (r->kinds[k] == (int)j->kind)
            return true;
    return !s->options->judgement;
}

static int add_rows(const struct session *s, struct records_state *state, const struct history *h)
{
    const struct dataset *d = &s->dataset;
    const struct rules *r = &s->study.rules;
    for (uint32_t i = 0; i < h->council->n_judgements; i++) {
        uint32_t number = h->council->judgements + i;
        const struct judgement kept = judgement_at(d, number), *j = &kept;
        int32_t day = inspection_day(j, r);
        if (day > r->as_of || day < r->from || day > r->to || !is_wanted_kind(s, j))
            continue;
        const struct period *p = history_period(h, day);
        if (!session_wants(s, p->model))
            continue;
        if (judgement_rank(d, j) == RANK_NONE) {
            state->no_grades++;
            continue;
        }
        if (ARRAY_ROOM(state) != 0)
            return -1;
        state->v[state->n++] = (struct record_row){h->number, number, p->spell, p->model};
    }
    return 0;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct records_state *state = memory;
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(&s->study, &i, &status)) != NULL;)
        if (add_rows(s, state, h) != 0)
            return diags_no_memory(ds);
    if (status != 0)
        return diags_no_memory(ds);
    if (!s->options->judgement)
        document_note(doc,
                      "all judgements are listed; --judgement overall lists one an inspection");
    if (state->no_grades > 0)
        document_note(doc,
                      "%zu judgement%s without a grade (not reported, not judged, ...) left out",
                      state->no_grades, state->no_grades == 1 ? "" : "s");
    return session_table(s, doc, state->v, state->n, sizeof *state->v, ds);
}

static void release(void *memory)
{
    free(((struct records_state *)memory)->v);
}

const struct command command_records = {
    .name = "records",
    .summary = "Which graded judgements are there, and where does each come from?",
    .row = "graded judgement, by council, then inspection by date, then line",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_OUTPUT |
              GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct records_state),
    .release = release,
    .run = run,
};
