/* count: probabilities of a count, binomial or Poisson.
 *
 * Source: C. Loader, Fast and accurate computation of binomial probabilities (2000), as R has it.
 * Equal to R's dbinom(), dpois(), pbinom() and ppois() for counts up to 1e9 and more, where GSL's
 * own lose digits from 1e5 on, and some fail. Tails are summed from their greatest term, in about
 * as many steps as the square root of the count. */
#ifndef STAT_COUNT_H
#define STAT_COUNT_H

/* The probability of K, at most K and at least K events of N, each with probability P in [0, 1]. N
 * and K are whole numbers, N >= 0; K below 0 and above N have none. */
double binomial_mass(double k, double n, double p);
double binomial_at_most(double k, double n, double p);
double binomial_at_least(double k, double n, double p);

/* The same of a Poisson count with MEAN >= 0. */
double poisson_mass(double k, double mean);
double poisson_at_most(double k, double mean);
double poisson_at_least(double k, double mean);

#endif
