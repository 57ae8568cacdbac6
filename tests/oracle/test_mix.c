/* mix: of the bundled records against mix.py, which counts from the files alone, and against what
 * `summary` and `coverage` print. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csv_table.h"

static void counts_are_those_of_the_files(void **state)
{
    struct csv_table ours = csv_table_of_program("mix --as-of 2026-08-20 data/england"),
                     expected = csv_table_read("tests/oracle/england/mix.csv");
    static const char *const columns[] = {"date", "model", "grade", "councils"};
    (void)state;
    assert_true(csv_rows(&expected) > 0);
    assert_int_equal(csv_rows(&ours), csv_rows(&expected));
    for (size_t i = 0; i < csv_rows(&ours); i++)
        for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
            assert_string_equal(csv_get(&ours, i, columns[k]), csv_get(&expected, i, columns[k]));
    csv_table_release(&ours);
    csv_table_release(&expected);
}

/* The number of `summary` that has the same councils as row I. */
static const char *in_summary(const struct csv_table *summary, const struct csv_table *mix,
                              size_t i)
{
    const char *grade = csv_get(mix, i, "grade");
    struct text column = {0};
    size_t row = 0;
    while (strcmp(csv_get(summary, row, "model"), csv_get(mix, i, "model")) != 0)
        row++;
    text_addf(&column, "%s_now", *grade ? grade : "no_grade");
    for (char *p = column.v; *p; p++)
        *p = *p == ' ' ? '_' : *p;
    const char *found = csv_get(summary, row, text_string(&column));
    text_release(&column);
    return found;
}

/* On the as-of date, whatever is chosen. */
static void the_last_day_is_that_of_summary(void **state)
{
    static const char *const options[] = {
        "data/england",
        "-R 'North West' data/england",
        "--as-of 2015-06-30 data/england",
        "--as-of 2020-02-29 --date published data/england",
        "--uncovered unknown --judgement leaders data/england",
        "-C Northamptonshire -C 'West Northamptonshire' --as-of 2021-06-01 data/england",
        "tests/golden/small",
        "--scope full --partial last tests/golden/small",
    };
    (void)state;
    for (size_t k = 0; k < sizeof options / sizeof options[0]; k++) {
        struct text line = {0};
        text_addf(&line, "summary %s", options[k]);
        struct csv_table summary = csv_table_of_program(text_string(&line));
        text_clear(&line);
        text_addf(&line, "mix %s", options[k]);
        struct csv_table mix = csv_table_of_program(text_string(&line));
        size_t n = csv_rows(&mix);
        assert_true(n > 0);
        size_t first = n;
        while (first > 0 &&
               strcmp(csv_get(&mix, first - 1, "date"), csv_get(&mix, n - 1, "date")) == 0)
            first--;
        for (size_t i = first; i < n; i++)
            assert_string_equal(csv_get(&mix, i, "councils"), in_summary(&summary, &mix, i));
        assert_int_equal(n - first, 5 * csv_rows(&summary));
        csv_table_release(&summary);
        csv_table_release(&mix);
        text_release(&line);
    }
}

/* Those of a model, on each day. */
static void the_councils_of_a_model_are_those_of_coverage(void **state)
{
    struct csv_table coverage =
                         csv_table_of_program("coverage --by year --from 2012-12-31 data/england"),
                     mix = csv_table_of_program("mix data/england");
    size_t n_found = 0;
    (void)state;
    for (size_t i = 0; i < csv_rows(&mix); i++)
        for (size_t k = 0; k < csv_rows(&coverage); k++) {
            if (strcmp(csv_get(&mix, i, "date"), csv_get(&coverage, k, "date")) != 0 ||
                strcmp(csv_get(&mix, i, "model"), csv_get(&coverage, k, "model")) != 0)
                continue;
            assert_string_equal(csv_get(&mix, i, "councils_total"),
                                csv_get(&coverage, k, "councils"));
            n_found++;
        }
    assert_int_equal(n_found, 5 * csv_rows(&coverage));
    csv_table_release(&coverage);
    csv_table_release(&mix);
}

static void shares_of_a_model_on_a_day_add_up_to_one(void **state)
{
    struct csv_table mix = csv_table_of_program("mix data/england");
    (void)state;
    for (size_t i = 0; i + 5 <= csv_rows(&mix); i += 5) {
        double total = csv_number(&mix, i, "councils_total"), councils = 0, share = 0;
        for (size_t k = i; k < i + 5; k++) {
            councils += csv_number(&mix, k, "councils");
            share += csv_number(&mix, k, "share");
        }
        check_close(councils, total, 0);
        check_close(share, total > 0 ? 1 : (double)NAN, 1e-12);
    }
    csv_table_release(&mix);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_the_files),
        cmocka_unit_test(the_last_day_is_that_of_summary),
        cmocka_unit_test(the_councils_of_a_model_are_those_of_coverage),
        cmocka_unit_test(shares_of_a_model_on_a_day_add_up_to_one),
    };
    return CHECK_RUN(tests, argc, argv);
}
