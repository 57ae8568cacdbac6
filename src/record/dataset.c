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
    return c->code && span_matches(span_of(c->code), code);
}

bool dataset_find_council(struct dataset *d, struct span name, uint32_t *council)
{
    if (intern_find(&d->council_names, name, council))
        return true;
    size_t found = find_by(d, name, name_is, council);
    return found == 1 || (found == 0 && find_by(d, name, code_is, council) == 1);
}

void dataset_nearest_council(const struct dataset *d, struct nearest *n)
{
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        nearest_try(n, d->councils[i].name);
}

int dataset_add_council(struct dataset *d, struct span name, uint32_t *council)
{
    size_t known = dataset_n_councils(d);
    if (intern_put(&d->council_names, &d->arena, name, council) != 0)
        return -1;
    if (dataset_n_councils(d) == known)
        return 0;
    if (array_reserve(&d->councils, &d->cap_councils, known + 1, sizeof *d->councils) != 0)
        return -1;
    d->councils[*council] = (struct council){.name = intern_text(&d->council_names, *council)};
    return 0;
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

struct named {
    const char *name;
    uint32_t council;
};

static int compare_names(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->council > y->council) - (x->council < y->council);
}

static bool in_order(const struct dataset *d)
{
    for (size_t i = 1; i < dataset_n_councils(d); i++)
        if (strcmp(d->councils[i - 1].name, d->councils[i].name) > 0)
            return false;
    return true;
}

static int sort_by_name(struct dataset *d)
{
    size_t n = dataset_n_councils(d);
    struct named *names = malloc((n + 1) * sizeof *names);
    if (!names)
        return -1;
    for (size_t i = 0; i < n; i++)
        names[i] = (struct named){d->councils[i].name, (uint32_t)i};
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++)
        d->by_name[i] = names[i].council;
    free(names);
    return 0;
}

int dataset_order_councils(struct dataset *d)
{
    size_t n = dataset_n_councils(d);
    free(d->by_name);
    d->by_name = malloc((n + 1) * sizeof *d->by_name);
    if (!d->by_name)
        return -1;
    for (size_t i = 0; i < n; i++)
        d->by_name[i] = (uint32_t)i;
    return in_order(d) ? 0 : sort_by_name(d);
}

void dataset_release(struct dataset *d)
{
    intern_release(&d->council_names);
    intern_release(&d->kinds);
    intern_release(&d->frameworks);
    intern_release(&d->providers);
    intern_release(&d->words.names);
    free(d->words.rank);
    free(d->sources.v);
    free(d->councils);
    free(d->by_name);
    free(d->by_descent);
    free(d->judgements);
    free(d->spells);
    arena_release(&d->arena);
    *d = (struct dataset){0};
}
