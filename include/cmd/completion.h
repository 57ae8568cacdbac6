/* completion: what can come next on a command line, for shells.
 *
 * `turnaround complete -- WORDS...` prints one candidate a line, the whole word, a tab, and what it
 * means (which may be empty). One that ends in '=' goes on: no blank belongs behind it. Where a
 * path may come, a last line without a tab says so: ":file" or ":folder" and, behind a blank, what
 * of the word stands before the path ("--output="). Words that a line or a shell could not hold -
 * with control characters, with bytes that are not UTF-8 - are no candidates. */
#ifndef CMD_COMPLETION_H
#define CMD_COMPLETION_H

#include "base/arena.h"
#include "base/diag.h"

struct candidate {
    const char *value, *meaning;
};

enum path_kind { PATH_NONE, PATH_FILE, PATH_FOLDER };

/* Zeroed is valid and empty. */
struct completion {
    struct candidate *v; /* in the order of tables; councils and regions by name */
    size_t n, cap;
    enum path_kind path; /* what else the word can be */
    const char *before;  /* of the word, what stands before the path */
    struct arena arena;  /* owns the strings */
    bool failed;         /* there was no memory */
};

/* Finds what the last of N words (none: an empty one) can become. WORDS are what was typed behind
 * the program's name, without their quotes. Names of councils and the like are those of the dataset
 * that the line names, if it can be read, else of the bundled one; what is wrong with the line or
 * with the records is not told. C is zeroed before, and to be released also on failure. 0, or -1
 * when there is no memory. */
int completion_find(struct completion *c, const char *const *words, size_t n, struct diags *ds);

void completion_release(struct completion *c);

#endif
