/* workbook: names of sheets, contents, notes. */
#include "book.h"

#include <string.h>

/* Whether the notes of a table with one row, of CELL in the column of that number, have a note that
 * begins so. */
static bool is_noted(struct cell cell, int column, int digits, const char *note)
{
    struct cell row[BOOK_COLUMNS] = {cell_text("a"), cell_text("b"), cell_date(date_of(2019, 1, 1)),
                                     cell_integer(1), cell_integer(1)};
    row[column] = cell;
    const struct document doc = {.table = {book_columns, BOOK_COLUMNS, row, 1, sizeof row, NULL}};
    struct view_request rq = usual_view;
    rq.digits = digits;
    struct book b = write_table(&doc, &rq);
    struct text strings = part_of(&b, "xl/sharedStrings.xml"), wanted = {0};
    text_addf(&wanted, "<t>%s", note);
    bool found = strstr(text_string(&strings), text_string(&wanted)) != NULL;
    text_release(&wanted);
    text_release(&strings);
    book_release(&b);
    return found;
}

static void what_a_sheet_cannot_say_is_noted(void **state)
{
    struct date year, month;
    (void)state;
    assert_int_equal(date_parse(span_of("2014"), DATE_ISO_ONLY, &year), DATE_OK);
    assert_int_equal(date_parse(span_of("2014-06"), DATE_ISO_ONLY, &month), DATE_OK);
    assert_true(is_noted(cell_missing("few"), 4, -1, "an empty cell"));
    assert_false(is_noted(cell_integer(1), 4, -1, "an empty cell"));
    assert_true(is_noted(cell_date(year), 2, -1, "dates of which"));
    assert_true(is_noted(cell_date(month), 2, -1, "dates of which"));
    assert_true(is_noted(cell_date(date_of(1900, 2, 28)), 2, -1, "dates of which"));
    assert_false(is_noted(cell_date(date_of(1900, 3, 1)), 2, -1, "dates of which"));
    assert_true(is_noted(cell_days(1), 4, -1, "numbers are held"));
    assert_true(is_noted(cell_real(1), 4, -1, "numbers are held"));
    assert_false(is_noted(cell_real(1), 4, 2, "numbers are held"));
    assert_false(is_noted(cell_integer(1), 4, -1, "numbers are held"));
    assert_true(is_noted(cell_integer(1), 4, -1, "what a column means"));
}

enum { MOST_SHEETS = 16 };

/* The names that a workbook with sheets of these names gets, '|' before each. */
static struct text names_given(const char *const *wanted, size_t n)
{
    const struct cell row = cell_integer(1);
    const struct document doc = {.table = {book_columns, 1, &row, 1, sizeof row, NULL}};
    struct sheet sheets[MOST_SHEETS];
    struct view v;
    struct text given = {0};
    assert_true(n <= MOST_SHEETS);
    assert_int_equal(view_make(&v, &doc, &usual_view, NULL), 0);
    for (size_t i = 0; i < n; i++)
        sheets[i] = (struct sheet){.name = wanted[i], .view = &v};
    const struct workbook w = {.sheets = sheets, .n = n};
    struct book b = write_book(&w);
    struct text book = part_of(&b, "xl/workbook.xml");
    for (const char *at = text_string(&book); (at = strstr(at, "<sheet name=\"")) != NULL;) {
        at += strlen("<sheet name=\"");
        text_addf(&given, "|%.*s", (int)strcspn(at, "\""), at);
    }
    text_release(&book);
    book_release(&b);
    view_release(&v);
    return given;
}

static void names_of_sheets_are_made_to_fit(void **state)
{
    static const char *const wanted[] = {
        "Times",
        "times",
        "TIMES",
        "a[b]c:d*e?f/g\\h#i",
        "History",
        "notes",
        "",
        NULL,
        "King's Lynn",
        "Bournemouth, Christchurch and Poole",
        "Bournemouth, Christchurch and Pools",
        "123456789012345678901234567890\xf0\x9f\x98\x80",
        "\xc3\x89t\xc3\xa9\n\xe9",
    };
    struct text given = names_given(wanted, sizeof wanted / sizeof wanted[0]);
    (void)state;
    assert_string_equal(text_string(&given),
                        "|Times|times 2|TIMES 3|a-b-c-d-e-f-g-h-i|History 2|notes 2|table|table 2"
                        "|King\xe2\x80\x99s Lynn"
                        "|Bournemouth, Christchurch and P|Bournemouth, Christchurch and 2"
                        "|123456789012345678901234567890|\xc3\x89t\xc3\xa9--|notes");
    text_release(&given);
}

static void contents_lead_to_the_sheets(void **state)
{
    const struct cell rows[][2] = {{cell_text("a"), cell_integer(1)},
                                   {cell_text("b"), cell_integer(2)}};
    struct document doc = {.table = {book_columns, 2, rows, 2, sizeof rows[0], NULL}};
    struct view v;
    (void)state;
    document_note(&doc, "as of 2019");
    assert_int_equal(view_make(&v, &doc, &usual_view, NULL), 0);
    const struct sheet sheets[] = {{"times", "Time to improvement", &v},
                                   {"King's", "A council", &v}};
    const struct workbook w = {.title = "Recovery & more",
                               .subject = "subject",
                               .about = "First line.\nSecond line.",
                               .sheets = sheets,
                               .n = 2};
    struct book b = write_book(&w);
    static const struct {
        int sheet;
        const char *ref, *value;
    } cases[] = {
        {1, "A1", "s:Recovery &amp; more"},
        {1, "A2", "s:First line."},
        {1, "A3", "s:Second line."},
        {1, "A4", "s:sheet"},
        {1, "C4", "s:rows"},
        {1, "A5", "s:times"},
        {1, "B5", "s:Time to improvement"},
        {1, "C5", "n:2"},
        {1, "A6", "s:King\xe2\x80\x99s"},
        {1, "A7", "s:notes"},
        {1, "C7", "n:3"},
        {2, "A1", "s:Time to improvement"},
        {2, "A3", "s:Contents"},
        {2, "A4", "s:council"},
        {2, "B6", "n:2"},
        {3, "A1", "s:A council"},
        {4, "A1", "s:Notes"},
        {4, "A4", "s:sheet"},
        {4, "A5", "s:times"},
        {4, "B6", "s:as of 2019"},
        {4, "A7", "s:all"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_cell(&b, cases[i].sheet, cases[i].ref, cases[i].value);
    struct text contents = part_of(&b, "xl/worksheets/sheet1.xml");
    struct text times = part_of(&b, "xl/worksheets/sheet2.xml");
    struct text core = part_of(&b, "docProps/core.xml");
    check_holds(&contents, "<hyperlink ref=\"A5\" location=\"'times'!A1\"");
    check_holds(&contents, "<hyperlink ref=\"A6\" location=\"'King\xe2\x80\x99s'!A1\"");
    check_holds(&contents, "<hyperlink ref=\"A7\" location=\"'notes'!A1\"");
    check_holds(&times, "<hyperlink ref=\"A3\" location=\"'contents'!A1\"");
    check_holds(&times, "<pane ySplit=\"4\" topLeftCell=\"A5\"");
    check_holds(&core, "<dc:title>Recovery &amp; more</dc:title><dc:subject>subject</dc:subject>");
    unzipped_check_xml(&b.parts);
    text_release(&contents);
    text_release(&times);
    text_release(&core);
    book_release(&b);
    view_release(&v);
    document_release(&doc);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_sheet_cannot_say_is_noted),
        cmocka_unit_test(names_of_sheets_are_made_to_fit),
        cmocka_unit_test(contents_lead_to_the_sheets),
    };
    return CHECK_RUN(tests, argc, argv);
}
