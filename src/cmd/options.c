#include "cmd/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/nearest.h"
#include "base/number.h"
#include "base/text.h"

#define AT(member) offsetof(struct options, member)

const struct option_row option_rows[] = {
    {0, "ratings", OPTION_TEXT, AT(ratings), GROUP_PARTS, "FILE", NULL,
     "take the judgements from FILE (- is standard input)", OFFER_FILE},
    {0, "models", OPTION_TEXT, AT(models), GROUP_PARTS, "FILE", NULL,
     "take the delivery-model spells from FILE", OFFER_FILE},
    {0, "councils", OPTION_TEXT, AT(councils), GROUP_PARTS | GROUP_IMPORT, "FILE", NULL,
     "take the councils from FILE", OFFER_FILE},
    {0, "dates", OPTION_CHOICE, AT(dates), GROUP_READING, "ORDER", "iso|dmy|mdy",
     "read 13/02/2019 and 13/02/19 (1970-2069) too, day or month first", OFFER_CHOICE},
    {0, "scale", OPTION_TEXT, AT(scale), GROUP_READING, "FILE", NULL,
     "grades from FILE (label,rank; higher is better; empty rank: no grade) for Ofsted's",
     OFFER_FILE},
    {0, "extra-model", OPTION_LIST, AT(extra_models), GROUP_READING | GROUP_SEGMENTS, "NAME", NULL,
     "admit one more delivery model", OFFER_NOTHING},
    {0, "threads", OPTION_CHOICE, AT(threads), GROUP_READING, "N", "1|2|3|4|5|6|7|8",
     "read large files with N threads (default: one for each processor, up to 8)", OFFER_CHOICE},
    {0, "keep-going", OPTION_FLAG, AT(keep_going), GROUP_KEEP, NULL, NULL,
     "leave out records that have errors, and count them in the notes", OFFER_NOTHING},

    {'C', "council", OPTION_LIST, AT(council), GROUP_SELECT, "NAME", NULL,
     "only this council, by name or code", OFFER_COUNCIL},
    {'R', "region", OPTION_LIST, AT(region), GROUP_SELECT, "NAME", NULL,
     "only councils of this region", OFFER_REGION},
    {'M', "model", OPTION_LIST, AT(model), GROUP_MODEL, "NAME", NULL,
     "only rows of this delivery model; with --attribute ever, the model compared", OFFER_MODEL},
    {0, "from", OPTION_DATE, AT(from), GROUP_PERIOD, "DATE", NULL,
     "only what is dated on or after DATE: inspections, events; episodes by origin, spells by "
     "start",
     OFFER_YEAR},
    {0, "to", OPTION_DATE, AT(to), GROUP_PERIOD, "DATE", NULL,
     "only what is dated on or before DATE", OFFER_YEAR},

    {0, "as-of", OPTION_DAY, AT(as_of), GROUP_STUDY | GROUP_AS_OF, "DATE", NULL,
     "as things stood on DATE (default: the latest date in the data)", OFFER_NOTHING},
    {0, "date", OPTION_CHOICE, AT(date_basis), GROUP_STUDY, "BASIS", "inspected|published",
     "date inspections by their first day on site or by publication", OFFER_CHOICE},
    {0, "judgement", OPTION_TEXT, AT(judgement), GROUP_STUDY, "LIST", NULL,
     "the judgement that counts: of LIST the first that has a grade (default: overall)",
     OFFER_JUDGEMENT},
    {0, "partial", OPTION_CHOICE, AT(partial), GROUP_STUDY | GROUP_AS_OF, "PLACE", "mid|first|last",
     "place YYYY-MM and YYYY at the 15th and 1 July, the first or the last day", OFFER_CHOICE},
    {0, "uncovered", OPTION_CHOICE, AT(uncovered), GROUP_STUDY, "MODEL", "in-house|unknown",
     "the model of days without a spell (default: in-house, or unknown in data without any)",
     OFFER_CHOICE},
    {0, "scope", OPTION_CHOICE, AT(scope), GROUP_STUDY, "SCOPE", "all|full",
     "full leaves out spells marked boundary", OFFER_CHOICE},

    {0, "origin", OPTION_TEXT, AT(origin), GROUP_ORIGIN, "GRADE", NULL,
     "an episode opens at this grade or below (default: the lowest, inadequate)", OFFER_GRADE},
    {0, "target", OPTION_TEXT, AT(target), GROUP_EPISODES, "GRADE", NULL,
     "and ends at this grade or above (default: any above the origin's)", OFFER_TARGET},
    {0, "episodes", OPTION_CHOICE, AT(episodes), GROUP_EPISODES, "WHICH", "all|first",
     "all episodes or each council's first", OFFER_CHOICE},
    {0, "lineage", OPTION_CHOICE, AT(lineage), GROUP_EPISODES, "WHICH", "successors|none",
     "whether successors take over the open episodes of abolished councils", OFFER_CHOICE},

    {0, "attribute", OPTION_CHOICE, AT(attribute), GROUP_GROUPS, "RULE", "current|origin|ever",
     "time and events to the model in force, the model at the origin, or (biased) ever had",
     OFFER_CHOICE},
    {0, "clock", OPTION_CHOICE, AT(clock), GROUP_CLOCK, "CLOCK", "origin|model",
     "count time from the judgement, or from when the model took over", OFFER_CHOICE},
    {0, "landmark", OPTION_INTEGER, AT(landmark), GROUP_GROUPS, "DAYS", NULL,
     "those still at risk then, by the model on that day", OFFER_NOTHING},
    {0, "conf", OPTION_REAL, AT(confidence), GROUP_LIMITS, "LEVEL", NULL,
     "confidence level of limits (default: 0.95)", OFFER_NOTHING},
    {0, "tau", OPTION_REAL, AT(tau), GROUP_TAU, "YEARS", NULL,
     "bound of the restricted mean (default: 5)", OFFER_NOTHING},
    {0, "min-n", OPTION_INTEGER, AT(min_n), GROUP_GROUPS, "N", NULL,
     "no estimates for groups of fewer than N episodes", OFFER_NOTHING},

    {0, "reference", OPTION_TEXT, AT(reference), GROUP_REFERENCE, "NAME", NULL,
     "the model that the others are compared with (default: in-house)", OFFER_MODEL},
    {0, "ties", OPTION_CHOICE, AT(ties), GROUP_TESTS, "METHOD", "efron|breslow",
     "how Cox models take events of one day", OFFER_CHOICE},
    {0, "seed", OPTION_INTEGER, AT(seed), GROUP_TESTS, "N", NULL,
     "seed of permutations that are sampled (default: 1)", OFFER_NOTHING},

    {0, "at", OPTION_TEXT, AT(at), GROUP_AT, "DATE", NULL,
     "on these days (coverage and mix take several, with commas between)", OFFER_NOTHING},
    {0, "by", OPTION_TEXT, AT(by), GROUP_BY, "WHAT", NULL, "coverage: year; setup: model",
     OFFER_BY},
    {0, "yearly", OPTION_FLAG, AT(yearly), GROUP_YEARLY, NULL, NULL,
     "at whole years, not at each time at which something happened", OFFER_NOTHING},
    {0, "states", OPTION_TEXT, AT(states), GROUP_STATES, "LIST", NULL,
     "states, best first, with commas between; + joins the grades of one", OFFER_STATES},
    {0, "complete", OPTION_FLAG, AT(complete), GROUP_COMPLETE, NULL, NULL,
     "all that times, curve, compare, incidence and rates are made of, for their --segments",
     OFFER_NOTHING},
    {0, "segments", OPTION_LIST, AT(segments), GROUP_SEGMENTS, "FILE", NULL,
     "in place of DATASET, of FILE and what other files are named (- is standard input), which "
     "segments --complete wrote",
     OFFER_FILE},
    {0, "map", OPTION_LIST, AT(map), GROUP_IMPORT, "JUDGEMENT=COLUMN", NULL,
     "of a wide file: the column that holds the grades of this judgement", OFFER_NOTHING},
    {0, "exit-code", OPTION_FLAG, AT(exit_code), GROUP_EXIT, NULL, NULL,
     "exit with 1 where there is something to look at: a difference, a verdict not as expected, "
     "a record not used",
     OFFER_NOTHING},

    {0, "improved", OPTION_FLAG, AT(improved), GROUP_IMPROVED, NULL, NULL,
     "curve: the share that has improved, not the share that has not", OFFER_NOTHING},
    {0, "ascii", OPTION_FLAG, AT(ascii), GROUP_ASCII, NULL, NULL,
     "draw in a terminal with ASCII alone", OFFER_NOTHING},
    {'f', "format", OPTION_TEXT, AT(format), GROUP_OUTPUT | GROUP_WRITE, "FORMAT", NULL,
     "table (default), csv, tsv, json, jsonl, markdown or xlsx; of a chart text (default) or svg; "
     "of "
     "a report html (default) or xlsx",
     OFFER_FORMAT},
    {'o', "output", OPTION_TEXT, AT(output), GROUP_OUTPUT | GROUP_WRITE, "FILE", NULL,
     "write to FILE, whole or not at all; its ending gives the format unless -f does (import, "
     "shard: write to this folder)",
     OFFER_OUTPUT},
    {'c', "columns", OPTION_TEXT, AT(columns), GROUP_OUTPUT, "LIST", NULL,
     "these columns; +NAME adds one, -NAME drops one", OFFER_COLUMNS},
    {'s', "sort", OPTION_TEXT, AT(sort), GROUP_OUTPUT, "LIST", NULL,
     "sort by these columns, -NAME descending; grades by rank, missing last", OFFER_SORT},
    {'w', "where", OPTION_LIST, AT(where), GROUP_OUTPUT, "COL=V", NULL,
     "only rows where this holds; also != < <= > >= and ~ (regular expression)", OFFER_WHERE},
    {0, "limit", OPTION_INTEGER, AT(limit), GROUP_OUTPUT, "N", NULL, "at most N rows",
     OFFER_NOTHING},
    {0, "no-header", OPTION_FLAG, AT(no_header), GROUP_OUTPUT, NULL, NULL, "no line of headings",
     OFFER_NOTHING},
    {0, "digits", OPTION_DIGITS, AT(digits), GROUP_OUTPUT, "N", NULL,
     "decimals of numbers (default: one for years in tables, exact in other formats)",
     OFFER_NOTHING},
    {0, "units", OPTION_CHOICE, AT(units), GROUP_OUTPUT, "UNIT", "years|months|days",
     "durations in this unit; columns in years are renamed to match", OFFER_CHOICE},
    {0, "excel", OPTION_FLAG, AT(excel), GROUP_OUTPUT, NULL, NULL,
     "CSV that Excel opens as it is: byte-order mark, CRLF, ' before text like a formula",
     OFFER_NOTHING},
    {0, "width", OPTION_INTEGER, AT(width), GROUP_OUTPUT | GROUP_LINES, "N", NULL,
     "fold tables, and fit charts as text, to N columns (default: the terminal's; 0: never)",
     OFFER_NOTHING},
    {0, "color", OPTION_CHOICE, AT(color), GROUP_OUTPUT | GROUP_LINES, "WHEN", "auto|always|never",
     "colour; auto is on a terminal, unless NO_COLOR is set", OFFER_CHOICE},

    {0, "errors", OPTION_CHOICE, AT(errors), GROUP_MESSAGES, "FORMAT", "text|json",
     "how problems are told on standard error", OFFER_CHOICE},
    {0, "max-errors", OPTION_INTEGER, AT(max_errors), GROUP_MESSAGES, "N", NULL,
     "tell at most N problems (default: 20; of check, 100,000 errors and as many warnings), "
     "and how many more there are",
     OFFER_NOTHING},
    {'q', "quiet", OPTION_FLAG, AT(quiet), GROUP_MESSAGES, NULL, NULL, "no notes, no progress",
     OFFER_NOTHING},
    {'v', "verbose", OPTION_FLAG, AT(verbose), GROUP_MESSAGES, NULL, NULL,
     "warnings counted by code, columns that are not used told too", OFFER_NOTHING},
    {'h', "help", OPTION_FLAG, AT(help), GROUP_ANY, NULL, NULL, "show options and columns",
     OFFER_NOTHING},
};

const size_t n_option_rows = sizeof option_rows / sizeof option_rows[0];

enum { LONG_BASE = 256 }; /* getopt's value of a long option: this plus its row */

static void set_defaults(struct options *o)
{
    *o = (struct options){.threads = -1,
                          .max_errors = 20,
                          .landmark = -1,
                          .confidence = 0.95,
                          .tau = 5,
                          .seed = 1,
                          .limit = -1,
                          .digits = -1,
                          .width = -1};
}

static void *member(struct options *o, const struct option_row *row)
{
    return (char *)o + row->offset;
}

static int wrong(const struct option_row *row, const char *value, const char *expected,
                 struct diags *ds)
{
    return diags_fault(ds, FAULT_USAGE, "--%s %s: expected %s", row->name, value, expected);
}

static int set_choice(struct options *o, const struct option_row *row, const char *value,
                      struct diags *ds)
{
    struct span list = span_of(row->choices), choice;
    struct text expected = {0};
    for (int i = 0; span_next(&list, '|', &choice); i++) {
        if (span_equals(choice, span_of(value))) {
            memcpy(member(o, row), &i, sizeof i);
            text_release(&expected);
            return 0;
        }
        text_addf(&expected, "%s%.*s",
                  i == 0      ? ""
                  : list.text ? ", "
                              : " or ",
                  (int)choice.length, choice.text);
    }
    return diags_finish_text(&expected, wrong(row, value, text_string(&expected), ds), ds);
}

static int set_date(struct options *o, const struct option_row *row, const char *value,
                    struct diags *ds)
{
    struct date date;
    if (date_parse(span_of(value), DATE_ISO_ONLY, &date) != DATE_OK)
        return wrong(row, value,
                     row->kind == OPTION_DAY ? "a date, YYYY-MM-DD"
                                             : "a date, YYYY-MM-DD, YYYY-MM or YYYY",
                     ds);
    if (row->kind == OPTION_DAY && date_precision(date) != DATE_DAY)
        return wrong(row, value, "a date with its day, YYYY-MM-DD", ds);
    memcpy(member(o, row), &date, sizeof date);
    return 0;
}

static int set_number(struct options *o, const struct option_row *row, const char *value,
                      struct diags *ds)
{
    int64_t integer;
    double real;
    if (row->kind != OPTION_REAL) {
        bool is_digits = row->kind == OPTION_DIGITS;
        if (!number_parse_integer(span_of(value), 0, is_digits ? 30 : 1000000000, &integer))
            return wrong(row, value,
                         is_digits ? "a whole number from 0 to 30"
                                   : "a whole number from 0 to 1,000,000,000",
                         ds);
        memcpy(member(o, row), &integer, sizeof integer);
        return 0;
    }
    if (!number_parse(span_of(value), &real) || real <= 0)
        return wrong(row, value, "a number above 0", ds);
    memcpy(member(o, row), &real, sizeof real);
    return 0;
}

static int add_to_list(struct list *list, const char *value, struct diags *ds)
{
    if (ARRAY_ROOM(list) != 0)
        return diags_no_memory(ds);
    list->v[list->n++] = value;
    return 0;
}

static int set_option(struct options *o, const struct option_row *row, const char *value,
                      struct diags *ds)
{
    const bool yes = true;
    o->given |= (uint64_t)1 << (row - option_rows);
    switch (row->kind) {
    case OPTION_FLAG:
        memcpy(member(o, row), &yes, sizeof yes);
        return 0;
    case OPTION_TEXT:
        memcpy(member(o, row), &value, sizeof value);
        return 0;
    case OPTION_LIST:
        return add_to_list(member(o, row), value, ds);
    case OPTION_CHOICE:
        return set_choice(o, row, value, ds);
    case OPTION_DATE:
    case OPTION_DAY:
        return set_date(o, row, value, ds);
    case OPTION_INTEGER:
    case OPTION_DIGITS:
    case OPTION_REAL:
        return set_number(o, row, value, ds);
    }
    return 0;
}

/* getopt_long's own tables, made from ours. Short options come first of all with '-' (operands in
 * their turn) and ':' (a missing argument is told from an unknown option). */
struct getopt_tables {
    struct option *longs;
    struct text shorts;
};

static int make_tables(struct getopt_tables *t)
{
    t->longs = calloc(n_option_rows + 1, sizeof *t->longs);
    text_add_string(&t->shorts, "-:");
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        bool has_argument = row->kind != OPTION_FLAG;
        if (row->letter)
            text_addf(&t->shorts, "%c%s", row->letter, has_argument ? ":" : "");
        if (t->longs)
            t->longs[i] = (struct option){row->name, has_argument ? required_argument : no_argument,
                                          NULL, LONG_BASE + (int)i};
    }
    return t->longs && !text_failed(&t->shorts) ? 0 : -1;
}

const struct option_row *option_lettered(int letter)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (option_rows[i].letter == letter && letter)
            return &option_rows[i];
    return NULL;
}

const struct option_row *option_named(struct span name)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if (span_equals(span_of(option_rows[i].name), name))
            return &option_rows[i];
    return NULL;
}

/* Whether WORD, "--name" or "--name=value", has the row's full name. */
static bool is_full_name(const char *word, const struct option_row *row)
{
    size_t length = strcspn(word + 2, "=");
    return length == strlen(row->name) && strncmp(word + 2, row->name, length) == 0;
}

static int unknown(const char *word, struct diags *ds)
{
    struct span name = {word, strcspn(word, "=")};
    struct span bare = {word + 2, name.length >= 2 ? name.length - 2 : 0};
    struct nearest near = {.wanted = bare};
    for (size_t i = 0; i < n_option_rows && bare.length > 0 && !near.best; i++)
        if (strncmp(option_rows[i].name, bare.text, bare.length) == 0)
            near.best = option_rows[i].name; /* an abbreviation: at no distance */
    for (size_t i = 0; i < n_option_rows; i++)
        nearest_try(&near, option_rows[i].name);
    diags_set_fault(ds, FAULT_USAGE, "there is no option %.*s", (int)name.length, name.text);
    return near.best ? diags_hint(ds, "the nearest is --%s", near.best) : -1;
}

/* What getopt_long could not take: WORD is the argument that it looked at. */
static int refuse(int c, const char *word, struct diags *ds)
{
    if (strncmp(word, "--", 2) != 0) {
        const char letter[] = {'-', (char)optopt, '\0'};
        return c == ':' ? diags_fault(ds, FAULT_USAGE, "option %s needs an argument", letter)
                        : diags_fault(ds, FAULT_USAGE, "there is no option %s", letter);
    }
    for (size_t i = 0; i < n_option_rows; i++)
        if (is_full_name(word, &option_rows[i]))
            return diags_fault(ds, FAULT_USAGE, "option --%s %s", option_rows[i].name,
                               c == ':' ? "needs an argument" : "takes no argument");
    return unknown(word, ds);
}

static int take(struct options *o, int c, const char *word, struct diags *ds)
{
    if (c == 1)
        return add_to_list(&o->operands, optarg, ds);
    if (c == '?' || c == ':')
        return refuse(c, word, ds);
    const struct option_row *row =
        c >= LONG_BASE ? &option_rows[c - LONG_BASE] : option_lettered(c);
    if (!row || (c >= LONG_BASE && !is_full_name(word, row)))
        return unknown(word, ds);
    return set_option(o, row, optarg, ds);
}

static int parse(struct options *o, int argc, char **argv, const struct getopt_tables *t,
                 struct diags *ds)
{
    optind = 0; /* glibc: begin anew */
    opterr = 0;
    for (;;) {
        int at = optind ? optind : 1;
        int c = getopt_long(argc, argv, text_string(&t->shorts), t->longs, NULL);
        if (c == -1)
            break;
        if (take(o, c, argv[at], ds) != 0)
            return -1;
    }
    for (int i = optind; i < argc; i++)
        if (add_to_list(&o->operands, argv[i], ds) != 0)
            return -1;
    return 0;
}

int options_parse(struct options *o, int argc, char **argv, struct diags *ds)
{
    struct getopt_tables t = {0};
    set_defaults(o);
    int status = make_tables(&t) == 0 ? parse(o, argc, argv, &t, ds) : diags_no_memory(ds);
    free(t.longs);
    text_release(&t.shorts);
    return status;
}

int options_check(const struct options *o, unsigned groups, const char *command, struct diags *ds)
{
    for (size_t i = 0; i < n_option_rows; i++)
        if ((o->given >> i & 1) && !(option_rows[i].group & (groups | GROUP_ANY)))
            return diags_fault(ds, FAULT_USAGE, "option --%s has no effect on %s",
                               option_rows[i].name, command);
    return 0;
}

bool options_has(const struct options *o, const char *name)
{
    const struct option_row *row = option_named(span_of(name));
    return row && (o->given >> (row - option_rows) & 1);
}

void options_release(struct options *o)
{
    free(o->extra_models.v);
    free(o->council.v);
    free(o->model.v);
    free(o->region.v);
    free(o->where.v);
    free(o->map.v);
    free(o->segments.v);
    free(o->operands.v);
    *o = (struct options){0};
}
