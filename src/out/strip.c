#include "out/strip.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

int strip_make(struct strip *s, size_t n)
{
    *s = (struct strip){calloc(n + 1, sizeof *s->v), n};
    return s->v ? 0 : -1;
}

void strip_clear(struct strip *s)
{
    if (s->n > 0)
        memset(s->v, 0, s->n * sizeof *s->v);
}

void strip_fill(struct strip *s, size_t first, size_t last, const char *text, const char *color)
{
    for (size_t i = first; i <= last && i < s->n; i++)
        s->v[i] = (struct glyph){.text = span_of(text), .color = color};
}

/* The character at the head of TEXT as it is shown, in *SHOWN: its length in bytes. */
static size_t next_character(struct span text, struct span *shown)
{
    uint32_t point = 0;
    size_t length = utf8_next(text, &point);
    *shown = (struct span){text.text, length};
    if (length == 0 || utf8_is_unprintable(point))
        *shown = span_of("?");
    return length ? length : 1;
}

void strip_put(struct strip *s, size_t at, struct span text, const char *color)
{
    struct span shown;
    struct glyph *last = NULL;
    for (size_t i = 0, n; i < text.length; i += n) {
        n = next_character((struct span){text.text + i, text.length - i}, &shown);
        size_t width = utf8_width(shown);
        if (width == 0) {
            if (last && last->text.text + last->text.length == shown.text)
                last->text.length += shown.length;
            continue;
        }
        if (at + width > s->n)
            return;
        last = &s->v[at];
        *last = (struct glyph){.text = shown, .color = color, .is_taken = true};
        for (size_t k = 1; k < width; k++)
            s->v[at + k] = (struct glyph){.color = color, .is_taken = true, .is_rest = true};
        at += width;
    }
}

bool strip_is_free(const struct strip *s, size_t at, size_t n)
{
    for (size_t i = at; i < at + n; i++)
        if (i >= s->n || s->v[i].is_taken)
            return false;
    return true;
}

/* Where the last cells begin that are taken, up to END, with no more than GAP free between them. */
static size_t start_of_last(const struct strip *s, size_t end, size_t gap)
{
    size_t first = end;
    for (size_t i = end, free = 0; i > 0 && free <= gap; i--) {
        free = s->v[i - 1].is_taken ? 0 : free + 1;
        if (free == 0)
            first = i - 1;
    }
    return first;
}

bool strip_make_room(struct strip *s, size_t gap)
{
    size_t end = s->n;
    while (end > 0 && !s->v[end - 1].is_taken)
        end--;
    size_t first = start_of_last(s, end, gap);
    if (first == 0)
        return false;
    memmove(&s->v[first - 1], &s->v[first], (end - first) * sizeof *s->v);
    s->v[end - 1] = (struct glyph){0};
    return true;
}

/* From the color *NOW to another; "" is none. */
static void change_color(struct text *t, const char **now, const char *color)
{
    color = color ? color : "";
    if (strcmp(*now, color) == 0)
        return;
    text_add_string(t, **now ? "\x1b[0m" : "");
    if (*color)
        text_addf(t, "\x1b[%sm", color);
    *now = color;
}

static bool is_blank(const struct glyph *g)
{
    return !g->is_rest && (g->text.length == 0 || (g->text.length == 1 && *g->text.text == ' '));
}

static size_t end_of(const struct strip *s)
{
    size_t end = s->n;
    while (end > 0 && is_blank(&s->v[end - 1]))
        end--;
    return end;
}

bool strip_is_blank(const struct strip *s)
{
    return end_of(s) == 0;
}

void strip_add(const struct strip *s, bool in_color, struct text *t)
{
    const char *now = "";
    size_t end = end_of(s);
    for (size_t i = 0; i < end; i++) {
        if (in_color)
            change_color(t, &now, s->v[i].color);
        if (s->v[i].text.length > 0)
            text_add(t, s->v[i].text);
        else if (!s->v[i].is_rest)
            text_add_char(t, ' ');
    }
    if (in_color)
        change_color(t, &now, NULL);
}

void strip_release(struct strip *s)
{
    free(s->v);
    *s = (struct strip){0};
}
