/* Ofsted's tables of outcomes.
 * aims: load/import load/import_record load/import_ofsted_outcomes record/council_match */
#include "foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import(fuzz_span(data, size), "ofsted-outcomes");
    return 0;
}
