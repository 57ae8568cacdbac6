/* oracle: transitions against R. Counts are the same, shares, limits and means agree within 1e-9.
 *
 * expected/transition_shares.csv, in each folder, is of counts.R (DATADIR=FOLDER
 * EXPECTED=FOLDER/expected Rscript counts.R, beside the scripts of the oracle): adjacent rows of
 * the ratings of each council, table(model_at_eve, from, to), binom.test(n, from_n)$conf.int and
 * mean(days); data/expected/transition_counts.csv is the oracle's (06_msm.R, checked with
 * statetable.msm). R's grades are 1 (outstanding) to 4 (inadequate). */
#include <string.h>

#include "oracle.h"

static const char *const grades[] = {NULL, "outstanding", "good", "requires improvement",
                                     "inadequate"};

static const char *grade_of(const struct csv_table *r, size_t k, const char *name)
{
    return grades[(int)csv_number(r, k, name)];
}

/* The row of MODEL, FROM and TO, or csv_rows() where there is none. */
static size_t find(const struct csv_table *t, const char *model, const char *from, const char *to)
{
    size_t i = 0;
    while (i < csv_rows(t) &&
           (strcmp(csv_get(t, i, "model"), model) != 0 ||
            strcmp(csv_get(t, i, "from"), from) != 0 || strcmp(csv_get(t, i, "to"), to) != 0))
        i++;
    return i;
}

static void transitions_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "transition_shares.csv"),
                     ours = oracle_run("transitions", *state, "--units days");
    assert_int_equal(csv_rows(&ours), csv_rows(&r));
    assert_true(csv_rows(&r) > 0);
    for (size_t k = 0; k < csv_rows(&r); k++) {
        size_t i =
            find(&ours, csv_get(&r, k, "model"), grade_of(&r, k, "from"), grade_of(&r, k, "to"));
        assert_true(i < csv_rows(&ours));
        same_number(&ours, i, "pairs", &r, k, "n", 0);
        same_number(&ours, i, "pairs_from", &r, k, "from_n", 0);
        same_number(&ours, i, "probability", &r, k, "share", 1e-9);
        same_number(&ours, i, "probability_low", &r, k, "low", 1e-9);
        same_number(&ours, i, "probability_high", &r, k, "high", 1e-9);
        same_number(&ours, i, "mean_days", &r, k, "mean_days", 1e-9);
        same_text(&ours, i, "status", csv_number(&r, k, "from_n") < 5 ? "few" : "ok");
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* A grade that was never left has no rows with us, and noughts in R. */
static void counts_are_those_of_the_oracle(void **state)
{
    struct csv_table r = oracle_expect(*state, "transition_counts.csv"),
                     ours = oracle_run("transitions", *state, "");
    double sum = 0, expected = 0;
    assert_int_equal(csv_rows(&r), 8 * 16);
    for (size_t k = 0; k < csv_rows(&r); k++) {
        size_t i =
            find(&ours, csv_get(&r, k, "model"), grade_of(&r, k, "from"), grade_of(&r, k, "to"));
        double n = i < csv_rows(&ours) ? csv_number(&ours, i, "pairs") : 0;
        check_close(n, csv_number(&r, k, "n"), 0);
        expected += csv_number(&r, k, "n");
    }
    for (size_t i = 0; i < csv_rows(&ours); i++)
        sum += csv_number(&ours, i, "pairs");
    check_close(sum, expected, 0);
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* The steps of MODEL, or of all, from one grade and to another, or to any where TO is NULL. */
static size_t count_steps(const char *folder, const char *model, const char *from, const char *to)
{
    struct text options = {0};
    text_addf(&options, "-w 'from=%s'", from);
    if (to)
        text_addf(&options, " -w 'to=%s'", to);
    if (strcmp(model, "(all)") != 0)
        text_addf(&options, " -M %s", model);
    struct csv_table steps = oracle_run("steps", folder, text_string(&options));
    size_t n = csv_rows(&steps);
    csv_table_release(&steps);
    text_release(&options);
    return n;
}

static void pairs_are_steps(void **state)
{
    struct csv_table ours = oracle_run("transitions", *state, "");
    for (size_t i = 0; i < csv_rows(&ours); i++) {
        const char *model = csv_get(&ours, i, "model"), *from = csv_get(&ours, i, "from");
        size_t n = count_steps(*state, model, from, csv_get(&ours, i, "to"));
        check_close(csv_number(&ours, i, "pairs"), (double)n, 0);
        n = count_steps(*state, model, from, NULL);
        check_close(csv_number(&ours, i, "pairs_from"), (double)n, 0);
    }
    csv_table_release(&ours);
}

/* -M keeps the model's rows as they are, and leaves out (all). */
static void a_model_alone_has_the_same_rows(void **state)
{
    struct csv_table all = oracle_run("transitions", *state, ""),
                     ours = oracle_run("transitions", *state, "-M trust");
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(&all); i++) {
        if (strcmp(csv_get(&all, i, "model"), "trust") != 0)
            continue;
        assert_true(n < csv_rows(&ours));
        same_text(&ours, n, "from", csv_get(&all, i, "from"));
        same_text(&ours, n, "pairs", csv_get(&all, i, "pairs"));
        same_text(&ours, n, "probability_low", csv_get(&all, i, "probability_low"));
        n++;
    }
    assert_int_equal(csv_rows(&ours), n);
    csv_table_release(&all);
    csv_table_release(&ours);
}

static void notes_tell_what_a_pair_is(void **state)
{
    struct text t = {0};
    oracle_notes("transitions", *state, "", &t);
    assert_non_null(strstr(text_string(&t), "two adjacent graded inspections of one council"));
    assert_non_null(strstr(text_string(&t), "1 council with one inspection has none"));
    assert_non_null(strstr(text_string(&t), "narrower than they should be"));
    assert_non_null(strstr(text_string(&t), "between the two is not known"));
    assert_non_null(strstr(text_string(&t), "outsourced from inadequate 2"));
    text_release(&t);
}

int main(int argc, char **argv)
{
    static const struct oracle_test each[] = {
        {"transitions", transitions_equal},
        {"pairs are steps", pairs_are_steps},
        {"one model", a_model_alone_has_the_same_rows},
    };
    static const struct oracle_test on_data[] = {
        {"counts", counts_are_those_of_the_oracle},
        {"notes", notes_tell_what_a_pair_is},
    };
    return ORACLE_RUN(each, on_data, argc, argv);
}
