/* sample: least, middle and greatest. */
#include "check.h"

#include <math.h>

#include "stat/sample.h"

static void the_middle_of_an_even_number_is_the_mean_of_two(void **state)
{
    static const struct {
        double values[6];
        size_t n;
        double least, median, most;
    } cases[] = {
        {{7}, 1, 7, 7, 7},
        {{4, 1}, 2, 1, 2.5, 4},
        {{9, -3, 2}, 3, -3, 2, 9},
        {{10, 1, 4, 2}, 4, 1, 3, 10},
        {{2, 2, 2, 5, 5}, 5, 2, 2, 5},
        {{0.5, 0.25, 8, 1, 6, 3}, 6, 0.25, 2, 8},
        {{-1, -2, -4, -8}, 4, -8, -3, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double values[6];
        for (size_t k = 0; k < cases[i].n; k++)
            values[k] = cases[i].values[k];
        struct sample_range r = sample_range(values, cases[i].n);
        check_close(r.least, cases[i].least, 0);
        check_close(r.median, cases[i].median, 0);
        check_close(r.most, cases[i].most, 0);
    }
}

static void no_values_have_no_range(void **state)
{
    double none[1] = {3};
    struct sample_range r = sample_range(none, 0);
    (void)state;
    assert_true(isnan(r.least) && isnan(r.median) && isnan(r.most));
}

/* As many values lie below the middle as above it, and none outside the ends. */
static void any_sample_has_its_middle_in_the_middle(void **state)
{
    enum { MOST = 40 };
    struct random r = random_start();
    (void)state;
    for (int k = 0; k < 20000; k++) {
        double given[MOST], sorted[MOST];
        size_t n = 1 + random_below(&r, MOST), below = 0, above = 0, ends = 0;
        for (size_t i = 0; i < n; i++)
            given[i] = sorted[i] = (double)random_below(&r, 200) - 100;
        struct sample_range range = sample_range(sorted, n);
        for (size_t i = 0; i < n; i++) {
            below += given[i] < range.median;
            above += given[i] > range.median;
            assert_true(range.least <= given[i] && given[i] <= range.most);
            ends |= (given[i] <= range.least ? 1U : 0U) | (given[i] >= range.most ? 2U : 0U);
        }
        assert_true(below <= n / 2 && above <= n / 2);
        assert_int_equal(ends, 3);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_middle_of_an_even_number_is_the_mean_of_two),
        cmocka_unit_test(no_values_have_no_range),
        cmocka_unit_test(any_sample_has_its_middle_in_the_middle),
    };
    return CHECK_RUN(tests, argc, argv);
}
