/* records: record files given to the loader, and what every dataset promises. */
#ifndef FUZZ_RECORDS_H
#define FUZZ_RECORDS_H

#include "fuzz.h"
#include "load/load.h"

enum fuzz_part { PART_SCALE, PART_COUNCILS, PART_RATINGS, PART_MODELS, PARTS };

/* Texts of the record files; those with a null text are not there. */
struct fuzz_records {
    struct span parts[PARTS];
    bool is_flat;
    unsigned choice; /* how dates are read and placed */
};

/* Loads them, holds what came of them against what is promised and, where they have no error, what
 * is saved of them against what is loaded from that. */
void fuzz_records(const struct fuzz_records *records);

/* D is as its header promises. */
void fuzz_check_dataset(const struct dataset *d);

/* What is saved of D, read by REQUEST's rules, loads without an error, and is saved as the same
 * bytes again. */
void fuzz_check_saved(struct dataset *d, const struct load_request *request);

#endif
