/* Workbooks read back by another program, xlsx2csv, against the CSV of the same command: each cell
 * of each command's table, and the notes. */
#include "csv_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What SCRIPT prints, in which turnaround is the program. */
static struct csv_table run(const char *script)
{
    const char *program = getenv("TURNAROUND");
    struct text line = {0};
    text_addf(&line, "turnaround() { %s \"$@\"; }; %s", program ? program : "build/turnaround",
              script);
    struct csv_table t = csv_table_of(text_string(&line));
    text_release(&line);
    return t;
}

static struct csv_table as_csv(const char *command)
{
    struct text script = {0};
    text_addf(&script, "turnaround %s -q -f csv", command);
    struct csv_table t = run(text_string(&script));
    text_release(&script);
    return t;
}

/* The sheet of that name as xlsx2csv reads it, numbers as they stand in the file. */
static struct csv_table as_workbook(const char *command, const char *sheet)
{
    struct text script = {0};
    text_addf(&script,
              "f=$(mktemp) && turnaround %s -q -f xlsx >$f && "
              "xlsx2csv -n %s --ignore-formats float percentage -- $f && rm $f",
              command, sheet);
    struct csv_table t = run(text_string(&script));
    text_release(&script);
    return t;
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
static size_t check_command(const char *command, const struct csv_table *columns)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(command, " "), command);
    struct csv_table csv = as_csv(command), workbook = as_workbook(command, name);
    size_t n = csv.n_rows * csv.n_columns, wide = csv.n_columns;
    if (workbook.n_rows != csv.n_rows || workbook.n_columns != wide)
        fail_msg("%s: %zu x %zu cells, in CSV %zu x %zu", command, workbook.n_rows,
                 workbook.n_columns, csv.n_rows, wide);
    for (size_t i = 0; i < n; i++) {
        const char *type = i < wide ? "text" : type_of(columns, name, csv.cells[i % wide]);
        if (!is_same(csv.cells[i], workbook.cells[i], type))
            fail_msg("%s: row %zu, %s: \"%s\" in CSV, \"%s\" in the workbook", command, i / wide,
                     csv.cells[i % wide], csv.cells[i], workbook.cells[i]);
    }
    csv_table_release(&csv);
    csv_table_release(&workbook);
    return n;
}

static void check_commands(const char *const *commands, size_t n, size_t least_cells)
{
    struct csv_table columns = as_csv("columns");
    size_t n_cells = 0;
    for (size_t i = 0; i < n; i++)
        n_cells += check_command(commands[i], &columns);
    assert_true(n_cells > least_cells);
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
    (void)state;
    struct csv_table notes = as_workbook("times", "notes");
    struct csv_table told =
        run("turnaround times -f json 2>/dev/null | jq -r '[\"note\"], (.notes[] | [.]) | @csv'");
    assert_int_equal(notes.n_columns, 2);
    assert_true(csv_rows(&told) > 5);
    assert_true(csv_rows(&notes) > csv_rows(&told));
    for (size_t i = 0; i < csv_rows(&told); i++) {
        assert_string_equal(csv_get(&notes, i, "sheet"), "times");
        assert_string_equal(csv_get(&notes, i, "note"), csv_get(&told, i, "note"));
    }
    csv_table_release(&notes);
    csv_table_release(&told);
}

/* The sheet of a report's workbook that is saved as FILE: its table, without what stands above. */
static struct csv_table sheet_of(const char *file, const char *sheet)
{
    struct text script = {0};
    text_addf(&script, "xlsx2csv -n '%s' --ignore-formats float percentage -- %s | sed 1,3d", sheet,
              file);
    struct csv_table t = run(text_string(&script));
    text_release(&script);
    return t;
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

/* Of the sheet "setup by model" the command is "setup --by model". */
static void check_sheet(const char *file, const char *sheet)
{
    const char *by = strstr(sheet, " by ");
    struct text command = {0};
    text_addf(&command, "%.*s%s%s", (int)(by ? by - sheet : (long)strlen(sheet)), sheet,
              by ? " --by " : "", by ? by + 4 : "");
    struct csv_table csv = as_csv(text_string(&command)), workbook = sheet_of(file, sheet);
    assert_int_equal(csv.n_rows, workbook.n_rows);
    assert_int_equal(csv.n_columns, workbook.n_columns);
    for (size_t i = 0; i < csv.n_rows * csv.n_columns; i++)
        check_cell(&csv, &workbook, i, sheet);
    csv_table_release(&csv);
    csv_table_release(&workbook);
    text_release(&command);
}

/* The events of a council are those of its `case`, one council after the other. */
static void check_stories(const char *file)
{
    struct csv_table all = sheet_of(file, "case");
    for (size_t i = 0; i < csv_rows(&all);) {
        struct text command = {0};
        const char *council = csv_get(&all, i, "council");
        text_addf(&command, "case \"%s\" -c council,date,event,detail,grade,model,source", council);
        struct csv_table csv = as_csv(text_string(&command));
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

static void a_report_has_every_table(void **state)
{
    struct csv_table program = run("turnaround report -q -o build/report-test.xlsx && echo done");
    struct csv_table contents = run("xlsx2csv -n contents -- build/report-test.xlsx | "
                                    "sed '1,/^sheet,title,rows/{/^sheet,title,rows/!d}'");
    (void)state;
    assert_true(csv_rows(&contents) > 25);
    for (size_t i = 0; i + 1 < csv_rows(&contents); i++) {
        const char *sheet = csv_get(&contents, i, "sheet");
        if (strcmp(sheet, "case") == 0)
            check_stories("build/report-test.xlsx");
        else
            check_sheet("build/report-test.xlsx", sheet);
    }
    assert_string_equal(csv_get(&contents, csv_rows(&contents) - 1, "sheet"), "notes");
    csv_table_release(&program);
    csv_table_release(&contents);
    remove("build/report-test.xlsx");
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
