/* claim: what somebody says about councils, as a record that can be held against the others. */
#ifndef RECORD_CLAIM_H
#define RECORD_CLAIM_H

#include "record/dataset.h"

enum claim_kind {
#define CLAIM(id, name, needs, may, form, meaning) CLAIM_##id,
#include "record/claim_kinds.def"
#undef CLAIM
    CLAIM_KIND_COUNT
};

/* Fields that a kind needs, or may have. */
enum claim_field {
    HAS_COUNCIL = 1,
    HAS_MODEL = 2,
    HAS_JUDGEMENT = 4,
    HAS_DATE = 8,
    HAS_UNTIL = 16,
    HAS_GRADE = 32,
    HAS_VALUE = 64,
    HAS_TOLERANCE = 128,
};

/* What is unusual about the fields of a kind. */
enum claim_form {
    FORM_USUAL = 0,
    FORM_GRADES = 1,  /* the grade is a path of grades */
    FORM_MODELS = 2,  /* the model is a path of models */
    FORM_TEXT = 4,    /* the value is a text */
    FORM_TRIGGER = 8, /* the value is a trigger */
    FORM_SHARE = 16,  /* the value is a share, 0 to 1 */
    FORM_ALL = 32,    /* the judgement may be "all" */
    FORM_EITHER = 64, /* date or until must be there */
};

struct claim_kind_row {
    const char *name;
    unsigned needs, may; /* enum claim_field */
    unsigned form;       /* enum claim_form */
    const char *meaning; /* when the claim holds */
};

extern const struct claim_kind_row claim_kinds[CLAIM_KIND_COUNT];

enum verdict { VERDICT_HOLDS, VERDICT_CONTRADICTED, VERDICT_UNDECIDABLE, VERDICT_COUNT };

/* As it is written in files, and printed. */
extern const char *const verdict_name[VERDICT_COUNT];

/* How what the records say must compare with what is claimed. */
enum relation {
    RELATION_EQUAL,
    RELATION_AT_LEAST,
    RELATION_AT_MOST,
    RELATION_ABOVE,
    RELATION_BELOW,
    RELATION_COUNT
};

/* ">=" and the like; "" of RELATION_EQUAL. */
extern const char *const relation_sign[RELATION_COUNT];

enum { NO_COUNCIL = UINT32_MAX, JUDGEMENT_ASKED = -1, JUDGEMENT_ALL = -2 };

/* Fields that the kind does not have are zero, but for the numbers below. */
struct claim {
    enum claim_kind kind;
    uint32_t line;
    const char *id, *text, *source, *reason; /* reason: NULL where empty */
    uint32_t council;                        /* NO_COUNCIL: none */
    int judgement;                           /* in dataset.kinds, or one of the above */
    const int *models;                       /* one, or a path */
    const int *ranks;                        /* of grades: one, or a path */
    size_t n_models, n_ranks;
    struct date date, until, as_of;
    enum relation grade_is; /* of a single grade */
    enum relation number_is;
    double number;    /* the value, where it is one */
    int digits;       /* after the point, as it is written */
    double tolerance; /* NaN: none */
    const char *word; /* the value, where it is a text */
    enum trigger trigger;
    enum verdict expected;
};

/* In file order. Zeroed is valid and empty. */
struct claims {
    struct claim *v;
    size_t n, cap;
    size_t n_left_out; /* records with errors */
    bool is_unusable;  /* the header or the encoding is wrong */
    struct arena arena;
};

/* The model of a claim about one; MODEL_UNKNOWN where it has none. */
static inline int claim_model(const struct claim *c)
{
    return c->n_models ? c->models[0] : MODEL_UNKNOWN;
}

/* Whether RANK is, or is above or below as the claim says, the claim's grade; true where it claims
 * none. */
bool claim_grade_fits(const struct claim *c, int rank);

/* Whether X is, within the tolerance or as rounded to the digits that are written, the claim's
 * number; or compares with it as the claim says. */
bool claim_number_fits(const struct claim *c, double x);

void claims_release(struct claims *claims);

#endif
