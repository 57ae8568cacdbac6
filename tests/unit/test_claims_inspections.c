/* claims about the inspections of one council. */
#include "check.h"

#include "claims.h"

#define RATINGS "council,framework,inspected,ended,published,judgement,grade,source\n"

/* A rises twice, under a partnership, then back in-house; B has two inspections in 2016, and one
 * without an overall grade; C has none; D closed. */
static const struct scene scene = {
    .councils = "council,opened,closed\nA,,\nB,,\nC,,\nD,,2018-04-01\n",
    .ratings = RATINGS "A,CP,2012-11-05,2012-11-16,2013-01-15,overall,inadequate,r1\n"
                       "A,CP,2012-11-05,2012-11-16,2013-01-15,leaders,inadequate,r1\n"
                       "A,SIF,2014-09-16,2014-10-08,2014-11-19,overall,RI,r2\n"
                       "A,SIF,2014-09-16,2014-10-08,2014-11-19,leaders,good,r2\n"
                       "A,SIF,2014-09-16,2014-10-08,2014-11-19,adoption,not judged,r2\n"
                       "A,ILACS,2018-11-19,2018-11-30,2019-01-07,overall,good,r3\n"
                       "A,ILACS,2018-11-19,2018-11-30,2019-01-07,leaders,good,r3\n"
                       "B,SIF,2016-02-01,,2016-03-10,overall,inadequate,b1\n"
                       "B,CP,2016-06-06,,2016-08-01,overall,inadequate,\n"
                       "B,,2017-05-01,,2017-06-01,leaders,good,b3\n"
                       "B,ILACS,2019-03-04,,2019-04-15,overall,inadequate,b4\n"
                       "B,ILACS,2019-12-02,,2020-01-20,overall,outstanding,b5\n"
                       "D,SIF,2015-03-02,,2015-05-01,overall,good,d1\n",
    .models = "council,model,provider,start,end,trigger,source\n"
              "A,partnership,H,2013-07-01,2018-12-01,directed,m1\n",
    .as_of = "2020-06-30",
};

/* The same, by publication. */
static struct scene published(void)
{
    struct scene s = scene;
    s.basis = BASIS_PUBLISHED;
    return s;
}

static void a_grade_is_in_force_from_its_day(void **state)
{
    static const struct claim_example examples[] = {
        {"grade-on|council=A|date=2014-09-15|grade=inadequate",
         "holds: inadequate, inspected 2012-11-05, published 2013-01-15 (r1)"},
        {"grade-on|council=A|date=2014-09-16|grade=inadequate",
         "contradicted: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-on|council=A|date=2014-09-16|grade=adequate",
         "holds: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-on|council=A|date=2014-09-16|grade=good|judgement=leaders",
         "holds: good, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-on|council=A|date=2012-11-04|grade=good", "undecidable: no grade by 2012-11-04"},
        {"grade-on|council=C|date=2015|grade=good", "undecidable: no grade by 2015-01-01"},
        {"grade-on|council=D|date=2018-03-31|grade=good",
         "holds: good, inspected 2015-03-02, published 2015-05-01 (d1)"},
        {"grade-on|council=D|date=2018-04-01|grade=good", "undecidable: D closed on 2018-04-01"},
        {"grade-on|council=A|date=2020-07-01|grade=good",
         "undecidable: 2020-07-01 is after the as-of date, 2020-06-30"},
        {"grade-on|council=A|date=2014-12-01|grade=>=RI",
         "holds: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-on|council=A|date=2014-12-01|grade=> RI",
         "contradicted: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-on|council=A|date=2014-12-01|grade=<good",
         "holds: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-on|council=A|date=2014-12-01|grade=<=inadequate",
         "contradicted: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
    };
    static const struct claim_example by_published[] = {
        {"grade-on|council=A|date=2014-11-18|grade=inadequate",
         "holds: inadequate, inspected 2012-11-05, published 2013-01-15 (r1)"},
        {"grade-on|council=A|date=2014-11-19|grade=RI",
         "holds: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
    };
    const struct scene other = published();
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    CHECK_CLAIMS(&other, by_published);
}

static void an_inspection_is_known_by_any_of_its_days(void **state)
{
    static const struct claim_example examples[] = {
        {"grade-of|council=A|date=2014-09-16|grade=RI",
         "holds: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-of|council=A|date=2014-10-08|grade=RI",
         "holds: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-of|council=A|date=2014-10-09|grade=RI",
         "undecidable: no inspection with this judgement was on site or published then"},
        {"grade-of|council=A|date=2014-11|grade=good",
         "contradicted: RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-of|council=A|date=2014|grade=good|judgement=leaders",
         "holds: good, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"grade-of|council=A|date=2014|grade=good|judgement=adoption",
         "undecidable: no inspection with this judgement was on site or published then"},
        {"grade-of|council=B|date=2017|grade=good",
         "undecidable: no inspection with this judgement was on site or published then"},
        {"grade-of|council=B|date=2016|grade=inadequate",
         "holds: inadequate, inspected 2016-02-01, published 2016-03-10 (b1); inadequate, "
         "inspected 2016-06-06, published 2016-08-01"},
        {"grade-of|council=B|date=2019|grade=outstanding",
         "undecidable: inadequate, inspected 2019-03-04, published 2019-04-15 (b4); outstanding, "
         "inspected 2019-12-02, published 2020-01-20 (b5); 1 of these 2 fit"},
        {"grade-of|council=A|date=2018-11|grade=good|as_of=2018-11-18",
         "undecidable: no inspection with this judgement was on site or published then"},
    };
    static const struct claim_example by_published[] = {
        {"grade-of|council=A|date=2018-11|grade=good",
         "holds: good, inspected 2018-11-19, published 2019-01-07 (r3)"},
        {"grade-of|council=A|date=2018-11|grade=good|as_of=2019-01-06",
         "undecidable: no inspection with this judgement was on site or published then"},
    };
    const struct scene other = published();
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    CHECK_CLAIMS(&other, by_published);
}

static void all_judgements_of_an_inspection_are_the_graded_ones(void **state)
{
    static const struct claim_example examples[] = {
        {"grade-of|council=A|date=2013-01|grade=inadequate|judgement=all",
         "holds: overall inadequate; leaders inadequate (r1)"},
        {"grade-of|council=A|date=2014-11|grade=RI|judgement=all",
         "contradicted: overall RI; leaders good (r2)"},
        {"grade-of|council=A|date=2014-11|grade=>=RI|judgement=All",
         "holds: overall RI; leaders good (r2)"},
        /* B's is the next record */
        {"grade-of|council=A|date=2016-02|grade=inadequate|judgement=all",
         "undecidable: no inspection was on site or published then"},
        {"grade-of|council=A|date=2014-12|grade=RI|judgement=all",
         "undecidable: no inspection was on site or published then"},
        {"grade-of|council=B|date=2016|grade=inadequate|judgement=all",
         "holds: overall inadequate (b1); overall inadequate"},
        {"grade-of|council=B|date=2019|grade=inadequate|judgement=all",
         "undecidable: overall inadequate (b4); overall outstanding (b5); 1 of these 2 fit"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void a_framework_is_that_of_the_inspection(void **state)
{
    static const struct claim_example examples[] = {
        {"framework-of|council=A|date=2012-11|value=cp", "holds: CP, inspected 2012-11-05 (r1)"},
        {"framework-of|council=A|date=2012-11|value=SIF",
         "contradicted: CP, inspected 2012-11-05 (r1)"},
        {"framework-of|council=A|date=2013-02|value=CP",
         "undecidable: no inspection was on site or published then"},
        {"framework-of|council=B|date=2016|value=CP",
         "undecidable: SIF, inspected 2016-02-01 (b1); CP, inspected 2016-06-06; 1 of these 2 fit"},
        {"framework-of|council=B|date=2017|value=SIF",
         "undecidable: no framework recorded, inspected 2017-05-01 (b3); it may have been any"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void a_trajectory_begins_with_the_grade_in_force(void **state)
{
    static const struct claim_example examples[] = {
        {"trajectory|council=A|grade=inadequate > RI > good",
         "holds: inadequate 2012-11-05 > RI 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=A|grade=inadequate>good",
         "contradicted: inadequate 2012-11-05 > RI 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=A|grade=inadequate > RI|until=2018-11-18",
         "holds: inadequate 2012-11-05 > RI 2014-09-16"},
        {"trajectory|council=A|grade=RI > good|date=2014-09-16",
         "holds: RI 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=A|grade=RI > good|date=2014-09-15",
         "contradicted: inadequate 2012-11-05 > RI 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=A|grade=inadequate > RI > good|date=2000-01-01",
         "holds: inadequate 2012-11-05 > RI 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=A|grade=good|date=2019-01-01|until=2020-01-01",
         "holds: good 2018-11-19"},
        {"trajectory|council=A|grade=inadequate|until=2012-11-04",
         "undecidable: no grade in that time"},
        {"trajectory|council=A|grade=inadequate > good|judgement=leaders",
         "holds: inadequate 2012-11-05 > good 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=A|grade=inadequate > good > good|judgement=leaders",
         "holds: inadequate 2012-11-05 > good 2014-09-16 > good 2018-11-19"},
        {"trajectory|council=B|grade=inadequate > inadequate > outstanding",
         "contradicted: inadequate 2016-02-01 > inadequate 2016-06-06 > inadequate 2019-03-04 > "
         "outstanding 2019-12-02"},
        {"trajectory|council=B|grade=inadequate > outstanding",
         "holds: inadequate 2016-02-01 > inadequate 2016-06-06 > inadequate 2019-03-04 > "
         "outstanding 2019-12-02"},
        {"trajectory|council=A|grade=inadequate > RI|as_of=2018-11-18",
         "holds: inadequate 2012-11-05 > RI 2014-09-16"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

/* 680 days from 2012-11-05 to 2014-09-16, 2205 to 2018-11-19. */
static void years_between_two_inspections(void **state)
{
    static const struct claim_example examples[] = {
        {"years-between|council=A|date=2013|until=2014-11|value=1.9",
         "holds: 1.86 years: inadequate, inspected 2012-11-05, published 2013-01-15 (r1); RI, "
         "inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"years-between|council=A|date=2013|until=2014-11|value=1.8",
         "contradicted: 1.86 years: inadequate, inspected 2012-11-05, published 2013-01-15 (r1); "
         "RI, inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"years-between|council=A|date=2013|until=2014-11|value=1.8|tolerance=0.1",
         "holds: 1.86 years: inadequate, inspected 2012-11-05, published 2013-01-15 (r1); RI, "
         "inspected 2014-09-16, published 2014-11-19 (r2)"},
        {"years-between|council=A|date=2013|until=2018|value=>6",
         "holds: 6.04 years: inadequate, inspected 2012-11-05, published 2013-01-15 (r1); good, "
         "inspected 2018-11-19, published 2019-01-07 (r3)"},
        {"years-between|council=A|date=2013|until=2016|value=3",
         "undecidable: not both inspections are recorded with this judgement"},
        {"years-between|council=A|date=2014|until=2014|value=0",
         "undecidable: not both inspections are recorded with this judgement"},
        {"years-between|council=B|date=2016|until=2020-01|value=3.8",
         "undecidable: 3.83 years: inadequate, inspected 2016-02-01, published 2016-03-10 (b1); "
         "outstanding, inspected 2019-12-02, published 2020-01-20 (b5); 3.49 years: inadequate, "
         "inspected 2016-06-06, published 2016-08-01; outstanding, inspected 2019-12-02, "
         "published 2020-01-20 (b5); 1 of these 2 fit"},
        {"years-between|council=B|date=2016|until=2020-01|value=>=3",
         "holds: 3.8 years: inadequate, inspected 2016-02-01, published 2016-03-10 (b1); "
         "outstanding, inspected 2019-12-02, published 2020-01-20 (b5); 3.5 years: inadequate, "
         "inspected 2016-06-06, published 2016-08-01; outstanding, inspected 2019-12-02, "
         "published 2020-01-20 (b5)"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void a_rise_belongs_to_the_model_on_its_eve(void **state)
{
    static const struct claim_example examples[] = {
        {"rise-under|council=A|model=partnership",
         "holds: from inadequate to RI, inspected 2014-09-16, published 2014-11-19 (r2), under "
         "partnership"},
        {"rise-under|council=A|model=in-house",
         "contradicted: from inadequate to RI, inspected 2014-09-16, published 2014-11-19 (r2), "
         "under partnership"},
        {"rise-under|council=A|model=partnership|date=2018-11-19",
         "holds: from RI to good, inspected 2018-11-19, published 2019-01-07 (r3), under "
         "partnership"},
        {"rise-under|council=A|model=partnership|grade=good",
         "holds: from RI to good, inspected 2018-11-19, published 2019-01-07 (r3), under "
         "partnership"},
        {"rise-under|council=A|model=partnership|grade=outstanding", "contradicted: no such rise"},
        {"rise-under|council=A|model=partnership|date=2015|until=2017",
         "contradicted: no such rise"},
        {"rise-under|council=A|model=partnership|until=2014",
         "holds: from inadequate to RI, inspected 2014-09-16, published 2014-11-19 (r2), under "
         "partnership"},
        {"rise-under|council=A|model=partnership|date=2014|until=2018",
         "holds: from inadequate to RI, inspected 2014-09-16, published 2014-11-19 (r2), under "
         "partnership; from RI to good, inspected 2018-11-19, published 2019-01-07 (r3), under "
         "partnership"},
        {"rise-under|council=A|model=partnership|judgement=leaders",
         "holds: from inadequate to good, inspected 2014-09-16, published 2014-11-19 (r2), under "
         "partnership"},
        {"rise-under|council=B|model=in-house",
         "holds: from inadequate to outstanding, inspected 2019-12-02, published 2020-01-20 (b5), "
         "under in-house"},
        {"rise-under|council=C|model=in-house", "contradicted: no such rise"},
    };
    /* By publication the second came after the partnership had ended. */
    static const struct claim_example by_published[] = {
        {"rise-under|council=A|model=in-house|date=2019",
         "holds: from RI to good, inspected 2018-11-19, published 2019-01-07 (r3), under in-house"},
        {"rise-under|council=A|model=in-house|date=2014|until=2019",
         "undecidable: from inadequate to RI, inspected 2014-09-16, published 2014-11-19 (r2), "
         "under partnership; from RI to good, inspected 2018-11-19, published 2019-01-07 (r3), "
         "under in-house; 1 of these 2 fit"},
        {"rise-under|council=A|model=trust|date=2014|until=2019",
         "contradicted: from inadequate to RI, inspected 2014-09-16, published 2014-11-19 (r2), "
         "under partnership; from RI to good, inspected 2018-11-19, published 2019-01-07 (r3), "
         "under in-house"},
    };
    const struct scene other = published();
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    CHECK_CLAIMS(&other, by_published);
}

static void a_rise_on_days_of_which_no_model_is_known_is_undecidable(void **state)
{
    static const struct claim_example examples[] = {
        {"rise-under|council=B|model=in-house",
         "undecidable: from inadequate to outstanding, inspected 2019-12-02, published 2020-01-20 "
         "(b5), under unknown; who delivered is not recorded"},
    };
    struct scene s = scene;
    (void)state;
    s.uncovered = UNCOVERED_UNKNOWN;
    CHECK_CLAIMS(&s, examples);
}

/* Of a list of judgements the one that counts is named. */
static void the_judgement_is_that_of_the_study_unless_claimed(void **state)
{
    struct scene both = scene;
    static const struct claim_example examples[] = {
        {"grade-on|council=B|date=2018-01-01|grade=good",
         "holds: leaders good, inspected 2017-05-01, published 2017-06-01 (b3)"},
        {"grade-on|council=B|date=2018-01-01|grade=inadequate|judgement=overall",
         "holds: inadequate, inspected 2016-06-06, published 2016-08-01"},
    };
    (void)state;
    both.kinds = "overall,leaders";
    CHECK_CLAIMS(&both, examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grade_is_in_force_from_its_day),
        cmocka_unit_test(an_inspection_is_known_by_any_of_its_days),
        cmocka_unit_test(all_judgements_of_an_inspection_are_the_graded_ones),
        cmocka_unit_test(a_framework_is_that_of_the_inspection),
        cmocka_unit_test(a_trajectory_begins_with_the_grade_in_force),
        cmocka_unit_test(years_between_two_inspections),
        cmocka_unit_test(a_rise_belongs_to_the_model_on_its_eve),
        cmocka_unit_test(a_rise_on_days_of_which_no_model_is_known_is_undecidable),
        cmocka_unit_test(the_judgement_is_that_of_the_study_unless_claimed),
    };
    return CHECK_RUN(tests, argc, argv);
}
