/* differences: what is the same record in two datasets, and what of it has changed. */
#include "check.h"

#include "two_datasets.h"

struct example {
    const char *name;
    struct scene before, after;
    const char *expected;
};

/* " FIELD old>new" of each field that is not the same. */
static void add_fields(struct text *t, struct record_at before, struct record_at after)
{
    const struct record_fields *fields = &record_fields[before.record];
    for (size_t i = 0; i < fields->n; i++) {
        if (field_is_same(&fields->v[i], before, after))
            continue;
        text_addf(t, " %s ", fields->v[i].name);
        field_add(&fields->v[i], before, t);
        text_add_char(t, '>');
        field_add(&fields->v[i], after, t);
    }
}

/* "CHANGE RECORD COUNCIL BEFORE>AFTER", the lines of the record where it is; then what differs. */
static void add_difference(struct text *t, const struct two *two, const struct difference *d)
{
    struct record_at before = {&two->before.d, d->record, d->before};
    struct record_at after = {&two->after.d, d->record, d->after};
    bool has_before = d->before != NO_RECORD, has_after = d->after != NO_RECORD;
    assert_true(has_before == (d->change != CHANGE_ADDED));
    assert_true(has_after == (d->change != CHANGE_GONE));
    text_addf(t, "%s %s %s ", change_name[d->change], record_name[d->record], d->council);
    if (has_before)
        text_addf(t, "%u", record_line(before));
    text_add_char(t, '>');
    if (has_after)
        text_addf(t, "%u", record_line(after));
    if (has_before && has_after)
        add_fields(t, before, after);
    text_add_char(t, '\n');
}

/* The differences, then "matched FIRST-DAY PUBLICATION-FRAMEWORK PUBLICATION PARTIAL" unless all
 * inspections were matched by their identity. */
static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct two two;
        struct text t = {0};
        two_open(&two, &v[i].before, &v[i].after);
        for (size_t k = 0; k < two.found.n; k++)
            add_difference(&t, &two, &two.found.v[k]);
        const size_t *m = two.found.matched;
        if (m[1] + m[2] + m[3] + m[4] > 0)
            text_addf(&t, "matched %zu %zu %zu %zu\n", m[1], m[2], m[3], m[4]);
        check_text(&t, v[i].expected, v[i].name);
        two_check_counts(&two);
        text_release(&t);
        two_release(&two);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,code,urn,region,type,opened,closed,predecessors\n"
#define RATINGS  "council,inspected,ended,published,framework,judgement,grade,source\n"
#define SPELLS   "council,model,provider,start,end,trigger,directed,scope,source,note\n"

/* Ratings of council A only. */
#define RATED(rows)                                                                                \
    {                                                                                              \
        .ratings = RATINGS rows                                                                    \
    }
#define COUNCILED(rows)                                                                            \
    {                                                                                              \
        .councils = COUNCILS rows, .ratings = RATINGS                                              \
    }
#define SPELT(rows)                                                                                \
    {                                                                                              \
        .councils = COUNCILS "A,,,,,,,\n", .ratings = RATINGS, .models = SPELLS rows               \
    }

static void inspections_are_matched_in_passes(void **state)
{
    static const struct example examples[] = {
        {"nothing", RATED(""), RATED(""), ""},
        {"the same, in another order of lines",
         RATED("A,2001-01-01,,,X,overall,good,\nA,2001-01-01,,,X,leaders,RI,\n"),
         RATED("A,2001-01-01,,,X,leaders,RI,\nA,2001-01-01,,,X,overall,good,\n"), ""},
        {"identity: first day and framework", RATED("A,2001-01-01,,2001-03-01,X,,good,\n"),
         RATED("A,2001-01-01,,2001-04-01,X,,good,\n"),
         "changed rating A 2>2 published 2001-03-01>2001-04-01\n"},
        {"identity: publication and framework, without a first day",
         RATED("A,,,2001-03-01,X,,good,\n"), RATED("A,,,2001-03-01,X,,RI,\n"),
         "changed rating A 2>2 grade good>RI\n"},
        {"identity goes before all else",
         RATED("A,2001-01-01,,2001-03-01,X,,good,\nA,2001-01-01,,2001-03-01,Y,,RI,\n"),
         RATED("A,2001-01-01,,2001-03-01,Y,,good,\nA,2001-01-01,,2001-03-01,X,,RI,\n"),
         "changed rating A 2>3 grade good>RI\nchanged rating A 3>2 grade RI>good\n"},
        {"the first day, another framework", RATED("A,2001-01-01,,,X,,good,\n"),
         RATED("A,2001-01-01,,,Y,,good,\n"),
         "changed rating A 2>2 framework X>Y\nmatched 1 0 0 0\n"},
        {"the first day goes before publication",
         RATED("A,2001-01-01,,2001-03-01,X,,good,\nA,2001-02-01,,2001-04-01,X,,good,\n"),
         RATED("A,2001-01-01,,2001-04-01,Y,,good,\nA,2001-02-02,,2001-03-01,Z,,good,\n"),
         "changed rating A 2>2 published 2001-03-01>2001-04-01 framework X>Y\n"
         "gone rating A 3>\nadded rating A >3\nmatched 1 0 0 0\n"},
        {"publication and framework, another first day", RATED("A,2001-01-01,,2001-03-01,X,,RI,\n"),
         RATED("A,2001-01-08,,2001-03-01,X,,RI,\n"),
         "changed rating A 2>2 inspected 2001-01-01>2001-01-08\nmatched 0 1 0 0\n"},
        {"publication, no first day and no framework",
         RATED("A,2001-01-01,2001-01-05,2001-03-01,X,,RI,\n"), RATED("A,,,2001-03-01,,,RI,\n"),
         "changed rating A 2>2 inspected 2001-01-01> ended 2001-01-05> framework X>\n"
         "matched 0 0 1 0\n"},
        {"publication: the same framework is preferred",
         RATED("A,2001-01-01,,2001-03-01,X,,RI,\nA,2001-01-02,,2001-03-01,Y,,RI,\n"),
         RATED("A,,,2001-03-01,Y,,RI,\n"),
         "gone rating A 2>\nchanged rating A 3>2 inspected 2001-01-02>\nmatched 0 1 0 0\n"},
        {"publication is the earliest that a judgement of the inspection has",
         RATED("A,2001-01-01,,2001-04-01,X,a,RI,\nA,2001-01-01,,2001-03-01,X,b,RI,\n"),
         RATED("A,,,2001-03-01,X,a,RI,\n"),
         "changed rating A 2>2 inspected 2001-01-01> published 2001-04-01>2001-03-01\n"
         "gone rating A 3>\nmatched 0 1 0 0\n"},
        {"dates that can mean the same day: a month and its day", RATED("A,2012-09,,,X,,RI,\n"),
         RATED("A,2012-09-10,,,X,,RI,\n"),
         "changed rating A 2>2 inspected 2012-09>2012-09-10\nmatched 0 0 0 1\n"},
        {"a year and its last day", RATED("A,2012-12-31,,,X,,RI,\n"), RATED("A,2012,,,X,,RI,\n"),
         "changed rating A 2>2 inspected 2012-12-31>2012\nmatched 0 0 0 1\n"},
        {"publication, where there is nothing else", RATED("A,,,2012-09,X,,RI,\n"),
         RATED("A,,,2012-09-30,X,,RI,\n"),
         "changed rating A 2>2 published 2012-09>2012-09-30\nmatched 0 0 0 1\n"},
        {"the day before cannot be meant", RATED("A,2012-09,,,X,,RI,\n"),
         RATED("A,2012-08-31,,,X,,RI,\nA,2012-10-01,,,X,,RI,\n"),
         "added rating A >2\ngone rating A 2>\nadded rating A >3\n"},
        {"nor under another framework", RATED("A,2012-09,,,X,,RI,\n"),
         RATED("A,2012-09-10,,,Y,,RI,\n"), "gone rating A 2>\nadded rating A >2\n"},
        {"a first day is no publication", RATED("A,2012-09-10,,,X,,RI,\n"),
         RATED("A,,,2012-09-10,X,,RI,\n"), "gone rating A 2>\nadded rating A >2\n"},
        {"of another council", RATED("A,2001-01-01,,,X,,good,\n"),
         RATED("B,2001-01-01,,,X,,good,\n"), "gone rating A 2>\nadded rating B >2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void of_several_the_likest_is_matched_and_each_once(void **state)
{
    static const struct example examples[] = {
        {"as many in common: the same publication", RATED("A,2001-01-01,,2001-03-01,Y,,good,\n"),
         RATED("A,2001-01-01,,2001-03-08,X,,RI,\nA,2001-01-01,,2001-03-01,Z,,good,\n"),
         "added rating A >2\nchanged rating A 2>3 framework Y>Z\nmatched 1 0 0 0\n"},
        {"most judgements in common",
         RATED("A,2001-01-01,,,X,a,RI,\nA,2001-01-01,,,Y,a,RI,\nA,2001-01-01,,,Y,b,RI,\n"),
         RATED("A,2001-01-01,,,Z,a,RI,\nA,2001-01-01,,,Z,b,RI,\n"),
         "gone rating A 2>\nchanged rating A 3>2 framework Y>Z\n"
         "changed rating A 4>3 framework Y>Z\nmatched 1 0 0 0\n"},
        {"the other way round", RATED("A,2001-01-01,,,Z,a,RI,\nA,2001-01-01,,,Z,b,RI,\n"),
         RATED("A,2001-01-01,,,X,a,RI,\nA,2001-01-01,,,Y,a,RI,\nA,2001-01-01,,,Y,b,RI,\n"),
         "added rating A >2\nchanged rating A 2>3 framework Z>Y\n"
         "changed rating A 3>4 framework Z>Y\nmatched 1 0 0 0\n"},
        {"the likest pair first, not the first item's likest",
         RATED("A,2001-01-01,,,P,a,RI,\nA,2001-01-01,,,P,b,RI,\nA,2001-01-01,,,Q,a,RI,\n"
               "A,2001-01-01,,,Q,b,RI,\nA,2001-01-01,,,Q,c,RI,\n"),
         RATED("A,2001-01-01,,,R,a,RI,\nA,2001-01-01,,,R,b,RI,\nA,2001-01-01,,,R,c,RI,\n"
               "A,2001-01-01,,,S,a,RI,\n"),
         "changed rating A 4>2 framework Q>R\nchanged rating A 5>3 framework Q>R\n"
         "changed rating A 6>4 framework Q>R\nchanged rating A 2>5 framework P>S\n"
         "gone rating A 3>\nmatched 2 0 0 0\n"},
        {"else by the order of frameworks", RATED("A,2001-01-01,,,Y,,RI,\nA,2001-01-01,,,X,,RI,\n"),
         RATED("A,2001-01-01,,,Z,,RI,\n"),
         "gone rating A 2>\nchanged rating A 3>2 framework X>Z\nmatched 1 0 0 0\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void judgements_are_matched_by_name_and_compared_field_by_field(void **state)
{
    static const struct example examples[] = {
        {"one more, one less", RATED("A,2001-01-01,,,X,a,RI,\nA,2001-01-01,,,X,c,RI,\n"),
         RATED("A,2001-01-01,,,X,b,RI,\nA,2001-01-01,,,X,c,RI,\n"),
         "gone rating A 2>\nadded rating A >2\n"},
        {"names are as the loader has them", RATED("A,2001-01-01,,,X,Help Protection,RI,\n"),
         RATED("A,2001-01-01,,,X,help_protection,RI,\n"), ""},
        {"a grade is its word, but for case, blanks, '_' and '-'",
         RATED("A,2001-01-01,,,X,,Requires-Improvement,\n"),
         RATED("A,2001-01-01,,,X,,requires improvement,\n"), ""},
        {"another word for one grade", RATED("A,2001-01-01,,,X,,requires improvement,\n"),
         RATED("A,2001-01-01,,,X,,RI,\n"), "changed rating A 2>2 grade requires improvement>RI\n"},
        {"no grade, and its word", RATED("A,2001-01-01,,,X,,,\n"),
         RATED("A,2001-01-01,,,X,,not judged,\n"), "changed rating A 2>2 grade >not judged\n"},
        {"ended", RATED("A,2001-01-01,2001-01-05,,X,,RI,\n"),
         RATED("A,2001-01-01,2001-02-05,,X,,RI,\n"),
         "changed rating A 2>2 ended 2001-01-05>2001-02-05\n"},
        {"the precision of a date", RATED("A,2001-01-01,2001-02,,X,,RI,\n"),
         RATED("A,2001-01-01,2001-02-01,,X,,RI,\n"),
         "changed rating A 2>2 ended 2001-02>2001-02-01\n"},
        {"source", RATED("A,2001-01-01,,,X,,RI,one\n"), RATED("A,2001-01-01,,,X,,RI,two\n"),
         "changed rating A 2>2 source one>two\n"},
        {"all", RATED("A,2001-01-01,,2001-03-01,X,,RI,one\n"),
         RATED("A,2001-01-02,2001-01-03,2001-03-01,Y,,good,\n"),
         "changed rating A 2>2 grade RI>good inspected 2001-01-01>2001-01-02 ended >2001-01-03 "
         "framework X>Y source one>\nmatched 0 0 1 0\n"},
        {"by council, then date, then framework, then judgement",
         RATED("B,2001-01-01,,,X,,RI,\nA,2002-01-01,,,X,b,RI,\nA,2002-01-01,,,X,a,RI,\n"
               "A,2002-01-01,,,W,a,RI,\nA,2001-01-01,,,X,,RI,\n"),
         RATED("A,2000-01-01,,,X,,RI,\n"),
         "added rating A >2\ngone rating A 6>\ngone rating A 5>\ngone rating A 4>\n"
         "gone rating A 3>\ngone rating B 2>\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void councils_are_matched_by_name_else_by_code(void **state)
{
    static const struct example examples[] = {
        {"added, gone", COUNCILED("A,1,,,,,,\n"), COUNCILED("B,2,,,,,,\n"),
         "gone council A 2>\nadded council B >2\n"},
        {"each field", COUNCILED("A,1,2,North,county,2001-01-01,2009-01-01,\n"),
         COUNCILED("A,9,8,South,unitary,2001-01-02,2009,\n"),
         "changed council A 2>2 code 1>9 urn 2>8 region North>South type county>unitary opened "
         "2001-01-01>2001-01-02 closed 2009-01-01>2009\n"},
        {"renamed: its ratings and spells are the same",
         {.councils = COUNCILS "A,1,,,,,,\n",
          .ratings =
              RATINGS "A,2001-01-01,,,X,,RI,\nA,2002-01-01,,,X,,RI,\nA,2003-01-01,,,X,,RI,\n",
          .models = SPELLS "A,trust,T,2001-01-01,,,,,,\n"},
         {.councils = COUNCILS "Z,1,,,,,,\n",
          .ratings = RATINGS "Z,2001-01-01,,,X,,RI,\nZ,2002-01-01,,,X,,good,\n",
          .models = SPELLS "Z,trust,T,2001-01-01,,,,,,\n"},
         "changed council Z 2>2 council A>Z\nchanged rating Z 3>3 grade RI>good\n"
         "gone rating Z 4>\n"},
        {"a name goes before a code", COUNCILED("A,1,,,,,,\nB,2,,,,,,\n"),
         COUNCILED("A,2,,,,,,\nC,1,,,,,,\n"),
         "changed council A 2>2 code 1>2\ngone council B 3>\nadded council C >3\n"},
        {"no code is no code", COUNCILED("A,,,,,,,\n"), COUNCILED("B,,,,,,,\n"),
         "gone council A 2>\nadded council B >2\n"},
        {"of two with one code one", COUNCILED("A,1,,,,,,\nB,1,,,,,,\n"), COUNCILED("C,1,,,,,,\n"),
         "gone council B 3>\nchanged council C 2>2 council A>C\n"},
        {"predecessors, in any order",
         COUNCILED("A,,,,,,2009-01-01,\nB,,,,,,2009-01-01,\nC,,,,,2009-01-01,,A;B\n"),
         COUNCILED("A,,,,,,2009-01-01,\nB,,,,,,2009-01-01,\nC,,,,,2009-01-01,,B;A\n"), ""},
        {"another predecessor",
         COUNCILED("A,,,,,,2009-01-01,\nB,,,,,,2009-01-01,\nC,,,,,2009-01-01,,A;B\n"),
         COUNCILED("A,,,,,,2009-01-01,\nB,,,,,,2009-01-01,\nC,,,,,2009-01-01,,A\n"),
         "changed council C 4>4 predecessors A;B>A\n"},
        {"aliases",
         {.councils = "council,aliases\nA,One;Two\n", .ratings = RATINGS},
         {.councils = "council,aliases\nA,One\n", .ratings = RATINGS},
         "changed council A 2>2 aliases One;Two>One\n"},
        {"its own record comes first, then ratings, then spells",
         {.councils = COUNCILS, .ratings = RATINGS, .models = SPELLS},
         {.councils = COUNCILS "A,,,,,,,\nB,,,,,,,\n",
          .ratings = RATINGS "B,2001-01-01,,,X,,RI,\nA,2001-01-01,,,X,,RI,\n",
          .models = SPELLS "A,trust,,2000-01-01,,,,,,\n"},
         "added council A >2\nadded rating A >3\nadded spell A >2\nadded council B >3\n"
         "added rating B >2\n"},
        {"records of councils only before",
         {.councils = COUNCILS "A,,,,,,,\nB,,,,,,,\n",
          .ratings = RATINGS "A,2001-01-01,,,X,,RI,\n"},
         RATED("A,2001-01-01,,,X,,RI,\nC,2001-01-01,,,X,,RI,\n"),
         "added rating C >3\n"},
        {"and only after",
         RATED("A,2001-01-01,,,X,,RI,\n"),
         {.councils = COUNCILS "A,,,,,,,\nB,,,,,,,\n",
          .ratings = RATINGS "A,2001-01-01,,,X,,RI,\n"},
         ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void spells_are_matched_in_passes(void **state)
{
    static const struct example examples[] = {
        {"added, gone", SPELT("A,trust,T,2001-01-01,2002-01-01,,,,,\n"),
         SPELT("A,partnership,P,2003-01-01,2004-01-01,,,,,\n"),
         "gone spell A 2>\nadded spell A >2\n"},
        {"one model and start: each field",
         SPELT("A,trust,T,2001-01-01,2002-01-01,directed,2000-01-01,full,one,this\n"),
         SPELT("A,trust,U,2001-01-01,2003-01-01,voluntary,2000-02-01,boundary,two,that\n"),
         "changed spell A 2>2 provider T>U end 2002-01-01>2003-01-01 trigger directed>voluntary "
         "directed 2000-01-01>2000-02-01 scope full>boundary source one>two note this>that\n"},
        {"since ever is a start", SPELT("A,in-house,A,,2002-01-01,,,,,\n"),
         SPELT("A,in-house,A,,2003-01-01,,,,,\n"),
         "changed spell A 2>2 end 2002-01-01>2003-01-01\n"},
        {"one start, another model", SPELT("A,trust,T,2001-01-01,,,,,,\n"),
         SPELT("A,partnership,T,2001-01-01,,,,,,\n"),
         "changed spell A 2>2 model trust>partnership\n"},
        {"one model and end", SPELT("A,trust,T,2001-01-01,2005-01-01,,,,,\n"),
         SPELT("A,trust,U,2002-01-01,2005-01-01,,,,,\n"),
         "changed spell A 2>2 provider T>U start 2001-01-01>2002-01-01\n"},
        {"one that runs on is an end", SPELT("A,trust,T,2001-04,,,,,,\n"),
         SPELT("A,trust,T,2001-04-01,,,,,,\n"), "changed spell A 2>2 start 2001-04>2001-04-01\n"},
        {"one model and provider", SPELT("A,trust,T,2001-01-01,2004-01-01,,,,,\n"),
         SPELT("A,trust,T,2002-01-01,2005-01-01,,,,,\n"),
         "changed spell A 2>2 start 2001-01-01>2002-01-01 end 2004-01-01>2005-01-01\n"},
        {"model and start go before start",
         SPELT(
             "A,trust,T,2001-01-01,2001-01-01,,,,,\nA,partnership,P,2001-01-01,2001-01-01,,,,,\n"),
         SPELT(
             "A,partnership,Q,2001-01-01,2001-01-01,,,,,\nA,trust,P,2001-01-01,2001-01-01,,,,,\n"),
         "changed spell A 2>3 provider T>P\nchanged spell A 3>2 provider P>Q\n"},
        {"of several, that with most fields in common",
         SPELT("A,trust,T,2001-01-01,2002-01-01,,,,,\nA,trust,T,2001-01-01,2002-01-01,,,full,,x\n"),
         SPELT("A,trust,U,2001-01-01,2002-01-01,,,full,,x\n"),
         "gone spell A 2>\nchanged spell A 3>2 provider T>U\n"},
        {"two of the same", SPELT("A,trust,T,2001-01-01,,,,,,\nA,trust,T,2001-01-01,,,,,,\n"),
         SPELT("A,trust,T,2001-01-01,,,,,,\n"), "gone spell A 3>\n"},
        {"by start, since ever first", SPELT(""),
         SPELT("A,trust,T,2001-01-01,,,,,,\nA,in-house,A,,2001-01-01,,,,,\n"),
         "added spell A >3\nadded spell A >2\n"},
        {"of flat files",
         {.ratings = "council,date,grade,model\nA,2001-01-01,RI,trust\nA,2002-01-01,RI,in-house\n",
          .flat = true},
         {.ratings = "council,date,grade,model\nA,2001-01-01,RI,trust\nA,2002-01-01,RI,trust\n",
          .flat = true},
         "gone spell A 3>\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Spells that agree in nothing but model and provider, more than are compared each with each. */
static void very_many_of_one_kind_are_matched_in_their_order(void **state)
{
    enum { MANY = 700 };
    struct text files[2] = {{0}, {0}};
    struct two two;
    (void)state;
    for (int side = 0; side < 2; side++) {
        text_add_string(&files[side], SPELLS);
        for (int i = 0; i < MANY; i++)
            text_addf(&files[side], "A,trust,T,%d-0%d-01,%d-0%d-20,,,,,\n", 1000 + i, 1 + side,
                      1000 + i, 1 + side);
    }
    const struct scene before = {
        .councils = COUNCILS "A,,,,,,,\n", .ratings = RATINGS, .models = text_string(&files[0])};
    struct scene after = before;
    after.models = text_string(&files[1]);
    two_open(&two, &before, &after);
    assert_int_equal(two.found.counts[RECORD_SPELL][CHANGE_CHANGED], MANY);
    for (size_t i = 0; i < two.found.n; i++)
        assert_int_equal(two.found.v[i].before, two.found.v[i].after);
    two_check_counts(&two);
    two_release(&two);
    text_release(&files[0]);
    text_release(&files[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inspections_are_matched_in_passes),
        cmocka_unit_test(of_several_the_likest_is_matched_and_each_once),
        cmocka_unit_test(judgements_are_matched_by_name_and_compared_field_by_field),
        cmocka_unit_test(councils_are_matched_by_name_else_by_code),
        cmocka_unit_test(spells_are_matched_in_passes),
        cmocka_unit_test(very_many_of_one_kind_are_matched_in_their_order),
    };
    return CHECK_RUN(tests, argc, argv);
}
