#include "stat/proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

/* The share at which the beta distribution with A and B has TAIL below it, or above. By bisection,
 * to the last bit: GSL's own inverse gives up for large A or B. */
static double find(double tail, bool is_above, double a, double b)
{
    double low = 0, high = 1;
    for (;;) {
        double middle = (low + high) / 2;
        if (middle <= low || middle >= high)
            return middle;
        bool is_high =
            is_above ? gsl_cdf_beta_Q(middle, a, b) < tail : gsl_cdf_beta_P(middle, a, b) > tail;
        *(is_high ? &high : &low) = middle;
    }
}

struct proportion proportion_of(size_t events, size_t n, double confidence)
{
    if (n == 0)
        return (struct proportion){NAN, NAN, NAN};
    double tail = (1 - confidence) / 2, x = (double)events, others = (double)(n - events);
    return (struct proportion){
        .value = x / (double)n,
        .lower = events == 0 ? 0 : find(tail, false, x, others + 1),
        .upper = events == n ? 1 : find(tail, true, x + 1, others),
    };
}
