/* table: any table, folded to any width, fits it and loses nothing. */
#include "check.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_sink.h"
#include "base/utf8.h"
#include "out/writer.h"

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

/* The table of DOC, to be freed. */
static char *draw(const struct document *doc, size_t width)
{
    const struct view_request rq = {.limit = -1, .digits = -1, .has_header = true};
    const struct style style = {.width = width};
    struct sink sink = memory_sink();
    struct view v;
    assert_int_equal(view_make(&v, doc, &rq, NULL), 0);
    assert_int_equal(writer_find(CONTENT_TABLE, "table")->write(&v, &style, &sink, NULL), 0);
    view_release(&v);
    return memory_sink_take(&sink, NULL);
}

enum { N_ROWS = 6, N_WORDS = 16, N_COLUMNS = 7 };

static const struct column seven[N_COLUMNS] = {
    {"council", TYPE_TEXT, NULL, "", get, COLUMN_KEY, 0},
    {"first", TYPE_INTEGER, NULL, "", get, 0, 1},
    {"path", TYPE_TEXT, NULL, "", get, COLUMN_WRAP, 2},
    {"second_number", TYPE_INTEGER, NULL, "", get, 0, 3},
    {"third", TYPE_INTEGER, NULL, "", get, 0, 4},
    {"model_path", TYPE_TEXT, NULL, "", get, COLUMN_WRAP, 5},
    {"fourth", TYPE_INTEGER, NULL, "", get, 0, 6},
};

/* Each cell's text, but for the keys' ends, is nowhere else. */
struct any_table {
    char key[N_ROWS][24], path[2][N_ROWS][N_WORDS * 12];
    struct cell cells[N_ROWS][N_COLUMNS];
};

static void fill_path(char *to, size_t row, char letter, struct random *r)
{
    static const char *const ends[] = {"", "x", "\xe6\x97\xa5", "e\xcc\x81", "\xc3\xa9-"};
    to[0] = '\0';
    for (uint32_t n = 1 + random_below(r, N_WORDS), i = 0; i < n; i++)
        sprintf(to + strlen(to), "%s%c%zu.%02u%s", i ? " " : "", letter, row, i,
                ends[random_below(r, sizeof ends / sizeof ends[0])]);
}

static void fill_table(struct any_table *t, struct random *r)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        sprintf(t->key[i], "key%zu%.*s", i, (int)random_below(r, 10), "abcdefghij");
        fill_path(t->path[0][i], i, 'p', r);
        fill_path(t->path[1][i], i, 'q', r);
        t->cells[i][0] = cell_text(t->key[i]);
        t->cells[i][2] = cell_text(t->path[0][i]);
        t->cells[i][5] = cell_text(t->path[1][i]);
        static const int numbers[] = {1, 3, 4, 6};
        for (size_t j = 0; j < 4; j++)
            t->cells[i][numbers[j]] = cell_integer((int64_t)(1000000 + i * 10 + j));
    }
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    while ((text = strstr(text, part)) != NULL) {
        n++;
        text += strlen(part);
    }
    return n;
}

/* All words of PATH in their order, each once. */
static void check_words(const char *table, const char *path)
{
    struct span rest = span_of(path), word;
    const char *at = table;
    while (span_next(&rest, ' ', &word)) {
        char part[16];
        snprintf(part, sizeof part, "%.*s", (int)word.length, word.text);
        at = strstr(at, part);
        if (!at || count(table, part) != 1)
            fail_msg("\"%s\" is lost, twice there or out of order in\n%s", part, table);
    }
}

static void check_lines(const char *table, size_t width)
{
    struct span rest = {table, strlen(table) - 1};
    assert_int_equal(table[rest.length], '\n');
    while (rest.text) {
        const char *end = memchr(rest.text, '\n', rest.length);
        struct span line = {rest.text, end ? (size_t)(end - rest.text) : rest.length};
        if (width > 0 && utf8_width(line) > width)
            fail_msg("wider than %zu: %.*s", width, (int)line.length, line.text);
        if (line.length > 0 && line.text[line.length - 1] == ' ')
            fail_msg("a blank at the end: %.*s", (int)line.length, line.text);
        rest = end ? (struct span){end + 1, rest.length - line.length - 1} : (struct span){0};
    }
}

static void any_table_fits_its_width_and_loses_nothing(void **state)
{
    static struct any_table t;
    const struct document doc = {
        .table = {seven, N_COLUMNS, t.cells, N_ROWS, sizeof t.cells[0], NULL}};
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 400; round++) {
        size_t width = round % 8 ? 40 + random_below(&r, 120) : 0;
        fill_table(&t, &r);
        char *table = draw(&doc, width);
        size_t blocks = 1 + count(table, "\n\n");
        check_lines(table, width);
        assert_true(width > 0 || blocks == 1);
        for (size_t i = 0; i < N_ROWS; i++) {
            char number[24];
            assert_int_equal(count(table, t.key[i]), blocks); /* in each block */
            check_words(table, t.path[0][i]);
            check_words(table, t.path[1][i]);
            for (size_t j = 0; j < 4; j++) {
                snprintf(number, sizeof number, "%zu", 1000000 + i * 10 + j);
                assert_int_equal(count(table, number), 1);
            }
        }
        free(table);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_table_fits_its_width_and_loses_nothing),
    };
    setlocale(LC_CTYPE, "C.UTF-8"); /* as main() does */
    return CHECK_RUN(tests, argc, argv);
}
