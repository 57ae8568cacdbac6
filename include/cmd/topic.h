/* topic: what `turnaround help TOPIC`, and the manual page, say about one thing. To add one:
 * src/cmd/topic_NAME.c ending in `const struct topic topic_NAME`, and its line in topics.def. */
#ifndef CMD_TOPIC_H
#define CMD_TOPIC_H

#include "base/text.h"

/* Adds the I-th of a list to NAME and MEANING, which are empty; false behind the last. */
typedef bool topic_list(size_t i, struct text *name, struct text *meaning);

/* One of: a heading over what follows; a paragraph; a term and what it means; such terms from a
 * table of the program. */
struct topic_part {
    const char *heading, *text, *term;
    topic_list *list;
};

struct topic {
    const char *name;
    const char *summary;            /* in a line */
    const struct topic_part *parts; /* the last is empty */
};

/* Whether PART is one, and not the end. */
static inline bool topic_has(const struct topic_part *part)
{
    return part->heading || part->text || part->list;
}

/* The I-th topic, in order; NULL behind the last. */
const struct topic *topic_at(size_t i);
const struct topic *topic_find(const char *name);

#endif
