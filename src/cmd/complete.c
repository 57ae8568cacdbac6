/* complete: the candidates for the last word of a command line, as shells ask for them. */
#include "cmd/completion.h"

#include "cmd/command.h"

static void add_candidate(struct text *t, const struct candidate *c)
{
    text_addf(t, "%s\t", c->value);
    text_add_visible(t, span_of(c->meaning));
    text_add_char(t, '\n');
}

static void add_path(struct text *t, const struct completion *c)
{
    static const char *const names[] = {[PATH_FILE] = ":file", [PATH_FOLDER] = ":folder"};
    text_addf(t, "%s%s%s\n", names[c->path], c->before[0] ? " " : "", c->before);
}

static int print(const struct session *s, struct sink *sink, struct diags *ds)
{
    const struct list *words = &s->options->operands;
    struct completion c = {0};
    struct text t = {0};
    int status = completion_find(&c, words->v, words->n, ds);
    for (size_t i = 0; status == 0 && i < c.n; i++)
        add_candidate(&t, &c.v[i]);
    if (status == 0 && c.path != PATH_NONE)
        add_path(&t, &c);
    if (status == 0 && text_failed(&t))
        status = diags_no_memory(ds);
    if (status == 0)
        sink_put(sink, text_span(&t));
    text_release(&t);
    completion_release(&c);
    return status;
}

const struct command command_complete = {
    .name = "complete",
    .summary = "What can come next on a command line? (for shells)",
    .operand = OPERAND_WORDS,
    .print = print,
};
