/* oracle: outcomes, counted by hand and by R. Counts are the same, shares and limits agree within
 * 1e-9.
 *
 * By hand, from tests/oracle/data (as of 2025-03-31): each council's episodes, cut where its model
 * changes. "seen" are the inspections within the part, (inadequate) or (better); days from when it
 * came at risk to its end; then whether it could be followed for 3 and 5 years (1095.75 and 1826.25
 * days before the as-of date or the closing), "+" where it was better by then, "-" where not.
 *
 *   council  judged      part         seen                     days   3y 5y
 *   C01      2014-06-02  in-house     2016-06-06 better         735    +  +
 *   C02      2013-11-19  in-house     2015-11-24 inadequate,
 *                                     2018-01-15 better        1518    -  +
 *   C03      2015-01-26  in-house     2017-01-30 better         735    +  +
 *            2020-02-10  in-house     2021-12-06 better         665    +  +
 *   C04      2016-05-23  in-house     nobody                    924    -  -
 *            2018-12-03  trust        2019-09-16 better         287    +  +
 *   C05      2012-10-08  in-house     nobody                    722    -  -
 *            2014-09-30  trust        2015-09-14 inadequate,
 *                                     2017-11-06 better        1133    -  +
 *   C06      2016-10-24  in-house     2019-06-17 better         966    +  +   (trust afterwards)
 *   C07      2013-02-04  in-house     2015-02-10 better         736    +  +   (trust on that day)
 *   C08      2015-01-27  in-house     2017-11-06 inadequate    1160    -  -
 *            2018-04-01  trust        2022-05-09 better        1499    -  +
 *   C09      2012-11-15  in-house     nobody                    242    -  -
 *            2013-07-15  partnership  2014-09-16 better         428    +  +
 *   C10      2013-11-19  in-house     nobody                    681    -  -
 *            2015-10-01  trust        2015-11-24 inadequate,
 *                                     2019-01-21 better        1208    -  +
 *   C11      2006-07-01  outsourced   2009-03-09 better         721    +  +   (opened 2007-03-19)
 *            2011-05-16  in-house     2013-10-07 better         875    +  +
 *   C12      2012-04-16  in-house     nobody                    203    -  -
 *            2012-11-05  outsourced   2015-01-27 inadequate     911    -  -
 *            2015-05-05  unknown      nobody                     27    -  -
 *            2015-06-01  in-house     2017-06-12 inadequate    1035    -  -
 *            2018-04-01  trust        2020-03-02 better         701    +  +
 *   C13      2012-06-11  in-house     nobody                    483    -  -
 *            2013-10-07  shared       2015-05-18 better         588    +  +
 *   C14      2013-02-18  in-house     2016-02-22 better        1099    -  +
 *            2019-06-24  in-house     nobody                    496               (closed
 *            2020-11-01  trust        nobody                    151               2021-04-01)
 *   C17      2021-11-01  in-house     nobody                    334    -
 *            2022-10-01  partnership  2024-09-02 better         702
 *   C18      2020-01-20  in-house     nobody                   1897    -  -
 *   C19      2018-09-17  in-house     2022-11-21 inadequate    1657    -  -
 *            2023-04-01  trust        nobody                    730
 *   C21      2019-02-25  in-house     2023-03-13 better        1477    -  +
 *   C22      2008-09-15  in-house     2011-10-10 better         385    +  +   (opened 2010-09-20)
 *   C24      2021-03-15  mutual       nobody                   1477    -
 *   C25      2023-06-05  in-house     nobody                    665
 *
 * C15, C16 and C20 were never inadequate; C23 was and was better before it opened.
 *
 * in-house: 23 parts of 22 episodes (C12 has two) of 20 councils. Seen: C01 C02 C03 C03 C06 C07 C08
 * C11 C12 C14 C19 C21 C22, 13; at the first inspection better all but C02 C08 C12 C19, 9; ever, C02
 * too, 10. Followed for 3 years all but C14's second and C25, 21: "+" C01 C03 C03 C06 C07 C11 C22,
 * 7; for 5 years not C17 either, 20: "+" C02 C14 C21 too, 10.
 * trust: 7 parts. Seen: C04 C05 C08 C10 C12, 5; better at the first not C05 and C10, 3; ever all 5.
 * Followed for 3 and 5 years not C14 and C19, 5: "+" C04 C12, 2, and all 5.
 * (all), whole episodes: 24 of 21 councils. Seen: all but C14's second, C18, C24, C25, 20; better
 * at the first of these not C02 C05 C08 C10 C12 C19, 14; ever all but C19, 19. Followed for 3 years
 * not C14's second and C25, 22: "+" the seven of in-house, C09 (670), C11's first (721), C13
 * (1071), C17 (1036), 11; C04 (1211) comes too late. For 5 years not C17 and C24 either, 20: "+"
 * these ten, C02 (1518), C04, C14 (1099), C21 (1477), 14; C05 (1855) comes too late.
 * never-left-in-house: C01 C02 C03 C03 C18 C21 C22 C25, 8 of 7 councils. Seen: not C18 and C25, 6;
 * better at the first not C02, 5; ever 6. Followed for 3 and 5 years not C25, 7: "+" C01 C03 C03
 * C22, 4; C02 and C21 too, 6.
 *
 * The edge cases are counted beside their rows. The limits there and here are R's
 * binom.test(x, n)$conf.int; all rows of expected/outcomes.csv are from a second count, by R
 * (counts.R: sum() over the rows of segments.csv of the ratings in (start, stop]). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "oracle.h"

struct counted {
    const char *folder, *model;
    double councils, episodes, segments, reinspected, better_at_first, better, followed_3y,
        better_3y, followed_5y, better_5y;
};

static const struct counted by_hand[] = {
    {"data", "in-house", 20, 22, 23, 13, 9, 10, 21, 7, 20, 10},
    {"data", "trust", 7, 7, 7, 5, 3, 5, 5, 2, 5, 5},
    {"data", "partnership", 2, 2, 2, 2, 2, 2, 1, 1, 1, 1},
    {"data", "outsourced", 2, 2, 2, 2, 1, 1, 2, 1, 2, 1},
    {"data", "shared", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {"data", "mutual", 1, 1, 1, 0, 0, 0, 1, 0, 0, 0},
    {"data", "unknown", 1, 1, 1, 0, 0, 0, 1, 0, 1, 0},
    {"data", "(all)", 21, 24, 24, 20, 14, 19, 22, 11, 20, 14},
    {"data", "never-left-in-house", 7, 8, 8, 6, 5, 6, 7, 4, 7, 6},
    /* A in-house since 2022-01-10, not seen; B's trust since 2023-06-01, seen inadequate */
    {"cases/all_censored", "in-house", 1, 1, 1, 0, 0, 0, 1, 0, 0, 0},
    {"cases/all_censored", "trust", 1, 1, 1, 1, 0, 0, 0, 0, 0, 0},
    {"cases/all_censored", "(all)", 2, 2, 2, 1, 0, 0, 1, 0, 0, 0},
    {"cases/all_censored", "never-left-in-house", 1, 1, 1, 0, 0, 0, 1, 0, 0, 0},
    /* all three seen under their trust only, better after 153, 731 and 730 days of it; whole
       episodes after 518, 1827 and 2191 days: 1827 is a day beyond five years */
    {"cases/early_zero", "in-house", 3, 3, 3, 0, 0, 0, 3, 0, 3, 0},
    {"cases/early_zero", "trust", 3, 3, 3, 3, 3, 3, 3, 3, 3, 3},
    {"cases/early_zero", "(all)", 3, 3, 3, 3, 3, 3, 3, 1, 3, 1},
    {"cases/early_zero", "never-left-in-house", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    /* after 1461 and 366 days */
    {"cases/leap", "in-house", 2, 2, 2, 2, 2, 2, 2, 1, 2, 2},
    {"cases/leap", "never-left-in-house", 2, 2, 2, 2, 2, 2, 2, 1, 2, 2},
    {"cases/one_council", "(all)", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    /* in-house twice, at the end for 694 days up to the better inspection */
    {"cases/overlap_gap", "in-house", 1, 1, 2, 1, 1, 1, 2, 1, 2, 1},
    {"cases/overlap_gap", "trust", 1, 1, 1, 0, 0, 0, 1, 0, 1, 0},
    {"cases/overlap_gap", "(all)", 1, 1, 1, 1, 1, 1, 1, 0, 1, 0},
    {"cases/overlap_gap", "never-left-in-house", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    /* better after 731 days, at the first; after 1092, at the second; not seen since 2018 */
    {"cases/relapse_same_council", "in-house", 1, 3, 3, 2, 1, 2, 3, 2, 3, 2},
    {"cases/relapse_same_council", "(all)", 1, 3, 3, 2, 1, 2, 3, 2, 3, 2},
    /* A's inspection is on the day on which the trust takes over, and in-house's; B's is the next
     */
    {"cases/switch_on_event_day", "in-house", 2, 2, 2, 1, 1, 1, 2, 1, 2, 1},
    {"cases/switch_on_event_day", "trust", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    {"cases/switch_on_event_day", "(all)", 2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
};

static void check_number(const struct csv_table *t, size_t i, const char *name, double expected)
{
    check_close_at(csv_number(t, i, name), expected, 1e-9, name, __FILE__, __LINE__);
}

static void outcomes_are_as_counted_by_hand(void **state)
{
    struct csv_table ours = oracle_run("outcomes", *state, "");
    size_t n = 0;
    for (size_t k = 0; k < sizeof by_hand / sizeof by_hand[0]; k++) {
        const struct counted *x = &by_hand[k];
        if (strcmp(x->folder, *state) != 0)
            continue;
        size_t i = find_row(&ours, "model", x->model, NULL, NULL);
        check_number(&ours, i, "councils", x->councils);
        check_number(&ours, i, "episodes", x->episodes);
        check_number(&ours, i, "segments", x->segments);
        check_number(&ours, i, "reinspected", x->reinspected);
        check_number(&ours, i, "better_at_first", x->better_at_first);
        check_number(&ours, i, "better", x->better);
        check_number(&ours, i, "followed_3y", x->followed_3y);
        check_number(&ours, i, "better_3y", x->better_3y);
        check_number(&ours, i, "followed_5y", x->followed_5y);
        check_number(&ours, i, "better_5y", x->better_5y);
        same_text(&ours, i, "status", x->episodes == 0 ? "none" : x->better < 5 ? "few" : "ok");
        n++;
    }
    assert_true(n > 0);
    csv_table_release(&ours);
}

/* binom.test(x, n)$conf.int for 9 of 13, 10 of 23, 7 of 21 and 10 of 20. */
static void limits_are_those_of_binom_test(void **state)
{
    struct csv_table ours = oracle_run("outcomes", *state, "");
    size_t i = find_row(&ours, "model", "in-house", NULL, NULL);
    check_number(&ours, i, "better_at_first_share", 9.0 / 13);
    check_number(&ours, i, "better_at_first_share_low", 0.385738338249295);
    check_number(&ours, i, "better_at_first_share_high", 0.909079605427903);
    check_number(&ours, i, "better_share", 10.0 / 23);
    check_number(&ours, i, "better_share_low", 0.231914199538231);
    check_number(&ours, i, "better_share_high", 0.655053392547625);
    check_number(&ours, i, "better_3y_share", 7.0 / 21);
    check_number(&ours, i, "better_3y_share_low", 0.145876942343097);
    check_number(&ours, i, "better_3y_share_high", 0.569675482904124);
    check_number(&ours, i, "better_5y_share", 0.5);
    check_number(&ours, i, "better_5y_share_low", 0.271957849560792);
    check_number(&ours, i, "better_5y_share_high", 0.728042150439208);
    csv_table_release(&ours);
}

/* R's sets, and the options that ask the program for them. */
static const struct {
    const char *set, *options;
} sets[] = {
    {"tv", ""},
    {"overall", ""},
    {"stayed", ""},
    {"start", "--attribute origin"},
    {"overall", "--attribute origin"},
    {"ever", "--attribute ever -M trust"},
    {"landmark730", "--landmark 730"},
    {"landmark730_all", "--landmark 730"},
    {"tv_target_good", "--target good"},
    {"overall_target_good", "--target good"},
    {"stayed_target_good", "--target good"},
};

static void check_share(const struct csv_table *ours, size_t i, const char *share,
                        const struct csv_table *r, size_t k, const char *x, const char *n,
                        const char *low, const char *high)
{
    char name[64];
    double of = csv_number(r, k, n);
    check_number(ours, i, share, of > 0 ? csv_number(r, k, x) / of : (double)NAN);
    snprintf(name, sizeof name, "%s_low", share);
    same_number(ours, i, name, r, k, low, 1e-9);
    snprintf(name, sizeof name, "%s_high", share);
    same_number(ours, i, name, r, k, high, 1e-9);
}

static void check_row(const struct csv_table *ours, size_t i, const struct csv_table *r, size_t k)
{
    static const char *const counts[] = {
        "councils", "episodes",    "segments",  "reinspected", "better_at_first",
        "better",   "followed_3y", "better_3y", "followed_5y", "better_5y"};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
        same_number(ours, i, counts[c], r, k, counts[c], 0);
    check_share(ours, i, "better_at_first_share", r, k, "better_at_first", "reinspected",
                "first_low", "first_high");
    check_share(ours, i, "better_share", r, k, "better", "segments", "better_low", "better_high");
    check_share(ours, i, "better_3y_share", r, k, "better_3y", "followed_3y", "low_3y", "high_3y");
    check_share(ours, i, "better_5y_share", r, k, "better_5y", "followed_5y", "low_5y", "high_5y");
}

static void outcomes_equal(void **state)
{
    struct csv_table r = oracle_expect(*state, "outcomes.csv");
    for (size_t set = 0; set < sizeof sets / sizeof sets[0]; set++) {
        struct csv_table ours = oracle_run("outcomes", *state, sets[set].options);
        for (size_t k = 0; k < csv_rows(&r); k++)
            if (strcmp(csv_get(&r, k, "set"), sets[set].set) == 0)
                check_row(&ours, find_row(&ours, "model", csv_get(&r, k, "model"), NULL, NULL), &r,
                          k);
        csv_table_release(&ours);
    }
    csv_table_release(&r);
}

/* The rows are those of `times`, and one more; what improved is its events. */
static void rows_are_those_of_times(void **state)
{
    static const char *const options[] = {"",
                                          "--attribute origin",
                                          "--attribute ever",
                                          "--landmark 730",
                                          "--target good",
                                          "--episodes first"};
    static const char *const same[] = {"model", "councils", "episodes", "segments"};
    for (size_t k = 0; k < sizeof options / sizeof options[0]; k++) {
        struct csv_table ours = oracle_run("outcomes", *state, options[k]),
                         times = oracle_run("times", *state, options[k]);
        size_t n = csv_rows(&times);
        assert_int_equal(csv_rows(&ours), n ? n + 1 : 0);
        for (size_t i = 0; i < n; i++) {
            for (size_t c = 0; c < 4; c++)
                same_text(&ours, i, same[c], csv_get(&times, i, same[c]));
            same_text(&ours, i, "better", csv_get(&times, i, "events"));
        }
        if (n)
            same_text(&ours, n, "model", "never-left-in-house");
        csv_table_release(&ours);
        csv_table_release(&times);
    }
}

static void a_base_rate_stays_where_a_model_is_chosen(void **state)
{
    struct csv_table ours = oracle_run("outcomes", *state, "-M trust --min-n 8");
    assert_int_equal(csv_rows(&ours), 2);
    same_text(&ours, 0, "model", "trust");
    same_text(&ours, 0, "status", "suppressed");
    same_text(&ours, 0, "better", "5");
    same_text(&ours, 0, "better_share", "");
    same_text(&ours, 0, "better_5y_share_high", "");
    same_text(&ours, 1, "model", "never-left-in-house");
    same_text(&ours, 1, "status", "ok");
    same_text(&ours, 1, "better_share", "0.75");
    csv_table_release(&ours);
}

static void notes_tell_what_is_counted(void **state)
{
    struct text t = {0}, ever = {0};
    oracle_notes("outcomes", *state, "", &t);
    assert_non_null(strstr(text_string(&t), "its share is of those re-inspected"));
    assert_non_null(strstr(text_string(&t), "its share is of all"));
    assert_non_null(strstr(text_string(&t), "younger ones are left out"));
    assert_non_null(strstr(text_string(&t), "1 episode left out: ended before"));
    assert_non_null(strstr(text_string(&t), "under five better: partnership 2 of 2"));
    assert_null(strstr(text_string(&t), "biased"));
    oracle_notes("outcomes", *state, "--attribute ever", &ever);
    assert_non_null(strstr(text_string(&ever), "warning: --attribute ever is biased"));
    text_release(&t);
    text_release(&ever);
}

int main(int argc, char **argv)
{
    static const struct oracle_test each[] = {
        {"by hand", outcomes_are_as_counted_by_hand},
        {"outcomes", outcomes_equal},
        {"rows of times", rows_are_those_of_times},
    };
    static const struct oracle_test on_data[] = {
        {"limits", limits_are_those_of_binom_test},
        {"one model", a_base_rate_stays_where_a_model_is_chosen},
        {"notes", notes_tell_what_is_counted},
    };
    return ORACLE_RUN(each, on_data, argc, argv);
}
