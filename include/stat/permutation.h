/* permutation: the log-rank test of two groups without an appeal to large samples - how often
 * labels dealt out at random give a difference as great.
 *
 * Source: E. L. Lehmann, Nonparametrics (1975), appendix; the scores are the log-rank ones, event -
 * sum of d / n up to the time. Equal to R where all arrangements are gone through:
 *   coin::logrank_test(Surv(time, event) ~ group, distribution = "exact",
 *                      ties.method = "mid-ranks")
 * A p-value of arrangements drawn is (1 + as great) / (1 + drawn): B. Phipson and G. K. Smyth,
 * Stat. Appl. Genet. Mol. Biol. 9 (2010) article 39. */
#ifndef STAT_PERMUTATION_H
#define STAT_PERMUTATION_H

#include "base/progress.h"
#include "stat/risk_table.h"

/* Up to so many arrangements are gone through; beyond, so many are drawn - fewer for huge groups,
 * for at most PERMUTATION_WORK labels are dealt, yet no fewer than PERMUTATION_LEAST arrangements.
 */
enum {
    PERMUTATION_LIMIT = 5000000,
    PERMUTATION_DRAWS = 999999,
    PERMUTATION_LEAST = 9999,
    PERMUTATION_WORK = 200000000
};

enum permutation_kind {
    PERMUTATION_NONE, /* delayed entry, a group is empty, or there is no event: no p */
    PERMUTATION_EXACT,
    PERMUTATION_SAMPLED,
};

struct permutation {
    enum permutation_kind kind;
    double statistic; /* the sum of scores of group 1: its observed less expected events */
    double p;         /* two-sided; NaN for PERMUTATION_NONE */
    uint32_t arrangements, as_great; /* gone through or drawn; and of them, so many */
};

/* Of the N rows of groups 0 and 1, each of which must start at 0. SEED (of gsl_rng_mt19937) matters
 * only where arrangements are drawn. Differences of 1e-9 count as none. 0, or -1 when there is no
 * memory. */
int permutation_run(const struct risk_row *rows, size_t n, unsigned long seed,
                    struct progress *progress, struct permutation *result);

#endif
