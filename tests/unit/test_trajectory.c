/* trajectory: steps from inspection to inspection, and paths. */
#include "check.h"

#include "histories.h"
#include "study/trajectory.h"

/* Each step as "FROM TO CHANGE DIRECTION DAYS MODEL:LINE", then the sums. */
static void add_steps(struct text *t, const struct fixture *f, const struct history *h)
{
    struct inspections in = inspections_between(h, &f->study.rules);
    struct trajectory sum = trajectory_of(h, &in);
    text_addf(t, "%zu inspections\n", in.n);
    for (size_t i = 1; i < in.n; i++) {
        struct step s = step_to(h, &in, i);
        text_addf(t, "%s %s %d %s %d %s", day_text(s.from->day).text, day_text(s.to->day).text,
                  s.change, direction_name(s.direction), (int)s.days,
                  f->d.models.name[s.period->model]);
        if (s.period->spell != NO_SPELL)
            text_addf(t, ":%u", spell_at(&f->d, s.period->spell).line);
        assert_int_equal(model_judged(h, s.to), s.period->model);
        text_add_char(t, '\n');
    }
    text_addf(t, "%zu+%zu+%zu net %d\n", sum.ups, sum.sames, sum.downs, sum.net_change);
}

static void add_grades(struct text *t, const struct fixture *f, const struct history *h)
{
    struct inspections in = inspections_between(h, &f->study.rules);
    trajectory_add_path(&f->d, &in, t);
}

static void add_models(struct text *t, const struct fixture *f, const struct history *h)
{
    trajectory_add_models(&f->d, h, f->study.rules.as_of, t);
    text_addf(t, " by %s", day_text(history_latest_day(h, f->study.rules.as_of)).text);
}

#define COUNCILS "council,opened,closed\n"
#define RATINGS  "council,inspected,grade\n"
#define SPELLS   "council,model,provider,start,end\n"

/* Two up on day 10, the same on 31, three down on 60. */
#define FOUR                                                                                       \
    RATINGS "A,2001-01-01,RI\nA,2001-01-11,outstanding\nA,2001-02-01,outstanding\n"                \
            "A,2001-03-02,inadequate\n"

static void a_step_goes_from_each_inspection_to_the_next(void **state)
{
    static const struct example examples[] = {
        {"up, same, down",
         {.ratings = FOUR},
         "4 inspections\n2001-01-01 2001-01-11 2 up 10 unknown\n"
         "2001-01-11 2001-02-01 0 same 21 unknown\n2001-02-01 2001-03-02 -3 down 29 unknown\n"
         "1+1+1 net -1\n"},
        {"one has no step",
         {.ratings = RATINGS "A,2001-01-01,RI\n"},
         "1 inspections\n0+0+0 net 0\n"},
        {"none", {.ratings = RATINGS "A,2001-01-01,n/a\n"}, "0 inspections\n0+0+0 net 0\n"},
        {"one without a grade is passed over",
         {.ratings = RATINGS "A,2001-01-01,RI\nA,2001-01-05,n/a\nA,2001-01-11,good\n"},
         "2 inspections\n2001-01-01 2001-01-11 1 up 10 unknown\n1+0+0 net 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_steps);
}

static void from_and_to_choose_inspections_both_days_included(void **state)
{
    static const struct example examples[] = {
        {"from the second to the third",
         {.ratings = FOUR, .from = "2001-01-11", .to = "2001-02-01"},
         "2 inspections\n2001-01-11 2001-02-01 0 same 21 unknown\n0+1+0 net 0\n"},
        {"a day less on either side",
         {.ratings = FOUR, .from = "2001-01-12", .to = "2001-03-01"},
         "1 inspections\n0+0+0 net 0\n"},
        {"all before", {.ratings = FOUR, .from = "2001-03-03"}, "0 inspections\n0+0+0 net 0\n"},
        {"all after", {.ratings = FOUR, .to = "2000-12-31"}, "0 inspections\n0+0+0 net 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_steps);
}

static void a_step_belongs_to_the_model_on_the_eve_of_the_later_one(void **state)
{
    static const char two[] = RATINGS "A,2001-01-01,RI\nA,2001-01-11,good\n";
    static const struct example examples[] = {
        {"changed on the day",
         {.ratings = two, .models = SPELLS "A,trust,T,2001-01-11,\n"},
         "2 inspections\n2001-01-01 2001-01-11 1 up 10 in-house\n1+0+0 net 1\n"},
        {"changed on the eve",
         {.ratings = two, .models = SPELLS "A,trust,T,2001-01-10,\n"},
         "2 inspections\n2001-01-01 2001-01-11 1 up 10 trust:2\n1+0+0 net 1\n"},
        {"a rename: the provider of the eve",
         {.ratings = two, .models = SPELLS "A,trust,T,,2001-01-11\nA,trust,U,2001-01-11,\n"},
         "2 inspections\n2001-01-01 2001-01-11 1 up 10 trust:2\n1+0+0 net 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_steps);
}

static void a_path_has_the_grades_as_they_were_written(void **state)
{
    static const struct example examples[] = {
        {"words",
         {.ratings = RATINGS "A,2001-01-01,Adequate\nA,2001-01-05,n/a\nA,2001-01-11,RI\n"},
         "Adequate > RI"},
        {"one", {.ratings = RATINGS "A,2001-01-01,good\n"}, "good"},
        {"within from and to", {.ratings = FOUR, .from = "2001-02-01"}, "outstanding > inadequate"},
        {"none", {.ratings = RATINGS "A,2001-01-01,n/a\n"}, ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_grades);
}

static void a_path_of_models_runs_from_opening_to_closing_or_as_of(void **state)
{
    static const char one[] = RATINGS "A,2001-01-01,good\n";
    static const struct example examples[] = {
        {"each change",
         {.ratings = one,
          .models = SPELLS "A,trust,T,2001-01-01,2002-01-01\n",
          .as_of = "2003-01-01"},
         "in-house > trust > in-house by 2003-01-01"},
        {"no change by a rename, nor by in-house twice",
         {.ratings = one,
          .models = SPELLS "A,in-house,H,1999-01-01,2000-01-01\nA,trust,T,2001-01-01,2002-01-01\n"
                           "A,trust,U,2002-01-01,\n",
          .as_of = "2003-01-01"},
         "in-house > trust by 2003-01-01"},
        {"what began on the as-of date",
         {.ratings = one, .models = SPELLS "A,trust,T,2003-01-01,\n", .as_of = "2003-01-01"},
         "in-house > trust by 2003-01-01"},
        {"unknown is a model, too",
         {.ratings = one,
          .models = SPELLS "A,trust,T,2001-01-01,2002-01-01\n",
          .as_of = "2003-01-01",
          .uncovered = UNCOVERED_UNKNOWN},
         "unknown > trust > unknown by 2003-01-01"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_models);
}

static void a_path_of_models_keeps_to_the_life_of_the_council(void **state)
{
    static const char one[] = RATINGS "A,2001-01-01,good\n";
    static const struct example examples[] = {
        {"what ended on the day of the opening, or began on that of the closing",
         {.councils = COUNCILS "A,2000-01-01,2002-01-01\n",
          .ratings = one,
          .models = SPELLS "A,trust,T,,2000-01-01\nA,outsourced,O,2002-01-01,\n",
          .as_of = "2003-01-01"},
         "in-house by 2001-12-31"},
        {"a day later, and a day earlier",
         {.councils = COUNCILS "A,2000-01-01,2002-01-01\n",
          .ratings = one,
          .models = SPELLS "A,trust,T,,2000-01-02\nA,outsourced,O,2001-12-31,\n",
          .as_of = "2003-01-01"},
         "trust > in-house > outsourced by 2001-12-31"},
        {"a closing after the as-of date",
         {.councils = COUNCILS "A,2000-01-01,2003-01-02\n",
          .ratings = one,
          .models = SPELLS "A,trust,T,,\n",
          .as_of = "2003-01-01"},
         "trust by 2003-01-01"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_models);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_goes_from_each_inspection_to_the_next),
        cmocka_unit_test(from_and_to_choose_inspections_both_days_included),
        cmocka_unit_test(a_step_belongs_to_the_model_on_the_eve_of_the_later_one),
        cmocka_unit_test(a_path_has_the_grades_as_they_were_written),
        cmocka_unit_test(a_path_of_models_runs_from_opening_to_closing_or_as_of),
        cmocka_unit_test(a_path_of_models_keeps_to_the_life_of_the_council),
    };
    return CHECK_RUN(tests, argc, argv);
}
