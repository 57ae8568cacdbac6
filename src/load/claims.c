/* A file of claims. Which fields a claim needs, and of what form they are, depends on its kind. */
#include "load/claims.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/number.h"
#include "base/text.h"
#include "loader.h"

enum {
    ID,
    CLAIM_TEXT,
    SOURCE,
    KIND,
    COUNCIL,
    MODEL,
    JUDGEMENT,
    DATE,
    UNTIL,
    GRADE,
    VALUE,
    TOLERANCE,
    AS_OF,
    EXPECTED,
    REASON,
    N_FIELDS
};

static const struct field_spec fields[N_FIELDS] = {
    [ID] = {"id", NULL, FIELD_REQUIRED},
    [CLAIM_TEXT] = {"claim", NULL, FIELD_REQUIRED},
    [SOURCE] = {"source", NULL, FIELD_REQUIRED},
    [KIND] = {"kind", NULL, FIELD_REQUIRED},
    [COUNCIL] = {"council", NULL, FIELD_OPTIONAL},
    [MODEL] = {"model", NULL, FIELD_OPTIONAL},
    [JUDGEMENT] = {"judgement", NULL, FIELD_OPTIONAL},
    [DATE] = {"date", NULL, FIELD_OPTIONAL},
    [UNTIL] = {"until", NULL, FIELD_OPTIONAL},
    [GRADE] = {"grade", NULL, FIELD_OPTIONAL},
    [VALUE] = {"value", NULL, FIELD_OPTIONAL},
    [TOLERANCE] = {"tolerance", NULL, FIELD_OPTIONAL},
    [AS_OF] = {"as_of", NULL, FIELD_OPTIONAL},
    [EXPECTED] = {"expected", NULL, FIELD_OPTIONAL},
    [REASON] = {"reason", NULL, FIELD_OPTIONAL},
};

/* The fields that depend on the kind. */
static const struct {
    int field;
    unsigned bit;
} of_kind[] = {
    {COUNCIL, HAS_COUNCIL}, {MODEL, HAS_MODEL},         {JUDGEMENT, HAS_JUDGEMENT},
    {DATE, HAS_DATE},       {UNTIL, HAS_UNTIL},         {GRADE, HAS_GRADE},
    {VALUE, HAS_VALUE},     {TOLERANCE, HAS_TOLERANCE},
};

enum { N_OF_KIND = sizeof of_kind / sizeof of_kind[0] };

/* The loader comes first: sheet_...() and report_...() know the dataset by it. */
struct claim_reader {
    struct loader loader;
    struct claims *claims;
    struct intern ids;
    struct {
        uint32_t *v; /* by the number of an id: the line on which it stands */
        size_t n, cap;
    } lines;
};

static int no_memory(struct sheet *s)
{
    return diags_no_memory(s->reading->ds);
}

/* A copy of FIELD among the claims; NULL where it is empty. */
static int keep(struct sheet *s, const struct row *row, int field, const char **text)
{
    struct claim_reader *r = s->context;
    struct span value = sheet_value(s, row, field);
    *text = value.length ? arena_copy(&r->claims->arena, value) : NULL;
    return value.length && !*text ? no_memory(s) : 0;
}

static int read_id(struct sheet *s, const struct row *row)
{
    struct claim_reader *r = s->context;
    struct span id;
    uint32_t number;
    if (sheet_required(s, row, ID, &id) != 0)
        return -1;
    if (id.length == 0)
        return 0;
    if (intern_put(&r->ids, &r->loader.arena, id, &number) != 0 || ARRAY_ROOM(&r->lines) != 0)
        return no_memory(s);
    if (number < r->lines.n)
        return sheet_problem(s, row, ID, SEVERITY_ERROR, "E-DUPLICATE", NULL,
                             "id \"%s\" is on line %u already", quote(id).text, r->lines.v[number]);
    r->lines.v[r->lines.n++] = row->line;
    return 0;
}

static int read_texts(struct sheet *s, const struct row *row, struct claim *c)
{
    struct span text, source;
    if (read_id(s, row) != 0 || sheet_required(s, row, CLAIM_TEXT, &text) != 0 ||
        sheet_required(s, row, SOURCE, &source) != 0)
        return -1;
    return keep(s, row, ID, &c->id) == 0 && keep(s, row, CLAIM_TEXT, &c->text) == 0 &&
                   keep(s, row, SOURCE, &c->source) == 0 && keep(s, row, REASON, &c->reason) == 0
               ? 0
               : -1;
}

/* The error that FIELD is none of NAMES, as their nearest suggests. */
static int report_word(struct sheet *s, const struct row *row, int field, const char *code,
                       const char *what, const struct nearest *near)
{
    struct text hint = {0};
    if (near->best)
        text_addf(&hint, "the nearest is %s", near->best);
    for (size_t i = 0; !near->best && near->n <= NEAREST_FEW && i < near->n; i++)
        text_addf(&hint, "%s%s", i ? ", " : "there are: ", near->few[i]);
    int status =
        sheet_problem(s, row, field, SEVERITY_ERROR, code, hint.n ? text_string(&hint) : NULL,
                      "\"%s\" is not %s", quote(near->wanted).text, what);
    return diags_finish_text(&hint, status, s->reading->ds);
}

/* CLAIM_KIND_COUNT where it is not known. */
static int read_kind(struct sheet *s, const struct row *row, struct claim *c)
{
    struct span value;
    if (sheet_required(s, row, KIND, &value) != 0)
        return -1;
    struct nearest near = {.wanted = value};
    for (int i = 0; i < CLAIM_KIND_COUNT; i++) {
        if (span_matches(span_of(claim_kinds[i].name), value))
            c->kind = (enum claim_kind)i;
        nearest_try(&near, claim_kinds[i].name);
    }
    if (value.length == 0 || c->kind != CLAIM_KIND_COUNT)
        return 0;
    return report_word(s, row, KIND, "E-KIND", "a kind of claim", &near);
}

static void add_fields(struct text *t, unsigned bits, const char *before)
{
    for (int i = 0; i < N_OF_KIND; i++)
        if (bits & of_kind[i].bit) {
            text_addf(t, "%s%s", before, fields[of_kind[i].field].name);
            before = ", ";
        }
}

/* E-EMPTY or E-FIELD, MESSAGE being of the name of the kind and that of the field. */
static int report_field(struct sheet *s, const struct row *row, const struct claim *c, int field,
                        bool is_empty)
{
    const struct claim_kind_row *kind = &claim_kinds[c->kind];
    struct text hint = {0};
    add_fields(&hint, kind->needs, "it needs ");
    add_fields(&hint, kind->may, "; it may have ");
    int status = sheet_problem(s, row, field, SEVERITY_ERROR, is_empty ? "E-EMPTY" : "E-FIELD",
                               text_string(&hint), is_empty ? "%s needs a %s" : "%s takes no %s",
                               kind->name, fields[field].name);
    return diags_finish_text(&hint, status, s->reading->ds);
}

/* Every field that the kind needs, and none that it does not take. */
static int check_fields(struct sheet *s, const struct row *row, const struct claim *c)
{
    if (c->kind == CLAIM_KIND_COUNT)
        return 0;
    const struct claim_kind_row *kind = &claim_kinds[c->kind];
    for (int i = 0; i < N_OF_KIND; i++) {
        int field = of_kind[i].field;
        bool is_empty = sheet_value(s, row, field).length == 0;
        bool is_wrong = is_empty ? (kind->needs & of_kind[i].bit) != 0
                                 : !((kind->needs | kind->may) & of_kind[i].bit);
        if (is_wrong && report_field(s, row, c, field, is_empty) != 0)
            return -1;
    }
    if ((kind->form & FORM_EITHER) && sheet_value(s, row, DATE).length == 0 &&
        sheet_value(s, row, UNTIL).length == 0)
        return sheet_problem(s, row, DATE, SEVERITY_ERROR, "E-EMPTY", NULL,
                             "%s needs a date or an until", kind->name);
    return 0;
}

/* Whether FIELD is there, and to be read: one that the kind does not take is told as that. */
static bool has_field(const struct sheet *s, const struct row *row, const struct claim *c,
                      int field)
{
    if (sheet_value(s, row, field).length == 0)
        return false;
    for (int i = 0; i < N_OF_KIND && c->kind != CLAIM_KIND_COUNT; i++)
        if (of_kind[i].field == field)
            return (claim_kinds[c->kind].needs | claim_kinds[c->kind].may) & of_kind[i].bit;
    return true;
}

/* The same of a field whose form depends on the kind. */
static bool has_form(const struct sheet *s, const struct row *row, const struct claim *c, int field)
{
    return c->kind != CLAIM_KIND_COUNT && has_field(s, row, c, field);
}

static int read_council(struct sheet *s, const struct row *row, struct claim *c)
{
    struct claim_reader *r = s->context;
    if (!has_field(s, row, c, COUNCIL) ||
        dataset_find_council(r->loader.d, sheet_value(s, row, COUNCIL), &c->council))
        return 0;
    return sheet_report_council(s, row, COUNCIL);
}

static int read_judgement(struct sheet *s, const struct row *row, struct claim *c)
{
    struct claim_reader *r = s->context;
    const struct intern *kinds = &r->loader.d->kinds;
    struct nearest near = {.wanted = sheet_value(s, row, JUDGEMENT)};
    if (!has_form(s, row, c, JUDGEMENT))
        return 0;
    if ((claim_kinds[c->kind].form & FORM_ALL) && span_matches(near.wanted, span_of("all"))) {
        c->judgement = JUDGEMENT_ALL;
        return 0;
    }
    for (uint32_t i = 0; i < kinds->n; i++) {
        if (span_matches(span_of(intern_text(kinds, i)), near.wanted))
            c->judgement = (int)i;
    }
    if (c->judgement != JUDGEMENT_ASKED)
        return 0;
    bool suggests = loader_suggests(&r->loader, kinds->n);
    for (uint32_t i = 0; suggests && i < kinds->n; i++)
        nearest_try(&near, intern_text(kinds, i));
    return report_word(s, row, JUDGEMENT, "E-JUDGEMENT", "a judgement of the records", &near);
}

static int read_dates(struct sheet *s, const struct row *row, struct claim *c)
{
    if (has_field(s, row, c, DATE) && sheet_date_as_written(s, row, DATE, &c->date) != 0)
        return -1;
    if (has_field(s, row, c, UNTIL) && sheet_date_as_written(s, row, UNTIL, &c->until) != 0)
        return -1;
    if (sheet_order(s, row, UNTIL, c->date, "date", c->until) != 0 ||
        sheet_date_as_written(s, row, AS_OF, &c->as_of) != 0)
        return -1;
    if (!date_is_known(c->as_of) || date_precision(c->as_of) == DATE_DAY)
        return 0;
    return sheet_problem(s, row, AS_OF, SEVERITY_ERROR, "E-DATE", NULL,
                         "as_of \"%s\" has no day; expected YYYY-MM-DD",
                         quote(sheet_value(s, row, AS_OF)).text);
}

/* Cuts a sign of comparison off the head of *VALUE. */
static enum relation take_sign(struct span *value)
{
    for (int i = RELATION_EQUAL + 1; i < RELATION_COUNT; i++) {
        struct span sign = span_of(relation_sign[i]);
        if (value->length >= sign.length &&
            span_equals((struct span){value->text, sign.length}, sign)) {
            value->text += sign.length;
            value->length -= sign.length;
            *value = span_trim(*value);
            return (enum relation)i;
        }
    }
    return RELATION_EQUAL;
}

/* Room for the parts of a path; NULL when there is no memory. */
static int *path_room(struct sheet *s, struct span path)
{
    struct claim_reader *r = s->context;
    size_t n = 1;
    for (size_t i = 0; i < path.length; i++)
        n += path.text[i] == '>';
    return arena_alloc(&r->claims->arena, n * sizeof(int));
}

static int report_grade(struct sheet *s, const struct row *row, struct span value)
{
    struct claim_reader *r = s->context;
    struct nearest near = {.wanted = value};
    if (loader_suggests(&r->loader, r->loader.d->scale.n))
        scale_nearest(&r->loader.d->scale, false, &near);
    return report_word(s, row, GRADE, "E-GRADE", "a grade", &near);
}

static int read_grades(struct sheet *s, const struct row *row, struct claim *c)
{
    struct claim_reader *r = s->context;
    struct span value = sheet_value(s, row, GRADE), item;
    if (!has_form(s, row, c, GRADE))
        return 0;
    bool is_path = claim_kinds[c->kind].form & FORM_GRADES;
    if (!is_path)
        c->grade_is = take_sign(&value);
    int *ranks = path_room(s, value);
    if (!ranks)
        return no_memory(s);
    c->ranks = ranks;
    for (struct span list = value; span_next(&list, is_path ? '>' : '\0', &item);) {
        const struct grade_word *word = scale_find(&r->loader.d->scale, item);
        if (!word || word->rank == RANK_NONE)
            return report_grade(s, row, item);
        ranks[c->n_ranks++] = word->rank;
    }
    return 0;
}

static int read_models(struct sheet *s, const struct row *row, struct claim *c)
{
    struct claim_reader *r = s->context;
    struct span list = sheet_value(s, row, MODEL), item;
    if (!has_form(s, row, c, MODEL))
        return 0;
    int *models = path_room(s, list);
    if (!models)
        return no_memory(s);
    c->models = models;
    bool is_path = claim_kinds[c->kind].form & FORM_MODELS;
    while (span_next(&list, is_path ? '>' : '\0', &item)) {
        int model = model_find(&r->loader.d->models, item);
        if (model == MODEL_UNKNOWN)
            return sheet_report_model(s, row, MODEL, item);
        models[c->n_models++] = model;
    }
    return 0;
}

/* A number as people write it, without sign and exponent; *DIGITS after the point. */
static bool read_decimal(struct span s, double *x, int *digits)
{
    const char *point = s.length ? memchr(s.text, '.', s.length) : NULL;
    for (size_t i = 0; i < s.length; i++)
        if ((s.text[i] < '0' || s.text[i] > '9') && s.text + i != point)
            return false;
    *digits = point ? (int)(s.text + s.length - point) - 1 : 0;
    return *digits <= 15 && number_parse(s, x);
}

static int read_number(struct sheet *s, const struct row *row, struct claim *c)
{
    struct span value = sheet_value(s, row, VALUE), number = value;
    bool is_share = claim_kinds[c->kind].form & FORM_SHARE;
    c->number_is = take_sign(&number);
    if (!read_decimal(number, &c->number, &c->digits))
        return sheet_problem(s, row, VALUE, SEVERITY_ERROR, "E-VALUE", NULL,
                             "value \"%s\" is not a number, which >=, <=, > or < may precede",
                             quote(value).text);
    if (!is_share || c->number <= 1)
        return 0;
    return sheet_problem(s, row, VALUE, SEVERITY_ERROR, "E-VALUE", NULL,
                         "value \"%s\" is not a share from 0 to 1", quote(value).text);
}

static int read_trigger(struct sheet *s, const struct row *row, struct claim *c)
{
    struct nearest near = {.wanted = sheet_value(s, row, VALUE)};
    for (int i = TRIGGER_NONE + 1; i < TRIGGER_COUNT; i++) {
        if (span_matches(span_of(trigger_name[i]), near.wanted))
            c->trigger = (enum trigger)i;
        nearest_try(&near, trigger_name[i]);
    }
    return c->trigger != TRIGGER_NONE ? 0
                                      : report_word(s, row, VALUE, "E-VALUE", "a trigger", &near);
}

static int read_value(struct sheet *s, const struct row *row, struct claim *c)
{
    if (!has_form(s, row, c, VALUE))
        return 0;
    unsigned form = claim_kinds[c->kind].form;
    if (form & FORM_TEXT)
        return keep(s, row, VALUE, &c->word);
    return form & FORM_TRIGGER ? read_trigger(s, row, c) : read_number(s, row, c);
}

static int read_tolerance(struct sheet *s, const struct row *row, struct claim *c)
{
    struct span value = sheet_value(s, row, TOLERANCE);
    int digits;
    if (!has_field(s, row, c, TOLERANCE))
        return 0;
    if (!read_decimal(value, &c->tolerance, &digits))
        return sheet_problem(s, row, TOLERANCE, SEVERITY_ERROR, "E-VALUE", NULL,
                             "tolerance \"%s\" is not a number", quote(value).text);
    if (c->number_is == RELATION_EQUAL)
        return 0;
    return sheet_problem(s, row, TOLERANCE, SEVERITY_ERROR, "E-VALUE", NULL,
                         "a tolerance does not go with %s", relation_sign[c->number_is]);
}

static int read_expected(struct sheet *s, const struct row *row, struct claim *c)
{
    struct span reason;
    struct nearest near = {.wanted = sheet_value(s, row, EXPECTED)};
    c->expected = near.wanted.length == 0 ? VERDICT_HOLDS : VERDICT_COUNT;
    for (int i = 0; i < VERDICT_COUNT; i++) {
        if (span_matches(span_of(verdict_name[i]), near.wanted))
            c->expected = (enum verdict)i;
        nearest_try(&near, verdict_name[i]);
    }
    if (c->expected == VERDICT_COUNT)
        return report_word(s, row, EXPECTED, "E-EXPECTED", "a verdict", &near);
    return c->expected == VERDICT_HOLDS ? 0 : sheet_required(s, row, REASON, &reason);
}

static int take(struct sheet *s, const struct row *row)
{
    struct claim_reader *r = s->context;
    struct claim c = {.line = row->line,
                      .kind = CLAIM_KIND_COUNT,
                      .council = NO_COUNCIL,
                      .judgement = JUDGEMENT_ASKED,
                      .tolerance = (double)NAN};
    if (read_texts(s, row, &c) != 0 || read_kind(s, row, &c) != 0 ||
        check_fields(s, row, &c) != 0 || read_council(s, row, &c) != 0 ||
        read_models(s, row, &c) != 0 || read_judgement(s, row, &c) != 0 ||
        read_dates(s, row, &c) != 0 || read_grades(s, row, &c) != 0 ||
        read_value(s, row, &c) != 0 || read_tolerance(s, row, &c) != 0 ||
        read_expected(s, row, &c) != 0)
        return -1;
    if (s->record_is_bad)
        return 0;
    if (ARRAY_ROOM(r->claims) != 0)
        return no_memory(s);
    r->claims->v[r->claims->n++] = c;
    return 0;
}

static void reader_release(struct claim_reader *r)
{
    intern_release(&r->ids);
    free(r->lines.v);
    arena_release(&r->loader.arena);
}

int load_claims(const struct part *file, enum date_order order, struct dataset *d,
                struct claims *claims, struct diags *ds)
{
    struct claim_reader r = {.loader = {.d = d, .reading = {order, DATE_MID, ds, NULL}},
                             .claims = claims};
    struct sheet sheet = {.path = file->path,
                          .name = file->name,
                          .specs = fields,
                          .n_specs = N_FIELDS,
                          .take = take,
                          .context = &r,
                          .reading = &r.loader.reading};
    size_t n_before = ds->n;
    int status = sheet_read(&sheet);
    claims->n_left_out = sheet.n_bad;
    claims->is_unusable = !sheet.usable;
    if (status == 0)
        status = diags_sort(ds, n_before, &file->name, 1);
    reader_release(&r);
    return status;
}
