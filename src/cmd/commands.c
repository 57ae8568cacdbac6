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

const struct operand_kind operand_kinds[OPERAND_COUNT] = {
    [OPERAND_DATASET] = {" [OPTIONS] [DATASET]", 0, 1, NULL, true, 0, OFFER_DATASET, OFFER_NOTHING},
    [OPERAND_COUNCIL_DATASET] = {" COUNCIL [OPTIONS] [DATASET]", 1, 2, "the name of a council",
                                 true, 1, OFFER_COUNCIL, OFFER_DATASET},
    [OPERAND_FILE_DATASET] = {" FILE [OPTIONS] [DATASET]", 1, 2, "a file", true, 1, OFFER_FILE,
                              OFFER_DATASET},
    [OPERAND_TWO_DATASETS] = {" [OPTIONS] DATASET DATASET", 2, 2, "two datasets", true, 0,
                              OFFER_DATASET, OFFER_DATASET},
    [OPERAND_NUMBER_DATASET] = {" N -o FOLDER [OPTIONS] [DATASET]", 1, 2, "a number of shards",
                                true, 1, OFFER_NOTHING, OFFER_DATASET},
    [OPERAND_KIND_DATASET] = {" KIND [OPTIONS] [DATASET]", 1, 2, "the kind of chart", true, 1,
                              OFFER_TERM, OFFER_DATASET},
    [OPERAND_FORMAT_FILES] = {" FORMAT FILE... -o FOLDER [OPTIONS]", 2, SIZE_MAX,
                              "a format (or auto) and a file", false, 0, OFFER_TERM, OFFER_FILE},
    [OPERAND_COMMAND] = {" [OPTIONS] [COMMAND]", 0, 1, NULL, false, 0, OFFER_TABLE, OFFER_NOTHING},
    [OPERAND_TOPIC] = {" [COMMAND or TOPIC]", 0, 1, NULL, false, 0, OFFER_TOPIC, OFFER_NOTHING},
    [OPERAND_WORDS] = {" -- [WORD...]", 0, SIZE_MAX, NULL, false, 0, OFFER_NOTHING, OFFER_NOTHING},
    [OPERAND_NONE] = {"", 0, 0, NULL, false, 0, OFFER_NOTHING, OFFER_NOTHING},
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

unsigned command_groups(const struct command *c, const char *operand)
{
    unsigned groups = c->groups_of && operand ? c->groups_of(operand) : 0;
    return groups ? groups : c->groups;
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
