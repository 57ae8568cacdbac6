/* oracle: what tests against reference numbers share (tests/oracle/README.md says what they are).
 */
#ifndef SUPPORT_ORACLE_H
#define SUPPORT_ORACLE_H

#include "csv_table.h"

/* What the program prints of COMMAND on the records of tests/oracle/FOLDER, as the reference
 * numbers were computed (as of 2025-03-31, uncovered days unknown, two further models), with
 * OPTIONS. */
struct csv_table oracle_run(const char *command, const char *folder, const char *options);

/* What it says of it on standard error: its notes. T is released by the caller. */
void oracle_notes(const char *command, const char *folder, const char *options, struct text *t);

/* The reference numbers tests/oracle/FOLDER/expected/FILE. */
struct csv_table oracle_expect(const char *folder, const char *file);

/* A cell of ours against a text, and against a number of R's. */
void same_text(const struct csv_table *a, size_t i, const char *a_name, const char *expected);
void same_number(const struct csv_table *a, size_t i, const char *a_name, const struct csv_table *b,
                 size_t k, const char *b_name, double tolerance);

/* The first row of T whose columns NAME and NAME2 (or NULL) hold VALUE and VALUE2; fails where
 * there is none. */
size_t find_row(const struct csv_table *t, const char *name, const char *value, const char *name2,
                const char *value2);

struct oracle_test {
    const char *name;
    CMUnitTestFunction test; /* its *state is the folder */
};

/* Runs EACH test on each folder, and ON_DATA on "data" only, whose names match argv[1] if it is
 * given. */
int oracle_run_tests(const struct oracle_test *each, size_t n_each,
                     const struct oracle_test *on_data, size_t n_on_data, int argc, char **argv);

#define ORACLE_RUN(each, on_data, argc, argv)                                                      \
    oracle_run_tests(each, sizeof(each) / sizeof(each)[0], on_data,                                \
                     sizeof(on_data) / sizeof(on_data)[0], argc, argv)

#endif
