/* panel: which pairs of inspections there are, as states. In 2001, days from 1 January are: 11
 * January 10, 1 February 31, 2 March 60. */
#include "check.h"

#include "fixture.h"
#include "study/panel.h"

#define RATINGS "council,inspected,grade,framework\n"

static void check_panel(const struct scene *scene, const char *expected)
{
    struct fixture f = {0};
    struct panel panel = {0};
    struct states states;
    struct text t = {0};
    fixture_open(&f, scene);
    states_of_scale(&f.d.scale, &states);
    assert_int_equal(panel_find(&f.study, &states, &panel), 0);
    for (size_t i = 0; i < panel.n; i++)
        text_addf(&t, "%d-%d after %g: %zu\n", panel.v[i].from, panel.v[i].to,
                  panel.v[i].time * DAYS_PER_YEAR, panel.v[i].n);
    text_addf(&t, "pairs %zu councils %zu same day %zu single %zu\n", panel.n_pairs,
              panel.n_councils, panel.n_same_day, panel.n_single);
    for (int i = 0; i < states.n; i++)
        text_addf(&t, "%d: begin %zu leave %zu end %zu\n", i, panel.begin[i], panel.leave[i],
                  panel.end[i]);
    check_text(&t, expected, "panel");
    text_release(&t);
    panel_release(&panel);
    fixture_release(&f);
}

static void pairs_are_adjacent_inspections(void **state)
{
    (void)state;
    check_panel(&(struct scene){.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,RI,\n"
                                                   "A,2001-02-01,good,\n"
                                                   "B,2001-01-01,inadequate,\n"
                                                   "B,2001-01-11,adequate,\n"
                                                   "C,2001-01-01,outstanding,\n"},
                "1-0 after 21: 1\n"
                "2-1 after 10: 2\n"
                "pairs 3 councils 2 same day 0 single 1\n"
                "0: begin 0 leave 0 end 1\n"
                "1: begin 1 leave 1 end 2\n"
                "2: begin 2 leave 2 end 0\n");
}

static void pairs_of_one_day_are_left_out(void **state)
{
    (void)state;
    check_panel(&(struct scene){.ratings = RATINGS "A,2001-01-01,good,x\nA,2001-01-01,RI,y\n"
                                                   "A,2001-03-02,outstanding,x\n"
                                                   "B,2001-01-01,good,x\nB,2001-01-01,good,y\n"},
                "1-0 after 60: 1\n"
                "pairs 1 councils 1 same day 2 single 0\n"
                "0: begin 0 leave 0 end 1\n"
                "1: begin 1 leave 1 end 0\n"
                "2: begin 0 leave 0 end 0\n");
}

static void both_inspections_are_within_from_and_to(void **state)
{
    (void)state;
    check_panel(&(struct scene){.ratings = RATINGS "A,2001-01-01,good,\nA,2001-01-11,good,\n"
                                                   "A,2001-02-01,RI,\nA,2001-03-02,good,\n",
                                .from = "2001-01-02",
                                .to = "2001-02-01"},
                "0-1 after 21: 1\n"
                "pairs 1 councils 1 same day 0 single 0\n"
                "0: begin 1 leave 1 end 0\n"
                "1: begin 0 leave 0 end 1\n"
                "2: begin 0 leave 0 end 0\n");
}

static void no_records_make_no_pairs(void **state)
{
    (void)state;
    check_panel(&(struct scene){.ratings = RATINGS}, "pairs 0 councils 0 same day 0 single 0\n"
                                                     "0: begin 0 leave 0 end 0\n"
                                                     "1: begin 0 leave 0 end 0\n"
                                                     "2: begin 0 leave 0 end 0\n");
}

/* Ranks 9, 7, 7, 4 and 2 (and one without): the best two of four grades are one state. */
static void the_best_two_of_many_grades_are_one_state(void **state)
{
    static const struct grade_word words[] = {{"A", 9},         {"B", 7}, {"b", 7},
                                              {"-", RANK_NONE}, {"D", 2}, {"C", 4}};
    struct scale scale = {words, 6};
    struct states states;
    (void)state;
    states_of_scale(&scale, &states);
    assert_int_equal(states.n, 3);
    assert_int_equal(states.of_rank[9], 0);
    assert_int_equal(states.of_rank[7], 0);
    assert_int_equal(states.of_rank[4], 1);
    assert_int_equal(states.of_rank[2], 2);
    assert_int_equal(states.of_rank[3], -1);
    scale.words += 1;
    scale.n = 5; /* B, D, C */
    states_of_scale(&scale, &states);
    assert_int_equal(states.n, 3);
    assert_int_equal(states.of_rank[7], 0);
    assert_int_equal(states.of_rank[4], 1);
    scale.n = 1;
    states_of_scale(&scale, &states);
    assert_int_equal(states.n, 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_adjacent_inspections),
        cmocka_unit_test(pairs_of_one_day_are_left_out),
        cmocka_unit_test(both_inspections_are_within_from_and_to),
        cmocka_unit_test(no_records_make_no_pairs),
        cmocka_unit_test(the_best_two_of_many_grades_are_one_state),
    };
    return CHECK_RUN(tests, argc, argv);
}
