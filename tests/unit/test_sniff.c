/* sniff: what a file is that is no CSV, by how it begins; and what must not be taken for such. */
#include "check.h"

#include <string.h>

#include "load/sniff.h"

struct example {
    const char *name;
    struct span head;
    const char *expected; /* "CODE what it is"; "" for nothing */
};

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
#define BOM "\xef\xbb\xbf"

#define BINARY "E-ENCODING the file has NUL bytes: it is no text"
#define UTF_16 "E-ENCODING the file is UTF-16; expected UTF-8"
#define ZIP                                                                                        \
    "E-FORMAT the file is a spreadsheet (xlsx or ods) or another zip archive; "                    \
    "expected CSV"
#define XLS       "E-FORMAT the file is a spreadsheet of the old kind (xls); expected CSV"
#define PDF       "E-FORMAT the file is a PDF; expected CSV"
#define MARKUP    "E-FORMAT the file is HTML or XML, as web pages are; expected CSV"
#define JSON      "E-FORMAT the file is JSON; expected CSV"
#define SEMICOLON "E-FORMAT the columns are separated by semicolons; expected commas"
#define TABS      "E-FORMAT the columns are separated by tabs; expected commas"
#define BARE_CR   "E-ENCODING the lines end with a bare CR; expected LF or CRLF line ends"

static void check_head(struct span head, const char *expected, const char *name)
{
    struct sniffed s = sniff(head);
    struct text t = {0};
    if (s.code)
        text_addf(&t, "%s %s", s.code, s.message);
    if (strcmp(text_string(&t), expected) != 0)
        fail_msg("%s: \"%s\", expected \"%s\"", name, text_string(&t), expected);
    if (s.code && (!s.hint || s.hint[0] == '\0'))
        fail_msg("%s: it is not told what to do", name);
    text_release(&t);
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_head(v[i].head, v[i].expected, v[i].name);
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void files_of_other_programs_are_known_by_their_first_bytes(void **state)
{
    static const struct example examples[] = {
        {"UTF-16, little end first",
         BYTES("\xff\xfe"
               "a\0,\0"),
         UTF_16},
        {"UTF-16, big end first",
         BYTES("\xfe\xff"
               "\0a\0,"),
         UTF_16},
        {"UTF-16, the mark only", BYTES("\xff\xfe"), UTF_16},
        {"zip", BYTES("PK\x03\x04\x14\0\x06\0"), ZIP},
        {"zip, four bytes", BYTES("PK\x03\x04"), ZIP},
        {"xls", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), XLS},
        {"PDF", BYTES("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), PDF},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* A head that is cut short, or begins only almost so. */
static void less_than_the_first_bytes_tells_nothing(void **state)
{
    static const struct example examples[] = {
        {"nothing", BYTES(""), ""},
        {"one byte", BYTES("a"), ""},
        {"one byte of a mark", BYTES("\xff"), ""},
        {"the other", BYTES("\xfe"), ""},
        {"PK", BYTES("PK,code\n"), ""},
        {"PK and one", BYTES("PK\x03"), ""},
        {"xls, three bytes", BYTES("\xd0\xcf\x11"), ""},
        {"%PD", BYTES("%PD"), ""},
        {"%pdf", BYTES("%pdf,b\n"), ""},
        {"gzip, one byte", BYTES("\x1f"), ""},
        {"not at the beginning", BYTES("a,%PDF\n"), ""},
        {"behind a line end", BYTES("\n%PDF"), ""},
        {"a byte-order mark cut short", BYTES("\xef\xbb"), ""},
        {"a byte-order mark", BYTES(BOM), ""},
        {"blanks", BYTES(" \t\r\n"), ""},
        {"a bracket", BYTES("["), ""},
        {"a carriage return", BYTES("\r"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
    check_head((struct span){0}, "", "no text at all");
}

static void nothing_is_read_beyond_the_end(void **state)
{
    static const struct span heads[] = {
        BYTES("\xff\xfe"), BYTES("PK\x03\x04"), BYTES("\xd0\xcf\x11\xe0"),
        BYTES("%PDF"),     BYTES("a\0,\0"),     BYTES("<"),
        BYTES("[{"),       BYTES("a;b;"),       BYTES("a\t"),
        BYTES("a\r1\r"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        assert_non_null(sniff(heads[i]).code);
        check_head((struct span){heads[i].text, heads[i].length - 1}, "", "cut by a byte");
    }
}

static void utf_16_is_known_without_its_mark(void **state)
{
    static const struct example examples[] = {
        {"little end first", BYTES("a\0,\0b\0\n\0"), UTF_16},
        {"big end first", BYTES("\0a\0,\0b\0\n"), UTF_16},
        {"two characters", BYTES("a\0,\0"), UTF_16},
        {"one and a half", BYTES("a\0,"), ""},
        {"one", BYTES("a\0"), ""},
        {"a NUL in the text", BYTES("a\0bc,d\n"), ""},
        {"two NULs", BYTES("a\0\0b,d\n"), ""},
        {"three NULs", BYTES("a\0\0\0"), ""},
        {"NULs only", BYTES("\0\0\0\0"), BINARY},
        {"NULs anywhere", BYTES("a\0b,\0\nc,d\0,e\0"), BINARY},
        {"three anywhere", BYTES("a\0b,\0\nc,d\0,e"), ""},
        {"later on", BYTES("ab,\0c\0\n\0"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void markup_and_json_are_known_behind_blanks(void **state)
{
    static const struct example examples[] = {
        {"HTML", BYTES("<!DOCTYPE html>\n<html>"), MARKUP},
        {"XML", BYTES("<?xml version=\"1.0\"?>"), MARKUP},
        {"commas", BYTES("<table><tr><td>a,b</td>"), MARKUP},
        {"blanks before", BYTES("\r\n\t  <html>"), MARKUP},
        {"a mark before", BYTES(BOM "<html>"), MARKUP},
        {"a mark and blanks before", BYTES(BOM "\n<html>"), MARKUP},
        {"a lone bracket", BYTES("<"), MARKUP},
        {"object", BYTES("{\"a\": 1}"), JSON},
        {"array of objects", BYTES("[{\"a\": 1}]"), JSON},
        {"spread out", BYTES("[\r\n\t {\"a\": 1}]"), JSON},
        {"blanks before", BYTES("\n {\"a\": 1}"), JSON},
        {"a mark before", BYTES(BOM "[{\"a\": 1}]"), JSON},
        {"a lone brace", BYTES("{"), JSON},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void brackets_elsewhere_are_text(void **state)
{
    static const struct example examples[] = {
        {"'[' in the first heading", BYTES("[note 1] council,grade\n"), ""},
        {"of numbers", BYTES("[1],b\n"), ""},
        {"only '['", BYTES("[ \n"), ""},
        {"'{' further on", BYTES("[a{b],c\n"), ""},
        {"'<' in a later heading", BYTES("council,<grade>\n"), ""},
        {"'<' on a later line", BYTES("a,b\n<c>,d\n"), ""},
        {"quoted", BYTES("\"<b>\",c\n"), ""},
        {"quoted brace", BYTES("\"{b}\",c\n"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void other_separators_are_known_by_the_first_lines(void **state)
{
    static const struct example examples[] = {
        {"semicolons", BYTES("a;b;c\n1;2;3\n"), SEMICOLON},
        {"decimal commas further on", BYTES("a;b;c\n1,5;2;3\n"), SEMICOLON},
        {"CRLF", BYTES("a;b;c\r\n1;2;3\r\n"), SEMICOLON},
        {"a mark before", BYTES(BOM "a;b;c\n"), SEMICOLON},
        {"no line end", BYTES("a;b;c"), SEMICOLON},
        {"blank lines before", BYTES("\n\r\na;b;c\n"), SEMICOLON},
        {"tabs", BYTES("a\tb\tc\n1\t2\t3\n"), TABS},
        {"one tab", BYTES("a\tb\n1\t2\n"), TABS},
        {"tabs, and one semicolon", BYTES("a\tb;c\n"), TABS},
        {"tabs, CRLF", BYTES("a\tb\r\n"), TABS},
        {"a mark before tabs", BYTES(BOM "a\tb\n"), TABS},
        {"below a title", BYTES("a\n1;2;3\n"), SEMICOLON},
        {"below a title with a comma", BYTES("Outcomes, 2026\n\na;b;c\n1;2;3\n"), SEMICOLON},
        {"below a padded one", BYTES("Outcomes, 2026;;;\na;b;c;d\n"), SEMICOLON},
        {"tabs below a title", BYTES("a\n1\t2\n"), TABS},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void commas_are_commas(void **state)
{
    static const struct example examples[] = {
        {"a line of each", BYTES("a\tb\nc;d;e\tf\ng,h\n"), ""},
        {"commas", BYTES("a,b,c\n1,2,3\n"), ""},
        {"a mark before", BYTES(BOM "a,b\n"), ""},
        {"CRLF", BYTES("a,b\r\n1,2\r\n"), ""},
        {"one column", BYTES("a\n1\n2\n"), ""},
        {"one column, CRLF", BYTES("a\r\n1\r\n"), ""},
        {"one column, no line end", BYTES("a"), ""},
        {"semicolons within commas", BYTES("a;b;c,d\n"), ""},
        {"tabs within commas", BYTES("a\tb,d\n"), ""},
        {"one comma", BYTES("a;b;c;d,\n"), ""},
        {"quoted commas", BYTES("\"a,b\",\"c\"\n"), ""},
        {"semicolons within quotes", BYTES("\"Outcomes; England; 2026\"\na,b\n"), ""},
        {"quoted commas between semicolons", BYTES("\"a,b\";\"c\";\"d\"\n"), SEMICOLON},
        {"a title with a semicolon", BYTES("Outcomes; as at 31 March\n\na,b\n"), ""},
        {"a title with semicolons", BYTES("Source: Ofsted; see notes; revised\na,b\n1,2\n"), ""},
        {"a title with tabs", BYTES("Outcomes\tEngland\na,b\n1,2\n"), ""},
        {"semicolons in the records", BYTES("a,b\n1,x;y;z\n2,x;y;z\n3,x;y;z\n"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void lines_that_end_with_a_bare_cr_are_known(void **state)
{
    static const struct example examples[] = {
        {"commas", BYTES("a,b\r1,2\r"), BARE_CR},
        {"a mark before", BYTES(BOM "a,b\r1,2\r"), BARE_CR},
        {"semicolons", BYTES("a;b;c\r1;2;3\r"), BARE_CR},
        {"one column", BYTES("a\r1\r2"), BARE_CR},
        {"the last line without", BYTES("a,b\r1,2"), ""},
        {"an LF at the end", BYTES("a,b\r1,2\r3,4\n"), ""}, /* the reader tells of those */
        {"a lone CR in a quoted field", BYTES("\"a\rb\",c"), ""},
        {"CRs in quoted fields, no LF", BYTES("\"a\rb\",\"c\rd\""), ""},
        {"CRs in quoted fields", BYTES("\"a\rb\",\"c\rd\"\n"), ""},
        {"CRLF", BYTES("a,b\r\n1,2\r\n3,4\r\n"), ""},
        {"CRs before the first line only", BYTES("\r\r\ra,b"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* A NUL is no blank, though C's strings end with one. */
static void nul_bytes_are_not_skipped(void **state)
{
    static const struct example examples[] = {
        {"before markup", BYTES("\0\0<a>,b\n"), ""},
        {"within brackets", BYTES("[\0{,b\n"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_other_programs_are_known_by_their_first_bytes),
        cmocka_unit_test(less_than_the_first_bytes_tells_nothing),
        cmocka_unit_test(nothing_is_read_beyond_the_end),
        cmocka_unit_test(utf_16_is_known_without_its_mark),
        cmocka_unit_test(markup_and_json_are_known_behind_blanks),
        cmocka_unit_test(brackets_elsewhere_are_text),
        cmocka_unit_test(other_separators_are_known_by_the_first_lines),
        cmocka_unit_test(commas_are_commas),
        cmocka_unit_test(lines_that_end_with_a_bare_cr_are_known),
        cmocka_unit_test(nul_bytes_are_not_skipped),
    };
    return CHECK_RUN(tests, argc, argv);
}
