/* ink: the colours of charts, on light paper and on dark.
 *
 * Text has a contrast of at least 4.5 to 1 to what it stands on - paper, the tint of its series,
 * the rank that it names - and marks have 3 to 1 to paper and to every tint (WCAG 2.1, 1.4.3 and
 * 1.4.11). Any two ranks, and any two of the first five series, remain apart for readers who lack
 * one kind of cone (CIE 1976 difference at least 15 as Machado et al., 2009, simulate it); of all
 * eight series it is 7, and of series and tints alike charts give a second sign: a letter, a dash,
 * a shape, a label. tests/unit/test_ink.c works all this out. */
#ifndef OUT_INK_H
#define OUT_INK_H

#include "base/text.h"

enum { N_SERIES = 8, N_RANKS = 6 };

enum ink {
    INK_NONE, /* not painted */
    INK_PAPER,
    INK_TEXT,
    INK_MUTED,                        /* text of less weight, axes */
    INK_GRID,                         /* lines behind what is drawn */
    INK_SERIES,                       /* the first of N_SERIES, of lines and of their labels */
    INK_TINT = INK_SERIES + N_SERIES, /* the same, pale: areas that text stands on */
    INK_RANK = INK_TINT + N_SERIES,   /* the first of N_RANKS, best first: areas */
    INK_ON_RANK = INK_RANK + N_RANKS, /* letters on them */
    INK_COUNT = INK_ON_RANK + N_RANKS
};

/* "#rrggbb". */
const char *ink_light(enum ink ink);
const char *ink_dark(enum ink ink);

/* The colour of a series or of a rank in a terminal: one of the sixteen that its theme makes
 * readable, as the parameters of SGR. */
const char *ink_terminal(enum ink ink);

/* The dashes of series I, as stroke-dasharray has it; NULL: a whole line. */
const char *ink_dash(int i);

/* The rank ink of place I (0 is best) of N, spread over all of them. */
int ink_of_rank(int i, int n);

/* Adds the rules of a style sheet that make what is painted dark on a dark screen. */
void ink_add_style(struct text *t);

#endif
