/* chart coverage: councils under each model day by day, and the numbers of `coverage --by year`. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cmd/charts.h"
#include "out/steps.h"
#include "study/arrangements.h"

enum { NAMES = 6 }; /* councils that the words of one day name */

struct coverage_state {
    struct arrangements arrangements;
    struct coverages table; /* at the end of each year */
    struct steps steps;
};

/* An arrangement that starts, or ends, on a day. */
struct change {
    const struct arrangement *a;
    int32_t day;
    bool is_end;
};

struct changes {
    struct change *v;
    size_t n;
};

/* The chart on its way: days FROM to TO, of which the last is known to the end. */
struct drawing {
    struct session *s;
    struct chart *chart;
    struct coverage_state *state;
    int32_t *days; /* ends of years */
    size_t n_days, n_models;
    int32_t from, to;
    struct changes changes; /* by model, day, starts first, council */
    bool has_heirs;         /* something goes on in another council */
};

/* The year, and as a fraction how far it has gone on the morning of DAY. */
static double year_of(int32_t day)
{
    int year = date_year(date_of_day(day));
    int32_t first = date_first_day(date_of(year, 1, 1));
    int32_t length = date_first_day(date_of(year, 12, 31)) + 1 - first;
    return year + (double)(day - first) / length;
}

static int compare_changes(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    if (x->a->model != y->a->model)
        return x->a->model < y->a->model ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->is_end != y->is_end)
        return x->is_end ? 1 : -1;
    return x->a < y->a ? -1 : x->a > y->a;
}

/* Starts and ends within the days drawn. 0 or -1. */
static int find_changes(struct drawing *d)
{
    const struct arrangements *a = &d->state->arrangements;
    struct changes *c = &d->changes;
    c->v = malloc((2 * a->n + 1) * sizeof *c->v);
    if (!c->v)
        return -1;
    for (size_t i = 0; i < a->n; i++) {
        const struct arrangement *x = &a->v[i];
        if (d->from <= x->start && x->start <= d->to)
            c->v[c->n++] = (struct change){x, x->start, false};
        if (d->from <= x->end && x->end <= d->to)
            c->v[c->n++] = (struct change){x, x->end, true};
    }
    if (c->n > 0)
        qsort(c->v, c->n, sizeof *c->v, compare_changes);
    return 0;
}

/* Whether the change is a new arrangement, or the end of one; else it goes on in, or from, another
 * council. */
static bool is_counted(const struct change *c)
{
    return c->is_end ? c->a->has_ended : c->a->is_new;
}

/* What became of an arrangement that ended: ", then in-house". */
static void add_next(struct text *t, const struct drawing *d, const struct arrangement *a)
{
    const struct arrangements *all = &d->state->arrangements;
    const struct arrangement *next = a + 1 < all->v + all->n ? a + 1 : NULL;
    if (next && next->council == a->council && next->start == a->end)
        text_addf(t, "then %s", d->s->dataset.models.name[next->model]);
    else
        text_add_string(t, "the council closed");
}

/* "Slough (Slough Children First, directed, 2021-04-01)": who, by whom, why, when as written. */
static void add_council(struct text *t, const struct drawing *d, const struct change *c)
{
    const struct dataset *data = &d->s->dataset;
    const struct arrangement *a = c->a;
    const struct spell spell = a->spell == NO_SPELL ? (struct spell){0} : spell_at(data, a->spell);
    char written[DATE_TEXT];
    date_text(c->is_end ? a->end_date : a->start_date, written);
    text_addf(t, "%s (", data->councils[a->council].name);
    if (spell.provider)
        text_addf(t, "%s, ", spell.provider);
    if (c->is_end)
        add_next(t, d, a);
    else
        text_add_string(t, spell.trigger ? trigger_name[spell.trigger] : "trigger not recorded");
    if (written[0] && strlen(written) < strlen("YYYY-MM-DD"))
        text_addf(t, ", dated %s", written);
    text_add_char(t, ')');
}

/* What happened on the day of the N changes at C that are ends, and counted, as told; NULL where
 * nothing did. */
static const char *day_tip(struct drawing *d, const struct change *c, size_t n, bool is_end,
                           bool counted, const char *what, size_t councils)
{
    struct text t = {0};
    char day[DATE_TEXT];
    size_t told = 0;
    for (size_t i = 0; i < n; i++) {
        if (c[i].is_end != is_end || is_counted(&c[i]) != counted)
            continue;
        if (told++ == 0)
            text_addf(&t, "%s, %s, %s: ", d->s->dataset.models.name[c->a->model],
                      date_text(date_of_day(c->day), day), what);
        else if (told <= NAMES)
            text_add_string(&t, ", ");
        if (told <= NAMES)
            add_council(&t, d, &c[i]);
    }
    if (told > NAMES)
        text_addf(&t, " and %zu more", told - NAMES);
    if (told == 0 && !text_failed(&t))
        return NULL;
    text_addf(&t, "; %zu council%s then", councils, plural(councils));
    return chart_keep(d->s, d->chart, &t);
}

/* Both of what goes on in another council, and from another. */
static const char *heirs_tip(struct drawing *d, const struct change *c, size_t n, size_t councils)
{
    const char *taken = day_tip(d, c, n, false, false, "taken over", councils);
    const char *given = day_tip(d, c, n, true, false, "goes on in a successor", councils);
    struct text t = {0};
    if (!taken && !given)
        return NULL;
    d->has_heirs = true;
    text_addf(&t, "%s%s%s", given ? given : "", given && taken ? ". " : "", taken ? taken : "");
    return chart_keep(d->s, d->chart, &t);
}

/* The N changes at C, all on one day, as a step of S and marks on it. */
static void add_day(struct drawing *d, const struct change *c, size_t n, size_t councils,
                    struct step_series *s, struct step *steps, struct step_mark *marks)
{
    const double x = year_of(c->day), y = (double)councils;
    const char *started = day_tip(d, c, n, false, true, "started", councils);
    const char *ended = day_tip(d, c, n, true, true, "ended", councils);
    steps[s->n_steps++] = (struct step){x, y, NAN, NAN, heirs_tip(d, c, n, councils)};
    if (started)
        marks[s->n_marks++] = (struct step_mark){x, y, SIGN_STARTED, started};
    if (ended)
        marks[s->n_marks++] = (struct step_mark){x, y, SIGN_ENDED, ended};
}

/* Councils under MODEL on the eve of the first day. */
static size_t count_before(const struct drawing *d, int model)
{
    const struct arrangements *a = &d->state->arrangements;
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        n += a->v[i].model == model && a->v[i].start < d->from && d->from <= a->v[i].end;
    return n;
}

/* The changes of MODEL. */
static struct changes changes_of(const struct drawing *d, int model)
{
    struct changes c = d->changes;
    while (c.n > 0 && c.v->a->model != model) {
        c.v++;
        c.n--;
    }
    for (size_t n = c.n; n > 0 && c.v[n - 1].a->model != model; n--)
        c.n = n - 1;
    return c;
}

/* "12 councils on 2026-08-20, at most 13". */
static void set_words(struct drawing *d, struct step_series *s, size_t last, size_t most)
{
    struct text end = {0}, words = {0};
    char number[NUMBER_TEXT], day[DATE_TEXT];
    text_addf(&end, "%s %s", s->label, number_grouped(last, number));
    text_addf(&words, "%s council%s on %s", number_grouped(last, number), plural(last),
              date_text(date_of_day(d->to), day));
    text_addf(&words, ", at most %s", number_grouped(most, number));
    s->end_label = chart_keep(d->s, d->chart, &end);
    s->words = chart_keep(d->s, d->chart, &words);
}

/* The line of MODEL, added to the series unless no council was under it in these days. */
static void draw_model(struct drawing *d, int model, struct step_series *series)
{
    struct steps *all = &d->state->steps;
    const struct changes c = changes_of(d, model);
    size_t councils = count_before(d, model), most = councils;
    struct step *steps = arena_alloc(&d->s->arena, (c.n + 1) * sizeof *steps);
    struct step_mark *marks = arena_alloc(&d->s->arena, (2 * c.n + 1) * sizeof *marks);
    struct step_series s = {.label = d->s->dataset.models.name[model],
                            .look = chart_look(model),
                            .dash = chart_dash(model),
                            .start_x = councils > 0 || c.n == 0 ? all->first_x : year_of(c.v->day),
                            .start_y = (double)councils,
                            .end_x = year_of(d->to),
                            .steps = steps,
                            .marks = marks,
                            .middle_x = NAN};
    d->chart->failed = d->chart->failed || !steps || !marks;
    for (size_t i = 0, n; i < c.n && !d->chart->failed; i += n) {
        for (n = 0; i + n < c.n && c.v[i + n].day == c.v[i].day; n++)
            councils = c.v[i + n].is_end ? councils - 1 : councils + 1;
        most = councils > most ? councils : most;
        add_day(d, &c.v[i], n, councils, &s, steps, marks);
    }
    if (d->chart->failed || (most == 0 && c.n == 0))
        return;
    set_words(d, &s, councils, most);
    all->top_y = fmax(all->top_y, (double)most);
    series[all->n_series++] = s;
}

/* The model that is not drawn unless it is asked for: the large rest would squash the others. */
static bool is_rest(const struct session *s, int model)
{
    return s->models == 0 && (model == MODEL_IN_HOUSE || model == s->study.rules.uncovered);
}

/* A row of numbers, one a year, of the model that is the I-th in the table. */
enum row_kind { ROW_COUNCILS, ROW_STARTED, ROW_ENDED, ROW_KINDS };

static const size_t *counts_of(struct drawing *d, size_t model, enum row_kind kind)
{
    size_t *counts = arena_alloc(&d->s->arena, d->n_days * sizeof *counts);
    d->chart->failed = d->chart->failed || !counts;
    for (size_t i = 0; i < d->n_days && counts; i++) {
        const struct coverage *c = &d->state->table.v[i * d->n_models + model];
        if (kind == ROW_COUNCILS)
            counts[i] = c->councils;
        else if (!c->has_changes)
            counts[i] = STEP_MISSING;
        else
            counts[i] = kind == ROW_STARTED ? c->started : c->ended;
    }
    return counts;
}

static void add_rows(struct drawing *d, size_t model, const struct step_series *series,
                     struct step_row *rows)
{
    static const char *const lesser[] = {NULL, "started", "ended"};
    struct steps *steps = &d->state->steps;
    const char *name = d->s->dataset.models.name[d->state->table.v[model].model];
    for (enum row_kind kind = ROW_COUNCILS; kind < ROW_KINDS; kind++)
        rows[steps->n_rows++] = (struct step_row){.label = kind ? lesser[kind] : name,
                                                  .series = kind ? NULL : series,
                                                  .is_lesser = kind != ROW_COUNCILS,
                                                  .adds_up = kind != ROW_COUNCILS,
                                                  .counts = counts_of(d, model, kind)};
}

/* Lines and rows of all models that are wanted. */
static void draw_models(struct drawing *d)
{
    struct steps *steps = &d->state->steps;
    struct step_series *series = arena_alloc(&d->s->arena, (d->n_models + 1) * sizeof *series);
    struct step_row *rows = arena_alloc(&d->s->arena, (ROW_KINDS * d->n_models + 1) * sizeof *rows);
    d->chart->failed = d->chart->failed || !series || !rows;
    steps->series = series;
    steps->rows = rows;
    for (size_t i = 0; i < d->n_models && !d->chart->failed; i++) {
        int model = d->state->table.v[i].model;
        size_t before = steps->n_series;
        if (!session_wants(d->s, model))
            continue;
        if (!is_rest(d->s, model))
            draw_model(d, model, series);
        add_rows(d, i, steps->n_series > before ? &series[before] : NULL, rows);
    }
}

/* A column for each year: the number stands in its middle, and holds at its end. */
static void add_columns(struct drawing *d)
{
    struct steps *steps = &d->state->steps;
    struct step_column *columns = arena_alloc(&d->s->arena, (d->n_days + 1) * sizeof *columns);
    d->chart->failed = d->chart->failed || !columns;
    for (size_t i = 0; i < d->n_days && columns; i++) {
        int year = date_year(date_of_day(d->days[i]));
        struct text label = {0}, brief = {0};
        text_addf(&label, "%d", year);
        text_addf(&brief, "'%02d", year % 100);
        columns[i] = (struct step_column){year + 0.5, year + 1, chart_keep(d->s, d->chart, &label),
                                          chart_keep(d->s, d->chart, &brief)};
    }
    steps->columns = columns;
    steps->n_columns = d->n_days;
    steps->first_x = date_year(date_of_day(d->from));
    steps->last_x = date_year(date_of_day(d->to)) + 1;
}

/* How many were under the models that are not drawn. */
static void note_rest(struct drawing *d, struct text *t)
{
    char day[DATE_TEXT], number[NUMBER_TEXT];
    const struct coverage *last = &d->state->table.v[(d->n_days - 1) * d->n_models];
    for (size_t i = 0; i < d->n_models; i++)
        if (is_rest(d->s, last[i].model))
            text_addf(t, "%s%s %s", t->n ? " and " : "Not drawn, being the rest: ",
                      number_grouped(last[i].councils, number),
                      d->s->dataset.models.name[last[i].model]);
    if (t->n > 0)
        text_addf(t, ", of %s council%s open on %s.", number_grouped(last->councils_total, number),
                  plural(last->councils_total), date_text(date_of_day(d->to), day));
}

static void add_notes(struct drawing *d)
{
    struct text rest = {0};
    char day[DATE_TEXT];
    if (d->n_models > 0)
        note_rest(d, &rest);
    if (rest.n > 0)
        chart_note(d->s, d->chart, "%s", text_string(&rest));
    d->chart->failed = d->chart->failed || text_failed(&rest);
    text_release(&rest);
    if (!d->chart->empty)
        chart_note(d->s, d->chart,
                   "Numbers: councils at the end of the year, the last on %s; arrangements started "
                   "and ended since the column before. Renames (another provider of the same "
                   "model) and inheritances (a successor council goes on) are neither.",
                   date_text(date_of_day(d->to), day));
}

static const char *describe(struct drawing *d)
{
    const struct steps *steps = &d->state->steps;
    struct text t = {0};
    char from[DATE_TEXT], to[DATE_TEXT];
    text_addf(&t, "Step lines of the number of councils under each delivery model from %s to %s.",
              date_text(date_of_day(d->from), from), date_text(date_of_day(d->to), to));
    for (size_t i = 0; i < steps->n_series; i++)
        text_addf(&t, " %s: %s.", steps->series[i].label, steps->series[i].words);
    return chart_keep(d->s, d->chart, &t);
}

/* "Councils under trust and partnership, 2007 to 2026". */
static const char *title(struct drawing *d)
{
    const struct steps *steps = &d->state->steps;
    struct text t = {0};
    text_add_string(&t, "Councils under ");
    if (d->s->models == 0 || steps->n_series == 0 || steps->n_series > 3)
        text_addf(&t, "%s delivery model%s", d->s->models ? "the" : "each",
                  d->s->models ? "s chosen" : "");
    else
        for (size_t i = 0; i < steps->n_series; i++)
            text_addf(&t, "%s%s",
                      i == 0                    ? ""
                      : i + 1 < steps->n_series ? ", "
                                                : " and ",
                      steps->series[i].label);
    if (d->n_days > 0)
        text_addf(&t, ", %.0f", steps->first_x);
    if (d->n_days > 1)
        text_addf(&t, " to %.0f", steps->last_x - 1);
    return chart_keep(d->s, d->chart, &t);
}

static const char *why_empty(const struct drawing *d)
{
    if (d->state->steps.n_series > 0)
        return NULL;
    if (!d->s->study.rules.has_records)
        return "No data: there is no judgement, so no day to look from (--as-of names one).";
    if (d->n_days == 0)
        return "Nothing to draw: no year ends between --from and --to.";
    return d->s->models ? "Nothing to draw: no council was under the models chosen."
                        : "Nothing to draw: no council was under a model other than in-house.";
}

static void draw(struct drawing *d)
{
    struct steps *steps = &d->state->steps;
    *steps = (struct steps){
        .y_label = "Councils", .rows_label = "At the end of the year", .keeps_last = true};
    if (d->n_days == 0)
        return;
    d->n_models = d->state->table.n / d->n_days;
    d->to = d->days[d->n_days - 1];
    d->from = date_first_day(date_of(date_year(date_of_day(d->days[0])), 1, 1));
    d->chart->failed = d->chart->failed || find_changes(d) != 0;
    add_columns(d);
    draw_models(d);
}

static void set_words_of_chart(struct drawing *d)
{
    struct chart *chart = d->chart;
    chart->title = title(d);
    chart->description = describe(d);
    chart->empty = why_empty(d);
    chart->signs = d->has_heirs
                       ? "+: an arrangement starts; \u2212: one ends; dots: one goes on in a "
                         "successor council. Point at them for councils, providers and "
                         "dates."
                       : "+: an arrangement starts; \u2212: one ends. Point at them for "
                         "councils, providers and dates.";
    chart_set_subtitle(d->s, chart, "Arrangements day by day");
    if (d->n_days > 0)
        add_notes(d);
}

static int make(struct session *s, void *memory, struct chart *chart, struct document *doc,
                struct diags *ds)
{
    struct coverage_state *state = memory;
    struct drawing d = {.s = s, .chart = chart, .state = state};
    int32_t first = DAY_LAST;
    if (arrangements_find(&s->study, &state->arrangements) != 0)
        return diags_no_memory(ds);
    arrangements_first_start(&state->arrangements, &first);
    if (session_years(s, first, &d.days, &d.n_days, ds) != 0)
        return -1;
    if (coverage_count(&s->study, d.days, d.n_days, &state->table) != 0)
        return diags_no_memory(ds);
    draw(&d);
    free(d.changes.v);
    set_words_of_chart(&d);
    chart->form = &steps_form;
    chart->content = &state->steps;
    session_note_changes(doc);
    return 0;
}

static void release(void *memory)
{
    struct coverage_state *state = memory;
    arrangements_release(&state->arrangements);
    coverage_release(&state->table);
}

const struct chart_kind chart_coverage = {
    .name = "coverage",
    .meaning = "councils under each delivery model over time, with starts and ends",
    .groups = GROUP_MODEL | GROUP_PERIOD | GROUP_ASCII,
    .has_text = true,
    .numbers = "coverage --by year",
    .state_size = sizeof(struct coverage_state),
    .release = release,
    .make = make,
};
