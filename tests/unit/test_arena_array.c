/* arena and array: memory that keeps what is put there. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"

static bool is_aligned(const void *p)
{
    return (uintptr_t)p % _Alignof(max_align_t) == 0;
}

static bool holds_only(const unsigned char *p, size_t size, unsigned char byte)
{
    for (size_t i = 0; i < size; i++)
        if (p[i] != byte)
            return false;
    return true;
}

struct piece {
    unsigned char *p;
    size_t size;
    unsigned char mark;
};

/* Pieces of all sizes, texts between them: each is zeroed, and keeps what is written into it. */
static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    enum { PIECES = 3000 };
    struct random r = random_start();
    struct arena a = {0};
    struct piece *v = calloc(PIECES, sizeof *v);
    (void)state;
    assert_non_null(v);
    for (size_t i = 0; i < PIECES; i++) {
        size_t size = random_below(&r, i % 100 == 99 ? 200000 : 200);
        v[i] = (struct piece){arena_alloc(&a, size), size, (unsigned char)(i % 255 + 1)};
        assert_non_null(v[i].p);
        assert_true(is_aligned(v[i].p));
        assert_true(holds_only(v[i].p, size, 0));
        if (size > 0)
            memset(v[i].p, v[i].mark, size);
        assert_non_null(arena_copy(&a, (struct span){"abcdefg", i % 8}));
    }
    for (size_t i = 0; i < PIECES; i++)
        assert_true(holds_only(v[i].p, v[i].size, v[i].mark));
    arena_release(&a);
    free(v);
}

static void copies_are_terminated_and_keep_their_text(void **state)
{
    struct arena a = {0};
    (void)state;
    const char *empty = arena_copy(&a, (struct span){0});
    const char *part = arena_copy(&a, (struct span){"Isle of Wight", 4});
    const char *inner = arena_copy(&a, (struct span){"a\0b", 3});
    assert_string_equal(empty, "");
    assert_string_equal(part, "Isle");
    assert_memory_equal(inner, "a\0b", 4);
    arena_release(&a);
}

static void a_size_beyond_all_memory_is_refused(void **state)
{
    struct arena a = {0};
    (void)state;
    assert_null(arena_alloc(&a, SIZE_MAX - 8));
    assert_non_null(arena_alloc(&a, 8)); /* and nothing is spoilt by it */
    arena_release(&a);
}

static void an_arena_is_empty_before_and_after(void **state)
{
    struct arena a = {0};
    (void)state;
    arena_release(&a);
    assert_non_null(arena_alloc(&a, 0));
    arena_release(&a);
    assert_null(a.blocks);
    assert_int_equal(a.left, 0);
}

static void arrays_double_and_keep_what_they_hold(void **state)
{
    struct {
        uint32_t *v;
        size_t n, cap;
    } array = {0};
    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        size_t cap = array.cap;
        assert_int_equal(ARRAY_ROOM(&array), 0);
        assert_true(array.cap == cap || (array.n == cap && array.cap == (cap ? 2 * cap : 8)));
        array.v[array.n++] = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(array.v[i], i);
    free(array.v);
}

static void an_array_that_cannot_grow_is_left_as_it_was(void **state)
{
    uint64_t *v = NULL;
    size_t cap = 0;
    (void)state;
    assert_int_equal(array_reserve(&v, &cap, 3, sizeof *v), 0);
    v[2] = 42;
    uint64_t *before = v;
    assert_int_equal(array_reserve(&v, &cap, SIZE_MAX / sizeof *v + 1, sizeof *v), -1);
    assert_int_equal(array_reserve(&v, &cap, SIZE_MAX, sizeof *v), -1);
    assert_ptr_equal(v, before);
    assert_int_equal(cap, 8);
    assert_int_equal(v[2], 42);
    free(v);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(copies_are_terminated_and_keep_their_text),
        cmocka_unit_test(a_size_beyond_all_memory_is_refused),
        cmocka_unit_test(an_arena_is_empty_before_and_after),
        cmocka_unit_test(arrays_double_and_keep_what_they_hold),
        cmocka_unit_test(an_array_that_cannot_grow_is_left_as_it_was),
    };
    return CHECK_RUN(tests, argc, argv);
}
