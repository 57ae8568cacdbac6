/* date: days of the proleptic Gregorian calendar, with the precision they were given in.
 *
 * Durations and comparisons use integer days, so ties are exact. There is no clock, no time zone
 * and no locale here. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdint.h>
#include <string.h>

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

/* Of years from 1900 to 2099, and the one behind, the day before the first; of leap years and
 * others, the days before each month. */
extern const int32_t date_years[DATE_TABLE_YEARS + 1];
extern const int16_t date_months[2][14];

/* Ten bytes, taken as eight and two: each is compared with '0' or '-' at once, and the digits are
 * put together two by two. Where bytes stand the other way round, the long way has to do. */
static inline bool date_parse_day(struct span s, struct date *date)
{
    uint64_t head;
    uint16_t tail;
    if (s.length != 10 || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
        return false;
    memcpy(&head, s.text, sizeof head);
    memcpy(&tail, s.text + sizeof head, sizeof tail);
    head ^= 0x2d30302d30303030U; /* "0000-00-" */
    tail ^= 0x3030U;
    uint64_t wrong = ((head + 0x7f76767f76767676U) | head) & 0x8080808080808080U;
    wrong |= (((uint32_t)tail + 0x7676U) | tail) & 0x18080U;
    uint32_t pairs = (uint32_t)head * 10 + ((uint32_t)head >> 8);
    unsigned year = (pairs & 0xff) * 100 + (pairs >> 16 & 0xff) - DATE_TABLE_FIRST;
    unsigned month = (unsigned)(head >> 40 & 0xf) * 10 + (unsigned)(head >> 48 & 0xf);
    int day = (tail & 0xf) * 10 + (tail >> 8 & 0xf);
    if (wrong || year >= DATE_TABLE_YEARS || month - 1 > 11)
        return false;
    const int32_t *first = &date_years[year];
    const int16_t *before = &date_months[first[1] - first[0] - 365][month];
    if (day < 1 || day > before[1] - before[0])
        return false;
    date->packed = (first[0] + before[0] + day) * 4 + DATE_DAY;
    return true;
}

#endif
