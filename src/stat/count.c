#include "stat/count.h"

#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>

/* K log(K / MEAN) + MEAN - K for K > 0, without loss where they are close. */
static double deviance(double k, double mean)
{
    if (mean < k / 2)
        return k * log(k / mean) + mean - k;
    return -k * gsl_sf_log_1plusx_mx((mean - k) / k);
}

/* log(K!) is that of Stirling's formula plus this, for K > 0. */
static double stirling_rest(double k)
{
    return log(gsl_sf_gammastar(k));
}

double poisson_mass(double k, double mean)
{
    if (k < 0)
        return 0;
    if (k == 0 || mean <= 0)
        return k == 0 ? exp(-mean) : 0;
    return exp(-stirling_rest(k) - deviance(k, mean)) / sqrt(2 * M_PI * k);
}

double binomial_mass(double k, double n, double p)
{
    double others = n - k;
    if (k < 0 || others < 0)
        return 0;
    if (k == 0)
        return n == 0 ? 1 : exp(n * log1p(-p));
    if (others == 0)
        return pow(p, n);
    if (p <= 0 || p >= 1)
        return 0;
    double rest = stirling_rest(n) - stirling_rest(k) - stirling_rest(others);
    return exp(rest - deviance(k, n * p) - deviance(others, n * (1 - p))) *
           sqrt(n / (2 * M_PI * k * others));
}

/* How many times as probable the count next to K is. */
struct law {
    double n, p, mean;
    double (*rise)(const struct law *law, double k); /* of K + 1 */
};

static double binomial_rise(const struct law *law, double k)
{
    return (law->n - k) / (k + 1) * (law->p / (1 - law->p));
}

static double poisson_rise(const struct law *law, double k)
{
    return law->mean / (k + 1);
}

/* The sum from K, which has probability MASS, upwards or downwards; K lies on that side of the
 * mean, so that the terms fall. */
static double sum_tail(const struct law *law, double k, double mass, int direction)
{
    double term = mass, sum = mass;
    while (term > sum * (GSL_DBL_EPSILON / 16) && (direction > 0 || k > 0)) {
        term *= direction > 0 ? law->rise(law, k) : 1 / law->rise(law, k - 1);
        k += direction;
        sum += term;
    }
    return sum;
}

double binomial_at_most(double k, double n, double p)
{
    struct law law = {.n = n, .p = p, .rise = binomial_rise};
    if (k < 0 || k >= n)
        return k < 0 ? 0 : 1;
    if (k > n * p)
        return 1 - sum_tail(&law, k + 1, binomial_mass(k + 1, n, p), 1);
    return sum_tail(&law, k, binomial_mass(k, n, p), -1);
}

double binomial_at_least(double k, double n, double p)
{
    struct law law = {.n = n, .p = p, .rise = binomial_rise};
    if (k <= 0 || k > n)
        return k <= 0 ? 1 : 0;
    if (k <= n * p)
        return 1 - sum_tail(&law, k - 1, binomial_mass(k - 1, n, p), -1);
    return sum_tail(&law, k, binomial_mass(k, n, p), 1);
}

double poisson_at_most(double k, double mean)
{
    struct law law = {.mean = mean, .rise = poisson_rise};
    if (k < 0)
        return 0;
    if (k > mean)
        return 1 - sum_tail(&law, k + 1, poisson_mass(k + 1, mean), 1);
    return sum_tail(&law, k, poisson_mass(k, mean), -1);
}

double poisson_at_least(double k, double mean)
{
    struct law law = {.mean = mean, .rise = poisson_rise};
    if (k <= 0)
        return 1;
    if (k <= mean)
        return 1 - sum_tail(&law, k - 1, poisson_mass(k - 1, mean), -1);
    return sum_tail(&law, k, poisson_mass(k, mean), 1);
}
