#include "typed.h"

#include <stdlib.h>
#include <string.h>

void typed_cut(struct typed *w, struct span s)
{
    char *memory = fuzz_string(s), *from = memory;
    size_t most = fuzz_lines(s) + 1;
    *w = (struct typed){.v = calloc(most + 1, sizeof *w->v), .memory = {memory, s.length}};
    HOLDS(w->v);
    for (char *end; from && *from; from = end ? end + 1 : NULL) {
        end = strchr(from, '\n');
        if (end)
            *end = '\0';
        w->v[w->n++] = from;
    }
}

void typed_release(struct typed *w)
{
    char *memory = w->memory.length || w->memory.text ? (char *)(uintptr_t)w->memory.text : NULL;
    free(memory);
    free(w->v);
}
