/* markov: how long each grade is really held, by a model of what happens between inspections. */
#include <math.h>

#include "cmd/cells.h"
#include "cmd/states.h"
#include "stat/panel_markov.h"

struct markov_row {
    const char *quantity, *from, *to;
    double days; /* of a probability: how long after */
    struct panel_estimate estimate;
    const char *unit;
    size_t pairs;
    const char *status;
};

struct markov_state {
    struct states states;
    const char *labels[PANEL_STATES_LIMIT];
    struct panel panel;
    struct panel_fit fit;
    struct markov_row *rows;
    size_t n_rows;
};

#define ROW markov_row

static const struct column columns[] = {
    {"quantity", TYPE_TEXT, NULL,
     "intensity: rate of moving; sojourn: mean length of a stay; probability: of where it will be; "
     "first_passage: mean time until it first is there or better; -2 log likelihood",
     get_text_at, COLUMN_KEY, AT(quantity)},
    {"from", TYPE_TEXT, NULL, "the state at the start", get_text_at, COLUMN_KEY, AT(from)},
    {"to", TYPE_TEXT, NULL, "the state moved to, found or reached", get_text_at, COLUMN_KEY,
     AT(to)},
    {"after_years", TYPE_NUMBER, "years", "of a probability: how long after the start", get_days_at,
     COLUMN_KEY, AT(days)},
    {"estimate", TYPE_NUMBER, NULL, "the estimate, in the unit of its row", get_number_at, 0,
     AT(estimate.value)},
    {"low", TYPE_NUMBER, NULL, "its lower limit (delta method, --conf)", get_number_at, 0,
     AT(estimate.lower)},
    {"high", TYPE_NUMBER, NULL, "its upper limit", get_number_at, 0, AT(estimate.upper)},
    {"unit", TYPE_TEXT, NULL, "per year, years or probability", get_text_at, 0, AT(unit)},
    {"pairs", TYPE_INTEGER, NULL,
     "pairs of inspections that begin in the state; of the likelihood, all", get_count_at, 0,
     AT(pairs)},
    {"status", TYPE_TEXT, NULL,
     "ok; few: under five pairs begin in the state; boundary: the rate falls to 0; not_identified; "
     "no_pairs: a state has none that begin in it",
     get_text_at, 0, AT(status)},
};

static const int horizons[] = {1, 2, 3, 5}; /* years */

static void add_row(struct markov_state *m, struct markov_row row, const char *status)
{
    bool is_few = row.from && row.pairs < FEW_EVENTS && !isnan(row.estimate.value);
    row.status = m->fit.outcome == PANEL_NO_PAIRS ? "no_pairs"
                 : status                         ? status
                 : isnan(row.estimate.value)      ? "not_identified"
                 : is_few                         ? "few"
                                                  : "ok";
    m->rows[m->n_rows++] = row;
}

static void add_intensities(struct markov_state *m, double confidence)
{
    for (int u = 0; u < m->fit.n_rates; u++) {
        int from = panel_rate_from(u);
        bool is_boundary = m->fit.standing[u] == PANEL_BOUNDARY;
        add_row(m,
                (struct markov_row){.quantity = "intensity",
                                    .from = m->labels[from],
                                    .to = m->labels[panel_rate_to(u)],
                                    .days = NAN,
                                    .estimate = panel_rate(&m->fit, u, confidence),
                                    .unit = "per year",
                                    .pairs = m->panel.begin[from]},
                is_boundary ? "boundary" : NULL);
    }
}

static void add_sojourns(struct markov_state *m, double confidence)
{
    for (int i = 0; i < m->states.n; i++)
        add_row(m,
                (struct markov_row){.quantity = "sojourn",
                                    .from = m->labels[i],
                                    .days = NAN,
                                    .estimate = panel_sojourn(&m->fit, i, confidence),
                                    .unit = "years",
                                    .pairs = m->panel.begin[i]},
                NULL);
}

static void add_probabilities(struct markov_state *m, int years, double confidence)
{
    for (int i = 0; i < m->states.n; i++)
        for (int j = 0; j < m->states.n; j++)
            add_row(
                m,
                (struct markov_row){.quantity = "probability",
                                    .from = m->labels[i],
                                    .to = m->labels[j],
                                    .days = years * DAYS_PER_YEAR,
                                    .estimate = panel_probability(&m->fit, i, j, years, confidence),
                                    .unit = "probability",
                                    .pairs = m->panel.begin[i]},
                NULL);
}

/* Until each better state, the nearest first. */
static void add_passages(struct markov_state *m, double confidence)
{
    for (int i = 1; i < m->states.n; i++)
        for (int j = i - 1; j >= 0; j--)
            add_row(m,
                    (struct markov_row){.quantity = "first_passage",
                                        .from = m->labels[i],
                                        .to = m->labels[j],
                                        .days = NAN,
                                        .estimate = panel_first_passage(&m->fit, i, j, confidence),
                                        .unit = "years",
                                        .pairs = m->panel.begin[i]},
                    NULL);
}

static int make_rows(struct session *s, struct markov_state *m)
{
    double confidence = s->options->confidence;
    size_t k = (size_t)m->states.n, most = 3 * k + (N_ROWS(horizons) + 1) * k * k + 1;
    m->rows = arena_alloc(&s->arena, most * sizeof *m->rows);
    if (!m->rows)
        return -1;
    add_intensities(m, confidence);
    add_sojourns(m, confidence);
    for (size_t h = 0; h < N_ROWS(horizons); h++)
        add_probabilities(m, horizons[h], confidence);
    add_passages(m, confidence);
    add_row(m,
            (struct markov_row){.quantity = "-2 log likelihood",
                                .days = NAN,
                                .estimate = {-2 * m->fit.log_likelihood, NAN, NAN},
                                .pairs = m->panel.n_pairs},
            NULL);
    return 0;
}

/* The labels of states whose count in COUNTS is under LIMIT, "good (2), inadequate (0)". */
static void add_states(const struct markov_state *m, const size_t *counts, size_t limit,
                       struct text *t)
{
    for (int i = 0; i < m->states.n; i++)
        if (counts[i] < limit)
            text_addf(t, "%s%s (%zu)", t->n > 0 ? ", " : "", m->labels[i], counts[i]);
}

static void note_pairs(const struct session *s, const struct markov_state *m, struct document *doc)
{
    const struct panel *p = &m->panel;
    struct text states = {0};
    for (int i = 0; i < m->states.n; i++)
        text_addf(&states, "%s%s", i > 0 ? ", " : "", m->labels[i]);
    document_note(doc, "states, best first: %s (--states joins grades otherwise)",
                  text_string(&states));
    doc->failed = doc->failed || text_failed(&states);
    text_release(&states);
    document_note(doc,
                  "from %zu pair%s of adjacent graded inspections of one council, in %zu "
                  "council%s; %zu council%s with one inspection %s none",
                  p->n_pairs, p->n_pairs == 1 ? "" : "s", p->n_councils,
                  p->n_councils == 1 ? "" : "s", p->n_single, p->n_single == 1 ? "" : "s",
                  p->n_single == 1 ? "has" : "have");
    if (p->n_same_day > 0)
        document_note(doc, "left out: %zu pair%s of inspections on one day", p->n_same_day,
                      p->n_same_day == 1 ? "" : "s");
    if (date_is_known(s->options->from) || date_is_known(s->options->to))
        document_note(doc, "both inspections of a pair are within --from and --to");
}

static void note_assumptions(struct document *doc)
{
    document_note(doc,
                  "a model, to be asked for by name: it assumes that the grade a council would "
                  "be given moves between neighbouring states only, passing through those "
                  "between, at rates that are the same in every council, at all times, under "
                  "every delivery model and however long the grade has been held");
    document_note(doc,
                  "it assumes too that the day of an inspection does not depend on what it will "
                  "find; in fact councils with a worse grade are inspected sooner, and some "
                  "because things have changed, so take the numbers as a description, with care");
    document_note(doc, "a stay in a state (sojourn) ends with the first move out of it, seen or "
                       "not; first_passage lasts until the state is first reached, through falls "
                       "and returns");
    document_note(doc, "limits take the pairs of one council as independent, given the state in "
                       "which each begins; councils differ, so the limits are narrower than they "
                       "should be");
}

/* Which rates have no number, and why. */
static void note_rates(const struct markov_state *m, enum panel_standing standing, const char *why,
                       struct document *doc)
{
    struct text rates = {0};
    for (int u = 0; u < m->fit.n_rates; u++)
        if (m->fit.standing[u] == standing)
            text_addf(&rates, "%s%s to %s", rates.n > 0 ? "; " : "", m->labels[panel_rate_from(u)],
                      m->labels[panel_rate_to(u)]);
    if (rates.n > 0)
        document_note(doc, "%s: %s", why, text_string(&rates));
    doc->failed = doc->failed || text_failed(&rates);
    text_release(&rates);
}

static void note_not_fitted(const struct markov_state *m, struct document *doc)
{
    struct text none = {0};
    add_states(m, m->panel.begin, 1, &none);
    if (m->fit.outcome == PANEL_NO_PAIRS)
        document_note(doc,
                      "no estimates: no pair of inspections begins in %s, so nothing is known of "
                      "how long that lasts; --states can join it to its neighbour",
                      text_string(&none));
    else
        document_note(doc, "no estimates: the search for the likeliest rates did not end; fewer "
                           "states (--states) may help");
    doc->failed = doc->failed || text_failed(&none);
    text_release(&none);
}

static void note_not_identified(const struct markov_state *m, struct document *doc)
{
    note_rates(
        m, PANEL_BOUNDARY,
        "boundary: the likeliest rate is 0, as no such move was needed to explain the pairs; "
        "that it never happens is not to be believed, so the rate is left blank",
        doc);
    note_rates(m, PANEL_NOT_IDENTIFIED,
               "not identified: rates many times higher or lower explain the pairs as well, as "
               "inspections are too far apart, or too few, to tell; the rate is left blank",
               doc);
    bool has_rates = false;
    for (int u = 0; u < m->fit.n_rates; u++)
        has_rates = has_rates || m->fit.standing[u] == PANEL_OK;
    if (!m->fit.is_identified)
        document_note(doc,
                      "stays, probabilities and first passages rest on all rates and are left "
                      "blank; fewer states (--states) may help%s",
                      has_rates ? "; rates that are given take the others at their likeliest" : "");
}

static void add_notes(const struct session *s, const struct markov_state *m, struct document *doc)
{
    note_pairs(s, m, doc);
    note_assumptions(doc);
    if (m->fit.outcome != PANEL_FITTED) {
        note_not_fitted(m, doc);
        return;
    }
    struct text few = {0};
    note_not_identified(m, doc);
    add_states(m, m->panel.begin, FEW_EVENTS, &few);
    if (few.n > 0)
        document_note(doc, "caution: under five pairs begin in: %s", text_string(&few));
    text_clear(&few);
    add_states(m, m->panel.leave, FEW_EVENTS, &few);
    if (few.n > 0)
        document_note(doc,
                      "caution: under five pairs lead out of: %s; rates out of there say little",
                      text_string(&few));
    doc->failed = doc->failed || text_failed(&few);
    text_release(&few);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct markov_state *m = memory;
    if (session_states(s, &m->states, m->labels, ds) != 0)
        return -1;
    if (panel_find(&s->study, &m->states, &m->panel) != 0)
        return diags_no_memory(ds);
    panel_markov_fit(&m->fit, m->states.n, m->panel.v, m->panel.n, s->progress);
    if (make_rows(s, m) != 0)
        return diags_no_memory(ds);
    add_notes(s, m, doc);
    return session_table(s, doc, m->rows, m->n_rows, sizeof *m->rows, ds);
}

static void release(void *memory)
{
    panel_release(&((struct markov_state *)memory)->panel);
}

const struct command command_markov = {
    .name = "markov",
    .summary = "How long is each grade really held, by a Markov model?",
    .row = "quantity: rates, stays, probabilities after 1, 2, 3 and 5 years, first passages",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_PERIOD | GROUP_STUDY | GROUP_STATES | GROUP_LIMITS |
              GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct markov_state),
    .release = release,
    .run = run,
};
