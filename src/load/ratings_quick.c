/* The quick way of ratings (quick.h). */
#include "quick.h"
#include "ratings.h"

static inline bool read_dates(const struct sheet *s, const struct row *row, struct judgement *j)
{
    return quick_day(s, row, RATING_INSPECTED, &j->inspected) &&
           quick_day(s, row, RATING_PUBLISHED, &j->published) &&
           quick_day(s, row, RATING_ENDED, &j->ended) &&
           (j->inspected.packed | j->published.packed) != 0 &&
           quick_is_within(j->inspected, j->published, DAYS_TO_PUBLISH) &&
           quick_is_within(j->inspected, j->ended, INT32_MAX / 4);
}

/* Which judgement it is, its framework and its grade. */
static inline bool read_words(struct loader *l, const struct sheet *s, const struct row *row,
                              struct judgement *j)
{
    static const char usual[QUICK_BYTES] = "overall";
    struct span kind = sheet_value(s, row, RATING_JUDGEMENT);
    if (kind.length == 0)
        kind = (struct span){usual, 7};
    return quick_word(&l->kinds_seen, &l->d->kinds, kind, &j->kind) &&
           quick_word(&l->frameworks_seen, &l->d->frameworks, sheet_value(s, row, RATING_FRAMEWORK),
                      &j->framework) &&
           quick_word(&l->words_seen, &l->d->words.names, sheet_value(s, row, RATING_GRADE),
                      &j->word);
}

/* Whether the date is neither after the as-of date nor outside the life of the council. */
static inline bool is_in_time(const struct loader *l, const struct judgement *j)
{
    const struct load_request *rq = l->request;
    int32_t day = date_first_day(rating_date(j, false));
    if (rq->has_as_of && date_first_day(rating_date(j, rq->by_published)) > rq->as_of)
        return false;
    if (!l->d->councils_file)
        return true;
    const struct council *c = &l->d->councils[j->council];
    return !(date_is_known(c->closed) && day > date_last_day(c->closed) + DAYS_AFTER_CLOSING) &&
           !(date_is_known(c->opened) && day < date_first_day(c->opened));
}

static inline struct waiting *waiting_at(struct loader *l, size_t i)
{
    return &l->waiting[(l->first_waiting + i) % WAITING];
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
    while (l->n_waiting > 0)
        if (!take_first(l))
            return diags_no_memory(l->reading.ds);
    return 0;
}

/* Ratings that are out of order, of very many councils: memory is slow to tell the number of each,
 * so that they wait while others are read. */
static bool wait(struct loader *l, const struct judgement *j, struct span name)
{
    if (l->n_waiting == WAITING && !take_first(l))
        return false;
    struct waiting *w = waiting_at(l, l->n_waiting++);
    w->j = *j;
    memcpy(w->name, name.text, name.length);
    w->council = intern_prepare(&l->names, (struct span){w->name, name.length});
    if (l->n_waiting > WAITING / 2)
        intern_approach(&l->names, &waiting_at(l, l->n_waiting - 1 - WAITING / 2)->council);
    return true;
}

/* Takes J, which is good: without councils.csv, its council's name is new or not. */
static bool take_named(struct loader *l, struct judgement *j, struct span name)
{
    if (l->names.slots && name.length <= sizeof l->waiting[0].name)
        return wait(l, j, name);
    if (l->n_waiting > 0 || intern_put(&l->names, &l->d->arena, name, &l->last_name) != 0)
        return false;
    j->council = l->last_name;
    return rating_add(l, j);
}

bool rating_take_quickly(void *context, const struct row *row)
{
    struct sheet *s = context;
    struct loader *l = s->context;
    struct judgement j = {.line = row->line, .file = l->file};
    struct span name = sheet_value(s, row, RATING_COUNCIL);
    struct span source = sheet_value(s, row, RATING_SOURCE);
    bool has_list = l->d->councils_file;
    if (!sheet_is_even(s) || name.length == 0 || !read_dates(s, row, &j) ||
        !read_words(l, s, row, &j) || (has_list && !loader_find_council(l, name, &j.council)) ||
        !is_in_time(l, &j))
        return false;
    if (source.length > 0 && pool_put(&l->d->sources, source, &j.source) != 0)
        return false;
    return has_list ? rating_add(l, &j) : take_named(l, &j, name);
}
