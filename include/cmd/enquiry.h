/* enquiry: what another command answers to the same question, of the same data. */
#ifndef CMD_ENQUIRY_H
#define CMD_ENQUIRY_H

#include "cmd/session.h"

/* Which, beyond what the session's options say. Zeroed but for the command: its usual table. */
struct enquiry_request {
    const struct command *command;
    const char *columns; /* as -c has them; NULL: the usual ones */
    bool by;             /* in the other form that the command's `by` names */
    uint32_t council;    /* of a command that is about one */
    size_t most;         /* rows; 0: all */
};

/* An answer, with a view of it. Its cells are made from it, so that it must stay where it is.
 * Zeroed is valid and empty. */
struct enquiry {
    struct session session;
    struct options options;
    struct document doc; /* notes: the command's own, not those with which every answer begins */
    struct view view;
};

/* Puts RQ to the data and the choices of S, which must stay as long. 0, or -1 on a fault; E is
 * released by enquiry_release() either way. */
int enquiry_make(struct enquiry *e, const struct session *s, const struct enquiry_request *rq,
                 struct diags *ds);

void enquiry_release(struct enquiry *e);

/* Adds the call that gives the same answer: "turnaround times -c model,events england". Of paths
 * it has the last part. FIRST is the operand before the dataset; NULL: none. */
void enquiry_add_call(struct text *t, const struct session *s, const struct enquiry_request *rq,
                      const char *first);

/* The same of any command, NAME, that takes GROUPS of options; MORE is what stands before them, as
 * it is, or "". */
void call_add(struct text *t, const struct session *s, const char *name, unsigned groups,
              const char *more);

/* What stands behind the last slash of PATH. */
struct span path_last(const char *path);

#endif
