/* rates: events per council-year against R's poisson.test(). */
#include <math.h>
#include <string.h>

#include "oracle.h"

static bool is_all(const struct csv_table *t, size_t i)
{
    return strcmp(csv_get(t, i, "model"), "(all)") == 0;
}

static const char *status_of(const struct csv_table *r, size_t k, double reference)
{
    double events = csv_number(r, k, "events");
    if (strcmp(csv_get(r, k, "model"), "in-house") == 0)
        return "reference";
    if (!is_all(r, k) && isnan(reference))
        return "no_reference";
    if (!is_all(r, k) && reference <= 0)
        return "no_reference_events";
    return events <= 0 ? "no_events" : events < 5 ? "few" : "ok";
}

/* The events of in-house in the rows of one outcome; NaN where it has no row. */
static double events_of_reference(const struct csv_table *r, const char *outcome)
{
    for (size_t k = 0; k < csv_rows(r); k++)
        if (strcmp(csv_get(r, k, "outcome"), outcome) == 0 &&
            strcmp(csv_get(r, k, "model"), "in-house") == 0)
            return csv_number(r, k, "events");
    return NAN;
}

static void check_row(const struct csv_table *ours, size_t i, const struct csv_table *r, size_t k)
{
    static const struct {
        const char *ours, *r;
        double tolerance;
    } columns[] = {
        {"councils", "councils", 0},
        {"segments", "segments", 0},
        {"events", "events", 0},
        {"council_days", "days", 0},
        {"rate_per_year", "rate", 1e-9},
        {"rate_low", "low", 1e-9},
        {"rate_high", "high", 1e-9},
        {"ratio", "ratio", 1e-9},
        {"ratio_low", "ratio_low", 1e-9},
        {"ratio_high", "ratio_high", 1e-9},
        {"p", "p", 1e-9},
    };
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        same_number(ours, i, columns[c].ours, r, k, columns[c].r, columns[c].tolerance);
    same_text(ours, i, "status", status_of(r, k, events_of_reference(r, csv_get(r, k, "outcome"))));
}

static void check_rates(const char *folder, const char *level, const char *options)
{
    struct csv_table r = oracle_expect(folder, "rates.csv"),
                     ours = oracle_run("rates", folder, options);
    size_t n = 0;
    for (size_t k = 0; k < csv_rows(&r); k++) {
        if (strcmp(csv_get(&r, k, "conf"), level) != 0)
            continue;
        check_row(
            &ours,
            find_row(&ours, "outcome", csv_get(&r, k, "outcome"), "model", csv_get(&r, k, "model")),
            &r, k);
        n++;
    }
    assert_int_equal(csv_rows(&ours), n);
    csv_table_release(&r);
    csv_table_release(&ours);
}

static void rates_equal(void **state)
{
    check_rates(*state, "0.95", "--units days");
    check_rates(*state, "0.8", "--units days --conf 0.8");
}

/* The rates of improvement are of the segments that `times` counts. */
static void exposure_is_that_of_times(void **state)
{
    struct csv_table rates = oracle_run("rates", *state, "--units days -w outcome=improved"),
                     times = oracle_run("times", *state, "--units days");
    assert_int_equal(csv_rows(&rates), csv_rows(&times));
    for (size_t i = 0; i < csv_rows(&times); i++) {
        same_text(&rates, i, "model", csv_get(&times, i, "model"));
        same_number(&rates, i, "councils", &times, i, "councils", 0);
        same_number(&rates, i, "events", &times, i, "events", 0);
        same_number(&rates, i, "council_days", &times, i, "council_days", 0);
        if (!is_all(&times, i))
            same_number(&rates, i, "segments", &times, i, "segments", 0);
    }
    csv_table_release(&rates);
    csv_table_release(&times);
}

/* -M hides rows; the reference is the same for those that are left. */
static void a_hidden_reference_is_still_one(void **state)
{
    struct csv_table all = oracle_run("rates", *state, ""),
                     trust = oracle_run("rates", *state, "-M trust");
    assert_int_equal(csv_rows(&trust), 2);
    for (size_t i = 0; i < csv_rows(&trust); i++) {
        size_t k = find_row(&all, "outcome", csv_get(&trust, i, "outcome"), "model", "trust");
        same_text(&trust, i, "model", "trust");
        same_number(&trust, i, "ratio", &all, k, "ratio", 0);
        same_number(&trust, i, "p", &all, k, "p", 0);
    }
    csv_table_release(&all);
    csv_table_release(&trust);
}

/* The other way round a ratio and its limits are turned over, and p is the same. */
static void another_reference_turns_the_ratio_over(void **state)
{
    struct csv_table in_house = oracle_run("rates", *state, ""),
                     trust = oracle_run("rates", *state, "--reference trust");
    size_t i = find_row(&in_house, "outcome", "improved", "model", "trust"),
           k = find_row(&trust, "outcome", "improved", "model", "in-house");
    check_close(csv_number(&in_house, i, "ratio") * csv_number(&trust, k, "ratio"), 1, 1e-9);
    check_close(csv_number(&in_house, i, "ratio_low") * csv_number(&trust, k, "ratio_high"), 1,
                1e-9);
    check_close(csv_number(&in_house, i, "ratio_high") * csv_number(&trust, k, "ratio_low"), 1,
                1e-9);
    check_close(csv_number(&in_house, i, "p"), csv_number(&trust, k, "p"), 1e-9);
    same_number(&in_house, i, "rate_high", &trust,
                find_row(&trust, "outcome", "improved", "model", "trust"), "rate_high", 0);
    csv_table_release(&in_house);
    csv_table_release(&trust);
}

int main(int argc, char **argv)
{
    static const struct oracle_test tests[] = {
        {"rates", rates_equal},
        {"exposure", exposure_is_that_of_times},
    };
    static const struct oracle_test on_data[] = {
        {"hidden reference", a_hidden_reference_is_still_one},
        {"other reference", another_reference_turns_the_ratio_over},
    };
    return ORACLE_RUN(tests, on_data, argc, argv);
}
