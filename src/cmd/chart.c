/* chart: a picture. */
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cmd/charts.h"
#include "out/ink.h"

#define CHART(id) extern const struct chart_kind chart_##id;
#include "cmd/charts.def"
#undef CHART

static const struct chart_kind *const kinds[] = {
#define CHART(id) &chart_##id,
#include "cmd/charts.def"
#undef CHART
    NULL,
};

enum {
    ALL_CHARTS =
        GROUP_DATA | GROUP_STUDY | GROUP_SELECT | GROUP_WRITE | GROUP_LINES | GROUP_MESSAGES
};

const struct chart_kind *chart_kind_at(size_t i)
{
    return kinds[i];
}

const struct chart_kind *chart_kind_named(const char *name, struct diags *ds)
{
    struct nearest near = {.wanted = span_of(name)};
    for (size_t i = 0; kinds[i]; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    for (size_t i = 0; kinds[i]; i++)
        nearest_try(&near, kinds[i]->name);
    nearest_fault(&near, "kind of chart", ds);
    return NULL;
}

int charting_make(struct session *s, const struct chart_kind *kind, struct charting *c,
                  struct document *doc, struct diags *ds)
{
    *c = (struct charting){.kind = kind, .state = calloc(1, kind->state_size + 1)};
    if (!c->state)
        return diags_no_memory(ds);
    if (kind->make(s, c->state, &c->chart, doc, ds) != 0)
        return -1;
    if (c->chart.failed)
        return diags_no_memory(ds);
    doc->chart = &c->chart;
    return 0;
}

void charting_release(struct charting *c)
{
    if (c->state && c->kind->release)
        c->kind->release(c->state);
    free(c->state);
    *c = (struct charting){0};
}

static size_t count_chosen(const struct session *s)
{
    size_t n = 0;
    for (size_t i = 0; i < dataset_n_councils(&s->dataset); i++)
        n += !s->chosen || s->chosen[i];
    return n;
}

const char *chart_keep(struct session *s, struct chart *chart, struct text *t)
{
    const char *kept = text_keep(t, &s->arena);
    chart->failed = chart->failed || !kept;
    return kept ? kept : "";
}

void chart_set_title(struct session *s, struct chart *chart, const char *title, int model)
{
    struct text t = {0};
    text_add_string(&t, title);
    if (model >= 0)
        text_addf(&t, ": %s", s->dataset.models.name[model]);
    chart->title = chart_keep(s, chart, &t);
}

void chart_set_subtitle(struct session *s, struct chart *chart, const char *what)
{
    chart_set_subtitle_of(s, chart, what, count_chosen(s));
}

void chart_set_subtitle_of(struct session *s, struct chart *chart, const char *what, size_t n)
{
    struct text t = {0};
    char day[DATE_TEXT], number[NUMBER_TEXT];
    size_t chosen = count_chosen(s);
    text_addf(&t, "%s. %s ", what, number_grouped(n, number));
    if (n < chosen)
        text_addf(&t, "of %s ", number_grouped(chosen, number));
    text_addf(&t, "council%s%s", plural(chosen), s->chosen ? " chosen" : "");
    if (s->study.rules.has_records)
        text_addf(&t, ", as of %s", date_text(date_of_day(s->study.rules.as_of), day));
    text_addf(&t, "; %s", s->dataset.name);
    chart->subtitle = chart_keep(s, chart, &t);
}

void chart_note(struct session *s, struct chart *chart, const char *format, ...)
{
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    const char *note = chart_keep(s, chart, &t);
    if (chart->n_notes < CHART_NOTES)
        chart->notes[chart->n_notes++] = note;
}

int chart_look(int model)
{
    return (model + N_SERIES - 1) % N_SERIES; /* unknown, which is 0, last */
}

int chart_model(const struct session *s, const char *name, int *model, struct diags *ds)
{
    *model = -1;
    for (int i = 0; i < s->dataset.models.n; i++) {
        if (!(s->models >> i & 1))
            continue;
        if (*model >= 0)
            return diags_fault(ds, FAULT_USAGE, "%s shows one model, or all: give -M once", name);
        *model = i;
    }
    return 0;
}

const char *chart_dash(int model)
{
    return ink_dash(chart_look(model) + model / N_SERIES);
}

unsigned chart_groups(const struct chart_kind *kind)
{
    return ALL_CHARTS | kind->groups;
}

/* How the options of one kind fit it, and that what has no form as text is not drawn so. */
static int check(const struct options *o, const struct writer *writer, struct diags *ds)
{
    const struct chart_kind *kind = chart_kind_named(o->operands.v[0], ds);
    if (!kind || options_check(o, chart_groups(kind), kind->name, ds) != 0)
        return -1;
    if (strcmp(writer->name, "text") == 0 && !kind->has_text)
        return diags_fault(ds, FAULT_USAGE,
                           "%s is not drawn as text: add -o FILE.svg (- is standard output)",
                           kind->name);
    if (strcmp(writer->name, "text") == 0 && o->width > 0 && (size_t)o->width < kind->columns)
        return diags_fault(ds, FAULT_USAGE, "--width %lld: %s as text needs at least %zu columns",
                           (long long)o->width, kind->name, kind->columns);
    return 0;
}

static int run(struct session *s, void *state, struct document *doc, struct diags *ds)
{
    const struct chart_kind *kind = chart_kind_named(s->options->operands.v[0], ds);
    return kind ? charting_make(s, kind, state, doc, ds) : -1;
}

static void release(void *state)
{
    charting_release(state);
}

static bool kind_term(size_t i, struct term *term)
{
    if (!kinds[i])
        return false;
    *term = (struct term){kinds[i]->name, kinds[i]->meaning};
    return true;
}

static unsigned groups_of(const char *name)
{
    for (size_t i = 0; kinds[i]; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return chart_groups(kinds[i]);
    return 0;
}

const struct command command_chart = {
    .name = "chart",
    .summary = "What does it look like? (pictures, as SVG or in the terminal)",
    .groups = ALL_CHARTS | GROUP_MODEL | GROUP_PERIOD | GROUP_EPISODES | GROUP_ORIGIN |
              GROUP_GROUPS | GROUP_CLOCK | GROUP_LIMITS | GROUP_IMPROVED | GROUP_ASCII,
    .content = CONTENT_CHART,
    .operand = OPERAND_KIND_DATASET,
    .terms = "kinds",
    .term = kind_term,
    .groups_of = groups_of,
    .check = check,
    .state_size = sizeof(struct charting),
    .release = release,
    .run = run,
};
