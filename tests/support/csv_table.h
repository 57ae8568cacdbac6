/* csv_table: a CSV file in memory, for tests. */
#ifndef SUPPORT_CSV_TABLE_H
#define SUPPORT_CSV_TABLE_H

#include "base/text.h"
#include "check.h"

struct csv_table {
    char **cells; /* n_rows x n_columns, the header first */
    size_t n_rows, n_columns, cap;
};

/* The file at PATH, a first line that begins with '#' left out. */
struct csv_table csv_table_read(const char *path);

/* What COMMAND (of the shell) prints to standard output; fails unless it exits with 0. */
struct csv_table csv_table_of(const char *command);

/* The same of the program, called with ARGUMENTS and -f csv -q. */
struct csv_table csv_table_of_program(const char *arguments);

/* Adds the call of the program with ARGUMENTS to a command of the shell. */
void csv_add_program(struct text *command, const char *arguments);

/* The value of the column NAME in ROW (from 0, the header not counted); fails where there is none.
 */
const char *csv_get(const struct csv_table *t, size_t row, const char *name);

/* The same as a number; NaN where it is empty, NA, NaN or Inf. */
double csv_number(const struct csv_table *t, size_t row, const char *name);

/* Rows but for the header. */
static inline size_t csv_rows(const struct csv_table *t)
{
    return t->n_rows ? t->n_rows - 1 : 0;
}

void csv_table_release(struct csv_table *t);

#endif
