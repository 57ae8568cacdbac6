/* svg: what is written for each shape, exactly. */
#include "check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "out/svg.h"

/* What DRAW writes. */
static void written(void (*draw)(struct xml *x), const char *expected)
{
    struct xml x;
    xml_begin(&x);
    draw(&x);
    check_span(xml_end(&x), expected);
    assert_false(xml_failed(&x));
    xml_release(&x);
}

static void draw_bare(struct xml *x)
{
    svg_line(x, 0, -0.001, 10.5, 1.0 / 3, (struct paint){0});
}

static void draw_full(struct xml *x)
{
    svg_rect(x, 1, 2, 3, 4,
             (struct paint){.fill = INK_PAPER,
                            .stroke = INK_TEXT,
                            .width = 1.25,
                            .dash = "2 3",
                            .opacity = 0.14,
                            .role = "band",
                            .tip = "a < b"});
}

static void draw_circle(struct xml *x)
{
    svg_circle(x, 1e6, 2, 2.666, (struct paint){.fill = INK_RANK, .tip = ""});
}

static void draw_path(struct xml *x)
{
    struct text d = {0};
    svg_move(&d, 1, 2);
    svg_draw(&d, 3.999, -4.001);
    text_add_char(&d, 'Z');
    svg_path(x, &d, (struct paint){.stroke = INK_GRID});
    text_release(&d);
}

static void draw_words(struct xml *x)
{
    svg_text(x, 5, 6, "R&D", (struct lettering){0});
    svg_text(x, 5, 6, "trust",
             (struct lettering){.anchor = ANCHOR_END,
                                .size = 12,
                                .ink = INK_MUTED,
                                .is_bold = true,
                                .has_halo = true,
                                .role = "label"});
}

static void draw_groups(struct xml *x)
{
    svg_group(x, NULL, NULL, 0, 0);
    xml_close(x);
    svg_group(x, "series", "\"trust\"", 16, -0.5);
    xml_close(x);
}

/* Colours are attributes, for every program, and classes, for dark screens; a tip is a title. */
static void shapes_are_written_as_they_are_painted(void **state)
{
    (void)state;
    written(draw_bare, "<line x1=\"0\" y1=\"0\" x2=\"10.5\" y2=\"0.33\" fill=\"none\"/>\n");
    written(draw_full, "<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" class=\"band f1 s2\" "
                       "fill=\"#ffffff\" stroke=\"#1a1d21\" stroke-width=\"1.25\" "
                       "stroke-dasharray=\"2 3\" fill-opacity=\"0.14\">\n"
                       "<title>a &lt; b</title>\n</rect>\n");
    written(draw_circle, "<circle cx=\"1000000\" cy=\"2\" r=\"2.67\" class=\"f21\" "
                         "fill=\"#193363\">\n<title></title>\n</circle>\n");
    written(draw_path, "<path d=\"M1 2L4 -4Z\" class=\"s4\" fill=\"none\" stroke=\"#dde1e5\"/>\n");
}

static void letters_and_groups_too(void **state)
{
    (void)state;
    written(draw_words,
            "<text x=\"5\" y=\"6\" class=\"f2\" fill=\"#1a1d21\">R&amp;D</text>\n"
            "<text x=\"5\" y=\"6\" class=\"label f3 s1\" fill=\"#50575f\" stroke=\"#ffffff\" "
            "stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\" font-size=\"12\" "
            "font-weight=\"600\" text-anchor=\"end\">trust</text>\n");
    written(draw_groups, "<g/>\n<g class=\"series\" data-name=\"&quot;trust&quot;\" "
                         "transform=\"translate(16 -0.5)\"/>\n");
}

/* Widths go by the columns of a terminal: none for what combines, two for what is wide. */
static void widths_grow_with_letters_and_their_size(void **state)
{
    double one = svg_text_width("a", 0);
    (void)state;
    check_close(one, 0.56 * 13, 1e-12);
    check_close(svg_text_width("", 0), 0, 0);
    check_close(svg_text_width("abcd", 26), 8 * one, 1e-12);
    check_close(svg_text_width("e\xcc\x81", 0), one, 1e-12);
    check_close(svg_text_width("\xe6\x97\xa5", 0), 2 * one, 1e-12);
    check_close(svg_text_width("\x1b", 0), 4 * one, 1e-12); /* written out as \x1b */
}

static void a_path_without_memory_fails_the_document(void **state)
{
    struct xml x;
    struct text d = {.failed = true};
    (void)state;
    xml_begin(&x);
    svg_path(&x, &d, (struct paint){0});
    xml_end(&x);
    assert_true(xml_failed(&x));
    xml_release(&x);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_are_written_as_they_are_painted),
        cmocka_unit_test(letters_and_groups_too),
        cmocka_unit_test(widths_grow_with_letters_and_their_size),
        cmocka_unit_test(a_path_without_memory_fails_the_document),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return CHECK_RUN(tests, argc, argv);
}
