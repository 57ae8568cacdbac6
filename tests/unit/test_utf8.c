/* utf8: what is a character, how many there are, and how wide they are. */
#include "check.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { LAST_POINT = 0x10ffff };

/* POINT in as many bytes as it takes, surrogates too; written by division, not by bits. */
static size_t encode(uint32_t point, char bytes[4])
{
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    size_t length = point < 128 ? 1 : point < 2048 ? 2 : point < 65536 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(128 + point % 64);
        point /= 64;
    }
    bytes[0] = (char)(lead[length] + point);
    return length;
}

static void every_character_is_read(void **state)
{
    (void)state;
    for (uint32_t expected = 0; expected <= LAST_POINT; expected++) {
        char bytes[5] = "....";
        uint32_t point = 0;
        size_t length = encode(expected, bytes);
        bool is_surrogate = expected / 0x800 == 0x1b;
        /* with what follows it, and alone */
        size_t read = utf8_next((struct span){bytes, 4}, &point);
        if (read != (is_surrogate ? 0 : length) || (read && point != expected))
            fail_msg("U+%04X is read as %zu bytes, U+%04X", expected, read, point);
        assert_int_equal(utf8_next((struct span){bytes, length}, &point), read);
        /* cut short, although the bytes beyond would complete it */
        for (size_t cut = 0; cut < length; cut++)
            assert_int_equal(utf8_next((struct span){bytes, cut}, &point), 0);
    }
}

/* The well-formed sequences as the standard lists them: by lead, and by what may follow it. */
static size_t length_by_table(const unsigned char *s, size_t n)
{
    static const struct {
        unsigned char lead, last_lead, second, last_second;
        size_t length;
    } table[] = {
        {0x00, 0x7f, 0x00, 0xff, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t length = table[i].length;
        if (s[0] < table[i].lead || s[0] > table[i].last_lead)
            continue;
        if (n < length || (length > 1 && (s[1] < table[i].second || s[1] > table[i].last_second)))
            return 0;
        for (size_t k = 2; k < length; k++)
            if (s[k] < 0x80 || s[k] > 0xbf)
                return 0;
        return length;
    }
    return 0;
}

/* All pairs of first bytes, before all of a few that matter: the ends of ranges. */
static void nothing_but_characters_is_read(void **state)
{
    static const unsigned char ends[] = {0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff};
    enum { ENDS = sizeof ends };
    (void)state;
    for (unsigned head = 0; head < 0x10000; head++)
        for (size_t i = 0; i < ENDS * ENDS; i++) {
            unsigned char s[] = {(unsigned char)(head >> 8), (unsigned char)head, ends[i / ENDS],
                                 ends[i % ENDS]};
            uint32_t point = 0;
            for (size_t n = 1; n <= sizeof s; n++)
                if (utf8_next((struct span){(char *)s, n}, &point) != length_by_table(s, n))
                    fail_msg("%02x %02x %02x %02x, %zu of them", s[0], s[1], s[2], s[3], n);
        }
}

/* Bytes of all kinds, whole characters among them. */
static struct span any_bytes(struct random *r, char buffer[64])
{
    size_t length = 0, pieces = random_below(r, 12);
    for (size_t i = 0; i < pieces; i++) {
        uint32_t kind = random_below(r, 8);
        if (kind == 0)
            buffer[length++] = (char)random_below(r, 256);
        else if (kind == 1)
            length += encode(random_below(r, LAST_POINT + 1), buffer + length);
        else if (kind == 2)
            length += encode(random_below(r, 0x3000), buffer + length);
        else
            buffer[length++] = (char)(0x20 + random_below(r, 0x5f));
    }
    return (struct span){buffer, length};
}

static void prefixes_and_counts_are_what_they_say(void **state)
{
    struct random r = random_start();
    size_t invalid = 0;
    (void)state;
    for (int i = 0; i < 200000; i++) {
        char buffer[64];
        struct span s = any_bytes(&r, buffer);
        const unsigned char *bytes = (const unsigned char *)s.text;
        size_t valid = 0, count = 0, plain = 0, step = 1;
        while (valid < s.length && (step = length_by_table(bytes + valid, s.length - valid)) > 0)
            valid += step;
        for (size_t at = 0; at < s.length; at += step ? step : 1, count++)
            step = length_by_table(bytes + at, s.length - at);
        while (plain < s.length && bytes[plain] >= ' ' && bytes[plain] <= '~')
            plain++;
        assert_int_equal(utf8_valid_prefix(s), valid);
        assert_int_equal(utf8_count(s), count);
        assert_int_equal(utf8_plain_prefix(s), plain);
        invalid += valid < s.length;
    }
    assert_true(invalid > 10000 && invalid < 190000);
}

static void nothing_has_no_characters(void **state)
{
    const struct span nothing = {0};
    uint32_t point = 0;
    (void)state;
    assert_int_equal(utf8_next(nothing, &point), 0);
    assert_int_equal(utf8_valid_prefix(nothing), 0);
    assert_int_equal(utf8_count(nothing), 0);
    assert_int_equal(utf8_width(nothing), 0);
    assert_int_equal(utf8_plain_prefix(nothing), 0);
}

static void plain_is_from_space_to_tilde(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        char text[] = {'a', (char)c, 'b'};
        assert_int_equal(utf8_plain_prefix((struct span){text, 3}), c >= ' ' && c <= '~' ? 3 : 1);
    }
}

/* Controls, separators of lines, and Unicode's format characters but for the two joiners, and those
 * signs of Arabic, Syriac and Kaithi numbers that are seen; and the two that are no characters. */
static void unprintable_are_these_and_no_others(void **state)
{
    static const uint32_t others[] = {
        0x00ad,  0x061c,  0x180e,  0x200b,  0x200e,  0x200f,  0x2028,  0x2029,  0x202a,  0x202b,
        0x202c,  0x202d,  0x202e,  0x2060,  0x2061,  0x2062,  0x2063,  0x2064,  0x2065,  0x2066,
        0x2067,  0x2068,  0x2069,  0x206a,  0x206b,  0x206c,  0x206d,  0x206e,  0x206f,  0xfeff,
        0xfff9,  0xfffa,  0xfffb,  0x1bca0, 0x1bca1, 0x1bca2, 0x1bca3, 0x1d173, 0x1d174, 0x1d175,
        0x1d176, 0x1d177, 0x1d178, 0x1d179, 0x1d17a, 0xfffe,  0xffff,
    };
    (void)state;
    for (uint32_t point = 0; point <= LAST_POINT; point++) {
        bool expected = point <= 0x1f || (point >= 0x7f && point <= 0x9f) ||
                        (point >= 0x13430 && point <= 0x1343f) ||
                        (point >= 0xe0000 && point <= 0xe007f);
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
            expected |= point == others[i];
        if (utf8_is_unprintable(point) != expected)
            fail_msg("U+%04X: expected %d", point, expected);
    }
}

static void case_is_no_difference(void **state)
{
    static const struct {
        const char *a, *b;
        bool is_same;
    } cases[] = {
        {"", "", true},
        {"History", "hISTORY", true},
        {"\xc3\x84rger", "\xc3\xa4rger", true}, /* U+00C4, U+00E4 */
        {"\xd0\x96", "\xd0\xb6", true},         /* U+0416, U+0436 */
        {"a", "b", false},
        {"a", "ab", false},
        {"ab", "a", false},
        {"\xe9", "\xe9", true}, /* a byte that is no character */
        {"\xe9", "\xe8", false},
        {"\xe9", "\xc3\xa9", false},
        {"\xe9\xe9", "\xe9", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (utf8_is_caseless_same(cases[i].a, cases[i].b) != cases[i].is_same)
            fail_msg("case %zu", i);
}

static void widths_are_those_of_a_terminal(void **state)
{
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        {"Leeds", 5},
        {"", 0},
        {"\xc3\xa9t\xc3\xa9", 3},
        {"e\xcc\x81", 1},                /* e, combining acute */
        {"\xe6\x97\xa5\xe6\x9c\xac", 4}, /* two ideographs */
        {"\xea\xb0\x80", 2},             /* a Hangul syllable */
        {"\xef\xbc\xa1", 2},             /* a full-width A */
        {"\xe2\x80\x93", 1},             /* an en dash */
        {"\xe2\x80\x8b", 12},            /* a blank of no width, written out */
        {"\xe2\x80\x8d", 0},             /* a joiner */
        {"\xf0\x9f\x98\x80", 2},         /* a face */
        {"\xef\xb7\x90", 1},             /* no character, but well-formed */
        {"\xef\xbf\xbf", 12},            /* one that XML does not admit, written out */
        {"a\x1b[b", 7},                  /* \x1b is written out */
        {"\x7f", 4},
        {"\xc2\x85", 8},      /* next line: two bytes */
        {"\xe2\x80\xae", 12}, /* right-to-left override: three bytes */
        {"a\xff\xe2\x80", 13},
        {"\xe6\x97\xa5 \xff\xe6\x97\xa5", 9},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (utf8_width(span_of(cases[i].text)) != cases[i].width)
            fail_msg("\"%s\" takes %zu, expected %zu", cases[i].text,
                     utf8_width(span_of(cases[i].text)), cases[i].width);
    assert_int_equal(utf8_width((struct span){"a\0b", 3}), 6);
}

static void lines_are_taken_up_to_a_blank(void **state)
{
    static const struct {
        const char *text;
        size_t width;
        const char *line;
    } cases[] = {
        {"not yet improved", 80, "not yet improved"},
        {"not yet improved", 16, "not yet improved"},
        {"not yet improved", 15, "not yet"},
        {"not yet improved", 7, "not yet"},
        {"not yet improved", 6, "not"},
        {"unimproved", 4, "unim"}, /* no blank to break at */
        {"\xc3\xa9t\xc3\xa9s", 3, "\xc3\xa9t\xc3\xa9"},
        {"\xe6\x97\xa5\xe6\x9c\xac", 3, "\xe6\x97\xa5"}, /* the second would be cut */
        {"\xe6\x97\xa5", 1, "\xe6\x97\xa5"},             /* at least a character */
        {"e\xcc\x81t", 1, "e\xcc\x81"},                  /* what combines stays with it */
        {"a\xff"
         "b",
         4, "a"}, /* \xff is written out */
        {"x", 0, "x"},
        {"", 5, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct span line = span_of(cases[i].text);
        line.length = utf8_take_line(line, cases[i].width);
        check_span(line, cases[i].line);
    }
}

/* What is made visible takes the columns that were foretold; in Latin, which has neither wide nor
 * combining characters, one for each character. */
static void width_is_that_of_the_visible_text(void **state)
{
    struct random r = random_start();
    struct text t = {0};
    (void)state;
    for (int i = 0; i < 50000; i++) {
        char buffer[64];
        struct span s = any_bytes(&r, buffer);
        text_clear(&t);
        text_add_visible(&t, s);
        assert_int_equal(utf8_width(s), utf8_width(text_span(&t)));
        size_t length = 0;
        while (length < 40)
            length += encode(1 + random_below(&r, i % 2 ? 0xac : 0x24f), buffer + length);
        text_clear(&t);
        text_add_visible(&t, (struct span){buffer, length});
        if (!memmem(buffer, length, "\xc2\xad", 2)) /* terminals differ about the soft hyphen */
            assert_int_equal(utf8_width((struct span){buffer, length}), utf8_count(text_span(&t)));
    }
    text_release(&t);
}

/* In valid text as whoever counts characters from its beginning has it; bytes that are no character
 * begin where they are. */
static void every_place_is_in_a_character_that_begins_before_it(void **state)
{
    static const struct {
        const char *text;
        size_t at, start;
    } cases[] = {
        {"", 0, 0},
        {"ab", 2, 2},
        {"\xc3\xb4", 1, 0},
        {"\xc3\xb4", 2, 2},
        {"\xf0\x9f\x98\x80", 3, 0},
        {"a\xf0\x9f\x98", 3, 3},        /* cut short */
        {"\xc3\xb4\x98\x98\x98", 4, 4}, /* behind a character */
        {"\x98\x98\x98\x98\x98", 4, 4},
        {"a\x98", 1, 1},
    };
    struct random r = random_start();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(utf8_start(span_of(cases[i].text), cases[i].at), cases[i].start);
    for (int i = 0; i < 2000; i++) {
        char buffer[64];
        size_t length = 0, begin = 0;
        while (length < 40)
            length += encode(1 + random_below(&r, i % 2 ? 0xd000 : 0x2ff), buffer + length);
        const struct span s = {buffer, length};
        for (size_t at = 0; at <= length; at++) {
            uint32_t point;
            if (at == begin + utf8_next((struct span){buffer + begin, length - begin}, &point))
                begin = at;
            assert_int_equal(utf8_start(s, at), begin);
        }
    }
}

static void a_head_takes_no_more_columns_than_it_may(void **state)
{
    static const struct {
        const char *text;
        size_t columns;
        const char *head;
    } cases[] = {
        {"Slough", 3, "Slo"},
        {"Slough", 6, "Slough"},
        {"Slough", 60, "Slough"},
        {"Slough", 0, ""},
        {"", 3, ""},
        {"Ynys M\xc3\xb4n", 6, "Ynys M"},
        {"Ynys M\xc3\xb4n", 7, "Ynys M\xc3\xb4"},
        {"o\xcc\x82n", 1, "o\xcc\x82"},                  /* a combining circumflex */
        {"\xe6\xb1\x89\xe5\xad\x97", 3, "\xe6\xb1\x89"}, /* two wide ones */
        {"a\x1bz", 4, "a"},                              /* ESC is written \x1b */
        {"a\x1bz", 5, "a\x1b"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct span s = span_of(cases[i].text);
        const struct span head = {s.text, utf8_head(s, cases[i].columns)};
        check_span(head, cases[i].head);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_is_read),
        cmocka_unit_test(nothing_but_characters_is_read),
        cmocka_unit_test(prefixes_and_counts_are_what_they_say),
        cmocka_unit_test(nothing_has_no_characters),
        cmocka_unit_test(plain_is_from_space_to_tilde),
        cmocka_unit_test(unprintable_are_these_and_no_others),
        cmocka_unit_test(case_is_no_difference),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(lines_are_taken_up_to_a_blank),
        cmocka_unit_test(width_is_that_of_the_visible_text),
        cmocka_unit_test(every_place_is_in_a_character_that_begins_before_it),
        cmocka_unit_test(a_head_takes_no_more_columns_than_it_may),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return CHECK_RUN(tests, argc, argv);
}
