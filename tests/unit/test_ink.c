/* ink: contrasts by the formula of WCAG 2.1, and differences that remain for colour-blind readers.
 *
 * Colour blindness: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, IEEE TVCG 15 (2009)
 * 1291-1298, severity 1.0, applied to linear sRGB. Differences: CIE 1976 L*a*b* (D65). */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "out/ink.h"

typedef const char *ink_in(enum ink ink);

static const struct screen {
    const char *name;
    ink_in *ink;
} screens[] = {{"light", ink_light}, {"dark", ink_dark}};
enum { SCREENS = 2 };

static const struct sight {
    const char *name;
    double m[3][3];
} sights[] = {
    {"trichromat", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"protanope",
     {{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {"deuteranope",
     {{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {"tritanope",
     {{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
};
enum { SIGHTS = 4 };

static void linear(const char *hex, double rgb[3])
{
    assert_int_equal(strlen(hex), 7);
    for (int i = 0; i < 3; i++) {
        const char pair[] = {hex[1 + 2 * i], hex[2 + 2 * i], '\0'};
        double c = (double)strtoul(pair, NULL, 16) / 255;
        rgb[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
}

static double luminance(const char *hex)
{
    double c[3];
    linear(hex, c);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

static double contrast(const char *a, const char *b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static double bend(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static void lab_seen(const char *hex, const struct sight *sight, double lab[3])
{
    double c[3], v[3];
    linear(hex, c);
    for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++)
            sum += sight->m[i][k] * c[k];
        v[i] = fmin(1, fmax(0, sum));
    }
    double x = bend((0.4124564 * v[0] + 0.3575761 * v[1] + 0.1804375 * v[2]) / 0.95047);
    double y = bend(0.2126729 * v[0] + 0.7151522 * v[1] + 0.0721750 * v[2]);
    double z = bend((0.0193339 * v[0] + 0.1191920 * v[1] + 0.9503041 * v[2]) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

static double difference(const char *a, const char *b, const struct sight *sight)
{
    double x[3], y[3];
    lab_seen(a, sight, x);
    lab_seen(b, sight, y);
    return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

/* Values that others give: black on white is 21 to 1, #777777 on white 4.48; L*a*b* of pure red. */
static void the_formulas_are_those_of_the_books(void **state)
{
    double lab[3];
    (void)state;
    check_close(contrast("#000000", "#ffffff"), 21, 1e-12);
    check_close(contrast("#777777", "#ffffff"), 4.48, 2e-3);
    lab_seen("#ff0000", &sights[0], lab);
    check_close(lab[0], 53.24, 1e-3);
    check_close(lab[1], 80.09, 1e-3);
    check_close(lab[2], 67.20, 1e-3);
    check_close(difference("#000000", "#ffffff", &sights[0]), 100, 1e-6);
    /* red and green of one lightness: apart for most, nearly one for a deuteranope */
    assert_true(difference("#b04000", "#6e7000", &sights[0]) > 40);
    assert_true(difference("#b04000", "#6e7000", &sights[2]) < 25);
}

static void check_contrast(const struct screen *s, int ink, int ground, double least)
{
    double c = contrast(s->ink((enum ink)ink), s->ink((enum ink)ground));
    if (c < least)
        fail_msg("%s: ink %d on %d has %.2f to 1, not %.1f", s->name, ink, ground, c, least);
}

static void text_can_be_read(void **state)
{
    (void)state;
    for (size_t k = 0; k < SCREENS; k++) {
        const struct screen *s = &screens[k];
        check_contrast(s, INK_TEXT, INK_PAPER, 4.5);
        check_contrast(s, INK_MUTED, INK_PAPER, 4.5);
        for (int i = 0; i < N_SERIES; i++) {
            check_contrast(s, INK_SERIES + i, INK_PAPER, 4.5);
            check_contrast(s, INK_SERIES + i, INK_TINT + i, 4.5);
            check_contrast(s, INK_TEXT, INK_TINT + i, 4.5);
            check_contrast(s, INK_MUTED, INK_TINT + i, 4.5);
        }
        for (int i = 0; i < N_RANKS; i++)
            check_contrast(s, INK_ON_RANK + i, INK_RANK + i, 4.5);
    }
}

static void marks_can_be_seen(void **state)
{
    (void)state;
    for (size_t k = 0; k < SCREENS; k++)
        for (int i = 0; i < N_RANKS; i++) {
            check_contrast(&screens[k], INK_RANK + i, INK_PAPER, 3);
            for (int tint = 0; tint < N_SERIES; tint++)
                check_contrast(&screens[k], INK_RANK + i, INK_TINT + tint, 3);
        }
}

static void check_apart(int first, int n, double least)
{
    for (size_t k = 0; k < SCREENS; k++)
        for (size_t sight = 0; sight < SIGHTS; sight++)
            for (int a = 0; a < n; a++)
                for (int b = a + 1; b < n; b++) {
                    double d = difference(screens[k].ink((enum ink)(first + a)),
                                          screens[k].ink((enum ink)(first + b)), &sights[sight]);
                    if (d < least)
                        fail_msg("%s, %s: inks %d and %d differ by %.1f, not %.0f", screens[k].name,
                                 sights[sight].name, first + a, first + b, d, least);
                }
}

static void colors_remain_apart_for_all_readers(void **state)
{
    (void)state;
    check_apart(INK_RANK, N_RANKS, 15);
    check_apart(INK_SERIES, 5, 15);
    check_apart(INK_SERIES, N_SERIES, 7);
}

static void dashes_of_series_are_all_different(void **state)
{
    (void)state;
    for (int a = 0; a < N_SERIES; a++)
        for (int b = a + 1; b < N_SERIES; b++)
            assert_true(!ink_dash(a) || strcmp(ink_dash(a), ink_dash(b)) != 0);
    assert_null(ink_dash(0));
    assert_ptr_equal(ink_dash(N_SERIES + 3), ink_dash(3));
}

/* The best is first and the worst last, none is before a better one, and up to six differ. */
static void ranks_spread_over_all_inks(void **state)
{
    (void)state;
    assert_int_equal(ink_of_rank(0, 1), 0);
    for (int n = 2; n <= 20; n++) {
        assert_int_equal(ink_of_rank(0, n), 0);
        assert_int_equal(ink_of_rank(n - 1, n), N_RANKS - 1);
        for (int i = 1; i < n; i++) {
            assert_true(ink_of_rank(i, n) >= ink_of_rank(i - 1, n));
            if (n <= N_RANKS)
                assert_true(ink_of_rank(i, n) > ink_of_rank(i - 1, n));
        }
    }
}

static void the_style_sheet_has_each_ink_in_its_dark_form(void **state)
{
    struct text style = {0}, rule = {0};
    (void)state;
    ink_add_style(&style);
    for (int i = INK_PAPER; i < INK_COUNT; i++) {
        text_clear(&rule);
        text_addf(&rule, ".f%d{fill:%s}.s%d{stroke:%s}", i, ink_dark((enum ink)i), i,
                  ink_dark((enum ink)i));
        assert_non_null(strstr(text_string(&style), text_string(&rule)));
    }
    assert_null(strpbrk(text_string(&style), "<&")); /* it stands in XML as it is */
    assert_string_equal(ink_light(INK_NONE), "none");
    text_release(&style);
    text_release(&rule);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formulas_are_those_of_the_books),
        cmocka_unit_test(text_can_be_read),
        cmocka_unit_test(marks_can_be_seen),
        cmocka_unit_test(colors_remain_apart_for_all_readers),
        cmocka_unit_test(dashes_of_series_are_all_different),
        cmocka_unit_test(ranks_spread_over_all_inks),
        cmocka_unit_test(the_style_sheet_has_each_ink_in_its_dark_form),
    };
    return CHECK_RUN(tests, argc, argv);
}
