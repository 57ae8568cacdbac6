#include "base/utf8.h"

#include <wchar.h>
#include <wctype.h>

/* Length that the leading byte announces, and the smallest value of that length. */
static size_t announced(unsigned char lead, uint32_t *bits, uint32_t *least)
{
    if (lead < 0x80) {
        *bits = lead;
        *least = 0;
        return 1;
    }
    if (lead >= 0xc2 && lead < 0xe0) {
        *bits = lead & 0x1fU;
        *least = 0x80;
        return 2;
    }
    if (lead >= 0xe0 && lead < 0xf0) {
        *bits = lead & 0x0fU;
        *least = 0x800;
        return 3;
    }
    if (lead >= 0xf0 && lead < 0xf5) {
        *bits = lead & 0x07U;
        *least = 0x10000;
        return 4;
    }
    return 0;
}

size_t utf8_next(struct span s, uint32_t *point)
{
    uint32_t bits, least;
    if (s.length == 0)
        return 0;
    size_t length = announced((unsigned char)s.text[0], &bits, &least);
    if (length == 0 || length > s.length)
        return 0;
    for (size_t i = 1; i < length; i++) {
        unsigned char c = (unsigned char)s.text[i];
        if ((c & 0xc0) != 0x80)
            return 0;
        bits = bits << 6 | (c & 0x3fU);
    }
    if (bits < least || bits > 0x10ffff || (bits >= 0xd800 && bits < 0xe000))
        return 0;
    *point = bits;
    return length;
}

static struct span rest(struct span s, size_t from)
{
    return (struct span){s.text + from, s.length - from};
}

size_t utf8_valid_prefix(struct span s)
{
    size_t at = 0;
    while (at < s.length) {
        uint32_t point;
        size_t length = utf8_next(rest(s, at), &point);
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

size_t utf8_start(struct span s, size_t at)
{
    for (size_t n = 1, length; n < 4 && n <= at; n++) {
        uint32_t point;
        length = utf8_next((struct span){s.text + at - n, s.length - at + n}, &point);
        if (length > 0)
            return length > n ? at - n : at;
    }
    return at;
}

size_t utf8_count(struct span s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.length; count++) {
        uint32_t point;
        size_t length = utf8_next(rest(s, at), &point);
        at += length ? length : 1;
    }
    return count;
}

/* Controls, and what Unicode calls format characters (Cf) and separators of lines, which are not
 * seen but steer what is; two of them join letters, and are part of names: U+200C and U+200D. And
 * the two that are no characters, which XML does not admit. */
bool utf8_is_unprintable(uint32_t point)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},   {0x061c, 0x061c},
        {0x180e, 0x180e},   {0x200b, 0x200b},   {0x200e, 0x200f},   {0x2028, 0x202e},
        {0x2060, 0x206f},   {0xfeff, 0xfeff},   {0xfff9, 0xfffb},   {0xfffe, 0xffff},
        {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a}, {0xe0000, 0xe007f},
    };
    size_t i = 0;
    while (i < sizeof ranges / sizeof ranges[0] && point > ranges[i].last)
        i++;
    return i < sizeof ranges / sizeof ranges[0] && point >= ranges[i].first;
}

size_t utf8_plain_prefix(struct span s)
{
    size_t n = 0;
    while (n < s.length && s.text[n] >= 0x20 && s.text[n] < 0x7f)
        n++;
    return n;
}

/* Terminal columns of the character at the head of S, in *LENGTH bytes. */
static size_t width_of_first(struct span s, size_t *length)
{
    enum { ESCAPE = 4 }; /* \xNN */
    uint32_t point;
    *length = utf8_next(s, &point);
    if (*length == 0) {
        *length = 1;
        return ESCAPE;
    }
    if (utf8_is_unprintable(point))
        return ESCAPE * *length;
    int columns = wcwidth((wchar_t)point);
    return columns < 0 ? 1 : (size_t)columns;
}

size_t utf8_width(struct span s)
{
    size_t width = utf8_plain_prefix(s), length;
    for (size_t at = width; at < s.length; at += length)
        width += width_of_first(rest(s, at), &length);
    return width;
}

size_t utf8_head(struct span s, size_t columns)
{
    size_t at = 0, length;
    for (size_t used = 0; at < s.length; at += length) {
        used += width_of_first(rest(s, at), &length);
        if (used > columns)
            break;
    }
    return at;
}

size_t utf8_take_line(struct span s, size_t width)
{
    size_t at = 0, blank = 0, used = 0;
    while (at < s.length) {
        uint32_t point;
        size_t length = utf8_next(rest(s, at), &point);
        length = length ? length : 1;
        used += utf8_width((struct span){s.text + at, length});
        if (used > width && at > 0)
            return blank ? blank : at;
        at += length;
        if (at < s.length && s.text[at] == ' ')
            blank = at;
    }
    return at;
}

/* Takes a character, as a small letter, off the head of S; a byte that is none is below all. */
static int64_t take_small(struct span *s)
{
    uint32_t point = 0;
    size_t length = utf8_next(*s, &point);
    int64_t small = length ? (int64_t)towlower((wint_t)point) : -1 - (unsigned char)s->text[0];
    length = length ? length : 1;
    *s = (struct span){s->text + length, s->length - length};
    return small;
}

bool utf8_is_caseless_same(const char *a, const char *b)
{
    struct span s = span_of(a), t = span_of(b);
    while (s.length > 0 && t.length > 0)
        if (take_small(&s) != take_small(&t))
            return false;
    return s.length == t.length;
}
