/* arrangements: which periods of a model began anew, and which have ended. */
#include "check.h"

#include "fixture.h"
#include "study/arrangements.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* "COUNCIL MODEL START END (START_DATE)", the line of its first spell, "new", "ended". */
static void add_arrangement(struct text *t, const struct fixture *f, const struct arrangement *a)
{
    char date[DATE_TEXT];
    text_addf(t, "%s %s %s %s (%s)", f->d.councils[a->council].name, f->d.models.name[a->model],
              day_text(a->start).text, day_text(a->end).text, date_text(a->start_date, date));
    if (a->spell != NO_SPELL)
        text_addf(t, " :%u", spell_at(&f->d, a->spell).line);
    text_addf(t, "%s%s\n", a->is_new ? " new" : "", a->has_ended ? " ended" : "");
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct arrangements a = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(arrangements_find(&f.study, &a), 0);
        for (size_t k = 0; k < a.n; k++)
            add_arrangement(&t, &f, &a.v[k]);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        arrangements_release(&a);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define NOTHING  "council,inspected,grade\n"
#define SPELLS   "council,model,provider,start,end,trigger\n"
#define SCENE(c, spells)                                                                           \
    {                                                                                              \
        .councils = COUNCILS c, .ratings = NOTHING, .models = SPELLS spells, .as_of = "2020-01-01" \
    }

static void an_arrangement_is_a_model_whoever_provides_it(void **state)
{
    static const struct example examples[] = {
        {"a start and an end", SCENE("A,,,\n", "A,trust,T,2001-01-01,2005-01-01,\n"),
         "A in-house .. 2001-01-01 () ended\n"
         "A trust 2001-01-01 2005-01-01 (2001-01-01) :2 new ended\n"
         "A in-house 2005-01-01 .. () new\n"},
        {"a rename", SCENE("A,,,\n", "A,trust,T,2001-01-01,2005-01-01,\nA,trust,U,2005-01-01,,\n"),
         "A in-house .. 2001-01-01 () ended\nA trust 2001-01-01 .. (2001-01-01) :2 new\n"},
        {"a rename, then another model",
         SCENE("A,,,\n", "A,trust,T,2001-01-01,2005-01-01,\nA,trust,U,2005-01-01,2006-01-01,\n"
                         "A,outsourced,O,2006-01-01,,\n"),
         "A in-house .. 2001-01-01 () ended\n"
         "A trust 2001-01-01 2006-01-01 (2001-01-01) :2 new ended\n"
         "A outsourced 2006-01-01 .. (2006-01-01) :4 new\n"},
        {"in-house by rule, then by record",
         SCENE("A,,,\n", "A,in-house,H,2001-01-01,2002-01-01,\nA,trust,T,2005-01-01,,\n"),
         "A in-house .. 2005-01-01 () :2 ended\nA trust 2005-01-01 .. (2005-01-01) :3 new\n"},
        {"since ever", SCENE("A,,,\n", "A,trust,T,,2005-01-01,\n"),
         "A trust .. 2005-01-01 () :2 ended\nA in-house 2005-01-01 .. () new\n"},
        {"a trust again is another one",
         SCENE("A,,,\n", "A,trust,T,2001-01-01,2002-01-01,\nA,trust,T,2003-01-01,,\n"),
         "A in-house .. 2001-01-01 () ended\n"
         "A trust 2001-01-01 2002-01-01 (2001-01-01) :2 new ended\n"
         "A in-house 2002-01-01 2003-01-01 () new ended\n"
         "A trust 2003-01-01 .. (2003-01-01) :3 new\n"},
        {"councils by name", SCENE("B,,,\nA,,,\n", "B,trust,T,,,\n"),
         "A in-house .. .. ()\nB trust .. .. () :2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void arrangements_lie_within_the_life_of_their_council(void **state)
{
    static const struct example examples[] = {
        {"longer than the life",
         SCENE("A,2001-01-01,2010-01-01,\n", "A,trust,T,1999-01-01,2015-01-01,\n"),
         "A trust 2001-01-01 2010-01-01 (1999-01-01) :2 new ended\n"},
        {"all before the opening, or from the closing on",
         SCENE("A,2001-01-01,2010-01-01,\n",
               "A,trust,T,1999-01-01,2001-01-01,\nA,outsourced,O,2010-01-01,,\n"),
         "A in-house 2001-01-01 2010-01-01 () new ended\n"},
        {"a day within on either side",
         SCENE("A,2001-01-01,2010-01-01,\n",
               "A,trust,T,1999-01-01,2001-01-02,\nA,outsourced,O,2009-12-31,,\n"),
         "A trust 2001-01-01 2001-01-02 (1999-01-01) :2 new ended\n"
         "A in-house 2001-01-02 2009-12-31 () new ended\n"
         "A outsourced 2009-12-31 2010-01-01 (2009-12-31) :3 new ended\n"},
        {"not opened yet", SCENE("A,2020-01-02,,\n", "A,trust,T,,,\n"), ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define OLD_NEW "Old,,2009-04-01,\nNew,2009-04-01,,Old\n"

static void what_a_successor_goes_on_with_is_neither_new_nor_ended(void **state)
{
    static const struct example examples[] = {
        {"the same model",
         SCENE(OLD_NEW, "Old,trust,T,2001-01-01,2009-04-01,\nNew,trust,U,2009-04-01,,\n"),
         "New trust 2009-04-01 .. (2009-04-01) :3\nOld in-house .. 2001-01-01 () ended\n"
         "Old trust 2001-01-01 2009-04-01 (2001-01-01) :2 new\n"},
        {"another model",
         SCENE(OLD_NEW, "Old,trust,T,2001-01-01,2009-04-01,\nNew,outsourced,O,2009-04-01,,\n"),
         "New outsourced 2009-04-01 .. (2009-04-01) :3 new\nOld in-house .. 2001-01-01 () ended\n"
         "Old trust 2001-01-01 2009-04-01 (2001-01-01) :2 new ended\n"},
        {"the same model, but after a while",
         SCENE(OLD_NEW, "Old,trust,T,2001-01-01,2009-04-01,\nNew,trust,T,2010-04-01,,\n"),
         "New in-house 2009-04-01 2010-04-01 () new ended\n"
         "New trust 2010-04-01 .. (2010-04-01) :3 new\nOld in-house .. 2001-01-01 () ended\n"
         "Old trust 2001-01-01 2009-04-01 (2001-01-01) :2 new ended\n"},
        {"the same model, but a day later",
         SCENE(OLD_NEW, "Old,trust,T,,2009-04-01,\nNew,trust,T,2009-04-02,,\n"),
         "New in-house 2009-04-01 2009-04-02 () new ended\n"
         "New trust 2009-04-02 .. (2009-04-02) :3 new\nOld trust .. 2009-04-01 () :2 ended\n"},
        {"given up on the eve of the closing",
         SCENE(OLD_NEW, "Old,trust,T,,2009-03-31,\nNew,trust,T,2009-04-01,,\n"),
         "New trust 2009-04-01 .. (2009-04-01) :3 new\nOld trust .. 2009-03-31 () :2 ended\n"
         "Old in-house 2009-03-31 2009-04-01 () new ended\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void one_predecessor_or_successor_with_the_model_is_enough(void **state)
{
    static const struct example examples[] = {
        {"one of two predecessors had it",
         SCENE("P,,2009-04-01,\nQ,,2009-04-01,\nA,2009-04-01,,P;Q\n",
               "Q,trust,T,,2009-04-01,\nA,trust,T,2009-04-01,,\n"),
         "A trust 2009-04-01 .. (2009-04-01) :3\nP in-house .. 2009-04-01 () ended\n"
         "Q trust .. 2009-04-01 () :2\n"},
        {"the successor stands first in the list of councils",
         SCENE("A,2009-04-01,,B\nB,,2009-04-01,\n",
               "B,trust,T,,2009-04-01,\nA,trust,T,2009-04-01,,\n"),
         "A trust 2009-04-01 .. (2009-04-01) :3\nB trust .. 2009-04-01 () :2\n"},
        {"one of two successors has it",
         SCENE("Old,,2009-04-01,\nN,2009-04-01,,Old\nM,2009-04-01,,Old\n",
               "Old,trust,T,,2009-04-01,\nN,trust,T,2009-04-01,,\n"),
         "M in-house 2009-04-01 .. () new\nN trust 2009-04-01 .. (2009-04-01) :3\n"
         "Old trust .. 2009-04-01 () :2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void only_the_last_arrangement_of_a_closed_council_is_handed_on(void **state)
{
    static const struct example examples[] = {
        {"a predecessor that has not closed hands nothing on",
         SCENE("Old,,,\nNew,2009-04-01,,Old\n", "Old,trust,T,,,\nNew,trust,T,2009-04-01,,\n"),
         "New trust 2009-04-01 .. (2009-04-01) :3 new\nOld trust .. .. () :2\n"},
        {"nor does one that closes after the as-of date",
         SCENE("Old,,2020-01-02,\nNew,2009-04-01,,Old\n", "Old,trust,T,,,\nNew,trust,T,,,\n"),
         "New trust 2009-04-01 .. () :3 new\nOld trust .. .. () :2\n"},
        {"nor does one whose model is not known",
         {.councils = COUNCILS "Old,,,\nNew,2009-04-01,,Old\n",
          .ratings = NOTHING,
          .as_of = "2020-01-01"},
         "New unknown 2009-04-01 .. () new\nOld unknown .. .. ()\n"},
        {"a successor that has not opened takes nothing over",
         SCENE("Old,,2019-12-01,\nNew,2020-01-02,,Old\n", "Old,trust,T,,,\nNew,trust,T,,,\n"),
         "Old trust .. 2019-12-01 () :2 ended\n"},
        {"only the last arrangement is handed on",
         SCENE(OLD_NEW, "Old,trust,T,2001-01-01,2002-01-01,\nOld,trust,T,2003-01-01,,\n"
                        "New,trust,T,2009-04-01,,\n"),
         "New trust 2009-04-01 .. (2009-04-01) :4\nOld in-house .. 2001-01-01 () ended\n"
         "Old trust 2001-01-01 2002-01-01 (2001-01-01) :2 new ended\n"
         "Old in-house 2002-01-01 2003-01-01 () new ended\n"
         "Old trust 2003-01-01 2009-04-01 (2003-01-01) :3 new\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Where no predecessor is named, the spell can say that it came by reorganisation. */
static void a_reorganisation_hands_on_where_no_predecessor_is_known(void **state)
{
    static const struct example examples[] = {
        {"no predecessor", SCENE("A,2009-04-01,,\n", "A,trust,T,2009-04-01,,reorganisation\n"),
         "A trust 2009-04-01 .. (2009-04-01) :2\n"},
        {"another trigger", SCENE("A,2009-04-01,,\n", "A,trust,T,2009-04-01,,directed\n"),
         "A trust 2009-04-01 .. (2009-04-01) :2 new\n"},
        {"after the opening", SCENE("A,2009-04-01,,\n", "A,trust,T,2009-04-02,,reorganisation\n"),
         "A in-house 2009-04-01 2009-04-02 () new ended\nA trust 2009-04-02 .. (2009-04-02) :2 "
         "new\n"},
        {"a predecessor is known, and had another model",
         SCENE(OLD_NEW, "New,trust,T,2009-04-01,,reorganisation\n"),
         "New trust 2009-04-01 .. (2009-04-01) :2 new\nOld in-house .. 2009-04-01 () ended\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_first_start_is_that_of_a_recorded_spell(void **state)
{
    static const struct {
        struct scene scene;
        const char *day;
    } cases[] = {
        {SCENE("A,,,\nB,,,\n", "A,trust,T,2003-01-01,2004-01-01,\nB,trust,T,2001-05-01,,\n"),
         "2001-05-01"},
        {SCENE("A,,,\nB,,,\n", "A,trust,T,,2001-01-01,\nB,trust,T,2002-05-01,,\n"), "2002-05-01"},
        {SCENE("A,,,\n", "A,trust,T,,2001-01-01,\n"), ".."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f = {0};
        struct arrangements a = {0};
        int32_t day;
        fixture_open(&f, &cases[i].scene);
        assert_int_equal(arrangements_find(&f.study, &a), 0);
        assert_int_equal(arrangements_first_start(&a, &day), cases[i].day[0] != '.');
        assert_string_equal(day_text(day).text, cases[i].day);
        arrangements_release(&a);
        fixture_release(&f);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arrangement_is_a_model_whoever_provides_it),
        cmocka_unit_test(arrangements_lie_within_the_life_of_their_council),
        cmocka_unit_test(what_a_successor_goes_on_with_is_neither_new_nor_ended),
        cmocka_unit_test(one_predecessor_or_successor_with_the_model_is_enough),
        cmocka_unit_test(only_the_last_arrangement_of_a_closed_council_is_handed_on),
        cmocka_unit_test(a_reorganisation_hands_on_where_no_predecessor_is_known),
        cmocka_unit_test(the_first_start_is_that_of_a_recorded_spell),
    };
    return CHECK_RUN(tests, argc, argv);
}
