/* version. */
#include "cmd/command.h"

#ifndef VERSION
#define VERSION "0.1.0"
#endif

#define PROGRAM "turnaround " VERSION

const char *program_name(void)
{
    return PROGRAM;
}

static int print(const struct session *s, struct sink *sink, struct diags *ds)
{
    (void)s, (void)ds;
    sink_put_string(sink, PROGRAM "\n"
                                  "Licence GPL-3.0-or-later. There is no warranty, to the extent "
                                  "permitted by law.\n");
    return 0;
}

const struct command command_version = {
    .name = "version",
    .summary = "Which version is this?",
    .operand = OPERAND_NONE,
    .print = print,
};
