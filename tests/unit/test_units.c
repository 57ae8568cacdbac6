/* view: the units of durations, and how cells are written for machines and for people. */
#include "check.h"

#include "fixture.h"
#include "out/view.h"

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

static void units_have_their_days(void **state)
{
    (void)state;
    assert_true(unit_days("years") == 365.25);
    assert_true(unit_days("months") == 30.4375);
    assert_true(unit_days("days") == 1);
    assert_true(unit_days("share") == 1);
    assert_true(unit_days("councils") == 1);
    assert_true(unit_days(NULL) == 1);
}

static const struct column durations[] = {
    {"median_years", TYPE_NUMBER, "years", "", get, 0, 0},
    {"rmst", TYPE_NUMBER, "years", "", get, 0, 0},      /* no unit in its name */
    {"start_years", TYPE_INTEGER, NULL, "", get, 0, 0}, /* no unit of its own */
    {"wait_months", TYPE_NUMBER, "months", "", get, 0, 0},
    {"days", TYPE_INTEGER, "days", "", get, 0, 0},
    {"years", TYPE_NUMBER, "years", "", get, 0, 0}, /* in days, as the one before: left out */
    {"leapyears", TYPE_NUMBER, "years", "", get, 0, 0},
    {"a_years", TYPE_NUMBER, "years", "", get, 0, 0},
};

static void a_unit_without_a_column_in_years_is_refused(void **state)
{
    const struct view_request rq = {.unit = UNIT_MONTHS, .limit = -1};
    const struct document doc = {.table = {.columns = &durations[3], .n_columns = 2}};
    struct diags ds = {0};
    struct view v;
    (void)state;
    assert_int_equal(view_make(&v, &doc, &rq, &ds), -1);
    assert_int_equal(ds.fault, FAULT_USAGE);
    assert_string_equal(ds.fault_message, "--units has no effect: no column is in years");
    view_release(&v);
    diags_release(&ds);
}

static void columns_in_years_are_renamed_to_their_unit(void **state)
{
    static const struct {
        enum unit unit;
        const char *names, *units;
    } cases[] = {
        {UNIT_YEARS, "median_years rmst start_years wait_months days years leapyears a_years ",
         "years years - months days years years years "},
        {UNIT_MONTHS, "median_months rmst start_years wait_months days months leapyears a_months ",
         "months months - months days months months months "},
        {UNIT_DAYS, "median_days rmst start_years wait_months days leapyears a_days ",
         "days days - months days days days "},
    };
    const struct document doc = {
        .table = {.columns = durations, .n_columns = sizeof durations / sizeof durations[0]}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text names = {0}, units = {0};
        const struct view_request rq = {.unit = cases[i].unit, .limit = -1};
        struct view v;
        assert_int_equal(view_make(&v, &doc, &rq, NULL), 0);
        for (size_t j = 0; j < v.n_shown; j++) {
            text_addf(&names, "%s ", v.shown[j]->name);
            text_addf(&units, "%s ", v.shown[j]->unit ? v.shown[j]->unit : "-");
        }
        check_text(&names, cases[i].names, "names");
        check_text(&units, cases[i].units, "units");
        view_release(&v);
        text_release(&names);
        text_release(&units);
    }
    assert_string_equal(durations[0].name, "median_years"); /* the document stays as it is */
}

static void renamed_columns_are_asked_for_by_their_new_names(void **state)
{
    static const struct column column = {"median_years", TYPE_NUMBER, "years", "", get, 0, 0};
    static const char *const where[] = {"median_months>=12", "median_months<48"};
    const struct cell rows[] = {cell_days(1461), cell_days(730.5), cell_days(365.25), cell_days(9)};
    const struct document doc = {.table = {&column, 1, rows, 4, sizeof rows[0], NULL}};
    struct view_request rq = {.unit = UNIT_MONTHS, .limit = -1, .where = where, .n_where = 2};
    struct diags ds = {0};
    struct view v;
    (void)state;
    rq.columns = "median_months";
    rq.sort = "median_months";
    assert_int_equal(view_make(&v, &doc, &rq, NULL), 0);
    assert_int_equal(v.n_rows, 2);
    assert_int_equal(v.rows[0], 2);
    assert_int_equal(v.rows[1], 1);
    view_release(&v);
    rq.columns = "median_years";
    assert_int_equal(view_make(&v, &doc, &rq, &ds), -1);
    assert_string_equal(ds.fault_message, "there is no column \"median_years\"");
    assert_string_equal(ds.fault_hint, "there are: median_months");
    view_release(&v);
    diags_release(&ds);
}

static void what_is_above_nought_is_not_rounded_to_it(void **state)
{
    static const struct column share = {"p", TYPE_NUMBER, "probability", "", get, 0, 0};
    static const struct column ratio = {"r", TYPE_NUMBER, NULL, "", get, 0, 0};
    static const struct {
        const struct column *column;
        double value;
        int digits;
        const char *shown;
    } cases[] = {
        {&share, 0.0004, -1, "<0.001"}, {&share, 0.0006, -1, "0.001"},
        {&share, 0, -1, "0.000"},       {&share, 1e-300, -1, "<0.001"},
        {&ratio, 0.004, -1, "<0.01"},   {&ratio, 0.004, 4, "0.0040"},
        {&ratio, 0.3, 0, "<1"},         {&ratio, -0.004, -1, "0.00"},
        {&ratio, 12.345, -1, "12.35"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct view v = {.digits = cases[i].digits};
        struct text t = {0};
        view_add_shown(&v, cases[i].column, cell_real(cases[i].value), &t);
        check_text(&t, cases[i].shown, "shown");
        text_release(&t);
    }
}

static struct date partial(const char *text)
{
    struct date date = {0};
    assert_int_equal(date_parse(span_of(text), DATE_ISO_ONLY, &date), DATE_OK);
    return date;
}

struct written {
    const char *unit;
    struct cell cell;
    int digits;
    const char *exact, *shown;
};

static void check_cells(const struct written *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct column column = {"c", TYPE_NUMBER, v[i].unit, "", get, 0, 0};
        const struct view view = {.digits = v[i].digits};
        struct text exact = {0}, shown = {0};
        view_add_exact(&view, &column, v[i].cell, &exact);
        view_add_shown(&view, &column, v[i].cell, &shown);
        check_text(&exact, v[i].exact, "exact");
        check_text(&shown, v[i].shown, "shown");
        text_release(&exact);
        text_release(&shown);
    }
}

static void numbers_are_exact_for_machines_and_rounded_for_people(void **state)
{
    const struct written cases[] = {
        {"years", cell_days(730.5), -1, "2", "2.0"},
        {"years", cell_days(1000), -1, "2.737850787132101", "2.7"},
        {"years", cell_days(1000), 3, "2.738", "2.738"},
        {"years", cell_days(1000), 0, "3", "3"},
        {"months", cell_days(730.5), -1, "24", "24.0"},
        {"days", cell_days(730.5), -1, "730.5", "730"}, /* halves to even */
        {"days", cell_days(731.5), -1, "731.5", "732"},
        {"years", cell_real(0.25), -1, "0.25", "0.2"}, /* a number as it is */
        {"probability", cell_real(0.0625), -1, "0.0625", "0.062"},
        {"share", cell_real(0.1), -1, "0.1", "0.100"},
        {"share", cell_real(0.1), 1, "0.1", "0.1"},
        {NULL, cell_real(1.0 / 3), -1, "0.3333333333333333", "0.33"},
        {"councils", cell_real(12), -1, "12", "12.00"},
        {NULL, cell_real(-0.001), -1, "-0.001", "0.00"},
    };
    (void)state;
    check_cells(cases, sizeof cases / sizeof cases[0]);
}

static void other_cells_are_written_the_same_unless_missing(void **state)
{
    const struct written cases[] = {
        {NULL, cell_integer(-12), 3, "-12", "-12"},
        {NULL, cell_integer(INT64_MIN), -1, "-9223372036854775808", "-9223372036854775808"},
        {NULL, cell_text("a,b"), 3, "a,b", "a,b"},
        {NULL, cell_grade("good", 3), -1, "good", "good"},
        {NULL, cell_date(date_of(2018, 3, 1)), 0, "2018-03-01", "2018-03-01"},
        {NULL, cell_date(partial("2018-03")), -1, "2018-03", "2018-03"},
        {NULL, cell_date(partial("2018")), -1, "2018", "2018"},
        {"years", cell_missing(NULL), 2, "", "-"},
        {"years", cell_missing("not reached"), -1, "", "not reached"},
    };
    (void)state;
    check_cells(cases, sizeof cases / sizeof cases[0]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_have_their_days),
        cmocka_unit_test(columns_in_years_are_renamed_to_their_unit),
        cmocka_unit_test(a_unit_without_a_column_in_years_is_refused),
        cmocka_unit_test(what_is_above_nought_is_not_rounded_to_it),
        cmocka_unit_test(renamed_columns_are_asked_for_by_their_new_names),
        cmocka_unit_test(numbers_are_exact_for_machines_and_rounded_for_people),
        cmocka_unit_test(other_cells_are_written_the_same_unless_missing),
    };
    return CHECK_RUN(tests, argc, argv);
}
