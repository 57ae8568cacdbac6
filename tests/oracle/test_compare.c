/* compare: every row against R's, on the main data and the edge cases. */
#include "oracle.h"

#include <math.h>
#include <string.h>

static const char with_extras[] = "-c +coefficient,+std_error,+robust_std_error";

/* Columns that R's rows and ours share, and how close they must be: counts of events expected and
 * rank tests 1e-9, Cox models 1e-6, Firth's 1e-5, limits by profile 1e-4. */
static double tolerance_of(const char *method, const char *column)
{
    bool is_firth = strcmp(method, "firth") == 0;
    if (is_firth && (strcmp(column, "low") == 0 || strcmp(column, "high") == 0))
        return 1e-4;
    bool is_rank = strcmp(method, "log-rank") == 0 || strcmp(method, "permutation") == 0;
    return is_rank ? 1e-9 : is_firth ? 1e-5 : 1e-6;
}

static size_t find_three(const struct csv_table *t, const char *options, const char *const keys[3])
{
    static const char *const names[] = {"comparison", "method", "term"};
    for (size_t i = 0; i < csv_rows(t); i++) {
        bool same = !options || strcmp(csv_get(t, i, "options"), options) == 0;
        for (size_t k = 0; k < 3; k++)
            same = same && strcmp(csv_get(t, i, names[k]), keys[k]) == 0;
        if (same)
            return i;
    }
    fail_msg("no row for %s %s %s", keys[0], keys[1], keys[2]);
    return 0;
}

static void check_set(const char *folder, const char *options, const struct csv_table *r)
{
    static const char *const columns[] = {"estimate", "low", "high",     "statistic",
                                          "df",       "p",   "expected", "robust_std_error"};
    struct text all = {0};
    text_addf(&all, "%s %s", with_extras, options);
    struct csv_table ours = oracle_run("compare", folder, text_string(&all));
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(r); i++)
        n += strcmp(csv_get(r, i, "options"), options) == 0;
    assert_int_equal(csv_rows(&ours), n);
    for (size_t i = 0; i < n; i++) {
        const char *method = csv_get(&ours, i, "method");
        const char *const keys[] = {csv_get(&ours, i, "comparison"), method,
                                    csv_get(&ours, i, "term")};
        size_t k = find_three(r, options, keys);
        for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
            same_number(&ours, i, columns[c], r, k, columns[c], tolerance_of(method, columns[c]));
    }
    csv_table_release(&ours);
    text_release(&all);
}

static void rows_equal(void **state)
{
    static const char *const sets[] = {"", "--clock model", "--landmark 730", "--attribute origin",
                                       "--attribute ever"};
    struct csv_table r = oracle_expect(*state, "compare.csv");
    for (size_t s = 0; s < sizeof sets / sizeof sets[0]; s++)
        check_set(*state, sets[s], &r);
    csv_table_release(&r);
}

/* A number that is there has a status that allows it; nothing is infinite or absurd. */
static void what_is_missing_is_said(void **state)
{
    static const char *const numbers[] = {"estimate", "low", "high", "statistic", "p", "expected"};
    struct csv_table ours = oracle_run("compare", *state, "");
    for (size_t i = 0; i < csv_rows(&ours); i++) {
        const char *status = csv_get(&ours, i, "status");
        bool stands = strcmp(status, "ok") == 0 || strcmp(status, "few") == 0;
        assert_string_not_equal(status, "");
        for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
            const char *text = csv_get(&ours, i, numbers[k]);
            assert_null(strstr(text, "inf"));
            assert_null(strstr(text, "nan"));
            assert_true(!*text || fabs(csv_number(&ours, i, numbers[k])) < 1e6);
        }
        assert_int_equal(stands, *csv_get(&ours, i, "p") || *csv_get(&ours, i, "expected"));
    }
    csv_table_release(&ours);
}

/* The options that ask for a comparison as logrank.csv names it: "SET: all models", "SET: A vs B",
 * or "ever_BIASED". The label of ours is B vs A, or "all". */
struct request {
    struct text options, label;
};

static struct request request_for(const char *name)
{
    static const char *const sets[][2] = {{"tv", ""},
                                          {"clock", "--clock model"},
                                          {"landmark730", "--landmark 730"},
                                          {"start", "--attribute origin"},
                                          {"ever_BIASED", "--attribute ever"}};
    struct request q = {{0}, {0}};
    const char *colon = strchr(name, ':'), *versus = strstr(name, " vs ");
    size_t length = colon ? (size_t)(colon - name) : strlen(name);
    text_addf(&q.options, "%s", with_extras);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        if (strlen(sets[i][0]) == length && strncmp(sets[i][0], name, length) == 0)
            text_addf(&q.options, " %s", sets[i][1]);
    if (colon && versus) {
        int first = (int)(versus - colon - 2);
        text_addf(&q.options, " --reference %.*s -M %s", first, colon + 2, versus + 4);
        text_addf(&q.label, "%s vs %.*s", versus + 4, first, colon + 2);
    } else {
        text_addf(&q.label, "%s", colon ? "all" : "ever-trust vs never-trust");
    }
    return q;
}

static void request_release(struct request *q)
{
    text_release(&q->options);
    text_release(&q->label);
}

static void log_rank_tests_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "logrank.csv");
    struct csv_table groups = oracle_expect(*state, "logrank_oe.csv");
    for (size_t k = 0; k < csv_rows(&r); k++) {
        struct request q = request_for(csv_get(&r, k, "comparison"));
        struct csv_table ours = oracle_run("compare", *state, text_string(&q.options));
        const char *keys[] = {text_string(&q.label), "log-rank", "(all)"};
        size_t i = find_three(&ours, NULL, keys);
        same_number(&ours, i, "statistic", &r, k, "chisq", 1e-9);
        same_number(&ours, i, "df", &r, k, "df", 0);
        same_number(&ours, i, "p", &r, k, "p", 1e-9);
        for (size_t g = 0; g < csv_rows(&groups); g++) {
            if (strcmp(csv_get(&groups, g, "comparison"), csv_get(&r, k, "comparison")) != 0)
                continue;
            keys[2] = csv_get(&groups, g, "model");
            i = find_three(&ours, NULL, keys);
            same_number(&ours, i, "segments", &groups, g, "n_rows", 0);
            same_number(&ours, i, "events", &groups, g, "observed", 0);
            same_number(&ours, i, "expected", &groups, g, "expected", 1e-9);
        }
        csv_table_release(&ours);
        request_release(&q);
    }
    csv_table_release(&r);
    csv_table_release(&groups);
}

static void permutations_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "logrank_permutation.csv");
    for (size_t k = 0; k < csv_rows(&r); k++) {
        struct request q = request_for(csv_get(&r, k, "comparison"));
        struct csv_table ours = oracle_run("compare", *state, text_string(&q.options));
        const char *const keys[] = {text_string(&q.label), "permutation", "(all)"};
        size_t i = find_three(&ours, NULL, keys);
        struct text note = {0};
        text_addf(&note, "exact: all %s arrangements", csv_get(&r, k, "arrangements"));
        same_number(&ours, i, "statistic", &r, k, "U", 1e-9);
        same_number(&ours, i, "p", &r, k, "p_two_sided", 1e-12);
        same_text(&ours, i, "note", text_string(&note));
        text_release(&note);
        csv_table_release(&ours);
        request_release(&q);
    }
    csv_table_release(&r);
}

/* The program's answer to a fit that cox*.csv names: "tv main ..." without the model that has no
 * event, "tv all ..." with it, or "tv in-house vs MODEL". */
static struct csv_table run_fit(const char *folder, const char *fit, const char *ties,
                                const char **label)
{
    struct text options = {0};
    bool is_main = strncmp(fit, "tv main", 7) == 0, is_pair = strstr(fit, " vs ") != NULL;
    text_addf(&options, "%s --ties %s%s", with_extras, ties,
              is_main ? " -M trust -M partnership -M outsourced -M shared" : "");
    *label = is_pair ? strstr(fit, " vs ") + 4 : "all";
    struct csv_table ours = oracle_run("compare", folder, text_string(&options));
    text_release(&options);
    return ours;
}

static size_t find_fit(const struct csv_table *ours, const char *label, const char *method,
                       const char *term)
{
    struct text name = {0};
    text_addf(&name, strcmp(label, "all") == 0 ? "%s" : "%s vs in-house", label);
    const char *const keys[] = {text_string(&name), method, term};
    size_t i = find_three(ours, NULL, keys);
    text_release(&name);
    return i;
}

static void check_coefficient(const struct csv_table *ours, size_t i, const struct csv_table *r,
                              size_t k)
{
    if (*csv_get(r, k, "note")) { /* R: the coefficient ran off */
        same_text(ours, i, "status", "no_events");
        same_text(ours, i, "estimate", "");
        return;
    }
    same_number(ours, i, "coefficient", r, k, "coef", 1e-6);
    same_number(ours, i, "estimate", r, k, "hr", 1e-6);
    same_number(ours, i, "std_error", r, k, "se", 1e-6);
    same_number(ours, i, "robust_std_error", r, k, "robust_se", 1e-6);
    if (strcmp(csv_get(ours, i, "term"), "trust") != 0) { /* of one council or two */
        same_text(ours, i, "status", "few_councils");
        same_text(ours, i, "low", "");
        return;
    }
    same_number(ours, i, "low", r, k, "robust_lo", 1e-6);
    same_number(ours, i, "high", r, k, "robust_hi", 1e-6);
}

static void cox_models_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "cox.csv"),
                     fits = oracle_expect(*state, "cox_fit.csv");
    const char *label;
    for (size_t k = 0; k < csv_rows(&r); k++) {
        struct csv_table ours =
            run_fit(*state, csv_get(&r, k, "fit"), csv_get(&r, k, "ties"), &label);
        check_coefficient(&ours, find_fit(&ours, label, "cox", csv_get(&r, k, "term")), &r, k);
        csv_table_release(&ours);
    }
    for (size_t k = 0; k < csv_rows(&fits); k++) {
        struct csv_table ours =
            run_fit(*state, csv_get(&fits, k, "fit"), csv_get(&fits, k, "ties"), &label);
        size_t i = find_fit(&ours, label, "likelihood-ratio", "(all)");
        same_number(&ours, i, "segments", &fits, k, "rows", 0);
        same_number(&ours, i, "events", &fits, k, "events", 0);
        same_number(&ours, i, "statistic", &fits, k, "lr_chisq", 1e-6);
        same_number(&ours, i, "df", &fits, k, "df", 0);
        same_number(&ours, i, "p", &fits, k, "lr_p", 1e-6);
        csv_table_release(&ours);
    }
    csv_table_release(&r);
    csv_table_release(&fits);
}

static void firth_models_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "cox_firth.csv");
    const char *label;
    for (size_t k = 0; k < csv_rows(&r); k++) {
        struct csv_table ours =
            run_fit(*state, csv_get(&r, k, "fit"), csv_get(&r, k, "ties"), &label);
        size_t i = find_fit(&ours, label, "firth", csv_get(&r, k, "term"));
        same_number(&ours, i, "coefficient", &r, k, "coef", 1e-5);
        same_number(&ours, i, "std_error", &r, k, "se", 1e-5);
        same_number(&ours, i, "low", &r, k, "prof_lo", 1e-4);
        same_number(&ours, i, "high", &r, k, "prof_hi", 1e-4);
        same_number(&ours, i, "statistic", &r, k, "plr_chisq", 1e-5);
        same_number(&ours, i, "p", &r, k, "plr_p", 1e-5);
        csv_table_release(&ours);
    }
    csv_table_release(&r);
}

static void proportionality_equals(void **state)
{
    struct csv_table r = oracle_expect(*state, "cox_ph_check.csv");
    struct csv_table ours = oracle_run("compare", *state, "");
    for (size_t k = 0; k < csv_rows(&r); k++) {
        bool is_km = strcmp(csv_get(&r, k, "transform"), "km") == 0;
        size_t i = find_fit(&ours, "trust", is_km ? "ph-km" : "ph-identity", "(all)");
        same_number(&ours, i, "statistic", &r, k, "chisq", 1e-6);
        same_number(&ours, i, "p", &r, k, "p", 1e-6);
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

static void ever_is_warned_of(void **state)
{
    struct text notes = {0};
    oracle_notes("compare", *state, "--attribute ever", &notes);
    assert_non_null(strstr(text_string(&notes), "warning: --attribute ever is biased"));
    text_release(&notes);
}

int main(int argc, char **argv)
{
    static const struct oracle_test each[] = {{"rows", rows_equal},
                                              {"missing", what_is_missing_is_said}};
    static const struct oracle_test on_data[] = {
        {"log-rank", log_rank_tests_equal}, {"permutation", permutations_equal},
        {"cox", cox_models_equal},          {"firth", firth_models_equal},
        {"ph", proportionality_equals},     {"ever", ever_is_warned_of},
    };
    return ORACLE_RUN(each, on_data, argc, argv);
}
