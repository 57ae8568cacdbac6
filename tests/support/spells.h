/* spells: files, the spells that come of them, and their problems. */
#ifndef SUPPORT_SPELLS_H
#define SUPPORT_SPELLS_H

#include "fixture.h"

struct example {
    const char *name;
    struct scene scene;
    const char *spells, *problems;
    size_t left_out;
};

#define RATINGS           "council,grade,inspected\nA,good,2019-01-01\nB,good,2019-01-01\n"
#define CHECK_EXAMPLES(v) check_spell_files(v, sizeof(v) / sizeof(v)[0])

#define FILES(text)                                                                                \
    {                                                                                              \
        .ratings = RATINGS, .models = (text)                                                       \
    }

/* "LINE council model start..end provider|trigger|directed|scope|source|note" for each. */
void spells_text(const struct dataset *d, struct text *t);

/* Loads each example, and holds it against what is expected. */
void check_spell_file(const struct example *e);
void check_spell_files(const struct example *v, size_t n);

#endif
