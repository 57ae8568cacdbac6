/* states: the grades that --states joins. */
#ifndef CMD_STATES_H
#define CMD_STATES_H

#include "cmd/session.h"
#include "study/panel.h"

/* Reads --states, or takes the default (states_of_scale); LABELS are the grades of each, as
 * --states writes them, kept in the session's arena. A usage fault unless they are 2 to
 * PANEL_STATES_LIMIT and take every grade of the scale once, from the best down. 0 or -1. */
int session_states(struct session *s, struct states *states, const char *labels[PANEL_STATES_LIMIT],
                   struct diags *ds);

#endif
