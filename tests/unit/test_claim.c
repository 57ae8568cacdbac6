/* claim: numbers and grades against what is claimed of them. */
#include "check.h"

#include <math.h>

#include "record/claim.h"

struct number_case {
    enum relation is;
    double number;
    int digits;
    double tolerance; /* below 0: none */
    double x;
    bool fits;
};

static void a_number_fits_as_it_is_written(void **state)
{
    static const struct number_case cases[] = {
        {RELATION_EQUAL, 14, 0, -1, 13.5, true},
        {RELATION_EQUAL, 14, 0, -1, 13.499999, false},
        {RELATION_EQUAL, 14, 0, -1, 14.499999, true},
        {RELATION_EQUAL, 14, 0, -1, 14.5, false},
        {RELATION_EQUAL, 14, 1, -1, 14.05, false},
        {RELATION_EQUAL, 14, 1, -1, 14.04, true},
        {RELATION_EQUAL, 14, 1, -1, 13.95, true},
        {RELATION_EQUAL, 0.07, 2, -1, 13.0 / 200, true},  /* 0.065 */
        {RELATION_EQUAL, 0.07, 2, -1, 15.0 / 200, false}, /* 0.075 */
        {RELATION_EQUAL, 0.072, 3, -1, 11.0 / 153, true},
        {RELATION_EQUAL, 0.07, 2, -1, 11.0 / 153, true},
        {RELATION_EQUAL, 0, 0, -1, 0, true},
        {RELATION_EQUAL, 14, 0, 0, 14, true},
        {RELATION_EQUAL, 14, 0, 0, 14.1, false},
        {RELATION_EQUAL, 14, 0, 1, 13, true},
        {RELATION_EQUAL, 14, 0, 1, 15, true},
        {RELATION_EQUAL, 14, 0, 1, 15.01, false},
        {RELATION_EQUAL, 0.3, 1, 0.1, 0.4, true},
        {RELATION_AT_LEAST, 12, 0, -1, 12, true},
        {RELATION_AT_LEAST, 12, 0, -1, 11.9, false},
        {RELATION_AT_MOST, 12, 0, -1, 12, true},
        {RELATION_AT_MOST, 12, 0, -1, 12.1, false},
        {RELATION_ABOVE, 12, 0, -1, 12, false},
        {RELATION_ABOVE, 12, 0, -1, 12.1, true},
        {RELATION_BELOW, 12, 0, -1, 12, false},
        {RELATION_BELOW, 12, 0, -1, 11.9, true},
        {RELATION_AT_LEAST, 0.3, 1, -1, 0.1 + 0.2, true},
        {RELATION_ABOVE, 0.3, 1, -1, 0.1 + 0.2, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct number_case *n = &cases[i];
        const struct claim c = {.number_is = n->is,
                                .number = n->number,
                                .digits = n->digits,
                                .tolerance = n->tolerance < 0 ? (double)NAN : n->tolerance};
        if (claim_number_fits(&c, n->x) != n->fits)
            fail_msg("%s%.*f and %.9g", relation_sign[n->is], n->digits, n->number, n->x);
    }
}

static void a_grade_fits_by_its_rank(void **state)
{
    static const bool fits[RELATION_COUNT][3] = {
        /* below, the same, above */
        [RELATION_EQUAL] = {false, true, false},  [RELATION_AT_LEAST] = {false, true, true},
        [RELATION_AT_MOST] = {true, true, false}, [RELATION_ABOVE] = {false, false, true},
        [RELATION_BELOW] = {true, false, false},
    };
    const int rank = 2;
    const struct claim none = {0};
    (void)state;
    for (int is = 0; is < RELATION_COUNT; is++)
        for (int i = 0; i < 3; i++) {
            const struct claim c = {.ranks = &rank, .n_ranks = 1, .grade_is = (enum relation)is};
            assert_int_equal(claim_grade_fits(&c, rank - 1 + i), fits[is][i]);
        }
    assert_true(claim_grade_fits(&none, rank));
}

static void a_kind_needs_no_field_that_it_also_may_have(void **state)
{
    (void)state;
    for (int i = 0; i < CLAIM_KIND_COUNT; i++) {
        const struct claim_kind_row *kind = &claim_kinds[i];
        assert_non_null(kind->name);
        assert_int_not_equal(kind->needs, 0);
        assert_int_equal(kind->needs & kind->may, 0);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_fits_as_it_is_written),
        cmocka_unit_test(a_grade_fits_by_its_rank),
        cmocka_unit_test(a_kind_needs_no_field_that_it_also_may_have),
    };
    return CHECK_RUN(tests, argc, argv);
}
