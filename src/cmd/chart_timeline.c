/* chart timeline: a lane for each council, in groups by delivery model. */
#include <stdlib.h>

#include "base/array.h"
#include "base/number.h"
#include "cmd/charts.h"
#include "cmd/timeline.h"
#include "study/episodes.h"
#include "study/trajectory.h"

/* Groups of lanes in order, each by model: what the council has, or had, other than in-house. */
enum class { LATEST, EARLIER, EPISODE, NO_EPISODE };

struct row {
    enum class class;
    int model;
    int32_t improved; /* end of the first improved episode; DAY_LAST: none */
    size_t index;     /* councils by name */
    struct lane lane;
    const char *story;
};

/* Of each council what its episodes say. */
struct outcome {
    bool has_episode;
    int32_t improved; /* as above */
};

struct timeline_state {
    struct timeline timeline;
    struct outcome *outcomes; /* by council */
    struct row *v;
    size_t n, cap;
    struct lanes lanes;
};

enum { STORIES = 12 }; /* so many councils are told of in words, one by one */

static int find_outcomes(struct session *s, struct timeline_state *state)
{
    struct episodes e = {0};
    size_t n = dataset_n_councils(&s->dataset);
    const struct rules kept = s->study.rules;
    state->outcomes = calloc(n + 1, sizeof *state->outcomes);
    if (!state->outcomes)
        return -1;
    for (size_t i = 0; i < n; i++)
        state->outcomes[i].improved = DAY_LAST;
    s->study.rules.from = DAY_FIRST; /* the period is that of the axis */
    s->study.rules.to = DAY_LAST;
    int status = episodes_find(&s->study, &e);
    s->study.rules = kept;
    for (size_t i = e.n; i-- > 0 && status == 0;) {
        struct outcome *o = &state->outcomes[e.v[i].council];
        o->has_episode = true;
        if (e.v[i].status == EPISODE_IMPROVED)
            o->improved = e.v[i].origin + e.v[i].days;
    }
    episodes_release(&e);
    return status;
}

/* The part of the axis in which the council is there: days from *FIRST to *LATEST; false where
 * there is none. */
static bool is_there(const struct timeline *t, const struct history *h, int32_t *first,
                     int32_t *latest)
{
    *first = h->opened > t->from ? h->opened : t->from;
    *latest = history_latest_day(h, t->last);
    if (*latest > t->last)
        *latest = t->last;
    return h->exists && *first <= *latest;
}

/* Whether the council was under a model that is asked for. */
static bool is_wanted(const struct session *s, const struct history *h, int32_t first,
                      int32_t latest)
{
    for (size_t i = 0; i < h->n_periods; i++)
        if (h->periods[i].end > first && h->periods[i].start <= latest &&
            session_wants(s, h->periods[i].model))
            return true;
    return false;
}

/* Sets where the lane belongs: by the model on the last day, else by the last one with a band. */
static void set_class(struct row *row, const struct history *h, const struct outcome *o,
                      int32_t first, int32_t latest)
{
    row->improved = o->improved;
    row->model = history_model(h, latest);
    row->class = o->has_episode ? EPISODE : NO_EPISODE;
    if (timeline_has_band(row->model)) {
        row->class = LATEST;
        return;
    }
    for (size_t i = h->n_periods; i-- > 0;) {
        const struct period *p = &h->periods[i];
        if (p->start > latest || p->end <= first || !timeline_has_band(p->model))
            continue;
        row->class = EARLIER;
        row->model = p->model;
        return;
    }
}

/* "Slough: inadequate 2011-04-18, good 2018; in-house > trust." */
static const char *tell(struct session *s, const struct history *h)
{
    const struct inspections in = inspections_between(h, &s->study.rules);
    struct text t = {0};
    text_addf(&t, " %s: ", h->council->name);
    for (size_t i = 0; i < in.n; i++) {
        const struct judgement kept = judgement_at(&s->dataset, in.v[i].judgement), *j = &kept;
        char date[DATE_TEXT];
        text_addf(&t, "%s%s %s", i ? ", " : "", judgement_word(&s->dataset, j),
                  date_text(in.v[i].date, date));
    }
    text_add_string(&t, in.n ? "; " : "no graded inspection; ");
    trajectory_add_models(&s->dataset, h, s->study.rules.as_of, &t);
    text_add_char(&t, '.');
    return text_keep(&t, &s->arena);
}

static int add_row(struct session *s, struct timeline_state *state, const struct history *h)
{
    int32_t first, latest;
    struct row row = {.index = state->n};
    if (!is_there(&state->timeline, h, &first, &latest) || !is_wanted(s, h, first, latest))
        return 0;
    set_class(&row, h, &state->outcomes[h->number], first, latest);
    if (timeline_lane(&state->timeline, h, &row.lane) != 0 || ARRAY_ROOM(state) != 0)
        return -1;
    if (state->n < STORIES && !(row.story = tell(s, h)))
        return -1;
    state->v[state->n++] = row;
    return 0;
}

static int compare_groups(const struct row *a, const struct row *b)
{
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    int x = a->model == MODEL_UNKNOWN ? MODEL_LIMIT : a->model;
    int y = b->model == MODEL_UNKNOWN ? MODEL_LIMIT : b->model;
    return (x > y) - (x < y);
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = compare_groups(x, y);
    if (order != 0)
        return order;
    if (x->improved != y->improved)
        return x->improved < y->improved ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* "Latest model: trust (11 councils)", "In-house, with an episode (1 council)" */
static const char *heading(struct session *s, const struct row *row, size_t n)
{
    static const char *const classes[] = {[LATEST] = "Latest model: ",
                                          [EARLIER] = "Earlier model: ",
                                          [EPISODE] = ", with an episode",
                                          [NO_EPISODE] = ", without an episode"};
    const char *model = s->dataset.models.name[row->model];
    struct text t = {0};
    char number[NUMBER_TEXT];
    if (row->class == LATEST || row->class == EARLIER)
        text_addf(&t, "%s%s", classes[row->class], model);
    else
        text_addf(&t, "%s%s", row->model == MODEL_UNKNOWN ? "Model unknown" : "In-house",
                  classes[row->class]);
    text_addf(&t, " (%s council%s)", number_grouped(n, number), plural(n));
    return text_keep(&t, &s->arena);
}

static int make_groups(struct session *s, struct timeline_state *state)
{
    const struct row *v = state->v;
    size_t n = 0;
    for (size_t i = 0; i < state->n; i++)
        n += i == 0 || compare_groups(&v[i - 1], &v[i]) != 0;
    struct lane_group *groups = arena_alloc(&s->arena, (n + 1) * sizeof *groups);
    struct lane *lanes = arena_alloc(&s->arena, (state->n + 1) * sizeof *lanes);
    if (!groups || !lanes)
        return -1;
    for (size_t i = 0, end; i < state->n; i = end) {
        for (end = i; end < state->n && compare_groups(&v[i], &v[end]) == 0; end++)
            lanes[end] = v[end].lane;
        struct lane_group *g = &groups[state->lanes.n_groups++];
        *g = (struct lane_group){heading(s, &v[i], end - i), &lanes[i], end - i};
        if (!g->heading)
            return -1;
    }
    state->lanes.groups = groups;
    return 0;
}

/* From --from, else from the beginning of the year in which something is drawn, a year or more, to
 * the end; of a single day, from its eve. */
static int set_axis(struct session *s, struct timeline_state *state)
{
    enum { YEAR = 365 };
    const struct timeline *t = &state->timeline;
    struct day_axis *axis = &state->lanes.axis;
    char label[DATE_TEXT];
    int32_t first = t->earliest < t->last - YEAR ? t->earliest : t->last - YEAR;
    axis->last = t->last;
    axis->first = date_first_day(date_of(date_year(date_of_day(first)), 1, 1));
    if (t->from != DAY_FIRST)
        axis->first = t->from < t->last ? t->from : t->last - 1;
    date_text(date_of_day(axis->last), label);
    state->lanes.last_label = arena_copy(&s->arena, span_of(label));
    return state->lanes.last_label ? 0 : -1;
}

/* The legend has what is drawn. */
static int set_keys(struct session *s, struct timeline_state *state)
{
    const struct timeline *t = &state->timeline;
    const struct model_list *models = &s->dataset.models;
    struct lanes *lanes = &state->lanes;
    struct lane_key *keys =
        arena_alloc(&s->arena, (t->grades.n + (size_t)models->n) * sizeof *keys);
    if (!keys)
        return -1;
    for (size_t i = 0; i < t->grades.n; i++)
        if (t->dots[i] > 0 || t->in_force[i])
            keys[lanes->n_keys++] = (struct lane_key){t->grades.v[i].letters, t->grades.v[i].place,
                                                      t->grades.v[i].label};
    for (int i = 0; i < models->n; i++)
        if (t->models >> i & 1)
            keys[lanes->n_keys++] = (struct lane_key){NULL, chart_look(i), models->name[i]};
    lanes->keys = keys;
    lanes->band_label = t->n_bands ? "model, provider" : NULL;
    lanes->tick_label = t->n_ticks ? "direction" : NULL;
    lanes->opened_label = t->n_opened ? "opened" : NULL;
    lanes->closed_label = t->n_closed ? "closed" : NULL;
    return 0;
}

static int make_lanes(struct session *s, struct timeline_state *state)
{
    const struct history *h;
    int status;
    if (find_outcomes(s, state) != 0)
        return -1;
    for (size_t i = 0; (h = study_next(&s->study, &i, &status)) != NULL;)
        if (add_row(s, state, h) != 0)
            return -1;
    if (status != 0)
        return -1;
    if (state->n > 0)
        qsort(state->v, state->n, sizeof *state->v, compare_rows);
    return make_groups(s, state) == 0 && set_axis(s, state) == 0 ? set_keys(s, state) : -1;
}

/* " (12 outstanding, 30 good)" */
static void add_counts(struct text *text, const struct timeline *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->grades.n; i++)
        if (t->dots[i] > 0)
            text_addf(text, "%s%zu %s", n++ ? ", " : " (", t->dots[i], t->grades.v[i].label);
    text_add_string(text, n ? ")" : "");
}

/* What there is to see: how much of what; of few councils the story of each. */
static const char *describe(struct session *s, const struct timeline_state *state,
                            struct chart *chart)
{
    const struct timeline *t = &state->timeline;
    struct text text = {0};
    char first[DATE_TEXT];
    text_addf(&text,
              "A lane of time from %s to %s for each council: %zu council%s, %zu inspection%s",
              date_text(date_of_day(state->lanes.axis.first), first), state->lanes.last_label,
              state->n, plural(state->n), t->n_dots, plural(t->n_dots));
    add_counts(&text, t);
    text_addf(&text,
              ", %zu band%s of delivery models other than in-house, %zu statutory direction%s.",
              t->n_bands, plural(t->n_bands), t->n_ticks, plural(t->n_ticks));
    for (size_t i = 0; i < state->lanes.n_groups; i++)
        text_addf(&text, " %s.", state->lanes.groups[i].heading);
    for (size_t i = 0; i < state->n && state->n <= STORIES; i++)
        text_add_string(&text, state->v[i].story);
    return chart_keep(s, chart, &text);
}

static void add_notes(struct session *s, struct chart *chart)
{
    const struct rules *r = &s->study.rules;
    if (chart->empty)
        return;
    chart_note(
        s, chart,
        "Letters: inspections, by their grade; where they are close, moved apart. Lines: the "
        "grade in force until the next. Bands: delivery models other than in-house, named "
        "where there is room.");
    chart_note(
        s, chart,
        "Order: councils by their latest model (of those that closed, the one they had then), "
        "those that had another than in-house before, and the rest; in each by the end of the "
        "first episode that ended improved, then by name. An episode opens at a judgement of "
        "%s%s.",
        scale_label(&s->dataset.scale, r->origin_rank),
        r->origin_rank > scale_lowest(&s->dataset.scale) ? " or below" : "");
    chart_note(s, chart,
               "What follows a change of model need not be its effect: models are not assigned by "
               "lot.");
}

/* With the period where one was asked for. */
static void set_subtitle(struct session *s, const struct timeline_state *state, struct chart *chart)
{
    const struct options *o = s->options;
    struct text what = {0};
    char first[DATE_TEXT];
    text_add_string(&what, "A lane for each council");
    if (!chart->empty && (date_is_known(o->from) || date_is_known(o->to)))
        text_addf(&what, ", %s to %s", date_text(date_of_day(state->lanes.axis.first), first),
                  state->lanes.last_label);
    chart_set_subtitle_of(s, chart, chart_keep(s, chart, &what), state->n);
}

static const char *why_empty(const struct timeline_state *state)
{
    const struct timeline *t = &state->timeline;
    if (t->from > t->last)
        return "No data: the period begins after the as-of date.";
    if (state->n == 0)
        return "No data: there is no council to draw.";
    return t->n_dots + t->n_bands + t->n_ticks > 0
               ? NULL
               : "No data: there is no graded inspection, delivery model or direction to draw.";
}

static int make(struct session *s, void *memory, struct chart *chart, struct document *doc,
                struct diags *ds)
{
    struct timeline_state *state = memory;
    const struct rules *r = &s->study.rules;
    int32_t last = r->to < r->as_of ? r->to : r->as_of;
    (void)doc;
    if (timeline_begin(&state->timeline, s, r->from, last, ds) != 0)
        return -1;
    if (make_lanes(s, state) != 0)
        return diags_no_memory(ds);
    chart->title = "Inspections and delivery models, council by council";
    chart->description = describe(s, state, chart);
    chart->form = &lanes_form;
    chart->content = &state->lanes;
    chart->empty = why_empty(state);
    set_subtitle(s, state, chart);
    add_notes(s, chart);
    return 0;
}

static void release(void *memory)
{
    struct timeline_state *state = memory;
    timeline_release(&state->timeline);
    free(state->outcomes);
    free(state->v);
}

const struct chart_kind chart_timeline = {
    .name = "timeline",
    .meaning = "a lane for each council: inspections, grades in force, delivery models, directions",
    .groups = GROUP_MODEL | GROUP_PERIOD | GROUP_EPISODES | GROUP_ORIGIN | GROUP_ASCII,
    .has_text = true,
    .columns = LANES_COLUMNS,
    .numbers = "steps",
    .state_size = sizeof(struct timeline_state),
    .release = release,
    .make = make,
};
