/* A whole call of the program, on small data, without an output file: it ends with one of its exit
 * codes, and leaves nothing behind.
 * aims: cmd/run cmd/answer cmd/session cmd/choices cmd/options cmd/help out/view out/condition */
#include "data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"

enum { MOST_WORDS = 60 };

/* Whether the words ask for a file to write. A line that cannot be parsed asks for none. */
static bool asks_for_output(const struct typed *w)
{
    struct options o;
    struct diags ds = {0};
    bool asks = w->n > 0 && options_parse(&o, w->n, w->v, &ds) == 0 && o.output;
    if (w->n > 0)
        options_release(&o);
    diags_release(&ds);
    return asks;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct typed w, called;
    data_enter();
    typed_cut(&w, fuzz_span(data, size));
    typed_cut(&called, fuzz_span(data, size));
    if (w.n <= MOST_WORDS && typed_is_harmless(&w) && !asks_for_output(&w)) {
        char program[] = "turnaround", *argv[MOST_WORDS + 2] = {program};
        memcpy(argv + 1, called.v, (size_t)called.n * sizeof *argv);
        int code = command_main(called.n + 1, argv, true);
        HOLDS(code >= 0 && code <= 3);
        fflush(stdout);
    }
    typed_release(&w);
    typed_release(&called);
    return 0;
}
