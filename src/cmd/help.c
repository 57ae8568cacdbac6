/* help: the overview, and what each command takes and prints. All of it comes from the tables of
 * commands, options and columns. */
#include <string.h>

#include "base/utf8.h"
#include "cmd/cells.h"
#include "cmd/topic.h"

enum { WIDTH = 80, MARGIN = 2, COLUMN = 26 };

/* Adds S in lines of WIDTH columns, each but the first indented by INDENT. USED columns of the
 * first line are taken. */
static void add_filled(struct text *t, const char *s, size_t used, size_t indent)
{
    struct span rest = span_of(s), word;
    bool first = true;
    while (span_next(&rest, ' ', &word)) {
        size_t width = utf8_width(word);
        if (!first && used + 1 + width > WIDTH) {
            text_addf(t, "\n%*s", (int)indent, "");
            used = indent;
            first = true;
        }
        text_addf(t, "%s%.*s", first ? "" : " ", (int)word.length, word.text);
        used += width + !first;
        first = false;
    }
    text_add_char(t, '\n');
}

/* "  TERM                   what it is", the term on a line of its own where it is long. */
static void add_entry(struct text *t, struct span term, const char *meaning)
{
    size_t width = utf8_width(term);
    text_addf(t, "%*s%.*s", MARGIN, "", (int)term.length, term.text);
    if (MARGIN + width + 2 > COLUMN)
        text_addf(t, "\n%*s", COLUMN, "");
    else
        text_addf(t, "%*s", (int)(COLUMN - MARGIN - width), "");
    add_filled(t, meaning, COLUMN, COLUMN);
}

static void add_commands(struct text *t)
{
    for (size_t i = 0; command_at(i); i++)
        add_entry(t, span_of(command_at(i)->name), command_at(i)->summary);
}

static void add_topics(struct text *t)
{
    for (size_t i = 0; topic_at(i); i++)
        add_entry(t, span_of(topic_at(i)->name), topic_at(i)->summary);
}

static void add_overview(struct text *t)
{
    text_add_string(
        t, "turnaround: how councils' children's services recover\n"
           "\n"
           "  turnaround times                      how long does each model take to improve?\n"
           "  turnaround case \"Isle of Wight\"       what happened in one council?\n"
           "  turnaround coverage --at 2024-09-24   who was under which model on a day?\n"
           "  turnaround chart timeline -M trust    what do they look like, side by side?\n"
           "  turnaround report -o report.html      all of it, to hand over\n"
           "\n"
           "usage: turnaround COMMAND [OPTIONS] [DATASET]\n"
           "\n"
           "DATASET is a folder with ratings.csv and, if present, councils.csv and\n"
           "models.csv; or one flat CSV file; or - for that on standard input. Without one,\n"
           "the bundled records of England's councils are read.\n"
           "\n"
           "commands:\n");
    add_commands(t);
    text_add_string(t, "\nturnaround COMMAND --help lists the options and columns of a command.\n"
                       "turnaround help TOPIC tells about one of these:\n\n");
    add_topics(t);
}

/* "-f, --format FORMAT" */
static void add_option_term(struct text *t, const struct option_row *row)
{
    if (row->letter)
        text_addf(t, "-%c, ", row->letter);
    text_addf(t, "--%s", row->name);
    struct span list = span_of(row->choices), choice;
    if (row->argument && !row->choices)
        text_addf(t, " %s", row->argument);
    for (int i = 0; span_next(&list, '|', &choice); i++)
        text_addf(t, "%s%.*s", i ? "|" : " ", (int)choice.length, choice.text);
}

static void add_options(struct text *t, unsigned groups)
{
    struct text term = {0};
    text_add_string(t, "\noptions:\n");
    for (size_t i = 0; i < n_option_rows; i++) {
        if (!(option_rows[i].group & (groups | GROUP_ANY)))
            continue;
        text_clear(&term);
        add_option_term(&term, &option_rows[i]);
        add_entry(t, text_span(&term), option_rows[i].help);
    }
    t->failed = t->failed || text_failed(&term);
    text_release(&term);
}

static void add_columns(struct text *t, const struct command *c, bool by)
{
    const struct scale scale = scale_ofsted();
    struct arena arena = {0};
    const struct column *columns;
    size_t n = 0;
    struct text meaning = {0};
    t->failed = t->failed || columns_of_command(c, by, &scale, &arena, &columns, &n) != 0;
    for (size_t i = 0; i < n; i++) {
        text_clear(&meaning);
        text_addf(&meaning, "%s%s", columns[i].meaning,
                  columns[i].flags & COLUMN_EXTRA ? " (only with -c)" : "");
        add_entry(t, span_of(columns[i].name), text_string(&meaning));
    }
    t->failed = t->failed || text_failed(&meaning);
    text_release(&meaning);
    arena_release(&arena);
}

static void add_terms(struct text *t, const struct command *c)
{
    struct term term;
    text_addf(t, "\n%s:\n", c->terms);
    for (size_t i = 0; c->term(i, &term); i++)
        add_entry(t, span_of(term.name), term.meaning);
}

static void add_command(struct text *t, const struct command *c, const char *operand)
{
    text_addf(t, "turnaround %s: %s\n\nusage: turnaround %s%s\n", c->name, c->summary, c->name,
              c->groups & GROUP_SEGMENTS ? " [OPTIONS] [DATASET | --segments FILE...]"
                                         : operand_kinds[c->operand].usage);
    if (c->row) {
        text_add_char(t, '\n');
        text_add_string(t, "one row per ");
        add_filled(t, c->row, strlen("one row per "), 0);
    }
    if (c->term)
        add_terms(t, c);
    add_options(t, command_groups(c, operand));
    if (c->n_columns > 0) {
        text_add_string(t, "\ncolumns:\n");
        add_columns(t, c, false);
    }
    if (c->by_columns) {
        text_addf(t, "\ncolumns with %s%s:\n", c->by ? "--by " : "--complete", c->by ? c->by : "");
        add_columns(t, c, true);
    }
}

static void add_list(struct text *t, topic_list *list)
{
    struct text name = {0}, meaning = {0};
    for (size_t i = 0; list(i, &name, &meaning); i++) {
        add_entry(t, text_span(&name), text_string(&meaning));
        text_clear(&name);
        text_clear(&meaning);
    }
    t->failed = t->failed || text_failed(&name) || text_failed(&meaning);
    text_release(&name);
    text_release(&meaning);
}

static void add_topic_part(struct text *t, const struct topic_part *part)
{
    if (part->heading)
        text_addf(t, "%s:\n", part->heading);
    else if (part->list)
        add_list(t, part->list);
    else if (part->term)
        add_entry(t, span_of(part->term), part->text);
    else
        add_filled(t, part->text, 0, 0);
}

static bool is_entry(const struct topic_part *part)
{
    return part->term || part->list;
}

static void add_topic(struct text *t, const struct topic *topic)
{
    bool goes_on = false; /* without a blank line: terms do, and what stands under a heading */
    text_addf(t, "%s: %s\n", topic->name, topic->summary);
    for (const struct topic_part *part = topic->parts; topic_has(part); part++) {
        bool is_next_entry = part > topic->parts && is_entry(part - 1) && is_entry(part);
        text_add_string(t, goes_on || is_next_entry ? "" : "\n");
        add_topic_part(t, part);
        goes_on = part->heading != NULL;
    }
}

static int put(struct text *t, struct sink *sink, struct diags *ds)
{
    int status = text_failed(t) ? diags_no_memory(ds) : 0;
    if (status == 0)
        sink_put(sink, text_span(t));
    text_release(t);
    return status;
}

int help_print(const struct command *command, const char *operand, struct sink *sink,
               struct diags *ds)
{
    struct text t = {0};
    if (command)
        add_command(&t, command, operand);
    else
        add_overview(&t);
    return put(&t, sink, ds);
}

static int unknown(const char *name, struct diags *ds)
{
    struct nearest near = {.wanted = span_of(name)};
    for (size_t i = 0; command_at(i); i++)
        nearest_try(&near, command_at(i)->name);
    for (size_t i = 0; topic_at(i); i++)
        nearest_try(&near, topic_at(i)->name);
    return nearest_fault(&near, "command or topic", ds);
}

static int print(const struct session *s, struct sink *sink, struct diags *ds)
{
    const struct command *command = s->subject ? command_find(s->subject) : NULL;
    const struct topic *topic = s->subject ? topic_find(s->subject) : NULL;
    struct text t = {0};
    if (!topic)
        return s->subject && !command ? unknown(s->subject, ds)
                                      : help_print(command, NULL, sink, ds);
    add_topic(&t, topic);
    return put(&t, sink, ds);
}

const struct command command_help = {
    .name = "help",
    .summary = "How is this used, and what do the words mean?",
    .operand = OPERAND_TOPIC,
    .print = print,
};
