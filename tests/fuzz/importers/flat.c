/* A flat file of others.
 * aims: load/import load/import_record load/import_flat record/council_match */
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import(fuzz_span(data, size), "flat");
    return 0;
}
