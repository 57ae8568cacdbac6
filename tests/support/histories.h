/* histories: records, and what is told of a history that they give. */
#ifndef SUPPORT_HISTORIES_H
#define SUPPORT_HISTORIES_H

#include "fixture.h"

struct example {
    const char *name;
    struct scene scene;
    const char *expected;
};

/* The history of council A of each example, as ADD tells it. */
#define CHECK_EXAMPLES(v, add) check_histories(v, sizeof(v) / sizeof(v)[0], add)
void check_histories(const struct example *v, size_t n,
                     void (*add)(struct text *, const struct fixture *, const struct history *));

#endif
