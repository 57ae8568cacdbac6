#include "cmd/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/charts.h"
#include "study/trajectory.h"

int timeline_begin(struct timeline *t, struct session *s, int32_t from, int32_t last,
                   struct diags *ds)
{
    *t = (struct timeline){.s = s, .from = from, .last = last, .earliest = DAY_LAST};
    if (grades_make(&s->dataset.scale, &s->arena, &t->grades, ds) != 0)
        return -1;
    t->dots = calloc(t->grades.n + 1, sizeof *t->dots);
    t->in_force = calloc(t->grades.n + 1, sizeof *t->in_force);
    return t->dots && t->in_force && successors_find(&t->successors, &s->dataset) == 0
               ? 0
               : diags_no_memory(ds);
}

void timeline_release(struct timeline *t)
{
    free(t->dots);
    free(t->in_force);
    successors_release(&t->successors);
    directives_release(&t->directives);
    *t = (struct timeline){0};
}

static const char *keep(struct timeline *t, struct text *text)
{
    const char *kept = text_keep(text, &t->s->arena);
    t->failed = t->failed || !kept;
    return kept;
}

static void *take(struct timeline *t, size_t n, size_t size)
{
    void *v = arena_alloc(&t->s->arena, (n + 1) * size);
    t->failed = t->failed || !v;
    return v;
}

static bool is_within(const struct timeline *t, int32_t day)
{
    return t->from <= day && day <= t->last;
}

static void note_day(struct timeline *t, int32_t day)
{
    if (is_within(t, day) && day < t->earliest)
        t->earliest = day;
}

/* "; source X; ratings.csv, line 12" */
static void add_record(struct text *tip, const char *source, const char *file, uint32_t line)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    if (source && *source)
        text_addf(tip, "; source %s", source);
    text_addf(tip, "; %s%sline %u", slash ? slash + 1 : file ? file : "", file ? ", " : "", line);
}

static void add_date(struct text *tip, const char *what, struct date date)
{
    char day[DATE_TEXT];
    if (date_is_known(date))
        text_addf(tip, "%s%s", what, date_text(date, day));
}

/* ", in-house" or ", trust, Slough Children First" */
static void add_model(struct text *tip, const struct dataset *d, const struct period *p)
{
    text_addf(tip, "%s", d->models.name[p->model]);
    const char *provider = p->spell == NO_SPELL ? NULL : spell_at(d, p->spell).provider;
    if (provider)
        text_addf(tip, ", %s", provider);
}

static const char *dot_tip(struct timeline *t, const struct history *h, const struct inspection *i)
{
    const struct dataset *d = &t->s->dataset;
    const struct judgement kept = judgement_at(d, i->judgement), *j = &kept;
    const char *framework = intern_text(&d->frameworks, j->framework);
    struct text tip = {0};
    text_addf(&tip, "%s: %s (%s)", h->council->name, judgement_word(d, j),
              intern_text(&d->kinds, j->kind));
    add_date(&tip, ", inspected ", j->inspected);
    add_date(&tip, ", published ", j->published);
    text_addf(&tip, "%s%s; model judged: ", *framework ? ", " : "", framework);
    add_model(&tip, d, history_period(h, i->day - 1));
    add_record(&tip, judgement_source(d, j), d->ratings_file, j->line);
    return keep(t, &tip);
}

static void add_dots(struct timeline *t, const struct history *h, struct lane *lane)
{
    struct lane_dot *dots = take(t, h->n, sizeof *dots);
    for (size_t i = 0; i < h->n && !t->failed; i++) {
        const struct inspection *in = &h->inspections[i];
        const struct grade *g = grades_of_rank(&t->grades, in->rank);
        if (!is_within(t, in->day))
            continue;
        dots[lane->n_dots++] = (struct lane_dot){in->day, g->place, g->letters, dot_tip(t, h, in)};
        t->dots[g - t->grades.v]++;
        t->n_dots++;
        note_day(t, in->day);
    }
    lane->dots = dots;
}

/* "Slough: inadequate from 2014-02-17 to 2018-11-05" */
static const char *run_tip(struct timeline *t, const struct history *h, const struct inspection *i,
                           const struct inspection *next)
{
    const struct dataset *d = &t->s->dataset;
    struct text tip = {0};
    text_addf(&tip, "%s: ", h->council->name);
    if (i)
        text_addf(&tip, "%s", inspection_word(d, i));
    else
        text_add_string(&tip, "no grade known");
    if (i)
        add_date(&tip, " from ", i->date);
    if (next)
        add_date(&tip, i ? " to " : " before ", next->date);
    else if (h->closed != DAY_LAST)
        add_date(&tip, ", until it closed, ", h->council->closed);
    else
        add_date(&tip, ", still on ", date_of_day(t->s->study.rules.as_of));
    return keep(t, &tip);
}

/* What was in force from one inspection to the next, within the council's life; before the first,
 * nothing known. */
static void add_runs(struct timeline *t, const struct history *h, struct lane *lane)
{
    const int32_t as_of = t->s->study.rules.as_of;
    const int32_t life_end = h->closed < as_of ? h->closed : as_of;
    struct lane_run *runs = take(t, h->n + 1, sizeof *runs);
    for (size_t i = 0; i <= h->n && !t->failed; i++) {
        const struct inspection *now = i > 0 ? &h->inspections[i - 1] : NULL;
        const struct inspection *next = i < h->n ? &h->inspections[i] : NULL;
        int32_t start = now && now->day > h->opened ? now->day : h->opened;
        int32_t end = next && next->day < life_end ? next->day : life_end;
        if (start >= end || end <= t->from || start >= t->last)
            continue;
        const struct grade *g = now ? grades_of_rank(&t->grades, now->rank) : NULL;
        runs[lane->n_runs++] =
            (struct lane_run){start, end, g ? g->place : -1, run_tip(t, h, now, next)};
        if (g)
            t->in_force[g - t->grades.v] = true;
    }
    lane->runs = runs;
}

static const char *band_tip(struct timeline *t, const struct history *h, const struct period *p)
{
    const struct dataset *d = &t->s->dataset;
    const struct spell spell = spell_at(d, p->spell);
    const char *trigger = trigger_name[spell.trigger];
    struct text tip = {0};
    text_addf(&tip, "%s: ", h->council->name);
    add_model(&tip, d, p);
    add_date(&tip, ", from ", p->start_date);
    if (p->end > h->closed)
        add_date(&tip, ", until the council closed, ", h->council->closed);
    else if (p->end != DAY_LAST)
        add_date(&tip, " to ", p->end_date);
    else
        add_date(&tip, ", still on ", date_of_day(t->s->study.rules.as_of));
    text_addf(&tip, "%s%s%s", *trigger ? ", " : "", trigger,
              spell.scope == SCOPE_BOUNDARY ? ", boundary" : "");
    add_record(&tip, spell.source, d->models_file, spell.line);
    return keep(t, &tip);
}

static void add_bands(struct timeline *t, const struct history *h, struct lane *lane)
{
    const struct dataset *d = &t->s->dataset;
    struct lane_band *bands = take(t, h->n_periods, sizeof *bands);
    for (size_t i = 0; i < h->n_periods && !t->failed; i++) {
        const struct period *p = &h->periods[i];
        int32_t start = p->start > h->opened ? p->start : h->opened;
        int32_t end = p->end < h->closed ? p->end : h->closed;
        if (!timeline_has_band(p->model) || p->spell == NO_SPELL || start >= end ||
            end <= t->from || start > t->last)
            continue;
        bands[lane->n_bands++] = (struct lane_band){.start = start,
                                                    .end = end,
                                                    .look = chart_look(p->model),
                                                    .name = d->models.name[p->model],
                                                    .label = spell_at(d, p->spell).provider,
                                                    .tip = band_tip(t, h, p)};
        t->models |= (uint64_t)1 << p->model;
        t->n_bands++;
        note_day(t, start != DAY_FIRST ? start : end - 1);
    }
    lane->bands = bands;
}

static int add_ticks(struct timeline *t, const struct history *h, struct lane *lane)
{
    const struct dataset *d = &t->s->dataset;
    if (directives_find(&t->directives, h, d, &t->s->study.rules) != 0)
        return -1;
    struct lane_mark *ticks = take(t, t->directives.n, sizeof *ticks);
    for (size_t i = 0; i < t->directives.n && !t->failed; i++) {
        const struct directive *v = &t->directives.v[i];
        struct text tip = {0};
        if (!is_within(t, v->day))
            continue;
        text_addf(&tip, "%s: statutory direction", h->council->name);
        add_date(&tip, " ", v->date);
        text_add_string(&tip, "; model then: ");
        add_model(&tip, d, history_period(h, v->day));
        const struct spell spell = spell_at(d, v->spell);
        add_record(&tip, spell.source, d->models_file, spell.line);
        ticks[lane->n_ticks++] = (struct lane_mark){v->day, keep(t, &tip)};
        t->n_ticks++;
        note_day(t, v->day);
    }
    lane->ticks = ticks;
    return 0;
}

static void add_names(struct text *tip, const struct dataset *d, const char *what,
                      const uint32_t *councils, size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_addf(tip, "%s%s", i ? ", " : what, d->councils[councils[i]].name);
}

static void add_life(struct timeline *t, const struct history *h, struct lane *lane)
{
    const struct dataset *d = &t->s->dataset;
    const struct council *c = h->council;
    struct text opened = {0}, closed = {0};
    if (h->opened != DAY_FIRST && is_within(t, h->opened)) {
        text_addf(&opened, "%s: opened", c->name);
        add_date(&opened, " ", c->opened);
        add_names(&opened, d, ", successor of ", council_more(c)->predecessors,
                  council_more(c)->n_predecessors);
        lane->opened = (struct lane_mark){h->opened, keep(t, &opened)};
        t->n_opened++;
    }
    if (h->closed != DAY_LAST && is_within(t, h->closed)) {
        const uint32_t *from = t->successors.from + h->number;
        text_addf(&closed, "%s: closed", c->name);
        add_date(&closed, " ", c->closed);
        add_names(&closed, d, ", succeeded by ", t->successors.v + from[0], from[1] - from[0]);
        lane->closed = (struct lane_mark){h->closed, keep(t, &closed)};
        t->n_closed++;
    }
}

/* "Slough (E06000039, unitary, South East)" */
static const char *lane_tip(struct timeline *t, const struct council *c)
{
    const struct council_details *more = council_more(c);
    const char *const known[] = {more->code, more->type, more->region};
    struct text tip = {0};
    size_t n = 0;
    text_add_string(&tip, c->name);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i])
            text_addf(&tip, "%s%s", n++ ? ", " : " (", known[i]);
    text_add_string(&tip, n ? ")" : "");
    return keep(t, &tip);
}

int timeline_lane(struct timeline *t, const struct history *h, struct lane *lane)
{
    *lane = (struct lane){.label = h->council->name, .tip = lane_tip(t, h->council)};
    add_dots(t, h, lane);
    add_runs(t, h, lane);
    add_bands(t, h, lane);
    add_life(t, h, lane);
    return add_ticks(t, h, lane) == 0 && !t->failed ? 0 : -1;
}
