/* scale: which words are grades and how they rank, and files that say so. */
#include "check.h"

#include <string.h>

#include "fixture.h"
#include "record/scale.h"

static const struct grade_word stars[] = {
    {"two", 20}, {"none", RANK_NONE}, {"most", RANK_LIMIT}, {"one", 7}, {"deux", 20},
};
static const struct scale star_scale = {stars, sizeof stars / sizeof stars[0]};

static void ofsteds_words_are_known_with_their_ranks(void **state)
{
    static const struct {
        const char *text;
        int rank;
    } cases[] = {
        {"outstanding", 4},
        {"good", 3},
        {"requires improvement", 2},
        {"requires improvement to be good", 2},
        {"RI", 2},
        {"adequate", 2},
        {"satisfactory", 2},
        {"inadequate", 1},
        {"Requires_Improvement", 2},
        {" GOOD ", 3},
        {"ri", 2},
        {"not reported", RANK_NONE},
        {"not judged", RANK_NONE},
        {"not_reported_post_reform", RANK_NONE},
        {"data_unreadable", RANK_NONE},
        {"inspection_pre_dates_judgement", RANK_NONE},
        {"Inspection Pre-Dates Judgement", RANK_NONE},
        {"N/A", RANK_NONE},
        {"-", RANK_NONE},
        {"", RANK_NONE},
    };
    struct scale scale = scale_ofsted();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct grade_word *word = scale_find(&scale, span_of(cases[i].text));
        if (!word || word->rank != cases[i].rank)
            fail_msg("\"%s\": %d, expected %d", cases[i].text, word ? word->rank : -1,
                     cases[i].rank);
    }
}

static void other_words_are_no_grades(void **state)
{
    static const char *const words[] = {"god", "goo", "goods", "1", "n.a.", "good/outstanding"};
    struct scale scale = scale_ofsted();
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_null(scale_find(&scale, span_of(words[i])));
}

static void the_empty_word_is_a_no_grade_word_of_every_scale(void **state)
{
    struct scale none = {0};
    (void)state;
    assert_non_null(scale_find(&none, span_of("")));
    assert_int_equal(scale_find(&none, span_of("-"))->rank, RANK_NONE);
    assert_int_equal(scale_find(&star_scale, (struct span){0})->rank, RANK_NONE);
    assert_string_equal(scale_find(&star_scale, span_of("_"))->word, "");
    assert_null(scale_find(&none, span_of("n/a")));
}

static void the_first_word_of_a_rank_is_its_label(void **state)
{
    static const char *const labels[] = {NULL,   "inadequate",  "requires improvement",
                                         "good", "outstanding", NULL};
    struct scale scale = scale_ofsted();
    (void)state;
    assert_null(scale_label(&scale, RANK_NONE));
    for (int rank = 1; rank < 5; rank++)
        assert_string_equal(scale_label(&scale, rank), labels[rank]);
    assert_null(scale_label(&scale, 5));
    assert_string_equal(scale_label(&star_scale, 20), "two");
    assert_string_equal(scale_label(&star_scale, RANK_LIMIT), "most");
    assert_null(scale_label(&star_scale, RANK_NONE));
    assert_null(scale_label(&star_scale, 8));
}

static void ranks_are_found_from_below_and_above(void **state)
{
    struct scale ofsted = scale_ofsted(), none = {0}, unranked = {&stars[1], 1};
    (void)state;
    assert_int_equal(scale_lowest(&ofsted), 1);
    assert_int_equal(scale_highest(&ofsted), 4);
    assert_int_equal(scale_lowest(&star_scale), 7);
    assert_int_equal(scale_highest(&star_scale), RANK_LIMIT);
    assert_int_equal(scale_lowest(&none), RANK_NONE);
    assert_int_equal(scale_highest(&none), RANK_NONE);
    assert_int_equal(scale_lowest(&unranked), RANK_NONE);
    assert_int_equal(scale_highest(&unranked), RANK_NONE);
    assert_int_equal(scale_next_below(&star_scale, RANK_LIMIT), 20);
    assert_int_equal(scale_next_below(&star_scale, 20), 7);
    assert_int_equal(scale_next_below(&star_scale, 8), 7);
    assert_int_equal(scale_next_below(&star_scale, 7), RANK_NONE);
    assert_int_equal(scale_next_above(&star_scale, RANK_NONE), 7);
    assert_int_equal(scale_next_above(&star_scale, 8), 20);
    assert_int_equal(scale_next_above(&star_scale, 20), RANK_LIMIT);
    assert_int_equal(scale_next_above(&star_scale, RANK_LIMIT), RANK_NONE);
}

static void words_are_offered_with_or_without_those_of_no_grade(void **state)
{
    struct nearest graded = {.wanted = span_of("nome")}, all = graded;
    (void)state;
    scale_nearest(&star_scale, false, &graded);
    scale_nearest(&star_scale, true, &all);
    assert_int_equal(graded.n, 4);
    assert_null(graded.best);
    assert_int_equal(all.n, 5);
    assert_string_equal(all.best, "none");
}

/* A file of grades: what it makes the scale to be, as "word=rank", and its problems. */
struct example {
    const char *name, *file;
    const char *words, *problems;
    size_t left_out;
};

static void check_example(const struct example *e)
{
    const struct scene scene = {.scale = e->file, .ratings = "council,grade,inspected\n"};
    struct fixture f = {.ds.lists_warnings = true};
    struct text words = {0}, problems = {0};
    assert_int_equal(fixture_load(&f, &scene), 0);
    for (size_t i = 0; i < f.d.scale.n; i++)
        text_addf(&words, "%s=%d\n", f.d.scale.words[i].word, f.d.scale.words[i].rank);
    problems_text(&f.ds, &problems);
    check_text(&words, e->words, e->name);
    check_text(&problems, e->problems, e->name);
    assert_int_equal(f.d.n_left_out, e->left_out);
    text_release(&words);
    text_release(&problems);
    fixture_release(&f);
}

static void a_file_of_labels_replaces_the_scale(void **state)
{
    static const struct example examples[] = {
        {"plain", "label,rank\nhigh,2\nlow,1\n", "high=2\nlow=1\n", "", 0},
        {"no rank, no grade", "label,rank\nhigh,2\nlow,1\nn/a,\n", "high=2\nlow=1\nn/a=0\n", "", 0},
        {"least and highest rank", "label,rank\na,1\nb,1000\n", "a=1\nb=1000\n", "", 0},
        {"two words of one rank", "rank,label\n3,fine\n3,Very Fine\n", "fine=3\nVery Fine=3\n", "",
         0},
        {"grade for label", "grade,rank\na,1\n", "a=1\n", "", 0},
        {"word for label", "Rank,Word\n1,a\n", "a=1\n", "", 0},
        {"nothing but a header", "label,rank\n", "", "", 0},
        {"what is no grade in every scale", "label,rank\na,1\n-,\n", "a=1\n-=0\n", "", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        check_example(&examples[i]);
}

#define NO_RANK(rank) "E-GRADE rank \"" rank "\" is not a whole number from 1 to 1000, nor empty"

static void what_is_wrong_in_a_file_of_labels_is_told(void **state)
{
    static const struct example examples[] = {
        {"ranks", "label,rank\na,0\nb,1001\nc,2.5\nd,x\ne,-1\nf,5\n", "f=5\n",
         "scale.csv:2:3: " NO_RANK(
             "0") " | field 2 (rank)\n"
                  "scale.csv:3:3: " NO_RANK(
                      "1001") " | field 2 (rank)\n"
                              "scale.csv:4:3: " NO_RANK(
                                  "2.5") " | field 2 (rank)\n"
                                         "scale.csv:5:3: " NO_RANK(
                                             "x") " | field 2 (rank)\n"
                                                  "scale.csv:6:3: " NO_RANK(
                                                      "-1") " | field 2 (rank)\n",
         5},
        {"twice", "label,rank\nvery good,2\nok,1\nVery_Good,3\nok,1\n", "very good=2\nok=1\n",
         "scale.csv:4:1: E-DUPLICATE grade \"Very_Good\" stands twice | field 1 (label)\n"
         "scale.csv:5:1: E-DUPLICATE grade \"ok\" stands twice | field 1 (label)\n",
         2},
        {"a rank for none", "label,rank\na,1\n-,2\n_,\n-,\n", "a=1\n_=0\n",
         "scale.csv:3:3: E-GRADE \"-\" stands for no grade in every scale; its rank must be empty "
         "| "
         "field 2 (rank)\n"
         "scale.csv:5:1: E-DUPLICATE grade \"-\" stands twice | field 1 (label)\n",
         2},
        {"no label", "label,rank\n,2\nok,1\n", "ok=1\n",
         "scale.csv:2:1: E-EMPTY the label is empty | field 1 (label)\n", 1},
        {"neither label nor rank", "label,rank\n,x\nok,1\n", "ok=1\n",
         "scale.csv:2:1: E-EMPTY the label is empty | field 1 (label)\n"
         "scale.csv:2:2: " NO_RANK("x") " | field 2 (rank)\n",
         1},
        {"a bad label may stand again", "label,rank\na,x\na,1\n", "a=1\n",
         "scale.csv:2:3: " NO_RANK("x") " | field 2 (rank)\n", 1},
        {"no columns", "a,b\n1,2\n", "",
         "scale.csv:1:1: E-HEADER no column for label; expected one of: label, grade, word\n"
         "scale.csv:1:1: E-HEADER no column for rank; expected one of: rank\n"
         "scale.csv:1:1: W-COLUMN column \"a\" is not used\n"
         "scale.csv:1:3: W-COLUMN column \"b\" is not used\n",
         0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        check_example(&examples[i]);
}

static void a_scale_has_at_most_2000_words(void **state)
{
    struct text file = {0};
    struct fixture f = {0};
    (void)state;
    text_add_string(&file, "label,rank\n");
    for (int i = 0; i <= SCALE_LIMIT; i++)
        text_addf(&file, "w%d,1\n", i);
    const struct scene scene = {.scale = text_string(&file),
                                .ratings = "council,grade,inspected\n"};
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.d.scale.n, SCALE_LIMIT);
    assert_int_equal(f.ds.n, 1);
    assert_string_equal(f.ds.v[0].code, "E-SIZE");
    assert_int_equal(f.ds.v[0].place.line, SCALE_LIMIT + 2);
    text_release(&file);
    fixture_release(&f);
}

static void a_word_has_at_most_200_bytes(void **state)
{
    struct text file = {0};
    struct fixture f = {0};
    (void)state;
    text_addf(&file, "label,rank\n%0*d,1\n%0*d,2\n", LABEL_LIMIT, 0, LABEL_LIMIT + 1, 0);
    const struct scene scene = {.scale = text_string(&file),
                                .ratings = "council,grade,inspected\n"};
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.d.scale.n, 1);
    assert_int_equal(strlen(f.d.scale.words[0].word), 200);
    assert_int_equal(f.ds.n, 1);
    assert_string_equal(f.ds.v[0].code, "E-SIZE");
    assert_int_equal(f.ds.v[0].place.line, 3);
    text_release(&file);
    fixture_release(&f);
}

static void grades_are_read_by_the_scale_of_the_file(void **state)
{
    const struct scene scene = {
        .scale = "label,rank\nhigh,20\nlow,10\nnone,\n",
        .ratings = "council,grade,inspected\nA,High,2019-01-01\nA,LOW,2020-01-01\n"
                   "A,None,2021-01-01\nA,,2022-01-01\nA,nome,2023-01-01\nA,lo,2024-01-01\n",
    };
    static const int ranks[] = {20, 10, RANK_NONE, RANK_NONE};
    struct fixture f = {0};
    struct text problems = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(f.d.judgements.n, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct judgement j = judgement_at(&f.d, i);
        assert_int_equal(judgement_rank(&f.d, &j), ranks[i]);
    }
    problems_text(&f.ds, &problems);
    check_text(
        &problems,
        "ratings.csv:6:3: E-GRADE \"nome\" is not a grade; the nearest is \"none\" | field 2 "
        "(grade)\n"
        "ratings.csv:7:3: E-GRADE \"lo\" is not a grade; the nearest is \"low\" | field 2 "
        "(grade)\n",
        "problems");
    text_release(&problems);
    fixture_release(&f);
}

static void without_a_file_the_scale_is_ofsteds(void **state)
{
    const struct scene scene = {.ratings = "council,grade,inspected\nA,RI,2019-01-01\n"};
    struct fixture f = {0};
    (void)state;
    assert_int_equal(fixture_load(&f, &scene), 0);
    assert_int_equal(scale_highest(&f.d.scale), 4);
    const struct judgement j = judgement_at(&f.d, 0);
    assert_int_equal(judgement_rank(&f.d, &j), 2);
    assert_string_equal(judgement_word(&f.d, &j), "RI");
    fixture_release(&f);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ofsteds_words_are_known_with_their_ranks),
        cmocka_unit_test(other_words_are_no_grades),
        cmocka_unit_test(the_empty_word_is_a_no_grade_word_of_every_scale),
        cmocka_unit_test(the_first_word_of_a_rank_is_its_label),
        cmocka_unit_test(ranks_are_found_from_below_and_above),
        cmocka_unit_test(words_are_offered_with_or_without_those_of_no_grade),
        cmocka_unit_test(a_file_of_labels_replaces_the_scale),
        cmocka_unit_test(what_is_wrong_in_a_file_of_labels_is_told),
        cmocka_unit_test(a_scale_has_at_most_2000_words),
        cmocka_unit_test(a_word_has_at_most_200_bytes),
        cmocka_unit_test(grades_are_read_by_the_scale_of_the_file),
        cmocka_unit_test(without_a_file_the_scale_is_ofsteds),
    };
    return CHECK_RUN(tests, argc, argv);
}
