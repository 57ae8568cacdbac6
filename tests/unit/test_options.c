/* options: what the command line makes of them, and what is refused. (The table itself:
 * test_option_table.c.) */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "command_line.h"

static void check_refused(const char *line, const char *message, const char *hint)
{
    struct line l;
    if (parse_line(&l, line) == 0)
        fail_msg("%s: not refused", line);
    assert_int_equal(l.ds.fault, FAULT_USAGE);
    assert_string_equal(l.ds.fault_message, message);
    assert_string_equal(l.ds.fault_hint ? l.ds.fault_hint : "", hint);
    line_release(&l);
}

static void check_list(const struct list *list, const char *expected, const char *line)
{
    struct text t = {0};
    for (size_t i = 0; i < list->n; i++)
        text_addf(&t, "%s%s", i ? "|" : "", list->v[i]);
    if (strcmp(text_string(&t), expected) != 0)
        fail_msg("%s: got %s, expected %s", line, text_string(&t), expected);
    text_release(&t);
}

static void defaults_are_those_that_help_tells(void **state)
{
    static const struct options none;
    struct options o;
    struct diags ds = {0};
    char *words[] = {NULL};
    (void)state;
    memset(&o, 0x55, sizeof o);
    assert_int_equal(options_parse(&o, 0, words, &ds), 0);
    assert_int_equal(o.threads, -1);
    assert_int_equal(o.max_errors, 20);
    assert_int_equal(o.landmark, -1);
    assert_true(o.confidence == 0.95);
    assert_true(o.tau == 5);
    assert_int_equal(o.seed, 1);
    assert_int_equal(o.limit, -1);
    assert_int_equal(o.digits, -1);
    assert_int_equal(o.width, -1);
    o.threads = 0;
    o.max_errors = o.landmark = o.seed = o.limit = o.digits = o.width = 0;
    o.confidence = o.tau = 0;
    assert_memory_equal(&o, &none, sizeof o); /* all else is nought, and nothing was given */
}

static void lists_grow_and_other_options_count_as_given_last(void **state)
{
    struct line l;
    (void)state;
    parse_well(&l, "-C|Leeds|--council=Kent|-CBury|-f|csv|--format|json|--limit=3|--limit|4");
    check_list(&l.o.council, "Leeds|Kent|Bury", "council");
    assert_string_equal(l.o.format, "json");
    assert_int_equal(l.o.limit, 4);
    line_release(&l);
}

static void options_and_operands_come_in_any_order(void **state)
{
    static const struct {
        const char *line, *operands, *models;
        bool quiet;
    } cases[] = {
        {"data", "data", "", false},
        {"data|-q", "data", "", true},
        {"-q|data", "data", "", true},
        {"a|-q|b|-M|m|c", "a|b|c", "m", true},
        {"-M|m|--|-q|--model|x", "-q|--model|x", "m", false},
        {"a|--|b|--", "a|b|--", "", false},
        {"a|--model|m|--quiet|b", "a|b", "m", true},
        {"a|b|--model=m|--|--quiet", "a|b|--quiet", "m", false},
        {"-", "-", "", false},
        {"-M|-|-|-q", "-", "-", true},
        {"-M|--|-q", "", "--", true}, /* an argument, whatever it looks like */
        {"--model|-q", "", "-q", false},
        {"--model=|a", "a", "", false},
        {"", "", "", false}, /* an operand without a letter */
        {"-qMm", "", "m", true},
        {"-qvM|m", "", "m", true},
        {"-vq|-Mq", "", "q", true},
        {"--", "", "", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct line l;
        parse_well(&l, cases[i].line);
        check_list(&l.o.operands, cases[i].operands, cases[i].line);
        check_list(&l.o.model, cases[i].models, cases[i].line);
        assert_int_equal(l.o.quiet, cases[i].quiet);
        line_release(&l);
    }
}

static void what_is_no_option_is_refused_with_the_nearest(void **state)
{
    static const struct {
        const char *line, *message, *hint;
    } cases[] = {
        {"--frmat", "there is no option --frmat", "the nearest is --format"},
        {"--frmat=csv", "there is no option --frmat", "the nearest is --format"},
        {"--form|csv", "there is no option --form", "the nearest is --format"},
        {"--form", "there is no option --form", "the nearest is --format"},
        {"--form=csv", "there is no option --form", "the nearest is --format"},
        {"--quie", "there is no option --quie", "the nearest is --quiet"},
        {"--quie=yes", "there is no option --quie", "the nearest is --quiet"},
        {"--mod|x", "there is no option --mod", "the nearest is --models"}, /* of several, first */
        {"--max", "there is no option --max", "the nearest is --max-errors"},
        {"--Format|csv", "there is no option --Format", "the nearest is --format"},
        {"--zzzzzzzz", "there is no option --zzzzzzzz", ""},
        {"--=x", "there is no option --", ""},
        {"a|-q|--verbos|b", "there is no option --verbos", "the nearest is --verbose"},
        {"-x", "there is no option -x", ""},
        {"-qx", "there is no option -x", ""},
        {"-q|-v|-1", "there is no option -1", ""},
        {"-:", "there is no option -:", ""},
        {"-=", "there is no option -=", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_refused(cases[i].line, cases[i].message, cases[i].hint);
}

static void arguments_are_neither_missing_nor_superfluous(void **state)
{
    char line[64], message[64];
    (void)state;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        bool flag = row->kind == OPTION_FLAG;
        snprintf(line, sizeof line, "--%s%s", row->name, flag ? "=yes" : "");
        snprintf(message, sizeof message, "option --%s %s", row->name,
                 flag ? "takes no argument" : "needs an argument");
        check_refused(line, message, "");
        if (flag || !row->letter)
            continue;
        snprintf(line, sizeof line, "a|-q%c", row->letter);
        snprintf(message, sizeof message, "option -%c needs an argument", row->letter);
        check_refused(line, message, "");
    }
}

#define WHOLE "a whole number from 0 to 1,000,000,000"

static const struct {
    const char *name, *value, *expected;
} wrong[] = {
    {"dates", "ymd", "iso, dmy or mdy"},
    {"dates", "", "iso, dmy or mdy"},
    {"dates", "DMY", "iso, dmy or mdy"},
    {"dates", "dm", "iso, dmy or mdy"},
    {"scope", "none", "all or full"},
    {"color", "auto|always", "auto, always or never"},
    {"limit", "-1", WHOLE},
    {"limit", "1000000001", WHOLE},
    {"limit", "1.5", WHOLE},
    {"limit", "1e3", WHOLE},
    {"limit", "", WHOLE},
    {"limit", "ten", WHOLE},
    {"limit", "99999999999999999999", WHOLE},
    {"conf", "0", "a number above 0"},
    {"conf", "-0.5", "a number above 0"},
    {"tau", "five", "a number above 0"},
    {"tau", "inf", "a number above 0"},
    {"tau", "1e999", "a number above 0"},
    {"from", "13/02/2019", "a date, YYYY-MM-DD, YYYY-MM or YYYY"},
    {"to", "2019-02-30", "a date, YYYY-MM-DD, YYYY-MM or YYYY"},
    {"as-of", "today", "a date, YYYY-MM-DD"},
    {"as-of", "2019-02", "a date with its day, YYYY-MM-DD"},
    {"as-of", "2019", "a date with its day, YYYY-MM-DD"},
};

static void wrong_values_are_refused_with_what_is_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct line l = {.n = 2};
        char word[64], message[128];
        snprintf(word, sizeof word, "--%s=%s", wrong[i].name, wrong[i].value);
        snprintf(message, sizeof message, "--%s %s: expected %s", wrong[i].name, wrong[i].value,
                 wrong[i].expected);
        l.words[0] = l.words[1] = word;
        assert_int_equal(options_parse(&l.o, l.n, l.words, &l.ds), -1);
        assert_int_equal(l.ds.fault, FAULT_USAGE);
        assert_string_equal(l.ds.fault_message, message);
        assert_null(l.ds.fault_hint);
        line_release(&l);
    }
}

static void an_option_that_has_no_effect_is_refused(void **state)
{
    const unsigned all = ~0U;
    (void)state;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        const struct options o = {.given = (uint64_t)1 << i};
        struct diags ds = {0};
        char message[64];
        assert_int_equal(options_check(&o, all, "times", &ds), 0);
        assert_int_equal(options_check(&o, row->group, "times", &ds), 0);
        if (row->group == GROUP_ANY) {
            assert_int_equal(options_check(&o, 0, "times", &ds), 0);
            continue;
        }
        snprintf(message, sizeof message, "option --%s has no effect on times", row->name);
        assert_int_equal(options_check(&o, all & ~row->group, "times", &ds), -1);
        assert_int_equal(ds.fault, FAULT_USAGE);
        assert_string_equal(ds.fault_message, message);
        diags_release(&ds);
    }
}

static void whether_an_option_was_given_is_known_by_its_name(void **state)
{
    struct line l;
    (void)state;
    parse_well(&l, "--uncovered|in-house|-hq"); /* also where it is what holds anyway */
    assert_true(options_has(&l.o, "uncovered"));
    assert_true(options_has(&l.o, "help"));
    assert_true(options_has(&l.o, "quiet"));
    assert_false(options_has(&l.o, "ratings"));
    assert_false(options_has(&l.o, "uncover"));
    line_release(&l);
    assert_null(l.o.council.v);
    assert_int_equal(l.o.given, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_those_that_help_tells),
        cmocka_unit_test(lists_grow_and_other_options_count_as_given_last),
        cmocka_unit_test(options_and_operands_come_in_any_order),
        cmocka_unit_test(what_is_no_option_is_refused_with_the_nearest),
        cmocka_unit_test(arguments_are_neither_missing_nor_superfluous),
        cmocka_unit_test(wrong_values_are_refused_with_what_is_expected),
        cmocka_unit_test(an_option_that_has_no_effect_is_refused),
        cmocka_unit_test(whether_an_option_was_given_is_known_by_its_name),
    };
    return CHECK_RUN(tests, argc, argv);
}
