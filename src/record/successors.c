#include "record/successors.h"

#include <stdlib.h>

/* Counts those of each council, two places on, adds the counts up, and puts each in its place,
 * which moves the counts one place back. */
int successors_find(struct successors *s, const struct dataset *d)
{
    size_t n = dataset_n_councils(d), all = 0;
    for (size_t i = 0; i < n; i++)
        all += council_more(&d->councils[i])->n_predecessors;
    s->from = calloc(n + 2, sizeof *s->from);
    s->v = calloc(all + 1, sizeof *s->v);
    if (!s->from || !s->v)
        return -1;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < council_more(&d->councils[i])->n_predecessors; k++)
            s->from[d->councils[i].more->predecessors[k] + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        s->from[i] += s->from[i - 1];
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < council_more(&d->councils[i])->n_predecessors; k++)
            s->v[s->from[d->councils[i].more->predecessors[k] + 1]++] = (uint32_t)i;
    return 0;
}

void successors_release(struct successors *s)
{
    free(s->from);
    free(s->v);
    *s = (struct successors){0};
}
