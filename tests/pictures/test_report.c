/* report: every section is there, every table is what its command prints, every story is told. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "picture.h"

static const char *const sections[] = {
    "in-short", "pictures", "setting-up", "stories", "sensitivity", "method", "provenance",
};
enum { N_SECTIONS = sizeof sections / sizeof sections[0] };

#define SVG "*[local-name()='svg']"

/* Kinds of charts that the program has. */
static size_t count_kinds(void)
{
    size_t n = 0;
    FILE *file = fopen("include/cmd/charts.def", "r");
    char line[256];
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        n += strncmp(line, "CHART(", 6) == 0;
    fclose(file);
    return n;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each id is there once, and each that is referred to is there. */
static void check_ids(const struct picture *p)
{
    struct picture_texts ids = picture_texts(p, "//@id");
    struct picture_texts links = picture_texts(p, "//html:a/@href[starts-with(.,'#')]");
    struct picture_texts labels = picture_texts(p, "//@aria-labelledby[not(contains(.,' '))]");
    qsort(ids.v, ids.n, sizeof *ids.v, compare_texts);
    for (size_t i = 1; i < ids.n; i++)
        if (strcmp(ids.v[i - 1], ids.v[i]) == 0)
            fail_msg("two of id %s", ids.v[i]);
    for (size_t i = 0; i < links.n + labels.n; i++) {
        const char *id = i < links.n ? links.v[i] + 1 : labels.v[i - links.n];
        if (!bsearch(&id, ids.v, ids.n, sizeof *ids.v, compare_texts))
            fail_msg("none of id %s", id);
    }
    picture_texts_release(&ids);
    picture_texts_release(&links);
    picture_texts_release(&labels);
}

/* What must hold of any report. */
static void check_page(const struct picture *p)
{
    for (size_t i = 0; i < N_SECTIONS; i++) {
        assert_int_equal(picture_countf(p, "//html:h2[@id='%s']", sections[i]), 1);
        assert_int_equal(picture_countf(p, "//html:nav//html:a[@href='#%s']", sections[i]), 1);
    }
    assert_int_equal(picture_count(p, "//html:h1"), 1);
    assert_int_equal(picture_count(p, "/html:html[@lang='en-GB']"), 1);
    check_ids(p);
    assert_int_equal(picture_count(p, "//html:table[not(html:caption)]"), 0);
    assert_int_equal(picture_count(p, "//html:table[not(html:tbody/html:tr)]"), 0);
    assert_int_equal(picture_count(p, "//html:th[not(@scope)]"), 0);
    assert_int_equal(picture_count(p, "//html:tbody/html:tr[not(html:th[@scope='row'])]"), 0);
    assert_int_equal(picture_count(p, "//html:thead//html:th[not(@scope='col')]"), 0);
    assert_int_equal(picture_count(p, "//html:figure[not(.//" SVG ")]"), 0);
    assert_int_equal(picture_count(p, "//html:figure"), count_kinds());
    /* nothing is loaded, nothing runs */
    assert_int_equal(picture_count(p, "//html:script | //html:link | //html:img | //html:iframe | "
                                      "//*[@src] | //@*[starts-with(name(),'on')] | "
                                      "//html:style[contains(.,'url(') or contains(.,'@import')]"),
                     0);
    assert_int_equal(picture_count(p, "//html:a[not(starts-with(@href,'#') or "
                                      "starts-with(@href,'http://') or "
                                      "starts-with(@href,'https://'))]"),
                     0);
}

/* The fields of a line "| a | b |" of Markdown, unescaped; how many, at most MOST. */
static size_t split_line(char *line, char **fields, size_t most)
{
    size_t n = 0;
    char *to = line;
    for (char *from = line + 2; *from && n < most; from++) {
        if (from == line + 2 || (from[0] == '|' && from[1] == ' '))
            fields[n++] = to = from == line + 2 ? from : from + 2;
        if (from != line + 2 && from[0] == '|' && from[1] == ' ')
            from += 2;
        if (from[0] == ' ' && from[1] == '|')
            *to++ = '\0';
        else if (from[0] == '\\' && from[1])
            *to++ = *++from;
        else if (from[0] != '|')
            *to++ = from[0];
    }
    return n;
}

/* Every cell of the table of ID is what the call that stands beneath it prints. */
static void check_table(const struct picture *p, const char *id)
{
    enum { MOST_FIELDS = 40 };
    struct text path = {0}, call = {0}, out = {0}, code = {0};
    size_t n_lines = 0, n_cells = 0;
    text_addf(&path, "//html:div[html:table[@id='%s']]/following-sibling::*[1]/html:code", id);
    const char *shown = picture_text(p, text_string(&path), &code);
    assert_int_equal(strncmp(shown, "turnaround ", 11), 0);
    text_addf(&call, "%s -f markdown", shown + 11);
    program_output(text_string(&call), &out);
    text_clear(&path);
    text_addf(&path, "//html:table[@id='%s']/*/html:tr/*", id);
    struct picture_texts cells = picture_texts(p, text_string(&path));
    struct span rest = text_span(&out), line;
    for (; span_next(&rest, '\n', &line) && line.length > 0; n_lines++) {
        char *fields[MOST_FIELDS], *copy = strndup(line.text, line.length);
        size_t n = n_lines == 1 ? 0 : split_line(copy, fields, MOST_FIELDS);
        assert_true(n_cells + n <= cells.n);
        for (size_t i = 0; i < n; i++)
            assert_string_equal(cells.v[n_cells++], fields[i]);
        free(copy);
    }
    assert_int_equal(n_cells, cells.n);
    assert_int_equal(picture_countf(p, "//html:table[@id='%s']/html:tbody/html:tr", id),
                     n_lines - 2);
    picture_texts_release(&cells);
    text_release(&path);
    text_release(&call);
    text_release(&out);
    text_release(&code);
}

static const char *const tables[] = {
    "table-times", "table-summary", "table-setup-by-model", "table-setup", "table-sensitivity",
};

static void tables_are_what_their_commands_print(void **state)
{
    static const char *const options[] = {"", " --as-of 2019-12-31 --target good",
                                          " -R 'North West' -R London --conf 0.9"};
    (void)state;
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct text arguments = {0};
        text_addf(&arguments, "report -o -%s", options[i]);
        struct picture p = picture_of(text_string(&arguments));
        check_page(&p);
        for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++)
            check_table(&p, tables[k]);
        picture_release(&p);
        text_release(&arguments);
    }
}

/* Fails unless the text of PATH has WORDS within it. */
static void check_words(const struct picture *p, const char *path, const char *format, ...)
{
    struct text words = {0}, shown = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&words, format, args);
    va_end(args);
    picture_text(p, path, &shown);
    for (size_t i = 0; i < shown.n; i++)
        if (shown.v[i] == '\n')
            shown.v[i] = ' ';
    while (shown.n > 0 && *shown.v == ' ')
        memmove(shown.v, shown.v + 1, shown.n--);
    for (char *twice; (twice = strstr(shown.v, "  ")) != NULL;)
        memmove(twice, twice + 1, strlen(twice));
    if (!strstr(text_string(&shown), text_string(&words)))
        fail_msg("%s: \"%s\" is not in \"%s\"", path, text_string(&words), text_string(&shown));
    text_release(&words);
    text_release(&shown);
}

static size_t row_of(const struct csv_table *t, const char *model)
{
    for (size_t i = 0; i < csv_rows(t); i++)
        if (strcmp(csv_get(t, i, "model"), model) == 0)
            return i;
    fail_msg("no row of %s", model);
    return 0;
}

#define IN_SHORT "//html:section[html:h2[@id='in-short']]"

static void the_headline_is_that_of_times_and_summary(void **state)
{
    struct csv_table times = csv_table_of_program("times");
    struct csv_table summary = csv_table_of_program("summary");
    struct picture p = picture_of("report -o -");
    size_t all = row_of(&times, "(all)"), now = row_of(&summary, "(all)");
    (void)state;
    check_words(&p, IN_SHORT "/html:p[1]",
                "Of %s episodes in which a council was judged "
                "inadequate, %s ended",
                csv_get(&times, all, "episodes"), csv_get(&times, all, "events"));
    check_words(
        &p, IN_SHORT "/html:p[1]",
        "Half are found better within an estimated %.1f years of the judgement (95%% limits "
        "%.1f to %.1f years).",
        csv_number(&times, all, "median_years"), csv_number(&times, all, "median_low_years"),
        csv_number(&times, all, "median_high_years"));
    check_words(&p, IN_SHORT "/html:p[2]", " %s councils were open",
                csv_get(&summary, now, "councils_now"));
    check_words(&p, IN_SHORT "/html:p[2]",
                "%s outstanding, %s good, %s requires improvement, %s inadequate, %s without",
                csv_get(&summary, now, "outstanding_now"), csv_get(&summary, now, "good_now"),
                csv_get(&summary, now, "requires_improvement_now"),
                csv_get(&summary, now, "inadequate_now"), csv_get(&summary, now, "no_grade_now"));
    check_words(&p, IN_SHORT "/html:dl/html:div[1]/html:dd", "%s of %s",
                csv_get(&summary, now, "inadequate_now"), csv_get(&summary, now, "councils_now"));
    check_words(&p, IN_SHORT "/html:dl/html:div[3]/html:dd", "%s of %s",
                csv_get(&times, all, "events"), csv_get(&times, all, "episodes"));
    check_words(&p, IN_SHORT "/html:dl/html:div[4]/html:dd", "%.1f years",
                csv_number(&times, all, "median_years"));
    picture_release(&p);
    csv_table_release(&times);
    csv_table_release(&summary);
}

/* Of each model: its episodes, its improvements, and its median where it is not of a few. */
static void each_model_has_its_line(void **state)
{
    struct csv_table t = csv_table_of_program("times");
    struct picture p = picture_of("report -o -");
    (void)state;
    assert_int_equal(picture_count(&p, IN_SHORT "/html:ul[1]/html:li"), csv_rows(&t) - 1);
    for (size_t i = 0; i + 1 < csv_rows(&t); i++) {
        struct text path = {0};
        text_addf(&path, IN_SHORT "/html:ul[1]/html:li[%zu]", i + 1);
        check_words(&p, text_string(&path), "%s: %s episode", csv_get(&t, i, "model"),
                    csv_get(&t, i, "episodes"));
        check_words(&p, text_string(&path), "under it; %s w", csv_get(&t, i, "events"));
        if (strcmp(csv_get(&t, i, "median_status"), "ok") == 0)
            check_words(&p, text_string(&path), "an estimated %.1f years",
                        csv_number(&t, i, "median_years"));
        else
            assert_int_equal(picture_countf(&p, "%s[contains(.,'estimated')]", text_string(&path)),
                             0);
        text_release(&path);
    }
    picture_release(&p);
    csv_table_release(&t);
}

#define SETTING_UP "//html:section[html:h2[@id='setting-up']]"

/* The rows of setup --by model are three a model, in the order of the words. */
static void setups_are_those_of_setup(void **state)
{
    static const char *const words[] = {"from the judgement to the first day ",
                                        "from the direction to the first day ",
                                        "from the first day to the first rise "};
    struct csv_table t = csv_table_of_program("setup --by model");
    struct picture p = picture_of("report -o -");
    (void)state;
    for (size_t i = 0; i < csv_rows(&t); i++) {
        struct text path = {0};
        const char *n = csv_get(&t, i, "n");
        text_addf(&path, SETTING_UP "/html:ul[1]/html:li[%zu]", i / 3 + 1);
        check_words(&p, text_string(&path), "%s: ", csv_get(&t, i, "model"));
        if (strcmp(n, "0") == 0)
            check_words(&p, text_string(&path), "%snot known of any", words[i % 3]);
        else if (strcmp(n, "1") != 0)
            check_words(&p, text_string(&path),
                        "%sa median of %.1f months (%.1f to %.1f; known of %s of ", words[i % 3],
                        csv_number(&t, i, "median"), csv_number(&t, i, "min"),
                        csv_number(&t, i, "max"), n);
        text_release(&path);
    }
    assert_int_equal(picture_count(&p, SETTING_UP "/html:ul[1]/html:li") * 3, csv_rows(&t));
    picture_release(&p);
    csv_table_release(&t);
}

/* Whether COUNCIL has a row in T; of models, of another model than in-house. */
static bool has_row(const struct csv_table *t, const char *council, bool is_models)
{
    for (size_t i = 0; i < csv_rows(t); i++)
        if (strcmp(csv_get(t, i, "council"), council) == 0 &&
            (!is_models || strcmp(csv_get(t, i, "model"), "in-house") != 0))
            return true;
    return false;
}

static void check_story(const struct picture *p, const char *council, size_t number)
{
    struct text call = {0}, path = {0}, name = {0};
    text_addf(&path, "//html:section[html:h2[@id='stories']]/html:h3[%zu]", number);
    assert_string_equal(picture_text(p, text_string(&path), &name), council);
    text_addf(&call, "case \"%s\"", council);
    struct csv_table t = csv_table_of_program(text_string(&call));
    assert_int_equal(
        picture_countf(p, "%s/following::html:table[1]/html:tbody/html:tr", text_string(&path)),
        csv_rows(&t));
    csv_table_release(&t);
    text_release(&call);
    text_release(&path);
    text_release(&name);
}

static void there_is_a_story_of_each_case(void **state)
{
    struct csv_table councils = csv_table_of_program("trajectory");
    struct csv_table episodes = csv_table_of_program("episodes");
    struct csv_table models = csv_table_of_program("models");
    struct picture p = picture_of("report -o -");
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < csv_rows(&councils); i++) {
        const char *council = csv_get(&councils, i, "council");
        if (has_row(&episodes, council, false) || has_row(&models, council, true))
            check_story(&p, council, ++n);
    }
    assert_int_equal(picture_count(&p, "//html:ul[@class='index']/html:li"), n);
    assert_int_equal(picture_count(&p, "//html:section[html:h2[@id='stories']]/html:h3"), n);
    picture_release(&p);
    csv_table_release(&councils);
    csv_table_release(&episodes);
    csv_table_release(&models);
}

/* A note stands once, wherever it belongs. */
static void no_note_is_told_twice(void **state)
{
    struct picture p = picture_of("report -o -");
    (void)state;
    assert_true(picture_count(&p, "//html:ul[@class='notes']/html:li") > 0);
    assert_int_equal(picture_count(&p, "//html:ul[@class='notes']/html:li[.=following::html:li]"),
                     0);
    picture_release(&p);
}

static void the_machine_is_not_told(void **state)
{
    struct test_file ratings = file_with_text("council,grade,inspected\nA,good,2019\n");
    struct text call = {0}, out = {0};
    (void)state;
    text_addf(&call, "report -o - --ratings %s", ratings.path);
    program_output(text_string(&call), &out);
    const char *slash = strrchr(ratings.path, '/');
    assert_non_null(strstr(text_string(&out), slash + 1));
    assert_null(strstr(text_string(&out), ratings.path));
    file_release(&ratings);
    text_release(&call);
    text_release(&out);
}

/* A choice that the table tries is told in words above it, once. */
static void choices_are_explained(void **state)
{
    struct csv_table t = csv_table_of_program("sensitivity");
    struct picture p = picture_of("report -o -");
    (void)state;
    for (size_t i = 0; i < csv_rows(&t); i++)
        if (strcmp(csv_get(&t, i, "choice"), "as asked") != 0)
            assert_int_equal(
                picture_countf(&p,
                               "//html:section[html:h2[@id='sensitivity']]/html:dl/html:div"
                               "[html:dt[.='%s']][string-length(html:dd)>20]",
                               csv_get(&t, i, "choice")),
                1);
    picture_release(&p);
    csv_table_release(&t);
}

/* Who provided the services after whom, under one model. */
static void later_providers_are_told(void **state)
{
    struct picture p = picture_of("report -C Slough -o -");
    (void)state;
    check_words(&p, "//html:section[html:h2[@id='stories']]", "%s",
                "Slough Children's Services Trust (directed); from 1 April 2021 Slough Children "
                "First. ");
    picture_release(&p);
}

/* Data with little in them, or with odd names. */
static const struct {
    const char *ratings, *models;
    const char *path; /* where WORDS are */
    const char *words;
    size_t stories;
} oddities[] = {
    {"council,grade,inspected\n", NULL, IN_SHORT, "There is no judgement in the data", 0},
    {"council,grade,inspected\nA,good,2019-01-02\n", NULL, IN_SHORT, "There is no episode", 0},
    {"council,grade,inspected\nA,inadequate,2019-01-02\nA,good,2021-01-02\n", NULL, IN_SHORT,
     "Of 1 episode in which a council was judged inadequate, 1 ended", 1},
    {"council,grade,inspected\nA,inadequate,2019-01-02\nB,good,2021-01-02\n", NULL, IN_SHORT,
     "0 ended at an inspection that found the council better. 1 was still open", 1},
    {"council,grade,inspected\nA,inadequate,2019-01-02\nA,good,2021-01-02\n", NULL, IN_SHORT,
     "rests on A, 2 January 2021. That is so few that no time is given in words.", 1},
    {"council,grade,inspected\nA,inadequate,2019-01-02\nA,good,2021-01-02\n", NULL, IN_SHORT,
     "The data do not say who delivered the services", 1},
    {"council,grade,inspected\nA,inadequate,2019-01-02\nA,good,2021-01-02\n", NULL,
     "//html:section[html:h2[@id='stories']]",
     "2.0 years later. Latest grade: good, 2 January "
     "2021.",
     1},
    {"council,grade,inspected\nA,inadequate,2019-01-02\nB,not judged,2021-01-02\n", NULL, IN_SHORT,
     "(1 without a grade by then)", 1},
    {"council,grade,inspected\n\"<b>&amp; \"\"x\"\"</b>\",inadequate,2019-01\n"
     "--'%s,inadequate,2018-02-03\n\xc3\x85\xe6\x9d\xb1,inadequate,2018\n",
     "council,model,provider,start,source\n\"<b>&amp; \"\"x\"\"</b>\",trust,\"</td><script>\",2016,"
     "javascript:alert(1)\n--'%s,trust,\xe2\x80\xae,2017-03,see http://a/?b=<c>&d here\n",
     "//html:h3[starts-with(@id,'case-')][2]", "<b>&amp; \"x\"</b>", 3},
};

static void odd_data_have_a_report(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof oddities / sizeof oddities[0]; i++) {
        struct test_file ratings = file_with_text(oddities[i].ratings);
        struct test_file models = file_with_text(oddities[i].models ? oddities[i].models : "");
        struct text call = {0};
        text_addf(&call, "report -o - --ratings %s", ratings.path);
        if (oddities[i].models)
            text_addf(&call, " --models %s", models.path);
        struct picture p = picture_of(text_string(&call));
        check_page(&p);
        check_words(&p, oddities[i].path, "%s", oddities[i].words);
        assert_int_equal(picture_count(&p, "//html:ul[@class='index']/html:li"),
                         oddities[i].stories);
        picture_release(&p);
        text_release(&call);
        file_release(&ratings);
        file_release(&models);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_what_their_commands_print),
        cmocka_unit_test(the_headline_is_that_of_times_and_summary),
        cmocka_unit_test(each_model_has_its_line),
        cmocka_unit_test(setups_are_those_of_setup),
        cmocka_unit_test(there_is_a_story_of_each_case),
        cmocka_unit_test(no_note_is_told_twice),
        cmocka_unit_test(the_machine_is_not_told),
        cmocka_unit_test(choices_are_explained),
        cmocka_unit_test(later_providers_are_told),
        cmocka_unit_test(odd_data_have_a_report),
    };
    return CHECK_RUN(tests, argc, argv);
}
