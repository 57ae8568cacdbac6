/* number: text that reads back, fixed decimals, strict reading, thousands. */
#include "check.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static uint64_t any_bits(struct random *r)
{
    uint64_t high = random_below(r, 1U << 22), middle = random_below(r, 1U << 21);
    return high << 42 | middle << 21 | random_below(r, 1U << 21);
}

/* A normal double: those below DBL_MIN have fewer digits than others. */
static double any_double(struct random *r)
{
    double x = 0;
    while (fpclassify(x) != FP_NORMAL) {
        uint64_t bits = any_bits(r);
        memcpy(&x, &bits, sizeof x);
    }
    return x;
}

static void numbers_are_written_as_people_expect(void **state)
{
    char buffer[NUMBER_TEXT];
    (void)state;
    assert_ptr_equal(number_text(0.0, buffer), buffer);
    assert_string_equal(number_text(0.0, buffer), "0");
    assert_string_equal(number_text(-0.0, buffer), "0");
    assert_string_equal(number_text(1.0 / 3, buffer), "0.3333333333333333");
    assert_string_equal(number_text(0.1 + 0.2, buffer), "0.30000000000000004");
    assert_string_equal(number_text(9007199254740992, buffer), "9007199254740992");
    assert_string_equal(number_text(-1.25e-7, buffer), "-1.25e-07");
    assert_string_equal(number_text(DBL_MAX, buffer), "1.7976931348623157e+308");
    assert_string_equal(number_text(DBL_MIN, buffer), "2.2250738585072014e-308");
}

/* Digits of a number's text that count: from the first that is not 0 to the last such. */
static int significant(const char *text)
{
    int digits = 0, last = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text < '0' || *text > '9')
            continue;
        if (digits > 0 || *text != '0')
            digits++;
        if (*text != '0')
            last = digits;
    }
    return last;
}

/* The least number of digits at which the nearest decimal reads back. */
static int digits_needed(double x)
{
    char text[64];
    int digits = 1;
    for (; digits < 17; digits++) {
        snprintf(text, sizeof text, "%.*e", digits - 1, x);
        if (strtod(text, NULL) == x)
            break;
    }
    return digits;
}

static void texts_read_back_and_have_no_digit_to_spare(void **state)
{
    struct random r = random_start();
    int seen[18] = {0};
    (void)state;
    for (int i = 0; i < 60000; i++) {
        char buffer[NUMBER_TEXT];
        double x = any_double(&r), back = 0;
        if (i % 2 == 0) /* a number of few digits, as records have them */
            x = ((double)random_below(&r, 2000000) - 1e6) / pow(10, random_below(&r, 7));
        number_text(x, buffer);
        if (strtod(buffer, NULL) != x || (x != 0 && significant(buffer) != digits_needed(x)))
            fail_msg("%.17g is written %s", x, buffer);
        assert_true(number_parse(span_of(buffer), &back));
        assert_true(back == x);
        seen[significant(buffer)]++;
    }
    assert_true(seen[3] > 0 && seen[15] > 0 && seen[16] > 0 && seen[17] > 0);
}

static void decimals_are_fixed_and_zero_has_no_sign(void **state)
{
    char buffer[NUMBER_TEXT];
    (void)state;
    assert_ptr_equal(number_fixed(-0.0, 0, buffer), buffer);
    assert_string_equal(number_fixed(-0.0, 0, buffer), "0");
    assert_string_equal(number_fixed(-0.0, 2, buffer), "0.00");
    assert_string_equal(number_fixed(-0.0004, 3, buffer), "0.000");
    assert_string_equal(number_fixed(-0.0006, 3, buffer), "-0.001");
    assert_string_equal(number_fixed(0.5, 0, buffer), "0");
    assert_string_equal(number_fixed(1.5, 0, buffer), "2");
    assert_string_equal(number_fixed(-100.04, 1, buffer), "-100.0");
    assert_string_equal(number_fixed(3.25, 1, buffer), "3.2");
    assert_string_equal(number_fixed(0.1, 30, buffer), "0.100000000000000005551115123126");
}

/* A whole number M over a power of ten has the digits of M, with the point among them. */
static void decimals_are_the_digits_of_the_whole_number(void **state)
{
    struct random r = random_start();
    struct text expected = {0};
    (void)state;
    for (int i = 0; i < 50000; i++) {
        int decimals = (int)random_below(&r, 7), m = (int)random_below(&r, 20000000) - 10000000;
        int power = 1;
        for (int k = 0; k < decimals; k++)
            power *= 10;
        char buffer[NUMBER_TEXT];
        text_clear(&expected);
        text_addf(&expected, "%s%d", m < 0 ? "-" : "", abs(m) / power);
        if (decimals > 0)
            text_addf(&expected, ".%0*d", decimals, abs(m) % power);
        assert_string_equal(number_fixed((double)m / power, decimals, buffer),
                            text_string(&expected));
    }
    text_release(&expected);
}

static void only_whole_finite_numbers_are_read(void **state)
{
    static const struct {
        const char *text;
        double x;
    } cases[] = {{"0", 0},        {"-12.5", -12.5},
                 {"+3", 3},       {".5", 0.5},
                 {"5.", 5},       {"1e3", 1000},
                 {"1E-3", 0.001}, {"2.5e+2", 250},
                 {"007", 7},      {"1.7976931348623157e308", DBL_MAX}};
    static const char *const refused[] = {
        "1e309", "-1e309", "",   ".",   "+",     "e5",   "1e",  "1e+",       "1.2.3", "--1",
        "1-",    " 1",     "1 ", "1,5", "1_000", "0x10", "inf", "-infinity", "nan",   "\xd9\xa3"};
    double x = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (!number_parse(span_of(cases[i].text), &x) || x != cases[i].x)
            fail_msg("\"%s\" is read as %.17g", cases[i].text, x);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (number_parse(span_of(refused[i]), &x))
            fail_msg("\"%s\" is read as %.17g", refused[i], x);
    assert_false(number_parse((struct span){0}, &x));
    assert_false(number_parse((struct span){"1\0", 2}, &x));
    assert_true(number_parse((struct span){"123", 2}, &x)); /* no byte beyond the span */
    assert_true(x == 12);
}

static const char *skip_digits(const char *s)
{
    while (*s >= '0' && *s <= '9')
        s++;
    return s;
}

/* Whether S is a number by the grammar: a sign, digits with a point among them, an exponent. */
static bool is_decimal(const char *s)
{
    if (*s == '+' || *s == '-')
        s++;
    const char *whole = skip_digits(s), *end = *whole == '.' ? skip_digits(whole + 1) : whole;
    if (end - s - (*whole == '.') == 0)
        return false;
    if (*end != 'e' && *end != 'E')
        return *end == '\0';
    end += end[1] == '+' || end[1] == '-' ? 2 : 1;
    return skip_digits(end) > end && *skip_digits(end) == '\0';
}

static void what_is_read_follows_the_grammar(void **state)
{
    static const char letters[] = "0123456789019..++--eEx ,";
    struct random r = random_start();
    size_t numbers = 0;
    (void)state;
    for (int i = 0; i < 300000; i++) {
        char text[12] = "";
        size_t length = random_below(&r, 9);
        for (size_t k = 0; k < length; k++)
            text[k] = letters[random_below(&r, sizeof letters - 1)];
        double x = 0;
        bool expected = is_decimal(text) && isfinite(strtod(text, NULL));
        if (number_parse(span_of(text), &x) != expected || (expected && x != strtod(text, NULL)))
            fail_msg("\"%s\" is read as %.17g", text, x);
        numbers += expected;
    }
    assert_true(numbers > 10000 && numbers < 290000);
}

static void whole_numbers_keep_within_their_limits(void **state)
{
    static const char *const refused[] = {"",
                                          "-",
                                          "1.0",
                                          "1e3",
                                          "0x1",
                                          " 1",
                                          "1 ",
                                          "+-1",
                                          "--",
                                          "1+",
                                          "one",
                                          "1,000",
                                          "9223372036854775808",
                                          "-9223372036854775809"};
    int64_t x = -1;
    (void)state;
    assert_true(number_parse_integer(span_of("-0"), 0, 0, &x) && x == 0);
    assert_true(number_parse_integer(span_of("+0010"), 0, 10, &x) && x == 10);
    assert_true(number_parse_integer(span_of("-1"), -1, 10, &x) && x == -1);
    assert_true(number_parse_integer((struct span){"123", 2}, 0, 99, &x) && x == 12);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (number_parse_integer(span_of(refused[i]), INT64_MIN, INT64_MAX, &x))
            fail_msg("\"%s\" is read as %" PRId64, refused[i], x);
    assert_true(number_parse_integer(span_of("9223372036854775807"), 0, INT64_MAX, &x));
    assert_true(x == INT64_MAX);
    assert_true(number_parse_integer(span_of("-9223372036854775808"), INT64_MIN, 0, &x));
    assert_true(x == INT64_MIN);
    assert_false(number_parse_integer(span_of("11"), 0, 10, &x));
    assert_false(number_parse_integer(span_of("-1"), 0, 10, &x));
    assert_false(number_parse_integer((struct span){0}, -1, 1, &x));
}

static void every_whole_number_is_read_if_within_limits(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 50000; i++) {
        int64_t wanted = (int64_t)(any_bits(&r) >> (2 + random_below(&r, 62)));
        if (i % 2)
            wanted = -wanted;
        int64_t least = wanted - 2 + random_below(&r, 4), most = wanted - 1 + random_below(&r, 4);
        char text[32];
        int64_t x = 0;
        snprintf(text, sizeof text, "%" PRId64, wanted);
        assert_int_equal(number_parse_integer(span_of(text), least, most, &x),
                         least <= wanted && wanted <= most);
        assert_true(number_parse_integer(span_of(text), INT64_MIN, INT64_MAX, &x));
        assert_true(x == wanted);
    }
}

/* 342 bytes are written, 351 can be read; what is longer is beyond all doubles. */
static void long_numbers_are_read_or_refused_whole(void **state)
{
    char text[NUMBER_TEXT * 2];
    double x = 0;
    int64_t whole = 0;
    (void)state;
    assert_int_equal(strlen(number_fixed(-DBL_MAX, 30, text)), 1 + 309 + 1 + 30);
    assert_true(number_parse(span_of(text), &x) && x == -DBL_MAX);
    memset(text, '0', sizeof text);
    text[NUMBER_TEXT - 2] = '7';
    assert_true(number_parse((struct span){text, NUMBER_TEXT - 1}, &x));
    assert_true(number_parse_integer((struct span){text, NUMBER_TEXT - 1}, 0, 9, &whole));
    assert_true(x == 7 && whole == 7);
    memset(text, '9', sizeof text);
    for (size_t length = NUMBER_TEXT - 1; length <= sizeof text; length++) {
        assert_false(number_parse((struct span){text, length}, &x));
        assert_false(number_parse_integer((struct span){text, length}, 0, INT64_MAX, &whole));
    }
}

static void thousands_are_grouped(void **state)
{
    char buffer[NUMBER_TEXT];
    (void)state;
    assert_string_equal(number_grouped(0, buffer), "0");
    assert_string_equal(number_grouped(999, buffer), "999");
    assert_string_equal(number_grouped(1000, buffer), "1,000");
    assert_string_equal(number_grouped(999999, buffer), "999,999");
    assert_string_equal(number_grouped(1000000, buffer), "1,000,000");
    assert_string_equal(number_grouped(SIZE_MAX, buffer), "18,446,744,073,709,551,615");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_as_people_expect),
        cmocka_unit_test(texts_read_back_and_have_no_digit_to_spare),
        cmocka_unit_test(decimals_are_fixed_and_zero_has_no_sign),
        cmocka_unit_test(decimals_are_the_digits_of_the_whole_number),
        cmocka_unit_test(only_whole_finite_numbers_are_read),
        cmocka_unit_test(what_is_read_follows_the_grammar),
        cmocka_unit_test(whole_numbers_keep_within_their_limits),
        cmocka_unit_test(every_whole_number_is_read_if_within_limits),
        cmocka_unit_test(long_numbers_are_read_or_refused_whole),
        cmocka_unit_test(thousands_are_grouped),
    };
    return CHECK_RUN(tests, argc, argv);
}
