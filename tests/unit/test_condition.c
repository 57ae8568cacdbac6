/* condition: every operator on every type of column, and what is refused. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "out/condition.h"

/* Grades of our own: poor 1, fair (or okay) 2, good 3. */
static bool rank_of(const void *context, struct nearest *near, int *rank)
{
    static const struct {
        const char *word;
        int rank;
    } words[] = {{"poor", 1}, {"fair", 2}, {"okay", 2}, {"good", 3}};
    (void)context;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        *rank = words[i].rank;
        if (span_matches(near->wanted, span_of(words[i].word)))
            return true;
        nearest_try(near, words[i].word);
    }
    return false;
}

static const struct column columns[] = {
    {"council", TYPE_TEXT, NULL, "", NULL, 0, 0},
    {"episodes", TYPE_INTEGER, NULL, "", NULL, 0, 0},
    {"share", TYPE_NUMBER, "share", "", NULL, 0, 0},
    {"median_years", TYPE_NUMBER, "years", "", NULL, 0, 0},
    {"start_date", TYPE_DATE, NULL, "", NULL, 0, 0},
    {"grade", TYPE_GRADE, NULL, "", NULL, 0, 0},
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static const struct document grades = {.rank_of = rank_of};

/* A condition, and for each of the cells '1' where it passes, else '0'. */
struct example {
    const char *condition, *passes;
};

static void check_examples(const struct document *doc, const struct cell *cells,
                           const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct condition c;
        struct diags ds = {0};
        char passes[16] = "";
        if (condition_parse(&c, v[i].condition, columns, N_COLUMNS, doc, &ds) != 0)
            fail_msg("%s: %s", v[i].condition, ds.fault_message);
        for (size_t j = 0; v[i].passes[j]; j++)
            passes[j] = condition_holds(&c, cells[j]) > 0 ? '1' : '0';
        if (strcmp(passes, v[i].passes) != 0)
            fail_msg("%s: got %s, expected %s", v[i].condition, passes, v[i].passes);
        condition_release(&c);
    }
}

#define CHECK_EXAMPLES(doc, cells, v) check_examples(doc, cells, v, sizeof(v) / sizeof(v)[0])

static void texts_compare_by_bytes(void **state)
{
    static const struct example examples[] = {
        {"council=Kent", "010000"},
        {"council!=Kent", "101111"},
        {"council<Kent", "100000"},
        {"council<=Kent", "110000"},
        {"council>Kent", "001110"},
        {"council>=Kent", "011110"},
        {"council<Ken", "100000"},
        {"council>Ken", "011110"},
        {"council>=Kentaaa", "000110"},
        {"council<\xc3", "111100"},
        {"council=", "000001"},
        {"council!=", "111110"},
        {" council  =  Kent\t", "010000"},
        {"council=a=b", "000000"},
        {"council=kent", "000100"},
    };
    const struct cell cells[] = {cell_text("Bury"), cell_text("Kent"),        cell_text("Kenta"),
                                 cell_text("kent"), cell_text("\xc3\x89ire"), cell_missing(NULL)};
    (void)state;
    CHECK_EXAMPLES(&grades, cells, examples);
}

/* Whatever follows in either, the blanks behind the value included. */
static void a_longer_text_is_more(void **state)
{
    static const struct example examples[] = {{"council>Kent  ", "101"}, {"council=Kent  ", "010"}};
    const struct cell cells[] = {cell_text("Kent\x01"), cell_text("Kent"), cell_text("Kent a")};
    (void)state;
    CHECK_EXAMPLES(&grades, cells, examples);
}

static void expressions_match_what_machines_would_read(void **state)
{
    static const struct example texts[] = {
        {"council~KEN", "011"}, {"council~^kent$", "010"},     {"council~x|bur", "100"},
        {"council~.", "111"},   {"council~n{2}", "001"},       {"council~=", "001"},
        {"council~<|>", "000"}, {" council ~ ^bury$ ", "100"},
    };
    static const struct example numbers[] = {{"episodes~^1", "011"}, {"episodes~0$", "110"}};
    static const struct example days[] = {{"median_years~^2$", "100"}, {"median_years~[.]", "010"}};
    static const struct example dates[] = {
        {"start_date~.*", "110"}, {"start_date~-03", "110"}, {"start_date~-03$", "010"}};
    static const struct example words[] = {{"grade~^F", "100"}, {"grade~oo", "010"}};
    const struct cell t[] = {cell_text("Bury"), cell_text("Kent"), cell_text("kenn=")};
    const struct cell i[] = {cell_integer(-10), cell_integer(10), cell_integer(12)};
    const struct cell d[] = {cell_days(730.5), cell_days(731), cell_missing("2")};
    const struct cell g[] = {cell_grade("fair", 2), cell_grade("good", 3), cell_missing(NULL)};
    struct cell s[] = {cell_date(date_of(2018, 3, 9)), cell_missing(NULL), cell_missing("-03")};
    struct date month;
    (void)state;
    assert_int_equal(date_parse(span_of("2018-03"), DATE_ISO_ONLY, &month), DATE_OK);
    s[1] = cell_date(month);
    CHECK_EXAMPLES(&grades, t, texts);
    CHECK_EXAMPLES(&grades, i, numbers);
    CHECK_EXAMPLES(&grades, d, days);
    CHECK_EXAMPLES(&grades, s, dates);
    CHECK_EXAMPLES(&grades, g, words);
}

static void numbers_compare_by_size(void **state)
{
    static const struct example integers[] = {
        {"episodes=2", "00100"},   {"episodes!=2", "11011"},   {"episodes<2", "11000"},
        {"episodes<=2", "11100"},  {"episodes>2", "00010"},    {"episodes>=2", "00110"},
        {"episodes=", "00001"},    {"episodes!=", "11110"},    {"episodes=2.0", "00100"},
        {"episodes<0.5", "11000"}, {"episodes>-1e1", "11110"}, {"episodes<9", "11100"},
    };
    static const struct example reals[] = {
        {"share=0.5", "010"}, {"share!=.5", "101"},  {"share<0.5", "100"}, {"share<=0.5", "110"},
        {"share>0.5", "000"}, {"share>=0.5", "010"}, {"share=", "001"},    {"share!=", "110"},
    };
    static const struct example years[] = {
        {"median_years=2", "010"},  {"median_years!=2", "101"}, {"median_years<2", "100"},
        {"median_years<=2", "110"}, {"median_years>1", "010"},  {"median_years>=1", "110"},
        {"median_years=", "001"},   {"median_years!=", "110"},  {"median_years>300", "000"},
    };
    const struct cell i[] = {cell_integer(-3), cell_integer(0), cell_integer(2), cell_integer(10),
                             cell_missing(NULL)};
    const struct cell r[] = {cell_real(0.25), cell_real(0.5), cell_missing(NULL)};
    const struct cell y[] = {cell_days(365.25), cell_days(730.5), cell_missing("not reached")};
    (void)state;
    CHECK_EXAMPLES(&grades, i, integers);
    CHECK_EXAMPLES(&grades, r, reals);
    CHECK_EXAMPLES(&grades, y, years);
}

static void grades_compare_by_rank(void **state)
{
    static const struct example examples[] = {
        {"grade=fair", "01100"},  {"grade=OKAY", "01100"},  {"grade!=fair", "10011"},
        {"grade<fair", "10000"},  {"grade<=fair", "11100"}, {"grade>fair", "00010"},
        {"grade>=okay", "01110"}, {"grade=", "00001"},      {"grade!=", "11110"},
        {"grade>poor", "01110"},  {"grade<good", "11100"},
    };
    const struct cell cells[] = {cell_grade("poor", 1), cell_grade("Fair", 2),
                                 cell_grade("okay", 2), cell_grade("good", 3), cell_missing(NULL)};
    (void)state;
    CHECK_EXAMPLES(&grades, cells, examples);
}

/* Cells: 2014-12-31, 2015-01-01, 2015-06, 2015, 2015-12-31, 2016-01-01, missing. */
static void fill_dates(struct cell cells[7])
{
    static const char *const texts[] = {"2014-12-31", "2015-01-01", "2015-06",
                                        "2015",       "2015-12-31", "2016-01-01"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct date date;
        assert_int_equal(date_parse(span_of(texts[i]), DATE_ISO_ONLY, &date), DATE_OK);
        cells[i] = cell_date(date);
    }
    cells[6] = cell_missing(NULL);
}

static void partial_dates_stand_for_all_their_days(void **state)
{
    static const struct example examples[] = {
        {"start_date=2015", "0111100"},       {"start_date!=2015", "1000011"},
        {"start_date<2015", "1000000"},       {"start_date<=2015", "1111100"},
        {"start_date>2015", "0000010"},       {"start_date>=2015", "0111110"},
        {"start_date=2015-12", "0000100"},    {"start_date>2015-12", "0000010"},
        {"start_date<2015-12", "1111000"},    {"start_date=2015-12-31", "0000100"},
        {"start_date<2015-12-31", "1111000"}, {"start_date>2015-01-01", "0011110"},
        {"start_date=", "0000001"},           {"start_date!=", "1111110"},
    };
    struct cell cells[7];
    (void)state;
    fill_dates(cells);
    CHECK_EXAMPLES(&grades, cells, examples);
}

/* As the document places them. */
static void partial_dates_of_cells_are_placed(void **state)
{
    static const struct example mid[] = {{"start_date=2015-07-01", "0001000"},
                                         {"start_date=2015-06-15", "0010000"}};
    static const struct example first[] = {{"start_date=2015-01-01", "0101000"},
                                           {"start_date=2015-06-01", "0010000"}};
    static const struct example last[] = {{"start_date=2015-12-31", "0001100"},
                                          {"start_date>=2015-06-30", "0011110"}};
    struct document doc = {.placing = DATE_MID};
    struct cell cells[7];
    (void)state;
    fill_dates(cells);
    CHECK_EXAMPLES(&doc, cells, mid);
    doc.placing = DATE_FIRST;
    CHECK_EXAMPLES(&doc, cells, first);
    doc.placing = DATE_LAST;
    CHECK_EXAMPLES(&doc, cells, last);
}

static void columns_are_found_as_header_names_are(void **state)
{
    static const struct example examples[] = {
        {"Start Date=2015", "1"}, {"START-DATE>2014", "1"}, {"startdate<2015", "0"}};
    const struct cell cell = cell_date(date_of(2015, 5, 5));
    (void)state;
    CHECK_EXAMPLES(&grades, &cell, examples);
}

#define NO_CONDITION " is not a condition; expected COLUMN=VALUE, or !=, <, <=, >, >= or ~ for ="
#define NEEDS_VALUE  "expected a value (only = and != may stand before nothing)"
#define ALL_COLUMNS  "there are: council, episodes, share, median_years, start_date, grade"

static const struct {
    const char *condition, *message, *hint;
} misfits[] = {
    {"", "\"\"" NO_CONDITION, ""},
    {"council", "\"council\"" NO_CONDITION, ""},
    {"=Kent", "\"=Kent\"" NO_CONDITION, ""},
    {"  =Kent", "\"  =Kent\"" NO_CONDITION, ""},
    {"council!Kent", "\"council!Kent\"" NO_CONDITION, ""},
    {"cuoncil=Kent", "there is no column \"cuoncil\"", "the nearest is \"council\""},
    {"xyz=1", "there is no column \"xyz\"", ALL_COLUMNS},
    {"episodes=four", "column episodes cannot be compared with \"four\": expected a number", ""},
    {"share>1%", "column share cannot be compared with \"1%\": expected a number", ""},
    {"median_years<inf", "column median_years cannot be compared with \"inf\": expected a number",
     ""},
    {"episodes==2", "column episodes cannot be compared with \"=2\": expected a number", ""},
    {"start_date=13/02/2019",
     "column start_date cannot be compared with \"13/02/2019\": expected YYYY-MM-DD, YYYY-MM "
     "or YYYY",
     ""},
    {"start_date>2019-02-30",
     "column start_date cannot be compared with \"2019-02-30\": expected YYYY-MM-DD, YYYY-MM "
     "or YYYY",
     ""},
    {"grade=god", "there is no grade \"god\"", "the nearest is \"good\""},
    {"grade<xyz", "there is no grade \"xyz\"", "there are: poor, fair, okay, good"},
    {"episodes<", "column episodes cannot be compared with \"\": " NEEDS_VALUE, ""},
    {"episodes<= ", "column episodes cannot be compared with \"\": " NEEDS_VALUE, ""},
    {"council>", "column council cannot be compared with \"\": " NEEDS_VALUE, ""},
    {"grade>=", "column grade cannot be compared with \"\": " NEEDS_VALUE, ""},
    {"council~", "column council cannot be compared with \"\": " NEEDS_VALUE, ""},
};

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof misfits / sizeof misfits[0]; i++) {
        struct condition c;
        struct diags ds = {0};
        assert_int_equal(
            condition_parse(&c, misfits[i].condition, columns, N_COLUMNS, &grades, &ds), -1);
        assert_int_equal(ds.fault, FAULT_USAGE);
        assert_string_equal(ds.fault_message, misfits[i].message);
        assert_string_equal(ds.fault_hint ? ds.fault_hint : "", misfits[i].hint);
        condition_release(&c);
        diags_release(&ds);
    }
}

static void a_bad_expression_is_refused_with_the_reason(void **state)
{
    static const char *const bad[] = {"council~(", "council~[a", "council~a{2,1}"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char begin[64];
        struct condition c;
        struct diags ds = {0};
        snprintf(begin, sizeof begin, "\"%s\" is not a regular expression: ", bad[i] + 8);
        assert_int_equal(condition_parse(&c, bad[i], columns, N_COLUMNS, &grades, &ds), -1);
        assert_int_equal(ds.fault, FAULT_USAGE);
        assert_memory_equal(ds.fault_message, begin, strlen(begin));
        assert_true(strlen(ds.fault_message) > strlen(begin)); /* the C library's words */
        condition_release(&c);
        diags_release(&ds);
    }
}

static void a_table_without_grades_has_none_to_compare_with(void **state)
{
    static const struct document none;
    struct condition c;
    struct diags ds = {0};
    (void)state;
    assert_int_equal(condition_parse(&c, "grade=good", columns, N_COLUMNS, &none, &ds), -1);
    assert_string_equal(ds.fault_message,
                        "column grade cannot be compared with \"good\": expected a grade");
    diags_release(&ds);
}

/* Against C's own operators. */
static void operators_hold_as_those_of_c(void **state)
{
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 20000; i++) {
        int a = (int)random_below(&r, 7) - 3, b = (int)random_below(&r, 7) - 3;
        const bool holds[] = {a == b, a != b, a<b, a <= b, a> b, a >= b};
        uint32_t op = random_below(&r, 6);
        bool real = random_below(&r, 2);
        char text[32];
        struct condition c;
        snprintf(text, sizeof text, "%s%s%d", real ? "share" : "episodes", signs[op], b);
        assert_int_equal(condition_parse(&c, text, columns, N_COLUMNS, &grades, NULL), 0);
        if (condition_holds(&c, real ? cell_real(a) : cell_integer(a)) != holds[op])
            fail_msg("%d: %s", a, text);
        condition_release(&c);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_compare_by_bytes),
        cmocka_unit_test(a_longer_text_is_more),
        cmocka_unit_test(expressions_match_what_machines_would_read),
        cmocka_unit_test(numbers_compare_by_size),
        cmocka_unit_test(grades_compare_by_rank),
        cmocka_unit_test(partial_dates_stand_for_all_their_days),
        cmocka_unit_test(partial_dates_of_cells_are_placed),
        cmocka_unit_test(columns_are_found_as_header_names_are),
        cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(a_bad_expression_is_refused_with_the_reason),
        cmocka_unit_test(a_table_without_grades_has_none_to_compare_with),
        cmocka_unit_test(operators_hold_as_those_of_c),
    };
    return CHECK_RUN(tests, argc, argv);
}
