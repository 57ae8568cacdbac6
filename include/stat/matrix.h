/* matrix: what estimators need of symmetric matrices, which are few and small. */
#ifndef STAT_MATRIX_H
#define STAT_MATRIX_H

#include <stddef.h>

/* Replaces the symmetric N x N matrix A, row by row, by its inverse, and sets *LOG_DETERMINANT (of
 * A itself) unless that is NULL. -1, with A destroyed, when A is not positive definite to working
 * precision. N may be 0. */
int matrix_invert(double *a, size_t n, double *log_determinant);

/* X' A Y for the N x N matrix A. */
double matrix_form(const double *x, const double *a, const double *y, size_t n);

#endif
