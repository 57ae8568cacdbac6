/* svg: strokes across a rectangle, bends, and labels cut to their room. */
#include "check.h"

#include <string.h>

#include "fixture.h"
#include "out/svg.h"

static void text_is_cut_where_it_has_no_room(void **state)
{
    static const struct {
        const char *text, *expected;
        double letters; /* of room */
    } examples[] = {
        {"inadequate", "inadequate", 10},
        {"inadequate", "inade\u2026", 6},
        {"inadequate", "\u2026", 1},
        {"inadequate", "\u2026", 0},
        {"", "", 0},
        {"not good", "not\u2026", 5}, /* no blank before the dots */
        {"\u00e9cart\u00e9e", "\u00e9car\u2026", 5},
        {"a\xff\xff\xff\xff", "a\u2026", 3}, /* ends where it is no text */
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct text t = {0};
        svg_add_cut(&t, examples[i].text, 12, svg_text_width("m", 12) * examples[i].letters + 0.1);
        check_text(&t, examples[i].expected, examples[i].text);
        text_release(&t);
    }
}

/* Numbers of the path that is drawn, by XML as text. */
static void check_drawn(struct xml *x, const char *expected)
{
    struct text t = {0};
    xml_close(x);
    text_add(&t, xml_end(x));
    assert_false(xml_failed(x));
    if (!strstr(text_string(&t), expected))
        fail_msg("%s\nhas no %s", text_string(&t), expected);
    text_release(&t);
    xml_release(x);
}

static void strokes_stay_within_their_rectangle(void **state)
{
    static const struct {
        double left, top, width, height, gap;
        const char *expected;
    } examples[] = {
        {0, 0, 10, 10, 10, "d=\"M0 5L5 0M5 10L10 5\""},
        {100, 50, 10, 10, 10, "d=\"M100 55L105 50M105 60L110 55\""},
        {0, 0, 4, 10, 6, "d=\"M0 3L3 0M0 9L4 5\""},
        {0, 0, 10, 4, 6, "d=\"M0 3L3 0M5 4L9 0\""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct xml x;
        xml_begin(&x);
        xml_open(&x, "svg");
        svg_hatch(&x, examples[i].left, examples[i].top, examples[i].width, examples[i].height,
                  examples[i].gap, (struct paint){.stroke = INK_MUTED});
        check_drawn(&x, examples[i].expected);
    }
}

static void a_bend_begins_and_ends_level(void **state)
{
    struct text d = {0};
    (void)state;
    svg_move(&d, 0, 5);
    svg_bend(&d, 0, 5, 10, 25);
    check_text(&d, "M0 5C5 5 5 25 10 25", "a bend");
    text_release(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_where_it_has_no_room),
        cmocka_unit_test(strokes_stay_within_their_rectangle),
        cmocka_unit_test(a_bend_begins_and_ends_level),
    };
    return CHECK_RUN(tests, argc, argv);
}
