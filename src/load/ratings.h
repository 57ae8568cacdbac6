/* ratings: from the fields of a record to a judgement, or several. What ratings.csv, flat files and
 * the importers share. */
#ifndef LOAD_RATINGS_H
#define LOAD_RATINGS_H

#include "loader.h"

/* The fields that a record of judgements can have; each kind of file has a table of these, with the
 * names of its columns (NULL: it has none such), and may have further fields. */
enum rating_field {
    RATING_COUNCIL,
    RATING_GRADE,
    RATING_INSPECTED,
    RATING_PUBLISHED,
    RATING_ENDED,
    RATING_JUDGEMENT,
    RATING_FRAMEWORK,
    RATING_SOURCE,
    RATING_FIELDS,
    RATING_MODEL = RATING_FIELDS, /* of flat files ... */
    RATING_PROVIDER,
    RATING_FLAT_FIELDS
};

enum { DAYS_AFTER_CLOSING = 60, DAYS_TO_PUBLISH = 365 };

/* The date by which J is dated: that of the inspection or BY_PUBLISHED, else the other. */
static inline struct date rating_date(const struct judgement *j, bool by_published)
{
    struct date first = by_published ? j->published : j->inspected;
    struct date other = by_published ? j->inspected : j->published;
    return date_is_known(first) ? first : other;
}

/* Sets the dates of J: E-DATE, E-EMPTY where there is none, E-ORDER, W-LATE. 0 or -1. */
int rating_dates(struct sheet *s, const struct row *row, struct judgement *j);

/* Sets the grade of J to the word VALUE, which stands in FIELD: E-GRADE where it is none. 0 or -1.
 */
int rating_grade(struct sheet *s, const struct row *row, int field, struct span value,
                 struct judgement *j);

/* Sets which judgement J is, by NAME (empty: overall), which stands in FIELD. 0 or -1. */
int rating_kind(struct sheet *s, const struct row *row, int field, struct span name,
                struct judgement *j);

/* Sets the framework of J. 0 or -1. */
int rating_framework(struct sheet *s, const struct row *row, struct span name, struct judgement *j);

/* J against the life of its council: E-LIFE, W-EARLY. 0 or -1. */
int rating_life(struct sheet *s, const struct row *row, const struct judgement *j);

/* Of a flat file, E-MODEL where the record's model is none. 0 or -1. */
int rating_check_model(struct sheet *s, const struct row *row);

/* Keeps the record's model, if it has one, as of the day of J. 0 or -1. */
int rating_keep_model(struct sheet *s, const struct row *row, const struct judgement *j);

/* The bit of a kind; 0 where there are too many. */
static inline uint64_t kind_bit(uint32_t kind)
{
    return kind < 64 ? (uint64_t)1 << kind : 0;
}

/* Notes whether J, which may be of the same inspection as the last rating, stands behind it in the
 * dataset's order, and does not repeat it. */
static inline void watch_order_closely(struct loader *l, const struct judgement *j)
{
    const struct judgement *last = &l->last;
    int order = l->d->judgements.n == 0 || last->council < j->council ? -1
                : last->council > j->council                          ? 1
                                                                      : judgement_order(last, j);
    uint64_t kinds = l->kinds | kind_bit(last->kind), kind = kind_bit(j->kind);
    if (order > 0 || kind == 0 || (order == 0 && (kinds & kind) != 0))
        l->has_disorder = true;
    l->kinds = order == 0 ? kinds | kind : 0;
}

static inline void watch_order(struct loader *l, const struct judgement *j)
{
    struct judgement *last = &l->last;
    bool is_next = last->council == j->council && last->inspected.packed < j->inspected.packed &&
                   date_is_known(last->inspected) && date_is_known(j->inspected);
    if ((is_next || last->council < j->council) && kind_bit(j->kind))
        l->kinds = 0;
    else
        watch_order_closely(l, j);
    last->council = j->council;
    last->inspected = j->inspected;
    last->published = j->published;
    last->framework = j->framework;
    last->kind = j->kind;
}

/* Appends J, of a good record, to the dataset, whatever the order. False when there is no memory.
 */
__attribute__((always_inline)) static inline bool rating_append(struct loader *l,
                                                                const struct judgement *j)
{
    struct dataset *d = l->d;
    if (packed_add(&d->judgements, (const uint32_t *)j, JUDGEMENT_COLUMNS) != 0)
        return false;
    d->latest_day = later_of(l, d->latest_day, j);
    return true;
}

/* The same, and notes whether the ratings stand in order. */
__attribute__((always_inline)) static inline bool rating_add(struct loader *l,
                                                             const struct judgement *j)
{
    watch_order(l, j);
    return rating_append(l, j);
}

/* The same with SOURCE, and of the number of the loader's file. 0 or -1. */
int rating_keep(struct loader *l, struct judgement *j, struct span source);

/* The quick way (quick.h); councils of ratings may then wait, and are to be found before others are
 * taken. Where columns are missing that many files do not have, there is a quicker one: it is
 * chosen. */
bool rating_take_quickly(struct sheet *s, const struct span *v, uint32_t line);
void rating_choose_quick(struct sheet *s, const struct row *row);
int rating_take_waiting(struct loader *l);

#endif
