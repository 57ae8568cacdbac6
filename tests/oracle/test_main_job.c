/* oracle: what the program prints against what R computed (README.md here says from which calls).
 * Counts and days must be the same; probabilities and years agree within 1e-9. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

/* R's sets, and the options that ask the program for them. */
static const struct {
    const char *set, *options;
    bool is_all; /* its (all) rows; else the rows by model */
} sets[] = {
    {"overall", "", true},
    {"tv", "", false},
    {"start", "--attribute origin", false},
    {"clock", "--clock model", false},
    {"landmark730", "--landmark 730", false},
    {"ever_BIASED", "--attribute ever -M trust", false},
    {"overall_target_good", "--target good", true},
};

enum { N_SETS = sizeof sets / sizeof sets[0] };

/* R's words for how an episode ended, and the program's. */
static const char *status_of(const char *why)
{
    return strcmp(why, "cutoff") == 0 ? "censored" : why;
}

static void check_episodes(const char *folder, const char *file, const char *options)
{
    struct csv_table r = oracle_expect(folder, file),
                     ours = oracle_run("episodes", folder, options);
    size_t n = 0;
    for (size_t k = 0; k < csv_rows(&r); k++) {
        if (strcmp(csv_get(&r, k, "included"), "TRUE") != 0)
            continue;
        const char *origin = csv_get(&r, k, "model_at_origin");
        assert_true(n < csv_rows(&ours));
        same_text(&ours, n, "council", csv_get(&r, k, "council"));
        same_number(&ours, n, "episode", &r, k, "episode", 0);
        same_number(&ours, n, "entry_days", &r, k, "entry", 0);
        same_number(&ours, n, "days", &r, k, "time", 0);
        same_number(&ours, n, "left_days", &r, k, "L", 0);
        same_number(&ours, n, "right_days", &r, k, "R", 0);
        same_text(&ours, n, "status", status_of(csv_get(&r, k, "why")));
        same_text(&ours, n, "model_at_origin", *origin ? origin : "unknown");
        if (*csv_get(&r, k, "model_at_event"))
            same_text(&ours, n, "model_at_end", csv_get(&r, k, "model_at_event"));
        check_close(csv_number(&ours, n, "years"), csv_number(&r, k, "time") / 365.25, 1e-9);
        n++;
    }
    assert_int_equal(csv_rows(&ours), n);
    csv_table_release(&r);
    csv_table_release(&ours);
}

static void episodes_equal(void **state)
{
    check_episodes(*state, "episodes.csv", "");
    check_episodes(*state, "episodes_target_good.csv", "--target good");
}

static void segments_equal(void **state)
{
    static const char *const status[] = {"censored", "improved", "switched", "closed"};
    struct csv_table r = oracle_expect(*state, "segments.csv"),
                     ours = oracle_run("segments", *state, "");
    assert_int_equal(csv_rows(&ours), csv_rows(&r));
    for (size_t i = 0; i < csv_rows(&r); i++) {
        same_text(&ours, i, "council", csv_get(&r, i, "council"));
        same_number(&ours, i, "episode", &r, i, "episode", 0);
        same_text(&ours, i, "model", csv_get(&r, i, "model"));
        same_number(&ours, i, "start_days", &r, i, "tstart", 0);
        same_number(&ours, i, "stop_days", &r, i, "tstop", 0);
        same_number(&ours, i, "event", &r, i, "event", 0);
        same_text(&ours, i, "status", status[(int)csv_number(&r, i, "status")]);
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

static size_t count_rows(const struct csv_table *t, bool is_all)
{
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(t); i++)
        n += (strcmp(csv_get(t, i, "model"), "(all)") == 0) == is_all;
    return n;
}

static void check_curve(const char *folder, size_t set, const struct csv_table *r)
{
    struct csv_table ours = oracle_run("curve", folder, sets[set].options);
    size_t n = 0;
    for (size_t k = 0; k < csv_rows(r); k++) {
        if (strcmp(csv_get(r, k, "set"), sets[set].set) != 0)
            continue;
        size_t i =
            find_row(&ours, "model", csv_get(r, k, "model"), "time_days", csv_get(r, k, "time"));
        same_number(&ours, i, "at_risk", r, k, "n_risk", 0);
        same_number(&ours, i, "events", r, k, "n_event", 0);
        same_number(&ours, i, "censored", r, k, "n_censor", 0);
        same_number(&ours, i, "survival", r, k, "surv", 1e-9);
        same_number(&ours, i, "std_error", r, k, "se", 1e-9);
        same_number(&ours, i, "lower", r, k, "lower", 1e-9);
        same_number(&ours, i, "upper", r, k, "upper", 1e-9);
        check_close(csv_number(&ours, i, "time_years"), csv_number(r, k, "time") / 365.25, 1e-9);
        n++;
    }
    assert_int_equal(count_rows(&ours, sets[set].is_all), n);
    csv_table_release(&ours);
}

static void curves_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "km.csv");
    for (size_t set = 0; set < N_SETS; set++)
        check_curve(*state, set, &r);
    csv_table_release(&r);
}

/* A quantile by the rule of print(survfit), from R's own curve KM: the first time at which survival
 * is at most LEVEL or, where it is LEVEL there, half way to the next time at which it is less. (R's
 * quantile() differs where the curve stays at the level to its end.) */
static double quantile_of(const struct csv_table *km, const char *set, const char *model,
                          double level)
{
    double first = NAN, survival = NAN;
    for (size_t k = 0; k < csv_rows(km); k++) {
        double now = csv_number(km, k, "surv"), time = csv_number(km, k, "time");
        if (strcmp(csv_get(km, k, "set"), set) != 0 || strcmp(csv_get(km, k, "model"), model) != 0)
            continue;
        if (isnan(first) && now < level + 1.5e-8) {
            first = time;
            survival = now;
            if (fabs(now - level) >= 1.5e-8)
                return first;
        } else if (!isnan(first) && now < survival) {
            return (first + time) / 2;
        }
    }
    return first;
}

static void check_emptied(const struct csv_table *ours, size_t i)
{
    static const char *const blank[] = {"q25_days",         "median_days", "median_low_days",
                                        "median_high_days", "q75_days",    "rmst_days",
                                        "rmst_se_days"};
    for (size_t k = 0; k < sizeof blank / sizeof blank[0]; k++)
        same_text(ours, i, blank[k], "");
}

/* improved_Ny is 1 - S(N years), blank beyond the last time unless S is 0 there. */
static void check_improved(const struct csv_table *ours, size_t i, const struct csv_table *yearly,
                           const char *set, const char *model, double last)
{
    static const char *const names[] = {NULL,          "improved_1y", "improved_2y",
                                        "improved_3y", NULL,          "improved_5y"};
    for (size_t k = 0; k < csv_rows(yearly); k++) {
        size_t year = (size_t)csv_number(yearly, k, "year");
        if (strcmp(csv_get(yearly, k, "set"), set) != 0 ||
            strcmp(csv_get(yearly, k, "model"), model) != 0 || year > 5 || !names[year])
            continue;
        double survival = csv_number(yearly, k, "surv");
        bool known = survival <= 0 || (double)year * 365.25 <= last;
        check_close(csv_number(ours, i, names[year]), known ? 1 - survival : (double)NAN, 1e-9);
    }
}

static void check_status(const struct csv_table *ours, size_t i, const struct csv_table *r,
                         size_t k)
{
    bool reached = !isnan(csv_number(r, k, "median_print"));
    const char *expected = !reached ? "not_reached" : csv_number(r, k, "events") < 5 ? "few" : "ok";
    same_text(ours, i, "median_status", expected);
}

static void check_times(const char *folder, size_t set, const struct csv_table *r,
                        const struct csv_table *km, const struct csv_table *yearly)
{
    struct text options = {0};
    text_addf(&options, "--units days %s", sets[set].options);
    struct csv_table ours = oracle_run("times", folder, text_string(&options));
    size_t n = 0;
    for (size_t k = 0; k < csv_rows(r); k++) {
        const char *model = csv_get(r, k, "model");
        if (strcmp(csv_get(r, k, "set"), sets[set].set) != 0)
            continue;
        size_t i = find_row(&ours, "model", model, NULL, NULL);
        n++;
        same_number(&ours, i, "segments", r, k, "n_rows", 0);
        same_number(&ours, i, "episodes", r, k, "n_episodes", 0);
        same_number(&ours, i, "councils", r, k, "n_councils", 0);
        same_number(&ours, i, "events", r, k, "events", 0);
        if (strcmp(csv_get(&ours, i, "median_status"), "risk_set_emptied") == 0) {
            assert_string_equal(folder, "cases/early_zero");
            assert_string_equal(model, "trust");
            check_emptied(&ours, i);
            continue;
        }
        check_status(&ours, i, r, k);
        same_number(&ours, i, "median_days", r, k, "median_print", 1e-9);
        same_number(&ours, i, "median_low_days", r, k, "median_print_lo", 1e-9);
        same_number(&ours, i, "median_high_days", r, k, "median_print_hi", 1e-9);
        check_close(csv_number(&ours, i, "q25_days"), quantile_of(km, sets[set].set, model, 0.75),
                    1e-9);
        check_close(csv_number(&ours, i, "q75_days"), quantile_of(km, sets[set].set, model, 0.25),
                    1e-9);
        bool reliable = strcmp(csv_get(r, k, "rmst_reliable"), "TRUE") == 0;
        check_close(csv_number(&ours, i, "rmst_days"),
                    reliable ? csv_number(r, k, "rmst5y") : (double)NAN, 1e-9);
        check_close(csv_number(&ours, i, "rmst_se_days"),
                    reliable ? csv_number(r, k, "rmst5y_se") : (double)NAN, 1e-9);
        check_improved(&ours, i, yearly, sets[set].set, model, csv_number(r, k, "last_time"));
    }
    assert_int_equal(count_rows(&ours, sets[set].is_all), n);
    csv_table_release(&ours);
    text_release(&options);
}

static void times_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "km_summary.csv"),
                     km = oracle_expect(*state, "km.csv");
    struct csv_table yearly = oracle_expect(*state, "km_at_risk_yearly.csv");
    for (size_t set = 0; set < N_SETS; set++)
        check_times(*state, set, &r, &km, &yearly);
    csv_table_release(&r);
    csv_table_release(&km);
    csv_table_release(&yearly);
}

/* A switched segment and a closed one count as what they are; the sums hold. */
static void counts_add_up(void **state)
{
    struct csv_table times = oracle_run("times", *state, "--units days");
    struct csv_table segments = oracle_run("segments", *state, "");
    for (size_t i = 0; i < csv_rows(&times); i++) {
        const char *model = csv_get(&times, i, "model");
        double days = 0, switched = 0, censored = 0;
        check_close(csv_number(&times, i, "segments"),
                    csv_number(&times, i, "events") + csv_number(&times, i, "censored") +
                        csv_number(&times, i, "switched"),
                    0);
        if (strcmp(model, "(all)") == 0) {
            check_close(csv_number(&times, i, "segments"), csv_number(&times, i, "episodes"), 0);
            check_close(csv_number(&times, i, "switched"), 0, 0);
            continue;
        }
        for (size_t k = 0; k < csv_rows(&segments); k++) {
            const char *status = csv_get(&segments, k, "status");
            if (strcmp(csv_get(&segments, k, "model"), model) != 0)
                continue;
            days += csv_number(&segments, k, "stop_days") - csv_number(&segments, k, "start_days");
            switched += strcmp(status, "switched") == 0;
            censored += strcmp(status, "censored") == 0 || strcmp(status, "closed") == 0;
        }
        check_close(csv_number(&times, i, "council_days"), days, 0);
        check_close(csv_number(&times, i, "switched"), switched, 0);
        check_close(csv_number(&times, i, "censored"), censored, 0);
    }
    csv_table_release(&times);
    csv_table_release(&segments);
}

/* The reasonable choices of sensitivity.csv; its wrong ones show what not to do, and one is of an
 * estimator that is not Kaplan-Meier's. */
static void sensitivity_equals(void **state)
{
    static const struct {
        const char *choice, *options;
    } choices[] = {
        {"partial dates = mid", "--partial mid"},
        {"partial dates = first", "--partial first"},
        {"partial dates = last", "--partial last"},
        {"first episode per council only", "--episodes first"},
        {"target = good or better", "--target good"},
        {"cut-off 2018-03-31", "--as-of 2018-03-31"},
        {"cut-off 2021-03-31", "--as-of 2021-03-31"},
        {"cut-off 2025-12-31", "--as-of 2025-12-31"},
    };
    struct csv_table r = oracle_expect(*state, "sensitivity.csv");
    for (size_t c = 0; c < sizeof choices / sizeof choices[0]; c++) {
        struct text options = {0};
        text_addf(&options, "--units days %s", choices[c].options);
        struct csv_table ours = oracle_run("times", *state, text_string(&options));
        size_t k = find_row(&r, "choice", choices[c].choice, NULL, NULL);
        size_t i = find_row(&ours, "model", "(all)", NULL, NULL);
        same_number(&ours, i, "episodes", &r, k, "episodes", 0);
        same_number(&ours, i, "events", &r, k, "events", 0);
        same_number(&ours, i, "q25_days", &r, k, "q25", 1e-9);
        same_number(&ours, i, "median_days", &r, k, "median", 1e-9);
        same_number(&ours, i, "median_low_days", &r, k, "median_lo", 1e-9);
        same_number(&ours, i, "median_high_days", &r, k, "median_hi", 1e-9);
        same_number(&ours, i, "q75_days", &r, k, "q75", 1e-9);
        csv_table_release(&ours);
        text_release(&options);
    }
    csv_table_release(&r);
}

int main(int argc, char **argv)
{
    static const struct oracle_test tests[] = {
        {"episodes", episodes_equal}, {"segments", segments_equal}, {"curve", curves_equal},
        {"times", times_equal},       {"counts", counts_add_up},
    };
    static const struct oracle_test on_data[] = {{"sensitivity", sensitivity_equals}};
    return ORACLE_RUN(tests, on_data, argc, argv);
}
