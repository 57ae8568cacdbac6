/* dataset: the records - councils, judgements and delivery-model spells - as they were read.
 *
 * One arena owns every string; `const char *` elsewhere is borrowed from it. Numbers tie the
 * records together: a council is its index in `councils`, a judgement its index in `judgements`.
 * Zeroed is valid and empty. */
#ifndef RECORD_DATASET_H
#define RECORD_DATASET_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/intern.h"
#include "record/model.h"
#include "record/scale.h"

struct council {
    const char *name;
    const char *code, *urn, *region, *type; /* NULL where empty */
    const char *aliases;                    /* other names, ';' between; NULL where empty */
    struct date opened, closed;             /* life is [opened, closed) */
    const uint32_t *predecessors;           /* councils; owned by the arena */
    uint32_t n_predecessors;
    uint32_t line;                     /* in councils.csv; 0 where there is none */
    uint32_t judgements, n_judgements; /* its range in dataset.judgements */
    uint32_t spells, n_spells;         /* its range in dataset.spells */
};

/* One grade of one inspection: 32 bytes, for there can be millions. */
struct judgement {
    uint32_t council;
    struct date inspected, ended, published; /* inspected or published is known */
    uint32_t source;                         /* offset in dataset.sources */
    uint32_t line;
    uint16_t framework; /* in dataset.frameworks */
    uint16_t kind;      /* which judgement: in dataset.kinds */
    uint16_t word;      /* the grade as written: in dataset.words */
    uint16_t file;      /* of several that were imported together, the number */
};

enum trigger {
    TRIGGER_NONE,
    TRIGGER_DIRECTED,
    TRIGGER_VOLUNTARY,
    TRIGGER_CONTRACT_END,
    TRIGGER_REORGANISATION,
    TRIGGER_RETURNED,
    TRIGGER_COUNT
};

enum scope { SCOPE_NONE, SCOPE_FULL, SCOPE_BOUNDARY, SCOPE_COUNT };

/* What is written in files; "" for none. */
extern const char *const trigger_name[TRIGGER_COUNT];
extern const char *const scope_name[SCOPE_COUNT];

struct spell {
    uint32_t council;
    uint32_t line;
    struct date start, end; /* [start, end); unknown start: since ever; unknown end: runs on */
    struct date directed;   /* of the statutory direction */
    const char *provider;   /* interned: equal names are equal pointers; NULL where empty */
    const char *source, *note;
    int model;
    enum trigger trigger;
    enum scope scope;
};

/* Whether C names council NUMBER among its predecessors. */
static inline bool council_succeeds(const struct council *c, uint32_t number)
{
    for (uint32_t k = 0; k < c->n_predecessors; k++)
        if (c->predecessors[k] == number)
            return true;
    return false;
}

/* Grade words as written, each with its rank. */
struct words {
    struct intern names;
    int *rank; /* by number */
    size_t cap_rank;
};

/* Texts end to end, each terminated; offset 0 is "". */
struct pool {
    char *v;
    size_t n, cap;
    uint32_t last, last_length; /* the text added last */
};

struct dataset {
    struct arena arena;
    const char *name;                                       /* as the user named it */
    const char *councils_file, *ratings_file, *models_file; /* as read; NULL: not there */
    struct scale scale;
    struct model_list models;

    struct intern council_names;
    struct council *councils; /* by the number of its name */
    size_t cap_councils;
    uint32_t *by_name;    /* all councils, in the byte order of their names */
    uint32_t *by_descent; /* all councils, predecessors before their successors */

    struct judgement *judgements; /* by council, inspection (judgement_order), line */
    size_t n_judgements, cap_judgements;
    struct spell *spells; /* by council, start (unknown first), line */
    size_t n_spells, cap_spells;

    struct intern kinds, frameworks, providers;
    struct words words;
    struct pool sources;
    int32_t latest_day; /* of inspection or publication, as the loader placed it; DAY_FIRST: none */
    size_t n_left_out;  /* records with errors */
    size_t n_severed;   /* councils kept without their predecessors, which are wrong */
    bool is_unusable; /* a file could not be understood at all, its header or encoding being wrong;
                         or the scale has errors */
};

static inline size_t dataset_n_councils(const struct dataset *d)
{
    return d->council_names.n;
}

static inline const char *judgement_word(const struct dataset *d, const struct judgement *j)
{
    return intern_text(&d->words.names, j->word);
}

static inline int judgement_rank(const struct dataset *d, const struct judgement *j)
{
    return d->words.rank[j->word];
}

static inline const char *judgement_source(const struct dataset *d, const struct judgement *j)
{
    return d->sources.n ? d->sources.v + j->source : "";
}

/* An inspection is (council, inspected, framework), or (council, published, framework) where
 * inspected is empty. Negative, zero (one inspection) or positive as A stands before B; of one
 * council, by the first day that the date can mean. */
static inline int judgement_order(const struct judgement *a, const struct judgement *b)
{
    bool p = date_is_known(a->inspected), q = date_is_known(b->inspected);
    struct date x = p ? a->inspected : a->published, y = q ? b->inspected : b->published;
    if (x.packed != y.packed)
        return x.packed < y.packed ? -1 : 1;
    if (p != q)
        return p ? -1 : 1;
    return (int)a->framework - (int)b->framework;
}

/* The council that NAME names: exactly, else without case, blanks, '_' and '-', else by its code;
 * false when there is none, or several but for the exact name. */
bool dataset_find_council(struct dataset *d, struct span name, uint32_t *council);

/* Offers the names of all councils to N. */
void dataset_nearest_council(const struct dataset *d, struct nearest *n);

/* The number of council NAME, which is added if new. 0, or -1 when there is no memory. */
int dataset_add_council(struct dataset *d, struct span name, uint32_t *council);

/* The number of a grade word as written, added with RANK if new. 0 or -1 as above. */
int words_put(struct words *w, struct arena *arena, struct span word, int rank, uint32_t *number);

/* The offset of S in the pool; a text equal to the last one is not added again. 0 or -1. */
int pool_put(struct pool *p, struct span s, uint32_t *offset);

/* Sets by_name. 0 or -1. */
int dataset_order_councils(struct dataset *d);

void dataset_release(struct dataset *d);

#endif
