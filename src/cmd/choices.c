/* What the options ask for, checked against the data: the rules of the study, councils, models,
 * days, groups. */
#include <stdlib.h>
#include <string.h>

#include "cmd/session.h"

/* The rank of the grade that an option gives; RANK_NONE where it was not given. */
static int read_grade(const struct session *s, const char *value, int *rank, struct diags *ds)
{
    *rank = RANK_NONE;
    if (!value)
        return 0;
    const struct grade_word *word = scale_find(&s->dataset.scale, span_of(value));
    if (word && word->rank != RANK_NONE) {
        *rank = word->rank;
        return 0;
    }
    struct nearest near = {.wanted = span_of(value)};
    scale_nearest(&s->dataset.scale, false, &near);
    return nearest_fault(&near, "grade", ds);
}

static int read_grades(struct session *s, struct diags *ds)
{
    struct rules *r = &s->study.rules;
    const char *target = s->options->target;
    bool any = target && strcmp(target, "any") == 0;
    if (read_grade(s, s->options->origin, &r->origin_rank, ds) != 0 ||
        read_grade(s, any ? NULL : target, &r->target_rank, ds) != 0)
        return -1;
    if (r->origin_rank == RANK_NONE)
        r->origin_rank = scale_lowest(&s->dataset.scale);
    if (r->target_rank != RANK_NONE && r->target_rank <= r->origin_rank)
        return diags_fault(ds, FAULT_USAGE, "--target %s is not above the origin, %s", target,
                           scale_label(&s->dataset.scale, r->origin_rank));
    return 0;
}

/* Whether the data can be a part of others: it need not have all names that these have. */
static bool is_part(const struct session *s)
{
    return s->options->complete;
}

/* The judgements that count, by number; one that no record has is an error, but for the default. */
static int read_kinds(struct session *s, struct diags *ds)
{
    struct rules *r = &s->study.rules;
    const struct intern *kinds = &s->dataset.kinds;
    struct span list = span_of(s->options->judgement ? s->options->judgement : "overall"), name;
    while (span_next(&list, ',', &name)) {
        struct nearest near = {.wanted = name};
        int found = -1;
        for (size_t i = 0; i < kinds->n; i++) {
            if (span_matches(span_of(intern_text(kinds, (uint32_t)i)), name))
                found = (int)i;
            nearest_try(&near, intern_text(kinds, (uint32_t)i));
        }
        if (found < 0 && s->options->judgement && kinds->n > 0 && !is_part(s))
            return nearest_fault(&near, "judgement", ds);
        if (r->n_kinds == KINDS_LIMIT)
            return diags_fault(ds, FAULT_USAGE, "--judgement takes at most %d", KINDS_LIMIT);
        r->kinds[r->n_kinds++] = found;
    }
    return 0;
}

static void read_period(struct session *s)
{
    const struct options *o = s->options;
    struct rules *r = &s->study.rules;
    r->from = date_is_known(o->from) ? date_first_day(o->from) : DAY_FIRST;
    r->to = date_is_known(o->to) ? date_last_day(o->to) : DAY_LAST;
    r->has_records = s->dataset.latest_day != DAY_FIRST;
    r->as_of = r->has_records ? s->dataset.latest_day : 0;
    if (date_is_known(o->as_of)) {
        r->as_of = date_first_day(o->as_of);
        r->has_records = true;
    }
}

static int read_rules(struct session *s, struct diags *ds)
{
    const struct options *o = s->options;
    struct rules *r = &s->study.rules;
    enum uncovered uncovered = !options_has(o, "uncovered") ? UNCOVERED_DEFAULT
                               : o->uncovered               ? UNCOVERED_UNKNOWN
                                                            : UNCOVERED_IN_HOUSE;
    r->basis = (enum date_basis)o->date_basis;
    r->placing = (enum date_placing)o->partial;
    r->uncovered = rules_uncovered_model(&s->dataset, uncovered);
    r->full_scope = o->scope != 0;
    r->lineage = o->lineage == 0;
    r->first_only = o->episodes != 0;
    read_period(s);
    if (r->from > r->to)
        return diags_fault(ds, FAULT_USAGE, "--from is after --to");
    return read_kinds(s, ds) == 0 ? read_grades(s, ds) : -1;
}

static int unknown_council(const struct session *s, const char *name, struct diags *ds)
{
    struct nearest near = {.wanted = span_of(name)};
    dataset_nearest_council(&s->dataset, &near);
    nearest_fault(&near, "council", ds);
    return diags_hint(ds, "turnaround trajectory -c council lists them");
}

static int choose_council(struct session *s, const char *name, struct diags *ds)
{
    uint32_t council;
    if (dataset_find_council(&s->dataset, span_of(name), &council)) {
        s->chosen[council] = true;
        return 0;
    }
    return is_part(s) ? 0 : unknown_council(s, name, ds);
}

/* Keeps only the chosen councils that lie in one of the regions. */
static int choose_regions(struct session *s, struct diags *ds)
{
    const struct list *regions = &s->options->region;
    size_t n = dataset_n_councils(&s->dataset);
    for (size_t i = 0; i < regions->n; i++) {
        struct nearest near = {.wanted = span_of(regions->v[i])};
        bool found = false;
        for (size_t c = 0; c < n; c++) {
            const char *region = council_more(&s->dataset.councils[c])->region;
            found = found || (region && span_matches(span_of(region), near.wanted));
            nearest_try(&near, region ? region : "");
        }
        if (!found && !is_part(s))
            return nearest_fault(&near, "region", ds);
    }
    for (size_t c = 0; c < n; c++) {
        const char *region = council_more(&s->dataset.councils[c])->region;
        bool within = false;
        for (size_t i = 0; i < regions->n; i++)
            within = within || (region && span_matches(span_of(region), span_of(regions->v[i])));
        s->chosen[c] = s->chosen[c] && within;
    }
    return 0;
}

static int choose(struct session *s, struct diags *ds)
{
    const struct options *o = s->options;
    size_t n = dataset_n_councils(&s->dataset);
    if (o->council.n == 0 && o->region.n == 0)
        return 0;
    s->chosen = calloc(n + 1, sizeof *s->chosen);
    if (!s->chosen)
        return diags_no_memory(ds);
    s->study.chosen = s->chosen;
    for (size_t i = 0; i < o->council.n; i++)
        if (choose_council(s, o->council.v[i], ds) != 0)
            return -1;
    if (o->council.n == 0)
        for (size_t i = 0; i < n; i++)
            s->chosen[i] = true;
    return o->region.n ? choose_regions(s, ds) : 0;
}

static int find_model(const struct session *s, const char *text, int *model, struct diags *ds)
{
    const struct model_list *models = &s->dataset.models;
    struct span name = span_of(text);
    *model = model_find(models, name);
    if (*model != MODEL_UNKNOWN || span_matches(name, span_of(models->name[MODEL_UNKNOWN])))
        return 0;
    struct nearest near = {.wanted = name};
    model_nearest(models, &near);
    return nearest_fault(&near, "model", ds);
}

static int choose_models(struct session *s, struct diags *ds)
{
    const struct list *names = &s->options->model;
    for (size_t i = 0; i < names->n; i++) {
        int model;
        if (find_model(s, names->v[i], &model, ds) != 0)
            return -1;
        s->models |= (uint64_t)1 << model;
    }
    return 0;
}

int session_reference(const struct session *s, int *model, struct diags *ds)
{
    *model = MODEL_IN_HOUSE;
    return s->options->reference ? find_model(s, s->options->reference, model, ds) : 0;
}

/* The council that `case` is about; its name may be a little off, but never be guessed. */
static int choose_subject(struct session *s, struct diags *ds)
{
    if (s->command->operand != OPERAND_COUNCIL_DATASET)
        return 0;
    const char *name = s->options->operands.v[0];
    if (dataset_find_council(&s->dataset, span_of(name), &s->council))
        return 0;
    return unknown_council(s, name, ds);
}

static int check_confidence(const struct session *s, struct diags *ds)
{
    return s->options->confidence < 1
               ? 0
               : diags_fault(ds, FAULT_USAGE, "--conf is a level below 1, such as 0.95");
}

int session_choose_groups(struct session *s, struct diags *ds)
{
    return check_confidence(s, ds) == 0 ? choose_models(s, ds) : -1;
}

int session_choose(struct session *s, struct diags *ds)
{
    if (check_confidence(s, ds) != 0 || read_rules(s, ds) != 0 || choose(s, ds) != 0 ||
        choose_models(s, ds) != 0)
        return -1;
    return choose_subject(s, ds);
}

/* The choices that contradict each other. */
static int check_grouping(const struct session *s, const struct grouping *g, struct diags *ds)
{
    const struct options *o = s->options;
    if (g->landmark >= 0 && (g->attribution != ATTRIBUTE_CURRENT || g->clock != CLOCK_ORIGIN))
        return diags_fault(ds, FAULT_USAGE,
                           "--landmark groups by the model on that day and counts from it; it does "
                           "not go with --attribute or --clock model");
    if (g->clock == CLOCK_MODEL && g->attribution != ATTRIBUTE_CURRENT)
        return diags_fault(ds, FAULT_USAGE, "--clock model goes with --attribute current only");
    if (g->attribution == ATTRIBUTE_EVER && o->model.n > 1)
        return diags_fault(ds, FAULT_USAGE, "--attribute ever compares one model: give -M once");
    return 0;
}

int session_grouping(const struct session *s, struct grouping *g, struct diags *ds)
{
    const struct options *o = s->options;
    *g = (struct grouping){.attribution = (enum attribution)o->attribute,
                           .clock = (enum clock)o->clock,
                           .landmark = (int32_t)o->landmark,
                           .ever = MODEL_TRUST,
                           .confidence = o->confidence,
                           .tau = o->tau * DAYS_PER_YEAR,
                           .min_n = (size_t)o->min_n};
    for (int m = 0; s->models && m < s->dataset.models.n; m++)
        if (s->models >> m & 1)
            g->ever = m;
    return check_grouping(s, g, ds);
}

static int compare_days(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Of the days, which ascend, each once. */
static size_t drop_repeated(int32_t *days, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || days[kept - 1] != days[i])
            days[kept++] = days[i];
    return kept;
}

static int read_day(const struct session *s, struct span item, int32_t *day, struct diags *ds)
{
    char text[DATE_TEXT];
    struct date date;
    int32_t as_of = s->study.rules.as_of;
    if (date_parse(item, DATE_ISO_ONLY, &date) != DATE_OK || date_precision(date) != DATE_DAY)
        return diags_fault(ds, FAULT_USAGE, "--at %.*s: expected a date with its day, YYYY-MM-DD",
                           (int)item.length, item.text);
    *day = date_first_day(date);
    if (*day <= as_of)
        return 0;
    diags_set_fault(ds, FAULT_USAGE, "--at %.*s is after the as-of date, %s", (int)item.length,
                    item.text, date_text(date_of_day(as_of), text));
    return diags_hint(ds,
                      "the records say nothing of later days; --as-of %.*s takes them to hold "
                      "until then",
                      (int)item.length, item.text);
}

int session_days(struct session *s, bool several, int32_t **days, size_t *n, struct diags *ds)
{
    const char *at = s->options->at;
    size_t most = 1;
    for (const char *p = at; p && *p; p++)
        most += *p == ',';
    *n = 0;
    *days = arena_alloc(&s->arena, most * sizeof **days);
    if (!*days)
        return diags_no_memory(ds);
    if (!at)
        (*days)[(*n)++] = s->study.rules.as_of;
    if (at && most > 1 && !several)
        return diags_fault(ds, FAULT_USAGE, "--at takes one date here");
    struct span list = span_of(at), item;
    while (span_next(&list, ',', &item))
        if (read_day(s, item, &(*days)[(*n)++], ds) != 0)
            return -1;
    qsort(*days, *n, sizeof **days, compare_days);
    *n = drop_repeated(*days, *n);
    return 0;
}

int session_years(struct session *s, int32_t first, int32_t **days, size_t *n, struct diags *ds)
{
    const struct rules *r = &s->study.rules;
    int last_year = date_year(date_of_day(r->as_of));
    int year = first == DAY_LAST ? last_year : date_year(date_of_day(first));
    *days = arena_alloc(&s->arena, ((size_t)(last_year - year) + 2) * sizeof **days);
    *n = 0;
    for (; *days && r->has_records && year <= last_year; year++) {
        int32_t day = date_first_day(date_of(year, 12, 31));
        day = day < r->as_of ? day : r->as_of;
        if (r->from <= day && day <= r->to)
            (*days)[(*n)++] = day;
    }
    return *days ? 0 : diags_no_memory(ds);
}
