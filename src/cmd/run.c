/* From arguments to an exit code: find the command, read the options, load, answer. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cmd/answer.h"
#include "cmd/console.h"
#include "cmd/merged.h"
#include "out/problems.h"
#include "stat/numerics.h"

enum exit_code {
#define EXIT(id, meaning) EXIT_##id,
#include "cmd/exit_codes.def"
#undef EXIT
};

/* What is no table: what the command of S itself prints or, with --help or where S is NULL (the
 * overview), help. */
static int print_text(const struct session *s, struct diags *ds)
{
    const struct list *operands = s ? &s->options->operands : NULL;
    struct sink sink;
    if (sink_open(&sink, NULL, ds) != 0)
        return -1;
    int status = s && !s->options->help
                     ? s->command->print(s, &sink, ds)
                     : help_print(s ? s->command : NULL,
                                  operands && operands->n > 0 ? operands->v[0] : NULL, &sink, ds);
    return sink_close(&sink, status == 0, ds) == 0 ? status : -1;
}

/* What the first operand can be, where that is one of few words. */
static int hint_terms(const struct command *c, struct diags *ds)
{
    struct text all = {0};
    struct term term;
    for (size_t i = 0; c->term(i, &term); i++)
        text_addf(&all, "%s%s", i ? ", " : "", term.name);
    diags_set_hint(ds, "there are: %s", text_string(&all));
    return diags_finish_text(&all, -1, ds);
}

static int check_operands(const struct command *c, const struct options *o, struct diags *ds)
{
    const struct operand_kind *kind = &operand_kinds[c->operand];
    if (o->segments.n > 0)
        return merged_check(o, ds);
    if (o->operands.n < kind->least) {
        diags_set_fault(ds, FAULT_USAGE, "%s needs %s", c->name, kind->needs);
        return kind->first == OFFER_TERM && o->operands.n == 0 ? hint_terms(c, ds) : -1;
    }
    if (o->operands.n <= kind->most)
        return 0;
    return diags_fault(ds, FAULT_USAGE, "%s: one operand too many: \"%s\"", c->name,
                       o->operands.v[kind->most]);
}

static int check_by(const struct command *c, const struct options *o, struct diags *ds)
{
    if (!o->by || strcmp(o->by, c->by) == 0)
        return 0;
    return diags_fault(ds, FAULT_USAGE, "--by %s: expected %s", o->by, c->by);
}

/* Errors that --keep-going does not leave out: a file that cannot be used, to begin with. */
static bool has_errors(const struct session *s, const struct diags *ds)
{
    const struct command *c = s->command;
    bool left_out = c->leaves_out || (s->options->keep_going && !c->shows_problems);
    bool is_unusable = s->dataset.is_unusable || s->other.is_unusable || s->is_unusable;
    return ds->n_errors > 0 && (!left_out || is_unusable);
}

static int load(struct session *s, struct diags *ds)
{
    const struct command *c = s->command;
    if (operand_kinds[c->operand].reads_dataset && session_load(s, ds) != 0)
        return -1;
    return c->prepare && !has_errors(s, ds) ? c->prepare(s, s->state, ds) : 0;
}

/* Whether the problems are all that there is to tell. */
static bool is_stopped(const struct session *s, const struct diags *ds)
{
    return has_errors(s, ds) && (s->command->leaves_out || !s->command->shows_problems);
}

static int tell_problems(const struct options *o, struct diags *ds)
{
    struct sink sink;
    sink_open_error(&sink);
    int status = problems_print(ds, (size_t)o->max_errors, (enum problems_format)o->errors, &sink);
    if (status != 0)
        diags_set_no_memory(ds);
    return sink_close(&sink, true, ds) == 0 ? status : -1;
}

/* Where even that cannot be told, the exit code has to do. */
static int tell_fault(struct diags *ds, enum problems_format format)
{
    struct sink sink;
    sink_open_error(&sink);
    int status = fault_print(ds, format, &sink);
    return sink_close(&sink, true, ds) == 0 ? status : -1;
}

static int run_session(struct session *s, struct diags *ds)
{
    const struct command *c = s->command;
    const struct options *o = s->options;
    const struct writer *writer;
    if (options_check(o, c->groups, c->name, ds) != 0 || check_operands(c, o, ds) != 0 ||
        check_by(c, o, ds) != 0 || answer_choose_writer(s, &writer, ds) != 0 ||
        (c->check && c->check(o, writer, ds) != 0))
        return -1;
    if (c->operand == OPERAND_COMMAND || c->operand == OPERAND_TOPIC)
        s->subject = o->operands.n ? o->operands.v[0] : NULL;
    if (c->print)
        return print_text(s, ds);
    ds->lists_warnings = c->shows_problems || c->keeps_problems;
    ds->limit = c->leaves_out ? 0 : ds->lists_warnings ? 100000 : 10000; /* left out: a row each */
    s->state = calloc(1, c->state_size + 1);
    if (!s->state)
        return diags_no_memory(ds);
    if (load(s, ds) != 0)
        return -1;
    if (!is_stopped(s, ds))
        return answer_write(s, writer, ds);
    progress_end(s->progress);
    if (c->keeps_problems)
        diags_drop_warnings(ds);
    return tell_problems(o, ds);
}

static int exit_code(const struct session *s, int status, const struct diags *ds)
{
    if (status != 0)
        return ds->fault == FAULT_USAGE ? EXIT_USAGE : EXIT_SYSTEM;
    bool is_told = s->options->exit_code && s->is_notable;
    return has_errors(s, ds) || is_told ? EXIT_DATA : EXIT_DONE;
}

static int run_command(const struct command *c, int argc, char **argv)
{
    struct options o;
    struct diags ds = {0};
    struct console console;
    struct session s = {.command = c, .options = &o};
    int status = options_parse(&o, argc, argv, &ds);
    console_open(&console, o.quiet);
    s.progress = &console.progress;
    if (status == 0 && o.help)
        status = print_text(&s, &ds);
    else if (status == 0)
        status = run_session(&s, &ds);
    int code = exit_code(&s, status, &ds);
    console_close(&console);
    if (tell_fault(&ds, (enum problems_format)o.errors) != 0)
        code = EXIT_SYSTEM;
    session_release(&s);
    options_release(&o);
    diags_release(&ds);
    return code;
}

/* Without a command: the overview, or what is wrong. */
static int run_without_command(const char *word)
{
    struct diags ds = {0};
    int status = -1;
    if (!word || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        status = print_text(NULL, &ds);
    else if (word[0] == '-')
        diags_set_fault(&ds, FAULT_USAGE, "expected a command before the option %s", word);
    else
        command_named(word, &ds);
    int code = status == 0 ? EXIT_DONE : ds.fault == FAULT_USAGE ? EXIT_USAGE : EXIT_SYSTEM;
    if (tell_fault(&ds, PROBLEMS_TEXT) != 0)
        code = EXIT_SYSTEM;
    diags_release(&ds);
    return code;
}

/* Names would be printed wrong, and libraries take text for what it is not, or never come to its
 * end. */
static int run_without_characters(void)
{
    struct diags ds = {0};
    diags_set_fault(&ds, FAULT_SYSTEM, "there is no memory, or no locale C.UTF-8, to read UTF-8");
    tell_fault(&ds, PROBLEMS_TEXT);
    diags_release(&ds);
    return EXIT_SYSTEM;
}

int command_main(int argc, char **argv, bool has_characters)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    file_hold_standard();
    if (!has_characters)
        return run_without_characters();
    numerics_start();
    if (word && strcmp(word, "--version") == 0)
        word = "version";
    const struct command *c = word ? command_find(word) : NULL;
    return c ? run_command(c, argc - 1, argv + 1) : run_without_command(word);
}
