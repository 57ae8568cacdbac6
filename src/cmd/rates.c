/* rates: improvements, and falls, per council-year at risk, by model. */
#include <math.h>

#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "cmd/merged.h"
#include "stat/poisson_rate.h"

struct rates_state {
    struct episodes episodes;
    struct exposures improvements, falls;
};

struct rate_row {
    const char *outcome, *model, *status;
    size_t councils, segments, events;
    double days;            /* at risk */
    double rate, low, high; /* per year */
    double ratio, ratio_low, ratio_high, p;
};

#define ROW rate_row

static const struct column columns[] = {
    {"outcome", TYPE_TEXT, NULL, "the event: improved, or fell to the origin grade", get_text_at,
     COLUMN_KEY, AT(outcome)},
    {"model", TYPE_TEXT, NULL, "the delivery model in force; (all): all models", get_text_at,
     COLUMN_KEY, AT(model)},
    {"councils", TYPE_INTEGER, NULL, "councils with time at risk under it", get_count_at, 0,
     AT(councils)},
    {"segments", TYPE_INTEGER, NULL,
     "parts of that time under the model: of episodes; of falls, from inspection to inspection; "
     "(all): the parts of all models",
     get_count_at, 0, AT(segments)},
    {"events", TYPE_INTEGER, NULL, "of them, those that ended in the event", get_count_at, 0,
     AT(events)},
    {"council_years", TYPE_NUMBER, "years", "time at risk, summed", get_days_at, 0, AT(days)},
    {"rate_per_year", TYPE_NUMBER, "per year", "events per council-year", get_number_at, 0,
     AT(rate)},
    {"rate_low", TYPE_NUMBER, "per year", "its lower limit (Garwood, --conf)", get_number_at, 0,
     AT(low)},
    {"rate_high", TYPE_NUMBER, "per year", "its upper limit", get_number_at, 0, AT(high)},
    {"ratio", TYPE_NUMBER, NULL, "the rate as a multiple of that of the --reference model",
     get_number_at, 0, AT(ratio)},
    {"ratio_low", TYPE_NUMBER, NULL, "its lower limit (exact, conditional)", get_number_at, 0,
     AT(ratio_low)},
    {"ratio_high", TYPE_NUMBER, NULL, "its upper limit; missing: none", get_number_at, 0,
     AT(ratio_high)},
    {"p", TYPE_NUMBER, "probability", "exact two-sided p of a ratio of 1", get_number_at, 0, AT(p)},
    {"status", TYPE_TEXT, NULL,
     "ok; few: under five events; no_events; reference; no_reference_events, no_reference: the "
     "ratio is not estimable",
     get_text_at, 0, AT(status)},
};

/* One outcome: what was at risk of it, and with what its rates are compared. */
struct outcome {
    const char *label;
    const struct exposures *exposures;
    int reference;
    struct exposure_sum compared; /* of the reference */
    double confidence;
};

/* What is to be known of a row: a ratio that is not there counts before a rate of few events. */
static const char *status_of(const struct outcome *o, const struct exposure_sum *sum, int model)
{
    if (model == o->reference)
        return "reference";
    if (model >= 0 && o->compared.days == 0)
        return "no_reference";
    if (model >= 0 && o->compared.events == 0)
        return "no_reference_events";
    if (sum->events == 0)
        return "no_events";
    return sum->events < FEW_EVENTS ? "few" : "ok";
}

/* The row of MODEL, or of all where it is -1. */
static struct rate_row make_row(const struct outcome *o, const char *label,
                                const struct exposure_sum *sum, int model)
{
    double years = (double)sum->days / DAYS_PER_YEAR;
    struct poisson_rate rate = poisson_rate_of(sum->events, years, o->confidence);
    struct poisson_ratio ratio = {NAN, NAN, NAN, NAN};
    if (model >= 0 && model != o->reference)
        ratio = poisson_ratio_of(sum->events, years, o->compared.events,
                                 (double)o->compared.days / DAYS_PER_YEAR, o->confidence);
    return (struct rate_row){.outcome = o->label,
                             .model = label,
                             .status = status_of(o, sum, model),
                             .councils = sum->councils,
                             .segments = sum->segments,
                             .events = sum->events,
                             .days = (double)sum->days,
                             .rate = rate.value,
                             .low = rate.lower,
                             .high = rate.upper,
                             .ratio = ratio.value,
                             .ratio_low = ratio.lower,
                             .ratio_high = ratio.upper,
                             .p = ratio.p};
}

/* Adds the rows of an outcome to the N that are there: models with time at risk, then all. Returns
 * how many there are then. */
static size_t add_rows(const struct session *s, const struct outcome *o, struct rate_row *rows,
                       size_t n)
{
    const struct model_list *models = &s->dataset.models;
    struct exposure_sum all = exposures_sum(o->exposures, -1);
    for (int i = 0; i < models->n; i++) {
        int model = model_in_order(models, i);
        struct exposure_sum sum = exposures_sum(o->exposures, model);
        if (sum.segments > 0 && session_wants(s, model))
            rows[n++] = make_row(o, models->name[model], &sum, model);
    }
    if (all.segments > 0 && s->models == 0)
        rows[n++] = make_row(o, "(all)", &all, -1);
    return n;
}

/* "fell to inadequate" */
static const char *fall_label(struct session *s)
{
    const struct scale *scale = &s->dataset.scale;
    int origin = s->study.rules.origin_rank;
    struct text t = {0};
    text_addf(&t, "fell to %s%s", scale_label(scale, origin),
              origin == scale_lowest(scale) ? "" : " or below");
    return text_keep(&t, &s->arena);
}

static void note_exposure(const struct session *s, const struct outcome *fell, struct document *doc)
{
    const struct scale *scale = &s->dataset.scale;
    const char *origin = scale_label(scale, s->study.rules.origin_rank);
    document_note(doc, "improved: at risk is that time, or what of it was before the closing and "
                       "the as-of date; segments are parts of episodes under one model");
    document_note(doc,
                  "%s: at risk is the time from each graded inspection that found better than %s, "
                  "but not before the council opened, to the next, the closing or the as-of date; "
                  "segments are parts of such times under one model",
                  fell->label, origin);
    document_note(doc, "time counts for the model in force, an event for the model on the eve of "
                       "the inspection that found it; (all) sums the models");
    if (s->study.rules.from != DAY_FIRST || s->study.rules.to != DAY_LAST)
        document_note(doc, "--from and --to choose episodes by their first judgement, and time "
                           "at risk of a fall by the inspection with which it begins; what is "
                           "chosen counts to its end");
    document_note(doc, "a rate takes the chance of the event to be the same at all times at risk; "
                       "but nobody is re-inspected at once, so a model that takes over late in an "
                       "episode has a higher rate of improvement for that alone: compare does not "
                       "take it so");
}

static void note_reference(const struct session *s, const struct outcome *o, struct document *doc)
{
    const char *name = s->dataset.models.name[o->reference];
    if (o->compared.days == 0)
        document_note(doc, "%s: no ratios, as no time at risk was under %s, the reference",
                      o->label, name);
    else if (o->compared.events == 0)
        document_note(
            doc,
            "%s: no ratios, as %s, the reference, has no event: they have no upper limit, "
            "at best a lower one and p",
            o->label, name);
    else if (o->compared.events < FEW_EVENTS)
        document_note(doc, "caution: %s: every ratio rests on the %zu event%s of %s, the reference",
                      o->label, o->compared.events, o->compared.events == 1 ? "" : "s", name);
}

/* The models of an outcome that have few events. */
static void note_few(const struct rate_row *rows, size_t n, struct document *doc)
{
    struct text few = {0};
    for (size_t i = 0; i < n; i++)
        if (rows[i].events < FEW_EVENTS)
            text_addf(&few, "%s%s (%zu)", few.n ? ", " : "", rows[i].model, rows[i].events);
    if (few.n > 0)
        document_note(doc,
                      "caution: %s: fewer than five events: %s; their rates and ratios say little, "
                      "their limits how little",
                      rows->outcome, text_string(&few));
    doc->failed = doc->failed || text_failed(&few);
    text_release(&few);
}

static int find_exposures(struct session *s, struct rates_state *state)
{
    return session_episodes(s, &state->episodes) == 0 &&
                   exposures_of_episodes(&state->episodes, &state->improvements) == 0 &&
                   session_falls(s, &state->falls) == 0
               ? 0
               : -1;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct rates_state *state = memory;
    struct outcome outcomes[] = {{.label = "improved", .exposures = &state->improvements},
                                 {.label = fall_label(s), .exposures = &state->falls}};
    size_t n_outcomes = N_ROWS(outcomes), n = 0;
    size_t most = n_outcomes * ((size_t)s->dataset.models.n + 1);
    struct rate_row *rows = arena_alloc(&s->arena, most * sizeof *rows);
    int reference;
    if (session_reference(s, &reference, ds) != 0)
        return -1;
    if (!rows || !outcomes[1].label || find_exposures(s, state) != 0)
        return diags_no_memory(ds);
    estimand_note(s, doc);
    note_exposure(s, &outcomes[1], doc);
    document_note(doc,
                  "ratios compare with %s; limits and p are exact, given the events of both, for "
                  "independent events: those of one council are not, so limits are narrower and p "
                  "smaller than they should be",
                  s->dataset.models.name[reference]);
    episodes_notes(&state->episodes, doc);
    for (size_t i = 0; i < n_outcomes; i++) {
        struct outcome *o = &outcomes[i];
        size_t before = n;
        o->reference = reference;
        o->compared = exposures_sum(o->exposures, reference);
        o->confidence = s->options->confidence;
        n = add_rows(s, o, rows, n);
        if (n > before)
            note_reference(s, o, doc);
        note_few(rows + before, n - before, doc);
    }
    return session_table(s, doc, rows, n, sizeof *rows, ds);
}

static void release(void *memory)
{
    struct rates_state *state = memory;
    exposures_release(&state->improvements);
    exposures_release(&state->falls);
    episodes_release(&state->episodes);
}

const struct command command_rates = {
    .name = "rates",
    .summary = "How often do councils improve, and fall, per year at risk?",
    .row = "outcome and delivery model with time at risk, improved first, models as in times",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_LIMITS | GROUP_REFERENCE | GROUP_SEGMENTS |
              GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct rates_state),
    .release = release,
    .run = run,
};
