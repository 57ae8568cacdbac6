/* km_robust: R's numbers, influences the long way round, and where the plain error must come out.
 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "stat/km_robust.h"

enum { MOST = 60, ROUNDS = 200 };

struct limits {
    struct km_curve curve;
    struct km_robust v[MOST + 1];
};

static struct limits limits_of(const struct km_member *m, size_t n, size_t clusters,
                               double confidence)
{
    struct limits l = {0};
    struct km_interval intervals[MOST];
    for (size_t i = 0; i < n; i++)
        intervals[i] = m[i].interval;
    assert_int_equal(km_estimate(intervals, n, confidence, &l.curve), 0);
    assert_int_equal(km_robust(&l.curve, m, n, clusters, confidence, l.v), 0);
    return l;
}

/* R 4.2.2, survival 3.5-3: survfit(Surv(start, stop, event) ~ 1, cluster = cluster, robust = TRUE,
 * conf.type = "log-log", conf.int = 0.95 or 0.9); std.err, lower, upper at 4, 9 and 12 */
static void limits_equal_those_of_survfit(void **state)
{
    static const struct km_member m[] = {
        {{0, 4, true}, 0},   {{0, 6, false}, 1}, {{4, 9, true}, 0},  {{2, 6, false}, 2},
        {{6, 10, false}, 1}, {{0, 12, true}, 2}, {{5, 8, false}, 0}, {{3, 12, false}, 3},
    };
    static const struct {
        double confidence;
        struct km_robust v[6];
    } cases[] = {
        {0.95,
         {{0.18761663039293719, 0.1736707796989035713, 0.97195719233756117},
          {0.18761663039293719, 0.1736707796989035713, 0.97195719233756117},
          {0.18761663039293719, 0.1736707796989035713, 0.97195719233756117},
          {0.31272991542223783, 0.0229626447138237232, 0.93319199202203351},
          {0.31272991542223783, 0.0229626447138237232, 0.93319199202203351},
          {0.25485289874749323, 0.0082321422574834491, 0.73933215051427392}}},
        {0.9,
         {{0.18761663039293719, 0.284488203064895417, 0.96116363932535753},
          {0.18761663039293719, 0.284488203064895417, 0.96116363932535753},
          {0.18761663039293719, 0.284488203064895417, 0.96116363932535753},
          {0.31272991542223783, 0.064813495371409485, 0.90904069072709703},
          {0.31272991542223783, 0.064813495371409485, 0.90904069072709703},
          {0.25485289874749323, 0.021432210255823991, 0.68577469381892009}}},
    };
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
        struct limits l = limits_of(m, sizeof m / sizeof m[0], 4, cases[c].confidence);
        assert_int_equal(l.curve.n, 6);
        for (size_t i = 0; i < l.curve.n; i++) {
            check_close(l.v[i].std_error, cases[c].v[i].std_error, 1e-14);
            check_close(l.v[i].lower, cases[c].v[i].lower, 1e-13);
            check_close(l.v[i].upper, cases[c].v[i].upper, 1e-13);
        }
        km_release(&l.curve);
    }
}

/* As R has it at 1 and at 0; between them one cluster says nothing of how clusters vary. */
static void one_cluster_has_no_limits(void **state)
{
    static const struct km_member m[] = {
        {{0, 2, false}, 0}, {{0, 4, true}, 0}, {{1, 7, true}, 0}, {{3, 9, true}, 0}};
    (void)state;
    struct limits l = limits_of(m, 4, 1, 0.95);
    assert_int_equal(l.curve.n, 4);
    check_close(l.v[0].std_error, 0, 0);
    check_close(l.v[3].std_error, 0, 0);
    for (size_t i = 0; i < 4; i++) {
        assert_true(isnan(l.v[i].std_error) == (i == 1 || i == 2));
        assert_true(isnan(l.v[i].lower) && isnan(l.v[i].upper));
    }
    km_release(&l.curve);
}

/* Two clusters alike: R's error is 0. */
static void clusters_that_do_not_differ_have_no_limits(void **state)
{
    static const struct km_member m[] = {
        {{0, 4, true}, 0}, {{0, 4, true}, 1}, {{3, 9, false}, 0}, {{3, 9, false}, 1}};
    (void)state;
    struct limits l = limits_of(m, 4, 2, 0.95);
    for (size_t i = 0; i < l.curve.n; i++)
        assert_true(isnan(l.v[i].std_error) && isnan(l.v[i].lower) && isnan(l.v[i].upper));
    km_release(&l.curve);
}

static void nobody_has_no_steps(void **state)
{
    (void)state;
    struct limits l = limits_of(NULL, 0, 0, 0.95);
    assert_int_equal(l.curve.n, 0);
    km_release(&l.curve);
}

/* Members at random in CLUSTERS clusters; LATE: a third of them enter late. */
static size_t draw(struct random *r, struct km_member *m, uint32_t clusters, bool late)
{
    size_t n = 2 + random_below(r, MOST - 2);
    for (size_t i = 0; i < n; i++) {
        int32_t start = late && random_below(r, 3) == 0 ? (int32_t)random_below(r, 20) : 0;
        m[i] = (struct km_member){
            {start, start + 1 + (int32_t)random_below(r, 25), random_below(r, 2) == 0},
            random_below(r, clusters)};
    }
    return n;
}

/* The sum of (dN - Y d / n) / (n - d) over the steps up to LAST. */
static double influence(const struct km_curve *c, size_t last, const struct km_interval *x)
{
    double sum = 0;
    for (size_t i = 0; i <= last; i++) {
        double n = c->v[i].at_risk, d = c->v[i].events;
        bool at_risk = x->start < c->v[i].time && c->v[i].time <= x->stop;
        bool event = x->event && x->stop == c->v[i].time;
        sum += (event - at_risk * d / n) / (n - d);
    }
    return sum;
}

static void errors_are_sums_of_influences(void **state)
{
    enum { CLUSTERS = 7 };
    struct km_member m[MOST];
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = draw(&r, m, CLUSTERS, true);
        struct limits l = limits_of(m, n, CLUSTERS, 0.95);
        for (size_t i = 0; i < l.curve.n; i++) {
            double of_cluster[CLUSTERS] = {0}, sum = 0, survival = l.curve.v[i].survival;
            if (survival <= 0 || survival >= 1)
                continue;
            for (size_t k = 0; k < n; k++)
                of_cluster[m[k].cluster] += influence(&l.curve, i, &m[k].interval);
            for (size_t k = 0; k < CLUSTERS; k++)
                sum += of_cluster[k] * of_cluster[k];
            if (isnan(l.v[i].std_error))
                assert_true(sum < 1e-20);
            else
                check_close(l.v[i].std_error, survival * sqrt(sum), 1e-12);
        }
        km_release(&l.curve);
    }
}

/* Each its own cluster, and none entering late: the jackknife's error is Greenwood's. */
static void alone_and_from_the_start_it_is_greenwood(void **state)
{
    struct km_member m[MOST];
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = draw(&r, m, 1, false);
        for (size_t i = 0; i < n; i++)
            m[i].cluster = (uint32_t)i;
        struct limits l = limits_of(m, n, n, 0.95);
        for (size_t i = 0; i < l.curve.n && l.curve.v[i].survival > 0; i++) {
            check_close(l.v[i].std_error, l.curve.v[i].std_error, 1e-12);
            check_close(l.v[i].lower, l.curve.v[i].lower, 1e-12);
            check_close(l.v[i].upper, l.curve.v[i].upper, 1e-12);
        }
        km_release(&l.curve);
    }
}

static void order_and_numbers_of_clusters_do_not_matter(void **state)
{
    enum { CLUSTERS = 5 };
    struct km_member m[MOST], other[MOST];
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = draw(&r, m, CLUSTERS, true);
        for (size_t i = 0; i < n; i++) {
            other[i] = m[n - 1 - i];
            other[i].cluster = 2 * CLUSTERS - other[i].cluster;
        }
        struct limits a = limits_of(m, n, CLUSTERS, 0.95),
                      b = limits_of(other, n, 2 * CLUSTERS + 1, 0.95);
        for (size_t i = 0; i < a.curve.n; i++)
            check_close(b.v[i].std_error, a.v[i].std_error, 1e-12);
        km_release(&a.curve);
        km_release(&b.curve);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_equal_those_of_survfit),
        cmocka_unit_test(one_cluster_has_no_limits),
        cmocka_unit_test(clusters_that_do_not_differ_have_no_limits),
        cmocka_unit_test(nobody_has_no_steps),
        cmocka_unit_test(errors_are_sums_of_influences),
        cmocka_unit_test(alone_and_from_the_start_it_is_greenwood),
        cmocka_unit_test(order_and_numbers_of_clusters_do_not_matter),
    };
    return CHECK_RUN(tests, argc, argv);
}
