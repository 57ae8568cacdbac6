/* locate: where a field stands in the text of its record, and the line that shows it. */
#include "check.h"

#include <locale.h>
#include <string.h>

#include "load/locate.h"

struct example {
    const char *raw;
    size_t field;
    const char *text; /* of the field, its quotes included */
    size_t from;
    size_t line_start;
    uint32_t line, column;
};

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct location at = locate_field(span_of(v[i].raw), v[i].field);
        if (at.from != v[i].from || at.line_start != v[i].line_start || at.line != v[i].line ||
            at.column != v[i].column)
            fail_msg("field %zu of %s: from %zu, line start %zu, line %u, column %u", v[i].field,
                     v[i].raw, at.from, at.line_start, at.line, at.column);
        check_span(((struct span){v[i].raw + at.from, at.to - at.from}), v[i].text);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void fields_lie_between_commas(void **state)
{
    static const struct example examples[] = {
        {"a,bc,d", 0, "a", 0, 0, 0, 1},
        {"a,bc,d", 1, "bc", 2, 0, 0, 3},
        {"a,bc,d", 2, "d", 5, 0, 0, 6},
        {"a,bc\nd,e\n", 1, "bc", 2, 0, 0, 3},
        {"a,bc\r\nd,e\r\n", 1, "bc", 2, 0, 0, 3},
        {",,\n", 0, "", 0, 0, 0, 1},
        {",,\n", 1, "", 1, 0, 0, 2},
        {",,\n", 2, "", 2, 0, 0, 3},
        {"", 0, "", 0, 0, 0, 1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_record_with_fewer_fields_is_at_its_last(void **state)
{
    static const struct example examples[] = {
        {"a,bc", 2, "bc", 2, 0, 0, 3},
        {"a,bc\nd,e,f\n", 5, "bc", 2, 0, 0, 3},
        {"a,\r\nd,e,f\n", 2, "", 2, 0, 0, 3},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void blanks_before_a_field_are_passed(void **state)
{
    static const struct example examples[] = {
        {" a, \tb ,c", 0, "a", 1, 0, 0, 2},
        {" a, \tb ,c", 1, "b ", 5, 0, 0, 6},
        {"a, \"b,c\",d", 1, "\"b,c\"", 3, 0, 0, 4},
        {"a, \"b,c\" ,d", 2, "d", 10, 0, 0, 11},
        {"a,  ,b", 1, "  ", 2, 0, 0, 3}, /* an empty field begins at once */
        {"a,  ,b", 2, "b", 5, 0, 0, 6},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void quoted_fields_hold_commas_quotes_and_line_ends(void **state)
{
    static const struct example examples[] = {
        {"\"a,b\",c", 0, "\"a,b\"", 0, 0, 0, 1},
        {"\"a,b\",c", 1, "c", 6, 0, 0, 7},
        {"\"a\"\",b\",c", 1, "c", 8, 0, 0, 9},
        {"\"\"\"\",c", 1, "c", 5, 0, 0, 6},
        {"\"\",c", 0, "\"\"", 0, 0, 0, 1},
        {"\"a\nb\",c", 0, "\"a\nb\"", 0, 0, 0, 1},
        {"\"a\nb\",c", 1, "c", 6, 3, 1, 4},
        {"\"a\n\nb\",\"c\nd\",e", 1, "\"c\nd\"", 7, 4, 2, 4},
        {"\"a\n\nb\",\"c\nd\",e", 2, "e", 13, 10, 3, 4},
        {"\"a\r\nb\",c", 1, "c", 7, 4, 1, 4},
        {"\"\n\",b", 1, "b", 4, 2, 1, 3},
        {"\"a\"x,b", 0, "\"a\"x", 0, 0, 0, 1}, /* what follows the quote goes with it */
        {"\"a\"x,b", 1, "b", 5, 0, 0, 6},
        {"a\"b,c", 1, "c", 4, 0, 0, 5},
        {"a,\"b\nc", 1, "\"b\nc", 2, 0, 0, 3}, /* not closed */
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void columns_count_characters(void **state)
{
    static const struct example examples[] = {
        {"\xc3\xa9,b", 1, "b", 3, 0, 0, 3},
        {"\xe2\x82\xac\xf0\x9f\x98\x80,b", 1, "b", 8, 0, 0, 4},
        {"\"x\n\xc3\xa9\xc3\xa9\",b", 1, "b", 9, 3, 1, 5},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* The excerpt around field FIELD of RAW, with what D says about it. */
static void excerpt_of(const char *raw, size_t field, struct text *t, struct diag *d)
{
    struct location where = locate_field(span_of(raw), field);
    *d = (struct diag){0};
    text_clear(t);
    locate_excerpt(span_of(raw), &where, t, d);
}

static void the_excerpt_is_the_line_of_the_field(void **state)
{
    static const struct {
        const char *raw;
        size_t field;
        const char *excerpt;
        uint32_t caret, marked;
    } cases[] = {
        {"a,bcd,e", 1, "a,bcd,e", 2, 3},
        {"a,bcd,e\nf,g,h\n", 1, "a,bcd,e", 2, 3},
        {"a,bcd,e\r\nf,g,h\r\n", 2, "a,bcd,e", 6, 1},
        {"a,,e", 1, "a,,e", 2, 1}, /* an empty field is marked where it would be */
        {"a,", 1, "a,", 2, 1},
        {"", 0, "", 0, 1},
        {"\r\n", 0, "", 0, 1},
        {"\"x\ny\",bc,d\nnext", 1, "y\",bc,d", 3, 2},
        {"\"x\ny\",bc,d\nnext", 0, "\"x", 0, 2}, /* marked up to the end of its line */
        {"\"x\r\ny\",bc,d\nnext", 0, "\"x", 0, 2},
        {"\xc3\xa9,\xe6\xbc\xa2\xe5\xad\x97,b", 1, "\xc3\xa9,\xe6\xbc\xa2\xe5\xad\x97,b", 2, 4},
        {"\xe6\xbc\xa2,b", 1, "\xe6\xbc\xa2,b", 3, 1},
        {"a\x1b,b\x07", 1, "a\\x1b,b\\x07", 6, 5},
    };
    struct text t = {0};
    struct diag d;
    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8")); /* for the width of characters */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        excerpt_of(cases[i].raw, cases[i].field, &t, &d);
        assert_string_equal(text_string(&t), cases[i].excerpt);
        if (d.caret != cases[i].caret || d.marked != cases[i].marked)
            fail_msg("%s: caret %u, marked %u", cases[i].raw, d.caret, d.marked);
    }
    text_release(&t);
}

static void fill(struct text *t, char c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_add_char(t, c);
}

/* A line of BEFORE characters, a comma, the field "@", a comma, AFTER characters. */
static void check_cut(size_t before, size_t after, size_t shown_before, size_t shown_after)
{
    struct text raw = {0}, expected = {0}, t = {0};
    struct diag d;
    fill(&raw, 'b', before);
    text_add_string(&raw, ",@,");
    fill(&raw, 'a', after);
    text_add_string(&raw, "\nnext line");
    text_add_string(&expected, shown_before < before ? "..." : "");
    fill(&expected, 'b', shown_before);
    text_add_string(&expected, ",@,");
    fill(&expected, 'a', shown_after);
    text_add_string(&expected, shown_after < after ? "..." : "");
    excerpt_of(text_string(&raw), 1, &t, &d);
    assert_string_equal(text_string(&t), text_string(&expected));
    assert_int_equal(d.caret, shown_before + 1 + (shown_before < before ? 3 : 0));
    assert_int_equal(d.marked, 1);
    text_release(&raw);
    text_release(&expected);
    text_release(&t);
}

static void a_line_of_more_than_160_bytes_is_cut_around_the_field(void **state)
{
    (void)state;
    check_cut(100, 57, 100, 57); /* 160 bytes */
    check_cut(100, 58, 59, 58);  /* 161 bytes, cut before the field only */
    check_cut(58, 200, 58, 88);
    check_cut(59, 200, 59, 88);
    check_cut(60, 200, 59, 88);
    check_cut(500, 88, 59, 88);
    check_cut(500, 89, 59, 88);
    check_cut(0, 500, 0, 88);
}

/* Bytes of which none begins a character, on both sides of the field and in it: the cuts are where
 * they are, and the mark is within the excerpt (a fuzzer found that it was not). */
static void bytes_that_are_no_characters_are_cut_as_such(void **state)
{
    struct text raw = {0}, expected = {0}, t = {0};
    struct diag d;
    (void)state;
    fill(&raw, '\x98', 100);
    text_add_char(&raw, ',');
    fill(&raw, '\x98', 200);
    text_add_string(&expected, "...");
    for (int i = 0; i < 59; i++)
        text_add_string(&expected, "\\x98");
    text_add_char(&expected, ',');
    for (int i = 0; i < 90; i++)
        text_add_string(&expected, "\\x98");
    text_add_string(&expected, "...");
    excerpt_of(text_string(&raw), 1, &t, &d);
    assert_string_equal(text_string(&t), text_string(&expected));
    assert_int_equal(d.caret, 3 + 59 * 4 + 1);
    assert_int_equal(d.marked, 90 * 4);
    text_release(&raw);
    text_release(&expected);
    text_release(&t);
}

static void a_long_field_is_marked_up_to_the_cut(void **state)
{
    struct text raw = {0}, t = {0};
    struct diag d;
    (void)state;
    text_add_string(&raw, "a,");
    fill(&raw, 'x', 300);
    excerpt_of(text_string(&raw), 1, &t, &d);
    assert_int_equal(t.n, 2 + 90 + 3);
    assert_int_equal(d.caret, 2);
    assert_int_equal(d.marked, 90);
    text_release(&raw);
    text_release(&t);
}

static void a_line_is_not_cut_within_a_character(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        struct text raw = {0}, t = {0};
        struct diag d;
        for (int i = 0; i < 60; i++)
            text_add_string(&raw, "\xf0\x9f\x98\x80");
        fill(&raw, 'b', shift);
        text_add_string(&raw, ",@");
        fill(&raw, 'a', shift);
        for (int i = 0; i < 60; i++)
            text_add_string(&raw, "\xf0\x9f\x98\x80");
        excerpt_of(text_string(&raw), 1, &t, &d);
        assert_int_equal(utf8_valid_prefix(text_span(&t)), t.n);
        assert_null(strchr(text_string(&t), '\\')); /* as what is not UTF-8 is written */
        assert_int_equal(strncmp(text_string(&t), "...\xf0\x9f\x98\x80", 7), 0);
        assert_string_equal(text_string(&t) + t.n - 3, "...");
        text_release(&raw);
        text_release(&t);
    }
}

/* A record of N quoted fields at random; PUT says where each was put. */
static void random_record(struct random *r, struct text *raw, struct location *put, uint32_t n)
{
    static const char *const pieces[] = {"x", ",", "\"\"", "\n", "\r\n", "\xc3\xa9", " "};
    struct location at = {.column = 1};
    for (uint32_t i = 0; i < n; i++) {
        at.from = raw->n;
        put[i] = at;
        text_add_char(raw, '"');
        at.column += 2;
        for (uint32_t k = random_below(r, 5); k > 0; k--) {
            const char *piece = pieces[random_below(r, sizeof pieces / sizeof pieces[0])];
            text_add_string(raw, piece);
            at.column += (uint32_t)utf8_count(span_of(piece));
            if (!strchr(piece, '\n'))
                continue;
            at.line++;
            at.line_start = raw->n;
            at.column = 2;
        }
        text_add_char(raw, '"');
        put[i].to = raw->n;
        text_add_char(raw, i + 1 < n ? ',' : '\n');
        at.column++;
    }
}

static void fields_are_found_where_they_were_put(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int run = 0; run < 3000; run++) {
        struct text raw = {0};
        struct location put[6];
        uint32_t n = 1 + random_below(&r, 6);
        random_record(&r, &raw, put, n);
        for (uint32_t i = 0; i < n; i++) {
            struct location at = locate_field(text_span(&raw), i);
            if (memcmp(&at, &put[i], sizeof at) != 0)
                fail_msg("field %u of %s", i, text_string(&raw));
        }
        text_release(&raw);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_lie_between_commas),
        cmocka_unit_test(a_record_with_fewer_fields_is_at_its_last),
        cmocka_unit_test(blanks_before_a_field_are_passed),
        cmocka_unit_test(quoted_fields_hold_commas_quotes_and_line_ends),
        cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(the_excerpt_is_the_line_of_the_field),
        cmocka_unit_test(a_line_of_more_than_160_bytes_is_cut_around_the_field),
        cmocka_unit_test(bytes_that_are_no_characters_are_cut_as_such),
        cmocka_unit_test(a_long_field_is_marked_up_to_the_cut),
        cmocka_unit_test(a_line_is_not_cut_within_a_character),
        cmocka_unit_test(fields_are_found_where_they_were_put),
    };
    return CHECK_RUN(tests, argc, argv);
}
