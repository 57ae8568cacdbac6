/* lanes as text: whatever there is in them, lines fit the width, and no letter is lost. */
#include "out/lanes.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check.h"
#include "out/xml.h"

enum { MOST = 12, DAYS = 4000 };

static const char *const names[] = {"Slough", "A", "Bournemouth, Christchurch and Poole",
                                    "\xe4\xba\xac\xe9\x83\xbd\xe5\xb8\x82",
                                    "Ynys Mo\xcc\x82n\x1b[2J"};

/* Lanes made at random. */
struct made {
    struct lane_dot dots[MOST];
    struct lane_run runs[MOST];
    struct lane_band bands[MOST];
    struct lane_mark ticks[MOST];
    struct lane lane;
    struct lane_group group;
    struct lane_key keys[3];
    struct lanes lanes;
};

static int compare_days(const void *a, const void *b)
{
    const struct lane_dot *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day;
}

static int32_t a_day(struct random *r)
{
    return (int32_t)random_below(r, DAYS + 400) - 200;
}

/* Of two, some near each other; the letters of dots are unlike, so that their order shows. */
static void make_lane(struct made *m, struct random *r, bool two_letters)
{
    static const char *const one[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"};
    static const char *const two[] = {"Aa", "Bb", "Cc", "Dd", "Ee", "Ff",
                                      "Gg", "Hh", "Ii", "Jj", "Kk", "Ll"};
    struct lane *lane = &m->lane;
    *lane = (struct lane){.label = names[random_below(r, 5)],
                          .dots = m->dots,
                          .runs = m->runs,
                          .bands = m->bands,
                          .ticks = m->ticks};
    lane->n_dots = random_below(r, two_letters ? 7 : MOST + 1);
    for (size_t i = 0; i < lane->n_dots; i++)
        m->dots[i] =
            (struct lane_dot){.day = i > 0 && random_below(r, 2) ? m->dots[i - 1].day
                                                                 : (int32_t)random_below(r, DAYS),
                              .place = (int)random_below(r, 6)};
    if (lane->n_dots > 0)
        qsort(m->dots, lane->n_dots, sizeof *m->dots, compare_days);
    for (size_t i = 0; i < lane->n_dots; i++)
        m->dots[i].letters = two_letters ? two[i] : one[i];
    lane->n_runs = random_below(r, MOST);
    for (size_t i = 0; i < lane->n_runs; i++)
        m->runs[i] = (struct lane_run){a_day(r), a_day(r), (int)random_below(r, 7) - 1, "run"};
    lane->n_bands = random_below(r, 4);
    for (int32_t i = 0, end = -300; i < (int32_t)lane->n_bands; i++) {
        int32_t start = end + (int32_t)random_below(r, 900);
        end = start + 1 + (int32_t)random_below(r, 1500);
        m->bands[i] = (struct lane_band){.start = i ? start : DAY_FIRST,
                                         .end = i < 2 ? end : DAY_LAST,
                                         .look = i,
                                         .name = "trust",
                                         .label = i == 1 ? NULL : names[2],
                                         .tip = "band"};
    }
    lane->n_ticks = random_below(r, 3);
    for (size_t i = 0; i < lane->n_ticks; i++)
        m->ticks[i] = (struct lane_mark){a_day(r), "tick"};
    lane->opened = (struct lane_mark){a_day(r), random_below(r, 2) ? "opened" : NULL};
    lane->closed = (struct lane_mark){a_day(r), random_below(r, 2) ? "closed" : NULL};
}

static void make_lanes(struct made *m, struct random *r)
{
    bool two_letters = random_below(r, 2);
    make_lane(m, r, two_letters);
    m->group = (struct lane_group){"A heading that is longer than the line of a small terminal",
                                   &m->lane, 1};
    m->keys[0] = (struct lane_key){two_letters ? "Aa" : "A", 0, "a grade"};
    m->keys[1] = (struct lane_key){
        "B", 5, "a grade with a name that is much longer than the line of a small terminal"};
    m->keys[2] = (struct lane_key){NULL, 1, "trust"};
    m->lanes = (struct lanes){.axis = {0, DAYS},
                              .last_label = "1980-12-14",
                              .keys = m->keys,
                              .n_keys = 3,
                              .band_label = "model, provider",
                              .tick_label = "direction",
                              .opened_label = "opened",
                              .groups = &m->group,
                              .n_groups = 1};
}

static void check_widths(const struct text *t, size_t columns)
{
    struct span rest = text_span(t), line;
    while (span_next(&rest, '\n', &line))
        if (utf8_width(line) > columns)
            fail_msg("%zu columns, not %zu: %.*s", utf8_width(line), columns, (int)line.length,
                     line.text);
}

/* The lane's line, behind its heading, has its letters, each once, in order. */
static void check_letters(const struct text *t, const struct lane *lane, size_t columns)
{
    const char *at = strstr(text_string(t), "A heading");
    at = at ? strchr(at, '\n') : NULL;
    assert_non_null(at);
    size_t left = columns * 3 / 10, name = utf8_width(span_of(lane->label)) + 1;
    struct span line = {at + 1, strcspn(at + 1, "\n")};
    size_t used = utf8_head(line, name < left ? name : left);
    for (size_t i = 0; i < lane->n_dots; i++) {
        size_t n = strlen(lane->dots[i].letters);
        while (used + n <= line.length && memcmp(line.text + used, lane->dots[i].letters, n) != 0)
            used++;
        if (used + n > line.length)
            fail_msg("%s is not in its place: %.*s", lane->dots[i].letters, (int)line.length,
                     line.text);
        used += n;
    }
}

static void lines_fit_and_letters_are_there(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct made m = {0};
        struct text t = {0};
        struct style style = {.width = LANES_COLUMNS + random_below(&r, 120),
                              .ascii = random_below(&r, 2)};
        make_lanes(&m, &r);
        lanes_form.add_text(&m.lanes, &style, &t);
        assert_false(text_failed(&t));
        check_widths(&t, style.width);
        check_letters(&t, &m.lane, style.width);
        for (size_t k = 0; style.ascii && k < t.n; k++)
            if ((t.v[k] & 0x80) && !strpbrk(m.lane.label, "\xe4\xcc"))
                fail_msg("not ASCII: %s", text_string(&t));
        text_release(&t);
    }
}

/* More letters than cells: told, and nothing hangs. */
static void too_many_letters_are_told(void **state)
{
    enum { MANY = 100 };
    static struct lane_dot dots[MANY];
    struct lane lane = {.label = "A", .dots = dots, .n_dots = MANY};
    struct lane_group group = {"heading", &lane, 1};
    struct lanes lanes = {.axis = {0, DAYS}, .groups = &group, .n_groups = 1};
    struct style style = {.width = 60, .ascii = true};
    struct text t = {0};
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        dots[i] = (struct lane_dot){.day = 5, .letters = "G"};
    lanes_form.add_text(&lanes, &style, &t);
    check_widths(&t, style.width);
    assert_non_null(strstr(text_string(&t), "GGG*\n"));
    text_release(&t);
}

static size_t count(const char *s, const char *part)
{
    size_t n = 0;
    for (; (s = strstr(s, part)) != NULL; s++)
        n++;
    return n;
}

/* Draws LANE, WIDTH pixels wide, and keeps the picture in T. */
static void draw(struct lane *lane, struct day_axis axis, double width, struct text *t)
{
    struct lane_group group = {"heading", lane, 1};
    struct lanes lanes = {.axis = axis, .last_label = "", .groups = &group, .n_groups = 1};
    struct xml x = {0};
    xml_begin(&x);
    xml_open(&x, "svg");
    lanes_form.draw(&lanes, width, &x);
    xml_close(&x);
    text_clear(t);
    text_add(t, xml_end(&x));
    assert_false(xml_failed(&x) || text_failed(t));
    xml_release(&x);
}

static void what_is_beyond_the_axis_is_not_drawn(void **state)
{
    struct lane_dot dots[] = {{-1, 0, "A", NULL}, {0, 1, "B", NULL}, {9, 2, "C", NULL}};
    struct lane_band bands[] = {{.start = DAY_FIRST, .end = 0, .name = "x"},
                                {.start = 2, .end = 7, .name = "y"},
                                {.start = 9, .end = DAY_LAST, .name = "z"}};
    struct lane lane = {.label = "a", .dots = dots, .n_dots = 3, .bands = bands, .n_bands = 3};
    struct text t = {0};
    (void)state;
    draw(&lane, (struct day_axis){0, 8}, 800, &t);
    assert_int_equal(count(text_string(&t), "<circle"), 1);
    assert_int_equal(count(text_string(&t), ">B</text>"), 1);
    assert_int_equal(count(text_string(&t), ">y</text>"), 1);
    assert_int_equal(count(text_string(&t), ">x</text>") + count(text_string(&t), ">z</text>"), 0);
    text_release(&t);
}

/* Whatever the width, what is cut of a band's name ends in a letter. */
static void a_name_is_not_cut_behind_a_blank(void **state)
{
    struct lane_band band = {
        .start = 0, .end = DAY_LAST, .name = "a b c d e f g h i j k l m n o p q r s t"};
    struct lane lane = {.label = "a", .bands = &band, .n_bands = 1};
    struct text t = {0};
    size_t n_cut = 0;
    (void)state;
    for (double width = 150; width < 400; width++) {
        draw(&lane, (struct day_axis){0, DAYS}, width, &t);
        n_cut += count(text_string(&t), "\xe2\x80\xa6");
        assert_int_equal(count(text_string(&t), " \xe2\x80\xa6"), 0);
    }
    assert_true(n_cut > 0);
    text_release(&t);
}

/* As text the first has the cell, and the line does not grow. */
static void bands_of_the_last_cell_are_one(void **state)
{
    struct lane_band bands[] = {{.start = DAYS - 1, .end = DAYS, .name = "x"},
                                {.start = DAYS, .end = DAY_LAST, .name = "y"}};
    struct lane lane = {.label = "a", .bands = bands, .n_bands = 2};
    struct lane_group group = {"heading", &lane, 1};
    struct lanes lanes = {.axis = {0, DAYS}, .groups = &group, .n_groups = 1};
    struct style style = {.width = 60, .ascii = true};
    struct text t = {0};
    (void)state;
    lanes_form.add_text(&lanes, &style, &t);
    check_widths(&t, style.width);
    assert_true(count(text_string(&t), "  x\n") == 1 && count(text_string(&t), "y") == 0);
    text_release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_fit_and_letters_are_there),
        cmocka_unit_test(too_many_letters_are_told),
        cmocka_unit_test(what_is_beyond_the_axis_is_not_drawn),
        cmocka_unit_test(a_name_is_not_cut_behind_a_blank),
        cmocka_unit_test(bands_of_the_last_cell_are_one),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return CHECK_RUN(tests, argc, argv);
}
