/* A table with a column for each judgement.
 * aims: load/import load/import_record load/import_wide record/council_match */
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import(fuzz_span(data, size), "wide");
    return 0;
}
