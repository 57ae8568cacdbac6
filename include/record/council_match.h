/* council_match: which council a code or a name of another source means. What is not certain is not
 * guessed.
 *
 * A name means the council that has it; else the one that has it but for case, punctuation, '&' or
 * "and", "the" and "council"; else the one that has it but for words such as "London Borough of",
 * "City of" and "County"; else the one that has it among its aliases. Each step decides if any
 * council fits: where several do, the name is ambiguous. "London" alone is a region, and no
 * council, although it is all that is left of the City's name.
 *
 * A code decides before any name, unless the name is that of another council and unlike its own:
 * code and name then contradict each other. */
#ifndef RECORD_COUNCIL_MATCH_H
#define RECORD_COUNCIL_MATCH_H

#include "base/text.h"
#include "record/dataset.h"

enum match_kind {
    MATCH_NONE,
    MATCH_CODE,         /* by its code, ONS's or Ofsted's (urn) */
    MATCH_NAME,         /* by its name, if not to the letter */
    MATCH_ALIAS,        /* by an alias */
    MATCH_SEVERAL,      /* the name fits `council` and `other` */
    MATCH_CONTRADICTED, /* the code is that of `council`, the name that of `other` */
};

struct match {
    enum match_kind kind;
    uint32_t council, other;
};

/* Keys of all councils by one way to write them; of one that several share, the first two. */
struct match_keys {
    struct intern keys;
    struct match *found; /* by the number of the key */
    size_t cap;
};

enum { MATCH_BY_CODE, MATCH_PLAIN, MATCH_BARE, MATCH_BY_ALIAS, MATCH_WAYS };

struct council_matcher {
    struct match_keys ways[MATCH_WAYS];
    const struct dataset *d; /* borrowed */
    struct arena arena;
    struct text key; /* room for one */
};

/* Indexes the councils of D, which must not change while M is used. Zeroed before; to be released
 * also on failure. 0, or -1 when there is no memory. */
int council_matcher_init(struct council_matcher *m, const struct dataset *d);

/* The council that CODE and NAME mean; either may be empty. 0, or -1 when there is no memory. */
int council_match(struct council_matcher *m, struct span code, struct span name,
                  struct match *match);

void council_matcher_release(struct council_matcher *m);

#endif
