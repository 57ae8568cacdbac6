/* progress: shown late, seldom and by its last state; the clock is asked now and then. */
#include "check.h"

#include "base/progress.h"

/* A clock that the test sets, and what was shown: '.' for each time, '-' where it went. */
struct scene {
    struct progress p;
    int64_t now, tick; /* tick: what each look at it adds */
    size_t n_asked, n_shown, n_gone;
    uint64_t done; /* as shown last */
    const char *doing;
};

static int64_t ask(void *context)
{
    struct scene *s = context;
    s->n_asked++;
    s->now += s->tick;
    return s->now;
}

static void show(void *context, const struct progress *p)
{
    struct scene *s = context;
    assert_ptr_equal(p, &s->p);
    s->n_shown += p->task.doing != NULL;
    s->n_gone += p->task.doing == NULL;
    s->doing = p->task.doing;
    s->done = p->done;
}

/* At noon, so that times from 0 on are not mixed up with no time. */
static void start(struct scene *s)
{
    *s = (struct scene){.now = 43200000};
    progress_start(&s->p, ask, show, s);
    assert_int_equal(s->n_shown + s->n_gone, 0);
}

static const struct task reading = {"reading", "x.csv", 1000000, NULL};

static void nothing_is_shown_for_two_seconds(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    progress_begin(&s.p, reading);
    s.now += 1999;
    progress_look(&s.p, 10);
    progress_begin(&s.p, reading); /* time counts from the start of all */
    assert_int_equal(s.n_shown, 0);
    s.now += 1;
    progress_look(&s.p, 20);
    assert_int_equal(s.n_shown, 1);
    assert_int_equal(s.done, 20);
    assert_string_equal(s.doing, "reading");
}

static void a_task_that_begins_later_is_shown_at_once(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    s.now += 5000;
    progress_begin(&s.p, reading);
    assert_int_equal(s.n_shown, 1);
    assert_int_equal(s.done, 0);
    assert_int_equal(s.p.begun, s.now);
}

static void it_is_shown_at_most_five_times_a_second(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    progress_begin(&s.p, reading);
    for (uint64_t i = 1; i <= 3000; i++) {
        s.now++;
        progress_look(&s.p, i);
        if (i % 100 == 0)
            progress_begin(&s.p, reading);
    }
    assert_int_equal(s.n_shown, 6); /* 2000, 2200, ..., 3000 */
}

static void the_clock_is_asked_now_and_then(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    progress_begin(&s.p, reading);
    for (uint64_t i = 0; i < 50000000; i++) {
        s.now += i % 5000 == 0; /* 10 seconds in all */
        progress_at(&s.p, i);
    }
    assert_in_range(s.n_asked, 700, 1400);
    assert_in_range(s.n_shown, 38, 41);
}

/* A task that goes fast at first is not lost sight of when it goes slowly. */
static void the_clock_is_asked_more_often_where_it_goes_slowly(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    progress_begin(&s.p, reading);
    for (uint64_t i = 0; i < 1000000; i++) {
        s.now += i % 1000 == 0;
        progress_at(&s.p, i);
    }
    uint64_t step = s.p.step;
    assert_in_range(step, 5000, 50000);
    s.tick = 100;
    for (uint64_t i = 1000000; i < 1000000 + 2 * step + 100; i++)
        progress_at(&s.p, i);
    assert_in_range(s.p.step, 1, 1);
}

static void what_was_shown_goes(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    progress_begin(&s.p, reading);
    progress_end(&s.p);
    assert_int_equal(s.n_gone, 0); /* there was nothing */
    s.now += 3000;
    progress_look(&s.p, 30); /* of no task */
    assert_int_equal(s.n_shown, 0);
    progress_begin(&s.p, reading);
    progress_end(&s.p);
    progress_end(&s.p);
    assert_int_equal(s.n_shown, 1);
    assert_int_equal(s.n_gone, 1);
}

static void a_task_can_follow_what_has_ended(void **state)
{
    struct scene s;
    (void)state;
    start(&s);
    s.now += 3000;
    progress_begin(&s.p, reading);
    progress_end(&s.p);
    s.now += 200;
    progress_begin(&s.p, (struct task){"writing", NULL, 5, "row"});
    assert_string_equal(s.doing, "writing");
    progress_stop(&s.p);
    assert_int_equal(s.n_gone, 2);
    s.now += 200;
    progress_begin(&s.p, reading);
    progress_look(&s.p, 1);
    progress_end(&s.p);
    assert_int_equal(s.n_shown, 2);
    assert_int_equal(s.n_gone, 2);
}

static void nobody_needs_to_look(void **state)
{
    struct progress none = {0};
    struct progress *const nobody[] = {NULL, &none};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        progress_begin(nobody[i], reading);
        progress_at(nobody[i], 1);
        progress_look(nobody[i], 2);
        progress_end(nobody[i]);
        progress_stop(nobody[i]);
    }
    assert_null(none.task.doing);
}

static void the_clock_runs(void **state)
{
    (void)state;
    int64_t before = progress_clock(NULL), after = progress_clock(NULL);
    assert_true(before > 0 && after >= before && after - before < 60000);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shown_for_two_seconds),
        cmocka_unit_test(a_task_that_begins_later_is_shown_at_once),
        cmocka_unit_test(it_is_shown_at_most_five_times_a_second),
        cmocka_unit_test(the_clock_is_asked_now_and_then),
        cmocka_unit_test(the_clock_is_asked_more_often_where_it_goes_slowly),
        cmocka_unit_test(what_was_shown_goes),
        cmocka_unit_test(a_task_can_follow_what_has_ended),
        cmocka_unit_test(nobody_needs_to_look),
        cmocka_unit_test(the_clock_runs),
    };
    return CHECK_RUN(tests, argc, argv);
}
