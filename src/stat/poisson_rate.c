#include "stat/poisson_rate.h"

#include <math.h>
#include <stdbool.h>

#include "stat/bisect.h"
#include "stat/count.h"
#include "stat/proportion.h"

/* A limit: the mean at which so many events or more (the lower one), or so few or fewer, have the
 * probability TAIL. */
struct limit {
    double events, tail;
    bool is_lower;
};

static double excess(double mean, const void *context)
{
    const struct limit *l = context;
    return l->is_lower ? poisson_at_least(l->events, mean) - l->tail
                       : l->tail - poisson_at_most(l->events, mean);
}

static double find_lower(double events, double tail)
{
    struct limit l = {events, tail, true};
    return bisect(excess, &l, 0, events);
}

static double find_upper(double events, double tail)
{
    struct limit l = {events, tail, false};
    double high = events + 1;
    while (excess(high, &l) <= 0)
        high *= 2;
    return bisect(excess, &l, 0, high);
}

struct poisson_rate poisson_rate_of(size_t events, double time, double confidence)
{
    double tail = (1 - confidence) / 2, n = (double)events;
    if (!(time > 0))
        return (struct poisson_rate){NAN, NAN, NAN};
    return (struct poisson_rate){.value = n / time,
                                 .lower = events == 0 ? 0 : find_lower(n, tail) / time,
                                 .upper = find_upper(n, tail) / time};
}

/* The place between LOW and HIGH where counts of N begin to be at most as probable as BOUND; their
 * probabilities fall on the way. HIGH where none is. LOW may be above HIGH: they fall downwards. */
static double find_rarer(double low, double high, double n, double share, double bound)
{
    while (low != high) {
        double middle = low < high ? floor((low + high) / 2) : ceil((low + high) / 2);
        if (binomial_mass(middle, n, share) <= bound)
            high = middle;
        else
            low = low < high ? middle + 1 : middle - 1;
    }
    return high;
}

/* The sum of the probabilities of all counts of N that are no more probable than EVENTS. */
static double both_sides(double events, double n, double share)
{
    double mean = n * share, bound = binomial_mass(events, n, share) * (1 + 1e-7), far;
    if (events == mean)
        return 1;
    if (events < mean) {
        far = find_rarer(ceil(mean), n + 1, n, share, bound);
        return fmin(1, binomial_at_most(events, n, share) + binomial_at_least(far, n, share));
    }
    far = find_rarer(floor(mean), -1, n, share, bound);
    return fmin(1, binomial_at_most(far, n, share) + binomial_at_least(events, n, share));
}

struct poisson_ratio poisson_ratio_of(size_t events, double time, size_t other, double other_time,
                                      double confidence)
{
    if (!(time > 0) || !(other_time > 0) || events + other == 0)
        return (struct poisson_ratio){NAN, NAN, NAN, NAN};
    double scale = other_time / time;
    struct proportion share = proportion_of(events, events + other, confidence);
    struct poisson_ratio r = {
        .value = NAN,
        .lower = share.lower / (1 - share.lower) * scale,
        .upper = NAN,
        .p = both_sides((double)events, (double)events + (double)other, time / (time + other_time)),
    };
    if (other > 0) {
        r.value = (double)events / time / ((double)other / other_time);
        r.upper = share.upper / (1 - share.upper) * scale;
    }
    return r;
}
