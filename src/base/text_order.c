#include "base/text_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

/* A text by the eight bytes behind what all have in common, as a number that orders likewise. */
struct key {
    uint64_t bytes;
    uint32_t number;
};

/* How many bytes all texts begin with alike. */
static size_t common_length(const struct intern *t)
{
    const char *first = t->v[0].text;
    size_t common = t->v[0].length;
    for (size_t i = 1; i < t->n; i++) {
        size_t k = 0;
        while (k < common && k < t->v[i].length && t->v[i].text[k] == first[k])
            k++;
        common = k;
    }
    return common;
}

/* Up to eight bytes of E from byte FROM on, the first the highest, zeros behind its end. */
static uint64_t bytes_from(const struct intern_entry *e, size_t from)
{
    uint64_t word = 0;
    size_t n = e->length - from < sizeof word ? e->length - from : sizeof word;
    memcpy(&word, e->text + from, n);
    return __builtin_bswap64(word);
}

/* One pass of a radix sort, by the byte SHIFT bits up: from V to OTHER. */
static void sort_by_byte(const struct key *v, struct key *other, size_t n, unsigned shift)
{
    size_t next[256] = {0}, from = 0;
    for (size_t i = 0; i < n; i++)
        next[v[i].bytes >> shift & 0xff]++;
    for (size_t i = 0; i < 256; i++) {
        size_t count = next[i];
        next[i] = from;
        from += count;
    }
    for (size_t i = 0; i < n; i++)
        other[next[v[i].bytes >> shift & 0xff]++] = v[i];
}

/* Sorts N keys by the bytes in which they differ; V and OTHER have room for N each. Returns the one
 * that has them in the end. */
static struct key *sort_keys(struct key *v, struct key *other, size_t n)
{
    uint64_t differ = 0;
    for (size_t i = 1; i < n; i++)
        differ |= v[i].bytes ^ v[0].bytes;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differ >> shift & 0xff) == 0)
            continue;
        sort_by_byte(v, other, n, shift);
        struct key *sorted = other;
        other = v;
        v = sorted;
    }
    return v;
}

struct named {
    const char *text;
    uint32_t number;
};

static int compare_texts(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    return strcmp(x->text, y->text);
}

/* Orders N keys that have the same bytes by the whole of their texts. 0 or -1. */
static int order_alike(const struct intern *t, struct key *v, size_t n)
{
    struct named *names = malloc(n * sizeof *names);
    if (!names)
        return -1;
    for (size_t i = 0; i < n; i++)
        names[i] = (struct named){t->v[v[i].number].text, v[i].number};
    qsort(names, n, sizeof *names, compare_texts);
    for (size_t i = 0; i < n; i++)
        v[i].number = names[i].number;
    free(names);
    return 0;
}

static int order_all_alike(const struct intern *t, struct key *v, size_t n)
{
    for (size_t i = 0, m; i < n; i += m) {
        m = 1;
        while (i + m < n && v[i + m].bytes == v[i].bytes)
            m++;
        if (m > 1 && order_alike(t, v + i, m) != 0)
            return -1;
    }
    return 0;
}

int text_order(const struct intern *t, uint32_t **places)
{
    *places = NULL;
    if (!t->slots || t->n == 0)
        return 0;
    struct key *keys = malloc(2 * t->n * sizeof *keys);
    uint32_t *found = pages_alloc(t->n * sizeof *found);
    int status = keys && found ? 0 : -1;
    if (status == 0) {
        size_t from = common_length(t);
        for (size_t i = 0; i < t->n; i++)
            keys[i] = (struct key){bytes_from(&t->v[i], from), (uint32_t)i};
        struct key *sorted = sort_keys(keys, keys + t->n, t->n);
        status = order_all_alike(t, sorted, t->n);
        bool is_same = true;
        for (size_t i = 0; i < t->n; i++) {
            found[sorted[i].number] = (uint32_t)i;
            is_same = is_same && sorted[i].number == i;
        }
        if (is_same) {
            free(found);
            found = NULL;
        }
    }
    free(keys);
    if (status == 0)
        *places = found;
    else
        free(found);
    return status;
}
