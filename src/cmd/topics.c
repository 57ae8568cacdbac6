/* The topics there are. */
#include <string.h>

#include "cmd/topic.h"

#define TOPIC(id) extern const struct topic topic_##id;
#include "cmd/topics.def"
#undef TOPIC

static const struct topic *const topics[] = {
#define TOPIC(id) &topic_##id,
#include "cmd/topics.def"
#undef TOPIC
    NULL,
};

const struct topic *topic_at(size_t i)
{
    return topics[i];
}

const struct topic *topic_find(const char *name)
{
    for (size_t i = 0; topics[i]; i++)
        if (strcmp(topics[i]->name, name) == 0)
            return topics[i];
    return NULL;
}
