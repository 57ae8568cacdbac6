/* count: probabilities of binomial and Poisson counts. */
#include "check.h"

#include "stat/count.h"
#include "stat/numerics.h"

/* R 4.2.2: dbinom(k, n, p), pbinom(k, n, p), pbinom(k - 1, n, p, lower.tail = FALSE) */
static void binomial_probabilities_equal_those_of_r(void **state)
{
    static const struct {
        double k, n, p, mass, at_most, at_least;
    } cases[] = {
        {-1, 10, 0.3, 0, 0, 1},
        {0, 10, 0.3, 0.02824752489999998, 0.02824752489999999, 1},
        {3, 10, 0.3, 0.2668279319999999, 0.6496107184000002, 0.6172172136000003},
        {10, 10, 0.3, 5.904899999999995e-06, 1, 5.904899999999992e-06},
        {0, 5, 0, 1, 1, 1},
        {0, 0, 0.3, 1, 1, 1},
        {5, 5, 1, 1, 1, 1},
        {2, 5, 1, 0, 0, 1},
        {3, 1000000, 1e-06, 0.06131320953854619, 0.9810119044370966, 0.08030130510144978},
        {19, 25, 0.65088, 0.09174545225934212, 0.9159968222923435, 0.1757486299669988},
        {499000, 1000000, 0.5, 0.0001079819780189151, 0.02280414993269105, 0.9773038320453279},
        {50010000, 100000000, 0.5, 1.07981933476301e-05, 0.9772552668785397, 0.02275553131480785},
        {900, 1000, 0.001, 0, 1, 0}, /* too rare for a double */
        {100, 1000, 0.999, 0, 0, 1},
        {900000000, 1000000000, 0.9, 4.205220866490319e-05, 0.5000154191423114, 0.5000266330663535},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double k = cases[i].k, n = cases[i].n, p = cases[i].p;
        check_close(binomial_mass(k, n, p), cases[i].mass, 1e-12);
        check_close(binomial_at_most(k, n, p), cases[i].at_most, 1e-12);
        check_close(binomial_at_least(k, n, p), cases[i].at_least, 1e-12);
    }
}

/* R 4.2.2: dpois(k, mean), ppois(k, mean), ppois(k - 1, mean, lower.tail = FALSE) */
static void poisson_probabilities_equal_those_of_r(void **state)
{
    static const struct {
        double k, mean, mass, at_most, at_least;
    } cases[] = {
        {-1, 2.5, 0, 0, 1},
        {0, 0, 1, 1, 1},
        {3, 0, 0, 1, 0},
        {0, 2.5, 0.0820849986238988, 0.0820849986238988, 1},
        {1, 2.5, 0.205212496559747, 0.2872974951836458, 0.9179150013761012},
        {7, 2.5, 0.009940616501568847, 0.9957533045106555, 0.01418731199091335},
        {20, 0.001, 4.106209360162783e-79, 1, 4.106404902830124e-79},
        {5000, 1, 0, 1, 0}, /* too rare for a double */
        {1, 5000, 0, 0, 1},
        {1000, 950.5, 0.003552809572346396, 0.9466529309637951, 0.05689987860855128},
        {1000000, 1000500, 0.0003520799616194829, 0.3088016041901224, 0.6915504757714972},
        {100000000, 99995000, 3.520638594800954e-05, 0.6914888660084557, 0.3085463403774922},
        {1000000000, 1000000000, 1.26156626090495e-05, 0.5000084104417389, 0.5000042052208701},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double k = cases[i].k, mean = cases[i].mean;
        check_close(poisson_mass(k, mean), cases[i].mass, 1e-12);
        check_close(poisson_at_most(k, mean), cases[i].at_most, 1e-12);
        check_close(poisson_at_least(k, mean), cases[i].at_least, 1e-12);
    }
}

static void the_probabilities_of_all_counts_add_up(void **state)
{
    double mass = 0;
    (void)state;
    for (int k = -1; k <= 41; k++) {
        mass += binomial_mass(k, 40, 0.3);
        check_close(binomial_at_most(k, 40, 0.3), mass, 1e-13);
        check_close(binomial_at_most(k, 40, 0.3) + binomial_at_least(k + 1, 40, 0.3), 1, 1e-13);
        check_close(poisson_at_most(k, 12.5) + poisson_at_least(k + 1, 12.5), 1, 1e-13);
    }
    check_close(mass, 1, 1e-13);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(binomial_probabilities_equal_those_of_r),
        cmocka_unit_test(poisson_probabilities_equal_those_of_r),
        cmocka_unit_test(the_probabilities_of_all_counts_add_up),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
