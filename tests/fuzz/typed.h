/* typed: a command line, its words one a line. */
#ifndef FUZZ_TYPED_H
#define FUZZ_TYPED_H

#include "fuzz.h"

struct typed {
    char **v; /* N of them, and NULL */
    int n;
    struct span memory; /* in which they lie */
};

/* To be released. */
void typed_cut(struct typed *w, struct span s);

void typed_release(struct typed *w);

#endif
