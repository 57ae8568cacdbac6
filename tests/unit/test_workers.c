/* workers: all items are worked on, once, wherever there is room. */
#include "check.h"

#include <sched.h>

#include "base/workers.h"

enum { ITEMS = 2 * WORKERS_LIMIT + 3 };

struct item {
    unsigned char before[3]; /* items are of any size */
    int n_calls;
    int n_processors; /* that its worker could go on */
};

static void count(void *context)
{
    struct item *item = context;
    cpu_set_t set;
    item->n_calls++;
    item->n_processors = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}

static void each_item_is_worked_on_once(void **state)
{
    (void)state;
    for (size_t n = 0; n <= ITEMS; n++) {
        struct item items[ITEMS + 1] = {0};
        workers_run(count, items, n, sizeof *items);
        for (size_t i = 0; i <= ITEMS; i++)
            assert_int_equal(items[i].n_calls, i < n);
    }
}

static void workers_may_go_on_anywhere(void **state)
{
    struct item items[WORKERS_LIMIT] = {0};
    cpu_set_t set;
    (void)state;
    assert_int_equal(sched_getaffinity(0, sizeof set, &set), 0);
    for (size_t n = 1; n <= WORKERS_LIMIT; n++) {
        workers_run(count, items, n, sizeof *items);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(items[i].n_processors, CPU_COUNT(&set));
    }
}

static void those_available_are_as_many_as_may_be_used(void **state)
{
    cpu_set_t set;
    (void)state;
    assert_int_equal(sched_getaffinity(0, sizeof set, &set), 0);
    size_t n = (size_t)CPU_COUNT(&set);
    assert_int_equal(workers_available(), n > WORKERS_LIMIT ? WORKERS_LIMIT : n);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_item_is_worked_on_once),
        cmocka_unit_test(workers_may_go_on_anywhere),
        cmocka_unit_test(those_available_are_as_many_as_may_be_used),
    };
    return CHECK_RUN(tests, argc, argv);
}
