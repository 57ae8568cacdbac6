/* span: trimming, loose matching and lists. */
#include "check.h"

#include <string.h>

#include "base/span.h"

static void no_string_is_the_empty_span(void **state)
{
    (void)state;
    assert_int_equal(span_of(NULL).length, 0);
    assert_int_equal(span_of("").length, 0);
    assert_int_equal(span_of("abc").length, 3);
    assert_true(span_equals(span_of(NULL), span_of("")));
}

static void blanks_at_both_ends_are_trimmed(void **state)
{
    static const struct {
        const char *text, *trimmed;
    } cases[] = {
        {"", ""},
        {"a", "a"},
        {" a", "a"},
        {"a ", "a"},
        {" \t\r\na b\n\r\t ", "a b"},
        {" \t\r\n", ""},
        {"\v\f", "\v\f"},
        {"\xc2\xa0"
         "a",
         "\xc2\xa0"
         "a"}, /* a no-break space is no ASCII blank */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_span(span_trim(span_of(cases[i].text)), cases[i].trimmed);
    assert_int_equal(span_trim(span_of(NULL)).length, 0);
}

static void equal_means_byte_for_byte(void **state)
{
    (void)state;
    assert_true(span_equals(span_of("Leeds"), span_of("Leeds")));
    assert_false(span_equals(span_of("Leeds"), span_of("leeds")));
    assert_false(span_equals(span_of("Leeds"), span_of("Leeds ")));
    assert_false(span_equals(span_of("Leed"), span_of("Leeds")));
    assert_true(span_equals((struct span){"a\0b", 3}, (struct span){"a\0b", 3}));
    assert_false(span_equals((struct span){"a\0b", 3}, (struct span){"a\0c", 3}));
}

static void names_match_without_case_blanks_and_joiners(void **state)
{
    static const struct {
        const char *a, *b;
        bool match;
    } cases[] = {
        {"requires improvement", "Requires_Improvement", true},
        {"requires improvement", "RequiresImprovement", true},
        {"in-house", "in house", true},
        {"in-house", "inhouse", true},
        {" in-house\t", "IN_HOUSE\r\n", true},
        {"-", "", true},
        {"_ -", " ", true},
        {"", "", true},
        {"trust", "trusts", false},
        {"trusts", "trust", false},
        {"a.b", "ab", false},
        {"in\xe2\x80\x93house", "in-house", false}, /* an en dash is no hyphen */
        {"\xc3\x89", "\xc3\xa9", false},            /* only ASCII case is left out */
        {"[", "{", false},                          /* 0x20 apart, but no letters */
        {"@", "`", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (span_matches(span_of(cases[i].a), span_of(cases[i].b)) != cases[i].match)
            fail_msg("\"%s\" and \"%s\": expected %d", cases[i].a, cases[i].b, cases[i].match);
    assert_true(span_matches(span_of(NULL), span_of("")));
}

/* S as matching sees it, worked out on its own. */
static struct span reduced(struct span s, char buffer[16])
{
    size_t n = 0;
    for (size_t i = 0; i < s.length; i++)
        if (!memchr(" \t\r\n_-", s.text[i], 6))
            buffer[n++] =
                s.text[i] >= 'A' && s.text[i] <= 'Z' ? (char)(s.text[i] | 0x20) : s.text[i];
    return (struct span){buffer, n};
}

static struct span any_name(struct random *r, char buffer[16])
{
    static const char letters[] = "aAbBzZ@[` -_\t\xc3\xa9";
    size_t length = random_below(r, 6);
    for (size_t i = 0; i < length; i++)
        buffer[i] = letters[random_below(r, sizeof letters - 1)];
    return (struct span){buffer, length};
}

static void matching_is_symmetric_and_what_it_says(void **state)
{
    struct random r = random_start();
    size_t matched = 0;
    (void)state;
    for (int i = 0; i < 200000; i++) {
        char a[16], b[16], p[16], q[16];
        struct span x = any_name(&r, a), y = any_name(&r, b);
        bool match = span_matches(x, y);
        assert_true(span_matches(x, x));
        if (match != span_matches(y, x) || match != span_equals(reduced(x, p), reduced(y, q)))
            fail_msg("\"%.*s\" and \"%.*s\"", (int)x.length, a, (int)y.length, b);
        matched += match;
    }
    assert_true(matched > 1000); /* the names are alike enough to tell something */
}

static void lists_are_cut_at_separators(void **state)
{
    static const struct {
        const char *list, *items; /* each item followed by '|' */
    } cases[] = {
        {"a", "a|"},   {"a,b", "a|b|"}, {"a,,b", "a||b|"}, {" a , b c ", "a|b c|"}, {"a,", "a||"},
        {",a", "|a|"}, {",", "||"},     {"", "|"},         {"a;b", "a;b|"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct span list = span_of(cases[i].list), item;
        struct text items = {0};
        while (span_next(&list, ',', &item)) {
            text_add(&items, item);
            text_add_char(&items, '|');
        }
        assert_string_equal(text_string(&items), cases[i].items);
        assert_false(span_next(&list, ',', &item));
        text_release(&items);
    }
}

static void no_list_has_no_item(void **state)
{
    struct span list = span_of(NULL), item;
    (void)state;
    assert_false(span_next(&list, ',', &item));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_string_is_the_empty_span),
        cmocka_unit_test(blanks_at_both_ends_are_trimmed),
        cmocka_unit_test(equal_means_byte_for_byte),
        cmocka_unit_test(names_match_without_case_blanks_and_joiners),
        cmocka_unit_test(matching_is_symmetric_and_what_it_says),
        cmocka_unit_test(lists_are_cut_at_separators),
        cmocka_unit_test(no_list_has_no_item),
    };
    return CHECK_RUN(tests, argc, argv);
}
