/* nearest: how far names are apart, which of them is near enough, and what is said of it. */
#include "check.h"

#include <string.h>
#include <strings.h>

#include "base/nearest.h"

/* The distance that nearest_try() finds between two names of 1 to 64 bytes. */
static size_t distance_of(const char *wanted, const char *candidate)
{
    struct nearest n = {.wanted = span_of(wanted), .takes_any = true};
    nearest_try(&n, candidate);
    assert_ptr_equal(n.best, candidate);
    return n.distance;
}

static void each_change_counts_one(void **state)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } cases[] = {
        {"leeds", "leeds", 0},
        {"LEEDS", "leeds", 0},
        {"leeds", "leds", 1},   /* one left out */
        {"leeds", "leedss", 1}, /* one too many */
        {"leeds", "lewds", 1},  /* one for another */
        {"leeds", "leesd", 1},  /* neighbours swapped */
        {"leeds", "lEESd", 1},  /* without regard to case */
        {"ab", "ba", 1},
        {"abc", "cab", 2},
        {"abcd", "badc", 2}, /* two swaps */
        {"kitten", "sitting", 3},
        {"a", "b", 1},
        {"a", "bcdefgh", 7},
        {"[", "{", 1}, /* 0x20 apart, but no letters */
        {"@", "`", 1},
        {"z", "Z", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (distance_of(cases[i].a, cases[i].b) != cases[i].distance ||
            distance_of(cases[i].b, cases[i].a) != cases[i].distance)
            fail_msg("\"%s\" and \"%s\": expected %zu", cases[i].a, cases[i].b, cases[i].distance);
}

static size_t least_of(size_t a, size_t b, size_t c)
{
    return a < b ? (a < c ? a : c) : (b < c ? b : c);
}

/* The same by trying everything: the first letters of both are changed, one of them left out, or
 * the first two swapped; the rest is another such question. */
static size_t slow_distance(const char *a, const char *b)
{
    if (*a == '\0' || *b == '\0')
        return strlen(a) + strlen(b);
    size_t d = least_of(slow_distance(a + 1, b + 1) + (strncasecmp(a, b, 1) != 0),
                        slow_distance(a + 1, b) + 1, slow_distance(a, b + 1) + 1);
    char swapped[] = {b[1], b[0], '\0'};
    if (b[1] != '\0' && strncasecmp(a, swapped, 2) == 0)
        d = least_of(d, slow_distance(a + 2, b + 2) + 1, d);
    return d;
}

static void any_name(struct random *r, char name[8])
{
    size_t length = 1 + random_below(r, 7);
    for (size_t i = 0; i < length; i++)
        name[i] = "abcABC"[random_below(r, 6)];
    name[length] = '\0';
}

/* Which candidate is best, and how far, by the definition; a name that has the wanted one as a part
 * is at most one away. */
static void the_best_is_the_first_of_the_nearest(void **state)
{
    struct random r = random_start();
    size_t found = 0;
    (void)state;
    for (int i = 0; i < 4000; i++) {
        char wanted[8], names[5][8];
        const char *best = NULL;
        size_t least = SIZE_MAX;
        any_name(&r, wanted);
        struct nearest n = {.wanted = span_of(wanted), .takes_any = i % 4 == 0};
        for (size_t k = 0; k < 5; k++) {
            any_name(&r, names[k]);
            size_t d = slow_distance(wanted, names[k]), a = strlen(wanted), b = strlen(names[k]);
            bool is_part = a >= 3 && strcasestr(names[k], wanted);
            if (is_part && d > 1)
                d = 1;
            if (d < least && (is_part || n.takes_any || d * 3 <= (a > b ? a : b))) {
                least = d;
                best = names[k];
            }
            nearest_try(&n, names[k]);
        }
        assert_ptr_equal(n.best, best);
        if (best)
            assert_int_equal(n.distance, least);
        assert_in_range(n.n, 1, 5); /* fewer where some are the same */
        found += best != NULL;
    }
    assert_true(found > 1500 && found < 3900);
}

static void near_enough_is_a_third_of_the_longer_name_or_a_part(void **state)
{
    static const struct {
        const char *wanted, *candidate;
        bool is_near;
    } cases[] = {
        {"abc", "abd", true},               /* 1 of 3 */
        {"ab", "ad", false},                /* 1 of 2 */
        {"ab", "abd", true},                /* the longer is the candidate */
        {"abd", "ab", true},                /* the longer is the wanted */
        {"abcde", "abxye", false},          /* 2 of 5 */
        {"abcdef", "abxyef", true},         /* 2 of 6 */
        {"abcdefgh", "abxyzfgh", false},    /* 3 of 8 */
        {"abcdefghi", "abxyzfghi", true},   /* 3 of 9 */
        {"wight", "Isle of Wight", true},   /* a part at the end, */
        {"ISLE", "Isle of Wight", true},    /* at the beginning, */
        {"of", "Isle of Wight", false},     /* but too short to say anything */
        {"le o", "Isle of Wight", true},    /* amid */
        {"wights", "Isle of Wight", false}, /* beyond the end */
        {"Isle of Wight", "wight", false},  /* the other way round */
        {"w\xc3\xa9x", "aa w\xc3\xa9x aaaaaaaaaaa", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct nearest n = {.wanted = span_of(cases[i].wanted)};
        nearest_try(&n, cases[i].candidate);
        if ((n.best == cases[i].candidate) != cases[i].is_near || (n.best && !cases[i].is_near))
            fail_msg("\"%s\" for \"%s\"", cases[i].candidate, cases[i].wanted);
    }
}

static void the_wanted_name_ends_where_its_span_ends(void **state)
{
    struct nearest n = {.wanted = {"wight, and more", 5}};
    (void)state;
    nearest_try(&n, "Isle of Wight");
    assert_string_equal(n.best, "Isle of Wight");
    nearest_try(&n, "weight"); /* no nearer than a name of which it is a part */
    assert_string_equal(n.best, "Isle of Wight");
    nearest_try(&n, "WIGHT");
    assert_string_equal(n.best, "WIGHT");
    assert_int_equal(n.distance, 0);
}

/* The longest names that are compared: rows of the table are full, and nothing is beyond them. */
static void names_of_64_bytes_are_compared(void **state)
{
    char a[66], b[66];
    (void)state;
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    a[64] = b[64] = '\0';
    assert_int_equal(distance_of(a, b), 64);
    b[0] = 'a';
    assert_int_equal(distance_of(a, b), 63);
    assert_int_equal(distance_of(a, a), 0);
    assert_int_equal(distance_of("b", a), 64);
    assert_int_equal(distance_of(a, "b"), 64);
}

/* A name that is too long to be compared, or nothing at all, never takes the place of another. */
static void names_out_of_the_ordinary_do_no_harm(void **state)
{
    char longer[400];
    (void)state;
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    struct nearest n = {.wanted = span_of("bcd")};
    for (size_t length = 1; length < sizeof longer; length++)
        nearest_try(&n, longer + sizeof longer - length);
    nearest_try(&n, "");
    assert_null(n.best);
    nearest_try(&n, "bce");
    assert_string_equal(n.best, "bce");
    struct nearest nothing = {.wanted = span_of("")}, other = {.wanted = span_of(longer)};
    nearest_try(&nothing, "a");
    nearest_try(&other, "bcd");
    assert_null(nothing.best);
    assert_null(other.best);
}

/* What is said after COUNT candidates that are not near, n0, n1, ..., and then LAST, if any. */
static void says(const char *wanted, size_t count, const char *last, const char *hint)
{
    static const char names[][4] = {"n0",  "n1",  "n2",  "n3",  "n4",  "n5",  "n6",  "n7",  "n8",
                                    "n9",  "n10", "n11", "n12", "n13", "n14", "n15", "n16", "n17",
                                    "n18", "n19", "n20", "n21", "n22", "n23", "n24", "n25"};
    struct nearest n = {.wanted = span_of(wanted)};
    struct diags ds = {0};
    struct text message = {0};
    for (size_t i = 0; i < count; i++)
        nearest_try(&n, names[i]);
    if (last)
        nearest_try(&n, last);
    assert_int_equal(n.n, count + (last != NULL));
    for (size_t i = 0; i < count && i < NEAREST_FEW; i++)
        assert_ptr_equal(n.few[i], names[i]);
    text_addf(&message, "there is no region \"%s\"", wanted);
    assert_int_equal(nearest_fault(&n, "region", &ds), -1);
    assert_int_equal(ds.fault, FAULT_USAGE);
    assert_string_equal(ds.fault_message, text_string(&message));
    if (hint)
        assert_string_equal(ds.fault_hint, hint);
    else
        assert_null(ds.fault_hint);
    text_release(&message);
    diags_release(&ds);
}

static void the_fault_names_the_nearest_or_all_if_few(void **state)
{
    (void)state;
    says("xyzzy", 0, NULL, NULL);
    says("xyzzy", 1, NULL, "there are: n0");
    says("xyzzy", 2, NULL, "there are: n0, n1");
    says("xyzzy", 2, "London", "there are: n0, n1, London");
    says("Lodnon", 2, "London", "the nearest is \"London\"");
    says("Lodnon", 25, "London", "the nearest is \"London\"");
    says("xyzzy", NEAREST_FEW, NULL,
         "there are: n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, "
         "n17, n18, n19, n20, n21, n22, n23");
    says("xyzzy", NEAREST_FEW + 1, NULL, NULL);
    says("", 2, NULL, "there are: n0, n1");
}

static void the_fault_names_each_once_and_none_without_a_name(void **state)
{
    struct nearest n = {.wanted = span_of("xyzzy")}, none = n;
    struct diags ds = {0};
    (void)state;
    nearest_try(&none, "");
    assert_int_equal(nearest_fault(&none, "region", &ds), -1);
    assert_null(ds.fault_hint);
    diags_release(&ds);
    for (size_t i = 0; i < 100; i++)
        nearest_try(&n, i % 3 == 0 ? "" : i % 3 == 1 ? "London" : "Wales");
    assert_int_equal(nearest_fault(&n, "region", &ds), -1);
    assert_string_equal(ds.fault_hint, "there are: London, Wales");
    diags_release(&ds);
}

static void the_fault_quotes_the_span_alone(void **state)
{
    struct nearest n = {.wanted = {"trustees", 5}};
    struct diags ds = {0};
    (void)state;
    assert_int_equal(nearest_fault(&n, "model", &ds), -1);
    assert_string_equal(ds.fault_message, "there is no model \"trust\"");
    diags_release(&ds);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_counts_one),
        cmocka_unit_test(the_best_is_the_first_of_the_nearest),
        cmocka_unit_test(near_enough_is_a_third_of_the_longer_name_or_a_part),
        cmocka_unit_test(the_wanted_name_ends_where_its_span_ends),
        cmocka_unit_test(names_of_64_bytes_are_compared),
        cmocka_unit_test(names_out_of_the_ordinary_do_no_harm),
        cmocka_unit_test(the_fault_names_the_nearest_or_all_if_few),
        cmocka_unit_test(the_fault_names_each_once_and_none_without_a_name),
        cmocka_unit_test(the_fault_quotes_the_span_alone),
    };
    return CHECK_RUN(tests, argc, argv);
}
