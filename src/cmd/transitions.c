/* transitions: from which grade to which, under which model. */
#include "cmd/cells.h"
#include "stat/proportion.h"
#include "study/transitions.h"

struct transition_row {
    const char *model;
    int from, to;
    size_t pairs, pairs_from;
    struct proportion probability;
    double days;
    const char *status;
};

#define ROW transition_row

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL, "delivery model in force on the eve of the later inspection; (all)",
     get_text_at, COLUMN_KEY, AT(model)},
    {"from", TYPE_GRADE, NULL, "grade of the earlier inspection", get_rank_at, COLUMN_KEY,
     AT(from)},
    {"to", TYPE_GRADE, NULL, "grade of the later", get_rank_at, COLUMN_KEY, AT(to)},
    {"pairs", TYPE_INTEGER, NULL, "pairs of adjacent inspections that went so", get_count_at, 0,
     AT(pairs)},
    {"pairs_from", TYPE_INTEGER, NULL, "pairs from that grade, wherever they went", get_count_at, 0,
     AT(pairs_from)},
    {"probability", TYPE_NUMBER, "probability", "pairs / pairs_from", get_number_at, 0,
     AT(probability.value)},
    {"probability_low", TYPE_NUMBER, "probability", "its lower limit (exact, --conf)",
     get_number_at, 0, AT(probability.lower)},
    {"probability_high", TYPE_NUMBER, "probability", "its upper limit", get_number_at, 0,
     AT(probability.upper)},
    {"mean_years", TYPE_NUMBER, "years", "time between the two inspections, mean", get_days_at, 0,
     AT(days)},
    {"status", TYPE_TEXT, NULL, "ok; few: under five pairs from that grade", get_text_at, 0,
     AT(status)},
};

static bool is_wanted(const struct session *s, const struct transition *t)
{
    return t->model < 0 ? s->models == 0 : session_wants(s, t->model);
}

static const char *label_of(const struct session *s, const struct transition *t)
{
    return t->model < 0 ? "(all)" : s->dataset.models.name[t->model];
}

static struct transition_row make_row(const struct session *s, const struct transition *t)
{
    return (struct transition_row){
        .model = label_of(s, t),
        .from = t->from,
        .to = t->to,
        .pairs = t->pairs,
        .pairs_from = t->pairs_from,
        .probability = proportion_of(t->pairs, t->pairs_from, s->options->confidence),
        .days = t->days,
        .status = t->pairs_from < FEW_EVENTS ? "few" : "ok"};
}

/* "trust from good 2, trust from inadequate 4" */
static void note_few(const struct session *s, const struct transitions *t, struct document *doc)
{
    struct text few = {0};
    for (size_t i = 0; i < t->n; i++) {
        const struct transition *x = &t->v[i], *before = i ? x - 1 : NULL;
        bool is_first = !before || before->model != x->model || before->from != x->from;
        if (is_first && is_wanted(s, x) && x->pairs_from < FEW_EVENTS)
            text_addf(&few, "%s%s from %s %zu", few.n ? ", " : "", label_of(s, x),
                      scale_label(&s->dataset.scale, x->from), x->pairs_from);
    }
    if (few.n > 0)
        document_note(doc, "caution: under five pairs: %s", text_string(&few));
    doc->failed = doc->failed || text_failed(&few);
    text_release(&few);
}

static void add_notes(const struct session *s, const struct transitions *t, struct document *doc)
{
    document_note(doc,
                  "a pair is two adjacent graded inspections of one council, and counts for the "
                  "model in force on the eve of the later, which judged its work; a council's last "
                  "inspection begins no pair yet, and %zu council%s with one inspection %s none",
                  t->n_single, t->n_single == 1 ? "" : "s", t->n_single == 1 ? "has" : "have");
    document_note(doc, "probability is the share of the pairs from a grade, from one inspection to "
                       "the next, however long that took (mean_years): no yearly rate, and what "
                       "the grade would have been between the two is not known");
    document_note(doc, "limits are exact for independent pairs; pairs of one council are not "
                       "independent, so the limits are narrower than they should be");
    document_note(doc, "models are not assigned by lot: a difference between models is not an "
                       "effect of them");
    if (date_is_known(s->options->from) || date_is_known(s->options->to))
        document_note(doc, "both inspections of a pair are within --from and --to");
    if (t->n_same_day > 0)
        document_note(doc, "%zu pair%s of inspections on one day, in the order of the file",
                      t->n_same_day, t->n_same_day == 1 ? "" : "s");
    note_few(s, t, doc);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct transitions *t = memory;
    if (transitions_count(&s->study, t) != 0)
        return diags_no_memory(ds);
    struct transition_row *rows = arena_alloc(&s->arena, (t->n + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < t->n; i++)
        if (is_wanted(s, &t->v[i]))
            rows[n++] = make_row(s, &t->v[i]);
    add_notes(s, t, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    transitions_release(memory);
}

const struct command command_transitions = {
    .name = "transitions",
    .summary = "From which grade to which do inspections go, under each model?",
    .row = "delivery model and two grades, best first, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_LIMITS |
              GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct transitions),
    .release = release,
    .run = run,
};
