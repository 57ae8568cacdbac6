/* problems: what is wrong, as text with excerpts and as JSON. */
#include "check.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_sink.h"
#include "out/problems.h"

static void add(struct diags *ds, struct diag d)
{
    if (diags_count(ds, d.severity, d.code))
        assert_int_equal(diags_add(ds, &d), 0);
}

static char *print_problems(const struct diags *ds, size_t most, enum problems_format format)
{
    struct sink sink = memory_sink();
    assert_int_equal(problems_print(ds, most, format, &sink), 0);
    return memory_sink_take(&sink, NULL);
}

static char *print_fault(const struct diags *ds, enum problems_format format)
{
    struct sink sink = memory_sink();
    fault_print(ds, format, &sink);
    return memory_sink_take(&sink, NULL);
}

static void check_and_free(char *bytes, const char *expected)
{
    if (strcmp(bytes, expected) != 0)
        fail_msg("got\n%s\nexpected\n%s", bytes, expected);
    free(bytes);
}

static const struct diag date_problem = {
    .severity = SEVERITY_ERROR,
    .code = "E-DATE",
    .place = {"ratings.csv", 214, 18},
    .message = "date \"13/02/2019\" is not YYYY-MM-DD",
    .excerpt = "E08000035,Leeds,13/02/2019,good",
    .caret = 16,
    .marked = 10,
    .label = "field 3 (inspected)",
    .hint = "for day-first dates add --dates dmy",
};

static void a_problem_is_told_with_its_place_excerpt_mark_and_hint(void **state)
{
    struct diags ds = {0};
    (void)state;
    add(&ds, date_problem);
    check_and_free(print_problems(&ds, 20, PROBLEMS_TEXT),
                   "ratings.csv:214:18: error: date \"13/02/2019\" is not YYYY-MM-DD [E-DATE]\n"
                   "  214 | E08000035,Leeds,13/02/2019,good\n"
                   "      |                 ^~~~~~~~~~ field 3 (inspected)\n"
                   "  hint: for day-first dates add --dates dmy\n");
    diags_release(&ds);
}

static void what_a_problem_lacks_is_left_out(void **state)
{
    static const struct {
        const char *excerpt, *label;
        uint32_t line, caret, marked;
        const char *text;
    } cases[] = {
        {NULL, "whole", 1, 0, 1, "x.csv:1:1: warning: m [W-GAP]\n"},
        {"a,b", "whole", 1, 0, 0, "x.csv:1:1: warning: m [W-GAP]\n    1 | a,b\n"},
        {"a,b", NULL, 1, 0, 1, "x.csv:1:1: warning: m [W-GAP]\n    1 | a,b\n      | ^\n"},
        {"a,b", "b", 99999, 2, 2,
         "x.csv:99999:1: warning: m [W-GAP]\n99999 | a,b\n      |   ^~ b\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct diags ds = {.lists_warnings = true};
        add(&ds, (struct diag){.severity = SEVERITY_WARNING,
                               .code = "W-GAP",
                               .place = {"x.csv", cases[i].line, 1},
                               .message = "m",
                               .excerpt = cases[i].excerpt,
                               .label = cases[i].label,
                               .caret = cases[i].caret,
                               .marked = cases[i].marked});
        check_and_free(print_problems(&ds, 20, PROBLEMS_TEXT), cases[i].text);
        diags_release(&ds);
    }
}

/* Problems without an excerpt, one for each hint (NULL: none); line 1, 2, ... */
static void add_hinted(struct diags *ds, const char *const *hints, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(ds, (struct diag){.severity = SEVERITY_ERROR,
                              .code = "E-DATE",
                              .place = {"x.csv", (uint32_t)i + 1, 2},
                              .message = "m",
                              .hint = hints[i]});
}

static void a_hint_is_told_once(void **state)
{
    static const char *const hints[] = {"do a", NULL, "do a", "do b", "do b", "do a"};
    struct diags ds = {0};
    (void)state;
    add_hinted(&ds, hints, sizeof hints / sizeof hints[0]);
    check_and_free(print_problems(&ds, 20, PROBLEMS_TEXT),
                   "x.csv:1:2: error: m [E-DATE]\n  hint: do a\n"
                   "x.csv:2:2: error: m [E-DATE]\n"
                   "x.csv:3:2: error: m [E-DATE]\n"
                   "x.csv:4:2: error: m [E-DATE]\n  hint: do b\n"
                   "x.csv:5:2: error: m [E-DATE]\n"
                   "x.csv:6:2: error: m [E-DATE]\n");
    diags_release(&ds);
}

static void so_many_are_told_and_the_rest_is_counted(void **state)
{
    static const char *const hints[3] = {NULL};
    static const struct {
        size_t most;
        const char *text, *json;
    } cases[] = {
        {0, "and 3 more problems (--max-errors tells more)\n", "{\"more\":3}\n"},
        {1,
         "x.csv:1:2: error: m [E-DATE]\n"
         "and 2 more problems (--max-errors tells more)\n",
         "{\"file\":\"x.csv\",\"line\":1,\"column\":2,\"severity\":\"error\",\"code\":\"E-DATE\","
         "\"message\":\"m\",\"hint\":null}\n{\"more\":2}\n"},
        {2,
         "x.csv:1:2: error: m [E-DATE]\n"
         "x.csv:2:2: error: m [E-DATE]\n"
         "and 1 more problem (--max-errors tells more)\n",
         NULL},
        {3,
         "x.csv:1:2: error: m [E-DATE]\n"
         "x.csv:2:2: error: m [E-DATE]\n"
         "x.csv:3:2: error: m [E-DATE]\n",
         NULL},
    };
    struct diags ds = {0};
    (void)state;
    add_hinted(&ds, hints, 3);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_and_free(print_problems(&ds, cases[i].most, PROBLEMS_TEXT), cases[i].text);
        if (cases[i].json)
            check_and_free(print_problems(&ds, cases[i].most, PROBLEMS_JSON), cases[i].json);
    }
    diags_release(&ds);
}

/* Those that were not kept, and, where warnings are listed, those too. */
static void what_was_only_counted_counts_among_the_rest(void **state)
{
    static const char *const hints[4] = {NULL};
    (void)state;
    for (int lists = 0; lists < 2; lists++) {
        struct diags ds = {.limit = 1, .lists_warnings = lists};
        add_hinted(&ds, hints, 4);
        diags_count(&ds, SEVERITY_WARNING, "W-GAP");
        diags_count(&ds, SEVERITY_WARNING, "W-GAP");
        check_and_free(print_problems(&ds, 20, PROBLEMS_TEXT),
                       lists ? "x.csv:1:2: error: m [E-DATE]\nand 5 more problems\n"
                             : "x.csv:1:2: error: m [E-DATE]\nand 3 more problems\n");
        diags_release(&ds);
    }
}

static void nothing_is_told_of_no_problem(void **state)
{
    const struct diags ds = {0};
    (void)state;
    check_and_free(print_problems(&ds, 20, PROBLEMS_TEXT), "");
    check_and_free(print_problems(&ds, 20, PROBLEMS_JSON), "");
    check_and_free(print_fault(&ds, PROBLEMS_TEXT), "");
    check_and_free(print_fault(&ds, PROBLEMS_JSON), "");
}

static const char *string_member(struct json_object *object, const char *name)
{
    struct json_object *value;
    assert_true(json_object_object_get_ex(object, name, &value));
    return json_object_get_string(value);
}

static int integer_member(struct json_object *object, const char *name)
{
    struct json_object *value;
    assert_true(json_object_object_get_ex(object, name, &value));
    assert_true(json_object_is_type(value, json_type_int));
    return json_object_get_int(value);
}

static void json_has_an_object_a_line(void **state)
{
    struct diag warning = {.severity = SEVERITY_WARNING,
                           .code = "W-GAP",
                           .place = {"a/\"b\"\n.csv", UINT32_MAX / 2, 3},
                           .message = "say \"no\"\x1b"};
    struct diags ds = {.lists_warnings = true};
    (void)state;
    add(&ds, date_problem);
    add(&ds, warning);
    char *bytes = print_problems(&ds, 20, PROBLEMS_JSON), *feed = strchr(bytes, '\n');
    assert_non_null(feed);
    assert_string_equal(strchr(feed + 1, '\n'), "\n");
    *feed = '\0';
    struct json_object *first = json_tokener_parse(bytes), *second = json_tokener_parse(feed + 1);
    assert_string_equal(string_member(first, "file"), "ratings.csv");
    assert_int_equal(integer_member(first, "line"), 214);
    assert_int_equal(integer_member(first, "column"), 18);
    assert_string_equal(string_member(first, "severity"), "error");
    assert_string_equal(string_member(first, "code"), "E-DATE");
    assert_string_equal(string_member(first, "message"), date_problem.message);
    assert_string_equal(string_member(first, "hint"), date_problem.hint);
    assert_string_equal(string_member(second, "file"), warning.place.file);
    assert_int_equal(integer_member(second, "line"), UINT32_MAX / 2);
    assert_string_equal(string_member(second, "severity"), "warning");
    assert_string_equal(string_member(second, "message"), warning.message);
    assert_null(string_member(second, "hint"));
    json_object_put(first);
    json_object_put(second);
    free(bytes);
    diags_release(&ds);
}

/* In JSON they are escaped as JSON has it, above. */
static void controls_are_made_visible(void **state)
{
    struct diags ds = {0};
    (void)state;
    add(&ds, (struct diag){.severity = SEVERITY_ERROR,
                           .code = "E-DATE",
                           .place = {"\x1b[31m\n\xe2\x80\xae\xff.csv", 1, 1},
                           .message = "m\x1b",
                           .hint = "h\x1b"});
    check_and_free(print_problems(&ds, 20, PROBLEMS_TEXT),
                   "\\x1b[31m\\x0a\\xe2\\x80\\xae\\xff.csv:1:1: error: m\\x1b [E-DATE]\n"
                   "  hint: h\\x1b\n");
    diags_release(&ds);
}

static void a_fault_is_told_with_what_to_do(void **state)
{
    static const struct {
        enum fault fault;
        const char *message, *hint, *text, *json;
    } cases[] = {
        {FAULT_USAGE, "there is no option --frmat", "the nearest is --format",
         "turnaround: there is no option --frmat\n  hint: the nearest is --format\n",
         "{\"severity\":\"usage\",\"message\":\"there is no option --frmat\","
         "\"hint\":\"the nearest is --format\"}\n"},
        {FAULT_SYSTEM, "cannot read a/b", NULL, "turnaround: cannot read a/b\n",
         "{\"severity\":\"system\",\"message\":\"cannot read a/b\",\"hint\":null}\n"},
        {FAULT_USAGE, "no \"\x1b[1m\xff\"", "\x1b[2m",
         "turnaround: no \"\\x1b[1m\\xff\"\n  hint: \\x1b[2m\n",
         "{\"severity\":\"usage\",\"message\":\"no \\\"\\u001b[1m\xef\xbf\xbd\\\"\","
         "\"hint\":\"\\u001b[2m\"}\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct diags ds = {0};
        diags_set_fault(&ds, cases[i].fault, "%s", cases[i].message);
        if (cases[i].hint)
            diags_set_hint(&ds, "%s", cases[i].hint);
        check_and_free(print_fault(&ds, PROBLEMS_TEXT), cases[i].text);
        check_and_free(print_fault(&ds, PROBLEMS_JSON), cases[i].json);
        diags_release(&ds);
    }
}

static void want_of_memory_is_a_fault_of_the_system(void **state)
{
    struct diags ds = {0};
    (void)state;
    diags_set_no_memory(&ds);
    check_and_free(print_fault(&ds, PROBLEMS_TEXT), "turnaround: out of memory\n");
    diags_release(&ds);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_problem_is_told_with_its_place_excerpt_mark_and_hint),
        cmocka_unit_test(what_a_problem_lacks_is_left_out),
        cmocka_unit_test(a_hint_is_told_once),
        cmocka_unit_test(so_many_are_told_and_the_rest_is_counted),
        cmocka_unit_test(what_was_only_counted_counts_among_the_rest),
        cmocka_unit_test(nothing_is_told_of_no_problem),
        cmocka_unit_test(json_has_an_object_a_line),
        cmocka_unit_test(controls_are_made_visible),
        cmocka_unit_test(a_fault_is_told_with_what_to_do),
        cmocka_unit_test(want_of_memory_is_a_fault_of_the_system),
    };
    return CHECK_RUN(tests, argc, argv);
}
