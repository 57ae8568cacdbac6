/* interval: Turnbull's masses against R's, on the main data and the edge cases. */
#include "oracle.h"

#include <math.h>
#include <string.h>

static void masses_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "turnbull.csv");
    struct csv_table ours =
        oracle_run("interval", *state, "-c +gradient,+log_likelihood --units days");
    assert_int_equal(csv_rows(&ours), csv_rows(&r));
    for (size_t i = 0; i < csv_rows(&r); i++) {
        same_text(&ours, i, "model", csv_get(&r, i, "model"));
        same_number(&ours, i, "episodes", &r, i, "episodes", 0);
        same_number(&ours, i, "seen_improved", &r, i, "seen_improved", 0);
        check_close(csv_number(&ours, i, "not_seen"),
                    csv_number(&r, i, "episodes") - csv_number(&r, i, "seen_improved"), 0);
        same_number(&ours, i, "from_days", &r, i, "from", 0);
        same_number(&ours, i, "to_days", &r, i, "to", 0);
        same_number(&ours, i, "mass", &r, i, "mass", 1e-6);
        bool ends = *csv_get(&r, i, "to");
        check_close(csv_number(&ours, i, "survival_after"),
                    ends ? csv_number(&r, i, "survival_after") : (double)NAN, 1e-6);
        same_number(&ours, i, "gradient", &r, i, "gradient", 1e-6);
        same_number(&ours, i, "log_likelihood", &r, i, "log_likelihood", 1e-9);
        same_number(&ours, i, "median_from_days", &r, i, "median_from", 0);
        same_number(&ours, i, "median_to_days", &r, i, "median_to", 0);
        bool reached = *csv_get(&r, i, "median_to");
        same_text(&ours, i, "status",
                  !reached                                 ? "median_not_reached"
                  : csv_number(&r, i, "seen_improved") < 5 ? "few"
                                                           : "ok");
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* What was left out is said, and what few cases mean. On the main data two episodes enter late. */
static void notes_tell_what_counts(void **state)
{
    struct text notes = {0};
    oracle_notes("interval", *state, "", &notes);
    assert_non_null(strstr(text_string(&notes),
                           "note: 2 episodes left out: the council was at risk "
                           "only from later on"));
    assert_non_null(strstr(text_string(&notes), "(all): half had improved at some time after day 0 "
                                                "and by day 665"));
    assert_non_null(strstr(text_string(&notes), "mutual: the median is not reached"));
    assert_non_null(strstr(text_string(&notes), "caution: mutual rests on 0 episodes"));
    text_release(&notes);
}

/* A model that was asked for and has no row is accounted for: under trust no episode of the main
 * data began; in cases/all_censored the only one enters late. */
static void a_model_without_a_row_is_accounted_for(void **state)
{
    static const struct {
        const char *folder, *note;
    } cases[] = {
        {"data", "trust: no row, for no episode began under it"},
        {"cases/all_censored", "trust: no row, for all its episodes (1) were left out"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text notes = {0};
        struct csv_table t = oracle_run("interval", cases[i].folder, "-M trust");
        assert_int_equal(csv_rows(&t), 0);
        oracle_notes("interval", cases[i].folder, "-M trust", &notes);
        assert_non_null(strstr(text_string(&notes), cases[i].note));
        text_release(&notes);
        csv_table_release(&t);
    }
}

int main(int argc, char **argv)
{
    static const struct oracle_test each[] = {{"masses", masses_equal}};
    static const struct oracle_test on_data[] = {
        {"notes", notes_tell_what_counts}, {"absent", a_model_without_a_row_is_accounted_for}};
    return ORACLE_RUN(each, on_data, argc, argv);
}
