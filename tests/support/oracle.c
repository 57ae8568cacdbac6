#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const folders[] = {
    "data",
    "cases/all_censored",
    "cases/early_zero",
    "cases/leap",
    "cases/one_council",
    "cases/overlap_gap",
    "cases/relapse_same_council",
    "cases/switch_on_event_day",
};

enum { N_FOLDERS = sizeof folders / sizeof folders[0], NAME_SIZE = 64 };

static void add_command(struct text *line, const char *command, const char *folder,
                        const char *options)
{
    const char *program = getenv("TURNAROUND");
    text_addf(line,
              "%s %s tests/oracle/%s -f csv --as-of 2025-03-31 --uncovered unknown "
              "--extra-model mutual --extra-model shared %s",
              program ? program : "build/turnaround", command, folder, options);
}

struct csv_table oracle_run(const char *command, const char *folder, const char *options)
{
    struct text line = {0};
    add_command(&line, command, folder, options);
    text_addf(&line, " -q");
    struct csv_table t = csv_table_of(text_string(&line));
    text_release(&line);
    return t;
}

void oracle_notes(const char *command, const char *folder, const char *options, struct text *t)
{
    struct text line = {0};
    char part[1024];
    add_command(&line, command, folder, options);
    text_addf(&line, " 2>&1 >/dev/null");
    FILE *f = popen(text_string(&line), "r");
    assert_non_null(f);
    while (fgets(part, sizeof part, f))
        text_addf(t, "%s", part);
    assert_int_equal(pclose(f), 0);
    text_release(&line);
}

struct csv_table oracle_expect(const char *folder, const char *file)
{
    struct text path = {0};
    text_addf(&path, "tests/oracle/%s/expected/%s", folder, file);
    struct csv_table t = csv_table_read(text_string(&path));
    text_release(&path);
    return t;
}

void same_text(const struct csv_table *a, size_t i, const char *a_name, const char *expected)
{
    if (strcmp(csv_get(a, i, a_name), expected) != 0)
        fail_msg("row %zu: %s is %s, expected %s", i, a_name, csv_get(a, i, a_name), expected);
}

void same_number(const struct csv_table *a, size_t i, const char *a_name, const struct csv_table *b,
                 size_t k, const char *b_name, double tolerance)
{
    check_close_at(csv_number(a, i, a_name), csv_number(b, k, b_name), tolerance, a_name, __FILE__,
                   __LINE__);
}

size_t find_row(const struct csv_table *t, const char *name, const char *value, const char *name2,
                const char *value2)
{
    for (size_t i = 0; i < csv_rows(t); i++)
        if (strcmp(csv_get(t, i, name), value) == 0 &&
            (!name2 || strcmp(csv_get(t, i, name2), value2) == 0))
            return i;
    fail_msg("no row for %s %s", value, name2 ? value2 : "");
    return 0;
}

/* A name that cmocka keeps, as long as the program runs. */
static struct CMUnitTest make(const struct oracle_test *test, const char *folder,
                              char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "%s %s", test->name, folder);
    return (struct CMUnitTest){
        .name = name, .test_func = test->test, .initial_state = strdup(folder)};
}

int oracle_run_tests(const struct oracle_test *each, size_t n_each,
                     const struct oracle_test *on_data, size_t n_on_data, int argc, char **argv)
{
    size_t most = N_FOLDERS * n_each + n_on_data, n = 0;
    struct CMUnitTest *tests = calloc(most, sizeof *tests);
    char(*names)[NAME_SIZE] = calloc(most, sizeof *names);
    if (!tests || !names)
        abort();
    for (size_t f = 0; f < N_FOLDERS; f++)
        for (size_t k = 0; k < n_each; k++, n++)
            tests[n] = make(&each[k], folders[f], names[n]);
    for (size_t k = 0; k < n_on_data; k++, n++)
        tests[n] = make(&on_data[k], "data", names[n]);
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    int failed = _cmocka_run_group_tests("oracle", tests, n, NULL, NULL);
    for (size_t i = 0; i < n; i++)
        free(tests[i].initial_state);
    free(tests);
    free(names);
    return failed;
}
