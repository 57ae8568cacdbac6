#include "stat/sample.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

struct sample_range sample_range(double *values, size_t n)
{
    if (n == 0)
        return (struct sample_range){NAN, NAN, NAN};
    qsort(values, n, sizeof *values, compare);
    return (struct sample_range){values[0], (values[(n - 1) / 2] + values[n / 2]) / 2,
                                 values[n - 1]};
}
