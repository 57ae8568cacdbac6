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

/* The character as JSON escapes it: one UTF-16 unit, or two. */
static void add_escape(uint32_t point, struct text *t)
{
    if (point > 0xffff) {
        text_addf(t, "\\u%04x", 0xd800 + ((point - 0x10000) >> 10));
        point = 0xdc00 + ((point - 0x10000) & 0x3ff);
    }
    text_addf(t, "\\u%04x", point);
}

/* json-c escapes only those control characters that JSON does not allow; the others, which can be
 * nowhere but in strings, mean the same escaped. */
int json_add_line(struct json_object *object, struct text *t)
{
    errno = 0; /* json-c leaves out what it has no memory for, and tells it in no other way */
    const char *line = json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN |
                                                                  JSON_C_TO_STRING_NOSLASHESCAPE);
    if (!line || errno != 0)
        return -1;
    struct span rest = span_of(line);
    while (rest.length > 0) {
        uint32_t point = 0;
        size_t n = utf8_plain_prefix(rest), length = 0;
        text_add(t, (struct span){rest.text, n});
        rest = (struct span){rest.text + n, rest.length - n};
        length = utf8_next(rest, &point);
        if (length > 0 && utf8_is_unprintable(point))
            add_escape(point, t);
        else
            text_add(t, (struct span){rest.text, length});
        rest = (struct span){rest.text + length, rest.length - length};
    }
    return 0;
}
