#include "out/xlsx.h"

#include <ctype.h>

#include "base/utf8.h"

#ifndef VERSION
#define VERSION "0.1.0"
#endif

enum {
    CREATED = 315532800, /* 1980-01-01 in seconds since 1970: the date that zip archives begin at */
    DAY_ZERO = 25569,    /* 1970-01-01 in a sheet */
    DAY_FIRST_RIGHT = 61, /* 1900-03-01 in a sheet */
};

static void note_error(struct xlsx *x, lxw_error error)
{
    if (x->error == LXW_NO_ERROR)
        x->error = error;
}

lxw_format *xlsx_format(struct xlsx *x, const char *number)
{
    lxw_format *format = workbook_add_format(x->book);
    if (!format)
        return NULL;
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (number)
        format_set_num_format(format, number);
    return format;
}

static int make_formats(struct xlsx *x)
{
    x->plain = xlsx_format(x, NULL);
    x->header = xlsx_format(x, NULL);
    x->heading = xlsx_format(x, NULL);
    x->date = xlsx_format(x, "yyyy-mm-dd");
    if (!x->plain || !x->header || !x->heading || !x->date)
        return -1;
    format_set_align(x->date, LXW_ALIGN_LEFT); /* like those that are texts */
    format_set_bold(x->header);
    format_set_bold(x->heading);
    format_set_font_size(x->heading, 14);
    return 0;
}

int xlsx_open(struct xlsx *x, const char *path, const char *folder)
{
    struct text copy = {0}; /* the library wants to be able to write to it */
    *x = (struct xlsx){0};
    text_add_string(&copy, folder);
    lxw_workbook_options options = {.tmpdir = copy.v};
    if (!text_failed(&copy))
        x->book = workbook_new_opt(path, &options);
    text_release(&copy);
    if (x->book && make_formats(x) == 0) {
        /* Links stand level with the texts beside them, which can be of several lines. */
        lxw_format *link = workbook_get_default_url_format(x->book);
        if (link)
            format_set_align(link, LXW_ALIGN_VERTICAL_TOP);
        return 0;
    }
    lxw_workbook_free(x->book);
    return -1;
}

lxw_error xlsx_close(struct xlsx *x)
{
    if (text_failed(&x->text))
        note_error(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
    lxw_error error = x->error;
    if (error == LXW_NO_ERROR)
        error = workbook_close(x->book);
    else
        lxw_workbook_free(x->book);
    text_release(&x->text);
    *x = (struct xlsx){0};
    return error;
}

void xlsx_set_properties(struct xlsx *x, const char *title, const char *subject)
{
    struct text t = {0}, s = {0};
    char author[] = "turnaround " VERSION;
    xlsx_add_text(&t, title ? title : "");
    xlsx_add_text(&s, subject ? subject : "");
    lxw_doc_properties properties = {
        .title = t.v, .subject = s.v, .author = author, .created = CREATED};
    if (text_failed(&t) || text_failed(&s))
        note_error(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        note_error(x, workbook_set_properties(x->book, &properties));
    text_release(&t);
    text_release(&s);
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

size_t xlsx_add_text(struct text *t, const char *s)
{
    enum { CODE_LENGTH = 7 };
    size_t units = 0;
    struct span rest = span_of(s);
    while (rest.length > 0) {
        uint32_t point = 0;
        size_t length = utf8_next(rest, &point);
        if (length == 0) {
            text_add_string(t, "\xef\xbf\xbd"); /* U+FFFD */
            length = 1;
            units++;
        } else if (needs_code(point) || is_code(rest)) {
            text_addf(t, "_x%04X_", (unsigned)point);
            units += CODE_LENGTH;
        } else {
            text_add(t, (struct span){rest.text, length});
            units += point > 0xffff ? 2 : 1;
        }
        rest = (struct span){rest.text + length, rest.length - length};
    }
    return units;
}

void xlsx_put_text(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column,
                   const char *text, lxw_format *format)
{
    if (x->error != LXW_NO_ERROR)
        return;
    text_clear(&x->text);
    xlsx_add_text(&x->text, text);
    note_error(x, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                         text_string(&x->text), format));
    x->n_cells++;
}

void xlsx_put_number(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column, double value,
                     lxw_format *format)
{
    if (x->error != LXW_NO_ERROR)
        return;
    note_error(x, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, value, format));
    x->n_cells++;
}

void xlsx_put_link(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column,
                   const char *text, const char *name, bool is_new)
{
    struct text target = {0};
    if (x->error != LXW_NO_ERROR)
        return;
    text_addf(&target, "internal:'%s'!A1", name);
    if (text_failed(&target))
        note_error(x, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        note_error(x, worksheet_write_url_opt(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                              text_string(&target), NULL, text, NULL));
    text_release(&target);
    x->n_cells += is_new;
}

int32_t xlsx_day(struct date date)
{
    if (date_precision(date) != DATE_DAY)
        return 0;
    int32_t day = date_first_day(date) + DAY_ZERO;
    return day >= DAY_FIRST_RIGHT ? day : 0;
}
