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
    l->last_council.known = 0; /* it is only remembered while none can be waiting */
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
    l->last_council.known = 0;
    if (name.length <= QUICK_BYTES && !l->names.slots)
        quick_remember(&l->last_council, name, j->council);
    return rating_add(l, j);
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

/* One by one: members that were set one by one, and are read together, stall. */
static inline void copy(struct judgement *to, const struct judgement *j)
{
    to->inspected = j->inspected;
    to->ended = j->ended;
    to->published = j->published;
    to->source = j->source;
    to->line = j->line;
    to->framework = j->framework;
    to->kind = j->kind;
    to->word = j->word;
    to->file = j->file;
}

/* A rating of the council NAME, with or without values in the other fields. Where it may have to
 * wait it is copied to where it can. */
__attribute__((always_inline)) static inline bool
take(struct sheet *s, const struct span *v, uint32_t line, struct span name, bool has_others)
{
    struct loader *l = s->context;
    struct judgement j = {.line = line, .file = l->file};
    if (!quick_day(sheet_quick_value(s, v, RATING_INSPECTED), &j.inspected) ||
        (has_others ? !read_others(s, v, &j) : !date_is_known(j.inspected)) ||
        !read_words(l, s, v, &j) || !is_in_time(l, &j))
        return false;
    if (unlikely(!quick_memo_is(&l->last_council, name))) {
        struct judgement *kept = &waiting_at(l, l->n_waiting)->j;
        copy(kept, &j);
        return keep_of_other(l, name, kept);
    }
    j.council = l->last_council.number;
    return rating_add(l, &j);
}

__attribute__((noinline)) static bool take_with_others(struct sheet *s, const struct span *v,
                                                       uint32_t line, struct span name)
{
    return take(s, v, line, name, true);
}

HOT bool rating_take_quickly(struct sheet *s, const struct span *v, uint32_t line)
{
    struct span name = sheet_quick_value(s, v, RATING_COUNCIL);
    size_t others = sheet_quick_value(s, v, RATING_PUBLISHED).length |
                    sheet_quick_value(s, v, RATING_ENDED).length |
                    sheet_quick_value(s, v, RATING_SOURCE).length |
                    sheet_quick_value(s, v, RATING_MODEL).length;
    if (name.length == 0)
        return false;
    return unlikely(others != 0) ? take_with_others(s, v, line, name)
                                 : take(s, v, line, name, false);
}
