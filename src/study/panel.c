#include "study/panel.h"

#include <stdlib.h>

#include "base/array.h"
#include "study/trajectory.h"

void states_of_scale(const struct scale *scale, struct states *states)
{
    int n_grades = 0, i = 0;
    for (int r = scale_highest(scale); r != RANK_NONE; r = scale_next_below(scale, r))
        n_grades++;
    for (int r = 0; r <= RANK_LIMIT; r++)
        states->of_rank[r] = -1;
    bool is_joined = n_grades > 3;
    for (int r = scale_highest(scale); r != RANK_NONE; r = scale_next_below(scale, r), i++)
        states->of_rank[r] = is_joined && i > 0 ? i - 1 : i;
    states->n = n_grades - is_joined;
}

static int take_pairs(struct panel *panel, const struct study *study, const struct states *states,
                      const struct history *h)
{
    struct inspections in = inspections_between(h, &study->rules);
    size_t before = panel->n;
    panel->n_single += in.n == 1;
    for (size_t i = 1; i < in.n; i++) {
        struct step step = step_to(h, &in, i);
        int from = states->of_rank[step.from->rank], to = states->of_rank[step.to->rank];
        panel->n_same_day += step.days == 0;
        if (step.days == 0)
            continue;
        if (ARRAY_ROOM(panel) != 0)
            return -1;
        panel->v[panel->n++] = (struct panel_pair){from, to, step.days / DAYS_PER_YEAR, 1};
        panel->begin[from]++;
        panel->leave[from] += from != to;
        panel->end[to]++;
    }
    panel->n_councils += panel->n > before;
    return 0;
}

int panel_find(struct study *study, const struct states *states, struct panel *panel)
{
    const struct history *h;
    int status;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        if ((status = take_pairs(panel, study, states, h)) != 0)
            break;
    panel->n_pairs = panel->n;
    panel->n = panel_pairs_join(panel->v, panel->n);
    return status;
}

void panel_release(struct panel *panel)
{
    free(panel->v);
    *panel = (struct panel){0};
}
