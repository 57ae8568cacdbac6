/* What statistics must not depend on: the order of records, the era, the names of models. */
#include "oracle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every command that estimates, with the options that make it do more. */
static const struct request {
    const char *command, *options;
    bool tells_dates; /* its answer depends on the era by design */
} requests[] = {
    {"times", "", false},
    {"times", "--clock model --target good", false},
    {"curve", "-c +robust_std_error", false},
    {"compare", "-c +robust_std_error", false},
    {"compare", "--landmark 730", false},
    {"compare", "--clock model --ties breslow", false},
    {"incidence", "", false},
    {"incidence", "--yearly", false},
    {"interval", "", false},
    {"outcomes", "", false},
    {"rates", "", false},
    {"relapse", "", false},
    {"transitions", "", false},
    {"waits", "", false},
    {"markov", "", false},
    {"sensitivity", "", true},
};

enum { N_REQUESTS = sizeof requests / sizeof requests[0], N_FILES = 3 };

static const char *const files[N_FILES] = {"councils", "ratings", "models"};

/* Copies of the records of a folder, changed. */
struct copy {
    struct test_file files[N_FILES];
    struct text options; /* that name them */
};

/* How cells are changed: the text of the new one into T. */
typedef void change_cell(const char *cell, struct text *t);

static void keep(const char *cell, struct text *t)
{
    text_add_string(t, cell);
}

static bool is_date(const char *cell)
{
    size_t n = strlen(cell);
    return (n == 4 || n == 7 || n == 10) && strspn(cell, "0123456789-") == n && cell[0] != '-';
}

/* 400 years, after which the calendar repeats itself. */
static void move(const char *cell, struct text *t)
{
    if (is_date(cell))
        text_addf(t, "%04d%s", atoi(cell) + 400, cell + 4);
    else
        text_add_string(t, cell);
}

/* The names of two models change places, wherever they stand. */
static void rename_models(const char *cell, struct text *t)
{
    static const char *const names[] = {"trust", "partnership"};
    while (*cell) {
        bool first = strncmp(cell, names[0], 5) == 0, second = strncmp(cell, names[1], 11) == 0;
        if (first || second) {
            text_add_string(t, names[first]);
            cell += first ? 5 : 11;
        } else {
            text_add(t, (struct span){cell++, 1});
        }
    }
}

/* The rows of T in an order of chance, or as they are. */
static void add_rows(struct text *out, const struct csv_table *t, change_cell *change, bool shuffle)
{
    struct random r = {20261125};
    size_t n = csv_rows(t), *order = calloc(n + 1, sizeof *order);
    assert_non_null(order);
    for (size_t i = 0; i < n; i++) {
        size_t k = shuffle ? random_below(&r, (uint32_t)i + 1) : i;
        order[i] = order[k];
        order[k] = i;
    }
    for (size_t i = 0; i <= n; i++)
        for (size_t c = 0; c < t->n_columns; c++) {
            size_t row = i == 0 ? 0 : order[i - 1] + 1;
            (i == 0 ? keep : change)(t->cells[row * t->n_columns + c], out);
            text_add_string(out, c + 1 < t->n_columns ? "," : "\n");
        }
    free(order);
}

static struct copy make_copy(const char *folder, change_cell *change, bool shuffle)
{
    struct copy copy = {0};
    for (size_t f = 0; f < N_FILES; f++) {
        struct text path = {0}, text = {0};
        text_addf(&path, "tests/oracle/%s/%s.csv", folder, files[f]);
        struct csv_table t = csv_table_read(text_string(&path));
        add_rows(&text, &t, change, shuffle);
        copy.files[f] = file_with_text(text_string(&text));
        text_addf(&copy.options, " --%s %s", files[f], copy.files[f].path);
        csv_table_release(&t);
        text_release(&path);
        text_release(&text);
    }
    return copy;
}

static void copy_release(struct copy *copy)
{
    for (size_t f = 0; f < N_FILES; f++)
        file_release(&copy->files[f]);
    text_release(&copy->options);
}

static struct csv_table run_copy(const struct request *q, const struct copy *copy,
                                 const char *as_of)
{
    const char *program = getenv("TURNAROUND");
    struct text line = {0};
    text_addf(&line,
              "%s %s%s -q -f csv --as-of %s --uncovered unknown --extra-model mutual --extra-model "
              "shared %s",
              program ? program : "build/turnaround", q->command, text_string(&copy->options),
              as_of, q->options);
    struct csv_table t = csv_table_of(text_string(&line));
    text_release(&line);
    return t;
}

static bool is_same_cell(const char *a, const char *b)
{
    char *end_a, *end_b;
    double x = strtod(a, &end_a), y = strtod(b, &end_b);
    if (strcmp(a, b) == 0)
        return true;
    if (!*a || !*b || *end_a || *end_b)
        return false;
    return fabs(x - y) <= 1e-7 * fmax(1, fabs(y));
}

/* Whether row I of A, its cells changed, is row K of B. */
static bool is_same_row(const struct csv_table *a, size_t i, const struct csv_table *b, size_t k,
                        change_cell *change)
{
    bool same = true;
    for (size_t c = 0; c < a->n_columns && same; c++) {
        struct text t = {0};
        change(a->cells[(i + 1) * a->n_columns + c], &t);
        same = is_same_cell(text_string(&t), b->cells[(k + 1) * b->n_columns + c]);
        text_release(&t);
    }
    return same;
}

/* Every row of A, changed, stands in B once, whatever the order. */
static void check_same(const struct csv_table *a, const struct csv_table *b, change_cell *change,
                       const char *command)
{
    bool *used = calloc(csv_rows(b) + 1, sizeof *used);
    assert_non_null(used);
    assert_int_equal(csv_rows(a), csv_rows(b));
    for (size_t i = 0; i < csv_rows(a); i++) {
        size_t k = 0;
        while (k < csv_rows(b) && (used[k] || !is_same_row(a, i, b, k, change)))
            k++;
        if (k == csv_rows(b))
            fail_msg("%s: row %zu (%s %s) is not there", command, i,
                     a->cells[(i + 1) * a->n_columns], a->cells[(i + 1) * a->n_columns + 1]);
        used[k] = true;
    }
    free(used);
}

/* What the program says of a copy whose records went through BEFORE is what it says of the records,
 * gone through AFTER. */
static void check_all(const char *folder, change_cell *before, bool shuffle, const char *as_of,
                      change_cell *after)
{
    struct copy copy = make_copy(folder, before, shuffle);
    for (size_t i = 0; i < N_REQUESTS; i++) {
        if (before == move && requests[i].tells_dates)
            continue;
        struct csv_table plain = oracle_run(requests[i].command, folder, requests[i].options);
        struct csv_table other = run_copy(&requests[i], &copy, as_of);
        check_same(&plain, &other, after, requests[i].command);
        csv_table_release(&plain);
        csv_table_release(&other);
    }
    copy_release(&copy);
}

static void the_order_of_records_does_not_matter(void **state)
{
    check_all(*state, keep, true, "2025-03-31", keep);
}

static void the_era_does_not_matter(void **state)
{
    check_all(*state, move, false, "2425-03-31", keep);
}

static void the_names_of_models_do_not_matter(void **state)
{
    check_all(*state, rename_models, false, "2025-03-31", rename_models);
}

int main(int argc, char **argv)
{
    static const struct oracle_test on_data[] = {
        {"order", the_order_of_records_does_not_matter},
        {"era", the_era_does_not_matter},
        {"names", the_names_of_models_do_not_matter},
    };
    return oracle_run_tests(NULL, 0, on_data, 3, argc, argv);
}
