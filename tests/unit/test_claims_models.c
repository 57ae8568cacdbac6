/* claims about the delivery models of one council. */
#include "check.h"

#include "claims.h"

/* A: in-house, then a trust that is renamed, then in-house again. B: a partnership twice. E: a
 * contract whose start nobody recorded. F opened with a trust, which the county had. G: nothing is
 * recorded. H: a spell of which the provider is not named. */
static const struct scene scene = {
    .councils = "council,opened,closed,predecessors\nA,,,\nB,,,\nCounty,,2019-04-01,\nE,,,\n"
                "F,2019-04-01,,County\nG,,,\nH,,,\n",
    .ratings = "council,inspected,grade\nA,2012-01-10,inadequate\n",
    .models = "council,model,provider,start,end,trigger,directed,source\n"
              "A,in-house,A Council,,2014-04-01,,2013-05,s1\n"
              "A,trust,A Trust,2014-04-01,2016-04-01,directed,2013-09-10,s2\n"
              "A,trust,First for A,2016-04-01,2018-10,voluntary,,s3\n"
              "A,in-house,A Council,2018-10,,returned,,s4\n"
              "B,partnership,Next Door,2010-01-01,2011-01-01,voluntary,2009,s5\n"
              "B,in-house,,2011-01-01,2013-01-01,returned,,s6\n"
              "B,partnership,Next Door,2013-01-01,2016-01-01,directed,2012-06-30,s7\n"
              "County,trust,County Trust,2016-01-01,2019-04-01,directed,2015-02,s8\n"
              "E,outsourced,Acme,,2009-01-01,,,s9\n"
              "F,trust,County Trust,2019-04-01,,reorganisation,,s10\n"
              "H,trust,,2014-04-01,,,,\n",
    .as_of = "2020-06-30",
};

static void a_model_is_in_force_on_a_day(void **state)
{
    static const struct claim_example examples[] = {
        {"model-on|council=A|date=2014-03-31|model=in-house",
         "holds: in-house (A Council), until 2014-04-01 (s1)"},
        {"model-on|council=A|date=2014-04-01|model=trust",
         "holds: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2)"},
        {"model-on|council=A|date=2014-04-01|model=company",
         "holds: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2)"},
        {"model-on|council=A|date=2016-04-01|model=partnership",
         "contradicted: trust (First for A), from 2016-04-01 to 2018-10 (s3)"},
        {"model-on|council=A|date=2017|model=trust",
         "holds: trust (First for A), from 2016-04-01 to 2018-10 (s3)"},
        {"model-on|council=G|date=2017|model=in-house", "holds: in-house (no spell recorded)"},
        {"model-on|council=F|date=2019-03-31|model=trust", "undecidable: F opened on 2019-04-01"},
        {"model-on|council=County|date=2019-04-01|model=trust",
         "undecidable: County closed on 2019-04-01"},
        {"model-on|council=A|date=2021|model=trust",
         "undecidable: 2021-01-01 is after the as-of date, 2020-06-30"},
        /* what ended later had not ended then */
        {"model-on|council=A|date=2015-01-01|model=trust|as_of=2015-01-01",
         "holds: trust (A Trust), from 2014-04-01 (s2)"},
    };
    struct scene unknown = scene;
    static const struct claim_example uncovered[] = {
        {"model-on|council=G|date=2017|model=in-house",
         "undecidable: unknown (no spell recorded); who delivered is not recorded"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    unknown.uncovered = UNCOVERED_UNKNOWN;
    CHECK_CLAIMS(&unknown, uncovered);
}

static void a_provider_is_known_by_part_of_its_name(void **state)
{
    static const struct claim_example examples[] = {
        {"provider-on|council=A|date=2014-04-01|value=a trust",
         "holds: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2)"},
        {"provider-on|council=A|date=2016-04-01|value=FOR A",
         "holds: trust (First for A), from 2016-04-01 to 2018-10 (s3)"},
        {"provider-on|council=A|date=2016-04-01|value=for all",
         "contradicted: trust (First for A), from 2016-04-01 to 2018-10 (s3)"},
        {"provider-on|council=H|date=2016-04-01|value=H",
         "undecidable: trust, from 2014-04-01; no provider is named"},
        {"provider-on|council=G|date=2016-04-01|value=G",
         "undecidable: in-house (no spell recorded); no provider is named"},
    };
    static const struct claim_example of_letters[] = {
        {"provider-on|council=A|date=2016-04-01|value=zAZ A@[ B",
         "holds: trust (Zaz a@[ b), from 2014-04-01"},
        {"provider-on|council=A|date=2016-04-01|value=a`{",
         "contradicted: trust (Zaz a@[ b), from 2014-04-01"},
    };
    struct scene letters = scene;
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    letters.models = "council,model,provider,start\nA,trust,Zaz a@[ b,2014-04-01\n";
    CHECK_CLAIMS(&letters, of_letters);
}

static void a_period_joins_what_is_only_renamed(void **state)
{
    static const struct claim_example examples[] = {
        {"model-spell|council=A|model=trust|date=2014|until=2018",
         "holds: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2014-04-01|until=2018-10-20",
         "holds: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2014-04",
         "holds: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|until=2018-10",
         "holds: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2014-04-02",
         "contradicted: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2014-04-02|tolerance=1",
         "holds: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2014-03-29|tolerance=2",
         "contradicted: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2014|until=2016",
         "contradicted: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=A|model=trust|date=2016-04-01",
         "contradicted: trust, from 2014-04-01 to 2018-10 (s2)"},
        {"model-spell|council=B|model=partnership|date=2013|until=2016",
         "holds: partnership, from 2010-01-01 to 2011-01-01 (s5); partnership, from 2013-01-01 to "
         "2016-01-01 (s7)"},
        {"model-spell|council=A|model=partnership|date=2013",
         "contradicted: never under partnership"},
        {"model-spell|council=A|model=in-house|until=2014-04-01",
         "holds: in-house, until 2014-04-01 (s1); in-house, from 2018-10 (s4)"},
        {"model-spell|council=E|model=outsourced|date=2005|until=2009",
         "undecidable: outsourced, until 2009-01-01 (s9); its start, or its end, is not recorded"},
        {"model-spell|council=E|model=outsourced|date=2005|until=2010",
         "contradicted: outsourced, until 2009-01-01 (s9)"},
        {"model-spell|council=F|model=trust|date=2019|until=2020-03",
         "contradicted: trust, from 2019-04-01 (s10)"},
        {"model-spell|council=County|model=trust|date=2016|until=2019-04-01",
         "holds: trust, from 2016-01-01 to 2019-04-01 (s8)"},
        /* 2018 was not over */
        {"model-spell|council=A|model=trust|date=2014|until=2018|as_of=2018-08-01",
         "undecidable: trust, from 2014-04-01 (s2); its start, or its end, is not recorded"},
        {"model-spell|council=A|model=trust|date=2014|until=2018-07|as_of=2018-08-01",
         "contradicted: trust, from 2014-04-01 (s2)"},
        {"model-spell|council=A|model=trust|date=2015|until=2018|as_of=2018-08-01",
         "contradicted: trust, from 2014-04-01 (s2)"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void a_path_of_models_changes_with_the_model(void **state)
{
    static const struct claim_example examples[] = {
        {"model-path|council=A|model=in-house > trust > in-house|until=2020-01-01",
         "holds: in-house > trust 2014-04-01 > in-house 2018-10"},
        {"model-path|council=A|model=in-house > trust > trust > in-house",
         "contradicted: in-house > trust 2014-04-01 > in-house 2018-10"},
        {"model-path|council=A|model=in-house > trust|until=2018-09-30",
         "holds: in-house > trust 2014-04-01"},
        {"model-path|council=A|model=trust|date=2014-04-01|until=2018-09-30", "holds: trust"},
        {"model-path|council=A|model=in-house > trust|date=2014-03-31|until=2014-04-01",
         "holds: in-house > trust 2014-04-01"},
        {"model-path|council=A|model=in-house > outsourced|date=2014-03-31|until=2014-04-01",
         "contradicted: in-house > trust 2014-04-01"},
        {"model-path|council=A|model=in-house > trust > in-house|date=2014-03-31|until=2014-04-01",
         "contradicted: in-house > trust 2014-04-01"},
        {"model-path|council=A|model=trust|until=2014-04-01",
         "contradicted: in-house > trust 2014-04-01"},
        {"model-path|council=F|model=trust", "holds: trust"},
        {"model-path|council=F|model=trust|until=2018", "undecidable: no day in that time"},
        {"model-path|council=County|model=in-house > trust", "holds: in-house > trust 2016-01-01"},
        {"model-path|council=County|model=trust|date=2019-04-01",
         "undecidable: no day in that time"},
        {"model-path|council=F|model=in-house|as_of=2018-12-31",
         "undecidable: no day in that time"},
    };
    struct scene unknown = scene;
    static const struct claim_example uncovered[] = {
        {"model-path|council=County|model=trust",
         "undecidable: unknown > trust 2016-01-01; who delivered is not always recorded"},
        {"model-path|council=County|model=trust|date=2016-01-01", "holds: trust"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    unknown.uncovered = UNCOVERED_UNKNOWN;
    CHECK_CLAIMS(&unknown, uncovered);
}

/* Of B's days from 2016 on, and of all of G's, nothing is recorded. */
static void what_is_not_recorded_contradicts_nothing(void **state)
{
    static const struct claim_example examples[] = {
        {"model-spell|council=G|model=trust|date=2014",
         "undecidable: who delivered is not always recorded"},
        {"trigger-of|council=G|model=trust|value=directed",
         "undecidable: who delivered is not always recorded"},
        {"trigger-of|council=B|model=trust|value=directed|date=2017",
         "undecidable: who delivered is not always recorded"},
        {"trigger-of|council=B|model=trust|value=directed|date=2014",
         "contradicted: not under trust then"},
        {"spell-years|council=G|model=trust|value=3",
         "undecidable: who delivered is not always recorded"},
        {"spell-years|council=B|model=trust|value=3|date=2014",
         "contradicted: not under trust then"},
        {"spell-years|council=B|model=trust|value=3|date=2014-01-01|until=2019",
         "contradicted: not under trust then"},
        {"model-spell|council=A|model=partnership|date=2013",
         "contradicted: never under partnership"},
    };
    struct scene unknown = scene;
    (void)state;
    unknown.uncovered = UNCOVERED_UNKNOWN;
    CHECK_CLAIMS(&unknown, examples);
}

static void never_is_on_no_day_of_the_period(void **state)
{
    static const struct claim_example examples[] = {
        {"never-under|council=A|model=partnership", "holds: no day under partnership"},
        {"never-under|council=A|model=trust",
         "contradicted: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2); trust (First for A), "
         "from 2016-04-01 to 2018-10 (s3)"},
        {"never-under|council=A|model=trust|until=2014-03-31", "holds: no day under trust"},
        {"never-under|council=A|model=trust|until=2014-04-01",
         "contradicted: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2)"},
        {"never-under|council=A|model=trust|date=2018",
         "contradicted: trust (First for A), from 2016-04-01 to 2018-10 (s3)"},
        {"never-under|council=A|model=trust|date=2018-11-01|until=2020-06-30",
         "holds: no day under trust"},
        {"never-under|council=A|model=trust|as_of=2014-03-31", "holds: no day under trust"},
        {"never-under|council=B|model=partnership|date=2011|until=2012",
         "holds: no day under partnership"},
        {"never-under|council=G|model=trust", "holds: no day under trust"},
        /* a council that had closed, or had yet to open, was under nothing */
        {"never-under|council=County|model=trust|date=2019",
         "contradicted: trust (County Trust), from 2016-01-01 to 2019-04-01 (s8)"},
        {"never-under|council=County|model=trust|date=2019-04", "undecidable: no day in that time"},
        {"never-under|council=F|model=trust|until=2019-03", "undecidable: no day in that time"},
        {"never-under|council=F|model=in-house|as_of=2018-12-31",
         "undecidable: no day in that time"},
    };
    struct scene unknown = scene;
    static const struct claim_example uncovered[] = {
        {"never-under|council=G|model=trust",
         "undecidable: no day under trust; days of which who delivered is not recorded"},
        {"never-under|council=A|model=partnership", "holds: no day under partnership"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
    unknown.uncovered = UNCOVERED_UNKNOWN;
    CHECK_CLAIMS(&unknown, uncovered);
}

static void the_first_is_first_by_known_starts(void **state)
{
    static const struct claim_example examples[] = {
        {"first-under|council=B|model=partnership",
         "holds: B: partnership (Next Door), from 2010-01-01 (s5)"},
        {"first-under|council=A|model=partnership",
         "contradicted: B: partnership (Next Door), from 2010-01-01 (s5)"},
        {"first-under|council=A|model=trust",
         "undecidable: A: trust (A Trust), from 2014-04-01 (s2); H: trust, from 2014-04-01; on one "
         "day"},
        {"first-under|council=F|model=trust",
         "contradicted: A: trust (A Trust), from 2014-04-01 (s2); H: trust, from 2014-04-01"},
        {"first-under|council=E|model=outsourced",
         "undecidable: no start of such an arrangement is recorded"},
        {"first-under|council=B|model=partnership|as_of=2009-12-31",
         "undecidable: no start of such an arrangement is recorded"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void a_trigger_is_that_of_the_spell(void **state)
{
    static const struct claim_example examples[] = {
        {"trigger-of|council=A|model=trust|value=directed|date=2014-04-01",
         "holds: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2): directed"},
        {"trigger-of|council=A|model=trust|value=directed|date=2016-04-01",
         "contradicted: trust (First for A), from 2016-04-01 to 2018-10 (s3): voluntary"},
        {"trigger-of|council=A|model=trust|value=directed",
         "undecidable: trust (A Trust), from 2014-04-01 to 2016-04-01 (s2): directed; trust (First "
         "for A), from 2016-04-01 to 2018-10 (s3): voluntary; 1 of these 2 fit"},
        {"trigger-of|council=A|model=trust|value=directed|date=2014-03-31",
         "contradicted: not under trust then"},
        {"trigger-of|council=G|model=trust|value=directed", "contradicted: never under trust"},
        {"trigger-of|council=H|model=trust|value=directed",
         "undecidable: trust, from 2014-04-01: no trigger recorded"},
        {"trigger-of|council=F|model=trust|value=Reorganisation",
         "holds: trust (County Trust), from 2019-04-01 (s10): reorganisation"},
        {"trigger-of|council=County|model=trust|value=directed|date=2019-04-01",
         "contradicted: not under trust then"},
        {"trigger-of|council=B|model=in-house|value=returned|date=2012",
         "holds: in-house, from 2011-01-01 to 2013-01-01 (s6): returned"},
        {"trigger-of|council=A|model=trust|value=directed|as_of=2015-01-01",
         "holds: trust (A Trust), from 2014-04-01 (s2): directed"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

static void a_direction_fits_as_far_as_it_is_known(void **state)
{
    static const struct claim_example examples[] = {
        {"directed-on|council=A|date=2013-09-10", "holds: directed 2013-05 (s1); directed "
                                                  "2013-09-10 (s2)"},
        {"directed-on|council=A|date=2013", "holds: directed 2013-05 (s1); directed 2013-09-10 "
                                            "(s2)"},
        {"directed-on|council=A|date=2013-05-02",
         "undecidable: directed 2013-05 (s1); directed 2013-09-10 (s2); hangs on dates without a "
         "day"},
        {"directed-on|council=A|date=2014",
         "contradicted: directed 2013-05 (s1); directed 2013-09-10 (s2)"},
        {"directed-on|council=A|model=trust|date=2013-05",
         "contradicted: directed 2013-09-10 (s2)"},
        {"directed-on|council=A|date=2013-09|as_of=2013-09-30",
         "holds: directed 2013-05 (s1); directed 2013-09-10 (s2)"},
        {"directed-on|council=A|date=2013-09|as_of=2013-09-09", "contradicted: directed 2013-05 "
                                                                "(s1)"},
        {"directed-on|council=G|date=2013", "undecidable: no direction is recorded"},
        {"directed-on|council=A|model=partnership|date=2013",
         "undecidable: no direction is recorded"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

/* A's trust: 1658 days up to 2018-10-15, 4.54 years; 4.50 to the first of the month, 4.58 to the
 * last. B's: 365 days, and 1095. */
static void a_spell_lasts_to_its_end_or_until(void **state)
{
    static const struct claim_example examples[] = {
        {"spell-years|council=A|model=trust|value=5",
         "holds: trust, from 2014-04-01 to 2018-10 (s2): 4.5 years"},
        {"spell-years|council=A|model=trust|value=4.5",
         "undecidable: hangs on dates without a day: trust, from 2014-04-01 to 2018-10 (s2): 4.54 "
         "years; or: trust, from 2014-04-01 to 2018-10 (s2): 4.58 years"},
        {"spell-years|council=A|model=trust|value=4.5|tolerance=0.1",
         "holds: trust, from 2014-04-01 to 2018-10 (s2): 4.54 years"},
        {"spell-years|council=A|model=trust|value=3",
         "contradicted: trust, from 2014-04-01 to 2018-10 (s2): 4.5 years"},
        {"spell-years|council=A|model=trust|value=2|until=2016-04-01",
         "holds: trust, from 2014-04-01 to 2018-10 (s2): 2.0 years until then"},
        /* it had not begun, and had ended, by until */
        {"spell-years|council=A|model=trust|value=<5|until=2014-03-31",
         "contradicted: not under trust then"},
        {"spell-years|council=B|model=partnership|value=1|until=2012-12-31",
         "holds: partnership, from 2010-01-01 to 2011-01-01 (s5): 1.0 years"},
        {"spell-years|council=B|model=partnership|value=3|date=2014|until=2019",
         "holds: partnership, from 2013-01-01 to 2016-01-01 (s7): 3.0 years"},
        {"spell-years|council=F|model=trust|value=1",
         "undecidable: trust, from 2019-04-01 (s10); its start, or its end, is not recorded"},
        {"spell-years|council=F|model=trust|value=1|until=2020-04-01",
         "holds: trust, from 2019-04-01 (s10): 1.0 years until then"},
        {"spell-years|council=E|model=outsourced|value=1",
         "undecidable: outsourced, until 2009-01-01 (s9); its start, or its end, is not recorded"},
        {"spell-years|council=B|model=partnership|value=3",
         "undecidable: partnership, from 2010-01-01 to 2011-01-01 (s5): 1.0 years; partnership, "
         "from 2013-01-01 to 2016-01-01 (s7): 3.0 years; 1 of these 2 fit"},
        {"spell-years|council=B|model=partnership|value=3|date=2014",
         "holds: partnership, from 2013-01-01 to 2016-01-01 (s7): 3.0 years"},
        {"spell-years|council=B|model=partnership|value=3|date=2012",
         "contradicted: not under partnership then"},
        {"spell-years|council=G|model=trust|value=3", "contradicted: never under trust"},
    };
    (void)state;
    CHECK_CLAIMS(&scene, examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_is_in_force_on_a_day),
        cmocka_unit_test(a_provider_is_known_by_part_of_its_name),
        cmocka_unit_test(a_period_joins_what_is_only_renamed),
        cmocka_unit_test(a_path_of_models_changes_with_the_model),
        cmocka_unit_test(what_is_not_recorded_contradicts_nothing),
        cmocka_unit_test(never_is_on_no_day_of_the_period),
        cmocka_unit_test(the_first_is_first_by_known_starts),
        cmocka_unit_test(a_trigger_is_that_of_the_spell),
        cmocka_unit_test(a_direction_fits_as_far_as_it_is_known),
        cmocka_unit_test(a_spell_lasts_to_its_end_or_until),
    };
    return CHECK_RUN(tests, argc, argv);
}
