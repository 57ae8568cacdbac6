/* strip: a line of a terminal, of so many cells, that is written into at any place. */
#ifndef OUT_STRIP_H
#define OUT_STRIP_H

#include "base/text.h"

/* What stands in a cell. A wide character has the next one, too, which is empty. */
struct glyph {
    struct span text;  /* borrowed; empty: a blank, or the rest of a wide one */
    const char *color; /* parameters of SGR; NULL: none */
    bool is_taken;     /* by strip_put(), not by strip_fill() */
    bool is_rest;
};

/* Zeroed is valid and has no cell. */
struct strip {
    struct glyph *v;
    size_t n;
};

/* N blank cells. 0, or -1 when there is no memory. */
int strip_make(struct strip *s, size_t n);

void strip_clear(struct strip *s);

/* The character TEXT, of one column, in the cells from FIRST to LAST, as far as there are such. */
void strip_fill(struct strip *s, size_t first, size_t last, const char *text, const char *color);

/* TEXT from cell AT on, as far as there is room; it stays borrowed. What is no printable character
 * becomes '?'. */
void strip_put(struct strip *s, size_t at, struct span text, const char *color);

/* Whether N cells from AT on are there and not taken. */
bool strip_is_free(const struct strip *s, size_t at, size_t n);

/* Moves the last cells that are taken one to the left, with those before them from which no more
 * than GAP cells part them; false where there is none, or none free before them. */
bool strip_make_room(struct strip *s, size_t gap);

/* Whether there is nothing but blanks in it. */
bool strip_is_blank(const struct strip *s);

/* Adds the strip to T without the blanks at its end, and with colours where IN_COLOR. */
void strip_add(const struct strip *s, bool in_color, struct text *t);

void strip_release(struct strip *s);

#endif
