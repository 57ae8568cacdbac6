/* answer: a command run on what is loaded, and its table written where and how the options say. */
#ifndef CMD_ANSWER_H
#define CMD_ANSWER_H

#include "cmd/session.h"
#include "out/writer.h"

/* The format of -f, else that of the ending of -o's file, else CSV under --excel, else the table. A
 * usage fault where there is none such. 0 or -1. */
int answer_choose_writer(const struct session *s, const struct writer **writer, struct diags *ds);

/* Runs the session's command, writes its table, then its notes to standard error. 0, or -1 on a
 * fault. */
int answer_write(struct session *s, const struct writer *writer, struct diags *ds);

#endif
