/* segments: files that `segments --complete` wrote, read together. */
#ifndef LOAD_SEGMENTS_H
#define LOAD_SEGMENTS_H

#include "load/load.h"
#include "record/segments.h"

/* Reads RQ's files of segments - N_FILES of FILES, its other parts are not there - into R, and
 * their councils, in order, and models into D; both must be zeroed and are to be released also on
 * failure. The files can be in any order, and each several ones end to end. 0, with what is wrong
 * with them in DS, or -1 on a fault. */
int load_segments(const struct load_request *rq, const struct part *files, size_t n_files,
                  struct dataset *d, struct segment_records *r, struct diags *ds);

#endif
