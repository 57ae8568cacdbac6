/* columns: every column of every command. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "cmd/cells.h"

struct listed {
    const char *command, *column, *type, *unit, *meaning, *shown;
};

struct columns_state {
    struct listed *v;
    size_t n, cap;
};

#define ROW listed

static const struct column columns[] = {
    {"command", TYPE_TEXT, NULL, "the command that prints the column", get_text_at, COLUMN_KEY,
     AT(command)},
    {"column", TYPE_TEXT, NULL, "its name", get_text_at, COLUMN_KEY, AT(column)},
    {"type", TYPE_TEXT, NULL, "text, integer, number, date or grade", get_text_at, 0, AT(type)},
    {"unit", TYPE_TEXT, NULL, "unit of the numbers, where they have one", get_text_at, 0, AT(unit)},
    {"meaning", TYPE_TEXT, NULL, "what it says", get_text_at, COLUMN_WRAP, AT(meaning)},
    {"shown", TYPE_TEXT, NULL, "always, or only if asked for with -c +NAME", get_text_at,
     COLUMN_EXTRA, AT(shown)},
};

static const char *shown_when(const struct column *c)
{
    return c->flags & COLUMN_EXTRA ? "if asked for" : "always";
}

static int add(struct columns_state *state, const struct command *c, const struct column *list,
               size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (ARRAY_ROOM(state) != 0)
            return -1;
        state->v[state->n++] =
            (struct listed){c->name,      list[i].name,    column_type_name[list[i].type],
                            list[i].unit, list[i].meaning, shown_when(&list[i])};
    }
    return 0;
}

/* Both those that C prints always and those that it prints with --by. */
static int add_command(struct columns_state *state, const struct command *c, struct arena *arena)
{
    const struct scale scale = scale_ofsted();
    const struct column *list;
    size_t n;
    for (int by = 0; by < (c->by_columns ? 2 : 1); by++)
        if (columns_of_command(c, by, &scale, arena, &list, &n) != 0 || add(state, c, list, n) != 0)
            return -1;
    return 0;
}

static int run(struct session *s, void *memory, struct document *doc, struct diags *ds)
{
    struct columns_state *state = memory;
    const struct command *only = s->subject ? command_named(s->subject, ds) : NULL;
    if (s->subject && !only)
        return -1;
    for (size_t i = 0; command_at(i); i++)
        if ((!only || only == command_at(i)) && add_command(state, command_at(i), &s->arena) != 0)
            return diags_no_memory(ds);
    return session_table(s, doc, state->v, state->n, sizeof *state->v, ds);
}

static void release(void *state)
{
    free(((struct columns_state *)state)->v);
}

const struct command command_columns = {
    .name = "columns",
    .summary = "What does each column mean?",
    .row = "column of a command, in the order in which they are printed",
    .columns = columns,
    .n_columns = N_ROWS(columns),
    .groups = GROUP_OUTPUT | GROUP_MESSAGES,
    .operand = OPERAND_COMMAND,
    .state_size = sizeof(struct columns_state),
    .release = release,
    .run = run,
};
