/* foreign: files of other formats, given to an importer. */
#ifndef FUZZ_FOREIGN_H
#define FUZZ_FOREIGN_H

#include "fuzz.h"

/* Imports S, which is cut at "%%" into at most two files, as FORMAT; its first byte chooses how
 * dates are read. What is left of it loads without an error. */
void fuzz_import(struct span s, const char *format);

#endif
