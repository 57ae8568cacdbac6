/* episodes: where they open and end, what successors take over, and their segments. In 2001 days
 * from 1 January are: 11 January 10, 1 February 31, 2 March 60, 11 April 100, 20 July 200. */
#include "check.h"

#include "fixture.h"
#include "study/episodes.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

static void add_segments(struct text *t, const struct fixture *f, const struct episodes *e,
                         size_t i)
{
    for (uint32_t k = 0; k < e->v[i].n_segments; k++) {
        const struct segment *s = &e->segments[e->v[i].segments + k];
        assert_int_equal(s->episode, i);
        text_addf(t, "  (%d,%d] %s %s %u\n", (int)s->start, (int)s->stop,
                  f->d.models.name[s->model], episode_status_name[s->status], s->prior);
    }
}

/* "COUNCIL NUMBER ORIGIN:LINE (ENTRY,DAYS] STATUS END:LINE LEFT-RIGHT", and its segments. */
static void add_episode(struct text *t, const struct fixture *f, const struct episodes *e, size_t i)
{
    const struct episode *x = &e->v[i];
    char origin[DATE_TEXT], end[DATE_TEXT];
    text_addf(t, "%s %u %s:%u (%d,%d] %s %s:%u %d-%d%s\n", f->d.councils[x->council].name,
              x->number, date_text(x->origin_date, origin),
              judgement_at(&f->d, x->origin_judgement).line, (int)x->entry, (int)x->days,
              episode_status_name[x->status], date_text(x->end_date, end),
              x->outcome == NO_JUDGEMENT ? 0 : judgement_at(&f->d, x->outcome).line, (int)x->left,
              (int)x->right, x->inherited ? " inherited" : "");
    add_segments(t, f, e, i);
}

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct fixture f = {0};
        struct episodes e = {0};
        struct text t = {0};
        fixture_open(&f, &v[i].scene);
        assert_int_equal(episodes_find(&f.study, &e), 0);
        for (size_t k = 0; k < e.n; k++)
            add_episode(&t, &f, &e, k);
        if (e.n_before > 0)
            text_addf(&t, "before %zu\n", e.n_before);
        if (e.n_new > 0)
            text_addf(&t, "new %zu\n", e.n_new);
        if (e.n_continued + e.n_inherited > 0)
            text_addf(&t, "continued %zu in %zu\n", e.n_continued, e.n_inherited);
        check_text(&t, v[i].expected, v[i].name);
        text_release(&t);
        episodes_release(&e);
        fixture_release(&f);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

#define COUNCILS "council,opened,closed,predecessors\n"
#define RATINGS  "council,inspected,grade,framework\n"
#define SPELLS   "council,model,provider,start,end\n"

static void an_episode_runs_from_inadequate_to_the_first_better_grade(void **state)
{
    static const struct example examples[] = {
        {"opens and ends",
         {.ratings = RATINGS "A,2000-01-01,good,\nA,2001-01-01,inadequate,\nA,2001-04-11,good,\n"},
         "A 1 2001-01-01:3 (0,100] improved 2001-04-11:4 0-100\n  (0,100] unknown improved 1\n"},
        {"goes on",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,inadequate,\n"
                             "A,2001-02-01,n/a,\nA,2001-04-11,RI,\n"},
         "A 1 2001-01-01:2 (0,100] improved 2001-04-11:5 10-100\n  (0,100] unknown improved 1\n"},
        {"still open",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,inadequate,\n",
          .as_of = "2001-04-11"},
         "A 1 2001-01-01:2 (0,100] censored 2001-04-11:0 10--1\n  (0,100] unknown censored 1\n"},
        {"a relapse is the second",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,RI,\n"
                             "A,2001-04-11,inadequate,\nA,2001-07-20,outstanding,\n"},
         "A 1 2001-01-01:2 (0,10] improved 2001-01-11:3 0-10\n  (0,10] unknown improved 1\n"
         "A 2 2001-04-11:4 (0,100] improved 2001-07-20:5 0-100\n  (0,100] unknown improved 1\n"},
        {"none", {.ratings = RATINGS "A,2001-01-01,RI,\nA,2001-01-11,good,\n"}, ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void origin_and_target_are_chosen(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,RI,\nA,2001-01-11,inadequate,\n"
                                          "A,2001-02-01,RI,\nA,2001-04-11,good,\n";
    static const struct example examples[] = {
        {"any",
         {.ratings = ratings},
         "A 1 2001-01-11:3 (0,21] improved 2001-02-01:4 0-21\n  (0,21] unknown improved 1\n"},
        {"good",
         {.ratings = ratings, .target = 3},
         "A 1 2001-01-11:3 (0,90] improved 2001-04-11:5 21-90\n  (0,90] unknown improved 1\n"},
        {"outstanding",
         {.ratings = ratings, .target = 4, .as_of = "2001-07-20"},
         "A 1 2001-01-11:3 (0,190] censored 2001-07-20:0 90--1\n  (0,190] unknown censored 1\n"},
        /* opened by RI, it needs good: the later RI is no rise */
        {"origin RI",
         {.ratings = ratings, .origin = 2},
         "A 1 2001-01-01:2 (0,100] improved 2001-04-11:5 31-100\n  (0,100] unknown improved 1\n"},
        /* opened by inadequate, it ends with RI, whatever the origin grade allows */
        {"origin RI, opened by inadequate",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,RI,\nA,2001-02-01,good,\n",
          .origin = 2},
         "A 1 2001-01-01:2 (0,10] improved 2001-01-11:3 0-10\n  (0,10] unknown improved 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void inspections_of_one_day_count_in_file_order(void **state)
{
    static const struct example examples[] = {
        {"down, then up: nothing is left of it",
         {.ratings = RATINGS "A,2001-01-01,inadequate,y\nA,2001-01-01,good,x\n",
          .as_of = "2001-04-11"},
         "new 1\n"},
        {"the same, not asked for",
         {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-04-11,inadequate,\n", .to = "2001-04-10"},
         ""},
        {"opened on the last day of all",
         {.ratings = RATINGS "A,2001-01-01,good,\nA,2001-04-11,inadequate,\n"},
         "new 1\n"},
        {"up, then down",
         {.ratings = RATINGS "A,2001-01-01,good,y\nA,2001-01-01,inadequate,x\n",
          .as_of = "2001-04-11"},
         "A 1 2001-01-01:3 (0,100] censored 2001-04-11:0 0--1\n  (0,100] unknown censored 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void an_abolished_council_ends_its_episode_as_closed(void **state)
{
    static const struct example examples[] = {
        {"closed",
         {.councils = COUNCILS "A,,2001-04-11,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\n",
          .as_of = "2001-07-20"},
         "A 1 2001-01-01:2 (0,100] closed 2001-04-11:0 0--1\n  (0,100] unknown closed 1\n"},
        {"on the as-of date",
         {.councils = COUNCILS "A,,2001-04-11,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\n",
          .as_of = "2001-04-11"},
         "A 1 2001-01-01:2 (0,100] closed 2001-04-11:0 0--1\n  (0,100] unknown closed 1\n"},
        {"after the as-of date",
         {.councils = COUNCILS "A,,2001-04-12,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\n",
          .as_of = "2001-04-11"},
         "A 1 2001-01-01:2 (0,100] censored 2001-04-11:0 0--1\n  (0,100] unknown censored 1\n"},
        {"a judgement after the closing says nothing",
         {.councils = COUNCILS "A,,2001-02-01,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-02-02,good,\n"},
         "A 1 2001-01-01:2 (0,31] closed 2001-02-01:0 0--1\n  (0,31] unknown closed 1\n"},
        {"one on the day of the closing does",
         {.councils = COUNCILS "A,,2001-02-01,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-02-01,good,\n"},
         "A 1 2001-01-01:2 (0,31] improved 2001-02-01:3 0-31\n  (0,31] unknown improved 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_judgement_before_the_opening_counts_from_the_opening(void **state)
{
    static const struct example examples[] = {
        {"at risk late",
         {.councils = COUNCILS "A,2001-01-11,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-04-11,good,\n"},
         "A 1 2001-01-01:2 (10,100] improved 2001-04-11:3 0-100\n  (10,100] unknown improved 1\n"},
        {"ended before the opening: left out, and its number used up",
         {.councils = COUNCILS "A,2001-02-01,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,good,\n"
                             "A,2001-04-11,inadequate,\nA,2001-07-20,good,\n"},
         "A 2 2001-04-11:4 (0,100] improved 2001-07-20:5 0-100\n  (0,100] unknown improved 1\n"
         "before 1\n"},
        {"ended on the day of the opening: left out",
         {.councils = COUNCILS "A,2001-01-11,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,good,\n"},
         "before 1\n"},
        {"ended on the day after it",
         {.councils = COUNCILS "A,2001-01-10,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,good,\n"},
         "A 1 2001-01-01:2 (9,10] improved 2001-01-11:3 0-10\n  (9,10] unknown improved 1\n"},
        {"not opened yet",
         {.councils = COUNCILS "A,2002-01-11,,\n",
          .ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-04-11,good,\n"},
         ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void episodes_are_chosen_by_their_origin(void **state)
{
    static const char ratings[] = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,good,\n"
                                          "A,2001-04-11,inadequate,\nA,2001-07-20,good,\n";
    static const char first[] =
        "A 1 2001-01-01:2 (0,10] improved 2001-01-11:3 0-10\n  (0,10] unknown improved 1\n";
    static const char second[] =
        "A 2 2001-04-11:4 (0,100] improved 2001-07-20:5 0-100\n  (0,100] unknown improved 1\n";
    static const struct example examples[] = {
        {"from the day", {.ratings = ratings, .from = "2001-04-11"}, second},
        {"from the day after", {.ratings = ratings, .from = "2001-04-12"}, ""},
        {"from the first", {.ratings = ratings, .from = "2001-01-02"}, second},
        {"to the day", {.ratings = ratings, .to = "2001-01-01"}, first},
        {"to the day before", {.ratings = ratings, .to = "2000-12-31"}, ""},
        {"the first", {.ratings = ratings, .first_only = true}, first},
        {"the first of each council",
         {.ratings = RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,good,\n"
                             "B,2001-04-11,inadequate,\nB,2001-07-20,good,\n",
          .first_only = true},
         "A 1 2001-01-01:2 (0,10] improved 2001-01-11:3 0-10\n  (0,10] unknown improved 1\n"
         "B 1 2001-04-11:4 (0,100] improved 2001-07-20:5 0-100\n  (0,100] unknown improved 1\n"},
        /* the first of the council, not the first of those let through */
        {"the first, which is too early",
         {.ratings = ratings, .first_only = true, .from = "2001-01-02"},
         ""},
        {"the first at risk",
         {.councils = COUNCILS "A,2001-02-01,,\n", .ratings = ratings, .first_only = true},
         "A 2 2001-04-11:4 (0,100] improved 2001-07-20:5 0-100\n  (0,100] unknown improved 1\n"
         "before 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Inadequate on day 0 and 31, good on day 100. */
#define BAD_BAD_GOOD                                                                               \
    RATINGS "A,2001-01-01,inadequate,\nA,2001-02-01,inadequate,\nA,2001-04-11,good,\n"

static void segments_are_cut_where_the_model_changes(void **state)
{
    static const char head[] = "A 1 2001-01-01:2 (0,100] improved 2001-04-11:4 31-100\n";
    static const struct {
        const char *name, *spells, *segments;
    } cases[] = {
        {"a switch", "A,trust,T,2001-03-02,\n",
         "  (0,60] in-house switched 1\n  (60,100] trust improved 2\n"},
        {"two", "A,trust,T,2001-01-11,2001-03-02\n",
         "  (0,10] in-house switched 1\n  (10,60] trust switched 1\n"
         "  (60,100] in-house improved 2\n"},
        {"a rename is none", "A,trust,T,2000-01-01,2001-03-02\nA,trust,U,2001-03-02,\n",
         "  (0,100] trust improved 1\n"},
        {"in-house by rule and by spell", "A,in-house,H,2001-03-02,\n",
         "  (0,100] in-house improved 1\n"},
        {"on the day of origin", "A,trust,T,2001-01-01,\n", "  (0,100] trust improved 1\n"},
        {"on the day of the event: it belongs to the eve", "A,trust,T,2001-04-11,\n",
         "  (0,100] in-house improved 1\n"},
        {"on the eve", "A,trust,T,2001-04-10,\n",
         "  (0,99] in-house switched 1\n  (99,100] trust improved 2\n"},
        {"on the day of another judgement, which counts", "A,trust,T,2001-02-01,\n",
         "  (0,31] in-house switched 1\n  (31,100] trust improved 2\n"},
        {"the day before it", "A,trust,T,2001-01-31,\n",
         "  (0,30] in-house switched 1\n  (30,100] trust improved 1\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text models = {0}, expected = {0};
        text_addf(&models, "%s%s", SPELLS, cases[i].spells);
        text_addf(&expected, "%s%s", head, cases[i].segments);
        const struct example one = {cases[i].name,
                                    {.ratings = BAD_BAD_GOOD, .models = text_string(&models)},
                                    text_string(&expected)};
        check_examples(&one, 1);
        text_release(&models);
        text_release(&expected);
    }
}

static void only_judgements_at_the_origin_grade_are_prior(void **state)
{
    static const struct example examples[] = {
        {"an RI on the way to good",
         {.ratings =
              RATINGS "A,2001-01-01,inadequate,\nA,2001-01-11,RI,\nA,2001-02-01,inadequate,\n"
                      "A,2001-04-11,good,\n",
          .models = SPELLS "A,trust,T,2001-01-20,2001-03-02\n",
          .target = 3},
         "A 1 2001-01-01:2 (0,100] improved 2001-04-11:5 31-100\n  (0,19] in-house switched 1\n"
         "  (19,60] trust switched 1\n  (60,100] in-house improved 2\n"},
        {"those of an earlier episode are not",
         {.ratings = RATINGS "A,2000-01-01,inadequate,\nA,2000-06-01,good,\n"
                             "A,2001-01-01,inadequate,\nA,2001-04-11,good,\n",
          .models = SPELLS "A,trust,T,2001-03-02,\n",
          .from = "2001-01-01"},
         "A 2 2001-01-01:4 (0,100] improved 2001-04-11:5 0-100\n  (0,60] in-house switched 1\n"
         "  (60,100] trust improved 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* The trust ended on the day of the opening, and in-house began on that of the closing: the council
 * never had them. A start on the as-of date counts. */
static void an_episode_knows_its_models(void **state)
{
    static const char *const as_of[] = {"2002-01-01", "2001-04-11"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct scene scene = {.councils = COUNCILS "A,2000-01-01,2001-12-01,\n",
                                    .ratings = BAD_BAD_GOOD,
                                    .models = SPELLS "A,trust,T,1999-01-01,2000-01-01\n"
                                                     "A,outsourced,O,2001-01-01,2001-02-01\n"
                                                     "A,partnership,P,2001-04-11,2001-12-01\n"
                                                     "A,in-house,H,2001-12-01,\n",
                                    .as_of = as_of[i],
                                    .uncovered = UNCOVERED_UNKNOWN};
        struct fixture f = {0};
        struct episodes e = {0};
        fixture_open(&f, &scene);
        assert_int_equal(episodes_find(&f.study, &e), 0);
        assert_int_equal(e.n, 1);
        assert_int_equal(e.v[0].model_at_origin, MODEL_OUTSOURCED);
        assert_int_equal(e.v[0].model_at_end, MODEL_UNKNOWN);
        assert_int_equal(e.v[0].models_ever,
                         1U << MODEL_UNKNOWN | 1U << MODEL_OUTSOURCED | 1U << MODEL_PARTNERSHIP);
        episodes_release(&e);
        fixture_release(&f);
    }
}

#define OLD_NEW  COUNCILS "Old,,2001-01-11,\nNew,2001-01-11,,Old\n"
#define OLD_OPEN "Old 1 2001-01-01:2 (0,10] closed 2001-01-11:0 0--1\n  (0,10] unknown closed 1\n"

static void a_successor_goes_on_with_what_was_left_open(void **state)
{
    static const struct example examples[] = {
        {"one successor",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-04-11,RI,\n"},
         "New 1 2001-01-01:2 (10,100] improved 2001-04-11:3 0-100 inherited\n"
         "  (10,100] unknown improved 1\n" OLD_OPEN "continued 1 in 1\n"},
        {"two successors",
         {.councils = COUNCILS "Old,,2001-01-11,\nN1,2001-01-11,,Old\nN2,2001-02-01,,Old\n",
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nN1,2001-04-11,RI,\n"
                             "N2,2001-04-11,inadequate,\n",
          .as_of = "2001-07-20"},
         "N1 1 2001-01-01:2 (10,100] improved 2001-04-11:3 0-100 inherited\n"
         "  (10,100] unknown improved 1\n"
         "N2 1 2001-01-01:2 (31,200] censored 2001-07-20:0 100--1 inherited\n"
         "  (31,200] unknown censored 1\n" OLD_OPEN "continued 1 in 2\n"},
        {"none to take over",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nOld,2001-01-05,good,\n"
                             "New,2001-04-11,RI,\n"},
         "Old 1 2001-01-01:2 (0,4] improved 2001-01-05:3 0-4\n  (0,4] unknown improved 1\n"},
        {"without lineage",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-04-11,inadequate,\n",
          .as_of = "2001-07-20",
          .no_lineage = true},
         "New 1 2001-04-11:3 (0,100] censored 2001-07-20:0 0--1\n"
         "  (0,100] unknown censored 1\n" OLD_OPEN},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void the_episode_of_a_successor_is_found_and_ends_by_itself(void **state)
{
    static const struct example examples[] = {
        {"the successor alone is chosen",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-04-11,RI,\n",
          .only = "New"},
         "New 1 2001-01-01:2 (10,100] improved 2001-04-11:3 0-100 inherited\n"
         "  (10,100] unknown improved 1\ncontinued 1 in 1\n"},
        {"judged on the day of its opening: it never was at risk",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-01-11,RI,\n",
          .as_of = "2001-07-20"},
         OLD_OPEN "before 1\n"},
        {"a relapse of the successor's own has its number",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-04-11,RI,\n"
                             "New,2001-07-20,inadequate,\n",
          .as_of = "2001-07-21"},
         "New 1 2001-01-01:2 (10,100] improved 2001-04-11:3 0-100 inherited\n"
         "  (10,100] unknown improved 1\n"
         "New 2 2001-07-20:4 (0,1] censored 2001-07-21:0 0--1\n"
         "  (0,1] unknown censored 1\n" OLD_OPEN "continued 1 in 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void a_successor_takes_over_only_what_is_left_at_its_opening(void **state)
{
    static const struct example examples[] = {
        {"not opened by the as-of date",
         {.councils = COUNCILS "Old,,2001-01-11,\nNew,2001-02-02,,Old\n",
          .ratings = RATINGS "Old,2001-01-01,inadequate,\n",
          .as_of = "2001-02-01"},
         OLD_OPEN},
        {"from one that goes on",
         {.councils = COUNCILS "Ash,,,\nNew,2001-01-11,,Ash\n",
          .ratings = RATINGS "Ash,2001-01-01,inadequate,\n",
          .as_of = "2001-04-11"},
         "Ash 1 2001-01-01:2 (0,100] censored 2001-04-11:0 0--1\n  (0,100] unknown censored 1\n"},
        {"from one that closes after the as-of date",
         {.councils = COUNCILS "Old,,2001-04-12,\nNew,2001-01-11,,Old\n",
          .ratings = RATINGS "Old,2001-01-01,inadequate,\n",
          .as_of = "2001-04-11"},
         "Old 1 2001-01-01:2 (0,100] censored 2001-04-11:0 0--1\n  (0,100] unknown censored 1\n"},
        {"a grade from before what was left began",
         {.councils = COUNCILS "Old,,2001-02-02,\nNew,2001-01-11,,Old\n",
          .ratings = RATINGS "Old,2001-02-01,inadequate,\nNew,2001-01-20,good,\n",
          .as_of = "2001-02-03"},
         "New 1 2001-02-01:2 (0,2] censored 2001-02-03:0 0--1 inherited\n"
         "  (0,2] unknown censored 1\n"
         "Old 1 2001-02-01:2 (0,1] closed 2001-02-02:0 0--1\n  (0,1] unknown closed 1\n"
         "continued 1 in 1\n"},
        {"a good grade of its own from before its opening ends nothing",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-01-06,good,\n",
          .as_of = "2001-04-11"},
         "New 1 2001-01-01:2 (10,100] censored 2001-04-11:0 0--1 inherited\n"
         "  (10,100] unknown censored 1\n" OLD_OPEN "continued 1 in 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void of_several_predecessors_the_earliest_origin_goes_on(void **state)
{
    static const struct example examples[] = {
        {"three that are open, and one that is not",
         {.councils = COUNCILS "P,,2001-04-11,\nQ,,2001-04-11,\nR,,2001-04-11,\nS,,2001-04-11,\n"
                               "A,2001-04-11,,P;Q;R;S\n",
          .ratings = RATINGS "P,2001-01-11,inadequate,\nQ,2001-01-01,inadequate,\n"
                             "Q,2001-02-01,inadequate,\nR,2000-01-01,inadequate,\n"
                             "R,2000-01-11,RI,\nS,2001-01-11,inadequate,\n",
          .as_of = "2001-07-20",
          .from = "2001-01-01"},
         "A 1 2001-01-01:3 (100,200] censored 2001-07-20:0 31--1 inherited\n"
         "  (100,200] unknown censored 2\n"
         "P 1 2001-01-11:2 (0,90] closed 2001-04-11:0 0--1\n  (0,90] unknown closed 1\n"
         "Q 1 2001-01-01:3 (0,100] closed 2001-04-11:0 31--1\n  (0,100] unknown closed 1\n"
         "S 1 2001-01-11:7 (0,90] closed 2001-04-11:0 0--1\n  (0,90] unknown closed 1\n"
         "continued 3 in 1\n"},
        {"a chain, whatever the order of names and lines",
         {.councils = COUNCILS "A,2001-02-01,,M\nM,2001-01-11,2001-02-01,Z\nZ,,2001-01-11,\n",
          .ratings = RATINGS "Z,2001-01-01,inadequate,\nA,2001-04-11,good,\n"},
         "A 1 2001-01-01:2 (31,100] improved 2001-04-11:3 0-100 inherited\n"
         "  (31,100] unknown improved 1\n"
         "M 1 2001-01-01:2 (10,31] closed 2001-02-01:0 0--1 inherited\n"
         "  (10,31] unknown closed 1\n"
         "Z 1 2001-01-01:2 (0,10] closed 2001-01-11:0 0--1\n  (0,10] unknown closed 1\n"
         "continued 2 in 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Judgements of the successor from before its opening. */
static void of_an_inheritance_and_an_episode_of_its_own_the_earlier_goes_on(void **state)
{
    static const struct example examples[] = {
        {"its own is older",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2000-12-31,inadequate,\n"
                             "New,2001-04-11,good,\n"},
         "New 1 2000-12-31:3 (11,101] improved 2001-04-11:4 0-101\n"
         "  (11,101] unknown improved 1\n" OLD_OPEN},
        {"its own ended before",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2000-12-01,inadequate,\n"
                             "New,2000-12-11,good,\nNew,2001-04-11,RI,\n"},
         "New 2 2001-01-01:2 (10,100] improved 2001-04-11:5 0-100 inherited\n"
         "  (10,100] unknown improved 1\n" OLD_OPEN "before 1\ncontinued 1 in 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Its own judgements are part of what it takes over: seen not improved on day 5, the second. */
static void an_inheritance_takes_the_place_of_a_younger_episode(void **state)
{
    static const struct example examples[] = {
        {"younger",
         {.councils = OLD_NEW,
          .ratings = RATINGS "Old,2001-01-01,inadequate,\nNew,2001-01-06,inadequate,\n"
                             "New,2001-04-11,good,\n",
          .only = "New"},
         "New 1 2001-01-01:2 (10,100] improved 2001-04-11:4 5-100 inherited\n"
         "  (10,100] unknown improved 2\ncontinued 1 in 1\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_episode_runs_from_inadequate_to_the_first_better_grade),
        cmocka_unit_test(origin_and_target_are_chosen),
        cmocka_unit_test(inspections_of_one_day_count_in_file_order),
        cmocka_unit_test(an_abolished_council_ends_its_episode_as_closed),
        cmocka_unit_test(a_judgement_before_the_opening_counts_from_the_opening),
        cmocka_unit_test(episodes_are_chosen_by_their_origin),
        cmocka_unit_test(segments_are_cut_where_the_model_changes),
        cmocka_unit_test(only_judgements_at_the_origin_grade_are_prior),
        cmocka_unit_test(an_episode_knows_its_models),
        cmocka_unit_test(a_successor_goes_on_with_what_was_left_open),
        cmocka_unit_test(the_episode_of_a_successor_is_found_and_ends_by_itself),
        cmocka_unit_test(a_successor_takes_over_only_what_is_left_at_its_opening),
        cmocka_unit_test(of_several_predecessors_the_earliest_origin_goes_on),
        cmocka_unit_test(of_an_inheritance_and_an_episode_of_its_own_the_earlier_goes_on),
        cmocka_unit_test(an_inheritance_takes_the_place_of_a_younger_episode),
    };
    return CHECK_RUN(tests, argc, argv);
}
