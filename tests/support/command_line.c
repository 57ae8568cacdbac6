#include "command_line.h"

#include <string.h>

int parse_line(struct line *l, const char *line)
{
    *l = (struct line){.words = {(char *)(uintptr_t) "times"}, .n = 1};
    assert_true(strlen(line) < sizeof l->buffer);
    strcpy(l->buffer, line);
    for (char *at = l->buffer; at; l->n++) {
        assert_true(l->n < MOST_WORDS);
        l->words[l->n] = at;
        at = strchr(at, '|');
        if (at)
            *at++ = '\0';
    }
    return options_parse(&l->o, l->n, l->words, &l->ds);
}

void parse_well(struct line *l, const char *line)
{
    if (parse_line(l, line) != 0)
        fail_msg("%s: %s", line, l->ds.fault_message);
}

void line_release(struct line *l)
{
    options_release(&l->o);
    diags_release(&l->ds);
}
