/* models: the delivery-model spells as they count. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "cmd/cells.h"

struct model_row {
    uint32_t council;
    uint32_t spell, at_start, at_end, best; /* judgements, but for the spell */
    int model;
    struct date start, end, directed;
    double days;
    const char *trigger, *scope, *source, *note;
};

struct models_state {
    struct model_row *v;
    size_t n, cap;
};

#define ROW model_row

static const struct column columns[] = {
    COLUMN_COUNCIL,
    {"model", TYPE_TEXT, NULL, "the delivery model", get_model_at, 0, AT(model)},
    {"provider", TYPE_TEXT, NULL, "who provides the services", get_provider_at, COLUMN_WRAP,
     AT(spell)},
    {"start", TYPE_DATE, NULL, "first day; missing: since ever", get_date_at, COLUMN_KEY,
     AT(start)},
    {"end", TYPE_DATE, NULL, "day on which it had ended; missing: it runs", get_date_at, 0,
     AT(end)},
    {"years", TYPE_NUMBER, "years", "its length, to the as-of date where it runs", get_days_at, 0,
     AT(days)},
    {"trigger", TYPE_TEXT, NULL,
     "directed, voluntary, contract-end, reorganisation or returned (to the council)", get_text_at,
     0, AT(trigger)},
    {"directed", TYPE_DATE, NULL, "date of the statutory direction", get_date_at, 0, AT(directed)},
    {"scope", TYPE_TEXT, NULL, "full, or boundary: arguably not the model", get_text_at, 0,
     AT(scope)},
    {"grade_at_start", TYPE_GRADE, NULL, "grade in force on the start", get_grade_at, 0,
     AT(at_start)},
    {"grade_at_end", TYPE_GRADE, NULL, "grade in force on the end, or the as-of date", get_grade_at,
     0, AT(at_end)},
    {"best_grade_during", TYPE_GRADE, NULL,
     "best grade of the inspections after its start to its end", get_grade_at, 0, AT(best)},
    {"source", TYPE_TEXT, NULL, "where the record comes from", get_text_at, COLUMN_WRAP,
     AT(source)},
    {"note", TYPE_TEXT, NULL, "what the record adds", get_text_at, COLUMN_EXTRA | COLUMN_WRAP,
     AT(note)},
    COLUMN_CODE,
    COLUMN_REGION,
};

static uint32_t in_force(const struct history *h, int32_t day)
{
    const struct inspection *i = history_in_force(h, day);
    return i ? i->judgement : NO_JUDGEMENT;
}

/* The best of those that judged the period: dated after its start, up to its end. */
static uint32_t best_during(const struct history *h, const struct period *p)
{
    const struct inspection *best = NULL;
    for (size_t i = 0; i < h->n; i++) {
        const struct inspection *now = &h->inspections[i];
        if (now->day > p->start && now->day <= p->end && (!best || now->rank > best->rank))
            best = now;
    }
    return best ? best->judgement : NO_JUDGEMENT;
}

static struct model_row make_row(const struct session *s, const struct history *h,
                                 const struct period *p)
{
    const struct spell spell = spell_at(&s->dataset, p->spell);
    int32_t end = p->end == DAY_LAST ? s->study.rules.as_of : p->end;
    return (struct model_row){
        .council = h->number,
        .spell = p->spell,
        .at_start = p->start == DAY_FIRST ? NO_JUDGEMENT : in_force(h, p->start),
        .at_end = in_force(h, end),
        .best = best_during(h, p),
        .model = p->model,
        .start = p->start_date,
        .end = p->end_date,
        .directed = spell.directed,
        .days = p->start == DAY_FIRST ? (double)NAN : (double)end - p->start,
        .trigger = trigger_name[spell.trigger],
        .scope = scope_name[spell.scope],
        .source = spell.source,
        .note = spell.note,
    };
}

/* A spell does not outlive its council. */
static struct period within_life(const struct history *h, struct period p)
{
    if (p.end > h->closed) {
        p.end = h->closed;
        p.end_date = h->council->closed;
    }
    return p;
}

/* In force on the day of --at if it was given; begun within --from and --to if they were. */
static bool is_wanted(const struct session *s, const struct history *h, const struct period *p,
                      const int32_t *at)
{
    const struct rules *r = &s->study.rules;
    if (p->spell == NO_SPELL || p->start >= p->end || !session_wants(s, p->model))
        return false;
    if (at && !(history_is_open(h, *at) && p->start <= *at && *at < p->end))
        return false;
    return r->from <= p->start && p->start <= r->to;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct models_state *state = memory;
    const struct history *h;
    int32_t *days;
    size_t n;
    int status;
    if (session_days(s, false, &days, &n, ds) != 0)
        return -1;
    const int32_t *at = s->options->at ? days : NULL;
    for (size_t i = 0; (h = study_next(&s->study, &i, &status)) != NULL;)
        for (size_t k = 0; k < h->n_periods; k++) {
            struct period p = within_life(h, h->periods[k]);
            if (!is_wanted(s, h, &p, at))
                continue;
            if (ARRAY_ROOM(state) != 0)
                return diags_no_memory(ds);
            state->v[state->n++] = make_row(s, h, &p);
        }
    if (status != 0)
        return diags_no_memory(ds);
    document_note(doc, "only recorded spells are listed: councils and days without one are not");
    return session_table(s, doc, state->v, state->n, sizeof *state->v, ds);
}

static void release(void *memory)
{
    free(((struct models_state *)memory)->v);
}

const struct command command_models = {
    .name = "models",
    .summary = "Who delivered services where, from when to when, and with what grades?",
    .row = "delivery-model spell, by council, then start",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY | GROUP_AT |
              GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct models_state),
    .release = release,
    .run = run,
};
