/* compare: do the models differ? */
#include <math.h>

#include "base/text.h"
#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "study/comparison.h"

struct compare_row {
    const char *comparison, *method, *term;
    double estimate, low, high, statistic;
    int df; /* 0: missing */
    double p;
    size_t observations, events;
    double expected;
    const char *status, *note;
    double coefficient, std_error, robust_error;
};

#define ROW compare_row

static struct cell get_df(const void *context, const void *row, const struct column *column)
{
    const struct compare_row *r = row;
    (void)context;
    (void)column;
    return r->df > 0 ? cell_integer(r->df) : cell_missing(NULL);
}

static const struct column columns[] = {
    {"comparison", TYPE_TEXT, NULL, "the models that are compared", get_text_at, COLUMN_KEY,
     AT(comparison)},
    {"method", TYPE_TEXT, NULL,
     "log-rank, permutation, cox, likelihood-ratio, firth, ph-km or ph-identity", get_text_at,
     COLUMN_KEY, AT(method)},
    {"term", TYPE_TEXT, NULL, "the model that the row is about; (all): the comparison as a whole",
     get_text_at, COLUMN_KEY, AT(term)},
    {"estimate", TYPE_NUMBER, NULL,
     "ratio of hazards to the reference: above 1, improvement comes sooner (cox, firth)",
     get_number_at, 0, AT(estimate)},
    {"low", TYPE_NUMBER, NULL,
     "its lower limit (--conf): of cox by standard errors clustered on council, of firth by "
     "profile",
     get_number_at, 0, AT(low)},
    {"high", TYPE_NUMBER, NULL, "its upper limit", get_number_at, 0, AT(high)},
    {"statistic", TYPE_NUMBER, NULL,
     "chi-square; of cox z by the clustered standard error; of permutation observed less expected",
     get_number_at, 0, AT(statistic)},
    {"df", TYPE_INTEGER, NULL, "degrees of freedom of a chi-square", get_df, 0, AT(df)},
    {"p", TYPE_NUMBER, "probability", "two-sided p-value", get_number_at, 0, AT(p)},
    {"segments", TYPE_INTEGER, NULL, "segments compared", get_count_at, 0, AT(observations)},
    {"events", TYPE_INTEGER, NULL, "of them, those that ended improved", get_count_at, 0,
     AT(events)},
    {"expected", TYPE_NUMBER, NULL, "improvements expected if there were no difference (log-rank)",
     get_number_at, 0, AT(expected)},
    {"status", TYPE_TEXT, NULL,
     "ok; few: under five events in a model; no_limit: firth has one limit only; otherwise why "
     "numbers are missing",
     get_text_at, 0, AT(status)},
    {"note", TYPE_TEXT, NULL, "what to know of this row", get_text_at, COLUMN_WRAP, AT(note)},
    {"coefficient", TYPE_NUMBER, NULL, "logarithm of the estimate", get_number_at, COLUMN_EXTRA,
     AT(coefficient)},
    {"std_error", TYPE_NUMBER, NULL, "standard error of the coefficient by the model",
     get_number_at, COLUMN_EXTRA, AT(std_error)},
    {"robust_std_error", TYPE_NUMBER, NULL, "the same, clustered on council", get_number_at,
     COLUMN_EXTRA, AT(robust_error)},
};

/* What a run needs: the groups, the rows made so far, and what the notes tell of them. */
struct compare {
    struct session *s;
    struct estimates estimates;
    const struct group **groups; /* the reference first, if there is one */
    size_t n_groups;
    bool has_reference;
    struct comparison_rules rules;
    struct compare_row *rows;
    size_t n_rows;
    size_t n_unknown, n_suppressed, n_comparisons;
    bool any_exact, any_late, any_firth;
    bool failed; /* there was no memory for a note */
    uint32_t drawn;
};

/* A comparison, and its name. */
struct named {
    const char *label;
    const struct comparison *c;
};

static struct compare_row *add_row(struct compare *m, const struct named *n, const char *method,
                                   const char *term)
{
    struct compare_row *row = &m->rows[m->n_rows++];
    *row = (struct compare_row){.comparison = n->label,
                                .method = method,
                                .term = term,
                                .estimate = NAN,
                                .low = NAN,
                                .high = NAN,
                                .statistic = NAN,
                                .p = NAN,
                                .observations = n->c->observations,
                                .events = n->c->events,
                                .expected = NAN,
                                .coefficient = NAN,
                                .std_error = NAN,
                                .robust_error = NAN};
    return row;
}

static struct compare_row *add_term_row(struct compare *m, const struct named *n,
                                        const char *method, const struct comparison_term *term)
{
    struct compare_row *row = add_row(m, n, method, term->group->label);
    row->observations = term->group->segments;
    row->events = term->group->events;
    return row;
}

/* Whether a group has so few events that large-sample tests mislead. */
static bool has_few(const struct comparison *c)
{
    bool any = false;
    for (size_t g = 0; g < c->n; g++)
        any = any || c->terms[g].group->events < FEW_EVENTS;
    return any;
}

static void add_rank_rows(struct compare *m, const struct named *n)
{
    const struct comparison *c = n->c;
    struct compare_row *row = add_row(m, n, "log-rank", "(all)");
    row->statistic = c->rank.chi_square;
    row->df = c->rank.df;
    row->p = c->rank.p;
    row->status = c->rank.df == 0 ? "not_comparable" : has_few(c) ? "few" : "ok";
    row->note = c->rank.df == 0
                    ? "no event came while some of another model were at risk and went on"
                : has_few(c) ? "rough where a model has few events"
                             : NULL;
    for (size_t g = 0; g < c->n; g++) {
        bool is_never = !(c->terms[g].expected > 0);
        row = add_term_row(m, n, "log-rank", &c->terms[g]);
        row->expected = is_never ? (double)NAN : c->terms[g].expected;
        row->status = is_never ? ratio_status_name[RATIO_NEVER_AT_RISK]
                      : c->terms[g].group->events < FEW_EVENTS ? "few"
                                                               : "ok";
        row->note = is_never ? "not at risk when any event came" : NULL;
    }
}

/* NULL when there is no memory. */
static const char *arrangements(struct compare *m, const struct permutation *p)
{
    struct text t = {0};
    if (p->kind == PERMUTATION_EXACT)
        text_addf(&t, "exact: all %u arrangements", p->arrangements);
    else
        text_addf(&t, "sampled: %u arrangements, seed %lu", p->arrangements, m->rules.seed);
    return text_keep(&t, &m->s->arena);
}

static void add_permutation_row(struct compare *m, const struct named *n)
{
    const struct comparison *c = n->c;
    const struct permutation *p = &c->permutation;
    if (c->n != 2)
        return;
    struct compare_row *row = add_row(m, n, "permutation", "(all)");
    row->statistic = p->statistic;
    row->p = p->p;
    if (p->kind != PERMUTATION_NONE) {
        row->status = "ok";
        row->note = arrangements(m, p);
        m->failed = m->failed || !row->note;
        m->any_exact = m->any_exact || p->kind == PERMUTATION_EXACT;
        m->drawn = p->kind == PERMUTATION_SAMPLED ? p->arrangements : m->drawn;
        return;
    }
    m->any_late = m->any_late || c->is_late;
    row->status = c->is_late ? "delayed_entry" : ratio_status_name[RATIO_NO_EVENTS];
    row->note =
        c->is_late ? "segments enter late, so labels cannot be exchanged" : "no event at all";
}

/* What the row of a coefficient says of its status; its numbers stand for RATIO_FEW and RATIO_OK.
 */
static const char *const ratio_note[RATIO_STATUS_COUNT] = {
    [RATIO_NEVER_AT_RISK] = "not at risk together with the others when any event came",
    [RATIO_NO_EVENTS] = "no event: the ratio runs to 0",
    [RATIO_NO_OTHER] = "the reference has no event: the ratio runs away",
    [RATIO_NOT_ESTIMABLE] = "one model had all its events while the other was not at risk",
    [RATIO_FEW_COUNCILS] = "too few councils for limits clustered on them",
    [RATIO_FEW] = "rests on few events; see firth",
};

static void fill_cox(struct compare_row *row, const struct comparison_term *term)
{
    row->status = ratio_status_name[term->status];
    row->note = ratio_note[term->status];
    row->coefficient = term->coefficient;
    row->std_error = term->std_error;
    row->robust_error = term->robust_error;
    row->estimate = term->ratio.value;
    row->low = term->ratio.lower;
    row->high = term->ratio.upper;
    row->statistic = term->ratio.z;
    row->p = term->ratio.p;
}

static void add_cox_rows(struct compare *m, const struct named *n)
{
    const struct comparison *c = n->c;
    for (size_t g = 1; g < c->n; g++)
        fill_cox(add_term_row(m, n, "cox", &c->terms[g]), &c->terms[g]);
    struct compare_row *row = add_row(m, n, "likelihood-ratio", "(all)");
    row->statistic = c->likelihood_ratio.chi_square;
    row->df = c->likelihood_ratio.df;
    row->p = c->likelihood_ratio.p;
    row->status = row->df == 0 ? "not_estimable" : has_few(c) ? "few" : "ok";
}

/* REFERENCE is the term that the ratio is to. */
static void fill_firth(struct compare_row *row, const struct comparison_term *term,
                       const struct comparison_term *reference)
{
    const struct cox_penalised_term *f = &term->firth;
    bool is_given = !isnan(f->coefficient);
    bool is_few = term->group->events < FEW_EVENTS || reference->group->events < FEW_EVENTS;
    enum ratio_status missing =
        term->status == RATIO_NEVER_AT_RISK ? RATIO_NEVER_AT_RISK : RATIO_NOT_ESTIMABLE;
    row->coefficient = f->coefficient;
    row->std_error = f->std_error;
    row->estimate = exp(f->coefficient);
    row->low = exp(f->lower);
    row->high = exp(f->upper);
    row->statistic = f->chi_square;
    row->df = is_given ? 1 : 0;
    row->p = f->p;
    row->status = !is_given                            ? ratio_status_name[missing]
                  : isnan(f->lower) || isnan(f->upper) ? "no_limit"
                  : is_few                             ? "few"
                                                       : "ok";
    row->note = !is_given         ? ratio_note[missing]
                : isnan(f->upper) ? "no upper limit below 1000"
                : isnan(f->lower) ? "no lower limit above 0.001"
                                  : NULL;
}

static void add_firth_rows(struct compare *m, const struct named *n)
{
    for (size_t g = 1; g < n->c->n && n->c->wants_firth; g++)
        fill_firth(add_term_row(m, n, "firth", &n->c->terms[g]), &n->c->terms[g], &n->c->terms[0]);
    m->any_firth = m->any_firth || n->c->wants_firth;
}

static void add_proportional_rows(struct compare *m, const struct named *n)
{
    static const char *const name[COX_TIME_COUNT] = {"ph-km", "ph-identity"};
    for (int time = 0; time < COX_TIME_COUNT; time++) {
        const struct cox_proportional *test = &n->c->proportional[time];
        struct compare_row *row = add_row(m, n, name[time], "(all)");
        row->statistic = test->chi_square;
        row->df = isnan(test->chi_square) ? 0 : test->df;
        row->p = test->p;
        row->status = isnan(test->chi_square) ? "not_estimable" : has_few(n->c) ? "few" : "ok";
        row->note =
            isnan(test->chi_square) ? "needs a cox ratio, and events at several times" : NULL;
    }
}

static void add_rows(struct compare *m, const struct named *n)
{
    m->n_comparisons++;
    add_rank_rows(m, n);
    add_permutation_row(m, n);
    if (!n->c->has_reference)
        return;
    add_cox_rows(m, n);
    add_firth_rows(m, n);
    add_proportional_rows(m, n);
}

/* How many rows there can be: six of each comparison, and three of each of its models. */
static size_t most_rows(size_t n_groups)
{
    return 6 + 3 * n_groups + (6 + 3 * 2) * n_groups;
}

/* "trust vs in-house". */
static const char *name_of(struct session *s, const struct group *group,
                           const struct group *reference)
{
    struct text t = {0};
    text_addf(&t, "%s vs %s", group->label, reference->label);
    return text_keep(&t, &s->arena);
}

static int compare_groups(struct compare *m, const char *label, const struct group *const *groups,
                          size_t n)
{
    struct comparison c = {0};
    progress_begin(m->s->progress, (struct task){"comparing", label, 0, NULL});
    int status =
        label ? comparison_make(&c, &m->estimates.episodes, groups, n, m->has_reference, &m->rules)
              : -1;
    if (status == 0)
        add_rows(m, &(struct named){label, &c});
    comparison_release(&c);
    return m->failed ? -1 : status;
}

/* All models at once, unless there are only two of which one is the reference; then each model
 * against the reference. */
static int compare_all(struct compare *m)
{
    size_t n = m->n_groups;
    if (n < 2)
        return 0;
    if ((n > 2 || !m->has_reference) && compare_groups(m, "all", m->groups, n) != 0)
        return -1;
    for (size_t g = 1; g < n && m->has_reference; g++) {
        const struct group *pair[] = {m->groups[0], m->groups[g]};
        if (compare_groups(m, name_of(m->s, pair[1], pair[0]), pair, 2) != 0)
            return -1;
    }
    return 0;
}

/* The group that the others are compared with: the model of --reference, or never-MODEL. */
static bool is_reference(const struct compare *m, const struct group *g, int reference)
{
    const struct cohort *c = &m->estimates.cohort;
    if (m->estimates.grouping.attribution == ATTRIBUTE_EVER)
        return c->n == 3 && g == &c->v[1];
    return g->model == reference;
}

/* Those that are asked for, and the reference; of unknown models only if they are. */
static bool takes_part(struct compare *m, const struct group *g, int reference)
{
    const struct cohort *c = &m->estimates.cohort;
    bool is_all = g == &c->v[c->n - 1];
    bool is_asked = is_reference(m, g, reference) || estimates_wants(m->s, c, g);
    if (is_all || !is_asked)
        return false;
    if (g->model == MODEL_UNKNOWN && m->s->models == 0 && reference != MODEL_UNKNOWN) {
        m->n_unknown += g->segments;
        return false;
    }
    if (g->status == MEDIAN_SUPPRESSED) {
        m->n_suppressed++;
        return false;
    }
    return true;
}

static int choose_groups(struct compare *m, int reference)
{
    const struct cohort *c = &m->estimates.cohort;
    m->groups = arena_alloc(&m->s->arena, (c->n + 1) * sizeof *m->groups);
    m->rows = arena_alloc(&m->s->arena, most_rows(c->n) * sizeof *m->rows);
    if (!m->groups || !m->rows)
        return -1;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < c->n; i++) {
            const struct group *g = &c->v[i];
            if (is_reference(m, g, reference) != (pass == 0) || !takes_part(m, g, reference))
                continue;
            m->groups[m->n_groups++] = g;
            m->has_reference = m->has_reference || pass == 0;
        }
    return 0;
}

/* A model that comes later begins with councils that have been at it for a while. */
static void note_clock(const struct compare *m, struct document *doc)
{
    if (m->estimates.grouping.clock == CLOCK_MODEL)
        document_note(doc,
                      "warning: --clock model does not compare like with like: time counts from "
                      "the judgement for the model that was there, and from the take-over for "
                      "one that came later, whose councils have had time to improve; a "
                      "difference can come from that alone; without it, or with --landmark, "
                      "times since the judgement are compared");
}

static void note_methods(const struct compare *m, struct document *doc)
{
    document_note(doc,
                  "log-rank: at risk at each improvement are the segments that began before it and "
                  "end then or later; expected are the improvements each model would have had if "
                  "there were no difference");
    if (m->has_reference)
        document_note(doc,
                      "cox: ratio of hazards to %s, above 1 where improvement came sooner; limits "
                      "and p allow for several segments of one council (clustered standard "
                      "errors), and are left out where a model has fewer than %d councils",
                      m->groups[0]->label, FEW_COUNCILS);
    if (m->any_firth)
        document_note(doc,
                      "firth: the same ratio by a penalised likelihood, which is there even where "
                      "a model has no event, with profile limits; to be preferred where events are "
                      "few (given where a model has fewer than %d, or fewer than %d councils)",
                      FIRTH_EVENTS, FEW_COUNCILS);
    if (m->has_reference)
        document_note(doc, "ph-km, ph-identity: whether the ratio stays the same as time goes on; "
                           "a small p says that it changes, so that one number does not tell all");
}

static void note_permutation(const struct compare *m, struct document *doc)
{
    bool can_landmark = m->estimates.grouping.attribution == ATTRIBUTE_CURRENT;
    if (m->any_late)
        document_note(doc, "permutation: not made where segments enter late%s",
                      can_landmark ? "; --landmark DAYS counts all from that day and gives one"
                                   : "");
    if (m->any_exact || m->drawn > 0)
        document_note(doc,
                      "permutation: the share of all ways to deal the labels to the segments with "
                      "a difference as great, which is right however few they are if segments "
                      "are independent");
    if (m->drawn > 0)
        document_note(doc,
                      "permutation: where there are more than %d ways, %u are drawn (--seed %lu)",
                      PERMUTATION_LIMIT, m->drawn, m->rules.seed);
}

static void note_left_out(const struct compare *m, struct document *doc)
{
    const char *reference = m->s->options->reference;
    if (m->n_unknown > 0)
        document_note(doc,
                      "%zu segment%s under an unknown model left out (-M unknown compares them)",
                      m->n_unknown, m->n_unknown == 1 ? "" : "s");
    if (m->n_suppressed > 0)
        document_note(doc, "%zu model%s left out, with fewer than %zu episodes (--min-n)",
                      m->n_suppressed, m->n_suppressed == 1 ? "" : "s",
                      m->estimates.grouping.min_n);
    if (m->n_groups < 2)
        document_note(doc, "nothing to compare: %s model%s, of those asked for, with time at risk",
                      m->n_groups == 0 ? "no" : "only one", m->n_suppressed > 0 ? " left" : "");
    else if (!m->has_reference)
        document_note(doc,
                      "no ratios: the reference, %s, is not among them; --reference names another",
                      reference ? reference : "in-house");
}

/* Where several segments are of one council, or of successors of one. */
static void note_dependent(const struct compare *m, struct document *doc)
{
    size_t segments = 0, councils = 0;
    for (size_t i = 0; i < m->n_groups; i++) {
        segments += m->groups[i]->segments;
        councils += m->groups[i]->councils;
    }
    if (segments > councils || m->estimates.episodes.n_inherited > 0)
        document_note(doc,
                      "cox takes councils as independent, all other methods segments; where "
                      "several are of one council, or councils succeed one, they are not: p is "
                      "smaller and limits are narrower than they should be");
}

static void add_notes(const struct compare *m, struct document *doc)
{
    estimand_note(m->s, doc);
    grouping_note(m->s, &m->estimates, doc);
    note_left_out(m, doc);
    if (m->n_groups > 1) {
        note_clock(m, doc);
        note_methods(m, doc);
        note_permutation(m, doc);
        note_dependent(m, doc);
    }
    if (m->n_comparisons > 2)
        document_note(doc,
                      "with the p-values of %zu comparisons, some are below 0.05 by chance alone",
                      m->n_comparisons);
    episodes_notes(&m->estimates.episodes, doc);
    for (size_t i = 0; i < m->n_groups; i++)
        group_note(m->s, &m->estimates, m->groups[i], doc);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct compare *m = memory;
    const struct options *o = s->options;
    int reference;
    m->s = s;
    m->rules = (struct comparison_rules){.ties = (enum cox_ties)o->ties,
                                         .seed = (unsigned long)o->seed,
                                         .confidence = o->confidence,
                                         .progress = s->progress};
    if (o->attribute == ATTRIBUTE_EVER && o->reference)
        return diags_fault(ds, FAULT_USAGE,
                           "--reference has no effect with --attribute ever, which compares those "
                           "that never had the model");
    if (session_reference(s, &reference, ds) != 0 || estimates_make(s, &m->estimates, ds) != 0)
        return -1;
    if (choose_groups(m, reference) != 0 || compare_all(m) != 0)
        return diags_no_memory(ds);
    add_notes(m, doc);
    return session_table(s, doc, m->rows, m->n_rows, sizeof *m->rows, ds);
}

static void release(void *memory)
{
    struct compare *m = memory;
    estimates_release(&m->estimates);
}

const struct command command_compare = {
    .name = "compare",
    .summary = "Do the models differ?",
    .row = "comparison (all models at once, then each with the reference) and test or coefficient",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_GROUPS | GROUP_CLOCK | GROUP_LIMITS |
              GROUP_REFERENCE | GROUP_TESTS | GROUP_SEGMENTS | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct compare),
    .release = release,
    .run = run,
};
