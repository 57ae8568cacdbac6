/* panel_likelihood: a process that moves between neighbouring states at constant rates, seen only
 * now and then.
 *
 * States are 0 to N_STATES - 1; from state i the process moves to i - 1 and i + 1. Rate 0 is that
 * of 0 to 1, rate 2i - 1 that of i to i - 1, rate 2i that of i to i + 1: 2 (N_STATES - 1) of them,
 * each per unit of time.
 *
 * Source: J. D. Kalbfleisch and J. F. Lawless, JASA 80 (1985) 863-871. Probabilities are summed
 * over the number of moves of a Poisson clock that ticks for all states alike (A. Jensen, Skand.
 * Aktuarietidskr. 36 (1953) 87-91): sums of what is not negative, exact where rates run to 0 and
 * eigenvectors fall together. Equal to R: msm::MatrixExp(Q * time), and logLik(msm()). */
#ifndef STAT_PANEL_LIKELIHOOD_H
#define STAT_PANEL_LIKELIHOOD_H

#include <stddef.h>

enum { PANEL_STATES_LIMIT = 8, PANEL_RATES_LIMIT = 2 * (PANEL_STATES_LIMIT - 1) };

static inline int panel_n_rates(int n_states)
{
    return 2 * (n_states - 1);
}

/* Between which states rate U is. */
static inline int panel_rate_from(int u)
{
    return (u + 1) / 2;
}
static inline int panel_rate_to(int u)
{
    return u % 2 ? u / 2 : u / 2 + 1;
}

/* N times the process was seen in FROM and, TIME (above 0) later, in TO. */
struct panel_pair {
    int from, to;
    double time;
    size_t n;
};

/* Sorts the pairs and joins equal ones; returns how many are left. The order in which they came
 * makes no difference. */
size_t panel_pairs_join(struct panel_pair *pairs, size_t n);

/* Where the process is after some time: the probability of each state, and its derivatives by the
 * logarithm of each rate. */
struct panel_row {
    double p[PANEL_STATES_LIMIT];
    double slope[PANEL_RATES_LIMIT][PANEL_STATES_LIMIT];
};

/* Of a process that begins in FROM; the rates are above 0. */
void panel_row_set(struct panel_row *row, int n_states, const double *rate, int from, double time);

/* The log likelihood at some rates and its derivatives by their logarithms; INFORMATION is the one
 * expected given where and for how long each pair began, row by row. */
struct panel_point {
    int n; /* rates */
    double log_rate[PANEL_RATES_LIMIT];
    double log_likelihood;
    double score[PANEL_RATES_LIMIT];
    double information[PANEL_RATES_LIMIT * PANEL_RATES_LIMIT];
};

/* Of joined pairs; N and LOG_RATE of POINT are set before. */
void panel_point_set(struct panel_point *point, int n_states, const struct panel_pair *pairs,
                     size_t n);

#endif
