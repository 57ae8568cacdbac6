/* load: record files into a dataset. Everything that can be wrong with records is found here. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include "base/progress.h"
#include "record/dataset.h"

/* One file: the path to open ("-": standard input) and the name to print; path NULL: not there. */
struct part {
    const char *path, *name;
};

struct load_request {
    struct part councils, ratings, models;
    bool flat;         /* ratings may have a `model` column, which gives the spells */
    struct part scale; /* (label, rank) in place of Ofsted's grades */
    const char *const *extra_models;
    size_t n_extra_models;
    enum date_order order;
    enum date_placing placing;
    bool has_as_of; /* an as-of day was asked for: what is dated after it is worth a warning */
    int32_t as_of;
    bool by_published; /* inspections are dated by publication */
    struct progress *progress;
    size_t n_threads;    /* that may read at once, at most WORKERS_LIMIT; 0: one */
    uint64_t least_part; /* bytes of a file that are worth a thread */
    uint64_t first_part; /* bytes of the first part of a file; 0: as many as of the others */
};

/* Reads all parts into D, which must be zeroed and is to be released also on failure. 0, with the
 * problems of the records in DS (D then holds the good ones), or -1 on a fault. */
int load_dataset(const struct load_request *request, struct dataset *d, struct diags *ds);

/* Finds the parts of DATASET: a folder's files ratings.csv (which must be there), councils.csv and
 * models.csv, each as it is or compressed (.gz, .zst), or one flat file, or "-". Parts of REQUEST
 * that are set already stand. Strings are kept in ARENA. 0 or -1. */
int load_find_parts(const char *dataset, struct load_request *request, struct arena *arena,
                    struct diags *ds);

/* The columns that the files of councils, ratings (those of flat files last) and spells can have,
 * and how many. */
struct field_spec;
const struct field_spec *council_columns(size_t *n);
const struct field_spec *rating_columns(size_t *n);
const struct field_spec *spell_columns(size_t *n);

#endif
