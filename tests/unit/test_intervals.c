/* intervals: episodes as inspections saw them, by model. */
#include "fixture.h"

#include "study/intervals.h"

/* A: seen improved between days 31 and 59; B: last seen on day 31, open; C: at risk from its
 * opening only, 31 days after the judgement, then in a trust. */
static const struct scene scene = {
    .councils = "council,opened\nA,\nB,\nC,2001-02-01\n",
    .ratings = "council,inspected,grade\n"
               "A,2001-01-01,inadequate\nA,2001-02-01,inadequate\nA,2001-03-01,good\n"
               "B,2001-01-01,inadequate\nB,2001-02-01,inadequate\n"
               "C,2001-01-01,inadequate\nC,2001-03-01,good\n",
    .models = "council,model,start\nB,trust,2001-01-15\nC,trust,2001-02-01\n",
    .as_of = "2001-12-31",
};

static const struct interval_group *group_of(const struct interval_groups *g, int model)
{
    size_t i = 0;
    while (i + 1 < g->n && g->v[i].model != model)
        i++;
    assert_int_equal(g->v[i].model, model);
    return &g->v[i];
}

static void late_episodes_are_left_out_under_the_model_they_enter(void **state)
{
    struct fixture f = {0};
    struct episodes e = {0};
    struct interval_groups g = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(episodes_find(&f.study, &e), 0);
    assert_int_equal(intervals_find(&f.d, &e, &g), 0);
    assert_int_equal(g.n, (size_t)f.d.models.n + 1);
    assert_int_equal(g.v[g.n - 1].model, -1);
    const struct interval_group *all = group_of(&g, -1), *trust = group_of(&g, MODEL_TRUST);
    const struct interval_group *in_house = group_of(&g, MODEL_IN_HOUSE);
    assert_int_equal(all->n, 2);
    assert_int_equal(all->improved, 1);
    assert_int_equal(all->n_late, 1);
    assert_int_equal(in_house->n, 2); /* B's trust came after the judgement */
    assert_int_equal(in_house->n_late, 0);
    assert_int_equal(trust->n, 0);
    assert_int_equal(trust->n_late, 1);
    assert_int_equal(trust->estimate.n, 0);
    intervals_release(&g);
    episodes_release(&e);
    fixture_release(&f);
}

static void what_is_not_seen_improved_counts_up_to_its_last_inspection(void **state)
{
    struct fixture f = {0};
    struct episodes e = {0};
    struct interval_groups g = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(episodes_find(&f.study, &e), 0);
    assert_int_equal(intervals_find(&f.d, &e, &g), 0);
    const struct turnbull *t = &group_of(&g, -1)->estimate; /* (31, 59] and (31, never): one step */
    assert_int_equal(t->n, 1);
    assert_int_equal(t->v[0].from, 31);
    assert_int_equal(t->v[0].to, 59);
    check_close(t->v[0].mass, 1, 1e-12);
    intervals_release(&g);
    episodes_release(&e);
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_episodes_are_left_out_under_the_model_they_enter),
        cmocka_unit_test(what_is_not_seen_improved_counts_up_to_its_last_inspection),
    };
    return CHECK_RUN(tests, argc, argv);
}
