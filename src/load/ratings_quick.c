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
    static const struct span usual = {"overall", 7};
    struct span kind = sheet_value(s, row, RATING_JUDGEMENT);
    j->kind = l->last.kind;
    j->framework = l->last.framework;
    return quick_word(&l->d->kinds, kind.length ? kind : usual, &j->kind) &&
           quick_word(&l->d->frameworks, sheet_value(s, row, RATING_FRAMEWORK), &j->framework) &&
           intern_guess(&l->d->words.names, sheet_value(s, row, RATING_GRADE), &j->word);
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

/* With councils.csv the council must be there; without, good records name the councils. */
static inline bool read_council(struct loader *l, struct span name, struct judgement *j)
{
    if (l->d->councils_file)
        return quick_council(l, name, &j->council);
    if (name.length == 0 || (!quick_word(&l->names, name, &l->last_name) &&
                             intern_put(&l->names, &l->d->arena, name, &l->last_name) != 0))
        return false;
    j->council = l->last_name;
    return true;
}

bool rating_take_quickly(void *context, const struct row *row)
{
    struct sheet *s = context;
    struct loader *l = s->context;
    struct judgement j = {.line = row->line, .file = l->file};
    if (!sheet_is_even(s) || !read_dates(s, row, &j) || !read_words(l, s, row, &j) ||
        !read_council(l, sheet_value(s, row, RATING_COUNCIL), &j) || !is_in_time(l, &j))
        return false;
    return rating_add(l, &j, sheet_value(s, row, RATING_SOURCE));
}
