/* pattern: regular expressions of people, within bounds that the C library does not set. */
#ifndef OUT_PATTERN_H
#define OUT_PATTERN_H

#include <regex.h>

#include "base/diag.h"
#include "base/span.h"

/* Of characters and groups, once what is repeated is written out: more would take memory, or a
 * depth of calls, without end. */
enum { PATTERN_LIMIT = 1000 };

/* S, an extended regular expression (POSIX), whatever the case, for whether it matches somewhere;
 * to be freed with regfree(). 0, or -1 with a fault (and nothing to free): it is none, it is beyond
 * the limit, there is no memory. */
int pattern_compile(regex_t *regex, struct span s, struct diags *ds);

#endif
