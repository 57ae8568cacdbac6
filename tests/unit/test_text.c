/* text: what is added is there, terminated; failures are remembered; nothing disturbs a terminal.
 */
#include "check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* T holds LENGTH bytes, EXPECTED, and is terminated; both ways to see it agree. */
static void holds(const struct text *t, const char *expected, size_t length)
{
    assert_false(text_failed(t));
    assert_int_equal(t->n, length);
    assert_int_equal(text_span(t).length, length);
    assert_ptr_equal(text_span(t).text, text_string(t));
    assert_memory_equal(text_string(t), expected, length);
    assert_int_equal(text_string(t)[length], '\0');
}

static void a_text_is_empty_to_begin_with(void **state)
{
    struct text t = {0};
    (void)state;
    holds(&t, "", 0);
    text_clear(&t);
    holds(&t, "", 0);
    text_release(&t);
    holds(&t, "", 0);
}

static void nothing_can_be_added(void **state)
{
    struct text t = {0};
    (void)state;
    text_add(&t, (struct span){0});
    holds(&t, "", 0);
    text_add_string(&t, NULL);
    text_add_string(&t, "");
    text_add_visible(&t, (struct span){0});
    text_addf(&t, "%s", "");
    holds(&t, "", 0);
    text_add_char(&t, 'a');
    text_add(&t, (struct span){0});
    holds(&t, "a", 1);
    text_release(&t);
}

static void all_kinds_are_added_one_after_another(void **state)
{
    struct text t = {0};
    (void)state;
    text_add(&t, (struct span){"Isle of Wight", 4});
    holds(&t, "Isle", 4);
    text_add_char(&t, '=');
    holds(&t, "Isle=", 5);
    text_addf(&t, "%d, %s", 42, "x");
    holds(&t, "Isle=42, x", 10);
    text_add_string(&t, "\xc3\xa9");
    holds(&t, "Isle=42, x\xc3\xa9", 12);
    text_add(&t, (struct span){"\0b", 2});
    text_add_char(&t, '\0');
    text_add_visible(&t, span_of("\t"));
    holds(&t, "Isle=42, x\xc3\xa9\0b\0\\x09", 19);
    text_release(&t);
}

__attribute__((format(printf, 2, 3))) static void add_by_list(struct text *t, const char *format,
                                                              ...)
{
    va_list args;
    va_start(args, format);
    text_vaddf(t, format, args);
    va_end(args);
}

static void arguments_come_as_a_list_too(void **state)
{
    struct text t = {0};
    (void)state;
    add_by_list(&t, "%c%05.1f%%", 'x', 2.5);
    add_by_list(&t, "<%*s>", 300, "end"); /* longer than the first memory, and measured first */
    assert_int_equal(t.n, 7 + 302);
    assert_int_equal(strlen(text_string(&t)), t.n);
    assert_memory_equal(t.v, "x002.5%<  ", 10);
    assert_string_equal(t.v + t.n - 5, " end>");
    text_release(&t);
}

/* Additions of all kinds and lengths against bytes kept on the side. */
static void additions_never_change_what_is_there(void **state)
{
    enum { MOST = 3000 };
    static const char letters[] =
        "The quick brown fox jumps over the lazy dog, twice or more often.";
    struct random r = random_start();
    (void)state;
    for (uint32_t round = 0; round < 300; round++) {
        struct text t = {0};
        char expected[MOST + 64];
        size_t n = 0;
        while (n < MOST) {
            size_t length = random_below(&r, round % 60 + 2), kind = random_below(&r, 4);
            const char *from = letters + random_below(&r, sizeof letters - (uint32_t)length);
            if (kind == 0)
                length = 1;
            memcpy(expected + n, from, length);
            n += length;
            if (kind == 0)
                text_add_char(&t, from[0]);
            else if (kind == 1)
                text_add(&t, (struct span){from, length});
            else if (kind == 2)
                text_add_visible(&t, (struct span){from, length});
            else
                text_addf(&t, "%.*s", (int)length, from);
            assert_true(t.n < t.cap);
            assert_int_equal(t.v[t.n], '\0');
        }
        holds(&t, expected, n);
        text_release(&t);
    }
}

static void a_cleared_text_keeps_its_memory(void **state)
{
    struct text t = {0};
    (void)state;
    text_addf(&t, "%100d", 1);
    const char *memory = t.v;
    size_t cap = t.cap;
    text_clear(&t);
    holds(&t, "", 0);
    text_addf(&t, "%99d", 2);
    assert_int_equal(t.n, 99);
    assert_ptr_equal(t.v, memory);
    assert_int_equal(t.cap, cap);
    text_release(&t);
    assert_null(t.v);
    assert_int_equal(t.n + t.cap, 0);
}

static void is_failed_and_empty(const struct text *t)
{
    assert_true(text_failed(t));
    assert_string_equal(text_string(t), "");
    assert_int_equal(text_span(t).length, 0);
    assert_string_equal(text_span(t).text, "");
}

/* No memory is large enough, so nothing of the text is looked at. */
static void a_failure_is_remembered(void **state)
{
    struct text t = {0};
    (void)state;
    text_add_string(&t, "before");
    text_add(&t, (struct span){"", SIZE_MAX - 100});
    is_failed_and_empty(&t);
    text_add(&t, span_of("a"));
    text_add_string(&t, "a");
    text_add_char(&t, 'a');
    text_addf(&t, "%d", 1);
    text_add_visible(&t, span_of("a\n"));
    is_failed_and_empty(&t);
    assert_int_equal(t.n, strlen("before")); /* later additions did nothing */
    text_clear(&t);
    is_failed_and_empty(&t);
    text_add_string(&t, "after");
    is_failed_and_empty(&t);
    text_release(&t);
    assert_false(text_failed(&t));
    text_add_string(&t, "afresh");
    holds(&t, "afresh", 6);
    text_release(&t);
}

/* A surrogate can be written in no locale. */
static void what_cannot_be_formatted_fails(void **state)
{
    struct text t = {0};
    (void)state;
    text_addf(&t, "a%lsb", L"\xd800");
    is_failed_and_empty(&t);
    text_addf(&t, "%d", 1);
    is_failed_and_empty(&t);
    text_release(&t);
}

struct piece {
    const char *bytes, *visible;
};

/* None of these makes a character with what may follow it. */
static const struct piece pieces[] = {
    {"", ""},
    {"a", "a"},
    {"~ \\x", "~ \\x"}, /* a backslash stays as it is */
    {"\xc3\xa9", "\xc3\xa9"},
    {"\xc2\xa0", "\xc2\xa0"}, /* the first after the controls */
    {"\xe6\x97\xa5", "\xe6\x97\xa5"},
    {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    {"\n", "\\x0a"},
    {"\x1b[0m", "\\x1b[0m"},
    {"\x1f", "\\x1f"},
    {"\x7f", "\\x7f"},
    {"\xc2\x80", "\\xc2\\x80"},          /* controls of two bytes */
    {"\xc2\x9f", "\\xc2\\x9f"},          /* */
    {"\xd8\x9c", "\\xd8\\x9c"},          /* Arabic letter mark */
    {"\xe2\x80\x8d", "\xe2\x80\x8d"},    /* a joiner is no control */
    {"\xe2\x80\x8e", "\\xe2\\x80\\x8e"}, /* left-to-right mark */
    {"\xe2\x80\xa7", "\xe2\x80\xa7"},    /* a dot before the separators */
    {"\xe2\x80\xa8", "\\xe2\\x80\\xa8"}, /* line separator */
    {"\xe2\x80\xa9", "\\xe2\\x80\\xa9"}, /* paragraph separator */
    {"\xe2\x80\xae", "\\xe2\\x80\\xae"}, /* right-to-left override */
    {"\xe2\x81\xa6", "\\xe2\\x81\\xa6"}, /* an isolate */
    {"\x80", "\\x80"},                   /* a continuation of nothing */
    {"\xff", "\\xff"},
    {"\xc0\xaf", "\\xc0\\xaf"},                   /* an overlong slash */
    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},          /* a surrogate */
    {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"}, /* above U+10FFFF */
    {"\xe2\x80z", "\\xe2\\x80z"},                 /* cut short */
    {"\xf0\x9f\x98z", "\\xf0\\x9f\\x98z"},        /* */
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static void each_disturbing_byte_is_written_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < PIECES; i++) {
        struct text t = {0};
        text_add_visible(&t, span_of(pieces[i].bytes));
        assert_string_equal(text_string(&t), pieces[i].visible);
        text_release(&t);
    }
}

static void zero_and_a_cut_end_are_written_out(void **state)
{
    struct text t = {0};
    (void)state;
    text_add_visible(&t, (struct span){"a\0b", 3});
    text_add_visible(&t, (struct span){"c\xe6\x97\xa5", 3}); /* the last byte is not in the span */
    assert_string_equal(text_string(&t), "a\\x00bc\\xe6\\x97");
    text_release(&t);
}

static void visible_pieces_do_not_depend_on_their_neighbours(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 30000; i++) {
        struct text raw = {0}, expected = {0}, visible = {0};
        for (uint32_t k = random_below(&r, 12); k > 0; k--) {
            const struct piece *p = &pieces[random_below(&r, PIECES)];
            text_add_string(&raw, p->bytes);
            text_add_string(&expected, p->visible);
        }
        text_add_visible(&visible, text_span(&raw));
        assert_string_equal(text_string(&visible), text_string(&expected));
        text_release(&raw);
        text_release(&expected);
        text_release(&visible);
    }
}

static void a_wide_text_is_cut_with_a_mark(void **state)
{
    static const struct {
        const char *text;
        size_t width;
        const char *mark, *expected;
    } cases[] = {
        {"outsourced", 10, "~", "outsourced"},
        {"outsourced", 9, "~", "outsourc~"},
        {"outsourced", 9, "...", "outsou..."},
        {"outsourced", 1, "~", "~"},
        {"", 0, "~", ""},
        {"not good", 5, "~", "not~"},
        {"\xc3\xa9t\xc3\xa9s", 3, "\xe2\x80\xa6", "\xc3\xa9t\xe2\x80\xa6"},
        {"\xe6\x97\xa5\xe6\x9c\xac", 3, "~", "\xe6\x97\xa5~"},
        {"\xe6\x97\xa5\xe6\x9c\xac", 2, "~", "~"}, /* half a character is none */
        {"e\xcc\x81te\xcc\x81", 2, "~", "e\xcc\x81~"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = {0};
        text_add_cut(&t, span_of(cases[i].text), cases[i].width, cases[i].mark);
        assert_string_equal(text_string(&t), cases[i].expected);
        text_release(&t);
    }
}

static void a_kept_text_outlives_it_unless_it_failed(void **state)
{
    struct arena a = {0};
    struct text t = {0}, empty = {0}, failed = {.failed = true};
    (void)state;
    text_addf(&t, "%d of %d", 3, 4);
    const char *kept = text_keep(&t, &a);
    assert_null(t.v);
    assert_string_equal(kept, "3 of 4");
    assert_string_equal(text_keep(&empty, &a), "");
    assert_null(text_keep(&failed, &a));
    arena_release(&a);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_empty_to_begin_with),
        cmocka_unit_test(nothing_can_be_added),
        cmocka_unit_test(all_kinds_are_added_one_after_another),
        cmocka_unit_test(arguments_come_as_a_list_too),
        cmocka_unit_test(additions_never_change_what_is_there),
        cmocka_unit_test(a_cleared_text_keeps_its_memory),
        cmocka_unit_test(a_failure_is_remembered),
        cmocka_unit_test(what_cannot_be_formatted_fails),
        cmocka_unit_test(each_disturbing_byte_is_written_out),
        cmocka_unit_test(zero_and_a_cut_end_are_written_out),
        cmocka_unit_test(a_wide_text_is_cut_with_a_mark),
        cmocka_unit_test(a_kept_text_outlives_it_unless_it_failed),
        cmocka_unit_test(visible_pieces_do_not_depend_on_their_neighbours),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return CHECK_RUN(tests, argc, argv);
}
