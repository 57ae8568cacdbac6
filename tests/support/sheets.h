/* sheets: a file read as a sheet with five fields. */
#ifndef SUPPORT_SHEETS_H
#define SUPPORT_SHEETS_H

#include "fixture.h"
#include "load/sheet.h"

enum { COUNCIL, GRADE, INSPECTED, PUBLISHED, SOURCE, N_FIELDS };

extern const struct field_spec sheet_fields[N_FIELDS];

/* One sheet read: its records as "LINE:council|grade|inspected|published|source". Zeroed is ready;
 * hooks that are set in SHEET before it is read stand. */
struct result {
    struct sheet sheet;
    struct diags ds;
    struct text records, problems;
    int status;
};

/* Reads CONTENT as x.csv, with TAKE for each record, of which the result is the context. */
void read_sheet(struct result *r, const char *content, const struct reading *how, sheet_take *take);

void result_release(struct result *r);

#endif
