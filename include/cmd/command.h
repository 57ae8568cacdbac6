/* command: what a command is. To add one: src/cmd/NAME.c ending in `const struct command
 * command_NAME`, and its line in commands.def; help, `columns`, completion and the man page's
 * tables follow. */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "cmd/options.h"
#include "out/document.h"
#include "out/writer.h"
#include "record/segments.h"
#include "study/study.h"

/* A command at work. */
struct session {
    const struct command *command;
    const struct options *options;
    struct progress *progress;
    struct dataset dataset;
    struct dataset other; /* the second of OPERAND_TWO_DATASETS */
    bool is_merged;       /* the answer is made of `segments`, and the dataset has no records */
    struct segment_records segments;
    void *state;       /* of the command: its state_size zeroed bytes */
    bool is_unusable;  /* set by prepare() and commit(): errors of what the command itself read
                          cannot be left out */
    size_t n_left_out; /* set by prepare(): records of that which have errors */
    struct study study;
    bool *chosen;        /* councils, for the study; NULL: all */
    uint64_t models;     /* bits of -M; 0: all */
    struct arena arena;  /* strings and rows that live as long as the session */
    const char *subject; /* what the operand names: a command, or a topic of `help` */
    uint32_t council;    /* what the operand of `case` names */
    bool is_notable;     /* set by run(): with --exit-code the exit code is 1 */
    bool is_derived;     /* the dataset and the choices are another session's */
};

enum operand {
    OPERAND_DATASET,         /* [DATASET] */
    OPERAND_COUNCIL_DATASET, /* COUNCIL [DATASET] */
    OPERAND_FILE_DATASET,    /* FILE [DATASET] */
    OPERAND_TWO_DATASETS,    /* DATASET DATASET */
    OPERAND_KIND_DATASET,    /* KIND [DATASET] */
    OPERAND_NUMBER_DATASET,  /* N [DATASET] */
    OPERAND_FORMAT_FILES,    /* FORMAT FILE...; no dataset is read */
    OPERAND_COMMAND,         /* [COMMAND]; no data are read */
    OPERAND_TOPIC,           /* [COMMAND or TOPIC]; likewise */
    OPERAND_WORDS,           /* [WORD...]; likewise */
    OPERAND_NONE,
    OPERAND_COUNT
};

struct operand_kind {
    const char *usage; /* as help shows it, options included */
    size_t least, most;
    const char *needs;  /* what is missing where there are fewer */
    bool reads_dataset; /* the one behind the others, or the bundled one */
    size_t before;      /* operands before it */
    enum offer first, later;
};

extern const struct operand_kind operand_kinds[OPERAND_COUNT];

/* A word that a command's operands or files are made of, and what it means. */
struct term {
    const char *name, *meaning;
};

struct command {
    const char *name;
    const char *summary; /* the question it answers, in a line */
    const char *row;     /* what a row is, and in which order they come */
    const struct column *columns;
    size_t n_columns;
    unsigned groups;      /* of options */
    bool shows_problems;  /* lists the problems of the records itself, so errors do not stop it */
    bool keeps_problems;  /* needs them all, warnings too, as what shows them does */
    bool leaves_out;      /* goes on without the records that have errors, as with --keep-going */
    enum content content; /* what it answers with */
    bool writes_folder;   /* --output names a folder; the table goes to standard output */
    enum operand operand;
    /* Columns that stand in place of the others under --by BY or, where BY is NULL, --complete;
     * NULL: none. */
    const char *by;
    const struct column *by_columns;
    size_t n_by_columns;
    /* Words that its help explains, under a heading: the I-th, or false behind the last; NULL:
     * none. */
    const char *terms;
    bool (*term)(size_t i, struct term *term);
    /* Of one of these words, the groups of options that it takes; 0 of any other; or NULL: all take
     * those of the command. */
    unsigned (*groups_of)(const char *term);
    /* Memory of its own: so many zeroed bytes are given to prepare(), run() and commit(), and
     * released by release(). */
    size_t state_size;
    void (*release)(void *state);
    /* Whether options, operands and the format go together, beyond what the groups say; or NULL. A
     * usage fault where they do not: 0 or -1. */
    int (*check)(const struct options *o, const struct writer *writer, struct diags *ds);
    /* Reads what belongs to the answer besides the dataset, which is loaded without an error that
     * would stop it; or NULL. Problems go into DS. 0, or -1 on a fault. */
    int (*prepare)(struct session *s, void *state, struct diags *ds);
    /* Fills DOC's table or what else its content is, and its notes. 0, or -1 on a fault. */
    int (*run)(struct session *s, void *state, struct document *doc, struct diags *ds);
    /* Writes what the command writes besides its table, once that is known to be as it was asked
     * for; may add notes; or NULL. 0, or -1 on a fault. */
    int (*commit)(struct session *s, void *state, struct document *doc, struct diags *ds);
    /* Or, of a command whose answer is no table, prints it. 0, or -1 on a fault. */
    int (*print)(const struct session *s, struct sink *sink, struct diags *ds);
};

/* The I-th command, in order; NULL behind the last. */
const struct command *command_at(size_t i);
const struct command *command_find(const char *name);

/* Runs the program: arguments as main() has them. Returns the exit code; writes results to
 * standard output, notes and problems to standard error. */
int command_main(int argc, char **argv, bool has_characters);

/* The command of that name; else a usage fault that names the nearest, and NULL. */
const struct command *command_named(const char *name, struct diags *ds);

/* The groups of options that C takes with OPERAND, its first; NULL: that is not known. */
unsigned command_groups(const struct command *c, const char *operand);

/* What the program calls itself, with its version. */
const char *program_name(void);

/* Prints the options and columns of COMMAND, of NULL the overview. OPERAND is its first, or NULL:
 * options that do not go with it are left out. 0, or -1 on a fault. */
int help_print(const struct command *command, const char *operand, struct sink *sink,
               struct diags *ds);

/* Sets DOC's table to N rows of SIZE bytes, with the command's columns and the session as context
 * of their getters. 0, or -1 when there is no memory. */
int session_table(struct session *s, struct document *doc, const void *rows, size_t n, size_t size,
                  struct diags *ds);

/* Whether rows of MODEL are wanted. */
static inline bool session_wants(const struct session *s, int model)
{
    return s->models == 0 || (s->models >> model & 1);
}

#endif
