/* options: the rows of the table, each with its value in every form that the command line has. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "command_line.h"
#include "out/problems.h"
#include "out/view.h"
#include "study/cohort.h"

/* Options that the design names, with their letters and where they put what. */
static const struct {
    char letter;
    const char *name;
    enum option_kind kind;
    size_t offset;
    unsigned group;
} promised[] = {
#define ROW(letter, name, kind, member, group)                                                     \
    {                                                                                              \
        letter, name, OPTION_##kind, offsetof(struct options, member), GROUP_##group               \
    }
    ROW(0, "ratings", TEXT, ratings, PARTS),
    ROW(0, "models", TEXT, models, PARTS),
    ROW(0, "councils", TEXT, councils, PARTS | GROUP_IMPORT),
    ROW(0, "dates", CHOICE, dates, READING),
    ROW(0, "scale", TEXT, scale, READING),
    ROW(0, "extra-model", LIST, extra_models, READING | GROUP_SEGMENTS),
    ROW(0, "threads", CHOICE, threads, READING),
    ROW(0, "keep-going", FLAG, keep_going, KEEP),
    ROW('C', "council", LIST, council, SELECT),
    ROW('R', "region", LIST, region, SELECT),
    ROW('M', "model", LIST, model, MODEL),
    ROW(0, "from", DATE, from, PERIOD),
    ROW(0, "to", DATE, to, PERIOD),
    ROW(0, "as-of", DAY, as_of, STUDY | GROUP_AS_OF),
    ROW(0, "date", CHOICE, date_basis, STUDY),
    ROW(0, "judgement", TEXT, judgement, STUDY),
    ROW(0, "partial", CHOICE, partial, STUDY | GROUP_AS_OF),
    ROW(0, "uncovered", CHOICE, uncovered, STUDY),
    ROW(0, "scope", CHOICE, scope, STUDY),
    ROW(0, "origin", TEXT, origin, ORIGIN),
    ROW(0, "target", TEXT, target, EPISODES),
    ROW(0, "episodes", CHOICE, episodes, EPISODES),
    ROW(0, "lineage", CHOICE, lineage, EPISODES),
    ROW(0, "attribute", CHOICE, attribute, GROUPS),
    ROW(0, "clock", CHOICE, clock, CLOCK),
    ROW(0, "landmark", INTEGER, landmark, GROUPS),
    ROW(0, "conf", REAL, confidence, LIMITS),
    ROW(0, "tau", REAL, tau, TAU),
    ROW(0, "min-n", INTEGER, min_n, GROUPS),
    ROW(0, "reference", TEXT, reference, REFERENCE),
    ROW(0, "ties", CHOICE, ties, TESTS),
    ROW(0, "seed", INTEGER, seed, TESTS),
    ROW(0, "at", TEXT, at, AT),
    ROW(0, "by", TEXT, by, BY),
    ROW(0, "yearly", FLAG, yearly, YEARLY),
    ROW(0, "states", TEXT, states, STATES),
    ROW(0, "complete", FLAG, complete, COMPLETE),
    ROW(0, "segments", LIST, segments, SEGMENTS),
    ROW(0, "map", LIST, map, IMPORT),
    ROW(0, "exit-code", FLAG, exit_code, EXIT),
    ROW(0, "improved", FLAG, improved, IMPROVED),
    ROW(0, "ascii", FLAG, ascii, ASCII),
    ROW('f', "format", TEXT, format, OUTPUT | GROUP_WRITE),
    ROW('o', "output", TEXT, output, OUTPUT | GROUP_WRITE),
    ROW('c', "columns", TEXT, columns, OUTPUT),
    ROW('s', "sort", TEXT, sort, OUTPUT),
    ROW('w', "where", LIST, where, OUTPUT),
    ROW(0, "limit", INTEGER, limit, OUTPUT),
    ROW(0, "no-header", FLAG, no_header, OUTPUT),
    ROW(0, "digits", DIGITS, digits, OUTPUT),
    ROW(0, "units", CHOICE, units, OUTPUT),
    ROW(0, "excel", FLAG, excel, OUTPUT),
    ROW(0, "width", INTEGER, width, OUTPUT | GROUP_LINES),
    ROW(0, "color", CHOICE, color, OUTPUT | GROUP_LINES),
    ROW(0, "errors", CHOICE, errors, MESSAGES),
    ROW(0, "max-errors", INTEGER, max_errors, MESSAGES),
    ROW('q', "quiet", FLAG, quiet, MESSAGES),
    ROW('v', "verbose", FLAG, verbose, MESSAGES),
    ROW('h', "help", FLAG, help, ANY),
#undef ROW
};

static void the_table_has_the_promised_options_in_the_order_of_help(void **state)
{
    (void)state;
    assert_int_equal(n_option_rows, sizeof promised / sizeof promised[0]);
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        assert_string_equal(row->name, promised[i].name);
        assert_int_equal(row->letter, promised[i].letter);
        assert_int_equal(row->kind, promised[i].kind);
        assert_int_equal(row->offset, promised[i].offset);
        assert_int_equal(row->group, promised[i].group);
    }
}

static void rows_are_whole_and_no_two_share_a_letter_or_a_name(void **state)
{
    (void)state;
    assert_true(n_option_rows <= 64); /* a bit each */
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        assert_int_equal(row->argument != NULL, row->kind != OPTION_FLAG);
        assert_int_equal(row->choices != NULL, row->kind == OPTION_CHOICE);
        assert_int_equal(row->offers == OFFER_CHOICE, row->kind == OPTION_CHOICE);
        assert_true(row->kind != OPTION_FLAG || row->offers == OFFER_NOTHING);
        assert_true(row->help && row->help[0]);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(row->name, option_rows[j].name);
            assert_true(row->letter == 0 || row->letter != option_rows[j].letter);
            assert_int_not_equal(row->offset, option_rows[j].offset);
        }
    }
}

/* What O holds for ROW, as text. */
static void add_member(const struct options *o, const struct option_row *row, struct text *t)
{
    const void *member = (const char *)o + row->offset;
    char number[NUMBER_TEXT], date[DATE_TEXT];
    const struct list *list = member;
    switch (row->kind) {
    case OPTION_FLAG:
        text_addf(t, "%d", *(const bool *)member);
        break;
    case OPTION_TEXT:
        text_add_string(t, *(const char *const *)member);
        break;
    case OPTION_LIST:
        for (size_t i = 0; i < list->n; i++)
            text_addf(t, "%s%s", i ? "|" : "", list->v[i]);
        break;
    case OPTION_CHOICE:
        text_addf(t, "%d", *(const int *)member);
        break;
    case OPTION_DATE:
    case OPTION_DAY:
        text_add_string(t, date_text(*(const struct date *)member, date));
        break;
    case OPTION_INTEGER:
    case OPTION_DIGITS:
        text_addf(t, "%lld", (long long)*(const int64_t *)member);
        break;
    case OPTION_REAL:
        text_add_string(t, number_text(*(const double *)member, number));
        break;
    }
}

/* Fails unless LINE gives ROW alone, and its member is EXPECTED and all others are as ever. */
static void check_row(const struct option_row *row, const char *line, const char *expected)
{
    struct line l, none;
    parse_well(&l, line);
    parse_well(&none, "operand");
    for (size_t i = 0; i < n_option_rows; i++) {
        struct text got = {0}, usual = {0};
        bool is_row = &option_rows[i] == row;
        add_member(&l.o, &option_rows[i], &got);
        add_member(&none.o, &option_rows[i], &usual);
        const char *wanted = is_row ? expected : text_string(&usual);
        if (strcmp(text_string(&got), wanted) != 0)
            fail_msg("%s: --%s is %s, expected %s", line, option_rows[i].name, text_string(&got),
                     wanted);
        assert_int_equal(options_has(&l.o, option_rows[i].name), is_row);
        text_release(&got);
        text_release(&usual);
    }
    assert_int_equal(l.o.operands.n, 0);
    line_release(&l);
    line_release(&none);
}

/* ROW with VALUE (NULL: a flag), in each form that it has. */
static void check_forms(const struct option_row *row, const char *value, const char *expected)
{
    static const char *const joints[] = {"|", "=", "", "|"};
    for (size_t i = 0; i < (row->letter ? 4 : 2); i++) {
        const char dash[] = {'-', i < 2 ? '-' : row->letter, '\0'};
        char line[128];
        snprintf(line, sizeof line, "%s%s%s%s", dash, i < 2 ? row->name : "",
                 value ? joints[i] : "", value ? value : "");
        check_row(row, line, expected);
    }
}

static void check_choices(const struct option_row *row)
{
    struct span list = span_of(row->choices), choice;
    for (int i = 0; span_next(&list, '|', &choice); i++) {
        char value[32], expected[16];
        snprintf(value, sizeof value, "%.*s", (int)choice.length, choice.text);
        snprintf(expected, sizeof expected, "%d", i);
        check_forms(row, value, expected);
    }
}

static void every_row_takes_its_value_in_every_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        switch (row->kind) {
        case OPTION_FLAG:
            check_forms(row, NULL, "1");
            break;
        case OPTION_TEXT:
        case OPTION_LIST:
            check_forms(row, "-some text=x", "-some text=x");
            break;
        case OPTION_CHOICE:
            check_choices(row);
            break;
        case OPTION_DATE:
            check_forms(row, "2019", "2019");
            check_forms(row, "2019-02", "2019-02");
            /* fall through */
        case OPTION_DAY:
            check_forms(row, "2019-02-03", "2019-02-03");
            break;
        case OPTION_REAL:
            check_forms(row, "0.25", "0.25");
            check_forms(row, "1e-3", "0.001");
            break;
        case OPTION_INTEGER:
            check_forms(row, "0", "0");
            check_forms(row, "1000000000", "1000000000");
            break;
        case OPTION_DIGITS:
            check_forms(row, "0", "0");
            check_forms(row, "30", "30");
            break;
        }
    }
}

/* The numbers of choices: the enums of the rooms that they are for, to which the session hands them
 * on as they are. */
static const struct {
    const char *name, *choice;
    int number;
} choices[] = {
    {"dates", "iso", DATE_ISO_ONLY},
    {"dates", "dmy", DATE_DMY},
    {"dates", "mdy", DATE_MDY},
    {"date", "inspected", BASIS_INSPECTED},
    {"date", "published", BASIS_PUBLISHED},
    {"partial", "mid", DATE_MID},
    {"partial", "first", DATE_FIRST},
    {"partial", "last", DATE_LAST},
    {"uncovered", "in-house", 0},
    {"uncovered", "unknown", 1},
    {"scope", "all", 0},
    {"scope", "full", 1},
    {"episodes", "all", 0},
    {"episodes", "first", 1},
    {"lineage", "successors", 0},
    {"lineage", "none", 1},
    {"attribute", "current", ATTRIBUTE_CURRENT},
    {"attribute", "origin", ATTRIBUTE_ORIGIN},
    {"attribute", "ever", ATTRIBUTE_EVER},
    {"clock", "origin", CLOCK_ORIGIN},
    {"clock", "model", CLOCK_MODEL},
    {"units", "years", UNIT_YEARS},
    {"units", "months", UNIT_MONTHS},
    {"units", "days", UNIT_DAYS},
    {"color", "auto", COLOR_AUTO},
    {"color", "always", COLOR_ALWAYS},
    {"color", "never", COLOR_NEVER},
    {"errors", "text", PROBLEMS_TEXT},
    {"errors", "json", PROBLEMS_JSON},
};

static void choices_are_the_enums_of_the_rooms_that_they_are_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        char line[64], number[16];
        snprintf(line, sizeof line, "--%s=%s", choices[i].name, choices[i].choice);
        snprintf(number, sizeof number, "%d", choices[i].number);
        for (size_t j = 0; j < n_option_rows; j++)
            if (strcmp(option_rows[j].name, choices[i].name) == 0)
                check_row(&option_rows[j], line, number);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_has_the_promised_options_in_the_order_of_help),
        cmocka_unit_test(rows_are_whole_and_no_two_share_a_letter_or_a_name),
        cmocka_unit_test(every_row_takes_its_value_in_every_form),
        cmocka_unit_test(choices_are_the_enums_of_the_rooms_that_they_are_for),
    };
    return CHECK_RUN(tests, argc, argv);
}
