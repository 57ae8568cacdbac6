/* A file of a format that is to be found.
 * aims: load/import load/import_record record/council_match load/sniff */
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import(fuzz_span(data, size), "auto");
    return 0;
}
