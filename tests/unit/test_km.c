/* km: fractions worked by hand, R's numbers, and an estimator that goes the long way round. */
#include "check.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stat/km.h"

enum { INTERVALS = 12 };

struct sample {
    const char *name;
    struct km_interval v[INTERVALS]; /* up to the first that stops at 0 */
};

static size_t count_of(const struct sample *s)
{
    size_t n = 0;
    while (n < INTERVALS && s->v[n].stop > 0)
        n++;
    return n;
}

static struct km_curve curve_of(const struct sample *s, double confidence)
{
    struct km_curve c;
    assert_int_equal(km_estimate(s->v, count_of(s), confidence, &c), 0);
    return c;
}

struct expected_step {
    int32_t time;
    uint32_t at_risk, events, censored;
    double survival, hazard_sum;
};

static void check_steps(const struct sample *s, const struct expected_step *v, size_t n)
{
    struct km_curve c = curve_of(s, 0.95);
    print_message("%s\n", s->name);
    assert_int_equal(c.n, n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(c.v[i].time, v[i].time);
        assert_int_equal(c.v[i].at_risk, v[i].at_risk);
        assert_int_equal(c.v[i].events, v[i].events);
        assert_int_equal(c.v[i].censored, v[i].censored);
        check_close(c.v[i].survival, v[i].survival, 1e-15);
        assert_true(isinf(c.v[i].hazard_sum) == isinf(v[i].hazard_sum));
        if (!isinf(v[i].hazard_sum))
            check_close(c.v[i].hazard_sum, v[i].hazard_sum, 1e-15);
    }
    km_release(&c);
}

#define CHECK_STEPS(sample, steps) check_steps(sample, steps, sizeof(steps) / sizeof(steps)[0])

/* An event of four, a censoring, an event of two, the last one. */
static const struct sample four = {"four",
                                   {{0, 1, true}, {0, 2, false}, {0, 3, true}, {0, 4, true}}};

static void survival_is_the_product_over_event_times(void **state)
{
    static const struct expected_step steps[] = {
        {1, 4, 1, 0, 3.0 / 4, 1.0 / 12},   /* 1 - 1/4;       1 / (4 x 3) */
        {2, 3, 0, 1, 3.0 / 4, 1.0 / 12},   /* nothing happens */
        {3, 2, 1, 0, 3.0 / 8, 7.0 / 12},   /* 3/4 (1 - 1/2); 1/12 + 1 / (2 x 1) */
        {4, 1, 1, 0, 0, (double)INFINITY}, /* 3/8 (1 - 1/1) */
    };
    (void)state;
    CHECK_STEPS(&four, steps);
}

static void who_enters_late_is_at_risk_from_the_day_after(void **state)
{
    static const struct sample late = {
        "late", {{5, 8, true}, {0, 5, true}, {3, 9, false}, {4, 8, false}, {8, 9, false}}};
    static const struct expected_step steps[] = {
        {5, 3, 1, 0, 2.0 / 3, 1.0 / 6}, /* not (5, 8];  1 / (3 x 2) */
        {8, 3, 1, 1, 4.0 / 9, 1.0 / 3}, /* not (8, 9];  2/3 (1 - 1/3); 1/6 + 1/6 */
        {9, 2, 0, 2, 4.0 / 9, 1.0 / 3},
    };
    (void)state;
    CHECK_STEPS(&late, steps);
}

static void those_censored_on_the_day_of_an_event_are_at_risk_at_it(void **state)
{
    static const struct sample tied = {
        "tied",
        {{0, 7, false}, {0, 7, true}, {2, 7, true}, {0, 7, false}, {0, 9, true}, {1, 9, false}}};
    static const struct expected_step steps[] = {
        {7, 6, 2, 2, 2.0 / 3, 1.0 / 12}, /* 1 - 2/6;        2 / (6 x 4) */
        {9, 2, 1, 1, 1.0 / 3, 7.0 / 12}, /* 2/3 (1 - 1/2);  1/12 + 1 / (2 x 1) */
    };
    (void)state;
    CHECK_STEPS(&tied, steps);
}

/* R: f <- survfit(Surv(c(0,0,0,0), c(1,2,3,4), c(1,0,1,1)) ~ 1, conf.type = "log-log",
 * conf.int = 0.95 or 0.9); f$surv * f$std.err, f$lower, f$upper */
static void limits_are_log_log_and_missing_at_nought_and_one(void **state)
{
    const double nan_ = (double)NAN;
    const struct {
        double confidence, std_error[4], lower[4], upper[4];
    } cases[] = {
        {0.95,
         {0.21650635094610965, 0.21650635094610965, 0.28641098093474004, nan_},
         {0.127946917595145870, 0.127946917595145870, 0.010971121574844577, nan_},
         {0.96054864228507841, 0.96054864228507841, 0.80800107248134345, nan_}},
        {0.90,
         {0.21650635094610965, 0.21650635094610965, 0.28641098093474004, nan_},
         {0.22340897368138835, 0.22340897368138835, 0.02928656243378085, nan_},
         {0.94627698693516082, 0.94627698693516082, 0.76148846078630938, nan_}},
    };
    static const struct sample unhurt = {"unhurt", {{0, 3, false}}};
    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        struct km_curve c = curve_of(&four, cases[k].confidence);
        for (size_t i = 0; i < 4; i++) {
            check_close(c.v[i].std_error, cases[k].std_error[i], 1e-14);
            check_close(c.v[i].lower, cases[k].lower[i], 1e-14);
            check_close(c.v[i].upper, cases[k].upper[i], 1e-14);
        }
        km_release(&c);
    }
    struct km_curve c = curve_of(&unhurt, 0.95);
    check_close(c.v[0].survival, 1, 0);
    check_close(c.v[0].std_error, 0, 0);
    assert_true(isnan(c.v[0].lower) && isnan(c.v[0].upper));
    km_release(&c);
}

struct quantile_case {
    struct sample sample;
    double p, time;
};

static void check_quantiles(const struct quantile_case *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct km_curve c = curve_of(&v[i].sample, 0.95);
        print_message("%s at %g\n", v[i].sample.name, v[i].p);
        check_close(km_quantile(&c, v[i].p).time, v[i].time, 0);
        km_release(&c);
    }
}

static void a_quantile_is_the_first_time_at_or_below_its_level(void **state)
{
    const struct quantile_case cases[] = {
        /* 2/3, 1/3, 0 */
        {{"three", {{0, 1, true}, {0, 2, true}, {0, 3, true}}}, 0.25, 1},
        {{"three", {{0, 1, true}, {0, 2, true}, {0, 3, true}}}, 0.5, 2},
        {{"three", {{0, 1, true}, {0, 2, true}, {0, 3, true}}}, 0.75, 3},
        /* 3/4, 3/4, 3/8, 0 */
        {four, 0.5, 3},
        {four, 0.75, 4},
        /* 2/3 to the end */
        {{"too few", {{0, 1, true}, {0, 2, false}, {0, 3, false}}}, 0.5, (double)NAN},
        {{"too few", {{0, 1, true}, {0, 2, false}, {0, 3, false}}}, 0.25, 1},
        {{"nothing", {{0, 0, false}}}, 0.5, (double)NAN},
    };
    (void)state;
    check_quantiles(cases, sizeof cases / sizeof cases[0]);
}

static void a_level_met_exactly_lies_midway_to_the_next_fall(void **state)
{
    const struct quantile_case cases[] = {
        /* 3/4, 1/2, 1/4, 0 */
        {{"all", {{0, 2, true}, {0, 4, true}, {0, 9, true}, {0, 10, true}}}, 0.25, 3},
        {{"all", {{0, 2, true}, {0, 4, true}, {0, 9, true}, {0, 10, true}}}, 0.5, 6.5},
        {{"all", {{0, 2, true}, {0, 4, true}, {0, 9, true}, {0, 10, true}}}, 0.75, 9.5},
        /* 3/4, 1/2, 1/2, 0: a censoring is no fall */
        {{"censored", {{0, 2, true}, {0, 4, true}, {0, 5, false}, {0, 9, true}}}, 0.5, 6.5},
        /* 3/4, 1/2, 1/2, 1/2: it never falls again */
        {{"flat", {{0, 2, true}, {0, 4, true}, {0, 5, false}, {0, 9, false}}}, 0.5, 4},
        {{"last", {{0, 2, true}, {0, 2, false}}}, 0.5, 2},
        /* 3/4 x 4/5 x 5/6 = 1/2, but 0.5000000000000001 in doubles */
        {{"nearly",
          {{0, 1, true},
           {0, 9, false},
           {0, 9, false},
           {0, 9, false},
           {1, 2, true},
           {1, 9, false},
           {2, 3, true},
           {2, 5, true}}},
         0.5,
         4},
    };
    (void)state;
    check_quantiles(cases, sizeof cases / sizeof cases[0]);
}

/* R: summary(survfit(Surv(rep(0, 10), 1:10, c(1,1,1,1,1,1,0,0,0,0)) ~ 1, conf.type = "log-log",
 * conf.int = 0.95 or 0.5))$table. At 50 per cent the upper limits end at 0.5021, the lower ones are
 * 0.4876 at 4; at 95 the lower are 0.4730 at 1. */
static void limits_of_a_quantile_are_its_rule_on_the_limits(void **state)
{
    static const struct sample ten = {"ten",
                                      {{0, 1, true},
                                       {0, 2, true},
                                       {0, 3, true},
                                       {0, 4, true},
                                       {0, 5, true},
                                       {0, 6, true},
                                       {0, 7, false},
                                       {0, 8, false},
                                       {0, 9, false},
                                       {0, 10, false}}};
    (void)state;
    struct km_curve wide = curve_of(&ten, 0.95), narrow = curve_of(&ten, 0.5);
    struct km_quantile q = km_quantile(&wide, 0.5);
    check_close(q.time, 5.5, 0);
    check_close(q.lower, 1, 0);
    assert_true(isnan(q.upper));
    q = km_quantile(&narrow, 0.5);
    check_close(q.lower, 4, 0);
    assert_true(isnan(q.upper));
    q = km_quantile(&narrow, 0.3); /* level 0.7: 0.698 at 2, 0.695 at 4; 0.7 itself at 3 */
    check_close(q.time, 3.5, 0);
    check_close(q.lower, 2, 0);
    check_close(q.upper, 4, 0);
    km_release(&wide);
    km_release(&narrow);
}

static void survival_is_looked_up_just_after_a_time(void **state)
{
    (void)state;
    struct km_curve c = curve_of(&four, 0.95);
    check_close(km_survival_at(&c, 0), 1, 0);
    check_close(km_survival_at(&c, 0.99), 1, 0);
    check_close(km_survival_at(&c, 1), 0.75, 0);
    check_close(km_survival_at(&c, 2.99), 0.75, 0);
    check_close(km_survival_at(&c, 3), 0.375, 0);
    check_close(km_survival_at(&c, 100), 0, 0);
    km_release(&c);
}

static void a_curve_reaches_to_its_last_time_or_for_ever_from_nought(void **state)
{
    static const struct sample open = {"open", {{0, 1, true}, {0, 5, false}}};
    static const struct sample none = {"none", {{0, 0, false}}};
    (void)state;
    struct km_curve a = curve_of(&four, 0.95), b = curve_of(&open, 0.95), c = curve_of(&none, 0.95);
    assert_true(km_reaches(&a, 4));
    assert_true(km_reaches(&a, 4000));
    assert_true(km_reaches(&b, 5));
    assert_false(km_reaches(&b, 5.01));
    assert_false(km_reaches(&c, 0));
    assert_int_equal(c.n, 0);
    km_release(&a);
    km_release(&b);
    km_release(&c);
}

static void a_fall_to_nought_before_others_enter_empties_the_risk_set(void **state)
{
    static const struct {
        struct sample sample;
        bool emptied;
        int32_t at;
    } cases[] = {
        {{"one after the other", {{0, 5, true}, {6, 10, true}}}, true, 5},
        {{"entry on the day", {{0, 5, true}, {5, 10, true}}}, true, 5},
        {{"entry on the eve", {{0, 5, true}, {4, 10, true}}}, false, 0},
        {{"first of two", {{0, 5, true}, {6, 10, true}, {12, 15, false}}}, true, 5},
        {{"by a censoring", {{0, 5, false}, {6, 10, true}}}, false, 0},
        {{"at the end", {{0, 5, true}, {0, 10, true}}}, false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct km_curve c = curve_of(&cases[i].sample, 0.95);
        print_message("%s\n", cases[i].sample.name);
        assert_int_equal(c.emptied, cases[i].emptied);
        assert_int_equal(c.emptied_at, cases[i].at);
        km_release(&c);
    }
}

/* By hand: the areas of FOUR are 1, 3/4, 3/4, 3/8 on [0,1], ... [3,4]. Standard errors by R:
 * summary(f, rmean = 3.5 or 10)$table with f as above. */
static void the_restricted_mean_is_the_area_up_to_tau(void **state)
{
    static const struct {
        double tau, value, std_error;
    } cases[] = {
        {0.5, 0.5, 0},                  /* before the first event */
        {1, 1, 0},                      /* an event at tau has no area behind it */
        {2, 1.75, 0.21650635094610965}, /* A = 3/4: sqrt(9/16 / 12) */
        {3.5, 2.6875, 0.5048592006688597},
        {4, 2.875, 0.60272817256205968},
        {10, 2.875, 0.60272817256205968}, /* nothing is left to add */
    };
    (void)state;
    struct km_curve c = curve_of(&four, 0.95);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct km_mean m = km_restricted_mean(&c, cases[i].tau);
        check_close(m.value, cases[i].value, 1e-14);
        check_close(m.std_error, cases[i].std_error, 1e-14);
    }
    km_release(&c);
}

static void no_restricted_mean_where_the_group_was_not_seen_from_nought_to_tau(void **state)
{
    static const struct {
        struct sample sample;
        bool known;
    } cases[] = {
        {{"seen to tau", {{0, 5, true}, {0, 10, false}}}, true},
        {{"not to tau", {{0, 5, true}, {0, 9, false}}}, false},
        {{"at nought before tau", {{0, 5, true}, {0, 9, true}}}, true},
        {{"not from nought", {{1, 5, true}, {1, 10, false}}}, false},
        {{"one from nought", {{1, 5, true}, {0, 10, false}}}, true},
        {{"none", {{0, 0, false}}}, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct km_curve c = curve_of(&cases[i].sample, 0.95);
        struct km_mean m = km_restricted_mean(&c, 10);
        print_message("%s\n", cases[i].sample.name);
        assert_int_equal(!isnan(m.value), cases[i].known);
        assert_int_equal(!isnan(m.std_error), cases[i].known);
        km_release(&c);
    }
}

/* What is known at T, by asking every interval; survival and the hazard sum go on from step to
 * step. */
static void go_on(struct km_step *s, const struct km_interval *v, size_t n, int32_t t)
{
    s->time = t;
    s->at_risk = s->events = s->censored = 0;
    for (size_t i = 0; i < n; i++) {
        s->at_risk += v[i].start < t && t <= v[i].stop;
        s->events += v[i].stop == t && v[i].event;
        s->censored += v[i].stop == t && !v[i].event;
    }
    double left = s->at_risk - s->events;
    if (s->events == 0)
        return;
    s->survival *= left / s->at_risk;
    s->hazard_sum += s->events / (left * s->at_risk);
}

static void check_as_asked(const struct km_step *ours, const struct km_step *naive, double z)
{
    double s = naive->survival, se = s > 0 ? s * sqrt(naive->hazard_sum) : (double)NAN;
    bool inside = s > 0 && s < 1;
    double width = inside ? z * se / (s * log(s)) : 0, centre = inside ? log(-log(s)) : 0;
    assert_int_equal(ours->time, naive->time);
    assert_int_equal(ours->at_risk, naive->at_risk);
    assert_int_equal(ours->events, naive->events);
    assert_int_equal(ours->censored, naive->censored);
    check_close(ours->survival, s, 1e-12);
    check_close(ours->std_error, se, 1e-12);
    check_close(ours->lower, inside ? exp(-exp(centre - width)) : (double)NAN, 1e-11);
    check_close(ours->upper, inside ? exp(-exp(centre + width)) : (double)NAN, 1e-11);
}

/* The least stop after T, or 0. */
static int32_t stop_after(const struct km_interval *v, size_t n, int32_t t)
{
    int32_t next = 0;
    for (size_t i = 0; i < n; i++)
        if (v[i].stop > t && (next == 0 || v[i].stop < next))
            next = v[i].stop;
    return next;
}

/* Some of short times with many ties, some of the longest there are. */
static size_t any_intervals(struct random *r, struct km_interval *v, size_t most)
{
    static const uint32_t longest[] = {6, 60, 5000, 5000000, (1U << 30) - 1};
    uint32_t range = longest[random_below(r, 5)];
    size_t n = random_below(r, (uint32_t)most + 1);
    for (size_t i = 0; i < n; i++) {
        int32_t stop = (int32_t)(1 + random_below(r, range));
        bool late = random_below(r, 3) == 0;
        int32_t start = late ? (int32_t)random_below(r, (uint32_t)stop) : 0;
        v[i] = (struct km_interval){start, stop, random_below(r, 2) == 0};
    }
    return n;
}

static void any_curve_is_what_asking_every_interval_gives(void **state)
{
    enum { MOST = 40 };
    const double z = gsl_cdf_ugaussian_Pinv(0.975);
    struct random r = random_start();
    size_t steps = 0;
    (void)state;
    for (int k = 0; k < 5000; k++) {
        struct km_interval v[MOST];
        size_t n = any_intervals(&r, v, MOST), i = 0;
        struct km_step naive = {.survival = 1};
        struct km_curve c;
        assert_int_equal(km_estimate(v, n, 0.95, &c), 0);
        for (int32_t t = 0; (t = stop_after(v, n, t)) > 0; i++) {
            assert_true(i < c.n);
            go_on(&naive, v, n, t);
            check_as_asked(&c.v[i], &naive, z);
        }
        assert_int_equal(c.n, i);
        steps += i;
        km_release(&c);
    }
    assert_true(steps > 50000);
}

/* The area by adding up days. */
static void any_restricted_mean_is_the_sum_over_days(void **state)
{
    enum { MOST = 30, TAU = 50 };
    struct random r = random_start();
    size_t known = 0;
    (void)state;
    for (int k = 0; k < 3000; k++) {
        struct km_interval v[MOST];
        struct km_curve c;
        size_t n = any_intervals(&r, v, MOST);
        assert_int_equal(km_estimate(v, n, 0.95, &c), 0);
        struct km_mean m = km_restricted_mean(&c, TAU);
        double area = 0, variance = 0;
        for (int day = TAU; day-- > 0;) {
            area += km_survival_at(&c, day);
            for (size_t i = 0; i < c.n; i++)
                if (c.v[i].time == day && c.v[i].at_risk > c.v[i].events)
                    variance += area * area * c.v[i].events / c.v[i].at_risk /
                                (c.v[i].at_risk - c.v[i].events);
        }
        if (!isnan(m.value)) {
            known++;
            check_close(m.value, area, 1e-12);
            check_close(m.std_error, sqrt(variance), 1e-12);
        }
        km_release(&c);
    }
    assert_true(known > 500);
}

/* Counted here and there, and put together: the curve of all. */
static void counts_are_put_together(void **state)
{
    enum { MOST = 200 };
    struct random r = random_start();
    (void)state;
    for (int k = 0; k < 300; k++) {
        struct km_interval v[MOST];
        struct km_counts parts[3] = {{0}};
        struct km_curve whole, together;
        size_t n = any_intervals(&r, v, MOST);
        for (size_t i = 0; i < n; i++) {
            if (random_below(&r, 4) == 0)
                v[i].stop += 5000; /* times far from the others */
            assert_int_equal(
                km_count(&parts[random_below(&r, 3)], v[i].start, v[i].stop, v[i].event), 0);
        }
        assert_int_equal(km_counts_merge(&parts[0], &parts[1]), 0);
        assert_int_equal(km_counts_merge(&parts[2], &parts[0]), 0);
        assert_int_equal(parts[2].n, n);
        assert_int_equal(km_estimate(v, n, 0.95, &whole), 0);
        assert_int_equal(km_estimate_counts(&parts[2], 0.95, &together), 0);
        assert_int_equal(whole.n, together.n);
        assert_int_equal(whole.first_start, together.first_start);
        assert_memory_equal(whole.v, together.v, whole.n * sizeof *whole.v);
        km_release(&whole);
        km_release(&together);
        for (int i = 0; i < 3; i++)
            km_counts_release(&parts[i]);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survival_is_the_product_over_event_times),
        cmocka_unit_test(who_enters_late_is_at_risk_from_the_day_after),
        cmocka_unit_test(those_censored_on_the_day_of_an_event_are_at_risk_at_it),
        cmocka_unit_test(limits_are_log_log_and_missing_at_nought_and_one),
        cmocka_unit_test(a_quantile_is_the_first_time_at_or_below_its_level),
        cmocka_unit_test(a_level_met_exactly_lies_midway_to_the_next_fall),
        cmocka_unit_test(limits_of_a_quantile_are_its_rule_on_the_limits),
        cmocka_unit_test(survival_is_looked_up_just_after_a_time),
        cmocka_unit_test(a_curve_reaches_to_its_last_time_or_for_ever_from_nought),
        cmocka_unit_test(a_fall_to_nought_before_others_enter_empties_the_risk_set),
        cmocka_unit_test(the_restricted_mean_is_the_area_up_to_tau),
        cmocka_unit_test(no_restricted_mean_where_the_group_was_not_seen_from_nought_to_tau),
        cmocka_unit_test(any_curve_is_what_asking_every_interval_gives),
        cmocka_unit_test(any_restricted_mean_is_the_sum_over_days),
        cmocka_unit_test(counts_are_put_together),
    };
    return CHECK_RUN(tests, argc, argv);
}
