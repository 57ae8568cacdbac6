/* setups: what led to a new arrangement, and what followed. */
#include "check.h"

#include "fixture.h"
#include "study/arrangements.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

static void add_inspection(struct text *t, const char *what, bool has, const struct inspection *i)
{
    if (has)
        text_addf(t, ", %s %s %d", what, day_text(i->day).text, i->rank);
}

/* "COUNCIL MODEL START:LINE", then what there is of directed, judged, at start, first, rise. */
static void add_setup(struct text *t, const struct fixture *f, const struct setup *s)
{
    const struct arrangement *a = s->arrangement;
    text_addf(t, "%s %s %s:%u", f->d.councils[a->council].name, f->d.models.name[a->model],
              day_text(a->start).text, s->spell.line);
    if (s->has_directed)
        text_addf(t, ", directed %s", day_text(s->directed).text);
    if (s->directed_is_after)
        text_add_string(t, ", directed after");
    add_inspection(t, "judged", s->has_judged, &s->judged);
    add_inspection(t, "at start", s->has_at_start, &s->at_start);
    add_inspection(t, "first", s->has_first_after, &s->first_after);
    add_inspection(t, "rise", s->has_first_rise, &s->first_rise);
    text_add_char(t, '\n');
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct setups s = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(setups_find(&f.study, &s), 0);
        for (size_t k = 0; k < s.n; k++)
            add_setup(&t, &f, &s.v[k]);
        if (s.n_directed_after > 0)
            text_addf(&t, "directed after %zu\n", s.n_directed_after);
        if (s.n_unknown_start > 0)
            text_addf(&t, "unknown start %zu\n", s.n_unknown_start);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        setups_release(&s);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define RATINGS  "council,inspected,grade\n"
#define SPELLS   "council,model,provider,start,end,directed\n"
#define SCENE(ratings_, spells)                                                                    \
    {                                                                                              \
        .councils = COUNCILS "A,,,\nB,,,\n", .ratings = RATINGS ratings_, .models = SPELLS spells, \
        .as_of = "2020-01-01"                                                                      \
    }

static void a_setup_is_a_new_recorded_arrangement_that_is_not_in_house(void **state)
{
    static const struct example examples[] = {
        {"a rename is none, in-house is none",
         SCENE("", "B,outsourced,O,2000-01-01,2001-01-01,\nB,in-house,B,2001-01-01,,\n"
                   "A,trust,T,2001-01-01,2005-01-01,\nA,trust,U,2005-01-01,2006-01-01,\n"
                   "A,trust,T,2007-01-01,,\n"),
         "A trust 2001-01-01:4\nA trust 2007-01-01:6\nB outsourced 2000-01-01:2\n"},
        {"since ever", SCENE("", "A,trust,T,,2005-01-01,\nB,in-house,B,,2005-01-01,\n"),
         "unknown start 1\n"},
        {"an inheritance is none",
         {.councils = COUNCILS "Old,,2009-04-01,\nNew,2009-04-01,,Old\n",
          .ratings = RATINGS,
          .models = SPELLS "Old,trust,T,2001-01-01,2009-04-01,\nNew,trust,T,2009-04-01,,\n",
          .as_of = "2020-01-01"},
         "Old trust 2001-01-01:2\n"},
        {"days that only the rule makes unknown",
         {.councils = COUNCILS "A,2001-01-01,,\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,T,2002-01-01,,\n",
          .as_of = "2020-01-01",
          .uncovered = UNCOVERED_UNKNOWN},
         "A trust 2002-01-01:2\n"},
        {"the chosen council only",
         {.councils = COUNCILS "A,,,\nB,,,\n",
          .ratings = RATINGS,
          .models = SPELLS "A,trust,T,2001-01-01,,\nB,trust,T,2002-01-01,,\n",
          .as_of = "2020-01-01",
          .only = "B"},
         "B trust 2002-01-01:3\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void setups_are_chosen_by_their_start(void **state)
{
    static const char spells[] =
        SPELLS "A,trust,T,2001-01-01,,2001-06-01\nB,trust,T,2003-01-01,,\n";
    static const struct example examples[] = {
        {"from and to the day",
         {.ratings = RATINGS "A,2000-01-01,n/a\nB,2000-01-01,n/a\n",
          .models = spells,
          .from = "2003-01-01",
          .to = "2003-01-01",
          .as_of = "2020-01-01"},
         "B trust 2003-01-01:3\n"},
        {"from the day after",
         {.ratings = RATINGS "A,2000-01-01,n/a\nB,2000-01-01,n/a\n",
          .models = spells,
          .from = "2003-01-02",
          .as_of = "2020-01-01"},
         ""},
        {"to the day before",
         {.ratings = RATINGS "A,2000-01-01,n/a\nB,2000-01-01,n/a\n",
          .models = spells,
          .to = "2000-12-31",
          .as_of = "2020-01-01"},
         ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void what_led_to_it_was_in_force_on_the_direction_or_else_the_start(void **state)
{
    static const char bad_worse[] = RATINGS "A,2000-01-01,inadequate\nA,2000-06-01,RI\n";
    static const struct example examples[] = {
        {"directed under an inadequate grade that has gone by the start",
         {.ratings = bad_worse,
          .models = SPELLS "A,trust,T,2001-01-01,,2000-05-31\n",
          .as_of = "2020-01-01"},
         "A trust 2001-01-01:2, directed 2000-05-31, judged 2000-01-01 1, at start 2000-06-01 2\n"},
        {"directed on the day of the judgement",
         {.ratings = bad_worse,
          .models = SPELLS "A,trust,T,2001-01-01,,2000-01-01\n",
          .as_of = "2020-01-01"},
         "A trust 2001-01-01:2, directed 2000-01-01, judged 2000-01-01 1, at start 2000-06-01 2\n"},
        {"not inadequate on the direction, nor on the start",
         {.ratings = bad_worse,
          .models = SPELLS "A,trust,T,2001-01-01,,2000-06-01\n",
          .as_of = "2020-01-01"},
         "A trust 2001-01-01:2, directed 2000-06-01, at start 2000-06-01 2\n"},
        {"inadequate on the start only",
         SCENE("A,2000-01-01,RI\nA,2000-06-01,inadequate\n", "A,trust,T,2001-01-01,,2000-05-31\n"),
         "A trust 2001-01-01:2, directed 2000-05-31, judged 2000-06-01 1, "
         "at start 2000-06-01 1\n"},
        {"no direction", SCENE("A,2000-01-01,inadequate\n", "A,trust,T,2001-01-01,,\n"),
         "A trust 2001-01-01:2, judged 2000-01-01 1, at start 2000-01-01 1\n"},
        {"judged on the day of the start",
         SCENE("A,2001-01-01,inadequate\n", "A,trust,T,2001-01-01,,\n"),
         "A trust 2001-01-01:2, judged 2001-01-01 1, at start 2001-01-01 1\n"},
        {"nothing known", SCENE("", "A,trust,T,2001-01-01,,2000-01-01\n"),
         "A trust 2001-01-01:2, directed 2000-01-01\n"},
        {"another origin grade",
         {.ratings = bad_worse,
          .models = SPELLS "A,trust,T,2001-01-01,,2000-06-01\n",
          .as_of = "2020-01-01",
          .origin = 2},
         "A trust 2001-01-01:2, directed 2000-06-01, judged 2000-06-01 2, "
         "at start 2000-06-01 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_direction_after_the_start_is_left_out_and_counted(void **state)
{
    static const char ratings[] = RATINGS "A,2000-01-01,RI\nA,2001-02-01,inadequate\n";
    static const struct example examples[] = {
        {"on the day of the start it counts",
         {.ratings = ratings,
          .models = SPELLS "A,trust,T,2001-01-01,,2001-01-01\n",
          .to = "2001-01-01"},
         "A trust 2001-01-01:2, directed 2001-01-01, at start 2000-01-01 2, first 2001-02-01 1\n"},
        {"the day after it does not",
         {.ratings = ratings, .models = SPELLS "A,trust,T,2001-01-01,,2001-01-02\n"},
         "A trust 2001-01-01:2, directed after, at start 2000-01-01 2, first 2001-02-01 1\n"
         "directed after 1\n"},
        {"what was in force on it plays no part",
         {.ratings = ratings, .models = SPELLS "A,trust,T,2001-01-01,,2001-02-01\n"},
         "A trust 2001-01-01:2, directed after, at start 2000-01-01 2, first 2001-02-01 1\n"
         "directed after 1\n"},
        {"a partial direction is placed",
         {.ratings = ratings,
          .models = SPELLS "A,trust,T,2001-01-20,,2001-01\n",
          .placing = DATE_LAST},
         "A trust 2001-01-20:2, directed after, at start 2000-01-01 2, first 2001-02-01 1\n"
         "directed after 1\n"},
        {"one that is left out by its start is not counted",
         {.ratings = ratings,
          .models = SPELLS "A,trust,T,2001-01-01,,2001-01-02\n",
          .to = "2000-12-31"},
         ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define START "A trust 2001-01-01:2, at start "

static void what_followed_was_found_after_the_start_up_to_the_end(void **state)
{
    static const struct example examples[] = {
        {"an inspection on the day of the start judged what was before",
         SCENE("A,2000-01-01,RI\nA,2001-01-01,good\nA,2002-01-01,good\n",
               "A,trust,T,2001-01-01,,\n"),
         START "2001-01-01 3, first 2002-01-01 3\n"},
        {"one the day after judged the arrangement",
         SCENE("A,2000-01-01,RI\nA,2001-01-02,good\n", "A,trust,T,2001-01-01,,\n"),
         START "2000-01-01 2, first 2001-01-02 3, rise 2001-01-02 3\n"},
        {"one on the day of the end still did",
         SCENE("A,2000-01-01,RI\nA,2003-01-01,good\n", "A,trust,T,2001-01-01,2003-01-01,\n"),
         START "2000-01-01 2, first 2003-01-01 3, rise 2003-01-01 3\n"},
        {"one the day after did not",
         SCENE("A,2000-01-01,RI\nA,2003-01-02,good\n", "A,trust,T,2001-01-01,2003-01-01,\n"),
         START "2000-01-01 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_rise_is_found_while_the_arrangement_lasts(void **state)
{
    static const struct example examples[] = {
        {"a rename does not end it",
         SCENE("A,2000-01-01,RI\nA,2004-01-01,good\n",
               "A,trust,T,2001-01-01,2003-01-01,\nA,trust,U,2003-01-01,,\n"),
         START "2000-01-01 2, first 2004-01-01 3, rise 2004-01-01 3\n"},
        {"the first of all, and the first that is a rise",
         SCENE("A,2000-01-01,RI\nA,2002-01-01,inadequate\nA,2003-01-01,inadequate\n"
               "A,2004-01-01,RI\nA,2005-01-01,good\n",
               "A,trust,T,2001-01-01,,\n"),
         START "2000-01-01 2, first 2002-01-01 1, rise 2004-01-01 2\n"},
        {"the first grade of a council is no rise",
         SCENE("A,2002-01-01,good\nA,2003-01-01,outstanding\n", "A,trust,T,2001-01-01,,\n"),
         "A trust 2001-01-01:2, first 2002-01-01 3, rise 2003-01-01 4\n"},
        {"a rise under what came next is not its own",
         SCENE("A,2000-01-01,RI\nA,2002-01-01,RI\nA,2004-01-01,good\n",
               "A,trust,T,2001-01-01,2003-01-01,\nA,outsourced,O,2003-01-01,,\n"),
         START "2000-01-01 2, first 2002-01-01 2\n"
               "A outsourced 2003-01-01:3, at start 2002-01-01 2, first 2004-01-01 3, "
               "rise 2004-01-01 3\n"},
        {"each council by its own inspections",
         SCENE("A,2000-01-01,RI\nA,2002-01-01,good\nB,2000-06-01,inadequate\nB,2002-06-01,RI\n",
               "A,trust,T,2001-01-01,,\nB,trust,T,2001-01-01,,\n"),
         START "2000-01-01 2, first 2002-01-01 3, rise 2002-01-01 3\n"
               "B trust 2001-01-01:3, judged 2000-06-01 1, at start 2000-06-01 1, "
               "first 2002-06-01 2, rise 2002-06-01 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define OLD_NEW   COUNCILS "Old,,2009-04-01,\nNew,2009-04-01,,Old\n"
#define TWO       COUNCILS "Old,,2009-04-01,\nN,2009-04-01,,Old\nM,2009-04-01,,Old\n"
#define CHAIN     COUNCILS "Old,,2009-04-01,\nMid,2009-04-01,2012-01-01,Old\nNew,2012-01-01,,Mid\n"
#define OLD_SPELL SPELLS "Old,trust,T,2001-01-01,,\n"
#define OLD_BAD   RATINGS "Old,2000-01-01,inadequate\n"
#define OLD_START "Old trust 2001-01-01:2, judged 2000-01-01 1, at start 2000-01-01 1"
#define HEIRS(councils_, ratings_, spells)                                                         \
    {                                                                                              \
        .councils = councils_, .ratings = OLD_BAD ratings_, .models = OLD_SPELL spells,            \
        .as_of = "2020-01-01", .to = "2001-01-01"                                                  \
    }

static void what_a_successor_found_under_the_same_model_followed_too(void **state)
{
    static const struct example examples[] = {
        {"a rise on the last grade of the predecessor",
         HEIRS(OLD_NEW, "New,2010-01-01,RI\n", "New,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2010-01-01 2, rise 2010-01-01 2\n"},
        {"on its own grade, where it has one",
         HEIRS(OLD_NEW, "New,2009-03-31,RI\nNew,2010-01-01,RI\nNew,2011-01-01,good\n",
               "New,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2010-01-01 2, rise 2011-01-01 3\n"},
        {"on the day of its opening",
         HEIRS(OLD_NEW, "New,2009-04-01,RI\n", "New,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2009-04-01 2, rise 2009-04-01 2\n"},
        {"what the predecessor found comes first",
         HEIRS(OLD_NEW, "Old,2005-01-01,RI\nNew,2010-01-01,good\n", "New,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2005-01-01 2, rise 2005-01-01 2\n"},
        {"on the day on which the successor gives it up",
         HEIRS(OLD_NEW, "New,2010-01-01,RI\n",
               "New,trust,T,2009-04-01,2009-06-01,\nNew,trust,U,2009-06-01,2010-01-01,\n"),
         OLD_START ", first 2010-01-01 2, rise 2010-01-01 2\n"},
        {"the day after it",
         HEIRS(OLD_NEW, "New,2010-01-02,RI\n", "New,trust,T,2009-04-01,2010-01-01,\n"),
         OLD_START "\n"},
        {"under another model",
         HEIRS(OLD_NEW, "New,2010-01-01,RI\n", "New,outsourced,T,2009-04-01,,\n"), OLD_START "\n"},
        {"where the predecessor had given it up",
         {.councils = OLD_NEW,
          .ratings = OLD_BAD "New,2010-01-01,RI\n",
          .models = SPELLS "Old,trust,T,2001-01-01,2005-01-01,\nNew,trust,T,2009-04-01,,\n",
          .as_of = "2020-01-01",
          .to = "2001-01-01"},
         OLD_START "\n"},
        {"before the predecessor closes there is nothing to follow",
         HEIRS(COUNCILS "Old,,2020-01-02,\nNew,2009-04-01,,Old\n", "New,2010-01-01,RI\n",
               "New,trust,T,2009-04-01,,\n"),
         OLD_START "\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_earliest_of_several_successors_counts_and_theirs_follow(void **state)
{
    static const struct example examples[] = {
        {"the first in one, the rise in the other",
         HEIRS(TWO, "N,2011-01-01,good\nM,2010-01-01,inadequate\nM,2012-01-01,RI\n",
               "N,trust,T,2009-04-01,,\nM,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2010-01-01 1, rise 2011-01-01 3\n"},
        {"both in the second",
         HEIRS(TWO, "N,2011-01-01,good\nM,2010-01-01,RI\n",
               "N,trust,T,2009-04-01,,\nM,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2010-01-01 2, rise 2010-01-01 2\n"},
        {"both in the first",
         HEIRS(TWO, "N,2011-01-01,good\nM,2012-01-01,RI\n",
               "N,trust,T,2009-04-01,,\nM,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2011-01-01 3, rise 2011-01-01 3\n"},
        {"only the one that goes on with it",
         HEIRS(TWO, "N,2011-01-01,good\nM,2010-01-01,RI\n", "N,trust,T,2009-04-01,,\n"),
         OLD_START ", first 2011-01-01 3, rise 2011-01-01 3\n"},
        {"a successor's successor, by the grade of the one between",
         {.councils = CHAIN,
          .ratings = RATINGS "Old,2000-01-01,RI\nMid,2010-01-01,inadequate\nNew,2013-01-01,RI\n",
          .models = OLD_SPELL "Mid,trust,T,2009-04-01,,\nNew,trust,T,2012-01-01,,\n",
          .as_of = "2020-01-01"},
         "Old trust 2001-01-01:2, at start 2000-01-01 2, first 2010-01-01 1, rise 2013-01-01 2\n"},
        {"the one between was never inspected",
         HEIRS(CHAIN, "New,2013-01-01,RI\n",
               "Mid,trust,T,2009-04-01,,\nNew,trust,T,2012-01-01,,\n"),
         OLD_START ", first 2013-01-01 2, rise 2013-01-01 2\n"},
        {"the one between gave it up",
         HEIRS(CHAIN, "New,2013-01-01,RI\n",
               "Mid,trust,T,2009-04-01,2011-01-01,\nNew,trust,T,2012-01-01,,\n"),
         OLD_START "\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_setup_is_a_new_recorded_arrangement_that_is_not_in_house),
        cmocka_unit_test(setups_are_chosen_by_their_start),
        cmocka_unit_test(what_led_to_it_was_in_force_on_the_direction_or_else_the_start),
        cmocka_unit_test(a_direction_after_the_start_is_left_out_and_counted),
        cmocka_unit_test(what_followed_was_found_after_the_start_up_to_the_end),
        cmocka_unit_test(a_rise_is_found_while_the_arrangement_lasts),
        cmocka_unit_test(what_a_successor_found_under_the_same_model_followed_too),
        cmocka_unit_test(the_earliest_of_several_successors_counts_and_theirs_follow),
    };
    return CHECK_RUN(tests, argc, argv);
}
