#include "load/locate.h"

#include <string.h>

enum { LONG_LINE = 160, BEFORE = 60, AFTER = 90 }; /* bytes of an excerpt */

/* Past the field that begins at FROM: a quoted one ends with its quote, and what stands before the
 * comma goes with it. */
static size_t field_end(struct span raw, size_t from)
{
    size_t at = from;
    bool quoted = at < raw.length && raw.text[at] == '"';
    if (quoted)
        for (at++; at < raw.length; at++) {
            if (raw.text[at] != '"')
                continue;
            if (at + 1 < raw.length && raw.text[at + 1] == '"')
                at++;
            else
                break;
        }
    while (at < raw.length && raw.text[at] != ',' && raw.text[at] != '\n' && raw.text[at] != '\r')
        at++;
    return at;
}

static size_t skip_blanks(struct span raw, size_t at)
{
    while (at < raw.length && (raw.text[at] == ' ' || raw.text[at] == '\t'))
        at++;
    return at;
}

/* Counts the lines that begin in raw[from..to). */
static void pass(struct span raw, size_t from, size_t to, struct location *where)
{
    for (size_t i = from; i < to; i++)
        if (raw.text[i] == '\n') {
            where->line++;
            where->line_start = i + 1;
        }
}

struct location locate_field(struct span raw, size_t field)
{
    struct location where = {0};
    for (size_t i = 0;; i++) {
        size_t start = where.from;
        where.from = skip_blanks(raw, start);
        where.to = field_end(raw, where.from);
        if (where.from == where.to)
            where.from = start; /* an empty field begins at once */
        bool more = where.to < raw.length && raw.text[where.to] == ',';
        if (i == field || !more)
            break;
        pass(raw, where.from, where.to, &where);
        where.from = where.to + 1;
    }
    struct span before = {raw.text + where.line_start, where.from - where.line_start};
    where.column = (uint32_t)utf8_count(before) + 1;
    return where;
}

static uint32_t visible_width(const char *from, const char *to)
{
    return (uint32_t)utf8_width((struct span){from, (size_t)(to - from)});
}

void locate_excerpt(struct span raw, const struct location *where, struct text *excerpt,
                    struct diag *d)
{
    static const char dots[] = "...";
    size_t start = where->line_start, end = start;
    while (end < raw.length && raw.text[end] != '\n')
        end++;
    if (end > start && raw.text[end - 1] == '\r')
        end--;
    size_t from = start, to = end;
    if (end - start > LONG_LINE) {
        if (where->from > start + BEFORE)
            from = utf8_start(raw, where->from - BEFORE);
        if (end > where->from + AFTER)
            to = utf8_start(raw, where->from + AFTER);
    }
    text_add_string(excerpt, from > start ? dots : "");
    text_add_visible(excerpt, (struct span){raw.text + from, to - from});
    text_add_string(excerpt, to < end ? dots : "");
    size_t marked_end = where->to < to ? where->to : to;
    d->caret = visible_width(raw.text + from, raw.text + where->from);
    d->caret += from > start ? (uint32_t)strlen(dots) : 0;
    d->marked = visible_width(raw.text + where->from, raw.text + marked_end);
    d->marked = d->marked ? d->marked : 1;
}
