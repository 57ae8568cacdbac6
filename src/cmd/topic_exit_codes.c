/* What the program's exit status tells. */
#include "cmd/command.h"
#include "cmd/topic.h"

static bool list_codes(size_t i, struct text *name, struct text *meaning)
{
    static const char *const meanings[] = {
#define EXIT(id, meaning) meaning,
#include "cmd/exit_codes.def"
#undef EXIT
    };
    if (i >= sizeof meanings / sizeof meanings[0])
        return false;
    text_addf(name, "%zu", i);
    text_add_string(meaning, meanings[i]);
    return true;
}

/* Of commands that take --exit-code, the I-th. */
static bool list_commands(size_t i, struct text *name, struct text *meaning)
{
    const struct command *c;
    for (size_t at = 0; (c = command_at(at)) != NULL; at++)
        if ((c->groups & GROUP_EXIT) && i-- == 0)
            break;
    if (!c)
        return false;
    text_add_string(name, c->name);
    text_add_string(meaning, c->summary);
    return true;
}

static const struct topic_part parts[] = {
    {.list = list_codes},
    {.text = "Where the data have errors, all of them are told on standard error, with file, "
             "line and column, and nothing is printed as a result. With --keep-going the "
             "records that have errors are left out and counted in the notes, and the code "
             "is 0; but a file that cannot be understood at all still makes it 1."},
    {.text = "check prints errors and warnings as its table: 1 if there is an error, "
             "with --keep-going too; warnings alone are 0. import leaves out what has an error and "
             "tells it in its "
             "table: 0, unless a file cannot be understood or no record can be used."},
    {.text = "With --exit-code these commands end with 1 where there is something to look "
             "at - a verdict that is not as expected, a record or value that could not be "
             "used, a difference:"},
    {.list = list_commands},
    {.text =
         "A call that is wrong (2) is an unknown command, option, column, grade, model "
         "or council, an option that has no effect on the command, or options that contradict each "
         "other; the message names the nearest that there is. A full disk is 3; of -o "
         "FILE nothing is left half written. "
         "Where a pipe is closed by its reader the program ends quietly, by the signal "
         "SIGPIPE, as other filters do."},
    {0},
};

const struct topic topic_exit_codes = {
    .name = "exit-codes",
    .summary = "what the exit status tells",
    .parts = parts,
};
