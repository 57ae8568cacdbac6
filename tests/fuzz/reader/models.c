/* A file of spells, of councils that have their lives.
 * aims: load/spells load/sheet load/build */
#include "records.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    struct fuzz_records r = {.choice = fuzz_choice(&s)};
    r.parts[PART_COUNCILS] = span_of("council,code,opened,closed,predecessors\n"
                                     "Leeds,E1,,,\nAshby,E2,,2014-04-01,\n"
                                     "Bourne,E3,2014-04-01,,Ashby\n");
    r.parts[PART_RATINGS] = span_of("council,grade,inspected\nLeeds,good,2019-01-01\n");
    r.parts[PART_MODELS] = s;
    fuzz_records(&r);
    return 0;
}
