/* save: a dataset as the files from which it can be loaded again. */
#ifndef CMD_SAVE_H
#define CMD_SAVE_H

#include "base/diag.h"
#include "base/progress.h"
#include "record/fields.h"

/* Writes D into FOLDER: ratings.csv, by council and date, but in the order of the file what can be
 * of one day; councils.csv, those that the judgements and spells name, with their predecessors; and
 * models.csv where there is a spell. Files that are there are not overwritten. SAVED is set to the
 * number of records of each kind. 0, or -1 on a fault. */
int dataset_save(const struct dataset *d, const char *folder, struct progress *progress,
                 size_t saved[RECORDS], struct diags *ds);

/* The parts into which a dataset is cut. */
struct shards {
    const char *const *names; /* of their folders */
    size_t n;
    const uint32_t *of; /* by council: its shard, from 0 */
};

/* Writes each shard of D as a dataset of its own, NAME, into FOLDER: its records in the order of
 * their files, and the files that D has, also where they have no record. Nothing is overwritten. 0,
 * or -1 on a fault. */
int dataset_save_shards(const struct dataset *d, const char *folder, const struct shards *shards,
                        struct progress *progress, struct diags *ds);

#endif
