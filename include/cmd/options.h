/* options: every option once, in one table, which parses the command line and feeds help, the man
 * page and completion. */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include "base/date.h"
#include "base/diag.h"
#include "base/span.h"

struct list {
    const char **v;
    size_t n, cap;
};

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum errors_format { ERRORS_TEXT, ERRORS_JSON };

/* What was asked for. Texts are borrowed from the arguments; numbers of choices are the enums of
 * the rooms that they are for. */
struct options {
    /* the data */
    const char *ratings, *models, *councils, *scale;
    struct list extra_models;
    int dates;
    bool keep_going;
    int errors;
    int64_t max_errors;

    /* which of it */
    int threads; /* one less than there are; -1: as many as processors */
    struct list council, model, region;
    struct date from, to;

    /* how it is read */
    struct date as_of;
    int date_basis, partial;
    const char *judgement;
    int uncovered, scope;

    /* episodes */
    const char *origin, *target;
    int episodes, lineage;

    /* groups and estimates */
    int attribute, clock;
    int64_t landmark;
    double confidence, tau;
    int64_t min_n;

    /* comparisons */
    const char *reference;
    int ties;
    int64_t seed;

    /* of single commands */
    const char *at, *by, *states;
    bool yearly, exit_code;
    struct list map;

    /* past one machine */
    struct list segments; /* files; operands are more of them */
    bool complete;

    /* what comes out */
    const char *format, *output, *columns, *sort;
    struct list where;
    int64_t limit, digits, width;
    bool no_header, excel, quiet, verbose;
    bool improved, ascii; /* of charts */
    int units, color;
    bool help;

    uint64_t given; /* bits: rows of the table that were used */
    struct list operands;
};

/* Which commands an option is for; a command names the groups that it takes. */
enum option_group {
    GROUP_READING = 1,      /* reads records: how dates, grades and models are written */
    GROUP_SELECT = 2,       /* councils, regions */
    GROUP_MODEL = 4,        /* rows have a model */
    GROUP_PERIOD = 8,       /* --from, --to */
    GROUP_STUDY = 16,       /* inspections and spells */
    GROUP_EPISODES = 32,    /* episodes */
    GROUP_ORIGIN = 64,      /* needs to know what inadequate is */
    GROUP_GROUPS = 128,     /* how episodes are dealt to groups */
    GROUP_LIMITS = 256,     /* limits at a confidence level */
    GROUP_TAU = 512,        /* a restricted mean */
    GROUP_REFERENCE = 1024, /* compares with a model */
    GROUP_TESTS = 2048,     /* tests of a difference */
    GROUP_AT = 4096,
    GROUP_BY = 8192,
    GROUP_YEARLY = 16384,
    GROUP_STATES = 32768,
    GROUP_OUTPUT = 65536,
    GROUP_MESSAGES = 131072,     /* -q -v --errors --max-errors */
    GROUP_CLOCK = 262144,        /* times depend on where they are counted from */
    GROUP_ANY = 524288,          /* --help */
    GROUP_PARTS = 1048576,       /* the parts of one dataset, each a file */
    GROUP_KEEP = 2097152,        /* --keep-going */
    GROUP_EXIT = 4194304,        /* --exit-code */
    GROUP_IMPORT = 8388608,      /* files of other formats */
    GROUP_WRITE = 16777216,      /* writes in one of several formats, to a file if need be */
    GROUP_IMPROVED = 33554432,   /* --improved */
    GROUP_ASCII = 67108864,      /* drawn as text */
    GROUP_LINES = 134217728,     /* can be lines in a terminal: --width, --color */
    GROUP_AS_OF = 268435456,     /* needs to know an as-of date, and nothing else of a study */
    GROUP_COMPLETE = 536870912,  /* --complete */
    GROUP_SEGMENTS = 1073741824, /* --segments, and what goes with it of what reads records */
    GROUP_DATA = GROUP_READING | GROUP_PARTS | GROUP_KEEP,
    GROUP_ESTIMATES = GROUP_GROUPS | GROUP_CLOCK | GROUP_LIMITS | GROUP_TAU,
};

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_LIST,    /* repeatable */
    OPTION_CHOICE,  /* one of `choices`, as its number */
    OPTION_DATE,    /* of any precision */
    OPTION_DAY,     /* a date with its day */
    OPTION_INTEGER, /* from 0 on */
    OPTION_DIGITS,  /* an integer, of few */
    OPTION_REAL,    /* above 0 */
};

/* What can be offered for an argument of an option, or for an operand, while it is typed. */
enum offer {
    OFFER_NOTHING,
    OFFER_CHOICE, /* of the row's choices */
    OFFER_FILE,
    OFFER_OUTPUT, /* a file, or a folder where the command writes one */
    OFFER_DATASET,
    OFFER_COUNCIL,
    OFFER_REGION,
    OFFER_MODEL,
    OFFER_GRADE,
    OFFER_TARGET,    /* a grade above the origin's, or any */
    OFFER_STATES,    /* grades, ',' or '+' between */
    OFFER_JUDGEMENT, /* several, ',' between */
    OFFER_YEAR,      /* of the records */
    OFFER_BY,        /* what the command takes for --by */
    OFFER_FORMAT,
    OFFER_COLUMNS, /* of the command; several, ',' between; also +NAME and -NAME */
    OFFER_SORT,    /* likewise; also -NAME */
    OFFER_WHERE,   /* COLUMN=VALUE */
    OFFER_TERM,    /* a term of the command */
    OFFER_TABLE,   /* a command that prints columns */
    OFFER_TOPIC,   /* of help, or a command */
    OFFER_COUNT
};

struct option_row {
    char letter;      /* or 0 */
    const char *name; /* without the dashes */
    enum option_kind kind;
    size_t offset;        /* of its member in struct options */
    unsigned group;       /* one or several: who takes any of them takes it */
    const char *argument; /* what its argument is called; NULL for flags */
    const char *choices;  /* '|' between */
    const char *help;
    enum offer offers; /* for its argument */
};

/* The rows, and how many. */
extern const struct option_row option_rows[];
extern const size_t n_option_rows;

/* The row of a letter, or of a name in full; NULL when there is none. */
const struct option_row *option_lettered(int letter);
const struct option_row *option_named(struct span name);

/* Reads the arguments behind the command's name, options and operands in any order; "--" ends the
 * options. Long names count only in full. A usage fault where something does not fit. OPTIONS is
 * set to the defaults first. 0 or -1. */
int options_parse(struct options *o, int argc, char **argv, struct diags *ds);

/* A usage fault where an option was given that is not in GROUPS; COMMAND is its name. 0 or -1. */
int options_check(const struct options *o, unsigned groups, const char *command, struct diags *ds);

/* Whether the option of that long name was given. */
bool options_has(const struct options *o, const char *name);

void options_release(struct options *o);

#endif
