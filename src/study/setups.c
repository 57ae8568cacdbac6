/* How new arrangements came about, and what followed. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "record/successors.h"
#include "study/arrangements.h"

/* Copies the inspection in force on DAY; false when there is none. */
static bool take_in_force(const struct history *h, int32_t day, struct inspection *to)
{
    const struct inspection *found = history_in_force(h, day);
    if (found)
        *to = *found;
    return found != NULL;
}

/* The same, if it is at the origin grade or below. */
static bool take_judged(const struct history *h, int32_t day, const struct rules *rules,
                        struct inspection *to)
{
    return take_in_force(h, day, to) && to->rank <= rules->origin_rank;
}

static void find_before(struct setup *s, const struct history *h, const struct rules *rules)
{
    const struct arrangement *a = s->arrangement;
    if (date_is_known(s->spell.directed)) {
        s->directed = date_place(s->spell.directed, rules->placing);
        s->directed_is_after = s->directed > a->start;
        s->has_directed = !s->directed_is_after;
    }
    s->has_judged = (s->has_directed && take_judged(h, s->directed, rules, &s->judged)) ||
                    take_judged(h, a->start, rules, &s->judged);
    s->has_at_start = take_in_force(h, a->start, &s->at_start);
}

/* NOW into FIRST, if it is earlier than what that has. */
static void keep_earlier(struct inspection *first, bool *has, const struct inspection *now)
{
    if (!*has || now->day < first->day)
        *first = *now;
    *has = true;
}

/* The first inspection, the first rise and the first above the start, of those of H that judged
 * days after FROM up to TO, into S where they are earlier than what it has. One on the day of a
 * start judged what was before; one on the day of an end, what had run. BEFORE is the one in force
 * on FROM, or NULL. */
static void note_first(struct setup *s, const struct history *h, int32_t from, int32_t to,
                       const struct inspection *before)
{
    for (size_t i = 0; i < h->n && h->inspections[i].day <= to; i++) {
        const struct inspection *now = &h->inspections[i];
        if (now->day <= from)
            continue;
        keep_earlier(&s->first_after, &s->has_first_after, now);
        if (before && now->rank > before->rank)
            keep_earlier(&s->first_rise, &s->has_first_rise, now);
        if (s->has_at_start && now->rank > s->at_start.rank)
            keep_earlier(&s->improved, &s->has_improved, now);
        before = now;
    }
}

/* The last day of the run of periods under the model of DAY, cut at the council's closing. */
static int32_t end_of_run(const struct history *h, int32_t day)
{
    const struct period *p = history_period(h, day);
    const struct period *last = &h->periods[h->n_periods - 1];
    while (p < last && p[1].model == p->model)
        p++;
    return p->end < h->closed ? p->end : h->closed;
}

/* A council that may go on with an arrangement, and what was in force in the one before it. */
struct heir {
    uint32_t number;
    struct inspection before;
    bool has_before;
};

/* Those that are still to be looked at, the next one last. */
struct heirs {
    struct heir *v;
    size_t n, cap;
    struct successors successors;
    uint32_t *seen; /* for each council, the number of the last search that came to it */
    uint32_t search;
};

static int heirs_init(struct heirs *list, const struct dataset *d)
{
    list->seen = calloc(dataset_n_councils(d) + (size_t)1, sizeof *list->seen);
    return list->seen ? successors_find(&list->successors, d) : -1;
}

static void heirs_release(struct heirs *list)
{
    successors_release(&list->successors);
    free(list->seen);
    free(list->v);
}

/* Those of council NUMBER, each once in a search, however many lines of descent lead to it. */
static int add_heirs(struct heirs *list, uint32_t number, const struct inspection *before)
{
    const struct successors *s = &list->successors;
    for (uint32_t i = s->from[number + 1]; i > s->from[number]; i--) {
        uint32_t heir = s->v[i - 1];
        if (list->seen[heir] == list->search)
            continue;
        if (ARRAY_ROOM(list) != 0)
            return -1;
        list->seen[heir] = list->search;
        list->v[list->n++] = (struct heir){.number = heir, .has_before = before != NULL};
        if (before)
            list->v[list->n - 1].before = *before;
    }
    return 0;
}

/* The same for an arrangement that goes on in successors: what was found there was found under it.
 */
static int follow_heirs(struct setup *s, const struct study *study, struct heirs *list)
{
    struct history h = {0};
    int status = 0;
    while (list->n > 0 && status == 0) {
        const struct heir heir = list->v[--list->n];
        status = history_build(&h, study->d, &study->rules, heir.number);
        if (status != 0 || !h.exists || history_model(&h, h.opened) != s->arrangement->model)
            continue;
        int32_t end = end_of_run(&h, h.opened);
        const struct inspection *left = heir.has_before ? &heir.before : NULL;
        const struct inspection *own = history_in_force(&h, h.opened - 1);
        note_first(s, &h, h.opened - 1, end, own ? own : left);
        const struct inspection *last = history_in_force(&h, end);
        if (end == h.closed && h.closed != DAY_LAST)
            status = add_heirs(list, heir.number, last ? last : left);
    }
    history_release(&h);
    return status;
}

static int find_after(struct setup *s, const struct study *study, const struct history *h,
                      struct heirs *list)
{
    const struct arrangement *a = s->arrangement;
    note_first(s, h, a->start, a->end, history_in_force(h, a->start));
    if (h->closed == DAY_LAST || a->end != h->closed || a->has_ended)
        return 0;
    list->search++;
    list->n = 0;
    if (add_heirs(list, h->number, history_in_force(h, a->end)) != 0)
        return -1;
    return follow_heirs(s, study, list);
}

static int add_setup(struct setups *list, const struct study *study, const struct history *h,
                     const struct arrangement *a, struct heirs *heirs)
{
    const struct rules *rules = &study->rules;
    if (a->model == MODEL_IN_HOUSE || a->spell == NO_SPELL)
        return 0;
    list->n_unknown_start += a->start == DAY_FIRST;
    if (!a->is_new || a->start < rules->from || a->start > rules->to)
        return 0;
    if (ARRAY_ROOM(list) != 0)
        return -1;
    struct setup s = {.arrangement = a, .spell = spell_at(study->d, a->spell)};
    find_before(&s, h, rules);
    if (find_after(&s, study, h, heirs) != 0)
        return -1;
    list->n_directed_after += s.directed_is_after;
    list->n_judged_after += s.has_directed && s.has_judged && s.judged.day > s.directed;
    list->v[list->n++] = s;
    return 0;
}

static int add_setups(struct setups *list, struct study *study, struct heirs *heirs)
{
    const struct arrangements *all = &list->arrangements;
    const struct history *h;
    int status;
    size_t at = 0;
    for (size_t i = 0; (h = study_next(study, &i, &status)) != NULL;)
        for (; at < all->n && all->v[at].council == h->number; at++)
            if (add_setup(list, study, h, &all->v[at], heirs) != 0)
                return -1;
    return status;
}

int setups_find(struct study *study, struct setups *list)
{
    struct heirs heirs = {0};
    int status = arrangements_find(study, &list->arrangements);
    if (status == 0)
        status = heirs_init(&heirs, study->d);
    if (status == 0)
        status = add_setups(list, study, &heirs);
    heirs_release(&heirs);
    return status;
}

double setup_days(const struct setup *p, enum setup_measure measure)
{
    int32_t start = p->arrangement->start;
    if (measure == JUDGED_TO_START && p->has_judged)
        return (double)start - p->judged.day;
    if (measure == DIRECTED_TO_START && p->has_directed)
        return (double)start - p->directed;
    if (measure == START_TO_RISE && p->has_first_rise)
        return (double)p->first_rise.day - start;
    return (double)NAN;
}

void setups_release(struct setups *s)
{
    free(s->v);
    arrangements_release(&s->arrangements);
    *s = (struct setups){0};
}
