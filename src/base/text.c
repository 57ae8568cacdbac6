#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"

/* Room for LENGTH more bytes and the terminator. */
static bool reserve(struct text *t, size_t length)
{
    if (!t->failed && array_reserve(&t->v, &t->cap, t->n + length + 1, 1) != 0)
        t->failed = true;
    return !t->failed;
}

void text_add(struct text *t, struct span s)
{
    if (!reserve(t, s.length))
        return;
    if (s.length)
        memcpy(t->v + t->n, s.text, s.length);
    t->n += s.length;
    t->v[t->n] = '\0';
}

void text_add_string(struct text *t, const char *s)
{
    text_add(t, span_of(s));
}

void text_add_char(struct text *t, char c)
{
    text_add(t, (struct span){&c, 1});
}

void text_vaddf(struct text *t, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args); /* NOLINT(clang-analyzer-valist.Uninitialized) */
    if (length < 0) {
        t->failed = true;
    } else if (reserve(t, (size_t)length)) {
        vsnprintf(t->v + t->n, (size_t)length + 1, format, again);
        t->n += (size_t)length;
    }
    va_end(again);
}

void text_addf(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vaddf(t, format, args);
    va_end(args);
}

static void add_escaped(struct text *t, struct span s)
{
    for (size_t i = 0; i < s.length; i++)
        text_addf(t, "\\x%02x", (unsigned char)s.text[i]);
}

void text_add_visible(struct text *t, struct span s)
{
    size_t plain = utf8_plain_prefix(s);
    text_add(t, (struct span){s.text, plain});
    for (size_t at = plain; at < s.length;) {
        uint32_t point = 0;
        size_t length = utf8_next((struct span){s.text + at, s.length - at}, &point);
        struct span character = {s.text + at, length ? length : 1};
        if (length == 0 || utf8_is_unprintable(point))
            add_escaped(t, character);
        else
            text_add(t, character);
        at += character.length;
    }
}

void text_add_cut(struct text *t, struct span s, size_t width, const char *mark)
{
    size_t used = utf8_width(span_of(mark));
    if (utf8_width(s) <= width) {
        text_add(t, s);
        return;
    }
    s.length = utf8_head(s, width > used ? width - used : 0);
    text_add(t, span_trim(s));
    text_add_string(t, mark);
}

const char *text_string(const struct text *t)
{
    return t->v && !t->failed ? t->v : "";
}

struct span text_span(const struct text *t)
{
    return (struct span){text_string(t), t->failed ? 0 : t->n};
}

bool text_failed(const struct text *t)
{
    return t->failed;
}

void text_inherit(struct text *t, const struct text *part)
{
    t->failed = t->failed || part->failed;
}

void text_clear(struct text *t)
{
    t->n = 0;
    if (t->v)
        t->v[0] = '\0';
}

void text_release(struct text *t)
{
    free(t->v);
    *t = (struct text){0};
}

const char *text_keep(struct text *t, struct arena *a)
{
    const char *kept = text_failed(t) ? NULL : arena_copy(a, text_span(t));
    text_release(t);
    return kept;
}
