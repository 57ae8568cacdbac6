/* man_tables SECTION: the options, the commands, the kinds of charts, the formats that are
 * imported, the kinds of claims or a topic of help of the program as mdoc, for src/turnaround.1;
 * `man_tables topics` names the topics. */
#include <stdio.h>
#include <string.h>

#include "cmd/cells.h"
#include "cmd/charts.h"
#include "cmd/topic.h"
#include "load/import.h"
#include "record/claim.h"

/* A line of text: what mdoc would take for a request or an escape is written out. */
static void put_text(const char *s)
{
    if (*s == '.' || *s == '\'')
        fputs("\\&", stdout);
    for (; *s; s++)
        fputs(*s == '\\' ? "\\e" : (const char[]){*s, '\0'}, stdout);
    putchar('\n');
}

static void put_choices(const char *choices)
{
    struct span list = span_of(choices), choice;
    for (int i = 0; span_next(&list, '|', &choice); i++)
        printf("%s%.*s", i ? " | " : " Cm ", (int)choice.length, choice.text);
}

/* The commands that take the option, where not nearly all do. */
static void put_takers(unsigned group)
{
    int n = 0, all = 0;
    for (size_t i = 0; command_at(i); i++) {
        all += command_at(i)->groups != 0;
        n += (command_at(i)->groups & group) != 0;
    }
    if (n == 0 || n > all / 2)
        return;
    fputs(n == 1 ? "Command:" : "Commands:", stdout);
    for (size_t i = 0, told = 0; command_at(i); i++)
        if (command_at(i)->groups & group)
            printf("%s %s", told++ ? "," : "", command_at(i)->name);
    puts(".");
}

static void put_options(void)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        fputs(".It ", stdout);
        if (row->letter)
            printf("Fl %c , ", row->letter);
        printf("Fl Fl %s", row->name);
        if (row->choices)
            put_choices(row->choices);
        else if (row->argument)
            printf(" Ar %s", row->argument);
        putchar('\n');
        put_text(row->help);
        put_takers(row->group);
    }
    puts(".El");
}

static void put_columns(const struct command *c, bool by)
{
    const struct scale scale = scale_ofsted();
    struct arena arena = {0};
    const struct column *columns;
    size_t n = 0;
    if (columns_of_command(c, by, &scale, &arena, &columns, &n) != 0)
        return;
    puts(".Bl -tag -width Ds -compact");
    for (size_t i = 0; i < n; i++) {
        printf(".It Li %s\n", columns[i].name);
        printf("%s%s%s%s", column_type_name[columns[i].type], columns[i].unit ? ", " : "",
               columns[i].unit ? columns[i].unit : "",
               columns[i].flags & COLUMN_EXTRA ? ", only if asked for: " : ": ");
        put_text(columns[i].meaning);
    }
    puts(".El");
    arena_release(&arena);
}

static void put_commands(void)
{
    for (size_t i = 0; command_at(i); i++) {
        const struct command *c = command_at(i);
        printf(".Ss %s\n", c->name);
        put_text(c->summary);
        if (c->row) {
            fputs("One row per ", stdout);
            put_text(c->row);
        }
        if (c->n_columns > 0)
            put_columns(c, false);
        if (c->by_columns) {
            if (c->by)
                printf(".Pp\nWith\n.Fl Fl by Cm %s :\n", c->by);
            else
                puts(".Pp\nWith\n.Fl Fl complete :");
            put_columns(c, true);
        }
    }
}

static void put_fields(const char *before, unsigned fields)
{
    static const char *const names[] = {"council", "model", "judgement", "date",
                                        "until",   "grade", "value",     "tolerance"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (fields >> i & 1) {
            printf("%s%s", before, names[i]);
            before = ", ";
        }
}

static void put_claims(void)
{
    puts(".Bl -tag -width Ds -compact");
    for (int i = 0; i < CLAIM_KIND_COUNT; i++) {
        const struct claim_kind_row *kind = &claim_kinds[i];
        printf(".It Li %s\n", kind->name);
        put_fields("needs ", kind->needs);
        put_fields("; may have ", kind->may);
        fputs(";\nholds if ", stdout);
        put_text(kind->meaning);
    }
    puts(".El");
}

static void put_charts(void)
{
    puts(".Bl -tag -width Ds -compact");
    for (size_t i = 0; chart_kind_at(i); i++) {
        const struct chart_kind *kind = chart_kind_at(i);
        printf(".It Cm %s\n", kind->name);
        put_text(kind->meaning);
        printf("(as SVG%s; the numbers of %s)\n", kind->has_text ? " and as text" : "",
               kind->numbers);
    }
    puts(".El");
}

static void put_importers(void)
{
    for (size_t i = 0; importer_at(i); i++) {
        printf(".It Cm %s\n", importer_name(importer_at(i)));
        put_text(importer_summary(importer_at(i)));
    }
}

/* A word of prose: the dashes of an option are not those at which lines may be broken. */
static void put_word(struct span word)
{
    bool is_option = word.length > 1 && word.text[0] == '-';
    for (size_t i = 0; i < word.length; i++)
        if (word.text[i] == '\\')
            fputs("\\e", stdout);
        else
            printf("%s%c", is_option && word.text[i] == '-' ? "\\" : "", word.text[i]);
}

/* Whether a sentence ends with WORD; mdoc has each on a line of its own. */
static bool ends_sentence(struct span word)
{
    return word.length > 1 && word.text[word.length - 1] == '.';
}

static void put_prose(const char *s)
{
    struct span rest = span_of(s), word;
    bool is_first = true;
    while (span_next(&rest, ' ', &word)) {
        bool is_special = word.length > 0 && (word.text[0] == '.' || word.text[0] == '\'');
        fputs(is_first ? "" : " ", stdout);
        fputs(is_first && is_special ? "\\&" : "", stdout);
        put_word(word);
        is_first = ends_sentence(word) && rest.text;
        fputs(is_first ? "\n" : "", stdout);
    }
    putchar('\n');
}

static void put_term(const char *s)
{
    fputs(".It Li ", stdout);
    put_prose(s);
}

static void put_list(topic_list *list)
{
    struct text name = {0}, meaning = {0};
    for (size_t i = 0; list(i, &name, &meaning); i++) {
        put_term(text_string(&name));
        put_prose(text_string(&meaning));
        text_clear(&name);
        text_clear(&meaning);
    }
    text_release(&name);
    text_release(&meaning);
}

static void put_entry(const struct topic_part *part)
{
    if (part->list) {
        put_list(part->list);
        return;
    }
    put_term(part->term);
    put_prose(part->text);
}

static void put_topic(const struct topic *topic)
{
    bool is_open = false, is_first = true; /* a list; the section, which needs no .Pp */
    for (const struct topic_part *part = topic->parts; topic_has(part); part++) {
        bool is_entry = part->term || part->list;
        if (is_entry != is_open)
            puts(is_entry ? ".Bl -tag -width Ds -compact" : ".El");
        is_open = is_entry;
        if (is_entry) {
            put_entry(part);
        } else if (part->heading) {
            printf(".Ss %s\n", part->heading);
        } else {
            fputs(is_first ? "" : ".Pp\n", stdout);
            put_prose(part->text);
        }
        is_first = part->heading != NULL;
    }
    if (is_open)
        puts(".El");
}

/* Of the topics, which the page must have as sections. */
static void put_names(void)
{
    for (size_t i = 0; topic_at(i); i++)
        puts(topic_at(i)->name);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "options") == 0)
        put_options();
    else if (argc == 2 && strcmp(argv[1], "commands") == 0)
        put_commands();
    else if (argc == 2 && strcmp(argv[1], "charts") == 0)
        put_charts();
    else if (argc == 2 && strcmp(argv[1], "claims") == 0)
        put_claims();
    else if (argc == 2 && strcmp(argv[1], "importers") == 0)
        put_importers();
    else if (argc == 2 && strcmp(argv[1], "topics") == 0)
        put_names();
    else if (argc == 2 && topic_find(argv[1]))
        put_topic(topic_find(argv[1]));
    else
        return 2;
    return 0;
}
