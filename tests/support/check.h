/* check: what all tests use - cmocka, and what it lacks. */
#ifndef SUPPORT_CHECK_H
#define SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/text.h"

/* Equal within TOLERANCE, relative to B where B is above 1; NaN equals NaN. (cmocka's own
 * assert_float_equal compares floats.) */
#define check_close(a, b, tolerance) check_close_at(a, b, tolerance, #a, __FILE__, __LINE__)
void check_close_at(double a, double b, double tolerance, const char *what, const char *file,
                    int line);

/* A span against a string. */
#define check_span(s, expected) check_span_at(s, expected, __FILE__, __LINE__)
void check_span_at(struct span s, const char *expected, const char *file, int line);

/* Whole numbers below N, the same in every run unless TEST_SEED says otherwise; the seed is printed
 * once, so that a failure can be had again. */
struct random {
    uint64_t state;
};
struct random random_start(void);
uint32_t random_below(struct random *r, uint32_t n);

/* A file of its own with the given bytes, under the system's folder for such; its path is valid
 * until file_release(). */
enum { TEST_PATH = 64 };
struct test_file {
    char path[TEST_PATH];
};
struct test_file file_with(const void *bytes, size_t length);
struct test_file file_with_text(const char *text);
void file_release(struct test_file *file);

/* Makes an empty folder there, whose path it writes; who calls removes it. */
void make_test_folder(char path[TEST_PATH]);

/* Runs tests whose names match argv[1], if it is given. */
#define CHECK_RUN(tests, argc, argv)                                                               \
    (cmocka_set_test_filter((argc) > 1 ? (argv)[1] : NULL),                                        \
     cmocka_run_group_tests(tests, NULL, NULL))

#endif
