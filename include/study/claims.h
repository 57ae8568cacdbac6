/* claims: whether a claim holds, going by the records.
 *
 * Dates without a day, the claim's and the records', are tried on their first and last day (and as
 * the rules place them): where that makes a difference the claim cannot be decided. What each kind
 * asks of the records is in the manual; who judges it, in src/study/claims.c. */
#ifndef STUDY_CLAIMS_H
#define STUDY_CLAIMS_H

#include "base/text.h"
#include "record/claim.h"
#include "study/study.h"

/* What came of a claim. Zeroed is valid and empty. */
struct finding {
    enum verdict verdict;
    struct text says; /* what the records say, in words */
};

/* Judges C under the rules of STUDY, but for its as-of date and its judgement where the claim has
 * its own, and for the placing of dates. 0, or -1 when there is no memory. */
int claim_judge(const struct study *study, const struct claim *c, struct finding *f);

void finding_release(struct finding *f);

#endif
