/* offers: what can be offered for one word (struct completion). Private to completion.c. */
#ifndef CMD_OFFERS_H
#define CMD_OFFERS_H

#include "cmd/cells.h"
#include "cmd/completion.h"

/* A word while it is typed, on a line whose other words are known. */
struct asking {
    const struct command *command;
    unsigned groups;        /* of options that it takes */
    struct options options; /* of the line, as far as they could be read */
    struct span lead;       /* of the word, what stays */
    struct span typed;      /* and what a candidate must begin with */
    bool is_option;         /* letters count as they are: -c is not -C */
    const char *choices;    /* of OFFER_CHOICE, '|' between */
    struct completion *out;
    struct session session; /* of the records, once they are read */
    bool has_records;
};

/* Offers VALUE if it begins with what was typed. */
void offer_word(struct asking *a, struct span value, const char *meaning);

/* Offers all that WHAT stands for. */
void offer_all(struct asking *a, enum offer what);

void asking_release(struct asking *a);

#endif
