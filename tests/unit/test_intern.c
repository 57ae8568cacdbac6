/* intern: equal strings have one number, others another; numbers and texts stay what they were. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"

struct table {
    struct intern words;
    struct arena arena;
};

static uint32_t put(struct table *t, struct span s)
{
    uint32_t number = UINT32_MAX;
    assert_int_equal(intern_put(&t->words, &t->arena, s, &number), 0);
    return number;
}

static uint32_t put_string(struct table *t, const char *s)
{
    return put(t, span_of(s));
}

static bool is_there(struct table *t, struct span s)
{
    uint32_t number = UINT32_MAX;
    return intern_find(&t->words, s, &number);
}

static void release(struct table *t)
{
    intern_release(&t->words);
    arena_release(&t->arena);
}

static void numbers_go_by_first_sight(void **state)
{
    struct table t = {0};
    (void)state;
    assert_int_equal(put_string(&t, "Leeds"), 0);
    assert_int_equal(put_string(&t, "Slough"), 1);
    assert_int_equal(put_string(&t, "Leeds"), 0);
    assert_int_equal(put_string(&t, "leeds"), 2);
    assert_int_equal(put_string(&t, "Slough"), 1);
    assert_int_equal(put_string(&t, "Isle of Wight Council"), 3);
    assert_int_equal(t.words.n, 4);
    assert_string_equal(intern_text(&t.words, 0), "Leeds");
    assert_string_equal(intern_text(&t.words, 1), "Slough");
    assert_string_equal(intern_text(&t.words, 2), "leeds");
    assert_string_equal(intern_text(&t.words, 3), "Isle of Wight Council");
    release(&t);
}

static void only_what_was_put_is_found(void **state)
{
    struct table t = {0};
    uint32_t number = 7;
    (void)state;
    assert_false(is_there(&t, span_of("Leeds")));
    assert_false(is_there(&t, (struct span){0}));
    put_string(&t, "Leeds");
    put_string(&t, "Slough");
    assert_false(is_there(&t, span_of("Lewes"))); /* as long, and it begins alike */
    assert_false(is_there(&t, span_of("Leed")));
    assert_false(is_there(&t, span_of("Leedsx")));
    assert_false(is_there(&t, span_of("")));
    assert_true(intern_find(&t.words, span_of("Slough"), &number));
    assert_int_equal(number, 1);
    assert_true(intern_find(&t.words, span_of("Leeds"), &number));
    assert_int_equal(number, 0);
    assert_int_equal(t.words.n, 2); /* looking adds nothing */
    release(&t);
}

static void nothing_is_a_text_like_others(void **state)
{
    struct table t = {0};
    (void)state;
    assert_int_equal(put_string(&t, "a"), 0);
    assert_int_equal(put(&t, (struct span){0}), 1);
    assert_int_equal(put_string(&t, ""), 1);
    assert_true(is_there(&t, (struct span){0}));
    assert_string_equal(intern_text(&t.words, 1), "");
    release(&t);
}

static void new_texts_are_copied_and_known_ones_are_not(void **state)
{
    struct table t = {0};
    char buffer[] = "Northamptonshire, later two";
    (void)state;
    put(&t, (struct span){buffer, 16});
    const char *text = intern_text(&t.words, 0);
    const struct arena before = t.arena;
    assert_int_equal(put_string(&t, "Northamptonshire"), 0);
    assert_ptr_equal(intern_text(&t.words, 0), text);
    assert_memory_equal(&t.arena, &before, sizeof before);
    memset(buffer, '?', sizeof buffer - 1);
    assert_string_equal(intern_text(&t.words, 0), "Northamptonshire");
    assert_int_equal(put_string(&t, "Northamptonshire"), 0);
    assert_int_equal(put_string(&t, buffer), 1);
    assert_ptr_not_equal(intern_text(&t.words, 1), buffer);
    assert_string_equal(intern_text(&t.words, 1), buffer);
    release(&t);
}

/* For each length up to LONGEST, a text of one byte alone and those that differ from it in one
 * place; all zero bytes among them, so that lengths alone tell texts apart. */
static void one_byte_anywhere_makes_another_text(void **state)
{
    enum { LONGEST = 70 };
    static const char fill[] = {'\0', 'a', '\xff'};
    struct table t = {0};
    (void)state;
    for (int round = 0; round < 2; round++) {
        uint32_t expected = 0;
        for (size_t f = 0; f < sizeof fill; f++)
            for (size_t length = 1; length <= LONGEST; length++) {
                char text[LONGEST];
                memset(text, fill[f], length);
                assert_int_equal(put(&t, (struct span){text, length}), expected++);
                for (size_t at = 0; at < length; at++) {
                    text[at] = (char)(fill[f] ^ 1);
                    assert_int_equal(is_there(&t, (struct span){text, length}), round == 1);
                    assert_int_equal(put(&t, (struct span){text, length}), expected++);
                    text[at] = fill[f];
                }
            }
        assert_int_equal(t.words.n, expected);
    }
    release(&t);
}

static void entries_keep_length_and_ends(void **state)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    struct table t = {0};
    (void)state;
    for (uint32_t length = 0; length < sizeof letters; length++) {
        assert_int_equal(put(&t, (struct span){letters, length}), length);
        const struct intern_entry *e = &t.words.v[length];
        assert_int_equal(e->length, length);
        assert_memory_equal(e->text, letters, length);
        assert_int_equal(e->text[length], '\0');
        if (length >= 8) {
            assert_memory_equal(&e->ends.head, letters, 8);
            assert_memory_equal(&e->ends.tail, letters + length - 8, 8);
        } else {
            assert_true(e->ends.tail == 0);
        }
    }
    release(&t);
}

/* A few words by turns, alike in length and first byte: what was found last must not mislead. */
static void words_alike_are_told_apart_by_turns(void **state)
{
    static const char *const words[] = {"good", "goad",  "gold", "grid",
                                        "a",    "b",     "",     "ab",
                                        "aba",  "gooda", "A",    "goodgoodgoodgoodgood"};
    enum { WORDS = sizeof words / sizeof words[0] };
    struct random r = random_start();
    struct table t = {0};
    (void)state;
    for (uint32_t i = 0; i < WORDS; i++)
        assert_int_equal(put_string(&t, words[i]), i);
    for (int i = 0; i < 20000; i++) {
        uint32_t wanted = random_below(&r, WORDS), number = UINT32_MAX;
        if (i % 2)
            assert_int_equal(put_string(&t, words[wanted]), wanted);
        assert_true(intern_find(&t.words, span_of(words[wanted]), &number));
        assert_int_equal(number, wanted);
    }
    release(&t);
}

struct known {
    char text[24];
    size_t length;
};

/* Texts of few letters and all lengths, put and looked for, against a list searched one by one. */
static void a_plain_list_gives_the_same_numbers(void **state)
{
    enum { MOST = 1500 };
    struct random r = random_start();
    struct table t = {0};
    struct known *list = calloc(MOST, sizeof *list);
    uint32_t n = 0;
    (void)state;
    assert_non_null(list);
    for (int i = 0; n < MOST && i < 40000; i++) {
        struct known k = {.length = random_below(&r, sizeof k.text)};
        for (size_t at = 0; at < k.length; at++)
            k.text[at] = random_below(&r, 12) ? 'a' : (char)('a' + random_below(&r, 3));
        uint32_t expected = 0, number = UINT32_MAX;
        while (expected < n && (list[expected].length != k.length ||
                                memcmp(list[expected].text, k.text, k.length) != 0))
            expected++;
        const struct span s = {k.text, k.length};
        assert_int_equal(intern_find(&t.words, s, &number), expected < n);
        if (expected < n || i % 3 == 0)
            assert_int_equal(put(&t, s), expected);
        if (expected == n && i % 3 == 0)
            list[n++] = k;
    }
    assert_true(n > 1000);
    for (uint32_t i = 0; i < n; i++)
        assert_memory_equal(intern_text(&t.words, i), list[i].text, list[i].length + 1);
    release(&t);
    free(list);
}

static int compare_hashes(const void *a, const void *b)
{
    const struct intern_entry *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* As many texts as the largest files have, which differ in one place among 17 to 41 bytes:
 * the slots are never more than 3/4 in use, and no part of a text goes without a say in its hash.
 */
static void many_texts_stay_apart(void **state)
{
    enum { MANY = 100000 };
    struct table t = {0};
    size_t same = 0;
    (void)state;
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < MANY; i++) {
            char text[] = "........................................."; /* 41 */
            size_t length = 17 + i % 25, at = i / 25 * 7 % (length - 5);
            char digits[8];
            snprintf(digits, sizeof digits, "%06u", i);
            memcpy(text + at, digits, 6);
            assert_int_equal(put(&t, (struct span){text, length}), i);
            assert_true(!t.words.slots || t.words.n * 4 <= t.words.n_slots * 3);
            assert_true((t.words.n_slots & (t.words.n_slots - 1)) == 0);
        }
    assert_int_equal(t.words.n, MANY);
    qsort(t.words.v, MANY, sizeof t.words.v[0], compare_hashes);
    for (size_t i = 1; i < MANY; i++)
        same += t.words.v[i].hash == t.words.v[i - 1].hash;
    assert_true(same < 20); /* chance alone makes one or two */
    release(&t);
}

static void long_texts_are_texts_like_others(void **state)
{
    enum { LONG = 100000 };
    struct table t = {0};
    char *text = calloc(LONG, 1);
    (void)state;
    assert_non_null(text);
    for (uint32_t round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 100; i++) {
            text[i * 999] = 'a';
            assert_int_equal(put(&t, (struct span){text, LONG}), 2 * i);
            assert_int_equal(put(&t, (struct span){text, LONG - 1}), 2 * i + 1);
            text[i * 999] = '\0';
        }
    release(&t);
    free(text);
}

static void a_released_table_begins_afresh(void **state)
{
    struct table t = {0};
    (void)state;
    intern_release(&t.words);
    put_string(&t, "Leeds");
    put_string(&t, "Slough");
    put_string(&t, "Slough");
    intern_release(&t.words);
    assert_int_equal(t.words.n, 0);
    assert_false(is_there(&t, span_of("Slough")));
    assert_int_equal(put_string(&t, "Slough"), 0);
    assert_int_equal(put_string(&t, "Leeds"), 1);
    release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_go_by_first_sight),
        cmocka_unit_test(only_what_was_put_is_found),
        cmocka_unit_test(nothing_is_a_text_like_others),
        cmocka_unit_test(new_texts_are_copied_and_known_ones_are_not),
        cmocka_unit_test(one_byte_anywhere_makes_another_text),
        cmocka_unit_test(entries_keep_length_and_ends),
        cmocka_unit_test(words_alike_are_told_apart_by_turns),
        cmocka_unit_test(a_plain_list_gives_the_same_numbers),
        cmocka_unit_test(many_texts_stay_apart),
        cmocka_unit_test(long_texts_are_texts_like_others),
        cmocka_unit_test(a_released_table_begins_afresh),
    };
    return CHECK_RUN(tests, argc, argv);
}
