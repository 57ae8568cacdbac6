#include "record/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

const char *const trigger_name[TRIGGER_COUNT] = {
    [TRIGGER_NONE] = "",
    [TRIGGER_DIRECTED] = "directed",
    [TRIGGER_VOLUNTARY] = "voluntary",
    [TRIGGER_CONTRACT_END] = "contract-end",
    [TRIGGER_REORGANISATION] = "reorganisation",
    [TRIGGER_RETURNED] = "returned",
};

const char *const scope_name[SCOPE_COUNT] = {
    [SCOPE_NONE] = "",
    [SCOPE_FULL] = "full",
    [SCOPE_BOUNDARY] = "boundary",
};

/* How many councils MATCH says yes to; *COUNCIL is the last of them. */
static size_t find_by(const struct dataset *d, struct span name,
                      bool (*match)(const struct council *c, struct span name), uint32_t *council)
{
    size_t found = 0;
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        if (match(&d->councils[i], name)) {
            *council = (uint32_t)i;
            found++;
        }
    return found;
}

static bool name_is(const struct council *c, struct span name)
{
    return span_matches(span_of(c->name), name);
}

static bool code_is(const struct council *c, struct span code)
{
    return council_more(c)->code && span_matches(span_of(c->more->code), code);
}

/* As strcmp() has it. */
static int compare_with(const char *text, struct span s)
{
    int order = strncmp(text, s.text, s.length);
    return order ? order : text[s.length] != '\0';
}

bool dataset_find_name(const struct dataset *d, struct span name, uint32_t *council)
{
    size_t low = 0, high = name.length ? d->n_councils : 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare_with(d->councils[middle].name, name);
        if (order == 0) {
            *council = (uint32_t)middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool dataset_find_council(const struct dataset *d, struct span name, uint32_t *council)
{
    if (dataset_find_name(d, name, council))
        return true;
    size_t found = find_by(d, name, name_is, council);
    return found == 1 || (found == 0 && find_by(d, name, code_is, council) == 1);
}

void dataset_nearest_council(const struct dataset *d, struct nearest *n)
{
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        nearest_try(n, d->councils[i].name);
}

int dataset_add_council(struct dataset *d, const char *name)
{
    if (array_reserve(&d->councils, &d->cap_councils, d->n_councils + 1, sizeof *d->councils) != 0)
        return -1;
    d->councils[d->n_councils++] = (struct council){.name = name};
    return 0;
}

struct spell spell_at(const struct dataset *d, size_t number)
{
    struct spell_row row;
    packed_read(&d->spells, number, 1, (uint32_t *)&row);
    return (struct spell){.council = row.council,
                          .line = row.line,
                          .start = row.start,
                          .end = row.end,
                          .directed = row.directed,
                          .provider =
                              row.provider ? intern_text(&d->providers, row.provider - 1) : NULL,
                          .source = pool_text(&d->notes, row.source),
                          .note = pool_text(&d->notes, row.note),
                          .model = (int)row.model,
                          .trigger = (enum trigger)row.trigger,
                          .scope = (enum scope)row.scope};
}

int words_put(struct words *w, struct arena *arena, struct span word, int rank, uint32_t *number)
{
    size_t known = w->names.n;
    if (intern_put(&w->names, arena, word, number) != 0)
        return -1;
    if (w->names.n == known)
        return 0;
    if (array_reserve(&w->rank, &w->cap_rank, w->names.n, sizeof *w->rank) != 0)
        return -1;
    w->rank[*number] = rank;
    return 0;
}

int pool_put(struct pool *p, struct span s, uint32_t *offset)
{
    *offset = s.length ? p->last : 0;
    if (s.length == 0 ||
        (s.length == p->last_length && p->n > 0 && memcmp(p->v + p->last, s.text, s.length) == 0))
        return 0;
    size_t from = p->n ? p->n : 1; /* a terminator comes first, for offset 0 */
    if (from + s.length + 1 > UINT32_MAX ||
        array_reserve(&p->v, &p->cap, from + s.length + 1, 1) != 0)
        return -1;
    p->v[0] = '\0';
    memcpy(p->v + from, s.text, s.length);
    p->n = from + s.length + 1;
    p->v[p->n - 1] = '\0';
    *offset = p->last = (uint32_t)from;
    p->last_length = (uint32_t)s.length;
    return 0;
}

int dataset_order_councils(struct dataset *d, const uint32_t *places)
{
    if (!places)
        return 0;
    struct council *ordered = malloc(d->n_councils * sizeof *ordered);
    if (!ordered)
        return -1;
    for (size_t i = 0; i < d->n_councils; i++)
        ordered[places[i]] = d->councils[i];
    free(d->councils);
    d->councils = ordered;
    d->cap_councils = d->n_councils;
    return 0;
}

void dataset_release(struct dataset *d)
{
    intern_release(&d->kinds);
    intern_release(&d->frameworks);
    intern_release(&d->providers);
    intern_release(&d->words.names);
    free(d->words.rank);
    free(d->sources.v);
    free(d->notes.v);
    free(d->councils);
    free(d->by_descent);
    packed_release(&d->judgements);
    packed_release(&d->spells);
    arena_release(&d->arena);
    *d = (struct dataset){0};
}
