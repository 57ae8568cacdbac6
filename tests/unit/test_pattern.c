/* pattern: what is compiled, and what is beyond the limit however it is written. */
#include "out/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

enum { FITS, TOO_LONG, NONE };

/* What becomes of it: FITS, TOO_LONG or, where it is no expression, NONE. */
static int outcome_of(const char *pattern)
{
    struct diags ds = {0};
    regex_t regex;
    int outcome = FITS;
    if (pattern_compile(&regex, span_of(pattern), &ds) == 0) {
        regfree(&regex);
    } else {
        assert_int_equal(ds.fault, FAULT_USAGE);
        outcome = strstr(ds.fault_message, "is too long") ? TOO_LONG : NONE;
    }
    diags_release(&ds);
    return outcome;
}

static void repetitions_are_written_out(void **state)
{
    static const struct {
        const char *pattern;
        int outcome;
    } cases[] = {
        {"", FITS},
        {"isle.*(wight|man)", FITS},
        {"a{999}", FITS}, /* and one for what {n,} would add */
        {"a{1000}", TOO_LONG},
        {"a{0,1000}", FITS},
        {"a{0,1001}", TOO_LONG},
        {"a{1000,}", TOO_LONG},
        {"a{99999999999999999999}", TOO_LONG},
        {"(ab){333}", TOO_LONG}, /* a group counts as one */
        {"(ab){332}", FITS},
        {"((a{1,100}){1,100}){1,100}", TOO_LONG},
        {"a++++++++", FITS}, /* 256 */
        {"a++++++++++", TOO_LONG},
        {".*?wight", FITS},
        {"a*********", FITS},
        {"a************", TOO_LONG},
        {"a?{10}{10}{9}", TOO_LONG},
        {"[a{9}{9}{9}{9}]{9}", FITS},
        {"[]{9}{9}{9}{9}]{9}", FITS},
        {"[^]{9}{9}{9}{9}]{9}", FITS},
        {"[[:alpha:]{9}{9}{9}{9}]{9}", FITS},
        {"[[:alpha:]]{1000}", TOO_LONG},
        {"\\({1000}", TOO_LONG},
        {"\\(\\)", FITS},
        {"(", NONE},
        {"[a", NONE},
        {"[", NONE},
        {"\\", NONE},
        {"a{2,1}", NONE},
        {"a{1,", NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (outcome_of(cases[i].pattern) != cases[i].outcome)
            fail_msg("%s: %d", cases[i].pattern, outcome_of(cases[i].pattern));
}

/* N of A, then N of B: groups in each other go as deep as they are many. */
static int outcome_of_many(char a, char b, size_t n)
{
    char *pattern = malloc(2 * n + 1);
    assert_non_null(pattern);
    memset(pattern, a, n);
    memset(pattern + n, b, n);
    pattern[2 * n] = '\0';
    int outcome = outcome_of(pattern);
    free(pattern);
    return outcome;
}

static void length_and_depth_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(outcome_of_many('a', 'b', PATTERN_LIMIT / 2), FITS);
    assert_int_equal(outcome_of_many('a', 'b', PATTERN_LIMIT / 2 + 1), TOO_LONG);
    assert_int_equal(outcome_of_many('(', ')', PATTERN_LIMIT), FITS);
    assert_int_equal(outcome_of_many('(', ')', PATTERN_LIMIT + 1), TOO_LONG);
    assert_int_equal(outcome_of_many('(', 'a', 100000), TOO_LONG);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repetitions_are_written_out),
        cmocka_unit_test(length_and_depth_are_bounded),
    };
    return CHECK_RUN(tests, argc, argv);
}
