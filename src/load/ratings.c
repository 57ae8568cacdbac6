/* ratings.csv, and the flat file, which has a model besides. */
#include "ratings.h"

#include "parts.h"

#include "base/array.h"

static const struct field_spec fields[RATING_FLAT_FIELDS] = {
    [RATING_COUNCIL] = {"council", "local_authority|la_name|authority|name|id", FIELD_REQUIRED},
    [RATING_GRADE] = {"grade", "rating|overall_effectiveness_grade|overall", FIELD_REQUIRED},
    [RATING_INSPECTED] = {"inspected",
                          "date|inspection_date|inspection_start|inspection_start_date",
                          FIELD_EITHER},
    [RATING_PUBLISHED] = {"published", "publication_date", FIELD_EITHER},
    [RATING_ENDED] = {"ended", NULL, FIELD_OPTIONAL},
    [RATING_JUDGEMENT] = {"judgement", NULL, FIELD_OPTIONAL},
    [RATING_FRAMEWORK] = {"framework", NULL, FIELD_OPTIONAL},
    [RATING_SOURCE] = {"source", NULL, FIELD_OPTIONAL},
    [RATING_MODEL] = {"model", NULL, FIELD_OPTIONAL},
    [RATING_PROVIDER] = {"provider", NULL, FIELD_OPTIONAL},
};

const struct field_spec *rating_columns(size_t *n)
{
    *n = RATING_FLAT_FIELDS;
    return fields;
}

/* The error that a grade is not known, with the nearest that is. */
static int report_grade(struct sheet *s, const struct row *row, int field, struct span value)
{
    struct loader *l = s->context;
    struct nearest near = {.wanted = value, .takes_any = true};
    if (loader_suggests(l, l->d->scale.n))
        scale_nearest(&l->d->scale, true, &near);
    return sheet_problem(s, row, field, SEVERITY_ERROR, "E-GRADE", NULL,
                         near.best ? "\"%s\" is not a grade; the nearest is \"%s\""
                                   : "\"%s\" is not a grade",
                         quote(value).text, near.best);
}

/* Of more spellings than there can be, the last are kept as the scale has the word. */
int rating_grade(struct sheet *s, const struct row *row, int field, struct span value,
                 struct judgement *j)
{
    struct loader *l = s->context;
    struct dataset *d = l->d;
    uint32_t number = 0;
    if (!intern_find(&d->words.names, value, &number)) {
        const struct grade_word *known = scale_find(&d->scale, value);
        if (!known && l->scale_is_bad)
            s->record_is_bad = true;
        if (!known)
            return l->scale_is_bad ? 0 : report_grade(s, row, field, value);
        if (d->words.names.n + d->scale.n >= UINT16_MAX)
            value = span_of(known->word);
        if (words_put(&d->words, &d->arena, value, known->rank, &number) != 0)
            return diags_no_memory(l->reading.ds);
    }
    j->word = number;
    return 0;
}

/* The name of a judgement in lower case, with '_' for blanks and '-'; a missing one is "overall".
 * Returns its length, into FOLDED, which has room for SIZE bytes; more than that where it is too
 * long. */
static size_t fold_kind(struct span value, char *folded, size_t size)
{
    if (value.length == 0)
        value = span_of("overall");
    for (size_t i = 0; i < value.length && i < size; i++) {
        char c = value.text[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        folded[i] = c == ' ' || c == '-' ? '_' : c;
    }
    return value.length;
}

/* Most names are as they are kept; only others need folding. */
int rating_kind(struct sheet *s, const struct row *row, int field, struct span value,
                struct judgement *j)
{
    enum { LONGEST = 64 };
    struct loader *l = s->context;
    char folded[LONGEST];
    uint32_t number;
    if (value.length == 0 || !intern_find(&l->d->kinds, value, &number)) {
        struct span name = {folded, fold_kind(value, folded, LONGEST)};
        if (name.length > LONGEST)
            return sheet_problem(s, row, field, SEVERITY_ERROR, "E-SIZE", NULL,
                                 "the judgement's name is longer than %d bytes", LONGEST);
        if (intern_put(&l->d->kinds, &l->d->arena, name, &number) != 0)
            return diags_no_memory(l->reading.ds);
        if (number > UINT16_MAX)
            return sheet_problem(s, row, field, SEVERITY_ERROR, "E-SIZE", NULL,
                                 "more than 65,536 judgements have names");
    }
    j->kind = number;
    return 0;
}

int rating_framework(struct sheet *s, const struct row *row, struct span name, struct judgement *j)
{
    struct loader *l = s->context;
    uint32_t number;
    if (intern_put(&l->d->frameworks, &l->d->arena, name, &number) != 0)
        return diags_no_memory(l->reading.ds);
    if (number > UINT16_MAX)
        return sheet_problem(s, row, RATING_FRAMEWORK, SEVERITY_ERROR, "E-SIZE", NULL,
                             "more than 65,536 frameworks have names");
    j->framework = number;
    return 0;
}

static int check_publication(struct sheet *s, const struct row *row, const struct judgement *j)
{
    if (!date_is_known(j->inspected) || !date_is_known(j->published))
        return 0;
    if (sheet_order(s, row, RATING_PUBLISHED, j->inspected, "inspected", j->published) != 0)
        return -1;
    if (date_first_day(j->published) - date_first_day(j->inspected) <= DAYS_TO_PUBLISH)
        return 0; /* surely: the least that partial dates allow is asked for only beyond */
    int32_t days = date_first_day(j->published) - date_last_day(j->inspected);
    if (days <= DAYS_TO_PUBLISH)
        return 0;
    return sheet_problem(s, row, RATING_PUBLISHED, SEVERITY_WARNING, "W-LATE", NULL,
                         "published %d days after the inspection", days);
}

int rating_dates(struct sheet *s, const struct row *row, struct judgement *j)
{
    if (sheet_date(s, row, RATING_INSPECTED, &j->inspected) != 0 ||
        sheet_date(s, row, RATING_PUBLISHED, &j->published) != 0 ||
        sheet_date(s, row, RATING_ENDED, &j->ended) != 0)
        return -1;
    if (sheet_value(s, row, RATING_INSPECTED).length == 0 &&
        sheet_value(s, row, RATING_PUBLISHED).length == 0)
        return sheet_problem(
            s, row, sheet_has(s, RATING_INSPECTED) ? RATING_INSPECTED : RATING_PUBLISHED,
            SEVERITY_ERROR, "E-EMPTY", NULL, "neither an inspection date nor a publication date");
    if (sheet_order(s, row, RATING_ENDED, j->inspected, "inspected", j->ended) != 0)
        return -1;
    return check_publication(s, row, j);
}

static int check_as_of(struct sheet *s, const struct row *row, const struct judgement *j)
{
    const struct load_request *rq = ((struct loader *)s->context)->request;
    struct date date = rating_date(j, rq->by_published);
    if (!rq->has_as_of || date_place(date, rq->placing) <= rq->as_of)
        return 0;
    return sheet_problem(s, row, ROW_WHOLE, SEVERITY_WARNING, "W-FUTURE", NULL,
                         "the judgement is after the as-of date; it is left out");
}

/* The judgement against the life of its council. */
int rating_life(struct sheet *s, const struct row *row, const struct judgement *j)
{
    const struct loader *l = s->context;
    if (!l->d->councils_file)
        return 0; /* no lives are known */
    const struct council *c = &l->d->councils[j->council];
    struct date date = rating_date(j, false);
    int field = date_is_known(j->inspected) ? RATING_INSPECTED : RATING_PUBLISHED;
    char text[DATE_TEXT];
    if (date_is_known(c->closed) &&
        date_first_day(date) > date_last_day(c->closed) + DAYS_AFTER_CLOSING)
        return sheet_problem(s, row, field, SEVERITY_ERROR, "E-LIFE", NULL,
                             "the judgement is more than 60 days after the council closed (%s)",
                             date_text(c->closed, text));
    if (date_is_known(c->opened) && date_last_day(date) < date_first_day(c->opened))
        return sheet_problem(s, row, field, SEVERITY_WARNING, "W-EARLY", NULL,
                             "the judgement is before the council opened (%s)",
                             date_text(c->opened, text));
    return 0;
}

static bool names_model(const struct sheet *s, const struct row *row)
{
    const struct loader *l = s->context;
    return l->request->flat && sheet_value(s, row, RATING_MODEL).length > 0;
}

/* Of a flat file, the model is checked with the rest of the record ... */
int rating_check_model(struct sheet *s, const struct row *row)
{
    int model;
    return names_model(s, row) ? sheet_model(s, row, RATING_MODEL, &model) : 0;
}

/* ... and kept, if the record is good. */
int rating_keep_model(struct sheet *s, const struct row *row, const struct judgement *j)
{
    struct loader *l = s->context;
    struct flat_row flat = {
        .council = j->council, .line = row->line, .file = l->file, .date = rating_date(j, false)};
    if (!names_model(s, row))
        return 0;
    if (sheet_model(s, row, RATING_MODEL, &flat.model) != 0 ||
        sheet_provider(s, row, RATING_PROVIDER, &flat.provider) != 0)
        return -1;
    if (ARRAY_ROOM(&l->flat) != 0)
        return diags_no_memory(l->reading.ds);
    l->flat.v[l->flat.n++] = flat;
    return 0;
}

/* With councils.csv the council must be in it; without, good records name the councils. */
static int read_council(struct sheet *s, const struct row *row, struct judgement *j)
{
    const struct loader *l = s->context;
    struct span name;
    if (l->d->councils_file)
        return sheet_council(s, row, RATING_COUNCIL, &j->council);
    return sheet_required(s, row, RATING_COUNCIL, &name);
}

static int add_council(struct sheet *s, const struct row *row, struct judgement *j)
{
    struct loader *l = s->context;
    if (l->d->councils_file)
        return 0;
    return intern_put(&l->names, &l->d->arena, sheet_value(s, row, RATING_COUNCIL), &j->council) ==
                   0
               ? 0
               : diags_no_memory(l->reading.ds);
}

int rating_keep(struct loader *l, struct judgement *j, struct span source)
{
    j->file = l->file;
    return pool_put(&l->d->sources, source, &j->source) == 0 && rating_add(l, j)
               ? 0
               : diags_no_memory(l->reading.ds);
}

static int take(struct sheet *s, const struct row *row)
{
    struct loader *l = s->context;
    struct dataset *d = l->d;
    struct judgement j = {.line = row->line};
    struct span grade = sheet_value(s, row, RATING_GRADE);
    struct span kind = sheet_value(s, row, RATING_JUDGEMENT);
    struct span framework = sheet_value(s, row, RATING_FRAMEWORK);
    if (rating_take_waiting(l) != 0 || read_council(s, row, &j) != 0 ||
        rating_dates(s, row, &j) != 0 || rating_kind(s, row, RATING_JUDGEMENT, kind, &j) != 0 ||
        rating_framework(s, row, framework, &j) != 0 ||
        rating_grade(s, row, RATING_GRADE, grade, &j) != 0)
        return -1;
    if (!s->record_is_bad && (rating_life(s, row, &j) != 0 || check_as_of(s, row, &j) != 0))
        return -1;
    if (rating_check_model(s, row) != 0)
        return -1;
    if (s->record_is_bad) /* which may be all that name a council, where no other file does */
        return d->councils_file ? 0 : sheet_remember_bad(s, sheet_value(s, row, RATING_COUNCIL));
    if (add_council(s, row, &j) != 0 || rating_keep_model(s, row, &j) != 0)
        return -1;
    return rating_keep(l, &j, sheet_value(s, row, RATING_SOURCE));
}

int read_ratings(struct loader *l)
{
    const struct part *part = &l->request->ratings;
    l->d->ratings_file = part->name;
    struct sheet sheet = {.path = part->path,
                          .name = part->name,
                          .specs = fields,
                          .n_specs = l->request->flat ? RATING_FLAT_FIELDS : RATING_FIELDS,
                          .take = take,
                          .quick = rating_take_quickly,
                          .find_columns = rating_choose_quick,
                          .context = l,
                          .reading = &l->reading};
    return read_in_parts(l, &sheet, rating_take_waiting);
}
