/* The commands there are. */
#include <string.h>

#include "cmd/command.h"

#define COMMAND(id) extern const struct command command_##id;
#include "cmd/commands.def"
#undef COMMAND

static const struct command *const commands[] = {
#define COMMAND(id) &command_##id,
#include "cmd/commands.def"
#undef COMMAND
    NULL,
};

const struct command *command_at(size_t i)
{
    return commands[i];
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

const struct command *command_named(const char *name, struct diags *ds)
{
    const struct command *found = command_find(name);
    struct nearest near = {.wanted = span_of(name)};
    if (found)
        return found;
    for (size_t i = 0; commands[i]; i++)
        nearest_try(&near, commands[i]->name);
    nearest_fault(&near, "command", ds);
    return NULL;
}
