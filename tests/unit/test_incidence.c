/* incidence: R's numbers, the variance by its usual three terms, and what must not matter. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "stat/incidence.h"
#include "stat/km.h"

enum { MOST = 60, ROUNDS = 200 };

struct expected_step {
    int32_t time;
    uint32_t at_risk;
    double waiting, waiting_error, incidence[INCIDENCE_CAUSES], std_error[INCIDENCE_CAUSES];
};

static void check_steps(const struct incidence_interval *v, size_t n,
                        const struct expected_step *expected, size_t n_expected)
{
    struct incidence f;
    assert_int_equal(incidence_estimate(v, n, &f), 0);
    assert_int_equal(f.n, n_expected);
    for (size_t i = 0; i < f.n; i++) {
        assert_int_equal(f.v[i].time, expected[i].time);
        assert_int_equal(f.v[i].at_risk, expected[i].at_risk);
        check_close(f.v[i].waiting, expected[i].waiting, 1e-14);
        check_close(f.v[i].waiting_error, expected[i].waiting_error, 1e-14);
        for (int k = 0; k < INCIDENCE_CAUSES; k++) {
            check_close(f.v[i].incidence[k], expected[i].incidence[k], 1e-14);
            check_close(f.v[i].std_error[k], expected[i].std_error[k], 1e-14);
        }
    }
    incidence_release(&f);
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* R 4.2.2, survival 3.5-3: s <- summary(survfit(Surv(stop, factor(cause, 0:3)) ~ 1),
 * times = c(3, 5, 7, 8, 9, 11)); s$pstate; s$std.err */
static void estimates_equal_those_of_survfit(void **state)
{
    static const struct incidence_interval v[] = {
        {0, 2, 0}, {0, 3, 1}, {0, 3, 2}, {0, 3, 0}, {0, 5, 1},  {0, 5, 1},
        {0, 7, 3}, {0, 8, 0}, {0, 8, 2}, {0, 9, 1}, {0, 11, 2}, {0, 12, 0},
    };
    static const struct expected_step steps[] = {
        {3,
         11,
         0.81818181818181812,
         0.11629129983033296,
         {0.090909090909090912, 0.090909090909090912, 0},
         {0.086678417204144764, 0.086678417204144764, 0}},
        {5,
         8,
         0.61363636363636354,
         0.15263233102731202,
         {0.295454545454545414, 0.090909090909090912, 0},
         {0.143760309792638624, 0.086678417204144764, 0}},
        {7,
         6,
         0.51136363636363635,
         0.15778035314470337,
         {0.295454545454545414, 0.090909090909090912, 0.10227272727272725},
         {0.143760309792638624, 0.086678417204144764, 0.096765459687741945}},
        {8,
         5,
         0.40909090909090912,
         0.15588565710693333,
         {0.295454545454545414, 0.193181818181818177, 0.10227272727272725},
         {0.143760309792638624, 0.123232479061192488, 0.096765459687741945}},
        {9,
         3,
         0.27272727272727276,
         0.15230510325605054,
         {0.431818181818181768, 0.193181818181818177, 0.10227272727272725},
         {0.166323918168949425, 0.123232479061192488, 0.096765459687741945}},
        {11,
         2,
         0.13636363636363638,
         0.1228687583587304,
         {0.431818181818181768, 0.329545454545454586, 0.10227272727272725},
         {0.166323918168949425, 0.15844856302983909, 0.096765459687741945}},
    };
    (void)state;
    check_steps(v, COUNT(v), steps, COUNT(steps));
}

/* Who enters late. */
static const struct incidence_interval late[] = {
    {0, 4, 1}, {0, 6, 2}, {4, 9, 1}, {2, 6, 3}, {6, 10, 2}, {0, 12, 1}, {5, 8, 0}, {3, 12, 0},
};

/* R 4.2.2, etm 1.1.1: e <- etm(x, c("0", "1", "2", "3"), tra, "cens", s = 0), x the intervals from
 * state "0" to their cause or "cens"; trprob(e, "0 1", time); sqrt(trcov(e, "0 1", time)) */
static void estimates_with_late_entry_equal_those_of_etm(void **state)
{
    static const struct expected_step steps[] = {
        {4, 5, 0.8, 0.17888543819998318, {0.2, 0, 0}, {0.17888543819998318, 0, 0}},
        {6,
         6,
         8.0 / 15,
         0.19474579822405907,
         {0.2, 2.0 / 15, 2.0 / 15},
         {0.17888543819998318, 0.1253144193766372, 0.1253144193766372}},
        {9,
         4,
         0.4,
         0.18618986725025255,
         {1.0 / 3, 2.0 / 15, 2.0 / 15},
         {0.19245008972987526, 0.1253144193766372, 0.1253144193766372}},
        {10,
         3,
         4.0 / 15,
         0.16510378329783745,
         {1.0 / 3, 4.0 / 15, 2.0 / 15},
         {0.19245008972987526, 0.16510378329783743, 0.1253144193766372}},
        {12,
         2,
         2.0 / 15,
         0.12531441937663723,
         {7.0 / 15, 4.0 / 15, 2.0 / 15},
         {0.19474579822405907, 0.16510378329783743, 0.1253144193766372}},
    };
    (void)state;
    check_steps(late, COUNT(late), steps, COUNT(steps));
}

static void a_time_is_looked_up_to_the_day(void **state)
{
    struct incidence f;
    (void)state;
    assert_int_equal(incidence_estimate(late, COUNT(late), &f), 0);
    assert_null(incidence_at(&f, 3.9));
    assert_ptr_equal(incidence_at(&f, 4), &f.v[0]);
    assert_ptr_equal(incidence_at(&f, 8.5), &f.v[1]);
    assert_ptr_equal(incidence_at(&f, 1000), &f.v[4]);
    assert_int_equal(f.last_time, 12);
    incidence_release(&f);
}

static void nobody_and_nothing_give_no_steps(void **state)
{
    static const struct incidence_interval open[] = {{0, 7, 0}, {3, 9, 0}};
    struct incidence f;
    (void)state;
    assert_int_equal(incidence_estimate(NULL, 0, &f), 0);
    assert_int_equal(f.n, 0);
    assert_int_equal(f.last_time, 0);
    assert_null(incidence_at(&f, 5));
    incidence_release(&f);
    assert_int_equal(incidence_estimate(open, 2, &f), 0);
    assert_int_equal(f.n, 0);
    assert_int_equal(f.last_time, 9);
    assert_false(f.emptied);
    incidence_release(&f);
}

static void one_alone_has_an_error_of_nought(void **state)
{
    static const struct incidence_interval one[] = {{2, 7, 3}};
    static const struct expected_step steps[] = {{7, 1, 0, 0, {0, 0, 1}, {0, 0, 0}}};
    (void)state;
    check_steps(one, 1, steps, 1);
}

static void a_risk_set_is_emptied_only_where_one_has_yet_to_enter(void **state)
{
    static const struct {
        struct incidence_interval v[2];
        bool emptied;
    } cases[] = {
        {{{0, 5, 2}, {5, 9, 1}}, true},  /* from 5 on: not at risk at 5 */
        {{{0, 5, 2}, {4, 9, 1}}, false}, /* at risk at 5 */
        {{{0, 5, 0}, {6, 9, 1}}, false}, /* none at risk, but nothing happened */
        {{{0, 5, 2}, {0, 4, 1}}, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct incidence f;
        assert_int_equal(incidence_estimate(cases[i].v, 2, &f), 0);
        assert_true(f.emptied == cases[i].emptied);
        assert_int_equal(f.emptied_at, f.emptied ? 5 : 0);
        incidence_release(&f);
    }
}

/* Intervals at random, a third of them with late entry; times soon coincide. */
static size_t draw(struct random *r, struct incidence_interval *v)
{
    size_t n = 1 + random_below(r, MOST - 1);
    for (size_t i = 0; i < n; i++) {
        int32_t start = random_below(r, 3) == 0 ? (int32_t)random_below(r, 20) : 0;
        v[i] = (struct incidence_interval){start, start + 1 + (int32_t)random_below(r, 25),
                                           (int)random_below(r, INCIDENCE_CAUSES + 1)};
    }
    return n;
}

/* The variance by the usual formula, its three terms summed the long way (R: ajvar()). */
static double three_terms(const struct incidence *f, size_t i, int k)
{
    double sum = 0;
    for (size_t j = 0; j <= i; j++) {
        const struct incidence_step *s = &f->v[j];
        double before = j ? f->v[j - 1].waiting : 1, n = s->at_risk, d = s->events[k], all = 0;
        double rise = f->v[i].incidence[k] - s->incidence[k];
        for (int c = 0; c < INCIDENCE_CAUSES; c++)
            all += s->events[c];
        sum += n > all ? rise * rise * all / (n * (n - all)) : 0;
        sum += before * before * d * (n - d) / (n * n * n) - 2 * rise * before * d / (n * n);
    }
    return sum;
}

static void variance_is_that_of_the_usual_formula(void **state)
{
    struct incidence_interval v[MOST];
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct incidence f;
        assert_int_equal(incidence_estimate(v, draw(&r, v), &f), 0);
        for (size_t i = 0; i < f.n; i++) {
            double sum = f.v[i].waiting;
            for (int k = 0; k < INCIDENCE_CAUSES; k++) {
                sum += f.v[i].incidence[k];
                check_close(f.v[i].std_error[k] * f.v[i].std_error[k], three_terms(&f, i, k),
                            1e-13);
            }
            check_close(sum, 1, 1e-13);
        }
        incidence_release(&f);
    }
}

/* Without another cause it is 1 - Kaplan-Meier, with Greenwood's error. */
static void one_cause_alone_is_kaplan_meier(void **state)
{
    struct incidence_interval v[MOST];
    struct km_interval w[MOST];
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct incidence f;
        struct km_curve c;
        size_t n = draw(&r, v);
        for (size_t i = 0; i < n; i++) {
            v[i].cause = v[i].cause > 1 ? 2 : 0;
            w[i] = (struct km_interval){v[i].start, v[i].stop, v[i].cause == 2};
        }
        assert_int_equal(incidence_estimate(v, n, &f), 0);
        assert_int_equal(km_estimate(w, n, 0.95, &c), 0);
        for (size_t i = 0, k = 0; i < c.n; i++) {
            if (c.v[i].events == 0)
                continue;
            assert_int_equal(f.v[k].time, c.v[i].time);
            check_close(f.v[k].incidence[1], 1 - c.v[i].survival, 1e-14);
            if (c.v[i].survival > 0)
                check_close(f.v[k].std_error[1], c.v[i].std_error, 1e-13);
            k++;
        }
        assert_true(f.emptied == c.emptied);
        incidence_release(&f);
        km_release(&c);
    }
}

/* V in another order, its causes each the next one's, and all a hundred days later. */
static void rearrange(struct random *r, const struct incidence_interval *v, size_t n,
                      struct incidence_interval *to)
{
    memcpy(to, v, n * sizeof *v);
    for (size_t i = n; i-- > 0;) {
        size_t j = random_below(r, (uint32_t)i + 1);
        struct incidence_interval x = to[j];
        to[j] = to[i];
        to[i] = (struct incidence_interval){x.start + 100, x.stop + 100,
                                            x.cause == 0 ? 0 : x.cause % INCIDENCE_CAUSES + 1};
    }
}

static void order_names_and_dates_do_not_matter(void **state)
{
    struct incidence_interval v[MOST], w[MOST];
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct incidence f, g;
        size_t n = draw(&r, v);
        rearrange(&r, v, n, w);
        assert_int_equal(incidence_estimate(v, n, &f), 0);
        assert_int_equal(incidence_estimate(w, n, &g), 0);
        assert_int_equal(f.n, g.n);
        for (size_t i = 0; i < f.n; i++) {
            assert_int_equal(g.v[i].time, f.v[i].time + 100);
            assert_int_equal(g.v[i].at_risk, f.v[i].at_risk);
            check_close(g.v[i].waiting, f.v[i].waiting, 0);
            for (int k = 0; k < INCIDENCE_CAUSES; k++) {
                int other = (k + 1) % INCIDENCE_CAUSES;
                check_close(g.v[i].incidence[other], f.v[i].incidence[k], 0);
                check_close(g.v[i].std_error[other], f.v[i].std_error[k], 0);
            }
        }
        incidence_release(&f);
        incidence_release(&g);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates_equal_those_of_survfit),
        cmocka_unit_test(estimates_with_late_entry_equal_those_of_etm),
        cmocka_unit_test(a_time_is_looked_up_to_the_day),
        cmocka_unit_test(nobody_and_nothing_give_no_steps),
        cmocka_unit_test(one_alone_has_an_error_of_nought),
        cmocka_unit_test(a_risk_set_is_emptied_only_where_one_has_yet_to_enter),
        cmocka_unit_test(variance_is_that_of_the_usual_formula),
        cmocka_unit_test(one_cause_alone_is_kaplan_meier),
        cmocka_unit_test(order_names_and_dates_do_not_matter),
    };
    return CHECK_RUN(tests, argc, argv);
}
