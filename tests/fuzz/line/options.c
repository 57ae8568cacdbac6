/* The words of a command line, one a line, parsed for the command that the first of them names.
 * aims: cmd/options */
#include "typed.h"

#include <math.h>
#include <string.h>

#include "cmd/command.h"

static void check_numbers(const struct options *o)
{
    HOLDS(o->confidence > 0 && isfinite(o->confidence) && o->tau > 0 && isfinite(o->tau));
    HOLDS(o->max_errors >= 0 && o->limit >= -1 && o->digits >= -1 && o->width >= -1);
    HOLDS(o->min_n >= 0 && o->seed >= 0 && o->landmark >= -1);
    HOLDS(!date_is_known(o->as_of) || date_precision(o->as_of) == DATE_DAY);
}

/* Each choice is one of those that there are, or -1 where none stands for what is best. */
static void check_choices(const struct options *o)
{
    for (size_t i = 0; i < n_option_rows; i++) {
        const struct option_row *row = &option_rows[i];
        struct span list = span_of(row->choices), choice;
        int n = 0, chosen;
        if (row->kind != OPTION_CHOICE)
            continue;
        while (span_next(&list, '|', &choice))
            n++;
        memcpy(&chosen, (const char *)o + row->offset, sizeof chosen);
        HOLDS(chosen >= -1 && chosen < n);
    }
}

/* Operands and options are words of the line, all of them. */
static void check_words(const struct options *o, const struct typed *w)
{
    size_t n = o->operands.n;
    for (size_t i = 0; i < n; i++)
        HOLDS(o->operands.v[i] >= w->memory.text &&
              o->operands.v[i] < w->memory.text + w->memory.length + 1);
    HOLDS(n <= (size_t)w->n && (o->given != 0 || n + 1 >= (size_t)w->n || n + 2 == (size_t)w->n));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct typed w;
    struct options o;
    struct diags ds = {0};
    typed_cut(&w, fuzz_span(data, size));
    const struct command *c = command_find(w.v[0] ? w.v[0] : "");
    if (w.n > 0 && options_parse(&o, w.n, w.v, &ds) == 0) {
        HOLDS(ds.fault == FAULT_NONE);
        check_numbers(&o);
        check_choices(&o);
        check_words(&o, &w);
        options_check(&o, c ? c->groups : GROUP_DATA, w.v[0], &ds);
    } else {
        HOLDS(w.n == 0 || (ds.fault == FAULT_USAGE && ds.fault_message));
    }
    if (w.n > 0)
        options_release(&o);
    diags_release(&ds);
    typed_release(&w);
    return 0;
}
