/* proportion: exact limits of a share. */
#include "check.h"

#include <math.h>

#include "stat/proportion.h"

/* R 4.2.2: binom.test(events, n, conf.level = level)$conf.int */
static void limits_equal_those_of_binom_test(void **state)
{
    static const struct {
        size_t events, n;
        double level, lower, upper;
    } cases[] = {
        {0, 5, 0.95, 0, 0.5218237501049814},
        {0, 5, 0.9, 0, 0.4507197283469411},
        {5, 5, 0.95, 0.4781762498950186, 1},
        {5, 5, 0.9, 0.5492802716530588, 1},
        {1, 1, 0.95, 0.02500000000000002, 1},
        {3, 10, 0.95, 0.0667395111777345, 0.6524528500599973},
        {3, 10, 0.9, 0.08726443391415027, 0.6066242161054134},
        {19, 24, 0.95, 0.5784871563627474, 0.928681382801945},
        {60, 74, 0.95, 0.702994661735635, 0.8925269786489215},
        {60, 74, 0.9, 0.7201572338364013, 0.8818411735071663},
        {1, 1000000, 0.95, 2.531780766379421e-08, 5.571630655172237e-06},
        {500000, 1000000, 0.95, 0.4990195191953118, 0.5009804808046882},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct proportion p = proportion_of(cases[i].events, cases[i].n, cases[i].level);
        check_close(p.value, (double)cases[i].events / (double)cases[i].n, 0);
        check_close(p.lower, cases[i].lower, 1e-12);
        check_close(p.upper, cases[i].upper, 1e-12);
    }
}

static void none_of_none_is_no_share(void **state)
{
    struct proportion p = proportion_of(0, 0, 0.95);
    (void)state;
    assert_true(isnan(p.value) && isnan(p.lower) && isnan(p.upper));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_equal_those_of_binom_test),
        cmocka_unit_test(none_of_none_is_no_share),
    };
    return CHECK_RUN(tests, argc, argv);
}
