/* packed: what was added is read again, whatever the numbers need. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/packed_window.h"

enum { COLUMNS = 6, MOST = 5 * PACKED_STRETCH };

/* A table, and the same as plain rows. */
struct twice {
    struct packed p;
    uint32_t rows[MOST][COLUMNS];
};

static void add(struct twice *t, const uint32_t *row)
{
    memcpy(t->rows[t->p.n], row, sizeof t->rows[0]);
    assert_int_equal(packed_add(&t->p, row, COLUMNS), 0);
}

static void check_same(const struct twice *t)
{
    uint32_t read[MOST * COLUMNS], column[PACKED_STRETCH];
    for (size_t c = 0; c < COLUMNS; c++) {
        uint32_t least, most;
        packed_bounds(&t->p, c, &least, &most);
        for (size_t i = 0, n; i < t->p.n; i += n) {
            n = packed_read_column(&t->p, i, c, column);
            assert_true(n > 0 && n <= PACKED_STRETCH);
            for (size_t k = 0; k < n; k++) {
                assert_int_equal(column[k], t->rows[i + k][c]);
                assert_int_equal(packed_at(&t->p, i + k, c), t->rows[i + k][c]);
                assert_true(least <= column[k] && column[k] <= most);
            }
        }
    }
    for (size_t from = 0; from < t->p.n; from += 97)
        for (size_t n = 0; n < 1200 && from + n <= t->p.n; n += 1 + n * 3) {
            packed_read(&t->p, from, n, read);
            assert_memory_equal(read, t->rows[from], n * sizeof t->rows[0]);
        }
}

/* One number of each kind of column: constant, small steps, wide, counting up, and the like. */
static void make_row(struct random *r, size_t i, uint32_t *row)
{
    row[0] = 7;
    row[1] = 4000000000U + random_below(r, 200);
    row[2] = random_below(r, 60000) + 5;
    row[3] = random_below(r, UINT32_MAX) * 2 + random_below(r, 2);
    row[4] = (uint32_t)i * 1 + 1000;
    row[5] = i / 700 % 2 ? (uint32_t)i : UINT32_MAX - random_below(r, 3);
}

static void fill(struct twice *t, struct random *r, size_t n)
{
    uint32_t row[COLUMNS];
    for (size_t i = 0; i < n; i++) {
        make_row(r, i, row);
        add(t, row);
    }
    assert_int_equal(packed_seal(&t->p), 0);
}

static struct twice *twice_new(void)
{
    struct twice *t = calloc(1, sizeof *t);
    assert_non_null(t);
    t->p.n_columns = COLUMNS;
    return t;
}

static void twice_free(struct twice *t)
{
    packed_release(&t->p);
    free(t);
}

static void numbers_of_any_width_are_read_again(void **state)
{
    static const size_t sizes[] = {0, 1, 2, 511, 512, 513, 1024, 2000, MOST};
    struct random r = random_start();
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct twice *t = twice_new();
        fill(t, &r, sizes[i]);
        assert_int_equal(t->p.n, sizes[i]);
        check_same(t);
        twice_free(t);
    }
}

static void a_column_that_counts_beyond_the_largest_number_begins_anew(void **state)
{
    struct twice *t = twice_new();
    (void)state;
    for (uint32_t i = 0; i < 600; i++)
        add(t, (const uint32_t[]){UINT32_MAX - 300 + i, i, UINT32_MAX, 0, i % 2, 3});
    assert_int_equal(packed_seal(&t->p), 0);
    check_same(t);
    twice_free(t);
}

/* Sealed now and then, and further rows behind. */
static void rows_go_on_behind_what_is_sealed(void **state)
{
    struct random r = random_start();
    struct twice *t = twice_new();
    uint32_t row[COLUMNS];
    (void)state;
    for (size_t i = 0; i < 2000; i++) {
        make_row(&r, i, row);
        add(t, row);
        if (random_below(&r, 300) == 0)
            assert_int_equal(packed_seal(&t->p), 0);
    }
    assert_int_equal(packed_seal(&t->p), 0);
    check_same(t);
    twice_free(t);
}

static void tables_are_joined(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 20; round++) {
        struct twice *a = twice_new(), *b = twice_new();
        fill(a, &r, random_below(&r, 1200));
        fill(b, &r, random_below(&r, 1200));
        size_t n = a->p.n;
        memcpy(a->rows[n], b->rows[0], b->p.n * sizeof b->rows[0]);
        assert_int_equal(packed_append(&a->p, &b->p), 0);
        assert_int_equal(b->p.n, 0);
        check_same(a);
        fill(a, &r, 100);
        check_same(a);
        twice_free(a);
        twice_free(b);
    }
}

static void columns_are_changed(void **state)
{
    struct random r = random_start();
    struct twice *t = twice_new();
    uint32_t map[200];
    (void)state;
    for (uint32_t i = 0; i < 200; i++)
        map[i] = i < 3 ? 9 - i : i * 7919 + 3; /* few small numbers stay so */
    for (uint32_t i = 0; i < 1500; i++)
        add(t, (const uint32_t[]){random_below(&r, 200), i < 700 ? 5 : i % 3,
                                  i < 600 ? 0 : random_below(&r, 3), i, i % 512, 9});
    assert_int_equal(packed_seal(&t->p), 0);
    assert_int_equal(packed_map(&t->p, 0, map), 0);
    assert_int_equal(packed_map(&t->p, 1, map), 0);
    assert_int_equal(packed_add_to_others(&t->p, 2, 1000000), 0);
    packed_add_to(&t->p, 3, 77);
    assert_int_equal(packed_add_to_others(&t->p, 4, 5), 0);
    for (size_t i = 0; i < t->p.n; i++) {
        uint32_t *row = t->rows[i];
        row[0] = map[row[0]];
        row[1] = map[row[1]];
        row[2] += row[2] ? 1000000 : 0;
        row[3] += 77;
        row[4] += row[4] ? 5 : 0;
    }
    check_same(t);
    twice_free(t);
}

/* Moves W to the N rows from FROM on, and looks at the columns that are wanted. */
static void check_window(const struct twice *t, struct packed_window *w, size_t from, size_t n)
{
    enum { WANTED = 1U << 1 | 1U << 2 | 1U << 3 | 1U << 4 };
    assert_int_equal(packed_window_move(w, &t->p, WANTED, from, n), 0);
    for (size_t c = 1; c <= 4; c++)
        for (size_t i = 0; i < n; i++)
            assert_int_equal(packed_window_column(w, c)[i], t->rows[from + i][c]);
}

/* One range behind the other, as councils stand; then anywhere, also back and over several
 * stretches, some of which are not full. */
static void a_window_shows_what_it_is_moved_to(void **state)
{
    struct random r = random_start();
    struct twice *t = twice_new();
    struct packed_window w = {0};
    (void)state;
    for (size_t i = 0; i < 4; i++)
        fill(t, &r, 100 + 337 * i);
    for (size_t from = 0, n; from < t->p.n; from += n) {
        n = from % 13;
        n = n == 0 ? 1 : n < t->p.n - from ? n : t->p.n - from;
        check_window(t, &w, from, n);
    }
    for (size_t from = 0; from < t->p.n; from++)
        check_window(t, &w, from, 1);
    for (size_t i = 0; i < 500; i++) {
        size_t from = random_below(&r, (uint32_t)t->p.n);
        check_window(t, &w, from, random_below(&r, (uint32_t)(t->p.n - from + 1)));
    }
    check_window(t, &w, t->p.n, 0);
    packed_window_release(&w);
    twice_free(t);
}

static void what_is_forgotten_is_given_back(void **state)
{
    struct random r = random_start();
    struct twice *t = twice_new();
    (void)state;
    fill(t, &r, 2000);
    packed_forget(&t->p, 0);
    packed_forget(&t->p, 1300);
    for (size_t i = 1024; i < 2000; i++)
        assert_int_equal(packed_at(&t->p, i, 3), t->rows[i][3]);
    packed_forget(&t->p, 2000);
    twice_free(t); /* memory checkers see whether all is given back, once */
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_any_width_are_read_again),
        cmocka_unit_test(a_column_that_counts_beyond_the_largest_number_begins_anew),
        cmocka_unit_test(rows_go_on_behind_what_is_sealed),
        cmocka_unit_test(tables_are_joined),
        cmocka_unit_test(columns_are_changed),
        cmocka_unit_test(a_window_shows_what_it_is_moved_to),
        cmocka_unit_test(what_is_forgotten_is_given_back),
    };
    return CHECK_RUN(tests, argc, argv);
}
