#include "out/xlsx.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum {
    DAY_ZERO = 25569,     /* 1970-01-01 in a sheet */
    DAY_FIRST_RIGHT = 61, /* 1900-03-01 in a sheet */
    PACKED_AT = 1 << 16,
};

static void pack(struct xlsx *x)
{
    if (text_failed(&x->xml) || text_failed(&x->text))
        x->failed = true;
    archive_add(&x->archive, text_span(&x->xml));
    text_clear(&x->xml);
}

void xlsx_begin(struct xlsx *x, const char *name, ...)
{
    va_list args;
    pack(x);
    text_clear(&x->text);
    va_start(args, name);
    text_vaddf(&x->text, name, args);
    va_end(args);
    archive_begin(&x->archive, text_string(&x->text));
    text_add_string(&x->xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

void xlsx_addf(struct xlsx *x, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vaddf(&x->xml, format, args);
    va_end(args);
    if (x->xml.n >= PACKED_AT)
        pack(x);
}

void xlsx_add_escaped(struct xlsx *x, const char *s, bool is_value)
{
    text_clear(&x->text);
    xlsx_add_text(&x->text, span_of(s));
    s = text_string(&x->text);
    for (;;) {
        size_t plain = strcspn(s, is_value ? "<>&\"" : "<>&");
        text_add(&x->xml, (struct span){s, plain});
        if (!s[plain])
            return;
        text_add_string(&x->xml, s[plain] == '<'   ? "&lt;"
                                 : s[plain] == '>' ? "&gt;"
                                 : s[plain] == '&' ? "&amp;"
                                                   : "&quot;");
        s += plain + 1;
    }
}

void xlsx_add_relation(struct xlsx *x, size_t id, const char *type, const char *target, ...)
{
    va_list args;
    xlsx_addf(x,
              "<Relationship Id=\"rId%zu\" Type=\"http://schemas.openxmlformats.org/"
              "officeDocument/2006/relationships/%s\" Target=\"",
              id, type);
    va_start(args, target);
    text_vaddf(&x->xml, target, args);
    va_end(args);
    xlsx_addf(x, "\"/>");
}

static bool is_code(struct span s)
{
    return s.length >= 7 && s.text[0] == '_' && s.text[1] == 'x' &&
           isxdigit((unsigned char)s.text[2]) && isxdigit((unsigned char)s.text[3]) &&
           isxdigit((unsigned char)s.text[4]) && isxdigit((unsigned char)s.text[5]) &&
           s.text[6] == '_';
}

static bool needs_code(uint32_t point)
{
    return (point < ' ' && point != '\t' && point != '\n') || point == 0xfffe || point == 0xffff;
}

size_t xlsx_add_text(struct text *t, struct span s)
{
    enum { CODE_LENGTH = 7 };
    size_t units = 0;
    while (s.length > 0) {
        uint32_t point = 0;
        size_t length = utf8_next(s, &point);
        if (length == 0) {
            text_add_string(t, "\xef\xbf\xbd"); /* U+FFFD */
            length = 1;
            units++;
        } else if (needs_code(point) || is_code(s)) {
            text_addf(t, "_x%04X_", (unsigned)point);
            units += CODE_LENGTH;
        } else {
            text_add(t, (struct span){s.text, length});
            units += point > 0xffff ? 2 : 1;
        }
        s = (struct span){s.text + length, s.length - length};
    }
    return units;
}

const char *xlsx_reference(size_t row, size_t column, char to[static XLSX_REFERENCE])
{
    enum { LETTERS = 26, MOST_LETTERS = 3 };
    char letters[MOST_LETTERS + 1] = "";
    char *first = letters + MOST_LETTERS;
    for (size_t rest = column + 1; rest > 0 && first > letters; rest = (rest - 1) / LETTERS)
        *--first = (char)('A' + (rest - 1) % LETTERS);
    snprintf(to, XLSX_REFERENCE, "%s%zu", first, row + 1);
    return to;
}

void xlsx_put_text(struct xlsx *x, size_t row, size_t column, const char *text, int style)
{
    char reference[XLSX_REFERENCE];
    uint32_t number = 0;
    if (intern_put(&x->strings, &x->arena, span_of(text), &number) != 0)
        x->failed = true;
    x->n_texts++;
    xlsx_addf(x, "<c r=\"%s\" s=\"%d\" t=\"s\"><v>%u</v></c>",
              xlsx_reference(row, column, reference), style, number);
}

void xlsx_put_number(struct xlsx *x, size_t row, size_t column, double value, int style)
{
    char reference[XLSX_REFERENCE];
    xlsx_addf(x, "<c r=\"%s\" s=\"%d\"><v>%.16G</v></c>", xlsx_reference(row, column, reference),
              style, value);
}

int32_t xlsx_day(struct date date)
{
    if (date_precision(date) != DATE_DAY)
        return 0;
    int32_t day = date_first_day(date) + DAY_ZERO;
    return day >= DAY_FIRST_RIGHT ? day : 0;
}

static bool has_edge_blanks(const char *s)
{
    return *s && (strchr(" \t\n", s[0]) || strchr(" \t\n", s[strlen(s) - 1]));
}

void xlsx_put_strings(struct xlsx *x)
{
    xlsx_begin(x, "xl/sharedStrings.xml");
    xlsx_addf(x,
              "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
              "count=\"%zu\" uniqueCount=\"%zu\">",
              x->n_texts, x->strings.n);
    for (uint32_t i = 0; i < x->strings.n; i++) {
        const char *s = intern_text(&x->strings, i);
        xlsx_addf(x, has_edge_blanks(s) ? "<si><t xml:space=\"preserve\">" : "<si><t>");
        xlsx_add_escaped(x, s, false);
        xlsx_addf(x, "</t></si>");
    }
    xlsx_addf(x, "</sst>");
}

int xlsx_end(struct xlsx *x, struct diags *ds)
{
    pack(x);
    return x->failed ? diags_no_memory(ds) : archive_end(&x->archive, ds);
}

void xlsx_release(struct xlsx *x)
{
    archive_release(&x->archive);
    text_release(&x->xml);
    text_release(&x->text);
    intern_release(&x->strings);
    arena_release(&x->arena);
}
