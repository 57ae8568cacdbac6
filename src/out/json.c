#include "out/json.h"

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
    if (json_object_object_add(object, key, value) == 0)
        return 0;
    json_object_put(value);
    return -1;
}

const char *json_line(struct json_object *object)
{
    return json_object_to_json_string_ext(object,
                                          JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
}
