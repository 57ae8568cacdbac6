/* rows: records with the lines on which they begin, and every structural problem with its place. */
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"
#include "load/rows.h"

enum { BLOCK = 256 * 1024, FIELD = 64 * 1024 };

/* What was read: "LINE:first|second|..." for each record, the header's with "h". */
struct result {
    struct text records;
    struct diags ds;
    size_t n_records;
    bool brief; /* values are not kept, only lines */
};

static void add_record(struct result *r, const struct row *row, const char *mark)
{
    r->n_records++;
    text_addf(&r->records, "%s%u:", mark, row->line);
    for (size_t i = 0; i < row->n && !r->brief; i++) {
        text_add_string(&r->records, i ? "|" : "");
        text_add_visible(&r->records, row->v[i]);
    }
    text_add_char(&r->records, '\n');
}

static int take_header(void *context, const struct row *row, struct diags *ds)
{
    (void)ds;
    add_record(context, row, "h");
    return 0;
}

static int take_record(void *context, const struct row *row, struct diags *ds)
{
    (void)ds;
    add_record(context, row, "");
    return 0;
}

static int read_into(struct result *r, const char *path)
{
    const struct row_handler handler = {take_header, take_record, r, false, NULL};
    r->ds.lists_warnings = true;
    return rows_read(path, "x.csv", &handler, &r->ds);
}

static void result_release(struct result *r)
{
    text_release(&r->records);
    diags_release(&r->ds);
}

static void check_problems(const struct result *r, const char *expected, const char *name)
{
    struct text problems = {0};
    problems_text(&r->ds, &problems);
    check_text(&problems, expected, name);
    text_release(&problems);
}

struct example {
    const char *name;
    struct span content;
    const char *records, *problems;
};

#define BYTES(literal)                                                                             \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct test_file file = file_with(v[i].content.text, v[i].content.length);
        struct result r = {0};
        assert_int_equal(read_into(&r, file.path), 0);
        check_text(&r.records, v[i].records, v[i].name);
        check_problems(&r, v[i].problems, v[i].name);
        result_release(&r);
        file_release(&file);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void records_have_the_lines_on_which_they_begin(void **state)
{
    static const struct example examples[] = {
        {"LF", BYTES("a,b\n1,2\n3,4\n"), "h1:a|b\n2:1|2\n3:3|4\n", ""},
        {"CRLF", BYTES("a,b\r\n1,2\r\n3,4\r\n"), "h1:a|b\n2:1|2\n3:3|4\n", ""},
        {"mixed", BYTES("a,b\r\n1,2\n3,4\r\n5,6\n"), "h1:a|b\n2:1|2\n3:3|4\n4:5|6\n", ""},
        {"no final newline", BYTES("a,b\n1,2"), "h1:a|b\n2:1|2\n", ""},
        {"no final newline, last field empty", BYTES("a,b\n1,"), "h1:a|b\n2:1|\n", ""},
        {"no final newline, quoted", BYTES("a,b\n1,\"2\""), "h1:a|b\n2:1|2\n", ""},
        {"header only", BYTES("a,b\n"), "h1:a|b\n", ""},
        {"header without newline", BYTES("a,b"), "h1:a|b\n", ""},
        {"empty", BYTES(""), "", ""},
        {"BOM",
         BYTES("\xef\xbb\xbf"
               "a,b\n1,2\n"),
         "h1:a|b\n2:1|2\n", ""},
        {"BOM only", BYTES("\xef\xbb\xbf"), "", ""},
        {"BOM before a quote", BYTES("\xef\xbb\xbf\"a\",b\n1,2\n"), "h1:a|b\n2:1|2\n", ""},
        {"two bytes", BYTES("a\n"), "h1:a\n", ""},
        {"quoted newlines", BYTES("a,b\n\"1\n\n1\",\"2\n\"\n3,4\n\"5\r\n5\",6\n7,8\n"),
         "h1:a|b\n2:1\\x0a\\x0a1|2\n6:3|4\n7:5\\x0d\\x0a5|6\n9:7|8\n", ""},
        {"quoted newline in the header", BYTES("\"a\nb\",c\n1,2\n"), "h1:a\\x0ab|c\n3:1|2\n", ""},
        {"empty fields", BYTES("a,b,c\n,,\n\"\",x,\"\"\n"), "h1:a|b|c\n2:||\n3:|x|\n", ""},
        {"one column", BYTES("a\n1\n\"\"\n2\n"), "h1:a\n2:1\n3:\n4:2\n", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void values_are_unquoted_and_trimmed(void **state)
{
    static const struct example examples[] = {
        {"separators and quotes", BYTES("a,b\n\"x,y\",\"say \"\"no\"\"\"\n"),
         "h1:a|b\n2:x,y|say \"no\"\n", ""},
        {"only quotes", BYTES("a,b\n\"\"\"\",\"\"\"\"\"\"\n"), "h1:a|b\n2:\"|\"\"\n", ""},
        {"blanks around values", BYTES("a,b\n  x\t,\ty z  \n"), "h1:a|b\n2:x|y z\n", ""},
        {"blanks within quotes", BYTES("a,b\n\" x \",\"\t\"\n"), "h1:a|b\n2:x|\n", ""},
        {"blanks around quotes", BYTES("a,b\n \"x\" ,\t\"y\"\t\n"), "h1:a|b\n2:x|y\n", ""},
        {"UTF-8", BYTES("a,b\nCaf\xc3\xa9,\xe2\x82\xac\xf0\x9f\x98\x80\n"),
         "h1:a|b\n2:Caf\xc3\xa9|\xe2\x82\xac\xf0\x9f\x98\x80\n", ""},
        {"CR within quotes", BYTES("a,b\n\"x\ry\",2\n3,4\n"), "h1:a|b\n2:x\\x0dy|2\n3:3|4\n", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void blank_lines_are_warned_of(void **state)
{
    static const struct example examples[] = {
        {"LF", BYTES("a,b\n\n1,2\n\n\n3,4\n"), "h1:a|b\n3:1|2\n6:3|4\n",
         "x.csv:2:1: W-BLANK the line is blank\n"
         "x.csv:4:1: W-BLANK the lines up to 5 are blank\n"},
        {"CRLF", BYTES("a,b\r\n\r\n1,2\r\n\r\n"), "h1:a|b\n3:1|2\n",
         "x.csv:2:1: W-BLANK the line is blank\n"
         "x.csv:4:1: W-BLANK the line is blank\n"},
        {"blanks", BYTES("a,b\n \t \n1,2\n"), "h1:a|b\n3:1|2\n",
         "x.csv:2:1: W-BLANK the line is blank\n"},
        {"before the header", BYTES("\na,b\n1,2\n"), "h2:a|b\n3:1|2\n",
         "x.csv:1:1: W-BLANK the line is blank\n"},
        {"after quoted newlines", BYTES("a,b\n\"1\n1\",2\n\n3,4\n"), "h1:a|b\n2:1\\x0a1|2\n5:3|4\n",
         "x.csv:4:1: W-BLANK the line is blank\n"},
        {"mixed line ends", BYTES("a,b\n\r\n\n1,2\r\n\n3,4"), "h1:a|b\n4:1|2\n6:3|4\n",
         "x.csv:2:1: W-BLANK the lines up to 3 are blank\n"
         "x.csv:5:1: W-BLANK the line is blank\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define IN_UNQUOTED                                                                                \
    "E-QUOTE a quote within an unquoted field; quote the whole field and write the quote twice\n"
#define AFTER_QUOTED                                                                               \
    "E-QUOTE text follows the closing quote; a quote within a quoted field is written twice\n"
#define NOT_CLOSED "E-QUOTE the quote is not closed before the end of the file\n"

static void bad_quotes_are_told_and_left_behind(void **state)
{
    static const struct example examples[] = {
        {"in an unquoted field", BYTES("a,b\n1,x\"y\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:3: " IN_UNQUOTED},
        {"in the first field", BYTES("a,b\nx\"y,2\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:1: " IN_UNQUOTED},
        {"after the closing quote", BYTES("a,b\n\"x\"y,2\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:1: " AFTER_QUOTED},
        {"after blanks", BYTES("a,b\n1, \"x\" y\n3,4\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:4: " AFTER_QUOTED},
        {"characters are counted, not bytes",
         BYTES("a,b\n\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80,x\"\n"), "h1:a|b\n",
         "x.csv:2:5: " IN_UNQUOTED},
        {"the field begins on a later line", BYTES("a,b,c\n\"1\n\xc3\xa9\",2,x\"\n4,5,6\n"),
         "h1:a|b|c\n4:4|5|6\n", "x.csv:3:6: " IN_UNQUOTED},
        {"CRLF", BYTES("a,b\r\n1,\"x\"y\r\n3,4\r\n"), "h1:a|b\n3:3|4\n",
         "x.csv:2:3: " AFTER_QUOTED},
        {"the last line, without its end", BYTES("a,b\n1,x\"y"), "h1:a|b\n",
         "x.csv:2:3: " IN_UNQUOTED},
        {"several", BYTES("a,b\nx\",1\n2,3\n4,\"5\"6\n\"7\",8\n9,\"\"0\n10,11\n"),
         "h1:a|b\n3:2|3\n5:7|8\n7:10|11\n",
         "x.csv:2:1: " IN_UNQUOTED "x.csv:4:3: " AFTER_QUOTED "x.csv:6:3: " AFTER_QUOTED},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* What an unclosed quote swallows is read as records of their own from its next line on. */
static void an_unclosed_quote_swallows_no_record(void **state)
{
    static const struct example examples[] = {
        {"on the last line", BYTES("a,b\n1,\"2\n"), "h1:a|b\n", "x.csv:2:3: " NOT_CLOSED},
        {"further up", BYTES("a,b\n1,\"2\n3,4\n5,6"), "h1:a|b\n3:3|4\n4:5|6\n",
         "x.csv:2:3: " NOT_CLOSED},
        {"twice", BYTES("a,b\n\"1,2\n3,4\n5,\"6\n7,8\n"), "h1:a|b\n3:3|4\n5:7|8\n",
         "x.csv:2:1: " AFTER_QUOTED "x.csv:4:3: " NOT_CLOSED},
        {"up to a quote further down", BYTES("a,b\n\"1,2\n3,\"4\"\n5,6\n"),
         "h1:a|b\n3:3|4\n4:5|6\n", "x.csv:2:1: " AFTER_QUOTED},
        {"after a field of two lines", BYTES("a,b\n\"1\n2\",\"3\n4,5\n"), "h1:a|b\n4:4|5\n",
         "x.csv:3:4: " NOT_CLOSED},
        {"then blank lines", BYTES("a,b\n1,\"2\n\n3,4\n"), "h1:a|b\n4:3|4\n",
         "x.csv:2:3: " NOT_CLOSED "x.csv:3:1: W-BLANK the line is blank\n"},
        {"a lone quote", BYTES("a,b\n\""), "h1:a|b\n", "x.csv:2:1: " NOT_CLOSED},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* The next line is no header, so nothing more is handed on. */
static void of_a_file_with_a_bad_header_only_that_is_told(void **state)
{
    static const struct example examples[] = {
        {"a quote", BYTES("a,b\"\n1,2\n3\n"), "", "x.csv:1:3: " IN_UNQUOTED},
        {"bytes", BYTES("a,\xff\n1,2\n"), "",
         "x.csv:1:3: E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"},
        {"the first byte", BYTES("\xff,a\n1,2\n"), "",
         "x.csv:1:1: E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void ragged_records_are_told(void **state)
{
    static const struct example examples[] = {
        {"too few", BYTES("a,b,c\n1,2\n3,4,5\n"), "h1:a|b|c\n3:3|4|5\n",
         "x.csv:2:1: E-RAGGED the record has 2 fields, the header has 3\n"},
        {"one", BYTES("a,b\n1\n2,3\n"), "h1:a|b\n3:2|3\n",
         "x.csv:2:1: E-RAGGED the record has 1 field, the header has 2\n"},
        {"too many", BYTES("a,b\n1,2,\n"), "h1:a|b\n",
         "x.csv:2:1: E-RAGGED the record has 3 fields, the header has 2\n"},
        {"at the end", BYTES("a,b\n1,2\n3"), "h1:a|b\n2:1|2\n",
         "x.csv:3:1: E-RAGGED the record has 1 field, the header has 2\n"},
        {"over several lines", BYTES("a,b\n\"1\n1\",2,3\n4\n5,6\n"), "h1:a|b\n5:5|6\n",
         "x.csv:2:1: E-RAGGED the record has 3 fields, the header has 2\n"
         "x.csv:4:1: E-RAGGED the record has 1 field, the header has 2\n"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

#define NUL_BYTE                                                                                   \
    "E-ENCODING a NUL byte in the text; expected UTF-8 (is the file UTF-16? save it as UTF-8)\n"
#define NOT_UTF8 "E-ENCODING bytes that are not UTF-8; save the file as UTF-8\n"
#define BARE_CR  "E-ENCODING a line ends with a bare CR; expected LF or CRLF line ends\n"
#define UTF_16   "x.csv:1:1: E-ENCODING the file is UTF-16; expected UTF-8 | save it as 'CSV UTF-8'\n"

static void other_encodings_are_told(void **state)
{
    static const struct example examples[] = {
        {"UTF-16, little end first",
         BYTES("\xff\xfe"
               "a\0,\0b\0\n\0"),
         "", UTF_16},
        {"UTF-16, big end first",
         BYTES("\xfe\xff"
               "\0a\0,\0b\0\n"),
         "", UTF_16},
        {"UTF-16, nothing else", BYTES("\xff\xfe"), "", UTF_16},
        {"Latin-1", BYTES("a,b\n1,Caf\xe9\n\xa3,4\n5,6\n"), "h1:a|b\n4:5|6\n",
         "x.csv:2:3: " NOT_UTF8 "x.csv:3:1: " NOT_UTF8},
        {"the first field that is not clean is told", BYTES("a,b,c\n1,\x80,\x80\n"), "h1:a|b|c\n",
         "x.csv:2:3: " NOT_UTF8},
        {"after characters of several bytes", BYTES("a,b\n\xc3\xa9\xc3\xa9,\xc3(\n"), "h1:a|b\n",
         "x.csv:2:4: " NOT_UTF8},
        {"overlong", BYTES("a\n\xc0\xaf\n"), "h1:a\n", "x.csv:2:1: " NOT_UTF8},
        {"surrogate", BYTES("a\n\xed\xa0\x80\n"), "h1:a\n", "x.csv:2:1: " NOT_UTF8},
        {"cut short", BYTES("a\n\xe2\x82\n1\n"), "h1:a\n3:1\n", "x.csv:2:1: " NOT_UTF8},
        {"NUL", BYTES("a,b\n1,x\0y\n3,4\n"), "h1:a|b\n3:3|4\n", "x.csv:2:3: " NUL_BYTE},
        {"within quotes, on a later line", BYTES("a,b\n\"1\n2\",\"\0\"\n3,4\n"), "h1:a|b\n4:3|4\n",
         "x.csv:3:4: " NUL_BYTE},
        {"bare CR", BYTES("a,b\n1,2\r3,4\n5,6\n"), "h1:a|b\n2:1|2\n2:3|4\n3:5|6\n",
         "x.csv:2:1: " BARE_CR},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Reading resumes after each, so that one run tells all. */
static void several_kinds_in_one_file_are_all_told(void **state)
{
    static const struct example examples[] = {
        {"all",
         BYTES("a,b\n"
               "x\"1,2\n"
               "1,2\n"
               "3\n"
               "\xff,4\n"
               "\n"
               "\"5\n6\",\"7\"8\n"
               "9,10\n"
               "11,\0\n"
               "12,13,14\n"
               "15,16\n"
               "17,\"18\n"
               "19,20\n"),
         "h1:a|b\n3:1|2\n9:9|10\n12:15|16\n14:19|20\n",
         "x.csv:2:1: " IN_UNQUOTED "x.csv:4:1: E-RAGGED the record has 1 field, the header has 2\n"
         "x.csv:5:1: " NOT_UTF8 "x.csv:6:1: W-BLANK the line is blank\n"
         "x.csv:8:4: " AFTER_QUOTED "x.csv:10:4: " NUL_BYTE
         "x.csv:11:1: E-RAGGED the record has 3 fields, the header has 2\n"
         "x.csv:13:4: " NOT_CLOSED},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* How a pipe's content is cut: the first write of FIRST bytes, the others of REST or, where there
 * is RANDOM, all of random sizes. Linux keeps the writes of an O_DIRECT pipe apart, so that each
 * read gets one. */
struct cut {
    size_t first, rest;
    struct random *random;
};

enum { LONGEST_WRITE = 4096 };

static void write_cut(int fd, struct span s, const struct cut *cut)
{
    for (size_t at = 0, n; at < s.length; at += n) {
        n = at == 0 ? cut->first : cut->rest;
        if (cut->random)
            n = 1 + random_below(cut->random, random_below(cut->random, 8) ? 60 : LONGEST_WRITE);
        n = n < s.length - at ? n : s.length - at;
        if (write(fd, s.text + at, n) != (ssize_t)n)
            _exit(1);
    }
}

/* Starts a process that writes S to FD, which is closed here. */
static pid_t start_writer(int fd, int other, struct span s, const struct cut *cut)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (other >= 0)
            close(other);
        write_cut(fd, s, cut);
        _exit(0);
    }
    close(fd);
    return child;
}

static void end_writer(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void read_through_pipe(struct result *r, struct span s, const struct cut *cut)
{
    int ends[2];
    char path[32];
    assert_int_equal(pipe2(ends, O_DIRECT | O_CLOEXEC), 0);
    pid_t child = start_writer(ends[1], ends[0], s, cut);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    assert_int_equal(read_into(r, path), 0);
    close(ends[0]);
    end_writer(child);
}

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
    struct result whole = {0};
    struct text problems = {0};
    (void)state;
    read_through_pipe(&whole, s, &(struct cut){.first = s.length});
    problems_text(&whole.ds, &problems);
    assert_int_equal(whole.ds.n_errors, 9);
    assert_int_equal(whole.n_records, 6);
    for (size_t first = 1; first < s.length; first++) {
        struct cut cuts[] = {{.first = first, .rest = s.length}, {.first = first, .rest = first}};
        for (size_t i = 0; i < 2; i++) {
            struct result r = {0};
            char name[32];
            snprintf(name, sizeof name, "%s %zu", i ? "writes of" : "cut at", first);
            read_through_pipe(&r, s, &cuts[i]);
            check_text(&r.records, text_string(&whole.records), name);
            check_problems(&r, text_string(&problems), name);
            result_release(&r);
        }
    }
    text_release(&problems);
    result_release(&whole);
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
    struct result r = {0};
    char name[32];
    snprintf(name, sizeof name, "shift %zu", shift);
    text_add_string(&t, "a,b\n");
    uint32_t line = 2 + add_records(&t, BLOCK - shift);
    text_addf(&records, "\n%u:\xc3\xa9\\x0a\\x0a\xc3\xa9|x,y\n%u:2|3\n", line, line + 5);
    text_addf(&problems, "x.csv:%u:1: W-BLANK the line is blank\nx.csv:%u:3: " IN_UNQUOTED,
              line + 3, line + 4);
    text_add_string(&t, record);
    struct test_file file = file_with(t.v, t.n);
    assert_int_equal(read_into(&r, file.path), 0);
    check_end(&r.records, text_string(&records), name);
    check_problems(&r, text_string(&problems), name);
    assert_int_equal(r.n_records, line + 1);
    result_release(&r);
    file_release(&file);
    add_records(&t, 3 * BLOCK);
    file = file_with(t.v, t.n);
    r.brief = true;
    assert_int_equal(read_into(&r, file.path), 0);
    check_problems(&r, text_string(&problems), name);
    result_release(&r);
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
static void check_field_of(size_t length, bool quoted, bool is_too_long)
{
    struct text t = {0}, expected = {0};
    struct result r = {.brief = true};
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
    result_release(&r);
    file_release(&file);
    text_release(&expected);
    text_release(&t);
}

static void a_field_holds_up_to_64_kib(void **state)
{
    (void)state;
    for (int quoted = 0; quoted < 2; quoted++) {
        check_field_of(FIELD - 1, quoted, false);
        check_field_of(FIELD, quoted, false);
        check_field_of(FIELD + 1, quoted, true);
        check_field_of(5 * FIELD, quoted, true);
    }
}

/* After a field that is too long, reading goes on with the next line. */
static void a_field_that_is_too_long_is_left_behind(void **state)
{
    struct text t = {0};
    struct result r = {0};
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
    result_release(&r);
    file_release(&file);
    text_release(&t);
}

static void a_record_of_more_than_16_mib_is_left_behind(void **state)
{
    struct text t = {0};
    struct result r = {.brief = true};
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
    result_release(&r);
    file_release(&file);
    text_release(&t);
}

/* Lines of 64 bytes within quotes, so that the 16 MiB are full just at a line end: what follows is
 * a line of its own. */
static void a_record_left_behind_ends_with_its_line(void **state)
{
    enum { LINES = (16 << 20) / 64, LINES_OF_FIELD = 512 };
    struct text t = {0};
    struct result r = {.brief = true};
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
    result_release(&r);
    file_release(&file);
    text_release(&t);
}

static void standard_input_is_read(void **state)
{
    static const char text[] = "a,b\n1,\"2\n2\"\n3,4";
    int ends[2], kept = dup(STDIN_FILENO);
    struct result r = {0};
    (void)state;
    assert_int_equal(pipe2(ends, O_DIRECT | O_CLOEXEC), 0);
    pid_t child =
        start_writer(ends[1], ends[0], span_of(text), &(struct cut){.first = 8, .rest = 3});
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    int status = read_into(&r, "-");
    if (kept >= 0)
        dup2(kept, STDIN_FILENO);
    close(kept);
    end_writer(child);
    assert_int_equal(status, 0);
    check_text(&r.records, "h1:a|b\n2:1|2\\x0a2\n4:3|4\n", "standard input");
    check_problems(&r, "", "standard input");
    result_release(&r);
}

static void a_named_pipe_is_read(void **state)
{
    struct test_file fifo = file_with("", 0);
    struct result r = {0};
    (void)state;
    file_release(&fifo);
    assert_int_equal(mkfifo(fifo.path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        write_cut(open(fifo.path, O_WRONLY), span_of("a,b\n1,2\n\n"), &(struct cut){.first = 9});
        _exit(0);
    }
    assert_int_equal(read_into(&r, fifo.path), 0);
    end_writer(child);
    check_text(&r.records, "h1:a|b\n2:1|2\n", "FIFO");
    check_problems(&r, "x.csv:3:1: W-BLANK the line is blank\n", "FIFO");
    result_release(&r);
    file_release(&fifo);
}

static void what_cannot_be_read_is_a_fault(void **state)
{
    static const struct {
        const char *path, *message;
    } cases[] = {
        {"/nonexistent/x.csv", "cannot open x.csv: No such file or directory"},
        {"/tmp", "cannot read x.csv: Is a directory"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct result r = {0};
        assert_int_equal(read_into(&r, cases[i].path), -1);
        assert_int_equal(r.ds.fault, FAULT_SYSTEM);
        assert_string_equal(r.ds.fault_message, cases[i].message);
        assert_int_equal(r.n_records, 0);
        result_release(&r);
    }
}

static int refuse_third(void *context, const struct row *row, struct diags *ds)
{
    add_record(context, row, "");
    return row->line < 3 ? 0 : diags_fault(ds, FAULT_SYSTEM, "enough");
}

static void a_handler_can_stop_the_reading(void **state)
{
    struct test_file file = file_with_text("a\n1\n2\n3\n\"x\"y\n");
    struct result r = {0};
    const struct row_handler handler = {take_header, refuse_third, &r, false, NULL};
    (void)state;
    assert_int_equal(rows_read(file.path, "x.csv", &handler, &r.ds), -1);
    check_text(&r.records, "h1:a\n2:1\n3:2\n", "stopped");
    assert_string_equal(r.ds.fault_message, "enough");
    assert_int_equal(r.ds.n, 0);
    result_release(&r);
    file_release(&file);
}

/* Notes a problem of each field, and of the whole record. */
static int place_all(void *context, const struct row *row, struct diags *ds)
{
    struct text *t = context;
    (void)ds;
    for (int i = ROW_WHOLE; i < (int)row->n; i++) {
        struct diag d = {.code = "E-DATE"};
        row_place(row, i, &d);
        text_addf(t, "%s:%u:%u [%s] %u %u\n", d.place.file, d.place.line, d.place.column, d.excerpt,
                  d.caret, d.marked);
    }
    return 0;
}

static void fields_are_placed_while_their_record_is_read(void **state)
{
    struct test_file file = file_with_text("a,b,c\r\n"
                                           "\xc3\xa9,  x ,\r\n"
                                           "\"1\r\n\xe2\x82\xac\",\"2\n\",3\r\n");
    struct diags ds = {0};
    struct text t = {0};
    const struct row_handler handler = {place_all, place_all, &t, false, NULL};
    (void)state;
    assert_int_equal(rows_read(file.path, "x.csv", &handler, &ds), 0);
    check_text(&t,
               "x.csv:1:1 [a,b,c] 0 0\n"
               "x.csv:1:1 [a,b,c] 0 1\n"
               "x.csv:1:3 [a,b,c] 2 1\n"
               "x.csv:1:5 [a,b,c] 4 1\n"
               "x.csv:2:1 [\xc3\xa9,  x ,] 0 0\n"
               "x.csv:2:1 [\xc3\xa9,  x ,] 0 1\n"
               "x.csv:2:5 [\xc3\xa9,  x ,] 4 2\n"
               "x.csv:2:8 [\xc3\xa9,  x ,] 7 1\n"
               "x.csv:3:1 [\"1] 0 0\n"
               "x.csv:3:1 [\"1] 0 2\n"
               "x.csv:4:4 [\xe2\x82\xac\",\"2] 3 2\n"
               "x.csv:5:3 [\",3] 2 1\n",
               "places");
    text_release(&t);
    diags_release(&ds);
    file_release(&file);
}

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

/* Random content of at least two columns, and what is to be read from it, as a struct result has
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
        struct result r = {0};
        random_content(&random, &content, &expected);
        read_through_pipe(&r, text_span(&content), &(struct cut){.random = &random});
        check_text(&r.records, text_string(&expected), "random content");
        assert_int_equal(r.ds.n, 0);
        result_release(&r);
        text_release(&content);
        text_release(&expected);
        random_below(&random, 2); /* the writer's copy is ahead; go on */
    }
}

/* What Python's csv module reads from the files named by its arguments, as a struct result has it;
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
    struct result ours = {0};
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
    result_release(&ours);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_have_the_lines_on_which_they_begin),
        cmocka_unit_test(values_are_unquoted_and_trimmed),
        cmocka_unit_test(blank_lines_are_warned_of),
        cmocka_unit_test(bad_quotes_are_told_and_left_behind),
        cmocka_unit_test(an_unclosed_quote_swallows_no_record),
        cmocka_unit_test(of_a_file_with_a_bad_header_only_that_is_told),
        cmocka_unit_test(ragged_records_are_told),
        cmocka_unit_test(other_encodings_are_told),
        cmocka_unit_test(several_kinds_in_one_file_are_all_told),
        cmocka_unit_test(where_a_read_ends_makes_no_difference),
        cmocka_unit_test(records_may_straddle_the_end_of_a_block),
        cmocka_unit_test(a_field_holds_up_to_64_kib),
        cmocka_unit_test(a_field_that_is_too_long_is_left_behind),
        cmocka_unit_test(a_record_of_more_than_16_mib_is_left_behind),
        cmocka_unit_test(a_record_left_behind_ends_with_its_line),
        cmocka_unit_test(standard_input_is_read),
        cmocka_unit_test(a_named_pipe_is_read),
        cmocka_unit_test(what_cannot_be_read_is_a_fault),
        cmocka_unit_test(a_handler_can_stop_the_reading),
        cmocka_unit_test(fields_are_placed_while_their_record_is_read),
        cmocka_unit_test(random_content_is_read_back_however_it_is_cut),
        cmocka_unit_test(python_reads_the_same),
    };
    return CHECK_RUN(tests, argc, argv);
}
