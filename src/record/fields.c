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

#define AT(type, member) offsetof(struct type, member)

static const struct record_field council_fields[] = {
    {"council", FIELD_TEXT, AT(council, name)},    {"code", FIELD_TEXT, AT(council, code)},
    {"urn", FIELD_TEXT, AT(council, urn)},         {"region", FIELD_TEXT, AT(council, region)},
    {"type", FIELD_TEXT, AT(council, type)},       {"opened", FIELD_DATE, AT(council, opened)},
    {"closed", FIELD_DATE, AT(council, closed)},   {"predecessors", FIELD_PREDECESSORS, 0},
    {"aliases", FIELD_TEXT, AT(council, aliases)},
};

static const struct record_field rating_fields[] = {
    {"grade", FIELD_GRADE, 0},
    {"inspected", FIELD_DATE, AT(judgement, inspected)},
    {"ended", FIELD_DATE, AT(judgement, ended)},
    {"published", FIELD_DATE, AT(judgement, published)},
    {"framework", FIELD_FRAMEWORK, 0},
    {"source", FIELD_RATING_SOURCE, 0},
};

static const struct record_field spell_fields[] = {
    {"model", FIELD_MODEL, 0},
    {"provider", FIELD_TEXT, AT(spell, provider)},
    {"start", FIELD_DATE, AT(spell, start)},
    {"end", FIELD_DATE, AT(spell, end)},
    {"trigger", FIELD_TRIGGER, 0},
    {"directed", FIELD_DATE, AT(spell, directed)},
    {"scope", FIELD_SCOPE, 0},
    {"source", FIELD_TEXT, AT(spell, source)},
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

static const struct council *council_at(struct record_at at)
{
    return &at.d->councils[at.number];
}

static const struct judgement *judgement_at(struct record_at at)
{
    return &at.d->judgements[at.number];
}

static const struct spell *spell_at(struct record_at at)
{
    return &at.d->spells[at.number];
}

/* The member of the record's struct that stands at OFFSET. */
static const void *member_at(struct record_at at, size_t offset)
{
    const void *base = at.record == RECORD_COUNCIL  ? (const void *)council_at(at)
                       : at.record == RECORD_RATING ? (const void *)judgement_at(at)
                                                    : (const void *)spell_at(at);
    return (const char *)base + offset;
}

static struct date date_at(const struct record_field *f, struct record_at at)
{
    struct date date;
    memcpy(&date, member_at(at, f->offset), sizeof date);
    return date;
}

/* Of all fields but dates and predecessors; "" where it is empty. */
static const char *text_at(const struct record_field *f, struct record_at at)
{
    const char *text = NULL;
    switch ((enum field_kind)f->kind) {
    case FIELD_TEXT:
        memcpy(&text, member_at(at, f->offset), sizeof text);
        return text ? text : "";
    case FIELD_GRADE:
        return judgement_word(at.d, judgement_at(at));
    case FIELD_FRAMEWORK:
        return intern_text(&at.d->frameworks, judgement_at(at)->framework);
    case FIELD_RATING_SOURCE:
        return judgement_source(at.d, judgement_at(at));
    case FIELD_MODEL:
        return at.d->models.name[spell_at(at)->model];
    case FIELD_TRIGGER:
        return trigger_name[spell_at(at)->trigger];
    case FIELD_SCOPE:
        return scope_name[spell_at(at)->scope];
    case FIELD_DATE:
    case FIELD_PREDECESSORS:
        break;
    }
    return "";
}

static const char *predecessor(struct record_at at, uint32_t k)
{
    return at.d->councils[council_at(at)->predecessors[k]].name;
}

static bool names_predecessor(struct record_at at, const char *name)
{
    for (uint32_t k = 0; k < council_at(at)->n_predecessors; k++)
        if (strcmp(predecessor(at, k), name) == 0)
            return true;
    return false;
}

static bool has_all_predecessors(struct record_at of, struct record_at in)
{
    for (uint32_t k = 0; k < council_at(of)->n_predecessors; k++)
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
        for (uint32_t k = 0; k < council_at(at)->n_predecessors; k++)
            text_addf(t, "%s%s", k > 0 ? ";" : "", predecessor(at, k));
}

uint32_t record_council(struct record_at at)
{
    return at.record == RECORD_COUNCIL  ? at.number
           : at.record == RECORD_RATING ? judgement_at(at)->council
                                        : spell_at(at)->council;
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
    return at.record == RECORD_COUNCIL  ? council_at(at)->line
           : at.record == RECORD_RATING ? judgement_at(at)->line
                                        : spell_at(at)->line;
}

const char *record_source(struct record_at at)
{
    return at.record == RECORD_COUNCIL  ? NULL
           : at.record == RECORD_RATING ? judgement_source(at.d, judgement_at(at))
                                        : spell_at(at)->source;
}
