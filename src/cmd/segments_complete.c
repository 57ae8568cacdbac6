/* segments --complete: the segments of episodes, the time at risk of a fall, what was chosen, and
 * what is counted for the notes - all that times, curve, compare, incidence and rates are made of,
 * so that files of it can be put together. */
#include "segments_complete.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "cmd/estimates.h"
#include "cmd/merged.h"
#include "study/exposure.h"

enum { NONE = -1 }; /* of a number that a row does not have */

struct complete_row {
    const char *council;
    int number, model, start, stop, event, prior;
    const char *status, *row, *ever, *item, *value;
    struct date origin, end;
};

static struct cell get_number(const void *context, const void *row, const struct column *column)
{
    int number;
    (void)context;
    memcpy(&number, (const char *)row + column->which, sizeof number);
    return number == NONE ? cell_missing(NULL) : cell_integer(number);
}

#define ROW complete_row

const struct column complete_columns[N_COMPLETE_COLUMNS] = {
    {"council", TYPE_TEXT, NULL, "the council", get_text_at, COLUMN_KEY, AT(council)},
    {"episode", TYPE_INTEGER, NULL,
     "number of the episode in the council; of falls, of the time from an inspection to the next",
     get_number, COLUMN_KEY, AT(number)},
    {"model", TYPE_TEXT, NULL, "the delivery model in force", get_model_at, COLUMN_KEY, AT(model)},
    {"start_days", TYPE_INTEGER, "days",
     "days from the origin, or the inspection, after which it is at risk", get_number, 0,
     AT(start)},
    {"stop_days", TYPE_INTEGER, "days", "days from there to its end", get_number, 0, AT(stop)},
    {"status", TYPE_TEXT, NULL,
     "improved, switched (the model changed), censored or closed; of falls fell, switched or ended",
     get_text_at, 0, AT(status)},
    {"event", TYPE_INTEGER, NULL, "1 where it ended improved, or fell, else 0", get_number, 0,
     AT(event)},
    {"prior_inadequates", TYPE_INTEGER, NULL,
     "judgements at the origin grade or below in the episode up to its start", get_number, 0,
     AT(prior)},
    {"row", TYPE_TEXT, NULL,
     "segment: part of an episode; fall: time at risk of a fall; choice: what was chosen; count: "
     "what is told of the records",
     get_text_at, COLUMN_KEY, AT(row)},
    {"origin", TYPE_DATE, NULL, "of an episode, date of the inspection that opened it", get_date_at,
     0, AT(origin)},
    {"end", TYPE_DATE, NULL,
     "of an episode, date of the improvement, of the closing, or the as-of date", get_date_at, 0,
     AT(end)},
    {"models_ever", TYPE_TEXT, NULL, "of an episode, models that the council ever had, ; between",
     get_text_at, 0, AT(ever)},
    {"item", TYPE_TEXT, NULL, "the option that was chosen, or what is counted", get_text_at,
     COLUMN_KEY, AT(item)},
    {"value", TYPE_TEXT, NULL, "what was chosen, or how many", get_text_at, 0, AT(value)},
};

/* The rows on their way. */
struct completing {
    struct session *s;
    const struct diags *problems;
    struct complete_rows *rows;
};

static void add_row(struct completing *c, struct complete_row row)
{
    struct complete_rows *rows = c->rows;
    rows->failed = rows->failed || ARRAY_ROOM(rows) != 0;
    if (!rows->failed)
        rows->v[rows->n++] = row;
}

static const char *council_name(const struct completing *c, uint32_t council)
{
    return c->s->dataset.councils[council].name;
}

/* The names of the models in BITS. */
static const char *models_text(struct completing *c, uint64_t bits)
{
    const struct model_list *models = &c->s->dataset.models;
    struct text t = {0};
    for (int i = 0; i < models->n; i++)
        if (bits >> i & 1)
            text_addf(&t, "%s%s", t.n ? ";" : "", models->name[i]);
    const char *kept = text_keep(&t, &c->s->arena);
    c->rows->failed |= !kept;
    return kept;
}

static void add_segments(struct completing *c, const struct episodes *e)
{
    const char *ever = NULL;
    uint64_t bits = 0;
    for (size_t i = 0; i < e->n_segments && !c->rows->failed; i++) {
        const struct segment *x = &e->segments[i];
        const struct episode *episode = &e->v[x->episode];
        if (!ever || bits != episode->models_ever)
            ever = models_text(c, episode->models_ever);
        bits = episode->models_ever;
        add_row(c, (struct complete_row){.council = council_name(c, episode->council),
                                         .number = (int)episode->number,
                                         .model = x->model,
                                         .start = x->start,
                                         .stop = x->stop,
                                         .status = episode_status_name[x->status],
                                         .event = x->status == EPISODE_IMPROVED,
                                         .prior = (int)x->prior,
                                         .row = segments_row_name[ROW_SEGMENT],
                                         .origin = episode->origin_date,
                                         .end = episode->end_date,
                                         .ever = ever});
    }
}

static void add_falls(struct completing *c, const struct exposures *x)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct exposure *fall = &x->v[i];
        enum segment_end end = fall->is_event ? SEGMENT_FELL
                               : fall->is_cut ? SEGMENT_SWITCHED
                                              : SEGMENT_ENDED;
        add_row(c, (struct complete_row){.council = council_name(c, fall->council),
                                         .number = (int)fall->number,
                                         .model = fall->model,
                                         .start = fall->start,
                                         .stop = fall->start + fall->days,
                                         .status = segment_end_name[end],
                                         .event = fall->is_event,
                                         .prior = NONE,
                                         .row = segments_row_name[ROW_FALL]});
    }
}

static void add_item(struct completing *c, enum segments_row row, const char *item,
                     const char *value)
{
    add_row(c, (struct complete_row){.number = NONE,
                                     .model = NONE,
                                     .start = NONE,
                                     .stop = NONE,
                                     .event = NONE,
                                     .prior = NONE,
                                     .row = segments_row_name[row],
                                     .item = item,
                                     .value = value});
}

static void add_choice(struct completing *c, enum segments_choice choice, const char *value)
{
    add_item(c, ROW_CHOICE, segments_choices[choice].name, value);
}

static void add_day(struct completing *c, enum segments_choice choice, int32_t day, bool is_known)
{
    char date[DATE_TEXT];
    const char *value = "";
    if (is_known)
        value = arena_copy(&c->s->arena, span_of(date_text(date_of_day(day), date)));
    c->rows->failed |= !value;
    add_choice(c, choice, value);
}

/* One of a choice's words. */
static void add_word(struct completing *c, enum segments_choice choice, int number)
{
    struct span list = span_of(segments_choices[choice].words), word;
    const char *value = NULL;
    for (int i = 0; span_next(&list, '|', &word); i++)
        if (i == number)
            value = arena_copy(&c->s->arena, word);
    c->rows->failed |= !value;
    add_choice(c, choice, value);
}

static void add_list(struct completing *c, enum segments_choice choice, const struct list *list)
{
    struct text t = {0};
    for (size_t i = 0; i < list->n; i++)
        text_addf(&t, "%s%s", i ? ";" : "", list->v[i]);
    const char *value = text_keep(&t, &c->s->arena);
    c->rows->failed |= !value;
    add_choice(c, choice, value);
}

static void add_choices(struct completing *c)
{
    const struct session *s = c->s;
    const struct options *o = s->options;
    const struct rules *r = &s->study.rules;
    const struct scale *scale = &s->dataset.scale;
    add_day(c, CHOICE_AS_OF, r->as_of, r->has_records);
    add_word(c, CHOICE_DATE, (int)r->basis);
    add_choice(c, CHOICE_JUDGEMENT, o->judgement ? o->judgement : "overall");
    add_word(c, CHOICE_PARTIAL, (int)r->placing);
    add_word(c, CHOICE_UNCOVERED, r->uncovered == MODEL_UNKNOWN);
    add_word(c, CHOICE_SCOPE, r->full_scope);
    add_choice(c, CHOICE_ORIGIN, scale_label(scale, r->origin_rank));
    add_choice(c, CHOICE_LOWEST, scale_label(scale, scale_lowest(scale)));
    add_choice(c, CHOICE_TARGET,
               r->target_rank == RANK_NONE ? "any" : scale_label(scale, r->target_rank));
    add_word(c, CHOICE_EPISODES, r->first_only);
    add_word(c, CHOICE_LINEAGE, !r->lineage);
    add_day(c, CHOICE_FROM, r->from, r->from != DAY_FIRST);
    add_day(c, CHOICE_TO, r->to, r->to != DAY_LAST);
    add_list(c, CHOICE_COUNCIL, &o->council);
    add_list(c, CHOICE_REGION, &o->region);
}

static void add_count(struct completing *c, const char *item, size_t n)
{
    struct text t = {0};
    text_addf(&t, "%zu", n);
    const char *value = text_keep(&t, &c->s->arena);
    c->rows->failed |= !value;
    add_item(c, ROW_COUNT, item, value);
}

/* "council Leeds", in so many. */
static void add_asked(struct completing *c, enum segments_asked what, struct span name, size_t n)
{
    struct text t = {0};
    text_addf(&t, "%s %.*s", segments_asked_name[what], (int)name.length, name.text);
    const char *item = text_keep(&t, &c->s->arena);
    c->rows->failed |= !item;
    add_count(c, item, n);
}

static size_t count_region(const struct dataset *d, struct span name)
{
    size_t n = 0;
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        const char *region = council_more(&d->councils[i])->region;
        n += region && span_matches(span_of(region), name);
    }
    return n;
}

/* The names that were asked for, and whether these data have them: a part need not. */
static void add_all_asked(struct completing *c)
{
    struct session *s = c->s;
    const struct options *o = s->options;
    const struct rules *r = &s->study.rules;
    struct span list = span_of(o->judgement), name;
    uint32_t council;
    for (size_t i = 0; i < o->council.n; i++) {
        name = span_of(o->council.v[i]);
        add_asked(c, ASKED_COUNCIL, name, dataset_find_council(&s->dataset, name, &council));
    }
    for (size_t i = 0; i < o->region.n; i++) {
        name = span_of(o->region.v[i]);
        add_asked(c, ASKED_REGION, name, count_region(&s->dataset, name));
    }
    for (int i = 0; i < r->n_kinds && span_next(&list, ',', &name); i++)
        add_asked(c, ASKED_JUDGEMENT, name, r->kinds[i] >= 0);
}

/* What is counted, but for what is 0; how many rows there are stands at the end, always, so that a
 * file that was cut short is known. */
static void add_counts(struct completing *c, const struct episodes *e, size_t n_falls)
{
    const struct session *s = c->s;
    const struct dataset *d = &s->dataset;
    size_t n[SEGMENTS_TOTALS] = {[TOTAL_COUNCILS] = dataset_n_councils(d),
                                 [TOTAL_JUDGEMENTS] = d->judgements.n,
                                 [TOTAL_SPELLS] = d->spells.n,
                                 [TOTAL_CHOSEN] = session_n_chosen(s),
                                 [TOTAL_LEFT_OUT] = d->n_left_out,
                                 [TOTAL_SEVERED] = d->n_severed,
                                 [TOTAL_EPISODES_BEFORE] = e->n_before,
                                 [TOTAL_EPISODES_NEW] = e->n_new,
                                 [TOTAL_EPISODES_CONTINUED] = e->n_continued,
                                 [TOTAL_EPISODES_INHERITED] = e->n_inherited,
                                 [TOTAL_SEGMENTS] = e->n_segments,
                                 [TOTAL_FALLS] = n_falls};
    for (size_t i = 0; i < n_merged_counts; i++)
        memcpy(&n[merged_counts[i].total], (const char *)&s->study.counts + merged_counts[i].offset,
               sizeof n[0]);
    add_all_asked(c);
    for (size_t i = 0; i < c->problems->n_counts; i++)
        add_count(c, c->problems->counts[i].code, c->problems->counts[i].n);
    for (int i = 0; i < SEGMENTS_TOTALS; i++)
        if (n[i] > 0 || i >= TOTAL_SEGMENTS)
            add_count(c, segments_total_name[i], n[i]);
}

/* ';' stands between models. */
static int check_models(const struct session *s, struct diags *ds)
{
    const struct list *extra = &s->options->extra_models;
    for (size_t i = 0; i < extra->n; i++)
        if (strchr(extra->v[i], ';'))
            return diags_fault(ds, FAULT_USAGE,
                               "--extra-model %s: a name with a ; does not go with --complete",
                               extra->v[i]);
    return 0;
}

int segments_complete(struct session *s, struct episodes *e, struct complete_rows *rows,
                      struct document *doc, struct diags *ds)
{
    struct completing c = {.s = s, .problems = ds, .rows = rows};
    struct exposures falls = {0};
    if (check_models(s, ds) != 0)
        return -1;
    rows->failed = episodes_find(&s->study, e) != 0 || exposures_of_falls(&s->study, &falls) != 0;
    if (!rows->failed) {
        add_segments(&c, e);
        add_falls(&c, &falls);
        add_choices(&c);
        add_counts(&c, e, falls.n);
    }
    exposures_release(&falls);
    episodes_notes(e, doc);
    return rows->failed ? diags_no_memory(ds)
                        : session_table(s, doc, rows->v, rows->n, sizeof *rows->v, ds);
}

void complete_rows_release(struct complete_rows *rows)
{
    free(rows->v);
    *rows = (struct complete_rows){0};
}
