/* scale: grades as data - which words are grades, and how they rank. */
#ifndef RECORD_SCALE_H
#define RECORD_SCALE_H

#include "base/nearest.h"
#include "base/span.h"

enum {
    RANK_NONE = 0, /* of a no-grade word: kept, counted, never ranked */
    RANK_LIMIT = 1000,
    SCALE_LIMIT = 2000, /* words of a scale */
    LABEL_LIMIT = 200,  /* bytes of a word: columns are called after it */
};

struct grade_word {
    const char *word;
    int rank; /* 1 to RANK_LIMIT, higher is better; or RANK_NONE */
};

/* The words; the first of a rank is its label. Borrowed. */
struct scale {
    const struct grade_word *words;
    size_t n;
};

/* Ofsted's: outstanding 4, good 3, requires improvement 2, inadequate 1. */
struct scale scale_ofsted(void);

/* The word that S is, or NULL; the empty word is a no-grade word of every scale. */
const struct grade_word *scale_find(const struct scale *scale, struct span s);

/* The label of RANK, or NULL. */
const char *scale_label(const struct scale *scale, int rank);

/* The lowest and the highest rank; RANK_NONE when there is none. */
int scale_lowest(const struct scale *scale);
int scale_highest(const struct scale *scale);

/* The next rank below, or above, RANK that has a label, or RANK_NONE. */
int scale_next_below(const struct scale *scale, int rank);
int scale_next_above(const struct scale *scale, int rank);

/* Offers all words to N; those without a grade only if WITH_NO_GRADES. */
void scale_nearest(const struct scale *scale, bool with_no_grades, struct nearest *n);

#endif
