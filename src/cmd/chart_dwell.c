/* chart dwell: the numbers of `transitions`, as flows from grade to grade. */
#include <stdlib.h>

#include "base/number.h"
#include "cmd/charts.h"
#include "cmd/grades.h"
#include "out/flows.h"
#include "study/trajectory.h"
#include "study/transitions.h"

/* A pair that is told of by name. */
struct example {
    uint32_t council;
    struct date from, to;
};

struct examples {
    size_t n;
    struct example v[MOST_NAMED];
};

struct dwell_state {
    struct transitions transitions;
    struct flows flows;
    struct examples *examples; /* by place of the grade from, then to */
};

struct making {
    struct session *s;
    struct chart *chart;
    struct dwell_state *state;
    const struct transition *rows; /* of the model, or of all */
    size_t n_rows;
    int model; /* -1: all */
    struct grades grades;
};

static size_t place_of(const struct making *m, int rank)
{
    return (size_t)(grades_of_rank(&m->grades, rank) - m->grades.v);
}

static struct examples *examples_of(const struct making *m, int from, int to)
{
    return &m->state->examples[place_of(m, from) * m->grades.n + place_of(m, to)];
}

static void take_council(struct making *m, const struct history *h)
{
    struct inspections in = inspections_between(h, &m->s->study.rules);
    for (size_t i = 1; i < in.n; i++) {
        struct step step = step_to(h, &in, i);
        if (m->model >= 0 && step.period->model != m->model)
            continue;
        struct examples *e = examples_of(m, step.from->rank, step.to->rank);
        if (e->n < MOST_NAMED)
            e->v[e->n] = (struct example){h->number, step.from->date, step.to->date};
        e->n++;
    }
}

/* Names of the first pairs of each kind, by council. */
static int take_examples(struct making *m, struct diags *ds)
{
    const struct history *h;
    int status;
    m->state->examples = calloc(m->grades.n * m->grades.n + 1, sizeof *m->state->examples);
    if (!m->state->examples)
        return diags_no_memory(ds);
    for (size_t i = 0; (h = study_next(&m->s->study, &i, &status)) != NULL;)
        take_council(m, h);
    return status == 0 ? 0 : diags_no_memory(ds);
}

/* The rows of the model, or of all: they stand together. */
static int take_rows(struct making *m, struct diags *ds)
{
    struct transitions *t = &m->state->transitions;
    size_t first = 0, n = 0;
    if (transitions_count(&m->s->study, t) != 0)
        return diags_no_memory(ds);
    while (first < t->n && t->v[first].model != m->model)
        first++;
    while (first + n < t->n && t->v[first + n].model == m->model)
        n++;
    m->rows = t->n ? t->v + first : NULL;
    m->n_rows = n;
    return 0;
}

/* Years with one decimal, as people read them. */
static const char *years_kept(struct making *m, double days)
{
    struct text t = {0};
    text_addf(&t, "%.1f", days / DAYS_PER_YEAR);
    return chart_keep(m->s, m->chart, &t);
}

/* "requires improvement to good: 57 of 128 pairs (44.5%), on average 4.1 years apart", and where
 * there are few whose they are. */
static const char *flow_tip(struct making *m, const struct transition *x)
{
    const struct scale *scale = &m->s->dataset.scale;
    const struct examples *e = examples_of(m, x->from, x->to);
    struct text t = {0};
    char pairs[NUMBER_TEXT], all[NUMBER_TEXT], from[DATE_TEXT], to[DATE_TEXT];
    text_addf(&t, "%s to %s: %s of %s pair%s (%.1f%%), %s%.1f years apart",
              scale_label(scale, x->from), scale_label(scale, x->to),
              number_grouped(x->pairs, pairs), number_grouped(x->pairs_from, all),
              plural(x->pairs_from), 100 * (double)x->pairs / (double)x->pairs_from,
              x->pairs > 1 ? "on average " : "", x->days / DAYS_PER_YEAR);
    for (size_t i = 0; e->n <= MOST_NAMED && i < e->n; i++)
        text_addf(&t, "%s%s %s to %s", i ? "; " : ": ",
                  m->s->dataset.councils[e->v[i].council].name, date_text(e->v[i].from, from),
                  date_text(e->v[i].to, to));
    return chart_keep(m->s, m->chart, &t);
}

static struct flow_node node_of(const struct grade *g, size_t count)
{
    return (struct flow_node){
        .label = g->label, .letters = g->letters, .place = g->place, .count = count};
}

static const char *node_tip(struct making *m, const char *way, const struct flow_node *node)
{
    struct text t = {0};
    char number[NUMBER_TEXT];
    text_addf(&t, "%s %s: %s pair%s", way, node->label, number_grouped(node->count, number),
              plural(node->count));
    if (node->value)
        text_addf(&t, ", %s%s years apart", node->count > 1 ? "on average " : "", node->value);
    return chart_keep(m->s, m->chart, &t);
}

/* The grades that a pair begins with, in order of the rows. */
static void make_from(struct making *m, struct flow_node *from, size_t *n)
{
    for (size_t i = 0, end; i < m->n_rows; i = end) {
        double days = 0;
        for (end = i; end < m->n_rows && m->rows[end].from == m->rows[i].from; end++)
            if (m->rows[end].pairs > 0)
                days += m->rows[end].days * (double)m->rows[end].pairs;
        size_t pairs = m->rows[i].pairs_from;
        struct flow_node *node = &from[(*n)++];
        *node = node_of(grades_of_rank(&m->grades, m->rows[i].from), pairs);
        node->value = years_kept(m, days / (double)pairs);
        node->tip = node_tip(m, "From", node);
    }
}

/* The grades that a pair ends with; PLACES gets the node of each grade. */
static void make_to(struct making *m, struct flow_node *to, size_t *n, size_t *places)
{
    for (size_t i = 0; i < m->n_rows; i++)
        places[place_of(m, m->rows[i].to)] += m->rows[i].pairs;
    for (size_t i = 0; i < m->grades.n; i++) {
        if (places[i] == 0)
            continue;
        to[*n] = node_of(&m->grades.v[i], places[i]);
        to[*n].tip = node_tip(m, "To", &to[*n]);
        places[i] = (*n)++;
    }
}

static void make_flow(struct making *m, const struct transition *x, size_t from, size_t to,
                      struct flow *flow)
{
    *flow = (struct flow){.from = from,
                          .to = to,
                          .count = x->pairs,
                          .value = years_kept(m, x->days),
                          .sign = x->to > x->from   ? "\u25b2"
                                  : x->to < x->from ? "\u25bc"
                                                    : "=",
                          .is_dashed = x->to == x->from,
                          .tip = flow_tip(m, x)};
}

static void make_flows(struct making *m)
{
    struct arena *arena = &m->s->arena;
    struct flow_node *from = arena_alloc(arena, (m->grades.n + 1) * sizeof *from);
    struct flow_node *to = arena_alloc(arena, (m->grades.n + 1) * sizeof *to);
    struct flow *flows = arena_alloc(arena, (m->n_rows + 1) * sizeof *flows);
    size_t *places = arena_alloc(arena, (m->grades.n + 1) * sizeof *places);
    struct flows *f = &m->state->flows;
    m->chart->failed = m->chart->failed || !from || !to || !flows || !places;
    if (m->chart->failed)
        return;
    *f = (struct flows){.from_label = "From / to",
                        .to_label = "To / from",
                        .count_label = "pairs",
                        .value_label = "years",
                        .from = from,
                        .to = to,
                        .flows = flows};
    make_from(m, from, &f->n_from);
    make_to(m, to, &f->n_to, places);
    for (size_t i = 0, node = 0; i < m->n_rows && !m->chart->failed; i++) {
        const struct transition *x = &m->rows[i];
        node += i > 0 && x->from != m->rows[i - 1].from;
        if (x->pairs > 0)
            make_flow(m, x, node, places[place_of(m, x->to)], &flows[f->n_flows++]);
    }
}

/* What there is to see: where the pairs from each grade went. */
static const char *describe(struct making *m)
{
    const struct flows *f = &m->state->flows;
    struct text t = {0};
    char number[NUMBER_TEXT];
    text_add_string(&t, "Bands from the grades of inspections, on the left, to those of the next "
                        "inspections of the same councils, on the right.");
    for (size_t i = 0; i < f->n_flows; i++) {
        const struct flow *flow = &f->flows[i];
        const struct flow_node *from = &f->from[flow->from];
        if (i == 0 || flow->from != f->flows[i - 1].from)
            text_addf(&t, "%s From %s %s, after %s years:", i ? "." : "", from->label,
                      number_grouped(from->count, number), from->value);
        else
            text_add_char(&t, ',');
        text_addf(&t, " %s to %s", number_grouped(flow->count, number), f->to[flow->to].label);
    }
    text_add_string(&t, f->n_flows ? "." : "");
    return chart_keep(m->s, m->chart, &t);
}

/* "345 pairs of adjacent graded inspections" */
static const char *what_is_shown(struct making *m)
{
    struct text t = {0};
    size_t pairs = 0;
    char number[NUMBER_TEXT];
    for (size_t i = 0; i < m->n_rows; i++)
        pairs += m->rows[i].pairs;
    text_addf(&t, "%s pair%s of adjacent graded inspections of a council",
              number_grouped(pairs, number), plural(pairs));
    if (m->model >= 0)
        text_addf(&t, ", those under the model %s on the eve of the later",
                  m->s->dataset.models.name[m->model]);
    return chart_keep(m->s, m->chart, &t);
}

static void add_notes(struct making *m)
{
    const struct options *o = m->s->options;
    chart_note(
        m->s, m->chart,
        "Bands are as wide as their number of pairs. \u25b2 better, \u25bc worse, = the same "
        "again (dashed). Years: mean time between the two inspections.");
    chart_note(m->s, m->chart,
               "What the grade would have been in between is not known, and a council's latest "
               "inspection begins no pair yet. Models are not assigned by lot: a difference is not "
               "an effect of them.");
    if (date_is_known(o->from) || date_is_known(o->to))
        chart_note(m->s, m->chart, "Both inspections of a pair are within --from and --to.");
}

static int make(struct session *s, void *memory, struct chart *chart, struct document *doc,
                struct diags *ds)
{
    struct making m = {.s = s, .chart = chart, .state = memory};
    (void)doc;
    if (chart_model(s, "dwell", &m.model, ds) != 0 ||
        grades_make(&s->dataset.scale, &s->arena, &m.grades, ds) != 0 || take_rows(&m, ds) != 0 ||
        take_examples(&m, ds) != 0)
        return -1;
    make_flows(&m);
    chart_set_title(s, chart, "Which grade followed which, from one inspection to the next",
                    m.model);
    chart_set_subtitle(s, chart, what_is_shown(&m));
    chart->description = describe(&m);
    add_notes(&m);
    chart->form = &flows_form;
    chart->content = &m.state->flows;
    chart->empty = m.n_rows ? NULL : "No data: no council has two graded inspections to compare.";
    return 0;
}

static void release(void *memory)
{
    struct dwell_state *state = memory;
    transitions_release(&state->transitions);
    free(state->examples);
}

const struct chart_kind chart_dwell = {
    .name = "dwell",
    .meaning = "from which grade to which, from one inspection to the next, and after how long",
    .groups = GROUP_MODEL | GROUP_PERIOD,
    .numbers = "transitions",
    .state_size = sizeof(struct dwell_state),
    .release = release,
    .make = make,
};
