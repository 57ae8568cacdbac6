/* view: which columns, which rows, in which order. (Units and cells: test_units.c.) */
#include "check.h"

#include <string.h>

#include "fixture.h"
#include "out/view.h"

enum { COUNCIL, GRADE, START, MEDIAN, EPISODES, SHARE, REGION, N_COLUMNS };

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

static const struct column columns[N_COLUMNS] = {
    {"council", TYPE_TEXT, NULL, "", get, COLUMN_KEY, COUNCIL},
    {"grade", TYPE_GRADE, NULL, "", get, 0, GRADE},
    {"start_date", TYPE_DATE, NULL, "", get, 0, START},
    {"median_years", TYPE_NUMBER, "years", "", get, 0, MEDIAN},
    {"episodes", TYPE_INTEGER, NULL, "", get, 0, EPISODES},
    {"share", TYPE_NUMBER, "share", "", get, 0, SHARE},
    {"region", TYPE_TEXT, NULL, "", get, COLUMN_EXTRA, REGION},
};

enum { N_ROWS = 5 };
struct rows {
    struct cell v[N_ROWS][N_COLUMNS];
};

/* Councils begin with a letter each, by which the tests name the rows. */
static struct rows make_rows(void)
{
    return (struct rows){{
        {cell_text("Leeds"), cell_grade("good", 3), cell_date(date_of(2018, 3, 1)),
         cell_days(730.5), cell_integer(4), cell_real(0.5), cell_text("North")},
        {cell_text("Bury"), cell_grade("inadequate", 1), cell_missing(NULL), cell_days(365.25),
         cell_integer(10), cell_real(0.25), cell_text("North")},
        {cell_text("Kent"), cell_grade("outstanding", 4), cell_missing(NULL),
         cell_missing("not reached"), cell_integer(-3), cell_real(1), cell_text("South")},
        {cell_text("Derby"), cell_grade("adequate", 2), cell_missing(NULL), cell_days(1461),
         cell_integer(4), cell_missing(NULL), cell_missing(NULL)},
        {cell_text("Essex"), cell_missing(NULL), cell_date(date_of(2018, 3, 15)),
         cell_days(30.4375), cell_missing(NULL), cell_real(0.125), cell_text("east")},
    }};
}

static struct date partial(const char *text)
{
    struct date date = {0};
    assert_int_equal(date_parse(span_of(text), DATE_ISO_ONLY, &date), DATE_OK);
    return date;
}

/* The rows above as a document; Bury and Derby start on partial dates. */
static struct document make_document(struct rows *rows)
{
    *rows = make_rows();
    rows->v[1][START] = cell_date(partial("2018-03"));
    rows->v[3][START] = cell_date(partial("2018"));
    return (struct document){
        .table = {columns, N_COLUMNS, rows->v, N_ROWS, sizeof rows->v[0], NULL}};
}

static const struct view_request nothing_asked = {.limit = -1, .digits = -1, .has_header = true};

static void add_names(const struct view *v, struct text *t)
{
    for (size_t i = 0; i < v->n_shown; i++)
        text_addf(t, "%s%s", i ? "," : "", v->shown[i]->name);
}

/* Fails unless REQUEST shows those columns (NULL: whatever) and rows, told by their letters. */
static void check_view(const struct document *doc, const struct view_request *request,
                       const char *names, const char *rows, const char *what)
{
    struct text shown = {0}, letters = {0};
    struct diags ds = {0};
    struct view v;
    assert_int_equal(view_make(&v, doc, request, &ds), 0);
    add_names(&v, &shown);
    for (size_t i = 0; i < v.n_rows; i++)
        text_add_char(&letters, table_cell(&doc->table, v.rows[i], &columns[COUNCIL]).text[0]);
    if (names)
        check_text(&shown, names, what);
    check_text(&letters, rows, what);
    assert_int_equal(ds.fault, FAULT_NONE);
    view_release(&v);
    text_release(&shown);
    text_release(&letters);
}

static void check_refused(const struct document *doc, const struct view_request *request,
                          const char *message, const char *hint)
{
    struct diags ds = {0};
    struct view v;
    assert_int_equal(view_make(&v, doc, request, &ds), -1);
    assert_int_equal(ds.fault, FAULT_USAGE);
    assert_string_equal(ds.fault_message, message);
    assert_string_equal(ds.fault_hint ? ds.fault_hint : "", hint);
    view_release(&v);
    diags_release(&ds);
}

static void lists_choose_columns_and_their_order(void **state)
{
    static const struct {
        const char *list, *names;
    } cases[] = {
        {NULL, "council,grade,start_date,median_years,episodes,share"},
        {"council", "council"},
        {"share,council", "share,council"},
        {" share , council ", "share,council"},
        {"share,council,share", "share,council"},
        {"Start-Date,MEDIAN YEARS", "start_date,median_years"},
        {" +region", "council,grade,start_date,median_years,episodes,share,region"},
        {"+region", "council,grade,start_date,median_years,episodes,share,region"},
        {"+share", "council,grade,start_date,median_years,episodes,share"},
        {"-share", "council,grade,start_date,median_years,episodes"},
        {"-council,-start_date", "grade,median_years,episodes,share"},
        {"-region", "council,grade,start_date,median_years,episodes,share"},
        {"-share,+region,-council", "grade,start_date,median_years,episodes,region"},
        {"-council,+council", "grade,start_date,median_years,episodes,share,council"},
        {"-council,region", "grade,start_date,median_years,episodes,share,region"},
        {"grade,region,-grade", "region"},
    };
    struct rows rows;
    struct document doc = make_document(&rows);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct view_request rq = nothing_asked;
        rq.columns = cases[i].list;
        check_view(&doc, &rq, cases[i].names, "LBKDE", cases[i].list ? cases[i].list : "no list");
    }
}

#define ALL_NAMES "there are: council, grade, start_date, median_years, episodes, share, region"

static void columns_that_are_not_there_are_refused(void **state)
{
    static const struct {
        const char *list, *message, *hint;
    } cases[] = {
        {"cuoncil", "there is no column \"cuoncil\"", "the nearest is \"council\""},
        {"council,-shore", "there is no column \"shore\"", "the nearest is \"share\""},
        {"+regoin", "there is no column \"regoin\"", "the nearest is \"region\""},
        {"xyz", "there is no column \"xyz\"", ALL_NAMES},
        {"council,,grade", "there is no column \"\"", ALL_NAMES},
        {"", "there is no column \"\"", ALL_NAMES},
        {"+", "there is no column \"\"", ALL_NAMES},
        {"council,-council", "no column is left to show", ""},
    };
    struct rows rows;
    struct document doc = make_document(&rows);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct view_request rq = nothing_asked;
        rq.columns = cases[i].list;
        check_refused(&doc, &rq, cases[i].message, cases[i].hint);
    }
}

struct sort_case {
    const char *list, *rows;
};

static void check_sorts(const struct document *doc, const struct sort_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct view_request rq = nothing_asked;
        rq.sort = cases[i].list;
        check_view(doc, &rq, NULL, cases[i].rows, cases[i].list ? cases[i].list : "no list");
    }
}

static void rows_are_sorted_stably_with_missing_last(void **state)
{
    static const struct sort_case cases[] = {
        {NULL, "LBKDE"},
        {"council", "BDEKL"},
        {"-council", "LKEDB"},
        {"grade", "BDLKE"}, /* by rank, not by word */
        {"-grade", "KLDBE"},
        {"median_years", "EBLDK"},
        {"-median_years", "DLBEK"},
        {"episodes", "KLDBE"},
        {"-episodes", "BLDKE"},
        {"share", "EBLKD"},
        {"region", "LBKED"}, /* bytes: lower case behind upper case */
        {"-region", "EKLBD"},
        {"region,council", "BLKED"},
        {"episodes,-council", "KLDBE"},
        {" episodes , council ", "KDLBE"},
        {"-episodes,council", "BDLKE"},
        {"-Median Years", "DLBEK"},
    };
    struct rows rows;
    struct document doc = make_document(&rows);
    (void)state;
    check_sorts(&doc, cases, sizeof cases / sizeof cases[0]);
}

static void partial_dates_are_sorted_where_they_are_placed(void **state)
{
    static const struct sort_case mid[] = {{"start_date", "LBEDK"}, {"-start_date", "DBELK"}};
    static const struct sort_case first[] = {{"start_date", "DLBEK"}, {"-start_date", "ELBDK"}};
    static const struct sort_case last[] = {{"start_date", "LEBDK"}, {"-start_date", "DBELK"}};
    struct rows rows;
    struct document doc = make_document(&rows);
    (void)state;
    doc.placing = DATE_MID;
    check_sorts(&doc, mid, 2);
    doc.placing = DATE_FIRST;
    check_sorts(&doc, first, 2);
    doc.placing = DATE_LAST;
    check_sorts(&doc, last, 2);
}

static void sorting_by_what_is_not_there_is_refused(void **state)
{
    struct rows rows;
    struct document doc = make_document(&rows);
    struct view_request rq = nothing_asked;
    (void)state;
    rq.sort = "council,-grad";
    check_refused(&doc, &rq, "there is no column \"grad\"", "the nearest is \"grade\"");
    rq.sort = "";
    check_refused(&doc, &rq, "there is no column \"\"", ALL_NAMES);
    doc.table.n_rows = 0; /* refused before there are rows, too */
    rq.sort = "xyz";
    check_refused(&doc, &rq, "there is no column \"xyz\"", ALL_NAMES);
}

/* Of two neighbours the first is not more, and where they are equal it stood before the other. */
static void check_order(const struct view *v, const struct cell *keys, bool descending)
{
    bool seen[256] = {false};
    for (size_t i = 0; i < v->n_rows; i++) {
        assert_false(seen[v->rows[i]]);
        seen[v->rows[i]] = true;
        if (i == 0)
            continue;
        size_t p = v->rows[i - 1], q = v->rows[i];
        struct cell a = keys[p], b = keys[q];
        if (a.kind == CELL_MISSING) {
            assert_true(b.kind == CELL_MISSING && p < q);
        } else if (b.kind != CELL_MISSING) {
            int64_t less = descending ? b.value.integer : a.value.integer;
            int64_t more = descending ? a.value.integer : b.value.integer;
            assert_true(less < more || (less == more && p < q));
        }
    }
}

static void any_rows_come_out_in_order_each_once(void **state)
{
    static const struct column key = {"key", TYPE_INTEGER, NULL, "", get, 0, 0};
    struct random r = random_start();
    struct cell cells[256];
    (void)state;
    for (int round = 0; round < 300; round++) {
        uint32_t n = random_below(&r, 257), spread = 1 + random_below(&r, 40);
        for (uint32_t i = 0; i < n; i++)
            cells[i] = random_below(&r, 5) ? cell_integer((int64_t)random_below(&r, spread) - 9)
                                           : cell_missing(NULL);
        struct document doc = {.table = {&key, 1, cells, n, sizeof cells[0], NULL}};
        struct view_request rq = nothing_asked;
        struct view v;
        rq.sort = round % 2 ? "-key" : "key";
        assert_int_equal(view_make(&v, &doc, &rq, NULL), 0);
        assert_int_equal(v.n_rows, n);
        check_order(&v, cells, round % 2);
        view_release(&v);
    }
}

static void rows_pass_where_all_conditions_hold(void **state)
{
    static const struct {
        const char *where[3];
        size_t n;
        const char *rows;
    } cases[] = {
        {{NULL}, 0, "LBKDE"},
        {{"episodes=4"}, 1, "LD"},
        {{"episodes>=4", "share<0.5"}, 2, "B"},
        {{"share<0.5", "episodes>=4"}, 2, "B"},
        {{"region=North", "episodes>0", "council!=Bury"}, 3, "L"}, /* of a column not shown */
        {{"council=Bury", "council=Leeds"}, 2, ""},
        {{"median_years="}, 1, "K"},
        {{"median_years>=2"}, 1, "LD"},
        {{"start_date>=2018-04"}, 1, "D"},
    };
    struct rows rows;
    struct document doc = make_document(&rows);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct view_request rq = nothing_asked;
        rq.where = cases[i].where;
        rq.n_where = cases[i].n;
        check_view(&doc, &rq, NULL, cases[i].rows, cases[i].where[0] ? cases[i].where[0] : "none");
    }
}

static void a_bad_condition_is_refused_behind_good_ones(void **state)
{
    static const char *const where[] = {"council~x", "episodes=four"};
    struct rows rows;
    struct document doc = make_document(&rows);
    struct view_request rq = nothing_asked;
    (void)state;
    rq.where = where;
    rq.n_where = 2;
    check_refused(&doc, &rq, "column episodes cannot be compared with \"four\": expected a number",
                  "");
}

static void the_limit_cuts_last(void **state)
{
    static const char *const where[] = {"council!=Bury"};
    static const struct {
        int64_t limit;
        const char *rows;
        size_t left_out;
    } cases[] = {
        {-1, "KDLE", 0},        {0, "", 4},     {1, "K", 3},
        {3, "KDL", 1},          {4, "KDLE", 0}, {5, "KDLE", 0},
        {INT64_MAX, "KDLE", 0},
    };
    struct rows rows;
    struct document doc = make_document(&rows);
    struct view_request rq = nothing_asked;
    (void)state;
    rq.where = where;
    rq.n_where = 1;
    rq.sort = "episodes,council";
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct view v;
        rq.limit = cases[i].limit;
        check_view(&doc, &rq, NULL, cases[i].rows, "limit");
        assert_int_equal(view_make(&v, &doc, &rq, NULL), 0);
        assert_int_equal(v.n_left_out, cases[i].left_out);
        view_release(&v);
    }
}

static void a_view_shows_its_own_columns_and_rows(void **state)
{
    struct rows rows;
    struct document doc = make_document(&rows);
    struct view_request rq = nothing_asked;
    struct view v;
    (void)state;
    rq.columns = "episodes,council";
    rq.sort = "council";
    rq.digits = 4;
    rq.has_header = false;
    assert_int_equal(view_make(&v, &doc, &rq, NULL), 0);
    assert_int_equal(v.digits, 4);
    assert_false(v.has_header);
    assert_ptr_equal(v.doc, &doc);
    assert_string_equal(view_cell(&v, 0, 1).text, "Bury");
    assert_int_equal(view_cell(&v, 0, 0).value.integer, 10);
    assert_string_equal(view_cell(&v, 4, 1).text, "Leeds");
    view_release(&v);
    assert_null(v.rows);
    assert_null(v.shown);
}

static void a_table_without_rows_has_columns(void **state)
{
    static const char *const where[] = {"episodes>3"};
    struct rows rows;
    struct document doc = make_document(&rows);
    struct view_request rq = {.sort = "-grade", .where = where, .n_where = 1, .limit = 3};
    (void)state;
    doc.table.n_rows = 0;
    doc.table.rows = NULL;
    check_view(&doc, &rq, "council,grade,start_date,median_years,episodes,share", "", "no rows");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_choose_columns_and_their_order),
        cmocka_unit_test(columns_that_are_not_there_are_refused),
        cmocka_unit_test(rows_are_sorted_stably_with_missing_last),
        cmocka_unit_test(partial_dates_are_sorted_where_they_are_placed),
        cmocka_unit_test(sorting_by_what_is_not_there_is_refused),
        cmocka_unit_test(any_rows_come_out_in_order_each_once),
        cmocka_unit_test(rows_pass_where_all_conditions_hold),
        cmocka_unit_test(a_bad_condition_is_refused_behind_good_ones),
        cmocka_unit_test(the_limit_cuts_last),
        cmocka_unit_test(a_view_shows_its_own_columns_and_rows),
        cmocka_unit_test(a_table_without_rows_has_columns),
    };
    return CHECK_RUN(tests, argc, argv);
}
