/* merged: episodes, and time at risk of a fall, from segments that other runs wrote, as one run
 * over all their records would have found them. */
#ifndef STUDY_MERGED_H
#define STUDY_MERGED_H

#include "record/segments.h"
#include "study/exposure.h"

/* What is not told by segments - judgements, models and days of calendar - is not set. 0, or -1
 * when there is no memory. */
int episodes_of_records(const struct segment_records *r, struct episodes *e);
int falls_of_records(const struct segment_records *r, struct exposures *x);

#endif
