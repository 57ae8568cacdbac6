/* parts: a file that is read in parts, several at once, as if it had been read in one. */
#ifndef LOAD_PARTS_H
#define LOAD_PARTS_H

#include "loader.h"

/* Reads SHEET's file into L, in parts where it is large enough and the request allows for threads:
 * numbers, problems and all else are those of one reading from its beginning to its end. FINISH is
 * called for each loader that has read, once it has; or NULL. 0, or -1 on a fault. */
int read_in_parts(struct loader *l, const struct sheet *sheet, int (*finish)(struct loader *l));

#endif
