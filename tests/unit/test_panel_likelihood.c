/* panel_likelihood: probabilities of a process that moves between neighbours, and of pairs. */
#include "check.h"

#include <math.h>

#include "stat/panel_likelihood.h"

/* Of two states, left at rates A and B: after T, of those that began in 0 the share b / (a + b) +
 * a / (a + b) exp(-(a + b) t) is there. */
static void two_states_have_a_closed_form(void **state)
{
    static const double rates[][3] = {{0.3, 0.9, 2},    {0.3, 0.9, 0.002}, {1e-8, 0.5, 7},
                                      {1e-8, 1e-8, 20}, {100, 60, 5},      {100, 1e-8, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        double a = rates[i][0], b = rates[i][1], t = rates[i][2], sum = a + b;
        double moved = -expm1(-sum * t) / sum, left = exp(-sum * t);
        struct panel_row row;
        panel_row_set(&row, 2, rates[i], 0, t);
        check_close(row.p[0], (b + a * left) / sum, 1e-12);
        check_close(row.p[1] / (a * moved), 1, 1e-12);
        check_close(row.slope[0][1], a * b / sum * moved + a * a * t * left / sum, 1e-12);
        check_close(row.slope[1][1], -a * b / sum * moved + a * b * t * left / sum, 1e-12);
        panel_row_set(&row, 2, rates[i], 1, t);
        check_close(row.p[0] / (b * moved), 1, 1e-12);
    }
}

/* R 4.2.2, msm 1.7: MatrixExp(Q * t)[from, ], Q with these rates */
static void probabilities_equal_the_matrix_exponential(void **state)
{
    static const double rates[] = {0.2, 0.4, 0.7, 1.5, 0.4, 3};
    static const struct {
        int from;
        double time, p[4];
    } rows[] = {
        {1,
         0.01,
         {0.0039741722811668916, 0.98911603542518906, 0.006896069141776328, 1.3723151967e-5}},
        {3,
         0.01,
         {2.953924266620427e-07, 2.205506566198977e-04, 0.02927517848547551, 0.970503975465478}},
        {1, 1, {0.24597569171603703, 0.5118758121853586, 0.21744271315661368, 0.02470578294199102}},
        {3, 1, {0.07802058816909349, 0.39705722585342729, 0.4185554442628861, 0.10636674171459365}},
        {1, 7, {0.5423138555625483, 0.29695954497957622, 0.14163653429526771, 0.01909006516260776}},
        {3,
         7,
         {0.52460027479799209, 0.30680461868476755, 0.14844783143451909, 0.02014727508272145}},
    };
    struct panel_row row;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        panel_row_set(&row, 4, rates, rows[i].from, rows[i].time);
        for (int j = 0; j < 4; j++)
            check_close(row.p[j] / rows[i].p[j], 1, 1e-10);
    }
}

/* Long times go by doubling, and must meet the sums at short ones: the same process in units of 1
 * and of 1/1000. */
static void long_and_short_times_agree(void **state)
{
    static const double rates[] = {0.2, 0.4, 0.7, 1.5};
    double slow[4];
    (void)state;
    for (int u = 0; u < 4; u++)
        slow[u] = rates[u] / 1000;
    for (double time = 10; time < 100; time *= 1.3) {
        struct panel_row a, b, half[3];
        panel_row_set(&a, 3, rates, 2, time);
        panel_row_set(&b, 3, slow, 2, 1000 * time);
        for (int i = 0; i < 3; i++)
            panel_row_set(&half[i], 3, rates, i, time / 2);
        for (int j = 0; j < 3; j++) {
            double p = 0, slope = 0;
            for (int i = 0; i < 3; i++) {
                p += half[2].p[i] * half[i].p[j];
                slope += half[2].slope[1][i] * half[i].p[j] + half[2].p[i] * half[i].slope[1][j];
            }
            check_close(a.p[j], p, 1e-13);
            check_close(a.slope[1][j], slope, 1e-12);
            check_close(a.p[j], b.p[j], 1e-13);
            check_close(a.slope[3][j], b.slope[3][j], 1e-12);
        }
    }
}

static void eight_states_equal_the_matrix_exponential(void **state)
{
    static const double expected[8] = {
        0.365700227521822518, 0.156079446775667485, 0.224409905546143013, 0.146075501150692677,
        0.06792722948575404,  0.026398249295783591, 0.009237168905124358, 0.004172271319012206};
    double rates[PANEL_RATES_LIMIT];
    struct panel_row row;
    (void)state;
    for (int u = 0; u < PANEL_RATES_LIMIT; u++)
        rates[u] = u % 2 ? 1.0 / panel_rate_from(u) : 0.1 * panel_rate_to(u);
    panel_row_set(&row, 8, rates, 2, 2.5);
    for (int j = 0; j < 8; j++)
        check_close(row.p[j], expected[j], 1e-13);
}

static void rates_stand_in_the_order_of_their_states(void **state)
{
    static const int from[] = {0, 1, 1, 2, 2, 3}, to[] = {1, 0, 2, 1, 3, 2};
    (void)state;
    assert_int_equal(panel_n_rates(4), 6);
    for (int u = 0; u < 6; u++) {
        assert_int_equal(panel_rate_from(u), from[u]);
        assert_int_equal(panel_rate_to(u), to[u]);
    }
}

/* Between 0.001 and 10, on the log scale. */
static double random_rate(struct random *r)
{
    return 0.001 * pow(10, random_below(r, 4000) / 1000.0);
}

/* Shares sum to 1, their slopes to 0; after s and then t is after s + t; slopes are differences. */
static void rows_hold_together(void **state)
{
    struct random random = random_start();
    (void)state;
    for (int k = 2; k <= PANEL_STATES_LIMIT; k++) {
        double rates[PANEL_RATES_LIMIT], sum = 0;
        struct panel_row first, second, both, above, below;
        for (int u = 0; u < panel_n_rates(k); u++)
            rates[u] = random_rate(&random);
        panel_row_set(&first, k, rates, k / 2, 0.7);
        panel_row_set(&both, k, rates, k / 2, 2);
        for (int j = 0; j < k; j++) {
            double p = 0;
            for (int i = 0; i < k; i++) {
                panel_row_set(&second, k, rates, i, 1.3);
                p += first.p[i] * second.p[j];
            }
            check_close(both.p[j], p, 1e-12);
            sum += both.p[j];
        }
        check_close(sum, 1, 1e-12);
        for (int u = 0; u < panel_n_rates(k); u++) {
            double kept = rates[u], slopes = 0;
            rates[u] = kept * exp(1e-5);
            panel_row_set(&above, k, rates, k / 2, 2);
            rates[u] = kept * exp(-1e-5);
            panel_row_set(&below, k, rates, k / 2, 2);
            rates[u] = kept;
            for (int j = 0; j < k; j++) {
                check_close(both.slope[u][j], (above.p[j] - below.p[j]) / 2e-5, 1e-8);
                slopes += both.slope[u][j];
            }
            check_close(slopes, 0, 1e-12);
        }
    }
}

static void equal_pairs_are_joined_in_whatever_order(void **state)
{
    struct panel_pair pairs[] = {{1, 0, 2, 1}, {0, 1, 2, 1}, {1, 0, 2, 3},
                                 {1, 0, 1, 1}, {1, 1, 2, 1}, {0, 1, 2, 1}};
    static const struct panel_pair joined[] = {
        {0, 1, 2, 2}, {1, 0, 1, 1}, {1, 0, 2, 4}, {1, 1, 2, 1}};
    (void)state;
    assert_int_equal(panel_pairs_join(NULL, 0), 0);
    assert_int_equal(panel_pairs_join(pairs, 6), 4);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pairs[i].from, joined[i].from);
        assert_int_equal(pairs[i].to, joined[i].to);
        check_close(pairs[i].time, joined[i].time, 0);
        assert_int_equal(pairs[i].n, joined[i].n);
    }
}

/* Of a pair that stays and two that leave, at rates of 1/2 each way and after log 2: in both states
 * 3/4 stay, and the likelihood is 3/4 (1/4)^2. Each rate's slope of the share that leaves is 1/8 +-
 * log 2 / 8, as above. */
static void the_likelihood_of_three_pairs_by_hand(void **state)
{
    const double t = log(2), leaves = 1.0 / 8 + t / 8;
    struct panel_pair pairs[] = {{0, 1, t, 7}, {0, 0, t, 1}, {0, 1, t, 2}}; /* the last two */
    struct panel_point point = {.n = 2, .log_rate = {log(0.5), log(0.5)}};
    (void)state;
    panel_point_set(&point, 2, pairs + 1, 2);
    check_close(point.log_likelihood, log(3.0 / 64), 1e-14);
    check_close(point.score[0], 2 * leaves * 4 - leaves * 4 / 3, 1e-13);
    check_close(point.information[0], 3 * leaves * leaves * (4 + 4.0 / 3), 1e-13);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_states_have_a_closed_form),
        cmocka_unit_test(probabilities_equal_the_matrix_exponential),
        cmocka_unit_test(long_and_short_times_agree),
        cmocka_unit_test(eight_states_equal_the_matrix_exponential),
        cmocka_unit_test(rates_stand_in_the_order_of_their_states),
        cmocka_unit_test(rows_hold_together),
        cmocka_unit_test(equal_pairs_are_joined_in_whatever_order),
        cmocka_unit_test(the_likelihood_of_three_pairs_by_hand),
    };
    return CHECK_RUN(tests, argc, argv);
}
