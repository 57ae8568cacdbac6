/* locate: where a field stands in the raw text of its record, and the excerpt that shows it. Used
 * for the records that have a problem, never on the way of those that have none. */
#ifndef LOAD_LOCATE_H
#define LOAD_LOCATE_H

#include "base/diag.h"
#include "base/text.h"
#include "base/utf8.h"

struct location {
    size_t from, to;   /* bytes of the raw text: the field, its quotes included */
    size_t line_start; /* byte where the line begins on which the field begins */
    uint32_t line;     /* lines before that one */
    uint32_t column;   /* characters before the field on its line, + 1 */
};

/* Field FIELD (from 0) of the record at the head of RAW; where the record has fewer, its end. */
struct location locate_field(struct span raw, size_t field);

/* Adds the line of WHERE to EXCERPT, fit for a terminal, cut around the field where it is long, and
 * sets the caret and the marked width of D. */
void locate_excerpt(struct span raw, const struct location *where, struct text *excerpt,
                    struct diag *d);

#endif
