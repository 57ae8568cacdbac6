/* segments_complete: the form of segments that others can go on with. */
#ifndef CMD_SEGMENTS_COMPLETE_H
#define CMD_SEGMENTS_COMPLETE_H

#include "cmd/cells.h"
#include "study/episodes.h"

enum { N_COMPLETE_COLUMNS = 14 };
extern const struct column complete_columns[N_COMPLETE_COLUMNS];

/* Zeroed is valid and empty. */
struct complete_rows {
    struct complete_row *v;
    size_t n, cap;
    bool failed; /* there was no memory */
};

/* Finds the episodes, and fills DOC's table with ROWS: them, and all else that answers are made of.
 * DS has the problems of the records. 0, or -1 on a fault. */
int segments_complete(struct session *s, struct episodes *e, struct complete_rows *rows,
                      struct document *doc, struct diags *ds);

void complete_rows_release(struct complete_rows *rows);

#endif
