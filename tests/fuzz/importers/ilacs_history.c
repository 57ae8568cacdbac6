/* Ofsted's history of inspections of children's services (ILACS).
 * aims: load/import load/import_record load/import_ilacs_history record/council_match */
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import(fuzz_span(data, size), "ilacs-history");
    return 0;
}
