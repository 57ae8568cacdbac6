/* sensitivity: does the answer hang on a choice? */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "cmd/cells.h"
#include "cmd/estimates.h"
#include "study/alternatives.h"

struct sensitivity_row {
    const char *choice, *value, *model;
    size_t episodes, events;
    double median, low, high, change; /* days */
    enum median_status status;
    const char *status_name;
    bool is_another; /* it answers another question */
};

#define ROW sensitivity_row

static struct cell get_median(const void *context, const void *row, const struct column *column)
{
    const struct sensitivity_row *r = row;
    (void)context;
    (void)column;
    return isnan(r->median) ? cell_missing(r->status == MEDIAN_NOT_REACHED ? "not reached" : NULL)
                            : cell_days(r->median);
}

static const struct column columns[] = {
    {"choice", TYPE_TEXT, NULL, "the option that is changed; as asked: none", get_text_at,
     COLUMN_KEY, AT(choice)},
    {"value", TYPE_TEXT, NULL, "what it is changed to", get_text_at, COLUMN_KEY, AT(value)},
    {"model", TYPE_TEXT, NULL, "the delivery model; (all): whole episodes of all models",
     get_text_at, COLUMN_KEY, AT(model)},
    {"episodes", TYPE_INTEGER, NULL, "episodes with time at risk under it", get_count_at, 0,
     AT(episodes)},
    {"events", TYPE_INTEGER, NULL, "of them, those that ended improved", get_count_at, 0,
     AT(events)},
    {"median_years", TYPE_NUMBER, "years", "time by which half had improved (Kaplan-Meier)",
     get_median, 0, AT(median)},
    COLUMN_MEDIAN_LOW,
    COLUMN_MEDIAN_HIGH,
    {"median_status", TYPE_TEXT, NULL, MEDIAN_STATUS_MEANING("improved"), get_text_at, 0,
     AT(status_name)},
    {"change_years", TYPE_NUMBER, "years", "the median less that of the same model as asked",
     get_days_at, 0, AT(change)},
};

struct sensitivity {
    struct estimates asked;
    struct alternatives others;
    struct sensitivity_row *rows; /* in the session's arena */
    size_t n, n_asked;            /* the first rows are those as asked */
};

/* The row of that model as asked, or NULL. */
static const struct sensitivity_row *find_asked(const struct sensitivity *m, const char *model)
{
    for (size_t i = 0; i < m->n_asked; i++)
        if (strcmp(m->rows[i].model, model) == 0)
            return &m->rows[i];
    return NULL;
}

/* Adds the row of G, of A or (NULL) as asked. 0, or -1 when there is no memory. */
static int add_row(struct session *s, struct sensitivity *m, const struct alternative *a,
                   const struct group *g)
{
    const struct sensitivity_row *asked = find_asked(m, g->label);
    struct km_quantile median = group_quantile(g, 0.5);
    struct sensitivity_row row = {.choice = a ? a->choice : "as asked",
                                  .value = a ? a->value : NULL,
                                  .model = arena_copy(&s->arena, span_of(g->label)),
                                  .episodes = g->episodes,
                                  .events = g->events,
                                  .median = median.time,
                                  .low = median.lower,
                                  .high = median.upper,
                                  .change = a && asked ? median.time - asked->median : (double)NAN,
                                  .status = g->status,
                                  .status_name = median_status_name[g->status],
                                  .is_another = a && a->is_another};
    m->rows[m->n++] = row;
    return row.model ? 0 : -1;
}

static int add_rows(struct session *s, struct sensitivity *m, const struct alternative *a,
                    const struct cohort *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (estimates_wants(s, c, &c->v[i]) && add_row(s, m, a, &c->v[i]) != 0)
            return -1;
    return 0;
}

/* The study again, with the alternative in place of what was asked. */
static int add_alternative(struct session *s, struct sensitivity *m, struct alternative *a)
{
    struct study study = {.d = s->study.d, .rules = a->rules, .chosen = s->study.chosen};
    struct episodes episodes = {0};
    struct cohort cohort = {0};
    int status = episodes_find(&study, &episodes);
    if (status == 0)
        status = cohort_build(study.d, &episodes, &a->grouping, &cohort);
    if (status == 0)
        status = add_rows(s, m, a, &cohort);
    if (status == 0 && cohort.n == 0)
        a->left_out = "no episode is at risk";
    cohort_release(&cohort);
    episodes_release(&episodes);
    study_release(&study);
    return status;
}

static int find_rows(struct session *s, struct sensitivity *m)
{
    size_t most = (m->others.n + 1) * ((size_t)s->dataset.models.n + 1);
    m->rows = arena_alloc(&s->arena, most * sizeof *m->rows);
    if (!m->rows || add_rows(s, m, NULL, &m->asked.cohort) != 0)
        return -1;
    m->n_asked = m->n;
    progress_begin(s->progress, (struct task){"trying other choices", NULL, m->others.n, "choice"});
    for (size_t i = 0; i < m->others.n; i++) {
        progress_look(s->progress, i);
        if (!m->others.v[i].left_out && add_alternative(s, m, &m->others.v[i]) != 0)
            return -1;
    }
    return 0;
}

/* The medians of one model over alternatives, in days. */
struct range {
    double low, high;
    size_t n, n_missing;
};

static void widen(struct range *r, double days)
{
    if (isnan(days)) {
        r->n_missing++;
        return;
    }
    r->low = r->n == 0 || days < r->low ? days : r->low;
    r->high = r->n == 0 || days > r->high ? days : r->high;
    r->n++;
}

/* "3.20 to 3.40 years" */
static void add_range(struct text *t, const struct range *r)
{
    double low = r->low / DAYS_PER_YEAR, high = r->high / DAYS_PER_YEAR;
    if (r->n == 0)
        text_addf(t, "none");
    else if (r->low < r->high)
        text_addf(t, "%.2f to %.2f years", low, high);
    else
        text_addf(t, "%.2f years", low);
    if (r->n > 0 && r->n_missing > 0)
        text_addf(t, " (none under %zu of them)", r->n_missing);
}

/* The choice that asks the same and moves the median of that model furthest; NULL when none moves
 * it by what can be seen. */
static const struct sensitivity_row *find_furthest(const struct sensitivity *m, const char *model)
{
    const struct sensitivity_row *furthest = NULL;
    for (size_t i = m->n_asked; i < m->n; i++) {
        const struct sensitivity_row *r = &m->rows[i];
        double least = furthest ? fabs(furthest->change) : 0.005 * DAYS_PER_YEAR;
        if (!r->is_another && r->status == MEDIAN_OK && strcmp(r->model, model) == 0 &&
            fabs(r->change) > least)
            furthest = r;
    }
    return furthest;
}

/* The ranges of the medians of that model, and what moves it furthest. */
static void add_ranges(struct text *t, const struct sensitivity *m, const char *model)
{
    struct range same = {0}, another = {0};
    const struct sensitivity_row *furthest = find_furthest(m, model);
    for (size_t i = m->n_asked; i < m->n; i++)
        if (strcmp(m->rows[i].model, model) == 0)
            widen(m->rows[i].is_another ? &another : &same, m->rows[i].median);
    if (same.n + same.n_missing > 0) {
        text_addf(t, "; under choices that ask the same, ");
        add_range(t, &same);
    }
    if (furthest)
        text_addf(t, ", furthest with --%s %s (%+.2f)", furthest->choice, furthest->value,
                  furthest->change / DAYS_PER_YEAR);
    if (another.n + another.n_missing > 0) {
        text_addf(t, "; by clock, landmark or target, ");
        add_range(t, &another);
    }
}

/* How far the median of each model moves that has enough events to tell; of (all), and of models
 * that were chosen, in any case. */
static void note_ranges(const struct session *s, const struct sensitivity *m, struct document *doc)
{
    for (size_t i = 0; i < m->n_asked; i++) {
        const struct sensitivity_row *asked = &m->rows[i];
        struct text t = {0};
        bool is_chosen = s->models != 0 || i + 1 == m->n_asked;
        if (asked->status == MEDIAN_SUPPRESSED || (asked->status != MEDIAN_OK && !is_chosen))
            continue;
        if (isnan(asked->median))
            text_addf(&t, "none as asked");
        else
            text_addf(&t, "%.2f years as asked", asked->median / DAYS_PER_YEAR);
        add_ranges(&t, m, asked->model);
        document_note(doc, "median of %s: %s", asked->model, text_string(&t));
        doc->failed = doc->failed || text_failed(&t);
        text_release(&t);
    }
}

static void note_few(const struct sensitivity *m, struct document *doc)
{
    size_t few = 0, missing = 0;
    for (size_t i = m->n_asked; i < m->n; i++) {
        few += m->rows[i].events < FEW_EVENTS;
        missing += isnan(m->rows[i].median) != 0;
    }
    if (few + missing > 0)
        document_note(doc,
                      "caution: rows of other choices that rest on fewer than five events, which "
                      "one council or two can move: %zu of %zu; without a median: %zu "
                      "(median_status says why)",
                      few, m->n - m->n_asked, missing);
}

/* "2025-08-20 (a year earlier), ..." */
static void note_as_of(const struct sensitivity *m, struct document *doc)
{
    struct text t = {0};
    for (size_t i = 0; i < m->others.n; i++) {
        const struct alternative *a = &m->others.v[i];
        if (!a->left_out && strcmp(a->choice, "as-of") == 0)
            text_addf(&t, "%s%s (%s)", t.n ? ", " : "", a->value, a->about);
    }
    if (t.n > 0)
        document_note(doc, "as-of: %s", text_string(&t));
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
}

static void note_choices(const struct sensitivity *m, struct document *doc)
{
    document_note(doc, "the rows as asked are those of times; every other choice changes the one "
                       "option to the value given and leaves the rest, the as-of date among them, "
                       "as it was asked; two choices at once are not tried");
    document_note(doc, "clock, landmark and target ask another question, of time from another day "
                       "or to another grade: their medians differ by design");
    document_note(doc, "what choices do to a median is not what chance does: that, its limits say");
    note_as_of(m, doc);
    for (size_t i = 0; i < m->others.n; i++)
        if (!m->others.v[i].left_out && strcmp(m->others.v[i].choice, "from") == 0)
            document_note(doc, "from: before November 2013, when Ofsted's single inspection "
                               "framework began, records are often selective: bad judgements "
                               "that later reports mention");
}

/* "scope full (no spell is marked boundary), ...": values that have one reason share it. */
static void note_left_out(const struct session *s, const struct sensitivity *m,
                          struct document *doc)
{
    const struct alternative *v = m->others.v, *last = NULL;
    struct text t = {0};
    for (size_t i = 0; i < m->others.n; i++) {
        if (!v[i].left_out)
            continue;
        if (last && strcmp(last->left_out, v[i].left_out) != 0)
            text_addf(&t, " (%s)", last->left_out);
        text_addf(&t, "%s%s %s", last ? ", " : "", v[i].choice, v[i].value);
        last = &v[i];
    }
    if (last)
        document_note(doc, "left out: %s (%s)", text_string(&t), last->left_out);
    doc->failed = doc->failed || text_failed(&t);
    text_release(&t);
    if (s->options->attribute != ATTRIBUTE_EVER)
        document_note(doc, "attribute ever is no reasonable choice and left out: it is biased by "
                           "the time that a council had to stay unimproved to have the model");
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct sensitivity *m = memory;
    if (estimates_make(s, &m->asked, ds) != 0)
        return -1;
    if (alternatives_find(&s->dataset, &s->study.rules, &m->asked.grouping, &s->arena,
                          &m->others) != 0 ||
        find_rows(s, m) != 0)
        return diags_no_memory(ds);
    note_choices(m, doc);
    note_ranges(s, m, doc);
    note_few(m, doc);
    note_left_out(s, m, doc);
    estimates_notes(s, &m->asked, doc);
    return session_table(s, doc, m->rows, m->n, sizeof *m->rows, ds);
}

static void release(void *memory)
{
    struct sensitivity *m = memory;
    estimates_release(&m->asked);
}

const struct command command_sensitivity = {
    .name = "sensitivity",
    .summary = "Does the answer hang on a choice?",
    .row = "choice (as asked first) and delivery model with time at risk, then (all)",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_DATA | GROUP_SELECT | GROUP_MODEL | GROUP_PERIOD | GROUP_STUDY |
              GROUP_EPISODES | GROUP_ORIGIN | GROUP_GROUPS | GROUP_CLOCK | GROUP_LIMITS |
              GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_DATASET,
    .state_size = sizeof(struct sensitivity),
    .release = release,
    .run = run,
};
