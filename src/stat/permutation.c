#include "stat/permutation.h"

#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

static const double tolerance = 1e-9;

/* The scores, of which the first n1 are those of the smaller group. */
struct scores {
    double *v;
    size_t n, n1;
    double statistic; /* of the smaller group */
};

/* SMALL's scores first. */
static int make_scores(const struct risk_row *rows, size_t n, const struct risk_table *t, int small,
                       struct scores *s)
{
    double *hazard = malloc((t->n + 1) * sizeof *hazard), sum = 0;
    s->v = malloc((n + 1) * sizeof *s->v);
    if (!hazard || !s->v) {
        free(hazard);
        return -1;
    }
    for (size_t i = 0; i < t->n; i++)
        hazard[i] = sum += (double)risk_table_events(t, i) / risk_table_at_risk(t, i);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < n; i++) {
            if (rows[i].group < 0 || (rows[i].group == small) != (pass == 0))
                continue;
            size_t until = risk_table_until(t, rows[i].stop);
            double score = rows[i].event - (until > 0 ? hazard[until - 1] : 0);
            s->v[s->n++] = score;
            s->n1 += pass == 0;
            s->statistic += pass == 0 ? score : 0;
        }
    }
    free(hazard);
    return 0;
}

/* The number of arrangements; PERMUTATION_LIMIT + 1 where there are more than the limit. */
static uint32_t count_arrangements(size_t n, size_t n1)
{
    double count = 1;
    for (size_t i = 1; i <= n1; i++) {
        count = round(count * (double)(n - n1 + i) / (double)i);
        if (count > PERMUTATION_LIMIT)
            return PERMUTATION_LIMIT + 1;
    }
    return (uint32_t)count;
}

static bool is_as_great(const struct scores *s, double sum)
{
    return fabs(sum) >= fabs(s->statistic) - tolerance;
}

/* Of the arrangements that choose LEFT more of the scores from FROM on, SUM being that of those
 * chosen: how many are as great. It goes as deep as scores are to be chosen, which are few.
 * NOLINTNEXTLINE(misc-no-recursion) */
static uint32_t enumerate(const struct scores *s, size_t from, size_t left, double sum)
{
    uint32_t count = 0;
    if (left == 0)
        return is_as_great(s, sum);
    for (size_t i = from; i + left <= s->n; i++)
        count += enumerate(s, i + 1, left - 1, sum + s->v[i]);
    return count;
}

static uint32_t count_draws(const struct scores *s)
{
    double draws = (double)PERMUTATION_WORK / (double)s->n1;
    return (uint32_t)fmax(PERMUTATION_LEAST, fmin(PERMUTATION_DRAWS, draws));
}

/* Deals the labels by the first n1 steps of a shuffle, again and again. */
static uint32_t draw(const struct scores *s, uint32_t draws, gsl_rng *rng,
                     struct progress *progress)
{
    uint32_t count = 0;
    progress_begin(progress, (struct task){"dealing labels at random", NULL, draws, "deal"});
    for (uint32_t k = 0; k < draws; k++) {
        double sum = 0;
        progress_at(progress, k);
        for (size_t i = 0; i < s->n1; i++) {
            size_t j = i + gsl_rng_uniform_int(rng, s->n - i);
            double chosen = s->v[j];
            s->v[j] = s->v[i];
            s->v[i] = chosen;
            sum += chosen;
        }
        count += is_as_great(s, sum);
    }
    return count;
}

static int judge(const struct scores *s, unsigned long seed, struct progress *progress,
                 struct permutation *result)
{
    result->arrangements = count_arrangements(s->n, s->n1);
    if (result->arrangements <= PERMUTATION_LIMIT) {
        result->kind = PERMUTATION_EXACT;
        result->as_great = enumerate(s, 0, s->n1, 0);
        result->p = (double)result->as_great / result->arrangements;
        return 0;
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!rng)
        return -1;
    gsl_rng_set(rng, seed);
    result->kind = PERMUTATION_SAMPLED;
    result->arrangements = count_draws(s);
    result->as_great = draw(s, result->arrangements, rng, progress);
    result->p = (1.0 + result->as_great) / (1.0 + result->arrangements);
    gsl_rng_free(rng);
    return 0;
}

int permutation_run(const struct risk_row *rows, size_t n, unsigned long seed,
                    struct progress *progress, struct permutation *result)
{
    size_t size[2] = {0};
    bool is_late = false;
    *result = (struct permutation){.statistic = NAN, .p = NAN};
    for (size_t i = 0; i < n; i++)
        if (rows[i].group >= 0) {
            size[rows[i].group]++;
            is_late = is_late || rows[i].start > 0;
        }
    struct risk_table t;
    if (is_late || size[0] == 0 || size[1] == 0)
        return 0;
    if (risk_table_build(&t, rows, n, 2) != 0)
        return -1;
    int small = size[1] <= size[0], status = 0;
    struct scores s = {0};
    if (t.n > 0) {
        status = make_scores(rows, n, &t, small, &s) == 0 ? judge(&s, seed, progress, result) : -1;
        result->statistic = small == 1 ? s.statistic : -s.statistic;
    }
    free(s.v);
    risk_table_release(&t);
    return status;
}
