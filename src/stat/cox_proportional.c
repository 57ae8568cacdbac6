#include "stat/cox_proportional.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "stat/cox_sets.h"
#include "stat/matrix.h"

/* The function of time at each event time, less its mean over events, and within [-1, 1], none of
 * which changes the test: G, t->n. */
static void fill_times(const struct risk_table *t, enum cox_time time, double *g)
{
    double survival = 1, mean = 0, events = 0, most = 0;
    for (size_t i = 0; i < t->n; i++) {
        double d = risk_table_events(t, i);
        g[i] = time == COX_TIME_KM ? 1 - survival : t->time[i];
        survival *= 1 - d / risk_table_at_risk(t, i);
        mean += d * g[i];
        events += d;
    }
    for (size_t i = 0; i < t->n; i++)
        most = fmax(most, fabs(g[i] -= mean / events));
    for (size_t i = 0; i < t->n && most > 0; i++)
        g[i] /= most;
}

/* The score of the changes with time, and the information of coefficients (n) and changes (n), 2n x
 * 2n. */
static void add_set(const struct cox_set *set, double g, size_t n, double *score,
                    double *information)
{
    for (size_t a = 0; a < n; a++) {
        score[a] -= g * set->weight * set->share[a + 1];
        for (size_t b = 0; b < n; b++) {
            double v = set->weight *
                       ((a == b ? set->share[a + 1] : 0) - set->share[a + 1] * set->share[b + 1]);
            information[a * 2 * n + b] += v;
            information[(n + a) * 2 * n + b] += g * v;
            information[a * 2 * n + n + b] += g * v;
            information[(n + a) * 2 * n + n + b] += g * g * v;
        }
    }
}

int cox_proportional_test(const struct cox_fit *fit, const struct risk_table *t, enum cox_ties ties,
                          enum cox_time time, struct cox_proportional *test)
{
    size_t n = fit->n;
    *test = (struct cox_proportional){.chi_square = NAN, .p = NAN, .df = (int)n};
    if (fit->outcome != COX_FITTED)
        return 0;
    double *room = calloc(t->n + 2 * (n + 1) + 2 * n + 4 * n * n, sizeof *room);
    if (!room)
        return -1;
    double *g = room, *risk = g + t->n, *score = risk + 2 * (n + 1), *information = score + 2 * n;
    struct cox_set set = {.share = risk + n + 1};
    for (size_t k = 0; k <= n; k++)
        risk[k] = k > 0 ? exp(fit->coefficient[k - 1]) : 1;
    fill_times(t, time, g);
    for (size_t i = 0; i < t->n; i++) {
        for (size_t a = 0; a < n; a++)
            score[n + a] += g[i] * t->events[i * t->n_groups + a + 1];
        for (size_t l = 0; l < cox_sets_at(t, i, ties); l++) {
            cox_set_make(&set, t, i, l, ties, risk);
            add_set(&set, g[i], n, score + n, information);
        }
    }
    if (matrix_invert(information, 2 * n, NULL) == 0) {
        test->chi_square = matrix_form(score, information, score, 2 * n);
        test->p = gsl_cdf_chisq_Q(test->chi_square, (double)n);
    }
    free(room);
    return 0;
}
