/* chart mix: what is drawn is what `mix` prints of the same records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

enum { HIGH = 300 }; /* of a bar, in pixels */

static const struct {
    const char *options, *model;
} charts[] = {
    {"data/england", "(all)"},
    {"-M trust data/england", "trust"},
    {"-R 'North West' --from 2016 --to 2021-06-30 data/england", "(all)"},
    {"-C Northamptonshire --from 2019 data/england", "(all)"},
    {"tests/golden/small", "(all)"},
    {"-M partnership tests/golden/small", "partnership"},
};

static const char *label_of(const struct csv_table *t, size_t i)
{
    const char *grade = csv_get(t, i, "grade");
    return *grade ? grade : "no grade yet";
}

/* The part of row I: its rectangle has the words and the height that its numbers ask for. */
static void check_part(const struct picture *p, const struct csv_table *t, size_t i)
{
    struct text path = {0}, tip = {0}, expected = {0};
    double councils = csv_number(t, i, "councils"), share = csv_number(t, i, "share");
    const char *date = csv_get(t, i, "date"), *total = csv_get(t, i, "councils_total");
    text_addf(&expected, "%s: %s of %s council%s %s (%.1f%%)", date, csv_get(t, i, "councils"),
              total, strcmp(total, "1") == 0 ? "" : "s", label_of(t, i), 100 * share);
    text_addf(&path,
              "//svg:g[@class='stack'][@data-name='%.4s']/svg:rect[starts-with(@class,'part')]"
              "[starts-with(svg:title,'%s')]",
              date, text_string(&expected));
    assert_int_equal(picture_count(p, text_string(&path)), councils > 0);
    if (councils > 0) {
        picture_text(p, text_string(&path), &tip);
        assert_int_equal(strchr(text_string(&tip) + strlen(text_string(&expected)), ':') != NULL,
                         councils <= 5);
        text_add_string(&path, "/@height");
        double drawn = picture_number(p, text_string(&path));
        /* what is hatched has its outline within */
        assert_true(fabs(drawn - HIGH * share) <= (*csv_get(t, i, "grade") ? 0.011 : 1.011));
    }
    text_release(&path);
    text_release(&tip);
    text_release(&expected);
}

static void each_row_of_mix_is_a_part(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof charts / sizeof charts[0]; k++) {
        struct text line = {0};
        size_t n_parts = 0;
        text_addf(&line, "mix %s", charts[k].options);
        struct csv_table t = csv_table_of_program(text_string(&line));
        text_clear(&line);
        text_addf(&line, "chart mix -q -o - %s", charts[k].options);
        struct picture p = picture_of(text_string(&line));
        for (size_t i = 0; i < csv_rows(&t); i++) {
            if (strcmp(csv_get(&t, i, "model"), charts[k].model) != 0)
                continue;
            check_part(&p, &t, i);
            n_parts += csv_number(&t, i, "councils") > 0;
        }
        assert_true(n_parts > 0);
        assert_int_equal(picture_count(&p, "//svg:rect[starts-with(@class,'part')]"), n_parts);
        picture_release(&p);
        csv_table_release(&t);
        text_release(&line);
    }
}

/* Above each bar, and beside the last. */
static void numbers_are_those_of_mix(void **state)
{
    struct csv_table t = csv_table_of_program("mix data/england -w 'model=(all)'");
    struct picture p = picture_of("chart mix -q -o - data/england");
    size_t n = csv_rows(&t), bar = 0;
    (void)state;
    assert_int_equal(picture_count(&p, "//svg:text[starts-with(@class,'total')]"), n / 5);
    for (size_t i = n; i >= 5; i -= 5, bar++) {
        struct text path = {0};
        text_addf(&path, "//svg:text[starts-with(@class,'total')][%zu]", bar + 1);
        check_close(picture_number(&p, text_string(&path)), csv_number(&t, i - 1, "councils_total"),
                    0);
        text_add_string(&path, "/@x");
        double x = picture_number(&p, text_string(&path));
        text_clear(&path);
        text_addf(&path, "//svg:g[@class='stack'][@data-name='%.4s']/svg:rect/@x",
                  csv_get(&t, i - 1, "date"));
        double left = picture_number(&p, text_string(&path));
        assert_true(left + 10 < x && x < left + 20); /* above its bar */
        text_release(&path);
    }
    for (size_t i = n - 5; i < n; i++) {
        struct text label = {0};
        text_addf(&label, " %s (%.1f%%)", csv_get(&t, i, "councils"),
                  100 * csv_number(&t, i, "share"));
        assert_int_equal(picture_countf(&p,
                                        "//svg:text[starts-with(@class,'last')]"
                                        "[substring-after(.,' ')='%s']",
                                        text_string(&label)),
                         csv_number(&t, i, "councils") > 0);
        text_release(&label);
    }
    picture_release(&p);
    csv_table_release(&t);
}

/* Each grade and its letter in the legend; what is not graded hatched, without a letter. */
static void grades_are_told_apart_without_colour(void **state)
{
    static const char *const grades[][2] = {
        {"outstanding", "O"}, {"good", "G"}, {"requires improvement", "R"}, {"inadequate", "I"}};
    struct picture p = picture_of("chart mix -q -o - data/england");
    (void)state;
    assert_int_equal(picture_count(&p, "//svg:g[@class='legend']"), 5);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(picture_countf(&p,
                                        "//svg:g[@class='legend'][@data-name='%s']"
                                        "[svg:text[1]='%s'][svg:text[2]='%s']",
                                        grades[i][0], grades[i][1], grades[i][0]),
                         1);
    assert_int_equal(picture_count(&p, "//svg:g[@data-name='no grade yet'][svg:path]"), 1);
    assert_int_equal(
        picture_count(&p, "//svg:path[starts-with(@class,'hatch')]"),
        picture_count(&p, "//svg:rect[starts-with(@class,'part')][contains(.,'no grade yet')]"));
    assert_int_equal(picture_count(&p, "//svg:g[@data-name='2024']/svg:text[.='O' or .='G' or "
                                       ".='R' or .='I']"),
                     4);
    picture_release(&p);
}

static void a_last_bar_within_its_year_is_told(void **state)
{
    static const struct {
        const char *line, *day;
    } examples[] = {
        {"chart mix -q -o - data/england --as-of 2020-01-15", "2020-01-15"},
        {"chart mix -q -o - data/england --as-of 2020-12-30", "2020-12-30"},
        {"chart mix -q -o - data/england --as-of 2020-12-31", NULL},
        {"chart mix -q -o - data/england --to 2020-12-31", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        struct picture p = picture_of(examples[i].line);
        const char *day = examples[i].day;
        assert_int_equal(picture_count(&p, "//svg:text[contains(.,'The last bar is of')]"), !!day);
        assert_int_equal(
            picture_countf(&p, "//svg:text[contains(.,'The last bar is of %s.')]", day ? day : ""),
            !!day);
        picture_release(&p);
    }
}

static void nothing_to_draw_is_told(void **state)
{
    static const char *const lines[] = {
        "chart mix -q -o - -M outsourced --from 2025 data/england",
        "chart mix -q -o - -M outsourced -C Leeds data/england",
        "chart mix -q -o - --from 1950 --to 1960 data/england",
        "chart mix -q -o - -C Cumberland --as-of 2020-01-01 data/england",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct picture p = picture_of(lines[i]);
        assert_int_equal(picture_count(&p, "//svg:text[starts-with(@class,'empty')]"
                                           "[starts-with(.,'No data')]"),
                         1);
        assert_int_equal(picture_count(&p, "//svg:desc[starts-with(.,'No data')]"), 1);
        assert_int_equal(picture_count(&p, "//svg:g[@class='stack']"), 0);
        picture_release(&p);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_mix_is_a_part),
        cmocka_unit_test(numbers_are_those_of_mix),
        cmocka_unit_test(grades_are_told_apart_without_colour),
        cmocka_unit_test(a_last_bar_within_its_year_is_told),
        cmocka_unit_test(nothing_to_draw_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
