/* strip: a line of cells. */
#include "out/strip.h"

#include <locale.h>

#include "check.h"
#include "fixture.h"

static void check_strip(struct strip *s, bool in_color, const char *expected)
{
    struct text t = {0};
    strip_add(s, in_color, &t);
    check_text(&t, expected, expected);
    text_release(&t);
}

static void what_is_put_stands_in_its_cells(void **state)
{
    static const struct {
        size_t at;
        const char *text, *expected;
    } cases[] = {
        {0, "ab", "ab-----"},
        {5, "ab", "-----ab"},
        {6, "ab", "------a"},
        {7, "ab", "-------"},
        {0, "", "-------"},
        {1, "o\xcc\x82u", "-o\xcc\x82u----"},      /* combining: in the cell before */
        {1, "\xe6\xb1\x89x", "-\xe6\xb1\x89x---"}, /* wide: two cells */
        {6, "\xe6\xb1\x89", "-------"},            /* of which there is but one */
        {1, "a\x1b\xe2\x80\xae\xff",
         "-a?"
         "?"
         "?--"},
        {1, "a b ", "-a b --"},
    };
    struct strip s;
    (void)state;
    assert_int_equal(strip_make(&s, 7), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        strip_clear(&s);
        strip_fill(&s, 0, 99, "-", NULL);
        strip_put(&s, cases[i].at, span_of(cases[i].text), NULL);
        check_strip(&s, false, cases[i].expected);
    }
    strip_release(&s);
}

static void blanks_at_the_end_are_left_out(void **state)
{
    struct strip s;
    (void)state;
    assert_int_equal(strip_make(&s, 7), 0);
    assert_true(strip_is_blank(&s));
    check_strip(&s, false, "");
    strip_put(&s, 2, span_of("a "), NULL);
    assert_false(strip_is_blank(&s));
    check_strip(&s, false, "  a");
    strip_release(&s);
}

static void colours_are_told_where_they_change(void **state)
{
    struct strip s;
    (void)state;
    assert_int_equal(strip_make(&s, 6), 0);
    strip_put(&s, 1, span_of("ab"), "31");
    strip_put(&s, 3, span_of("c"), "1;34");
    strip_put(&s, 4, span_of("d"), "");
    strip_put(&s, 5, span_of("e"), "31");
    check_strip(&s, true, " \x1b[31mab\x1b[0m\x1b[1;34mc\x1b[0md\x1b[31me\x1b[0m");
    check_strip(&s, false, " abcde");
    strip_release(&s);
}

static void room_is_made_at_the_end(void **state)
{
    static const struct {
        const char *before; /* '.' is free */
        size_t gap;
        bool moves;
        const char *after;
    } cases[] = {
        {"....abc", 0, true, "...abc"},   {"a...bc.", 0, true, "a..bc"},
        {"a.b.cd.", 0, true, "a.bcd"},    {"a.b.cd.", 1, false, "a.b.cd"},
        {".ab.cd.", 1, true, "ab.cd"},    {"a..b.cd", 1, true, "a.b.cd"},
        {"abcdefg", 0, false, "abcdefg"}, {".......", 0, false, ""},
    };
    struct strip s;
    (void)state;
    assert_int_equal(strip_make(&s, 7), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        strip_clear(&s);
        for (size_t k = 0; k < 7; k++)
            if (cases[i].before[k] != '.')
                strip_put(&s, k, (struct span){&cases[i].before[k], 1}, NULL);
        assert_int_equal(strip_make_room(&s, cases[i].gap), cases[i].moves);
        struct text t = {0}, expected = {0};
        strip_add(&s, false, &t);
        for (const char *c = cases[i].after; *c; c++)
            text_add_char(&expected, *c == '.' ? ' ' : *c);
        check_text(&t, text_string(&expected), cases[i].before);
        text_release(&t);
        text_release(&expected);
    }
    strip_release(&s);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_stands_in_its_cells),
        cmocka_unit_test(blanks_at_the_end_are_left_out),
        cmocka_unit_test(colours_are_told_where_they_change),
        cmocka_unit_test(room_is_made_at_the_end),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return CHECK_RUN(tests, argc, argv);
}
