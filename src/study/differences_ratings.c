/* The ratings of a council: inspections, and their judgements. */
#include <stdlib.h>

#include "base/array.h"
#include "differing.h"

enum { PASSES = INSPECTION_MATCHES - 1, MOST_DAYS = 366 };

/* The judgements of one inspection. */
struct differing_inspection {
    const struct differing_judgement *judgements; /* by kind; the first stands for all */
    size_t n;
    struct date published; /* the earliest of them */
};

static int32_t compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* By what is the inspection's own: an inspection is all judgements that are equal in it. */
static int compare_own(const struct differing_judgement *a, const struct differing_judgement *b)
{
    if (a->date.packed != b->date.packed)
        return compare_numbers(a->date.packed, b->date.packed);
    if (a->is_inspected != b->is_inspected)
        return a->is_inspected ? -1 : 1;
    return compare_numbers(a->framework, b->framework);
}

static int compare_judgements(const void *a, const void *b)
{
    const struct differing_judgement *x = a, *y = b;
    int order = compare_own(x, y);
    order = order ? order : compare_numbers(x->kind, y->kind);
    return order ? order : compare_numbers(x->number, y->number);
}

static int compare_inspections(const void *a, const void *b)
{
    const struct differing_inspection *x = a, *y = b;
    return compare_own(x->judgements, y->judgements);
}

static bool has_same_publication(const void *before, const void *after)
{
    const struct differing_inspection *b = before, *a = after;
    return date_is_known(b->published) && b->published.packed == a->published.packed;
}

/* By how many judgements both have, then whether they were published on one day. */
static size_t inspection_likeness(const void *before, const void *after)
{
    const struct differing_inspection *b = before, *a = after;
    size_t i = 0, k = 0, n = 0;
    while (i < b->n && k < a->n) {
        uint32_t x = b->judgements[i].kind, y = a->judgements[k].kind;
        n += x == y;
        i += x <= y;
        k += y <= x;
    }
    return 2 * n + has_same_publication(b, a);
}

static int32_t first_day_key(const void *item)
{
    return ((const struct differing_inspection *)item)->judgements->date.packed;
}

static int32_t published_key(const void *item)
{
    return ((const struct differing_inspection *)item)->published.packed;
}

static int32_t earliest_day_key(const void *item)
{
    return date_first_day(((const struct differing_inspection *)item)->judgements->date);
}

static bool has_same_first_day(const void *before, const void *after)
{
    const struct differing_inspection *b = before, *a = after;
    const struct differing_judgement *x = b->judgements, *y = a->judgements;
    return x->is_inspected && y->is_inspected && x->date.packed == y->date.packed;
}

static bool has_same_publication_and_framework(const void *before, const void *after)
{
    const struct differing_inspection *b = before, *a = after;
    return has_same_publication(b, a) && b->judgements->framework == a->judgements->framework;
}

static bool can_be_of_one_day(const void *before, const void *after)
{
    const struct differing_inspection *b = before, *a = after;
    const struct differing_judgement *x = b->judgements, *y = a->judgements;
    return x->framework == y->framework && x->is_inspected == y->is_inspected &&
           date_first_day(x->date) <= date_last_day(y->date) &&
           date_first_day(y->date) <= date_last_day(x->date);
}

/* Dates of the same day have the same key; those that can be of one day lie within a year. */
static const struct pairing_rules inspection_rules = {
    .size = sizeof(struct differing_inspection),
    .order = compare_inspections,
    .likeness = inspection_likeness,
    .passes = {[MATCH_FIRST_DAY - 1] = {first_day_key, 0, has_same_first_day},
               [MATCH_PUBLICATION_FRAMEWORK - 1] = {published_key, 0,
                                                    has_same_publication_and_framework},
               [MATCH_PUBLICATION - 1] = {published_key, 0, has_same_publication},
               [MATCH_PARTIAL - 1] = {earliest_day_key, MOST_DAYS, can_be_of_one_day}},
    .n_passes = PASSES,
};

/* The council's judgements, by inspection, then kind. */
static int list_judgements(struct differing *d, int side, uint32_t council)
{
    const struct dataset *from = d->datasets[side];
    const struct council *c = council == NO_ITEM ? NULL : &from->councils[council];
    d->judgements[side].n = 0;
    for (uint32_t i = 0; c && i < c->n_judgements; i++) {
        uint32_t number = c->judgements + i;
        const struct judgement kept = judgement_at(from, number), *j = &kept;
        bool is_inspected = date_is_known(j->inspected);
        if (ARRAY_ROOM(&d->judgements[side]) != 0)
            return -1;
        d->judgements[side].v[d->judgements[side].n++] = (struct differing_judgement){
            .date = is_inspected ? j->inspected : j->published,
            .is_inspected = is_inspected,
            .framework = d->framework_ranks[side][j->framework],
            .kind = d->kind_ranks[side][j->kind],
            .number = number,
        };
    }
    if (d->judgements[side].n > 1)
        qsort(d->judgements[side].v, d->judgements[side].n, sizeof *d->judgements[side].v,
              compare_judgements);
    return 0;
}

/* Adds J to the inspection; it is of the same. */
static void take_judgement(struct differing_inspection *i, const struct judgement *j)
{
    i->n++;
    if (date_is_known(j->published) &&
        (!date_is_known(i->published) || j->published.packed < i->published.packed))
        i->published = j->published;
}

static int list_inspections(struct differing *d, int side)
{
    const struct differing_judgement *v = d->judgements[side].v;
    d->inspections[side].n = 0;
    for (size_t i = 0; i < d->judgements[side].n; i++) {
        if (i == 0 || compare_own(&v[i - 1], &v[i]) != 0) {
            if (ARRAY_ROOM(&d->inspections[side]) != 0)
                return -1;
            d->inspections[side].v[d->inspections[side].n++] =
                (struct differing_inspection){&v[i], 0, {0}};
        }
        const struct judgement j = judgement_at(d->datasets[side], v[i].number);
        take_judgement(&d->inspections[side].v[d->inspections[side].n - 1], &j);
    }
    return 0;
}

/* A judgement of one of the inspections B and A, of which one may be none; or of both. */
static int add_judgement(struct differing *d, struct pair judgements,
                         const struct differing_inspection *b, const struct differing_inspection *a)
{
    size_t n = d->found->n;
    if (differing_add(d, RECORD_RATING, judgements) != 0)
        return -1;
    if (d->found->n == n || b->n == 0 || a->n == 0)
        return 0;
    struct difference *added = &d->found->v[n];
    if (added->change != CHANGE_CHANGED)
        added->fellow = added->before == NO_RECORD ? b->judgements->number : a->judgements->number;
    return 0;
}

/* The judgements of an inspection, which one of the datasets may not have, matched by kind. */
static int compare_inspection(struct differing *d, struct pair pair)
{
    static const struct differing_inspection none = {0};
    uint32_t x = pair.item[BEFORE], y = pair.item[AFTER];
    const struct differing_inspection *b = x == NO_ITEM ? &none : &d->inspections[BEFORE].v[x];
    const struct differing_inspection *a = y == NO_ITEM ? &none : &d->inspections[AFTER].v[y];
    size_t i = 0, k = 0;
    while (i < b->n || k < a->n) {
        bool is_before = k == a->n || (i < b->n && b->judgements[i].kind <= a->judgements[k].kind);
        bool is_after = i == b->n || (k < a->n && a->judgements[k].kind <= b->judgements[i].kind);
        struct pair judgements = {{is_before ? b->judgements[i++].number : NO_ITEM,
                                   is_after ? a->judgements[k++].number : NO_ITEM}};
        if (add_judgement(d, judgements, b, a) != 0)
            return -1;
    }
    return 0;
}

int differing_ratings(struct differing *d, struct pair councils)
{
    struct pairing *p = &d->inspection_pairing;
    for (int side = 0; side < SIDES; side++)
        if (list_judgements(d, side, councils.item[side]) != 0 || list_inspections(d, side) != 0)
            return -1;
    if (pairing_find(p, &inspection_rules, d->inspections[BEFORE].v, d->inspections[BEFORE].n,
                     d->inspections[AFTER].v, d->inspections[AFTER].n) != 0)
        return -1;
    for (size_t i = 0; i < p->n; i++)
        if (compare_inspection(d, p->v[i]) != 0)
            return -1;
    return 0;
}
