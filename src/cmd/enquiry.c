#include "cmd/enquiry.h"

#include <stdlib.h>

static int run(struct enquiry *e, const struct command *c, struct diags *ds)
{
    e->session.state = calloc(1, c->state_size + 1);
    if (!e->session.state)
        return diags_no_memory(ds);
    if (c->run(&e->session, e->session.state, &e->doc, ds) != 0)
        return -1;
    return e->doc.failed ? diags_no_memory(ds) : 0;
}

int enquiry_make(struct enquiry *e, const struct session *s, const struct enquiry_request *rq,
                 struct diags *ds)
{
    const struct view_request usual = {.columns = rq->columns,
                                       .limit = rq->most ? (int64_t)rq->most : -1,
                                       .digits = -1,
                                       .has_header = true};
    *e = (struct enquiry){.options = *s->options};
    e->options.by = rq->by ? rq->command->by : NULL;
    e->doc = (struct document){.command = rq->command->name,
                               .placing = (enum date_placing)s->options->partial};
    session_derive(&e->session, s, rq->command, &e->options);
    e->session.council = rq->council;
    if (run(e, rq->command, ds) != 0)
        return -1;
    return view_make(&e->view, &e->doc, &usual, ds);
}

void enquiry_release(struct enquiry *e)
{
    view_release(&e->view);
    document_release(&e->doc);
    session_release(&e->session);
}
