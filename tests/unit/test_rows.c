/* rows: records with the lines on which they begin, and every structural problem with its place. */
#include "check.h"

#include "fixture.h"
#include "reading.h"

struct example {
    const char *name;
    struct span content;
    const char *records, *problems;
};

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static void check_example(const struct example *x, bool is_quick)
{
    struct test_file file = file_with(x->content.text, x->content.length);
    struct reading r = {.is_quick = is_quick};
    assert_int_equal(read_into(&r, file.path), 0);
    check_text(&r.records, x->records, x->name);
    check_problems(&r, x->problems, x->name);
    reading_release(&r);
    file_release(&file);
}

/* Whichever way records go. */
static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_example(&v[i], false);
        check_example(&v[i], true);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void records_have_the_lines_on_which_they_begin(void **state)
{
    static const struct example examples[] = {
        {"LF", BYTES("a,b\n1,2\n3,4\n"), "h1:a|b\n2:1|2\n3:3|4\n", ""},
        {"CRLF", BYTES("a,b\r\n1,2\r\n3,4\r\n"), "h1:a|b\n2:1|2\n3:3|4\n", ""},
        {"mixed", BYTES("a,b\r\n1,2\n3,4\r\n5,6\n"), "h1:a|b\n2:1|2\n3:3|4\n4:5|6\n", ""},
        {"no final newline", BYTES("a,b\n1,2"), "h1:a|b\n2:1|2\n", ""},
        {"no final newline, last field empty", BYTES("a,b\n1,"), "h1:a|b\n2:1|\n", ""},
        {"no final newline, quoted", BYTES("a,b\n1,\"2\""), "h1:a|b\n2:1|2\n", ""},
        {"header only", BYTES("a,b\n"), "h1:a|b\n", ""},
        {"header without newline", BYTES("a,b"), "h1:a|b\n", ""},
        {"empty", BYTES(""), "", ""},
        {"BOM",
         BYTES("\xef\xbb\xbf"
               "a,b\n1,2\n"),
         "h1:a|b\n2:1|2\n", ""},
        {"BOM only", BYTES("\xef\xbb\xbf"), "", ""},
        {"BOM before a quote", BYTES("\xef\xbb\xbf\"a\",b\n1,2\n"), "h1:a|b\n2:1|2\n", ""},
        {"two bytes", BYTES("a\n"), "h1:a\n", ""},
        {"quoted newlines", BYTES("a,b\n\"1\n\n1\",\"2\n\"\n3,4\n\"5\r\n5\",6\n7,8\n"),
         "h1:a|b\n2:1\\x0a\\x0a1|2\n6:3|4\n7:5\\x0d\\x0a5|6\n9:7|8\n", ""},
        {"quoted newline in the header", BYTES("\"a\nb\",c\n1,2\n"), "h1:a\\x0ab|c\n3:1|2\n", ""},
        {"empty fields", BYTES("a,b,c\n,,\n\"\",x,\"\"\n"), "h1:a|b|c\n2:||\n3:|x|\n", ""},
        {"one column", BYTES("a\n1\n\"\"\n2\n"), "h1:a\n2:1\n3:\n4:2\n", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void values_are_unquoted_and_trimmed(void **state)
{
    static const struct example examples[] = {
        {"separators and quotes", BYTES("a,b\n\"x,y\",\"say \"\"no\"\"\"\n"),
         "h1:a|b\n2:x,y|say \"no\"\n", ""},
        {"only quotes", BYTES("a,b\n\"\"\"\",\"\"\"\"\"\"\n"), "h1:a|b\n2:\"|\"\"\n", ""},
        {"blanks around values", BYTES("a,b\n  x\t,\ty z  \n"), "h1:a|b\n2:x|y z\n", ""},
        {"blanks within quotes", BYTES("a,b\n\" x \",\"\t\"\n"), "h1:a|b\n2:x|\n", ""},
        {"blanks around quotes", BYTES("a,b\n \"x\" ,\t\"y\"\t\n"), "h1:a|b\n2:x|y\n", ""},
        {"UTF-8", BYTES("a,b\nCaf\xc3\xa9,\xe2\x82\xac\xf0\x9f\x98\x80\n"),
         "h1:a|b\n2:Caf\xc3\xa9|\xe2\x82\xac\xf0\x9f\x98\x80\n", ""},
        {"CR within quotes", BYTES("a,b\n\"x\ry\",2\n3,4\n"), "h1:a|b\n2:x\\x0dy|2\n3:3|4\n", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void blank_lines_are_warned_of(void **state)
{
    static const struct example examples[] = {
        {"LF", BYTES("a,b\n\n1,2\n\n\n3,4\n"), "h1:a|b\n3:1|2\n6:3|4\n",
         "x.csv:2:1: W-BLANK the line is blank\n"
         "x.csv:4:1: W-BLANK the line and the next are blank\n"},
        {"CRLF", BYTES("a,b\r\n\r\n1,2\r\n\r\n"), "h1:a|b\n3:1|2\n",
         "x.csv:2:1: W-BLANK the line is blank\n"
         "x.csv:4:1: W-BLANK the line is blank\n"},
        {"blanks", BYTES("a,b\n \t \n1,2\n"), "h1:a|b\n3:1|2\n",
         "x.csv:2:1: W-BLANK the line is blank\n"},
        {"before the header", BYTES("\na,b\n1,2\n"), "h2:a|b\n3:1|2\n",
         "x.csv:1:1: W-BLANK the line is blank\n"},
        {"after quoted newlines", BYTES("a,b\n\"1\n1\",2\n\n3,4\n"), "h1:a|b\n2:1\\x0a1|2\n5:3|4\n",
         "x.csv:4:1: W-BLANK the line is blank\n"},
        {"mixed line ends", BYTES("a,b\n\r\n\n1,2\r\n\n3,4"), "h1:a|b\n4:1|2\n6:3|4\n",
         "x.csv:2:1: W-BLANK the line and the next are blank\n"
         "x.csv:5:1: W-BLANK the line is blank\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define IN_UNQUOTED                                                                                \
    "E-QUOTE a quote within an unquoted field; quote the whole field and write the quote twice\n"
#define AFTER_QUOTED                                                                               \
    "E-QUOTE text follows the closing quote; a quote within a quoted field is written twice\n"
#define NOT_CLOSED "E-QUOTE the quote is not closed before the end of the file\n"

static void bad_quotes_are_told_and_left_behind(void **state)
{
    static const struct example examples[] = {
        {"in an unquoted field", BYTES("a,b\n1,x\"y\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:3: " IN_UNQUOTED},
        {"in the first field", BYTES("a,b\nx\"y,2\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:1: " IN_UNQUOTED},
        {"after the closing quote", BYTES("a,b\n\"x\"y,2\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:1: " AFTER_QUOTED},
        {"after blanks", BYTES("a,b\n1, \"x\" y\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:4: " AFTER_QUOTED},
        {"characters are counted, not bytes",
         BYTES("a,b\n\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80,x\"\n"), "h1:a|b\n",
         "x.csv:2:5: " IN_UNQUOTED},
        {"the field begins on a later line", BYTES("a,b,c\n\"1\n\xc3\xa9\",2,x\"\n4,5,6\n"),
         "h1:a|b|c\n4:4|5|6\n", "x.csv:3:6: " IN_UNQUOTED},
        {"CRLF", BYTES("a,b\r\n1,\"x\"y\r\n3,4\r\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:3: " AFTER_QUOTED},
        {"the last line, without its end", BYTES("a,b\n1,x\"y"), "h1:a|b\n",
         "x.csv:2:3: " IN_UNQUOTED},
        {"several", BYTES("a,b\nx\",1\n2,3\n4,\"5\"6\n\"7\",8\n9,\"\"0\n10,11\n"),
         "h1:a|b\n3:2|3\n5:7|8\n7:10|11\n",
         "x.csv:2:1: " IN_UNQUOTED "x.csv:4:3: " AFTER_QUOTED "x.csv:6:3: " AFTER_QUOTED},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* What an unclosed quote swallows is read as records of their own from its next line on. */
static void an_unclosed_quote_swallows_no_record(void **state)
{
    static const struct example examples[] = {
        {"on the last line", BYTES("a,b\n1,\"2\n"), "h1:a|b\n", "x.csv:2:3: " NOT_CLOSED},
        {"further up", BYTES("a,b\n1,\"2\n3,4\n5,6"), "h1:a|b\n3:3|4\n4:5|6\n",
         "x.csv:2:3: " NOT_CLOSED},
        {"twice", BYTES("a,b\n\"1,2\n3,4\n5,\"6\n7,8\n"), "h1:a|b\n3:3|4\n5:7|8\n",
         "x.csv:2:1: " AFTER_QUOTED "x.csv:4:3: " NOT_CLOSED},
        {"up to a quote further down", BYTES("a,b\n\"1,2\n3,\"4\"\n5,6\n"),
         "h1:a|b\n3:3|4\n4:5|6\n", "x.csv:2:1: " AFTER_QUOTED},
        {"after a field of two lines", BYTES("a,b\n\"1\n2\",\"3\n4,5\n"), "h1:a|b\n4:4|5\n",
         "x.csv:3:4: " NOT_CLOSED},
        {"then blank lines", BYTES("a,b\n1,\"2\n\n3,4\n"), "h1:a|b\n4:3|4\n",
         "x.csv:2:3: " NOT_CLOSED "x.csv:3:1: W-BLANK the line is blank\n"},
        {"a lone quote", BYTES("a,b\n\""), "h1:a|b\n", "x.csv:2:1: " NOT_CLOSED},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* The next line is no header, so nothing more is handed on. */
static void of_a_file_with_a_bad_header_only_that_is_told(void **state)
{
    static const struct example examples[] = {
        {"a quote", BYTES("a,b\"\n1,2\n3\n"), "", "x.csv:1:3: " IN_UNQUOTED},
        {"bytes", BYTES("a,\xff\n1,2\n"), "",
         "x.csv:1:3: E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"},
        {"the first byte", BYTES("\xff,a\n1,2\n"), "",
         "x.csv:1:1: E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void ragged_records_are_told(void **state)
{
    static const struct example examples[] = {
        {"too few", BYTES("a,b,c\n1,2\n3,4,5\n"), "h1:a|b|c\n3:3|4|5\n",
         "x.csv:2:1: E-RAGGED the record has 2 fields, the header has 3\n"},
        {"one", BYTES("a,b\n1\n2,3\n"), "h1:a|b\n3:2|3\n",
         "x.csv:2:1: E-RAGGED the record has 1 field, the header has 2\n"},
        {"too many", BYTES("a,b\n1,2,\n"), "h1:a|b\n",
         "x.csv:2:1: E-RAGGED the record has 3 fields, the header has 2\n"},
        {"at the end", BYTES("a,b\n1,2\n3"), "h1:a|b\n2:1|2\n",
         "x.csv:3:1: E-RAGGED the record has 1 field, the header has 2\n"},
        {"over several lines", BYTES("a,b\n\"1\n1\",2,3\n4\n5,6\n"), "h1:a|b\n5:5|6\n",
         "x.csv:2:1: E-RAGGED the record has 3 fields, the header has 2\n"
         "x.csv:4:1: E-RAGGED the record has 1 field, the header has 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define NUL_BYTE                                                                                   \
    "E-ENCODING a NUL byte in the text; expected UTF-8 (is the file UTF-16? save it as UTF-8)\n"
#define NOT_UTF8 "E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"
#define BARE_CR  "E-ENCODING a line ends with a bare CR; expected LF or CRLF line ends\n"
#define UTF_16   "x.csv:1:1: E-ENCODING the file is UTF-16; expected UTF-8 | save it as 'CSV UTF-8'\n"

static void other_encodings_are_told(void **state)
{
    static const struct example examples[] = {
        {"UTF-16, little end first",
         BYTES("\xff\xfe"
               "a\0,\0b\0\n\0"),
         "", UTF_16},
        {"UTF-16, big end first",
         BYTES("\xfe\xff"
               "\0a\0,\0b\0\n"),
         "", UTF_16},
        {"UTF-16, nothing else", BYTES("\xff\xfe"), "", UTF_16},
        {"Latin-1", BYTES("a,b\n1,Caf\xe9\n\xa3,4\n5,6\n"), "h1:a|b\n4:5|6\n",
         "x.csv:2:3: " NOT_UTF8 "x.csv:3:1: " NOT_UTF8},
        {"the first field that is not clean is told", BYTES("a,b,c\n1,\x80,\x80\n"), "h1:a|b|c\n",
         "x.csv:2:3: " NOT_UTF8},
        {"after characters of several bytes", BYTES("a,b\n\xc3\xa9\xc3\xa9,\xc3(\n"), "h1:a|b\n",
         "x.csv:2:4: " NOT_UTF8},
        {"overlong", BYTES("a\n\xc0\xaf\n"), "h1:a\n", "x.csv:2:1: " NOT_UTF8},
        {"surrogate", BYTES("a\n\xed\xa0\x80\n"), "h1:a\n", "x.csv:2:1: " NOT_UTF8},
        {"cut short", BYTES("a\n\xe2\x82\n1\n"), "h1:a\n3:1\n", "x.csv:2:1: " NOT_UTF8},
        {"NUL", BYTES("a,b\n1,x\0y\n3,4\n"), "h1:a|b\n3:3|4\n", "x.csv:2:3: " NUL_BYTE},
        {"within quotes, on a later line", BYTES("a,b\n\"1\n2\",\"\0\"\n3,4\n"), "h1:a|b\n4:3|4\n",
         "x.csv:3:4: " NUL_BYTE},
        {"bare CR", BYTES("a,b\n1,2\r3,4\n5,6\n"), "h1:a|b\n2:1|2\n2:3|4\n3:5|6\n",
         "x.csv:2:1: " BARE_CR},
        {"bare CR, and long values behind it",
         BYTES("a,b\n1,2\r3,4\n5,the longest value of them all, but for those\n7,8\n"),
         "h1:a|b\n2:1|2\n2:3|4\n4:7|8\n",
         "x.csv:2:1: " BARE_CR "x.csv:3:1: E-RAGGED the record has 3 fields, the header has 2\n"},
        {"bare CR, and a longer value behind it",
         BYTES("a,b\n1,2\r3,4\n5,a value that is longer than most of the others are\n7,8\n"),
         "h1:a|b\n2:1|2\n2:3|4\n3:5|a value that is longer than most of the others are\n4:7|8\n",
         "x.csv:2:1: " BARE_CR},
        {"bare CR, and what follows", BYTES("a,b\n1,2\n3,4\r5,6\n7,8\n 9,10\n\"x\",11\n12,13\n"),
         "h1:a|b\n2:1|2\n3:3|4\n3:5|6\n4:7|8\n5:9|10\n6:x|11\n7:12|13\n", "x.csv:3:1: " BARE_CR},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Reading resumes after each, so that one run tells all. */
static void several_kinds_in_one_file_are_all_told(void **state)
{
    static const struct example examples[] = {
        {"all",
         BYTES("a,b\n"
               "x\"1,2\n"
               "1,2\n"
               "3\n"
               "\xff,4\n"
               "\n"
               "\"5\n6\",\"7\"8\n"
               "9,10\n"
               "11,\0\n"
               "12,13,14\n"
               "15,16\n"
               "17,\"18\n"
               "19,20\n"),
         "h1:a|b\n3:1|2\n9:9|10\n12:15|16\n14:19|20\n",
         "x.csv:2:1: " IN_UNQUOTED "x.csv:4:1: E-RAGGED the record has 1 field, the header has 2\n"
         "x.csv:5:1: " NOT_UTF8 "x.csv:6:1: W-BLANK the line is blank\n"
         "x.csv:8:4: " AFTER_QUOTED "x.csv:10:4: " NUL_BYTE
         "x.csv:11:1: E-RAGGED the record has 3 fields, the header has 2\n"
         "x.csv:13:4: " NOT_CLOSED},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void what_cannot_be_read_is_a_fault(void **state)
{
    static const struct {
        const char *path, *message;
    } cases[] = {
        {"/nonexistent/x.csv", "cannot open x.csv: No such file or directory"},
        {"/tmp", "cannot read x.csv: Is a directory"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct reading r = {0};
        assert_int_equal(read_into(&r, cases[i].path), -1);
        assert_int_equal(r.ds.fault, FAULT_SYSTEM);
        assert_string_equal(r.ds.fault_message, cases[i].message);
        assert_int_equal(r.n_records, 0);
        reading_release(&r);
    }
}

static int refuse_third(void *context, const struct row *row, struct diags *ds)
{
    reading_record(context, row, ds);
    return row->line < 3 ? 0 : diags_fault(ds, FAULT_SYSTEM, "enough");
}

static void a_handler_can_stop_the_reading(void **state)
{
    struct test_file file = file_with_text("a\n1\n2\n3\n\"x\"y\n");
    struct reading r = {0};
    const struct row_handler handler = {
        .header = reading_header, .record = refuse_third, .context = &r};
    (void)state;
    assert_int_equal(rows_read(file.path, "x.csv", &handler, &r.ds), -1);
    check_text(&r.records, "h1:a\n2:1\n3:2\n", "stopped");
    assert_string_equal(r.ds.fault_message, "enough");
    assert_int_equal(r.ds.n, 0);
    reading_release(&r);
    file_release(&file);
}

/* Notes a problem of each field, and of the whole record. */
static int place_all(void *context, const struct row *row, struct diags *ds)
{
    struct text *t = context;
    (void)ds;
    for (int i = ROW_WHOLE; i < (int)row->n; i++) {
        struct diag d = {.code = "E-DATE"};
        row_place(row, i, &d);
        text_addf(t, "%s:%u:%u [%s] %u %u\n", d.place.file, d.place.line, d.place.column, d.excerpt,
                  d.caret, d.marked);
    }
    return 0;
}

static void fields_are_placed_while_their_record_is_read(void **state)
{
    struct test_file file = file_with_text("a,b,c\r\n"
                                           "\xc3\xa9,  x ,\r\n"
                                           "\"1\r\n\xe2\x82\xac\",\"2\n\",3\r\n");
    struct diags ds = {0};
    struct text t = {0};
    const struct row_handler handler = {.header = place_all, .record = place_all, .context = &t};
    (void)state;
    assert_int_equal(rows_read(file.path, "x.csv", &handler, &ds), 0);
    check_text(&t,
               "x.csv:1:1 [a,b,c] 0 0\n"
               "x.csv:1:1 [a,b,c] 0 1\n"
               "x.csv:1:3 [a,b,c] 2 1\n"
               "x.csv:1:5 [a,b,c] 4 1\n"
               "x.csv:2:1 [\xc3\xa9,  x ,] 0 0\n"
               "x.csv:2:1 [\xc3\xa9,  x ,] 0 1\n"
               "x.csv:2:5 [\xc3\xa9,  x ,] 4 2\n"
               "x.csv:2:8 [\xc3\xa9,  x ,] 7 1\n"
               "x.csv:3:1 [\"1] 0 0\n"
               "x.csv:3:1 [\"1] 0 2\n"
               "x.csv:4:4 [\xe2\x82\xac\",\"2] 3 2\n"
               "x.csv:5:3 [\",3] 2 1\n",
               "places");
    text_release(&t);
    diags_release(&ds);
    file_release(&file);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_have_the_lines_on_which_they_begin),
        cmocka_unit_test(values_are_unquoted_and_trimmed),
        cmocka_unit_test(blank_lines_are_warned_of),
        cmocka_unit_test(bad_quotes_are_told_and_left_behind),
        cmocka_unit_test(an_unclosed_quote_swallows_no_record),
        cmocka_unit_test(of_a_file_with_a_bad_header_only_that_is_told),
        cmocka_unit_test(ragged_records_are_told),
        cmocka_unit_test(other_encodings_are_told),
        cmocka_unit_test(several_kinds_in_one_file_are_all_told),
        cmocka_unit_test(what_cannot_be_read_is_a_fault),
        cmocka_unit_test(a_handler_can_stop_the_reading),
        cmocka_unit_test(fields_are_placed_while_their_record_is_read),
    };
    return CHECK_RUN(tests, argc, argv);
}
