/* fields: a record - a council, a judgement, a spell - field by field, as its file has it. */
#ifndef RECORD_FIELDS_H
#define RECORD_FIELDS_H

#include "base/text.h"
#include "record/dataset.h"

enum record { RECORD_COUNCIL, RECORD_RATING, RECORD_SPELL, RECORDS };

/* "council", "rating", "spell" */
extern const char *const record_name[RECORDS];

/* One record: its number in councils, judgements or spells of D. */
struct record_at {
    const struct dataset *d;
    enum record record;
    uint32_t number;
};

struct record_field {
    const char *name; /* of the column in the file */
    int kind;
    size_t offset;  /* of a member of struct council, judgement or spell; or ... */
    bool is_detail; /* ... of struct council_details */
};

struct record_fields {
    const struct record_field *v;
    size_t n;
};

/* What a record can say, but for whose it is and which judgement. */
extern const struct record_fields record_fields[RECORDS];

/* Whether A and B, of one kind, say the same: the same bytes, the same date of the same precision;
 * grades without regard to case, blanks, '_' and '-', predecessors to their order. */
bool field_is_same(const struct record_field *f, struct record_at a, struct record_at b);

/* Adds what the record says to T: nothing where the field is empty. */
void field_add(const struct record_field *f, struct record_at at, struct text *t);

/* Whose the record is. */
uint32_t record_council(struct record_at at);

/* Its file, the line on which it begins, and where it says that it comes from; NULL, 0 and NULL or
 * "" where there is no such thing. */
const char *record_file(struct record_at at);
uint32_t record_line(struct record_at at);
const char *record_source(struct record_at at);

#endif
