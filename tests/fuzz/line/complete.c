/* The words of a line that is being typed: what can come next fits what is there, and can be taken.
 * aims: cmd/completion cmd/offers */
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/completion.h"
#include "data.h"

static void check_candidate(const struct completion *c, size_t i, struct span typed)
{
    struct span value = span_of(c->v[i].value);
    HOLDS(value.length > 0 && fuzz_is_visible(value) && c->v[i].meaning);
    HOLDS(!memchr(value.text, '\t', value.length));
    for (size_t k = 0; k < i; k++)
        HOLDS(strcmp(c->v[k].value, c->v[i].value) != 0);
    HOLDS(value.length >= typed.length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct typed w;
    struct completion c = {0};
    struct diags ds = {0};
    data_enter();
    typed_cut(&w, fuzz_span(data, size));
    if (typed_is_harmless(&w)) {
        HOLDS(completion_find(&c, (const char *const *)w.v, (size_t)w.n, &ds) == 0);
        HOLDS(!c.failed && ds.fault == FAULT_NONE && ds.n == 0);
        HOLDS(c.path >= PATH_NONE && c.path <= PATH_FOLDER && (c.path == PATH_NONE || c.before));
        struct span last = span_of(w.n > 0 ? w.v[w.n - 1] : "");
        for (size_t i = 0; i < c.n && i < 400; i++)
            check_candidate(&c, i, last);
    }
    completion_release(&c);
    diags_release(&ds);
    typed_release(&w);
    return 0;
}
