/* The states that --states makes of the grades. */
#include "cmd/states.h"

/* A list at work: of the grades of the scale, the next that it has to name. */
struct reading {
    const struct scale *scale;
    struct states *states;
    int next;
};

static int unknown_grade(const struct scale *scale, struct span word, struct diags *ds)
{
    struct nearest near = {.wanted = word};
    scale_nearest(scale, false, &near);
    return nearest_fault(&near, "grade", ds);
}

/* What is wrong with a grade of RANK that is not the next. */
static int misplaced(const struct reading *r, int rank, struct diags *ds)
{
    const char *label = scale_label(r->scale, rank);
    if (r->states->of_rank[rank] >= 0)
        return diags_fault(ds, FAULT_USAGE, "--states has %s twice", label);
    diags_set_fault(ds, FAULT_USAGE, "--states: expected %s before %s",
                    scale_label(r->scale, r->next), label);
    return diags_hint(ds, "every grade of the scale is in one state, the best first");
}

static int read_state(struct reading *r, struct span grades, struct diags *ds)
{
    struct span word;
    while (span_next(&grades, '+', &word)) {
        const struct grade_word *found = scale_find(r->scale, word);
        if (!found || found->rank == RANK_NONE)
            return unknown_grade(r->scale, word, ds);
        if (found->rank != r->next)
            return misplaced(r, found->rank, ds);
        r->states->of_rank[found->rank] = r->states->n;
        r->next = scale_next_below(r->scale, r->next);
    }
    r->states->n++;
    return 0;
}

static int read_list(const struct scale *scale, const char *text, struct states *states,
                     struct diags *ds)
{
    struct span list = span_of(text), grades;
    struct reading r = {.scale = scale, .states = states, .next = scale_highest(scale)};
    states->n = 0;
    for (int rank = 0; rank <= RANK_LIMIT; rank++)
        states->of_rank[rank] = -1;
    while (span_next(&list, ',', &grades))
        if (read_state(&r, grades, ds) != 0)
            return -1;
    if (r.next == RANK_NONE)
        return 0;
    diags_set_fault(ds, FAULT_USAGE, "--states leaves out %s", scale_label(scale, r.next));
    return diags_hint(ds, "every grade of the scale is in one state, the best first");
}

static int check_number(const struct states *states, struct diags *ds)
{
    if (states->n < 2)
        return diags_fault(ds, FAULT_USAGE,
                           "%d state%s: moves need two at least, with a comma between in --states",
                           states->n, states->n == 1 ? "" : "s");
    if (states->n > PANEL_STATES_LIMIT)
        return diags_fault(ds, FAULT_USAGE,
                           "%d states, of at most %d: join grades with --states, as in \"A+B,C\"",
                           states->n, PANEL_STATES_LIMIT);
    return 0;
}

/* "outstanding+good" */
static const char *make_label(struct session *s, const struct states *states, int state)
{
    const struct scale *scale = &s->dataset.scale;
    struct text t = {0};
    for (int r = scale_highest(scale); r != RANK_NONE; r = scale_next_below(scale, r))
        if (states->of_rank[r] == state)
            text_addf(&t, "%s%s", t.n > 0 ? "+" : "", scale_label(scale, r));
    return text_keep(&t, &s->arena);
}

int session_states(struct session *s, struct states *states, const char *labels[PANEL_STATES_LIMIT],
                   struct diags *ds)
{
    const struct scale *scale = &s->dataset.scale;
    states_of_scale(scale, states);
    if (s->options->states && read_list(scale, s->options->states, states, ds) != 0)
        return -1;
    if (check_number(states, ds) != 0)
        return -1;
    for (int i = 0; i < states->n; i++)
        if (!(labels[i] = make_label(s, states, i)))
            return diags_no_memory(ds);
    return 0;
}
