/* Workbooks read back by another program, xlsx2csv, against the CSV of the same command: each cell
 * of each command's table, and the notes. */
#include "csv_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Workbooks that the program writes as FOLDER/0.xlsx, 1.xlsx, ..., and their sheets as xlsx2csv
 * reads them, FOLDER/0/SHEET.csv, numbers as they stand in the file. */
struct books {
    char folder[TEST_PATH];
};

static void must(const struct text *command)
{
    int status = system(text_string(command));
    if (status != 0)
        fail_msg("%s: status %d", text_string(command), status);
}

static void books_make(struct books *b, const char *const *commands, size_t n)
{
    make_test_folder(b->folder);
    for (size_t i = 0; i < n; i++) {
        struct text call = {0};
        csv_add_program(&call, commands[i]);
        text_addf(&call, " -o %s/%zu.xlsx", b->folder, i);
        must(&call);
        text_release(&call);
    }
    struct text read = {0};
    text_addf(&read, "python3 tests/support/read_books.py %s", b->folder);
    must(&read);
    text_release(&read);
}

/* What stands on SHEET of the Ith workbook behind its first SKIPPED lines. */
static struct csv_table books_sheet(const struct books *b, size_t i, const char *sheet, int skipped)
{
    struct text script = {0};
    text_addf(&script, "tail -n +%d '%s/%zu/%s.csv'", skipped + 1, b->folder, i, sheet);
    struct csv_table t = csv_table_of(text_string(&script));
    text_release(&script);
    return t;
}

static void books_release(struct books *b)
{
    struct text remove = {0};
    text_addf(&remove, "rm -r %s", b->folder);
    must(&remove);
    text_release(&remove);
}

/* The type of COMMAND's column; "number" where `columns` does not list it, as units rename some. */
static const char *type_of(const struct csv_table *columns, const char *command, const char *name)
{
    for (size_t i = 0; i < csv_rows(columns); i++)
        if (strcmp(csv_get(columns, i, "command"), command) == 0 &&
            strcmp(csv_get(columns, i, "column"), name) == 0)
            return csv_get(columns, i, "type");
    return "number";
}

/* All is the same but that numbers have 16 digits in a workbook, and no zeros at the end. */
static bool is_same(const char *csv, const char *workbook, const char *type)
{
    char *a_end, *b_end;
    double a = strtod(csv, &a_end), b = strtod(workbook, &b_end);
    if (strcmp(csv, workbook) == 0)
        return true;
    bool are_numbers = a_end != csv && !*a_end && b_end != workbook && !*b_end;
    return strcmp(type, "number") == 0 && are_numbers && fabs(a - b) <= 1e-15 * fabs(a);
}

/* Returns how many cells there were. */
static size_t check_command(const char *command, const struct books *books, size_t book,
                            const struct csv_table *columns)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(command, " "), command);
    struct csv_table csv = csv_table_of_program(command);
    struct csv_table workbook = books_sheet(books, book, name, 0);
    size_t n = csv.n_rows * csv.n_columns, wide = csv.n_columns;
    if (workbook.n_rows != csv.n_rows || workbook.n_columns != wide)
        fail_msg("%s: %zu x %zu cells, in CSV %zu x %zu", command, workbook.n_rows,
                 workbook.n_columns, csv.n_rows, wide);
    for (size_t i = 0; i < wide; i++) {
        const char *column = csv.cells[i], *type = type_of(columns, name, column);
        for (size_t row = 0; row < csv.n_rows; row++) {
            const char *a = csv.cells[row * wide + i], *b = workbook.cells[row * wide + i];
            if (!is_same(a, b, row == 0 ? "text" : type))
                fail_msg("%s: row %zu, %s: \"%s\" in CSV, \"%s\" in the workbook", command, row,
                         column, a, b);
        }
    }
    csv_table_release(&csv);
    csv_table_release(&workbook);
    return n;
}

static void check_commands(const char *const *commands, size_t n, size_t least_cells)
{
    struct csv_table columns = csv_table_of_program("columns");
    struct books books;
    size_t n_cells = 0;
    books_make(&books, commands, n);
    for (size_t i = 0; i < n; i++)
        n_cells += check_command(commands[i], &books, i, &columns);
    assert_true(n_cells > least_cells);
    books_release(&books);
    csv_table_release(&columns);
}

static void each_command_says_the_same_as_in_csv(void **state)
{
    static const char *const commands[] = {"summary",
                                           "times",
                                           "curve",
                                           "compare",
                                           "compare --clock model",
                                           "incidence",
                                           "interval",
                                           "outcomes",
                                           "rates",
                                           "relapse",
                                           "sensitivity",
                                           "case Leeds",
                                           "trajectory",
                                           "steps",
                                           "transitions",
                                           "waits",
                                           "markov",
                                           "episodes",
                                           "segments",
                                           "setup",
                                           "setup --by model",
                                           "coverage --by year",
                                           "models",
                                           "records",
                                           "claims data/claims/case-studies.csv",
                                           "check",
                                           "diff tests/golden/diff-releases/before data/england",
                                           "columns"};
    (void)state;
    check_commands(commands, sizeof commands / sizeof commands[0], 50000);
}

static void views_are_those_asked_for(void **state)
{
    static const char *const commands[] = {"steps -c council,years,from -s -years --limit 7",
                                           "records --limit 1",
                                           "times --units months",
                                           "times --units days --digits 0",
                                           "times --digits 2",
                                           "coverage --by year --digits 4",
                                           "models -w model=trust -c +scope"};
    (void)state;
    check_commands(commands, sizeof commands / sizeof commands[0], 300);
}

/* Texts like formulas, numbers, addresses, dates; partial dates, and those of before 1900-03-01;
 * quotes, line ends, what stands for another character in a workbook. */
static void awkward_records_survive(void **state)
{
    static const char *const commands[] = {"records tests/oracle/xlsx/awkward.csv",
                                           "trajectory tests/oracle/xlsx/awkward.csv",
                                           "steps tests/golden/format-excel-formulas/ratings.csv",
                                           "models tests/golden/small", "check tests/golden/small"};
    (void)state;
    check_commands(commands, sizeof commands / sizeof commands[0], 200);
}

static void the_notes_are_on_a_sheet_of_their_own(void **state)
{
    static const char *const command[] = {"times"};
    struct books books;
    struct text script = {0};
    (void)state;
    books_make(&books, command, 1);
    struct csv_table notes = books_sheet(&books, 0, "notes", 0);
    csv_add_program(&script, "times -f json");
    text_add_string(&script, " | jq -r '[\"note\"], (.notes[] | [.]) | @csv'");
    struct csv_table told = csv_table_of(text_string(&script));
    assert_int_equal(notes.n_columns, 2);
    assert_true(csv_rows(&told) > 5);
    assert_true(csv_rows(&notes) > csv_rows(&told));
    for (size_t i = 0; i < csv_rows(&told); i++) {
        assert_string_equal(csv_get(&notes, i, "sheet"), "times");
        assert_string_equal(csv_get(&notes, i, "note"), csv_get(&told, i, "note"));
    }
    csv_table_release(&notes);
    csv_table_release(&told);
    text_release(&script);
    books_release(&books);
}

/* Cells of one row, but that a report names files without their folders. */
static void check_cell(const struct csv_table *csv, const struct csv_table *workbook, size_t i,
                       const char *sheet)
{
    const char *name = csv->cells[i % csv->n_columns], *value = csv->cells[i];
    const char *slash = strrchr(value, '/');
    if (i >= csv->n_columns && strcmp(name, "file") == 0 && slash)
        value = slash + 1;
    if (!is_same(value, workbook->cells[i], "number"))
        fail_msg("%s: cell %zu, %s: \"%s\" in CSV, \"%s\" in the workbook", sheet, i, name, value,
                 workbook->cells[i]);
}

/* A report's tables have three lines above them. */
static struct csv_table sheet_of(const struct books *report, const char *sheet)
{
    return books_sheet(report, 0, sheet, 3);
}

/* Of the sheet "setup by model" the command is "setup --by model". */
static void check_sheet(const struct books *report, const char *sheet)
{
    const char *by = strstr(sheet, " by ");
    struct text command = {0};
    text_addf(&command, "%.*s%s%s", (int)(by ? by - sheet : (long)strlen(sheet)), sheet,
              by ? " --by " : "", by ? by + 4 : "");
    struct csv_table csv = csv_table_of_program(text_string(&command));
    struct csv_table workbook = sheet_of(report, sheet);
    assert_int_equal(csv.n_rows, workbook.n_rows);
    assert_int_equal(csv.n_columns, workbook.n_columns);
    for (size_t i = 0; i < csv.n_rows * csv.n_columns; i++)
        check_cell(&csv, &workbook, i, sheet);
    csv_table_release(&csv);
    csv_table_release(&workbook);
    text_release(&command);
}

/* The events of a council are those of its `case`, one council after the other. */
static void check_stories(const struct books *report)
{
    struct csv_table all = sheet_of(report, "case");
    for (size_t i = 0; i < csv_rows(&all);) {
        struct text command = {0};
        const char *council = csv_get(&all, i, "council");
        text_addf(&command, "case \"%s\" -c council,date,event,detail,grade,model,source", council);
        struct csv_table csv = csv_table_of_program(text_string(&command));
        assert_true(csv_rows(&csv) > 0 && i + csv_rows(&csv) <= csv_rows(&all));
        for (size_t k = 0; k < csv_rows(&csv) * csv.n_columns; k++)
            assert_string_equal(csv.cells[csv.n_columns + k],
                                all.cells[(i + 1) * csv.n_columns + k]);
        i += csv_rows(&csv);
        csv_table_release(&csv);
        text_release(&command);
    }
    csv_table_release(&all);
}

/* The list of the sheets, which begins below a few lines. */
static struct csv_table contents_of(const struct books *report)
{
    struct text script = {0};
    text_addf(&script, "sed -n '/^sheet,title,rows/,$p' %s/0/contents.csv", report->folder);
    struct csv_table t = csv_table_of(text_string(&script));
    text_release(&script);
    return t;
}

static void a_report_has_every_table(void **state)
{
    static const char *const command[] = {"report"};
    struct books report;
    (void)state;
    books_make(&report, command, 1);
    struct csv_table contents = contents_of(&report);
    assert_true(csv_rows(&contents) > 25);
    for (size_t i = 0; i + 1 < csv_rows(&contents); i++) {
        const char *sheet = csv_get(&contents, i, "sheet");
        if (strcmp(sheet, "case") == 0)
            check_stories(&report);
        else
            check_sheet(&report, sheet);
    }
    assert_string_equal(csv_get(&contents, csv_rows(&contents) - 1, "sheet"), "notes");
    csv_table_release(&contents);
    books_release(&report);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_says_the_same_as_in_csv),
        cmocka_unit_test(views_are_those_asked_for),
        cmocka_unit_test(awkward_records_survive),
        cmocka_unit_test(the_notes_are_on_a_sheet_of_their_own),
        cmocka_unit_test(a_report_has_every_table),
    };
    return CHECK_RUN(tests, argc, argv);
}
