/* history: lives, inspections and spells as the rules have them. */
#include "check.h"

#include "histories.h"

static void add_counts(struct text *t, const struct history_counts *c)
{
    const struct {
        const char *name;
        size_t n;
    } counts[] = {{"inspections", c->inspections},  {"without_grade", c->without_grade},
                  {"other_date", c->other_date},    {"partial_dates", c->partial_dates},
                  {"after_as_of", c->after_as_of},  {"late_spells", c->late_spells},
                  {"boundary", c->boundary_spells}, {"hidden", c->hidden_spells},
                  {"empty", c->empty_spells},       {"opening", c->opening_spells},
                  {"unopened", c->unopened_spells}, {"after_closing", c->after_closing}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (counts[i].n > 0)
            text_addf(t, "%s %zu\n", counts[i].name, counts[i].n);
}

static void add_life(struct text *t, const struct fixture *f, const struct history *h)
{
    (void)f;
    text_addf(t, "%s to %s%s", day_text(h->opened).text, day_text(h->closed).text,
              h->exists ? "" : ", not yet");
}

/* "DAY RANK DATE:LINE" */
static void add_inspections(struct text *t, const struct fixture *f, const struct history *h)
{
    (void)f;
    for (size_t i = 0; i < h->n; i++) {
        const struct inspection *x = &h->inspections[i];
        char date[DATE_TEXT];
        assert_int_equal(x->line, judgement_at(&f->d, x->judgement).line);
        text_addf(t, "%s %d %s:%u\n", day_text(x->day).text, x->rank, date_text(x->date, date),
                  x->line);
    }
    add_counts(t, &h->counts);
}

/* "START END MODEL PROVIDER, START_DATE END_DATE" */
static void add_periods(struct text *t, const struct fixture *f, const struct history *h)
{
    for (size_t i = 0; i < h->n_periods; i++) {
        const struct period *p = &h->periods[i];
        char start[DATE_TEXT], end[DATE_TEXT];
        text_addf(t, "%s %s %s", day_text(p->start).text, day_text(p->end).text,
                  f->d.models.name[p->model]);
        if (p->spell != NO_SPELL)
            text_addf(t, " %s (%s/%s)", spell_at(&f->d, p->spell).provider,
                      date_text(p->start_date, start), date_text(p->end_date, end));
        text_add_char(t, '\n');
    }
    add_counts(t, &h->counts);
}

#define LIVES   "council,opened,closed\n"
#define RATINGS "council,inspected,published,framework,judgement,grade\n"
#define SPELLS  "council,model,provider,start,end,scope\n"
#define ONE     "council,inspected,grade\nA,2001-01-01,good\n"

static void a_life_is_as_the_as_of_date_has_it(void **state)
{
    static const char life[] = LIVES "A,2000-04-01,2010-04-01\n",
                      partial[] = LIVES "A,1999,2010-02\n";
    static const struct example examples[] = {
        {"no councils.csv", {.ratings = ONE, .as_of = "2020-01-01"}, ".. to .."},
        {"no dates", {.councils = LIVES "A,,\n", .ratings = ONE}, ".. to .."},
        {"whole",
         {.councils = life, .ratings = ONE, .as_of = "2020-01-01"},
         "2000-04-01 to 2010-04-01"},
        {"a closing on the day counts",
         {.councils = life, .ratings = ONE, .as_of = "2010-04-01"},
         "2000-04-01 to 2010-04-01"},
        {"one after it has not happened",
         {.councils = life, .ratings = ONE, .as_of = "2010-03-31"},
         "2000-04-01 to .."},
        {"opened on the day",
         {.councils = life, .ratings = ONE, .as_of = "2000-04-01"},
         "2000-04-01 to .."},
        {"opened the day after",
         {.councils = life, .ratings = ONE, .as_of = "2000-03-31"},
         "2000-04-01 to .., not yet"},
        {"placed mid",
         {.councils = partial, .ratings = ONE, .as_of = "2020-01-01"},
         "1999-07-01 to 2010-02-15"},
        {"placed first",
         {.councils = partial, .ratings = ONE, .as_of = "2020-01-01", .placing = DATE_FIRST},
         "1999-01-01 to 2010-02-01"},
        {"placed last",
         {.councils = partial, .ratings = ONE, .as_of = "2020-01-01", .placing = DATE_LAST},
         "1999-12-31 to 2010-02-28"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_life);
}

/* A month that can mean the day of the opening does, in the first spell. */
static void a_first_spell_can_start_with_its_council(void **state)
{
    static const char life[] = LIVES "A,2000-04-01,2010-04-01\n";
    static const struct example examples[] = {
        {"the month",
         {.councils = life,
          .ratings = ONE,
          .models = "council,model,provider,start,end\nA,trust,T,2000-04,2005-01-01\n",
          .as_of = "2009-01-01"},
         ".. 2000-04-01 in-house\n2000-04-01 2005-01-01 trust T (2000-04/2005-01-01)\n"
         "2005-01-01 .. in-house\ninspections 1\nopening 1\n"},
        {"as of a day before the 15th",
         {.councils = life,
          .ratings = ONE,
          .models = "council,model,provider,start,end\nA,trust,T,2000-04,\n",
          .as_of = "2000-04-10"},
         ".. 2000-04-01 in-house\n2000-04-01 .. trust T (2000-04/)\nafter_as_of 1\nopening 1\n"},
        {"of a council that is yet to open",
         {.councils = life,
          .ratings = "council,inspected,grade\nA,1999-01-01,good\n",
          .models = "council,model,provider,start,end\nA,trust,T,1999-04,\n",
          .as_of = "2000-03-31"},
         ".. 1999-04-15 in-house\n1999-04-15 .. trust T (1999-04/)\ninspections 1\n"
         "partial_dates 1\nunopened 1\n"},
        {"placed behind its end",
         {.councils = life,
          .ratings = ONE,
          .models = "council,model,provider,start,end\nA,trust,T,2000,2000-06-01\n",
          .as_of = "2009-01-01"},
         ".. 2000-04-01 in-house\n2000-04-01 2000-06-01 trust T (2000/2000-06-01)\n"
         "2000-06-01 .. in-house\ninspections 1\nopening 1\n"},
        {"not where another was before",
         {.councils = life,
          .ratings = ONE,
          .models = "council,model,provider,start,end\nA,in-house,H,2000-04-01,\n"
                    "A,trust,T,2000-04,\n",
          .as_of = "2009-01-01"},
         ".. 2000-04-01 in-house\n2000-04-01 2000-04-15 in-house H (2000-04-01/2000-04)\n"
         "2000-04-15 .. trust T (2000-04/)\ninspections 1\npartial_dates 1\n"},
        {"the month after",
         {.councils = life,
          .ratings = ONE,
          .models = "council,model,provider,start,end\nA,trust,T,2000-05,2005-01-01\n",
          .as_of = "2009-01-01"},
         ".. 2000-05-15 in-house\n2000-05-15 2005-01-01 trust T (2000-05/2005-01-01)\n"
         "2005-01-01 .. in-house\ninspections 1\npartial_dates 1\n"},
        {"a day is a day",
         {.councils = life,
          .ratings = ONE,
          .models = "council,model,provider,start,end\nA,trust,T,2000-04-02,2005-01-01\n",
          .as_of = "2009-01-01"},
         ".. 2000-04-02 in-house\n2000-04-02 2005-01-01 trust T (2000-04-02/2005-01-01)\n"
         "2005-01-01 .. in-house\ninspections 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_periods);
}

static void after_the_closing_the_last_model_stays(void **state)
{
    const struct scene scene = {
        .councils = LIVES "A,2000-04-01,2010-04-01\n",
        .ratings = ONE,
        .models = "council,model,provider,start,end\nA,trust,T,2005-01-01,2010-04-01\n",
        .as_of = "2020-01-01"};
    struct fixture f = {0};
    struct history h = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(history_build(&h, &f.d, &f.study.rules, 0), 0);
    assert_int_equal(history_model(&h, day_of("2010-03-31")), MODEL_TRUST);
    assert_int_equal(history_model(&h, day_of("2010-04-01")), MODEL_TRUST);
    assert_int_equal(history_model(&h, day_of("2010-05-01")), MODEL_TRUST);
    history_release(&h);
    fixture_release(&f);
}

static void inspections_after_the_closing_are_counted(void **state)
{
    static const struct example examples[] = {
        {"on the day, and after it",
         {.councils = LIVES "A,,2010-04-01\n",
          .ratings = "council,inspected,grade\nA,2010-04-01,good\nA,2010-04-02,RI\n"
                     "A,2010-04-03,n/a\n"},
         "2010-04-01 3 2010-04-01:2\n2010-04-02 2 2010-04-02:3\ninspections 2\nwithout_grade 1\n"
         "after_closing 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_inspections);
}

static void a_council_is_open_from_its_opening_up_to_its_closing(void **state)
{
    const struct scene scene = {
        .councils = LIVES "A,2000-04-01,2010-04-01\n", .ratings = ONE, .as_of = "2020-01-01"};
    struct fixture f = {0};
    struct history h = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(history_build(&h, &f.d, &f.study.rules, 0), 0);
    assert_false(history_is_open(&h, day_of("2000-03-31")));
    assert_true(history_is_open(&h, day_of("2000-04-01")));
    assert_true(history_is_open(&h, day_of("2010-03-31")));
    assert_false(history_is_open(&h, day_of("2010-04-01")));
    history_release(&h);
    fixture_release(&f);
}

static void inspections_are_dated_by_the_basis_or_else_the_other(void **state)
{
    static const char both[] = RATINGS "A,2001-03-01,2001-05-01,,,good\n" /* line 2 */
                                       "A,2002-03-01,,,,inadequate\n"
                                       "A,,2003-05-01,,,outstanding\n";
    static const struct example examples[] = {
        {"inspected",
         {.ratings = both},
         "2001-03-01 3 2001-03-01:2\n2002-03-01 1 2002-03-01:3\n2003-05-01 4 2003-05-01:4\n"
         "inspections 3\nother_date 1\n"},
        {"published",
         {.ratings = both, .basis = BASIS_PUBLISHED},
         "2001-05-01 3 2001-05-01:2\n2002-03-01 1 2002-03-01:3\n2003-05-01 4 2003-05-01:4\n"
         "inspections 3\nother_date 1\n"},
        {"published changes the order",
         {.ratings =
              RATINGS "A,2001-01-01,2003-01-01,,,good\nA,2002-01-01,2002-02-01,,,inadequate\n",
          .basis = BASIS_PUBLISHED},
         "2002-02-01 1 2002-02-01:3\n2003-01-01 3 2003-01-01:2\ninspections 2\n"},
        {"one without a grade is not counted for its date",
         {.ratings = RATINGS "A,,2003,,,not judged\nA,2003-01-01,,,,good\n"},
         "2003-01-01 3 2003-01-01:3\ninspections 1\nwithout_grade 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_inspections);
}

static void partial_dates_are_placed_and_counted(void **state)
{
    static const char ratings[] = RATINGS "A,2001,,,,good\nA,2001-02,,,,inadequate\n"
                                          "A,2001-02-20,,,,outstanding\n";
    static const struct example examples[] = {
        {"mid",
         {.ratings = ratings},
         "2001-02-15 1 2001-02:3\n2001-02-20 4 2001-02-20:4\n2001-07-01 3 2001:2\n"
         "inspections 3\npartial_dates 2\n"},
        {"first",
         {.ratings = ratings, .placing = DATE_FIRST},
         "2001-01-01 3 2001:2\n2001-02-01 1 2001-02:3\n2001-02-20 4 2001-02-20:4\n"
         "inspections 3\npartial_dates 2\n"},
        {"last",
         {.ratings = ratings, .placing = DATE_LAST},
         "2001-02-20 4 2001-02-20:4\n2001-02-28 1 2001-02:3\n2001-12-31 3 2001:2\n"
         "inspections 3\npartial_dates 2\n"},
        {"by the as-of date, too",
         {.ratings = ratings, .as_of = "2001-06-30"},
         "2001-02-15 1 2001-02:3\n2001-02-20 4 2001-02-20:4\n"
         "inspections 2\npartial_dates 1\nafter_as_of 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_inspections);
}

static void what_is_inspected_after_the_as_of_date_does_not_exist(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,2001-06-01,,,good\n"
                                          "A,2002-01-01,,,,inadequate\n"
                                          "A,2003-01-01,,,,not judged\n";
    static const struct example examples[] = {
        {"on the day",
         {.ratings = ratings, .as_of = "2002-01-01"},
         "2001-01-01 3 2001-01-01:2\n2002-01-01 1 2002-01-01:3\ninspections 2\nafter_as_of 1\n"},
        {"the day after",
         {.ratings = ratings, .as_of = "2001-12-31"},
         "2001-01-01 3 2001-01-01:2\ninspections 1\nafter_as_of 2\n"},
        {"not published yet",
         {.ratings = ratings, .as_of = "2001-05-31", .basis = BASIS_PUBLISHED},
         "after_as_of 3\n"},
        {"published later, but dated by inspection",
         {.ratings = ratings, .as_of = "2001-05-31"},
         "2001-01-01 3 2001-01-01:2\ninspections 1\nafter_as_of 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_inspections);
}

static void the_first_judgement_of_the_list_that_has_a_grade_counts(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,,,leaders,good\n"
                                          "A,2001-01-01,,,overall,inadequate\n"
                                          "A,2002-01-01,,,overall,not judged\n"
                                          "A,2002-01-01,,,leaders,outstanding\n"
                                          "A,2003-01-01,,,help,good\n"
                                          "A,2004-01-01,,,,good\n";
    static const struct example examples[] = {
        {"overall",
         {.ratings = ratings},
         "2001-01-01 1 2001-01-01:3\n2004-01-01 3 2004-01-01:7\ninspections 2\nwithout_grade 2\n"},
        {"overall, leaders",
         {.ratings = ratings, .kinds = "overall,leaders"},
         "2001-01-01 1 2001-01-01:3\n2002-01-01 4 2002-01-01:5\n2004-01-01 3 2004-01-01:7\n"
         "inspections 3\nwithout_grade 1\n"},
        {"leaders, overall",
         {.ratings = ratings, .kinds = "leaders,overall"},
         "2001-01-01 3 2001-01-01:2\n2002-01-01 4 2002-01-01:5\n2004-01-01 3 2004-01-01:7\n"
         "inspections 3\nwithout_grade 1\n"},
        {"a name that no judgement has",
         {.ratings = ratings, .kinds = "impact,help"},
         "2003-01-01 3 2003-01-01:6\ninspections 1\nwithout_grade 3\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_inspections);
}

static void an_inspection_is_a_day_and_a_framework_and_keeps_file_order(void **state)
{
    static const struct example examples[] = {
        {"frameworks of one day in file order",
         {.ratings = RATINGS "A,2001-01-01,,old,,good\nA,2002-01-01,,new,,inadequate\n"
                             "A,2002-01-01,,old,,good\n"},
         "2001-01-01 3 2001-01-01:2\n2002-01-01 1 2002-01-01:3\n2002-01-01 3 2002-01-01:4\n"
         "inspections 3\n"},
        {"published on the day of another's first day on site",
         {.ratings = RATINGS "A,,2002-01-01,,,good\nA,2002-01-01,,,,inadequate\n"},
         "2002-01-01 3 2002-01-01:2\n2002-01-01 1 2002-01-01:3\ninspections 2\nother_date 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_inspections);
}

#define ONLY_A .councils = LIVES "A,,\n", .ratings = RATINGS
#define SPELL_SCENE(text)                                                                          \
    {                                                                                              \
        ONLY_A, .models = SPELLS text, .as_of = "2020-01-01"                                       \
    }

static void spells_are_fitted_together(void **state)
{
    static const struct example examples[] = {
        {"closed and open ends", SPELL_SCENE("A,trust,T,2001-01-01,2002-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2002-01-01 trust T (2001-01-01/2002-01-01)\n"
         "2002-01-01 .. in-house\n"},
        {"since ever", SPELL_SCENE("A,trust,T,,2002-01-01,\nA,outsourced,O,2002-01-01,,\n"),
         ".. 2002-01-01 trust T (/2002-01-01)\n2002-01-01 .. outsourced O (2002-01-01/)\n"},
        {"an open end runs to the next start",
         SPELL_SCENE("A,trust,T,2001-01-01,,\nA,in-house,H,2003-01-01,,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 .. in-house H (2003-01-01/)\n"},
        {"a gap of one day is none",
         SPELL_SCENE("A,trust,T,2001-01-01,2002-12-31,\nA,outsourced,O,2003-01-01,,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 .. outsourced O (2003-01-01/)\n"},
        {"a gap of two days is one",
         SPELL_SCENE("A,trust,T,2001-01-01,2002-12-30,\nA,outsourced,O,2003-01-01,,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2002-12-30 trust T (2001-01-01/2002-12-30)\n"
         "2002-12-30 2003-01-01 in-house\n2003-01-01 .. outsourced O (2003-01-01/)\n"},
        {"of two that overlap the later start counts, and the earlier does not come back",
         SPELL_SCENE("A,trust,T,2001-01-01,2010-01-01,\nA,outsourced,O,2003-01-01,2004-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 2004-01-01 outsourced O (2003-01-01/2004-01-01)\n2004-01-01 .. in-house\n"},
        {"of two with one start the later line counts",
         SPELL_SCENE("A,trust,T,2001-01-01,2010-01-01,\nA,outsourced,O,2001-01-01,2004-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2004-01-01 outsourced O (2001-01-01/2004-01-01)\n"
         "2004-01-01 .. in-house\nhidden 1\n"},
        {"of two since ever the later line counts",
         SPELL_SCENE("A,trust,T,,2001-01-01,\nA,outsourced,O,,2005-01-01,\n"),
         ".. 2005-01-01 outsourced O (/2005-01-01)\n2005-01-01 .. in-house\nhidden 1\n"},
        {"placed to end before it starts, one has no day",
         SPELL_SCENE("A,trust,T,2001-01-01,2001-06-01,\nA,outsourced,O,2001,2001-03,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2001-06-01 trust T (2001-01-01/2001-06-01)\n"
         "2001-06-01 .. in-house\nempty 1\n"},
        {"one without a day ends no other",
         SPELL_SCENE("A,trust,T,2001-01-01,,\nA,outsourced,O,2001-06-01,2001-06-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 .. trust T (2001-01-01/)\nempty 1\n"},
        {"in any order of lines",
         SPELL_SCENE("A,outsourced,O,2003-01-01,2004-01-01,\nA,trust,T,2001-01-01,2003-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 2004-01-01 outsourced O (2003-01-01/2004-01-01)\n2004-01-01 .. in-house\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_periods);
}

static void one_model_of_one_provider_is_one_period(void **state)
{
    static const struct example examples[] = {
        {"the same provider",
         SPELL_SCENE("A,trust,T,2001-01-01,2002-01-01,\nA,trust,T,2002-01-01,2005-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2005-01-01 trust T (2001-01-01/2005-01-01)\n"
         "2005-01-01 .. in-house\n"},
        {"another provider",
         SPELL_SCENE("A,trust,T,2001-01-01,2002-01-01,\nA,trust,U,2002-01-01,2005-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2002-01-01 trust T (2001-01-01/2002-01-01)\n"
         "2002-01-01 2005-01-01 trust U (2002-01-01/2005-01-01)\n2005-01-01 .. in-house\n"},
        {"another model",
         SPELL_SCENE("A,trust,T,2001-01-01,2002-01-01,\nA,outsourced,T,2002-01-01,,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2002-01-01 trust T (2001-01-01/2002-01-01)\n"
         "2002-01-01 .. outsourced T (2002-01-01/)\n"},
        {"days that only the rule makes in-house stay apart",
         SPELL_SCENE("A,in-house,H,2001-01-01,2002-01-01,\n"),
         ".. 2001-01-01 in-house\n2001-01-01 2002-01-01 in-house H (2001-01-01/2002-01-01)\n"
         "2002-01-01 .. in-house\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_periods);
}

static void spells_end_with_the_as_of_date(void **state)
{
    static const char spells[] = SPELLS "A,trust,T,2001-01-01,2003-01-01,\n"
                                        "A,outsourced,O,2005-01-01,2007-01-01,\n";
    static const struct example examples[] = {
        {"a start on the day counts",
         {ONLY_A, .models = spells, .as_of = "2005-01-01"},
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 2005-01-01 in-house\n2005-01-01 .. outsourced O (2005-01-01/)\n"},
        {"one the day after is dropped",
         {ONLY_A, .models = spells, .as_of = "2004-12-31"},
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 .. in-house\nlate_spells 1\n"},
        {"an end on the day has come",
         {ONLY_A, .models = spells, .as_of = "2003-01-01"},
         ".. 2001-01-01 in-house\n2001-01-01 2003-01-01 trust T (2001-01-01/2003-01-01)\n"
         "2003-01-01 .. in-house\nlate_spells 1\n"},
        {"an end the day after is open",
         {ONLY_A, .models = spells, .as_of = "2002-12-31"},
         ".. 2001-01-01 in-house\n2001-01-01 .. trust T (2001-01-01/)\nlate_spells 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_periods);
}

static void spells_with_partial_dates_are_placed_and_counted(void **state)
{
    static const char spells[] = SPELLS "A,trust,T,2001,2002-03,\n";
    static const struct example examples[] = {
        {"mid",
         {ONLY_A, .models = spells, .as_of = "2020-01-01"},
         ".. 2001-07-01 in-house\n2001-07-01 2002-03-15 trust T (2001/2002-03)\n"
         "2002-03-15 .. in-house\npartial_dates 2\n"},
        {"last",
         {ONLY_A, .models = spells, .as_of = "2020-01-01", .placing = DATE_LAST},
         ".. 2001-12-31 in-house\n2001-12-31 2002-03-31 trust T (2001/2002-03)\n"
         "2002-03-31 .. in-house\npartial_dates 2\n"},
        {"months", SPELL_SCENE("A,trust,T,2001-02,2002-03-01,\n"),
         ".. 2001-02-15 in-house\n2001-02-15 2002-03-01 trust T (2001-02/2002-03-01)\n"
         "2002-03-01 .. in-house\npartial_dates 1\n"},
        {"placing changes the order",
         SPELL_SCENE("A,trust,T,2001,2003-01-01,\nA,outsourced,O,2001-03-01,2004-01-01,\n"),
         ".. 2001-03-01 in-house\n2001-03-01 2001-07-01 outsourced O (2001-03-01/2001)\n"
         "2001-07-01 2003-01-01 trust T (2001/2003-01-01)\n2003-01-01 .. in-house\n"
         "partial_dates 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_periods);
}

static void uncovered_and_boundary_days_follow_the_rules(void **state)
{
    static const char spells[] = SPELLS "A,trust,T,2001-01-01,2002-01-01,boundary\n"
                                        "A,outsourced,O,2003-01-01,,full\n";
    static const struct example examples[] = {
        {"unknown",
         {ONLY_A, .models = spells, .as_of = "2020-01-01", .uncovered = UNCOVERED_UNKNOWN},
         ".. 2001-01-01 unknown\n2001-01-01 2002-01-01 trust T (2001-01-01/2002-01-01)\n"
         "2002-01-01 2003-01-01 unknown\n2003-01-01 .. outsourced O (2003-01-01/)\n"},
        {"full scope",
         {ONLY_A, .models = spells, .as_of = "2020-01-01", .full_scope = true},
         ".. 2003-01-01 in-house\n2003-01-01 .. outsourced O (2003-01-01/)\nboundary 1\n"},
        {"no spell in the data", {ONLY_A}, ".. .. unknown\n"},
        {"no spell, but in-house asked for",
         {ONLY_A, .uncovered = UNCOVERED_IN_HOUSE},
         ".. .. in-house\n"},
        {"spells of another council only",
         {.councils = LIVES "A,,\nB,,\n",
          .ratings = RATINGS,
          .models = SPELLS "B,trust,T,2000-01-01,,\n",
          .as_of = "2020-01-01"},
         ".. .. in-house\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples, add_periods);
}

static void a_day_has_the_model_and_the_grade_in_force(void **state)
{
    const struct scene scene = {.ratings =
                                    RATINGS "A,2001-06-01,,x,,good\nA,2001-06-01,,y,,inadequate\n"
                                            "A,2003-06-01,,x,,outstanding\n",
                                .models = SPELLS "A,trust,T,2001-01-01,2002-01-01,\n"
                                                 "A,outsourced,O,2003-01-01,2004-01-01,\n"};
    static const struct {
        const char *day;
        int model, rank;
    } cases[] = {{"2000-12-31", MODEL_IN_HOUSE, RANK_NONE},
                 {"2001-01-01", MODEL_TRUST, RANK_NONE},
                 {"2001-05-31", MODEL_TRUST, RANK_NONE},
                 {"2001-06-01", MODEL_TRUST, 1},
                 {"2001-12-31", MODEL_TRUST, 1},
                 {"2002-01-01", MODEL_IN_HOUSE, 1},
                 {"2003-01-01", MODEL_OUTSOURCED, 1},
                 {"2003-05-31", MODEL_OUTSOURCED, 1},
                 {"2003-06-01", MODEL_OUTSOURCED, 4},
                 {"2099-01-01", MODEL_OUTSOURCED, 4}};
    struct fixture f = {0};
    struct history h = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(history_build(&h, &f.d, &f.study.rules, 0), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct inspection *found = history_in_force(&h, day_of(cases[i].day));
        print_message("%s\n", cases[i].day);
        assert_int_equal(history_model(&h, day_of(cases[i].day)), cases[i].model);
        assert_int_equal(found ? found->rank : RANK_NONE, cases[i].rank);
    }
    history_release(&h);
    fixture_release(&f);
}

static void a_study_goes_through_the_chosen_councils_by_name(void **state)
{
    const struct scene scene = {.ratings = RATINGS "C,2001-01-01,,,,good\nA,2001-01-01,,,,good\n"
                                                   "B,2001-01-01,,,,n/a\nC,2002-01-01,,,,good\n"};
    struct fixture f = {0};
    const struct history *h;
    struct text t = {0};
    int status;
    (void)state;
    fixture_open(&f, &scene);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; (h = study_next(&f.study, &i, &status)) != NULL;)
            text_addf(&t, "%s ", h->council->name);
        add_counts(&t, &f.study.counts);
    }
    assert_int_equal(status, 0);
    f.study.chosen = (const bool[]){false, true, true};
    for (size_t i = 0; (h = study_next(&f.study, &i, &status)) != NULL;)
        text_addf(&t, "%s ", h->council->name);
    add_counts(&t, &f.study.counts);
    check_text(&t,
               "A B C inspections 3\nwithout_grade 1\nA B C inspections 3\nwithout_grade 1\n"
               "B C inspections 2\nwithout_grade 1\n",
               "rounds");
    text_release(&t);
    fixture_release(&f);
}

static void counts_are_added_each_to_its_own(void **state)
{
    const struct history_counts each = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    struct history_counts sum = {0};
    struct text t = {0};
    (void)state;
    history_counts_add(&sum, &each);
    history_counts_add(&sum, &each);
    add_counts(&t, &sum);
    check_text(&t,
               "inspections 2\nwithout_grade 4\nother_date 6\npartial_dates 8\nafter_as_of 10\n"
               "late_spells 12\nboundary 14\nhidden 16\nempty 18\nopening 20\nunopened "
               "22\nafter_closing 24\n",
               "twice");
    text_release(&t);
}

enum { MOST_SPELLS = 5, DAYS = 40, AS_OF = 30 };

struct any_spell {
    int start, end, model; /* end DAYS: open */
};

/* The model on DAY, asked of every spell: the last one to start counts until its end, or until the
 * day after where another starts then. */
static int model_asked(const struct any_spell *v, size_t n, int day)
{
    const struct any_spell *last = NULL;
    bool next_starts = false;
    for (size_t i = 0; i < n; i++) {
        if (v[i].start <= day && v[i].start <= AS_OF && (!last || v[i].start >= last->start))
            last = &v[i];
        next_starts = next_starts || (v[i].start == day + 1 && v[i].start <= AS_OF);
    }
    if (!last)
        return MODEL_IN_HOUSE;
    if (last->end > AS_OF || day < last->end || (day == last->end && next_starts))
        return last->model;
    return MODEL_IN_HOUSE;
}

static void write_spells(struct random *r, struct any_spell *v, size_t n, struct text *t)
{
    int32_t first = day_of("2000-01-01");
    text_add_string(t, SPELLS);
    for (size_t i = 0; i < n; i++) {
        v[i].start = (int)random_below(r, DAYS - 1);
        v[i].end = v[i].start + 1 + (int)random_below(r, (uint32_t)(DAYS - v[i].start));
        v[i].model = random_below(r, 2) ? MODEL_TRUST : MODEL_OUTSOURCED;
        text_addf(t, "A,%s,P,%s,%s,\n", v[i].model == MODEL_TRUST ? "trust" : "outsourced",
                  day_text(first + v[i].start).text,
                  v[i].end >= DAYS ? "" : day_text(first + v[i].end).text);
    }
}

static void any_spells_give_each_day_the_last_one_to_start(void **state)
{
    struct random r = random_start();
    int32_t first = day_of("2000-01-01");
    (void)state;
    for (int k = 0; k < 1500; k++) {
        struct any_spell v[MOST_SPELLS];
        size_t n = 1 + random_below(&r, MOST_SPELLS);
        struct text t = {0};
        struct fixture f = {0};
        struct history h = {0};
        write_spells(&r, v, n, &t);
        const struct scene scene = {
            .ratings = ONE, .models = text_string(&t), .as_of = "2000-01-31"};
        fixture_open(&f, &scene);
        assert_int_equal(history_build(&h, &f.d, &f.study.rules, 0), 0);
        for (int day = -1; day <= AS_OF; day++)
            if (history_model(&h, first + day) != model_asked(v, n, day))
                fail_msg("day %d of\n%s", day, text_string(&t));
        for (size_t i = 0; i < h.n_periods; i++)
            assert_int_equal(h.periods[i].start, i ? h.periods[i - 1].end : DAY_FIRST);
        assert_int_equal(h.periods[h.n_periods - 1].end, DAY_LAST);
        history_release(&h);
        fixture_release(&f);
        text_release(&t);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_life_is_as_the_as_of_date_has_it),
        cmocka_unit_test(inspections_after_the_closing_are_counted),
        cmocka_unit_test(a_first_spell_can_start_with_its_council),
        cmocka_unit_test(after_the_closing_the_last_model_stays),
        cmocka_unit_test(a_council_is_open_from_its_opening_up_to_its_closing),
        cmocka_unit_test(inspections_are_dated_by_the_basis_or_else_the_other),
        cmocka_unit_test(partial_dates_are_placed_and_counted),
        cmocka_unit_test(what_is_inspected_after_the_as_of_date_does_not_exist),
        cmocka_unit_test(the_first_judgement_of_the_list_that_has_a_grade_counts),
        cmocka_unit_test(an_inspection_is_a_day_and_a_framework_and_keeps_file_order),
        cmocka_unit_test(spells_are_fitted_together),
        cmocka_unit_test(one_model_of_one_provider_is_one_period),
        cmocka_unit_test(spells_end_with_the_as_of_date),
        cmocka_unit_test(spells_with_partial_dates_are_placed_and_counted),
        cmocka_unit_test(uncovered_and_boundary_days_follow_the_rules),
        cmocka_unit_test(a_day_has_the_model_and_the_grade_in_force),
        cmocka_unit_test(a_study_goes_through_the_chosen_councils_by_name),
        cmocka_unit_test(counts_are_added_each_to_its_own),
        cmocka_unit_test(any_spells_give_each_day_the_last_one_to_start),
    };
    return CHECK_RUN(tests, argc, argv);
}
