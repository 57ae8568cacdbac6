#include "stat/proportion.h"

#include <math.h>
#include <stdbool.h>

#include "stat/bisect.h"
#include "stat/count.h"

/* A limit: the share at which so many events or more (the lower one), or so few or fewer, have the
 * probability TAIL. */
struct limit {
    double events, n, tail;
    bool is_lower;
};

static double excess(double share, const void *context)
{
    const struct limit *l = context;
    return l->is_lower ? binomial_at_least(l->events, l->n, share) - l->tail
                       : l->tail - binomial_at_most(l->events, l->n, share);
}

struct proportion proportion_of(size_t events, size_t n, double confidence)
{
    if (n == 0)
        return (struct proportion){NAN, NAN, NAN};
    struct limit lower = {(double)events, (double)n, (1 - confidence) / 2, true}, upper = lower;
    upper.is_lower = false;
    return (struct proportion){
        .value = lower.events / lower.n,
        .lower = events == 0 ? 0 : bisect(excess, &lower, 0, 1),
        .upper = events == n ? 1 : bisect(excess, &upper, 0, 1),
    };
}
