/* directives: each statutory direction that a council's spells name, once, in order. */
#include "study/directives.h"

#include "check.h"
#include "fixture.h"

#define RATINGS "council,inspected,grade\nA,2016-01-01,good\nB,2016-01-01,good\n"
#define SPELLS  "council,model,start,end,directed\n"

static void each_direction_is_found_once_in_order(void **state)
{
    static const struct {
        const char *name;
        struct scene scene;
        const char *expected;
    } cases[] = {
        {"none", {.ratings = RATINGS, .models = SPELLS "A,trust,2015-01-01,,\n"}, ""},
        {"spells that follow name the same",
         {.ratings = RATINGS,
          .models = SPELLS "A,in-house,,2015-01-01,2014-10\nA,trust,2015-01-01,,2014-10\n",
          .as_of = "2020-01-01"},
         "2014-10 2014-10-15 :2\n"},
        {"by day, whatever the order of the spells",
         {.ratings = RATINGS,
          .models = SPELLS "A,in-house,,2015-01-01,2017\nA,trust,2015-01-01,2018-01-01,2016-03-04\n"
                           "A,in-house,2018-01-01,,2017\nB,trust,,,2011-01-01\n",
          .as_of = "2020-01-01"},
         "2016-03-04 2016-03-04 :3\n2017 2017-07-01 :2\n"},
        {"two that mean one day, in the order of the spells",
         {.ratings = RATINGS,
          .models =
              SPELLS "A,in-house,,2015-01-01,2014-06-15\nA,trust,2015-01-01,2018-01-01,2014-06\n"
                     "A,in-house,2018-01-01,,2010\n",
          .as_of = "2020-01-01"},
         "2010 2010-07-01 :4\n2014-06-15 2014-06-15 :2\n2014-06 2014-06-15 :3\n"},
        {"none after the as-of date",
         {.ratings = RATINGS,
          .models = SPELLS "A,in-house,,2015-01-01,2014-02-02\nA,trust,2015-01-01,,2015-02-02\n",
          .as_of = "2015-02-01"},
         "2014-02-02 2014-02-02 :2\n"},
        {"on the as-of date",
         {.ratings = RATINGS,
          .models = SPELLS "A,trust,2015-01-01,,2015-02-02\n",
          .as_of = "2015-02-02"},
         "2015-02-02 2015-02-02 :2\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture f = {0};
        struct directives list = {0};
        struct history h = {0};
        struct text t = {0};
        char date[DATE_TEXT];
        fixture_open(&f, &cases[i].scene);
        assert_int_equal(history_build(&h, &f.d, &f.study.rules, fixture_council(&f, "A")), 0);
        assert_int_equal(directives_find(&list, &h, &f.d, &f.study.rules), 0);
        for (size_t k = 0; k < list.n; k++)
            text_addf(&t, "%s %s :%u\n", date_text(list.v[k].date, date),
                      day_text(list.v[k].day).text, spell_at(&f.d, list.v[k].spell).line);
        check_text(&t, cases[i].expected, cases[i].name);
        text_release(&t);
        history_release(&h);
        directives_release(&list);
        fixture_release(&f);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_direction_is_found_once_in_order),
    };
    return CHECK_RUN(tests, argc, argv);
}
