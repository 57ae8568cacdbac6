/* What takes long tells of itself: what it does, how much there is, how much is done - and comes to
 * the same whether anybody looks or not. */
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "load/rows.h"
#include "out/writer.h"
#include "stat/numerics.h"
#include "stat/panel_markov.h"
#include "stat/permutation.h"

/* Sees all, as for it a second goes by between any two looks. */
struct onlooker {
    struct progress p;
    int64_t now;
    struct text seen; /* a line for each task: what, of how much, and how much was done at last */
    struct task task;
    uint64_t done;
};

static int64_t ask(void *context)
{
    struct onlooker *o = context;
    return o->now += 1000;
}

static void end_task(struct onlooker *o)
{
    if (o->task.doing)
        text_addf(&o->seen, "%s %s: %llu of %llu %s\n", o->task.doing,
                  o->task.name ? o->task.name : "-", (unsigned long long)o->done,
                  (unsigned long long)o->task.total, o->task.unit ? o->task.unit : "byte");
}

static void see(void *context, const struct progress *p)
{
    struct onlooker *o = context;
    if (!p->task.doing || p->done == 0)
        end_task(o);
    else
        assert_true(p->done >= o->done);
    o->task = p->task;
    o->done = p->done;
}

static void look_on(struct onlooker *o)
{
    *o = (struct onlooker){0};
    progress_start(&o->p, ask, see, o);
    o->now += 2000;
}

static void check_seen(struct onlooker *o, const char *expected)
{
    progress_end(&o->p);
    assert_string_equal(text_string(&o->seen), expected);
    text_clear(&o->seen);
}

static int take_row(void *context, const struct row *row, struct diags *ds)
{
    (void)context, (void)row, (void)ds;
    return 0;
}

static void read_rows(struct onlooker *o, const char *path)
{
    struct diags ds = {0};
    const struct row_handler handler = {.header = take_row, .record = take_row, .progress = &o->p};
    assert_int_equal(rows_read(path, "x.csv", &handler, &ds), 0);
    diags_release(&ds);
}

static void of_a_file_bytes_are_read_of_so_many(void **state)
{
    struct onlooker o;
    struct test_file file = file_with_text("\xef\xbb\xbf"
                                           "a,b\n1,2\n");
    (void)state;
    look_on(&o);
    read_rows(&o, file.path);
    check_seen(&o, "reading x.csv: 11 of 11 byte\n");
    file_release(&file);
    text_release(&o.seen);
}

static void of_a_pipe_nobody_knows_how_many(void **state)
{
    struct onlooker o;
    int ends[2];
    char path[32];
    (void)state;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "a,b\n1,2\n", 8), 8);
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    look_on(&o);
    read_rows(&o, path);
    check_seen(&o, "reading x.csv: 8 of 0 byte\n");
    close(ends[0]);
    text_release(&o.seen);
}

static void a_dataset_is_read_checked_and_gone_through(void **state)
{
    struct onlooker o;
    struct fixture f = {.request.progress = &o.p};
    size_t i = 0;
    int status;
    (void)state;
    look_on(&o);
    fixture_open(&f,
                 &(struct scene){.councils = "council\nb\na\n",
                                 .ratings = "council,inspected,grade\nb,2019,good\na,2019,good\n",
                                 .models = "council,model,start\na,trust,2019\n"});
    check_seen(&o, "reading councils.csv: 12 of 12 byte\n"
                   "reading ratings.csv: 48 of 48 byte\n"
                   "reading models.csv: 33 of 33 byte\n"
                   "dealing records -: 2 of 2 record\n"
                   "putting records in order -: 1 of 1 part\n");
    f.study.progress = &o.p;
    while (study_next(&f.study, &i, &status))
        continue;
    check_seen(&o, "going through records -: 2 of 2 council\n");
    fixture_release(&f);
    text_release(&o.seen);
}

static void labels_are_dealt_the_same_while_somebody_looks(void **state)
{
    struct onlooker o;
    struct risk_row rows[40];
    struct permutation unseen, seen;
    (void)state;
    for (int i = 0; i < 40; i++)
        rows[i] = (struct risk_row){0, 1 + i * 7 % 40, i % 5 != 0, i * 9 % 40 < 20 ? 1 : 0, 0};
    look_on(&o);
    assert_int_equal(permutation_run(rows, 40, 1, NULL, &unseen), 0);
    assert_int_equal(permutation_run(rows, 40, 1, &o.p, &seen), 0);
    assert_int_equal(seen.as_great, unseen.as_great);
    check_seen(&o, "dealing labels at random -: 999998 of 999999 deal\n");
    text_release(&o.seen);
}

static void rates_are_the_same_while_somebody_looks(void **state)
{
    static const struct panel_pair pairs[] = {
        {0, 0, 2, 14}, {0, 1, 2, 6}, {1, 0, 2, 4}, {1, 1, 2, 6}};
    struct onlooker o;
    struct panel_fit unseen, seen;
    char none[64];
    (void)state;
    look_on(&o);
    panel_markov_fit(&unseen, 2, pairs, 4, NULL);
    panel_markov_fit(&seen, 2, pairs, 4, &o.p);
    assert_int_equal(seen.outcome, PANEL_FITTED);
    assert_memory_equal(seen.rate, unseen.rate, 2 * sizeof *seen.rate);
    progress_end(&o.p);
    assert_int_equal(sscanf(text_string(&o.seen), "fitting rates -: %*u of 0 trial%63s", none),
                     EOF);
    assert_true(o.p.done > 10);
    text_release(&o.seen);
}

static struct cell get_number(const void *context, const void *row, const struct column *column)
{
    (void)context, (void)column;
    return cell_integer(*(const int *)row);
}

/* How many there are is the library's business. */
static void check_comparisons(const char *seen)
{
    int n, end = 0;
    assert_int_equal(sscanf(seen, "sorting -: %d of 0 comparison\n%n", &n, &end), 1);
    assert_in_range(n, 2, 20);
    assert_int_equal(seen[end], '\0');
}

/* Three rows, sorted, in each format of tables. */
static void rows_are_sorted_and_written(void **state)
{
    static const struct column column = {"n", TYPE_INTEGER, NULL, "", get_number, 0, 0};
    static const int numbers[] = {3, 1, 2};
    struct onlooker o;
    struct diags ds = {0};
    const struct style style = {0};
    const struct document doc = {.command = "x",
                                 .table = {&column, 1, numbers, 3, sizeof numbers[0], NULL}};
    (void)state;
    for (size_t i = 0; writer_at(i); i++) {
        struct test_file file = file_with_text("");
        struct view view;
        struct sink sink;
        if (writer_at(i)->content != CONTENT_TABLE)
            continue;
        look_on(&o);
        const struct view_request rq = {
            .sort = "n", .limit = -1, .digits = -1, .has_header = true, .progress = &o.p};
        assert_int_equal(view_make(&view, &doc, &rq, &ds), 0);
        progress_end(&o.p);
        check_comparisons(text_string(&o.seen));
        view.progress = &o.p;
        progress_begin(&o.p, (struct task){"writing", "it", 3, "row"});
        assert_int_equal(sink_open(&sink, file.path, &ds), 0);
        assert_int_equal(writer_at(i)->write(&view, &style, &sink, &ds), 0);
        assert_int_equal(sink_close(&sink, true, &ds), 0);
        progress_end(&o.p);
        if (!strstr(text_string(&o.seen), "writing it: 2 of 3 row\n") &&
            !strstr(text_string(&o.seen), "laying out -: 2 of 3 row\n"))
            fail_msg("%s: %s", writer_at(i)->name, text_string(&o.seen));
        view_release(&view);
        file_release(&file);
        text_release(&o.seen);
    }
    diags_release(&ds);
}

static void a_sink_that_is_no_file_ends_it_before_the_first_byte(void **state)
{
    struct onlooker o;
    struct diags ds = {0};
    struct sink sink;
    (void)state;
    look_on(&o);
    assert_int_equal(sink_open(&sink, "/dev/null", &ds), 0);
    sink.progress = &o.p;
    progress_begin(&o.p, (struct task){"writing", "it", 0, NULL});
    sink_put_string(&sink, "");
    assert_true(o.p.is_shown);
    sink_put_string(&sink, "x");
    assert_false(o.p.is_shown);
    progress_begin(&o.p, (struct task){"writing", "more", 0, NULL});
    assert_false(o.p.is_shown);
    assert_int_equal(sink_close(&sink, true, &ds), 0);
    check_seen(&o, "writing it: 0 of 0 byte\n");
    diags_release(&ds);
    text_release(&o.seen);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_file_bytes_are_read_of_so_many),
        cmocka_unit_test(of_a_pipe_nobody_knows_how_many),
        cmocka_unit_test(a_dataset_is_read_checked_and_gone_through),
        cmocka_unit_test(labels_are_dealt_the_same_while_somebody_looks),
        cmocka_unit_test(rates_are_the_same_while_somebody_looks),
        cmocka_unit_test(rows_are_sorted_and_written),
        cmocka_unit_test(a_sink_that_is_no_file_ends_it_before_the_first_byte),
    };
    numerics_start();
    return CHECK_RUN(tests, argc, argv);
}
