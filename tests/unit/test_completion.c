/* completion: of a command line, what its last word can become. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/cells.h"
#include "cmd/completion.h"

enum { WORDS_LIMIT = 16 };

/* Words of LINE, '|' between. */
struct typed {
    char buffer[512];
    const char *v[WORDS_LIMIT];
    size_t n;
};

static void cut_words(struct typed *w, const char *line)
{
    assert_true(strlen(line) < sizeof w->buffer);
    strcpy(w->buffer, line);
    w->n = 0;
    for (char *at = w->buffer; at;) {
        assert_true(w->n < WORDS_LIMIT);
        w->v[w->n++] = at;
        at = strchr(at, '|');
        if (at)
            *at++ = '\0';
    }
}

/* The values, '|' between, then ":file" or ":folder" with what stands before. */
static void complete(const char *line, struct text *t)
{
    static const char *const paths[] = {
        [PATH_NONE] = "", [PATH_FILE] = ":file", [PATH_FOLDER] = ":folder"};
    struct typed w;
    struct completion c = {0};
    struct diags ds = {0};
    cut_words(&w, line);
    assert_int_equal(completion_find(&c, w.v, w.n, &ds), 0);
    assert_int_equal(ds.fault, FAULT_NONE);
    for (size_t i = 0; i < c.n; i++)
        text_addf(t, "%s%s", i ? "|" : "", c.v[i].value);
    text_addf(t, "%s%s", paths[c.path], c.path != PATH_NONE ? c.before : "");
    completion_release(&c);
    diags_release(&ds);
}

struct example {
    const char *line, *expected;
};

static void check_examples(const struct example *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct text t = {0};
        complete(v[i].line, &t);
        if (strcmp(text_string(&t), v[i].expected) != 0)
            fail_msg("%s: got %s, expected %s", v[i].line, text_string(&t), v[i].expected);
        text_release(&t);
    }
}

#define CHECK_EXAMPLES(v) check_examples(v, sizeof(v) / sizeof(v)[0])

static void commands_come_first(void **state)
{
    static const struct example examples[] = {
        {"ti", "times"},
        {"rel", "relapse"},
        {"s", "summary|sensitivity|steps|segments|setup|shard"},
        {"TI", ""},
        {"-", "--help|-h|--version"},
        {"--v", "--version"},
        {"no-such", ""},
        {"no-such|", ""},
        {"version|", "--help|-h"},
        {"version|x|", "--help|-h"},
        {"complete|ti", ""},
        {"complete|--|ti", ""},
    };
    struct typed none = {.n = 0};
    struct completion c = {0};
    struct diags ds = {0};
    size_t n = 0;
    (void)state;
    CHECK_EXAMPLES(examples);
    assert_int_equal(completion_find(&c, none.v, 0, &ds), 0);
    while (command_at(n))
        n++;
    assert_int_equal(c.n, n);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(c.v[i].value, command_at(i)->name);
        assert_string_equal(c.v[i].meaning, command_at(i)->summary);
    }
    completion_release(&c);
}

static void options_are_those_of_the_command_that_were_not_given(void **state)
{
    static const struct example examples[] = {
        {"times|--co", "--councils|--council|--conf|--columns|--color"},
        {"case|--co", "--councils|--columns|--color"},
        {"times|--c", "--councils|--council|--clock|--conf|--columns|--color"},
        {"times|-C", "-C"},
        {"times|-c", "-c"},
        {"times|-X", ""},
        {"times|--yearly", ""},
        {"incidence|--ye", "--yearly"},
        {"times|-q|--qu", ""},
        {"times|-qv|--verb", ""},
        {"times|--quiet|-q", ""},
        {"times|-f|csv|--fo", ""},
        {"times|-fcsv|--fo", ""},
        {"times|--format=csv|-f", ""},
        {"times|-q|-C|Leeds|--counci", "--councils|--council"}, /* repeatable */
        {"times|--NO", ""},
        {"times|--|--fo", ":file"}, /* an operand */
        {"times|a|--fo", "--format"},
        {"help|--", "--help"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* Whether the value is offered for LINE. */
static bool is_offered(const char *line, const char *value)
{
    struct typed w;
    struct completion c = {0};
    struct diags ds = {0};
    bool found = false;
    cut_words(&w, line);
    assert_int_equal(completion_find(&c, w.v, w.n, &ds), 0);
    for (size_t i = 0; i < c.n; i++)
        found = found || strcmp(c.v[i].value, value) == 0;
    completion_release(&c);
    return found;
}

static void an_option_is_offered_where_it_is_not_refused(void **state)
{
    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        const struct command *command = command_at(i);
        char line[64], name[64];
        snprintf(line, sizeof line, "%s|-", command->name);
        for (size_t k = 0; k < n_option_rows; k++) {
            const char letter[] = {'-', option_rows[k].letter, '\0'};
            const struct options o = {.given = (uint64_t)1 << k};
            struct diags ds = {0};
            bool taken = options_check(&o, command->groups, command->name, &ds) == 0;
            snprintf(name, sizeof name, "--%s", option_rows[k].name);
            if (is_offered(line, name) != taken || (letter[1] && is_offered(line, letter) != taken))
                fail_msg("%s %s: %s", command->name, name, taken ? "taken" : "refused");
            diags_release(&ds);
        }
    }
}

static void every_column_is_offered(void **state)
{
    const struct scale scale = scale_ofsted();
    (void)state;
    for (size_t i = 0; command_at(i); i++) {
        const struct command *command = command_at(i);
        for (int by = 0; by < (command->by_columns ? 2 : 1); by++) {
            const struct column *columns;
            struct arena arena = {0};
            size_t n;
            char line[64];
            assert_int_equal(columns_of_command(command, by, &scale, &arena, &columns, &n), 0);
            snprintf(line, sizeof line, "%s%s%s|-c|", command->name,
                     !by           ? ""
                     : command->by ? "|--by|"
                                   : "|--complete",
                     by && command->by ? command->by : "");
            for (size_t k = 0; k < n; k++)
                if (!is_offered(line, columns[k].name))
                    fail_msg("%s: %s is not offered", line, columns[k].name);
            arena_release(&arena);
        }
    }
}

static void arguments_come_in_each_form_of_an_option(void **state)
{
    static const struct example examples[] = {
        {"times|-f|", "table|csv|tsv|json|jsonl|markdown|xlsx"},
        {"times|-f|js", "json|jsonl"},
        {"chart|curve|-f|", "text|svg"}, /* what the command prints */
        {"times|--format|js", "json|jsonl"},
        {"times|--format=js", "--format=json|--format=jsonl"},
        {"times|-fjs", "-fjson|-fjsonl"},
        {"times|-qfjs", "-qfjson|-qfjsonl"},
        {"times|--partial|", "mid|first|last"},
        {"times|--partial=", "--partial=mid|--partial=first|--partial=last"},
        {"times|--quiet=", ""},
        {"times|--no-such=", ""},
        {"times|-f|-", ""}, /* the argument of -f */
        {"waits|-MIN", ""},
        {"case|x|-Min", "-Min-house"},
        {"times|-o|", ":file"},
        {"times|--output=a/b", ":file--output="},
        {"times|-oa", ":file-o"},
        {"times|--ratings|", ":file"},
        {"import|flat|x|-o|", ":folder"},
        {"import|flat|x|--output=", ":folder--output="},
        {"times|--limit|", ""},
        {"times|--as-of|", ""},
        {"times|--extra-model|", ""},
        {"records|--yearly=", ""}, /* of other commands */
        {"case|--council=", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void operands_are_files_councils_formats_commands_and_topics(void **state)
{
    static const struct example examples[] = {
        {"times|", ":file"},
        {"times|x", ":file"},
        {"times|-q|", ":file"},
        {"times|-f|csv|x", ":file"},
        {"times|-fcsv|x", ":file"},
        {"times|a|b", ""},
        {"diff|a|", ":file"},
        {"case|", "Ashby|Bourne, Castle and Down|Côte Vale|Dunmore|Eastshire|Fenwick|Garth|"
                  "North Eastshire|South Eastshire"},
        {"case|no", "North Eastshire"},
        {"case|Ashby|", ":file"},
        {"case|-q|-c|date|no", "North Eastshire"},
        {"claims|", ":file"},
        {"import|", "auto|ilacs-history|ofsted-outcomes|wide|flat"},
        {"import|fl", "flat"},
        {"chart|cur", "curve"},
        {"chart|dwell|--as", "--as-of"}, /* it cannot be drawn as text */
        {"chart|--as", "--as-of|--ascii"},
        {"chart|timeline|--as", "--as-of|--ascii"},
        {"chart|dwell|--conf|", ""},
        {"chart|curve|", ":file"},
        {"import|flat|", ":file"},
        {"import|flat|a|b|", ":file"},
        {"columns|ti", "times"},
        {"columns|he", ""},
        {"help|da", "data|dates"},
        {"help|d", "data|dates|definitions|diff"},
        {"help|times|x", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void names_of_the_records_match_without_case(void **state)
{
    static const struct example examples[] = {
        {"times|-C|bourne", "Bourne, Castle and Down"},
        {"times|--council=côt", "--council=Côte Vale"},
        {"times|-Cnorth", "-CNorth Eastshire"},
        {"times|-R|", "North|South"},
        {"times|-R|S", "South"},
        {"times|--judgement|", "overall|leaders"},
        {"times|--judgement|overall,", "overall,leaders"},
        {"times|--judgement|leaders,overall,", ""},
        {"times|--judgement|overall, l", "overall, leaders"},
        {"times|--from|201", "2012|2013|2014|2015|2016|2017|2018|2019"},
        {"times|-M|", "in-house|trust|partnership|outsourced|unknown"},
        {"times|-M|TR", "trust"},
        {"times|--extra-model|Joint venture|-M|jo", "Joint venture"},
        {"times|-M|jo", ""},
        {"compare|--extra-model=Joint|--reference|jo", "Joint"},
        {"times|--origin|", "outstanding|good|requires improvement|inadequate"},
        {"times|--target|", "any|outstanding|good|requires improvement"},
        {"times|--origin|requires improvement|--target|", "any|outstanding|good"},
        {"markov|--states|", "outstanding"},
        {"markov|--states|outstanding+", "outstanding+good"},
        {"markov|--states|outstanding+good,re", "outstanding+good,requires improvement"},
        {"markov|--states|outstanding,good,requires improvement,inadequate,", ""},
        {"coverage|--by|", "year"},
        {"setup|--by|", "model"},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

static void columns_are_those_that_the_other_options_make(void **state)
{
    static const struct example examples[] = {
        {"waits|-c|gap_m", "gap_median_years|gap_most_years"},
        {"waits|-c|grade,gap_l", "grade,gap_least_years"},
        {"waits|-c|gap_least_years,gap_l", ""},
        {"waits|--columns=grade,GAP_L", "--columns=grade,gap_least_years"},
        {"waits|--units|months|-c|gap_l", "gap_least_months"},
        {"waits|-c|gap_l|--units", "--units"},
        {"setup|-c|me", ""},
        {"setup|--by|model|-c|me", "measure|median"},
        {"steps|-c|+co", "+code"},
        {"steps|-c|-co", "-council"},
        {"steps|-c|-council,-co", ""},
        {"steps|-c|+code,+", "+code,+source|+code,+region"},
        {"steps|-s|-co", "-council|-code"},
        {"steps|-s|council,-fr", "council,-from_date|council,-from|council,-framework"},
        {"steps|-s|co", "council|code"},
        {"summary|-c|good", "good_now"}, /* one a grade */
        {"steps|-w|mo", "model="},
        {"steps|-w|model=", "model=in-house|model=trust|model=partnership|model=outsourced|"
                            "model=unknown"},
        {"steps|-w|model!=tr", "model!=trust"},
        {"steps|--where=model=tr", "--where=model=trust"},
        {"steps|-w|from>=g", "from>=good"},
        {"steps|-w|from<=o", "from<=outstanding"},
        {"steps|-w|council=no", "council=North Eastshire"},
        {"records|-w|region=n", "region=North"},
        {"steps|-w|region=n", "region=North"},
        {"steps|-w|council~no", ""},
        {"steps|-w|change=", ""},
        {"steps|-w|no_such=", ""},
        {"help|-c|", ""},
    };
    (void)state;
    CHECK_EXAMPLES(examples);
}

/* A folder of its own with a file of ratings; the line at hand. */
struct folder {
    char path[TEST_PATH], line[256];
};

static void place_open(struct folder *p, const char *ratings)
{
    char path[96];
    make_test_folder(p->path);
    snprintf(path, sizeof path, "%s/ratings.csv", p->path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(ratings, file);
    assert_int_equal(fclose(file), 0);
}

static void place_close(struct folder *p)
{
    char path[96];
    snprintf(path, sizeof path, "%s/ratings.csv", p->path);
    unlink(path);
    assert_int_equal(rmdir(p->path), 0);
}

static void check_in(struct folder *p, const char *before, const char *after, const char *expected)
{
    snprintf(p->line, sizeof p->line, "%s%s%s", before, p->path, after);
    const struct example example = {p->line, expected};
    check_examples(&example, 1);
}

static void names_are_those_of_the_dataset_on_the_line(void **state)
{
    struct folder p;
    (void)state;
    place_open(&p, "council,inspected,grade\n"
                   "King's Cross,2001-01-01,good\n"
                   "\"do \"\"it\"\" for $5\",2003-01-01,good\n"
                   "\"two\nlines\",2002-01-01,good\n"
                   "two\ttabs,2002-01-01,good\n"
                   "Bad date,2002-13-01,good\n");
    check_in(&p, "times|", "|-C|ki", "King's Cross");
    check_in(&p, "times|--ratings=", "/ratings.csv|-C|ki", "King's Cross");
    check_in(&p, "times|-q|--|", "|", "");
    check_in(&p, "times|", "|-C|do", "do \"it\" for $5");
    check_in(&p, "times|", "|-C|two", ""); /* no line could hold them */
    check_in(&p, "times|", "|-C|Ash", "");
    check_in(&p, "times|", "|--from|", "2001|2002|2003");
    check_in(&p, "case|King|", "|-w|council=k", "council=King's Cross");
    check_in(&p, "diff|", "|x|-w|council=k", "council=King's Cross");
    place_close(&p);
}

static void what_cannot_be_read_leaves_the_bundled_names(void **state)
{
    struct folder p;
    char pipe[96];
    (void)state;
    place_open(&p, "this is no header\n");
    check_in(&p, "times|", "|-C|Ash", "Ashby");
    snprintf(pipe, sizeof pipe, "%s/pipe", p.path);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    check_in(&p, "times|", "/pipe|-C|Ash", "Ashby");
    check_in(&p, "times|--scale|", "/pipe|-C|Ash", "Ashby");
    unlink(pipe);
    place_close(&p);
    static const struct example examples[] = {
        {"times|no/such|-C|Ash", "Ashby"},
        {"times|-|-C|Ash", "Ashby"},
        {"times|--ratings|-|-C|Ash", "Ashby"},
        {"times|--as-of|yesterday|-C|Ash", "Ashby"}, /* what is wrong is not told */
        {"times|--no-such|-C|Ash", "Ashby"},
        {"import|flat|-w|council=Ash", "council=Ashby"},
    };
    CHECK_EXAMPLES(examples);
}

static void a_scale_has_grades_of_its_own(void **state)
{
    static const char scale[] = "label,rank\nbest,2\nworst,1\nnone,\n";
    struct test_file file = file_with_text(scale);
    char line[256];
    struct example e = {line, "best|worst"};
    (void)state;
    struct folder p;
    place_open(&p, "council,inspected,grade\nA,2001-01-01,best\n");
    snprintf(line, sizeof line, "times|%s|--scale|%s|--origin|", p.path, file.path);
    check_examples(&e, 1);
    e.expected = "any|best";
    snprintf(line, sizeof line, "times|%s|--scale|%s|--target|", p.path, file.path);
    check_examples(&e, 1);
    e.expected = "best_now";
    snprintf(line, sizeof line, "summary|%s|--scale|%s|-c|best", p.path, file.path);
    check_examples(&e, 1);
    file_release(&file);
    file = file_with_text("label,rank\nnone,1\nany,2\nmore,3\n"); /* "any" is offered once */
    e.expected = "any|more";
    snprintf(line, sizeof line, "times|%s|--scale|%s|--target|", p.path, file.path);
    check_examples(&e, 1);
    place_close(&p);
    file_release(&file);
}

static bool begins_without_case(const char *s, const char *prefix)
{
    for (; *prefix; s++, prefix++) {
        char a = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
        char b = *prefix >= 'A' && *prefix <= 'Z' ? (char)(*prefix + 32) : *prefix;
        if (a != b)
            return false;
    }
    return true;
}

/* Whatever the line: no fault, and candidates that go on from the last word, each once. */
static void any_line_is_completed_quietly(void **state)
{
    static const char *const pool[] = {
        "times",  "case",  "import",    "help",         "diff",
        "-f",     "-fcsv", "--format=", "-c",           "+",
        "-",      "--",    "",          "a=b",          "-w",
        "model=", "-C",    "Ash",       "-qC",          "--council",
        "=",      ",",     "model,",    "--states",     "+,+",
        "\x80\n", "\t",    "--by",      "--judgement=", "~",
        "-s",     "%s%n",
    };
    enum { POOL = sizeof pool / sizeof pool[0], LINES = 3000 };
    struct random r = random_start();
    (void)state;
    for (int line = 0; line < LINES; line++) {
        const char *words[6];
        size_t n = 1 + random_below(&r, 5);
        struct completion c = {0};
        struct diags ds = {0};
        for (size_t i = 0; i < n; i++)
            words[i] = pool[random_below(&r, i == 0 ? 5 : POOL)];
        assert_int_equal(completion_find(&c, words, n, &ds), 0);
        for (size_t i = 0; i < c.n; i++) {
            if (!begins_without_case(c.v[i].value, words[n - 1]) || strpbrk(c.v[i].value, "\t\n"))
                fail_msg("\"%s\" after %s becomes \"%s\"", words[n - 1], words[0], c.v[i].value);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(c.v[i].value, c.v[k].value);
        }
        completion_release(&c);
        diags_release(&ds);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_come_first),
        cmocka_unit_test(options_are_those_of_the_command_that_were_not_given),
        cmocka_unit_test(an_option_is_offered_where_it_is_not_refused),
        cmocka_unit_test(every_column_is_offered),
        cmocka_unit_test(arguments_come_in_each_form_of_an_option),
        cmocka_unit_test(operands_are_files_councils_formats_commands_and_topics),
        cmocka_unit_test(names_of_the_records_match_without_case),
        cmocka_unit_test(columns_are_those_that_the_other_options_make),
        cmocka_unit_test(names_are_those_of_the_dataset_on_the_line),
        cmocka_unit_test(what_cannot_be_read_leaves_the_bundled_names),
        cmocka_unit_test(a_scale_has_grades_of_its_own),
        cmocka_unit_test(any_line_is_completed_quietly),
    };
    setenv("TURNAROUND_DATA", "tests/golden/small", 1);
    return CHECK_RUN(tests, argc, argv);
}
