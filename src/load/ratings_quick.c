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
static bool is_in_life(const struct loader *l, const struct judgement *j)
{
    const struct council *c = &l->d->councils[j->council];
    int32_t day = date_first_day(rating_date(j, false));
    return !(date_is_known(c->closed) && day > date_last_day(c->closed) + DAYS_AFTER_CLOSING) &&
           !(date_is_known(c->opened) && day < date_first_day(c->opened));
}

static inline struct waiting *waiting_at(struct loader *l, size_t i)
{
    return &l->waiting[(l->first_waiting + i) % WAITING_SLOTS];
}

/* Takes the rating that has waited longest. False when there is no memory: it goes on waiting. */
static bool take_first(struct loader *l)
{
    struct waiting *w = waiting_at(l, 0);
    if (intern_put_prepared(&l->names, &l->d->arena, &w->council, &w->j.council) != 0 ||
        !rating_add(l, &w->j))
        return false;
    l->first_waiting++;
    l->n_waiting--;
    return true;
}

int rating_take_waiting(struct loader *l)
{
    l->last_council.length = 0; /* it is only remembered while none can be waiting */
    while (l->n_waiting > 0)
        if (!take_first(l))
            return diags_no_memory(l->reading.ds);
    return 0;
}

/* Ratings that are out of order, of very many councils: memory is slow to tell the number of each,
 * so that they wait, where they were read, while others are. */
static bool wait(struct loader *l, struct span name)
{
    if (l->n_waiting == WAITING && !take_first(l))
        return false;
    struct waiting *w = waiting_at(l, l->n_waiting++);
    w->council.s = name;
    intern_prepare(&l->names, &w->council);
    memcpy(w->name, name.text, sizeof w->name);
    w->council.s.text = w->name;
    if (l->n_waiting > WAITING / 2)
        intern_approach(&l->names, &waiting_at(l, l->n_waiting - 1 - WAITING / 2)->council);
    return true;
}

/* A rating of another council than the last one: with councils.csv it must be there; without, good
 * records name the councils. */
__attribute__((noinline)) static bool keep_of_other(struct loader *l, struct span name,
                                                    struct judgement *j)
{
    if (l->d->councils_file)
        return loader_find_council(l, name, &j->council) && is_in_life(l, j) && rating_add(l, j);
    if (l->names.slots)
        return name.length <= QUICK_BYTES && wait(l, name);
    if (l->n_waiting > 0 || intern_put(&l->names, &l->d->arena, name, &j->council) != 0)
        return false;
    l->last_council.length = 0;
    if (name.length <= QUICK_BYTES && !l->names.slots)
        quick_remember(&l->last_council, name, j->council);
    return rating_add(l, j);
}

/* The fields that many files do not have. */
__attribute__((noinline)) static bool read_others(struct sheet *s, const struct span *v,
                                                  struct judgement *j)
{
    struct loader *l = s->context;
    struct span source = sheet_quick_value(s, v, RATING_SOURCE);
    return sheet_quick_value(s, v, RATING_MODEL).length == 0 &&
           quick_day(sheet_quick_value(s, v, RATING_PUBLISHED), &j->published) &&
           quick_day(sheet_quick_value(s, v, RATING_ENDED), &j->ended) && are_in_order(j) &&
           (source.length == 0 || pool_put(&l->d->sources, source, &j->source) == 0);
}

static inline bool read_dates(struct sheet *s, const struct span *v, struct judgement *j)
{
    size_t others = sheet_quick_value(s, v, RATING_PUBLISHED).length |
                    sheet_quick_value(s, v, RATING_ENDED).length |
                    sheet_quick_value(s, v, RATING_SOURCE).length |
                    sheet_quick_value(s, v, RATING_MODEL).length;
    j->published.packed = j->ended.packed = 0;
    j->source = 0;
    if (!quick_day(sheet_quick_value(s, v, RATING_INSPECTED), &j->inspected))
        return false;
    return others ? read_others(s, v, j) : date_is_known(j->inspected);
}

static inline bool read_words(struct loader *l, const struct sheet *s, const struct span *v,
                              struct judgement *j)
{
    static const char usual[QUICK_BYTES] = "overall";
    struct dataset *d = l->d;
    struct span kind = sheet_quick_value(s, v, RATING_JUDGEMENT);
    if (kind.length == 0)
        kind = (struct span){usual, strlen(usual)};
    return quick_word(&l->kinds_seen, &d->kinds, kind, &j->kind) &&
           quick_word(&l->frameworks_seen, &d->frameworks,
                      sheet_quick_value(s, v, RATING_FRAMEWORK), &j->framework) &&
           quick_word(&l->words_seen, &d->words.names, sheet_quick_value(s, v, RATING_GRADE),
                      &j->word);
}

bool rating_take_quickly(struct sheet *s, const struct span *v, uint32_t line)
{
    struct loader *l = s->context;
    struct judgement *j = &waiting_at(l, l->n_waiting)->j;
    struct span name = sheet_quick_value(s, v, RATING_COUNCIL);
    j->line = line;
    j->file = l->file;
    if (name.length == 0 || !read_dates(s, v, j) || !read_words(l, s, v, j) || !is_in_time(l, j))
        return false;
    if (!quick_memo_is(&l->last_council, name))
        return keep_of_other(l, name, j);
    j->council = l->last_council.number;
    return rating_add(l, j);
}
