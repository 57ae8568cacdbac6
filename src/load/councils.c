/* councils.csv. */
#include "loader.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/text_order.h"

enum { COUNCIL, CODE, URN, REGION, TYPE, OPENED, CLOSED, PREDECESSORS, ALIASES, N_FIELDS };

static const struct field_spec fields[N_FIELDS] = {
    [COUNCIL] = {"council", NULL, FIELD_REQUIRED},
    [CODE] = {"code", NULL, FIELD_OPTIONAL},
    [URN] = {"urn", NULL, FIELD_OPTIONAL},
    [REGION] = {"region", NULL, FIELD_OPTIONAL},
    [TYPE] = {"type", NULL, FIELD_OPTIONAL},
    [OPENED] = {"opened", NULL, FIELD_OPTIONAL},
    [CLOSED] = {"closed", NULL, FIELD_OPTIONAL},
    [PREDECESSORS] = {"predecessors", NULL, FIELD_OPTIONAL},
    [ALIASES] = {"aliases", NULL, FIELD_OPTIONAL},
};

const struct field_spec *council_columns(size_t *n)
{
    *n = N_FIELDS;
    return fields;
}

static int read_values(struct sheet *s, const struct row *row, struct council *c,
                       struct council_details *more)
{
    if (sheet_text(s, row, CODE, &more->code) != 0 || sheet_text(s, row, URN, &more->urn) != 0 ||
        sheet_text(s, row, REGION, &more->region) != 0 ||
        sheet_text(s, row, TYPE, &more->type) != 0 ||
        sheet_text(s, row, ALIASES, &more->aliases) != 0)
        return -1;
    if (sheet_date(s, row, OPENED, &c->opened) != 0 || sheet_date(s, row, CLOSED, &c->closed) != 0)
        return -1;
    return sheet_order(s, row, CLOSED, c->opened, "opened", c->closed);
}

static int keep_predecessors(struct loader *l, struct span names, uint32_t council, uint32_t line)
{
    const char *copy = arena_copy(&l->arena, names);
    if (!copy || ARRAY_ROOM(&l->successions) != 0)
        return diags_no_memory(l->reading.ds);
    l->successions.v[l->successions.n++] = (struct succession){council, line, copy};
    return 0;
}

/* Keeps council C, which has the NAME and MORE. 0 or -1. */
static int keep_council(struct loader *l, struct span name, const struct council *c,
                        const struct council_details *more)
{
    struct dataset *d = l->d;
    struct council_details *details = arena_alloc(&d->arena, sizeof *details);
    uint32_t number;
    if (!details || intern_put(&l->names, &d->arena, name, &number) != 0 ||
        dataset_add_council(d, intern_text(&l->names, number)) != 0)
        return diags_no_memory(l->reading.ds);
    struct council *kept = &d->councils[number];
    *details = *more;
    kept->more = details;
    kept->opened = c->opened;
    kept->closed = c->closed;
    return 0;
}

static int take(struct sheet *s, const struct row *row)
{
    struct loader *l = s->context;
    struct dataset *d = l->d;
    struct council c = {0};
    struct council_details more = {.line = row->line};
    struct span name, opened, predecessors = sheet_value(s, row, PREDECESSORS);
    uint32_t council;
    if (sheet_required(s, row, COUNCIL, &name) != 0 || read_values(s, row, &c, &more) != 0)
        return -1;
    if (name.length > 0 && intern_find(&l->names, name, &council))
        return sheet_problem(s, row, ROW_WHOLE, SEVERITY_ERROR, "E-DUPLICATE", NULL,
                             "council \"%s\" is on line %u already", quote(name).text,
                             d->councils[council].more->line);
    if (predecessors.length > 0 && sheet_required(s, row, OPENED, &opened) != 0)
        return -1;
    if (s->record_is_bad)
        return sheet_remember_bad(s, name);
    if (keep_council(l, name, &c, &more) != 0)
        return -1;
    l->predecessors_column = s->column[PREDECESSORS];
    uint32_t number = (uint32_t)(dataset_n_councils(d) - 1);
    return predecessors.length ? keep_predecessors(l, predecessors, number, row->line) : 0;
}

/* The councils that are only known by their names, which stand in order: what the names have serves
 * for them. A council takes more than a name's entry, so that the last comes first. 0 or -1. */
static int turn_into_councils(struct loader *l)
{
    struct dataset *d = l->d;
    struct intern *names = &l->names;
    size_t n = names->n;
    _Static_assert(sizeof(struct council) >= sizeof(struct intern_entry), "none is overwritten");
    void *block = realloc(names->v, (n + 1) * sizeof *d->councils);
    if (!block)
        return -1;
    const struct intern_entry *entries = block;
    d->councils = block;
    d->n_councils = n;
    d->cap_councils = n + 1;
    for (size_t i = n; i-- > 0;) {
        const char *name = entries[i].text;
        d->councils[i] = (struct council){.name = name};
    }
    names->v = NULL;
    names->n = names->cap = 0;
    return 0;
}

/* The same where they do not stand in order. */
static int add_councils(struct loader *l)
{
    struct dataset *d = l->d;
    d->councils = calloc(l->names.n + 1, sizeof *d->councils);
    if (!d->councils)
        return -1;
    d->n_councils = l->names.n;
    d->cap_councils = l->names.n + 1;
    for (uint32_t i = 0; i < l->names.n; i++)
        d->councils[l->places[i]].name = intern_text(&l->names, i);
    return 0;
}

/* What was read of a list of councils, by their new numbers. */
static int order_list(struct loader *l)
{
    if (dataset_order_councils(l->d, l->places) != 0)
        return -1;
    for (size_t i = 0; i < l->successions.n && l->places; i++)
        l->successions.v[i].council = l->places[l->successions.v[i].council];
    free(l->places);
    l->places = NULL;
    return 0;
}

int settle_councils(struct loader *l)
{
    if (text_order(&l->names, &l->places) != 0)
        return diags_no_memory(l->reading.ds);
    intern_drop_table(&l->names);
    int status = l->d->councils_file ? order_list(l)
                 : l->places         ? add_councils(l)
                                     : turn_into_councils(l);
    if (status != 0)
        return diags_no_memory(l->reading.ds);
    for (size_t i = 0; i < l->flat.n && l->places; i++)
        l->flat.v[i].council = l->places[l->flat.v[i].council];
    intern_release(&l->names);
    l->is_settled = true;
    return 0;
}

static struct late place_of(const struct loader *l, const struct succession *who)
{
    return (struct late){.part = l->request->councils,
                         .line = who->line,
                         .column = l->predecessors_column,
                         .field = fields[PREDECESSORS].name,
                         .severity = SEVERITY_ERROR,
                         .code = "E-COUNCIL"};
}

/* Reports that NAME, which WHO names, is none of the councils. 0 or -1. */
static int report_unknown(struct loader *l, const struct succession *who, struct span name)
{
    uint32_t number;
    bool is_bad = intern_find(&l->bad_councils, name, &number);
    return late_problem(l, place_of(l, who),
                        is_bad ? "predecessor \"%s\" is only in records of %s that have errors"
                               : "predecessor \"%s\" is not in %s",
                        quote(name).text, l->request->councils.name);
}

/* Turns the names into numbers; where one is wrong, all are left out. */
static int resolve(struct loader *l, const struct succession *who)
{
    struct dataset *d = l->d;
    struct span list = span_of(who->names), name;
    size_t n = 1;
    for (const char *p = who->names; *p; p++)
        n += *p == ';';
    uint32_t *predecessors = arena_alloc(&d->arena, n * sizeof *predecessors);
    if (!predecessors)
        return diags_no_memory(l->reading.ds);
    struct council_details *more = d->councils[who->council].more;
    size_t wrong = 0;
    uint32_t number;
    more->predecessors = predecessors;
    while (span_next(&list, ';', &name)) {
        if (name.length == 0)
            continue;
        if (loader_find_council(l, name, &number)) {
            if (!council_succeeds(&d->councils[who->council], number))
                predecessors[more->n_predecessors++] = number;
            continue;
        }
        wrong++;
        if (report_unknown(l, who, name) != 0)
            return -1;
    }
    if (wrong > 0)
        more->n_predecessors = 0;
    d->n_severed += wrong > 0;
    return 0;
}

int report_circle(struct loader *l, const struct succession *who)
{
    struct quoted name = quote(span_of(l->d->councils[who->council].name));
    return late_problem(l, place_of(l, who), "the predecessors of \"%s\" lead round in a circle",
                        name.text);
}

int read_councils(struct loader *l)
{
    const struct part *part = &l->request->councils;
    if (!part->path)
        return 0;
    l->d->councils_file = part->name;
    struct sheet sheet = {.path = part->path,
                          .name = part->name,
                          .specs = fields,
                          .n_specs = N_FIELDS,
                          .take = take,
                          .context = l,
                          .reading = &l->reading};
    int status = sheet_read(&sheet);
    if (status == 0)
        status = settle_councils(l);
    for (size_t i = 0; i < l->successions.n && status == 0; i++)
        status = resolve(l, &l->successions.v[i]);
    note_sheet(l, &sheet);
    return status;
}
