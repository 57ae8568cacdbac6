/* All parts of a dataset: ratings and, if they are there, councils, spells, a scale of grades.
 * aims: load/load load/build load/councils load/spells load/ratings load/scale cmd/save out/folder
 * record/fields */
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    struct fuzz_records r = {.choice = fuzz_choice(&s)};
    r.parts[PART_RATINGS] = fuzz_section(&s);
    r.parts[PART_COUNCILS] = fuzz_section(&s);
    r.parts[PART_MODELS] = fuzz_section(&s);
    r.parts[PART_SCALE] = fuzz_section(&s);
    if (!r.parts[PART_RATINGS].text)
        r.parts[PART_RATINGS] = span_of("");
    fuzz_records(&r);
    return 0;
}
