/* command_line: words of a command line, parsed. */
#ifndef SUPPORT_COMMAND_LINE_H
#define SUPPORT_COMMAND_LINE_H

#include "check.h"
#include "cmd/options.h"

enum { MOST_WORDS = 12 };

/* Parses the words of LINE, '|' between; they are kept in BUFFER. */
struct line {
    char buffer[256];
    char *words[MOST_WORDS + 1];
    int n;
    struct options o;
    struct diags ds;
};

int parse_line(struct line *l, const char *line);

/* The same, which must go well. */
void parse_well(struct line *l, const char *line);

void line_release(struct line *l);

#endif
