/* blanks: lines without anything in them. Spreadsheets leave thousands of them at the end of a
 * file: those that follow each other are one W-BLANK. */
#ifndef LOAD_BLANKS_H
#define LOAD_BLANKS_H

#include <stdint.h>

#include "base/diag.h"

struct blank_run {
    uint32_t from, to; /* lines; from 0: none */
};

static inline void blank_run_add(struct blank_run *run, uint32_t line)
{
    run->from = run->from ? run->from : line;
    run->to = line;
}

/* Reports the run, if there is one, as of the file NAME, and forgets it. 0 or -1. */
int blank_run_tell(struct blank_run *run, const char *name, struct diags *ds);

#endif
