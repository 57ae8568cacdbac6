/* The variables of the environment that the program reads. */
#include "cmd/topic.h"

static const struct topic_part parts[] = {
    {.term = "TURNAROUND_DATA",
     .text = "the dataset that is read where none is named, in place of the "
             "bundled one"},
    {.term = "NO_COLOR", .text = "no colour, where it is set and not empty, unless --color always"},
    {.term = "TERM", .text = "likewise, and no progress, where it is dumb or not set"},
    {.term = "COLUMNS", .text = "width of the terminal, where the terminal does not tell"},
    {.text = "The language and country of the environment do not count: text is UTF-8, "
             "numbers have a point, dates are ISO 8601."},
    {0},
};

const struct topic topic_environment = {
    .name = "environment",
    .summary = "variables that the program reads",
    .parts = parts,
};
