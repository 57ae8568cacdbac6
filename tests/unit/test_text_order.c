/* text_order: the byte order of texts, as strcmp() has it. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_order.h"

struct table {
    struct intern names;
    struct arena arena;
};

static void put(struct table *t, const char *name)
{
    uint32_t number;
    assert_int_equal(intern_put(&t->names, &t->arena, span_of(name), &number), 0);
}

static void release(struct table *t)
{
    intern_release(&t->names);
    arena_release(&t->arena);
}

/* By what the places say, each text is behind the one before. */
static void check_order(const struct table *t)
{
    uint32_t *places;
    size_t n = t->names.n;
    const char **ordered = calloc(n + 1, sizeof *ordered);
    assert_non_null(ordered);
    assert_int_equal(text_order(&t->names, &places), 0);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = places ? places[i] : i;
        assert_true(place < n);
        assert_null(ordered[place]);
        ordered[place] = intern_text(&t->names, i);
    }
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(ordered[i - 1], ordered[i]) < 0);
    free(ordered);
    free(places);
}

static void texts_in_order_stay_as_they_are(void **state)
{
    struct table t = {0};
    uint32_t *places;
    (void)state;
    check_order(&t);
    put(&t, "A");
    put(&t, "AB");
    put(&t, "B");
    assert_int_equal(text_order(&t.names, &places), 0);
    assert_null(places);
    release(&t);
}

/* Also where there is a table, because the order had been looked for. */
static void an_order_that_is_found_is_none(void **state)
{
    struct table t = {0};
    uint32_t *places, number;
    (void)state;
    put(&t, "A");
    put(&t, "C");
    for (int i = 0; i < 100; i++)
        assert_false(intern_find(&t.names, span_of("B"), &number));
    assert_non_null(t.names.slots);
    assert_int_equal(text_order(&t.names, &places), 0);
    assert_null(places);
    release(&t);
}

static void any_texts_are_ordered(void **state)
{
    static const char letters[] = "aaabAZ \xc3\xa9\xff\x01";
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct table t = {0};
        const char *common = random_below(&r, 2) ? "Council of " : "";
        for (uint32_t i = 0, n = random_below(&r, 60); i < n; i++) {
            char name[64];
            size_t length = (size_t)snprintf(name, sizeof name, "%s", common);
            for (uint32_t k = 0, more = 1 + random_below(&r, 20); k < more; k++)
                name[length++] = letters[random_below(&r, sizeof letters - 1)];
            name[length] = '\0';
            put(&t, name);
        }
        check_order(&t);
        release(&t);
    }
}

/* More than a byte can tell apart, and digits that most have in common. */
static void many_texts_are_ordered(void **state)
{
    struct table t = {0};
    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        char name[32];
        snprintf(name, sizeof name, "Council %u", i * 7919 % 20011);
        put(&t, name);
    }
    check_order(&t);
    release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_in_order_stay_as_they_are),
        cmocka_unit_test(an_order_that_is_found_is_none),
        cmocka_unit_test(any_texts_are_ordered),
        cmocka_unit_test(many_texts_are_ordered),
    };
    return CHECK_RUN(tests, argc, argv);
}
