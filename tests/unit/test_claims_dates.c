/* claims whose dates, or those of the records, have no day. */
#include "check.h"

#include "claims.h"

/* A trust from some day of July 2013 on, to some day of 2016, and a grade of May 2015. */
static const struct scene scene = {
    .councils = "council,opened\nA,\nB,\n",
    .ratings = "council,inspected,published,grade\nA,2012-02-10,2012-03,inadequate\n"
               "A,2015-05,2015-07-15,good\nB,2011-02-01,2011-03-01,good\n",
    .models = "council,model,provider,start,end,directed\nA,trust,T,2013-07,2016,2012\n"
              "B,trust,U,2013-07-20,,2013-07-10\n",
    .as_of = "2020-06-30",
};

static void the_claims_date_is_tried_on_both_ends(void **state)
{
    static const struct claim_example examples[] = {
        {"grade-on|council=A|date=2012-02|grade=inadequate",
         "undecidable: hangs on dates without a day: no grade by 2012-02-01; or: inadequate, "
         "inspected 2012-02-10, published 2012-03"},
        {"grade-on|council=A|date=2012-03|grade=inadequate",
         "holds: inadequate, inspected 2012-02-10, published 2012-03"},
        {"grade-on|council=A|date=2015|grade=good",
         "undecidable: hangs on dates without a day: inadequate, inspected 2012-02-10, published "
         "2012-03; or: good, inspected 2015-05, published 2015-07-15"},
        {"grade-on|council=A|date=2015|grade=outstanding",
         "contradicted: inadequate, inspected 2012-02-10, published 2012-03"},
        {"trajectory|council=A|grade=inadequate > good|until=2015",
         "undecidable: hangs on dates without a day: inadequate 2012-02-10; or: inadequate "
         "2012-02-10 > good 2015-05"},
        {"trajectory|council=A|grade=good|date=2016|until=2016", "holds: good 2015-05"},
        {"trajectory|council=A|grade=inadequate|date=2013|until=2014",
         "holds: inadequate 2012-02-10"},
        /* whatever the year, it does not end before it starts */
        {"trajectory|council=A|grade=inadequate > good|date=2015-01-01|until=2015",
         "undecidable: hangs on dates without a day: inadequate 2012-02-10; or: inadequate "
         "2012-02-10 > good 2015-05"},
        {"model-path|council=A|model=trust|date=2014|until=2014", "holds: trust"},
        {"model-on|council=A|date=2020|model=in-house",
         "undecidable: hangs on dates without a day: in-house (no spell recorded); or: 2020-12-31 "
         "is after the as-of date, 2020-06-30"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void the_records_dates_are_tried_too(void **state)
{
    static const struct claim_example examples[] = {
        {"model-on|council=A|date=2013-06-30|model=trust",
         "contradicted: in-house (no spell recorded)"},
        {"model-on|council=A|date=2013-07-10|model=trust",
         "undecidable: hangs on dates without a day: in-house (no spell recorded); or: trust (T), "
         "from 2013-07 to 2016"},
        {"model-on|council=A|date=2013-07-31|model=trust",
         "holds: trust (T), from 2013-07 to 2016"},
        {"model-on|council=A|date=2013-07-20|model=trust",
         "undecidable: hangs on dates without a day: trust (T), from 2013-07 to 2016; or: in-house "
         "(no spell recorded)"},
        {"grade-on|council=A|date=2015-05-31|grade=good",
         "holds: good, inspected 2015-05, published 2015-07-15"},
        {"grade-on|council=A|date=2015-05-20|grade=good",
         "undecidable: hangs on dates without a day: good, inspected 2015-05, published "
         "2015-07-15; or: inadequate, inspected 2012-02-10, published 2012-03"},
        {"first-under|council=B|model=trust",
         "undecidable: hangs on dates without a day: A: trust (T), from 2013-07; or: B: trust (U), "
         "from 2013-07-20"},
        {"started-between|model=trust|date=2013-07-01|until=2013-07-20|value=2",
         "undecidable: hangs on dates without a day: 2 started: A 2013-07, B 2013-07-20; or: 1 "
         "started: B 2013-07-20"},
        {"started-between|model=trust|date=2013-07|value=2",
         "holds: 2 started: A 2013-07, B 2013-07-20"},
        /* directed on 1 January, 1 July or 31 December 2012: 18, 12.5 or 7 months */
        {"setup-months|council=A|model=trust|value=>6", "holds: 12.5 months"},
        {"setup-months|council=A|model=trust|value=>12",
         "undecidable: hangs on dates without a day: 12.5 months; or: 7.0 months"},
        {"never-under|council=A|model=trust|until=2013-06-30", "holds: no day under trust"},
        {"never-under|council=A|model=trust|until=2013-07-05",
         "undecidable: hangs on dates without a day: no day under trust; or: trust (T), from "
         "2013-07 to 2016"},
    };
    /* where they count as the first day, that is tried first */
    static const struct claim_example first[] = {
        {"model-on|council=A|date=2013-07-10|model=trust",
         "undecidable: hangs on dates without a day: trust (T), from 2013-07 to 2016; or: in-house "
         "(no spell recorded)"},
        {"spell-years|council=A|model=trust|value=>3", "undecidable: hangs on dates without a day: "
                                                       "trust, from 2013-07 to 2016: 2.5 years; "
                                                       "or: trust, from 2013-07 to 2016: 3.4 "
                                                       "years"},
    };
    struct scene placed_first = scene;
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    placed_first.placing = DATE_FIRST;
    CHECK_CLAIMS(&placed_first, first);
}

static void dates_of_records_fit_as_far_as_both_are_known(void **state)
{
    static const struct claim_example examples[] = {
        {"model-spell|council=A|model=trust|date=2013|until=2016-05-01",
         "holds: trust, from 2013-07 to 2016"},
        {"model-spell|council=A|model=trust|date=2013-07-09", "holds: trust, from 2013-07 to 2016"},
        {"model-spell|council=A|model=trust|date=2013-08",
         "contradicted: trust, from 2013-07 to 2016"},
        {"grade-of|council=A|date=2015-05-17|grade=good",
         "holds: good, inspected 2015-05, published 2015-07-15"},
        {"grade-of|council=A|date=2012-03-31|grade=inadequate",
         "holds: inadequate, inspected 2012-02-10, published 2012-03"},
        {"directed-on|council=A|date=2012-06",
         "undecidable: directed 2012; hangs on dates without a day"},
        {"directed-on|council=A|date=2012", "holds: directed 2012"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void nothing_after_the_as_of_date_exists(void **state)
{
    static const struct claim_example examples[] = {
        {"trajectory|council=A|grade=inadequate|as_of=2014-12-31", "holds: inadequate 2012-02-10"},
        {"trajectory|council=A|grade=inadequate > good|as_of=2015-05-31",
         "holds: inadequate 2012-02-10 > good 2015-05"},
        {"trajectory|council=A|grade=inadequate|as_of=2015-05-20",
         "undecidable: hangs on dates without a day: inadequate 2012-02-10 > good 2015-05; or: "
         "inadequate 2012-02-10"},
        {"grade-on|council=A|date=2014-01-01|grade=good|as_of=2013-12-31",
         "undecidable: 2014-01-01 is after the as-of date, 2013-12-31"},
        /* later than the records go, if asked for */
        {"model-on|council=B|date=2022-01-01|model=trust|as_of=2022-01-01",
         "holds: trust (U), from 2013-07-20"},
        {"councils-under|model=trust|date=2013-08-01|value=0|as_of=2013-07-31",
         "undecidable: 2013-08-01 is after the as-of date, 2013-07-31"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void without_a_judgement_there_is_no_as_of_date(void **state)
{
    static const struct scene none = {
        .councils = "council\nA\n",
        .ratings = "council,inspected,grade\n",
        .models = "council,model,start\nA,trust,2014-04-01\n",
    };
    static const struct claim_example examples[] = {
        {"model-on|council=A|date=2015-01-01|model=trust",
         "undecidable: there is no judgement in the data"},
        {"never-under|council=A|model=trust", "undecidable: there is no judgement in the data"},
        {"model-on|council=A|date=2015-01-01|model=trust|as_of=2015-01-01",
         "holds: trust, from 2014-04-01"},
    };
    (void)state;
    CHECK_CLAIMS(&none, examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_claims_date_is_tried_on_both_ends),
        cmocka_unit_test(the_records_dates_are_tried_too),
        cmocka_unit_test(dates_of_records_fit_as_far_as_both_are_known),
        cmocka_unit_test(nothing_after_the_as_of_date_exists),
        cmocka_unit_test(without_a_judgement_there_is_no_as_of_date),
    };
    return CHECK_RUN(tests, argc, argv);
}
