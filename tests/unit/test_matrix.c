/* matrix: inverses of symmetric matrices, and forms. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "stat/matrix.h"
#include "stat/numerics.h"

static void the_inverse_and_the_determinant_by_hand(void **state)
{
    static const struct {
        size_t n;
        double a[9], inverse[9], determinant;
    } cases[] = {
        {0, {0}, {0}, 1},
        {1, {4}, {0.25}, 4},
        {2, {4, 2, 2, 3}, {3.0 / 8, -2.0 / 8, -2.0 / 8, 4.0 / 8}, 8},
        {3,
         {2, 1, 0, 1, 2, 1, 0, 1, 2},
         {0.75, -0.5, 0.25, -0.5, 1, -0.5, 0.25, -0.5, 0.75},
         4}, /* 2 (4 - 1) - 1 (2 - 0) */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double a[9], log_determinant = NAN;
        memcpy(a, cases[i].a, sizeof a);
        assert_int_equal(matrix_invert(a, cases[i].n, &log_determinant), 0);
        for (size_t k = 0; k < cases[i].n * cases[i].n; k++)
            check_close(a[k], cases[i].inverse[k], 1e-14);
        check_close(log_determinant, log(cases[i].determinant), 1e-14);
    }
}

/* A row that is all but a multiple of another leaves a pivot that is rounding, whatever the units
 * of either. */
static void what_is_not_positive_definite_has_no_inverse(void **state)
{
    static const struct {
        double unit, rest; /* of the second row beside the first, in its units */
        int status;
    } cases[] = {
        {1, 1e-3, 0},   {1e10, 1e-3, 0},      {1e-10, 1e-3, 0},   {1, 1e-11, 0},
        {1, 1e-13, -1}, {1e10, 1e-13, -1},    {1e-10, 1e-13, -1}, {1, 0, -1},
        {1, -1e-3, -1}, {1, (double)NAN, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double u = cases[i].unit, a[] = {u * u, u, u, 1 + cases[i].rest};
        assert_int_equal(matrix_invert(a, 2, NULL), cases[i].status);
        if (cases[i].status == 0)
            check_close(a[3] * cases[i].rest, 1, 1e-4);
    }
}

/* (1 2) A (3 4)' is 1 x 5 x 3 + 1 x 6 x 4 + 2 x 7 x 3 + 2 x 8 x 4. */
static void a_form_is_the_sum_over_all_pairs(void **state)
{
    static const double x[] = {1, 2}, a[] = {5, 6, 7, 8}, y[] = {3, 4};
    (void)state;
    check_close(matrix_form(x, a, y, 2), 145, 0);
    check_close(matrix_form(x, a, y, 0), 0, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_inverse_and_the_determinant_by_hand),
        cmocka_unit_test(what_is_not_positive_definite_has_no_inverse),
        cmocka_unit_test(a_form_is_the_sum_over_all_pairs),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
