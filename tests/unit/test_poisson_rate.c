/* poisson_rate: limits of a rate, and the exact comparison of two. */
#include "check.h"

#include <math.h>

#include "stat/numerics.h"
#include "stat/poisson_rate.h"

/* R 4.2.2: poisson.test(events, time, conf.level = level)$conf.int */
static void limits_equal_those_of_poisson_test(void **state)
{
    static const struct {
        size_t events;
        double time, level, lower, upper;
    } cases[] = {
        {0, 3.5, 0.95, 0, 1.053965558318267},
        {0, 3.5, 0.9, 0, 0.8559235067297114},
        {1, 4.46817248459959, 0.95, 0.005666255739131058, 1.246962468468403},
        {5, 15.6303901437372, 0.95, 0.1038672979489844, 0.746515728143737},
        {19, 82.8281998631075, 0.95, 0.1381080499548788, 0.3582216397389229},
        {19, 82.8281998631075, 0.8, 0.1650582174152845, 0.3127259634939381},
        {15, 207.770020533881, 0.99, 0.03317783726467534, 0.1355540005602625},
        {1000, 1, 0.95, 938.9730184076952, 1063.952136016302},
        {1000000, 2000000, 0.95, 0.4990204916701469, 0.5009809559727161},
        {100000000, 100000000, 0.95, 0.9998040130732474, 1.000196015870791},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct poisson_rate r = poisson_rate_of(cases[i].events, cases[i].time, cases[i].level);
        check_close(r.value, (double)cases[i].events / cases[i].time, 1e-15);
        check_close(r.lower, cases[i].lower, 1e-11);
        check_close(r.upper, cases[i].upper, 1e-11);
    }
}

/* R 4.2.2: poisson.test(c(events, other), c(time, other_time), conf.level = level): estimate,
 * conf.int and p.value */
static void ratios_equal_those_of_poisson_test(void **state)
{
    static const struct {
        size_t events, other;
        double time, other_time, level, value, lower, upper, p;
    } cases[] = {
        {5, 10, 15.6303901437372, 53.9082819986311, 0.95, 1.724470134874756, 0.4624920763474071,
         5.537267985480765, 0.3510534721602299},
        {2, 10, 3.09377138945927, 53.9082819986311, 0.95, 3.484955752212396, 0.3712705314541774,
         16.35318951763377, 0.1355779727580529},
        {1, 10, 1.60985626283368, 53.9082819986311, 0.95, 3.348639455782305, 0.07716168319489274,
         23.53889379077139, 0.2765199305314984},
        {0, 10, 4.04380561259411, 53.9082819986311, 0.95, 0, 0, 5.94733383308396, 1},
        {0, 10, 40, 53.9, 0.95, 0, 0, 0.6011541780751186, 0.006731723355934624},
        {3, 0, 10, 20, 0.95, NAN, 0.826462710061788, NAN, 0.03703703703703705},
        {3, 3, 10, 10, 0.95, 1, 0.1339375881777302, 7.466164006724067, 1},
        {3, 6, 10, 20, 0.95, 1, 0.1618224204798448, 4.682368981753098, 1},
        {2, 9, 10, 10, 0.95, 0.2222222222222222, 0.02336464105304921, 1.073638435829952,
         0.06542968750000004},
        {9, 2, 10, 10, 0.9, 4.5, 1.127266712303736, 29.01270946626412, 0.06542968750000004},
        {7, 3, 10, 10, 0.8, 2.333333333333333, 0.8124780079441619, 7.633693931155821,
         0.3437500000000001},
        {1, 1, 10, 1000, 0.95, 100, 1.273936708366663, 7849.683531626285, 0.01970395059307911},
        {40, 25, 100, 100, 0.95, 1.6, 0.94715322093657, 2.751839269387976, 0.08168153394154033},
        {1000, 1100, 1, 1, 0.95, 0.9090909090909091, 0.8336430134632756, 0.9912779118762852,
         0.03072070786424241},
        {500000, 501000, 1, 1, 0.95, 0.998003992015968, 0.994099502450756, 1.00192381331102,
         0.3180365408403227},
        {10, 1000000, 1, 90000, 0.95, 0.9, 0.4315836437492711, 1.655138987358611,
         0.8806877943515379},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct poisson_ratio r = poisson_ratio_of(cases[i].events, cases[i].time, cases[i].other,
                                                  cases[i].other_time, cases[i].level);
        check_close(r.value, cases[i].value, 1e-12);
        check_close(r.lower, cases[i].lower, 1e-11);
        check_close(r.upper, cases[i].upper, 1e-11);
        check_close(r.p, cases[i].p, 1e-11);
    }
}

/* With the two the other way round the ratio and its limits are turned over, and P is the same. */
static void a_ratio_turned_over(void **state)
{
    (void)state;
    for (size_t events = 1; events < 40; events += 3)
        for (size_t other = 1; other < 40; other += 5) {
            struct poisson_ratio r = poisson_ratio_of(events, 7.5, other, 31.25, 0.9),
                                 turned = poisson_ratio_of(other, 31.25, events, 7.5, 0.9);
            check_close(r.value * turned.value, 1, 1e-12);
            check_close(r.lower * turned.upper, 1, 1e-11);
            check_close(r.upper * turned.lower, 1, 1e-11);
            check_close(r.p, turned.p, 1e-11);
            assert_true(r.lower <= r.value && r.value <= r.upper && r.p > 0 && r.p <= 1);
        }
}

static void what_is_not_there_is_missing(void **state)
{
    (void)state;
    struct poisson_rate none = poisson_rate_of(3, 0, 0.95);
    assert_true(isnan(none.value) && isnan(none.lower) && isnan(none.upper));
    static const struct poisson_ratio missing = {NAN, NAN, NAN, NAN};
    const struct poisson_ratio ratios[] = {
        poisson_ratio_of(0, 10, 0, 20, 0.95), /* R: an error of binom.test() */
        poisson_ratio_of(1, 0, 2, 20, 0.95),
        poisson_ratio_of(1, 10, 2, 0, 0.95),
    };
    for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
        check_close(ratios[i].value, missing.value, 0);
        check_close(ratios[i].lower, missing.lower, 0);
        check_close(ratios[i].upper, missing.upper, 0);
        check_close(ratios[i].p, missing.p, 0);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_equal_those_of_poisson_test),
        cmocka_unit_test(ratios_equal_those_of_poisson_test),
        cmocka_unit_test(a_ratio_turned_over),
        cmocka_unit_test(what_is_not_there_is_missing),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
