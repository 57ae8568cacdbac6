/* dataset: the records - councils, judgements and delivery-model spells - as they were read.
 *
 * One arena owns every string; `const char *` elsewhere is borrowed from it. Numbers tie the
 * records together: a council is its place in the byte order of the councils' names, a judgement
 * and a spell theirs among all. There can be millions of them: they are kept packed, and looked at
 * one by one as structs. Zeroed is valid and empty. */
#ifndef RECORD_DATASET_H
#define RECORD_DATASET_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/packed.h"
#include "record/model.h"
#include "record/scale.h"

/* What councils.csv has besides. */
struct council_details {
    const char *code, *urn, *region, *type; /* NULL where empty */
    const char *aliases;                    /* other names, ';' between; NULL where empty */
    const uint32_t *predecessors;           /* councils; owned by the arena */
    uint32_t n_predecessors;
    uint32_t line; /* 0 where there is none */
};

struct council {
    const char *name;
    struct council_details *more;      /* owned by the arena; NULL: see council_more() */
    struct date opened, closed;        /* life is [opened, closed) */
    uint32_t judgements, n_judgements; /* its range in dataset.judgements */
    uint32_t spells, n_spells;         /* its range in dataset.spells */
};

/* What is known besides; where that is nothing, details that are empty. */
static inline const struct council_details *council_more(const struct council *c)
{
    static const struct council_details none;
    return c->more ? c->more : &none;
}

/* One grade of one inspection; a row of dataset.judgements, number by number. */
struct judgement {
    uint32_t council;
    struct date inspected, ended, published; /* inspected or published is known */
    uint32_t source;                         /* offset in dataset.sources */
    uint32_t line;
    uint32_t framework; /* in dataset.frameworks */
    uint32_t kind;      /* which judgement: in dataset.kinds */
    uint32_t word;      /* the grade as written: in dataset.words */
    uint32_t file;      /* of several that were imported together, the number */
};

enum { JUDGEMENT_COLUMNS = sizeof(struct judgement) / sizeof(uint32_t) };

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
    const char *provider;   /* equal names are equal pointers; NULL where empty */
    const char *source, *note;
    int model;
    enum trigger trigger;
    enum scope scope;
};

/* The same as a row of dataset.spells. */
struct spell_row {
    uint32_t council, line;
    struct date start, end, directed;
    uint32_t provider;     /* its number in dataset.providers, + 1; 0: none */
    uint32_t source, note; /* offsets in dataset.notes */
    uint32_t model, trigger, scope;
};

enum { SPELL_COLUMNS = sizeof(struct spell_row) / sizeof(uint32_t) };

/* Whether C names council NUMBER among its predecessors. */
static inline bool council_succeeds(const struct council *c, uint32_t number)
{
    for (uint32_t k = 0; k < council_more(c)->n_predecessors; k++)
        if (c->more->predecessors[k] == number)
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

    struct council *councils; /* in the byte order of their names, once all are known */
    size_t n_councils, cap_councils;
    uint32_t *by_descent; /* all councils, predecessors before their successors; NULL: as they are,
                             for none has any */

    struct packed judgements; /* struct judgement; by council, inspection (judgement_order), line */
    struct packed spells;     /* struct spell_row; by council, start (unknown first), line */

    struct intern kinds, frameworks, providers;
    struct words words;
    struct pool sources; /* of judgements */
    struct pool notes;   /* sources and notes of spells */
    int32_t latest_day; /* of inspection or publication, as the loader placed it; DAY_FIRST: none */
    size_t n_left_out;  /* records with errors */
    size_t n_severed;   /* councils kept without their predecessors, which are wrong */
    bool is_unusable; /* a file could not be understood at all, its header or encoding being wrong;
                         or the scale has errors */
};

static inline size_t dataset_n_councils(const struct dataset *d)
{
    return d->n_councils;
}

/* The I-th council by descent. */
static inline uint32_t dataset_by_descent(const struct dataset *d, size_t i)
{
    return d->by_descent ? d->by_descent[i] : (uint32_t)i;
}

static inline struct judgement judgement_at(const struct dataset *d, size_t number)
{
    struct judgement j;
    packed_read(&d->judgements, number, 1, (uint32_t *)&j);
    return j;
}

struct spell spell_at(const struct dataset *d, size_t number);

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
    return (a->framework > b->framework) - (a->framework < b->framework);
}

/* The council of that very name; false when there is none. Councils must be in order. */
bool dataset_find_name(const struct dataset *d, struct span name, uint32_t *council);

/* The council that NAME names: exactly, else without case, blanks, '_' and '-', else by its code;
 * false when there is none, or several but for the exact name. */
bool dataset_find_council(const struct dataset *d, struct span name, uint32_t *council);

/* Offers the names of all councils to N. */
void dataset_nearest_council(const struct dataset *d, struct nearest *n);

/* Adds the council NAME (owned by the arena) behind the others. 0, or -1 when there is no memory.
 */
int dataset_add_council(struct dataset *d, const char *name);

/* Brings the councils into the order of their names, where PLACES has for each, by its number, the
 * one that it gets; NULL: they are in order. 0 or -1. */
int dataset_order_councils(struct dataset *d, const uint32_t *places);

/* The number of a grade word as written, added with RANK if new. 0 or -1 as above. */
int words_put(struct words *w, struct arena *arena, struct span word, int rank, uint32_t *number);

/* The offset of S in the pool; a text equal to the last one is not added again. 0 or -1. */
int pool_put(struct pool *p, struct span s, uint32_t *offset);

/* The text there; NULL where it is empty. */
static inline const char *pool_text(const struct pool *p, uint32_t offset)
{
    return offset ? p->v + offset : NULL;
}

void dataset_release(struct dataset *d);

#endif
