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

/* Who has typed a candidate to its end is still offered it, unless it goes on. */
static void check_typed(const struct typed *w, const char *value)
{
    const char **words = calloc((size_t)w->n + 1, sizeof *words);
    struct completion c = {0};
    struct diags ds = {0};
    size_t n = w->n > 0 ? (size_t)w->n : 1, i = 0;
    HOLDS(words);
    memcpy(words, w->v, (size_t)w->n * sizeof *words);
    words[n - 1] = value;
    HOLDS(completion_find(&c, words, n, &ds) == 0);
    while (i < c.n && strcmp(c.v[i].value, value) != 0)
        i++;
    if (i == c.n)
        fuzz_say("not offered again: %s\n", value);
    HOLDS(i < c.n);
    completion_release(&c);
    diags_release(&ds);
    free(words);
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
        for (size_t i = 0; i < c.n && i < 4; i++)
            if (c.v[i].value[strlen(c.v[i].value) - 1] != '=')
                check_typed(&w, c.v[i].value);
    }
    completion_release(&c);
    diags_release(&ds);
    typed_release(&w);
    return 0;
}
