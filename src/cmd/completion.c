#include "cmd/completion.h"

#include <stdlib.h>
#include <string.h>

#include "offers.h"

/* What was typed before the word that is completed. */
struct line {
    const struct command *command;
    const struct option_row *pending; /* the option whose argument comes next */
    bool is_ended;                    /* "--" was there */
    const char *operand;              /* the first; NULL: none yet */
    size_t n_operands;
    uint64_t given; /* bits of options */
};

static uint64_t bit_of(const struct option_row *row)
{
    return (uint64_t)1 << (row - option_rows);
}

static bool takes_argument(const struct option_row *row)
{
    return row && row->kind != OPTION_FLAG;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* "--name=value" cut in two; *VALUE is NULL where there is none. The row, or NULL. */
static const struct option_row *cut_long(const char *word, const char **value)
{
    size_t n = strcspn(word + 2, "=");
    *value = word[2 + n] ? word + 2 + n + 1 : NULL;
    return option_named((struct span){word + 2, n});
}

/* Of "-qCLeeds", flags and then at most one option with an argument: that one, or NULL, and where
 * its argument begins. Adds the letters to *GIVEN. */
static const struct option_row *cut_letters(const char *word, const char **value, uint64_t *given)
{
    for (const char *p = word + 1; *p; p++) {
        const struct option_row *row = option_lettered(*p);
        if (row)
            *given |= bit_of(row);
        *value = p + 1;
        if (takes_argument(row))
            return row;
    }
    return NULL;
}

static void take_option(struct line *l, const char *word)
{
    const char *value;
    const struct option_row *row;
    if (word[1] == '-') {
        row = cut_long(word, &value);
        l->given |= row ? bit_of(row) : 0;
        l->pending = takes_argument(row) && !value ? row : NULL;
    } else {
        row = cut_letters(word, &value, &l->given);
        l->pending = row && *value == '\0' ? row : NULL;
    }
}

static void take_word(struct line *l, const char *word)
{
    if (l->pending)
        l->pending = NULL; /* this was its argument */
    else if (!l->is_ended && strcmp(word, "--") == 0)
        l->is_ended = true;
    else if (!l->is_ended && is_option(word))
        take_option(l, word);
    else if (l->n_operands++ == 0)
        l->operand = word;
}

/* As options_parse() has it, of the first N words, the command's name among them. What it cannot
 * read stays as it is by default. 0, or -1 when there is no memory. */
static int read_options(struct options *o, const char *const *words, size_t n, struct arena *arena)
{
    struct diags ds = {0};
    char **argv = arena_alloc(arena, (n + 1) * sizeof *argv);
    for (size_t i = 0; argv && i < n; i++) {
        size_t size = strlen(words[i]) + 1;
        argv[i] = arena_alloc(arena, size);
        if (!argv[i])
            return -1;
        memcpy(argv[i], words[i], size);
    }
    if (!argv)
        return -1;
    options_parse(o, (int)n, argv, &ds); /* what is wrong with them is told when they are used */
    int status = diags_lack_memory(&ds) ? -1 : 0;
    diags_release(&ds);
    return status;
}

/* The part of the word from VALUE on, for the argument of ROW, if the command takes it. */
static void offer_argument(struct asking *a, const struct option_row *row, const char *value)
{
    size_t n = (size_t)(value - a->typed.text);
    if (!(row->group & a->groups))
        return;
    a->lead.length = n;
    a->typed = (struct span){value, a->typed.length - n};
    a->choices = row->choices;
    offer_all(a, row->offers);
}

static void offer_row(struct asking *a, const struct option_row *row)
{
    const char letter[] = {'-', row->letter, '\0'};
    struct text t = {0};
    text_addf(&t, "--%s", row->name);
    offer_word(a, text_span(&t), row->help);
    a->out->failed = a->out->failed || text_failed(&t);
    text_release(&t);
    if (row->letter)
        offer_word(a, span_of(letter), row->help);
}

/* The options of the command, but for those that are there and count once. */
static void offer_options(struct asking *a, const struct line *l)
{
    a->is_option = true;
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        bool is_used = (l->given & bit_of(row)) && row->kind != OPTION_LIST;
        if ((row->group & (a->groups | GROUP_ANY)) && !is_used)
            offer_row(a, row);
    }
}

/* A word that begins with '-'. */
static void offer_for_option(struct asking *a, const struct line *l, const char *word)
{
    const char *value = NULL;
    uint64_t given = 0;
    bool is_long = word[1] == '-';
    const struct option_row *row =
        is_long ? cut_long(word, &value) : cut_letters(word, &value, &given);
    bool has_value = is_long ? value != NULL : row && *value;
    if (has_value && takes_argument(row))
        offer_argument(a, row, value);
    else if (!has_value)
        offer_options(a, l);
}

static void offer_operand(struct asking *a, const struct line *l)
{
    const struct operand_kind *kind = &operand_kinds[l->command->operand];
    const struct option_row *segments = option_named(span_of("segments"));
    if (l->given & bit_of(segments) && a->groups & segments->group)
        offer_all(a, OFFER_FILE);
    else if (l->n_operands < kind->most)
        offer_all(a, l->n_operands > 0 ? kind->later : kind->first);
    else if (!l->is_ended)
        offer_options(a, l);
}

static void offer_last(struct asking *a, const struct line *l, const char *word)
{
    if (l->pending)
        offer_argument(a, l->pending, word);
    else if (!l->is_ended && word[0] == '-')
        offer_for_option(a, l, word);
    else
        offer_operand(a, l);
}

static void offer_commands(struct asking *a)
{
    a->is_option = true;
    for (size_t i = 0; command_at(i); i++)
        offer_word(a, span_of(command_at(i)->name), command_at(i)->summary);
    if (a->typed.length == 0)
        return;
    offer_word(a, span_of("--help"), command_find("help")->summary);
    offer_word(a, span_of("-h"), command_find("help")->summary);
    offer_word(a, span_of("--version"), command_find("version")->summary);
}

static int find(struct asking *a, const char *const *words, size_t n)
{
    struct line l = {.command = command_find(words[0])};
    if (!l.command)
        return 0;
    for (size_t i = 1; i + 1 < n; i++)
        take_word(&l, words[i]);
    size_t n_whole = n - 1 - (l.pending != NULL);
    int status = read_options(&a->options, words, n_whole, &a->out->arena);
    a->command = l.command;
    a->groups = command_groups(l.command, l.operand);
    if (status == 0)
        offer_last(a, &l, words[n - 1]);
    asking_release(a);
    return status;
}

int completion_find(struct completion *c, const char *const *words, size_t n, struct diags *ds)
{
    const char *last = n > 0 ? words[n - 1] : "";
    struct asking a = {.lead = {last, 0}, .typed = span_of(last), .out = c};
    int status = 0;
    if (n <= 1)
        offer_commands(&a);
    else
        status = find(&a, words, n);
    return status == 0 && !c->failed ? 0 : diags_no_memory(ds);
}

void completion_release(struct completion *c)
{
    free(c->v);
    arena_release(&c->arena);
    *c = (struct completion){0};
}
