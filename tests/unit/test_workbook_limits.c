/* workbook: what does not fit a sheet, and the same bytes each time. */
#include "book.h"

/* A million rows that are all the same one. */
static void tables_that_do_not_fit_are_refused(void **state)
{
    enum { MOST_ROWS = 1048575 };
    const struct cell row = cell_missing(NULL);
    struct document doc = {.command = "records",
                           .table = {book_columns, 1, &row, MOST_ROWS + 1, 0, NULL}};
    struct view v;
    (void)state;
    struct book b = write_table(&doc, &usual_view);
    check_fault(&b, FAULT_USAGE,
                "records has 1,048,576 rows; a sheet of a workbook holds at most 1,048,575");
    book_release(&b);
    doc.table.n_rows = MOST_ROWS;
    assert_int_equal(view_make(&v, &doc, &usual_view, NULL), 0);
    const struct sheet sheet = {.name = "records", .title = "Records", .view = &v};
    b = write_book(&(struct workbook){.sheets = &sheet, .n = 1});
    check_fault(&b, FAULT_USAGE,
                "records has 1,048,575 rows; a sheet of a workbook holds at most 1,048,573");
    book_release(&b);
    view_release(&v);
}

static void too_many_columns_are_refused(void **state)
{
    const struct document doc = {0};
    const struct view v = {.doc = &doc, .has_header = true, .n_shown = 16385};
    const struct sheet sheet = {.name = "wide", .view = &v};
    struct book b = write_book(&(struct workbook){.sheets = &sheet, .n = 1});
    (void)state;
    check_fault(&b, FAULT_USAGE,
                "wide has 16,385 columns; a sheet of a workbook holds at most 16,384");
    book_release(&b);
}

/* Lengths are in UTF-16 units, codes of control characters count as written. */
static void texts_that_do_not_fit_are_refused(void **state)
{
    enum { MOST = 32767 };
    static const struct {
        const char *unit;
        size_t n;
        const char *found; /* NULL: it fits */
    } cases[] = {
        {"a", MOST, NULL},
        {"a", MOST + 1, "32,768"},
        {"\xc3\xb4", MOST, NULL},
        {"\xc3\xb4", MOST + 1, "32,768"},
        {"\xf0\x9f\x98\x80", MOST / 2, NULL},
        {"\xf0\x9f\x98\x80", MOST / 2 + 1, "32,768"},
        {"\x01", MOST / 7, NULL},
        {"\x01", MOST / 7 + 1, "32,774"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = {0}, message = {0};
        for (size_t k = 0; k < cases[i].n; k++)
            text_add_string(&t, cases[i].unit);
        const struct cell rows[] = {cell_text("a"), cell_text(text_string(&t))};
        const struct document doc = {.command = "records",
                                     .table = {book_columns, 1, rows, 2, sizeof rows[0], NULL}};
        struct book b = write_table(&doc, &usual_view);
        text_addf(&message,
                  "records: the text in row 2, column council has %s characters; a cell of a "
                  "workbook holds at most 32,767",
                  cases[i].found ? cases[i].found : "");
        if (cases[i].found)
            check_fault(&b, FAULT_USAGE, text_string(&message));
        else
            assert_int_equal(b.status, 0);
        book_release(&b);
        text_release(&message);
        text_release(&t);
    }
}

#define FOUND                                                                                      \
    "%s: a line above the table has 32,768 characters; a cell of a workbook holds at most 32,767"

/* Of its title, and, on the contents, of what the workbook is about. */
static void lines_above_that_do_not_fit_are_refused(void **state)
{
    enum { MOST = 32767 };
    const struct cell row = cell_text("a");
    struct document doc = {.table = {book_columns, 1, &row, 1, sizeof row, NULL}};
    struct text fits = {0}, longer = {0}, message = {0};
    struct view v;
    (void)state;
    for (size_t i = 0; i < MOST; i++)
        text_add_char(&fits, 'a');
    text_addf(&longer, "a\n%sa", text_string(&fits));
    assert_int_equal(view_make(&v, &doc, &usual_view, NULL), 0);
    struct sheet sheet = {.name = "records", .title = text_string(&fits), .view = &v};
    struct workbook w = {.sheets = &sheet, .n = 1, .about = text_string(&fits)};
    struct book b = write_book(&w);
    assert_int_equal(b.status, 0);
    book_release(&b);
    w.about = text_string(&longer);
    b = write_book(&w);
    text_addf(&message, FOUND, "contents");
    check_fault(&b, FAULT_USAGE, text_string(&message));
    book_release(&b);
    w.about = NULL;
    sheet.title = text_string(&longer) + 2;
    b = write_book(&w);
    text_clear(&message);
    text_addf(&message, FOUND, "records");
    check_fault(&b, FAULT_USAGE, text_string(&message));
    book_release(&b);
    view_release(&v);
    text_release(&fits);
    text_release(&longer);
    text_release(&message);
}

static void the_same_table_is_the_same_file(void **state)
{
    const struct cell row = cell_text("a");
    const struct document doc = {.command = "times",
                                 .table = {book_columns, 1, &row, 1, sizeof row, NULL}};
    struct book a = write_table(&doc, &usual_view), b = write_table(&doc, &usual_view);
    (void)state;
    assert_int_equal(a.status, 0);
    assert_int_equal(a.length, b.length);
    assert_memory_equal(a.bytes, b.bytes, a.length);
    book_release(&a);
    book_release(&b);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_that_do_not_fit_are_refused),
        cmocka_unit_test(too_many_columns_are_refused),
        cmocka_unit_test(texts_that_do_not_fit_are_refused),
        cmocka_unit_test(lines_above_that_do_not_fit_are_refused),
        cmocka_unit_test(the_same_table_is_the_same_file),
    };
    return CHECK_RUN(tests, argc, argv);
}
