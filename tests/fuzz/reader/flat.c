/* A flat file: ratings with the model that delivered.
 * aims: load/ratings load/build load/spells */
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    struct fuzz_records r = {.choice = fuzz_choice(&s)};
    r.is_flat = true;
    r.parts[PART_RATINGS] = s;
    fuzz_records(&r);
    return 0;
}
