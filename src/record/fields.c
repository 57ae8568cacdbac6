#include "record/fields.h"

#include <string.h>

const char *const record_name[RECORDS] = {
    [RECORD_COUNCIL] = "council",
    [RECORD_RATING] = "rating",
    [RECORD_SPELL] = "spell",
};

enum field_kind {
    FIELD_TEXT, /* const char * */
    FIELD_DATE, /* struct date */
    FIELD_PREDECESSORS,
    FIELD_GRADE,
    FIELD_FRAMEWORK,
    FIELD_RATING_SOURCE,
    FIELD_MODEL,
    FIELD_TRIGGER,
    FIELD_SCOPE,
};

#define AT(type, member) offsetof(struct type, member), false

#define DETAIL(member) offsetof(struct council_details, member), true

static const struct record_field council_fields[] = {
    {"council", FIELD_TEXT, AT(council, name)},
    {"code", FIELD_TEXT, DETAIL(code)},
    {"urn", FIELD_TEXT, DETAIL(urn)},
    {"region", FIELD_TEXT, DETAIL(region)},
    {"type", FIELD_TEXT, DETAIL(type)},
    {"opened", FIELD_DATE, AT(council, opened)},
    {"closed", FIELD_DATE, AT(council, closed)},
    {"predecessors", FIELD_PREDECESSORS, 0, false},
    {"aliases", FIELD_TEXT, DETAIL(aliases)},
};

static const struct record_field rating_fields[] = {
    {"grade", FIELD_GRADE, 0, false},
    {"inspected", FIELD_DATE, AT(judgement, inspected)},
    {"ended", FIELD_DATE, AT(judgement, ended)},
    {"published", FIELD_DATE, AT(judgement, published)},
    {"framework", FIELD_FRAMEWORK, 0, false},
    {"source", FIELD_RATING_SOURCE, 0, false},
};

static const struct record_field spell_fields[] = {
    {"model", FIELD_MODEL, 0, false},        {"provider", FIELD_TEXT, AT(spell, provider)},
    {"start", FIELD_DATE, AT(spell, start)}, {"end", FIELD_DATE, AT(spell, end)},
    {"trigger", FIELD_TRIGGER, 0, false},    {"directed", FIELD_DATE, AT(spell, directed)},
    {"scope", FIELD_SCOPE, 0, false},        {"source", FIELD_TEXT, AT(spell, source)},
    {"note", FIELD_TEXT, AT(spell, note)},
};

#define FIELDS(v)                                                                                  \
    {                                                                                              \
        v, sizeof(v) / sizeof(v)[0]                                                                \
    }

const struct record_fields record_fields[RECORDS] = {
    [RECORD_COUNCIL] = FIELDS(council_fields),
    [RECORD_RATING] = FIELDS(rating_fields),
    [RECORD_SPELL] = FIELDS(spell_fields),
};

static const struct council *council_of(struct record_at at)
{
    return &at.d->councils[at.number];
}

static struct judgement rating_of(struct record_at at)
{
    return judgement_at(at.d, at.number);
}

static struct spell spell_of(struct record_at at)
{
    return spell_at(at.d, at.number);
}

/* SIZE bytes of the field's member of the record's struct, into TO. */
static void take_member(const struct record_field *f, struct record_at at, void *to, size_t size)
{
    const struct judgement rating =
        at.record == RECORD_RATING ? rating_of(at) : (struct judgement){0};
    const struct spell spell = at.record == RECORD_SPELL ? spell_of(at) : (struct spell){0};
    const void *from = f->is_detail                  ? (const void *)council_more(council_of(at))
                       : at.record == RECORD_COUNCIL ? (const void *)council_of(at)
                       : at.record == RECORD_RATING  ? (const void *)&rating
                                                     : (const void *)&spell;
    memcpy(to, (const char *)from + f->offset, size);
}

static struct date date_at(const struct record_field *f, struct record_at at)
{
    struct date date;
    take_member(f, at, &date, sizeof date);
    return date;
}

/* Of the fields of a rating that are neither dates nor texts. */
static const char *rating_text(const struct record_field *f, struct record_at at)
{
    const struct judgement j = rating_of(at);
    return f->kind == FIELD_GRADE       ? judgement_word(at.d, &j)
           : f->kind == FIELD_FRAMEWORK ? intern_text(&at.d->frameworks, j.framework)
                                        : judgement_source(at.d, &j);
}

/* Of all fields but dates and predecessors; "" where it is empty. */
static const char *text_at(const struct record_field *f, struct record_at at)
{
    const char *text = NULL;
    switch ((enum field_kind)f->kind) {
    case FIELD_TEXT:
        take_member(f, at, &text, sizeof text);
        return text ? text : "";
    case FIELD_GRADE:
    case FIELD_FRAMEWORK:
    case FIELD_RATING_SOURCE:
        return rating_text(f, at);
    case FIELD_MODEL:
        return at.d->models.name[spell_of(at).model];
    case FIELD_TRIGGER:
        return trigger_name[spell_of(at).trigger];
    case FIELD_SCOPE:
        return scope_name[spell_of(at).scope];
    case FIELD_DATE:
    case FIELD_PREDECESSORS:
        break;
    }
    return "";
}

static const char *predecessor(struct record_at at, uint32_t k)
{
    return at.d->councils[council_more(council_of(at))->predecessors[k]].name;
}

static bool names_predecessor(struct record_at at, const char *name)
{
    for (uint32_t k = 0; k < council_more(council_of(at))->n_predecessors; k++)
        if (strcmp(predecessor(at, k), name) == 0)
            return true;
    return false;
}

static bool has_all_predecessors(struct record_at of, struct record_at in)
{
    for (uint32_t k = 0; k < council_more(council_of(of))->n_predecessors; k++)
        if (!names_predecessor(in, predecessor(of, k)))
            return false;
    return true;
}

bool field_is_same(const struct record_field *f, struct record_at a, struct record_at b)
{
    if (f->kind == FIELD_DATE)
        return date_at(f, a).packed == date_at(f, b).packed;
    if (f->kind == FIELD_PREDECESSORS)
        return has_all_predecessors(a, b) && has_all_predecessors(b, a);
    const char *x = text_at(f, a), *y = text_at(f, b);
    return strcmp(x, y) == 0 || (f->kind == FIELD_GRADE && span_matches(span_of(x), span_of(y)));
}

void field_add(const struct record_field *f, struct record_at at, struct text *t)
{
    char date[DATE_TEXT];
    if (f->kind == FIELD_DATE)
        text_add_string(t, date_text(date_at(f, at), date));
    else if (f->kind != FIELD_PREDECESSORS)
        text_add_string(t, text_at(f, at));
    else
        for (uint32_t k = 0; k < council_more(council_of(at))->n_predecessors; k++)
            text_addf(t, "%s%s", k > 0 ? ";" : "", predecessor(at, k));
}

uint32_t record_council(struct record_at at)
{
    return at.record == RECORD_COUNCIL  ? at.number
           : at.record == RECORD_RATING ? rating_of(at).council
                                        : spell_of(at).council;
}

const char *record_file(struct record_at at)
{
    const struct dataset *d = at.d;
    if (at.record == RECORD_COUNCIL)
        return d->councils_file;
    bool is_own = at.record == RECORD_SPELL && d->models_file; /* a flat file has both */
    return is_own ? d->models_file : d->ratings_file;
}

uint32_t record_line(struct record_at at)
{
    return at.record == RECORD_COUNCIL  ? council_more(council_of(at))->line
           : at.record == RECORD_RATING ? rating_of(at).line
                                        : spell_of(at).line;
}

const char *record_source(struct record_at at)
{
    if (at.record == RECORD_SPELL)
        return spell_of(at).source;
    if (at.record == RECORD_COUNCIL)
        return NULL;
    const struct judgement j = rating_of(at);
    return judgement_source(at.d, &j);
}
