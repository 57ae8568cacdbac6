/* quick: what the quick ways of taking a record share. These take records of which nothing needs a
 * word, and of which there can be millions: their dates are days, their words were there before.
 * All others go the long way, which does the same. */
#ifndef LOAD_QUICK_H
#define LOAD_QUICK_H

#include "loader.h"

/* DATE as FIELD has it: a day, or none. */
static inline bool quick_day(const struct sheet *s, const struct row *row, int field,
                             struct date *date)
{
    struct span value = sheet_value(s, row, field);
    date->packed = 0;
    return value.length == 0 || date_parse_day(value, date);
}

/* Whether LATER, where both are known, is FROM up to MOST days after EARLIER. */
static inline bool quick_is_within(struct date earlier, struct date later, int32_t most)
{
    return !date_is_known(earlier) || !date_is_known(later) ||
           (later.packed >= earlier.packed &&
            (uint32_t)later.packed - (uint32_t)earlier.packed <= 4 * (uint32_t)most);
}

/* Whether S is text NUMBER, or else another that was asked for before, whose number it then is. */
static inline bool quick_word(struct intern *t, struct span s, uint32_t *number)
{
    return (*number < t->n && intern_entry_is(&t->v[*number], s, intern_ends_of(s))) ||
           intern_guess(t, s, number);
}

#endif
