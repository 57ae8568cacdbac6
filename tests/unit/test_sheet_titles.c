/* sheet: titles above the header, columns that no name tells, and what spreadsheets leave behind -
 * records without a value, columns without a name. */
#include "check.h"

#include <string.h>

#include "sheets.h"

static int take_texts(struct sheet *s, const struct row *row)
{
    struct result *r = s->context;
    text_addf(&r->records, "%u:", row->line);
    for (int field = 0; field < N_FIELDS; field++) {
        struct span value = sheet_value(s, row, field);
        text_addf(&r->records, "%s%.*s", field ? "|" : "", (int)value.length,
                  value.length ? value.text : "");
    }
    text_add_char(&r->records, '\n');
    return 0;
}

/* The header is the first record that names a council and a grade. */
static bool choose(struct sheet *s, const struct row *row)
{
    return sheet_find_column(row, &s->specs[COUNCIL]) >= 0 &&
           sheet_find_column(row, &s->specs[GRADE]) >= 0;
}

struct example {
    const char *name, *content;
    const char *records, *problems;
    int n_titles;
    bool has_header;
};

static void check_example(const struct example *e, sheet_choose *how)
{
    struct result r = {.sheet.choose = how};
    read_sheet(&r, e->content, &(struct reading){0}, take_texts);
    assert_int_equal(r.status, 0);
    check_text(&r.records, e->records, e->name);
    check_text(&r.problems, e->problems, e->name);
    if (r.sheet.n_titles != e->n_titles || r.sheet.has_header != e->has_header)
        fail_msg("%s: %d titles, header %d", e->name, r.sheet.n_titles, r.sheet.has_header);
    assert_int_equal(r.ds.fault, FAULT_NONE);
    result_release(&r);
}

#define CHECK_EXAMPLES(v, how)                                                                     \
    do {                                                                                           \
        for (size_t i = 0; i < sizeof(v) / sizeof(v)[0]; i++)                                      \
            check_example(&(v)[i], how);                                                           \
    } while (0)

#define H "council,grade,date\n"

static void the_header_is_found_below_titles(void **state)
{
    static const struct example examples[] = {
        {"none", H "a,b,c\n", "2:a|b|c||\n", "", 0, true},
        {"one", "Outcomes\n" H "a,b,c\n", "3:a|b|c||\n", "", 1, true},
        {"of as many fields", "Outcomes,,\n" H "a,b,c\n", "3:a|b|c||\n", "", 1, true},
        {"of more", "Outcomes,as at,31 March,,,\n" H "a,b,c\n", "3:a|b|c||\n", "", 1, true},
        {"several", "One\nTwo,2\n,,\n" H "a,b,c\n", "5:a|b|c||\n", "", 3, true},
        {"blank lines are none", "One\n\n\n" H "a,b,c\n", "5:a|b|c||\n",
         "x.csv:2:1: W-BLANK the line and the next are blank\n", 1, true},
        {"of two lines", "\"One\nTwo\"\n" H "a,b,c\n", "4:a|b|c||\n", "", 1, true},
        {"part of the header", "council,x\n" H "a,b,c\n", "3:a|b|c||\n", "", 1, true},
        {"a second header is a record", "One\n" H H "a,b,c\n",
         "3:council|grade|date||\n4:a|b|c||\n", "", 1, true},
        {"records are held against the header, not the title", "One,Two\n" H "a,b\na,b,c\n",
         "4:a|b|c||\n", "x.csv:3:1: E-RAGGED the record has 2 fields, the header has 3\n", 1, true},
        {"no records", "One\n" H, "", "", 1, true},
        {"other columns of the header are checked", "One\ncouncil,grade,x\na,b,c\n", "",
         "x.csv:2:1: E-HEADER no column for inspected; expected one of: inspected, date, "
         "inspection_date, published\nx.csv:2:15: W-COLUMN column \"x\" is not used\n",
         1, true},
    };
    (void)state;
    CHECK_EXAMPLES(examples, choose);
}

/* Who chooses also tells that nothing was found; but for a file without anything in it. */
static void where_no_header_is_found_no_record_is_taken(void **state)
{
    static const struct example examples[] = {
        {"titles only", "One\nTwo\n", "", "", 2, false},
        {"one", "a,b,c", "", "", 1, false},
        {"empty", "", "",
         "x.csv:1:1: E-HEADER the file is empty; expected a line of column names\n", 0, false},
        {"blank lines only", "\n\n", "",
         "x.csv:1:1: W-BLANK the line and the next are blank\n"
         "x.csv:1:1: E-HEADER the file is empty; expected a line of column names\n",
         0, false},
        {"another kind of file", "<html>\n", "",
         "x.csv:1:1: E-FORMAT the file is HTML or XML, as web pages are; expected CSV | download "
         "the table itself, or save it as CSV\n",
         0, false},
        {"a title that is no text", "One\nTw\xff\n" H "a,b,c\n", "",
         "x.csv:2:1: E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n", 1, false},
    };
    (void)state;
    CHECK_EXAMPLES(examples, choose);
}

static void without_a_choice_the_first_record_is_the_header(void **state)
{
    static const struct example e = {
        "a title",
        "Outcomes,council,grade,date\n" H,
        "",
        "x.csv:1:1: W-COLUMN column \"Outcomes\" is not used\n"
        "x.csv:2:1: E-RAGGED the record has 3 fields, the header has 4\n",
        0,
        true};
    (void)state;
    check_example(&e, NULL);
}

/* N titles, then a header and a record, then what would be an error if it was read. */
static void check_titles(int n, bool is_found)
{
    struct text content = {0}, records = {0};
    for (int i = 0; i < n; i++)
        text_addf(&content, "title %d\n", i + 1);
    text_add_string(&content, H "a,b,c\n");
    if (!is_found)
        text_add_string(&content, "x\"y\n");
    if (is_found)
        text_addf(&records, "%d:a|b|c||\n", n + 2);
    const struct example e = {"titles", text_string(&content), text_string(&records), "", n,
                              is_found};
    check_example(&e, choose);
    text_release(&content);
    text_release(&records);
}

static void the_header_is_one_of_the_first_twenty_records(void **state)
{
    (void)state;
    check_titles(18, true);
    check_titles(19, true);
    check_titles(20, false);
}

/* Of more than that, the rest is not read. */
static void beyond_twenty_titles_nothing_is_read(void **state)
{
    struct text content = {0};
    (void)state;
    for (int i = 0; i < 50; i++)
        text_addf(&content, "title %d\n", i + 1);
    text_add_string(&content, H "a,b,c\nx\"y\n");
    const struct example e = {"titles", text_string(&content), "", "", 20, false};
    check_example(&e, choose);
    text_release(&content);
}

static bool choose_other(struct sheet *s, const struct row *row)
{
    static const struct field_spec other[] = {
        [COUNCIL] = {"who", NULL, FIELD_REQUIRED},
        [GRADE] = {"what", NULL, FIELD_REQUIRED},
    };
    if (sheet_find_column(row, &other[COUNCIL]) < 0)
        return false;
    s->specs = other;
    s->n_specs = 2;
    return true;
}

static void the_choice_sets_the_fields(void **state)
{
    static const struct example examples[] = {
        {"all", "One\nwhat,who,date\nb,a,c\n", "3:a|b|||\n",
         "x.csv:2:10: W-COLUMN column \"date\" is not used\n", 1, true},
        {"one is missing", "One\nwho,council\na,b\n", "",
         "x.csv:2:1: E-HEADER no column for what; expected one of: what\n"
         "x.csv:2:5: W-COLUMN column \"council\" is not used\n",
         1, true},
    };
    (void)state;
    CHECK_EXAMPLES(examples, choose_other);
}

/* The last column is the grade, unless a name tells which it is. */
static void find_grade(struct sheet *s, const struct row *row)
{
    assert_true(sheet_has(s, COUNCIL)); /* those with names are known already */
    if (!sheet_has(s, GRADE))
        s->column[GRADE] = (int)row->n - 1;
}

static void columns_that_no_name_tells_are_found_last(void **state)
{
    static const struct {
        const char *content, *records, *problems;
    } cases[] = {
        {"council,date,The result\na,c,b\n", "2:a|b|c||\n", ""},
        {"council,date,grade,The result\na,c,b,x\n", "2:a|b|c||\n",
         "x.csv:1:20: W-COLUMN column \"The result\" is not used\n"},
        {"council,date,x,The result\na,c,x,b\n", "2:a|b|c||\n",
         "x.csv:1:14: W-COLUMN column \"x\" is not used\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct result r = {.sheet.find_columns = find_grade};
        read_sheet(&r, cases[i].content, &(struct reading){0}, take_texts);
        check_text(&r.records, cases[i].records, cases[i].content);
        check_text(&r.problems, cases[i].problems, cases[i].content);
        result_release(&r);
    }
}

static void records_without_a_value_are_left_out_and_told_in_runs(void **state)
{
    static const struct example examples[] = {
        {"one", H "a,b,c\n,,\nd,e,f\n", "2:a|b|c||\n4:d|e|f||\n",
         "x.csv:3:1: W-BLANK the line is blank\n", 0, true},
        {"three", H ",,\n,,\n,,\nd,e,f\n", "5:d|e|f||\n",
         "x.csv:2:1: W-BLANK the line and the next 2 are blank\n", 0, true},
        {"two runs", H ",,\n,,\na,b,c\n,,\nd,e,f\n", "4:a|b|c||\n6:d|e|f||\n",
         "x.csv:2:1: W-BLANK the line and the next are blank\n"
         "x.csv:5:1: W-BLANK the line is blank\n",
         0, true},
        {"at the end", H "a,b,c\n,,\n,,\n", "2:a|b|c||\n",
         "x.csv:3:1: W-BLANK the line and the next are blank\n", 0, true},
        {"at the end, without a line end", H "a,b,c\n,,", "2:a|b|c||\n",
         "x.csv:3:1: W-BLANK the line is blank\n", 0, true},
        {"blanks and quotes", H "\"\", \t,\" \"\na,b,c\n", "3:a|b|c||\n",
         "x.csv:2:1: W-BLANK the line is blank\n", 0, true},
        {"of two lines", H "\"\n\",,\n,,\na,b,c\n", "5:a|b|c||\n",
         "x.csv:2:1: W-BLANK the line and the next 2 are blank\n", 0, true},
        {"a value anywhere", H ",,c\n,b,\n", "2:||c||\n3:|b|||\n", "", 0, true},
        {"too few fields", H ",\na,b,c\n", "3:a|b|c||\n",
         "x.csv:2:1: E-RAGGED the record has 2 fields, the header has 3\n", 0, true},
        {"below titles", "One,,\n" H ",,\na,b,c\n", "4:a|b|c||\n",
         "x.csv:3:1: W-BLANK the line is blank\n", 1, true},
    };
    (void)state;
    CHECK_EXAMPLES(examples, choose);
}

static void of_a_file_that_cannot_be_used_they_are_not_told(void **state)
{
    static const struct example examples[] = {
        {"no date", "council,grade\n,\n,\n", "",
         "x.csv:1:1: E-HEADER no column for inspected; expected one of: inspected, date, "
         "inspection_date, published\n",
         0, true},
    };
    (void)state;
    CHECK_EXAMPLES(examples, choose);
}

static void columns_without_a_name_are_told_in_runs(void **state)
{
    static const struct example examples[] = {
        {"at the end", "council,grade,date,,\na,b,c,,\n", "2:a|b|c||\n",
         "x.csv:1:20: W-COLUMN 2 columns without a name are not used\n", 0, true},
        {"one at the end", "council,grade,date,\na,b,c,\n", "2:a|b|c||\n",
         "x.csv:1:20: W-COLUMN 1 column without a name is not used\n", 0, true},
        {"everywhere", ",council,,,,grade,date,\" \",\n,a,,,,b,c,,\n", "2:a|b|c||\n",
         "x.csv:1:1: W-COLUMN 1 column without a name is not used\n"
         "x.csv:1:10: W-COLUMN 3 columns without a name are not used\n"
         "x.csv:1:24: W-COLUMN 2 columns without a name are not used\n",
         0, true},
        {"beside others", "council,grade,date,x,,,y\na,b,c,1,2,3,4\n", "2:a|b|c||\n",
         "x.csv:1:20: W-COLUMN column \"x\" is not used\n"
         "x.csv:1:22: W-COLUMN 2 columns without a name are not used\n"
         "x.csv:1:24: W-COLUMN column \"y\" is not used\n",
         0, true},
    };
    (void)state;
    CHECK_EXAMPLES(examples, choose);
}

/* A run that is only counted is one warning, too, and is forgotten. */
static void a_run_that_is_not_listed_is_counted_once(void **state)
{
    struct diags ds = {0};
    struct blank_run run = {0};
    (void)state;
    assert_int_equal(blank_run_tell(&run, "x.csv", &ds), 0);
    assert_int_equal(ds.n_warnings, 0);
    for (uint32_t line = 3; line < 9; line++)
        blank_run_add(&run, line);
    assert_int_equal(run.from, 3);
    assert_int_equal(run.to, 8);
    assert_int_equal(blank_run_tell(&run, "x.csv", &ds), 0);
    assert_int_equal(blank_run_tell(&run, "x.csv", &ds), 0);
    assert_int_equal(ds.n_warnings, 1);
    assert_int_equal(ds.n, 0);
    blank_run_add(&run, 11);
    assert_int_equal(run.from, 11);
    assert_int_equal(run.to, 11);
    diags_release(&ds);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_is_found_below_titles),
        cmocka_unit_test(where_no_header_is_found_no_record_is_taken),
        cmocka_unit_test(without_a_choice_the_first_record_is_the_header),
        cmocka_unit_test(the_header_is_one_of_the_first_twenty_records),
        cmocka_unit_test(beyond_twenty_titles_nothing_is_read),
        cmocka_unit_test(the_choice_sets_the_fields),
        cmocka_unit_test(columns_that_no_name_tells_are_found_last),
        cmocka_unit_test(records_without_a_value_are_left_out_and_told_in_runs),
        cmocka_unit_test(of_a_file_that_cannot_be_used_they_are_not_told),
        cmocka_unit_test(columns_without_a_name_are_told_in_runs),
        cmocka_unit_test(a_run_that_is_not_listed_is_counted_once),
    };
    return CHECK_RUN(tests, argc, argv);
}
