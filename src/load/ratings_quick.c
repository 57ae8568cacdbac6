/* The quick way of ratings (quick.h). */
#include "quick.h"
#include "ratings.h"

/* Whether the dates are there, and go together. */
static inline bool are_in_order(const struct judgement *j)
{
    return (j->inspected.packed | j->published.packed) != 0 &&
           quick_is_within(j->inspected, j->published, DAYS_TO_PUBLISH) &&
           quick_is_within(j->inspected, j->ended, INT32_MAX / 4);
}

/* Whether the date is not after the as-of date. */
static inline bool is_in_time(const struct loader *l, const struct judgement *j)
{
    const struct load_request *rq = l->request;
    return !rq->has_as_of || date_first_day(rating_date(j, rq->by_published)) <= rq->as_of;
}

/* Whether the date is not outside the life of the council. */
static bool is_in_life(const struct council *c, int32_t day)
{
    return !(date_is_known(c->closed) && day > date_last_day(c->closed) + DAYS_AFTER_CLOSING) &&
           !(date_is_known(c->opened) && day < date_first_day(c->opened));
}

static inline struct waiting *waiting_at(struct loader *l, size_t i)
{
    return &l->waiting[(l->first_waiting + i) % WAITING];
}

/* Finds the council that is being looked for longest. False when there is no memory: it goes on. */
static bool find_first(struct loader *l)
{
    const struct waiting *w = waiting_at(l, 0);
    uint32_t *council = &l->d->judgements.stage[w->place];
    if (intern_put_prepared(&l->names, &l->d->arena, &w->council, council) != 0)
        return false;
    l->first_waiting++;
    l->n_waiting--;
    return true;
}

int rating_take_waiting(struct loader *l)
{
    l->last_council.known = 0; /* it is only remembered while none can be waiting */
    while (l->n_waiting > 0)
        if (!find_first(l))
            return diags_no_memory(l->reading.ds);
    return 0;
}

/* Makes way for one more council that is to be looked for. Places are those of the stage: before a
 * full one is sealed, all councils of its ratings are found. False when there is no memory. */
static inline bool make_way(struct loader *l)
{
    bool is_full = l->d->judgements.n_staged == PACKED_STRETCH;
    while (l->n_waiting == WAITING || (is_full && l->n_waiting > 0))
        if (!find_first(l))
            return false;
    return true;
}

/* Ratings that are out of order, of very many councils: memory is slow to tell the number of each,
 * so that it is looked for while others are read. That of the rating that was staged last is NAME.
 */
static inline void look_for(struct loader *l, struct span name)
{
    struct waiting *w = waiting_at(l, l->n_waiting++);
    w->council.s = name;
    intern_prepare(&l->names, &w->council);
    memcpy(w->name, name.text, sizeof w->name);
    w->council.s.text = w->name;
    w->place = (uint32_t)(l->d->judgements.n_staged - 1);
    if (l->n_waiting > WAITING / 2)
        intern_approach(&l->names, &waiting_at(l, l->n_waiting - 1 - WAITING / 2)->council);
}

/* The number of another council than that of the last rating, which is of DAY; -1 where the rating
 * cannot go the quick way. With councils.csv it must be there; without, good records name the
 * councils. */
__attribute__((noinline)) static int64_t find_other(struct loader *l, struct span name, int32_t day)
{
    uint32_t council;
    if (l->d->councils_file)
        return loader_find_council(l, name, &council) && is_in_life(&l->d->councils[council], day)
                   ? (int64_t)council
                   : -1;
    if (intern_put(&l->names, &l->d->arena, name, &council) != 0)
        return -1;
    l->last_council.known = 0;
    if (name.length <= QUICK_BYTES && !l->names.slots)
        quick_remember(&l->last_council, name, council);
    return council;
}

/* The fields that many files do not have. */
static bool read_others(struct sheet *s, const struct span *v, struct judgement *j)
{
    struct loader *l = s->context;
    struct span source = sheet_quick_value(s, v, RATING_SOURCE);
    return sheet_quick_value(s, v, RATING_MODEL).length == 0 &&
           quick_day(sheet_quick_value(s, v, RATING_PUBLISHED), &j->published) &&
           quick_day(sheet_quick_value(s, v, RATING_ENDED), &j->ended) && are_in_order(j) &&
           (source.length == 0 || pool_put(&l->d->sources, source, &j->source) == 0);
}

__attribute__((always_inline)) static inline bool
read_words(struct loader *l, const struct sheet *s, const struct span *v, struct judgement *j)
{
    static const char usual[QUICK_BYTES] = "overall";
    struct dataset *d = l->d;
    struct span name = sheet_quick_value(s, v, RATING_JUDGEMENT);
    if (unlikely(name.length == 0))
        name = (struct span){usual, strlen(usual)};
    int64_t kind = quick_short_word(&l->kinds_seen, &d->kinds, name);
    int64_t framework = quick_short_word(&l->frameworks_seen, &d->frameworks,
                                         sheet_quick_value(s, v, RATING_FRAMEWORK));
    int64_t word =
        quick_word(&l->words_seen, &d->words.names, sheet_quick_value(s, v, RATING_GRADE));
    j->kind = (uint32_t)kind;
    j->framework = (uint32_t)framework;
    j->word = (uint32_t)word;
    return (kind | framework | word) >= 0;
}

/* A rating, with or without values in the other fields. */
__attribute__((always_inline)) static inline bool take(struct sheet *s, const struct span *v,
                                                       uint32_t line, bool has_others)
{
    struct loader *l = s->context;
    struct judgement j = {.line = line, .file = l->file};
    struct span name = sheet_quick_value(s, v, RATING_COUNCIL);
    if (name.length == 0 || !quick_day(sheet_quick_value(s, v, RATING_INSPECTED), &j.inspected) ||
        (has_others ? !read_others(s, v, &j) : !date_is_known(j.inspected)) ||
        !read_words(l, s, v, &j) || !is_in_time(l, &j))
        return false;
    if (l->names.slots && !l->d->councils_file) { /* which are in no order then */
        if (name.length > QUICK_BYTES || !make_way(l) || !rating_append(l, &j))
            return false;
        look_for(l, name);
        return true;
    }
    int64_t council = l->last_council.number;
    if (unlikely(!quick_memo_is(&l->last_council, name)))
        council = find_other(l, name, date_first_day(rating_date(&j, false)));
    if (council < 0)
        return false;
    j.council = (uint32_t)council;
    return rating_add(l, &j);
}

bool rating_take_quickly(struct sheet *s, const struct span *v, uint32_t line)
{
    return take(s, v, line, true);
}

HOT static bool take_plain(struct sheet *s, const struct span *v, uint32_t line)
{
    return take(s, v, line, false);
}

void rating_choose_quick(struct sheet *s, const struct row *row)
{
    (void)row;
    bool has_others = sheet_has(s, RATING_PUBLISHED) || sheet_has(s, RATING_ENDED) ||
                      sheet_has(s, RATING_SOURCE) || sheet_has(s, RATING_MODEL);
    s->quick = has_others ? rating_take_quickly : take_plain;
}
