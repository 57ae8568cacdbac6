/* councils.csv: what a council becomes, who came before it, and everything that can be wrong. */
#include "check.h"

#include <string.h>

#include "fixture.h"

#define NO_RATINGS "council,grade,inspected\n"

/* "LINE name code|urn|region|type opened..closed <predecessors" for each, by name. */
static void councils_text(const struct dataset *d, struct text *t)
{
    char a[DATE_TEXT], b[DATE_TEXT];
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        const struct council *c = &d->councils[i];
        const struct council_details *more = council_more(c);
        const char *const values[] = {more->code, more->urn, more->region, more->type};
        text_addf(t, "%u %s ", more->line, c->name);
        for (size_t k = 0; k < 4; k++)
            text_addf(t, "%s%s", k ? "|" : "", values[k] ? values[k] : "none");
        text_addf(t, " %s..%s", date_text(c->opened, a), date_text(c->closed, b));
        for (uint32_t k = 0; k < more->n_predecessors; k++)
            text_addf(t, " <%s", d->councils[more->predecessors[k]].name);
        text_add_char(t, '\n');
    }
}

/* A file, what is kept of it, and its problems. */
struct example {
    const char *name, *file;
    const char *councils, *problems;
    size_t left_out;
};

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct scene scene = {.councils = v[i].file, .ratings = NO_RATINGS};
        struct fixture f = {.ds.lists_warnings = true};
        struct text councils = {0}, problems = {0};
        assert_int_equal(fixture_load(&f, &scene), 0);
        councils_text(&f.d, &councils);
        problems_text(&f.ds, &problems);
        check_text(&councils, v[i].councils, v[i].name);
        check_text(&problems, v[i].problems, v[i].name);
        assert_int_equal(f.d.n_left_out, v[i].left_out);
        text_release(&councils);
        text_release(&problems);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void a_record_is_kept_as_written(void **state)
{
    static const struct example examples[] = {
        {"all columns",
         "council,code,urn,region,type,opened,closed,predecessors\n"
         "\"A, B\",E1,80,North,county,1974-04-01,2021-03-31,\nC,,,,,,,\n",
         "2 A, B E1|80|North|county 1974-04-01..2021-03-31\n3 C none|none|none|none ..\n", "", 0},
        {"any order", "Closed,TYPE,region,u-r-n,code,Council\n2021-03-31,t,r,u,c,A\n",
         "2 A c|u|r|t ..2021-03-31\n", "", 0},
        {"one column", "council\nB\nA\n",
         "3 A none|none|none|none ..\n2 B none|none|none|none ..\n", "", 0},
        {"names are told apart exactly", "council\nLeeds\nleeds\n",
         "2 Leeds none|none|none|none ..\n3 leeds none|none|none|none ..\n", "", 0},
        {"no aliases here", "name\nA\n", "",
         "councils.csv:1:1: E-HEADER no column for council; expected one of: council\n"
         "councils.csv:1:1: W-COLUMN column \"name\" is not used\n",
         0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void what_is_wrong_in_a_record_is_told(void **state)
{
    static const struct example examples[] = {
        {"no name", "code,council\nE1,\nE2,A\n", "3 A E2|none|none|none ..\n",
         "councils.csv:2:4: E-EMPTY the council is empty | field 2 (council)\n", 1},
        {"dates", "council,opened,closed\nA,x,2019-02-30\nB,2019-02-01,\n",
         "3 B none|none|none|none 2019-02-01..\n",
         "councils.csv:2:3: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 2 "
         "(opened)\n"
         "councils.csv:2:5: E-DATE date \"2019-02-30\" does not exist | field 3 (closed)\n",
         1},
        {"twice", "council,code\nA,1\nB,2\nA,1\nA,3\n",
         "2 A 1|none|none|none ..\n3 B 2|none|none|none ..\n",
         "councils.csv:4:1: E-DUPLICATE council \"A\" is on line 2 already\n"
         "councils.csv:5:1: E-DUPLICATE council \"A\" is on line 2 already\n",
         2},
        {"a bad one may stand again", "council,opened\nA,x\nA,2019-01-01\n",
         "3 A none|none|none|none 2019-01-01..\n",
         "councils.csv:2:3: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 2 "
         "(opened)\n",
         1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void closing_before_opening_is_told_where_it_is_certainly_so(void **state)
{
    static const struct {
        const char *opened, *closed;
        bool wrong;
    } cases[] = {
        {"2019-04-01", "2019-03-31", true}, {"2019-04-01", "2019-04-01", false},
        {"2019-04-01", "2019-03", true},    {"2019-04-02", "2019-04", false},
        {"2019-04", "2019-04-01", false},   {"2019-04", "2019-03-31", true},
        {"2019-12-31", "2019", false},      {"2020-01-01", "2019", true},
        {"2019", "2018-12", true},          {"", "1960-12-01", false},
        {"2019-04-01", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text file = {0}, problem = {0}, problems = {0};
        struct fixture f = {0};
        text_addf(&file, "council,closed,opened\nA,%s,%s\n", cases[i].closed, cases[i].opened);
        if (cases[i].wrong)
            text_addf(&problem,
                      "councils.csv:2:3: E-ORDER closed %s is before opened %s | field 2 "
                      "(closed)\n",
                      cases[i].closed, cases[i].opened);
        assert_int_equal(fixture_load(&f, &(struct scene){.councils = text_string(&file),
                                                          .ratings = NO_RATINGS}),
                         0);
        problems_text(&f.ds, &problems);
        check_text(&problems, text_string(&problem), text_string(&file));
        assert_int_equal(dataset_n_councils(&f.d), cases[i].wrong ? 0 : 1);
        text_release(&file);
        text_release(&problem);
        text_release(&problems);
        fixture_release(&f);
    }
}

#define H   "council,opened,predecessors\n"
#define DAY "2019-01-01"
#define R   " none|none|none|none " DAY ".."

static void predecessors_are_found_wherever_they_stand(void **state)
{
    static const struct example examples[] = {
        {"above", H "A," DAY ",\nB," DAY ",A\n", "2 A" R "\n3 B" R " <A\n", "", 0},
        {"below", H "B," DAY ",A\nA," DAY ",\n", "3 A" R "\n2 B" R " <A\n", "", 0},
        {"several", H "A," DAY ",\nC," DAY ",\"B ; A;D, E\"\nB," DAY ",\n\"D, E\"," DAY ",\n",
         "2 A" R "\n4 B" R "\n3 C" R " <B <A <D, E\n5 D, E" R "\n", "", 0},
        {"one after the other", H "C," DAY ",B\nB," DAY ",A\nA," DAY ",\n",
         "4 A" R "\n3 B" R " <A\n2 C" R " <B\n", "", 0},
        {"one of two", H "B," DAY ",A\nC," DAY ",A\nA," DAY ",\n",
         "4 A" R "\n2 B" R " <A\n3 C" R " <A\n", "", 0},
        {"several of two",
         H "A," DAY ",\nB," DAY ",\nC," DAY ",\nD," DAY ",\nE," DAY ",\nX," DAY ",A;B;C;D;E\nY," DAY
           ",A;B;C;D;E\n",
         "2 A" R "\n3 B" R "\n4 C" R "\n5 D" R "\n6 E" R "\n7 X" R " <A <B <C <D <E\n8 Y" R
         " <A <B <C <D <E\n",
         "", 0},
        {"nothing between", H "B," DAY ",;A;;\nA," DAY ",\n", "3 A" R "\n2 B" R " <A\n", "", 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_successor_needs_its_opening(void **state)
{
    static const struct example examples[] = {
        {"empty", H "B,,A\nA," DAY ",\n", "3 A" R "\n",
         "councils.csv:2:3: E-EMPTY the opened is empty | field 2 (opened)\n", 1},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_successor_needs_a_column_for_its_opening(void **state)
{
    const struct scene scene = {.councils = "council,predecessors\nB,A\nA,\n",
                                .ratings = NO_RATINGS};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.ds.n_errors, 1);
    assert_string_equal(f.ds.v[0].code, "E-EMPTY");
    assert_int_equal(f.ds.v[0].place.line, 2);
    assert_int_equal(dataset_n_councils(&f.d), 1);
    fixture_release(&f);
}

#define NOT_THERE(name)                                                                            \
    "E-COUNCIL predecessor \"" name "\" is not in councils.csv | field 3 (predecessors)\n"
#define CIRCLE(name)                                                                               \
    "E-COUNCIL the predecessors of \"" name "\" lead round in a circle | field 3 (predecessors)\n"

/* The councils that stay are not looked at here: what becomes of a successor is another matter. */
static void check_problems(const char *name, const char *file, const char *expected)
{
    struct fixture f = {0};
    struct text problems = {0};
    assert_int_equal(fixture_load(&f, &(struct scene){.councils = file, .ratings = NO_RATINGS}), 0);
    problems_text(&f.ds, &problems);
    check_text(&problems, expected, name);
    for (size_t i = 0; i < dataset_n_councils(&f.d); i++)
        for (uint32_t k = 0; k < council_more(&f.d.councils[i])->n_predecessors; k++)
            assert_true(council_more(&f.d.councils[i])->predecessors[k] < dataset_n_councils(&f.d));
    text_release(&problems);
    fixture_release(&f);
}

static void a_predecessor_that_is_not_there_is_told(void **state)
{
    static const struct {
        const char *name, *file, *problems;
    } cases[] = {
        {"one", H "B," DAY ",A\n", "councils.csv:2:14: " NOT_THERE("A")},
        {"two of three", H "B," DAY ",X;A;Y\nA," DAY ",\n",
         "councils.csv:2:14: " NOT_THERE("X") "councils.csv:2:14: " NOT_THERE("Y")},
        {"names are exact", H "B," DAY ",a\nA," DAY ",\n", "councils.csv:2:14: " NOT_THERE("a")},
        {"on a later line", H "\"B\n1\"," DAY ",X\n", "councils.csv:3:15: " NOT_THERE("X")},
        {"after a byte-order mark, CRLF",
         "\xef\xbb\xbf"
         "council,opened,predecessors\r\n\"B\xc3\xa9\"," DAY ",X\r\n",
         "councils.csv:2:17: " NOT_THERE("X")},
        {"among other problems, in order", H "B," DAY ",X\nC,x,\n\nD," DAY ",Y\nE," DAY ",\n",
         "councils.csv:2:14: " NOT_THERE(
             "X") "councils.csv:3:3: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field "
                  "2 (opened)\n"
                  "councils.csv:5:14: " NOT_THERE("Y")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_problems(cases[i].name, cases[i].file, cases[i].problems);
}

/* Part of a descent would be another descent. */
static void of_predecessors_that_are_wrong_none_is_kept(void **state)
{
    static const char file[] = H "B," DAY ",X;A\nA,,\nC," DAY ",A;A\nD," DAY ",E\nE," DAY ",D\n";
    struct fixture f = {0};
    (void)state;
    assert_int_equal(
        fixture_load(&f, &(struct scene){.councils = file, .ratings = "council,grade,date\n"}), 0);
    assert_int_equal(council_more(&f.d.councils[fixture_council(&f, "B")])->n_predecessors, 0);
    assert_int_equal(council_more(&f.d.councils[fixture_council(&f, "C")])->n_predecessors, 1);
    assert_int_equal(council_more(&f.d.councils[fixture_council(&f, "D")])->n_predecessors, 0);
    assert_int_equal(f.d.n_severed, 3);
    fixture_release(&f);
}

static void circles_of_descent_are_told(void **state)
{
    static const struct {
        const char *name, *file, *problems;
    } cases[] = {
        {"of one", H "A," DAY ",A\nB," DAY ",\n", "councils.csv:2:14: " CIRCLE("A")},
        {"of two", H "A," DAY ",B\nB," DAY ",A\n",
         "councils.csv:2:14: " CIRCLE("A") "councils.csv:3:14: " CIRCLE("B")},
        {"of three", H "A," DAY ",C\nX," DAY ",\nB," DAY ",A\nC," DAY ",B;X\n",
         "councils.csv:2:14: " CIRCLE("A") "councils.csv:4:14: " CIRCLE(
             "B") "councils.csv:5:14: " CIRCLE("C")},
        {"with one that goes back to it", H "A," DAY ",A\nB," DAY ",A\n",
         "councils.csv:2:14: " CIRCLE("A") "councils.csv:3:14: " CIRCLE("B")},
        {"not of two ways", H "D," DAY ",B;C\nB," DAY ",A\nC," DAY ",A\nA," DAY ",\n", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_problems(cases[i].name, cases[i].file, cases[i].problems);
}

static void a_circle_is_cut_and_the_rest_stands_by_descent(void **state)
{
    const struct scene scene = {.councils = H "C," DAY ",B\nB," DAY ",C\nE," DAY ",D\nD," DAY
                                              ",\nF," DAY ",C;E\n",
                                .ratings = NO_RATINGS};
    static const char *const order[] = {"D", "E", "C", "B", "F"};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.ds.n_errors, 3);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(f.d.councils[dataset_by_descent(&f.d, i)].name, order[i]);
        assert_int_equal(council_more(&f.d.councils[dataset_by_descent(&f.d, i)])->n_predecessors,
                         i == 1 ? 1 : 0);
    }
    fixture_release(&f);
}

static void a_late_problem_shows_its_record(void **state)
{
    const struct scene scene = {.councils = "\xef\xbb\xbf" H "\"B\n1\"," DAY ",X\nC," DAY ",Yes\n",
                                .ratings = NO_RATINGS};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.ds.n, 2);
    assert_string_equal(f.ds.v[0].excerpt, "1\"," DAY ",X");
    assert_int_equal(f.ds.v[0].caret, 14);
    assert_int_equal(f.ds.v[0].marked, 1);
    assert_string_equal(f.ds.v[1].excerpt, "C," DAY ",Yes");
    assert_int_equal(f.ds.v[1].caret, 13);
    assert_int_equal(f.ds.v[1].marked, 3);
    fixture_release(&f);
}

static void without_a_file_the_ratings_name_the_councils(void **state)
{
    struct fixture f = {0};
    struct text councils = {0};
    const struct scene scene = {.ratings = NO_RATINGS "B,good,2019-01-01\nA,good,2019-01-01\n"
                                                      "B,good,2020-01-01\n"};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    councils_text(&f.d, &councils);
    check_text(&councils, "0 A none|none|none|none ..\n0 B none|none|none|none ..\n", "councils");
    assert_null(f.d.councils_file);
    text_release(&councils);
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_kept_as_written),
        cmocka_unit_test(what_is_wrong_in_a_record_is_told),
        cmocka_unit_test(closing_before_opening_is_told_where_it_is_certainly_so),
        cmocka_unit_test(predecessors_are_found_wherever_they_stand),
        cmocka_unit_test(a_successor_needs_its_opening),
        cmocka_unit_test(a_successor_needs_a_column_for_its_opening),
        cmocka_unit_test(a_predecessor_that_is_not_there_is_told),
        cmocka_unit_test(of_predecessors_that_are_wrong_none_is_kept),
        cmocka_unit_test(circles_of_descent_are_told),
        cmocka_unit_test(a_circle_is_cut_and_the_rest_stands_by_descent),
        cmocka_unit_test(a_late_problem_shows_its_record),
        cmocka_unit_test(without_a_file_the_ratings_name_the_councils),
    };
    return CHECK_RUN(tests, argc, argv);
}
