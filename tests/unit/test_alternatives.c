/* alternatives: which other choices there are to what was asked, and what each changes. */
#include <string.h>

#include "check.h"

#include "fixture.h"
#include "study/alternatives.h"

#define RATINGS "council,inspected,published,judgement,grade\n"
#define FELL    RATINGS "A,2012-03-05,2012-04-10,overall,inadequate\n"
#define ROSE    "A,2016-03-05,2016-04-10,overall,good\n"
#define SPELLS  "council,model,start,end,scope\n"

struct example {
    const char *name;
    struct scene scene;
    struct grouping grouping;
    const char *expected;
};

static const struct grouping by_default = {.landmark = -1, .confidence = 0.95};

/* "CHOICE VALUE" for each, and " - WHY" where it is left out. */
static void check_example(const struct example *x)
{
    struct fixture f = {0};
    struct arena arena = {0};
    struct alternatives found;
    struct text t = {0};
    fixture_open(&f, &x->scene);
    assert_int_equal(alternatives_find(&f.d, &f.study.rules, &x->grouping, &arena, &found), 0);
    for (size_t i = 0; i < found.n; i++) {
        const struct alternative *a = &found.v[i];
        text_addf(&t, "%s %s%s%s\n", a->choice, a->value, a->left_out ? " - " : "",
                  a->left_out ? a->left_out : "");
    }
    check_text(&t, x->expected, x->name);
    text_release(&t);
    arena_release(&arena);
    fixture_release(&f);
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_example(&v[i]);
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

/* Records that give occasion for every choice. */
static const struct scene full = {
    .councils = "council,opened,closed,predecessors\nA,,,\nB,2014,,A\n",
    .ratings = FELL "A,2014-02,2014-03,leaders,good\nA,2008-05-05,2008-06-06,annual,good\n" ROSE,
    .models = SPELLS "A,trust,2013-01-01,,boundary\n",
    .as_of = "2020-02-29",
};

#define TO_RECORDS                                                                                 \
    "date published\n"                                                                             \
    "partial first\n"                                                                              \
    "partial last\n"                                                                               \
    "judgement overall,leaders\n"                                                                  \
    "judgement overall,annual\n"                                                                   \
    "uncovered unknown\n"                                                                          \
    "scope full\n"                                                                                 \
    "lineage none\n"                                                                               \
    "episodes first\n"                                                                             \
    "from 2013-11-01\n"                                                                            \
    "as-of 2019-02-28\n"                                                                           \
    "as-of 2016-03-05\n"

static void each_choice_has_those_that_were_not_asked_for(void **state)
{
    const struct example examples[] = {
        {"default", full, by_default,
         TO_RECORDS "attribute origin\nclock model\nlandmark 365\nlandmark 730\ntarget good\n"},
        {"attribute origin",
         full,
         {.landmark = -1, .attribution = ATTRIBUTE_ORIGIN},
         TO_RECORDS "attribute current\n"
                    "clock model - contradicts what was asked\n"
                    "landmark 365 - contradicts what was asked\n"
                    "landmark 730 - contradicts what was asked\ntarget good\n"},
        {"clock model",
         full,
         {.landmark = -1, .clock = CLOCK_MODEL},
         TO_RECORDS "attribute origin - contradicts what was asked\n"
                    "clock origin\n"
                    "landmark 365 - contradicts what was asked\n"
                    "landmark 730 - contradicts what was asked\ntarget good\n"},
        {"landmark",
         full,
         {.landmark = 365},
         TO_RECORDS "attribute origin - contradicts what was asked\n"
                    "clock model - contradicts what was asked\n"
                    "landmark none\nlandmark 730\ntarget good\n"},
        {"ever, which is none",
         full,
         {.landmark = -1, .attribution = ATTRIBUTE_EVER},
         TO_RECORDS "attribute current\nattribute origin\n"
                    "clock model - contradicts what was asked\n"
                    "landmark 365 - contradicts what was asked\n"
                    "landmark 730 - contradicts what was asked\ntarget good\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void what_the_user_changed_can_be_changed_back(void **state)
{
    struct scene scene = full;
    (void)state;
    scene.basis = BASIS_PUBLISHED;
    scene.placing = DATE_LAST;
    scene.kinds = "overall,leaders";
    scene.uncovered = UNCOVERED_UNKNOWN;
    scene.full_scope = scene.no_lineage = scene.first_only = true;
    scene.from = "2015-01-01";
    scene.as_of = "2017-03-31";
    scene.target = 3;
    const struct example example = {"all", scene, by_default,
                                    "date inspected\n"
                                    "partial mid\n"
                                    "partial first\n"
                                    "judgement overall\n"
                                    "judgement overall,leaders,annual\n"
                                    "uncovered in-house\n"
                                    "scope all\n"
                                    "lineage successors\n"
                                    "episodes all\n"
                                    "as-of 2016-03-31\n"
                                    "as-of 2016-04-10\n"
                                    "attribute origin\n"
                                    "clock model\n"
                                    "landmark 365\n"
                                    "landmark 730\n"
                                    "target any\n"};
    check_example(&example);
}

#define NO_OCCASION(placed)                                                                        \
    "date published - no inspection has both dates\n"                                              \
    "partial first - every date has its day\n"                                                     \
    "partial last - every date has its day\n"                                                      \
    "judgement leaders - the data have no such judgement to fall back on\n"                        \
    "judgement safeguarding,annual - the data have no such judgement to fall back on\n"            \
    "uncovered in-house - the data name no delivery model\n"                                       \
    "scope full - no spell is marked boundary\n"                                                   \
    "lineage none - no council has predecessors\n"                                                 \
    "episodes first\n" placed

#define GROUPINGS "attribute origin\nclock model\nlandmark 365\nlandmark 730\n"

static void a_choice_without_occasion_is_left_out(void **state)
{
    const struct example examples[] = {
        {"bare records",
         {.ratings = "council,inspected,grade\nA,2015-01-01,inadequate\nA,2016-01-01,good\n"},
         by_default,
         NO_OCCASION("from 2013-11-01 - no judgement is from before\nas-of 2015-01-01\n") GROUPINGS
         "target good\n"},
        {"a year earlier is when a grade was last given",
         {.ratings = "council,inspected,grade\nA,2012-01-01,inadequate\nA,2016-01-01,good\n",
          .as_of = "2017-01-01",
          .to = "2013-01-01"},
         by_default,
         NO_OCCASION("from 2013-11-01 - it is after --to\nas-of 2016-01-01\n") GROUPINGS
         "target good\n"},
        {"no grade of the first kind",
         {.ratings = "council,inspected,judgement,grade\nA,2015-01-01,care,good\n"},
         by_default,
         NO_OCCASION("from 2013-11-01 - no judgement is from before\nas-of 2014-01-01\n"
                     "as-of the last day on which the judgement that counts gave a grade - there "
                     "is no grade of the judgement that counts\n") GROUPINGS "target good\n"},
        {"other grades",
         {.ratings = "council,inspected,grade\nA,2012-01-01,low\nA,2016-01-01,high\n",
          .scale = "label,rank\nlow,1\nhigh,2\n"},
         by_default,
         NO_OCCASION("from 2013-11-01 - the grades are not Ofsted's\nas-of 2015-01-01\n") GROUPINGS
         "target second above the origin - the scale has no such grade\n"},
        {"nothing",
         {.ratings = "council,inspected,grade\n"},
         by_default,
         NO_OCCASION("from 2013-11-01 - no judgement is from before\n"
                     "as-of a year earlier - there is nothing earlier\n"
                     "as-of the last day on which the judgement that counts gave a grade - there "
                     "is no grade of the judgement that counts\n") GROUPINGS "target good\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* The values of one choice that are not left out, with blanks between. */
static void check_values(const struct scene *scene, const char *choice, const char *expected)
{
    struct fixture f = {0};
    struct arena arena = {0};
    struct alternatives found;
    struct text t = {0};
    fixture_open(&f, scene);
    assert_int_equal(alternatives_find(&f.d, &f.study.rules, &by_default, &arena, &found), 0);
    for (size_t k = 0; k < found.n; k++)
        if (strcmp(found.v[k].choice, choice) == 0 && !found.v[k].left_out)
            text_addf(&t, "%s%s", t.n ? " " : "", found.v[k].value);
    check_text(&t, expected, choice);
    text_release(&t);
    arena_release(&arena);
    fixture_release(&f);
}

/* Two grades above the origin, of which "any" is the nearer where the origin is the lowest. */
static void targets_are_the_next_grades_above_the_origin(void **state)
{
    static const struct {
        int origin, target;
        const char *expected;
    } examples[] = {
        {1, 0, "good"},
        {1, 2, "good"},
        {1, 3, "any"},
        {1, 4, "any good"},
        {2, 0, "good outstanding"},
        {2, 3, "any outstanding"},
        {2, 4, "any good"},
        {3, 0, "outstanding"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct scene scene = full;
        scene.origin = examples[i].origin;
        scene.target = examples[i].target;
        check_values(&scene, "target", examples[i].expected);
    }
}

/* What is asked already is no fallback: the first kind alone, or what the list lacks. */
static void fallbacks_are_the_judgements_not_asked_for(void **state)
{
    static const struct {
        const char *kinds, *expected;
    } examples[] = {
        {"leaders", "leaders,annual"},
        {"annual", "annual,leaders"},
        {"leaders,annual", "leaders"},
        {"overall,annual,leaders", "overall"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct scene scene = full;
        scene.kinds = examples[i].kinds;
        check_values(&scene, "judgement", examples[i].expected);
    }
}

#define ON(date) RATINGS "A," date ",,overall,inadequate\n"
#define COUNCILS "council,opened,closed,predecessors\n"
#define LAST_TWO ON("2014-01-02") "A,2015-01-02,,overall,good\n"

/* Wherever it is: in the first record of a file as well as in the last, in each of the dates. */
static void one_occasion_is_enough(void **state)
{
    static const struct {
        const char *choice, *expected;
        struct scene scene;
    } examples[] = {
        {"partial", "first last", {.ratings = ON("2012-03")}},
        {"partial", "first last", {.ratings = RATINGS "A,2012-03-05,2012-04,overall,good\n"}},
        {"partial", "first last", {.ratings = RATINGS "A,2012-03-05,2012-04,overall,good\n" ROSE}},
        {"partial", "first last", {.ratings = FELL, .models = SPELLS "A,trust,2013,,\n"}},
        {"partial", "first last", {.ratings = FELL, .models = SPELLS "A,trust,,2014-02,\n"}},
        {"partial", "first last", {.ratings = FELL, .councils = COUNCILS "A,2009,,\nB,,,\n"}},
        {"partial", "first last", {.ratings = FELL, .councils = COUNCILS "B,,,\nA,,2019-04,\n"}},
        {"judgement", "leaders", {.ratings = RATINGS "A,2012-03-05,,leaders,good\n"}},
        {"date", "published", {.ratings = FELL "A,2013-03-05,,overall,good\n"}},
        {"date",
         "published",
         {.ratings = ON("2010-01-02") "A,2012-03-05,2012-04-10,overall,inadequate\n"}},
        {"scope",
         "full",
         {.ratings = FELL,
          .models = SPELLS "A,trust,,2014-01-01,boundary\nA,trust,2014-01-01,,full\n"}},
        {"scope",
         "full",
         {.ratings = FELL,
          .models = SPELLS "A,trust,,2014-01-01,full\nA,trust,2014-01-01,,boundary\n"}},
        {"lineage", "none", {.ratings = FELL, .councils = COUNCILS "B,2014,,A\nA,,,\n"}},
        {"lineage", "none", {.ratings = FELL, .councils = COUNCILS "A,,,\nB,2014,,A\n"}},
        {"from", "2013-11-01", {.ratings = ON("2013-10-31")}},
        {"from", "", {.ratings = ON("2013-11-01")}},
        {"from", "", {.ratings = ON("2013-10-31"), .from = "2013-11-01"}},
        {"from", "2013-11-01", {.ratings = ON("2013-10-31"), .from = "2013-10-31"}},
        {"from", "2013-11-01", {.ratings = ON("2013-10-31"), .to = "2013-11-01"}},
        {"from", "", {.ratings = ON("2013-10-31"), .to = "2013-10-31"}},
        {"as-of", "2014-03-05 2015-01-02", {.ratings = LAST_TWO, .as_of = "2015-03-05"}},
        {"as-of", "2014-01-02", {.ratings = LAST_TWO, .as_of = "2015-01-02"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        check_values(&examples[i].scene, examples[i].choice, examples[i].expected);
}

static int differences(const struct alternative *a, const struct rules *r, const struct grouping *g)
{
    int kinds = a->rules.n_kinds != r->n_kinds;
    for (int i = 0; i < r->n_kinds && i < a->rules.n_kinds; i++)
        assert_int_equal(a->rules.kinds[i], r->kinds[i]);
    return kinds + (a->rules.basis != r->basis) + (a->rules.placing != r->placing) +
           (a->rules.as_of != r->as_of) + (a->rules.from != r->from) + (a->rules.to != r->to) +
           (a->rules.uncovered != r->uncovered) + (a->rules.full_scope != r->full_scope) +
           (a->rules.lineage != r->lineage) + (a->rules.origin_rank != r->origin_rank) +
           (a->rules.target_rank != r->target_rank) + (a->rules.first_only != r->first_only) +
           (a->rules.has_records != r->has_records) + (a->grouping.attribution != g->attribution) +
           (a->grouping.clock != g->clock) + (a->grouping.landmark != g->landmark) +
           (a->grouping.ever != g->ever) + (a->grouping.min_n != g->min_n) +
           (a->grouping.confidence < g->confidence) + (a->grouping.confidence > g->confidence);
}

static void each_changes_one_choice(void **state)
{
    struct fixture f = {0};
    struct arena arena = {0};
    struct alternatives found;
    (void)state;
    fixture_open(&f, &full);
    assert_int_equal(alternatives_find(&f.d, &f.study.rules, &by_default, &arena, &found), 0);
    assert_int_equal(found.n, 17);
    for (size_t i = 0; i < found.n; i++)
        if (differences(&found.v[i], &f.study.rules, &by_default) != 1)
            fail_msg("%s %s", found.v[i].choice, found.v[i].value);
    arena_release(&arena);
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_choice_has_those_that_were_not_asked_for),
        cmocka_unit_test(what_the_user_changed_can_be_changed_back),
        cmocka_unit_test(a_choice_without_occasion_is_left_out),
        cmocka_unit_test(targets_are_the_next_grades_above_the_origin),
        cmocka_unit_test(fallbacks_are_the_judgements_not_asked_for),
        cmocka_unit_test(one_occasion_is_enough),
        cmocka_unit_test(each_changes_one_choice),
    };
    return CHECK_RUN(tests, argc, argv);
}
