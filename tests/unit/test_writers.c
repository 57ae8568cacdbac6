/* writers: what each format makes of a small table with awkward texts. (That it can be read again:
 * test_round_trips.c; the aligned table: test_table.c.) */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_sink.h"
#include "out/writer.h"

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

/* What WRITER makes of DOC, to be freed. */
static char *write_text(const struct writer *writer, const struct document *doc,
                        const struct view_request *request, struct style style)
{
    struct sink sink = memory_sink();
    struct view v;
    assert_int_equal(view_make(&v, doc, request, NULL), 0);
    assert_int_equal(writer->write(&v, &style, &sink, NULL), 0);
    view_release(&v);
    return memory_sink_take(&sink, NULL);
}

static const struct view_request usual = {.limit = -1, .digits = -1, .has_header = true};

static void check_written(const char *format, const struct document *doc,
                          const struct view_request *request, bool excel, const char *expected)
{
    const struct style style = {.excel = excel};
    char *bytes = write_text(writer_find(CONTENT_TABLE, format), doc, request, style);
    if (strcmp(bytes, expected) != 0)
        fail_msg("%s: got\n%s\nexpected\n%s", format, bytes, expected);
    free(bytes);
}

static const struct column columns[] = {
    {"council", TYPE_TEXT, NULL, "", get, 0, 0},
    {"grade", TYPE_GRADE, NULL, "", get, 0, 1},
    {"start", TYPE_DATE, NULL, "", get, 0, 2},
    {"change", TYPE_INTEGER, NULL, "", get, 0, 3},
    {"median_years", TYPE_NUMBER, "years", "", get, 0, 4},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

struct rows {
    struct cell v[2][N_COLUMNS];
};

static struct rows two_rows(void)
{
    return (struct rows){{{cell_text("Kent, \"East\""), cell_grade("good", 3),
                           cell_date(date_of(2018, 3, 1)), cell_integer(-2), cell_days(487)},
                          {cell_text("Bury|St"), cell_missing(NULL), cell_missing(NULL),
                           cell_missing(NULL), cell_missing("not reached")}}};
}

static struct document document_of(const struct rows *rows, size_t n)
{
    return (struct document){.command = "times",
                             .table = {columns, N_COLUMNS, rows->v, n, sizeof rows->v[0], NULL}};
}

#define YEARS_487 "1.3333333333333333"

static void each_format_has_its_form(void **state)
{
    const struct rows rows = two_rows();
    struct document doc = document_of(&rows, 2);
    (void)state;
    document_note(&doc, "as of \"2019\"");
    document_note(&doc, "a/b");
    check_written("csv", &doc, &usual, false,
                  "council,grade,start,change,median_years\n"
                  "\"Kent, \"\"East\"\"\",good,2018-03-01,-2," YEARS_487 "\n"
                  "Bury|St,,,,\n");
    check_written("tsv", &doc, &usual, false,
                  "council\tgrade\tstart\tchange\tmedian_years\n"
                  "\"Kent, \"\"East\"\"\"\tgood\t2018-03-01\t-2\t" YEARS_487 "\n"
                  "Bury|St\t\t\t\t\n");
    check_written("json", &doc, &usual, false,
                  "{\"schema\":1,\"command\":\"times\",\"notes\":[\n"
                  "  \"as of \\\"2019\\\"\",\n"
                  "  \"a/b\"],\"rows\":[\n"
                  "  {\"council\":\"Kent, \\\"East\\\"\",\"grade\":\"good\",\"start\":"
                  "\"2018-03-01\",\"change\":-2,\"median_years\":" YEARS_487 "},\n"
                  "  {\"council\":\"Bury|St\",\"grade\":null,\"start\":null,\"change\":null,"
                  "\"median_years\":null}]}\n");
    check_written("jsonl", &doc, &usual, false,
                  "{\"council\":\"Kent, \\\"East\\\"\",\"grade\":\"good\",\"start\":"
                  "\"2018-03-01\",\"change\":-2,\"median_years\":" YEARS_487 "}\n"
                  "{\"council\":\"Bury|St\",\"grade\":null,\"start\":null,\"change\":null,"
                  "\"median_years\":null}\n");
    check_written("markdown", &doc, &usual, false,
                  "| council | grade | start | change | median (years) |\n"
                  "| --- | --- | --- | ---: | ---: |\n"
                  "| Kent, \"East\" | good | 2018-03-01 | -2 | 1.3 |\n"
                  "| Bury\\|St | - | - | - | not reached |\n");
    document_release(&doc);
}

static void empty_tables_are_valid(void **state)
{
    static const struct {
        const char *format, *with_header, *without;
    } cases[] = {
        {"csv", "council,grade,start,change,median_years\n", ""},
        {"tsv", "council\tgrade\tstart\tchange\tmedian_years\n", ""},
        {"json", "{\"schema\":1,\"command\":\"times\",\"notes\":[],\"rows\":[]}\n",
         "{\"schema\":1,\"command\":\"times\",\"notes\":[],\"rows\":[]}\n"},
        {"jsonl", "", ""},
        {"markdown",
         "| council | grade | start | change | median (years) |\n"
         "| --- | --- | --- | ---: | ---: |\n",
         "|  |  |  |  |  |\n| --- | --- | --- | ---: | ---: |\n"},
    };
    const struct rows rows = two_rows();
    const struct document doc = document_of(&rows, 0);
    struct view_request bare = usual;
    (void)state;
    bare.has_header = false;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_written(cases[i].format, &doc, &usual, false, cases[i].with_header);
        check_written(cases[i].format, &doc, &bare, false, cases[i].without);
    }
}

static void digits_and_units_are_those_asked_for(void **state)
{
    static const struct {
        const char *format, *text;
    } cases[] = {
        {"csv", "change,median_days\n-2,487.00\n"},
        {"tsv", "change\tmedian_days\n-2\t487.00\n"},
        {"jsonl", "{\"change\":-2,\"median_days\":487.00}\n"},
        {"markdown", "| change | median (days) |\n| ---: | ---: |\n| -2 | 487.00 |\n"},
    };
    const struct rows rows = two_rows();
    const struct document doc = document_of(&rows, 1);
    const struct view_request rq = {.columns = "change,median_days",
                                    .unit = UNIT_DAYS,
                                    .limit = -1,
                                    .digits = 2,
                                    .has_header = true};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_written(cases[i].format, &doc, &rq, false, cases[i].text);
}

/* One text, in a column of its own, in each format. */
static void awkward_texts_are_quoted_and_escaped(void **state)
{
    static const struct {
        const char *text, *csv, *tsv, *json, *markdown;
    } cases[] = {
        {"a b", "a b", "a b", "\"a b\"", "a b"},
        {"a,b", "\"a,b\"", "a,b", "\"a,b\"", "a,b"},
        {"a\tb", "a\tb", "\"a\tb\"", "\"a\\tb\"", "a\\\\x09b"},
        {"\"", "\"\"\"\"", "\"\"\"\"", "\"\\\"\"", "\""},
        {"a\nb", "\"a\nb\"", "\"a\nb\"", "\"a\\nb\"", "a\\\\x0ab"},
        {"a\rb", "\"a\rb\"", "\"a\rb\"", "\"a\\rb\"", "a\\\\x0db"},
        {" a", "\" a\"", "\" a\"", "\" a\"", " a"},
        {"a ", "\"a \"", "\"a \"", "\"a \"", "a "},
        {" ", "\" \"", "\" \"", "\" \"", " "},
        {"\ta", "\"\ta\"", "\"\ta\"", "\"\\ta\"", "\\\\x09a"},
        {"=1+1", "=1+1", "=1+1", "\"=1+1\"", "=1+1"},
        {"a\x1b[1m", "a\x1b[1m", "a\x1b[1m", "\"a\\u001b[1m\"", "a\\\\x1b\\[1m"},
        {"\xe2\x80\xaex", "\xe2\x80\xaex", "\xe2\x80\xaex", "\"\\u202ex\"",
         "\\\\xe2\\\\x80\\\\xaex"},
        {"\x7f\xf3\xa0\x81\x81", "\x7f\xf3\xa0\x81\x81", "\x7f\xf3\xa0\x81\x81",
         "\"\\u007f\\udb40\\udc41\"", "\\\\x7f\\\\xf3\\\\xa0\\\\x81\\\\x81"},
        {"C\xc3\xb4te", "C\xc3\xb4te", "C\xc3\xb4te", "\"C\xc3\xb4te\"", "C\xc3\xb4te"},
        {"a|b\\c", "a|b\\c", "a|b\\c", "\"a|b\\\\c\"", "a\\|b\\\\c"},
        {"<b>*`[", "<b>*`[", "<b>*`[", "\"<b>*`[\"", "\\<b>\\*\\`\\["},
        {"_a_ ~b &c;", "_a_ ~b &c;", "_a_ ~b &c;", "\"_a_ ~b &c;\"", "\\_a\\_ \\~b \\&c;"},
        {"a\xe9z", "a\xe9z", "a\xe9z", "\"a\xef\xbf\xbdz\"", "a\\\\xe9z"},
        {"see http://a_b/?c&d_ _e", "see http://a_b/?c&d_ _e", "see http://a_b/?c&d_ _e",
         "\"see http://a_b/?c&d_ _e\"", "see http://a_b/?c&d_ \\_e"},
        {NULL, "\"\"", "\"\"", "null", "-"}, /* an empty line would be no record */
        {"a/b", "a/b", "a/b", "\"a/b\"", "a/b"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct cell row = cell_text(cases[i].text);
        const struct document doc = {.table = {columns, 1, &row, 1, sizeof row, NULL}};
        char line[128];
        snprintf(line, sizeof line, "council\n%s\n", cases[i].csv);
        check_written("csv", &doc, &usual, false, line);
        snprintf(line, sizeof line, "council\n%s\n", cases[i].tsv);
        check_written("tsv", &doc, &usual, false, line);
        snprintf(line, sizeof line, "{\"council\":%s}\n", cases[i].json);
        check_written("jsonl", &doc, &usual, false, line);
        snprintf(line, sizeof line, "| council |\n| --- |\n| %s |\n", cases[i].markdown);
        check_written("markdown", &doc, &usual, false, line);
    }
}

/* There it is for the eye; a tab that parts columns is none of the data. */
static void a_terminal_gets_nothing_raw(void **state)
{
    const struct cell row[] = {cell_text("a\x1b[2J\tb\n\"c\","),
                               cell_text("\xe2\x80\xae \xc2\x9b")};
    const struct column two[] = {columns[0], {"n", TYPE_TEXT, NULL, "", get, 0, 1}};
    const struct document doc = {.table = {two, 2, row, 1, sizeof row, NULL}};
    static const struct {
        const char *format, *expected;
    } cases[] = {
        {"csv", "council,n\n\"a\\x1b[2J\\x09b\\x0a\"\"c\"\",\",\\xe2\\x80\\xae \\xc2\\x9b\n"},
        {"tsv", "council\tn\n\"a\\x1b[2J\\x09b\\x0a\"\"c\"\",\"\t\\xe2\\x80\\xae \\xc2\\x9b\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *bytes = write_text(writer_find(CONTENT_TABLE, cases[i].format), &doc, &usual,
                                 (struct style){.on_terminal = true});
        assert_string_equal(bytes, cases[i].expected);
        free(bytes);
    }
}

static void excel_gets_its_mark_line_ends_and_no_formulas(void **state)
{
    const struct cell rows[][2] = {
        {cell_text("=1+1"), cell_integer(-2)},    {cell_text("+1"), cell_real(-0.5)},
        {cell_text("-"), cell_missing("-")},      {cell_text("@x"), cell_integer(1)},
        {cell_text("\tx"), cell_integer(1)},      {cell_text("\rx"), cell_integer(1)},
        {cell_grade("-good", 3), cell_real(-1)},  {cell_text("a=1"), cell_text("'=1")},
        {cell_text("Kent, East"), cell_text("2")}};
    const struct column two[] = {columns[0], {"n", TYPE_NUMBER, NULL, "", get, 0, 1}};
    const struct document doc = {.table = {two, 2, rows, 9, sizeof rows[0], NULL}};
    (void)state;
    check_written("csv", &doc, &usual, true,
                  "\xef\xbb\xbf"
                  "council,n\r\n'=1+1,-2\r\n'+1,-0.5\r\n'-,\r\n'@x,1\r\n'\tx,1\r\n\"'\rx\",1\r\n"
                  "'-good,-1\r\na=1,'=1\r\n\"Kent, East\",2\r\n");
    check_written("csv", &doc, &usual, false,
                  "council,n\n=1+1,-2\n+1,-0.5\n-,\n@x,1\n\"\tx\",1\n\"\rx\",1\n"
                  "-good,-1\na=1,'=1\n\"Kent, East\",2\n");
}

static void the_mark_stands_first_without_a_header_too(void **state)
{
    const struct cell row = cell_text("a");
    const struct document doc = {.table = {columns, 1, &row, 1, sizeof row, NULL}};
    struct view_request rq = usual;
    (void)state;
    rq.has_header = false;
    check_written("csv", &doc, &rq, true,
                  "\xef\xbb\xbf"
                  "a\r\n");
    check_written("csv", &doc, &rq, false, "a\n");
    check_written("tsv", &doc, &rq, true, "a\n");
}

static void formats_are_found_by_name_and_by_ending(void **state)
{
    static const struct {
        const char *path, *name;
    } cases[] = {
        {"a.csv", "csv"},     {"a.tsv", "tsv"},     {"a.tab", "tsv"},
        {"a.json", "json"},   {"a.jsonl", "jsonl"}, {"a.ndjson", "jsonl"},
        {"a.md", "markdown"}, {"a.txt", "table"},   {"a.markdown", "markdown"},
        {"a.text", "table"},  {".csv", "csv"},      {"a.csv.json", "json"},
        {"a.d/b.csv", "csv"}, {"a.csv/b", NULL},    {"a.csv/b.xls", NULL},
        {"csv", NULL},        {"a.", NULL},         {"", NULL},
        {"a.XLSX", "xlsx"},   {"a.csvx", NULL},     {"a.cs", NULL},
        {"a.csv|tsv", NULL},
    };
    static const char *const names[] = {"table", "csv", "tsv", "json", "jsonl", "markdown", "xlsx"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct writer *w = writer_for_file(CONTENT_TABLE, cases[i].path);
        assert_string_equal(w ? w->name : "none", cases[i].name ? cases[i].name : "none");
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_string_equal(writer_at(i)->name, names[i]);
        assert_ptr_equal(writer_find(CONTENT_TABLE, names[i]), writer_at(i));
        bool is_xlsx = strcmp(names[i], "xlsx") == 0;
        assert_int_equal(writer_at(i)->includes_notes, is_xlsx || strcmp(names[i], "json") == 0);
        assert_int_equal(writer_at(i)->is_binary, is_xlsx);
        assert_int_equal(writer_at(i)->needs_header, is_xlsx);
    }
    assert_null(writer_find(CONTENT_TABLE, "svg"));
    assert_null(writer_find(CONTENT_CHART, "csv"));
    assert_null(writer_find(CONTENT_TABLE, "xml"));
    assert_null(writer_find(CONTENT_TABLE, ""));
    assert_null(writer_find(CONTENT_TABLE, "CSV"));
}

static void headings_have_their_unit_in_brackets(void **state)
{
    static const struct {
        const char *name, *unit, *heading;
    } cases[] = {
        {"council", NULL, "council"},
        {"first_date", NULL, "first date"},
        {"median_years", "years", "median (years)"},
        {"median_low_years", "years", "median low (years)"},
        {"time_days", "days", "time (days)"},
        {"share", "share", "share"},
        {"years", "years", "years"},
        {"_years", "years", " years"},
        {"a_years", "years", "a (years)"},
        {"lightyears", "years", "lightyears"},
        {"median_years", "days", "median years"},
        {"improved_1y", "probability", "improved 1y"},
        {"median_years", "", "median years"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct column column = {cases[i].name, TYPE_NUMBER, cases[i].unit, "", get, 0, 0};
        struct text t = {0};
        writer_add_heading(&column, &t);
        assert_string_equal(text_string(&t), cases[i].heading);
        text_release(&t);
    }
}

static void only_numbers_stand_at_the_right_edge(void **state)
{
    static const bool right[] = {
        [TYPE_TEXT] = false, [TYPE_INTEGER] = true, [TYPE_NUMBER] = true,
        [TYPE_DATE] = false, [TYPE_GRADE] = false,
    };
    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        const struct column column = {"c", (enum column_type)i, NULL, "", get, 0, 0};
        assert_int_equal(writer_is_right(&column), right[i]);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format_has_its_form),
        cmocka_unit_test(empty_tables_are_valid),
        cmocka_unit_test(digits_and_units_are_those_asked_for),
        cmocka_unit_test(awkward_texts_are_quoted_and_escaped),
        cmocka_unit_test(a_terminal_gets_nothing_raw),
        cmocka_unit_test(excel_gets_its_mark_line_ends_and_no_formulas),
        cmocka_unit_test(the_mark_stands_first_without_a_header_too),
        cmocka_unit_test(formats_are_found_by_name_and_by_ending),
        cmocka_unit_test(headings_have_their_unit_in_brackets),
        cmocka_unit_test(only_numbers_stand_at_the_right_edge),
    };
    return CHECK_RUN(tests, argc, argv);
}
