/* rows: titles above the header, a handler that wants no more, and what is told once only. */
#include "check.h"

#include <string.h>

#include "fixture.h"
#include "load/rows.h"

enum { FIELD = 64 * 1024 };

/* What was read: "LINE:first|second" for each record, before it "t" of a title, "h" of the header.
 */
struct result {
    struct text records;
    struct diags ds;
    int status;
    bool brief; /* of records only the values */
};

static void add_record(struct result *r, const struct row *row, const char *mark)
{
    if (r->brief && *mark)
        return;
    if (!r->brief)
        text_addf(&r->records, "%s%u:", mark, row->line);
    for (size_t i = 0; i < row->n; i++) {
        text_add_string(&r->records, i ? "|" : "");
        text_add_visible(&r->records, row->v[i]);
    }
    text_add_char(&r->records, '\n');
}

static bool begins_with(const struct row *row, char c)
{
    return row->v[0].length > 0 && row->v[0].text[0] == c;
}

/* Titles begin with '#'; at '!' enough was read. */
static int take_header(void *context, const struct row *row, struct diags *ds)
{
    (void)ds;
    if (begins_with(row, '#') || begins_with(row, '!')) {
        add_record(context, row, "t");
        return begins_with(row, '#') ? ROWS_TITLE : ROWS_STOP;
    }
    add_record(context, row, "h");
    return 0;
}

static int take_record(void *context, const struct row *row, struct diags *ds)
{
    (void)ds;
    add_record(context, row, "");
    return begins_with(row, '!') ? ROWS_STOP : 0;
}

static void read_text(struct result *r, struct span content)
{
    const struct row_handler handler = {.header = take_header, .record = take_record, .context = r};
    struct test_file file = file_with(content.text, content.length);
    r->ds.lists_warnings = true;
    r->status = rows_read(file.path, "x.csv", &handler, &r->ds);
    file_release(&file);
}

static void result_release(struct result *r)
{
    text_release(&r->records);
    diags_release(&r->ds);
}

struct example {
    const char *name, *content;
    const char *records, *problems;
};

static void check_read(const char *name, struct span content, const char *expected,
                       const char *expected_problems)
{
    struct result r = {0};
    struct text problems = {0};
    read_text(&r, content);
    assert_int_equal(r.status, 0);
    assert_int_equal(r.ds.fault, FAULT_NONE);
    problems_text(&r.ds, &problems);
    check_text(&r.records, expected, name);
    check_text(&problems, expected_problems, name);
    text_release(&problems);
    result_release(&r);
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_read(v[i].name, span_of(v[i].content), v[i].records, v[i].problems);
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])
#define BARE_CR           "E-ENCODING a line ends with a bare CR; expected LF or CRLF line ends\n"
#define IN_UNQUOTED                                                                                \
    "E-QUOTE a quote within an unquoted field; quote the whole field and write the quote twice\n"

static void records_above_the_header_are_handed_on_as_such(void **state)
{
    static const struct example examples[] = {
        {"one", "#1\na,b\n1,2\n", "t1:#1\nh2:a|b\n3:1|2\n", ""},
        {"of any number of fields", "#1,2,3\n#4\na,b\n1,2\n", "t1:#1|2|3\nt2:#4\nh3:a|b\n4:1|2\n",
         ""},
        {"of two lines", "\"#1\n2\",3\na,b\n1,2\n", "t1:#1\\x0a2|3\nh3:a|b\n4:1|2\n", ""},
        {"then blank lines", "#1\n\n\na,b\n\n1,2\n", "t1:#1\nh4:a|b\n6:1|2\n",
         "x.csv:2:1: W-BLANK the line and the next are blank\nx.csv:5:1: W-BLANK the line is "
         "blank\n"},
        {"nothing else", "#1\n#2", "t1:#1\nt2:#2\n", ""},
        {"below the header it is a record", "a,b\n#1,2\n", "h1:a|b\n2:#1|2\n", ""},
        {"a mark before", "\xef\xbb\xbf#1\na\n", "t1:#1\nh2:a\n", ""},
        {"records have as many fields as the header", "#1,2,3\na,b\n1,2,3\n4,5\n",
         "t1:#1|2|3\nh2:a|b\n4:4|5\n",
         "x.csv:3:1: E-RAGGED the record has 3 fields, the header has 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Which record would have been the header is not known then. */
static void below_a_bad_title_nothing_is_handed_on(void **state)
{
    static const struct example examples[] = {
        {"a quote", "#1\n#2\"\na,b\n1,2\n", "t1:#1\n", "x.csv:2:1: " IN_UNQUOTED},
        {"bytes", "#1\n#\xff\na,b\n1,2\n", "t1:#1\n",
         "x.csv:2:1: E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"},
        {"a bare CR", "#1\ra,b\n1,2\n", "t1:#1\n", "x.csv:1:1: " BARE_CR},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_handler_can_want_no_more(void **state)
{
    static const struct example examples[] = {
        {"of titles", "#1\n!2\na,b\n1,2\n", "t1:#1\nt2:!2\n", ""},
        {"of records", "a,b\n1,2\n!3,4\n5,6\n", "h1:a|b\n2:1|2\n3:!3|4\n", ""},
        {"at the end", "a,b\n!1,2", "h1:a|b\n2:!1|2\n", ""},
        {"what follows is not checked", "a,b\n!1,2\n3\n\n\n4\"\n\xff,\n", "h1:a|b\n2:!1|2\n", ""},
        {"nor the end of a quote", "a,b\n!1,2\n\"3", "h1:a|b\n2:!1|2\n", ""},
        {"what went before is told", "a,b\n\n3\n!1,2\n3\n", "h1:a|b\n4:!1|2\n",
         "x.csv:2:1: W-BLANK the line is blank\n"
         "x.csv:3:1: E-RAGGED the record has 1 field, the header has 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Blocks that are not yet read, neither. */
static void no_further_block_is_read(void **state)
{
    struct text content = {0};
    (void)state;
    text_add_string(&content, "a,b\n!1,2\n");
    for (int i = 0; i < 200000; i++)
        text_add_string(&content, "3,4,5\n");
    check_read("blocks", text_span(&content), "h1:a|b\n2:!1|2\n", "");
    text_release(&content);
}

static void bare_crs_are_told_once(void **state)
{
    static const struct example examples[] = {
        {"two", "a,b\n1,2\r3,4\r5,6\n", "h1:a|b\n2:1|2\n2:3|4\n2:5|6\n", "x.csv:2:1: " BARE_CR},
        {"on several lines", "a,b\r1,2\n3,4\r5,6\r\n7,8\r9,10\n",
         "h1:a|b\n1:1|2\n2:3|4\n2:5|6\n3:7|8\n3:9|10\n", "x.csv:1:1: " BARE_CR},
        {"several in a row", "a,b\n1,2\r\r\r3,4\n", "h1:a|b\n2:1|2\n2:3|4\n",
         "x.csv:2:1: " BARE_CR "x.csv:2:1: W-BLANK the line is blank\n"},
        {"at the end", "a,b\n1,2\r", "h1:a|b\n2:1|2\n", ""},
        {"within quotes is none", "a,b\n\"1\r\",2\r\n3,4\n", "h1:a|b\n2:1|2\n3:3|4\n", ""},
        {"other problems are told as ever", "a,b\n1,2\r3\r4\n5,6\n", "h1:a|b\n2:1|2\n3:5|6\n",
         "x.csv:2:1: " BARE_CR "x.csv:2:1: E-RAGGED the record has 1 field, the header has 2\n"
         "x.csv:2:1: E-RAGGED the record has 1 field, the header has 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* A field of N bytes, each tenth of them a line end, that begins with a quote; it is not closed. */
static void add_endless(struct text *t, size_t n)
{
    text_add_char(t, '"');
    for (size_t i = 1; i < n; i++)
        text_add_char(t, i % 10 == 5 ? '\n' : 'x');
    text_add_char(t, '\n');
}

/* What an endless field swallowed is read as records, which are no use: until one has as many
 * fields as the header, no more is said of them. */
static void of_what_an_endless_field_leaves_behind_nothing_is_told(void **state)
{
    static const struct {
        const char *behind;            /* the lines behind it */
        const char *records, *problem; /* of those */
    } cases[] = {
        {"a\",y\n1,2,3\n", "1|2|3\n", ""},
        {"a,b\",c\nd\n1,2,3\n", "1|2|3\n", ""},
        {"a\n\"b\"c\n1,2,3\n4,5\n", "1|2|3\n",
         "E-RAGGED the record has 2 fields, the header has 3\n"},
        {"1,2,3\nx\"\n4,5,6\n", "1|2|3\n4|5|6\n", IN_UNQUOTED},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct result r = {.brief = true};
        struct text content = {0}, problem = {0};
        text_add_string(&content, "a,b,c\n1,");
        add_endless(&content, 5 * FIELD);
        text_add_string(&content, cases[i].behind);
        read_text(&r, text_span(&content));
        assert_int_equal(r.status, 0);
        check_text(&r.records, cases[i].records, cases[i].behind);
        assert_string_equal(r.ds.v[0].code, "E-SIZE");
        assert_int_equal(r.ds.v[0].place.line, 2);
        for (size_t k = 1; k < r.ds.n; k++)
            text_addf(&problem, "%s %s\n", r.ds.v[k].code, r.ds.v[k].message);
        check_text(&problem, cases[i].problem, cases[i].behind);
        text_release(&problem);
        text_release(&content);
        result_release(&r);
    }
}

/* Where it stands in the header, or above, nothing is handed on. */
static void of_an_endless_header_only_that_is_told(void **state)
{
    struct result r = {0};
    struct text content = {0};
    (void)state;
    text_add_string(&content, "#1\na,");
    add_endless(&content, 5 * FIELD);
    text_add_string(&content, "a,b\n1,2\n3,4,5\n");
    read_text(&r, text_span(&content));
    check_text(&r.records, "t1:#1\n", "records");
    assert_int_equal(r.ds.n, 1);
    assert_string_equal(r.ds.v[0].code, "E-SIZE");
    text_release(&content);
    result_release(&r);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_above_the_header_are_handed_on_as_such),
        cmocka_unit_test(below_a_bad_title_nothing_is_handed_on),
        cmocka_unit_test(a_handler_can_want_no_more),
        cmocka_unit_test(no_further_block_is_read),
        cmocka_unit_test(bare_crs_are_told_once),
        cmocka_unit_test(of_an_endless_header_only_that_is_told),
        cmocka_unit_test(of_what_an_endless_field_leaves_behind_nothing_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
