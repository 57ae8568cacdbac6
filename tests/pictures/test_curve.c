/* chart curve: what is drawn is what `curve`, `times` and `segments` print of the same records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

static const char *const models[] = {"in-house", "trust", "partnership", "outsourced"};
enum { N_MODELS = sizeof models / sizeof models[0] };

/* Rows of T of MODEL whose column NAME is above 0. */
static size_t count_rows(const struct csv_table *t, const char *model, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(t); i++)
        n += strcmp(csv_get(t, i, "model"), model) == 0 && csv_number(t, i, name) > 0;
    return n;
}

static void each_row_of_curve_is_a_mark(void **state)
{
    struct csv_table t = csv_table_of_program("curve");
    struct picture p = picture_of("chart curve -o -");
    (void)state;
    assert_int_equal(picture_count(&p, "//svg:g[@class='series']"), N_MODELS);
    for (size_t i = 0; i < N_MODELS; i++) {
        assert_int_equal(picture_countf(&p,
                                        "//svg:g[@class='series'][@data-name='%s']/"
                                        "svg:circle[starts-with(@class,'event')]",
                                        models[i]),
                         count_rows(&t, models[i], "events"));
        assert_int_equal(picture_countf(&p,
                                        "//svg:g[@class='series'][@data-name='%s']/"
                                        "svg:line[starts-with(@class,'censored')]",
                                        models[i]),
                         count_rows(&t, models[i], "censored"));
    }
    picture_release(&p);
    csv_table_release(&t);
}

/* At year Y: segments with start_days < 365.25 Y <= stop_days; at 0, those that start at 0. */
static size_t at_risk(const struct csv_table *t, const char *model, int year)
{
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(t); i++) {
        double start = csv_number(t, i, "start_days"), stop = csv_number(t, i, "stop_days");
        if (strcmp(csv_get(t, i, "model"), model) == 0)
            n += year == 0 ? start == 0 : start < 365.25 * year && 365.25 * year <= stop;
    }
    return n;
}

static void numbers_at_risk_are_counts_of_segments(void **state)
{
    struct csv_table t = csv_table_of_program("segments");
    struct picture p = picture_of("chart curve -o -");
    (void)state;
    for (size_t i = 0; i < N_MODELS; i++)
        for (int year = 0; year <= 10; year++) {
            struct text path = {0};
            text_addf(&path,
                      "//svg:g[@class='row'][@data-name='%s']/"
                      "svg:text[starts-with(@class,'count')][%d]",
                      models[i], year + 1);
            assert_int_equal(picture_number(&p, text_string(&path)), at_risk(&t, models[i], year));
            text_release(&path);
        }
    picture_release(&p);
    csv_table_release(&t);
}

static void medians_are_those_of_times(void **state)
{
    struct csv_table t = csv_table_of_program("times");
    struct picture p = picture_of("chart curve -o -");
    (void)state;
    for (size_t i = 0; i < N_MODELS; i++) {
        struct text path = {0}, shown = {0}, expected = {0};
        double median = csv_number(&t, i, "median_years");
        assert_string_equal(csv_get(&t, i, "model"), models[i]);
        if (isnan(median))
            text_add_string(&expected, "not reached");
        else
            text_addf(&expected, "%.1f years", median);
        text_addf(&path,
                  "//svg:g[@class='row'][@data-name='%s']/"
                  "svg:text[starts-with(@class,'last')]",
                  models[i]);
        assert_string_equal(picture_text(&p, text_string(&path), &shown), text_string(&expected));
        assert_int_equal(picture_countf(&p,
                                        "//svg:g[@data-name='%s']/"
                                        "svg:path[starts-with(@class,'median')]",
                                        models[i]),
                         isnan(median) ? 0 : 1);
        text_release(&path);
        text_release(&shown);
        text_release(&expected);
    }
    picture_release(&p);
    csv_table_release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_of_curve_is_a_mark),
        cmocka_unit_test(numbers_at_risk_are_counts_of_segments),
        cmocka_unit_test(medians_are_those_of_times),
    };
    return CHECK_RUN(tests, argc, argv);
}
