/* outcomes: x of y improved, with its base rate. */
#include "study/outcomes.h"

#include <math.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "stat/proportion.h"

struct outcomes_state {
    struct estimates estimates;
    struct outcomes outcomes;
};

struct outcome_row {
    struct outcome count;
    struct proportion at_first, better, three, five;
    const char *status;
};

#define ROW outcome_row

/* The share MEMBER with its limits, called NAME; MEANING says of what. */
#define COLUMNS_SHARE(name, meaning, member)                                                       \
    {name, TYPE_NUMBER, "probability", meaning, get_number_at, 0, AT(member.value)},               \
        {name "_low",   TYPE_NUMBER, "probability",   "its lower limit (exact, --conf)",           \
         get_number_at, 0,           AT(member.lower)},                                            \
    {                                                                                              \
        name "_high", TYPE_NUMBER, "probability", "its upper limit", get_number_at, 0,             \
            AT(member.upper)                                                                       \
    }

static const struct column columns[] = {
    {"model", TYPE_TEXT, NULL,
     "the delivery model; (all): whole episodes; never-left-in-house: those of councils "
     "known in-house, and under no other model, by the as-of date",
     get_text_at, COLUMN_KEY, AT(count.label)},
    {"councils", TYPE_INTEGER, NULL, "councils with time at risk under it", get_count_at, 0,
     AT(count.councils)},
    {"episodes", TYPE_INTEGER, NULL, "their episodes with time at risk under it", get_count_at, 0,
     AT(count.episodes)},
    {"segments", TYPE_INTEGER, NULL, "parts of episodes under it", get_count_at, 0,
     AT(count.segments)},
    {"reinspected", TYPE_INTEGER, NULL, "of the segments, those with a graded inspection in them",
     get_count_at, 0, AT(count.reinspected)},
    {"better_at_first", TYPE_INTEGER, NULL,
     "of those re-inspected, improved at the first inspection in the segment", get_count_at, 0,
     AT(count.better_at_first)},
    COLUMNS_SHARE("better_at_first_share", "better_at_first / reinspected", at_first),
    {"better", TYPE_INTEGER, NULL, "of the segments, those that ended improved", get_count_at, 0,
     AT(count.better)},
    COLUMNS_SHARE("better_share", "better / segments", better),
    {"followed_3y", TYPE_INTEGER, NULL,
     "segments that came at risk 3 years or more before the as-of date, or the closing",
     get_count_at, 0, AT(count.three.n)},
    {"better_3y", TYPE_INTEGER, NULL, "of them, improved in the segment within 3 years",
     get_count_at, 0, AT(count.three.better)},
    COLUMNS_SHARE("better_3y_share", "better_3y / followed_3y", three),
    {"followed_5y", TYPE_INTEGER, NULL, "the same for 5 years", get_count_at, 0, AT(count.five.n)},
    {"better_5y", TYPE_INTEGER, NULL, "of them, improved in the segment within 5 years",
     get_count_at, 0, AT(count.five.better)},
    COLUMNS_SHARE("better_5y_share", "better_5y / followed_5y", five),
    {"status", TYPE_TEXT, NULL,
     "ok; few: under five better; none: no episode; suppressed: under --min-n episodes",
     get_text_at, 0, AT(status)},
};

static struct outcome_row make_row(const struct outcome *o, const struct grouping *g)
{
    const struct proportion none = {NAN, NAN, NAN};
    struct outcome_row row = {*o, none, none, none, none, "suppressed"};
    if (o->episodes < g->min_n)
        return row;
    row.at_first = proportion_of(o->better_at_first, o->reinspected, g->confidence);
    row.better = proportion_of(o->better, o->segments, g->confidence);
    row.three = proportion_of(o->three.better, o->three.n, g->confidence);
    row.five = proportion_of(o->five.better, o->five.n, g->confidence);
    row.status = o->episodes == 0 ? "none" : o->better < FEW_EVENTS ? "few" : "ok";
    return row;
}

/* The last, of councils that never left in-house, is the base rate and always shown. */
static bool is_wanted(const struct session *s, const struct outcomes_state *state, size_t i)
{
    const struct cohort *c = &state->estimates.cohort;
    return i >= c->n || estimates_wants(s, c, &c->v[i]);
}

/* Where the observations are parts of episodes, and not whole ones. */
static bool has_segments(const struct grouping *g)
{
    return g->landmark < 0 && g->attribution == ATTRIBUTE_CURRENT;
}

static void note_counts(const struct grouping *g, struct document *doc)
{
    const char *what = has_segments(g) ? "segment" : "episode";
    document_note(doc,
                  "re-inspected: a graded inspection came after the %s came at risk, and by its "
                  "end; better at the first: that one ended it improved; its share is of those "
                  "re-inspected",
                  what);
    document_note(doc,
                  "better: the %s ended improved, at whichever inspection; its share is of all, "
                  "those not yet re-inspected too, however short they were followed (times allows "
                  "for that)",
                  what);
    document_note(doc,
                  "better within 3 and 5 years: of those that came at risk so long before the "
                  "as-of date, or the council's closing; from the %s%s; younger ones are left out",
                  g->landmark >= 0 ? "landmark"
                                   : "judgement or, where that is later, when the council opened",
                  has_segments(g) ? " or the model took over" : "");
    if (has_segments(g))
        document_note(doc, "a segment that a change of model ended is not better under the model "
                           "that was left, however the episode went on");
}

static void note_base_rate(struct document *doc)
{
    document_note(doc,
                  "never-left-in-house is whole episodes of councils known in-house, and under no "
                  "other model, by the as-of date (one of which nothing is known is not in it); "
                  "councils that did not improve were often made to leave, so those that "
                  "stayed look better than in-house was");
    document_note(doc, "limits are exact for independent cases; several of one council, or of its "
                       "successors, are not independent, so the limits are narrower than they "
                       "should be");
}

/* "trust 2 of 4, partnership 1 of 2" */
static void note_few(const struct outcome_row *rows, size_t n, struct document *doc)
{
    struct text few = {0};
    for (size_t i = 0; i < n; i++)
        if (rows[i].count.episodes > 0 && rows[i].count.better < FEW_EVENTS)
            text_addf(&few, "%s%s %zu of %zu", few.n ? ", " : "", rows[i].count.label,
                      rows[i].count.better, rows[i].count.segments);
    if (few.n > 0)
        document_note(doc, "caution: under five better: %s; one case more or less moves the share",
                      text_string(&few));
    doc->failed = doc->failed || text_failed(&few);
    text_release(&few);
}

static void add_notes(const struct session *s, const struct outcomes_state *state,
                      const struct outcome_row *rows, size_t n, struct document *doc)
{
    const struct estimates *e = &state->estimates;
    estimand_note(s, doc);
    grouping_note(s, e, doc);
    episodes_notes(&e->episodes, doc);
    note_counts(&e->grouping, doc);
    note_base_rate(doc);
    for (size_t i = 0; i < n; i++)
        if (rows[i].count.episodes < e->grouping.min_n)
            document_note(doc, "%s: no shares, as it has fewer than %zu episodes (--min-n)",
                          rows[i].count.label, e->grouping.min_n);
    note_few(rows, n, doc);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct outcomes_state *state = memory;
    struct estimates *e = &state->estimates;
    if (estimates_make(s, e, ds) != 0)
        return -1;
    if (outcomes_count(&s->study, &e->episodes, &e->cohort, &state->outcomes) != 0)
        return diags_no_memory(ds);
    struct outcome_row *rows = arena_alloc(&s->arena, (state->outcomes.n + 1) * sizeof *rows);
    size_t n = 0;
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < state->outcomes.n; i++)
        if (is_wanted(s, state, i))
            rows[n++] = make_row(&state->outcomes.v[i], &e->grouping);
    add_notes(s, state, rows, n, doc);
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    struct outcomes_state *state = memory;
    estimates_release(&state->estimates);
    outcomes_release(&state->outcomes);
}

const struct command command_outcomes = {
    .name = "outcomes",
    .summary = "How many were inspected again, and how many were better?",
    .row = "delivery model with time at risk, then (all), then never-left-in-house",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_GROUPS | GROUP_LIMITS | GROUP_OUTPUT |
              GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct outcomes_state),
    .release = release,
    .run = run,
};
