/* risk_table: who was at risk when events came, and which groups events tie. */
#include "check.h"
#include "risk_rows.h"

/* The same by the definition: start < t <= stop, row by row. */
static void check_cells(const struct risk_table *t, const struct risk_row *rows, size_t n)
{
    for (size_t i = 0; i < t->n; i++)
        for (size_t g = 0; g < t->n_groups; g++) {
            uint32_t at_risk = 0, events = 0;
            for (size_t k = 0; k < n; k++) {
                bool is_in = rows[k].group == (int32_t)g && rows[k].start < t->time[i];
                at_risk += is_in && t->time[i] <= rows[k].stop;
                events += is_in && t->time[i] == rows[k].stop && rows[k].event;
            }
            assert_int_equal(t->at_risk[i * t->n_groups + g], at_risk);
            assert_int_equal(t->events[i * t->n_groups + g], events);
        }
}

static void counts_are_those_of_the_definition(void **state)
{
    struct risk_table t;
    (void)state;
    assert_int_equal(risk_table_build(&t, risk_rows, RISK_ROWS, RISK_GROUPS), 0);
    assert_int_equal(t.n, 9); /* 2 3 4 5 6 8 9 10 12 */
    assert_int_equal(t.time[0], 2);
    assert_int_equal(t.time[8], 12);
    check_cells(&t, risk_rows, RISK_ROWS);
    assert_int_equal(risk_table_at_risk(&t, 0),
                     17); /* 13 from 0, of which one ended at 1; 5 from 1 */
    assert_int_equal(risk_table_events(&t, 5), 3);
    assert_int_equal(risk_table_group_events(&t, 0), 7);
    assert_int_equal(risk_table_until(&t, 1), 0);
    assert_int_equal(risk_table_until(&t, 7), 5);
    assert_int_equal(risk_table_until(&t, 8), 6);
    risk_table_release(&t);
}

static void random_tables_are_those_of_the_definition(void **state)
{
    struct random r = random_start();
    struct risk_row rows[40];
    (void)state;
    for (int round = 0; round < 200; round++) {
        size_t n = random_below(&r, 40);
        for (size_t i = 0; i < n; i++) {
            int32_t start = (int32_t)random_below(&r, 12);
            rows[i] =
                (struct risk_row){start, start + 1 + (int32_t)random_below(&r, 12),
                                  random_below(&r, 2) == 1, (int32_t)random_below(&r, 4) - 1, 0};
        }
        struct risk_table t;
        assert_int_equal(risk_table_build(&t, rows, n, 3), 0);
        check_cells(&t, rows, n);
        risk_table_release(&t);
    }
}

static void a_part_has_the_times_of_its_own_events(void **state)
{
    struct risk_table t, part;
    const bool takes_part[RISK_GROUPS] = {false, true, true};
    (void)state;
    assert_int_equal(risk_table_build(&t, risk_rows, RISK_ROWS, RISK_GROUPS), 0);
    assert_int_equal(risk_table_part(&t, takes_part, &part), 0);
    assert_int_equal(part.n_groups, 2);
    assert_int_equal(part.n, 7); /* 2 4 5 6 8 9 10 */
    for (size_t i = 0; i < part.n; i++) {
        size_t k = risk_table_until(&t, part.time[i]) - 1;
        assert_int_equal(part.time[i], t.time[k]);
        for (size_t g = 0; g < 2; g++) {
            assert_int_equal(part.at_risk[i * 2 + g], t.at_risk[k * 3 + g + 1]);
            assert_int_equal(part.events[i * 2 + g], t.events[k * 3 + g + 1]);
        }
    }
    risk_table_release(&t);
    risk_table_release(&part);
}

/* Which groups of ROWS are tied to group 0, and compared with it, as bits. */
static void check_ties(const struct risk_row *rows, size_t n, size_t n_groups, unsigned tied,
                       unsigned compared)
{
    struct risk_table t;
    bool answer[8];
    assert_int_equal(risk_table_build(&t, rows, n, n_groups), 0);
    assert_int_equal(risk_table_tied(&t, 0, answer), 0);
    for (size_t g = 0; g < n_groups; g++)
        assert_int_equal(answer[g], tied >> g & 1);
    risk_table_compared(&t, 0, answer);
    for (size_t g = 0; g < n_groups; g++)
        assert_int_equal(answer[g], compared >> g & 1);
    risk_table_release(&t);
}

static void events_tie_groups_both_ways_or_not_at_all(void **state)
{
    static const struct risk_row both[] = {
        {0, 1, true, 0, 0}, {0, 2, true, 1, 0}, {0, 3, false, 0, 0}};
    static const struct risk_row no_event[] = {{0, 5, true, 0, 0}, {0, 9, false, 1, 0}};
    static const struct risk_row in_order[] = {{0, 3, true, 0, 0}, {0, 5, true, 1, 0}};
    static const struct risk_row apart[] = {{0, 3, true, 0, 0}, {4, 9, true, 1, 0}};
    static const struct risk_row ring[] = {/* 0 over 1, 1 over 2, 2 over 0 */
                                           {0, 1, true, 0, 0}, {0, 1, false, 1, 0},
                                           {1, 2, true, 1, 0}, {1, 2, false, 2, 0},
                                           {2, 3, true, 2, 0}, {2, 3, false, 0, 0}};
    static const struct risk_row at_once[] = {{0, 3, true, 0, 0}, {0, 3, true, 1, 0}};
    (void)state;
    check_ties(both, 3, 2, 3, 3);
    check_ties(no_event, 2, 2, 1, 3);
    check_ties(in_order, 2, 2, 1, 3);
    check_ties(apart, 2, 2, 1, 1);
    check_ties(ring, 6, 3, 7, 7);
    check_ties(at_once, 2, 2, 3, 3);
    check_ties(risk_rows, RISK_ROWS, RISK_GROUPS, 7, 7);
}

static void none_give_an_empty_table(void **state)
{
    static const struct risk_row censored[] = {{0, 3, false, 0, 0}};
    struct risk_table t;
    (void)state;
    assert_int_equal(risk_table_build(&t, NULL, 0, 2), 0);
    assert_int_equal(t.n, 0);
    risk_table_release(&t);
    assert_int_equal(risk_table_build(&t, censored, 1, 1), 0);
    assert_int_equal(t.n, 0);
    risk_table_release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_definition),
        cmocka_unit_test(random_tables_are_those_of_the_definition),
        cmocka_unit_test(a_part_has_the_times_of_its_own_events),
        cmocka_unit_test(events_tie_groups_both_ways_or_not_at_all),
        cmocka_unit_test(none_give_an_empty_table),
    };
    return CHECK_RUN(tests, argc, argv);
}
