#include "stat/rank_test.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stat/matrix.h"

/* Adds what time I says of each group's events, and of their variance, K x K. */
static void add_time(const struct risk_table *t, size_t i, struct rank_test *test, double *variance)
{
    size_t k = t->n_groups;
    double n = risk_table_at_risk(t, i), d = risk_table_events(t, i);
    double factor = n > 1 ? d * (n - d) / (n - 1) : 0;
    for (size_t g = 0; g < k; g++) {
        double share = t->at_risk[i * k + g] / n;
        test->observed[g] += t->events[i * k + g];
        test->expected[g] += d * share;
        for (size_t h = 0; h < k; h++)
            variance[g * k + h] +=
                factor * ((g == h ? share : 0) - share * t->at_risk[i * k + h] / n);
    }
}

/* The groups that carry information, less the last of each set of groups that are compared: their
 * differences are free. Returns how many, in FREE. */
static size_t find_free(const struct risk_table *t, const double *variance, bool *compared,
                        size_t *free_groups)
{
    size_t k = t->n_groups, n = 0;
    for (size_t g = 0; g < k; g++) {
        bool is_last = true;
        risk_table_compared(t, g, compared);
        for (size_t h = g + 1; h < k; h++)
            is_last = is_last && !(compared[h] && variance[h * k + h] > 1e-12);
        if (variance[g * k + g] > 1e-12 && !is_last)
            free_groups[n++] = g;
    }
    return n;
}

static void judge(const struct risk_table *t, struct rank_test *test, const double *variance,
                  const size_t *free_groups, size_t n, double *inverse, double *difference)
{
    for (size_t a = 0; a < n; a++) {
        size_t g = free_groups[a];
        difference[a] = test->observed[g] - test->expected[g];
        for (size_t b = 0; b < n; b++)
            inverse[a * n + b] = variance[g * t->n_groups + free_groups[b]];
    }
    if (n == 0 || matrix_invert(inverse, n, NULL) != 0)
        return;
    test->df = (int)n;
    test->chi_square = matrix_form(difference, inverse, difference, n);
    test->p = gsl_cdf_chisq_Q(test->chi_square, (double)n);
}

int rank_test_run(const struct risk_table *t, struct rank_test *test)
{
    size_t k = t->n_groups;
    *test = (struct rank_test){.observed = calloc(k + 1, sizeof(double)),
                               .expected = calloc(k + 1, sizeof(double)),
                               .chi_square = NAN,
                               .p = NAN};
    double *variance = calloc(k * k + 1, sizeof(double)),
           *inverse = calloc(k * k + 1, sizeof(double));
    double *difference = calloc(k + 1, sizeof(double));
    bool *compared = calloc(k + 1, sizeof *compared);
    size_t *free_groups = calloc(k + 1, sizeof *free_groups);
    bool ready = test->observed && test->expected && variance && inverse && difference &&
                 compared && free_groups;
    for (size_t i = 0; ready && i < t->n; i++)
        add_time(t, i, test, variance);
    if (ready)
        judge(t, test, variance, free_groups, find_free(t, variance, compared, free_groups),
              inverse, difference);
    else
        rank_test_release(test);
    free(variance);
    free(inverse);
    free(difference);
    free(compared);
    free(free_groups);
    return ready ? 0 : -1;
}

void rank_test_release(struct rank_test *test)
{
    free(test->observed);
    free(test->expected);
    *test = (struct rank_test){0};
}
