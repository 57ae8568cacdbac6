/* Files of segments: what they become, in whatever order, and everything that can be wrong. */
#include "check.h"

#include <string.h>

#include "fixture.h"
#include "load/segments.h"
#include "study/merged.h"

#define HEADER                                                                                     \
    "council,episode,model,start_days,stop_days,status,event,prior_inadequates,row,origin,end,"    \
    "models_ever,item,value\n"

#define CHOICE(item, value) ",,,,,,,,choice,,,," item "," value "\n"
#define COUNT(item, value)  ",,,,,,,,count,,,," item "," value "\n"
#define CHOSEN(as_of)                                                                              \
    CHOICE("as-of", as_of)                                                                         \
    CHOICE("date", "inspected")                                                                    \
    CHOICE("judgement", "overall")                                                                 \
    CHOICE("partial", "mid")                                                                       \
    CHOICE("uncovered", "in-house")                                                                \
    CHOICE("scope", "all")                                                                         \
    CHOICE("origin", "inadequate")                                                                 \
    CHOICE("lowest", "inadequate")                                                                 \
    CHOICE("target", "any")                                                                        \
    CHOICE("episodes", "all")                                                                      \
    CHOICE("lineage", "successors")                                                                \
    CHOICE("from", "") CHOICE("to", "") CHOICE("council", "") CHOICE("region", "")
#define COUNTED(segments, falls) COUNT("segments", segments) COUNT("falls", falls)
#define END(segments, falls)     CHOSEN("2020-01-31") COUNTED(segments, falls)

#define B1   "B,1,in-house,0,100,switched,0,1,segment,2012-03,2014-01-02,in-house;trust,,\n"
#define B2   "B,1,trust,100,671,improved,1,1,segment,2012-03,2014-01-02,in-house;trust,,\n"
#define A1   "A,2,unknown,30,60,closed,0,1,segment,2012,2012-03,unknown,,\n"
#define FALL "A,1,mutual,0,9,fell,1,,fall,,,,,\n"

enum { MOST_FILES = 3 };

struct loaded {
    struct dataset d;
    struct diags ds;
    struct segment_records records;
    struct text problems;
    int status;
};

/* Reads files of the given texts, which are called 1.csv, 2.csv, ... */
static void load_texts(struct loaded *l, const char *const *texts)
{
    static const char *const names[MOST_FILES] = {"1.csv", "2.csv", "3.csv"};
    static const char *const extra[] = {"mutual"};
    struct test_file files[MOST_FILES];
    struct part parts[MOST_FILES];
    size_t n = 0;
    const struct load_request rq = {.extra_models = extra, .n_extra_models = 1};
    for (; n < MOST_FILES && texts[n]; n++) {
        files[n] = file_with_text(texts[n]);
        parts[n] = (struct part){files[n].path, names[n]};
    }
    *l = (struct loaded){0};
    l->ds.lists_warnings = true;
    l->status = load_segments(&rq, parts, n, &l->d, &l->records, &l->ds);
    problems_text(&l->ds, &l->problems);
    while (n > 0)
        file_release(&files[--n]);
}

static void loaded_release(struct loaded *l)
{
    text_release(&l->problems);
    segment_records_release(&l->records);
    dataset_release(&l->d);
    diags_release(&l->ds);
}

/* "A 2 unknown (30,60] closed 2012..2012-03" for each, falls with ">". */
static void add_records(const struct loaded *l, struct text *t)
{
    char origin[DATE_TEXT], last[DATE_TEXT];
    for (size_t i = 0; i < l->records.n; i++) {
        const struct segment_record *x = &l->records.v[i];
        text_addf(t, "%s%s %u %s (%d,%d] %s %s..%s %llx\n", x->is_fall ? ">" : "",
                  l->d.councils[x->council].name, x->number, l->d.models.name[x->model], x->start,
                  x->stop, segment_end_name[x->end], date_text(x->origin, origin),
                  date_text(x->last, last), (unsigned long long)x->models_ever);
    }
}

#define RECORDS_TEXT                                                                               \
    "A 2 unknown (30,60] closed 2012..2012-03 1\n"                                                 \
    "B 1 in-house (0,100] switched 2012-03..2014-01-02 6\n"                                        \
    "B 1 trust (100,671] improved 2012-03..2014-01-02 6\n"                                         \
    ">A 1 mutual (0,9] fell .. 0\n"

static void files_become_records_in_any_order(void **state)
{
    static const char *const orders[][MOST_FILES + 1] = {
        {HEADER A1 B1 B2 FALL END("3", "1")},
        {HEADER FALL B2 A1 END("3", "1") B1},
        {HEADER B1 B2 END("2", "0"), HEADER A1 FALL END("1", "1")},
        {HEADER A1 FALL END("1", "1"), HEADER END("0", "0"), HEADER B2 B1 END("2", "0")},
        {HEADER A1 FALL END("1", "1") HEADER B1 B2 END("2", "0")}, /* end to end */
        {A1 FALL END("1", "1") HEADER B1 B2 END("2", "0")},        /* with a header later on ... */
        {END("2", "0") B2 B1, FALL A1 END("1", "1")},              /* ... or none */
        {"value,item,models_ever,end,origin,row,event,status,stop_days,start_days,model,episode,"
         "council\n"
         ",,in-house;trust,2014-01-02,2012-03,segment,1,improved,671,100,trust,1,B\n"
         ",,in-house;trust,2014-01-02,2012-03,segment,0,switched,100,0,in-house,1,B\n"
         "2,segments,,,,count,,,,,,,\n0,falls,,,,count,,,,,,,\n",
         HEADER A1 FALL END("1", "1") END("0", "0")},
    };
    (void)state;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct loaded l;
        struct text t = {0};
        bool lacks = i == 7; /* other columns, and no choices */
        load_texts(&l, orders[i]);
        add_records(&l, &t);
        assert_int_equal(l.status, 0);
        check_text(&t, RECORDS_TEXT, "records");
        check_text(&l.problems,
                   lacks ? "1.csv:5:1: E-INCOMPLETE the file is not whole: it does not tell the "
                           "as-of\n"
                         : "",
                   "problems");
        assert_string_equal(l.records.choices[CHOICE_AS_OF], "2020-01-31");
        assert_string_equal(l.records.choices[CHOICE_FROM], "");
        text_release(&t);
        loaded_release(&l);
    }
}

static void counts_are_added_up(void **state)
{
    static const char *const files[] = {
        HEADER END("0", "0") COUNT("councils", "3") COUNT("W-GAP", "2") COUNT("council Leeds", "0"),
        HEADER COUNT("W-GAP", "5") COUNT("E-DATE", "1") END("0", "0") COUNT("councils", "4")
            COUNT("council Leeds", "1"),
        NULL};
    struct loaded l;
    (void)state;
    load_texts(&l, files);
    check_text(&l.problems, "", "problems");
    assert_int_equal(l.records.totals[TOTAL_COUNCILS], 7);
    assert_int_equal(l.records.totals[TOTAL_SPELLS], 0);
    assert_int_equal(l.records.named.n, 3);
    assert_string_equal(l.records.named.v[0].name, "W-GAP");
    assert_int_equal(l.records.named.v[0].n, 7);
    assert_string_equal(l.records.named.v[1].name, "council Leeds");
    assert_int_equal(l.records.named.v[1].n, 1);
    assert_int_equal(l.records.named.v[2].n, 1);
    loaded_release(&l);
}

static void records_become_episodes(void **state)
{
    static const char *const files[] = {
        HEADER A1 B1 B2 FALL END("3", "1") COUNT("episodes_inherited", "2")
            COUNT("episodes_continued", "1") COUNT("episodes_before_at_risk", "4")
                COUNT("episodes_of_no_day", "5"),
        NULL};
    struct loaded l;
    struct episodes e = {0};
    struct exposures x = {0};
    (void)state;
    load_texts(&l, files);
    assert_int_equal(episodes_of_records(&l.records, &e), 0);
    assert_int_equal(falls_of_records(&l.records, &x), 0);
    assert_int_equal(e.n, 2);
    assert_int_equal(e.n_segments, 3);
    assert_int_equal(e.v[0].number, 2);
    assert_int_equal(e.v[0].entry, 30);
    assert_int_equal(e.v[0].days, 60);
    assert_int_equal(e.v[0].status, EPISODE_CLOSED);
    assert_int_equal(e.v[1].segments, 1);
    assert_int_equal(e.v[1].n_segments, 2);
    assert_int_equal(e.v[1].days, 671);
    assert_int_equal(e.v[1].status, EPISODE_IMPROVED);
    assert_int_equal(e.v[1].models_ever, 1 << MODEL_IN_HOUSE | 1 << MODEL_TRUST);
    assert_int_equal(e.segments[1].status, EPISODE_SWITCHED);
    assert_int_equal(e.segments[2].episode, 1);
    assert_int_equal(e.segments[2].model, MODEL_TRUST);
    assert_int_equal(e.n_inherited, 2);
    assert_int_equal(e.n_continued, 1);
    assert_int_equal(e.n_before, 4);
    assert_int_equal(e.n_new, 5);
    assert_int_equal(x.n, 1);
    assert_int_equal(x.v[0].days, 9);
    assert_int_equal(x.v[0].model, MODEL_FIRST_EXTRA);
    assert_true(x.v[0].is_event);
    episodes_release(&e);
    exposures_release(&x);
    loaded_release(&l);
}

struct example {
    const char *name, *files[MOST_FILES], *problems;
};

#define CUT "E-INCOMPLETE the file is not whole: "

static const struct example examples[] = {
    {"no header, nor a row",
     {"x,y\n"},
     "1.csv:1:1: E-HEADER no column for council; expected one of: council\n"
     "1.csv:1:1: E-HEADER no column for episode; expected one of: episode\n"
     "1.csv:1:1: E-HEADER no column for model; expected one of: model\n"
     "1.csv:1:1: E-HEADER no column for start_days; expected one of: start_days\n"
     "1.csv:1:1: E-HEADER no column for stop_days; expected one of: stop_days\n"
     "1.csv:1:1: E-HEADER no column for status; expected one of: status\n"
     "1.csv:1:1: E-HEADER no column for event; expected one of: event\n"
     "1.csv:1:1: W-COLUMN column \"x\" is not used\n1.csv:1:3: W-COLUMN column \"y\" is not "
     "used\n"},
    {"segments that are not complete",
     {"council,episode,model,start_days,stop_days,status,event,prior_inadequates\n"
      "A,1,trust,0,5,closed,0,1\n"},
     "1.csv:1:1: E-HEADER these are segments without what answers are made of: the columns row, "
     "origin, end, models_ever, item and value | add --complete to the command that writes them\n"},
    {"an empty file",
     {""},
     "1.csv:1:1: E-HEADER the file is empty; expected a line of column names\n"},
    {"a header alone",
     {HEADER},
     "1.csv:1:1: " CUT "it does not count its segments, as it would at its end\n"},
    {"rows that lack",
     {HEADER A1 END("2", "1") FALL, HEADER END("0", "0")},
     "1.csv:19:1: " CUT "it counts 2 segments, and has 1\n"},
    {"no count of falls",
     {HEADER CHOSEN("2020-01-31") COUNT("segments", "0")},
     "1.csv:17:1: " CUT "it does not count its falls, as it would at its end\n"},
    {"a segment twice",
     {HEADER A1 END("1", "0"), HEADER A1 FALL FALL END("1", "2")},
     "2.csv:2:13: E-DUPLICATE episode 2 of \"A\", from day 30 on, is on line 2 of 1.csv already | "
     "field 4 (start_days)\n"
     "2.csv:4:12: E-DUPLICATE time 1 at risk of a fall of \"A\", from day 0 on, is on line 3 of "
     "2.csv already | field 4 (start_days)\n"},
    {"a gap between segments",
     {HEADER B1
      "B,1,trust,101,671,improved,1,1,segment,2012-03,2014-01-02,in-house;trust,,\n" END("2", "0")},
     "1.csv:3:11: E-SEGMENT episode 1 of \"B\" goes on at day 101, but its part before, on line 2 "
     "of 1.csv, ends at day 100 | field 4 (start_days)\n"},
    {"a segment behind the end",
     {HEADER B1 B2 "B,1,in-house,671,700,censored,0,1,segment,2012,2014,trust,,\n" END("3", "0")},
     "1.csv:4:14: E-SEGMENT episode 1 of \"B\" goes on, but its part before, on line 3 of 1.csv, "
     "ends improved | field 4 (start_days)\n"},
    {"a segment that lacks",
     {HEADER B1 END("1", "0")},
     "1.csv:2:20: E-SEGMENT episode 1 of \"B\" goes on under another model, but no part of it "
     "follows | field 6 (status)\n"},
    {"other choices, told once where they change",
     {HEADER END("0", "0"), HEADER CHOSEN("2019-01-31") CHOSEN("2019-01-31") CHOSEN("2020-01-31")
                                CHOSEN("2019-01-31") COUNTED("0", "0")},
     "2.csv:2:25: E-CHOICE as-of is \"2019-01-31\" here, and \"2020-01-31\" on line 2 of 1.csv | "
     "field 14 (value) | write all with the same options, or leave one out\n"
     "2.csv:47:25: E-CHOICE as-of is \"2019-01-31\" here, and \"2020-01-31\" on line 2 of 1.csv | "
     "field 14 (value) | write all with the same options, or leave one out\n"},
    {"numbers",
     {HEADER "A,0,trust,-1,x,closed,2,1,segment,2012,2013,trust,,\n"
             "A,1,trust,5,5,closed,0,1,segment,2012,2013,trust,,\n"
             "A,1,trust,,4000001,closed,,1,segment,2012,2013,trust,,\n"},
     "1.csv:2:3: E-VALUE episode \"0\" is not a whole number from 1 to 1000000000 | field 2 "
     "(episode)\n"
     "1.csv:2:11: E-VALUE start_days \"-1\" is not a whole number from 0 to 4000000 | field 4 "
     "(start_days)\n"
     "1.csv:2:14: E-VALUE stop_days \"x\" is not a whole number from 1 to 4000000 | field 5 "
     "(stop_days)\n"
     "1.csv:2:23: E-VALUE event \"2\" is not a whole number from 0 to 1 | field 7 (event)\n"
     "1.csv:3:13: E-ORDER stop_days 5 is not after start_days 5 | field 5 (stop_days)\n"
     "1.csv:4:11: E-EMPTY the start_days is empty | field 4 (start_days)\n"
     "1.csv:4:12: E-VALUE stop_days \"4000001\" is not a whole number from 1 to 4000000 | field 5 "
     "(stop_days)\n"
     "1.csv:4:27: E-EMPTY the event is empty | field 7 (event)\n"},
    {"words",
     {HEADER "A,1,trsut,0,5,close,0,1,segment,2012,2013,trust;outsorced,,\n"
             "A,1,trust,0,5,fell,1,1,segment,2012,2013,trust,,\n"
             "A,1,trust,0,5,improved,0,1,segment,2012,2013,trust,,\n"
             "A,1,trust,0,5,closed,0,,fall,,,,,\nA,1,trust,0,5,ended,1,,fall,,,,,\n"
             ",1,,0,5,,0,,segment,,,,,\nA,1,trust,0,5,closed,0,1,sgement,2012,2013,trust,,\n"
             "A,1,trust,0,5,closed,0,1,,2012,2013,trust,,\n"},
     "1.csv:2:5: E-MODEL model \"trsut\" is not in-house, trust, partnership, outsourced or mutual "
     "| field 3 (model) | the nearest is trust\n"
     "1.csv:2:15: E-VALUE status \"close\" is none of: improved, switched, censored, closed | "
     "field "
     "6 (status) | the nearest is closed\n"
     "1.csv:2:43: E-MODEL model \"outsorced\" is not in-house, trust, partnership, outsourced or "
     "mutual | field 12 (models_ever) | the nearest is outsourced\n"
     "1.csv:3:15: E-VALUE status \"fell\" is none of: improved, switched, censored, closed | field "
     "6 (status)\n"
     "1.csv:4:24: E-VALUE event 0 does not go with the status improved | field 7 (event)\n"
     "1.csv:5:15: E-VALUE status \"closed\" is none of: switched, fell, ended | field 6 (status)\n"
     "1.csv:6:21: E-VALUE event 1 does not go with the status ended | field 7 (event)\n"
     "1.csv:7:1: E-EMPTY the council is empty | field 1 (council)\n"
     "1.csv:7:4: E-EMPTY the model is empty | field 3 (model)\n"
     "1.csv:7:9: E-EMPTY the status is empty | field 6 (status)\n"
     "1.csv:7:21: E-EMPTY the origin is empty | field 10 (origin)\n"
     "1.csv:7:22: E-EMPTY the end is empty | field 11 (end)\n"
     "1.csv:7:23: E-EMPTY the models_ever is empty | field 12 (models_ever)\n"
     "1.csv:8:26: E-VALUE row \"sgement\" is none of: segment, fall, choice, count | field 9 (row) "
     "| the nearest is segment\n"
     "1.csv:9:26: E-EMPTY the row is empty | field 9 (row)\n"},
    {"dates",
     {HEADER "A,1,trust,0,5,closed,0,1,segment,2012-02-30,13/02/2019,trust,,\n"
             "A,1,trust,0,5,closed,0,1,segment,2013,2012,trust,,\n"},
     "1.csv:2:34: E-DATE date \"2012-02-30\" does not exist | field 10 (origin)\n"
     "1.csv:2:45: E-DATE date \"13/02/2019\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 11 (end) | "
     "for day-first dates add --dates dmy\n"
     "1.csv:3:39: E-ORDER end 2012 is before origin 2013 | field 11 (end)\n"},
    {"choices and counts",
     {HEADER CHOICE("as-off", "2012") CHOICE("as-of", "x") CHOICE("partial", "middle")
          CHOICE("origin", "") COUNT("segment", "1") COUNT("falls", "-1") COUNT("E-date", "1")
              COUNT("", "1") COUNT("council ", "1")},
     "1.csv:2:19: E-VALUE item \"as-off\" is not known here | field 13 (item) | the nearest is "
     "as-of\n"
     "1.csv:3:25: E-DATE date \"x\" is not YYYY-MM-DD, YYYY-MM or YYYY | field 14 (value)\n"
     "1.csv:4:27: E-VALUE \"middle\" is none of the values of partial: mid|first|last | field 14 "
     "(value)\n"
     "1.csv:5:26: E-EMPTY the value is empty | field 14 (value)\n"
     "1.csv:6:18: E-VALUE item \"segment\" is not known here | field 13 (item) | the nearest is "
     "segments\n"
     "1.csv:7:24: E-VALUE value \"-1\" is not a whole number from 0 to 1000000000000 | field 14 "
     "(value)\n"
     "1.csv:8:18: E-VALUE item \"E-date\" is not known here | field 13 (item)\n"
     "1.csv:9:18: E-EMPTY the item is empty | field 13 (item)\n"
     "1.csv:10:18: E-VALUE item \"council\" is not known here | field 13 (item) | the nearest is "
     "councils\n"},
};

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const struct example *e = &examples[i];
        const char *const files[MOST_FILES + 1] = {e->files[0], e->files[1], e->files[2]};
        struct loaded l;
        load_texts(&l, files);
        assert_int_equal(l.status, 0);
        check_text(&l.problems, e->problems, e->name);
        loaded_release(&l);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_become_records_in_any_order),
        cmocka_unit_test(counts_are_added_up),
        cmocka_unit_test(records_become_episodes),
        cmocka_unit_test(what_is_wrong_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
