/* models.csv: spells of delivery models. */
#include "parts.h"
#include "quick.h"

#include "base/array.h"
#include "base/text.h"

enum { COUNCIL, MODEL, START, END, PROVIDER, TRIGGER, DIRECTED, SCOPE, SOURCE, NOTE, N_FIELDS };

static const struct field_spec fields[N_FIELDS] = {
    [COUNCIL] = {"council", NULL, FIELD_REQUIRED},   [MODEL] = {"model", NULL, FIELD_REQUIRED},
    [START] = {"start", NULL, FIELD_OPTIONAL},       [END] = {"end", NULL, FIELD_OPTIONAL},
    [PROVIDER] = {"provider", NULL, FIELD_OPTIONAL}, [TRIGGER] = {"trigger", NULL, FIELD_OPTIONAL},
    [DIRECTED] = {"directed", NULL, FIELD_OPTIONAL}, [SCOPE] = {"scope", NULL, FIELD_OPTIONAL},
    [SOURCE] = {"source", NULL, FIELD_OPTIONAL},     [NOTE] = {"note", NULL, FIELD_OPTIONAL},
};

const struct field_spec *spell_columns(size_t *n)
{
    *n = N_FIELDS;
    return fields;
}

/* FIELD as one of N words, the first of which is empty; CODE where it is none of them. */
static int read_word(struct sheet *s, const struct row *row, int field, const char *const *words,
                     int n, const char *code, int *word)
{
    struct span value = sheet_value(s, row, field);
    struct text expected = {0};
    for (*word = 0; *word < n; ++*word)
        if (span_matches(span_of(words[*word]), value))
            return 0;
    *word = 0;
    for (int i = 1; i < n; i++)
        text_addf(&expected, "%s%s", i == 1 ? "" : i + 1 < n ? ", " : " or ", words[i]);
    int status = sheet_problem(s, row, field, SEVERITY_ERROR, code, NULL, "%s \"%s\" is not %s",
                               s->specs[field].name, quote(value).text, text_string(&expected));
    return diags_finish_text(&expected, status, s->reading->ds);
}

static int read_dates(struct sheet *s, const struct row *row, struct spell_row *spell)
{
    const struct load_request *rq = ((struct loader *)s->context)->request;
    if (sheet_date(s, row, START, &spell->start) != 0 ||
        sheet_date(s, row, END, &spell->end) != 0 ||
        sheet_date(s, row, DIRECTED, &spell->directed) != 0 ||
        sheet_order(s, row, END, spell->start, "start", spell->end) != 0)
        return -1;
    if (!rq->has_as_of || !date_is_known(spell->start) ||
        date_place(spell->start, rq->placing) <= rq->as_of)
        return 0;
    return sheet_problem(s, row, START, SEVERITY_WARNING, "W-FUTURE", NULL,
                         "the spell starts after the as-of date; it is left out");
}

/* Where FIELD stands among the dataset's notes. 0 or -1. */
static int keep_note(struct sheet *s, const struct row *row, int field, uint32_t *offset)
{
    struct loader *l = s->context;
    return pool_put(&l->d->notes, sheet_value(s, row, field), offset) == 0
               ? 0
               : diags_no_memory(l->reading.ds);
}

static int take(struct sheet *s, const struct row *row)
{
    struct loader *l = s->context;
    struct spell_row spell = {.line = row->line};
    int model_number, trigger, scope;
    struct span model;
    if (sheet_council(s, row, COUNCIL, &spell.council) != 0 ||
        sheet_required(s, row, MODEL, &model) != 0 ||
        sheet_model(s, row, MODEL, &model_number) != 0 || read_dates(s, row, &spell) != 0 ||
        sheet_provider(s, row, PROVIDER, &spell.provider) != 0)
        return -1;
    if (read_word(s, row, TRIGGER, trigger_name, TRIGGER_COUNT, "E-TRIGGER", &trigger) != 0 ||
        read_word(s, row, SCOPE, scope_name, SCOPE_COUNT, "E-SCOPE", &scope) != 0 ||
        keep_note(s, row, SOURCE, &spell.source) != 0 || keep_note(s, row, NOTE, &spell.note) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    uint32_t word;
    if (words_put(&l->models, &l->arena, model, model_number, &word) != 0)
        return diags_no_memory(l->reading.ds);
    spell.model = (uint32_t)model_number;
    spell.trigger = (uint32_t)trigger;
    spell.scope = (uint32_t)scope;
    return loader_add_spell(l, &spell) ? 0 : diags_no_memory(l->reading.ds);
}

/* VALUE as one of N words, the first of which is empty. */
static inline bool find_word(struct span value, const char *const *words, uint32_t n,
                             uint32_t *word)
{
    *word = 0;
    if (value.length == 0)
        return true;
    while (*word < n && !span_equals(value, span_of(words[*word])))
        ++*word;
    return *word < n;
}

static bool find_provider(struct loader *l, struct span name, uint32_t *provider)
{
    if (name.length == 0)
        return true;
    if (intern_put(&l->d->providers, &l->d->arena, name, provider) != 0)
        return false;
    ++*provider;
    return true;
}

static bool find_model(struct loader *l, struct span name, uint32_t *model)
{
    int64_t word = quick_word(&l->models_seen, &l->models.names, name);
    if (word >= 0)
        *model = (uint32_t)l->models.rank[word];
    return word >= 0;
}

/* Keeps VALUE among the dataset's notes. */
static bool note(struct loader *l, struct span value, uint32_t *offset)
{
    return value.length == 0 || pool_put(&l->d->notes, value, offset) == 0;
}

static bool is_late(const struct loader *l, struct date start)
{
    const struct load_request *rq = l->request;
    return rq->has_as_of && date_is_known(start) && date_first_day(start) > rq->as_of;
}

/* The quick way (quick.h). */
HOT static bool take_quickly(struct sheet *s, const struct span *v, uint32_t line)
{
    struct loader *l = s->context;
    struct spell_row spell = {.line = line};
    return quick_day(sheet_quick_value(s, v, START), &spell.start) &&
           quick_day(sheet_quick_value(s, v, END), &spell.end) &&
           quick_day(sheet_quick_value(s, v, DIRECTED), &spell.directed) &&
           !is_late(l, spell.start) && quick_is_within(spell.start, spell.end, INT32_MAX / 4) &&
           find_model(l, sheet_quick_value(s, v, MODEL), &spell.model) &&
           find_word(sheet_quick_value(s, v, TRIGGER), trigger_name, TRIGGER_COUNT,
                     &spell.trigger) &&
           find_word(sheet_quick_value(s, v, SCOPE), scope_name, SCOPE_COUNT, &spell.scope) &&
           loader_find_council(l, sheet_quick_value(s, v, COUNCIL), &spell.council) &&
           find_provider(l, sheet_quick_value(s, v, PROVIDER), &spell.provider) &&
           note(l, sheet_quick_value(s, v, SOURCE), &spell.source) &&
           note(l, sheet_quick_value(s, v, NOTE), &spell.note) && loader_add_spell(l, &spell);
}

int read_spells(struct loader *l)
{
    const struct part *part = &l->request->models;
    if (!part->path)
        return 0;
    l->d->models_file = part->name;
    struct sheet sheet = {.path = part->path,
                          .name = part->name,
                          .specs = fields,
                          .n_specs = N_FIELDS,
                          .take = take,
                          .quick = take_quickly,
                          .context = l,
                          .reading = &l->reading};
    return read_in_parts(l, &sheet, NULL);
}
