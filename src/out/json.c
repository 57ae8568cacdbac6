#include "out/json.h"

#include <errno.h>

#include "base/utf8.h"

struct json_object *json_string(const char *s)
{
    struct text t = {0};
    struct span rest = span_of(s);
    while (rest.length > 0) {
        size_t clean = utf8_valid_prefix(rest);
        text_add(&t, (struct span){rest.text, clean});
        if (clean < rest.length)
            text_add_string(&t, "\xef\xbf\xbd"); /* U+FFFD */
        clean += clean < rest.length;
        rest = (struct span){rest.text + clean, rest.length - clean};
    }
    struct json_object *string = text_failed(&t) ? NULL : json_object_new_string(text_string(&t));
    text_release(&t);
    return string;
}

int json_add(struct json_object *object, const char *key, struct json_object *value)
{
    if (json_object_object_add_ex(object, key, value, JSON_C_OBJECT_KEY_IS_CONSTANT) == 0)
        return 0;
    json_object_put(value);
    return -1;
}

const char *json_line(struct json_object *object)
{
    errno = 0; /* json-c leaves out what it has no memory for, and tells it in no other way */
    const char *s = json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN |
                                                               JSON_C_TO_STRING_NOSLASHESCAPE);
    return errno == 0 ? s : NULL;
}
