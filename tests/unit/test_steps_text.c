/* steps in characters: within the width, and each column shows the heights at its time. */
#include "check.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "out/steps.h"
#include "stat/km.h"

enum { SERIES = 3, STEPS = 40, ROWS = 20, MOST_LINES = 200 };

/* Random curves, with all that their picture needs. */
struct scene {
    struct km_curve curves[SERIES];
    struct step steps[SERIES][STEPS];
    struct step_series series[SERIES];
    struct step_row rows[SERIES];
    size_t counts[12];
    struct step_column columns[12];
    struct steps all;
};

static const char *const labels[] = {"in-house", "trust", "partnership"};

/* A survival curve of random intervals, on the axis 0 to 11. */
static void make_series(struct random *r, struct scene *s, size_t k, bool rises)
{
    struct km_interval v[STEPS];
    size_t n = 1 + random_below(r, STEPS - 1);
    for (size_t i = 0; i < n; i++) {
        v[i].start = (int32_t)random_below(r, 3) * (int32_t)random_below(r, 900);
        v[i].stop = v[i].start + 1 + (int32_t)random_below(r, 2000);
        v[i].event = random_below(r, 3) > 0;
    }
    assert_int_equal(km_estimate(v, n, 0.95, &s->curves[k]), 0);
    const struct km_curve *c = &s->curves[k];
    for (size_t i = 0; i < c->n; i++)
        s->steps[k][i] = (struct step){.x = c->v[i].time / 365.25,
                                       .y = rises ? 1 - c->v[i].survival : c->v[i].survival};
    s->series[k] = (struct step_series){.label = labels[k],
                                        .words = "words",
                                        .look = (int)k,
                                        .start_x = c->first_start / 365.25,
                                        .start_y = rises ? 0 : 1,
                                        .end_x = (double)NAN,
                                        .steps = s->steps[k],
                                        .n_steps = c->n,
                                        .middle_x = (double)NAN};
    s->rows[k] =
        (struct step_row){.label = labels[k], .series = &s->series[k], .counts = s->counts};
}

static void make_scene(struct random *r, struct scene *s, size_t n, bool rises)
{
    static const char *const years[] = {"0", "1", "2", "3", "4",  "5",
                                        "6", "7", "8", "9", "10", "11"};
    *s = (struct scene){0};
    for (size_t i = 0; i < 12; i++) {
        s->columns[i] = (struct step_column){(double)i, (double)i, years[i], NULL};
        s->counts[i] = 10000 + i;
    }
    for (size_t k = 0; k < n; k++)
        make_series(r, s, k, rises);
    s->all = (struct steps){.x_label = "Years",
                            .y_label = "Not yet improved",
                            .rows_label = "At risk",
                            .last_x = 11,
                            .top_y = 1,
                            .is_share = true,
                            .columns = s->columns,
                            .n_columns = 12,
                            .series = s->series,
                            .n_series = n,
                            .rows = s->rows,
                            .n_rows = n};
}

static void scene_release(struct scene *s)
{
    for (size_t k = 0; k < SERIES; k++)
        km_release(&s->curves[k]);
}

/* Lines of what is drawn. */
struct lines {
    struct text t;
    const char *v[MOST_LINES];
    size_t n;
};

static void draw(const struct steps *steps, struct style style, struct lines *l)
{
    *l = (struct lines){0};
    steps_form.add_text(steps, &style, &l->t);
    assert_false(text_failed(&l->t));
    for (char *c = l->t.v; *c; l->n++) {
        assert_true(l->n < MOST_LINES);
        l->v[l->n] = c;
        c = strchr(c, '\n');
        *c++ = '\0';
    }
}

/* The character of the plot, '\0' behind the end of its line; row 0 is the top. */
static char at(const struct lines *l, size_t row, size_t column)
{
    const char *line = l->v[1 + row];
    return column < strlen(line) ? line[column] : '\0';
}

/* Of a falling or rising curve alone, the last character of the column in its direction; of
 * several, the cell at the height shows the curve's letter, or that there are several. */
static void check_column(const struct lines *l, size_t column, double y, char letter, bool alone,
                         bool rises)
{
    size_t row = (size_t)lround((1 - y) * ROWS);
    char c = at(l, row, column);
    if (c != letter && (alone || c != '*'))
        fail_msg("column %zu: '%c', not '%c', at %.3f", column, c, letter, y);
    for (size_t k = 0; alone && k <= ROWS; k++)
        if (rises ? k < row : k > row)
            assert_int_not_equal(at(l, k, column), letter);
}

static void check_curves(const struct scene *s, const struct lines *l, bool rises)
{
    static const char letters[] = "itp";
    const size_t foot = 1 + ROWS + 1;
    size_t left = (size_t)(strchr(l->v[foot], '+') - l->v[foot]) + 1;
    size_t wide = strlen(l->v[foot]) - left;
    for (size_t k = 0; k < s->all.n_series; k++) {
        const struct km_curve *c = &s->curves[k];
        double end = c->v[c->n - 1].time;
        for (size_t column = 0; column < wide; column++) {
            double day = 11 * 365.25 * (double)column / (double)(wide - 1);
            double before = 11 * 365.25 * ((double)column - 1) / (double)(wide - 1);
            bool is_last = before < end && end <= day; /* shows the end */
            if (day < c->first_start || (day > end && !is_last))
                continue;
            double survival = km_survival_at(c, is_last ? end : day);
            check_column(l, left + column, rises ? 1 - survival : survival, letters[k],
                         s->all.n_series == 1, rises);
        }
    }
}

static void each_column_shows_the_survival_at_its_time(void **state)
{
    static const size_t widths[] = {0, 40, 61, 80, 120, 200};
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 600; i++) {
        const bool rises = i % 2;
        struct scene s;
        struct lines l;
        make_scene(&r, &s, 1 + random_below(&r, SERIES), rises);
        draw(&s.all, (struct style){.width = widths[i % 6], .ascii = true}, &l);
        check_curves(&s, &l, rises);
        text_release(&l.t);
        scene_release(&s);
    }
}

/* Columns of a terminal, escapes of colours left out. */
static size_t width_of(const char *line)
{
    struct text t = {0};
    for (; *line; line++)
        if (*line == '\033')
            line = strchr(line, 'm');
        else
            text_add_char(&t, *line);
    size_t width = utf8_width(text_span(&t));
    text_release(&t);
    return width;
}

static void no_line_is_wider_than_asked_for(void **state)
{
    struct random r = random_start();
    (void)state;
    for (size_t i = 0; i < 200; i++) {
        const struct style style = {.width = 40 + i, .ascii = i % 3 == 0, .color = i % 2};
        struct scene s;
        struct lines l;
        make_scene(&r, &s, SERIES, false);
        s.series[0].label = s.rows[0].label = "a model of a very very long name indeed";
        s.series[1].words = "1,234 episodes, 1,117 improved, median not reached";
        draw(&s.all, style, &l);
        for (size_t k = 0; k < l.n; k++)
            if (width_of(l.v[k]) > style.width)
                fail_msg("%zu columns, not %zu: %s", width_of(l.v[k]), style.width, l.v[k]);
        text_release(&l.t);
        scene_release(&s);
    }
}

/* Without colours or ASCII the cells are the same: lines where letters are. */
static void unicode_and_ascii_fill_the_same_cells(void **state)
{
    struct random r = random_start();
    (void)state;
    for (int i = 0; i < 50; i++) {
        struct scene s;
        struct lines a, b;
        make_scene(&r, &s, SERIES, i % 2);
        draw(&s.all, (struct style){.ascii = true}, &a);
        draw(&s.all, (struct style){0}, &b);
        for (size_t row = 0; row <= ROWS; row++) {
            struct span rest = span_of(b.v[1 + row]);
            for (size_t column = 0; rest.length > 0; column++) {
                uint32_t point;
                size_t length = utf8_next(rest, &point);
                char c = at(&a, row, column);
                bool is_blank = c == ' ' || c == '.';
                assert_true(is_blank == (*rest.text == ' ' || point == 0xb7));
                assert_true((c == '*') == (point == 0x2261));
                rest = (struct span){rest.text + length, rest.length - length};
            }
        }
        text_release(&a.t);
        text_release(&b.t);
        scene_release(&s);
    }
}

static void colors_are_ended_and_only_where_asked_for(void **state)
{
    struct random r = random_start();
    struct scene s;
    struct lines l;
    (void)state;
    make_scene(&r, &s, SERIES, false);
    draw(&s.all, (struct style){0}, &l);
    for (size_t i = 0; i < l.n; i++)
        assert_null(strchr(l.v[i], '\033'));
    text_release(&l.t);
    draw(&s.all, (struct style){.color = true}, &l);
    size_t begun = 0, ended = 0;
    for (size_t i = 0; i < l.n; i++)
        for (const char *c = l.v[i]; (c = strchr(c, '\033')) != NULL; c++) {
            begun += strncmp(c, "\033[0m", 4) != 0;
            ended += strncmp(c, "\033[0m", 4) == 0;
        }
    assert_true(begun > 0 && begun == ended);
    text_release(&l.t);
    scene_release(&s);
}

/* Sixty curves all get a letter of their own. */
static void letters_are_all_different(void **state)
{
    enum { MANY = 60 };
    struct step_series series[MANY];
    struct step_row rows[MANY];
    char names[MANY][8];
    struct random r = random_start();
    struct scene s;
    struct lines l;
    bool seen[128] = {false};
    (void)state;
    make_scene(&r, &s, 1, false);
    for (int i = 0; i < MANY; i++) {
        struct text name = {0};
        text_addf(&name, "extra%d", i);
        memcpy(names[i], text_string(&name), name.n + 1);
        text_release(&name);
        series[i] = s.series[0];
        series[i].label = names[i];
        series[i].look = i % 8;
        rows[i] = (struct step_row){.label = names[i], .series = &series[i], .counts = s.counts};
    }
    s.all.series = series;
    s.all.rows = rows;
    s.all.n_series = s.all.n_rows = MANY;
    draw(&s.all, (struct style){.ascii = true}, &l);
    for (size_t i = 0; i < MANY; i++) {
        unsigned char letter = (unsigned char)l.v[ROWS + 5 + i][1];
        assert_true(letter > ' ' && letter < 127 && !seen[letter]);
        seen[letter] = true;
    }
    text_release(&l.t);
    scene_release(&s);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_column_shows_the_survival_at_its_time),
        cmocka_unit_test(no_line_is_wider_than_asked_for),
        cmocka_unit_test(unicode_and_ascii_fill_the_same_cells),
        cmocka_unit_test(colors_are_ended_and_only_where_asked_for),
        cmocka_unit_test(letters_are_all_different),
    };
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return EXIT_FAILURE;
    return CHECK_RUN(tests, argc, argv);
}
