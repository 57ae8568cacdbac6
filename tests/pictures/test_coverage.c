/* chart coverage: the numbers beneath are those of `coverage`, the lines have them at the end of
 * each year, and each arrangement of `setup` is told at a mark. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"

enum { MOST_YEARS = 64 };

/* A chart and the table of the same records. */
struct pair {
    struct picture p;
    struct csv_table t;
};

__attribute__((format(printf, 2, 3))) static const char *textf(struct text *t, const char *format,
                                                               ...)
{
    va_list args;
    va_start(args, format);
    text_clear(t);
    text_vaddf(t, format, args);
    va_end(args);
    return text_string(t);
}

static struct pair pair_of(const char *options, const char *days)
{
    struct text chart = {0}, table = {0};
    struct pair pair = {picture_of(textf(&chart, "chart coverage -o - %s", options)),
                        csv_table_of_program(textf(&table, "coverage %s %s", days, options))};
    text_release(&chart);
    text_release(&table);
    return pair;
}

static void pair_release(struct pair *pair)
{
    picture_release(&pair->p);
    csv_table_release(&pair->t);
}

/* What stands in the row of MODEL - or in the I-th beneath it - at column K, both from 1. */
static void shown(const struct pair *pair, const char *model, int i, size_t k, struct text *t)
{
    struct text path = {0}, raw = {0};
    text_addf(&path, "//svg:g[@class='row'][@data-name='%s']", model);
    if (i > 0)
        text_addf(&path, "/following-sibling::svg:g[@class='lesser-row'][%d]", i);
    text_addf(&path, "/svg:text[starts-with(@class,'count')][%zu]", k);
    text_clear(t);
    for (const char *c = picture_text(&pair->p, text_string(&path), &raw); *c; c++)
        if (*c != ',')
            text_add_char(t, *c);
    text_release(&path);
    text_release(&raw);
}

/* Each row of the table is in the chart; returns how many days there are. */
static size_t check_numbers(const struct pair *pair)
{
    static const char *const names[] = {"councils", "started", "ended"};
    struct text t = {0};
    size_t day = 0;
    for (size_t row = 0; row < csv_rows(&pair->t); row++) {
        day += row == 0 ||
               strcmp(csv_get(&pair->t, row, "date"), csv_get(&pair->t, row - 1, "date")) != 0;
        for (int i = 0; i < 3; i++) {
            const char *expected = csv_get(&pair->t, row, names[i]);
            shown(pair, csv_get(&pair->t, row, "model"), i, day, &t);
            assert_string_equal(text_string(&t), *expected ? expected : "-");
        }
    }
    text_release(&t);
    assert_int_equal(picture_count(&pair->p, "//svg:g[@class='row'][1]/svg:text[starts-with(@class,"
                                             "'count')]"),
                     day);
    return day;
}

static const char *const readings[] = {
    "",
    "-R London",
    "-M trust -M in-house",
    "--from 2012 --to 2019",
    "--uncovered unknown",
    "--partial last --scope full",
    "--as-of 2019-04-01",
    "-C Slough",
};

static void numbers_beneath_are_those_of_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        struct pair pair = pair_of(readings[i], "--by year");
        assert_true(check_numbers(&pair) > 1);
        pair_release(&pair);
    }
}

/* The axis of heights: the pixel of 0, and pixels for each council. */
static void read_heights(const struct picture *p, double *zero, double *each)
{
    static const char ticks[] = "//svg:g[@class='content']/svg:text[@text-anchor='end']"
                                "[not(starts-with(@class,'label'))]";
    struct text path = {0};
    double top = picture_number(p, textf(&path, "(%s)[last()]", ticks));
    *zero = picture_number(p, textf(&path, "(%s)[1]/@y", ticks)) - 4;
    *each = (*zero + 4 - picture_number(p, textf(&path, "(%s)[last()]/@y", ticks))) / top;
    text_release(&path);
}

/* The height of path D just before X; NaN before it begins. */
static double level_before(const char *d, double x)
{
    double level = (double)NAN, at, y;
    while (*d) {
        char *end;
        at = strtod(d + 1, &end);
        y = strtod(end, &end);
        if (at >= x)
            break;
        level = y;
        d = end;
    }
    return level;
}

/* DAYS columns, so many YEARS from one to the next. */
static void check_lines(const struct pair *pair, size_t days, int years)
{
    double zero, each, x[MOST_YEARS];
    struct text path = {0}, d = {0};
    read_heights(&pair->p, &zero, &each);
    for (size_t i = 0; i < days; i++)
        x[i] = picture_number(&pair->p, textf(&path,
                                              "(//svg:g[@class='row'])[1]/svg:text["
                                              "starts-with(@class,'count')][%zu]/@x",
                                              i + 1));
    size_t models = csv_rows(&pair->t) / days;
    for (size_t row = 0; row < csv_rows(&pair->t); row++) {
        const char *model = csv_get(&pair->t, row, "model");
        size_t day = row / models;
        if (picture_countf(&pair->p, "//svg:g[@class='series'][@data-name='%s']", model) == 0)
            continue;
        picture_text(&pair->p,
                     textf(&path,
                           "//svg:g[@class='series'][@data-name='%s']/"
                           "svg:path[starts-with(@class,'curve')]/@d",
                           model),
                     &d);
        double end = day + 1 == days ? 1e9 : x[day] + (x[1] - x[0]) / years / 2 - 0.03;
        double level = level_before(text_string(&d), end);
        check_close(isnan(level) ? 0 : (zero - level) / each, csv_number(&pair->t, row, "councils"),
                    1e-2);
    }
    text_release(&path);
    text_release(&d);
}

static void lines_have_the_numbers_at_the_end_of_each_year(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        struct pair pair = pair_of(readings[i], "--by year");
        size_t days = check_numbers(&pair);
        check_lines(&pair, days, 1);
        pair_release(&pair);
    }
}

/* Councils told at the marks of starts: each with its trigger. */
static size_t count_started(const struct picture *p)
{
    static const char *const triggers[] = {"directed",       "voluntary", "contract-end",
                                           "reorganisation", "returned",  "trigger not recorded"};
    struct text path = {0}, tip = {0};
    size_t marks = picture_count(p, "//svg:g[@class='started']/svg:title"), told = 0;
    for (size_t i = 0; i < marks; i++) {
        textf(&path, "(//svg:g[@class='started']/svg:title)[%zu]", i + 1);
        picture_text(p, text_string(&path), &tip);
        for (size_t k = 0; k < sizeof triggers / sizeof triggers[0]; k++)
            for (const char *c = text_string(&tip); (c = strstr(c, triggers[k])) != NULL; c++)
                told++;
    }
    text_release(&path);
    text_release(&tip);
    return told;
}

/* `setup` lists the new arrangements of models other than in-house: these are drawn here. */
static void each_new_arrangement_is_told_at_a_mark(void **state)
{
    struct picture p = picture_of("chart coverage -o -");
    struct csv_table t = csv_table_of_program("setup");
    (void)state;
    for (size_t i = 0; i < csv_rows(&t); i++)
        if (picture_countf(&p,
                           "//svg:g[@class='series'][@data-name='%s']/svg:g[@class='started']/"
                           "svg:title[contains(.,\"%s (\")][contains(.,\"%s\")]",
                           csv_get(&t, i, "model"), csv_get(&t, i, "council"),
                           csv_get(&t, i, "trigger")) == 0)
            fail_msg("%s, %s is at no mark", csv_get(&t, i, "council"), csv_get(&t, i, "model"));
    assert_int_equal(count_started(&p), csv_rows(&t));
    picture_release(&p);
    csv_table_release(&t);
}

/* Doncaster, on 30 September 2014: 272 days into the year, of which numbers stand in the middle. */
static void marks_stand_at_their_day(void **state)
{
    static const char column[] = "(//svg:g[@class='row'])[1]/svg:text[starts-with(@class,'count')]";
    struct picture p = picture_of("chart coverage -o -");
    struct text path = {0};
    (void)state;
    double first = picture_number(&p, textf(&path, "%s[1]/@x", column));
    double year = picture_number(&p, textf(&path, "%s[2]/@x", column)) - first;
    check_close(picture_number(&p, "//svg:g[@class='started'][contains(svg:title,'Doncaster')]/"
                                   "svg:circle/@cx"),
                first + year * (2014 - 2007 - 0.5 + 272.0 / 365), 1e-3);
    text_release(&path);
    picture_release(&p);
}

/* Councils with odd names, and one more for each of sixty years, over which changes fall on the
 * first and on the last day. */
static const char ratings[] =
    "council,framework,inspected,published,judgement,grade\n"
    "\"A & B <Council> \"\"quoted\"\"\",ILACS,1961-03-01,,overall,inadequate\n"
    "Ynys M\xc3\xb4n ]]>,ILACS,2023-06-30,,overall,good\n";
static const char spells[] =
    "council,model,provider,start,end,trigger\n"
    "\"A & B <Council> \"\"quoted\"\"\",trust,Old & <Young>,1961-01-01,1975-12-31,directed\n"
    "\"A & B <Council> \"\"quoted\"\"\",partnership,,2000-01-01,2023-06-30,returned\n"
    "\"A & B <Council> \"\"quoted\"\"\",outsourced,,2023-06-30,,voluntary\n"
    "Ynys M\xc3\xb4n ]]>,trust,Old & <Young>,1974-01-01,,\n"
    "Ynys M\xc3\xb4n ]]>,outsourced,,1999,2001-01-01,voluntary\n";

static struct test_file with_many(const char *head, bool is_spell)
{
    struct text t = {0};
    text_add_string(&t, head);
    for (int year = 1962; year < 2022; year++)
        if (is_spell)
            text_addf(&t, "C%d,partnership,P%d,%d-02-03,%d-03-04,contract-end\n", year, year, year,
                      year + 1 + year % 7);
        else
            text_addf(&t, "C%d,ILACS,%d-01-01,,overall,good\n", year, year);
    struct test_file file = file_with_text(text_string(&t));
    text_release(&t);
    return file;
}

/* Where there is no room for each year, numbers are of every so many, and what started and ended is
 * counted from one to the next. */
static void left_out_years_are_added_up(void **state)
{
    struct test_file r = with_many(ratings, false), m = with_many(spells, true);
    struct text options = {0}, days = {0}, path = {0}, year = {0};
    (void)state;
    textf(&options, "--ratings %s --models %s", r.path, m.path);
    struct text chart = {0};
    struct picture p = picture_of(textf(&chart, "chart coverage -o - %s", text_string(&options)));
    size_t n =
        picture_count(&p, "(//svg:g[@class='row'])[1]/svg:text[starts-with(@class,'count')]");
    assert_in_range(n, 5, 40);
    const int every = n > 30 ? 2 : n > 12 ? 5 : 10;
    text_add_string(&days, "--at ");
    for (size_t i = 0; i < n; i++) {
        const char *label = picture_text(
            &p,
            textf(&path,
                  "//svg:g[@class='content']/svg:text[@text-anchor='middle'][number(@y)=345][%zu]",
                  i + 1),
            &year);
        int number = (int)strtol(label + (*label == '\''), NULL, 10);
        number = *label != '\'' ? number : number > 60 ? 1900 + number : 2000 + number;
        text_addf(&days, "%s%d-%s", i ? "," : "", number, i + 1 < n ? "12-31" : "06-30");
    }
    picture_release(&p);
    struct pair pair = pair_of(text_string(&options), text_string(&days));
    assert_int_equal(check_numbers(&pair), n);
    check_lines(&pair, n, every);
    assert_int_equal(picture_count(&pair.p, "//svg:title[contains(.,'A & B <Council> \"quoted\" "
                                            "(Old & <Young>, directed)')]"),
                     1);
    assert_int_equal(picture_count(&pair.p, "//svg:title[contains(.,'dated 1999')]"), 2);
    assert_int_equal(picture_count(&pair.p, "//svg:title[contains(.,'then outsourced')]"), 2);
    pair_release(&pair);
    text_release(&chart);
    text_release(&options);
    text_release(&days);
    text_release(&path);
    text_release(&year);
    file_release(&r);
    file_release(&m);
}

static void nothing_to_draw_is_told(void **state)
{
    static const struct {
        const char *options, *why;
    } cases[] = {
        {"-C Leeds", "Nothing to draw: no council was under a model other than in-house."},
        {"-C Leeds -M trust", "Nothing to draw: no council was under the models chosen."},
        {"--from 2031", "Nothing to draw: no year ends between --from and --to."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = {0};
        struct picture p = picture_of(textf(&t, "chart coverage -o - %s", cases[i].options));
        assert_string_equal(picture_text(&p, "//svg:text[starts-with(@class,'empty')]", &t),
                            cases[i].why);
        assert_int_equal(picture_count(&p, "//svg:g[@class='series']"), 0);
        picture_release(&p);
        text_release(&t);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_beneath_are_those_of_the_table),
        cmocka_unit_test(lines_have_the_numbers_at_the_end_of_each_year),
        cmocka_unit_test(each_new_arrangement_is_told_at_a_mark),
        cmocka_unit_test(marks_stand_at_their_day),
        cmocka_unit_test(left_out_years_are_added_up),
        cmocka_unit_test(nothing_to_draw_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
