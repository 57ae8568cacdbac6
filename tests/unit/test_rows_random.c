/* rows: random content by RFC 4180, against what was written, and against Python's csv module. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "reading.h"

/* A random value: some need quotes, some have line ends in them; no blanks at the ends. */
static void random_value(struct random *random, struct text *t)
{
    static const char *const parts[] = {"a",  "Bc",       "12",           ",",  "\"", "\n",
                                        "\n", "\xc3\xa9", "\xe2\x82\xac", "\"", ";",  "\r\n"};
    uint32_t n = random_below(random, 4) ? random_below(random, 6) : random_below(random, 40);
    n = random_below(random, 1000) ? n : random_below(random, 20000);
    for (uint32_t i = 0; i < n; i++)
        text_add_string(t, parts[random_below(random, sizeof parts / sizeof parts[0])]);
    struct span s = span_trim(text_span(t));
    struct text trimmed = {0};
    text_add(&trimmed, s);
    text_release(t);
    *t = trimmed;
}

/* Adds VALUE as RFC 4180 has it, quoted where it must be, and at times where it need not. */
static void write_value(struct random *random, struct span value, struct text *content)
{
    bool quoted = random_below(random, 3) == 0;
    for (size_t i = 0; i < value.length; i++)
        quoted = quoted || strchr(",\"\r\n", value.text[i]);
    text_add_string(content, quoted ? "\"" : "");
    for (size_t i = 0; i < value.length; i++) {
        text_add_char(content, value.text[i]);
        if (value.text[i] == '"')
            text_add_char(content, '"');
    }
    text_add_string(content, quoted ? "\"" : "");
}

/* Random content of at least two columns, and what is to be read from it, as a struct reading has
 * it. */
static void random_content(struct random *random, struct text *content, struct text *expected)
{
    uint32_t n_columns = 2 + random_below(random, 5), n_rows = 1 + random_below(random, 60);
    uint32_t ends = random_below(random, 3), line = 1;
    for (uint32_t row = 0; row < n_rows; row++) {
        text_addf(expected, "%s%u:", row == 0 ? "h" : "", line);
        for (uint32_t i = 0; i < n_columns; i++) {
            struct text value = {0};
            random_value(random, &value);
            for (size_t k = 0; k < value.n; k++)
                line += value.v[k] == '\n';
            text_add_string(expected, i ? "|" : "");
            text_add_visible(expected, text_span(&value));
            text_add_string(content, i ? "," : "");
            write_value(random, text_span(&value), content);
            text_release(&value);
        }
        bool crlf = ends == 0 || (ends == 1 && random_below(random, 2));
        if (row + 1 < n_rows || random_below(random, 2))
            text_add_string(content, crlf ? "\r\n" : "\n");
        line++;
        text_add_char(expected, '\n');
    }
}

static void random_content_is_read_back_however_it_is_cut(void **state)
{
    struct random random = random_start();
    (void)state;
    for (int i = 0; i < 300; i++) {
        struct text content = {0}, expected = {0};
        struct reading r = {.is_quick = i % 2};
        random_content(&random, &content, &expected);
        read_through_pipe(&r, text_span(&content), &(struct cut){.random = &random});
        check_text(&r.records, text_string(&expected), "random content");
        assert_int_equal(r.ds.n, 0);
        reading_release(&r);
        text_release(&content);
        text_release(&expected);
        random_below(&random, 2); /* the writer's copy is ahead; go on */
    }
}

/* What Python's csv module reads from the files named by its arguments, as a struct reading has it;
 * its line_num is the last line of a record. */
static const char python[] =
    "import csv, sys\n"
    "for path in sys.argv[1:]:\n"
    "    reader, line = csv.reader(open(path, newline='', encoding='utf-8-sig'), strict=True), 1\n"
    "    for row in reader:\n"
    "        row = [v.strip(' \\t\\r\\n').replace('\\r', '\\\\x0d').replace('\\n', '\\\\x0a')"
    " for v in row]\n"
    "        print(('h' if line == 1 else '') + str(line) + ':' + '|'.join(row))\n"
    "        line = reader.line_num + 1\n";

static void run_python(const struct test_file *script, const struct test_file *files, size_t n,
                       struct text *output)
{
    struct text command = {0};
    char block[4096];
    size_t length;
    text_addf(&command, "PYTHONIOENCODING=utf-8 python3 %s", script->path);
    for (size_t i = 0; i < n; i++)
        text_addf(&command, " %s", files[i].path);
    FILE *pipe = popen(text_string(&command), "r");
    assert_non_null(pipe);
    while ((length = fread(block, 1, sizeof block, pipe)) > 0)
        text_add(output, (struct span){block, length});
    assert_int_equal(pclose(pipe), 0);
    text_release(&command);
}

static void python_reads_the_same(void **state)
{
    enum { N = 100 };
    struct random random = random_start();
    struct test_file files[N], script = file_with_text(python);
    struct text theirs = {0};
    struct reading ours = {0};
    (void)state;
    if (system("python3 -c '' 2>/dev/null") != 0) {
        file_release(&script);
        skip();
    }
    for (size_t i = 0; i < N; i++) {
        struct text content = {0}, expected = {0};
        if (random_below(&random, 4) == 0)
            text_add_string(&content, "\xef\xbb\xbf");
        random_content(&random, &content, &expected);
        files[i] = file_with(content.v, content.n);
        ours.is_quick = i % 2;
        assert_int_equal(read_into(&ours, files[i].path), 0);
        text_release(&content);
        text_release(&expected);
    }
    run_python(&script, files, N, &theirs);
    check_text(&ours.records, text_string(&theirs), "Python");
    for (size_t i = 0; i < N; i++)
        file_release(&files[i]);
    file_release(&script);
    text_release(&theirs);
    reading_release(&ours);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_content_is_read_back_however_it_is_cut),
        cmocka_unit_test(python_reads_the_same),
    };
    return CHECK_RUN(tests, argc, argv);
}
