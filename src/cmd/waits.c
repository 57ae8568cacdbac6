/* waits: how long between inspections, by the grade held. */
#include "study/waits.h"

#include "cmd/cells.h"

struct wait_row {
    struct wait wait;
    const char *status;
};

#define ROW wait_row

static const struct column columns[] = {
    {"grade", TYPE_GRADE, NULL, "the grade held, from the earlier inspection; (all): any",
     get_rank_at, COLUMN_KEY, AT(wait.rank)},
    {"gaps", TYPE_INTEGER, NULL, "times from an inspection to the council's next", get_count_at, 0,
     AT(wait.gaps)},
    {"gap_least_years", TYPE_NUMBER, "years", "the shortest of them", get_days_at, 0,
     AT(wait.gap.least)},
    {"gap_median_years", TYPE_NUMBER, "years", "their median", get_days_at, 0, AT(wait.gap.median)},
    {"gap_most_years", TYPE_NUMBER, "years", "the longest", get_days_at, 0, AT(wait.gap.most)},
    {"open_waits", TYPE_INTEGER, NULL,
     "times from the last inspection to the as-of date, of councils open then", get_count_at, 0,
     AT(wait.open)},
    {"open_least_years", TYPE_NUMBER, "years", "the shortest of them so far", get_days_at, 0,
     AT(wait.so_far.least)},
    {"open_median_years", TYPE_NUMBER, "years", "their median so far", get_days_at, 0,
     AT(wait.so_far.median)},
    {"open_most_years", TYPE_NUMBER, "years", "the longest so far", get_days_at, 0,
     AT(wait.so_far.most)},
    {"closed_waits", TYPE_INTEGER, NULL, "last inspections of councils that have closed",
     get_count_at, 0, AT(wait.closed)},
    {"status", TYPE_TEXT, NULL, "ok; few: under five gaps; none: no gap", get_text_at, 0,
     AT(status)},
};

static void note_few(const struct session *s, const struct waits *w, struct document *doc)
{
    struct text few = {0};
    for (size_t i = 0; i + 1 < w->n; i++)
        if (w->v[i].gaps < FEW_EVENTS)
            text_addf(&few, "%s%s %zu", few.n ? ", " : "",
                      scale_label(&s->dataset.scale, w->v[i].rank), w->v[i].gaps);
    if (few.n > 0)
        document_note(doc, "caution: under five gaps: %s", text_string(&few));
    doc->failed = doc->failed || text_failed(&few);
    text_release(&few);
}

static void note_period(const struct session *s, const struct waits *w, struct document *doc)
{
    if (!date_is_known(s->options->from) && !date_is_known(s->options->to))
        return;
    document_note(doc, "both inspections of a gap, and the last one of an open wait, are within "
                       "--from and --to");
    if (w->n_cut > 0)
        document_note(doc,
                      "%zu wait%s left out: the next inspection is after --to; that makes the "
                      "gaps shorter than they are",
                      w->n_cut, w->n_cut == 1 ? "" : "s");
}

static void add_notes(const struct session *s, const struct waits *w, struct document *doc)
{
    document_note(doc, "a gap is the time from a graded inspection to the council's next, under "
                       "the grade of the former; all councils count, whatever their model");
    document_note(doc, "the timetable bounds every improvement: a council is found better at its "
                       "next inspection, never before; grades are inspected at different "
                       "intervals, and these have changed with the frameworks");
    document_note(doc, "open waits have not ended: they are so long already, and do not compare "
                       "with gaps; gaps alone leave out whoever has waited longest, so that they "
                       "look shorter than waits are");
    note_period(s, w, doc);
    if (w->n_same_day > 0)
        document_note(doc, "%zu gap%s of no day, between inspections of one day, counted as 0",
                      w->n_same_day, w->n_same_day == 1 ? "" : "s");
    if (w->n_to_open > 0)
        document_note(doc, "%zu last inspection%s left out: the council opens after the as-of date",
                      w->n_to_open, w->n_to_open == 1 ? "" : "s");
    note_few(s, w, doc);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct waits *w = memory;
    if (waits_find(&s->study, w) != 0)
        return diags_no_memory(ds);
    struct wait_row *rows = arena_alloc(&s->arena, (w->n + 1) * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < w->n; i++)
        rows[i] = (struct wait_row){w->v[i], w->v[i].gaps == 0           ? "none"
                                             : w->v[i].gaps < FEW_EVENTS ? "few"
                                                                         : "ok"};
    add_notes(s, w, doc);
    return session_table(s, doc, rows, w->n, sizeof *rows, ds);
}

static void release(void *memory)
{
    waits_release(memory);
}

const struct command command_waits = {
    .name = "waits",
    .summary = "How long is it to the next inspection, by the grade held?",
    .row = "grade, best first, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups =
        GROUP_DATA | GROUP_SELECT | GROUP_PERIOD | GROUP_STUDY | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct waits),
    .release = release,
    .run = run,
};
