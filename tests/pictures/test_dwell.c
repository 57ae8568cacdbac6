/* chart dwell: what is drawn is what `transitions` prints of the same records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

static const struct {
    const char *options, *model;
} charts[] = {
    {"data/england", "(all)"},
    {"-M trust data/england", "trust"},
    {"-R 'North West' --from 2016 data/england", "(all)"},
    {"-C Slough --to 2020-01-01 data/england", "(all)"},
    {"tests/golden/small", "(all)"},
    {"-M in-house --judgement leaders,overall tests/golden/small", "in-house"},
};

/* Tables and pictures that COMMAND makes of the options of chart K. */
static struct csv_table table_of(size_t k, const char *command)
{
    struct text line = {0};
    text_addf(&line, "%s %s", command, charts[k].options);
    struct csv_table t = csv_table_of_program(text_string(&line));
    text_release(&line);
    return t;
}

static struct picture chart_of(size_t k)
{
    struct text line = {0};
    text_addf(&line, "chart dwell -q -o - %s", charts[k].options);
    struct picture p = picture_of(text_string(&line));
    text_release(&line);
    return p;
}

/* The band of row I is there if it has a pair, with its numbers, dashed where it stays. */
static void check_band(const struct picture *p, const struct csv_table *t, size_t i)
{
    const char *from = csv_get(t, i, "from"), *to = csv_get(t, i, "to");
    double pairs = csv_number(t, i, "pairs"), years = csv_number(t, i, "mean_years");
    struct text tip = {0};
    text_addf(&tip, "%s to %s: %s of %s pair%s (%.1f%%), %s%.1f years apart", from, to,
              csv_get(t, i, "pairs"), csv_get(t, i, "pairs_from"),
              strcmp(csv_get(t, i, "pairs_from"), "1") == 0 ? "" : "s",
              100 * csv_number(t, i, "probability"), pairs > 1 ? "on average " : "",
              pairs > 0 ? years : 0);
    assert_int_equal(picture_countf(p,
                                    "//svg:path[starts-with(@class,'flow')]"
                                    "[starts-with(svg:title,'%s')]",
                                    text_string(&tip)),
                     pairs > 0);
    assert_int_equal(picture_countf(p,
                                    "//svg:path[starts-with(@class,'flow same')]"
                                    "[@stroke-dasharray][starts-with(svg:title,'%s')]",
                                    text_string(&tip)),
                     pairs > 0 && strcmp(from, to) == 0);
    text_release(&tip);
}

/* Both ends of row I have its numbers beside them. */
static void check_rows(const struct picture *p, const struct csv_table *t, size_t i)
{
    const char *from = csv_get(t, i, "from"), *to = csv_get(t, i, "to");
    if (csv_number(t, i, "pairs") == 0)
        return;
    assert_int_equal(picture_countf(p,
                                    "//svg:g[@class='from'][@data-name='%s']"
                                    "[svg:text[substring-after(.,' ')='%s']]"
                                    "[svg:text[starts-with(@class,'count')]='%s']"
                                    "[svg:text[starts-with(@class,'value')]='%.1f']",
                                    from, to, csv_get(t, i, "pairs"),
                                    csv_number(t, i, "mean_years")),
                     1);
    assert_int_equal(picture_countf(p,
                                    "//svg:g[@class='to'][@data-name='%s']"
                                    "[svg:text[substring-after(.,' ')='%s']]"
                                    "[svg:text[starts-with(@class,'count')]='%s']",
                                    to, from, csv_get(t, i, "pairs")),
                     1);
}

static void each_row_of_transitions_is_a_band(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof charts / sizeof charts[0]; k++) {
        struct csv_table t = table_of(k, "transitions");
        struct picture p = chart_of(k);
        size_t n = 0;
        for (size_t i = 0; i < csv_rows(&t); i++) {
            if (strcmp(csv_get(&t, i, "model"), charts[k].model) != 0)
                continue;
            check_band(&p, &t, i);
            check_rows(&p, &t, i);
            n += csv_number(&t, i, "pairs") > 0;
        }
        assert_true(n > 0);
        assert_int_equal(picture_count(&p, "//svg:path[starts-with(@class,'flow')]"), n);
        picture_release(&p);
        csv_table_release(&t);
    }
}

/* The mean of all pairs from a grade, by the rows of `steps`. */
static void years_of_a_grade_are_the_mean_of_its_steps(void **state)
{
    static const char *const grades[] = {"outstanding", "good", "requires improvement",
                                         "inadequate"};
    struct csv_table t = csv_table_of_program("steps --units days data/england");
    struct picture p = picture_of("chart dwell -q -o - data/england");
    (void)state;
    for (size_t k = 0; k < 4; k++) {
        double days = 0, pairs = 0;
        struct text path = {0};
        for (size_t i = 0; i < csv_rows(&t); i++) {
            const char *from = csv_get(&t, i, "from");
            bool adequate = k == 2 && strcmp(from, "adequate") == 0;
            if (strcmp(from, grades[k]) != 0 && !adequate)
                continue;
            days += csv_number(&t, i, "days");
            pairs++;
        }
        text_addf(&path,
                  "//svg:rect[starts-with(svg:title,'From %s: %.0f pairs, on average %.1f "
                  "years apart')]",
                  grades[k], pairs, days / pairs / 365.25);
        assert_true(picture_count(&p, text_string(&path)) > 0);
        text_clear(&path);
        text_addf(&path, "//svg:text[starts-with(@class,'node-value')][.='%.1f']",
                  days / pairs / 365.25);
        assert_true(picture_count(&p, text_string(&path)) > 0);
        text_release(&path);
    }
    picture_release(&p);
    csv_table_release(&t);
}

/* The label of the grade that WORD is. */
static const char *grade_of(const char *word)
{
    static const char *const aliases[] = {"adequate", "satisfactory", "RI",
                                          "requires improvement to be good"};
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (strcmp(word, aliases[i]) == 0)
            return "requires improvement";
    return strcmp(word, "Inadequate") == 0 ? "inadequate" : word;
}

static double pairs_of(const struct csv_table *t, const char *model, const char *from,
                       const char *to)
{
    size_t i = 0;
    while (strcmp(csv_get(t, i, "model"), model) != 0 || strcmp(csv_get(t, i, "from"), from) != 0 ||
           strcmp(csv_get(t, i, "to"), to) != 0)
        i++;
    return csv_number(t, i, "pairs");
}

/* Of up to five pairs it is told whose they are, each of `steps`; of more, not. */
static void few_pairs_are_named(void **state)
{
    size_t n_named = 0, n_others = 0;
    (void)state;
    for (size_t k = 0; k < sizeof charts / sizeof charts[0]; k++) {
        struct csv_table steps = table_of(k, "steps"), t = table_of(k, "transitions");
        struct picture p = chart_of(k);
        const char *model = charts[k].model;
        for (size_t i = 0; i < csv_rows(&steps); i++) {
            bool is_shown =
                strcmp(model, "(all)") == 0 || strcmp(csv_get(&steps, i, "model"), model) == 0;
            const char *from = grade_of(csv_get(&steps, i, "from"));
            const char *to = grade_of(csv_get(&steps, i, "to"));
            bool is_named = is_shown && pairs_of(&t, model, from, to) <= 5;
            assert_int_equal(picture_countf(&p,
                                            "//svg:path[starts-with(svg:title,'%s to %s:')]"
                                            "[contains(svg:title,\"%s %s to %s\")]",
                                            from, to, csv_get(&steps, i, "council"),
                                            csv_get(&steps, i, "from_date"),
                                            csv_get(&steps, i, "to_date")),
                             is_named);
            n_named += is_named;
            n_others += !is_named;
        }
        picture_release(&p);
        csv_table_release(&steps);
        csv_table_release(&t);
    }
    assert_true(n_named > 20 && n_others > 20);
}

/* Bands do not lie on each other at their ends, and are as wide as their numbers. */
static void ends_are_in_proportion_and_apart(void **state)
{
    static const char *const sides[] = {"from", "to"};
    struct picture p = picture_of("chart dwell -q -o - data/england");
    size_t n = picture_count(&p, "//svg:g[@class='from']");
    (void)state;
    assert_int_equal(picture_count(&p, "//svg:text[starts-with(@class,'node f')]"), 8);
    for (size_t side = 0; side < 2; side++) {
        double foot = 0, scale = NAN;
        assert_int_equal(picture_countf(&p, "//svg:g[@class='%s']", sides[side]), n);
        for (size_t i = 1; i <= n; i++) {
            struct text path = {0};
            double of[3];
            static const char *const what[] = {"svg:rect/@y", "svg:rect/@height",
                                               "svg:text[starts-with(@class,'count')]"};
            for (size_t k = 0; k < 3; k++) {
                text_clear(&path);
                text_addf(&path, "(//svg:g[@class='%s'])[%zu]/%s", sides[side], i, what[k]);
                of[k] = picture_number(&p, text_string(&path));
            }
            if (of[2] > 5) {
                scale = isnan(scale) ? of[1] / of[2] : scale;
                check_close(of[1], scale * of[2], 0.01);
            }
            assert_true(of[0] > foot);
            foot = of[0] + of[1];
            text_release(&path);
        }
    }
    picture_release(&p);
}

static void nothing_to_draw_is_told(void **state)
{
    static const char *const lines[] = {
        "chart dwell -q -o - -M outsourced -C Leeds data/england",
        "chart dwell -q -o - --from 1950 --to 1960 data/england",
        "chart dwell -q -o - -C Cumberland data/england",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct picture p = picture_of(lines[i]);
        assert_int_equal(picture_count(&p, "//svg:text[starts-with(@class,'empty')]"
                                           "[starts-with(.,'No data')]"),
                         1);
        assert_int_equal(picture_count(&p, "//svg:path"), 0);
        picture_release(&p);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_transitions_is_a_band),
        cmocka_unit_test(years_of_a_grade_are_the_mean_of_its_steps),
        cmocka_unit_test(few_pairs_are_named),
        cmocka_unit_test(ends_are_in_proportion_and_apart),
        cmocka_unit_test(nothing_to_draw_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
