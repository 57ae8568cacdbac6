/* chart timeline: what is drawn is what `records`, `models`, `trajectory` and `episodes` print of
 * the same records. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "picture.h"

#define DOTS  "svg:circle[starts-with(@class,'dot')]"
#define BANDS "svg:rect[starts-with(@class,'band')]"
#define TICKS "svg:path[starts-with(@class,'tick')]"
#define LANE  "//svg:g[@class='lane']"

/* Rows of T from FROM on that have VALUE in the column NAME, up to the first that has not. */
static size_t run_of(const struct csv_table *t, size_t from, const char *name)
{
    size_t n = from;
    while (n < csv_rows(t) && strcmp(csv_get(t, n, name), csv_get(t, from, name)) == 0)
        n++;
    return n - from;
}

static const char *lane_text(const struct picture *p, const char *council, const char *within,
                             size_t i, struct text *found)
{
    struct text path = {0};
    text_addf(&path, "(%s[@data-name=\"%s\"]/%s)[%zu]", LANE, council, within, i);
    const char *text = picture_text(p, text_string(&path), found);
    text_release(&path);
    return text;
}

static void check_contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

/* In each lane the dots, in order, have the letter of their record's grade, and tell of the record:
 * whose, when, what, from where. */
static void each_graded_inspection_is_a_dot_in_its_lane(void **state)
{
    struct csv_table t = csv_table_of_program("records --judgement overall");
    struct picture p = picture_of("chart timeline -o -");
    struct text text = {0}, line = {0};
    (void)state;
    assert_int_equal(picture_count(&p, LANE "/" DOTS), csv_rows(&t));
    for (size_t i = 0, n; i < csv_rows(&t); i += n) {
        const char *council = csv_get(&t, i, "council");
        n = run_of(&t, i, "council");
        assert_int_equal(picture_countf(&p, LANE "[@data-name=\"%s\"]/" DOTS, council), n);
        for (size_t k = 0; k < n; k++) {
            char letter = " IRGO"[(int)csv_number(&t, i + k, "rank")];
            lane_text(&p, council, "svg:text[starts-with(@class,'letter')]", k + 1, &text);
            assert_int_equal(text.n, 1);
            assert_int_equal(text.v[0], letter);
            lane_text(&p, council, DOTS "/svg:title", k + 1, &text);
            text_clear(&line);
            text_addf(&line, "line %s", csv_get(&t, i + k, "line"));
            check_contains(text_string(&text), text_string(&line));
            check_contains(text_string(&text), council);
            check_contains(text_string(&text), csv_get(&t, i + k, "grade"));
            check_contains(text_string(&text), csv_get(&t, i + k, "inspected"));
            check_contains(text_string(&text), csv_get(&t, i + k, "published"));
            check_contains(text_string(&text), csv_get(&t, i + k, "source"));
        }
    }
    text_release(&text);
    text_release(&line);
    picture_release(&p);
    csv_table_release(&t);
}

/* Of the chosen councils; the command's own `--judgement overall` chooses one record of each. */
static void each_spell_of_another_model_is_a_band_in_its_lane(void **state)
{
    struct csv_table t = csv_table_of_program("models -w 'model!=in-house'");
    struct picture p = picture_of("chart timeline -o -");
    struct text text = {0};
    (void)state;
    assert_int_equal(picture_count(&p, LANE "/" BANDS), csv_rows(&t));
    for (size_t i = 0, n; i < csv_rows(&t); i += n) {
        const char *council = csv_get(&t, i, "council");
        n = run_of(&t, i, "council");
        assert_int_equal(picture_countf(&p, LANE "[@data-name=\"%s\"]/" BANDS, council), n);
        for (size_t k = 0; k < n; k++) {
            lane_text(&p, council, BANDS "/svg:title", k + 1, &text);
            check_contains(text_string(&text), council);
            check_contains(text_string(&text), csv_get(&t, i + k, "model"));
            check_contains(text_string(&text), csv_get(&t, i + k, "provider"));
            check_contains(text_string(&text), csv_get(&t, i + k, "start"));
            check_contains(text_string(&text), csv_get(&t, i + k, "end"));
            check_contains(text_string(&text), csv_get(&t, i + k, "trigger"));
        }
    }
    text_release(&text);
    picture_release(&p);
    csv_table_release(&t);
}

/* Spells that follow one another can name the same direction: it is one tick. */
static void each_direction_is_a_tick(void **state)
{
    struct csv_table t =
        csv_table_of_program("models -w 'directed!=' -c council,directed -s council,directed");
    struct picture p = picture_of("chart timeline -o -");
    size_t all = 0;
    (void)state;
    for (size_t i = 0; i < csv_rows(&t); i++) {
        const char *council = csv_get(&t, i, "council"), *day = csv_get(&t, i, "directed");
        bool is_new = i == 0 || strcmp(csv_get(&t, i - 1, "council"), council) != 0 ||
                      strcmp(csv_get(&t, i - 1, "directed"), day) != 0;
        all += is_new;
        assert_int_equal(picture_countf(&p,
                                        LANE "[@data-name=\"%s\"]/" TICKS
                                             "[contains(svg:title,'direction %s;')]",
                                        council, day),
                         1);
    }
    assert_true(all > 20);
    assert_int_equal(picture_count(&p, LANE "/" TICKS), all);
    picture_release(&p);
    csv_table_release(&t);
}

static void openings_and_closings_are_marked(void **state)
{
    struct csv_table t = csv_table_read("data/england/councils.csv");
    struct picture p = picture_of("chart timeline -o -");
    static const char *const marks[] = {"opened", "closed"};
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        size_t n = 0;
        for (size_t i = 0; i < csv_rows(&t); i++) {
            const char *date = csv_get(&t, i, marks[k]);
            n += *date != '\0';
            if (*date)
                assert_int_equal(picture_countf(&p,
                                                LANE "[@data-name=\"%s\"]/svg:path[starts-with("
                                                     "@class,'%s')][contains(svg:title,'%s %s')]",
                                                csv_get(&t, i, "council"), marks[k], marks[k],
                                                date),
                                 1);
        }
        assert_true(n > 3);
        assert_int_equal(picture_countf(&p, LANE "/svg:path[starts-with(@class,'%s')]", marks[k]),
                         n);
    }
    picture_release(&p);
    csv_table_release(&t);
}

/* What the tables say of a council: its latest model, and the first day on which an episode of its
 * ended improved (DAY_LAST where none did). */
struct facts {
    const char *latest, *models;
    int32_t improved;
    bool has_episode;
};

static int32_t day_placed(const char *text)
{
    struct date date;
    assert_int_equal(date_parse(span_of(text), DATE_ISO_ONLY, &date), DATE_OK);
    return date_place(date, DATE_MID);
}

static struct facts facts_of(const struct csv_table *councils, const struct csv_table *episodes,
                             const char *council)
{
    struct facts f = {.improved = DAY_LAST};
    for (size_t i = 0; i < csv_rows(councils); i++)
        if (strcmp(csv_get(councils, i, "council"), council) == 0) {
            f.latest = csv_get(councils, i, "latest_model");
            f.models = csv_get(councils, i, "model_path");
        }
    for (size_t i = csv_rows(episodes); i-- > 0;)
        if (strcmp(csv_get(episodes, i, "council"), council) == 0) {
            f.has_episode = true;
            if (strcmp(csv_get(episodes, i, "status"), "improved") == 0)
                f.improved = day_placed(csv_get(episodes, i, "end"));
        }
    assert_non_null(f.latest);
    return f;
}

/* The heading under which the tables put the council, without its count. */
static void add_heading(struct text *t, const struct facts *f)
{
    const char *last = strrchr(f->models, '>');
    text_clear(t);
    if (strcmp(f->latest, "in-house") != 0)
        text_addf(t, "Latest model: %s (", f->latest);
    else if (last) { /* "... > MODEL > in-house" */
        struct span path = {f->models, (size_t)(last - f->models)}, model = {0};
        while (span_next(&path, '>', &model))
            continue;
        text_addf(t, "Earlier model: %.*s (", (int)model.length, model.text);
    } else
        text_addf(t, "In-house, with%s an episode (", f->has_episode ? "" : "out");
}

static void lanes_are_in_groups_by_model_and_in_order_of_improvement(void **state)
{
    struct csv_table councils = csv_table_of_program("trajectory");
    struct csv_table episodes = csv_table_of_program("episodes");
    struct picture p = picture_of("chart timeline -o -");
    struct text name = {0}, heading = {0}, path = {0}, shown = {0};
    int32_t before = DAY_FIRST;
    struct text last_heading = {0}, last_name = {0};
    (void)state;
    size_t n = picture_count(&p, LANE);
    assert_int_equal(n, csv_rows(&councils));
    for (size_t i = 1; i <= n; i++) {
        text_clear(&path);
        text_addf(&path, "(" LANE ")[%zu]/@data-name", i);
        picture_text(&p, text_string(&path), &name);
        text_clear(&path);
        text_addf(&path, "(" LANE ")[%zu]/../@data-name", i);
        picture_text(&p, text_string(&path), &shown);
        struct facts f = facts_of(&councils, &episodes, text_string(&name));
        add_heading(&heading, &f);
        if (strncmp(text_string(&shown), text_string(&heading), heading.n) != 0)
            fail_msg("%s is under \"%s\", not \"%s\"", text_string(&name), text_string(&shown),
                     text_string(&heading));
        bool is_behind =
            before < f.improved ||
            (before == f.improved && strcmp(text_string(&last_name), text_string(&name)) < 0);
        if (strcmp(text_string(&last_heading), text_string(&heading)) == 0 && !is_behind)
            fail_msg("%s is before %s", text_string(&last_name), text_string(&name));
        before = f.improved;
        text_clear(&last_heading);
        text_clear(&last_name);
        text_add(&last_heading, text_span(&heading));
        text_add(&last_name, text_span(&name));
    }
    text_release(&name), text_release(&heading), text_release(&path), text_release(&shown);
    text_release(&last_heading), text_release(&last_name);
    picture_release(&p);
    csv_table_release(&councils);
    csv_table_release(&episodes);
}

/* The chart of RATINGS and MODELS, with further OPTIONS. */
static struct picture picture_of_records(const char *ratings, const char *models,
                                         const char *options)
{
    struct test_file r = file_with_text(ratings), m = file_with_text(models);
    struct text arguments = {0};
    text_addf(&arguments, "chart timeline -q -o - --ratings %s --models %s %s", r.path, m.path,
              options);
    struct picture p = picture_of(text_string(&arguments));
    text_release(&arguments);
    file_release(&r);
    file_release(&m);
    return p;
}

static void days_lie_on_the_axis_where_they_belong(void **state)
{
    struct picture p =
        picture_of_records("council,inspected,grade\nA,2011-01-01,inadequate\nA,2012-01-01,good\n",
                           "council,model,start,end\nA,trust,2010-07-02,2013-01-01\n",
                           "--from 2011-01-01 --to 2013-01-01 --as-of 2014-01-01");
    double first = picture_number(&p, "//svg:line[starts-with(@class,'grid')][1]/@x1");
    double last = picture_number(&p, "//svg:line[starts-with(@class,'end')]/@x1");
    const double tolerance = 0.02;
    (void)state;
    /* 2012 is a leap year: 365 of 731 days */
    check_close(picture_number(&p, "(" LANE "/" DOTS ")[1]/@cx"), first, tolerance);
    check_close(picture_number(&p, "(" LANE "/" DOTS ")[2]/@cx"),
                first + (last - first) * 365 / 731, tolerance);
    check_close(picture_number(&p, LANE "/" BANDS "/@x"), first, tolerance);
    check_close(picture_number(&p, LANE "/" BANDS "/@width"), last - first, tolerance);
    assert_int_equal(picture_count(&p, LANE "/svg:line[starts-with(@class,'run')]"), 2);
    check_close(picture_number(&p, "(" LANE "/svg:line[starts-with(@class,'run')])[2]/@x2"), last,
                tolerance);
    picture_release(&p);
}

static void inspections_that_are_close_hide_none(void **state)
{
    struct picture p = picture_of_records("council,inspected,framework,grade\n"
                                          "A,2010-01-01,x,good\nA,2019-05-01,x,good\n"
                                          "A,2019-05-01,y,inadequate\nA,2019-05-20,x,outstanding\n",
                                          "council,model\n", "--as-of 2020-01-01");
    struct text path = {0};
    double x[4], y[4];
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        text_clear(&path);
        text_addf(&path, "(" LANE "/" DOTS ")[%zu]/@cx", i + 1);
        x[i] = picture_number(&p, text_string(&path));
        path.v[path.n - 1] = 'y';
        y[i] = picture_number(&p, text_string(&path));
    }
    check_close(picture_number(&p, "(" LANE "/" DOTS ")[1]/@r"), 7, 0);
    for (size_t i = 1; i < 4; i++)
        for (size_t k = i + 1; k < 4; k++) {
            double dx = x[k] - x[i], dy = y[k] - y[i], apart = 2 * 5.2 - 0.02;
            assert_true(dx * dx + dy * dy >= apart * apart);
        }
    text_release(&path);
    picture_release(&p);
}

static void names_and_letters_of_any_kind_come_through(void **state)
{
    struct test_file scale = file_with_text("label,rank\nGreat & <good>,2\nGrim,1\n");
    struct text options = {0}, text = {0};
    (void)state;
    text_addf(&options, "--scale %s --extra-model 'co & <op>'", scale.path);
    struct picture p = picture_of_records(
        "council,inspected,grade\n\"A <b> & \"\"q\"\", Ynys M\xc3\xb4n\",2015,Great & <good>\n"
        "\"A <b> & \"\"q\"\", Ynys M\xc3\xb4n\",2016-02,grim\n",
        "council,model,provider,start\n"
        "\"A <b> & \"\"q\"\", Ynys M\xc3\xb4n\",co & <op>,\"P \"\"<&>\"\"\",2015-09\n",
        text_string(&options));
    assert_string_equal(picture_text(&p, LANE "/svg:title", &text),
                        "A <b> & \"q\", Ynys M\xc3\xb4n");
    picture_text(&p, "(" LANE "/" DOTS ")[1]/svg:title", &text);
    check_contains(text_string(&text), "A <b> & \"q\", Ynys M\xc3\xb4n: Great & <good> (overall)");
    check_contains(text_string(&text), "inspected 2015;");
    picture_text(&p, LANE "/" BANDS "/svg:title", &text);
    check_contains(text_string(&text), "co & <op>, P \"<&>\", from 2015-09, still on");
    assert_string_equal(picture_text(&p, LANE "/svg:text[starts-with(@class,'letter')]", &text),
                        "G&");
    text_release(&options);
    text_release(&text);
    picture_release(&p);
    file_release(&scale);
}

static void no_data_are_told(void **state)
{
    static const struct {
        const char *ratings, *options, *told;
    } cases[] = {
        {"council,inspected,grade\n", "", "there is no council to draw"},
        {"council,inspected,grade\nA,2010-01-01,n/a\n", "", "there is no graded inspection"},
        {"council,inspected,grade\nA,2010-01-01,good\n", "--from 2011", "begins after the as-of"},
        {"council,inspected,grade\nA,2010-01-01,good\n", "-M trust", "there is no council to draw"},
    };
    struct text text = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct picture p =
            picture_of_records(cases[i].ratings, "council,model\n", cases[i].options);
        check_contains(picture_text(&p, "//svg:text[starts-with(@class,'empty')]", &text),
                       cases[i].told);
        check_contains(picture_text(&p, "/svg:svg/svg:desc", &text), cases[i].told);
        assert_int_equal(picture_count(&p, LANE), 0);
        picture_release(&p);
    }
    text_release(&text);
}

/* -M chooses the councils that were under the model at some time, whole; the legend has what is
 * drawn. */
static void a_model_chooses_councils(void **state)
{
    struct csv_table t = csv_table_of_program("trajectory -M outsourced");
    struct picture p = picture_of("chart timeline -M outsourced -o -");
    struct text text = {0};
    (void)state;
    assert_int_equal(picture_count(&p, LANE), csv_rows(&t));
    for (size_t i = 0; i < csv_rows(&t); i++)
        assert_int_equal(picture_countf(&p, LANE "[@data-name='%s']", csv_get(&t, i, "council")),
                         1);
    check_contains(picture_text(&p, "//svg:text[starts-with(@class,'subtitle')]", &text),
                   "2 of 158 councils");
    assert_int_equal(picture_count(&p, LANE "/" BANDS "[contains(svg:title,'trust')]"), 1);
    assert_int_equal(picture_count(&p, "//svg:g[@class='legend']/svg:text[.='trust']"), 1);
    assert_int_equal(picture_count(&p, "//svg:g[@class='legend']/svg:text[.='partnership']"), 0);
    text_release(&text);
    picture_release(&p);
    csv_table_release(&t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_graded_inspection_is_a_dot_in_its_lane),
        cmocka_unit_test(each_spell_of_another_model_is_a_band_in_its_lane),
        cmocka_unit_test(each_direction_is_a_tick),
        cmocka_unit_test(openings_and_closings_are_marked),
        cmocka_unit_test(lanes_are_in_groups_by_model_and_in_order_of_improvement),
        cmocka_unit_test(days_lie_on_the_axis_where_they_belong),
        cmocka_unit_test(inspections_that_are_close_hide_none),
        cmocka_unit_test(names_and_letters_of_any_kind_come_through),
        cmocka_unit_test(no_data_are_told),
        cmocka_unit_test(a_model_chooses_councils),
    };
    return CHECK_RUN(tests, argc, argv);
}
