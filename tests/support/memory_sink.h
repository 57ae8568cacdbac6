/* memory_sink: a sink whose bytes are kept. */
#ifndef TESTS_MEMORY_SINK_H
#define TESTS_MEMORY_SINK_H

#include "out/sink.h"

struct sink memory_sink(void);

/* Closes the sink; what was put into it, terminated, to be freed. Fails if a write did. *LENGTH, if
 * not NULL: how many bytes. */
char *memory_sink_take(struct sink *s, size_t *length);

#endif
