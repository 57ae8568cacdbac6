/* exposure: time at risk of improvement, and of a fall. In 2001 days from 1 January are: 11 January
 * 10, 1 February 31, 2 March 60, 11 April 100, 20 July 200. */
#include "check.h"

#include "fixture.h"
#include "study/exposure.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* "COUNCIL MODEL DAYS", and "!" for the event. */
static void add_exposures(struct text *t, const struct fixture *f, const struct exposures *x)
{
    for (size_t i = 0; i < x->n; i++)
        text_addf(t, "%s %s %d%s\n", f->d.councils[x->v[i].council].name,
                  f->d.models.name[x->v[i].model], (int)x->v[i].days, x->v[i].is_event ? "!" : "");
}

static void check_falls(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct exposures x = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(exposures_of_falls(&f.study, &x), 0);
        add_exposures(&t, &f, &x);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        exposures_release(&x);
        fixture_release(&f);
    }
}

#define CHECK_FALLS(v) check_falls(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed\n"
#define RATINGS  "council,inspected,grade,framework\n"
#define SPELLS   "council,model,provider,start,end\n"

static void a_council_is_at_risk_of_a_fall_while_it_is_above(void **state)
{
    static const struct example examples[] = {
        {"falls",
         {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-01-11,RI,\nA,2001-04-11,inadequate,\n"},
         "A unknown 10\nA unknown 90!\n"},
        {"not while inadequate",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,inadequate,\n"
                             "A,2001-02-01,RI,\nA,2001-03-02,n/a,\n",
          .as_of = "2001-04-11"},
         "A unknown 69\n"},
        {"not before the first grade", {.ratings = RATINGS "A,2001-01-01,good,\n"}, ""},
        {"at or below the origin grade",
         {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-01-11,RI,\nA,2001-02-01,good,\n"
                             "A,2001-03-02,inadequate,\n",
          .origin = 2},
         "A unknown 10!\nA unknown 29!\n"},
    };
    (void)state;
    CHECK_FALLS(examples);
}

static void only_the_life_of_a_council_counts(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,good,\nA,2001-04-11,inadequate,\n";
    static const struct example examples[] = {
        {"from the opening",
         {.councils = COUNCILS "A,2001-01-11,\n", .ratings = ratings},
         "A unknown 90!\n"},
        {"found inadequate on the day of the opening",
         {.councils = COUNCILS "A,2001-04-11,\n", .ratings = ratings, .as_of = "2001-07-20"},
         ""},
        {"to the closing",
         {.councils = COUNCILS "A,,2001-04-10\n", .ratings = ratings},
         "A unknown 99\n"},
        {"found inadequate on the day of the closing",
         {.councils = COUNCILS "A,,2001-04-11\n", .ratings = ratings},
         "A unknown 100!\n"},
        {"a closing after the as-of date",
         {.councils = COUNCILS "A,,2001-04-10\n", .ratings = ratings, .as_of = "2001-02-01"},
         "A unknown 31\n"},
        {"not opened yet",
         {.councils = COUNCILS "A,2001-07-20,\n", .ratings = ratings, .as_of = "2001-04-11"},
         ""},
    };
    (void)state;
    CHECK_FALLS(examples);
}

static void a_fall_belongs_to_the_model_on_the_eve(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,good,\nA,2001-04-11,inadequate,\n";
    static const struct example examples[] = {
        {"changed on the day",
         {.ratings = ratings, .models = SPELLS "A,trust,T,2001-04-11,\n"},
         "A in-house 100!\n"},
        {"changed on the eve",
         {.ratings = ratings, .models = SPELLS "A,trust,T,2001-04-10,\n"},
         "A in-house 99\nA trust 1!\n"},
        {"not cut by a rename",
         {.ratings = ratings, .models = SPELLS "A,trust,T,,2001-02-01\nA,trust,U,2001-02-01,\n"},
         "A trust 100!\n"},
    };
    (void)state;
    CHECK_FALLS(examples);
}

static void of_one_day_the_last_inspection_counts(void **state)
{
    static const struct example examples[] = {
        {"down, then up: no fall",
         {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-01-11,inadequate,y\nA,2001-01-11,RI,x\n",
          .as_of = "2001-02-01"},
         "A unknown 10\nA unknown 21\n"},
        {"up, then down: one",
         {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-01-11,RI,x\nA,2001-01-11,inadequate,y\n",
          .as_of = "2001-02-01"},
         "A unknown 10!\n"},
    };
    (void)state;
    CHECK_FALLS(examples);
}

static void time_is_chosen_by_the_inspection_with_which_it_begins(void **state)
{
    static const char ratings[] =
        RATINGS "A,2001-01-01,good,\nA,2001-01-11,RI,\nA,2001-04-11,inadequate,\n";
    static const struct example examples[] = {
        {"to", {.ratings = ratings, .to = "2001-01-10"}, "A unknown 10\n"},
        {"to, counted to its end",
         {.ratings = ratings, .to = "2001-01-11"},
         "A unknown 10\nA unknown 90!\n"},
        {"from", {.ratings = ratings, .from = "2001-01-02"}, "A unknown 90!\n"},
    };
    (void)state;
    CHECK_FALLS(examples);
}

static void sums_are_by_model_and_of_all(void **state)
{
    static const struct scene scene = {
        .ratings = RATINGS "A,2001-01-01,good,\nA,2001-01-11,RI,\nA,2001-04-11,inadequate,\n"
                           "B,2001-01-01,good,\n",
        .models = SPELLS "A,trust,T,2001-02-01,\n"};
    static const struct {
        int model;
        struct exposure_sum sum;
    } cases[] = {
        {MODEL_IN_HOUSE, {2, 3, 0, 10 + 21 + 100}},
        {MODEL_TRUST, {1, 1, 1, 69}},
        {MODEL_OUTSOURCED, {0, 0, 0, 0}},
        {-1, {2, 4, 1, 200}},
    };
    struct fixture f = {0};
    struct exposures x = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(exposures_of_falls(&f.study, &x), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct exposure_sum sum = exposures_sum(&x, cases[i].model);
        assert_int_equal(sum.councils, cases[i].sum.councils);
        assert_int_equal(sum.segments, cases[i].sum.segments);
        assert_int_equal(sum.events, cases[i].sum.events);
        assert_int_equal(sum.days, cases[i].sum.days);
    }
    exposures_release(&x);
    fixture_release(&f);
}

static void time_in_episodes_is_that_of_their_segments(void **state)
{
    static const struct scene scene = {
        .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-04-11,RI,\nB,2001-01-01,inadequate,\n",
        .models = SPELLS "A,trust,T,2001-02-01,\n",
        .as_of = "2001-07-20"};
    struct fixture f = {0};
    struct episodes e = {0};
    struct exposures x = {0};
    struct text t = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(episodes_find(&f.study, &e), 0);
    assert_int_equal(exposures_of_episodes(&e, &x), 0);
    add_exposures(&t, &f, &x);
    check_text(&t, "A in-house 31\nA trust 69!\nB in-house 200\n", "segments");
    text_release(&t);
    exposures_release(&x);
    episodes_release(&e);
    fixture_release(&f);
}

enum { N = 40, START = 11000, SHIFT = 1461 };

struct record {
    uint32_t council, day, rank;
};

/* Inspections at random of four councils, all dates moved by SHIFT days, first line first or last.
 */
static void write_ratings(const struct record *v, bool backwards, int32_t shift, struct text *t)
{
    static const char *const grades[] = {"inadequate", "RI", "good", "outstanding"};
    char date[DATE_TEXT];
    text_add_string(t, "council,inspected,grade\n");
    for (size_t i = 0; i < N; i++) {
        const struct record *row = &v[backwards ? N - 1 - i : i];
        text_addf(t, "C%u,%s,%s\n", row->council,
                  date_text(date_of_day(START + shift + (int32_t)row->day), date),
                  grades[row->rank]);
    }
}

static void add_falls(const struct record *v, bool backwards, int32_t shift, struct text *t)
{
    struct fixture f = {0};
    struct exposures x = {0};
    struct text ratings = {0};
    write_ratings(v, backwards, shift, &ratings);
    struct scene scene = {.ratings = text_string(&ratings)};
    fixture_open(&f, &scene);
    assert_int_equal(exposures_of_falls(&f.study, &x), 0);
    assert_true(x.n > 0);
    add_exposures(t, &f, &x);
    exposures_release(&x);
    text_release(&ratings);
    fixture_release(&f);
}

static void shifted_dates_and_shuffled_rows_change_nothing(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 20; round++) {
        struct record v[N];
        uint32_t day = 0;
        struct text as_is = {0}, changed = {0};
        for (size_t i = 0; i < N; i++) {
            day += 1 + random_below(&r, 200); /* no two on one day */
            v[i] = (struct record){random_below(&r, 4), day, random_below(&r, 4)};
        }
        add_falls(v, false, 0, &as_is);
        add_falls(v, true, SHIFT, &changed);
        check_text(&changed, text_string(&as_is), "shifted and backwards");
        text_release(&as_is);
        text_release(&changed);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_is_at_risk_of_a_fall_while_it_is_above),
        cmocka_unit_test(only_the_life_of_a_council_counts),
        cmocka_unit_test(a_fall_belongs_to_the_model_on_the_eve),
        cmocka_unit_test(of_one_day_the_last_inspection_counts),
        cmocka_unit_test(time_is_chosen_by_the_inspection_with_which_it_begins),
        cmocka_unit_test(sums_are_by_model_and_of_all),
        cmocka_unit_test(time_in_episodes_is_that_of_their_segments),
        cmocka_unit_test(shifted_dates_and_shuffled_rows_change_nothing),
    };
    return CHECK_RUN(tests, argc, argv);
}
