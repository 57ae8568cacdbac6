/* The statistics of the bundled records against england.R, which works them out from the files
 * alone. */
#include "csv_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct csv_table run(const char *command, const char *options)
{
    const char *program = getenv("TURNAROUND");
    struct text line = {0};
    text_addf(&line, "%s %s data/england -q -f csv %s", program ? program : "build/turnaround",
              command, options);
    struct csv_table t = csv_table_of(text_string(&line));
    text_release(&line);
    return t;
}

/* Whether row I has the cells that KEY names: "model=trust;time_days=654". */
static bool has_cells(const struct csv_table *t, size_t i, const char *key)
{
    struct span list = span_of(key), part;
    bool same = true;
    while (same && span_next(&list, ';', &part)) {
        char cell[256];
        snprintf(cell, sizeof cell, "%.*s", (int)part.length, part.text);
        char *value = strchr(cell, '=');
        assert_non_null(value);
        *value++ = '\0';
        same = strcmp(csv_get(t, i, cell), value) == 0;
    }
    return same;
}

static size_t find(const struct csv_table *t, const char *command, const char *key)
{
    for (size_t i = 0; i < csv_rows(t); i++)
        if (has_cells(t, i, key))
            return i;
    fail_msg("%s has no row of %s", command, key);
    return 0;
}

static void check_number(const struct csv_table *ours, const struct csv_table *r, size_t k)
{
    const char *command = csv_get(r, k, "command"), *key = csv_get(r, k, "key");
    const char *column = csv_get(r, k, "column");
    struct text what = {0};
    text_addf(&what, "%s %s, %s, %s", command, csv_get(r, k, "options"), key, column);
    check_close_at(csv_number(ours, find(ours, command, key), column), csv_number(r, k, "value"),
                   csv_number(r, k, "tolerance"), text_string(&what), __FILE__, __LINE__);
    text_release(&what);
}

/* numbers.csv has the numbers of one call of the program one after the other. */
static void numbers_equal(void **state)
{
    struct csv_table r = csv_table_read("tests/oracle/england/numbers.csv"), ours = {0};
    const char *command = "", *options = "";
    (void)state;
    assert_true(csv_rows(&r) > 1000);
    for (size_t k = 0; k < csv_rows(&r); k++) {
        if (strcmp(csv_get(&r, k, "command"), command) != 0 ||
            strcmp(csv_get(&r, k, "options"), options) != 0) {
            command = csv_get(&r, k, "command");
            options = csv_get(&r, k, "options");
            csv_table_release(&ours);
            ours = run(command, options);
        }
        check_number(&ours, &r, k);
    }
    csv_table_release(&ours);
    csv_table_release(&r);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_equal)};
    return CHECK_RUN(tests, argc, argv);
}
