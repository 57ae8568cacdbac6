/* text_order: the byte order of very many texts. */
#ifndef BASE_TEXT_ORDER_H
#define BASE_TEXT_ORDER_H

#include "base/intern.h"

/* *PLACES, to be freed, are the places of T's texts in byte order, by number; NULL where they are
 * in order as they are. 0, or -1 when there is no memory. */
int text_order(const struct intern *t, uint32_t **places);

#endif
