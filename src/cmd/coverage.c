/* coverage: councils under each model on given days. */
#include <math.h>

#include "cmd/cells.h"
#include "study/arrangements.h"

struct coverage_row {
    struct date date;
    int model;
    size_t councils, providers, total;
    double share;
    bool has_changes;
    size_t started, ended;
};

enum { STARTED, ENDED };

/* Missing on the first day, which has none before it to count from. */
static struct cell get_change(const void *context, const void *row, const struct column *column)
{
    const struct coverage_row *r = row;
    (void)context;
    if (!r->has_changes)
        return cell_missing(NULL);
    return cell_integer((int64_t)(column->which == STARTED ? r->started : r->ended));
}

#define ROW coverage_row

static const struct column columns[] = {
    {"date", TYPE_DATE, NULL, "the day", get_date_at, COLUMN_KEY, AT(date)},
    {"model", TYPE_TEXT, NULL, "the delivery model", get_model_at, COLUMN_KEY, AT(model)},
    {"councils", TYPE_INTEGER, NULL, "councils under it on that day", get_count_at, 0,
     AT(councils)},
    {"providers", TYPE_INTEGER, NULL,
     "different providers; a council without a named one is its own", get_count_at, 0,
     AT(providers)},
    {"started", TYPE_INTEGER, NULL,
     "new arrangements since the date before in the list; no renames, no inheritances", get_change,
     0, STARTED},
    {"ended", TYPE_INTEGER, NULL, "arrangements ended since then", get_change, 0, ENDED},
    {"councils_total", TYPE_INTEGER, NULL, "councils open on that day", get_count_at, 0, AT(total)},
    {"share", TYPE_NUMBER, "share", "councils under it of all, 0 to 1", get_number_at, 0,
     AT(share)},
};

/* Year by year from the first spell's start. */
static int find_years(struct session *s, int32_t **days, size_t *n, struct diags *ds)
{
    struct arrangements a = {0};
    int32_t first = DAY_LAST;
    int status = arrangements_find(&s->study, &a);
    if (status == 0)
        arrangements_first_start(&a, &first);
    arrangements_release(&a);
    return status == 0 ? session_years(s, first, days, n, ds) : diags_no_memory(ds);
}

static struct coverage_row make_row(const struct coverage *c)
{
    return (struct coverage_row){
        .date = date_of_day(c->day),
        .model = c->model,
        .councils = c->councils,
        .providers = c->providers,
        .total = c->councils_total,
        .share = c->councils_total ? (double)c->councils / (double)c->councils_total : (double)NAN,
        .has_changes = c->has_changes,
        .started = c->started,
        .ended = c->ended};
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct coverages *c = memory;
    int32_t *days;
    size_t n_days, n = 0;
    if (s->options->at && s->options->by)
        return diags_fault(ds, FAULT_USAGE, "--at and --by year are two ways to name the days");
    if (!s->options->by && (date_is_known(s->options->from) || date_is_known(s->options->to)))
        return diags_fault(ds, FAULT_USAGE, "--from and --to choose among the years of --by year");
    if (s->options->by ? find_years(s, &days, &n_days, ds) != 0
                       : session_days(s, true, &days, &n_days, ds) != 0)
        return -1;
    if (coverage_count(&s->study, days, n_days, c) != 0)
        return diags_no_memory(ds);
    struct coverage_row *rows = arena_alloc(&s->arena, (c->n + 1) * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < c->n; i++)
        if (session_wants(s, c->v[i].model))
            rows[n++] = make_row(&c->v[i]);
    session_note_changes(doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    coverage_release(memory);
}

const struct command command_coverage = {
    .name = "coverage",
    .summary = "How many councils were under each model on a day?",
    .row = "date and delivery model that any council ever had, dates ascending",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_AT |
              GROUP_BY | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .by = "year",
    .state_size = sizeof(struct coverages),
    .release = release,
    .run = run,
};
