/* condition: one test that rows must pass, such as "years>=2.5", "grade=good" or "council~ham". */
#ifndef OUT_CONDITION_H
#define OUT_CONDITION_H

#include <regex.h>

#include "out/document.h"

enum operator{ OP_EQUAL, OP_NOT_EQUAL, OP_LESS, OP_AT_MOST, OP_MORE, OP_AT_LEAST, OP_MATCHES };

struct condition {
    const struct column *column;
    enum operator op;
    bool is_missing; /* the value is empty: equal to missing cells only */
    struct span text;
    double number;
    struct date date;
    enum date_placing placing; /* of the cells' dates */
    int rank;
    regex_t regex;
    bool has_regex;
};

/* Reads S against the N columns, of which the condition keeps one; a usage fault where it does not
 * fit. S must outlive the condition. 0 or -1. */
int condition_parse(struct condition *c, const char *s, const struct column *columns, size_t n,
                    const struct document *doc, struct diags *ds);

/* Whether CELL, of the condition's column, passes; -1 when there is no memory to tell. Grades
 * compare by rank; partial dates stand for all their days: "start>2015" means after 2015,
 * "start=2015" within it. A missing cell passes only where it is asked for, or with !=. */
int condition_holds(const struct condition *c, struct cell cell);

void condition_release(struct condition *c);

/* The column of NAME among N, as it is or with blanks, '_', '-' and case left out; else a usage
 * fault that names the nearest, and NULL. */
const struct column *column_find(const struct column *columns, size_t n, struct span name,
                                 struct diags *ds);

#endif
