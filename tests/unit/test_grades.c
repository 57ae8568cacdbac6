/* grades: the letters that stand for the grades of a scale. */
#include "cmd/grades.h"

#include <stdlib.h>

#include "check.h"
#include "fixture.h"

enum { MOST = 8 };

/* "O G R I", best first. */
static void add_all(struct text *t, const struct scale *scale)
{
    struct arena arena = {0};
    struct grades grades;
    struct diags ds = {0};
    assert_int_equal(grades_make(scale, &arena, &grades, &ds), 0);
    for (size_t i = 0; i < grades.n; i++)
        text_addf(t, "%s%s", i ? " " : "", grades.v[i].letters);
    arena_release(&arena);
}

static void letters_tell_the_grades_of_any_scale_apart(void **state)
{
    static const struct {
        struct grade_word words[MOST];
        const char *letters;
    } cases[] = {
        {{{"Excellent", 5}, {"Good", 4}, {"Adequate", 2}, {"Poor", 1}}, "E G A P"},
        {{{"very good", 4}, {"good", 3}, {"poor", 2}, {"not seen", RANK_NONE}}, "V G P"},
        {{{"outstanding", 4}, {"great", 3}, {"good", 2}, {"inadequate", 1}}, "O Gr Go I"},
        {{{"performs well", 3}, {"performs  poorly", 2}, {"performs", 1}}, "PW PP P"},
        {{{"level 2", 2}, {"level 10", 10}, {"level 1", 1}}, "10 L2 1"},
        {{{"A*", 3}, {"A", 2}, {"B", 1}}, "A* A B"},
        {{{"same things", 20}, {"same thing", 3}, {"3", 1}}, "20 3 1"},
        {{{"écarté", 2}, {"élu", 1}}, "éc él"},
        {{{"only", 7}}, "O"},
        {{{"none", RANK_NONE}}, ""},
    };
    struct scale ofsted = scale_ofsted();
    struct text t = {0};
    (void)state;
    add_all(&t, &ofsted);
    check_text(&t, "O G R I", "Ofsted's");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct scale scale = {cases[i].words, 0};
        while (scale.n < MOST && cases[i].words[scale.n].word)
            scale.n++;
        text_clear(&t);
        add_all(&t, &scale);
        check_text(&t, cases[i].letters, cases[i].letters);
    }
    text_release(&t);
}

static void a_grade_is_found_by_its_rank(void **state)
{
    struct scale ofsted = scale_ofsted();
    struct arena arena = {0};
    struct grades grades;
    struct diags ds = {0};
    (void)state;
    assert_int_equal(grades_make(&ofsted, &arena, &grades, &ds), 0);
    for (int rank = 1; rank <= 4; rank++) {
        const struct grade *g = grades_of_rank(&grades, rank);
        assert_non_null(g);
        assert_int_equal(g->rank, rank);
        assert_string_equal(g->label, scale_label(&ofsted, rank));
    }
    assert_int_equal(grades.v[0].place, 0);
    assert_int_equal(grades.v[3].place, 5);
    assert_null(grades_of_rank(&grades, RANK_NONE));
    assert_null(grades_of_rank(&grades, 5));
    arena_release(&arena);
}

/* A scale as large as there can be: in time, and no letters twice. */
static void a_thousand_grades_of_one_word_have_letters_of_their_own(void **state)
{
    static struct grade_word words[RANK_LIMIT];
    static char seen[RANK_LIMIT + 1];
    struct scale scale = {words, RANK_LIMIT};
    struct arena arena = {0};
    struct grades grades;
    struct diags ds = {0};
    (void)state;
    for (int i = 0; i < RANK_LIMIT; i++)
        words[i] = (struct grade_word){"alike", i + 1};
    assert_int_equal(grades_make(&scale, &arena, &grades, &ds), 0);
    assert_int_equal(grades.n, RANK_LIMIT);
    for (size_t i = 0; i < grades.n; i++) {
        long rank = strtol(grades.v[i].letters, NULL, 10);
        assert_int_equal(rank, grades.v[i].rank);
        assert_false(seen[rank]);
        seen[rank] = 1;
    }
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_tell_the_grades_of_any_scale_apart),
        cmocka_unit_test(a_grade_is_found_by_its_rank),
        cmocka_unit_test(a_thousand_grades_of_one_word_have_letters_of_their_own),
    };
    return CHECK_RUN(tests, argc, argv);
}
