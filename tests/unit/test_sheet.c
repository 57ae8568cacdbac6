/* sheet: columns by their names, typed values, and problems with their places. */
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

struct example {
    const char *name, *content;
    const char *records, *problems;
    bool usable;
};

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct result r = {0};
        read_sheet(&r, v[i].content, &(struct reading){0}, take_texts);
        assert_int_equal(r.status, 0);
        check_text(&r.records, v[i].records, v[i].name);
        check_text(&r.problems, v[i].problems, v[i].name);
        assert_int_equal(r.sheet.usable, v[i].usable);
        result_release(&r);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])
#define NOT_USED(column)  "W-COLUMN column \"" column "\" is not used\n"

static void columns_are_found_by_name_in_any_order(void **state)
{
    static const struct example examples[] = {
        {"all", "council,grade,inspected,published,source\na,b,c,d,e\n", "2:a|b|c|d|e\n", "", true},
        {"any order", "source,published,inspected,grade,council\ne,d,c,b,a\n", "2:a|b|c|d|e\n", "",
         true},
        {"case, blanks, '_' and '-'", " COUNCIL ,Gra_de,in-spected,\"pub lished\"\na,b,c,d\n",
         "2:a|b|c|d|\n", "", true},
        {"aliases", "LA Name,Overall,inspection date\na,b,c\n", "2:a|b|c||\n", "", true},
        {"the other of two", "id,grade,published\na,b,d\n", "2:a|b||d|\n", "", true},
        {"byte-order mark, CRLF",
         "\xef\xbb\xbf"
         "council,grade,inspected\r\na,b,c\r\n",
         "2:a|b|c||\n", "", true},
        {"no records", "council,grade,inspected\n", "", "", true},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_own_name_goes_before_aliases_and_those_in_their_order(void **state)
{
    static const struct example examples[] = {
        {"own name first", "council,name,grade,date\na,x,b,c\n", "2:a|b|c||\n",
         "x.csv:1:9: " NOT_USED("name"), true},
        {"own name last", "id,name,grade,date,council\nx,y,b,c,a\n", "2:a|b|c||\n",
         "x.csv:1:1: " NOT_USED("id") "x.csv:1:4: " NOT_USED("name"), true},
        {"aliases", "id,name,la_name,grade,inspection_date,date\nx,y,a,b,z,c\n", "2:a|b|c||\n",
         "x.csv:1:1: " NOT_USED("id") "x.csv:1:4: " NOT_USED("name") "x.csv:1:23: " NOT_USED(
             "inspection_date"),
         true},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define NO_COUNCIL                                                                                 \
    "x.csv:1:1: E-HEADER no column for council; expected one of: council, la_name, name, id\n"
#define NO_GRADE "x.csv:1:1: E-HEADER no column for grade; expected one of: grade, overall\n"
#define NO_DATE                                                                                    \
    "x.csv:1:1: E-HEADER no column for inspected; expected one of: inspected, date, "              \
    "inspection_date, published\n"

static void missing_columns_are_all_told_and_no_record_is_taken(void **state)
{
    static const struct example examples[] = {
        {"one", "council,inspected\na,b\n", "", NO_GRADE, false},
        {"either", "council,grade,source\na,b,c\n", "", NO_DATE, false},
        {"all", "source\na\n", "", NO_COUNCIL NO_GRADE NO_DATE, false},
        {"part of a name", "council,grades,date\na,b,c\n", "",
         NO_GRADE "x.csv:1:9: " NOT_USED("grades"), false},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_used_column_must_not_stand_twice(void **state)
{
    static const struct example examples[] = {
        {"own name", "council,grade,inspected,Grade\na,b,c,d\n", "",
         "x.csv:1:25: E-HEADER column \"Grade\" stands twice, first as field 2\n", false},
        {"three times", "date,council,grade,date,da te\na,b,c,d,e\n", "",
         "x.csv:1:20: E-HEADER column \"date\" stands twice, first as field 1\n"
         "x.csv:1:25: E-HEADER column \"da te\" stands twice, first as field 1\n",
         false},
        {"optional", "council,grade,inspected,source,source\na,b,c,d,e\n", "",
         "x.csv:1:32: E-HEADER column \"source\" stands twice, first as field 4\n", false},
        {"an alias that is not used", "council,grade,date,name,name\na,b,c,d,e\n", "2:a|b|c||\n",
         "x.csv:1:20: " NOT_USED("name") "x.csv:1:25: " NOT_USED("name"), true},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void further_columns_are_warned_of(void **state)
{
    static const struct example examples[] = {
        {"named and not", "council,Ofsted URN,grade,,inspected\na,x,b,y,c\n", "2:a|b|c||\n",
         "x.csv:1:9: " NOT_USED("Ofsted URN") "x.csv:1:26: "
                                              "W-COLUMN 1 column without a name is not used\n",
         true},
        {"on a later line", "\"x\ny\",council,grade,inspected,z\n1,a,b,c,2\n", "3:a|b|c||\n",
         "x.csv:1:1: " NOT_USED("x\\x0ay") "x.csv:2:28: " NOT_USED("z"), true},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define EMPTY "x.csv:1:1: E-HEADER the file is empty; expected a line of column names\n"

static void a_file_without_a_header_is_told(void **state)
{
    static const struct example examples[] = {
        {"empty", "", "", EMPTY, false},
        {"byte-order mark", "\xef\xbb\xbf", "", EMPTY, false},
    };
    struct result r = {0};
    (void)state;
    CHECK_EXAMPLES(examples);
    read_sheet(&r, "\xff\xfe", &(struct reading){0}, take_texts);
    assert_int_equal(r.ds.n_errors, 1); /* of the encoding, and not of emptiness besides */
    assert_string_equal(r.ds.v[0].code, "E-ENCODING");
    assert_false(r.sheet.usable);
    result_release(&r);
}

static int take_required(struct sheet *s, const struct row *row)
{
    struct result *r = s->context;
    struct span council, grade;
    if (sheet_required(s, row, COUNCIL, &council) != 0 ||
        sheet_required(s, row, GRADE, &grade) != 0 ||
        sheet_problem(s, row, ROW_WHOLE, SEVERITY_WARNING, "W-TEST", "a hint", "line %u",
                      row->line) != 0)
        return -1;
    text_addf(&r->records, "%u:%.*s|%.*s %s\n", row->line, (int)council.length,
              council.length ? council.text : "", (int)grade.length, grade.length ? grade.text : "",
              s->record_is_bad ? "bad" : "good");
    return 0;
}

static void a_record_with_errors_is_bad_once(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r, "date,council,grade\n1,a,b\n2,,\n3,c,\" \"\n4,\"\n\",d\n5,e,f\n",
               &(struct reading){0}, take_required);
    check_text(&r.records, "2:a|b good\n3:| bad\n4:c| bad\n5:|d bad\n7:e|f good\n", "records");
    check_text(&r.problems,
               "x.csv:2:1: W-TEST line 2 | a hint\n"
               "x.csv:3:3: E-EMPTY the council is empty | field 2 (council)\n"
               "x.csv:3:4: E-EMPTY the grade is empty | field 3 (grade)\n"
               "x.csv:3:1: W-TEST line 3 | a hint\n"
               "x.csv:4:5: E-EMPTY the grade is empty | field 3 (grade)\n"
               "x.csv:4:1: W-TEST line 4 | a hint\n"
               "x.csv:5:3: E-EMPTY the council is empty | field 2 (council)\n"
               "x.csv:5:1: W-TEST line 5 | a hint\n"
               "x.csv:7:1: W-TEST line 7 | a hint\n",
               "problems");
    assert_int_equal(r.sheet.n_bad, 3);
    result_release(&r);
}

static void a_problem_shows_its_line_and_marks_its_field(void **state)
{
    struct result r = {0};
    (void)state;
    read_sheet(&r, "date,council,grade\n123,,x\n", &(struct reading){0}, take_required);
    assert_int_equal(r.ds.n, 2);
    assert_string_equal(r.ds.v[0].excerpt, "123,,x");
    assert_int_equal(r.ds.v[0].caret, 4);
    assert_int_equal(r.ds.v[0].marked, 1);
    assert_string_equal(r.ds.v[1].excerpt, "123,,x");
    assert_int_equal(r.ds.v[1].marked, 0);
    assert_null(r.ds.v[1].label);
    result_release(&r);
}

static int take_one(struct sheet *s, const struct row *row)
{
    struct result *r = s->context;
    text_addf(&r->records, "%u\n", row->line);
    return diags_fault(s->reading->ds, FAULT_SYSTEM, "enough");
}

static void a_fault_ends_the_reading(void **state)
{
    struct result r = {0}, missing = {0};
    struct reading reading = {.ds = &missing.ds};
    (void)state;
    read_sheet(&r, "council,grade,date\n1,2,3\n4,5,6\n", &(struct reading){0}, take_one);
    assert_int_equal(r.status, -1);
    check_text(&r.records, "2\n", "records");
    assert_string_equal(r.ds.fault_message, "enough");
    result_release(&r);
    missing.sheet = (struct sheet){.path = "there/is/no/such.csv",
                                   .name = "x.csv",
                                   .specs = sheet_fields,
                                   .n_specs = N_FIELDS,
                                   .take = take_one,
                                   .context = &missing,
                                   .reading = &reading};
    assert_int_equal(sheet_read(&missing.sheet), -1);
    assert_int_equal(missing.ds.fault, FAULT_SYSTEM);
    result_release(&missing);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_by_name_in_any_order),
        cmocka_unit_test(the_own_name_goes_before_aliases_and_those_in_their_order),
        cmocka_unit_test(missing_columns_are_all_told_and_no_record_is_taken),
        cmocka_unit_test(a_used_column_must_not_stand_twice),
        cmocka_unit_test(further_columns_are_warned_of),
        cmocka_unit_test(a_file_without_a_header_is_told),
        cmocka_unit_test(a_record_with_errors_is_bad_once),
        cmocka_unit_test(a_problem_shows_its_line_and_marks_its_field),
        cmocka_unit_test(a_fault_ends_the_reading),
    };
    return CHECK_RUN(tests, argc, argv);
}
