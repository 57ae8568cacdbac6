/* relapse: what follows an improvement. In 2001 days from 1 January are: 11 January 10, 1 February
 * 31, 2 March 60, 11 April 100, 20 July 200. */
#include "check.h"

#include "fixture.h"
#include "study/exposure.h"
#include "study/relapse.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* "COUNCIL NUMBER ORIGIN:LINE DAYS STATUS END:LINE LEFT-RIGHT MODEL", and its segments. */
static void add_recovery(struct text *t, const struct fixture *f, const struct episodes *e,
                         size_t i)
{
    const struct episode *x = &e->v[i];
    char origin[DATE_TEXT], end[DATE_TEXT];
    text_addf(t, "%s %u %s:%u %d %s %s:%u %d-%d %s%s\n", f->d.councils[x->council].name, x->number,
              date_text(x->origin_date, origin), judgement_at(&f->d, x->origin_judgement).line,
              (int)x->days, episode_status_name[x->status], date_text(x->end_date, end),
              x->outcome == NO_JUDGEMENT ? 0 : judgement_at(&f->d, x->outcome).line, (int)x->left,
              (int)x->right, f->d.models.name[x->model_at_end], x->inherited ? " inherited" : "");
    for (uint32_t k = 0; k < x->n_segments; k++) {
        const struct segment *s = &e->segments[x->segments + k];
        assert_int_equal(s->episode, i);
        text_addf(t, "  (%d,%d] %s %s\n", (int)s->start, (int)s->stop, f->d.models.name[s->model],
                  episode_status_name[s->status]);
    }
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct episodes found = {0}, recoveries = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(episodes_find(&f.study, &found), 0);
        assert_int_equal(relapses_find(&f.study, &found, &recoveries), 0);
        for (size_t k = 0; k < recoveries.n; k++)
            add_recovery(&t, &f, &recoveries, k);
        if (recoveries.n_new > 0)
            text_addf(&t, "new %zu\n", recoveries.n_new);
        if (recoveries.n_before > 0)
            text_addf(&t, "before %zu\n", recoveries.n_before);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        episodes_release(&found);
        episodes_release(&recoveries);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define RATINGS  "council,inspected,grade,framework\n"
#define SPELLS   "council,model,provider,start,end\n"

/* Inadequate, and better on the first of February. */
#define ROSE RATINGS "A,2001-01-01,inadequate,\nA,2001-02-01,RI,\n"

static void a_recovery_runs_from_improvement_to_the_next_inadequate(void **state)
{
    static const struct example examples[] = {
        {"falls",
         {.ratings = ROSE "A,2001-03-02,good,\nA,2001-04-11,inadequate,\n"},
         "A 1 2001-02-01:3 69 improved 2001-04-11:5 29-69 unknown\n  (0,69] unknown improved\n"},
        {"stays out",
         {.ratings = ROSE "A,2001-03-02,good,\n", .as_of = "2001-07-20"},
         "A 1 2001-02-01:3 169 censored 2001-07-20:0 29--1 unknown\n  (0,169] unknown censored\n"},
        {"twice",
         {.ratings = ROSE "A,2001-03-02,inadequate,\nA,2001-04-11,good,\n", .as_of = "2001-07-20"},
         "A 1 2001-02-01:3 29 improved 2001-03-02:4 0-29 unknown\n  (0,29] unknown improved\n"
         "A 2 2001-04-11:5 100 censored 2001-07-20:0 0--1 unknown\n  (0,100] unknown censored\n"},
        {"never rose",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\n", .as_of = "2001-07-20"},
         ""},
        {"never fell", {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-02-01,RI,\n"}, ""},
        {"the target is an improvement to good: RI before it is none",
         {.ratings = ROSE "A,2001-03-02,good,\nA,2001-04-11,RI,\nA,2001-07-20,inadequate,\n",
          .target = 3},
         "A 1 2001-03-02:4 140 improved 2001-07-20:6 40-140 unknown\n"
         "  (0,140] unknown improved\n"},
        {"the origin is RI: so is the relapse",
         {.ratings = RATINGS "A,2001-01-01,RI,\nA,2001-02-01,good,\nA,2001-03-02,RI,\n",
          .origin = 2},
         "A 1 2001-02-01:3 29 improved 2001-03-02:4 0-29 unknown\n  (0,29] unknown improved\n"},
        {"from inadequate to RI, the origin: an improvement from which there is no falling back",
         {.ratings = ROSE "A,2001-03-02,RI,\nA,2001-04-11,good,\n",
          .origin = 2,
          .as_of = "2001-07-20"},
         "A 2 2001-04-11:5 100 censored 2001-07-20:0 0--1 unknown\n  (0,100] unknown censored\n"
         "before 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void what_has_no_day_at_risk_is_left_out(void **state)
{
    static const struct example examples[] = {
        {"improved on the as-of date", {.ratings = ROSE}, "new 1\n"},
        {"a day before it",
         {.ratings = ROSE, .as_of = "2001-02-02"},
         "A 1 2001-02-01:3 1 censored 2001-02-02:0 0--1 unknown\n  (0,1] unknown censored\n"},
        {"improved on the day of the closing",
         {.councils = COUNCILS "A,,2001-02-01,\n", .ratings = ROSE, .as_of = "2001-07-20"},
         "new 1\n"},
        {"up and down on one day",
         {.ratings = ROSE "A,2001-02-01,inadequate,x\n", .as_of = "2001-07-20"},
         "new 1\n"},
        {"down and up on one day: the improvement is the later",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-02-01,inadequate,x\n"
                             "A,2001-02-01,RI,\n",
          .as_of = "2001-02-11"},
         "A 1 2001-02-01:4 10 censored 2001-02-11:0 0--1 unknown\n  (0,10] unknown censored\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_recovery_is_cut_where_the_model_changes(void **state)
{
    static const struct example examples[] = {
        {"on the day of the improvement, and on that of the relapse",
         {.ratings = ROSE "A,2001-04-11,inadequate,\n",
          .models = SPELLS "A,trust,T,2001-02-01,2001-04-11\n"},
         "A 1 2001-02-01:3 69 improved 2001-04-11:4 0-69 trust\n  (0,69] trust improved\n"},
        {"a day later, and a day earlier",
         {.ratings = ROSE "A,2001-04-11,inadequate,\n",
          .models = SPELLS "A,trust,T,2001-02-02,2001-04-10\n"},
         "A 1 2001-02-01:3 69 improved 2001-04-11:4 0-69 in-house\n  (0,1] in-house switched\n"
         "  (1,68] trust switched\n  (68,69] in-house improved\n"},
        {"not by a rename",
         {.ratings = ROSE,
          .models = SPELLS "A,trust,T,,2001-03-02\nA,trust,U,2001-03-02,\n",
          .as_of = "2001-04-11"},
         "A 1 2001-02-01:3 69 censored 2001-04-11:0 0--1 trust\n  (0,69] trust censored\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_council_that_closes_takes_its_recovery_with_it(void **state)
{
    static const struct example examples[] = {
        {"closed, and its successor found inadequate",
         {.councils = COUNCILS "A,,2001-04-11,\nB,2001-04-11,,A\n",
          .ratings = ROSE "B,2001-07-20,inadequate,\n"},
         "A 1 2001-02-01:3 69 closed 2001-04-11:0 0--1 unknown\n  (0,69] unknown closed\n"},
        {"found inadequate on the day of the closing",
         {.councils = COUNCILS "A,,2001-04-11,\n", .ratings = ROSE "A,2001-04-11,inadequate,\n"},
         "A 1 2001-02-01:3 69 improved 2001-04-11:4 0-69 unknown\n  (0,69] unknown improved\n"},
        {"found inadequate after it",
         {.councils = COUNCILS "A,,2001-03-02,\n", .ratings = ROSE "A,2001-04-11,inadequate,\n"},
         "A 1 2001-02-01:3 29 closed 2001-03-02:0 0--1 unknown\n  (0,29] unknown closed\n"},
        {"a successor recovers from what it took over",
         {.councils = COUNCILS "A,,2001-01-11,\nB,2001-01-11,,A\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nB,2001-02-01,RI,\n"
                             "B,2001-03-02,inadequate,\n"},
         "B 1 2001-02-01:3 29 improved 2001-03-02:4 0-29 unknown inherited\n"
         "  (0,29] unknown improved\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void episodes_are_chosen_not_relapses(void **state)
{
    static const char ratings[] =
        ROSE "A,2001-03-02,inadequate,\nA,2001-04-11,good,\nA,2001-07-20,inadequate,\n";
    static const struct example examples[] = {
        {"to: the relapse may be later",
         {.ratings = ratings, .to = "2001-01-31"},
         "A 1 2001-02-01:3 29 improved 2001-03-02:4 0-29 unknown\n  (0,29] unknown improved\n"},
        {"from",
         {.ratings = ratings, .from = "2001-01-02"},
         "A 2 2001-04-11:5 100 improved 2001-07-20:6 0-100 unknown\n  (0,100] unknown improved\n"},
        {"the first only",
         {.ratings = ratings, .first_only = true},
         "A 1 2001-02-01:3 29 improved 2001-03-02:4 0-29 unknown\n  (0,29] unknown improved\n"},
        {"of one council",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-02-01,RI,\n"
                             "B,2001-01-01,inadequate,\nB,2001-02-01,RI,\n",
          .only = "B",
          .as_of = "2001-02-11"},
         "B 1 2001-02-01:5 10 censored 2001-02-11:0 0--1 unknown\n  (0,10] unknown censored\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

enum { N_COUNCILS = 5, N_INSPECTIONS = 60, SPAN = 4000, START = 11000 };

/* Inspections at random, the first of each council inadequate. */
static void write_ratings(struct random *r, struct text *t)
{
    static const char *const grades[] = {"inadequate", "RI", "good", "outstanding"};
    bool taken[N_COUNCILS][SPAN] = {{false}};
    char date[DATE_TEXT];
    text_add_string(t, "council,inspected,grade\n");
    for (unsigned c = 0; c < N_COUNCILS; c++)
        text_addf(t, "C%u,%s,inadequate\n", c, date_text(date_of_day(START), date));
    for (unsigned i = 0; i < N_INSPECTIONS; i++) {
        unsigned c = random_below(r, N_COUNCILS), day = 1 + random_below(r, SPAN - 1);
        if (!taken[c][day])
            text_addf(t, "C%u,%s,%s\n", c, date_text(date_of_day(START + (int32_t)day), date),
                      grades[random_below(r, 4)]);
        taken[c][day] = true;
    }
}

/* Of councils that began inadequate, all time above it is time since an improvement, and all falls
 * are relapses, under each model. */
static void recoveries_are_the_time_at_risk_of_a_fall(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 20; round++) {
        struct fixture f = {0};
        struct text ratings = {0};
        struct episodes found = {0}, recoveries = {0};
        struct exposures falls = {0}, after = {0};
        write_ratings(&r, &ratings);
        struct scene scene = {.ratings = text_string(&ratings),
                              .models = SPELLS "C0,trust,T,2002-01-01,2007-01-01\n"
                                               "C1,trust,T,2004-01-01,\n"};
        fixture_open(&f, &scene);
        assert_int_equal(episodes_find(&f.study, &found), 0);
        assert_int_equal(relapses_find(&f.study, &found, &recoveries), 0);
        assert_int_equal(exposures_of_falls(&f.study, &falls), 0);
        assert_int_equal(exposures_of_episodes(&recoveries, &after), 0);
        for (int model = -1; model < f.d.models.n; model++) {
            struct exposure_sum a = exposures_sum(&falls, model), b = exposures_sum(&after, model);
            assert_int_equal(a.days, b.days);
            assert_int_equal(a.events, b.events);
            assert_int_equal(a.councils, b.councils);
        }
        assert_true(falls.n > 0);
        exposures_release(&falls);
        exposures_release(&after);
        episodes_release(&found);
        episodes_release(&recoveries);
        text_release(&ratings);
        fixture_release(&f);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_recovery_runs_from_improvement_to_the_next_inadequate),
        cmocka_unit_test(what_has_no_day_at_risk_is_left_out),
        cmocka_unit_test(a_recovery_is_cut_where_the_model_changes),
        cmocka_unit_test(a_council_that_closes_takes_its_recovery_with_it),
        cmocka_unit_test(episodes_are_chosen_not_relapses),
        cmocka_unit_test(recoveries_are_the_time_at_risk_of_a_fall),
    };
    return CHECK_RUN(tests, argc, argv);
}
