/* place: where a file or folder is to appear that is made beside it, under a temporary name. */
#ifndef OUT_PLACE_H
#define OUT_PLACE_H

#include <sys/stat.h>

#include "base/text.h"

/* The mode that a new file or folder has which is asked for with ALL. */
mode_t place_mode(mode_t all);

/* Appends to TARGET the path that PATH leads to, through links, also where nothing is there yet. 0,
 * or -1 and errno, or the text has failed. */
int place_resolve(struct text *target, const char *path);

/* What was moved to PATH stays there whatever happens: the name itself, too, is on the disk. Where
 * the folder may be written but not read, the system has to do without. 0 or -1. */
int place_settle(const char *path);

#endif
