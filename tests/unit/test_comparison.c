/* comparison: why a ratio is there, or is not. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "stat/numerics.h"
#include "study/comparison.h"

enum { MOST = 12 };

/* A group of a council each observation: "0-5+" is at risk in (0, 5] and then improved, "0-5" not.
 */
struct made {
    struct group group;
    struct observation observations[MOST];
};

static struct episode all[64];

static void make_group(struct made *m, const char *label, uint32_t first_council, const char *text)
{
    *m = (struct made){.group = {.label = label}};
    struct span list = span_of(text), part;
    while (span_next(&list, ' ', &part)) {
        int start = 0, stop = 0;
        size_t i = 0;
        for (; i < part.length && part.text[i] != '-'; i++)
            start = start * 10 + part.text[i] - '0';
        for (i++; i < part.length && part.text[i] != '+'; i++)
            stop = stop * 10 + part.text[i] - '0';
        bool improved = i < part.length;
        uint32_t council = first_council + (uint32_t)m->group.segments;
        all[council].council = council;
        m->observations[m->group.segments++] = (struct observation){
            council, start, stop, improved ? EPISODE_IMPROVED : EPISODE_CENSORED, 0};
        m->group.events += improved;
    }
    m->group.councils = m->group.episodes = m->group.segments;
    m->group.observations = m->observations;
}

static const struct comparison_rules rules = {COX_EFRON, 1, 0.95, NULL};

static void statuses_tell_why_there_is_no_ratio(void **state)
{
    static const char usual[] = "0-2+ 0-4+ 0-5+ 0-6+ 0-8+ 0-9";
    static const struct {
        const char *reference, *other, *status;
        bool has_ratio, has_limits, has_firth;
    } cases[] = {
        {usual, "0-1+ 0-3+ 0-4+ 0-5+ 0-7+", "ok", true, true, true},
        {usual, "0-1+ 0-3+ 0-4 0-5 0-7", "few", true, true, true},
        {"0-2+ 0-4+ 0-5 0-6 0-9", "0-1+ 0-3+ 0-4+ 0-5+ 0-7+", "few", true, true, true},
        {usual, "0-1+ 0-3+ 0-7+", "few_councils", true, false, true},
        {usual, "0-3 0-7 0-8", "no_events", false, false, true},
        {"0-3 0-7 0-8", usual, "no_reference_events", false, false, true},
        {"0-2+ 0-3+", "0-5+ 0-6+", "not_estimable", false, false, true},
        {usual, "20-30+ 20-40+", "never_at_risk", false, false, false},
        {usual, "0-1 0-1", "never_at_risk", false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct made reference, other;
        struct comparison c;
        struct episodes e = {.v = all, .n = sizeof all / sizeof all[0]};
        make_group(&reference, "a", 0, cases[i].reference);
        make_group(&other, "b", 30, cases[i].other);
        const struct group *groups[] = {&reference.group, &other.group};
        assert_int_equal(comparison_make(&c, &e, groups, 2, true, &rules), 0);
        const struct comparison_term *term = &c.terms[1];
        assert_int_equal(c.terms[0].status, RATIO_REFERENCE);
        assert_string_equal(ratio_status_name[term->status], cases[i].status);
        assert_int_equal(!isnan(term->ratio.value), cases[i].has_ratio);
        assert_int_equal(!isnan(term->ratio.lower), cases[i].has_limits);
        assert_int_equal(!isnan(term->ratio.p), cases[i].has_limits);
        assert_int_equal(!isnan(term->firth.coefficient), cases[i].has_firth);
        assert_int_equal(c.events, reference.group.events + other.group.events);
        comparison_release(&c);
    }
}

/* Three groups of which one has no event: its ratio is missing, that of the other is that of the
 * two alone; all three are in the log-rank test and in the likelihood ratio. */
static void a_group_without_events_changes_no_other_ratio(void **state)
{
    struct made a, b, none;
    struct comparison two, three;
    struct episodes e = {.v = all, .n = sizeof all / sizeof all[0]};
    (void)state;
    make_group(&a, "a", 0, "0-2+ 0-4+ 0-5+ 0-6+ 0-8+ 0-9");
    make_group(&b, "b", 20, "0-1+ 0-3+ 0-4+ 2-5+ 1-7+");
    make_group(&none, "none", 40, "0-4 0-8 0-8");
    const struct group *groups[] = {&a.group, &none.group, &b.group},
                       *pair[] = {&a.group, &b.group};
    assert_int_equal(comparison_make(&three, &e, groups, 3, true, &rules), 0);
    assert_int_equal(comparison_make(&two, &e, pair, 2, true, &rules), 0);
    assert_int_equal(three.terms[1].status, RATIO_NO_EVENTS);
    assert_int_equal(three.terms[2].status, RATIO_OK);
    check_close(three.terms[2].coefficient, two.terms[1].coefficient, 1e-9);
    check_close(three.terms[2].robust_error, two.terms[1].robust_error, 1e-9);
    assert_int_equal(three.rank.df, 2);
    assert_int_equal(three.likelihood_ratio.df, 2);
    assert_int_equal(two.likelihood_ratio.df, 1);
    assert_true(two.is_late && three.is_late);
    assert_int_equal(two.permutation.kind, PERMUTATION_NONE);
    comparison_release(&two);
    comparison_release(&three);
}

static void without_a_reference_there_are_tests_but_no_ratios(void **state)
{
    struct made a, b;
    struct comparison c;
    struct episodes e = {.v = all, .n = sizeof all / sizeof all[0]};
    (void)state;
    make_group(&a, "a", 0, "0-2+ 0-4+ 0-5+ 0-6+ 0-8+ 0-9");
    make_group(&b, "b", 20, "0-1+ 0-3+ 0-4+ 0-5+ 0-7+");
    const struct group *groups[] = {&a.group, &b.group};
    assert_int_equal(comparison_make(&c, &e, groups, 2, false, &rules), 0);
    assert_int_equal(c.terms[1].status, RATIO_NO_REFERENCE);
    assert_true(isnan(c.terms[1].ratio.value));
    for (int time = 0; time < COX_TIME_COUNT; time++)
        assert_true(isnan(c.proportional[time].chi_square) && isnan(c.proportional[time].p));
    assert_int_equal(c.rank.df, 1);
    assert_int_equal(c.permutation.kind, PERMUTATION_EXACT);
    comparison_release(&c);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statuses_tell_why_there_is_no_ratio),
        cmocka_unit_test(a_group_without_events_changes_no_other_ratio),
        cmocka_unit_test(without_a_reference_there_are_tests_but_no_ratios),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
