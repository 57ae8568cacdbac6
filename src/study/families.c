#include "study/families.h"

#include <stdlib.h>

/* The council that stands for the family of COUNCIL, as far as it is known; the way there is
 * halved. */
static uint32_t find_root(uint32_t *above, uint32_t council)
{
    while (above[council] != council) {
        above[council] = above[above[council]];
        council = above[council];
    }
    return council;
}

/* Joins the families of A and B under the smaller number, which keeps ways short enough: they are
 * halved as they are gone. */
static void join(uint32_t *above, uint32_t a, uint32_t b)
{
    uint32_t x = find_root(above, a), y = find_root(above, b);
    above[x > y ? x : y] = x > y ? y : x;
}

/* Sets the numbers; NUMBER, by council, is UINT32_MAX at first. */
static void number_families(const struct dataset *d, struct families *f, uint32_t *above,
                            uint32_t *number)
{
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        uint32_t council = (uint32_t)i, root = find_root(above, council);
        if (number[root] == UINT32_MAX)
            number[root] = (uint32_t)f->n++;
        f->of[council] = number[root];
    }
}

int families_find(const struct dataset *d, struct families *f)
{
    size_t n = dataset_n_councils(d);
    uint32_t *above = malloc((n + 1) * sizeof *above);
    uint32_t *number = malloc((n + 1) * sizeof *number);
    f->of = malloc((n + 1) * sizeof *f->of);
    bool ready = above && number && f->of;
    for (uint32_t i = 0; ready && i < n; i++) {
        above[i] = i;
        number[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; ready && i < n; i++)
        for (uint32_t k = 0; k < council_more(&d->councils[i])->n_predecessors; k++)
            join(above, i, d->councils[i].more->predecessors[k]);
    if (ready)
        number_families(d, f, above, number);
    free(above);
    free(number);
    return ready ? 0 : -1;
}

/* A shard in a heap, of which the first is the next that is dealt to. */
struct hand {
    uint64_t ratings;
    uint32_t shard;
};

static bool comes_before(const struct hand *a, const struct hand *b)
{
    return a->ratings != b->ratings ? a->ratings < b->ratings : a->shard < b->shard;
}

/* The first of the heap has got more: moves it to where it belongs. */
static void sink(struct hand *heap, size_t n)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && comes_before(&heap[child + 1], &heap[child]))
            child++;
        if (!comes_before(&heap[child], &heap[at]))
            return;
        struct hand moved = heap[at];
        heap[at] = heap[child];
        heap[child] = moved;
    }
}

int families_deal(const struct dataset *d, const struct families *f, size_t n, uint32_t *shard_of)
{
    size_t n_councils = dataset_n_councils(d);
    struct hand *heap = calloc(n + 1, sizeof *heap);
    uint64_t *ratings = calloc(f->n + 1, sizeof *ratings);
    uint32_t *shard = calloc(f->n + 1, sizeof *shard);
    bool ready = heap && ratings && shard;
    for (size_t i = 0; ready && i < n_councils; i++)
        ratings[f->of[i]] += d->councils[i].n_judgements;
    for (uint32_t i = 0; ready && i < n; i++)
        heap[i].shard = i; /* all have none: a heap */
    for (size_t i = 0; ready && i < f->n; i++) {
        shard[i] = heap[0].shard;
        heap[0].ratings += ratings[i];
        sink(heap, n);
    }
    for (size_t i = 0; ready && i < n_councils; i++)
        shard_of[i] = shard[f->of[i]];
    free(heap);
    free(ratings);
    free(shard);
    return ready ? 0 : -1;
}

void families_release(struct families *f)
{
    free(f->of);
    *f = (struct families){0};
}
