/* sensitivity: each choice against R (choices.csv, sensitivity.csv, km_summary.csv) and against
 * `times` with that choice as an option. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

static size_t find_choice(const struct csv_table *t, const char *choice, const char *value,
                          const char *model)
{
    for (size_t i = 0; i < csv_rows(t); i++)
        if (strcmp(csv_get(t, i, "choice"), choice) == 0 &&
            strcmp(csv_get(t, i, "value"), value) == 0 &&
            strcmp(csv_get(t, i, "model"), model) == 0)
            return i;
    fail_msg("no row for %s %s %s", choice, value, model);
    return 0;
}

static size_t count_choice(const struct csv_table *t, const char *choice, const char *value)
{
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(t); i++)
        n += strcmp(csv_get(t, i, "choice"), choice) == 0 &&
             strcmp(csv_get(t, i, "value"), value) == 0;
    return n;
}

/* Row I of ours against row K of R's, whose columns of the median and its limits are named. */
static void check_row(const char *folder, const struct csv_table *ours, size_t i,
                      const struct csv_table *r, size_t k, const char *const names[3])
{
    static const char *const columns[] = {"median_days", "median_low_days", "median_high_days"};
    const char *status = csv_get(ours, i, "median_status");
    same_number(ours, i, "events", r, k, "events", 0);
    if (strcmp(status, "risk_set_emptied") == 0) {
        assert_string_equal(folder, "cases/early_zero");
        for (size_t c = 0; c < 3; c++)
            same_text(ours, i, columns[c], "");
        return;
    }
    for (size_t c = 0; c < 3; c++)
        same_number(ours, i, columns[c], r, k, names[c], 1e-9);
    assert_string_equal(status, isnan(csv_number(r, k, names[0])) ? "not_reached"
                                : csv_number(r, k, "events") < 5  ? "few"
                                                                  : "ok");
}

/* Of the edge cases every date has its day, and one has no judgement from before 2013. */
static bool has_occasion(const char *folder, const char *choice)
{
    if (strcmp(choice, "partial") == 0)
        return strcmp(folder, "data") == 0;
    return strcmp(choice, "from") != 0 || strcmp(folder, "cases/all_censored") != 0;
}

/* Every row of R's has ours, and the choices that R has, have no other row. */
static void choices_equal(void **state)
{
    static const char *const names[] = {"median", "low", "high"};
    struct csv_table r = oracle_expect(*state, "choices.csv"),
                     ours = oracle_run("sensitivity", *state, "--units days");
    for (size_t k = 0; k < csv_rows(&r); k++) {
        const char *choice = csv_get(&r, k, "choice"), *value = csv_get(&r, k, "value");
        if (!has_occasion(*state, choice)) {
            assert_int_equal(count_choice(&ours, choice, value), 0);
            continue;
        }
        size_t i = find_choice(&ours, choice, value, csv_get(&r, k, "model"));
        same_number(&ours, i, "episodes", &r, k, "episodes", 0);
        check_row(*state, &ours, i, &r, k, names);
        assert_int_equal(count_choice(&ours, choice, value), count_choice(&r, choice, value));
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

static void groupings_equal(void **state)
{
    static const struct {
        const char *set, *choice, *value;
    } sets[] = {
        {"tv", "as asked", ""},
        {"start", "attribute", "origin"},
        {"clock", "clock", "model"},
        {"landmark730", "landmark", "730"},
        {"overall_target_good", "target", "good"},
    };
    static const char *const names[] = {"median_print", "median_print_lo", "median_print_hi"};
    struct csv_table r = oracle_expect(*state, "km_summary.csv"),
                     ours = oracle_run("sensitivity", *state, "--units days");
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++)
        for (size_t k = 0; k < csv_rows(&r); k++) {
            if (strcmp(csv_get(&r, k, "set"), sets[s].set) != 0)
                continue;
            size_t i = find_choice(&ours, sets[s].choice, sets[s].value, csv_get(&r, k, "model"));
            same_number(&ours, i, "episodes", &r, k, "n_episodes", 0);
            check_row(*state, &ours, i, &r, k, names);
        }
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* The rows of sensitivity.csv that are not WRONG, and are not of another estimator. */
static void sensitivity_equals(void **state)
{
    static const struct {
        const char *r, *choice, *value;
    } rows[] = {
        {"partial dates = mid", "as asked", ""},
        {"partial dates = first", "partial", "first"},
        {"partial dates = last", "partial", "last"},
        {"first episode per council only", "episodes", "first"},
        {"target = good or better", "target", "good"},
    };
    static const char *const names[] = {"median", "median_lo", "median_hi"};
    struct csv_table r = oracle_expect(*state, "sensitivity.csv"),
                     ours = oracle_run("sensitivity", *state, "--units days");
    for (size_t c = 0; c < sizeof rows / sizeof rows[0]; c++) {
        size_t k = find_row(&r, "choice", rows[c].r, NULL, NULL);
        size_t i = find_choice(&ours, rows[c].choice, rows[c].value, "(all)");
        same_number(&ours, i, "episodes", &r, k, "episodes", 0);
        check_row(*state, &ours, i, &r, k, names);
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* What a user asked for; without its landmark, as no option takes it back. */
static const struct asked {
    const char *options, *without_landmark;
} as_asked[] = {
    {"", ""},
    {"--clock model", NULL},
    {"--landmark 730 -M in-house -M trust", "-M in-house -M trust"},
    {"--attribute origin --min-n 3 --conf 0.9", NULL},
    {"--attribute ever -M trust", NULL},
    {"--partial first --target good --episodes first", NULL},
    {"--partial last --date published --scope full --lineage none", NULL},
    {"--origin 'requires improvement' --from 2012 --to 2019-06", NULL},
    {"--uncovered in-house --as-of 2020-02-29", NULL},
};

enum { N_ASKED = sizeof as_asked / sizeof as_asked[0] };

static struct csv_table run(const char *command, const char *where, const char *options)
{
    struct text line = {0};
    const char *program = getenv("TURNAROUND");
    text_addf(&line, "%s %s %s -q -f csv --units days %s", program ? program : "build/turnaround",
              command, where, options);
    struct csv_table t = csv_table_of(text_string(&line));
    text_release(&line);
    return t;
}

/* The rows from I on, of one choice, are those of `times` with that choice; returns how many. */
static size_t check_block(const char *where, const struct asked *asked, const struct csv_table *t,
                          size_t i)
{
    static const char *const columns[] = {"model",        "episodes",        "events",
                                          "median_days",  "median_low_days", "median_high_days",
                                          "median_status"};
    const char *choice = csv_get(t, i, "choice"), *value = csv_get(t, i, "value");
    struct text options = {0};
    if (strcmp(choice, "as asked") == 0)
        text_addf(&options, "%s", asked->options);
    else if (strcmp(choice, "landmark") == 0 && strcmp(value, "none") == 0)
        text_addf(&options, "%s", asked->without_landmark);
    else
        text_addf(&options, "%s --%s '%s'", asked->options, choice, value);
    struct csv_table times = run("times", where, text_string(&options));
    assert_int_equal(count_choice(t, choice, value), csv_rows(&times));
    for (size_t k = 0; k < csv_rows(&times); k++)
        for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
            if (strcmp(csv_get(t, i + k, columns[c]), csv_get(&times, k, columns[c])) != 0)
                fail_msg("%s %s: row %zu: %s is %s, but of times %s", where, text_string(&options),
                         i + k, columns[c], csv_get(t, i + k, columns[c]),
                         csv_get(&times, k, columns[c]));
    size_t n = csv_rows(&times);
    csv_table_release(&times);
    text_release(&options);
    return n;
}

/* The change is from the same model as asked, and missing where either median is. */
static void check_changes(const struct csv_table *t, size_t n_asked)
{
    for (size_t i = 0; i < csv_rows(t); i++) {
        double before = NAN;
        for (size_t k = 0; k < n_asked && i >= n_asked; k++)
            if (strcmp(csv_get(t, k, "model"), csv_get(t, i, "model")) == 0)
                before = csv_number(t, k, "median_days");
        check_close(csv_number(t, i, "change_days"), csv_number(t, i, "median_days") - before,
                    1e-9);
    }
}

static size_t check_asked(const char *where, const struct asked *asked)
{
    struct csv_table t = run("sensitivity", where, asked->options);
    size_t blocks = 0, n_asked = 0;
    if (csv_rows(&t) > 0 && strcmp(csv_get(&t, 0, "choice"), "as asked") == 0)
        n_asked = count_choice(&t, "as asked", "");
    for (size_t i = 0; i < csv_rows(&t); blocks++)
        i += check_block(where, asked, &t, i);
    check_changes(&t, n_asked);
    csv_table_release(&t);
    return blocks;
}

#define ORACLE_OPTIONS                                                                             \
    "--as-of 2025-03-31 --uncovered unknown --extra-model mutual --extra-model shared"

static void rows_are_those_of_times(void **state)
{
    struct text where = {0};
    text_addf(&where, "tests/oracle/%s " ORACLE_OPTIONS, (const char *)*state);
    bool is_data = strcmp(*state, "data") == 0;
    for (size_t i = 0; i < N_ASKED; i++)
        if (is_data || i == 0 || i == 5) /* of the edge cases some */
            assert_true(check_asked(text_string(&where), &as_asked[i]) > 0);
    text_release(&where);
}

/* The as-of date is given: that of the data may move with --partial. */
static void rows_are_those_of_times_in_england(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_ASKED; i++)
        assert_true(check_asked("data/england --as-of 2026-08-20", &as_asked[i]) > 10);
}

/* Where a choice cannot be made, the notes say why. */
static void notes_name_what_is_left_out(void **state)
{
    struct text t = {0};
    (void)state;
    oracle_notes("sensitivity", "data", "--landmark 730", &t);
    assert_non_null(strstr(text_string(&t), "date published (no inspection has both dates)"));
    assert_non_null(
        strstr(text_string(&t), "attribute origin, clock model (contradicts what was asked)"));
    text_release(&t);
}

int main(int argc, char **argv)
{
    static const struct oracle_test tests[] = {{"choices", choices_equal},
                                               {"groupings", groupings_equal},
                                               {"times", rows_are_those_of_times}};
    static const struct oracle_test on_data[] = {{"sensitivity", sensitivity_equals},
                                                 {"england", rows_are_those_of_times_in_england},
                                                 {"left out", notes_name_what_is_left_out}};
    return ORACLE_RUN(tests, on_data, argc, argv);
}
