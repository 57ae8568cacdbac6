/* diag: problems counted, kept and sorted; the first fault. */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

static struct diag problem(const char *file, uint32_t line, uint32_t column, const char *message)
{
    return (struct diag){.severity = SEVERITY_ERROR,
                         .code = "E-DATE",
                         .place = {file, line, column},
                         .message = message};
}

static void add(struct diags *ds, const char *file, uint32_t line, uint32_t column,
                const char *message)
{
    struct diag d = problem(file, line, column, message);
    assert_true(diags_count(ds, d.severity, d.code));
    assert_int_equal(diags_add(ds, &d), 0);
}

static void nothing_is_wrong_to_begin_with(void **state)
{
    struct diags ds = {0};
    (void)state;
    diags_sort(&ds, 0, NULL, 0);
    assert_int_equal(ds.n + ds.n_errors + ds.n_warnings + ds.n_counts, 0);
    assert_int_equal(ds.fault, FAULT_NONE);
    diags_release(&ds);
}

static void errors_are_kept_and_warnings_counted(void **state)
{
    struct diags ds = {0};
    (void)state;
    assert_true(diags_count(&ds, SEVERITY_ERROR, "E-DATE"));
    assert_false(diags_count(&ds, SEVERITY_WARNING, "W-GAP"));
    assert_true(ds.n_errors == 1 && ds.n_warnings == 1);
    ds.lists_warnings = true;
    assert_true(diags_count(&ds, SEVERITY_WARNING, "W-GAP"));
    assert_true(diags_count(&ds, SEVERITY_ERROR, "E-DATE"));
    assert_true(ds.n_errors == 2 && ds.n_warnings == 2);
    assert_int_equal(ds.n, 0); /* counting adds none */
    assert_int_equal(ds.fault, FAULT_NONE);
    diags_release(&ds);
}

static void what_is_not_listed_is_told_all_the_same(void **state)
{
    struct diags ds = {0};
    struct diag error = problem("a", 1, 1, "wrong"), warning = problem("a", 2, 1, "odd");
    (void)state;
    warning.severity = SEVERITY_WARNING;
    assert_int_equal(diags_tell(&ds, &warning), 0); /* counted only */
    assert_int_equal(diags_tell(&ds, &error), 0);
    assert_true(ds.n == 1 && ds.n_errors == 1 && ds.n_warnings == 1);
    assert_string_equal(ds.v[0].message, "wrong");
    diags_set_fault(&ds, FAULT_SYSTEM, "no more");
    assert_int_equal(diags_tell(&ds, &warning), -1);
    diags_release(&ds);
}

/* Codes are many enough for the list of counts to grow; each is told by its text. */
static void codes_are_counted_in_order_of_first_sight(void **state)
{
    static const struct {
        const char *code;
        enum severity severity;
        size_t n;
    } expected[] = {
        {"W-GAP", SEVERITY_WARNING, 3},    {"E-DATE", SEVERITY_ERROR, 1},
        {"E-DAT", SEVERITY_ERROR, 2},      {"E-A", SEVERITY_ERROR, 1},
        {"E-B", SEVERITY_ERROR, 2},        {"E-C", SEVERITY_ERROR, 1},
        {"W-A", SEVERITY_WARNING, 2},      {"W-B", SEVERITY_WARNING, 5},
        {"W-C", SEVERITY_WARNING, 1},      {"E-GRADE", SEVERITY_ERROR, 4},
        {"W-FUTURE", SEVERITY_WARNING, 1},
    };
    enum { CODES = sizeof expected / sizeof expected[0] };
    struct diags ds = {0};
    (void)state;
    for (size_t round = 0; round < 5; round++)
        for (size_t i = 0; i < CODES; i++) {
            char same[16] = "";
            strncpy(same, expected[i].code, sizeof same - 1);
            if (round < expected[i].n)
                diags_count(&ds, expected[i].severity, round ? same : expected[i].code);
        }
    assert_int_equal(ds.n_counts, CODES);
    for (size_t i = 0; i < CODES; i++) {
        assert_string_equal(ds.counts[i].code, expected[i].code);
        assert_int_equal(ds.counts[i].severity, expected[i].severity);
        assert_int_equal(ds.counts[i].n, expected[i].n);
    }
    assert_true(ds.n_errors == 11 && ds.n_warnings == 12);
    diags_release(&ds);
}

static void no_more_are_kept_than_the_limit(void **state)
{
    struct diags ds = {.limit = 2, .lists_warnings = true};
    (void)state;
    add(&ds, "a.csv", 1, 1, "first");
    assert_true(diags_count(&ds, SEVERITY_WARNING, "W-GAP")); /* counted, not added */
    assert_true(diags_keeps(&ds, SEVERITY_ERROR));
    add(&ds, "a.csv", 2, 1, "second");
    assert_false(diags_keeps(&ds, SEVERITY_ERROR));
    assert_false(diags_count(&ds, SEVERITY_ERROR, "E-DATE"));
    /* warnings have room of their own */
    assert_true(diags_keeps(&ds, SEVERITY_WARNING));
    assert_true(diags_count(&ds, SEVERITY_WARNING, "W-GAP"));
    assert_false(diags_count(&ds, SEVERITY_WARNING, "W-GAP"));
    assert_int_equal(ds.n, 2);
    assert_true(ds.n_errors == 3 && ds.n_warnings == 3);
    ds.limit = 0; /* all */
    assert_true(diags_count(&ds, SEVERITY_ERROR, "E-DATE"));
    diags_release(&ds);
}

static void what_is_added_is_a_copy(void **state)
{
    char message[] = "no such day", excerpt[] = "Leeds,2019-02-30", label[] = "here", hint[] = "hm";
    struct diag d = {
        SEVERITY_WARNING, "W-X", {"a.csv", 3, 7}, 2, message, excerpt, 6, 10, label, hint};
    struct diags ds = {.lists_warnings = true};
    (void)state;
    assert_int_equal(diags_add(&ds, &d), 0);
    message[0] = excerpt[0] = label[0] = hint[0] = '?';
    d.place.line = 4;
    assert_int_equal(ds.n, 1);
    const struct diag *kept = &ds.v[0];
    assert_true(kept->severity == SEVERITY_WARNING && strcmp(kept->code, "W-X") == 0);
    assert_string_equal(kept->place.file, "a.csv");
    assert_true(kept->place.line == 3 && kept->place.column == 7 && kept->record == 2);
    assert_string_equal(kept->message, "no such day");
    assert_string_equal(kept->excerpt, "Leeds,2019-02-30");
    assert_true(kept->caret == 6 && kept->marked == 10);
    assert_string_equal(kept->label, "here");
    assert_string_equal(kept->hint, "hm");
    assert_int_equal(ds.n_errors + ds.n_warnings, 0); /* adding does not count */
    diags_release(&ds);
}

static void what_may_be_missing_stays_missing(void **state)
{
    struct diags ds = {0};
    (void)state;
    struct diag d = problem("a.csv", 1, 1, "bare");
    assert_int_equal(diags_add(&ds, &d), 0);
    d.hint = "hint";
    assert_int_equal(diags_add(&ds, &d), 0);
    d.label = "label";
    d.hint = NULL;
    assert_int_equal(diags_add(&ds, &d), 0);
    assert_true(!ds.v[0].excerpt && !ds.v[0].label && !ds.v[0].hint);
    assert_true(!ds.v[1].excerpt && !ds.v[1].label);
    assert_string_equal(ds.v[1].hint, "hint");
    assert_string_equal(ds.v[2].label, "label");
    assert_null(ds.v[2].hint);
    assert_int_equal(ds.fault, FAULT_NONE);
    diags_release(&ds);
}

static void the_first_fault_is_kept(void **state)
{
    struct diags ds = {0};
    char name[] = "x.csv";
    (void)state;
    assert_int_equal(diags_fault(&ds, FAULT_SYSTEM, "cannot open %s: %d", name, 2), -1);
    name[0] = 'y';
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, "cannot open x.csv: 2");
    assert_int_equal(diags_fault(&ds, FAULT_USAGE, "another"), -1);
    assert_string_equal(ds.fault_message, "cannot open x.csv: 2");
    assert_null(ds.fault_hint);
    diags_release(&ds);
    assert_int_equal(ds.fault, FAULT_NONE);
    assert_null(ds.fault_message);
    diags_set_fault(&ds, FAULT_USAGE, "%300s", "end"); /* longer than any buffer at hand */
    assert_true(ds.fault == FAULT_USAGE && strlen(ds.fault_message) == 300);
    diags_release(&ds);
}

static void a_hint_needs_a_fault_and_is_told_once(void **state)
{
    struct diags ds = {0};
    char name[] = "help";
    (void)state;
    diags_set_hint(&ds, "too early");
    assert_null(ds.fault_hint);
    diags_set_fault(&ds, FAULT_USAGE, "no such command");
    assert_int_equal(diags_hint(&ds, "try %s", name), -1);
    name[0] = '?';
    assert_string_equal(ds.fault_hint, "try help");
    assert_int_equal(diags_hint(&ds, "try again"), -1);
    assert_string_equal(ds.fault_hint, "try help");
    assert_string_equal(ds.fault_message, "no such command");
    diags_release(&ds);
    assert_null(ds.fault_hint);
}

static void lack_of_memory_is_a_fault_of_the_system(void **state)
{
    struct diags ds = {0};
    (void)state;
    diags_set_no_memory(&ds);
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, "out of memory");
    assert_null(ds.arena.blocks); /* nothing was allocated */
    diags_set_fault(&ds, FAULT_USAGE, "later");
    assert_string_equal(ds.fault_message, "out of memory");
    diags_set_hint(&ds, "fewer rows");
    assert_string_equal(ds.fault_hint, "fewer rows");
    diags_release(&ds);
    diags_set_fault(&ds, FAULT_USAGE, "before");
    diags_set_hint(&ds, "try again");
    assert_int_equal(diags_no_memory(&ds), -1); /* which hides what else there was to tell */
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, "out of memory");
    assert_null(ds.fault_hint);
    diags_release(&ds);
}

/* A message that cannot be composed leaves a fault all the same (a surrogate cannot be written). */
static void a_fault_that_cannot_be_told_is_still_a_fault(void **state)
{
    struct diags ds = {0};
    (void)state;
    diags_set_fault(&ds, FAULT_USAGE, "%ls", L"\xd800");
    assert_int_equal(ds.fault, FAULT_SYSTEM);
    assert_string_equal(ds.fault_message, "out of memory");
    diags_set_hint(&ds, "%ls", L"\xd800");
    assert_null(ds.fault_hint);
    diags_release(&ds);
}

static void problems_are_sorted_by_file_line_and_column(void **state)
{
    static const char *const files[] = {"councils.csv", NULL, "models.csv", "ratings.csv",
                                        "not-told-of.csv"};
    enum { FILES = sizeof files / sizeof files[0] - 1 };
    struct diags ds = {0};
    (void)state;
    add(&ds, "not-told-of.csv", 2, 1, "J");
    add(&ds, "ratings.csv", 1, 1, "H");
    add(&ds, "councils.csv", 10, 1, "C");
    add(&ds, "councils.csv", 9, 12, "B");
    add(&ds, "models.csv", 4000000000, 1, "G");
    add(&ds, "models.csv", 1, 4000000000, "F");
    add(&ds, "models.csv", 1, 3, "D");
    add(&ds, "councils.csv", 9, 4, "A");
    add(&ds, "models.csv", 1, 3, "E");
    add(&ds, "unknown.csv", 1, 1, "I"); /* those of unknown files are last, as of one */
    diags_sort(&ds, 0, files, FILES);
    assert_int_equal(ds.n, 10);
    for (size_t i = 0; i < ds.n; i++)
        assert_int_equal(ds.v[i].message[0], 'A' + i);
    for (int i = 0; i < 20; i++) /* a sorted list takes more */
        add(&ds, "councils.csv", 9, 12, "B");
    diags_sort(&ds, 0, files, FILES);
    assert_string_equal(ds.v[0].message, "A");
    assert_true(*ds.v[21].message == 'B' && *ds.v[29].message == 'J');
    diags_release(&ds);
}

/* Whether X may not stand before Y, by a single number that puts file, line and column in a row. */
static bool is_after(const struct diag *x, const struct diag *y)
{
    size_t place[2] = {0};
    for (size_t i = 0; i < 2; i++) {
        const struct place *p = i ? &y->place : &x->place;
        place[i] = (size_t)(p->file[0] - 'a') * 100 + p->line * 10 + p->column;
    }
    return place[0] > place[1];
}

/* Against an exchange of neighbours, which keeps the order of equals. */
static void sorting_keeps_the_order_within_a_place(void **state)
{
    static const char *const files[] = {"a", "b", "c"};
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 300; round++) {
        struct diags ds = {0};
        struct diag expected[60];
        size_t n = random_below(&r, 60);
        for (size_t i = 0; i < n; i++)
            add(&ds, files[random_below(&r, 3)], random_below(&r, 4), random_below(&r, 3), "?");
        if (n)
            memcpy(expected, ds.v, n * sizeof *expected);
        for (size_t end = n; end > 1; end--)
            for (size_t i = 1; i < end; i++)
                if (is_after(&expected[i - 1], &expected[i])) {
                    struct diag swap = expected[i];
                    expected[i] = expected[i - 1];
                    expected[i - 1] = swap;
                }
        diags_sort(&ds, 0, files, 3);
        for (size_t i = 0; i < n; i++)
            assert_ptr_equal(ds.v[i].message, expected[i].message); /* each has its own copy */
        assert_int_equal(ds.n, n);
        diags_release(&ds);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_wrong_to_begin_with),
        cmocka_unit_test(errors_are_kept_and_warnings_counted),
        cmocka_unit_test(what_is_not_listed_is_told_all_the_same),
        cmocka_unit_test(codes_are_counted_in_order_of_first_sight),
        cmocka_unit_test(no_more_are_kept_than_the_limit),
        cmocka_unit_test(what_is_added_is_a_copy),
        cmocka_unit_test(what_may_be_missing_stays_missing),
        cmocka_unit_test(the_first_fault_is_kept),
        cmocka_unit_test(a_hint_needs_a_fault_and_is_told_once),
        cmocka_unit_test(lack_of_memory_is_a_fault_of_the_system),
        cmocka_unit_test(a_fault_that_cannot_be_told_is_still_a_fault),
        cmocka_unit_test(problems_are_sorted_by_file_line_and_column),
        cmocka_unit_test(sorting_keeps_the_order_within_a_place),
    };
    return CHECK_RUN(tests, argc, argv);
}
