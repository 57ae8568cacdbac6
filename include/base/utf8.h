/* utf8: what we need to know of UTF-8. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>

#include "base/span.h"

/* Bytes of the character at the head of S, its value in *POINT; 0 where S is empty or its head is
 * not UTF-8 (overlong, surrogate, above U+10FFFF, cut short). */
size_t utf8_next(struct span s, uint32_t *point);

/* Bytes of S before the first that is not UTF-8; S.length where all is. */
size_t utf8_valid_prefix(struct span s);

/* AT (at most S.length), or where the character begins that has it within. */
size_t utf8_start(struct span s, size_t at);

/* Characters (code points; bytes that are not UTF-8 count one each). */
size_t utf8_count(struct span s);

/* Terminal columns that text_add_visible(S) takes: wide characters two, combining ones none. */
size_t utf8_width(struct span s);

/* Bytes of the longest head of S that takes at most COLUMNS; combining characters stay with what
 * they stand on. */
size_t utf8_head(struct span s, size_t columns);

/* Bytes of the longest head of S that is at most WIDTH columns wide, up to a blank if there is one;
 * at least a character. */
size_t utf8_take_line(struct span s, size_t width);

/* Bytes at the head of S that are printable ASCII: most text is nothing else. */
size_t utf8_plain_prefix(struct span s);

/* Control characters, and those that are not seen but change how others are: bidirectional
 * controls, blanks of no width, tags, separators of lines. */
bool utf8_is_unprintable(uint32_t point);

/* Whether A and B are the same but for small letters and capitals. */
bool utf8_is_caseless_same(const char *a, const char *b);

#endif
