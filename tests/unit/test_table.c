/* table: the aligned table for people - widths, folding, keys in each block. (That nothing is lost
 * at any width: test_table_any.c.) */
#include "check.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_sink.h"
#include "out/writer.h"

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

struct look {
    size_t width;
    bool color, bare; /* bare: without headings */
};

/* The table of DOC, to be freed. */
static char *draw(const struct document *doc, struct look look)
{
    const struct view_request rq = {.limit = -1, .digits = -1, .has_header = !look.bare};
    const struct style style = {.width = look.width, .color = look.color};
    struct sink sink = memory_sink();
    struct view v;
    assert_int_equal(view_make(&v, doc, &rq, NULL), 0);
    assert_int_equal(writer_find(CONTENT_TABLE, "table")->write(&v, &style, &sink, NULL), 0);
    view_release(&v);
    return memory_sink_take(&sink, NULL);
}

static void check_table(const struct document *doc, struct look look, const char *expected)
{
    char *table = draw(doc, look);
    if (strcmp(table, expected) != 0)
        fail_msg("width %zu: got\n%s\nexpected\n%s", look.width, table, expected);
    free(table);
}

#define DOCUMENT(columns, rows)                                                                    \
    {                                                                                              \
        .table = {                                                                                 \
            columns,                                                                               \
            sizeof(columns) / sizeof(columns)[0],                                                  \
            rows,                                                                                  \
            sizeof(rows) / sizeof(rows)[0],                                                        \
            sizeof(rows)[0],                                                                       \
        }                                                                                          \
    }

static const struct column three[] = {
    {"council", TYPE_TEXT, NULL, "", get, COLUMN_KEY, 0},
    {"median_low_years", TYPE_NUMBER, "years", "", get, 0, 1},
    {"latest_grade", TYPE_GRADE, NULL, "", get, 0, 2},
};

static void columns_are_aligned_under_headings_in_lines(void **state)
{
    const struct cell rows[][3] = {
        {cell_text("Leeds"), cell_days(730.5), cell_grade("good", 3)},
        {cell_text("Kent and Medway"), cell_days(3652.5), cell_missing(NULL)},
        {cell_text("Bury"), cell_missing("not reached"), cell_grade("requires improvement", 2)}};
    const struct document doc = DOCUMENT(three, rows);
    (void)state;
    check_table(&doc, (struct look){0},
                "                  median low\n"
                "council              (years)  latest grade\n"
                "Leeds                    2.0  good\n"
                "Kent and Medway         10.0  -\n"
                "Bury             not reached  requires improvement\n");
    check_table(&doc, (struct look){.bare = true},
                "Leeds                    2.0  good\n"
                "Kent and Medway         10.0  -\n"
                "Bury             not reached  requires improvement\n");
}

static void a_table_without_rows_has_headings(void **state)
{
    const struct document doc = {.table = {.columns = three, .n_columns = 3}};
    (void)state;
    check_table(&doc, (struct look){0},
                "          median\n"
                "             low  latest\n"
                "council  (years)  grade\n");
    check_table(&doc, (struct look){.bare = true}, "");
    check_table(&doc, (struct look){.width = 80, .bare = true}, "");
}

static const struct column two[] = {
    {"council", TYPE_TEXT, NULL, "", get, COLUMN_KEY, 0},
    {"note", TYPE_TEXT, NULL, "", get, COLUMN_WRAP, 1},
};

static void characters_take_the_columns_that_they_are_shown_in(void **state)
{
    const struct cell rows[][2] = {{cell_text("\xe6\x97\xa5\xe6\x9c\xac"), cell_text("wide")},
                                   {cell_text("Cafe\xcc\x81"), cell_text("combining")},
                                   {cell_text("C\xc3\xb4te"), cell_text("accent")},
                                   {cell_text("a\tb\nc"), cell_text("controls")},
                                   {cell_text("\x1b[1m"), cell_text("escape")},
                                   {cell_text("\xe2\x80\xaex"), cell_text("direction")},
                                   {cell_text("\xf0\x9f\x98\x80!"), cell_text("picture")}};
    const struct document doc = DOCUMENT(two, rows);
    (void)state;
    check_table(&doc, (struct look){0},
                "council        note\n"
                "\xe6\x97\xa5\xe6\x9c\xac           wide\n"
                "Cafe\xcc\x81           combining\n"
                "C\xc3\xb4te           accent\n"
                "a\\x09b\\x0ac    controls\n"
                "\\x1b[1m        escape\n"
                "\\xe2\\x80\\xaex  direction\n"
                "\xf0\x9f\x98\x80!            picture\n");
}

static void long_texts_run_over_several_lines(void **state)
{
    const struct cell rows[][2] = {
        {cell_text("Leeds"), cell_text("one two three four five six seven eight nine ten")},
        {cell_text("Kent"), cell_text("short")},
        {cell_text("Bury"), cell_text("abcdefghijklmnopqrstuvwxyz0123456789")},
        {cell_text("Hull"), cell_text("twenty-four letters, yes and more")}};
    const struct document doc = DOCUMENT(two, rows);
    (void)state;
    check_table(&doc, (struct look){.width = 33},
                "council  note\n"
                "Leeds    one two three four five\n"
                "         six seven eight nine ten\n"
                "Kent     short\n"
                "Bury     abcdefghijklmnopqrstuvwx\n"
                "         yz0123456789\n"
                "Hull     twenty-four letters, yes\n"
                "         and more\n");
    check_table(&doc, (struct look){.width = 45},
                "council  note\n"
                "Leeds    one two three four five six seven\n"
                "         eight nine ten\n"
                "Kent     short\n"
                "Bury     abcdefghijklmnopqrstuvwxyz0123456789\n"
                "Hull     twenty-four letters, yes and more\n");
}

static void texts_are_folded_only_where_they_must(void **state)
{
    const struct cell rows[][2] = {
        {cell_text("Leeds"), cell_text("on\xc3\xa9 two three four five six seven eight nine ten")}};
    const struct document doc = DOCUMENT(two, rows);
    static const char unfolded[] =
        "council  note\n"
        "Leeds    on\xc3\xa9 two three four five six seven eight nine ten\n";
    (void)state;
    check_table(&doc, (struct look){0}, unfolded);
    check_table(&doc, (struct look){.width = 57}, unfolded);
    check_table(&doc, (struct look){.width = 56},
                "council  note\n"
                "Leeds    on\xc3\xa9 two three four five six seven eight nine\n"
                "         ten\n");
}

static void wide_characters_are_folded_by_their_width(void **state)
{
    const struct cell rows[][2] = {
        {cell_text("a"), cell_text("\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"
                                   "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"
                                   "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5")},
        {cell_text("b"), cell_text("e\xcc\x81"
                                   "bcdefghijklmnopqrstuvwx"
                                   "\xcc\x81"
                                   "yz")}};
    const struct document doc = DOCUMENT(two, rows);
    (void)state;
    check_table(&doc, (struct look){.width = 33},
                "council  note\n"
                "a        \xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5"
                "\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\xe6\x97\xa5\n"
                "         \xe6\x97\xa5\n"
                "b        e\xcc\x81"
                "bcdefghijklmnopqrstuvwx\xcc\x81\n"
                "         yz\n");
}

static const struct column four[] = {
    {"council", TYPE_TEXT, NULL, "", get, COLUMN_KEY, 0},
    {"episode", TYPE_INTEGER, NULL, "", get, COLUMN_KEY, 1},
    {"status", TYPE_TEXT, NULL, "", get, 0, 2},
    {"outcome", TYPE_TEXT, NULL, "", get, 0, 3},
};

static void columns_left_go_into_blocks_that_begin_with_the_keys(void **state)
{
    const struct cell rows[][4] = {
        {cell_text("Leeds"), cell_integer(1), cell_text("improved"), cell_text("requires one")},
        {cell_text("Leeds"), cell_integer(2), cell_text("c\xc3\xa9nsored"), cell_missing(NULL)}};
    const struct document doc = DOCUMENT(four, rows);
    static const char whole[] = "council  episode  status    outcome\n"
                                "Leeds          1  improved  requires one\n"
                                "Leeds          2  c\xc3\xa9nsored  -\n";
    static const char blocks[] = "council  episode  status\n"
                                 "Leeds          1  improved\n"
                                 "Leeds          2  c\xc3\xa9nsored\n"
                                 "\n"
                                 "council  episode  outcome\n"
                                 "Leeds          1  requires one\n"
                                 "Leeds          2  -\n";
    (void)state;
    check_table(&doc, (struct look){.width = 40}, whole);
    check_table(&doc, (struct look){.width = 39}, blocks);
    check_table(&doc, (struct look){.width = 36}, blocks); /* the keys fill just half of it */
    check_table(&doc, (struct look){.width = 31, .bare = true},
                "Leeds  1  improved\n"
                "Leeds  2  c\xc3\xa9nsored\n"
                "\n"
                "Leeds  1  requires one\n"
                "Leeds  2  -\n");
}

static void keys_of_more_than_half_the_width_are_not_repeated(void **state)
{
    const struct cell rows[][4] = {
        {cell_text("Leeds"), cell_integer(1), cell_text("improved"), cell_text("requires one")}};
    const struct document doc = DOCUMENT(four, rows);
    (void)state;
    check_table(&doc, (struct look){.width = 35},
                "council  episode  status\n"
                "Leeds          1  improved\n"
                "\n"
                "outcome\n"
                "requires one\n");
}

static void a_column_wider_than_the_terminal_stands_beside_the_keys(void **state)
{
    const struct cell rows[][4] = {{cell_text("Leeds"), cell_integer(1),
                                    cell_text("more than the thirty-six columns there are"),
                                    cell_text("requires one")}};
    const struct document doc = DOCUMENT(four, rows);
    (void)state;
    check_table(&doc, (struct look){.width = 36},
                "council  episode  status\n"
                "Leeds          1  more than the thirty-six columns there are\n"
                "\n"
                "council  episode  outcome\n"
                "Leeds          1  requires one\n");
}

/* Two long texts share a block where each has 24 columns. */
static void long_texts_get_a_block_of_their_own_before_they_get_too_narrow(void **state)
{
    static const struct column both[] = {{"path", TYPE_TEXT, NULL, "", get, COLUMN_WRAP, 0},
                                         {"note", TYPE_TEXT, NULL, "", get, COLUMN_WRAP, 1}};
    const struct cell rows[][2] = {{cell_text("one two three four five six seven"),
                                    cell_text("eight nine ten eleven twelve 13")}};
    const struct document doc = DOCUMENT(both, rows);
    (void)state;
    check_table(&doc, (struct look){.width = 50},
                "path                     note\n"
                "one two three four five  eight nine ten eleven\n"
                "six seven                twelve 13\n");
    check_table(&doc, (struct look){.width = 49},
                "path\none two three four five six seven\n\n"
                "note\neight nine ten eleven twelve 13\n");
}

static void blanks_within_texts_stay(void **state)
{
    const struct cell rows[][2] = {{cell_text(" a"), cell_text("b  c")},
                                   {cell_text("d e"), cell_text("  f")}};
    const struct document doc = DOCUMENT(two, rows);
    (void)state;
    check_table(&doc, (struct look){0}, "council  note\n a       b  c\nd e        f\n");
    check_table(&doc, (struct look){.width = 40}, "council  note\n a       b  c\nd e        f\n");
}

/* Longer than any buffer on the way: no blank between columns is lost. */
static void very_wide_columns_are_aligned(void **state)
{
    enum { WIDE = 20000 };
    static char wide[WIDE + 1];
    (void)state;
    memset(wide, 'w', WIDE);
    const struct cell rows[][2] = {{cell_text(wide), cell_text("x")},
                                   {cell_text("a"), cell_text("y")}};
    const struct document doc = DOCUMENT(two, rows);
    char *table = draw(&doc, (struct look){.bare = true});
    assert_int_equal(strlen(table), 2 * (WIDE + 4));
    assert_memory_equal(table + WIDE, "  x\na ", 6);
    assert_string_equal(table + 2 * WIDE + 4, "  y\n");
    free(table);
}

/* A column that is wider than the terminal stands alone, whole. */
static void nothing_is_cut_where_nothing_fits(void **state)
{
    const struct cell rows[][4] = {
        {cell_text("Leeds"), cell_integer(1), cell_text("improved"), cell_text("requires one")}};
    const struct document doc = DOCUMENT(four, rows);
    (void)state;
    check_table(
        &doc, (struct look){.width = 5},
        "council\nLeeds\n\nepisode\n      1\n\nstatus\nimproved\n\noutcome\nrequires one\n");
    check_table(
        &doc, (struct look){.width = 1},
        "council\nLeeds\n\nepisode\n      1\n\nstatus\nimproved\n\noutcome\nrequires one\n");
}

static void headings_are_bold_where_there_is_color(void **state)
{
    const struct cell rows[][1] = {{cell_text("Leeds")}};
    const struct column one[] = {{"latest_grade", TYPE_TEXT, NULL, "", get, 0, 0}};
    const struct document doc = DOCUMENT(one, rows);
    (void)state;
    char *table = draw(&doc, (struct look){.color = true});
    assert_string_equal(table, "\033[1mlatest\033[0m\n\033[1mgrade\033[0m\nLeeds\n");
    free(table);
    check_table(&doc, (struct look){0}, "latest\ngrade\nLeeds\n");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned_under_headings_in_lines),
        cmocka_unit_test(a_table_without_rows_has_headings),
        cmocka_unit_test(characters_take_the_columns_that_they_are_shown_in),
        cmocka_unit_test(long_texts_run_over_several_lines),
        cmocka_unit_test(texts_are_folded_only_where_they_must),
        cmocka_unit_test(wide_characters_are_folded_by_their_width),
        cmocka_unit_test(columns_left_go_into_blocks_that_begin_with_the_keys),
        cmocka_unit_test(keys_of_more_than_half_the_width_are_not_repeated),
        cmocka_unit_test(a_column_wider_than_the_terminal_stands_beside_the_keys),
        cmocka_unit_test(long_texts_get_a_block_of_their_own_before_they_get_too_narrow),
        cmocka_unit_test(blanks_within_texts_stay),
        cmocka_unit_test(very_wide_columns_are_aligned),
        cmocka_unit_test(nothing_is_cut_where_nothing_fits),
        cmocka_unit_test(headings_are_bold_where_there_is_color),
    };
    setlocale(LC_CTYPE, "C.UTF-8"); /* as main() does */
    return CHECK_RUN(tests, argc, argv);
}
