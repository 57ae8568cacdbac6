/* document: typed cells, what counts as missing, and notes. */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "out/document.h"

static void what_is_not_there_is_missing(void **state)
{
    const struct {
        const char *name;
        struct cell cell;
    } cases[] = {
        {"no text", cell_text(NULL)},
        {"empty text", cell_text("")},
        {"not a number", cell_real(NAN)},
        {"infinite", cell_real(INFINITY)},
        {"infinite below", cell_real(-INFINITY)},
        {"days that are not a number", cell_days(NAN)},
        {"infinite days", cell_days(-INFINITY)},
        {"no date", cell_date((struct date){0})},
        {"no grade", cell_grade(NULL, 3)},
        {"empty grade", cell_grade("", 3)},
        {"missing", cell_missing(NULL)},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (cases[i].cell.kind != CELL_MISSING || cases[i].cell.text)
            fail_msg("%s: kind %d", cases[i].name, cases[i].cell.kind);
}

static void a_missing_cell_keeps_what_tables_show_for_it(void **state)
{
    struct cell cell = cell_missing("not reached");
    (void)state;
    assert_int_equal(cell.kind, CELL_MISSING);
    assert_string_equal(cell.text, "not reached");
}

static void cells_are_what_they_are_made_of(void **state)
{
    struct date date = date_of(2018, 2, 3);
    struct cell text = cell_text("Leeds"), grade = cell_grade("good", 3);
    (void)state;
    assert_int_equal(text.kind, CELL_TEXT);
    assert_string_equal(text.text, "Leeds");
    assert_int_equal(grade.kind, CELL_GRADE);
    assert_string_equal(grade.text, "good");
    assert_int_equal(grade.value.integer, 3);
    assert_int_equal(cell_date(date).kind, CELL_DATE);
    assert_int_equal(cell_date(date).value.date.packed, date.packed);
    assert_int_equal(cell_integer(INT64_MIN).kind, CELL_INTEGER);
    assert_true(cell_integer(INT64_MIN).value.integer == INT64_MIN);
    assert_true(cell_integer(INT64_MAX).value.integer == INT64_MAX);
    assert_int_equal(cell_real(-0.5).kind, CELL_REAL);
    assert_true(cell_real(-0.5).value.real == -0.5);
    assert_int_equal(cell_days(730.5).kind, CELL_DAYS);
    assert_true(cell_days(730.5).value.real == 730.5);
}

static void nought_is_a_value(void **state)
{
    (void)state;
    assert_int_equal(cell_integer(0).kind, CELL_INTEGER);
    assert_int_equal(cell_real(0).kind, CELL_REAL);
    assert_int_equal(cell_days(0).kind, CELL_DAYS);
    assert_int_equal(cell_text("0").kind, CELL_TEXT);
    assert_int_equal(cell_text(" ").kind, CELL_TEXT);
    assert_int_equal(cell_grade("not judged", 0).kind, CELL_GRADE);
    assert_int_equal(cell_date(date_of(1970, 1, 1)).kind, CELL_DATE);
}

static void types_have_the_names_that_are_promised(void **state)
{
    static const struct {
        enum column_type type;
        const char *name;
    } cases[] = {
        {TYPE_TEXT, "text"}, {TYPE_INTEGER, "integer"}, {TYPE_NUMBER, "number"},
        {TYPE_DATE, "date"}, {TYPE_GRADE, "grade"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(column_type_name[cases[i].type], cases[i].name);
}

struct row {
    int64_t a, b;
};

/* The row's first or second number, plus the context's. */
static struct cell get_sum(const void *context, const void *row, const struct column *column)
{
    const int64_t *more = context;
    const struct row *r = row;
    return cell_integer(*more + (column->which ? r->b : r->a));
}

static void a_cell_is_made_from_context_row_and_column(void **state)
{
    static const struct column columns[] = {
        {"a", TYPE_INTEGER, NULL, "the first", get_sum, 0, 0},
        {"b", TYPE_INTEGER, NULL, "the second", get_sum, 0, 1},
    };
    static const struct row rows[] = {{1, 2}, {30, 40}, {500, 600}};
    const int64_t more = 7000;
    const struct table t = {columns, 2, rows, 3, sizeof rows[0], &more};
    (void)state;
    assert_int_equal(table_cell(&t, 0, &columns[0]).value.integer, 7001);
    assert_int_equal(table_cell(&t, 0, &columns[1]).value.integer, 7002);
    assert_int_equal(table_cell(&t, 1, &columns[0]).value.integer, 7030);
    assert_int_equal(table_cell(&t, 2, &columns[1]).value.integer, 7600);
}

static void notes_are_composed_and_kept_in_order(void **state)
{
    struct document doc = {0};
    char name[] = "Leeds";
    (void)state;
    document_note(&doc, "as of %s", "2019-02-03");
    document_note(&doc, "%s: %d of %zu (%.1f%%)", name, 1, (size_t)4, 25.0);
    document_note(&doc, "%s", "");
    memset(name, 'x', sizeof name - 1); /* what a note was made of is not needed any more */
    assert_int_equal(doc.notes.n, 3);
    assert_string_equal(doc.notes.v[0], "as of 2019-02-03");
    assert_string_equal(doc.notes.v[1], "Leeds: 1 of 4 (25.0%)");
    assert_string_equal(doc.notes.v[2], "");
    assert_false(doc.failed);
    document_release(&doc);
}

static void notes_may_be_many_and_long(void **state)
{
    enum { MANY = 1000, LONG = 100000 };
    struct document doc = {0};
    char expected[32];
    (void)state;
    for (int i = 0; i < MANY; i++)
        document_note(&doc, "note %d", i);
    document_note(&doc, "%*s", LONG, "end");
    assert_int_equal(doc.notes.n, MANY + 1);
    for (int i = 0; i < MANY; i++) {
        snprintf(expected, sizeof expected, "note %d", i);
        assert_string_equal(doc.notes.v[i], expected);
    }
    assert_int_equal(strlen(doc.notes.v[MANY]), LONG);
    assert_string_equal(doc.notes.v[MANY] + LONG - 3, "end");
    document_release(&doc);
}

/* No character is a lone surrogate: printf refuses it as it would for want of memory. */
static void a_note_that_fails_is_remembered_and_no_other_is_lost(void **state)
{
    static const wchar_t surrogate[] = {(wchar_t)0xdc00, 0};
    struct document doc = {0};
    (void)state;
    document_note(&doc, "before");
    document_note(&doc, "%ls", surrogate);
    assert_true(doc.failed);
    document_note(&doc, "after");
    assert_true(doc.failed);
    assert_int_equal(doc.notes.n, 2);
    assert_string_equal(doc.notes.v[0], "before");
    assert_string_equal(doc.notes.v[1], "after");
    document_release(&doc);
}

static void a_released_document_is_empty_and_of_use_again(void **state)
{
    static const struct document empty;
    struct document doc = {.command = "times", .failed = true, .placing = DATE_LAST};
    (void)state;
    document_note(&doc, "one");
    document_release(&doc);
    assert_memory_equal(&doc, &empty, sizeof doc);
    document_release(&doc);
    document_note(&doc, "two");
    assert_int_equal(doc.notes.n, 1);
    assert_string_equal(doc.notes.v[0], "two");
    document_release(&doc);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_there_is_missing),
        cmocka_unit_test(a_missing_cell_keeps_what_tables_show_for_it),
        cmocka_unit_test(cells_are_what_they_are_made_of),
        cmocka_unit_test(nought_is_a_value),
        cmocka_unit_test(types_have_the_names_that_are_promised),
        cmocka_unit_test(a_cell_is_made_from_context_row_and_column),
        cmocka_unit_test(notes_are_composed_and_kept_in_order),
        cmocka_unit_test(notes_may_be_many_and_long),
        cmocka_unit_test(a_note_that_fails_is_remembered_and_no_other_is_lost),
        cmocka_unit_test(a_released_document_is_empty_and_of_use_again),
    };
    return CHECK_RUN(tests, argc, argv);
}
