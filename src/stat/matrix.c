#include "stat/matrix.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

/* A pivot that keeps no more than this share of its diagonal element is rounding. */
static const double lost = 1e-12;

int matrix_invert(double *a, size_t n, double *log_determinant)
{
    double log_sum = 0;
    if (log_determinant)
        *log_determinant = 0;
    if (n == 0)
        return 0;
    gsl_matrix_view m = gsl_matrix_view_array(a, n, n);
    if (gsl_linalg_cholesky_decomp1(&m.matrix) != GSL_SUCCESS)
        return -1;
    for (size_t i = 0; i < n; i++) {
        double pivot = a[i * n + i], diagonal = 0;
        for (size_t j = 0; j <= i; j++)
            diagonal += a[i * n + j] * a[i * n + j];
        if (!(isfinite(pivot) && pivot * pivot > lost * diagonal))
            return -1;
        log_sum += 2 * log(pivot);
    }
    if (log_determinant)
        *log_determinant = log_sum;
    return gsl_linalg_cholesky_invert(&m.matrix) == GSL_SUCCESS ? 0 : -1;
}

double matrix_form(const double *x, const double *a, const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            sum += x[i] * a[i * n + j] * y[j];
    return sum;
}
