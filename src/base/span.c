#include "base/span.h"

#include <string.h>

struct span span_of(const char *text)
{
    return (struct span){text, text ? strlen(text) : 0};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span span_trim(struct span s)
{
    while (s.length > 0 && is_blank(s.text[0])) {
        s.text++;
        s.length--;
    }
    while (s.length > 0 && is_blank(s.text[s.length - 1]))
        s.length--;
    return s;
}

bool span_equals(struct span a, struct span b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.text, b.text, a.length) == 0);
}

static bool is_joiner(char c)
{
    return is_blank(c) || c == '_' || c == '-';
}

static int fold(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool span_matches(struct span a, struct span b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.length && is_joiner(a.text[i]))
            i++;
        while (j < b.length && is_joiner(b.text[j]))
            j++;
        if (i == a.length || j == b.length)
            return i == a.length && j == b.length;
        if (fold(a.text[i++]) != fold(b.text[j++]))
            return false;
    }
}

bool span_next(struct span *list, char separator, struct span *item)
{
    if (!list->text)
        return false;
    const char *cut = list->length ? memchr(list->text, separator, list->length) : NULL;
    size_t length = cut ? (size_t)(cut - list->text) : list->length;
    *item = span_trim((struct span){list->text, length});
    if (cut)
        *list = (struct span){cut + 1, list->length - length - 1};
    else
        *list = (struct span){NULL, 0};
    return true;
}
