/* A real history, imported, against the records that were read from the reports: they differ in
 * what is known to differ, and in nothing else. The history is not part of the repository: the
 * tests run where TURNAROUND_HISTORY names it, or where it lies beside. */
#include "csv_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char beside[] = "../shared/import/ilacs_history.csv";

enum { REPORTS = 497, REPORTS_2018_WITHOUT_GRADE = 13 };

/* A field that a report's judgements have otherwise in the history than in the records. AFTER is
 * what the history says; NULL, in the field "grade": it has no such judgement (or BEFORE: the
 * records have none). */
struct difference {
    const char *council, *published;
    const char *items; /* with '|' between */
    const char *field, *before, *after;
};

#define LAST_THREE  "leaders|help_protection|care"
#define ALL_FOUR    "overall|leaders|help_protection|care"
#define ALL_FIVE    "overall|leaders|help_protection|in_care|care_leavers"
#define FIRST_THREE "overall|leaders|help_protection"
#define LONGER      "inspection duration longer than standard framework"

static const struct difference known[] = {
    {"Brighton and Hove", "2024-05-16", ALL_FIVE, "framework", "ILACS-short", ""},
    {"Brighton and Hove", "2024-05-16", ALL_FIVE, "inspected", "2024-03-11", ""},
    {"Brighton and Hove", "2024-05-16", ALL_FIVE, "ended", "2024-03-15", ""},
    {"Derbyshire", "2019-09-19", ALL_FOUR, "ended", "2019-08-08", "2019-07-12"},
    {"Devon", "2025-05-13", ALL_FIVE, "ended", "2025-01-16", "2024-10-11"},
    {"South Tyneside", "2023-05-10", ALL_FOUR, "ended", "2023-02-15", "2022-12-09"},
    /* of the old framework, as which the history has no grades, and one for all in care */
    {"Doncaster", "2018-01-19", LAST_THREE, "framework", "SIF", "ILACS-standard"},
    {"Doncaster", "2018-01-19", LAST_THREE, "grade", "good", "data_unreadable"},
    {"Doncaster", "2018-01-19", "overall|care_leavers|adoption", "grade", "good", NULL},
    {"Nottingham", "2019-01-07", "overall", "grade", "requires improvement", NULL},
    {"Southend-on-Sea", "2019-08-27", "overall", "grade", "requires improvement", NULL},
    {"Oxfordshire", "2018-05-22", "care", "grade", "good", "requires improvement"},
    {"Rochdale", "2018-03-12", "care", "grade", "good", "requires improvement"},
    {"St Helens", "2023-09-04", "help_protection", "grade", "requires improvement", "good"},
    {"St Helens", "2023-09-04", "in_care", "grade", "good", "requires improvement"},
    {"St Helens", "2023-09-04", "care_leavers", "grade", "outstanding", "good"},
    {"Nottingham", "2022-09-05", FIRST_THREE, "framework", "ILACS-standard", ""},
    {"Nottingham", "2022-09-05", FIRST_THREE, "inspected", "2022-07-11", ""},
    {"Nottingham", "2022-09-05", FIRST_THREE, "ended", "2022-07-22", ""},
    {"Nottingham", "2022-09-05", "care", "grade", "requires improvement", NULL},
    {"Nottingham", "2022-09-05", "in_care", "grade", NULL, "requires improvement"},
    {"Nottingham", "2022-09-05", "care_leavers", "grade", NULL, "inadequate"},
    {"Redcar and Cleveland", "2022-09-22", FIRST_THREE, "framework", "ILACS-standard", ""},
    {"Redcar and Cleveland", "2022-09-22", FIRST_THREE, "inspected", "2022-06-20", ""},
    {"Redcar and Cleveland", "2022-09-22", FIRST_THREE, "ended", "2022-07-01", ""},
    {"Redcar and Cleveland", "2022-09-22", "care", "grade", "requires improvement", NULL},
    {"Redcar and Cleveland", "2022-09-22", "in_care|care_leavers", "grade", NULL,
     "requires improvement"},
    {"Wiltshire", "2019-07-22", ALL_FOUR, "framework", "ILACS-standard", LONGER},
    /* Councils that were abolished are not in the history. */
    {"Bournemouth", "2018-08", "overall|help_protection|care", "grade", "requires improvement",
     NULL},
    {"Cumbria", "2022-11", "overall", "grade", "requires improvement", NULL},
    {"Northamptonshire", "2019-07-29", "overall|help_protection|care", "grade", "inadequate", NULL},
};

enum { N_KNOWN = sizeof known / sizeof known[0], MOST_ITEMS = 8 };

/* Reports of the old framework that came out in 2018. */
static const char *const old_framework[REPORTS_2018_WITHOUT_GRADE] = {
    "Buckinghamshire", "Darlington", "Doncaster",  "Lambeth",  "Lancashire",
    "Norfolk",         "Rotherham",  "Sandwell",   "Somerset", "Surrey",
    "Sunderland",      "Torbay",     "Wandsworth",
};

/* What all tests look at; FOLDER holds the imported dataset. */
struct imported {
    char folder[64];
    struct csv_table told, records, ratings;
};

static const char *program(void)
{
    const char *named = getenv("TURNAROUND");
    return named ? named : "build/turnaround";
}

static const char *history(void)
{
    const char *named = getenv("TURNAROUND_HISTORY");
    return named ? named : beside;
}

static struct csv_table ratings_of(const char *folder)
{
    struct text path = {0};
    text_addf(&path, "%s/ratings.csv", folder);
    struct csv_table t = csv_table_read(text_string(&path));
    text_release(&path);
    return t;
}

static int import(void **state)
{
    struct imported *im = calloc(1, sizeof *im);
    struct text line = {0};
    *state = im;
    if (!im || access(history(), R_OK) != 0)
        return im ? 0 : -1;
    struct test_file place = file_with_text(""); /* a name that nothing else has */
    snprintf(im->folder, sizeof im->folder, "%s", place.path);
    file_release(&place);
    text_addf(&line,
              "%s import ilacs-history '%s' -o %s --councils data/england/councils.csv -q -f csv",
              program(), history(), im->folder);
    im->told = csv_table_of(text_string(&line));
    im->records = ratings_of("data/england");
    im->ratings = ratings_of(im->folder);
    text_release(&line);
    return 0;
}

static int release(void **state)
{
    struct imported *im = *state;
    struct text line = {0};
    text_addf(&line, "rm -r %s", im->folder);
    int status = *im->folder ? system(text_string(&line)) : 0;
    text_release(&line);
    csv_table_release(&im->told);
    csv_table_release(&im->records);
    csv_table_release(&im->ratings);
    free(im);
    return status;
}

static struct imported *imported_or_skip(void **state)
{
    struct imported *im = *state;
    if (!*im->folder) {
        print_message("no history to import at %s\n", history());
        skip();
    }
    return im;
}

/* Which of LIST ('|' between) ITEM is, or -1. */
static int number_in(const char *list, const char *item)
{
    struct span rest = span_of(list), part;
    for (int i = 0; span_next(&rest, '|', &part); i++)
        if (span_equals(part, span_of(item)))
            return i;
    return -1;
}

static bool same(const char *expected, struct span value)
{
    return expected ? span_equals(value, span_of(expected)) : value.text == NULL;
}

/* Marks the known difference that this is; fails where it is none. */
static void tick(bool found[N_KNOWN][MOST_ITEMS], const struct csv_table *diff, size_t row,
                 struct span field, struct span before, struct span after)
{
    const char *council = csv_get(diff, row, "council"), *item = csv_get(diff, row, "item");
    for (size_t i = 0; i < N_KNOWN; i++) {
        const struct difference *k = &known[i];
        int number = number_in(k->items, item);
        if (number < 0 || strcmp(k->council, council) != 0 ||
            strcmp(k->published, csv_get(diff, row, "published")) != 0 ||
            !span_equals(field, span_of(k->field)) || !same(k->before, before) ||
            !same(k->after, after))
            continue;
        assert_false(found[i][number]);
        found[i][number] = true;
        return;
    }
    fail_msg("not a known difference: %s, %s, %s (%s): %s", csv_get(diff, row, "change"), council,
             item, csv_get(diff, row, "published"), csv_get(diff, row, "what"));
}

/* The value that DIFF tells as VALUE. */
static struct span told_value(struct span value)
{
    return span_equals(value, span_of("(empty)")) ? (struct span){value.text, 0} : value;
}

/* "grade: good; ended: 2018-03-02" of a judgement that only one side has: its grade. */
static void tick_whole(bool found[N_KNOWN][MOST_ITEMS], const struct csv_table *diff, size_t row)
{
    static const char label[] = "grade: ";
    struct span rest = span_of(csv_get(diff, row, "what")), grade;
    bool is_gone = strcmp(csv_get(diff, row, "change"), "gone") == 0;
    assert_true(span_next(&rest, ';', &grade));
    assert_true(strncmp(grade.text, label, strlen(label)) == 0);
    grade.text += strlen(label);
    grade.length -= strlen(label);
    tick(found, diff, row, span_of("grade"), is_gone ? grade : (struct span){0},
         is_gone ? (struct span){0} : grade);
}

/* "ended: 2019-08-08 -> 2019-07-12; ...": each of them. */
static void tick_fields(bool found[N_KNOWN][MOST_ITEMS], const struct csv_table *diff, size_t row)
{
    struct span rest = span_of(csv_get(diff, row, "what")), part;
    while (span_next(&rest, ';', &part)) {
        const char *colon = memchr(part.text, ':', part.length);
        const char *arrow = memmem(part.text, part.length, " -> ", 4);
        assert_true(colon && arrow && colon < arrow);
        const char *end = part.text + part.length;
        struct span field = span_trim((struct span){part.text, (size_t)(colon - part.text)});
        struct span before = span_trim((struct span){colon + 1, (size_t)(arrow - colon - 1)});
        struct span after = span_trim((struct span){arrow + 4, (size_t)(end - arrow - 4)});
        tick(found, diff, row, field, told_value(before), told_value(after));
    }
}

static void check_all_found(bool found[N_KNOWN][MOST_ITEMS])
{
    for (size_t i = 0; i < N_KNOWN; i++) {
        struct span rest = span_of(known[i].items), item;
        for (int number = 0; span_next(&rest, '|', &item); number++)
            if (!found[i][number])
                fail_msg("differs no more: %s %s, %.*s, %s", known[i].council, known[i].published,
                         (int)item.length, item.text, known[i].field);
    }
}

static void differs_only_in_what_is_known(void **state)
{
    const struct imported *im = imported_or_skip(state);
    bool found[N_KNOWN][MOST_ITEMS] = {{false}};
    struct text line = {0};
    text_addf(&line, "%s diff data/england %s -w 'framework~ILACS' -q -f csv", program(),
              im->folder);
    struct csv_table diff = csv_table_of(text_string(&line));
    text_release(&line);
    for (size_t i = 0; i < csv_rows(&diff); i++) {
        assert_string_equal(csv_get(&diff, i, "record"), "rating");
        if (strcmp(csv_get(&diff, i, "change"), "changed") == 0)
            tick_fields(found, &diff, i);
        else
            tick_whole(found, &diff, i);
    }
    check_all_found(found);
    csv_table_release(&diff);
}

static bool is_told(const struct imported *im, size_t row, const char *action)
{
    return strcmp(csv_get(&im->told, row, "action"), action) == 0;
}

/* Every row of the history is one record; what is not used is columns, told of line 1. */
static void every_record_is_accounted_for(void **state)
{
    const struct imported *im = imported_or_skip(state);
    size_t n = 0, last_line = 1;
    for (size_t i = 0; i < csv_rows(&im->told); i++) {
        size_t row_line = (size_t)csv_number(&im->told, i, "line");
        bool is_record = is_told(im, i, "took") || is_told(im, i, "no grade");
        if (is_told(im, i, "not used"))
            assert_int_equal(row_line, 1);
        n += is_record;
        if (is_record)
            assert_int_equal(row_line, ++last_line);
    }
    assert_int_equal(n, REPORTS);
}

/* The judgement of T that has these; csv_rows() where there is none. */
static size_t find_judgement(const struct csv_table *t, const char *council, const char *published,
                             const char *judgement)
{
    size_t i = 0;
    while (i < csv_rows(t) && (strcmp(csv_get(t, i, "published"), published) != 0 ||
                               strcmp(csv_get(t, i, "judgement"), judgement) != 0 ||
                               strcmp(csv_get(t, i, "council"), council) != 0))
        i++;
    return i;
}

static bool is_old(const char *council)
{
    for (size_t i = 0; i < REPORTS_2018_WITHOUT_GRADE; i++)
        if (strcmp(old_framework[i], council) == 0)
            return true;
    return false;
}

/* From 2018 on, only reports of the old framework, and all of them, are without a grade. */
static void only_old_reports_have_no_grade(void **state)
{
    const struct imported *im = imported_or_skip(state);
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(&im->told); i++) {
        const char *council = csv_get(&im->told, i, "council");
        const char *date = csv_get(&im->told, i, "date");
        if (!is_told(im, i, "no grade") || strcmp(date, "2018") < 0)
            continue;
        if (strncmp(date, "2018", 4) != 0 || !is_old(council))
            fail_msg("without a grade: %s, %s", council, date);
        size_t at = find_judgement(&im->records, council, date, "overall");
        if (at < csv_rows(&im->records))
            assert_string_equal(csv_get(&im->records, at, "framework"), "SIF");
        n++;
    }
    assert_int_equal(n, REPORTS_2018_WITHOUT_GRADE);
}

/* Whether the overall grade of a report is one of the known differences. */
static bool is_known(const char *council, const char *published)
{
    for (size_t i = 0; i < N_KNOWN; i++)
        if (strcmp(known[i].council, council) == 0 && strcmp(known[i].published, published) == 0 &&
            strcmp(known[i].field, "grade") == 0 && number_in(known[i].items, "overall") >= 0)
            return true;
    return false;
}

/* Joined by council and day of publication, not by `diff`. */
static void overall_grades_agree(void **state)
{
    const struct imported *im = imported_or_skip(state);
    size_t n = 0;
    for (size_t i = 0; i < csv_rows(&im->records); i++) {
        const char *council = csv_get(&im->records, i, "council");
        const char *published = csv_get(&im->records, i, "published");
        if (strcmp(csv_get(&im->records, i, "judgement"), "overall") != 0 ||
            strncmp(csv_get(&im->records, i, "framework"), "ILACS", 5) != 0 ||
            is_known(council, published))
            continue;
        size_t at = find_judgement(&im->ratings, council, published, "overall");
        if (at == csv_rows(&im->ratings))
            fail_msg("the history has no overall grade of %s, %s", council, published);
        if (strcmp(csv_get(&im->ratings, at, "grade"), csv_get(&im->records, i, "grade")) != 0)
            fail_msg("overall grades of %s, %s", council, published);
        n++;
    }
    assert_true(n > 300);
    /* and it has none that the records lack */
    for (size_t i = 0; i < csv_rows(&im->ratings); i++) {
        const char *council = csv_get(&im->ratings, i, "council");
        const char *published = csv_get(&im->ratings, i, "published");
        if (strcmp(csv_get(&im->ratings, i, "judgement"), "overall") == 0 &&
            strcmp(published, "2018") > 0 &&
            find_judgement(&im->records, council, published, "overall") == csv_rows(&im->records))
            fail_msg("the records have no overall grade of %s, %s", council, published);
    }
}

static void passes_the_check(void **state)
{
    const struct imported *im = imported_or_skip(state);
    struct text line = {0};
    text_addf(&line, "%s check %s -q -f csv", program(), im->folder);
    struct csv_table problems = csv_table_of(text_string(&line)); /* exits with 0: no error */
    for (size_t i = 0; i < csv_rows(&problems); i++)
        assert_string_equal(csv_get(&problems, i, "severity"), "warning");
    csv_table_release(&problems);
    text_release(&line);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_is_accounted_for),
        cmocka_unit_test(only_old_reports_have_no_grade),
        cmocka_unit_test(overall_grades_agree),
        cmocka_unit_test(differs_only_in_what_is_known),
        cmocka_unit_test(passes_the_check),
    };
    cmocka_set_test_filter(argc > 1 ? argv[1] : NULL);
    return cmocka_run_group_tests(tests, import, release);
}
