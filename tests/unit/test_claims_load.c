/* A file of claims: what it becomes, and everything that can be wrong with it. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "load/claims.h"

static const struct scene scene = {
    .councils = "council,code\nIsle of Wight,E1\nLeeds,E2\n",
    .ratings = "council,grade,inspected,judgement\nLeeds,good,2019-01-01,overall\n"
               "Leeds,good,2019-01-01,help_protection\n",
};

struct loaded {
    struct fixture f;
    struct claims claims;
    struct text problems;
};

static void load_text(struct loaded *l, const char *content)
{
    struct test_file file = file_with_text(content);
    const struct part part = {file.path, "c.csv"};
    fixture_open(&l->f, &scene);
    l->f.ds.lists_warnings = true;
    assert_int_equal(load_claims(&part, DATE_ISO_ONLY, &l->f.d, &l->claims, &l->f.ds), 0);
    problems_text(&l->f.ds, &l->problems);
    file_release(&file);
}

static void loaded_release(struct loaded *l)
{
    text_release(&l->problems);
    claims_release(&l->claims);
    fixture_release(&l->f);
}

static void a_claim_is_kept(void **state)
{
    struct loaded l = {0};
    (void)state;
    load_text(&l, "As of,KIND,id,claim,source,council,date,until,grade,expected,reason\n"
                  "2020-01-31,Trajectory,1,it rose,paper,isle of wight,2013,2019-05,"
                  "RI > good > Outstanding,contradicted,why\n"
                  ",grade-on,2,it was,paper,E2,2019-02-03,,>=good,,\n");
    check_text(&l.problems, "", "problems");
    assert_int_equal(l.claims.n, 2);
    const struct claim *c = l.claims.v;
    assert_int_equal(c->kind, CLAIM_TRAJECTORY);
    assert_int_equal(c->line, 2);
    assert_string_equal(c->id, "1");
    assert_string_equal(c->text, "it rose");
    assert_string_equal(c->source, "paper");
    assert_string_equal(c->reason, "why");
    assert_int_equal(c->council, fixture_council(&l.f, "Isle of Wight"));
    assert_int_equal(c->judgement, JUDGEMENT_ASKED);
    assert_int_equal(date_precision(c->date), DATE_YEAR);
    assert_int_equal(date_precision(c->until), DATE_MONTH);
    assert_int_equal(date_first_day(c->as_of), day_of("2020-01-31"));
    assert_int_equal(c->n_ranks, 3);
    assert_int_equal(c->ranks[0], 2);
    assert_int_equal(c->ranks[1], 3);
    assert_int_equal(c->ranks[2], 4);
    assert_int_equal(c->expected, VERDICT_CONTRADICTED);
    assert_true(isnan(c->tolerance));
    assert_int_equal(c[1].council, fixture_council(&l.f, "Leeds"));
    assert_int_equal(c[1].grade_is, RELATION_AT_LEAST);
    assert_int_equal(c[1].ranks[0], 3);
    assert_int_equal(c[1].expected, VERDICT_HOLDS);
    assert_null(c[1].reason);
    loaded_release(&l);
}

static void values_are_of_the_form_that_the_kind_has(void **state)
{
    struct loaded l = {0};
    (void)state;
    load_text(&l, "id,claim,source,kind,council,model,judgement,date,value,tolerance\n"
                  "1,c,s,setup-months,,trust,,,14.50,\n"
                  "2,c,s,setup-months,,company,,,> 12,\n"
                  "3,c,s,setup-months,Leeds,Partnership,,2013,16,1.5\n"
                  "4,c,s,trigger-of,Leeds,trust,,,Contract End,\n"
                  "5,c,s,provider-on,Leeds,,,2013,> Acme,\n"
                  "6,c,s,model-path,Leeds,LA > private>LA,,,,\n"
                  "7,c,s,first-rise-months,,trust,Help Protection,,<=.5,\n");
    check_text(&l.problems, "", "problems");
    assert_int_equal(l.claims.n, 7);
    const struct claim *c = l.claims.v;
    check_close(c[0].number, 14.5, 0);
    assert_int_equal(c[0].digits, 2);
    assert_int_equal(c[0].number_is, RELATION_EQUAL);
    assert_int_equal(c[0].council, NO_COUNCIL);
    assert_int_equal(c[1].number_is, RELATION_ABOVE);
    check_close(c[1].number, 12, 0);
    assert_int_equal(c[1].digits, 0);
    assert_int_equal(claim_model(&c[1]), MODEL_TRUST);
    check_close(c[2].tolerance, 1.5, 0);
    assert_int_equal(c[3].trigger, TRIGGER_CONTRACT_END);
    assert_string_equal(c[4].word, "> Acme");
    assert_int_equal(c[5].n_models, 3);
    assert_int_equal(c[5].models[1], MODEL_OUTSOURCED);
    assert_string_equal(intern_text(&l.f.d.kinds, (uint32_t)c[6].judgement), "help_protection");
    assert_int_equal(c[6].number_is, RELATION_AT_MOST);
    loaded_release(&l);
}

#define GRADES                                                                                     \
    "there are: outstanding, good, requires improvement, inadequate, requires improvement to be "  \
    "good, RI, adequate, satisfactory\n"

#define HEADER                                                                                     \
    "id,claim,source,kind,council,model,judgement,date,until,grade,value,tolerance,as_of,"         \
    "expected,reason\n"

struct example {
    const char *name, *rows, *problems;
    size_t kept;
};

static const struct example examples[] = {
    {"what must be there", ",,,,,,,,,,,,,,why\n",
     "c.csv:2:1: E-EMPTY the id is empty | field 1 (id)\n"
     "c.csv:2:2: E-EMPTY the claim is empty | field 2 (claim)\n"
     "c.csv:2:3: E-EMPTY the source is empty | field 3 (source)\n"
     "c.csv:2:4: E-EMPTY the kind is empty | field 4 (kind)\n",
     0},
    {"what the kind needs, and takes", "1,c,s,grade-on,,trust,,,,,3,,,,\n",
     "c.csv:2:16: E-EMPTY grade-on needs a council | field 5 (council) | it needs council, date, "
     "grade; it may have judgement\n"
     "c.csv:2:17: E-FIELD grade-on takes no model | field 6 (model) | it needs council, date, "
     "grade; it may have judgement\n"
     "c.csv:2:24: E-EMPTY grade-on needs a date | field 8 (date) | it needs council, date, grade; "
     "it may have judgement\n"
     "c.csv:2:26: E-EMPTY grade-on needs a grade | field 10 (grade) | it needs council, date, "
     "grade; it may have judgement\n"
     "c.csv:2:27: E-FIELD grade-on takes no value | field 11 (value) | it needs council, date, "
     "grade; it may have judgement\n",
     0},
    {"a field that is not taken is not read", "1,c,s,model-on,Leeds,trust,x,2013,x,x,x,x,,,\n",
     "c.csv:2:28: E-FIELD model-on takes no judgement | field 7 (judgement) | it needs council, "
     "model, date\n"
     "c.csv:2:35: E-FIELD model-on takes no until | field 9 (until) | it needs council, model, "
     "date\nc.csv:2:37: E-FIELD model-on takes no grade | field 10 (grade) | it needs council, "
     "model, "
     "date\nc.csv:2:39: E-FIELD model-on takes no value | field 11 (value) | it needs council, "
     "model, "
     "date\nc.csv:2:41: E-FIELD model-on takes no tolerance | field 12 (tolerance) | it needs "
     "council, "
     "model, date\n",
     0},
    {"one of two dates", "1,c,s,model-spell,Leeds,trust,,,,,,,,,\n",
     "c.csv:2:32: E-EMPTY model-spell needs a date or an until | field 8 (date)\n", 0},
    {"a kind that is not known", "1,c,s,grade-at,Ledes,trust,x,2013-13,,x,x,x,,,\n",
     "c.csv:2:7: E-KIND \"grade-at\" is not a kind of claim | field 4 (kind) | the nearest is "
     "grade-on\n"
     "c.csv:2:16: E-COUNCIL council \"Ledes\" is not in councils.csv | field 5 (council) | the "
     "nearest name is \"Leeds\"\n"
     "c.csv:2:30: E-DATE date \"2013-13\" does not exist | field 8 (date)\n"
     "c.csv:2:43: E-VALUE tolerance \"x\" is not a number | field 12 (tolerance)\n",
     0},
    {"words", "1,c,s,rise-under,Leeds,trusts,leader,,,god,,,,false,\n",
     "c.csv:2:24: E-MODEL model \"trusts\" is not in-house, trust, partnership or outsourced | "
     "field 6 (model) | the nearest is trust\n"
     "c.csv:2:31: E-JUDGEMENT \"leader\" is not a judgement of the records | field 7 (judgement) | "
     "there are: overall, help_protection\n"
     "c.csv:2:40: E-GRADE \"god\" is not a grade | field 10 (grade) | the nearest is good\n"
     "c.csv:2:47: E-EXPECTED \"false\" is not a verdict | field 14 (expected) | there are: holds, "
     "contradicted, undecidable\n",
     0},
    {"paths",
     "1,c,s,trajectory,Leeds,,,,,good > > RI,,,,,\n"
     "2,c,s,model-path,Leeds,trust > LAs,,,,,,,,,\n"
     "3,c,s,rise-under,Leeds,trust > LA,,,,good > RI,,,,,\n"
     "4,c,s,trajectory,Leeds,,,,,>=good,,,,,\n",
     "c.csv:2:28: E-GRADE \"\" is not a grade | field 10 (grade) | " GRADES
     "c.csv:3:24: E-MODEL model \"LAs\" is not in-house, trust, partnership or outsourced | field "
     "6 (model) | to admit a further model add --extra-model NAME\n"
     "c.csv:4:24: E-MODEL model \"trust > LA\" is not in-house, trust, partnership or outsourced | "
     "field 6 (model) | to admit a further model add --extra-model NAME\n"
     "c.csv:4:38: E-GRADE \"good > RI\" is not a grade | field 10 (grade) | " GRADES
     "c.csv:5:28: E-GRADE \"\" is not a grade | field 10 (grade) | " GRADES,
     0},
    {"no grade is none", "1,c,s,grade-on,Leeds,,,2013,,not judged,,,,,\n",
     "c.csv:2:30: E-GRADE \"not judged\" is not a grade | field 10 (grade) | " GRADES, 0},
    {"all judgements are for an inspection",
     "1,c,s,grade-of,Leeds,,all,2013,,good,,,,,\n2,c,s,grade-on,Leeds,,all,2013,,good,,,,,\n",
     "c.csv:3:23: E-JUDGEMENT \"all\" is not a judgement of the records | field 7 (judgement) | "
     "the nearest is overall\n",
     1},
    {"dates",
     "1,c,s,grade-on,Leeds,,,13/02/2019,,good,,,2013-04,,\n"
     "2,c,s,started-between,,trust,,2014-02,2014-01,,1,,,,\n"
     "3,c,s,started-between,,trust,,2014-02,2014,,1,,,,\n",
     "c.csv:2:24: E-DATE date \"13/02/2019\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 8 (date) | "
     "for day-first dates add --dates dmy\n"
     "c.csv:2:43: E-DATE as_of \"2013-04\" has no day; expected YYYY-MM-DD | field 13 (as_of)\n"
     "c.csv:3:39: E-ORDER until 2014-01 is before date 2014-02 | field 9 (until)\n",
     1},
    {"numbers",
     "1,c,s,councils-under,,trust,,2013,,,ten,,,,\n"
     "2,c,s,councils-under,,trust,,2013,,,1e2,,,,\n"
     "3,c,s,councils-under,,trust,,2013,,,>=,,,,\n"
     "4,c,s,councils-under,,trust,,2013,,,-1,,,,\n"
     "5,c,s,councils-under,,trust,,2013,,,1.2.3,,,,\n"
     "6,c,s,share-under,,trust,,2013,,,1.01,,,,\n"
     "7,c,s,share-under,,trust,,2013,,,<=1,,,,\n"
     "8,c,s,councils-under,,trust,,2013,,,>1,2,,,\n"
     "9,c,s,councils-under,,trust,,2013,,,1,-2,,,\n"
     "10,c,s,trigger-of,Leeds,trust,,,,,direct,,,,\n",
     "c.csv:2:37: E-VALUE value \"ten\" is not a number, which >=, <=, > or < may precede | field "
     "11 (value)\n"
     "c.csv:3:37: E-VALUE value \"1e2\" is not a number, which >=, <=, > or < may precede | field "
     "11 (value)\n"
     "c.csv:4:37: E-VALUE value \">=\" is not a number, which >=, <=, > or < may precede | field "
     "11 (value)\n"
     "c.csv:5:37: E-VALUE value \"-1\" is not a number, which >=, <=, > or < may precede | field "
     "11 (value)\n"
     "c.csv:6:37: E-VALUE value \"1.2.3\" is not a number, which >=, <=, > or < may precede | "
     "field 11 (value)\n"
     "c.csv:7:34: E-VALUE value \"1.01\" is not a share from 0 to 1 | field 11 (value)\n"
     "c.csv:9:40: E-VALUE a tolerance does not go with > | field 12 (tolerance)\n"
     "c.csv:10:39: E-VALUE tolerance \"-2\" is not a number | field 12 (tolerance)\n"
     "c.csv:11:35: E-VALUE \"direct\" is not a trigger | field 11 (value) | the nearest is "
     "directed\n",
     1},
    {"what does not hold has a reason",
     "1,c,s,grade-on,Leeds,,,2013,,good,,,,contradicted,\n"
     "2,c,s,grade-on,Leeds,,,2013,,good,,,,Undecidable,why\n",
     "c.csv:2:51: E-EMPTY the reason is empty | field 15 (reason)\n", 1},
    {"an id twice, though the first is wrong",
     "1,c,s,grade-on,Leeds,,,2013,,god,,,,,\n1,c,s,grade-on,Leeds,,,2013,,good,,,,,\n",
     "c.csv:2:30: E-GRADE \"god\" is not a grade | field 10 (grade) | the nearest is good\n"
     "c.csv:3:1: E-DUPLICATE id \"1\" is on line 2 already | field 1 (id)\n",
     0},
};

static void everything_that_is_wrong_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct loaded l = {0};
        struct text content = {0};
        text_addf(&content, "%s%s", HEADER, examples[i].rows);
        load_text(&l, text_string(&content));
        check_text(&l.problems, examples[i].problems, examples[i].name);
        assert_int_equal(l.claims.n, examples[i].kept);
        assert_false(l.claims.is_unusable);
        text_release(&content);
        loaded_release(&l);
    }
}

static void a_file_that_cannot_be_used_is_known(void **state)
{
    static const struct {
        const char *content, *problems;
    } files[] = {
        {"", "c.csv:1:1: E-HEADER the file is empty; expected a line of column names\n"},
        {"id,claim,kind\n1,c,grade-on\n",
         "c.csv:1:1: E-HEADER no column for source; expected one of: source\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct loaded l = {0};
        load_text(&l, files[i].content);
        check_text(&l.problems, files[i].problems, files[i].content);
        assert_true(l.claims.is_unusable);
        loaded_release(&l);
    }
}

/* A column that the kind needs, but the file has not: the record is at fault. */
static void a_missing_column_is_an_empty_field(void **state)
{
    struct loaded l = {0};
    (void)state;
    load_text(&l, "id,claim,source,kind,council,notes\n1,c,s,grade-on,Leeds,\n");
    check_text(&l.problems,
               "c.csv:1:30: W-COLUMN column \"notes\" is not used\n"
               "c.csv:2:1: E-EMPTY grade-on needs a date | it needs council, date, grade; it may "
               "have judgement\n"
               "c.csv:2:1: E-EMPTY grade-on needs a grade | it needs council, date, grade; it may "
               "have judgement\n",
               "problems");
    assert_int_equal(l.claims.n_left_out, 1);
    loaded_release(&l);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_is_kept),
        cmocka_unit_test(values_are_of_the_form_that_the_kind_has),
        cmocka_unit_test(everything_that_is_wrong_is_told),
        cmocka_unit_test(a_file_that_cannot_be_used_is_known),
        cmocka_unit_test(a_missing_column_is_an_empty_field),
    };
    return CHECK_RUN(tests, argc, argv);
}
