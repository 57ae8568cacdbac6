/* outcomes: re-inspected, better at the first, better ever, better within 3 and 5 years. */
#include "check.h"

#include "fixture.h"
#include "study/outcomes.h"

struct example {
    const char *name;
    struct scene scene;
    struct grouping grouping; /* tau and level are none of its business */
    const char *expected;
};

/* "LABEL COUNCILS/EPISODES/SEGMENTS seen N first N better N, 3y N/N, 5y N/N" */
static void add_rows(struct text *t, const struct outcomes *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct outcome *o = &all->v[i];
        text_addf(t, "%s %zu/%zu/%zu seen %zu first %zu better %zu, 3y %zu/%zu, 5y %zu/%zu\n",
                  o->label, o->councils, o->episodes, o->segments, o->reinspected,
                  o->better_at_first, o->better, o->three.better, o->three.n, o->five.better,
                  o->five.n);
    }
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct episodes e = {0};
        struct cohort c = {0};
        struct outcomes all = {0};
        struct text t = {0};
        struct grouping grouping = v[i].grouping;
        grouping.confidence = 0.95;
        grouping.landmark = grouping.landmark ? grouping.landmark : -1;
        fixture_open(&f, &v[i].scene);
        assert_int_equal(episodes_find(&f.study, &e), 0);
        assert_int_equal(cohort_build(&f.d, &e, &grouping, &c), 0);
        assert_int_equal(outcomes_count(&f.study, &e, &c, &all), 0);
        add_rows(&t, &all);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        outcomes_release(&all);
        cohort_release(&c);
        episodes_release(&e);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed\n"
#define RATINGS  "council,inspected,grade\n"
#define SPELLS   "council,model,start,end\n"
#define IN_HOUSE SPELLS "A,in-house,,\n"
#define BOTH     IN_HOUSE "B,in-house,,\n"

static void inspections_are_counted_while_the_episode_is_open(void **state)
{
    static const struct example examples[] = {
        {"no episode, no row",
         {.ratings = RATINGS "A,2001-01-01,good\n", .models = IN_HOUSE},
         {0},
         ""},
        {"not seen again",
         {.ratings = RATINGS "A,2001-01-01,inadequate\n",
          .models = IN_HOUSE,
          .as_of = "2003-12-31"},
         {0},
         "in-house 1/1/1 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"
         "(all) 1/1/1 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"},
        {"better at the first",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\n", .models = IN_HOUSE},
         {0},
         "in-house 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"},
        {"better at the second; what has no grade is no inspection",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2001-06-01,n/a\nA,2002-01-01,inadequate\n"
                             "A,2003-01-01,RI\nB,2001-01-01,inadequate\nB,2002-01-01,n/a\n",
          .models = BOTH},
         {0},
         "in-house 2/2/2 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"
         "(all) 2/2/2 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 2/2/2 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"},
        {"a rise short of the target is an inspection all the same",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,RI\nA,2003-01-01,good\n",
          .models = IN_HOUSE,
          .target = 3},
         {0},
         "in-house 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"},
        {"of two on one day the first is the first",
         {.ratings = "council,inspected,grade,framework\nA,2001-01-01,inadequate,X\n"
                     "A,2002-01-01,inadequate,X\nA,2002-01-01,good,Y\n",
          .models = IN_HOUSE},
         {0},
         "in-house 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"},
        {"two episodes of one council",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\nA,2003-01-01,inadequate\n"
                             "A,2004-01-01,inadequate\n",
          .models = IN_HOUSE,
          .as_of = "2004-02-01"},
         {0},
         "in-house 1/2/2 seen 2 first 1 better 1, 3y 1/1, 5y 0/0\n"
         "(all) 1/2/2 seen 2 first 1 better 1, 3y 1/1, 5y 0/0\n"
         "never-left-in-house 1/2/2 seen 2 first 1 better 1, 3y 1/1, 5y 0/0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Three years are 1095.75 days, five 1826.25: 1096 and 1827 days will do, 1095 and 1826 will not.
 * A time of 1095 days lies within three years, one of 1096 does not. */
static void years_are_counted_from_when_it_came_at_risk(void **state)
{
    static const struct example examples[] = {
        {"1095 days before the as-of date",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\n",
          .models = IN_HOUSE,
          .as_of = "2004-01-01"},
         {0},
         "in-house 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"},
        {"1096 days before it",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,good\n",
          .models = IN_HOUSE,
          .as_of = "2004-01-02"},
         {0},
         "in-house 1/1/1 seen 1 first 1 better 1, 3y 1/1, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 1 better 1, 3y 1/1, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 1 first 1 better 1, 3y 1/1, 5y 0/0\n"},
        {"better after 1095 days and after 1096, followed for 1827",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2004-01-01,good\n"
                             "B,2001-01-01,inadequate\nB,2004-01-02,good\n",
          .models = BOTH,
          .as_of = "2006-01-02"},
         {0},
         "in-house 2/2/2 seen 2 first 2 better 2, 3y 1/2, 5y 2/2\n"
         "(all) 2/2/2 seen 2 first 2 better 2, 3y 1/2, 5y 2/2\n"
         "never-left-in-house 2/2/2 seen 2 first 2 better 2, 3y 1/2, 5y 2/2\n"},
        {"followed to the closing only",
         {.councils = COUNCILS "A,,2004-01-01\nB,,2004-01-02\n",
          .ratings = RATINGS "A,2001-01-01,inadequate\nB,2001-01-01,inadequate\n",
          .models = BOTH,
          .as_of = "2010-01-01"},
         {0},
         "in-house 2/2/2 seen 0 first 0 better 0, 3y 0/1, 5y 0/0\n"
         "(all) 2/2/2 seen 0 first 0 better 0, 3y 0/1, 5y 0/0\n"
         "never-left-in-house 2/2/2 seen 0 first 0 better 0, 3y 0/1, 5y 0/0\n"},
        {"from the opening, where that is later: what was found before does not count",
         {.councils = COUNCILS "A,2003-01-01,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,inadequate\n"
                             "A,2005-12-31,good\n",
          .models = SPELLS "A,in-house,2003-01-01,\n",
          .as_of = "2006-01-02"},
         {0},
         "in-house 1/1/1 seen 1 first 1 better 1, 3y 1/1, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 1 better 1, 3y 1/1, 5y 0/0\n"
         "never-left-in-house 1/1/1 seen 1 first 1 better 1, 3y 1/1, 5y 0/0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* A goes in-house > trust on 2002-01-01, is found inadequate then (in-house's last day) and in
 * 2003, and better in 2004. */
#define SWITCH_RATINGS                                                                             \
    RATINGS "A,2001-01-01,inadequate\nA,2002-01-01,inadequate\nA,2003-01-01,inadequate\n"          \
            "A,2004-01-01,good\n"
#define SWITCH_MODELS(model) SPELLS "A,in-house,,2002-01-01\nA," model ",2002-01-01,\n"

static void a_segment_has_the_inspections_of_its_own_days(void **state)
{
    static const struct scene scene = {
        .ratings = SWITCH_RATINGS, .models = SWITCH_MODELS("trust"), .as_of = "2004-12-31"};
#define BY_SEGMENT(model)                                                                          \
    "in-house 1/1/1 seen 1 first 0 better 0, 3y 0/1, 5y 0/0\n" model                               \
    " 1/1/1 seen 1 first 0 better 1, 3y 0/0, 5y 0/0\n"                                             \
    "(all) 1/1/1 seen 1 first 0 better 1, 3y 1/1, 5y 0/0\n"                                        \
    "never-left-in-house 0/0/0 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"
    const struct example examples[] = {
        {"by the model in force", scene, {0}, BY_SEGMENT("trust")},
        {"on the clock of the model: nothing changes",
         scene,
         {.clock = CLOCK_MODEL},
         BY_SEGMENT("trust")},
        {"models renamed",
         {.ratings = SWITCH_RATINGS, .models = SWITCH_MODELS("outsourced"), .as_of = "2004-12-31"},
         {0},
         BY_SEGMENT("outsourced")},
        {"400 years later, rows in another order",
         {.ratings = RATINGS "A,2404-01-01,good\nA,2402-01-01,inadequate\nA,2401-01-01,inadequate\n"
                             "A,2403-01-01,inadequate\n",
          .models = SPELLS "A,trust,2402-01-01,\nA,in-house,,2402-01-01\n",
          .as_of = "2404-12-31"},
         {0},
         BY_SEGMENT("trust")},
        {"whole, by the model at the origin",
         scene,
         {.attribution = ATTRIBUTE_ORIGIN},
         "in-house 1/1/1 seen 1 first 0 better 1, 3y 1/1, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 0 better 1, 3y 1/1, 5y 0/0\n"
         "never-left-in-house 0/0/0 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"},
        {"whole, by whether it ever had a trust",
         scene,
         {.attribution = ATTRIBUTE_EVER, .ever = MODEL_TRUST},
         "ever-trust 1/1/1 seen 1 first 0 better 1, 3y 1/1, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 0 better 1, 3y 1/1, 5y 0/0\n"
         "never-left-in-house 0/0/0 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"},
        {"from a landmark that is the day of an inspection",
         scene,
         {.landmark = 730},
         "trust 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
         "(all) 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
         "never-left-in-house 0/0/0 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"},
        {"a landmark nobody reached", scene, {.landmark = 3650}, ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void those_that_never_left_in_house_had_no_other_known_model(void **state)
{
#define ONE  "A,2001-01-01,inadequate\nA,2002-01-01,good\n"
#define TAIL " 1/1/1 seen 1 first 1 better 1, 3y 0/0, 5y 0/0\n"
#define NONE "never-left-in-house 0/0/0 seen 0 first 0 better 0, 3y 0/0, 5y 0/0\n"
    static const struct example examples[] = {
        {"days of an unknown model are passed over",
         {.ratings = RATINGS ONE,
          .models = SPELLS "A,in-house,2000-01-01,\n",
          .uncovered = UNCOVERED_UNKNOWN},
         {0},
         "in-house" TAIL "(all)" TAIL "never-left-in-house" TAIL},
        {"but they alone are not in-house",
         {.ratings = RATINGS ONE, .uncovered = UNCOVERED_UNKNOWN},
         {0},
         "unknown" TAIL "(all)" TAIL NONE},
        {"a trust before or after the episode is another model",
         {.ratings = RATINGS ONE,
          .models = SPELLS "A,in-house,,2003-01-01\nA,trust,2003-01-01,\n",
          .as_of = "2003-01-01"},
         {0},
         "in-house" TAIL "(all)" TAIL NONE},
        {"but not one after the as-of date",
         {.ratings = RATINGS ONE,
          .models = SPELLS "A,in-house,,2003-01-01\nA,trust,2003-01-01,\n",
          .as_of = "2002-12-31"},
         {0},
         "in-house" TAIL "(all)" TAIL "never-left-in-house" TAIL},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void successors_have_the_inspections_of_their_own(void **state)
{
    static const struct example examples[] = {
        {"each at risk from its opening",
         {.councils = "council,opened,closed,predecessors\nA,,2002-01-01,\nB,2002-01-01,,A\n"
                      "C,2002-01-01,,A\n",
          .ratings = RATINGS "A,2001-01-01,inadequate\nB,2003-01-01,good\n",
          .models = SPELLS "A,in-house,,\nB,in-house,,\nC,in-house,,\n",
          .as_of = "2005-01-01"},
         {0},
         "in-house 3/3/3 seen 1 first 1 better 1, 3y 1/2, 5y 0/0\n"
         "(all) 3/3/3 seen 1 first 1 better 1, 3y 1/2, 5y 0/0\n"
         "never-left-in-house 3/3/3 seen 1 first 1 better 1, 3y 1/2, 5y 0/0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inspections_are_counted_while_the_episode_is_open),
        cmocka_unit_test(years_are_counted_from_when_it_came_at_risk),
        cmocka_unit_test(a_segment_has_the_inspections_of_its_own_days),
        cmocka_unit_test(those_that_never_left_in_house_had_no_other_known_model),
        cmocka_unit_test(successors_have_the_inspections_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
