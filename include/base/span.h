/* span: borrowed bytes with a length, not terminated. An empty span may have a null text. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
    const char *text;
    size_t length;
};

/* The span of a string, without its terminator; of NULL, the empty span. */
struct span span_of(const char *text);

/* S without ASCII blanks (space, tab, CR, LF) at both ends. */
struct span span_trim(struct span s);

bool span_equals(struct span a, struct span b);

/* Equal when ASCII case, blanks, '_' and '-' are left out of both. Names of columns, grades,
 * models and the like are matched so. */
bool span_matches(struct span a, struct span b);

/* The next item of a list: cuts *LIST after the next SEPARATOR and returns what stood before it,
 * trimmed; false when *LIST was exhausted (its text is NULL). "a,,b" has three items. */
bool span_next(struct span *list, char separator, struct span *item);

/* Of ASCII's: isdigit() has a locale, and is not for every char. */
static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

#endif
