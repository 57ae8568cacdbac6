/* json: what is written as JSON, by json-c. */
#ifndef OUT_JSON_H
#define OUT_JSON_H

#include <json-c/json.h>

#include "base/text.h"

/* S as a JSON string; bytes that are not UTF-8, as names of files can have, become U+FFFD. NULL
 * when there is no memory. The caller puts it. */
struct json_object *json_string(const char *s);

/* Adds VALUE (NULL: null) to OBJECT under KEY, which is borrowed, and hands it over. 0, or -1 when
 * there is no memory (VALUE is put then). */
int json_add(struct json_object *object, const char *key, struct json_object *value);

/* Adds OBJECT in one line, unprintable characters escaped. 0, or -1 when there is no memory; T
 * tells of its own. */
int json_add_line(struct json_object *object, struct text *t);

#endif
