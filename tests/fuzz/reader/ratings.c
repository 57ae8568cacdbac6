/* A file of ratings; in front of it, one of councils.
 * aims: load/ratings load/sheet load/build load/loader load/locate base/date */
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    struct fuzz_records r = {.choice = fuzz_choice(&s)};
    r.parts[PART_COUNCILS] = fuzz_section(&s);
    r.parts[PART_RATINGS] = s;
    if (s.text)
        fuzz_records(&r);
    return 0;
}
