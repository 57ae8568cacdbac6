/* importing: an import at work - what its files share, and what is done with each record. */
#ifndef LOAD_IMPORTING_H
#define LOAD_IMPORTING_H

#include "importer.h"
#include "record/council_match.h"

/* The sheets' loader, and behind it what they need besides. */
struct importing {
    struct loader loader; /* first: the context of sheets is both */
    const struct import_request *request;
    const struct importer *only; /* the format asked for; NULL: any that fits */
    const struct importer *at;   /* that of the file at hand; NULL: not yet known */
    const struct importer *wide; /* with the columns that are mapped */
    struct council_matcher matcher;
    int nearest_lacks; /* of the file at hand, how many columns the line that comes nearest to a
                          header lacks; 0: none comes near */
    uint32_t nearest_line;
    struct text lacking; /* their names */
    struct import_log *log;
    struct reading reading; /* of the file at hand */
    struct text text;       /* room for what is composed */
};

/* Takes a record: its judgements into the dataset, what became of it into the log. */
sheet_take import_record;

/* How many judgements of each record in the log are left, once the dataset is built. 0 or -1. */
int import_settle_log(struct importing *im);

#endif
