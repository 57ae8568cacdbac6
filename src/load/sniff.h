/* sniff: what a file is that is no CSV of ours, by how it begins. */
#ifndef LOAD_SNIFF_H
#define LOAD_SNIFF_H

#include "base/span.h"

struct sniffed {
    const char *code;    /* E-ENCODING or E-FORMAT; NULL: nothing speaks against CSV */
    const char *message; /* what it is, and what was expected */
    const char *hint;    /* what to do */
};

/* HEAD is the beginning of the file, its byte-order mark included. */
struct sniffed sniff(struct span head);

#endif
