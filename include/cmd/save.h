/* save: a dataset as the files from which it can be loaded again. */
#ifndef CMD_SAVE_H
#define CMD_SAVE_H

#include "record/dataset.h"

/* What was written. */
struct saved {
    size_t councils, judgements, spells;
};

/* Writes D into FOLDER: ratings.csv, by council and inspection; councils.csv, those that the
 * judgements and spells name, with their predecessors; and models.csv where there is a spell. Files
 * that are there are not overwritten. 0, or -1 on a fault. */
int dataset_save(const struct dataset *d, const char *folder, struct saved *saved,
                 struct diags *ds);

#endif
