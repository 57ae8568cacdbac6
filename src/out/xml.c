#include "out/xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"

void xml_begin(struct xml *x)
{
    *x = (struct xml){0};
}

/* The tag at work is at its end, as something stands within its element. */
static void end_tag(struct xml *x, const char *end)
{
    if (x->is_in_tag)
        text_add_string(&x->out, end);
    x->is_in_tag = false;
}

/* A line to each element, not indented: small files that can be compared line by line. */
void xml_open(struct xml *x, const char *element)
{
    end_tag(x, ">\n");
    if (ARRAY_ROOM(&x->open) != 0)
        x->failed = true;
    else
        x->open.v[x->open.n++] = element;
    text_addf(&x->out, "<%s", element);
    x->is_in_tag = true;
    progress_at(x->progress, ++x->n_elements);
}

/* Adds S, which is visible, with the two characters that XML does not admit written out. */
static void add_admitted(struct text *t, const char *s)
{
    const char *found;
    while ((found = strstr(s, "\xef\xbf")) != NULL) {
        unsigned char last = (unsigned char)found[2];
        text_add(t, (struct span){s, (size_t)(found - s)});
        if (last == 0xbe || last == 0xbf)
            text_addf(t, "\\xef\\xbf\\x%02x", last);
        else
            text_add(t, (struct span){found, 3});
        s = found + 3;
    }
    text_add_string(t, s);
}

/* Adds S with what XML would take for its own written out. */
static void add_escaped(struct text *t, const char *s)
{
    for (size_t plain; plain = strcspn(s, "<>&\""), text_add(t, (struct span){s, plain}), s[plain];
         s += plain + 1)
        switch (s[plain]) {
        case '<':
            text_add_string(t, "&lt;");
            break;
        case '>':
            text_add_string(t, "&gt;");
            break;
        case '&':
            text_add_string(t, "&amp;");
            break;
        default:
            text_add_string(t, "&quot;");
        }
}

/* Adds TEXT as it may stand in a document. */
static void add_visible(struct xml *x, const char *text)
{
    text_clear(&x->visible);
    text_add_visible(&x->visible, span_of(text));
    text_clear(&x->admitted);
    add_admitted(&x->admitted, text_string(&x->visible));
    add_escaped(&x->out, text_string(&x->admitted));
}

void xml_attribute(struct xml *x, const char *name, const char *value)
{
    text_addf(&x->out, " %s=\"", name);
    add_visible(x, value);
    text_add_char(&x->out, '"');
}

void xml_attributef(struct xml *x, const char *name, const char *format, ...)
{
    struct text t = {0};
    va_list args;
    va_start(args, format);
    text_vaddf(&t, format, args);
    va_end(args);
    x->failed = x->failed || text_failed(&t);
    xml_attribute(x, name, text_string(&t));
    text_release(&t);
}

void xml_add_number(struct text *t, double value)
{
    char number[NUMBER_TEXT];
    number_fixed(value, 2, number);
    size_t n = strlen(number);
    while (number[n - 1] == '0')
        n--;
    text_add(t, (struct span){number, number[n - 1] == '.' ? n - 1 : n});
}

void xml_number(struct xml *x, const char *name, double value)
{
    text_addf(&x->out, " %s=\"", name);
    xml_add_number(&x->out, value);
    text_add_char(&x->out, '"');
}

void xml_text(struct xml *x, const char *text)
{
    end_tag(x, ">");
    add_visible(x, text);
}

void xml_raw(struct xml *x, const char *text)
{
    end_tag(x, ">");
    text_add_string(&x->out, text);
}

static void close(struct xml *x)
{
    if (x->open.n > 0)
        text_addf(&x->out, "</%s>\n", x->open.v[--x->open.n]);
}

void xml_close(struct xml *x)
{
    if (!x->is_in_tag) {
        close(x);
        return;
    }
    end_tag(x, "/>\n");
    x->open.n -= x->open.n > 0;
}

void xml_close_full(struct xml *x)
{
    end_tag(x, ">");
    close(x);
}

void xml_element(struct xml *x, const char *element, const char *text)
{
    xml_open(x, element);
    xml_text(x, text);
    xml_close_full(x);
}

struct span xml_end(struct xml *x)
{
    while (x->open.n > 0)
        xml_close(x);
    return xml_failed(x) ? (struct span){"", 0} : text_span(&x->out);
}

bool xml_failed(const struct xml *x)
{
    return x->failed || text_failed(&x->out) || text_failed(&x->visible) ||
           text_failed(&x->admitted);
}

void xml_release(struct xml *x)
{
    free(x->open.v);
    text_release(&x->out);
    text_release(&x->visible);
    text_release(&x->admitted);
    *x = (struct xml){0};
}
