/* oracle: `incidence` against R's Aalen-Johansen estimates of the same records, and against the
 * program's own `curve`. */
#include <math.h>
#include <string.h>

#include "oracle.h"

/* R's clocks, and the options that ask the program for them. */
static const struct {
    const char *clock, *options, *yearly;
} clocks[] = {
    {"episode", "-c +one_minus_km", "-c +one_minus_km --yearly"},
    {"clock", "-c +one_minus_km --clock model", "-c +one_minus_km --clock model --yearly"},
};

enum { N_CLOCKS = sizeof clocks / sizeof clocks[0] };

static bool is_status(const struct csv_table *t, size_t i, const char *status)
{
    return strcmp(csv_get(t, i, "status"), status) == 0;
}

/* Row K of R's is row N of ours. */
static void check_row(const struct csv_table *ours, size_t n, const struct csv_table *r, size_t k)
{
    static const char *const estimates[][2] = {
        {"waiting", "surv"},  {"waiting_se", "se0"},  {"improved", "cif1"}, {"improved_se", "se1"},
        {"switched", "cif2"}, {"switched_se", "se2"}, {"closed", "cif3"},   {"closed_se", "se3"},
    };
    bool blank = is_status(r, k, "risk_set_emptied") || is_status(r, k, "beyond_last_time");
    same_text(ours, n, "model", csv_get(r, k, "model"));
    same_number(ours, n, "at_risk", r, k, "n_risk", 0);
    same_number(ours, n, "improved_events", r, k, "d1", 0);
    same_number(ours, n, "switched_events", r, k, "d2", 0);
    same_number(ours, n, "closed_events", r, k, "d3", 0);
    same_text(ours, n, "status", csv_get(r, k, "status"));
    same_number(ours, n, "one_minus_km", r, k, "naive", 1e-9);
    for (size_t c = 0; c < sizeof estimates / sizeof estimates[0]; c++) {
        if (blank)
            same_text(ours, n, estimates[c][0], "");
        else
            same_number(ours, n, estimates[c][0], r, k, estimates[c][1], 1e-9);
    }
}

static void times_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "cif.csv");
    for (size_t c = 0; c < N_CLOCKS; c++) {
        struct csv_table ours = oracle_run("incidence", *state, clocks[c].options);
        size_t n = 0;
        for (size_t k = 0; k < csv_rows(&r); k++) {
            if (strcmp(csv_get(&r, k, "clock"), clocks[c].clock) != 0)
                continue;
            size_t i = find_row(&ours, "model", csv_get(&r, k, "model"), "time_days",
                                csv_get(&r, k, "time"));
            check_row(&ours, i, &r, k);
            check_close(csv_number(&ours, i, "time_years"), csv_number(&r, k, "time") / 365.25,
                        1e-9);
            n++;
        }
        assert_int_equal(csv_rows(&ours), n);
        csv_table_release(&ours);
    }
    csv_table_release(&r);
}

static void years_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "cif_yearly.csv");
    for (size_t c = 0; c < N_CLOCKS; c++) {
        struct csv_table ours = oracle_run("incidence", *state, clocks[c].yearly);
        size_t n = 0;
        for (size_t k = 0; k < csv_rows(&r); k++) {
            if (strcmp(csv_get(&r, k, "clock"), clocks[c].clock) != 0)
                continue;
            size_t i = find_row(&ours, "model", csv_get(&r, k, "model"), "time_years",
                                csv_get(&r, k, "year"));
            check_row(&ours, i, &r, k);
            n++;
        }
        assert_true(n > 0);
        assert_int_equal(csv_rows(&ours), n);
        csv_table_release(&ours);
    }
    csv_table_release(&r);
}

/* Where there is an estimate its four parts add to 1, and improvement is no more probable than
 * where nothing else can happen. */
static void four_add_to_one(void **state)
{
    struct csv_table t = oracle_run("incidence", *state, "-c +one_minus_km");
    for (size_t i = 0; i < csv_rows(&t); i++) {
        double improved = csv_number(&t, i, "improved"),
               contrast = csv_number(&t, i, "one_minus_km");
        if (isnan(improved))
            continue;
        check_close(csv_number(&t, i, "waiting") + improved + csv_number(&t, i, "switched") +
                        csv_number(&t, i, "closed"),
                    1, 1e-12);
        assert_true(!(improved > contrast + 1e-12));
    }
    csv_table_release(&t);
}

/* Without a closing nothing competes in (all): it is `curve`, and its error Greenwood's. */
static void all_is_curve(void **state)
{
    struct csv_table ours = oracle_run("incidence", *state, "");
    struct csv_table curve = oracle_run("curve", *state, "");
    for (size_t i = 0; i < csv_rows(&ours); i++) {
        double survival, closed = csv_number(&ours, i, "closed");
        if (strcmp(csv_get(&ours, i, "model"), "(all)") != 0 || !(closed <= 0))
            continue;
        size_t k = find_row(&curve, "model", "(all)", "time_days", csv_get(&ours, i, "time_days"));
        survival = csv_number(&curve, k, "survival");
        check_close(csv_number(&ours, i, "improved"), 1 - survival, 1e-12);
        if (survival > 0)
            check_close(csv_number(&ours, i, "improved_se"), csv_number(&curve, k, "std_error"),
                        1e-12);
    }
    csv_table_release(&ours);
    csv_table_release(&curve);
}

static void small_groups_are_blank(void **state)
{
    struct csv_table t = oracle_run("incidence", *state, "--min-n 3 -M shared -M trust");
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(&t); i++) {
        bool is_shared = strcmp(csv_get(&t, i, "model"), "shared") == 0;
        n += is_shared;
        assert_true(is_status(&t, i, "below_min_n") == is_shared);
        assert_true(!is_shared || isnan(csv_number(&t, i, "improved")));
        assert_true(csv_number(&t, i, "at_risk") >= 1);
    }
    assert_int_equal(n, 1);
    csv_table_release(&t);
}

static void notes_say_what_calls_for_care(void **state)
{
    static const char *const parts[] = {
        "the four add to 1",
        "those still open on the as-of date leave as censored",
        "a change of model and a closing are outcomes here, not censorings",
        "(all) is whole episodes",
        "trust: after 647 days none was at risk, while a segment had yet to enter",
        "caution: partnership rests on 2 events",
        "caution: unknown has no event in 1 episode",
    };
    struct text notes = {0}, biased = {0};
    oracle_notes("incidence", *state, "", &notes);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (!strstr(text_string(&notes), parts[i]))
            fail_msg("no note says \"%s\"", parts[i]);
    assert_null(strstr(text_string(&notes), "is biased"));
    oracle_notes("incidence", *state, "--attribute ever", &biased);
    assert_non_null(strstr(text_string(&biased), "--attribute ever is biased"));
    text_release(&notes);
    text_release(&biased);
}

int main(int argc, char **argv)
{
    static const struct oracle_test tests[] = {
        {"incidence", times_equal},
        {"incidence --yearly", years_equal},
        {"incidence adds to 1", four_add_to_one},
        {"incidence is curve", all_is_curve},
    };
    static const struct oracle_test on_data[] = {
        {"incidence --min-n", small_groups_are_blank},
        {"incidence notes", notes_say_what_calls_for_care},
    };
    return ORACLE_RUN(tests, on_data, argc, argv);
}
