#include "base/date.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_SLASHED = 10 };

/* 719163 days lie between 0001-01-01 and the day before 1970-01-01, and that too. */
#define YEAR(y)     (((y)-1) * 365 + ((y)-1) / 4 - ((y)-1) / 100 + ((y)-1) / 400 - 719163)
#define LEAP(y)     ((y) % 4 == 0 && ((y) % 100 != 0 || (y) % 400 == 0))
#define ENTRY(y)    (YEAR(y) * 2 + LEAP(y))
#define YEARS_5(y)  ENTRY(y), ENTRY((y) + 1), ENTRY((y) + 2), ENTRY((y) + 3), ENTRY((y) + 4)
#define YEARS_20(y) YEARS_5(y), YEARS_5((y) + 5), YEARS_5((y) + 10), YEARS_5((y) + 15)
#define YEARS_100(y)                                                                               \
    YEARS_20(y), YEARS_20((y) + 20), YEARS_20((y) + 40), YEARS_20((y) + 60), YEARS_20((y) + 80)

const int32_t date_years[DATE_TABLE_YEARS] = {YEARS_100(DATE_TABLE_FIRST),
                                              YEARS_100(DATE_TABLE_FIRST + 100)};

const int16_t date_months[2][16] = {
    {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
};

static bool is_leap(int year)
{
    return LEAP(year);
}

/* Days from 1970-01-01 by the rule of leap years. YEAR is 1 or later, MONTH 1 to 12. */
static int32_t days_from_civil(int year, int month, int day)
{
    return YEAR(year) + date_months[is_leap(year)][month] + day;
}

struct civil {
    int year, month, day;
};

/* The inverse. Years are taken to begin in March, so that the leap day is the last of its year;
 * 719468 days lie between 0000-03-01 and 1970-01-01 (the algorithm is Howard Hinnant's
 * civil_from_days). */
static struct civil civil_from_days(int32_t days)
{
    int z = days + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    struct civil c;
    c.day = day_of_year - (153 * shifted + 2) / 5 + 1;
    c.month = shifted < 10 ? shifted + 3 : shifted - 9;
    c.year = year_of_era + era * 400 + (c.month <= 2);
    return c;
}

static int month_length(int year, int month)
{
    const int16_t *before = &date_months[is_leap(year)][month];
    return before[1] - before[0];
}

static struct date pack(int32_t day, enum date_precision precision)
{
    return (struct date){day * 4 + (int32_t)precision};
}

struct date date_of(int year, int month, int day)
{
    return pack(days_from_civil(year, month, day), DATE_DAY);
}

struct date date_of_day(int32_t day)
{
    return pack(day, DATE_DAY);
}

static enum date_status date_make(struct civil c, enum date_precision precision, struct date *date)
{
    if (c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1 ||
        (c.day > 28 && c.day > month_length(c.year, c.month)))
        return DATE_IMPOSSIBLE;
    *date = pack(days_from_civil(c.year, c.month, c.day), precision);
    return DATE_OK;
}

/* Two digits at P as a number; *WRONG is set where one is none. */
static inline int two_digits(const char *p, bool *wrong)
{
    unsigned tens = (unsigned)(p[0] - '0'), ones = (unsigned)(p[1] - '0');
    *wrong |= (tens > 9) | (ones > 9);
    return (int)(tens * 10 + ones);
}

/* YYYY, YYYY-MM or YYYY-MM-DD: S has one of these lengths. */
static enum date_status parse_iso(struct span s, struct date *date)
{
    bool wrong = false;
    struct civil c = {two_digits(s.text, &wrong) * 100 + two_digits(s.text + 2, &wrong), 1, 1};
    enum date_precision precision = DATE_YEAR;
    if (s.length > 4) {
        precision = DATE_MONTH;
        c.month = two_digits(s.text + 5, &wrong);
        wrong = wrong || s.text[4] != '-';
    }
    if (s.length > 7) {
        precision = DATE_DAY;
        c.day = two_digits(s.text + 8, &wrong);
        wrong = wrong || s.text[7] != '-';
    }
    return wrong ? DATE_MALFORMED : date_make(c, precision, date);
}

/* One to four digits at P as a number; *WRONG is set where one is none. */
static int digits(const char *p, size_t n, bool *wrong)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        *wrong |= p[i] < '0' || p[i] > '9';
        value = value * 10 + (p[i] - '0');
    }
    return value;
}

/* Cuts S at its slashes into three numbers of at most 2, 2 and 4 digits; false where it is not so.
 */
static bool cut_slashed(struct span s, int part[3], size_t length[3])
{
    for (int i = 0; i < 3; i++) {
        size_t n = 0;
        while (n < s.length && s.text[n] != '/')
            n++;
        bool more = n < s.length, wrong = n == 0 || n > 4 || more != (i < 2);
        part[i] = wrong ? 0 : digits(s.text, n, &wrong);
        length[i] = n;
        if (wrong)
            return false;
        s.text += n + more;
        s.length -= n + more;
    }
    return length[0] <= 2 && length[1] <= 2 && (length[2] == 2 || length[2] == 4);
}

static enum date_status parse_slashed(struct span s, enum date_order order, struct date *date)
{
    int part[3];
    size_t length[3];
    if (s.length > LONGEST_SLASHED || !cut_slashed(s, part, length))
        return DATE_MALFORMED;
    struct civil c = {part[2], part[1], part[0]};
    if (order == DATE_MDY)
        c = (struct civil){part[2], part[0], part[1]};
    if (length[2] == 2)
        c.year += c.year >= 70 ? 1900 : 2000;
    return date_make(c, DATE_DAY, date);
}

enum date_status date_parse(struct span s, enum date_order order, struct date *date)
{
    if (s.length == 10 || s.length == 7 || s.length == 4) {
        enum date_status status = parse_iso(s, date);
        if (status != DATE_MALFORMED)
            return status;
    }
    return order == DATE_ISO_ONLY ? DATE_MALFORMED : parse_slashed(s, order, date);
}

bool date_looks_slashed(struct span s)
{
    int part[3];
    size_t length[3];
    return s.length <= LONGEST_SLASHED && cut_slashed(s, part, length);
}

int32_t date_last_day_partial(struct date d)
{
    struct civil c = civil_from_days(date_first_day(d));
    if (date_precision(d) == DATE_YEAR)
        return days_from_civil(c.year, 12, 31);
    return date_first_day(d) + month_length(c.year, c.month) - 1;
}

int32_t date_place_partial(struct date d, enum date_placing placing)
{
    if (placing == DATE_FIRST)
        return date_first_day(d);
    if (placing == DATE_LAST)
        return date_last_day(d);
    if (date_precision(d) == DATE_MONTH)
        return date_first_day(d) + 14;
    return days_from_civil(date_year(d), 7, 1);
}

int date_year(struct date d)
{
    return civil_from_days(date_first_day(d)).year;
}

int date_month(struct date d)
{
    return civil_from_days(date_first_day(d)).month;
}

/* VALUE as N digits at TO; returns what is behind them. */
static char *put_digits(char *to, int value, int n)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        to[i] = (char)('0' + value % 10);
    return to + n;
}

const char *date_text(struct date d, char buffer[DATE_TEXT])
{
    struct civil c = civil_from_days(date_first_day(d));
    enum date_precision precision = date_precision(d);
    char *to = buffer;
    if (precision != DATE_NONE)
        to = put_digits(to, c.year, 4);
    if (precision == DATE_MONTH || precision == DATE_DAY) {
        *to++ = '-';
        to = put_digits(to, c.month, 2);
    }
    if (precision == DATE_DAY) {
        *to++ = '-';
        to = put_digits(to, c.day, 2);
    }
    *to = '\0';
    return buffer;
}

const char *date_words(struct date d, char buffer[DATE_WORDS])
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
    };
    struct civil c = civil_from_days(date_first_day(d));
    const char *month = months[c.month - 1];
    buffer[0] = '\0';
    if (date_precision(d) == DATE_DAY)
        snprintf(buffer, DATE_WORDS, "%d %s %d", c.day, month, c.year);
    else if (date_precision(d) == DATE_MONTH)
        snprintf(buffer, DATE_WORDS, "%s %d", month, c.year);
    else if (date_precision(d) == DATE_YEAR)
        snprintf(buffer, DATE_WORDS, "%d", c.year);
    return buffer;
}
