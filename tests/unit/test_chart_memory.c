/* Charts without memory: whichever allocation fails, alone or with all behind it, nothing is
 * broken, and whoever asked for the picture is told that it is not whole.
 *
 * This program brings its own malloc, which libxml2 uses too; not under AddressSanitizer and
 * valgrind, which have theirs. */
#include "check.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "out/chart.h"
#include "out/steps.h"

static long left = -1;     /* allocations until memory is short; -1: it never is */
static bool is_short_once; /* for one allocation, not for all behind it */

#ifndef __SANITIZE_ADDRESS__
/* The library's function of that name, into *FUNCTION. */
static void find(const char *name, void *function)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

static bool is_short(void)
{
    if (left > 0)
        left--;
    bool is_now = left == 0;
    if (is_now && is_short_once)
        left = -1;
    return is_now;
}

void *malloc(size_t n)
{
    static void *(*real)(size_t);
    if (!real)
        find("malloc", &real);
    return is_short() ? NULL : real(n);
}

void *calloc(size_t n, size_t size)
{
    static void *(*real)(size_t, size_t);
    if (!real)
        find("calloc", &real);
    return is_short() ? NULL : real(n, size);
}

void *realloc(void *p, size_t n)
{
    static void *(*real)(void *, size_t);
    if (!real)
        find("realloc", &real);
    return is_short() ? NULL : real(p, n);
}
#endif

static const struct step steps[] = {{1, 0.8, 0.5, 0.9, "one"}, {2.5, 0.4, 0.1, 0.7, "two"}};
static const struct step_mark marks[] = {{2, 0.8, SIGN_CENSORED, "left"},
                                         {2.5, 0.4, SIGN_STARTED, "came"},
                                         {2.5, 0.4, SIGN_ENDED, "went"}};
static const size_t counts[] = {5, 4, 2, STEP_MISSING};
static const struct step_column columns[] = {
    {0, 0, "0", "0"}, {1, 1, "1", "1"}, {2, 2, "2", "2"}, {3, 3, "3", "3"}};
static const struct step_series series[] = {{.label = "trust",
                                             .words = "5 episodes",
                                             .start_y = 1,
                                             .end_x = 3,
                                             .steps = steps,
                                             .n_steps = 2,
                                             .marks = marks,
                                             .n_marks = 3,
                                             .middle_x = 2.5,
                                             .middle_tip = "middle"}};
static const struct step_row rows[] = {
    {.label = "trust", .series = series, .counts = counts, .last = "2.5 years"},
    {.label = "started", .is_lesser = true, .adds_up = true, .counts = counts}};
static const struct steps content = {.x_label = "Years",
                                     .y_label = "Not yet improved",
                                     .rows_label = "At risk",
                                     .last_label = "Median",
                                     .last_x = 3,
                                     .top_y = 1,
                                     .is_share = true,
                                     .columns = columns,
                                     .n_columns = 4,
                                     .series = series,
                                     .n_series = 1,
                                     .rows = rows,
                                     .n_rows = 2};

static struct chart a_chart(void)
{
    return (struct chart){.title = "Title",
                          .subtitle = "Subtitle",
                          .description = "What there is to see",
                          .signs = "Signs",
                          .notes = {"Note"},
                          .n_notes = 1,
                          .form = &steps_form,
                          .content = &content};
}

/* Draws the chart with memory for MOST allocations; whether it is whole. */
static bool draw_svg(long most, struct text *t)
{
    const struct chart chart = a_chart();
    struct xml x;
    left = most;
    xml_begin(&x);
    chart_draw(&chart, NULL, &x);
    struct span s = xml_end(&x);
    bool is_whole = !xml_failed(&x);
    left = -1;
    text_clear(t);
    text_add(t, s);
    xml_release(&x);
    return is_whole;
}

static bool draw_text(long most, bool ascii, struct text *t)
{
    const struct chart chart = a_chart();
    const struct style style = {.ascii = ascii};
    struct text drawn = {0};
    left = most;
    chart_add_text(&chart, &style, &drawn);
    left = -1;
    text_clear(t);
    text_add(t, text_span(&drawn));
    bool is_whole = !text_failed(&drawn);
    text_release(&drawn);
    return is_whole;
}

static bool draw_any(int form, long most, struct text *t)
{
    return form == 0 ? draw_svg(most, t) : draw_text(most, form == 2, t);
}

/* False where a tool has put its own in the place of ours. */
static bool has_own_malloc(void)
{
    void *(*volatile get)(size_t) = malloc; /* so that the compiler does not think that it knows */
    left = 1;
    void *p = get(1);
    left = -1;
    bool is_ours = !p;
    free(p);
    return is_ours;
}

static void check_pictures(void)
{
    struct text all = {0}, t = {0};
    if (!has_own_malloc())
        skip();
    for (int form = 0; form < 3; form++) {
        long failed = 0, most = 1;
        assert_true(draw_any(form, -1, &all));
        assert_true(all.n > 500);
        while (!draw_any(form, most, &t)) {
            failed++;
            most += form == 0 && most > 60 && !is_short_once ? 7 : 1;
            assert_true(most < 100000);
        }
        assert_string_equal(text_string(&t), text_string(&all));
        assert_true(failed > 10);
    }
    text_release(&all);
    text_release(&t);
}

static void a_picture_is_whole_or_says_that_it_is_not(void **state)
{
    (void)state;
    check_pictures();
}

static void one_allocation_that_fails_is_not_forgotten(void **state)
{
    (void)state;
    is_short_once = true;
    check_pictures();
    is_short_once = false;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_is_whole_or_says_that_it_is_not),
        cmocka_unit_test(one_allocation_that_fails_is_not_forgotten),
    };
    return CHECK_RUN(tests, argc, argv);
}
