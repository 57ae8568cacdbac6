/* style: how an answer is to look, where its format leaves a choice. */
#ifndef OUT_STYLE_H
#define OUT_STYLE_H

#include <stdbool.h>
#include <stddef.h>

struct style {
    size_t width; /* of the terminal, in columns; 0: do not fold */
    bool color;
    bool excel;       /* of CSV: what Excel needs to open it as it is */
    bool ascii;       /* of charts as text: nothing but ASCII */
    bool on_terminal; /* of data, exact elsewhere: what could disturb a terminal is written out */
};

enum { STYLE_COLUMNS = 80, STYLE_COLUMNS_LEAST = 40, STYLE_COLUMNS_MOST = 10000 };

/* Columns that a chart as text has: the width, but not less than it needs, nor more than is of use.
 */
static inline size_t style_columns(const struct style *style)
{
    size_t width = style->width ? style->width : STYLE_COLUMNS;
    if (width > STYLE_COLUMNS_MOST)
        return STYLE_COLUMNS_MOST;
    return width < STYLE_COLUMNS_LEAST ? STYLE_COLUMNS_LEAST : width;
}

#endif
