/* flows: the content of charts of what went from where to where - bands between two columns, each
 * as wide as its number. */
#ifndef OUT_FLOWS_H
#define OUT_FLOWS_H

#include "out/chart.h"

/* Where flows begin, or end. */
struct flow_node {
    const char *label;   /* "requires improvement" */
    const char *letters; /* "R" */
    int place;           /* its ink, 0 to N_RANKS - 1 */
    size_t count;        /* of its flows, in all */
    const char *value;   /* their mean, where flows begin: "4.1" */
    const char *tip;
};

struct flow {
    size_t from, to;   /* nodes */
    size_t count;      /* above 0 */
    const char *value; /* of it: "4.1" */
    const char *sign;  /* of which way it goes, before its label */
    bool is_dashed;    /* it stays where it was */
    const char *tip;
};

struct flows {
    const char *from_label, *to_label;     /* above the nodes */
    const char *count_label, *value_label; /* above the numbers */
    const struct flow_node *from, *to;     /* from the top down */
    size_t n_from, n_to;                   /* each with a flow */
    const struct flow *flows;              /* by from, then to */
    size_t n_flows;
};

extern const struct chart_form flows_form;

#endif
