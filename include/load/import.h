/* import: files of other formats into a dataset, and what became of each of their records.
 *
 * A format is a table of columns (src/load/import_*.c). Councils are matched to those of a list
 * (record/council_match.h); what does not match, or has another error, is left out and told. */
#ifndef LOAD_IMPORT_H
#define LOAD_IMPORT_H

#include "load/load.h"

/* The I-th format, in the order in which they are tried by `auto`; NULL behind the last. */
struct importer;
const struct importer *importer_at(size_t i);
const char *importer_name(const struct importer *importer);
const char *importer_summary(const struct importer *importer);

/* Of a wide file: the column that holds the grades of a judgement. */
struct import_map {
    const char *judgement, *column;
};

struct import_request {
    struct load_request load; /* councils (which must be there), scale, extra models, placing, and
                                 the order of dates if HAS_ORDER, else each format's usual one */
    bool has_order;
    const char *format; /* the name of one, or "auto" */
    const struct part *files;
    size_t n_files;
    const struct import_map *maps;
    size_t n_maps;
};

enum import_action {
    IMPORT_TOOK,     /* a record, which gave at least one grade */
    IMPORT_NO_GRADE, /* a record that has no grade, and what it has instead */
    IMPORT_CHANGED,  /* a value that was not kept as written */
};

/* What was done with a record, or with a value of one. */
struct import_event {
    enum import_action action;
    const char *file;
    uint16_t file_number;  /* from 0 */
    uint32_t line, column; /* from 1 */
    uint32_t record;       /* the line on which the record begins */
    const char *council;   /* as in the list */
    struct date date;      /* of publication, else of the inspection */
    const char *field;     /* of a value, its column's heading; NULL of a record */
    const char *found, *kept;
    /* Of a record: judgements that it gave; of them those that are in the dataset, and those that
     * are not, as another record contradicts them. The others repeat another record. */
    size_t n_taken, n_kept, n_contradicted;
};

/* Zeroed is valid and empty. */
struct import_log {
    struct import_event *v; /* in the order of files and lines */
    size_t n, cap;
    struct arena arena;
    size_t n_spelt;       /* grades spelt otherwise: "Requires improvement to be good" */
    const char **formats; /* of each file, the name; NULL: none fits */
};

/* Reads all files into D, which must be zeroed and is to be released also on failure. 0, with what
 * is wrong with the records in DS and D.is_unusable where a file could not be understood at all, or
 * -1 on a fault: a format or a map that does not fit is a usage fault. */
int load_import(const struct import_request *request, struct dataset *d, struct import_log *log,
                struct diags *ds);

void import_log_release(struct import_log *log);

#endif
