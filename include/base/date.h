/* date: days of the proleptic Gregorian calendar, with the precision they were given in.
 *
 * Durations and comparisons use integer days, so ties are exact. There is no clock, no time zone
 * and no locale here. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdint.h>
#include <string.h>

#include "base/likely.h"
#include "base/span.h"

enum date_precision { DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY };

/* Four bytes: 4 x (the first day that the date can mean, counted from 1970-01-01) + precision.
 * Zeroed is no date. Years run from 0001 to 9999. */
struct date {
    int32_t packed;
};

/* Durations in years and months are days by these. */
#define DAYS_PER_YEAR  365.25
#define DAYS_PER_MONTH 30.4375

/* Days that stand for "before all" and "after all" where a spell or a life is open. */
#define DAY_FIRST INT32_MIN
#define DAY_LAST  INT32_MAX

/* Where a date of less than day precision is placed for arithmetic: a month at its 1st, 15th or
 * last day, a year at 1 January, 1 July or 31 December. */
enum date_placing { DATE_MID, DATE_FIRST, DATE_LAST };

/* How numeric dates with slashes are read; ISO dates are read always. */
enum date_order { DATE_ISO_ONLY, DATE_DMY, DATE_MDY };

enum date_status {
    DATE_OK,
    DATE_MALFORMED,  /* not of a form that is read */
    DATE_IMPOSSIBLE, /* of such a form, but no such day or month */
};

/* Reads YYYY-MM-DD, YYYY-MM or YYYY; with an ORDER also D/M/YYYY or M/D/YYYY, one or two digits,
 * and two-digit years (70-99 are 19xx, 00-69 are 20xx). *DATE is set on DATE_OK only. */
enum date_status date_parse(struct span s, enum date_order order, struct date *date);

/* The same of YYYY-MM-DD alone, quickly, of 1900 to 2099; false where S is no such date, or there
 * is no such day. */
static inline bool date_parse_day(struct span s, struct date *date);

/* Whether S looks like a date with slashes, which --dates could read. */
bool date_looks_slashed(struct span s);

/* MONTH 1-12, DAY 1-31, both of that calendar. */
struct date date_of(int year, int month, int day);

/* The date of day precision that DAY is. */
struct date date_of_day(int32_t day);

static inline enum date_precision date_precision(struct date d)
{
    return (enum date_precision)(d.packed & 3);
}

static inline bool date_is_known(struct date d)
{
    return d.packed != 0;
}

/* The first day that D can mean; D must be known. */
static inline int32_t date_first_day(struct date d)
{
    return d.packed >> 2; /* arithmetic, as gcc defines it */
}

/* The same of less than day precision. */
int32_t date_last_day_partial(struct date d);

/* The last day that D can mean; D must be known. */
static inline int32_t date_last_day(struct date d)
{
    return date_precision(d) == DATE_DAY ? date_first_day(d) : date_last_day_partial(d);
}

/* The day that D, of less than day precision, stands for under PLACING. */
int32_t date_place_partial(struct date d, enum date_placing placing);

/* The day that D stands for under PLACING; D must be known. */
static inline int32_t date_place(struct date d, enum date_placing placing)
{
    return date_precision(d) == DATE_DAY ? date_first_day(d) : date_place_partial(d, placing);
}

int date_year(struct date d);
int date_month(struct date d);

/* D as it is written in ISO 8601 at its precision, into BUFFER, which it returns; "" for none. */
enum { DATE_TEXT = 16 };
const char *date_text(struct date d, char buffer[DATE_TEXT]);

/* The same as running text has it: "19 November 2013", "November 2013", "2013". */
enum { DATE_WORDS = 40 };
const char *date_words(struct date d, char buffer[DATE_WORDS]);

enum { DATE_TABLE_FIRST = 1900, DATE_TABLE_YEARS = 200 };

/* Of years from 1900 to 2099, twice the day before the first, + 1 in a leap year; of other and leap
 * years, the days before each month, and behind the last. */
extern const int32_t date_years[DATE_TABLE_YEARS];
extern const int16_t date_months[2][16];

/* The last eight of the ten bytes are taken at once: each is compared with '0' or '-', and the
 * digits are put together two by two. Where bytes stand the other way round, the long way has to
 * do. */
static inline bool date_parse_day(struct span s, struct date *date)
{
    uint64_t rest;
    if (s.length != 10 || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
        return false;
    memcpy(&rest, s.text + 2, sizeof rest);
    rest ^= 0x30302d30302d3030U; /* "00-00-00" */
    uint64_t wrong = ((rest + 0x76767f76767f7676U) | rest) & 0x8080808080808080U;
    uint64_t pairs = rest * 10 + (rest >> 8);
    unsigned year = pairs & 0xff, month = pairs >> 24 & 0xff, day = pairs >> 48 & 0xff;
    if (likely(memcmp(s.text, "20", 2) == 0))
        year += 100;
    else if (memcmp(s.text, "19", 2) != 0)
        return false;
    if (wrong || month - 1 > 11)
        return false;
    int32_t first = date_years[year];
    const int16_t *before = &date_months[first & 1][month];
    if (day - 1 >= (unsigned)(before[1] - before[0]))
        return false;
    date->packed = ((first >> 1) + before[0] + (int32_t)day) * 4 + DATE_DAY;
    return true;
}

#endif
