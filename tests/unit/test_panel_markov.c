/* panel_markov: rates from when and where a process was seen. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "stat/numerics.h"
#include "stat/panel_markov.h"

enum { MOST = 64 };

static struct panel_fit fit(int n_states, const struct panel_pair *pairs, size_t n)
{
    struct panel_pair own[MOST];
    struct panel_fit f;
    assert_true(n <= MOST);
    if (n > 0)
        memcpy(own, pairs, n * sizeof *own);
    panel_markov_fit(&f, n_states, own, panel_pairs_join(own, n), NULL);
    return f;
}

#define FIT(n_states, pairs) fit(n_states, pairs, sizeof(pairs) / sizeof(pairs)[0])

static void check_estimate(struct panel_estimate e, double value, double lower, double upper,
                           double tolerance)
{
    check_close(e.value, value, tolerance);
    check_close(e.lower, lower, tolerance);
    check_close(e.upper, upper, tolerance);
}

#define NOTHING NAN, NAN, NAN, 0

/* All pairs T apart, of A from one state a share P left, of B from the other a share Q: then the
 * rates sum to s = -log(1 - p - q) / t and are as p to q. */
static void two_states_seen_at_equal_times_by_hand(void **state)
{
    static const struct panel_pair pairs[] = {
        {0, 0, 2, 14}, {0, 1, 2, 6}, {1, 0, 2, 4}, {1, 1, 2, 6}};
    const double p = 0.3, q = 0.4, s = -log(1 - p - q) / 2;
    (void)state;
    struct panel_fit f = FIT(2, pairs);
    assert_int_equal(f.outcome, PANEL_FITTED);
    assert_true(f.is_identified);
    check_close(f.rate[0], s * p / (p + q), 1e-8);
    check_close(f.rate[1], s * q / (p + q), 1e-8);
    check_close(f.log_likelihood, 14 * log(0.7) + 6 * log(0.3) + 4 * log(0.4) + 6 * log(0.6),
                1e-12);
    check_close(panel_probability(&f, 0, 1, 2, 0.95).value, p, 1e-8);
    check_close(panel_probability(&f, 1, 0, 2, 0.95).value, q, 1e-8);
    /* log odds of a share of n: variance 1 / (n p (1 - p)), as the fit goes through the shares */
    double reach = 1.959963984540054 / sqrt(20 * p * (1 - p)), odds = log(p / (1 - p));
    check_estimate(panel_probability(&f, 0, 1, 2, 0.95), p, 1 / (1 + exp(reach - odds)),
                   1 / (1 + exp(-reach - odds)), 1e-6);
}

/* R 4.2.2, msm 1.7: msm(s ~ t, subject, qmatrix = rbind(c(0, .3), c(.3, 0))): qmatrix.msm,
 * sojourn.msm(ci = "delta"), efpt.msm; limits of pmatrix.msm by the numerical gradient of its log
 * odds and fit$covmat (tests/oracle/markov.R) */
static void five_pairs_equal_those_of_msm(void **state)
{
    static const struct panel_pair pairs[] = {{1, 0, 2.001368925393566, 1},
                                              {0, 1, 2.004106776180698, 1},
                                              {1, 1, 0.9965776865160849, 1},
                                              {1, 0, 1.9931553730321698, 1},
                                              {0, 1, 4.005475701574264, 1}};
    (void)state;
    struct panel_fit f = FIT(2, pairs);
    assert_true(f.is_identified);
    check_close(-2 * f.log_likelihood, 6.65676516293879, 1e-12);
    check_estimate(panel_rate(&f, 0, 0.95), 1.30500029292457, 0.0409706851709113, 41.5669339536048,
                   1e-6);
    check_estimate(panel_rate(&f, 1, 0.95), 0.922960308318474, 0.0394041983342116, 21.6184002401524,
                   1e-6);
    check_estimate(panel_sojourn(&f, 0, 0.95), 0.766283352901747, 0.0240575838746287,
                   24.4076953028354, 1e-6);
    check_estimate(panel_probability(&f, 1, 0, 1, 0.95), 0.369626477796053, 0.0758716953899468,
                   0.80723890688599, 1e-6);
    check_estimate(panel_first_passage(&f, 1, 0, 0.95), 1.08347021100169, 0.0462568917631518,
                   25.378006463097, 1e-6);
}

static const struct panel_pair three[] = {
    {0, 0, 1, 9}, {0, 0, 2.5, 5}, {0, 1, 1.5, 3}, {0, 2, 2, 1}, {1, 0, 1, 4}, {1, 1, 0.5, 5},
    {1, 1, 2, 2}, {1, 2, 1, 3},   {1, 2, 0.3, 1}, {2, 1, 1, 4}, {2, 0, 2, 2}, {2, 2, 0.7, 5}};

enum { THREE = sizeof three / sizeof three[0] };

/* What follows from the rates of three states: with a up from 0, b and c down and up from 1, d down
 * from 2. */
static void what_follows_from_the_rates_by_hand(void **state)
{
    (void)state;
    struct panel_fit f = FIT(3, three);
    assert_true(f.is_identified);
    double b = f.rate[1], c = f.rate[2], d = f.rate[3];
    check_close(panel_sojourn(&f, 1, 0.95).value, 1 / (b + c), 1e-12);
    check_close(panel_first_passage(&f, 1, 0, 0.95).value, (1 + c / d) / b, 1e-12);
    check_close(panel_first_passage(&f, 2, 0, 0.95).value, 1 / d + (1 + c / d) / b, 1e-12);
    struct panel_estimate stay = panel_sojourn(&f, 2, 0.95), rate = panel_rate(&f, 3, 0.95);
    check_estimate(stay, 1 / rate.value, 1 / rate.upper, 1 / rate.lower, 1e-12);
    check_estimate(panel_first_passage(&f, 2, 1, 0.95), stay.value, stay.lower, stay.upper, 1e-12);
    struct panel_estimate narrow = panel_rate(&f, 3, 0.5);
    check_close(log(rate.upper / rate.value) / log(narrow.upper / narrow.value),
                1.959963984540054 / 0.6744897501960817, 1e-10);
    double sum = 0;
    for (int j = 0; j < 3; j++)
        sum += panel_probability(&f, 2, j, 3, 0.95).value;
    check_close(sum, 1, 1e-12);
}

static void order_and_names_of_states_do_not_matter(void **state)
{
    struct random random = random_start();
    struct panel_pair shuffled[THREE], reversed[THREE];
    struct panel_fit f = FIT(3, three);
    (void)state;
    memcpy(shuffled, three, sizeof three);
    for (uint32_t i = THREE; i > 1; i--) {
        uint32_t k = random_below(&random, i);
        struct panel_pair kept = shuffled[k];
        shuffled[k] = shuffled[i - 1];
        shuffled[i - 1] = kept;
    }
    for (int i = 0; i < THREE; i++) {
        reversed[i] = three[i];
        reversed[i].from = 2 - three[i].from;
        reversed[i].to = 2 - three[i].to;
    }
    struct panel_fit s = FIT(3, shuffled), r = FIT(3, reversed);
    check_close(r.log_likelihood, f.log_likelihood, 1e-12);
    for (int u = 0; u < 4; u++) {
        struct panel_estimate x = panel_rate(&f, u, 0.95);
        check_estimate(panel_rate(&s, u, 0.95), x.value, x.lower, x.upper, 0);
        check_estimate(panel_rate(&r, 3 - u, 0.95), x.value, x.lower, x.upper, 1e-6);
    }
}

/* Every pair four times: limits half as wide, on the log scale. In half-years: half the rates. */
static void more_pairs_and_another_unit_of_time(void **state)
{
    struct panel_pair four[THREE], halves[THREE];
    (void)state;
    for (int i = 0; i < THREE; i++) {
        four[i] = halves[i] = three[i];
        four[i].n *= 4;
        halves[i].time *= 2;
    }
    struct panel_fit f = FIT(3, three), g = FIT(3, four), h = FIT(3, halves);
    for (int u = 0; u < 4; u++) {
        struct panel_estimate x = panel_rate(&f, u, 0.95), y = panel_rate(&g, u, 0.95);
        check_close(y.value, x.value, 1e-7);
        check_close(log(x.upper / x.value), 2 * log(y.upper / y.value), 1e-6);
        check_estimate(panel_rate(&h, u, 0.95), x.value / 2, x.lower / 2, x.upper / 2, 1e-6);
    }
}

/* Left by p and q with p + q above 1, as often as not at each sight: the rates run off. */
static void rates_that_run_off_are_not_identified(void **state)
{
    static const struct panel_pair pairs[] = {
        {0, 0, 2, 4}, {0, 1, 2, 6}, {1, 0, 2, 7}, {1, 1, 2, 3}};
    (void)state;
    struct panel_fit f = FIT(2, pairs);
    assert_int_equal(f.outcome, PANEL_FITTED);
    assert_false(f.is_identified);
    assert_int_equal(f.standing[0], PANEL_NOT_IDENTIFIED);
    assert_int_equal(f.standing[1], PANEL_NOT_IDENTIFIED);
    /* at best they are in state 1 with one chance, wherever they began: 9 of 20 are */
    check_close(f.log_likelihood, 11 * log(0.55) + 9 * log(0.45), 1e-9);
    check_estimate(panel_rate(&f, 0, 0.95), NOTHING);
    check_estimate(panel_sojourn(&f, 0, 0.95), NOTHING);
    check_estimate(panel_probability(&f, 0, 1, 1, 0.95), NOTHING);
    check_estimate(panel_first_passage(&f, 1, 0, 0.95), NOTHING);
}

/* Seen to move within days: the likelihood still rises where a stay lasts under four days. */
static void rates_beyond_the_range_are_not_identified(void **state)
{
    static const struct panel_pair pairs[] = {
        {0, 1, 0.001, 5}, {1, 0, 0.001, 5}, {0, 0, 0.001, 1}, {1, 1, 0.001, 2}};
    (void)state;
    struct panel_fit f = FIT(2, pairs);
    assert_false(f.is_identified);
    assert_int_equal(f.standing[0], PANEL_NOT_IDENTIFIED);
    assert_int_equal(f.standing[1], PANEL_NOT_IDENTIFIED);
    check_close(f.log_likelihood, NAN, 0);
    check_estimate(panel_rate(&f, 1, 0.95), NOTHING);
}

/* State 0 is never left: its rate is 0, and the others are those of leaving for good. From state 1,
 * a share of 6/20 left within 2. */
static void a_rate_on_its_boundary_does_not_spoil_others(void **state)
{
    static const struct panel_pair pairs[] = {{0, 0, 3, 8}, {1, 0, 2, 6}, {1, 1, 2, 14}};
    const double rate = -log(0.7) / 2, reach = 1.959963984540054 * sqrt(0.3 / (0.7 * 20));
    (void)state;
    struct panel_fit f = FIT(2, pairs);
    assert_int_equal(f.outcome, PANEL_FITTED);
    assert_int_equal(f.standing[0], PANEL_BOUNDARY);
    assert_int_equal(f.standing[1], PANEL_OK);
    assert_false(f.is_identified);
    check_estimate(panel_rate(&f, 0, 0.95), NOTHING);
    check_estimate(panel_sojourn(&f, 1, 0.95), NOTHING);
    check_close(f.log_likelihood, 6 * log(0.3) + 14 * log(0.7), 1e-6);
    check_estimate(panel_rate(&f, 1, 0.95), rate, rate * exp(-reach / -log(0.7)),
                   rate * exp(reach / -log(0.7)), 1e-6);
}

/* Nobody ever leaves: every rate is 0, and there is nothing to be unsure of. */
static void rates_can_all_be_on_their_boundary(void **state)
{
    static const struct panel_pair pairs[] = {{0, 0, 3, 8}, {1, 1, 2, 6}};
    (void)state;
    struct panel_fit f = FIT(2, pairs);
    assert_int_equal(f.standing[0], PANEL_BOUNDARY);
    assert_int_equal(f.standing[1], PANEL_BOUNDARY);
    check_close(f.log_likelihood, 0, 1e-6);
    check_estimate(panel_rate(&f, 0, 0.95), NOTHING);
    check_estimate(panel_sojourn(&f, 1, 0.95), NOTHING);
}

static void every_state_needs_pairs_that_begin_in_it(void **state)
{
    static const struct panel_pair pairs[] = {{0, 0, 3, 8}, {1, 0, 2, 6}, {1, 2, 2, 6}};
    (void)state;
    struct panel_fit f = FIT(3, pairs), none = fit(2, NULL, 0);
    assert_int_equal(f.outcome, PANEL_NO_PAIRS);
    assert_int_equal(none.outcome, PANEL_NO_PAIRS);
    check_close(f.log_likelihood, NAN, 0);
    check_estimate(panel_rate(&f, 0, 0.95), NOTHING);
    check_estimate(panel_sojourn(&f, 0, 0.95), NOTHING);
    check_estimate(panel_probability(&none, 0, 1, 1, 0.95), NOTHING);
    check_estimate(panel_first_passage(&none, 1, 0, 0.95), NOTHING);
}

/* Whatever the pairs, the search ends, and what is given is finite and within sense. */
static void whatever_the_pairs_no_number_is_absurd(void **state)
{
    struct random random = random_start();
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct panel_pair pairs[MOST];
        int k = 2 + (int)random_below(&random, round < 39 ? 3 : 7);
        size_t n = (size_t)k + random_below(&random, 20);
        for (size_t i = 0; i < n; i++) {
            int from = i < (size_t)k ? (int)i : (int)random_below(&random, (uint32_t)k);
            pairs[i] = (struct panel_pair){from, (int)random_below(&random, (uint32_t)k),
                                           (1 + random_below(&random, 3000)) / 365.25, 1};
        }
        struct panel_fit f = fit(k, pairs, n);
        assert_int_equal(f.outcome, PANEL_FITTED);
        for (int u = 0; u < f.n_rates; u++) {
            struct panel_estimate e = panel_rate(&f, u, 0.95);
            assert_int_equal(isnan(e.value), f.standing[u] != PANEL_OK);
            assert_true(isnan(e.value) || (e.value >= 1e-4 && e.value < 100));
            assert_true(isnan(e.value) || (e.lower > 0 && e.upper <= 1000.001 * e.value));
        }
        struct panel_estimate e = panel_probability(&f, 0, k - 1, 1, 0.95);
        assert_int_equal(isnan(e.value), !f.is_identified);
        assert_true(isnan(e.value) || (e.lower >= 0 && e.upper <= 1 && e.lower <= e.upper));
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_states_seen_at_equal_times_by_hand),
        cmocka_unit_test(five_pairs_equal_those_of_msm),
        cmocka_unit_test(what_follows_from_the_rates_by_hand),
        cmocka_unit_test(order_and_names_of_states_do_not_matter),
        cmocka_unit_test(more_pairs_and_another_unit_of_time),
        cmocka_unit_test(rates_that_run_off_are_not_identified),
        cmocka_unit_test(rates_beyond_the_range_are_not_identified),
        cmocka_unit_test(a_rate_on_its_boundary_does_not_spoil_others),
        cmocka_unit_test(rates_can_all_be_on_their_boundary),
        cmocka_unit_test(every_state_needs_pairs_that_begin_in_it),
        cmocka_unit_test(whatever_the_pairs_no_number_is_absurd),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
