/* A list of councils, with ratings of a few.
 * aims: load/councils load/sheet load/build record/dataset record/successors */
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    struct fuzz_records r = {.choice = fuzz_choice(&s)};
    r.parts[PART_COUNCILS] = s;
    r.parts[PART_RATINGS] = span_of("council,grade,inspected\nLeeds,good,2019-01-01\n"
                                    "Ashby,inadequate,2009-01-01\nAshby,good,2011-02\n");
    fuzz_records(&r);
    return 0;
}
