/* build: records in order, duplicates settled, councils by descent - whatever the order of lines.
 */
#include "check.h"

#include <string.h>

#include "fixture.h"

#define H "council,inspected,published,framework,judgement,grade\n"

/* The judgements of each council, in its range: "COUNCIL: LINE LINE ...". */
static void lines_text(const struct dataset *d, struct text *t)
{
    for (size_t i = 0; i < dataset_n_councils(d); i++) {
        const struct council *c = &d->councils[i];
        text_addf(t, "%s:", c->name);
        for (uint32_t k = 0; k < c->n_judgements; k++)
            text_addf(t, " %u", judgement_at(d, c->judgements + k).line);
        text_add_char(t, '\n');
    }
}

struct example {
    const char *name, *ratings;
    const char *lines, *problems;
    size_t kept, left_out;
};

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {.ds.lists_warnings = true};
        struct text lines = {0}, problems = {0};
        assert_int_equal(fixture_load(&f, &(struct scene){.ratings = v[i].ratings}), 0);
        lines_text(&f.d, &lines);
        problems_text(&f.ds, &problems);
        check_text(&lines, v[i].lines, v[i].name);
        check_text(&problems, v[i].problems, v[i].name);
        if (f.d.judgements.n != v[i].kept || f.d.n_left_out != v[i].left_out)
            fail_msg("%s: %zu kept, %zu left out", v[i].name, f.d.judgements.n, f.d.n_left_out);
        text_release(&lines);
        text_release(&problems);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void judgements_stand_by_council_and_inspection(void **state)
{
    static const struct example examples[] = {
        {"none", H, "", "", 0, 0},
        {"in order", H "A,2019-01-01,,,,good\nA,2020-01-01,,,,good\nB,2019-01-01,,,,good\n",
         "A: 2 3\nB: 4\n", "", 3, 0},
        {"councils mixed",
         H "B,2019-01-01,,,,good\nA,2019-01-01,,,,good\nB,2020-01-01,,,,good\n"
           "C,2019-01-01,,,,good\nA,2020-01-01,,,,good\nB,2021-01-01,,,,good\n",
         "A: 3 6\nB: 2 4 7\nC: 5\n", "", 6, 0},
        {"dates mixed", H "A,2021-01-01,,,,good\nA,2019-01-01,,,,good\nA,,2020-01-01,,,good\n",
         "A: 3 4 2\n", "", 3, 0},
        {"several of an inspection, by line",
         H "A,2020-01-01,,X,b,good\nA,2019-01-01,,X,c,good\nA,2020-01-01,,X,a,good\n"
           "A,2019-01-01,,X,a,good\n",
         "A: 3 5 2 4\n", "", 4, 0},
        {"partial dates, by their first day",
         H "A,2020-01-02,,,,good\nA,2020,,,,good\nA,2019-12-31,,,,good\nA,2020-02,,,,good\n",
         "A: 4 3 2 5\n",
         "ratings.csv:3:3: W-PRECISION date \"2020\" has no day; it counts as 2020-07-01 | field 2 "
         "(inspected)\n"
         "ratings.csv:5:3: W-PRECISION date \"2020-02\" has no day; it counts as 2020-02-15 | "
         "field "
         "2 (inspected)\n",
         4, 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void no_duplicates_are_of_another_inspection_or_judgement(void **state)
{
    static const struct example examples[] = {
        {"another day", H "A,2019-01-01,,,,good\nA,2019-01-02,,,,inadequate\n", "A: 2 3\n", "", 2,
         0},
        {"another framework", H "A,2019-01-01,,X,,good\nA,2019-01-01,,Y,,inadequate\n", "A: 2 3\n",
         "", 2, 0},
        {"another judgement", H "A,2019-01-01,,X,a,good\nA,2019-01-01,,X,b,inadequate\n",
         "A: 2 3\n", "", 2, 0},
        {"another council", H "A,2019-01-01,,,,good\nB,2019-01-01,,,,inadequate\n", "A: 2\nB: 3\n",
         "", 2, 0},
        {"inspected, and published where not inspected",
         H "A,2019-01-01,,,,good\nA,,2019-01-01,,,inadequate\n", "A: 2 3\n", "", 2, 0},
        {"the next inspection has it again",
         H "A,2019-01-01,,X,a,good\nA,2019-01-01,,X,b,good\nA,2020-01-01,,X,b,good\n"
           "A,2020-01-01,,X,a,inadequate\nB,2020-01-01,,X,a,good\n",
         "A: 2 3 4 5\nB: 6\n", "", 5, 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define ALREADY(kind, line)                                                                        \
    "W-DUPLICATE the inspection's \"" kind "\" judgement is on line " line " already\n"
#define AGAINST(kind, here, there, line)                                                           \
    "E-DUPLICATE the inspection's \"" kind "\" judgement is \"" here "\" here and \"" there        \
    "\" on line " line "\n"

static void of_duplicates_that_agree_the_first_stays(void **state)
{
    static const struct example examples[] = {
        {"two", H "A,2019-01-01,,,,good\nA,2019-01-01,,,,Good\n", "A: 2\n",
         "ratings.csv:3:1: " ALREADY("overall", "2"), 1, 0},
        {"other words of one rank", H "A,2019-01-01,,,x,RI\nA,2019-01-01,,,x,adequate\n", "A: 2\n",
         "ratings.csv:3:1: " ALREADY("x", "2"), 1, 0},
        {"no grades", H "A,2019-01-01,,,,not judged\nA,2019-01-01,,,,n/a\n", "A: 2\n",
         "ratings.csv:3:1: " ALREADY("overall", "2"), 1, 0},
        {"published otherwise", H "A,2019-01-01,2019-02-01,,,RI\nA,2019-01-01,2019-03-01,,,RI\n",
         "A: 2\n", "ratings.csv:3:1: " ALREADY("overall", "2"), 1, 0},
        {"by publication", H "A,,2019-01-01,,,good\nA,,2019-01-01,,,good\n", "A: 2\n",
         "ratings.csv:3:1: " ALREADY("overall", "2"), 1, 0},
        {"three, among others",
         H "A,2020-01-01,,,a,good\nA,2019-01-01,,,,good\nB,2019-01-01,,,,good\n"
           "A,2020-01-01,,,b,good\nA,2020-01-01,,,A,good\nA,2020-01-01,,,a,good\n"
           "A,2021-01-01,,,a,good\n",
         "A: 3 2 5 8\nB: 4\n",
         "ratings.csv:6:1: " ALREADY("a", "2") "ratings.csv:7:1: " ALREADY("a", "2"), 5, 0},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Those who count all judgements go through the array. */
static void what_is_dropped_leaves_no_gap(void **state)
{
    const struct scene scene = {.ratings = H "A,2019-01-01,,,,good\nA,2019-01-01,,,,good\n"
                                             "B,2018-01-01,,,,good\nC,2017-01-01,,,,good\n"
                                             "C,2017-01-01,,,,RI\nD,2016-01-01,,,,good\n"};
    static const uint32_t lines[] = {2, 4, 7};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.d.judgements.n, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct judgement kept = judgement_at(&f.d, i), *j = &kept;
        assert_int_equal(j->line, lines[i]);
        assert_int_equal(f.d.councils[j->council].judgements, i);
    }
    fixture_release(&f);
}

static void of_duplicates_that_contradict_each_other_none_stays(void **state)
{
    static const struct example examples[] = {
        {"two", H "A,2019-01-01,,,,RI\nA,2019-01-01,,,,good\nA,2020-01-01,,,,good\n", "A: 4\n",
         "ratings.csv:3:1: " AGAINST("overall", "good", "RI", "2"), 1, 2},
        {"a grade and none", H "A,2019-01-01,,,,good\nA,2019-01-01,,,,n/a\n", "A:\n",
         "ratings.csv:3:1: " AGAINST("overall", "n/a", "good", "2"), 0, 2},
        {"two and one", H "A,2019-01-01,,,,good\nA,2019-01-01,,,,good\nA,2019-01-01,,,,RI\n",
         "A:\n",
         "ratings.csv:3:1: " ALREADY("overall", "2") "ratings.csv:4:1: " AGAINST("overall", "RI",
                                                                                 "good", "2"),
         0, 3},
        {"three", H "A,2019-01-01,,,,good\nA,2019-01-01,,,,RI\nA,2019-01-01,,,,inadequate\n",
         "A:\n",
         "ratings.csv:3:1: " AGAINST("overall", "RI", "good", "2") "ratings.csv:4:1: " AGAINST(
             "overall", "inadequate", "good", "2"),
         0, 3},
        {"one judgement of two",
         H "A,2019-01-01,,X,a,good\nA,2019-01-01,,X,b,good\n"
           "A,2019-01-01,,X,a,RI\n",
         "A: 3\n", "ratings.csv:4:1: " AGAINST("a", "RI", "good", "2"), 1, 2},
        {"dates before 1970, by publication",
         H "A,,1960-01-01,,,RI\nA,1965-01-01,,,,good\nA,,1960-01-01,,,good\n", "A: 3\n",
         "ratings.csv:4:1: " AGAINST("overall", "good", "RI", "2"), 1, 2},
        {"on one line, of councils out of order",
         H "A,2019-01-01,,,,good\nB,2019-01-01,,,,good\n"
           "A,2020-01-01,,,,RI\rA,2020-01-01,,,,good\n",
         "A: 2\nB: 3\n",
         "ratings.csv:4:1: E-ENCODING a line ends with a bare CR; expected LF or CRLF line ends\n"
         "ratings.csv:4:1: " AGAINST("overall", "good", "RI", "4"),
         2, 2},
        {"in two inspections",
         H "A,2019-01-01,,,a,good\nA,2020-01-01,,,a,good\n"
           "A,2019-01-01,,,a,RI\nA,2020-01-01,,,b,RI\nA,2020-01-01,,,b,RI\n",
         "A: 3 5\n",
         "ratings.csv:4:1: " AGAINST("a", "RI", "good", "2") "ratings.csv:6:1: " ALREADY("b", "5"),
         2, 2},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* ... and nothing else that they told: the latest day, a flat file's model. */
static void what_is_dropped_leaves_nothing_behind(void **state)
{
    const struct scene scene = {.flat = true,
                                .ratings = "council,date,grade,model\nA,2018-01-01,good,LA\n"
                                           "A,2020-01-01,good,trust\nA,2020-01-01,RI,private\n"
                                           "A,2019-01-01,good,trust\nA,2019-01-01,good,\n"};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.d.n_left_out, 2);
    assert_int_equal(f.d.judgements.n, 2);
    assert_int_equal(f.d.latest_day, day_of("2019-01-01"));
    assert_int_equal(f.d.spells.n, 2);
    assert_int_equal(spell_at(&f.d, 0).line, 2);
    assert_int_equal(spell_at(&f.d, 1).line, 5);
    fixture_release(&f);
}

/* One that agrees with another that is dropped goes with it; one that repeats what stays does not
 * take its publication from the latest day, whatever else is wrong. */
static void a_repeated_judgement_shares_the_fate_of_the_first(void **state)
{
    static const char
        flat[] = "council,date,grade,model\nA,2015-01-01,good,LA\n"
                 "A,2015-01-01,RI,trust\nA,2015-01-01,good,private\n"
                 "B,2016-01-01,good,LA\n",
        later[] = "council,date,published,grade\nA,2015-01-01,,good\n"
                  "A,2015-01-01,2022-01-01,good\nC,2014-01-01,,good\n"
                  "C,2014-01-01,,RI\n",
        between[] = "council,date,grade\nA,2015-01-01,good\nA,2015-01-01,good\n"
                    "A,2018-01-01,good\nB,2017-01-01,good\nC,2020-01-01,good\nC,2020-01-01,RI\n";
    struct fixture f = {0}, g = {0}, h = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &(struct scene){.flat = true, .ratings = flat}), 0);
    assert_int_equal(f.d.n_left_out, 3);
    assert_int_equal(f.d.spells.n, 1);
    assert_int_equal(spell_at(&f.d, 0).line, 5);
    assert_int_equal(fixture_load(&g, &(struct scene){.ratings = later}), 0);
    assert_int_equal(g.d.n_left_out, 2);
    assert_int_equal(g.d.latest_day, day_of("2022-01-01"));
    assert_int_equal(fixture_load(&h, &(struct scene){.ratings = between}), 0);
    assert_int_equal(h.d.latest_day, day_of("2018-01-01"));
    fixture_release(&f);
    fixture_release(&g);
    fixture_release(&h);
}

static void several_inspections_of_one_day_stand_by_framework(void **state)
{
    const struct scene scene = {.ratings = H "A,2019-01-01,,X,a,good\nA,2019-01-01,,Y,a,good\n"
                                             "A,2019-01-01,,X,b,good\nA,2019-01-01,,Y,b,good\n"
                                             "A,2019-01-01,,X,c,good\n"};
    struct fixture f = {0};
    struct text lines = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    lines_text(&f.d, &lines);
    check_text(&lines, "A: 2 4 6 3 5\n", "lines");
    text_release(&lines);
    fixture_release(&f);
}

/* They are found council by council, and shown from a file that is read again line by line. */
static void each_duplicate_is_shown_on_its_line(void **state)
{
    const struct scene scene = {.ratings = H "A,2019-01-01,,,,good\nB,2020-01-01,,,,good\n"
                                             "B,2020-01-01,,,,RI\nA,2019-01-01,,,,RI\n"};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.ds.n, 2);
    assert_int_equal(f.ds.v[0].place.line, 4);
    assert_string_equal(f.ds.v[0].excerpt, "B,2020-01-01,,,,RI");
    assert_int_equal(f.ds.v[1].place.line, 5);
    assert_string_equal(f.ds.v[1].excerpt, "A,2019-01-01,,,,RI");
    assert_int_equal(f.ds.v[1].marked, 0);
    fixture_release(&f);
}

static void spells_stand_by_council_and_start(void **state)
{
    const struct scene scene = {
        .ratings = H "A,2019-01-01,,,,good\nB,2019-01-01,,,,good\nC,2019-01-01,,,,good\n",
        .models = "council,start,end,model\nC,1965-01-01,2021-01-01,LA\nA,2021,,trust\n"
                  "A,2020-12-31,2021-01-01,LA\nC,,2020-01-01,trust\nA,2021-01-01,2021-01-01,LA\n"};
    static const uint32_t lines[] = {4, 3, 6, 5, 2};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(spell_at(&f.d, i).line, lines[i]);
    assert_int_equal(f.d.councils[0].spells, 0);
    assert_int_equal(f.d.councils[0].n_spells, 3);
    assert_int_equal(f.d.councils[1].n_spells, 0);
    assert_int_equal(f.d.councils[2].spells, 3);
    assert_int_equal(f.d.councils[2].n_spells, 2);
    fixture_release(&f);
}

static void shuffle(struct random *r, void *v, size_t n, size_t size)
{
    char *bytes = v, swapped[64];
    assert_true(size <= sizeof swapped);
    for (size_t i = n; i > 1; i--) {
        size_t k = random_below(r, (uint32_t)i);
        memcpy(swapped, bytes + k * size, size);
        memcpy(bytes + k * size, bytes + (i - 1) * size, size);
        memcpy(bytes + (i - 1) * size, swapped, size);
    }
}

/* Council I goes back to some of those before it in AGE; then its row is put anywhere. */
static void random_descent(struct random *r, struct text *t, uint32_t n)
{
    uint32_t age[40];
    for (uint32_t i = 0; i < n; i++)
        age[i] = i;
    shuffle(r, age, n, sizeof age[0]);
    text_add_string(t, "council,opened,predecessors\n");
    for (uint32_t i = 0; i < n; i++) {
        text_addf(t, "C%u,2019-01-01,", age[i]);
        uint32_t some = age[i] ? random_below(r, 3) : 0;
        for (uint32_t k = 0, next = random_below(r, age[i] + 1); k < some && next < age[i]; k++) {
            text_addf(t, "%sC%u", k ? ";" : "", next);
            next += 1 + random_below(r, 3);
        }
        text_add_char(t, '\n');
    }
}

static void predecessors_stand_before_their_successors(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int run = 0; run < 300; run++) {
        uint32_t n = 1 + random_below(&r, 40), place[40];
        struct text councils = {0};
        struct fixture f = {0};
        random_descent(&r, &councils, n);
        assert_int_equal(
            fixture_load(&f, &(struct scene){.councils = text_string(&councils), .ratings = H}), 0);
        assert_int_equal(f.ds.n_errors, 0);
        memset(place, 0xff, sizeof place);
        for (uint32_t i = 0; i < n; i++)
            place[dataset_by_descent(&f.d, i)] = i;
        for (uint32_t i = 0; i < n; i++) {
            const struct council *c = &f.d.councils[i];
            assert_true(place[i] < n);
            for (uint32_t k = 0; k < council_more(c)->n_predecessors; k++)
                assert_true(place[c->more->predecessors[k]] < place[i]);
        }
        text_release(&councils);
        fixture_release(&f);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judgements_stand_by_council_and_inspection),
        cmocka_unit_test(no_duplicates_are_of_another_inspection_or_judgement),
        cmocka_unit_test(of_duplicates_that_agree_the_first_stays),
        cmocka_unit_test(what_is_dropped_leaves_no_gap),
        cmocka_unit_test(of_duplicates_that_contradict_each_other_none_stays),
        cmocka_unit_test(what_is_dropped_leaves_nothing_behind),
        cmocka_unit_test(a_repeated_judgement_shares_the_fate_of_the_first),
        cmocka_unit_test(several_inspections_of_one_day_stand_by_framework),
        cmocka_unit_test(each_duplicate_is_shown_on_its_line),
        cmocka_unit_test(spells_stand_by_council_and_start),
        cmocka_unit_test(predecessors_stand_before_their_successors),
    };
    return CHECK_RUN(tests, argc, argv);
}
