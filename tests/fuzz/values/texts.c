/* Any bytes as text: what is printed of them cannot disturb a terminal, and takes the columns that
 * are counted; heads, lines and lists are parts of them.
 * aims: base/utf8 base/text base/span base/nearest */
#include "fuzz.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "base/utf8.h"

static struct span rest(struct span s, size_t at)
{
    return (struct span){s.text + at, s.length - at};
}

static void check_visible(struct span s)
{
    struct text t = {0}, again = {0};
    text_add_visible(&t, s);
    HOLDS(!text_failed(&t) && fuzz_is_visible(text_span(&t)));
    HOLDS(utf8_width(s) == utf8_width(text_span(&t)));
    text_add_visible(&again, text_span(&t));
    HOLDS(span_equals(text_span(&t), text_span(&again)));
    text_release(&t);
    text_release(&again);
}

static void check_cut(struct span s, size_t width)
{
    struct text t = {0};
    text_add_cut(&t, s, width, "...");
    bool fits = utf8_width(s) <= width;
    HOLDS(fits ? span_equals(text_span(&t), s)
               : utf8_width(text_span(&t)) <= (width > 3 ? width : 3));
    text_release(&t);
}

/* Heads of each width, and lines: whole characters, as many as fit. */
static void check_heads(struct span s, size_t width)
{
    size_t head = utf8_head(s, width);
    HOLDS(head <= s.length && utf8_width((struct span){s.text, head}) <= width);
    if (head < s.length)
        HOLDS(utf8_width((struct span){s.text, head + 1}) >=
              utf8_width((struct span){s.text, head}));
    for (size_t at = 0, n; at < s.length; at += n) {
        n = utf8_take_line(rest(s, at), width);
        uint32_t point;
        size_t first = utf8_next(rest(s, at), &point);
        HOLDS(n > 0 && n <= s.length - at);
        HOLDS(n <= (first ? first : 1) || utf8_width((struct span){s.text + at, n}) <= width);
    }
}

/* What RFC 3629 calls UTF-8, by its table. */
static size_t naive_next(struct span s)
{
    const unsigned char *p = (const unsigned char *)s.text;
    static const unsigned char rows[][4] = {
        /* least and most of the first byte, least and most of the second */
        {0xc2, 0xdf, 0x80, 0xbf}, {0xe0, 0xe0, 0xa0, 0xbf}, {0xe1, 0xec, 0x80, 0xbf},
        {0xed, 0xed, 0x80, 0x9f}, {0xee, 0xef, 0x80, 0xbf}, {0xf0, 0xf0, 0x90, 0xbf},
        {0xf1, 0xf3, 0x80, 0xbf}, {0xf4, 0xf4, 0x80, 0x8f}};
    if (s.length > 0 && p[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t length = rows[i][0] < 0xe0 ? 2 : rows[i][0] < 0xf0 ? 3 : 4, at = 2;
        if (s.length < length || p[0] < rows[i][0] || p[0] > rows[i][1] || p[1] < rows[i][2] ||
            p[1] > rows[i][3])
            continue;
        while (at < length && p[at] >= 0x80 && p[at] <= 0xbf)
            at++;
        return at == length ? length : 0;
    }
    return 0;
}

static void check_utf8(struct span s)
{
    size_t valid = 0, count = 0;
    bool is_valid = true;
    for (size_t at = 0, n; at < s.length; at += n ? n : 1) {
        uint32_t point;
        n = utf8_next(rest(s, at), &point);
        HOLDS(n == naive_next(rest(s, at)));
        is_valid = is_valid && n > 0;
        valid += is_valid ? n : 0;
        count++;
    }
    HOLDS(utf8_valid_prefix(s) == valid && utf8_count(s) == count);
    HOLDS(utf8_plain_prefix(s) <= valid);
}

/* S without what does not count where names are matched, in lower case. */
static struct text folded(struct span s)
{
    struct text t = {0};
    for (size_t i = 0; i < s.length; i++) {
        char c = s.text[i];
        if (c == '\0' || !strchr(" \t\r\n_-", c))
            text_add_char(&t, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
    }
    return t;
}

static void check_lists(struct span s)
{
    struct span list = s, item;
    size_t n = 0, commas = 0;
    for (size_t i = 0; i < s.length; i++)
        commas += s.text[i] == ',';
    for (; span_next(&list, ',', &item); n++) {
        HOLDS(item.text >= s.text && item.text + item.length <= s.text + s.length);
        HOLDS(span_equals(span_trim(item), item));
    }
    HOLDS(n == (s.text ? commas + 1 : 0));
}

static void check_matches(struct span a, struct span b)
{
    struct text x = folded(a), y = folded(b);
    HOLDS(span_matches(a, b) == span_equals(text_span(&x), text_span(&y)));
    HOLDS(span_matches(a, b) == span_matches(b, a));
    HOLDS(!span_equals(a, b) || span_matches(a, b));
    text_release(&x);
    text_release(&y);
}

static void check_nearest(struct span a, struct span b)
{
    char *name = fuzz_string(b);
    struct nearest near = {.wanted = a}, any = {.wanted = a, .takes_any = true};
    nearest_try(&near, name);
    nearest_try(&any, name);
    nearest_try(&near, "good");
    HOLDS(near.best == NULL || near.best == name || strcmp(near.best, "good") == 0);
    HOLDS(near.best != name || any.best == name);
    if (name[0] && strlen(name) <= 64 && span_equals(a, span_of(name)))
        HOLDS(near.best == name && near.distance == 0);
    free(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    setlocale(LC_CTYPE, "C.UTF-8");
    size_t width = fuzz_choice(&s) % 100;
    if (!s.text)
        s.text = "";
    check_visible(s);
    check_cut(s, width);
    check_heads(s, width);
    check_utf8(s);
    check_lists(s);
    struct span b = {s.text + s.length / 2, s.length - s.length / 2};
    struct span a = {s.text, s.length / 2};
    check_matches(a, b);
    check_nearest(a, b);
    return 0;
}
