/* parts: a file that is read in parts says what it says when it is read in one - all records,
 * numbers and problems - however many parts there are, and wherever they are cut. */
#include <stdio.h>
#include <string.h>

#include "base/workers.h"
#include "fixture.h"

static void add_council(const struct dataset *d, const struct council *c, struct text *t)
{
    char a[DATE_TEXT], b[DATE_TEXT], e[DATE_TEXT];
    text_addf(t, "%s %s %u %u\n", c->name, date_text(c->opened, a), c->judgements, c->spells);
    for (uint32_t k = 0; k < c->n_judgements; k++) {
        const struct judgement j = judgement_at(d, c->judgements + k);
        text_addf(t, " %u %s|%s|%s %u.%s %u.%s %s=%d %s\n", j.line, date_text(j.inspected, a),
                  date_text(j.ended, b), date_text(j.published, e), j.framework,
                  intern_text(&d->frameworks, j.framework), j.kind, intern_text(&d->kinds, j.kind),
                  judgement_word(d, &j), judgement_rank(d, &j), judgement_source(d, &j));
    }
    for (uint32_t k = 0; k < c->n_spells; k++) {
        const struct spell s = spell_at(d, c->spells + k);
        text_addf(t, " %u %s..%s %s %s %s %s\n", s.line, date_text(s.start, a), date_text(s.end, b),
                  d->models.name[s.model], s.provider ? s.provider : "-", s.source ? s.source : "-",
                  s.note ? s.note : "-");
    }
}

/* All that there is to know of what was loaded. */
static void add_all(const struct fixture *f, struct text *t)
{
    const struct dataset *d = &f->d;
    for (size_t i = 0; i < dataset_n_councils(d); i++)
        add_council(d, &d->councils[i], t);
    text_addf(t, "latest %d left out %zu unusable %d\n", d->latest_day, d->n_left_out,
              d->is_unusable);
    for (size_t i = 0; i < f->ds.n_counts; i++)
        text_addf(t, "%s %zu\n", f->ds.counts[i].code, f->ds.counts[i].n);
    problems_text(&f->ds, t);
    for (size_t i = 0; i < f->ds.n; i++)
        text_addf(t, "%u %s %u %u\n", f->ds.v[i].record,
                  f->ds.v[i].excerpt ? f->ds.v[i].excerpt : "-", f->ds.v[i].caret,
                  f->ds.v[i].marked);
}

static void load(const struct scene *scene, size_t n_threads, uint64_t first, size_t limit,
                 struct text *t)
{
    struct fixture f = {.ds.lists_warnings = true, .ds.limit = limit};
    f.request.n_threads = n_threads;
    f.request.first_part = first;
    text_clear(t);
    if (fixture_load(&f, scene) != 0)
        text_addf(t, "%s\n", f.ds.fault_message);
    add_all(&f, t);
    fixture_release(&f);
}

/* In one to eight parts; and in two, cut behind each byte of the longer file. */
static void check_scene(const char *name, const struct scene *scene, size_t limit)
{
    struct text whole = {0}, parts = {0};
    size_t length = strlen(scene->ratings);
    if (scene->models && strlen(scene->models) > length)
        length = strlen(scene->models);
    load(scene, 1, 0, limit, &whole);
    for (size_t n = 2; n <= WORKERS_LIMIT; n++) {
        load(scene, n, 0, limit, &parts);
        check_text(&parts, text_string(&whole), name);
    }
    for (uint64_t first = 1; first <= length; first++)
        for (size_t n = 2; n <= 3; n++) {
            load(scene, n, first, limit, &parts);
            if (strcmp(text_string(&parts), text_string(&whole)) != 0)
                print_error("the first of %zu parts has %llu bytes\n", n,
                            (unsigned long long)first);
            check_text(&parts, text_string(&whole), name);
        }
    text_release(&whole);
    text_release(&parts);
}

#define HEAD "council,framework,inspected,ended,published,judgement,grade,source\n"

static const struct {
    const char *name;
    struct scene scene;
} examples[] = {
    {"councils in order",
     {.ratings = HEAD "A,ILACS,2019-01-01,,,overall,good,r1\nA,ILACS,2020-01-01,,,overall,good,r2\n"
                      "B,SIF,2018-01-01,,,overall,inadequate,r3\n"
                      "B,ILACS,2019-01-01,,,overall,good,r4\nC,ILACS,2019-01-01,,,,outstanding,\n",
      .models = "council,model,start,end,provider,source,note\n"
                "A,trust,2015-01-01,,Trust A,s1,n1\nB,in-house,2014-01-01,2016-01-01,,s2,\n"
                "B,trust,2016-01-01,,Trust B,,n3\nC,trust,2016-01-01,,Trust A,s1,n1\n"}},
    {"councils in no order",
     {.ratings = HEAD "C,ILACS,2019-01-01,,,overall,good,r1\nA,SIF,2020-01-01,,,help,good,r2\n"
                      "B,SIF,2018-01-01,,,overall,inadequate,\nC,X,2017-01-01,,,,good,r4\n"
                      "A,ILACS,2019-01-01,,,overall,requires improvement,r5\n"
                      "D,ILACS,2019-01-01,,,Leaders,outstanding,r5\n",
      .models = "council,model,start,end,provider\nC,trust,2015-01-01,,T1\nA,LA,2014-01-01,,\n"
                "C,in-house,2012-01-01,2015-01-01,\nB,trust,2016-01-01,,T2\n"
                "A,trust,2016-01-01,,T1\n"}},
    {"an inspection of several judgements, and some twice",
     {.ratings = HEAD "A,ILACS,2019-01-01,2019-01-05,2019-02-01,overall,good,r1\n"
                      "A,ILACS,2019-01-01,2019-01-05,2019-02-01,help,good,r1\n"
                      "A,ILACS,2019-01-01,2019-01-05,2019-02-01,care,inadequate,r1\n"
                      "A,ILACS,2019-01-01,2019-01-05,2019-02-01,help,good,r1\n"
                      "A,ILACS,2019-01-01,2019-01-05,2019-02-01,care,good,r1\n"
                      "B,ILACS,2019-01-01,,,overall,good,r1\n"}},
    {"frameworks that come in another order in each part",
     {.ratings = HEAD "A,ILACS,2015-01-01,,,overall,good,\nB,SIF,2015-01-01,,,overall,good,\n"
                      "M,ILACS,2015-01-01,,,overall,good,\nM,SIF,2015-01-01,,,overall,good,\n"
                      "M,X,2015-01-01,,,overall,good,\nM,ILACS,2015-01-01,,,overall,inadequate,\n"
                      "N,X,2016-01-01,,,overall,good,\nN,SIF,2016-01-01,,,overall,good,\n"}},
    {"quotes, with line ends in them",
     {.ratings = HEAD "\"A\n1\",ILACS,2019-01-01,,,overall,good,\"one\ntwo\n\nthree\"\n"
                      "\"A\n1\",\"ILACS\",2020-01-01,,,overall,good,\"say \"\"so\"\"\"\n"
                      "B,\"\n\n\n\",2019-01-01,,,overall,bad,\"x\ny\"\n"
                      "C,ILACS,2019-01-01,,,overall,good,z\n"}},
    {"errors and warnings of all kinds",
     {.ratings = HEAD "A,ILACS,2019-02-30,,,overall,good,r1\nA,ILACS,2020-01-01,,,overall,god,r2\n"
                      ",SIF,2018-01-01,,,overall,inadequate,r3\nB,ILACS,2019,,,overall,good,r4\n"
                      "B,ILACS,2019-01-01,2018-01-01,,overall,good\nB,ILACS,x,,,overall,g,r,\n"
                      "B,\"I\"x,2019-01-01,,,overall,good,\nC,ILACS,2019-01-01,,2021-01-01,,good,\n"
                      "D,ILACS,2019-01-01,,,overall,good,\xff\n",
      .models = "council,model,start,end\nA,trust,2015-01-01,\nB,trst,2014-01-01,2013-01-01\n"
                "Z,trust,2016-01-01,\nC,trust,,\nC,trust,2016-13-01,\n"}},
    {"blank lines",
     {.ratings = HEAD "A,ILACS,2019-01-01,,,overall,good,r1\n\n\n\nB,ILACS,2019-01-01,,,,good,\n"
                      ",,,,,,,\n,,,,,,,\nC,ILACS,2019-01-01,,,,good,\n\n\n,,,,,,,\n\n"}},
    {"line ends of Windows, and of old Macs",
     {.ratings = "council,inspected,grade\r\nA,2019-01-01,good\r\nB,2019-01-01,good\r\n"
                 "C,2019-01-01,good\rD,2019-01-01,good\nE,2019-01-01,god\r\n\r\nF,2018,good\r"}},
    {"a quote that is never closed",
     {.ratings = HEAD "A,ILACS,2019-01-01,,,overall,good,r1\nB,\"ILACS,2019-01-01,,,,good,r2\n"
                      "C,ILACS,2019-01-01,,,overall,good,r3\nD,ILACS,2019-01-01,,,,good,r4\n"}},
    {"no line end behind the last record",
     {.ratings =
          HEAD "A,ILACS,2019-01-01,,,overall,good,r1\nB,ILACS,2019-01-01,,,overall,good,r2"}},
    {"a header that is wrong", {.ratings = "council,grade\nA,good\nB,good\nC,good\n"}},
    {"a list of councils",
     {.councils = "council,opened,closed,predecessors\nB,2000-01-01,,\nA,2000-01-01,,\n"
                  "C,2015-01-01,,A;B\nD,2000-01-01,2010-01-01,\n",
      .ratings = HEAD "C,ILACS,2019-01-01,,,overall,good,r1\nA,ILACS,2020-01-01,,,overall,good,r2\n"
                      "E,SIF,2018-01-01,,,overall,inadequate,r3\nD,ILACS,2019-01-01,,,,good,r4\n"
                      "B,ILACS,1999-01-01,,,overall,good,r5\nb,ILACS,2019-01-01,,,overall,good,\n",
      .models = "council,model,start,end\nB,trust,2015-01-01,\nX,trust,2014-01-01,2016-01-01\n"
                "A,trust,2016-01-01,\nC,in-house,2015-01-01,\n"}},
    {"after the as-of date",
     {.as_of = "2019-06-01",
      .ratings = HEAD "A,ILACS,2019-01-01,,,overall,good,\nA,ILACS,2020-01-01,,,overall,good,\n"
                      "B,ILACS,2020-01-01,,,overall,good,\n",
      .models = "council,model,start\nA,trust,2015-01-01\nA,in-house,2020-01-01\n"}},
    {"a flat file",
     {.flat = true,
      .ratings = "council,inspected,grade,model,provider\nB,2019-01-01,good,trust,T1\n"
                 "A,2019-01-01,good,LA,\nB,2020-01-01,good,in-house,\nA,2021-01-01,god,trust,\n"
                 "C,2019-01-01,good,,\nA,2022-01-01,good,trust,T1\n"}},
    {"a flat file without models",
     {.flat = true,
      .ratings = "council,inspected,grade\nB,2019-01-01,good\nA,2019-01-01,good\n"
                 "B,2020-01-01,good\nC,2019-01-01,inadequate\n"}},
};

static void parts_say_what_the_whole_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        check_scene(examples[i].name, &examples[i].scene, 0);
}

/* More councils than are looked for one by one, in models that come in no order. */
static void councils_are_found_in_any_order(void **state)
{
    enum { COUNCILS = 71, TIMES = 29 };
    struct text ratings = {0}, models = {0};
    (void)state;
    text_add_string(&ratings, "council,inspected,grade\n");
    text_add_string(&models, "council,model,start\n");
    for (unsigned i = 0; i < COUNCILS; i++) {
        text_addf(&ratings, "C%02u,2019-01-01,good\n", i);
        text_addf(&models, "C%02u,trust,2015-01-01\n", i * TIMES % COUNCILS);
    }
    check_scene("models in no order",
                &(struct scene){.ratings = text_string(&ratings), .models = text_string(&models)},
                0);
    text_release(&ratings);
    text_release(&models);
}

/* Of what is beyond the limit only the number is told. */
static void as_many_problems_are_kept(void **state)
{
    const struct scene scene = {
        .ratings = HEAD "A,,x,,,,good,\nB,,2019,,,,good,\nC,,x,,,,good,\nD,,2019,,,,good,\n"
                        "E,,x,,,,good,\nF,,2019,,,,good,\nG,,x,,,,god,\nH,,2019,,,,good,\n"};
    (void)state;
    for (size_t limit = 1; limit < 6; limit++)
        check_scene("a limit", &scene, limit);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_say_what_the_whole_does),
        cmocka_unit_test(councils_are_found_in_any_order),
        cmocka_unit_test(as_many_problems_are_kept),
    };
    return CHECK_RUN(tests, argc, argv);
}
