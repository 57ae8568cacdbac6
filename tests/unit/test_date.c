/* date: the calendar, the forms that are read, and where partial dates are placed. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static struct date parse(const char *s, enum date_order order)
{
    struct date d = {0};
    assert_int_equal(date_parse(span_of(s), order, &d), DATE_OK);
    return d;
}

/* From the first to the last day that can be written: each day after the one before it is one day
 * later, and is written as it is read. */
static void every_day_round_trips(void **state)
{
    int32_t expected = date_first_day(parse("1890-01-01", DATE_ISO_ONLY));
    (void)state;
    for (int year = 1890; year < 2190; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                char written[DATE_TEXT], again[DATE_TEXT];
                struct date d;
                snprintf(written, sizeof written, "%04d-%02d-%02d", year, month, day);
                if (date_parse(span_of(written), DATE_ISO_ONLY, &d) != DATE_OK)
                    continue;
                assert_int_equal(date_first_day(d), expected++);
                assert_string_equal(date_text(d, again), written);
                assert_int_equal(date_year(d), year);
                assert_int_equal(date_month(d), month);
            }
    /* 300 years from 1890 have 73 leap days: 75 years by four, but not 1900 and 2100 */
    assert_int_equal(expected - date_first_day(parse("1890-01-01", DATE_ISO_ONLY)), 300 * 365 + 73);
}

/* R: as.integer(as.Date(c("1970-01-01", "2000-02-29", "2013-07-15", "0001-01-01", "9999-12-31")))
 */
static void days_are_counted_from_1970(void **state)
{
    (void)state;
    assert_int_equal(date_first_day(parse("1970-01-01", DATE_ISO_ONLY)), 0);
    assert_int_equal(date_first_day(parse("2000-02-29", DATE_ISO_ONLY)), 11016);
    assert_int_equal(date_first_day(parse("2013-07-15", DATE_ISO_ONLY)), 15901);
    assert_int_equal(date_first_day(parse("0001-01-01", DATE_ISO_ONLY)), -719162);
    assert_int_equal(date_first_day(parse("9999-12-31", DATE_ISO_ONLY)), 2932896);
}

static void forms_are_told_apart(void **state)
{
    static const struct {
        const char *text;
        enum date_order order;
        enum date_status status;
        const char *read_as;
    } cases[] = {
        {"2019", DATE_ISO_ONLY, DATE_OK, "2019"},
        {"2019-02", DATE_ISO_ONLY, DATE_OK, "2019-02"},
        {"2019-02-28", DATE_ISO_ONLY, DATE_OK, "2019-02-28"},
        {"2020-02-29", DATE_ISO_ONLY, DATE_OK, "2020-02-29"},
        {"2019-02-29", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"2019-02-30", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"1900-02-29", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"2000-02-29", DATE_ISO_ONLY, DATE_OK, "2000-02-29"},
        {"2019-13", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"2019-00", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"2019-04-31", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"2019-04-00", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"0000", DATE_ISO_ONLY, DATE_IMPOSSIBLE, NULL},
        {"", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"20190228", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"2019-2-28", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"2019/02/28", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"+019-02-28", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"1000000000", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"13/02/2019", DATE_ISO_ONLY, DATE_MALFORMED, NULL},
        {"13/02/2019", DATE_DMY, DATE_OK, "2019-02-13"},
        {"02/13/2019", DATE_MDY, DATE_OK, "2019-02-13"},
        {"13/02/2019", DATE_MDY, DATE_IMPOSSIBLE, NULL},
        {"1/2/2019", DATE_DMY, DATE_OK, "2019-02-01"},
        {"13/02/19", DATE_DMY, DATE_OK, "2019-02-13"},
        {"13/02/69", DATE_DMY, DATE_OK, "2069-02-13"},
        {"13/02/70", DATE_DMY, DATE_OK, "1970-02-13"},
        {"31/02/2019", DATE_DMY, DATE_IMPOSSIBLE, NULL},
        {"2019-02-13", DATE_DMY, DATE_OK, "2019-02-13"},
        {"13/02", DATE_DMY, DATE_MALFORMED, NULL},
        {"13/02/2019/1", DATE_DMY, DATE_MALFORMED, NULL},
        {"13//2019", DATE_DMY, DATE_MALFORMED, NULL},
        {"13/02/201", DATE_DMY, DATE_MALFORMED, NULL},
        {"1a/02/2019", DATE_DMY, DATE_MALFORMED, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date d = {0};
        char again[DATE_TEXT];
        enum date_status status = date_parse(span_of(cases[i].text), cases[i].order, &d);
        if (status != cases[i].status)
            fail_msg("%s: status %d, expected %d", cases[i].text, status, cases[i].status);
        assert_string_equal(date_text(d, again), cases[i].read_as ? cases[i].read_as : "");
    }
}

static void partial_dates_are_placed(void **state)
{
    static const struct {
        const char *text, *first, *mid, *last;
    } cases[] = {
        {"2019-02-13", "2019-02-13", "2019-02-13", "2019-02-13"},
        {"2019-02", "2019-02-01", "2019-02-15", "2019-02-28"},
        {"2020-02", "2020-02-01", "2020-02-15", "2020-02-29"},
        {"2019-12", "2019-12-01", "2019-12-15", "2019-12-31"},
        {"2019", "2019-01-01", "2019-07-01", "2019-12-31"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct date d = parse(cases[i].text, DATE_ISO_ONLY);
        char text[DATE_TEXT];
        assert_string_equal(date_text(date_of_day(date_place(d, DATE_FIRST)), text),
                            cases[i].first);
        assert_string_equal(date_text(date_of_day(date_place(d, DATE_MID)), text), cases[i].mid);
        assert_string_equal(date_text(date_of_day(date_place(d, DATE_LAST)), text), cases[i].last);
        assert_int_equal(date_first_day(d), date_place(d, DATE_FIRST));
        assert_int_equal(date_last_day(d), date_place(d, DATE_LAST));
    }
}

static void no_date_is_written_as_nothing(void **state)
{
    char text[DATE_TEXT];
    (void)state;
    assert_false(date_is_known((struct date){0}));
    assert_string_equal(date_text((struct date){0}, text), "");
}

static void words_have_the_precision_of_the_date(void **state)
{
    static const char *const cases[][2] = {
        {"2013-11-19", "19 November 2013"},
        {"2024-02-01", "1 February 2024"},
        {"2013-12", "December 2013"},
        {"2013-01", "January 2013"},
        {"0987", "987"},
    };
    char words[DATE_WORDS];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(date_words(parse(cases[i][0], DATE_ISO_ONLY), words), cases[i][1]);
    assert_string_equal(date_words((struct date){0}, words), "");
}

static void slashes_are_recognised(void **state)
{
    (void)state;
    assert_true(date_looks_slashed(span_of("13/02/2019")));
    assert_true(date_looks_slashed(span_of("99/99/99")));
    assert_false(date_looks_slashed(span_of("2019-02-13")));
    assert_false(date_looks_slashed(span_of("a/b/c")));
}

/* What is read quickly is what is read at length; all else is left to that. */
static void check_quick(const char *text)
{
    struct date quick = {0}, slow = {0};
    bool is_day = date_parse(span_of(text), DATE_ISO_ONLY, &slow) == DATE_OK &&
                  date_precision(slow) == DATE_DAY;
    bool is_read = date_parse_day(span_of(text), &quick);
    int year = is_day ? date_year(slow) : 0;
    if (is_read != (is_day && year >= 1900 && year < 2100))
        fail_msg("%s: %d", text, is_read);
    if (is_read)
        assert_int_equal(quick.packed, slow.packed);
}

static void days_are_read_quickly(void **state)
{
    char text[16];
    (void)state;
    for (int year = 1898; year < 2103; year++)
        for (int month = 0; month < 14; month++)
            for (int day = 0; day < 33; day++) {
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                check_quick(text);
            }
    for (size_t at = 0; at < 10; at++)
        for (int c = 1; c < 256; c++) {
            strcpy(text, "2019-11-28");
            text[at] = (char)c;
            check_quick(text);
        }
    check_quick("2019-11-2");
    check_quick("2019-11-028");
    check_quick("");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_round_trips),
        cmocka_unit_test(days_are_counted_from_1970),
        cmocka_unit_test(forms_are_told_apart),
        cmocka_unit_test(partial_dates_are_placed),
        cmocka_unit_test(no_date_is_written_as_nothing),
        cmocka_unit_test(words_have_the_precision_of_the_date),
        cmocka_unit_test(slashes_are_recognised),
        cmocka_unit_test(days_are_read_quickly),
    };
    return CHECK_RUN(tests, argc, argv);
}
