/* chart mix: the numbers of `mix`, as bars of shares. */
#include "base/number.h"
#include "cmd/charts.h"
#include "cmd/grades.h"
#include "out/stacks.h"
#include "study/mix.h"

struct mix_state {
    struct mixes mixes;
    struct stacks stacks;
};

/* What the chart is made of: the rows of one model or of all, N_PARTS for each day, best grade
 * first, none last. */
struct making {
    struct session *s;
    struct chart *chart;
    const struct mix *rows;
    size_t n_days, n_parts;
    int model; /* -1: all */
    struct grades grades;
};

/* Bars have the councils without a grade at the top, then the best grade. */
static size_t row_of_part(const struct making *m, size_t part)
{
    return part == 0 ? m->n_parts - 1 : part - 1;
}

static const struct mix *row_at(const struct making *m, size_t day, size_t part)
{
    return &m->rows[day * m->n_parts + row_of_part(m, part)];
}

static const char *label_of(const struct making *m, const struct mix *x)
{
    return x->rank == RANK_NONE ? "no grade yet" : scale_label(&m->s->dataset.scale, x->rank);
}

/* "2015-12-31: 2 of 152 councils good (1.3%): Slough, Leeds" */
static const char *tip_of(struct making *m, const struct mix *x)
{
    struct text t = {0};
    char day[DATE_TEXT], councils[NUMBER_TEXT], total[NUMBER_TEXT];
    text_addf(&t, "%s: %s of %s council%s %s (%.1f%%)", date_text(date_of_day(x->day), day),
              number_grouped(x->councils, councils), number_grouped(x->councils_total, total),
              plural(x->councils_total), label_of(m, x),
              100 * (double)x->councils / (double)x->councils_total);
    for (size_t i = 0; x->councils <= MOST_NAMED && i < x->councils; i++)
        text_addf(&t, "%s%s", i ? ", " : ": ", m->s->dataset.councils[x->first[i]].name);
    return chart_keep(m->s, m->chart, &t);
}

static void make_parts(struct making *m, struct stack_part *parts)
{
    parts[0] = (struct stack_part){"no grade yet", "none", -1};
    for (size_t i = 0; i < m->grades.n; i++)
        parts[i + 1] =
            (struct stack_part){m->grades.v[i].label, m->grades.v[i].letters, m->grades.v[i].place};
}

static void make_stack(struct making *m, size_t day, struct stack *stack)
{
    size_t *counts = arena_alloc(&m->s->arena, m->n_parts * sizeof *counts);
    const char **tips = arena_alloc(&m->s->arena, m->n_parts * sizeof *tips);
    struct text label = {0};
    m->chart->failed = m->chart->failed || !counts || !tips;
    for (size_t i = 0; i < m->n_parts && !m->chart->failed; i++) {
        const struct mix *x = row_at(m, day, i);
        counts[i] = x->councils;
        tips[i] = x->councils ? tip_of(m, x) : NULL;
    }
    text_addf(&label, "%d", date_year(date_of_day(row_at(m, day, 0)->day)));
    *stack = (struct stack){chart_keep(m->s, m->chart, &label), counts, tips,
                            row_at(m, day, 0)->councils_total};
}

static const char *date_kept(struct making *m, size_t day)
{
    struct text t = {0};
    char date[DATE_TEXT];
    text_add_string(&t, date_text(date_of_day(row_at(m, day, 0)->day), date));
    return chart_keep(m->s, m->chart, &t);
}

static void make_stacks(struct making *m, struct stacks *stacks)
{
    struct stack_part *parts = arena_alloc(&m->s->arena, (m->n_parts + 1) * sizeof *parts);
    struct stack *v = arena_alloc(&m->s->arena, (m->n_days + 1) * sizeof *v);
    m->chart->failed = m->chart->failed || !parts || !v;
    if (m->chart->failed)
        return;
    make_parts(m, parts);
    for (size_t i = 0; i < m->n_days && !m->chart->failed; i++)
        make_stack(m, i, &v[i]);
    *stacks = (struct stacks){.total_label = "Councils",
                              .last_label = m->n_days ? date_kept(m, m->n_days - 1) : NULL,
                              .parts = parts,
                              .n_parts = m->n_parts,
                              .stacks = v,
                              .n_stacks = m->n_days};
}

/* Adds the shares of a day: "2015-12-31, 152 councils: good 20 (13.2%), ...". */
static void add_day(struct text *t, const struct making *m, size_t day)
{
    const struct mix *x = row_at(m, day, 0);
    char date[DATE_TEXT], number[NUMBER_TEXT];
    text_addf(t, " %s, %s council%s:", date_text(date_of_day(x->day), date),
              number_grouped(x->councils_total, number), plural(x->councils_total));
    for (size_t i = 0, n = 0; i < m->n_parts; i++) {
        x = &m->rows[day * m->n_parts + i];
        if (x->councils > 0)
            text_addf(t, "%s %s %s (%.1f%%)", n++ ? "," : "", label_of(m, x),
                      number_grouped(x->councils, number),
                      100 * (double)x->councils / (double)x->councils_total);
    }
    text_add_char(t, '.');
}

static const char *describe(struct making *m)
{
    struct text t = {0};
    text_addf(&t,
              "A bar for each of %zu days, cut into the shares of councils by their grade, the "
              "best grade above.",
              m->n_days);
    if (m->n_days > 0)
        add_day(&t, m, 0);
    if (m->n_days > 1)
        add_day(&t, m, m->n_days - 1);
    return chart_keep(m->s, m->chart, &t);
}

/* What the bars are of: "Councils open on 31 December of each year, under the model trust". */
static const char *what_is_shown(struct making *m)
{
    struct text t = {0};
    text_add_string(&t, "Councils open on 31 December of each year");
    if (m->model >= 0)
        text_addf(&t, " and then under the model %s", m->s->dataset.models.name[m->model]);
    return chart_keep(m->s, m->chart, &t);
}

static void add_notes(struct making *m)
{
    const struct mix *last = m->n_days ? row_at(m, m->n_days - 1, 0) : NULL;
    struct text how = {0};
    char day[DATE_TEXT];
    text_add_string(&how, "The grade of a day is that of the latest graded inspection by then.");
    if (last && date_year(date_of_day(last->day + 1)) == date_year(date_of_day(last->day)))
        text_addf(&how, " The last bar is of %s.", date_text(date_of_day(last->day), day));
    chart_note(m->s, m->chart, "%s", text_string(&how));
    m->chart->failed = m->chart->failed || text_failed(&how);
    text_release(&how);
    chart_note(m->s, m->chart,
               "No grade yet: the records hold no graded inspection by then, which is not to say "
               "that there was none.");
    if (m->model >= 0)
        chart_note(m->s, m->chart,
                   "Councils come under a model and leave it, and are not assigned to it by lot: a "
                   "difference between models, or years, is not an effect of them.");
}

/* Counts, and takes the rows of the model. */
static int take_rows(struct making *m, struct mixes *mixes, struct diags *ds)
{
    int32_t first, *days;
    size_t n_days, n = 0;
    if (mix_first_day(&m->s->study, &first) != 0)
        return diags_no_memory(ds);
    if (session_years(m->s, first, &days, &n_days, ds) != 0)
        return -1;
    if (mix_count(&m->s->study, days, n_days, mixes) != 0)
        return diags_no_memory(ds);
    struct mix *rows = arena_alloc(&m->s->arena, (n_days * m->n_parts + 1) * sizeof *rows);
    if (!rows)
        return diags_no_memory(ds);
    for (size_t i = 0; i < mixes->n; i++)
        if (mixes->v[i].model == m->model)
            rows[n++] = mixes->v[i];
    m->rows = rows;
    m->n_days = n / m->n_parts;
    return 0;
}

/* Why there is nothing to draw; NULL where there is something. */
static const char *why_empty(const struct making *m)
{
    for (size_t i = 0; i < m->n_days; i++)
        if (row_at(m, i, 0)->councils_total > 0)
            return NULL;
    return m->model < 0 ? "No data: there is no council, or no day, to count."
                        : "No data: no council was under this model on these days.";
}

static int make(struct session *s, void *memory, struct chart *chart, struct document *doc,
                struct diags *ds)
{
    struct mix_state *state = memory;
    struct making m = {.s = s, .chart = chart};
    (void)doc;
    if (chart_model(s, "mix", &m.model, ds) != 0 ||
        grades_make(&s->dataset.scale, &s->arena, &m.grades, ds) != 0)
        return -1;
    m.n_parts = m.grades.n + 1;
    if (take_rows(&m, &state->mixes, ds) != 0)
        return -1;
    make_stacks(&m, &state->stacks);
    chart_set_title(s, chart, "Share of councils by grade, year by year", m.model);
    chart_set_subtitle(s, chart, what_is_shown(&m));
    chart->description = describe(&m);
    add_notes(&m);
    chart->form = &stacks_form;
    chart->content = &state->stacks;
    chart->empty = why_empty(&m);
    return 0;
}

static void release(void *memory)
{
    mix_release(&((struct mix_state *)memory)->mixes);
}

const struct chart_kind chart_mix = {
    .name = "mix",
    .meaning = "share of councils by grade, year by year, of all or of one delivery model",
    .groups = GROUP_MODEL | GROUP_PERIOD,
    .numbers = "mix",
    .state_size = sizeof(struct mix_state),
    .release = release,
    .make = make,
};
