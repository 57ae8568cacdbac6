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

/* Appends J, of a good record, to the dataset, with SOURCE. 0 or -1. */
int rating_keep(struct loader *l, struct judgement *j, struct span source);

#endif
