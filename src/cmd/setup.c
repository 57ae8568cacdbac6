/* setup: how long a new arrangement takes to set up, and then to bring a better grade. */
#include <math.h>
#include <string.h>

#include "cmd/cells.h"
#include "stat/sample.h"
#include "study/arrangements.h"

struct setup_row {
    uint32_t council;
    uint32_t spell, at_start, then, rise; /* judgements, but for the spell */
    int model;
    const char *trigger;
    struct date judged, directed, start, first_after, first_rise;
    double judged_to_start, directed_to_start, start_to_rise; /* days */
};

#define ROW setup_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"model", TYPE_TEXT, NULL, "the delivery model", get_model_at, 0, AT(model)},
    {"provider", TYPE_TEXT, NULL, "who provides the services", get_provider_at, COLUMN_WRAP,
     AT(spell)},
    {"trigger", TYPE_TEXT, NULL, "directed, voluntary, contract-end, reorganisation or returned",
     get_text_at, 0, AT(trigger)},
    {"judged", TYPE_DATE, NULL,
     "date of the inadequate judgement in force when it was directed, else when it started",
     get_date_at, 0, AT(judged)},
    {"directed", TYPE_DATE, NULL, "date of the direction, unless it is after the start",
     get_date_at, 0, AT(directed)},
    {"start", TYPE_DATE, NULL, "first day", get_date_at, COLUMN_KEY, AT(start)},
    {"judged_to_start_months", TYPE_NUMBER, "months", "from the judgement to the start",
     get_days_at, 0, AT(judged_to_start)},
    {"directed_to_start_months", TYPE_NUMBER, "months", "from the direction to the start",
     get_days_at, 0, AT(directed_to_start)},
    {"grade_at_start", TYPE_GRADE, NULL, "grade in force on the start", get_grade_at, 0,
     AT(at_start)},
    {"first_judged_after", TYPE_DATE, NULL, "date of the first inspection under the arrangement",
     get_date_at, 0, AT(first_after)},
    {"grade_then", TYPE_GRADE, NULL, "its grade", get_grade_at, 0, AT(then)},
    {"first_rise_date", TYPE_DATE, NULL,
     "date of the first inspection under it that was better than the one before", get_date_at, 0,
     AT(first_rise)},
    {"first_rise_grade", TYPE_GRADE, NULL, "its grade", get_grade_at, 0, AT(rise)},
    {"start_to_first_rise_months", TYPE_NUMBER, "months", "from the start to that inspection",
     get_days_at, 0, AT(start_to_rise)},
    COLUMN_CODE,
    COLUMN_REGION,
};

static struct setup_row make_row(const struct setup *p)
{
    return (struct setup_row){
        .council = p->arrangement->council,
        .spell = p->arrangement->spell,
        .model = p->arrangement->model,
        .trigger = trigger_name[p->spell.trigger],
        .judged = p->has_judged ? p->judged.date : (struct date){0},
        .directed = p->has_directed ? p->spell.directed : (struct date){0},
        .start = p->arrangement->start_date,
        .judged_to_start = setup_days(p, JUDGED_TO_START),
        .directed_to_start = setup_days(p, DIRECTED_TO_START),
        .at_start = p->has_at_start ? p->at_start.judgement : NO_JUDGEMENT,
        .first_after = p->has_first_after ? p->first_after.date : (struct date){0},
        .then = p->has_first_after ? p->first_after.judgement : NO_JUDGEMENT,
        .first_rise = p->has_first_rise ? p->first_rise.date : (struct date){0},
        .rise = p->has_first_rise ? p->first_rise.judgement : NO_JUDGEMENT,
        .start_to_rise = setup_days(p, START_TO_RISE),
    };
}

/* --by model: what the intervals of a model's arrangements come to. */
struct range_row {
    int model;
    const char *measure;
    size_t n;
    struct sample_range range; /* days */
};

#undef ROW
#define ROW range_row

static const struct column by_columns[] = {
    {"model", TYPE_TEXT, NULL, "the delivery model", get_model_at, COLUMN_KEY, AT(model)},
    {"measure", TYPE_TEXT, NULL, "which interval, in months", get_text_at, COLUMN_KEY, AT(measure)},
    {"n", TYPE_INTEGER, NULL, "arrangements of which it is known", get_count_at, 0, AT(n)},
    {"min", TYPE_NUMBER, "months", "the least", get_days_at, 0, AT(range.least)},
    {"median", TYPE_NUMBER, "months", "the middle", get_days_at, 0, AT(range.median)},
    {"max", TYPE_NUMBER, "months", "the most", get_days_at, 0, AT(range.most)},
};

static const struct {
    const char *name;
    size_t offset; /* of the days, in struct setup_row */
} measures[] = {
    {"judged_to_start_months", offsetof(struct setup_row, judged_to_start)},
    {"directed_to_start_months", offsetof(struct setup_row, directed_to_start)},
    {"start_to_first_rise_months", offsetof(struct setup_row, start_to_rise)},
};

/* The range of one measure over the rows of MODEL; VALUES is room for one number a row. */
static struct range_row make_range(const struct setup_row *rows, size_t n, int model,
                                   size_t measure, double *values)
{
    struct range_row range = {.model = model, .measure = measures[measure].name};
    for (size_t i = 0; i < n; i++) {
        double days;
        memcpy(&days, (const char *)&rows[i] + measures[measure].offset, sizeof days);
        if (rows[i].model == model && !isnan(days))
            values[range.n++] = days;
    }
    range.range = sample_range(values, range.n);
    return range;
}

static bool has_model(const struct setup_row *rows, size_t n, int model)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].model == model)
            return true;
    return false;
}

static int answer_by_model(struct session *s, const struct setup_row *rows, size_t n,
                           struct document *doc, struct diags *ds)
{
    const struct model_list *models = &s->dataset.models;
    struct range_row *ranges =
        arena_alloc(&s->arena, (size_t)models->n * N_ROWS(measures) * sizeof *ranges);
    double *values = arena_alloc(&s->arena, (n + 1) * sizeof *values);
    size_t n_ranges = 0;
    if (!ranges || !values)
        return diags_no_memory(ds);
    for (int i = 0; i < models->n; i++) {
        int model = model_in_order(models, i);
        for (size_t k = 0; has_model(rows, n, model) && k < N_ROWS(measures); k++)
            ranges[n_ranges++] = make_range(rows, n, model, k, values);
    }
    return session_table(s, doc, ranges, n_ranges, sizeof *ranges, ds);
}

/* ROWS are the N that are shown. */
static void note_setups(const struct setups *setups, const struct setup_row *rows, size_t n,
                        struct document *doc)
{
    size_t n_risen = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(rows[i].start_to_rise))
            n_risen++;
    document_note(doc,
                  "new arrangements of a model other than in-house; a rename and an "
                  "inheritance by a successor council are none; inspections and rises count only "
                  "if they were found under the arrangement, in the council or, once that "
                  "is abolished, in a successor that goes on with it");
    if (n > 0)
        document_note(doc,
                      "months to a first rise are of arrangements that had one (%zu of %zu); those "
                      "that ended or go on without are left out, so their median is not how long a "
                      "rise takes",
                      n_risen, n);
    if (setups->n_directed_after > 0)
        document_note(doc, "%zu direction%s dated after the start, left blank",
                      setups->n_directed_after, setups->n_directed_after == 1 ? "" : "s");
    if (setups->n_judged_after > 0)
        document_note(doc,
                      "%zu direction%s before the judgement that is shown, in force on the start",
                      setups->n_judged_after, setups->n_judged_after == 1 ? "" : "s");
    if (setups->n_unknown_start > 0)
        document_note(doc, "%zu arrangement%s without a known start left out",
                      setups->n_unknown_start, setups->n_unknown_start == 1 ? "" : "s");
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct setups *setups = memory;
    if (setups_find(&s->study, setups) != 0)
        return diags_no_memory(ds);
    struct setup_row *rows = arena_alloc(&s->arena, (setups->n + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < setups->n; i++)
        if (session_wants(s, setups->v[i].arrangement->model))
            rows[n++] = make_row(&setups->v[i]);
    note_setups(setups, rows, n, doc);
    if (s->options->by)
        return answer_by_model(s, rows, n, doc, ds);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    setups_release(memory);
}

const struct command command_setup = {
    .name = "setup",
    .summary = "How long does a new arrangement take to set up, and then to bring a rise?",
    .row = "new arrangement of a model other than in-house, by council, then start; with --by "
           "model: model and interval",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_ORIGIN |
              GROUP_BY | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .by = "model",
    .by_columns = by_columns,
    .n_by_columns = N_ROWS(by_columns),
    .state_size = sizeof(struct setups),
    .release = release,
    .run = run,
};
