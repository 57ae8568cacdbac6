#include "stat/proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct proportion proportion_of(size_t events, size_t n, double confidence)
{
    if (n == 0)
        return (struct proportion){NAN, NAN, NAN};
    double tail = (1 - confidence) / 2, x = (double)events, others = (double)(n - events);
    return (struct proportion){
        .value = x / (double)n,
        .lower = events == 0 ? 0 : gsl_cdf_beta_Pinv(tail, x, others + 1),
        .upper = events == n ? 1 : gsl_cdf_beta_Qinv(tail, x + 1, others),
    };
}
