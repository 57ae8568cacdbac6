/* Steps in characters. */
#ifndef OUT_STEPS_TEXT_H
#define OUT_STEPS_TEXT_H

#include "out/steps.h"

void steps_add_text(const void *content, const struct style *style, struct text *t);

#endif
