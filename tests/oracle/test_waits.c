/* oracle: waits, counted by hand and by R. Days are the same.
 *
 * By hand, from tests/oracle/data/ratings.csv (as of 2025-03-31; C09's 2012-11 is 15 November,
 * C11's 2006 is 1 July; C19's inspection of 2025-09-15 has not happened). Days from each inspection
 * to the council's next, by the grade that was held:
 *
 *   outstanding (2)
 *       C13 1869, C20 1897                                                     median 1883
 *   good (12)
 *       C01 1183, C03 1302, C04 1316, C05 1561, C09 1806, C13 1617, C20 1274, C21 1379, C22 1861,
 *       C23 1519, C24 1701, C25 847
 *       in order ... 1316 1379 | 1519 1561 ...                                 median 1449
 *   requires improvement, adequate (25)
 *       C01 1190, C02 554 1484, C03 1106, C04 1680, C05 1071, C06 1694 1428, C07 1210, C08 1548,
 *       C09 1525, C10 1463, C11 798 1617, C14 1218, C15 854, C17 1610, C18 1791, C19 1672,
 *       C21 1218, C22 939, C23 1519 1225, C24 1491, C25 1547
 *       twelve are below 1463: 554 798 854 939 1071 1106 1190 1210 1218 1218 1225 1428
 *                                                                              median 1463
 *   inadequate (27)
 *       C01 735, C02 735 783, C03 735 665, C04 1211, C05 1071 784, C06 966, C07 736, C08 1014 1645,
 *       C09 670, C10 735 1154, C11 982 875, C12 1016 867 994, C13 1071, C14 1099, C17 1036,
 *       C19 1526, C21 1477, C22 1120, C23 735
 *       thirteen are below 982: 665 670 735 735 735 735 735 736 783 784 867 875 966
 *                                                                              median 982
 *
 * 2 + 12 + 25 + 27 = 66 gaps: 91 inspections less 25, the last of each council. Of these 25 one is
 * of C14, which closed on 2021-04-01 inadequate; the others wait, in days to 2025-03-31:
 *
 *   outstanding (2)            C13 119, C20 1050                               median 584.5
 *   good (11)                  C01 2030, C02 1148, C05 70, C06 686, C07 2492, C09 518, C11 2576,
 *                              C15 56, C17 210, C22 2121, C23 1904             median 1148
 *   requires improvement (7)   C03 1211, C04 343, C08 1057, C10 798, C12 1855, C16 910, C21 749
 *                                                                              median 910
 *   inadequate (4)             C18 1897, C19 861, C24 1477, C25 665            median 1169
 *
 * The 24 in order: ... 861 910 | 1050 1057 ..., median 980. The edge cases' gaps are in the tables
 * below; R's numbers (counts.R: diff(d), CUTOFF - max(d), median()) are in expected/waits.csv. */
#include <math.h>
#include <string.h>

#include "oracle.h"

struct counted {
    const char *folder, *grade;
    double gaps, gap_least, gap_median, gap_most, open, open_least, open_median, open_most, closed;
};

static const struct counted by_hand[] = {
    {"data", "outstanding", 2, 1869, 1883, 1897, 2, 119, 584.5, 1050, 0},
    {"data", "good", 12, 847, 1449, 1861, 11, 56, 1148, 2576, 0},
    {"data", "requires improvement", 25, 554, 1463, 1791, 7, 343, 910, 1855, 0},
    {"data", "inadequate", 27, 665, 982, 1645, 4, 665, 1169, 1897, 1},
    {"data", "(all)", 66, 554, 1210.5, 1897, 24, 56, 980, 2576, 1},
    /* B 2023-05-15 to 2024-09-16; A and B still wait since 2022-01-10 and then */
    {"cases/all_censored", "inadequate", 1, 490, 490, 490, 2, 196, 686, 1176, 0},
    {"cases/all_censored", "good", 0, NAN, NAN, NAN, 0, NAN, NAN, NAN, 0},
    /* from 2010-01-04: A 2011-06-06, B 2015-01-05, C 2016-01-04 */
    {"cases/early_zero", "inadequate", 3, 518, 1827, 2191, 0, NAN, NAN, NAN, 0},
    /* 29 February to 29 February, and a year with one */
    {"cases/leap", "inadequate", 2, 366, 913.5, 1461, 0, NAN, NAN, NAN, 0},
    {"cases/one_council", "(all)", 1, 730, 730, 730, 1, 4044, 4044, 4044, 0},
    {"cases/overlap_gap", "(all)", 1, 2191, 2191, 2191, 1, 2583, 2583, 2583, 0},
    /* inadequate, adequate, inadequate, inadequate, good, inadequate: 731 732 364 728 1463 */
    {"cases/relapse_same_council", "inadequate", 3, 364, 728, 731, 1, 2639, 2639, 2639, 0},
    {"cases/relapse_same_council", "(all)", 5, 364, 731, 1463, 1, 2639, 2639, 2639, 0},
    /* the 10th and the 11th of February 2015, from the same day */
    {"cases/switch_on_event_day", "inadequate", 2, 736, 736.5, 737, 0, NAN, NAN, NAN, 0},
    {"cases/switch_on_event_day", "requires improvement", 0, NAN, NAN, NAN, 2, 3701, 3701.5, 3702,
     0},
};

static void check_number(const struct csv_table *t, size_t i, const char *name, double expected)
{
    check_close_at(csv_number(t, i, name), expected, 1e-9, name, __FILE__, __LINE__);
}

static void waits_are_as_counted_by_hand(void **state)
{
    struct csv_table ours = oracle_run("waits", *state, "--units days");
    size_t n = 0;
    for (size_t k = 0; k < sizeof by_hand / sizeof by_hand[0]; k++) {
        const struct counted *x = &by_hand[k];
        if (strcmp(x->folder, *state) != 0)
            continue;
        size_t i = find_row(&ours, "grade", x->grade, NULL, NULL);
        check_number(&ours, i, "gaps", x->gaps);
        check_number(&ours, i, "gap_least_days", x->gap_least);
        check_number(&ours, i, "gap_median_days", x->gap_median);
        check_number(&ours, i, "gap_most_days", x->gap_most);
        check_number(&ours, i, "open_waits", x->open);
        check_number(&ours, i, "open_least_days", x->open_least);
        check_number(&ours, i, "open_median_days", x->open_median);
        check_number(&ours, i, "open_most_days", x->open_most);
        check_number(&ours, i, "closed_waits", x->closed);
        same_text(&ours, i, "status", x->gaps == 0 ? "none" : x->gaps < 5 ? "few" : "ok");
        n++;
    }
    assert_true(n > 0);
    csv_table_release(&ours);
}

static void waits_equal(void **state)
{
    static const char *const grades[] = {"(all)", "outstanding", "good", "requires improvement",
                                         "inadequate"};
    struct csv_table r = oracle_expect(*state, "waits.csv"),
                     ours = oracle_run("waits", *state, "--units days");
    assert_int_equal(csv_rows(&r), 5);
    assert_int_equal(csv_rows(&ours), 5);
    for (size_t k = 0; k < 5; k++) { /* in the same order */
        same_text(&ours, k, "grade", grades[(int)csv_number(&r, k, "grade")]);
        same_number(&ours, k, "gaps", &r, k, "gaps", 0);
        same_number(&ours, k, "gap_least_days", &r, k, "gap_least", 0);
        same_number(&ours, k, "gap_median_days", &r, k, "gap_median", 1e-9);
        same_number(&ours, k, "gap_most_days", &r, k, "gap_most", 0);
        same_number(&ours, k, "open_waits", &r, k, "open", 0);
        same_number(&ours, k, "open_least_days", &r, k, "open_least", 0);
        same_number(&ours, k, "open_median_days", &r, k, "open_median", 1e-9);
        same_number(&ours, k, "open_most_days", &r, k, "open_most", 0);
        same_number(&ours, k, "closed_waits", &r, k, "closed", 0);
    }
    csv_table_release(&r);
    csv_table_release(&ours);
}

/* Each inspection begins one wait; each gap is a step; years are days / 365.25. */
static void waits_add_up(void **state)
{
    struct csv_table ours = oracle_run("waits", *state, ""),
                     days = oracle_run("waits", *state, "--units days"),
                     steps = oracle_run("steps", *state, ""),
                     trajectories = oracle_run("trajectory", *state, "");
    double gaps = 0, open = 0, closed = 0, inspections = 0;
    for (size_t i = 0; i < 4; i++) {
        gaps += csv_number(&ours, i, "gaps");
        open += csv_number(&ours, i, "open_waits");
        closed += csv_number(&ours, i, "closed_waits");
        check_number(&ours, i, "gap_most_years", csv_number(&days, i, "gap_most_days") / 365.25);
    }
    for (size_t i = 0; i < csv_rows(&trajectories); i++)
        inspections += csv_number(&trajectories, i, "inspections");
    check_number(&ours, 4, "gaps", gaps);
    check_number(&ours, 4, "open_waits", open);
    check_number(&ours, 4, "closed_waits", closed);
    check_close(gaps, (double)csv_rows(&steps), 0);
    check_close(gaps + open + closed, inspections, 0);
    csv_table_release(&ours);
    csv_table_release(&days);
    csv_table_release(&steps);
    csv_table_release(&trajectories);
}

static void notes_tell_what_a_wait_is(void **state)
{
    struct text t = {0};
    oracle_notes("waits", *state, "--to 2024-12-31", &t);
    assert_non_null(strstr(text_string(&t), "the timetable bounds every improvement"));
    assert_non_null(strstr(text_string(&t), "open waits have not ended"));
    /* C05's and C15's last are of 2025 */
    assert_non_null(strstr(text_string(&t), "2 waits left out: the next inspection is after --to"));
    assert_non_null(strstr(text_string(&t), "under five gaps: outstanding 2"));
    text_release(&t);
}

int main(int argc, char **argv)
{
    static const struct oracle_test each[] = {
        {"by hand", waits_are_as_counted_by_hand},
        {"waits", waits_equal},
        {"sums", waits_add_up},
    };
    static const struct oracle_test on_data[] = {{"notes", notes_tell_what_a_wait_is}};
    return ORACLE_RUN(each, on_data, argc, argv);
}
