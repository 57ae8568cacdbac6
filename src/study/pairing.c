#include "pairing.h"

#include <stdlib.h>

#include "base/array.h"

struct pairing_key {
    int32_t key;
    uint32_t item;
};

/* A pair that could be made. */
struct candidate_pair {
    size_t likeness;
    struct pair pair;
};

enum { NEIGHBOURS = 100 };

/* FNV-1a. */
int32_t pairing_text_key(const char *s)
{
    uint32_t hash = 2166136261;
    for (; s && *s; s++)
        hash = (hash ^ (unsigned char)*s) * 16777619;
    return (int32_t)(hash >> 1);
}

static const void *item_at(const struct pairing_rules *rules, const struct pairing_side *s,
                           uint32_t i)
{
    return s->items + (size_t)i * rules->size;
}

static int side_reserve(struct pairing_side *s, const void *items, size_t n)
{
    s->items = items;
    s->n = (uint32_t)n;
    if (array_reserve(&s->partner, &s->cap_partner, n, sizeof *s->partner) != 0 ||
        array_reserve(&s->rank, &s->cap_rank, n, sizeof *s->rank) != 0)
        return -1;
    return array_reserve(&s->left, &s->cap_left, n, sizeof *s->left);
}

static void put_partners(struct pairing *p, struct pair pair, size_t how)
{
    p->sides[BEFORE].partner[pair.item[BEFORE]] = pair.item[AFTER];
    p->sides[AFTER].partner[pair.item[AFTER]] = pair.item[BEFORE];
    p->found[how]++;
}

/* Ranks all items, and pairs those that are equal. */
static void rank_items(struct pairing *p, const struct pairing_rules *rules)
{
    struct pairing_side *b = &p->sides[BEFORE], *a = &p->sides[AFTER];
    uint32_t i = 0, k = 0;
    for (uint32_t rank = 0; i < b->n || k < a->n; rank++) {
        int order = i == b->n   ? 1
                    : k == a->n ? -1
                                : rules->order(item_at(rules, b, i), item_at(rules, a, k));
        if (order <= 0) {
            b->rank[i] = rank;
            b->partner[i++] = NO_ITEM;
        }
        if (order >= 0) {
            a->rank[k] = rank;
            a->partner[k++] = NO_ITEM;
        }
        if (order == 0)
            put_partners(p, (struct pair){{i - 1, k - 1}}, 0);
    }
}

static void find_left(struct pairing_side *s)
{
    s->n_left = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->partner[i] == NO_ITEM)
            s->left[s->n_left++].item = i;
}

static int compare_keys(const void *a, const void *b)
{
    const struct pairing_key *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static void sort_left(struct pairing_side *s, const struct pairing_rules *rules,
                      const struct pairing_pass *pass)
{
    for (uint32_t i = 0; i < s->n_left; i++)
        s->left[i].key = pass->key(item_at(rules, s, s->left[i].item));
    qsort(s->left, s->n_left, sizeof *s->left, compare_keys);
}

static int consider(struct pairing *p, const struct pairing_rules *rules,
                    const struct pairing_pass *pass, struct pair pair)
{
    const struct pairing_side *b = &p->sides[BEFORE], *a = &p->sides[AFTER];
    const void *before = item_at(rules, b, pair.item[BEFORE]);
    const void *after = item_at(rules, a, pair.item[AFTER]);
    if (!pass->admits(before, after))
        return 0;
    if (array_reserve(&p->candidates, &p->cap_candidates, p->n_candidates + 1,
                      sizeof *p->candidates) != 0)
        return -1;
    p->candidates[p->n_candidates++] =
        (struct candidate_pair){rules->likeness ? rules->likeness(before, after) : 0, pair};
    return 0;
}

/* All pairs of items whose keys are within reach and that the pass admits. */
static int find_candidates(struct pairing *p, const struct pairing_rules *rules,
                           const struct pairing_pass *pass)
{
    const struct pairing_side *b = &p->sides[BEFORE], *a = &p->sides[AFTER];
    uint32_t group = 0, start = 0;
    p->n_candidates = 0;
    for (uint32_t i = 0; i < b->n_left; i++) {
        int64_t key = b->left[i].key;
        if (b->left[group].key != key)
            group = i;
        while (start < a->n_left && a->left[start].key < key - pass->reach)
            start++;
        /* Among the items of one key, those in about the same place. */
        uint32_t place = i - group, from = start, to = a->n_left;
        if (pass->reach == 0) {
            from += place > NEIGHBOURS ? place - NEIGHBOURS : 0;
            to = to - start > place + NEIGHBOURS ? start + place + NEIGHBOURS + 1 : to;
        }
        for (uint32_t k = from; k < to && a->left[k].key <= key + pass->reach; k++)
            if (consider(p, rules, pass, (struct pair){{b->left[i].item, a->left[k].item}}) != 0)
                return -1;
    }
    return 0;
}

/* The likest first. Of two that are as like and exclude each other, sharing an item, the one whose
 * other item comes first: so it does not matter which list is which. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate_pair *x = a, *y = b;
    const uint32_t *p = x->pair.item, *q = y->pair.item;
    if (x->likeness != y->likeness)
        return x->likeness > y->likeness ? -1 : 1;
    if (p[BEFORE] != q[BEFORE])
        return p[BEFORE] < q[BEFORE] ? -1 : 1;
    return p[AFTER] < q[AFTER] ? -1 : p[AFTER] > q[AFTER];
}

static void take_candidates(struct pairing *p, size_t how)
{
    if (p->n_candidates > 1)
        qsort(p->candidates, p->n_candidates, sizeof *p->candidates, compare_candidates);
    for (size_t i = 0; i < p->n_candidates; i++) {
        struct pair pair = p->candidates[i].pair;
        if (p->sides[BEFORE].partner[pair.item[BEFORE]] == NO_ITEM &&
            p->sides[AFTER].partner[pair.item[AFTER]] == NO_ITEM)
            put_partners(p, pair, how);
    }
}

static int run_passes(struct pairing *p, const struct pairing_rules *rules)
{
    for (size_t i = 0; i < rules->n_passes; i++) {
        for (int side = 0; side < SIDES; side++) {
            find_left(&p->sides[side]);
            if (p->sides[side].n_left == 0)
                return 0;
            sort_left(&p->sides[side], rules, &rules->passes[i]);
        }
        if (find_candidates(p, rules, &rules->passes[i]) != 0)
            return -1;
        take_candidates(p, i + 1);
    }
    return 0;
}

static int list_pairs(struct pairing *p)
{
    const struct pairing_side *b = &p->sides[BEFORE], *a = &p->sides[AFTER];
    uint32_t i = 0, k = 0;
    p->n = 0;
    if (array_reserve(&p->v, &p->cap, (size_t)b->n + a->n, sizeof *p->v) != 0)
        return -1;
    while (i < b->n || k < a->n) {
        bool is_first = k == a->n || (i < b->n && b->rank[i] <= a->rank[k]);
        if (!is_first) {
            p->v[p->n++] = (struct pair){{a->partner[k], k}};
            k++;
            continue;
        }
        if (b->partner[i] == NO_ITEM)
            p->v[p->n++] = (struct pair){{i, NO_ITEM}};
        i++;
    }
    return 0;
}

int pairing_find(struct pairing *p, const struct pairing_rules *rules, const void *before,
                 size_t n_before, const void *after, size_t n_after)
{
    if (side_reserve(&p->sides[BEFORE], before, n_before) != 0 ||
        side_reserve(&p->sides[AFTER], after, n_after) != 0)
        return -1;
    rank_items(p, rules);
    return run_passes(p, rules) == 0 ? list_pairs(p) : -1;
}

void pairing_release(struct pairing *p)
{
    for (int side = 0; side < SIDES; side++) {
        free(p->sides[side].partner);
        free(p->sides[side].rank);
        free(p->sides[side].left);
    }
    free(p->v);
    free(p->candidates);
    *p = (struct pairing){0};
}
