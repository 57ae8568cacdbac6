/* One number, read and written, against the C library; and the bytes of one.
 * aims: base/number */
#include "fuzz.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "out/view.h"

/* Decimal, all of it: a sign, digits, a point, an exponent. */
static bool is_decimal(const char *s)
{
    size_t digits;
    s += *s == '+' || *s == '-';
    digits = strspn(s, "0123456789");
    s += digits;
    if (*s == '.') {
        size_t more = strspn(++s, "0123456789");
        digits += more;
        s += more;
    }
    if (digits > 0 && (*s == 'e' || *s == 'E')) {
        s++;
        s += *s == '+' || *s == '-';
        size_t exponent = strspn(s, "0123456789");
        digits = exponent ? digits : 0;
        s += exponent;
    }
    return digits > 0 && *s == '\0';
}

static void check_read(struct span s)
{
    char *string = fuzz_string(s), *end;
    double x = -1, expected = strtod(string, &end);
    int64_t n = -1;
    bool is_short = s.length < NUMBER_TEXT;
    HOLDS(number_parse(s, &x) == (is_short && is_decimal(string) && isfinite(expected)));
    HOLDS(x == -1 || x == expected);
    if (number_parse_integer(s, -5, INT64_C(9007199254740992), &n))
        HOLDS(n >= -5 && (double)n == expected && strspn(string, "+-0123456789") == s.length);
    else
        HOLDS(n == -1);
    free(string);
}

static void check_written(double x)
{
    char text[NUMBER_TEXT], fixed[NUMBER_TEXT];
    double again;
    number_text(x, text);
    HOLDS(number_parse(span_of(text), &again) && again == x && strcmp(text, "-0") != 0);
    for (int decimals = 0; decimals <= 30; decimals += 5) {
        number_fixed(x, decimals, fixed);
        const char *point = strchr(fixed, '.');
        HOLDS(point ? strlen(point + 1) == (size_t)decimals : decimals == 0);
        again = strtod(fixed, NULL);
        HOLDS(fabs(again - x) <= 0.5 * pow(10, -decimals) + fabs(x) * 1e-15);
        HOLDS(fixed[0] != '-' || again < 0);
    }
}

/* A cell in each unit: what people and machines read is within the rounding that is promised. */
static void check_shown(double x)
{
    static const char *const units[] = {"years", "months", "days", "probability", NULL};
    for (int digits = -1; digits <= 30; digits += 4)
        for (int i = 0; i < 5; i++) {
            const struct column column = {"x", TYPE_NUMBER, units[i], "", NULL, 0, 0};
            const struct view v = {.digits = digits};
            struct text exact = {0}, shown = {0};
            double again;
            view_add_exact(&v, &column, cell_real(x), &exact);
            view_add_shown(&v, &column, cell_real(x), &shown);
            HOLDS(number_parse(text_span(&exact), &again));
            HOLDS(again == view_number(&v, &column, cell_real(x)));
            HOLDS(digits >= 0 || again == x);
            HOLDS(shown.n > 0 && fuzz_is_visible(text_span(&shown)));
            text_release(&exact);
            text_release(&shown);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    double x;
    char text[NUMBER_TEXT];
    if (!memchr(data, '\0', size))
        check_read(s);
    if (size != sizeof x)
        return 0;
    memcpy(&x, data, sizeof x);
    if (!isfinite(x))
        return 0;
    check_written(x);
    check_shown(x);
    size_t n;
    memcpy(&n, data, sizeof n);
    number_grouped(n, text);
    size_t digits = 0, grouped = 0;
    for (const char *p = text; *p; p++)
        if (isdigit((unsigned char)*p)) {
            digits++;
            grouped = grouped * 10 + (size_t)(*p - '0');
        }
    HOLDS(grouped == n && strlen(text) == digits + (digits - 1) / 3);
    return 0;
}
