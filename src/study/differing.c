#include "differing.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static enum change change_of(struct differing *d, enum record record, struct pair pair)
{
    struct record_at before = {d->datasets[BEFORE], record, pair.item[BEFORE]};
    struct record_at after = {d->datasets[AFTER], record, pair.item[AFTER]};
    const struct record_fields *fields = &record_fields[record];
    if (before.number == NO_ITEM)
        return CHANGE_ADDED;
    if (after.number == NO_ITEM)
        return CHANGE_GONE;
    for (size_t i = 0; i < fields->n; i++)
        if (!field_is_same(&fields->v[i], before, after))
            return CHANGE_CHANGED;
    return CHANGE_NONE;
}

int differing_add(struct differing *d, enum record record, struct pair pair)
{
    struct differences *found = d->found;
    enum change change = change_of(d, record, pair);
    found->counts[record][change]++;
    if (change == CHANGE_NONE)
        return 0;
    if (ARRAY_ROOM(found) != 0)
        return -1;
    found->v[found->n++] = (struct difference){.council = d->council,
                                               .record = record,
                                               .change = change,
                                               .before = pair.item[BEFORE],
                                               .after = pair.item[AFTER],
                                               .fellow = NO_RECORD};
    return 0;
}

struct named {
    const char *name;
    uint32_t *rank;
};

static int compare_names(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    return strcmp(x->name, y->name);
}

/* Ranks the names of two tables in one byte order; equal ones share a rank. */
static int rank_names(const struct intern *const tables[SIDES], uint32_t *ranks[SIDES])
{
    size_t n = 0, total = tables[BEFORE]->n + tables[AFTER]->n;
    struct named *names = malloc((total + 1) * sizeof *names);
    for (int side = 0; side < SIDES && names; side++) {
        ranks[side] = malloc((tables[side]->n + 1) * sizeof *ranks[side]);
        for (uint32_t i = 0; i < tables[side]->n && ranks[side]; i++)
            names[n++] = (struct named){intern_text(tables[side], i), &ranks[side][i]};
    }
    if (!names || !ranks[BEFORE] || !ranks[AFTER]) {
        free(names);
        return -1;
    }
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++)
        *names[i].rank = i > 0 && compare_names(&names[i - 1], &names[i]) == 0 ? *names[i - 1].rank
                                                                               : (uint32_t)i;
    free(names);
    return 0;
}

int differing_begin(struct differing *d)
{
    const struct dataset *b = d->datasets[BEFORE], *a = d->datasets[AFTER];
    const struct intern *const frameworks[] = {&b->frameworks, &a->frameworks};
    const struct intern *const kinds[] = {&b->kinds, &a->kinds};
    return rank_names(frameworks, d->framework_ranks) == 0 && rank_names(kinds, d->kind_ranks) == 0
               ? 0
               : -1;
}

void differing_release(struct differing *d)
{
    for (int side = 0; side < SIDES; side++) {
        free(d->framework_ranks[side]);
        free(d->kind_ranks[side]);
        free(d->judgements[side].v);
        free(d->inspections[side].v);
        free(d->spells[side].v);
    }
    pairing_release(&d->inspection_pairing);
    pairing_release(&d->spell_pairing);
}
