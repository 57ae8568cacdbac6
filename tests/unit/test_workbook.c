/* workbook: cells and their types, one table as a file. (That each command's table is read back the
 * same: tests/oracle/test_xlsx.c; several sheets: test_workbook_sheets.c; what does not fit:
 * test_workbook_limits.c.) */
#include "book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void cells_have_their_types(void **state)
{
    const struct cell rows[][BOOK_COLUMNS] = {
        {cell_text("=1+1"), cell_grade("good", 3), cell_date(date_of(2018, 3, 1)), cell_integer(-2),
         cell_days(487)},
        {cell_text("http://a.b/"), cell_missing(NULL), cell_date(date_of(1900, 3, 1)),
         cell_integer(((int64_t)1 << 53)), cell_missing("not reached")},
        {cell_text("12"), cell_text("TRUE"), cell_date(date_of(1900, 2, 28)),
         cell_integer(((int64_t)1 << 53) + 1), cell_days(-0.0)},
        {cell_missing(NULL), cell_missing(NULL), cell_date(date_of(9999, 12, 31)), cell_integer(0),
         cell_days(1e-9)}};
    static const struct {
        const char *ref, *value;
    } cases[] = {
        {"A1", "s:council"},
        {"E1", "s:median_years"},
        {"A2", "s:=1+1"},
        {"B2", "s:good"},
        {"C2", "n:43160"},
        {"D2", "n:-2"},
        {"E2", "n:1.333333333333333"},
        {"A3", "s:http://a.b/"},
        {"B3", ""},
        {"C3", "n:61"},
        {"D3", "n:9007199254740992"},
        {"E3", ""},
        {"A4", "s:12"},
        {"B4", "s:TRUE"},
        {"C4", "s:1900-02-28"},
        {"D4", "s:9007199254740993"},
        {"E4", "n:0"},
        {"A5", ""},
        {"C5", "n:2958465"},
        {"D5", "n:0"},
        {"E5", "n:2.737850787132101E-12"},
        {"A6", ""},
    };
    const struct document doc = {
        .command = "times", .table = {book_columns, BOOK_COLUMNS, rows, 4, sizeof rows[0], NULL}};
    struct book b = write_table(&doc, &usual_view);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_cell(&b, 1, cases[i].ref, cases[i].value);
    struct text sheet = part_of(&b, "xl/worksheets/sheet1.xml");
    assert_int_equal(count_in(&sheet, "<f>"), 0);
    assert_int_equal(count_in(&sheet, "<hyperlink"), 0);
    text_release(&sheet);
    unzipped_check_xml(&b.parts);
    book_release(&b);
}

/* The code by which the cell at REF of the first sheet is shown; to be released. */
static struct text format_of(const struct book *b, const char *ref)
{
    struct text sheet = part_of(b, "xl/worksheets/sheet1.xml"), code = {0}, mark = {0};
    struct text styles = part_of(b, "xl/styles.xml");
    text_addf(&mark, "<c r=\"%s\" s=\"", ref);
    const char *cell = strstr(text_string(&sheet), text_string(&mark));
    assert_non_null(cell);
    const char *style = strstr(text_string(&styles), "<cellXfs");
    for (long n = strtol(cell + mark.n, NULL, 10); n >= 0; n--)
        style = strstr(style + 1, "<xf ");
    text_clear(&mark);
    text_addf(&mark, "<numFmt numFmtId=\"%ld\" formatCode=\"",
              strtol(style + strlen("<xf numFmtId=\""), NULL, 10));
    const char *format = strstr(text_string(&styles), text_string(&mark));
    assert_non_null(format);
    format += mark.n;
    text_add(&code, (struct span){format, strcspn(format, "\"")});
    text_release(&sheet);
    text_release(&styles);
    text_release(&mark);
    return code;
}

static void check_format(const struct book *b, const char *ref, const char *expected)
{
    struct text code = format_of(b, ref);
    assert_string_equal(text_string(&code), expected);
    text_release(&code);
}

/* Years with one decimal, exact underneath; as many as --digits, rounded underneath. */
static void numbers_are_shown_by_their_unit(void **state)
{
    static const struct {
        int digits;
        enum unit unit;
        const char *value, *format;
    } cases[] = {
        {-1, UNIT_YEARS, "n:1.333333333333333", "0.0"},
        {3, UNIT_YEARS, "n:1.333", "0.000"},
        {3, UNIT_MONTHS, "n:16", "0.000"},
        {-1, UNIT_DAYS, "n:487", "0"},
        {30, UNIT_YEARS, "n:1.333333333333333", "0.000000000000000000000000000000"},
    };
    const struct cell rows[][BOOK_COLUMNS] = {{cell_text("a"), cell_missing(NULL),
                                               cell_date(date_of(2018, 3, 1)), cell_missing(NULL),
                                               cell_days(487)}};
    const struct document doc = {
        .table = {book_columns, BOOK_COLUMNS, rows, 1, sizeof rows[0], NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct view_request rq = usual_view;
        rq.digits = cases[i].digits;
        rq.unit = cases[i].unit;
        struct book b = write_table(&doc, &rq);
        check_cell(&b, 1, "E2", cases[i].value);
        check_format(&b, "E2", cases[i].format);
        check_format(&b, "C2", "yyyy-mm-dd");
        book_release(&b);
    }
}

static void awkward_texts_are_kept(void **state)
{
    static const struct {
        const char *text, *stored;
    } cases[] = {
        {"a\nb", "s:a\nb"},
        {"a\tb", "s:a\tb"},
        {"a\rb", "s:a_x000D_b"},
        {"\x1b[1m", "s:_x001B_[1m"},
        {"_x000D_", "s:_x005F_x000D_"},
        {"_x00_x0041_", "s:_x00_x005F_x0041_"},
        {"_x00G1_", "s:_x00G1_"},
        {"<&>\"'", "s:&lt;&amp;&gt;\"'"},
        {"a\xe9z", "s:a\xef\xbf\xbdz"},
        {"\xef\xbf\xbf", "s:_xFFFF_"},
        {"C\xc3\xb4te \xf0\x9f\x98\x80", "s:C\xc3\xb4te \xf0\x9f\x98\x80"},
        {" a ", "s: a "},
        {"\x7f", "s:\x7f"},
    };
    enum { N = sizeof cases / sizeof cases[0] };
    struct cell rows[N];
    struct document doc = {.table = {book_columns, 1, rows, N, sizeof rows[0], NULL}};
    (void)state;
    for (size_t i = 0; i < N; i++) {
        rows[i] = cell_text(cases[i].text);
        document_note(&doc, "%s", cases[i].text);
    }
    struct book b = write_table(&doc, &usual_view);
    for (size_t i = 0; i < N; i++) {
        char ref[16];
        snprintf(ref, sizeof ref, "A%zu", i + 2);
        check_cell(&b, 1, ref, cases[i].stored);
        ref[0] = 'B';
        check_cell(&b, 2, ref, cases[i].stored);
    }
    unzipped_check_xml(&b.parts);
    book_release(&b);
    document_release(&doc);
}

/* The name of a column is read alike in its header and in the table, which must agree. */
static void awkward_names_are_kept(void **state)
{
    const struct column column = {.name = "_x0041_<\"\x01\xef\xbf\xbe",
                                  .type = TYPE_TEXT,
                                  .meaning = "a\x01_x0041_",
                                  .get = book_columns[0].get};
    const struct cell rows[] = {cell_text("a")};
    const struct document doc = {.command = "times",
                                 .table = {&column, 1, rows, 1, sizeof rows[0], NULL}};
    struct book b = write_table(&doc, &usual_view);
    struct text table = part_of(&b, "xl/tables/table1.xml");
    struct text notes = part_of(&b, "xl/comments1.xml");
    (void)state;
    check_cell(&b, 1, "A1", "s:_x005F_x0041_&lt;\"_x0001__xFFFE_");
    check_holds(&table, "name=\"_x005F_x0041_&lt;&quot;_x0001__xFFFE_\"");
    check_holds(&notes, "a_x0001__x005F_x0041_<");
    unzipped_check_xml(&b.parts);
    text_release(&table);
    text_release(&notes);
    book_release(&b);
}

/* Of 27 lines at most, as a row is no higher than 409 points. */
static void rows_are_as_high_as_their_texts(void **state)
{
    static const char *const heights[] = {
        "<row r=\"2\" spans=\"1:1\">", "<row r=\"3\" spans=\"1:1\" ht=\"30\" customHeight=\"1\">",
        "<row r=\"4\" spans=\"1:1\" ht=\"45\" customHeight=\"1\">",
        "<row r=\"5\" spans=\"1:1\" ht=\"405\" customHeight=\"1\">"};
    char longer[100] = "", longest[4000] = "";
    memset(longer, 'a', sizeof longer - 1);
    memset(longest, 'a', sizeof longest - 1);
    const struct cell rows[] = {cell_text("a"), cell_text(longer), cell_text("a\nb\nc"),
                                cell_text(longest)};
    const struct document doc = {.table = {book_columns, 1, rows, 4, sizeof rows[0], NULL}};
    struct book b = write_table(&doc, &usual_view);
    struct text sheet = part_of(&b, "xl/worksheets/sheet1.xml");
    (void)state;
    for (size_t i = 0; i < sizeof heights / sizeof heights[0]; i++)
        check_holds(&sheet, heights[i]);
    check_holds(&sheet, "<col min=\"1\" max=\"1\" width=\"62.7109375\" customWidth=\"1\"/>");
    text_release(&sheet);
    book_release(&b);
}

static void one_table_is_data_from_the_first_row_on(void **state)
{
    const struct cell rows[][BOOK_COLUMNS] = {
        {cell_text("a"), cell_missing(NULL), cell_missing(NULL), cell_missing(NULL), cell_days(1)}};
    struct document doc = {.command = "times",
                           .table = {book_columns, BOOK_COLUMNS, rows, 1, sizeof rows[0], NULL}};
    (void)state;
    document_note(&doc, "as of 2019");
    struct book b = write_table(&doc, &usual_view);
    struct text sheet = part_of(&b, "xl/worksheets/sheet1.xml");
    struct text table = part_of(&b, "xl/tables/table1.xml");
    struct text notes = part_of(&b, "xl/comments1.xml"), core = part_of(&b, "docProps/core.xml");
    struct text book = part_of(&b, "xl/workbook.xml");
    check_holds(&sheet, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                        "state=\"frozen\"/>");
    check_holds(&sheet, "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"");
    assert_int_equal(count_in(&sheet, "<mergeCell"), 0);
    check_holds(&table, "ref=\"A1:E2\"");
    check_holds(&table, "<tableColumn id=\"5\" name=\"median_years\"/>");
    assert_int_equal(count_in(&table, "autoFilter"), 0);
    assert_int_equal(count_in(&notes, "<comment "), BOOK_COLUMNS);
    check_holds(&notes, "median (years)\nUnit: years\ntime<");
    check_holds(&core, "<dc:title>turnaround times</dc:title>");
    check_holds(&core, ">1980-01-01T00:00:00Z</dcterms:created>");
    check_holds(&book, "<sheet name=\"times\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"notes\" ");
    check_cell(&b, 2, "A1", "s:sheet");
    check_cell(&b, 2, "A2", "s:times");
    check_cell(&b, 2, "B2", "s:as of 2019");
    text_release(&sheet);
    text_release(&table);
    text_release(&notes);
    text_release(&core);
    text_release(&book);
    book_release(&b);
    document_release(&doc);
}

/* A table of Excel has a row, if an empty one. */
static void a_table_without_rows_is_valid(void **state)
{
    const struct document doc = {.command = "times",
                                 .table = {book_columns, BOOK_COLUMNS, "", 0, 1, NULL}};
    struct book b = write_table(&doc, &usual_view);
    struct text table = part_of(&b, "xl/tables/table1.xml");
    struct text sheet = part_of(&b, "xl/worksheets/sheet1.xml");
    (void)state;
    check_holds(&table, "ref=\"A1:E2\"");
    assert_int_equal(count_in(&sheet, "<row "), 1);
    check_cell(&b, 1, "E1", "s:median_years");
    unzipped_check_xml(&b.parts);
    text_release(&table);
    text_release(&sheet);
    book_release(&b);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_have_their_types),
        cmocka_unit_test(numbers_are_shown_by_their_unit),
        cmocka_unit_test(awkward_texts_are_kept),
        cmocka_unit_test(awkward_names_are_kept),
        cmocka_unit_test(rows_are_as_high_as_their_texts),
        cmocka_unit_test(one_table_is_data_from_the_first_row_on),
        cmocka_unit_test(a_table_without_rows_is_valid),
    };
    return CHECK_RUN(tests, argc, argv);
}
