/* case: one council's story, event by event. */
#include <stdlib.h>

#include "base/array.h"
#include "cmd/cells.h"
#include "study/directives.h"
#include "study/trajectory.h"

/* In the order in which those of one day are told: what was judged was before the day. */
enum event { OPENED, DIRECTION, JUDGED, MODEL_ENDED, MODEL_STARTED, CLOSED };

static const char *const event_name[] = {
    [OPENED] = "opened",           [DIRECTION] = "direction",         [JUDGED] = "judged",
    [MODEL_ENDED] = "model ended", [MODEL_STARTED] = "model started", [CLOSED] = "closed",
};

struct case_row {
    uint32_t council;
    uint32_t judgement;
    enum event kind;
    int32_t day;
    size_t index; /* in order of adding */
    struct date date;
    const char *event, *detail, *source;
    int model;
};

struct case_state {
    struct case_row *v;
    size_t n, cap;
    struct session *session;
    const struct history *history;
};

#define ROW case_row

static const struct column columns[] = {
    {"date", TYPE_DATE, NULL, "when", get_date_at, COLUMN_KEY, AT(date)},
    {"event", TYPE_TEXT, NULL, "judged, direction, model started, model ended, opened or closed",
     get_text_at, COLUMN_KEY, AT(event)},
    {"detail", TYPE_TEXT, NULL, "what: framework and judgement, provider and trigger, ...",
     get_text_at, COLUMN_WRAP, AT(detail)},
    {"grade", TYPE_GRADE, NULL, "the grade given; of other events, in force then", get_grade_at, 0,
     AT(judgement)},
    {"model", TYPE_TEXT, NULL,
     "delivery model: judged, or begun or ended; of other events, in force then", get_model_at, 0,
     AT(model)},
    {"source", TYPE_TEXT, NULL, "where the record comes from", get_text_at, COLUMN_WRAP,
     AT(source)},
    {"council", TYPE_TEXT, NULL, "the council", get_council, COLUMN_EXTRA, 0},
    COLUMN_CODE,
    COLUMN_REGION,
};

/* DETAIL becomes a string of the session's. */
static int add_event(struct case_state *state, struct case_row row, struct text *detail)
{
    const struct history *h = state->history;
    const char *kept =
        text_failed(detail) ? NULL : arena_copy(&state->session->arena, text_span(detail));
    text_clear(detail);
    if (!kept || ARRAY_ROOM(state) != 0)
        return -1;
    row.council = h->number;
    row.detail = kept;
    row.event = event_name[row.kind];
    row.index = state->n;
    if (row.kind != JUDGED) {
        const struct inspection *grade = history_in_force(h, row.day);
        row.judgement = grade ? grade->judgement : NO_JUDGEMENT;
    }
    state->v[state->n++] = row;
    return 0;
}

/* "successor of Northamptonshire (inadequate 2019-06-17)": with the grade that each left. */
static int add_predecessors(struct case_state *state, struct text *detail)
{
    const struct session *s = state->session;
    const struct dataset *d = &s->dataset;
    const struct council_details *c = council_more(state->history->council);
    struct history h = {0};
    char date[DATE_TEXT];
    int status = 0;
    for (uint32_t i = 0; i < c->n_predecessors && status == 0; i++) {
        status = history_build(&h, d, &s->study.rules, c->predecessors[i]);
        const struct inspection *last =
            status == 0 ? history_in_force(&h, state->history->opened) : NULL;
        text_addf(detail, "%s%s", i ? ", " : "successor of ", d->councils[c->predecessors[i]].name);
        if (last)
            text_addf(detail, " (%s %s)", inspection_word(d, last), date_text(last->date, date));
    }
    history_release(&h);
    return status;
}

static int add_opening(struct case_state *state, struct text *detail)
{
    const struct history *h = state->history;
    const struct case_row row = {.kind = OPENED,
                                 .day = h->opened,
                                 .date = h->council->opened,
                                 .model = history_model(h, h->opened)};
    if (h->opened == DAY_FIRST)
        return 0;
    return add_predecessors(state, detail) == 0 ? add_event(state, row, detail) : -1;
}

static int add_closing(struct case_state *state, struct text *detail)
{
    const struct history *h = state->history;
    const struct dataset *d = &state->session->dataset;
    if (h->closed == DAY_LAST)
        return 0;
    for (size_t i = 0, n = 0; i < dataset_n_councils(d); i++)
        if (council_succeeds(&d->councils[i], h->number))
            text_addf(detail, "%s%s", n++ ? ", " : "succeeded by ", d->councils[i].name);
    const struct case_row row = {.kind = CLOSED,
                                 .day = h->closed,
                                 .date = h->council->closed,
                                 .model = history_model(h, h->closed - 1)};
    return add_event(state, row, detail);
}

static int add_judgements(struct case_state *state, struct text *detail)
{
    const struct history *h = state->history;
    const struct dataset *d = &state->session->dataset;
    struct inspections in = inspections_between(h, &state->session->study.rules);
    for (size_t i = 0; i < in.n; i++) {
        const struct judgement kept = judgement_at(d, in.v[i].judgement), *j = &kept;
        char published[DATE_TEXT];
        text_addf(detail, "%s%s%s", intern_text(&d->kinds, j->kind),
                  *intern_text(&d->frameworks, j->framework) ? ", " : "",
                  intern_text(&d->frameworks, j->framework));
        if (date_is_known(j->published))
            text_addf(detail, ", published %s", date_text(j->published, published));
        const struct case_row row = {.kind = JUDGED,
                                     .day = in.v[i].day,
                                     .date = in.v[i].date,
                                     .judgement = in.v[i].judgement,
                                     .model = model_judged(h, &in.v[i]),
                                     .source = judgement_source(d, j)};
        if (add_event(state, row, detail) != 0)
            return -1;
    }
    return 0;
}

static int add_spell(struct case_state *state, const struct period *p, struct text *detail)
{
    const struct history *h = state->history;
    const struct spell s = spell_at(&state->session->dataset, p->spell);
    struct case_row row = {.kind = MODEL_STARTED,
                           .day = p->start,
                           .date = p->start_date,
                           .model = p->model,
                           .source = s.source};
    const char *trigger = trigger_name[s.trigger];
    if (p->start != DAY_FIRST && p->start < h->closed) {
        text_addf(detail, "%s%s%s%s", s.provider ? s.provider : "",
                  s.provider && *trigger ? ", " : "", trigger,
                  s.scope == SCOPE_BOUNDARY ? " (boundary)" : "");
        if (add_event(state, row, detail) != 0)
            return -1;
    }
    if (p->end == DAY_LAST || p->end > h->closed)
        return 0;
    row.kind = MODEL_ENDED;
    row.day = p->end;
    row.date = p->end_date;
    text_add_string(detail, s.provider ? s.provider : "");
    return add_event(state, row, detail);
}

static int add_directions(struct case_state *state, struct text *detail)
{
    const struct session *s = state->session;
    struct directives found = {0};
    int status = directives_find(&found, state->history, &s->dataset, &s->study.rules);
    for (size_t i = 0; i < found.n && status == 0; i++) {
        const struct directive *v = &found.v[i];
        const struct case_row row = {.kind = DIRECTION,
                                     .day = v->day,
                                     .date = v->date,
                                     .model = history_model(state->history, v->day),
                                     .source = spell_at(&s->dataset, v->spell).source};
        text_add_string(detail, "statutory direction");
        status = add_event(state, row, detail);
    }
    directives_release(&found);
    return status;
}

static int compare_rows(const void *a, const void *b)
{
    const struct case_row *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

static int gather(struct case_state *state, struct text *detail)
{
    const struct history *h = state->history;
    if (add_opening(state, detail) != 0 || add_closing(state, detail) != 0 ||
        add_judgements(state, detail) != 0)
        return -1;
    for (size_t i = 0; i < h->n_periods; i++)
        if (h->periods[i].spell != NO_SPELL && add_spell(state, &h->periods[i], detail) != 0)
            return -1;
    return add_directions(state, detail);
}

/* Within --from and --to, and under -M of the models wanted. */
static void drop_unwanted(struct case_state *state)
{
    const struct rules *r = &state->session->study.rules;
    size_t kept = 0;
    for (size_t i = 0; i < state->n; i++)
        if (r->from <= state->v[i].day && state->v[i].day <= r->to &&
            session_wants(state->session, state->v[i].model))
            state->v[kept++] = state->v[i];
    state->n = kept;
}

/* "the story of Leeds (E08000035, Yorkshire and the Humber)" */
static void note_council(const struct council *c, struct document *doc)
{
    const struct council_details *more = council_more(c);
    const char *const known[] = {more->code, more->type, more->region};
    struct text t = {0};
    for (size_t i = 0; i < N_ROWS(known); i++)
        if (known[i])
            text_addf(&t, "%s%s", t.n ? ", " : " (", known[i]);
    text_add_string(&t, t.n ? ")" : "");
    document_note(doc, "the story of %s%s", c->name, text_string(&t));
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct case_state *state = memory;
    struct text detail = {0};
    bool *only = calloc(dataset_n_councils(&s->dataset) + 1, sizeof *only);
    int status = only ? 0 : -1;
    size_t at = 0;
    s->study.chosen = only;
    state->session = s;
    if (only) {
        only[s->council] = true;
        state->history = study_next(&s->study, &at, &status);
    }
    if (status == 0)
        status = gather(state, &detail);
    s->study.chosen = NULL;
    free(only);
    text_release(&detail);
    if (status != 0)
        return diags_no_memory(ds);
    if (state->n > 0)
        qsort(state->v, state->n, sizeof *state->v, compare_rows);
    drop_unwanted(state);
    note_council(&s->dataset.councils[s->council], doc);
    return session_table(s, doc, state->v, state->n, sizeof *state->v, ds);
}

static void release(void *memory)
{
    free(((struct case_state *)memory)->v);
}

const struct command command_case = {
    .name = "case",
    .summary = "What happened in one council, in order?",
    .row = "dated event of the council, by date; of one day what was judged first",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_COUNCIL_DATASET,
    .state_size = sizeof(struct case_state),
    .release = release,
    .run = run,
};
