/* archive: whether a workbook's file, a zip archive of XML, is whole. libxlsxwriter does not look
 * whether its temporary files could be written: on a full disk it makes a valid archive of XML that
 * ends somewhere, and says that all is well. */
#ifndef OUT_ARCHIVE_H
#define OUT_ARCHIVE_H

#include "base/diag.h"
#include "base/span.h"

/* That each part of the archive in BYTES is as long as it says and XML up to the end, that the
 * sheets hold N_CELLS cells together and the list of texts as many as it says. 0, or -1 on a fault.
 */
int archive_check(struct span bytes, size_t n_cells, struct diags *ds);

#endif
