/* page_style: how a page of a report looks - on a screen, light or dark, and on paper. */
#ifndef OUT_PAGE_STYLE_H
#define OUT_PAGE_STYLE_H

#include "base/text.h"

/* Adds the style sheet, that of charts within the page too. */
void page_add_style(struct text *t);

#endif
