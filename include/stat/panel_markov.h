/* panel_markov: rates of moving between neighbouring states, from when and where a process was
 * seen, and what follows from them.
 *
 * Source: J. D. Kalbfleisch and J. F. Lawless, JASA 80 (1985) 863-871; C. H. Jackson, J. Stat.
 * Softw. 38(8) (2011). Equal to R:
 *   fit <- msm(state ~ time, subject, qmatrix = (neighbours only)); qmatrix.msm(fit);
 *   sojourn.msm(fit, ci = "delta"); pmatrix.msm(fit, t); efpt.msm(fit, tostate)
 * Pairs count as independent given the state in which they begin. Limits are of the delta method,
 * on the log scale; of probabilities on that of log odds, where msm draws at random (ci = "normal")
 * and agrees but for that. */
#ifndef STAT_PANEL_MARKOV_H
#define STAT_PANEL_MARKOV_H

#include <stdbool.h>

#include "base/progress.h"
#include "stat/panel_likelihood.h"

enum panel_outcome {
    PANEL_FITTED,
    PANEL_NO_PAIRS,    /* there are states in which no pair begins: nothing is given */
    PANEL_NOT_REACHED, /* the search found no greatest likelihood: nothing is given */
};

enum panel_standing {
    PANEL_OK,
    PANEL_BOUNDARY,       /* the likelihood rises as the rate falls to 0: it is under 1e-4 */
    PANEL_NOT_IDENTIFIED, /* a 95% upper limit over 1000 times the rate, or the rate above 100:
                             others, far higher, fit as well */
};

/* Matrices go row by row. */
struct panel_fit {
    enum panel_outcome outcome;
    int n_states, n_rates;
    double rate[PANEL_RATES_LIMIT];
    enum panel_standing standing[PANEL_RATES_LIMIT];
    double covariance[PANEL_RATES_LIMIT * PANEL_RATES_LIMIT]; /* of the log rates: the inverse of
                          the observed information, without rates on their boundary (0 there) */
    bool is_identified;    /* fitted, and all rates are PANEL_OK */
    double log_likelihood; /* its least upper bound, where rates fall to 0 or run off; NaN where
                              that was not come near to */
};

/* Fits N joined pairs (panel_pairs_join); N_STATES is from 2 to PANEL_STATES_LIMIT. Pairs that
 * begin in each state are needed. The unit of time is a year or the like: rates above 100 and under
 * 1e-4 are out of the question. */
void panel_markov_fit(struct panel_fit *fit, int n_states, const struct panel_pair *pairs, size_t n,
                      struct progress *progress);

/* A number and its limits at level CONFIDENCE, in (0, 1); all NaN where it is not identified. */
struct panel_estimate {
    double value, lower, upper;
};

/* Rate U, whatever the standing of others. The rest needs all rates. */
struct panel_estimate panel_rate(const struct panel_fit *fit, int u, double confidence);

/* How long a stay in STATE lasts, mean. */
struct panel_estimate panel_sojourn(const struct panel_fit *fit, int state, double confidence);

/* The probability to be in TO, TIME after being in FROM. */
struct panel_estimate panel_probability(const struct panel_fit *fit, int from, int to, double time,
                                        double confidence);

/* How long it takes from FROM until TARGET, below it, or a lower state is first reached, mean. */
struct panel_estimate panel_first_passage(const struct panel_fit *fit, int from, int target,
                                          double confidence);

#endif
