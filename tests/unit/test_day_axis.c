/* day_axis: where an axis of time has lines. */
#include "out/day_axis.h"

#include "check.h"
#include "fixture.h"

static void lines_stand_as_close_as_their_labels_fit(void **state)
{
    static const struct {
        const char *first, *last;
        double width;
        const char *labels;
    } cases[] = {
        {"2019-01-01", "2023-06-30", 25, "2019 2020 2021 2022 2023"},
        {"2019-01-02", "2023-01-01", 25, "2020 2021 2022 2023"},
        {"2019-01-01", "2023-06-30", 20, "2020 2022"},
        {"1966-01-01", "2026-08-20", 66,
         "1970 1975 1980 1985 1990 1995 2000 2005 2010 2015 2020 "
         "2025"},
        {"2024-01-01", "2024-12-31", 57, "2024-01 2024-04 2024-07 2024-10"},
        {"2024-01-15", "2024-04-02", 57, "2024-02 2024-03 2024-04"},
        {"2024-01-15", "2024-01-20", 57, ""},
        {"0001-01-01", "9999-12-31", 30, "2000 4000 6000 8000"},
        {"9990-01-01", "9999-12-31", 12, "9990 9995"},
    };
    struct text t = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct day_axis axis = {day_of(cases[i].first), day_of(cases[i].last)};
        int step = day_axis_step(axis, cases[i].width, 1);
        char label[DATE_TEXT];
        text_clear(&t);
        for (int32_t day = axis.first; day_axis_next(axis, step, day, &day); day++)
            text_addf(&t, "%s%s", t.n ? " " : "", day_axis_label(step, day, label));
        check_text(&t, cases[i].labels, cases[i].first);
    }
    text_release(&t);
}

static void days_lie_between_the_ends(void **state)
{
    struct day_axis axis = {day_of("2020-01-01"), day_of("2021-01-01")};
    (void)state;
    check_close(day_axis_at(axis, axis.first), 0, 0);
    check_close(day_axis_at(axis, axis.last), 1, 0);
    check_close(day_axis_at(axis, axis.first + 183), 0.5, 0);
    check_close(day_axis_at(axis, axis.last + 366), 2, 0);
    assert_true(day_axis_at(axis, DAY_FIRST) < 0);
    assert_true(day_axis_at(axis, DAY_LAST) > 1);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_stand_as_close_as_their_labels_fit),
        cmocka_unit_test(days_lie_between_the_ends),
    };
    return CHECK_RUN(tests, argc, argv);
}
