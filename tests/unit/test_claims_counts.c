/* claims about how many there were, and how long they took. */
#include "check.h"

#include "claims.h"

/* Five trusts start: A's in 2014, which improves after a repeat; B's in 2015, which rises, but not
 * above the grade at its start; the county's in 2016, which improves in one of two successors; C's
 * in 2017, voluntary, of the same provider as A's, over in 2019; D's in 2019, with nothing known
 * before it. E is in a partnership, G closed before. */
static const struct scene scene = {
    .councils = "council,opened,closed,predecessors\nA,,,\nB,,,\nC,,,\nCounty,,2018-04-01,\nD,,,\n"
                "E,,,\nG,,2010-04-01,\nNorth,2018-04-01,,County\nSouth,2018-04-01,,County\n",
    .ratings =
        "council,inspected,judgement,grade\n"
        "A,2013-06-03,overall,inadequate\nA,2015-06-01,overall,inadequate\n"
        "A,2016-04-01,overall,RI\nA,2016-04-01,leaders,good\n"
        "B,2014-06-02,overall,good\nB,2015-12-01,overall,inadequate\nB,2017-01-02,overall,RI\n"
        "County,2015-03-02,overall,inadequate\n"
        "North,2019-04-01,overall,inadequate\nSouth,2019-06-03,overall,good\n"
        "C,2016-05-02,overall,good\nC,2018-01-01,overall,outstanding\n"
        "E,2012-01-02,overall,RI\n",
    .models =
        "council,model,provider,start,end,trigger,directed\n"
        "A,trust,T,2014-04-01,2016-10-01,directed,2013-07-01\n"
        "A,trust,T renamed,2016-10-01,,directed,2016-09-01\n"
        "B,trust,U,2015-04-01,,directed,2014-10-01\n"
        "County,trust,V,2016-01-01,2018-04-01,directed,2015-04-01\n"
        "North,trust,V,2018-04-01,,reorganisation,\nSouth,trust,V,2018-04-01,,reorganisation,\n"
        "C,trust,T renamed,2017-01-01,2019-01-01,voluntary,\n"
        "D,trust,,2019-07-01,,,2019-08-01\n"
        "E,partnership,A,2012,,voluntary,\n",
    .as_of = "2020-06-30",
};

static void councils_are_counted_by_grade(void **state)
{
    static const struct claim_example examples[] = {
        {"councils-graded|date=2014-06-02|grade=inadequate|value=1",
         "holds: 1 council: A; 3 without a grade by then"},
        {"councils-graded|date=2014-06-02|grade=inadequate|value=2",
         "undecidable: 1 council: A; 3 without a grade by then; with some of these it would hold"},
        {"councils-graded|date=2016-01-01|grade=inadequate|value=>2",
         "holds: 3 councils: A, B, County; 2 without a grade by then"},
        {"councils-graded|date=2016-01-01|grade=inadequate|value=>3",
         "undecidable: 3 councils: A, B, County; 2 without a grade by then; with some of these it "
         "would "
         "hold"},
        {"councils-graded|date=2020-01-01|grade=>=good|value=2",
         "holds: 2 councils: C, South; 1 without a grade by then"},
        {"councils-graded|date=2020-01-01|grade=>=good|model=trust|value=1",
         "holds: 1 council: South; 1 without a grade by then"},
        {"councils-graded|date=2020-01-01|grade=good|model=trust|judgement=leaders|value=1",
         "holds: 1 council: A; 4 without a grade by then"},
        {"councils-graded|date=2020-01-01|grade=RI|model=partnership|value=0",
         "contradicted: 1 council: E"},
        {"councils-graded|date=2021-01-01|grade=RI|value=0",
         "undecidable: 2021-01-01 is after the as-of date, 2020-06-30"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void councils_and_providers_under_a_model(void **state)
{
    static const struct claim_example examples[] = {
        {"councils-under|model=trust|date=2018-03-31|value=4",
         "holds: 4 councils: A, B, C, County"},
        {"councils-under|model=trust|date=2018-04-01|value=5",
         "holds: 5 councils: A, B, C, North, South"},
        {"councils-under|model=trust|date=2018-04-01|value=6",
         "contradicted: 5 councils: A, B, C, North, South"},
        {"councils-under|model=trust|date=2018-04-01|value=6|tolerance=1",
         "holds: 5 councils: A, B, C, North, South"},
        {"councils-under|model=outsourced|date=2018-04-01|value=0", "holds: 0 councils"},
        {"councils-under|model=trust|date=2018|value=4",
         "undecidable: hangs on dates without a day: 4 councils: A, B, C, County; or: 5 councils: "
         "A, B, C, North, South"},
        {"councils-under|model=partnership|date=2012-03-01|value=1",
         "undecidable: hangs on dates without a day: 0 councils; or: 1 council: E"},
        {"providers-under|model=trust|date=2018-04-01|value=3",
         "holds: 3 providers for 5 councils: A, B, C, North, South"},
        /* a council whose provider is not named is its own */
        {"providers-under|model=trust|date=2019-07-01|value=4",
         "holds: 4 providers for 5 councils: A, B, D, North, South"},
        {"providers-under|model=trust|date=2014-04-01|value=2",
         "contradicted: 1 provider for 1 council: A"},
        {"share-under|model=trust|date=2018-03-31|value=0.67", "holds: 4 of 6 councils, 0.667"},
        {"share-under|model=trust|date=2018-03-31|value=0.66",
         "contradicted: 4 of 6 councils, 0.667"},
        {"share-under|model=trust|date=2018-04-01|value=>0.7", "holds: 5 of 7 councils, 0.714"},
        {"share-under|model=outsourced|date=2018-04-01|value=0", "holds: 0 of 7 councils, 0.000"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void of_no_council_there_is_no_share(void **state)
{
    static const struct scene later = {
        .councils = "council,opened\nA,2018-04-01\n",
        .ratings = "council,inspected,grade\nA,2019-01-01,good\n",
        .models = "council,model,start\nA,trust,2018-04-01\n",
        .as_of = "2020-01-01",
    };
    static const struct claim_example examples[] = {
        {"share-under|model=trust|date=2018-03-31|value=0", "undecidable: no council"},
        {"share-under|model=trust|date=2018-04-01|value=1", "holds: 1 of 1 council, 1.000"},
    };
    (void)state;
    CHECK_CLAIMS(&later, examples);
}

/* Only what is covered is known: at the start of 2016 A, B, County and E; in 2005 nothing, when
 * there was G besides. */
static void a_count_can_hang_on_what_is_not_recorded(void **state)
{
    static const struct claim_example examples[] = {
        {"councils-under|model=trust|date=2016-01-01|value=>=3", "holds: 3 councils: A, B, County"},
        {"councils-under|model=trust|date=2016-01-01|value=<3",
         "contradicted: 3 councils: A, B, County"},
        {"councils-under|model=trust|date=2016-01-01|value=3",
         "undecidable: 3 councils: A, B, County; who delivered in 2 others is not recorded"},
        {"councils-under|model=trust|date=2016-01-01|value=5",
         "undecidable: 3 councils: A, B, County; who delivered in 2 others is not recorded"},
        {"councils-under|model=trust|date=2016-01-01|value=6",
         "contradicted: 3 councils: A, B, County"},
        {"providers-under|model=trust|date=2016-01-01|value=4",
         "undecidable: 3 providers for 3 councils: A, B, County; who delivered in 2 others is not "
         "recorded"},
        {"share-under|model=trust|date=2016-01-01|value=>=0.5", "holds: 3 of 6 councils, 0.500"},
        {"share-under|model=trust|date=2016-01-01|value=0.5",
         "undecidable: 3 of 6 councils, 0.500; who delivered in 2 others is not recorded"},
        {"councils-graded|date=2017-01-02|grade=good|model=trust|value=1", "holds: 1 council: C"},
        {"councils-graded|date=2016-05-02|grade=good|model=trust|value=0",
         "undecidable: 0 councils; who delivered in 1 other is not recorded"},
        {"started-between|model=trust|date=2016|value=1", "holds: 1 started: County 2016-01-01"},
    };
    static const struct claim_example none[] = {
        {"councils-under|model=trust|date=2016-01-01|value=0",
         "undecidable: 0 councils; who delivered in 6 others is not recorded"},
        {"started-between|model=trust|date=2016|value=0",
         "undecidable: 0 started; the records name no model"},
        {"ended-between|model=trust|date=2016|value=0",
         "undecidable: 0 ended; the records name no model"},
    };
    struct scene unknown = scene;
    (void)state;
    unknown.uncovered = UNCOVERED_UNKNOWN;
    CHECK_CLAIMS(&unknown, examples);
    unknown.models = "council,model\n";
    CHECK_CLAIMS(&unknown, none);
}

static void arrangements_start_and_end_in_a_period(void **state)
{
    static const struct claim_example examples[] = {
        {"started-between|model=trust|date=2014|until=2020|value=5",
         "holds: 5 started: A 2014-04-01, B 2015-04-01, C 2017-01-01, County 2016-01-01, D "
         "2019-07-01"},
        {"started-between|model=trust|date=2016|value=1", "holds: 1 started: County 2016-01-01"},
        {"started-between|model=trust|date=2018|value=2", "contradicted: 0 started"},
        {"started-between|model=trust|date=2014-04-02|until=2015-04-01|value=1",
         "holds: 1 started: B 2015-04-01"},
        {"started-between|model=trust|date=2014-04-01|until=2015-03-31|value=1",
         "holds: 1 started: A 2014-04-01"},
        {"started-between|model=trust|date=2014|until=2020|value=3|as_of=2016-12-31",
         "undecidable: 2020 is after the as-of date, 2016-12-31"},
        {"started-between|model=trust|date=2014|until=2016|value=3|as_of=2016-06-30",
         "holds: 3 started: A 2014-04-01, B 2015-04-01, County 2016-01-01"},
        {"started-between|model=in-house|date=2019|value=1", "holds: 1 started: C 2019-01-01"},
        {"ended-between|model=trust|date=2018|until=2020|value=1", "holds: 1 ended: C 2019-01-01"},
        {"ended-between|model=trust|date=2018|value=1", "contradicted: 0 ended"},
        {"ended-between|model=trust|date=2018-12-31|until=2019-01-01|value=1",
         "holds: 1 ended: C 2019-01-01"},
        {"ended-between|model=trust|date=2019-01-01|until=2019-01-02|value=1",
         "holds: 1 ended: C 2019-01-01"},
        {"ended-between|model=trust|date=2019-01-02|until=2020-06-30|value=0", "holds: 0 ended"},
        /* of D's no trigger is recorded */
        {"directed-share|model=trust|value=0.6",
         "undecidable: 3 of 5 new arrangements, 0.600; not C; of 1 no trigger is recorded"},
        {"directed-share|model=trust|value=0.9", "contradicted: 3 of 5 new arrangements, 0.600; "
                                                 "not C"},
        {"directed-share|model=trust|date=2014|until=2016|value=1",
         "holds: 3 of 3 new arrangements, 1.000"},
        {"directed-share|model=trust|date=2014-04-01|until=2015-04-01|value=1",
         "holds: 2 of 2 new arrangements, 1.000"},
        {"directed-share|model=trust|date=2015|value=1", "holds: 1 of 1 new arrangement, 1.000"},
        {"directed-share|model=trust|date=2014-04-02|until=2015-03-31|value=1",
         "undecidable: no new arrangement"},
        {"directed-share|model=trust|value=>0.5|tolerance=",
         "holds: 3 of 5 new arrangements, 0.600; not C"},
        {"directed-share|model=trust|date=2018|value=0", "undecidable: no new arrangement"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void improvements_are_above_the_grade_at_the_start(void **state)
{
    static const struct claim_example examples[] = {
        {"improved-count|model=trust|date=2015|value=0", "holds: 0 of 1; not B"},
        {"improved-count|model=trust|date=2015|value=1", "contradicted: 0 of 1; not B"},
        {"improved-count|model=trust|value=3", "holds: 3 of 5; not B, D"},
        {"improved-count|model=trust|value=2", "contradicted: 3 of 5; not B, D"},
        {"improved-count|model=trust|value=>=2", "holds: 3 of 5; not B, D"},
        {"improved-count|model=trust|date=2014|until=2015|value=1", "holds: 1 of 2; not B"},
        /* the county's comes in a successor, in June 2019 */
        {"improved-count|model=trust|date=2016|value=0|as_of=2019-06-02",
         "holds: 0 of 1; not County"},
        {"improved-count|model=trust|date=2016|value=1|as_of=2019-06-03", "holds: 1 of 1"},
        {"improved-count|model=trust|judgement=leaders|value=0",
         "holds: 0 of 5; not A, B, C, County, D"},
        {"improved-count|model=trust|date=2018|value=0", "undecidable: no new arrangement"},
        {"improved-count|model=partnership|value=0", "holds: 0 of 1; not E"},
        {"improved-count|model=in-house|value=0",
         "undecidable: how in-house services are set up is not asked"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

/* Directed to start: A 274 days, 9.00 months; B 182, 5.98; the county 275, 9.03. To the first rise:
 * A 731 days, 24.02 months; B 642, 21.09; the county 1249, 41.03 (good in South); C 365, 11.99. */
static void months_of_a_council_or_in_the_median(void **state)
{
    static const struct claim_example examples[] = {
        {"setup-months|model=trust|value=>9", "holds: median 9.002 months of 3 (6.0 to 9.03)"},
        {"setup-months|model=trust|value=9", "holds: median 9.0 months of 3 (6.0 to 9.0)"},
        {"setup-months|model=trust|date=2015|value=6",
         "holds: median 6.0 months of 1 (6.0 to 6.0)"},
        {"setup-months|model=trust|date=2014|until=2015|value=7.5",
         "holds: median 7.49 months of 2 (5.98 to 9.00)"},
        {"setup-months|model=trust|council=A|value=9", "holds: 9.0 months"},
        {"setup-months|model=trust|council=A|value=<9", "contradicted: 9.002 months"},
        {"setup-months|model=trust|council=A|value=>9", "holds: 9.002 months"},
        {"setup-months|model=trust|council=C|value=9",
         "undecidable: not recorded of such an arrangement"},
        /* directed after the start */
        {"setup-months|model=trust|council=D|value=1",
         "undecidable: not recorded of such an arrangement"},
        {"setup-months|model=partnership|value=1",
         "undecidable: not recorded of any such arrangement"},
        {"first-rise-months|model=in-house|council=C|value=1",
         "undecidable: how in-house services are set up is not asked"},
        {"first-rise-months|model=trust|value=22.6|tolerance=0.1",
         "holds: median 22.55 months of 4 (11.99 to 41.03)"},
        {"first-rise-months|model=trust|council=County|value=41", "holds: 41.0 months"},
        {"first-rise-months|model=trust|council=B|value=21", "holds: 21.1 months"},
        {"first-rise-months|model=trust|council=B|value=<21", "contradicted: 21.1 months"},
        {"first-rise-months|model=trust|council=North|value=12",
         "undecidable: not recorded of such an arrangement"},
        {"first-rise-months|model=trust|council=A|value=24|as_of=2016-03-31",
         "undecidable: not recorded of such an arrangement"},
    };
    static const struct scene twice = {
        .councils = "council\nA\n",
        .ratings = "council,inspected,grade\nA,2013-06-03,inadequate\n",
        .models = "council,model,start,end,directed\nA,trust,2014-04-01,2015-01-01,2013-07-01\n"
                  "A,trust,2017-03-01,2020-03-01,2016-08-30\n",
        .as_of = "2020-06-30",
    };
    /* 183 days, 6.01 months; 1,096 days, 3.0007 years */
    static const struct claim_example of_both[] = {
        {"setup-months|model=trust|council=A|value=>5", "holds: 9.0 months; 6.0 months"},
        {"setup-months|model=trust|council=A|value=9",
         "undecidable: 9.0 months; 6.0 months; 1 of these 2 fit"},
        {"spell-years|council=A|model=trust|date=2018-01-01|value=>3",
         "holds: trust, from 2017-03-01 to 2020-03-01: 3.001 years"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    CHECK_CLAIMS(&twice, of_both);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(councils_are_counted_by_grade),
        cmocka_unit_test(councils_and_providers_under_a_model),
        cmocka_unit_test(of_no_council_there_is_no_share),
        cmocka_unit_test(a_count_can_hang_on_what_is_not_recorded),
        cmocka_unit_test(arrangements_start_and_end_in_a_period),
        cmocka_unit_test(improvements_are_above_the_grade_at_the_start),
        cmocka_unit_test(months_of_a_council_or_in_the_median),
    };
    return CHECK_RUN(tests, argc, argv);
}
