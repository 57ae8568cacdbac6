#include "study/relapse.h"

#include "base/array.h"

/* How the time without an episode that begins with an improvement ends. */
static void find_end(struct episode *r, const struct history *h, const struct rules *rules)
{
    size_t i = 0;
    int32_t end = h->closed != DAY_LAST ? h->closed : rules->as_of;
    while (i < h->n && h->inspections[i].judgement != r->origin_judgement)
        i++;
    for (i++; i < h->n && h->inspections[i].day <= h->closed; i++) {
        const struct inspection *now = &h->inspections[i];
        if (now->rank <= rules->origin_rank) {
            r->status = EPISODE_IMPROVED;
            r->days = r->right = now->day - r->origin;
            r->end_date = now->date;
            r->outcome = now->judgement;
            return;
        }
        r->left = now->day - r->origin;
    }
    r->status = h->closed != DAY_LAST ? EPISODE_CLOSED : EPISODE_CENSORED;
    r->days = end - r->origin;
    r->end_date = h->closed != DAY_LAST ? h->council->closed : date_of_day(end);
}

/* Whether the improvement led above the grades that open an episode. */
static bool is_above_origin(const struct study *study, const struct episode *improved)
{
    const struct judgement outcome = judgement_at(study->d, improved->outcome);
    return judgement_rank(study->d, &outcome) > study->rules.origin_rank;
}

/* What follows an improved episode of H's council. */
static int add_relapse(struct episodes *relapses, const struct episode *improved,
                       const struct history *h, const struct rules *rules)
{
    int32_t day = improved->origin + improved->days;
    struct episode r = {.council = improved->council,
                        .number = improved->number,
                        .origin = day,
                        .right = -1,
                        .origin_date = improved->end_date,
                        .origin_judgement = improved->outcome,
                        .outcome = NO_JUDGEMENT,
                        .model_at_origin = history_model(h, day),
                        .models_ever = improved->models_ever,
                        .inherited = improved->inherited};
    find_end(&r, h, rules);
    if (r.days <= 0) {
        relapses->n_new++;
        return 0;
    }
    r.model_at_end = history_model(h, r.origin + r.days - 1);
    if (ARRAY_ROOM(relapses) != 0 || episodes_cut(relapses, h, &r) != 0)
        return -1;
    relapses->v[relapses->n++] = r;
    return 0;
}

int relapses_find(struct study *study, const struct episodes *found, struct episodes *relapses)
{
    const struct history *h;
    size_t next = 0;
    int status;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        for (; next < found->n && found->v[next].council == h->number; next++) {
            const struct episode *episode = &found->v[next];
            if (episode->status != EPISODE_IMPROVED)
                continue;
            if (!is_above_origin(study, episode))
                relapses->n_before++;
            else if (add_relapse(relapses, episode, h, &study->rules) != 0)
                return -1;
        }
    return status;
}
