/* rows: where a read, a block, a field or a record ends makes no difference, up to its limit. */
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "reading.h"

enum { BLOCK = 256 * 1024, FIELD = 64 * 1024 };

/* A file with each kind of problem, and records between them. */
static const char all_kinds[] = "a,b\n"
                                "x\"1,2\n"
                                "1,2\r\n"
                                "3\n"
                                "4,\xff\n"
                                "\n"
                                "\"5\n6\",\"7\"8\n"
                                "9,\"10\n\n10\"\n"
                                "11,\0\n"
                                "\"\0\n\",\"12\n\"\n"
                                "\"\xfe\n\",\"13\n\"\n"
                                "14,\"15\"\"\xc3\xa9\"\n"
                                "16,\"17\n"
                                "18,\xc3\xa9\n"
                                "19,\0\n"
                                "20,21";

static void where_a_read_ends_makes_no_difference(void **state)
{
    const struct span s = {all_kinds, sizeof all_kinds - 1};
    struct reading whole = {0};
    struct text problems = {0};
    (void)state;
    read_through_pipe(&whole, s, &(struct cut){.first = s.length});
    problems_text(&whole.ds, &problems);
    assert_int_equal(whole.ds.n_errors, 9);
    assert_int_equal(whole.n_records, 6);
    for (size_t first = 1; first < s.length; first++) {
        struct cut cuts[] = {{.first = first, .rest = s.length}, {.first = first, .rest = first}};
        for (size_t i = 0; i < 2; i++) {
            struct reading r = {0};
            char name[32];
            snprintf(name, sizeof name, "%s %zu", i ? "writes of" : "cut at", first);
            read_through_pipe(&r, s, &cuts[i]);
            check_text(&r.records, text_string(&whole.records), name);
            check_problems(&r, text_string(&problems), name);
            reading_release(&r);
        }
    }
    text_release(&problems);
    reading_release(&whole);
}

/* Adds records of two fields up to byte END; returns how many. */
static uint32_t add_records(struct text *t, size_t end)
{
    uint32_t n = 0;
    for (; t->n < end; n++) {
        size_t left = end - t->n, length = left < 128 ? left : 64;
        assert_true(left >= 4);
        text_add_string(t, "f,");
        for (size_t i = 3; i < length; i++)
            text_add_char(t, 'x');
        text_add_char(t, '\n');
    }
    return n;
}

/* The text T ends with EXPECTED. */
static void check_end(const struct text *t, const char *expected, const char *name)
{
    size_t n = strlen(expected);
    struct text end = {0};
    text_add_string(&end, text_string(t) + (t->n > n ? t->n - n : 0));
    check_text(&end, expected, name);
    text_release(&end);
}

/* A file of three blocks. At the end of the first stand, with SHIFT bytes of them in it, a record
 * of three lines and a bad one. */
static void check_straddling(size_t shift)
{
    static const char record[] = "\"\xc3\xa9\n\n\xc3\xa9\",\"x,y\"\n\n1,z\"z\n2,3\n";
    struct text t = {0}, records = {0}, problems = {0};
    struct reading r = {.is_quick = shift % 2};
    char name[32];
    snprintf(name, sizeof name, "shift %zu", shift);
    text_add_string(&t, "a,b\n");
    uint32_t line = 2 + add_records(&t, BLOCK - shift);
    text_addf(&records, "\n%u:\xc3\xa9\\x0a\\x0a\xc3\xa9|x,y\n%u:2|3\n", line, line + 5);
    text_addf(&problems,
              "x.csv:%u:1: W-BLANK the line is blank\nx.csv:%u:3: E-QUOTE a quote within an "
              "unquoted field; quote the whole field and write the quote twice\n",
              line + 3, line + 4);
    text_add_string(&t, record);
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    check_end(&r.records, text_string(&records), name);
    check_problems(&r, text_string(&problems), name);
    assert_int_equal(r.n_records, line + 1);
    reading_release(&r);
    file_release(&file);
    add_records(&t, 3 * BLOCK);
    file = file_with(t.v, t.n);
    r.brief = true;
    assert_int_equal(read_into(&r, file.path), 0);
    check_problems(&r, text_string(&problems), name);
    reading_release(&r);
    file_release(&file);
    text_release(&t);
    text_release(&records);
    text_release(&problems);
}

static void records_may_straddle_the_end_of_a_block(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 32; shift++)
        check_straddling(shift);
}

/* N bytes 'x', of which every tenth is a line end where LINES. */
static void add_filler(struct text *t, size_t n, bool lines)
{
    for (size_t i = 0; i < n; i++)
        text_add_char(t, lines && i % 10 == 9 ? '\n' : 'x');
}

/* One record "1,FIELD,2" with a field of LENGTH bytes, then a short one. */
static void check_field_of(size_t length, bool quoted, bool is_quick, bool is_too_long)
{
    struct text t = {0}, expected = {0};
    struct reading r = {.brief = true, .is_quick = is_quick};
    unsigned lines = quoted ? (unsigned)length / 10 : 0;
    text_addf(&t, "a,b,c\n1,%s", quoted ? "\"" : "");
    add_filler(&t, length, quoted);
    text_addf(&t, "%s,2\n3,4,5\n", quoted ? "\"" : "");
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    if (is_too_long) {
        assert_true(r.ds.n > 0);
        assert_string_equal(r.ds.v[0].code, "E-SIZE");
        assert_int_equal(r.ds.v[0].place.line, 2);
        assert_int_equal(r.ds.v[0].place.column, 3);
    } else {
        check_problems(&r, "", "long field");
        text_addf(&expected, "h1:\n2:\n%u:\n", 3 + lines);
        check_text(&r.records, text_string(&expected), "long field");
    }
    reading_release(&r);
    file_release(&file);
    text_release(&expected);
    text_release(&t);
}

static void a_field_holds_up_to_64_kib(void **state)
{
    (void)state;
    for (int way = 0; way < 4; way++) {
        bool quoted = way & 1, is_quick = way & 2;
        check_field_of(FIELD - 1, quoted, is_quick, false);
        check_field_of(FIELD, quoted, is_quick, false);
        check_field_of(FIELD + 1, quoted, is_quick, true);
        check_field_of(5 * FIELD, quoted, is_quick, true);
    }
}

/* Also where there is no column for it. */
static void a_field_that_is_too_long_is_told_where_it_is(void **state)
{
    struct text t = {0};
    struct reading r = {.is_quick = true};
    (void)state;
    text_add_string(&t, "a,b\n1,2\n3,4,5,6,");
    add_filler(&t, 2 * FIELD, false);
    text_add_string(&t, "\n7,8\n");
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    check_problems(&r,
                   "x.csv:3:9: E-SIZE the field is longer than 64 KiB (is a quote not closed?)\n",
                   "surplus");
    check_text(&r.records, "h1:a|b\n2:1|2\n4:7|8\n", "surplus");
    reading_release(&r);
    file_release(&file);
    text_release(&t);
}

/* After a field that is too long, reading goes on with the next line. */
static void a_field_that_is_too_long_is_left_behind(void **state)
{
    struct text t = {0};
    struct reading r = {0};
    (void)state;
    text_add_string(&t, "a,b\n\xc3\xa9,");
    add_filler(&t, 5 * FIELD, false);
    text_add_string(&t, "\n1,2\n\"3,4\n");
    for (int i = 0; i < 30000; i++)
        text_add_string(&t, "5,6\n");
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    check_problems(&r,
                   "x.csv:2:3: E-SIZE the field is longer than 64 KiB (is a quote not closed?)\n"
                   "x.csv:4:1: E-SIZE the field is longer than 64 KiB (is a quote not closed?)\n",
                   "too long");
    assert_int_equal(r.n_records, 2 + 30000);
    check_end(&r.records, "\n30004:5|6\n", "too long");
    assert_ptr_equal(strstr(text_string(&r.records), "h1:a|b\n3:1|2\n5:5|6\n"), r.records.v);
    reading_release(&r);
    file_release(&file);
    text_release(&t);
}

static void a_record_of_more_than_16_mib_is_left_behind(void **state)
{
    struct text t = {0};
    struct reading r = {.brief = true};
    (void)state;
    text_add_string(&t, "a,b\n");
    for (int i = 0; i < 17 * 16 + 1; i++) {
        add_filler(&t, FIELD - 1, false);
        text_add_char(&t, ',');
    }
    text_add_string(&t, "\n1,2\n\n3,4\n");
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    check_problems(&r,
                   "x.csv:2:1: E-SIZE the record is longer than 16 MiB\n"
                   "x.csv:4:1: W-BLANK the line is blank\n",
                   "endless");
    check_text(&r.records, "h1:\n3:\n5:\n", "endless");
    reading_release(&r);
    file_release(&file);
    text_release(&t);
}

/* Lines of 64 bytes within quotes, so that the 16 MiB are full just at a line end: what follows is
 * a line of its own. */
static void a_record_left_behind_ends_with_its_line(void **state)
{
    enum { LINES = (16 << 20) / 64, LINES_OF_FIELD = 512 };
    struct text t = {0};
    struct reading r = {.brief = true};
    (void)state;
    text_add_string(&t, "a,b\n\"");
    for (int i = 0; i < LINES; i++) {
        bool is_new = i % LINES_OF_FIELD == LINES_OF_FIELD - 1;
        text_add_string(&t, is_new ? "\",\"" : "xxx");
        for (size_t k = i == 0 ? 4 : 3; k < 63; k++)
            text_add_char(&t, 'x');
        text_add_char(&t, '\n');
    }
    text_add_string(&t, "1,2\n3,4\n");
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    check_problems(&r, "x.csv:2:1: E-SIZE the record is longer than 16 MiB\n", "whole lines");
    check_text(&r.records, "h1:\n262146:\n262147:\n", "whole lines");
    reading_release(&r);
    file_release(&file);
    text_release(&t);
}

static void standard_input_is_read(void **state)
{
    static const char text[] = "a,b\n1,\"2\n2\"\n3,4";
    int ends[2], kept = dup(STDIN_FILENO);
    struct reading r = {0};
    (void)state;
    assert_int_equal(pipe2(ends, O_DIRECT | O_CLOEXEC), 0);
    pid_t child = feed_start(ends[1], ends[0], span_of(text), &(struct cut){.first = 8, .rest = 3});
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    int status = read_into(&r, "-");
    if (kept >= 0)
        dup2(kept, STDIN_FILENO);
    close(kept);
    feed_end(child);
    assert_int_equal(status, 0);
    check_text(&r.records, "h1:a|b\n2:1|2\\x0a2\n4:3|4\n", "standard input");
    check_problems(&r, "", "standard input");
    reading_release(&r);
}

static void a_named_pipe_is_read(void **state)
{
    struct test_file fifo = file_with("", 0);
    struct reading r = {0};
    (void)state;
    file_release(&fifo);
    assert_int_equal(mkfifo(fifo.path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        feed_put(open(fifo.path, O_WRONLY), span_of("a,b\n1,2\n\n"), &(struct cut){.first = 9});
        _exit(0);
    }
    assert_int_equal(read_into(&r, fifo.path), 0);
    feed_end(child);
    check_text(&r.records, "h1:a|b\n2:1|2\n", "FIFO");
    check_problems(&r, "x.csv:3:1: W-BLANK the line is blank\n", "FIFO");
    reading_release(&r);
    file_release(&fifo);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_a_read_ends_makes_no_difference),
        cmocka_unit_test(records_may_straddle_the_end_of_a_block),
        cmocka_unit_test(a_field_holds_up_to_64_kib),
        cmocka_unit_test(a_field_that_is_too_long_is_told_where_it_is),
        cmocka_unit_test(a_field_that_is_too_long_is_left_behind),
        cmocka_unit_test(a_record_of_more_than_16_mib_is_left_behind),
        cmocka_unit_test(a_record_left_behind_ends_with_its_line),
        cmocka_unit_test(standard_input_is_read),
        cmocka_unit_test(a_named_pipe_is_read),
    };
    return CHECK_RUN(tests, argc, argv);
}
