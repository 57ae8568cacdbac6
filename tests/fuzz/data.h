/* data: a folder with a small dataset, in which calls of the program are made. */
#ifndef FUZZ_DATA_H
#define FUZZ_DATA_H

#include "typed.h"

/* Makes the current folder, once, one of its own in memory, which holds the dataset "d", the flat
 * file "f.csv" and others; the bundled data are "d", too. */
void data_enter(void);

/* Whether no word could lead out of that folder. */
bool typed_is_harmless(const struct typed *w);

#endif
