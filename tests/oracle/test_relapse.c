/* relapse: the time from improvement to the next inadequate against R's survfit(). */
#include <math.h>
#include <string.h>

#include "oracle.h"

/* R's sets, and the options that ask the program for them. */
static const struct {
    const char *set, *options;
    bool has_all; /* R has the (all) row in it */
} sets[] = {
    {"current", "", true},
    {"clock", "--clock model", false},
    {"origin", "--attribute origin", false},
    {"landmark730", "--landmark 730", false},
};

enum { N_SETS = sizeof sets / sizeof sets[0] };

static void check_row(const struct csv_table *ours, size_t i, const struct csv_table *r, size_t k)
{
    static const struct {
        const char *ours, *r;
        double tolerance;
    } columns[] = {
        {"councils", "councils", 0},        {"episodes", "episodes", 0},
        {"segments", "segments", 0},        {"events", "events", 0},
        {"censored", "censored", 0},        {"switched", "switched", 0},
        {"council_days", "days", 0},        {"q25_days", "q25", 1e-9},
        {"median_days", "median", 1e-9},    {"median_low_days", "low", 1e-9},
        {"median_high_days", "high", 1e-9}, {"q75_days", "q75", 1e-9},
        {"rmst_days", "rmst", 1e-9},        {"rmst_se_days", "rmst_se", 1e-9},
        {"relapsed_1y", "y1", 1e-9},        {"relapsed_2y", "y2", 1e-9},
        {"relapsed_3y", "y3", 1e-9},        {"relapsed_5y", "y5", 1e-9},
    };
    bool reached = !isnan(csv_number(r, k, "median"));
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        same_number(ours, i, columns[c].ours, r, k, columns[c].r, columns[c].tolerance);
    same_text(ours, i, "median_status",
              !reached                         ? "not_reached"
              : csv_number(r, k, "events") < 5 ? "few"
                                               : "ok");
}

static void check_set(const char *folder, size_t set, const struct csv_table *r)
{
    struct text options = {0};
    text_addf(&options, "--units days %s", sets[set].options);
    struct csv_table ours = oracle_run("relapse", folder, text_string(&options));
    size_t n = 0;
    for (size_t k = 0; k < csv_rows(r); k++) {
        if (strcmp(csv_get(r, k, "set"), sets[set].set) != 0)
            continue;
        check_row(&ours, find_row(&ours, "model", csv_get(r, k, "model"), NULL, NULL), r, k);
        n++;
    }
    assert_int_equal(csv_rows(&ours), n + (n > 0 && !sets[set].has_all));
    csv_table_release(&ours);
    text_release(&options);
}

static void relapses_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "relapse_models.csv");
    for (size_t set = 0; set < N_SETS; set++)
        check_set(*state, set, &r);
    csv_table_release(&r);
}

/* R's list of recoveries, one by one in days, summed. */
static void recoveries_add_up(void **state)
{
    struct csv_table r = oracle_expect(*state, "relapse.csv"),
                     ours = oracle_run("relapse", *state, "--units days");
    size_t i = find_row(&ours, "model", "(all)", NULL, NULL);
    double days = 0, events = 0;
    for (size_t k = 0; k < csv_rows(&r); k++) {
        days += csv_number(&r, k, "days");
        events += csv_number(&r, k, "relapse");
    }
    check_close(csv_number(&ours, i, "council_days"), days, 0);
    check_close(csv_number(&ours, i, "events"), events, 0);
    check_close(csv_number(&ours, i, "episodes"), (double)csv_rows(&r), 0);
    csv_table_release(&r);
    csv_table_release(&ours);
}

static void shares_equal_the_curve(void **state)
{
    static const char *const names[] = {"relapsed_1y", "relapsed_2y", "relapsed_3y", NULL,
                                        "relapsed_5y"};
    struct csv_table r = oracle_expect(*state, "relapse_km.csv"),
                     ours = oracle_run("relapse", *state, "");
    size_t i = find_row(&ours, "model", "(all)", NULL, NULL);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        char year[] = {(char)('1' + k), '\0'};
        size_t row = find_row(&r, "year", year, NULL, NULL);
        if (names[k])
            check_close(csv_number(&ours, i, names[k]), 1 - csv_number(&r, row, "relapse_free"),
                        1e-9);
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* The few relapses are named with their dates. */
static void notes_name_the_relapses(void **state)
{
    struct text t = {0};
    oracle_notes("relapse", *state, "-M in-house", &t);
    assert_non_null(strstr(text_string(&t), "in-house rests on 3 events (C03 2020-02-10, "
                                            "C11 2011-05-16, C14 2019-06-24)"));
    text_release(&t);
}

int main(int argc, char **argv)
{
    static const struct oracle_test tests[] = {{"relapse", relapses_equal}};
    static const struct oracle_test on_data[] = {
        {"sums", recoveries_add_up},
        {"curve", shares_equal_the_curve},
        {"notes", notes_name_the_relapses},
    };
    return ORACLE_RUN(tests, on_data, argc, argv);
}
