/* cohort: how episodes are dealt to groups, and when a group has estimates. In 2001 days from 1
 * January are: 11 January 10, 1 February 31, 2 March 60, 11 April 100, 20 July 200. */
#include "check.h"

#include <math.h>

#include "fixture.h"
#include "study/cohort.h"

struct example {
    const char *name;
    struct scene scene;
    struct grouping grouping;
    const char *expected;
};

static void add_numbers(struct text *t, const struct episodes *e, const struct dataset *d,
                        const uint32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_addf(t, " %s%u", d->councils[e->v[v[i]].council].name, e->v[v[i]].number);
}

/* "LABEL: councils/episodes/segments events+censored+switched days from FIRST [members] improved",
 * then the times of the curve with those
 * at risk, and a mark for each event. */
static void add_group(struct text *t, const struct fixture *f, const struct episodes *e,
                      const struct group *g)
{
    text_addf(t, "%s: %zu/%zu/%zu %zu+%zu+%zu %d days from %d:", g->label, g->councils, g->episodes,
              g->segments, g->events, g->censored, g->switched, (int)g->days,
              (int)g->curve.first_start);
    add_numbers(t, e, &f->d, g->members, g->episodes);
    text_add_string(t, " |");
    add_numbers(t, e, &f->d, g->improved, g->events);
    text_add_string(t, " |");
    for (size_t i = 0; i < g->curve.n; i++)
        text_addf(t, " %d:%u%.*s", (int)g->curve.v[i].time, g->curve.v[i].at_risk,
                  (int)g->curve.v[i].events, "!!!!");
    if (g->model >= 0)
        assert_string_equal(g->label, f->d.models.name[g->model]);
    text_add_char(t, '\n');
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct episodes e = {0};
        struct cohort c = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(episodes_find(&f.study, &e), 0);
        assert_int_equal(cohort_build(&f.d, &e, &v[i].grouping, &c), 0);
        for (size_t k = 0; k < c.n; k++)
            add_group(&t, &f, &e, &c.v[k]);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        cohort_release(&c);
        episodes_release(&e);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define RATINGS  "council,inspected,grade\n"
#define SPELLS   "council,model,start,end\n"
#define USUAL    .confidence = 0.95, .tau = 1826.25

/* A: in-house to 60, trust to 100, improved. B: in-house to 31, improved; again from 100, in-house
 * to the end at 100. C: trust from 2000 to 10, then outsourced to the end at 200. */
static const char mixed_ratings[] = RATINGS "A,2001-01-01,inadequate\nA,2001-04-11,good\n"
                                            "B,2001-01-01,inadequate\nB,2001-02-01,good\n"
                                            "B,2001-04-11,inadequate\n"
                                            "C,2001-01-01,inadequate\n";
static const char mixed_spells[] = SPELLS "A,trust,2001-03-02,\nC,trust,2000-01-01,2001-01-11\n"
                                          "C,outsourced,2001-01-11,\n";
#define MIXED                                                                                      \
    {                                                                                              \
        .ratings = mixed_ratings, .models = mixed_spells, .as_of = "2001-07-20"                    \
    }

/* Whole episodes, whatever the attribution and the clock. */
#define MIXED_ALL "(all): 3/4/4 2+2+0 431 days from 0: A1 B1 B2 C1 | A1 B1 | 31:4! 100:3! 200:1\n"

static void time_and_events_count_for_the_model_asked_for(void **state)
{
    static const struct example examples[] = {
        {"current",
         MIXED,
         {USUAL, .landmark = -1},
         "in-house: 2/3/3 1+1+1 191 days from 0: A1 B1 B2 | B1 | 31:3! 60:2 100:1\n"
         "trust: 2/2/2 1+0+1 50 days from 0: A1 C1 | A1 | 10:1 100:1!\n"
         "outsourced: 1/1/1 0+1+0 190 days from 10: C1 | | 200:1\n" MIXED_ALL},
        {"origin",
         MIXED,
         {USUAL, .landmark = -1, .attribution = ATTRIBUTE_ORIGIN},
         "in-house: 2/3/3 2+1+0 231 days from 0: A1 B1 B2 | A1 B1 | 31:3! 100:2!\n"
         "trust: 1/1/1 0+1+0 200 days from 0: C1 | | 200:1\n" MIXED_ALL},
        {"ever a trust",
         MIXED,
         {USUAL, .landmark = -1, .attribution = ATTRIBUTE_EVER, .ever = MODEL_TRUST},
         "ever-trust: 2/2/2 1+1+0 300 days from 0: A1 C1 | A1 | 100:2! 200:1\n"
         "never-trust: 1/2/2 1+1+0 131 days from 0: B1 B2 | B1 | 31:2! 100:1\n" MIXED_ALL},
        {"ever a partnership: none was",
         MIXED,
         {USUAL, .landmark = -1, .attribution = ATTRIBUTE_EVER, .ever = MODEL_PARTNERSHIP},
         "never-partnership: 3/4/4 2+2+0 431 days from 0: A1 B1 B2 C1 | A1 B1 | 31:4! 100:3! "
         "200:1\n" MIXED_ALL},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_clock_of_the_model_starts_with_each_segment(void **state)
{
    static const struct example examples[] = {
        {"model",
         MIXED,
         {USUAL, .landmark = -1, .clock = CLOCK_MODEL},
         "in-house: 2/3/3 1+1+1 191 days from 0: A1 B1 B2 | B1 | 31:3! 60:2 100:1\n"
         "trust: 2/2/2 1+0+1 50 days from 0: A1 C1 | A1 | 10:2 40:1!\n"
         "outsourced: 1/1/1 0+1+0 190 days from 0: C1 | | 190:1\n" MIXED_ALL},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void at_a_landmark_those_still_at_risk_are_followed_from_there(void **state)
{
    static const struct example examples[] = {
        {"0 days",
         MIXED,
         {USUAL, .landmark = 0},
         "in-house: 2/3/3 2+1+0 231 days from 0: A1 B1 B2 | A1 B1 | 31:3! 100:2!\n"
         "trust: 1/1/1 0+1+0 200 days from 0: C1 | | 200:1\n" MIXED_ALL},
        /* A has switched on that day, and counts for the trust; B1 is over */
        {"60 days",
         MIXED,
         {USUAL, .landmark = 60},
         "in-house: 1/1/1 0+1+0 40 days from 0: B2 | | 40:1\n"
         "trust: 1/1/1 1+0+0 40 days from 0: A1 | A1 | 40:1!\n"
         "outsourced: 1/1/1 0+1+0 140 days from 0: C1 | | 140:1\n"
         "(all): 3/3/3 1+2+0 220 days from 0: A1 B2 C1 | A1 | 40:3! 140:1\n"},
        {"59 days",
         MIXED,
         {USUAL, .landmark = 59},
         "in-house: 2/2/2 1+1+0 82 days from 0: A1 B2 | A1 | 41:2!\n"
         "outsourced: 1/1/1 0+1+0 141 days from 0: C1 | | 141:1\n"
         "(all): 3/3/3 1+2+0 223 days from 0: A1 B2 C1 | A1 | 41:3! 141:1\n"},
        {"30 days",
         MIXED,
         {USUAL, .landmark = 30},
         "in-house: 2/3/3 2+1+0 141 days from 0: A1 B1 B2 | A1 B1 | 1:3! 70:2!\n"
         "outsourced: 1/1/1 0+1+0 170 days from 0: C1 | | 170:1\n"
         "(all): 3/4/4 2+2+0 311 days from 0: A1 B1 B2 C1 | A1 B1 | 1:4! 70:3! 170:1\n"},
        {"31 days: B1 ends then",
         MIXED,
         {USUAL, .landmark = 31},
         "in-house: 2/2/2 1+1+0 138 days from 0: A1 B2 | A1 | 69:2!\n"
         "outsourced: 1/1/1 0+1+0 169 days from 0: C1 | | 169:1\n"
         "(all): 3/3/3 1+2+0 307 days from 0: A1 B2 C1 | A1 | 69:3! 169:1\n"},
        {"300 days: nobody", MIXED, {USUAL, .landmark = 300}, ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* N opens on day 31 with Old's episode, under a trust; it was in-house when Old was judged. */
#define INHERITED                                                                                  \
    {                                                                                              \
        .councils = COUNCILS "Old,,2001-02-01,\nN,2001-02-01,,Old\n",                              \
        .ratings = RATINGS "Old,2001-01-01,inadequate\nN,2001-04-11,good\n",                       \
        .models = SPELLS "N,trust,2001-02-01,2001-03-02\n"                                         \
    }

static void who_comes_late_is_at_risk_late(void **state)
{
    static const char origin[] = "in-house: 1/1/1 0+1+0 31 days from 0: Old1 | | 31:1\n"
                                 "trust: 1/1/1 1+0+0 69 days from 31: N1 | N1 | 100:1!\n"
                                 "(all): 2/2/2 1+1+0 100 days from 0: N1 Old1 | N1 | 31:1 100:1!\n";
    static const struct example examples[] = {
        /* the model on the day of coming under observation, not on the day of origin */
        {"origin", INHERITED, {USUAL, .landmark = -1, .attribution = ATTRIBUTE_ORIGIN}, origin},
        {"landmark on the day of entry",
         INHERITED,
         {USUAL, .landmark = 31},
         "trust: 1/1/1 1+0+0 69 days from 0: N1 | N1 | 69:1!\n"
         "(all): 1/1/1 1+0+0 69 days from 0: N1 | N1 | 69:1!\n"},
        {"landmark on its eve",
         INHERITED,
         {USUAL, .landmark = 30},
         "in-house: 1/1/1 0+1+0 1 days from 0: Old1 | | 1:1\n"
         "(all): 1/1/1 0+1+0 1 days from 0: Old1 | | 1:1\n"},
        {"clock of the model",
         INHERITED,
         {USUAL, .landmark = -1, .clock = CLOCK_MODEL},
         "in-house: 2/2/2 1+1+0 71 days from 0: N1 Old1 | N1 | 31:2 40:1!\n"
         "trust: 1/1/1 0+0+1 29 days from 0: N1 | | 29:1\n"
         "(all): 2/2/2 1+1+0 100 days from 0: N1 Old1 | N1 | 31:1 100:1!\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void one_who_comes_back_to_a_model_is_one_episode_of_two_segments(void **state)
{
    static const struct example examples[] = {
        {"trust between in-house",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2001-04-11,good\n",
          .models = SPELLS "A,trust,2001-01-11,2001-03-02\n"},
         {USUAL, .landmark = -1},
         "in-house: 1/1/2 1+0+1 50 days from 0: A1 | A1 | 10:1 100:1!\n"
         "trust: 1/1/1 0+0+1 50 days from 10: A1 | | 60:1\n"
         "(all): 1/1/1 1+0+0 100 days from 0: A1 | A1 | 100:1!\n"},
        {"unknown stands before (all)",
         {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2001-04-11,good\n",
          .models = SPELLS "A,outsourced,2001-01-11,2001-03-02\n",
          .uncovered = UNCOVERED_UNKNOWN},
         {USUAL, .landmark = -1},
         "outsourced: 1/1/1 0+0+1 50 days from 10: A1 | | 60:1\n"
         "unknown: 1/1/2 1+0+1 50 days from 0: A1 | A1 | 10:1 100:1!\n"
         "(all): 1/1/1 1+0+0 100 days from 0: A1 | A1 | 100:1!\n"},
        {"nothing", {.ratings = RATINGS "A,2001-01-01,good\n"}, {USUAL, .landmark = -1}, ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* N councils, each inadequate on 1 January 2001, and the first K of them good on day 10, 20, ... */
static void write_ratings(struct text *t, size_t n, size_t k)
{
    int32_t first = day_of("2001-01-01");
    text_add_string(t, RATINGS);
    for (size_t i = 0; i < n; i++) {
        text_addf(t, "%c,2001-01-01,inadequate\n", (char)('A' + i));
        if (i < k)
            text_addf(t, "%c,%s,good\n", (char)('A' + i),
                      day_text(first + 10 * ((int32_t)i + 1)).text);
    }
}

/* The status and median of (all). */
static void check_status(size_t n, size_t k, size_t min_n, const char *status, double median)
{
    const struct grouping grouping = {USUAL, .landmark = -1, .min_n = min_n};
    struct fixture f = {0};
    struct episodes e = {0};
    struct cohort c = {0};
    struct text t = {0};
    write_ratings(&t, n, k);
    const struct scene scene = {.ratings = text_string(&t), .as_of = "2001-07-20"};
    fixture_open(&f, &scene);
    assert_int_equal(episodes_find(&f.study, &e), 0);
    assert_int_equal(cohort_build(&f.d, &e, &grouping, &c), 0);
    const struct group *all = cohort_find(&c, -1);
    print_message("%zu of %zu, at least %zu\n", k, n, min_n);
    assert_string_equal(median_status_name[all->status], status);
    assert_int_equal(group_has_estimates(all), all->status != MEDIAN_SUPPRESSED);
    check_close(group_quantile(all, 0.5).time, median, 0);
    bool suppressed = all->status == MEDIAN_SUPPRESSED;
    check_close(group_improved_by(all, 10),
                suppressed ? (double)NAN
                : k > 0    ? 1.0 / (double)n
                           : 0,
                1e-15);
    assert_int_equal(isnan(group_improved_by(all, 200)), suppressed);
    assert_true(isnan(group_improved_by(all, 201))); /* not seen so far */
    assert_int_equal(isnan(group_restricted_mean(all, 200).value), suppressed);
    cohort_release(&c);
    episodes_release(&e);
    fixture_release(&f);
    text_release(&t);
}

static void a_median_says_whether_it_stands(void **state)
{
    (void)state;
    check_status(9, 5, 0, "ok", 50);                    /* 4/9 after the fifth */
    check_status(7, 4, 0, "few", 40);                   /* 3/7 after the fourth */
    check_status(8, 4, 0, "few", 40);                   /* 4/8, and it never falls again */
    check_status(11, 5, 0, "not_reached", (double)NAN); /* 6/11 */
    check_status(3, 0, 0, "not_reached", (double)NAN);
    check_status(9, 5, 9, "ok", 50);
    check_status(9, 5, 10, "", (double)NAN);  /* fewer than min_n */
    check_status(11, 5, 12, "", (double)NAN); /* before not reached */
}

/* Six of ten: R's numbers stand in test_km.c, of events on days 1 to 6. */
static void limits_have_the_confidence_asked_for(void **state)
{
    static const struct {
        double confidence, lower;
    } cases[] = {{0.95, 10}, {0.5, 40}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct grouping grouping = {.landmark = -1, .confidence = cases[i].confidence};
        struct fixture f = {0};
        struct episodes e = {0};
        struct cohort c = {0};
        struct text t = {0};
        write_ratings(&t, 10, 6);
        const struct scene scene = {.ratings = text_string(&t), .as_of = "2001-07-20"};
        fixture_open(&f, &scene);
        assert_int_equal(episodes_find(&f.study, &e), 0);
        assert_int_equal(cohort_build(&f.d, &e, &grouping, &c), 0);
        check_close(group_quantile(cohort_find(&c, -1), 0.5).time, 55, 0);
        check_close(group_quantile(cohort_find(&c, -1), 0.5).lower, cases[i].lower, 0);
        cohort_release(&c);
        episodes_release(&e);
        fixture_release(&f);
        text_release(&t);
    }
}

/* The trust's curve falls to 0 on day 20 by A, while B enters on day 31. */
static void an_emptied_risk_set_gives_no_estimates(void **state)
{
    const struct scene scene = {.ratings = RATINGS "A,2001-01-01,inadequate\nA,2001-01-21,good\n"
                                                   "B,2001-01-01,inadequate\nB,2001-04-11,good\n",
                                .models = SPELLS "A,trust,2000-01-01,\nB,trust,2001-02-01,\n"};
    const struct grouping grouping = {USUAL, .landmark = -1};
    struct fixture f = {0};
    struct episodes e = {0};
    struct cohort c = {0};
    (void)state;
    fixture_open(&f, &scene);
    assert_int_equal(episodes_find(&f.study, &e), 0);
    assert_int_equal(cohort_build(&f.d, &e, &grouping, &c), 0);
    const struct group *trust = cohort_find(&c, MODEL_TRUST), *all = cohort_find(&c, -1);
    assert_string_equal(median_status_name[trust->status], "risk_set_emptied");
    assert_false(group_has_estimates(trust));
    assert_true(isnan(group_quantile(trust, 0.5).time) && isnan(group_quantile(trust, 0.5).lower));
    assert_true(isnan(group_restricted_mean(trust, 60).value));
    check_close(group_improved_by(trust, 19.9), 0, 0);
    assert_true(isnan(group_improved_by(trust, 20)));
    assert_true(isnan(group_improved_by(trust, 100)));
    check_close(group_improved_by(all, 20), 0.5, 0);
    check_close(group_improved_by(all, 1000), 1, 0);
    check_close(group_restricted_mean(all, 60).value, 40, 1e-14); /* 20 + 40 / 2 */
    assert_null(cohort_find(&c, MODEL_OUTSOURCED));
    assert_int_equal(cohort_find(&c, MODEL_IN_HOUSE)->segments, 1);
    cohort_release(&c);
    assert_null(cohort_find(&c, -1));
    episodes_release(&e);
    fixture_release(&f);
}

/* At risk at a whole year who began before it and ends then or later; four years are 1461 days. */
static void who_is_at_risk_at_whole_years(void **state)
{
    struct observation v[] = {
        {.start = 0, .stop = 1461},    /* 0 1 2 3 4 */
        {.start = 0, .stop = 1460},    /* 0 1 2 3 */
        {.start = 0, .stop = 4000},    /* 0 1 2 3 4 5, and on */
        {.start = 1460, .stop = 1461}, /*         4 */
        {.start = 1461, .stop = 1827}, /*           5 */
        {.start = 5, .stop = 365},
    };
    const struct group g = {.segments = sizeof v / sizeof v[0], .observations = v};
    static const size_t expected[] = {3, 3, 3, 3, 3, 2, 0};
    size_t counts[7] = {0};
    (void)state;
    group_count_at_risk(&g, 5, counts);
    for (size_t year = 0; year < 7; year++)
        assert_int_equal(counts[year], expected[year]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_and_events_count_for_the_model_asked_for),
        cmocka_unit_test(the_clock_of_the_model_starts_with_each_segment),
        cmocka_unit_test(at_a_landmark_those_still_at_risk_are_followed_from_there),
        cmocka_unit_test(who_comes_late_is_at_risk_late),
        cmocka_unit_test(one_who_comes_back_to_a_model_is_one_episode_of_two_segments),
        cmocka_unit_test(a_median_says_whether_it_stands),
        cmocka_unit_test(limits_have_the_confidence_asked_for),
        cmocka_unit_test(an_emptied_risk_set_gives_no_estimates),
        cmocka_unit_test(who_is_at_risk_at_whole_years),
    };
    return CHECK_RUN(tests, argc, argv);
}
