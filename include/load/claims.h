/* claims: a file of claims, read against a dataset. */
#ifndef LOAD_CLAIMS_H
#define LOAD_CLAIMS_H

#include "load/load.h"
#include "record/claim.h"

/* Reads FILE into CLAIMS, which must be zeroed and is to be released also on failure, against D,
 * which is loaded: councils, grades, models and judgements are those that it knows. 0, with the
 * problems of its records in DS (CLAIMS then holds the good ones), or -1 on a fault. */
int load_claims(const struct part *file, enum date_order order, struct dataset *d,
                struct claims *claims, struct diags *ds);

#endif
