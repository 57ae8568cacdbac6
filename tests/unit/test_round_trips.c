/* round trips: what the writers write is read back to the same values - CSV by our own reader, JSON
 * by json-c, numbers by the C library. */
#include "check.h"

#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_sink.h"
#include "base/number.h"
#include "load/rows.h"
#include "out/writer.h"

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

/* What WRITER makes of DOC, to be freed. */
static char *write_text(const struct writer *writer, const struct document *doc)
{
    static const struct view_request usual = {.limit = -1, .digits = -1, .has_header = true};
    const struct style style = {0};
    struct sink sink = memory_sink();
    struct view v;
    assert_int_equal(view_make(&v, doc, &usual, NULL), 0);
    assert_int_equal(writer->write(&v, &style, &sink, NULL), 0);
    view_release(&v);
    return memory_sink_take(&sink, NULL);
}

enum { N_TEXTS = 64, TEXT_BYTES = 40 };

struct texts {
    char v[N_TEXTS][2][TEXT_BYTES];
    struct cell cells[N_TEXTS][2];
    size_t n_read;
};

static void fill_texts(struct texts *t, struct random *r)
{
    static const char *const parts[] = {
        ",",    "\"",       "\n",           "\r\n", "\t", " ",
        "a",    "\xc3\xa9", "\xe2\x80\xae", "'",    "=",  "\xf0\x9f\x98\x80",
        "\x1b", ";"};
    for (size_t i = 0; i < N_TEXTS; i++)
        for (size_t j = 0; j < 2; j++) {
            t->v[i][j][0] = '\0';
            for (uint32_t n = random_below(r, 8); n > 0; n--)
                strcat(t->v[i][j], parts[random_below(r, sizeof parts / sizeof parts[0])]);
            t->cells[i][j] = cell_text(t->v[i][j]);
        }
    t->n_read = 0;
}

static int take_header(void *context, const struct row *row, struct diags *ds)
{
    (void)context;
    (void)ds;
    check_span(row->v[0], "council");
    check_span(row->v[1], "note");
    return 0;
}

/* Readers leave blanks at the edges out. */
static int take_record(void *context, const struct row *row, struct diags *ds)
{
    struct texts *t = context;
    (void)ds;
    assert_true(t->n_read < N_TEXTS);
    for (size_t j = 0; j < 2; j++)
        assert_true(span_equals(row->v[j], span_trim(span_of(t->v[t->n_read][j]))));
    t->n_read++;
    return 0;
}

static void csv_is_read_back_to_the_same_texts(void **state)
{
    static struct texts t;
    const struct column two[] = {{"council", TYPE_TEXT, NULL, "", get, 0, 0},
                                 {"note", TYPE_TEXT, NULL, "", get, 0, 1}};
    const struct document doc = {.table = {two, 2, t.cells, N_TEXTS, sizeof t.cells[0], NULL}};
    const struct row_handler handler = {
        .header = take_header, .record = take_record, .context = &t};
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct diags ds = {0};
        fill_texts(&t, &r);
        char *bytes = write_text(writer_find(CONTENT_TABLE, "csv"), &doc);
        struct test_file file = file_with_text(bytes);
        assert_int_equal(rows_read(file.path, "x.csv", &handler, &ds), 0);
        assert_int_equal(ds.n_errors + ds.n_warnings, 0);
        assert_int_equal(t.n_read, N_TEXTS);
        file_release(&file);
        diags_release(&ds);
        free(bytes);
    }
}

static double any_double(struct random *r)
{
    for (;;) {
        uint64_t bits = (uint64_t)random_below(r, UINT32_MAX) << 32 | random_below(r, UINT32_MAX);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (random_below(r, 2))
            x = (double)random_below(r, 100000) / (1 + random_below(r, 1000));
        if (isfinite(x))
            return x;
    }
}

static size_t count_digits(const char *text)
{
    size_t n = 0;
    text += strspn(text, "-0.");
    for (; *text && *text != 'e'; text++)
        n += *text >= '0' && *text <= '9';
    return n;
}

/* Also: with a digit less (where there are 16 or 17) the text would be another number's. */
static void numbers_are_read_back_to_the_same(void **state)
{
    static const struct column column = {"x", TYPE_NUMBER, NULL, "", get, 0, 0};
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 20000; round++) {
        double x = any_double(&r);
        const struct cell cell = cell_real(x);
        const struct view v = {.digits = -1};
        struct text t = {0};
        char fewer[NUMBER_TEXT];
        view_add_exact(&v, &column, cell, &t);
        if (strtod(text_string(&t), NULL) != x)
            fail_msg("%.17g is written %s", x, text_string(&t));
        size_t n = count_digits(text_string(&t));
        snprintf(fewer, sizeof fewer, "%.*g", (int)n - 1, x);
        if (n > 15 && strtod(fewer, NULL) == x)
            fail_msg("%s is written %s", fewer, text_string(&t));
        text_release(&t);
    }
}

static struct json_object *member(struct json_object *object, const char *name)
{
    struct json_object *value;
    assert_true(json_object_object_get_ex(object, name, &value));
    return value;
}

static void check_json_row(struct json_object *row, const struct texts *t, size_t i)
{
    for (size_t j = 0; j < 2; j++) {
        struct json_object *value = member(row, j ? "note" : "council");
        if (t->v[i][j][0])
            assert_string_equal(json_object_get_string(value), t->v[i][j]);
        else
            assert_null(value);
    }
}

static void json_is_parsed_back_to_the_same_texts(void **state)
{
    static struct texts t;
    const struct column two[] = {{"council", TYPE_TEXT, NULL, "", get, 0, 0},
                                 {"note", TYPE_TEXT, NULL, "", get, 0, 1}};
    struct document doc = {.command = "re\"cords",
                           .table = {two, 2, t.cells, N_TEXTS, sizeof t.cells[0], NULL}};
    struct random r = random_start();
    (void)state;
    document_note(&doc, "one\n\"%s\"", "two");
    for (int round = 0; round < 100; round++) {
        fill_texts(&t, &r);
        char *bytes = write_text(writer_find(CONTENT_TABLE, "json"), &doc);
        struct json_object *all = json_tokener_parse(bytes);
        assert_non_null(all);
        struct json_object *rows = member(all, "rows"), *notes = member(all, "notes");
        assert_int_equal(json_object_get_int(member(all, "schema")), 1);
        assert_string_equal(json_object_get_string(member(all, "command")), "re\"cords");
        assert_int_equal(json_object_array_length(notes), 1);
        assert_string_equal(json_object_get_string(json_object_array_get_idx(notes, 0)),
                            "one\n\"two\"");
        assert_int_equal(json_object_array_length(rows), N_TEXTS);
        for (size_t i = 0; i < N_TEXTS; i++)
            check_json_row(json_object_array_get_idx(rows, i), &t, i);
        json_object_put(all);
        free(bytes);
    }
    document_release(&doc);
}

static void json_has_numbers_as_numbers(void **state)
{
    static const struct column two[] = {{"n", TYPE_INTEGER, NULL, "", get, 0, 0},
                                        {"x", TYPE_NUMBER, NULL, "", get, 0, 1}};
    struct random r = random_start();
    (void)state;
    for (int round = 0; round < 5000; round++) {
        int64_t n = round ? (int64_t)random_below(&r, UINT32_MAX) * 2000000000 : INT64_MIN;
        double x = any_double(&r);
        const struct cell row[2] = {cell_integer(n), cell_real(x)};
        const struct document doc = {.table = {two, 2, row, 1, sizeof row, NULL}};
        char *bytes = write_text(writer_find(CONTENT_TABLE, "jsonl"), &doc);
        struct json_object *object = json_tokener_parse(bytes);
        assert_non_null(object);
        assert_true(json_object_is_type(member(object, "n"), json_type_int));
        assert_true(json_object_get_int64(member(object, "n")) == n);
        if (json_object_get_double(member(object, "x")) != x)
            fail_msg("%.17g: %s", x, bytes);
        json_object_put(object);
        free(bytes);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_read_back_to_the_same_texts),
        cmocka_unit_test(numbers_are_read_back_to_the_same),
        cmocka_unit_test(json_is_parsed_back_to_the_same_texts),
        cmocka_unit_test(json_has_numbers_as_numbers),
    };
    return CHECK_RUN(tests, argc, argv);
}
