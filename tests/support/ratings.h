/* ratings: files, the problems of their ratings, and how many are kept. */
#ifndef SUPPORT_RATINGS_H
#define SUPPORT_RATINGS_H

#include "fixture.h"

struct example {
    const char *name;
    struct scene scene;
    const char *problems;
    size_t kept, left_out;
};

/* Loads each example, and holds it against what is expected. */
#define CHECK_EXAMPLES(v) check_rating_files(v, sizeof(v) / sizeof(v)[0])
void check_rating_files(const struct example *v, size_t n);

#endif
