/* The spells of a council. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "differing.h"

static const struct spell *spell_of(const void *item)
{
    return &((const struct differing_spell *)item)->spell;
}

static int compare_integers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* An unknown date, which is before all, first. */
static int compare_dates(struct date a, struct date b)
{
    if (date_is_known(a) != date_is_known(b))
        return date_is_known(a) ? 1 : -1;
    return compare_integers(a.packed, b.packed);
}

enum { FIELDS = 9 };

/* How the fields compare, in the order in which they decide. */
static void compare_fields(const struct spell *x, const struct spell *y, int order[FIELDS])
{
    const int found[FIELDS] = {
        compare_dates(x->start, y->start),        compare_integers(x->model, y->model),
        compare_texts(x->provider, y->provider),  compare_dates(x->end, y->end),
        compare_integers(x->trigger, y->trigger), compare_dates(x->directed, y->directed),
        compare_integers(x->scope, y->scope),     compare_texts(x->source, y->source),
        compare_texts(x->note, y->note),
    };
    memcpy(order, found, sizeof found);
}

static int compare_spells(const void *a, const void *b)
{
    int order[FIELDS];
    compare_fields(spell_of(a), spell_of(b), order);
    for (int i = 0; i < FIELDS; i++)
        if (order[i] != 0)
            return order[i];
    return 0;
}

/* The same of two of one dataset; equal ones as they are there. */
static int compare_own(const void *a, const void *b)
{
    const struct differing_spell *x = a, *y = b;
    int order = compare_spells(a, b);
    return order ? order : compare_integers(x->number, y->number);
}

/* How many fields say the same. */
static size_t count_equal(const void *before, const void *after)
{
    int order[FIELDS];
    size_t n = 0;
    compare_fields(spell_of(before), spell_of(after), order);
    for (int i = 0; i < FIELDS; i++)
        n += order[i] == 0;
    return n;
}

static int32_t start_key(const void *item)
{
    return spell_of(item)->start.packed;
}

static int32_t end_key(const void *item)
{
    return spell_of(item)->end.packed;
}

static int32_t provider_key(const void *item)
{
    return pairing_text_key(spell_of(item)->provider);
}

static bool has_same_start(const void *before, const void *after)
{
    return spell_of(before)->start.packed == spell_of(after)->start.packed;
}

static bool has_same_model(const void *before, const void *after)
{
    return spell_of(before)->model == spell_of(after)->model;
}

static bool has_same_model_and_start(const void *before, const void *after)
{
    return has_same_model(before, after) && has_same_start(before, after);
}

static bool has_same_model_and_end(const void *before, const void *after)
{
    return has_same_model(before, after) &&
           spell_of(before)->end.packed == spell_of(after)->end.packed;
}

static bool has_same_model_and_provider(const void *before, const void *after)
{
    return has_same_model(before, after) &&
           compare_texts(spell_of(before)->provider, spell_of(after)->provider) == 0;
}

static const struct pairing_rules spell_rules = {
    .size = sizeof(struct differing_spell),
    .order = compare_spells,
    .likeness = count_equal,
    .passes = {{start_key, 0, has_same_model_and_start},
               {start_key, 0, has_same_start},
               {end_key, 0, has_same_model_and_end},
               {provider_key, 0, has_same_model_and_provider}},
    .n_passes = 4,
};

static int list_spells(struct differing *d, int side, uint32_t council)
{
    const struct dataset *from = d->datasets[side];
    const struct council *c = council == NO_ITEM ? NULL : &from->councils[council];
    d->spells[side].n = 0;
    for (uint32_t i = 0; c && i < c->n_spells; i++) {
        if (ARRAY_ROOM(&d->spells[side]) != 0)
            return -1;
        uint32_t number = c->spells + i;
        d->spells[side].v[d->spells[side].n++] =
            (struct differing_spell){spell_at(from, number), number};
    }
    if (d->spells[side].n > 1)
        qsort(d->spells[side].v, d->spells[side].n, sizeof *d->spells[side].v, compare_own);
    return 0;
}

/* PAIR, of places in the lists, as numbers of spells. */
static struct pair spell_numbers(const struct differing *d, struct pair pair)
{
    for (int side = 0; side < SIDES; side++)
        if (pair.item[side] != NO_ITEM)
            pair.item[side] = d->spells[side].v[pair.item[side]].number;
    return pair;
}

int differing_spells(struct differing *d, struct pair councils)
{
    struct pairing *p = &d->spell_pairing;
    for (int side = 0; side < SIDES; side++)
        if (list_spells(d, side, councils.item[side]) != 0)
            return -1;
    if (pairing_find(p, &spell_rules, d->spells[BEFORE].v, d->spells[BEFORE].n, d->spells[AFTER].v,
                     d->spells[AFTER].n) != 0)
        return -1;
    for (size_t i = 0; i < p->n; i++)
        if (differing_add(d, RECORD_SPELL, spell_numbers(d, p->v[i])) != 0)
            return -1;
    return 0;
}
