/* ink: contrasts, by the formulas of WCAG 2.1 ("relative luminance", "contrast ratio"). */
#include "out/ink.h"

#include <math.h>
#include <stdlib.h>

#include "check.h"

static double luminance(const char *color)
{
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    assert_int_equal(color[0], '#');
    for (int i = 0; i < 3; i++) {
        const char digits[] = {color[1 + 2 * i], color[2 + 2 * i], '\0'};
        double v = (double)strtol(digits, NULL, 16) / 255;
        sum += weights[i] * (v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(const char *a, const char *b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static void check_contrast(int ink, int ground, double least)
{
    double light = contrast(ink_light((enum ink)ink), ink_light((enum ink)ground));
    double dark = contrast(ink_dark((enum ink)ink), ink_dark((enum ink)ground));
    if (light < least || dark < least)
        fail_msg("ink %d on %d: %.2f light, %.2f dark; expected %.1f", ink, ground, light, dark,
                 least);
}

static void contrast_is_that_of_the_formulas(void **state)
{
    (void)state;
    check_close(contrast("#000000", "#ffffff"), 21, 1e-12);
    check_close(contrast("#777777", "#ffffff"), 4.4781, 1e-4); /* the known near miss */
}

static void text_can_be_read_on_what_it_stands_on(void **state)
{
    (void)state;
    check_contrast(INK_TEXT, INK_PAPER, 4.5);
    check_contrast(INK_MUTED, INK_PAPER, 4.5);
    for (int i = 0; i < N_SERIES; i++) {
        check_contrast(INK_SERIES + i, INK_PAPER, 4.5);
        check_contrast(INK_SERIES + i, INK_TINT + i, 4.5);
        check_contrast(INK_TEXT, INK_TINT + i, 4.5);
        check_contrast(INK_MUTED, INK_TINT + i, 4.5);
    }
    for (int i = 0; i < N_RANKS; i++)
        check_contrast(INK_ON_RANK + i, INK_RANK + i, 4.5);
}

static void marks_can_be_seen_on_what_they_stand_on(void **state)
{
    (void)state;
    for (int i = 0; i < N_RANKS; i++) {
        check_contrast(INK_RANK + i, INK_PAPER, 3);
        for (int k = 0; k < N_SERIES; k++)
            check_contrast(INK_RANK + i, INK_TINT + k, 3);
    }
}

static void ranks_are_spread_over_all_inks_in_order(void **state)
{
    (void)state;
    for (int n = 1; n <= 40; n++)
        for (int i = 0, last = -1; i < n; i++) {
            int ink = ink_of_rank(i, n);
            assert_true(ink >= last && ink < N_RANKS && (n > N_RANKS || ink > last));
            assert_true(i > 0 || ink == 0);
            assert_true(n == 1 || i < n - 1 || ink == N_RANKS - 1);
            last = ink;
        }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_the_formulas),
        cmocka_unit_test(text_can_be_read_on_what_it_stands_on),
        cmocka_unit_test(marks_can_be_seen_on_what_they_stand_on),
        cmocka_unit_test(ranks_are_spread_over_all_inks_in_order),
    };
    return CHECK_RUN(tests, argc, argv);
}
