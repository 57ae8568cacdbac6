/* One date, in each order, against a reader that knows the forms one by one.
 * aims: base/date */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Numbers of S that FORM has: 'd' is a digit of the next number, 'D' is one that may lack, ' ' ends
 * a number, other characters are themselves. */
static bool has_form(const char *s, const char *form, int numbers[3])
{
    int n = 0;
    memset(numbers, 0, 3 * sizeof *numbers);
    for (; *form; form++) {
        bool is_digit = *s >= '0' && *s <= '9';
        if (*form == 'd' || *form == 'D') {
            if (!is_digit && *form == 'd')
                return false;
            if (is_digit)
                numbers[n] = numbers[n] * 10 + (*s++ - '0');
        } else {
            if (*s++ != *form)
                return false;
            n++;
        }
    }
    return *s == '\0';
}

struct parsed {
    enum date_status status;
    int year, month, day; /* 0: none */
};

static struct parsed judge(struct parsed p, bool has_month, bool has_day)
{
    bool is_wrong = p.year < 1 || p.year > 9999 || (has_month && (p.month < 1 || p.month > 12));
    is_wrong = is_wrong || (has_day && (p.day < 1 || p.day > days_of(p.year, p.month)));
    p.status = is_wrong ? DATE_IMPOSSIBLE : DATE_OK;
    return p;
}

static struct parsed naive(const char *s, enum date_order order)
{
    int n[3];
    if (has_form(s, "dddd-dd-dd", n))
        return judge((struct parsed){0, n[0], n[1], n[2]}, true, true);
    if (has_form(s, "dddd-dd", n))
        return judge((struct parsed){0, n[0], n[1], 0}, true, false);
    if (has_form(s, "dddd", n))
        return judge((struct parsed){0, n[0], 0, 0}, false, false);
    bool is_long = has_form(s, "dD/dD/dddd", n);
    if (order == DATE_ISO_ONLY || (!is_long && !has_form(s, "dD/dD/dd", n)))
        return (struct parsed){DATE_MALFORMED, 0, 0, 0};
    int year = is_long ? n[2] : n[2] + (n[2] < 70 ? 2000 : 1900);
    struct parsed p = {0, year, n[order == DATE_DMY], n[order != DATE_DMY]};
    return judge(p, true, true);
}

static void check_known(struct date d, const struct parsed *p)
{
    char text[DATE_TEXT], words[DATE_WORDS];
    struct date again;
    enum date_precision precision = p->day ? DATE_DAY : p->month ? DATE_MONTH : DATE_YEAR;
    HOLDS(date_is_known(d) && date_precision(d) == precision && date_year(d) == p->year);
    HOLDS(!p->month || date_month(d) == p->month);
    HOLDS(date_parse(span_of(date_text(d, text)), DATE_ISO_ONLY, &again) == DATE_OK);
    HOLDS(again.packed == d.packed && date_words(d, words)[0]);
    int32_t first = date_first_day(d), last = date_last_day(d);
    HOLDS(last - first + 1 == (p->day     ? 1
                               : p->month ? days_of(p->year, p->month)
                                          : 365 + is_leap(p->year)));
    HOLDS(date_place(d, DATE_FIRST) == first && date_place(d, DATE_LAST) == last);
    HOLDS(date_place(d, DATE_MID) >= first && date_place(d, DATE_MID) <= last);
    struct date of = date_of(p->year, p->month ? p->month : 1, p->day ? p->day : 1);
    HOLDS(date_first_day(of) == first && date_of_day(first).packed == of.packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    if (memchr(data, '\0', size))
        return 0;
    char *string = fuzz_string(s);
    for (int order = DATE_ISO_ONLY; order <= DATE_MDY; order++) {
        struct date date = {12345};
        struct parsed p = naive(string, (enum date_order)order);
        enum date_status status = date_parse(s, (enum date_order)order, &date);
        HOLDS(status == p.status);
        HOLDS(status == DATE_OK || date.packed == 12345);
        if (status == DATE_OK)
            check_known(date, &p);
    }
    date_looks_slashed(s);
    free(string);
    return 0;
}
