#include "study/intervals.h"

#include <stdlib.h>

static bool is_late(const struct episode *episode)
{
    return episode->entry > 0;
}

/* The model on the day the episode came under observation; that of the origin unless it was late.
 */
static int model_of(const struct episodes *e, const struct episode *episode)
{
    return is_late(episode) ? e->segments[episode->segments].model : episode->model_at_origin;
}

/* Counts the episodes of the group's model; those that count go to V. */
static void take_episodes(struct interval_group *g, const struct episodes *e,
                          struct turnbull_interval *v)
{
    for (size_t i = 0; i < e->n; i++) {
        const struct episode *episode = &e->v[i];
        bool improved = episode->status == EPISODE_IMPROVED;
        if (g->model >= 0 && model_of(e, episode) != g->model)
            continue;
        if (is_late(episode)) {
            g->n_late++;
            continue;
        }
        v[g->n++] =
            (struct turnbull_interval){episode->left, improved ? episode->right : TURNBULL_NEVER};
        g->improved += improved;
    }
}

int intervals_find(const struct dataset *d, const struct episodes *e, struct interval_groups *g)
{
    size_t n = (size_t)d->models.n + 1;
    struct turnbull_interval *v = malloc((e->n + 1) * sizeof *v);
    int status = 0;
    g->v = calloc(n, sizeof *g->v);
    if (!v || !g->v)
        status = -1;
    for (; g->n < n && status == 0; g->n++) {
        struct interval_group *now = &g->v[g->n];
        now->model = g->n + 1 < n ? model_in_order(&d->models, (int)g->n) : -1;
        take_episodes(now, e, v);
        status = turnbull_estimate(v, now->n, &now->estimate);
    }
    free(v);
    return status;
}

void intervals_release(struct interval_groups *g)
{
    for (size_t i = 0; i < g->n; i++)
        turnbull_release(&g->v[i].estimate);
    free(g->v);
    *g = (struct interval_groups){0};
}
