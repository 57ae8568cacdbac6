/* call: the command line that gives the same answer. */
#include "command_line.h"

#include "cmd/enquiry.h"
#include "out/report.h"

/* Of a line of options, what stands for them behind the name of COMMAND. */
static const struct {
    const char *command, *line, *call;
} cases[] = {
    {"times", "-v", "turnaround times"},
    {"times", "-q|--max-errors|3|-f|csv|-o|x.csv|--units|days", "turnaround times"},
    {"times", "/home/me/data/england/", "turnaround times england"},
    {"times", "-", "turnaround times -"},
    {"times", "/", "turnaround times /"},
    {"times", "a b/it's", "turnaround times 'it'\\''s'"},
    {"times", "--ratings|/tmp/x/r.csv|--models|m.csv",
     "turnaround times --ratings r.csv --models m.csv"},
    {"times", "-C|Isle of Wight|--council|Leeds|-R|London",
     "turnaround times --council 'Isle of Wight' --council Leeds --region London"},
    {"times", "--as-of|2019-12-31|--from|2013-11|--date|published|--conf|0.9|--landmark|365",
     "turnaround times --from 2013-11 --as-of 2019-12-31 --date published --landmark 365 --conf "
     "0.9"},
    {"setup", "--conf|0.9|--origin|good|--target|outstanding", "turnaround setup --origin good"},
    {"times", "--keep-going|--judgement|overall,leaders",
     "turnaround times --keep-going --judgement overall,leaders"},
    {"times", "--extra-model|$(rm)|--extra-model|",
     "turnaround times --extra-model '$(rm)' --extra-model ''"},
};

static void options_are_written_as_they_were_given(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct line l;
        struct text t = {0};
        parse_well(&l, cases[i].line);
        struct session s = {.command = command_find("report"), .options = &l.o};
        const struct enquiry_request rq = {.command = command_find(cases[i].command)};
        enquiry_add_call(&t, &s, &rq, NULL);
        assert_string_equal(text_string(&t), cases[i].call);
        text_release(&t);
        line_release(&l);
    }
}

static void what_is_asked_comes_first(void **state)
{
    struct line l;
    struct text t = {0};
    (void)state;
    parse_well(&l, "--as-of|2020-01-01|d");
    struct session s = {.command = command_find("report"), .options = &l.o};
    enquiry_add_call(&t, &s, &(struct enquiry_request){.command = command_find("case")},
                     "Isle of Wight");
    text_add_char(&t, '\n');
    enquiry_add_call(
        &t, &s,
        &(struct enquiry_request){.command = command_find("setup"), .by = true, .columns = "n,max"},
        NULL);
    assert_string_equal(text_string(&t),
                        "turnaround case 'Isle of Wight' --as-of 2020-01-01 d\n"
                        "turnaround setup --by model -c n,max --as-of 2020-01-01 d");
    text_release(&t);
    line_release(&l);
}

static void ids_are_unlike(void **state)
{
    static const char *const words[] = {"St Helens", "st. helens", "", "\xc3\x85", "A'b--C d!"};
    static const char *const ids[] = {"x-st-helens", "x-st-helens-2", "x", "x-2", "x-ab-c-d"};
    struct report r = {0};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *id = report_id(&r, "x", words[i]);
        assert_string_equal(id, ids[i]);
        if (i % 2 == 0)
            report_add(&r, (struct block){.kind = BLOCK_HEADING, .id = id});
        else
            report_add(&r, (struct block){.kind = BLOCK_LINK, .see = id});
    }
    assert_false(r.failed);
    report_release(&r);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_written_as_they_were_given),
        cmocka_unit_test(what_is_asked_comes_first),
        cmocka_unit_test(ids_are_unlike),
    };
    return CHECK_RUN(tests, argc, argv);
}
