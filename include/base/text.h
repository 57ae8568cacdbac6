/* text: a growable string. Zeroed is valid and empty. A failed allocation is remembered, later
 * additions do nothing, and whoever finishes the text asks text_failed() once. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>

#include "base/arena.h"

struct text {
    char *v; /* terminated when not NULL */
    size_t n, cap;
    bool failed;
};

void text_add(struct text *t, struct span s);
void text_add_string(struct text *t, const char *s);
void text_add_char(struct text *t, char c);
__attribute__((format(printf, 2, 3))) void text_addf(struct text *t, const char *format, ...);
__attribute__((format(printf, 2, 0))) void text_vaddf(struct text *t, const char *format,
                                                      va_list args);

/* S with what could disturb a terminal written out: unprintable characters, and bytes that are not
 * UTF-8, become \xNN, one for each byte. */
void text_add_visible(struct text *t, struct span s);

/* S cut to WIDTH columns, the last of them MARK, where it is wider; no blanks before that. */
void text_add_cut(struct text *t, struct span s, size_t width, const char *mark);

/* The string; "" when empty or failed. Valid until the next addition. */
const char *text_string(const struct text *t);

struct span text_span(const struct text *t);

bool text_failed(const struct text *t);

/* T has failed if PART has, of which it is made. */
void text_inherit(struct text *t, const struct text *part);

/* Empty again, memory kept; a failure is kept too. */
void text_clear(struct text *t);

void text_release(struct text *t);

/* What N of a thing adds to its word: "s" or, of one, nothing. */
static inline const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* The string, kept in A; the text is released. NULL when there is, or was, no memory. */
const char *text_keep(struct text *t, struct arena *a);

#endif
