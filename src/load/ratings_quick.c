/* The quick way of ratings (quick.h). */
#include "quick.h"
#include "ratings.h"

static bool take_council(void *context, const char *text, size_t length)
{
    struct quick_rating *q = &((struct loader *)context)->quick;
    struct quick_memo *last = &q->last;
    q->is_last = last->length == length && quick_memo_is(last, (struct span){text, length});
    q->length = length;
    if (length == 0 || length > sizeof q->name)
        return false;
    if (!q->is_last)
        memcpy(q->name, text, length < QUICK_BYTES ? QUICK_BYTES : length);
    return true;
}

static bool take_inspected(void *context, const char *text, size_t length)
{
    return quick_day(text, length, &((struct loader *)context)->quick.j.inspected);
}

static bool take_published(void *context, const char *text, size_t length)
{
    return quick_day(text, length, &((struct loader *)context)->quick.j.published);
}

static bool take_ended(void *context, const char *text, size_t length)
{
    return quick_day(text, length, &((struct loader *)context)->quick.j.ended);
}

static bool take_judgement(void *context, const char *text, size_t length)
{
    static const char usual[QUICK_BYTES] = "overall";
    struct loader *l = context;
    struct span kind = {length ? text : usual, length ? length : strlen(usual)};
    return quick_word(&l->kinds_seen, &l->d->kinds, kind, &l->quick.j.kind);
}

static bool take_framework(void *context, const char *text, size_t length)
{
    struct loader *l = context;
    return quick_word(&l->frameworks_seen, &l->d->frameworks, (struct span){text, length},
                      &l->quick.j.framework);
}

static bool take_grade(void *context, const char *text, size_t length)
{
    struct loader *l = context;
    return quick_word(&l->words_seen, &l->d->words.names, (struct span){text, length},
                      &l->quick.j.word);
}

/* Of a flat file. */
static bool take_model(void *context, const char *text, size_t length)
{
    (void)context, (void)text;
    return length == 0;
}

static bool take_source(void *context, const char *text, size_t length)
{
    struct loader *l = context;
    return pool_put(&l->d->sources, (struct span){text, length}, &l->quick.j.source) == 0;
}

/* Whether the dates are there, and go together. */
static bool are_in_order(const struct judgement *j)
{
    return (j->inspected.packed | j->published.packed) != 0 &&
           quick_is_within(j->inspected, j->published, DAYS_TO_PUBLISH) &&
           quick_is_within(j->inspected, j->ended, INT32_MAX / 4);
}

/* Whether the date is neither after the as-of date nor outside the life of the council. */
static bool is_in_time(const struct loader *l, const struct judgement *j)
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
    memcpy(w->name, name.text, sizeof w->name);
    w->council = intern_prepare(&l->names, (struct span){w->name, name.length});
    if (l->n_waiting > WAITING / 2)
        intern_approach(&l->names, &waiting_at(l, l->n_waiting - 1 - WAITING / 2)->council);
    return true;
}

/* The number of the council that is named: with councils.csv it must be there; without, good
 * records name the councils. */
static bool find_council(struct loader *l, struct quick_rating *q)
{
    struct span name = {q->name, q->length};
    if (q->is_last) {
        q->j.council = q->last.number;
        return true;
    }
    if (l->d->councils_file ? !loader_find_council(l, name, &q->j.council)
                            : intern_put(&l->names, &l->d->arena, name, &q->j.council) != 0)
        return false;
    if (name.length <= QUICK_BYTES)
        quick_remember(&q->last, name, q->j.council);
    return true;
}

static bool end_rating(void *context, uint32_t line)
{
    struct loader *l = context;
    struct quick_rating *q = &l->quick;
    q->j.line = line;
    q->j.file = l->file;
    if ((q->j.kind == NOT_GIVEN && !take_judgement(l, NULL, 0)) ||
        (q->j.framework == NOT_GIVEN && !take_framework(l, NULL, 0)) || !are_in_order(&q->j))
        return false;
    if (l->names.slots && !l->d->councils_file) {
        struct span name = {q->is_last ? (const char *)q->last.bytes : q->name, q->length};
        return name.length <= QUICK_BYTES && is_in_time(l, &q->j) && wait(l, &q->j, name);
    }
    if (l->n_waiting > 0 || (!l->d->councils_file && !is_in_time(l, &q->j)))
        return false;
    return find_council(l, q) && (!l->d->councils_file || is_in_time(l, &q->j)) &&
           rating_add(l, &q->j);
}

const struct quick_sheet quick_ratings = {
    .values = {[RATING_COUNCIL] = take_council,
               [RATING_GRADE] = take_grade,
               [RATING_INSPECTED] = take_inspected,
               [RATING_PUBLISHED] = take_published,
               [RATING_ENDED] = take_ended,
               [RATING_JUDGEMENT] = take_judgement,
               [RATING_FRAMEWORK] = take_framework,
               [RATING_SOURCE] = take_source,
               [RATING_MODEL] = take_model},
    .end = end_rating,
};
