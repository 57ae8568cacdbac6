/* mix: councils by the grade in force, on given days or year by year. */
#include "study/mix.h"

#include <math.h>

#include "cmd/cells.h"

struct mix_row {
    struct date date;
    const char *model;
    int rank;
    size_t councils, total;
    double share;
};

static struct cell get_grade(const void *context, const void *row, const struct column *column)
{
    const struct mix_row *r = row;
    return r->rank == RANK_NONE ? cell_missing("(none yet)") : get_rank_at(context, row, column);
}

#define ROW mix_row

static const struct column columns[] = {
    {"date", TYPE_DATE, NULL, "the day", get_date_at, COLUMN_KEY, AT(date)},
    {"model", TYPE_TEXT, NULL, "the delivery model in force on that day; (all): all councils",
     get_text_at, COLUMN_KEY, AT(model)},
    {"grade", TYPE_GRADE, NULL,
     "grade of the latest inspection by that day; empty: no graded one yet", get_grade, COLUMN_KEY,
     AT(rank)},
    {"councils", TYPE_INTEGER, NULL, "councils open and under the model on that day, with it",
     get_count_at, 0, AT(councils)},
    {"councils_total", TYPE_INTEGER, NULL, "councils open and under the model on that day",
     get_count_at, 0, AT(total)},
    {"share", TYPE_NUMBER, "share", "councils / councils_total, 0 to 1", get_number_at, 0,
     AT(share)},
};

static struct mix_row make_row(const struct session *s, const struct mix *m)
{
    return (struct mix_row){
        .date = date_of_day(m->day),
        .model = m->model < 0 ? "(all)" : s->dataset.models.name[m->model],
        .rank = m->rank,
        .councils = m->councils,
        .total = m->councils_total,
        .share = m->councils_total ? (double)m->councils / (double)m->councils_total : (double)NAN};
}

/* The days of --at, or year by year from the first inspection. */
static int find_days(struct session *s, int32_t **days, size_t *n, struct diags *ds)
{
    int32_t first;
    bool has_period = date_is_known(s->options->from) || date_is_known(s->options->to);
    if (s->options->at && has_period)
        return diags_fault(ds, FAULT_USAGE,
                           "--from and --to choose among the years; --at names "
                           "the days itself");
    if (s->options->at)
        return session_days(s, true, days, n, ds);
    return mix_first_day(&s->study, &first) == 0 ? session_years(s, first, days, n, ds)
                                                 : diags_no_memory(ds);
}

static bool is_wanted(const struct session *s, const struct mix *m)
{
    return m->model < 0 ? s->models == 0 : session_wants(s, m->model);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct mixes *m = memory;
    int32_t *days;
    size_t n_days, n = 0;
    if (find_days(s, &days, &n_days, ds) != 0)
        return -1;
    if (mix_count(&s->study, days, n_days, m) != 0)
        return diags_no_memory(ds);
    struct mix_row *rows = arena_alloc(&s->arena, (m->n + 1) * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < m->n; i++)
        if (is_wanted(s, &m->v[i]))
            rows[n++] = make_row(s, &m->v[i]);
    document_note(doc, "the grade of a day is that of the latest graded inspection on or before "
                       "it; a council that succeeds others has none before its own first");
    document_note(doc, "none yet: the records hold no graded inspection of the council by that "
                       "day, which is not to say that there was none");
    document_note(doc, "models are not assigned by lot: a difference between models is not an "
                       "effect of them");
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    mix_release(memory);
}

const struct command command_mix = {
    .name = "mix",
    .summary = "Which grades did councils hold, year by year?",
    .row = "date, delivery model that any council ever had, then (all), and grade, best first",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_AT |
              GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct mixes),
    .release = release,
    .run = run,
};
