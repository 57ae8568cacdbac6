/* A view as a table of a sheet. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "out/writer.h"
#include "out/xlsx.h"

enum {
    NARROWEST = 9, /* widths of columns, in characters */
    WIDEST = 60,
    WRAPPED = 54,              /* characters that surely fit into a line of the widest */
    MEASURED = 1000,           /* rows that widths are chosen by */
    LINE_POINTS = 15,          /* height of a line */
    MOST_LINES = 27,           /* a row is no higher than 409 points */
    EXACT_BITS = 53,           /* of whole numbers that a double holds */
    NOTE_WIDTH = 320,          /* pixels */
    NOTE_LINE = 15,            /* pixels */
    NOTE_LINE_CHARACTERS = 48, /* that surely fit */
};

/* Of the cells of one column. */
struct formats {
    lxw_format *text, *integer, *real;
    bool wraps;
};

/* "0", or "0.00" for two DECIMALS. */
static lxw_format *make_real_format(struct xlsx *x, int decimals)
{
    struct text code = {0};
    text_add_string(&code, decimals > 0 ? "0." : "0");
    for (int i = 0; i < decimals; i++)
        text_add_char(&code, '0');
    lxw_format *format = text_failed(&code) ? NULL : xlsx_format(x, text_string(&code));
    text_release(&code);
    return format;
}

static int make_formats(struct xlsx *x, const struct view *v, struct formats *formats)
{
    for (size_t i = 0; i < v->n_shown; i++) {
        formats[i] = (struct formats){.text = xlsx_format(x, NULL),
                                      .integer = xlsx_format(x, "0"),
                                      .real = make_real_format(x, view_decimals(v, v->shown[i]))};
        if (!formats[i].text || !formats[i].integer || !formats[i].real)
            return -1;
    }
    return 0;
}

/* As wide as the header and the first cells are, within bounds; what is wider is wrapped. */
static void set_width(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t column,
                      struct formats *formats)
{
    size_t widest = strlen(v->shown[column]->name);
    for (size_t row = 0; row < v->n_rows && row < MEASURED; row++) {
        text_clear(&x->text);
        view_add_shown(v, v->shown[column], view_cell(v, row, column), &x->text);
        size_t width = utf8_width(text_span(&x->text));
        widest = width > widest ? width : widest;
    }
    formats->wraps = widest > WIDEST || (v->shown[column]->flags & COLUMN_WRAP);
    if (formats->wraps)
        format_set_text_wrap(formats->text);
    widest = widest < NARROWEST ? NARROWEST : widest > WIDEST ? WIDEST : widest;
    lxw_error error =
        worksheet_set_column(sheet, (lxw_col_t)column, (lxw_col_t)column, (double)widest + 2, NULL);
    if (x->error == LXW_NO_ERROR)
        x->error = error;
}

/* Whole numbers beyond what a double holds are texts, too. */
static void put_integer(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column,
                        int64_t value, const struct formats *formats)
{
    const int64_t most = (int64_t)1 << EXACT_BITS;
    char text[32];
    if (-most <= value && value <= most) {
        xlsx_put_number(x, sheet, row, column, (double)value, formats->integer);
        return;
    }
    snprintf(text, sizeof text, "%lld", (long long)value);
    xlsx_put_text(x, sheet, row, column, text, formats->text);
}

static void put_date(struct xlsx *x, lxw_worksheet *sheet, size_t row, size_t column,
                     struct date date, const struct formats *formats)
{
    char text[DATE_TEXT];
    int32_t day = xlsx_day(date);
    if (day > 0)
        xlsx_put_number(x, sheet, row, column, day, x->date);
    else
        xlsx_put_text(x, sheet, row, column, date_text(date, text), formats->text);
}

static void put_cell(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t top,
                     size_t row, size_t column, const struct formats *formats)
{
    struct cell cell = view_cell(v, row, column);
    size_t at = top + 1 + row;
    switch (cell.kind) {
    case CELL_MISSING:
        return;
    case CELL_TEXT:
    case CELL_GRADE:
        xlsx_put_text(x, sheet, at, column, cell.text, formats->text);
        return;
    case CELL_INTEGER:
        put_integer(x, sheet, at, column, cell.value.integer, formats);
        return;
    case CELL_REAL:
    case CELL_DAYS:
        xlsx_put_number(x, sheet, at, column, view_number(v, v->shown[column], cell),
                        formats->real);
        return;
    case CELL_DATE:
        put_date(x, sheet, at, column, cell.value.date, formats);
        return;
    }
}

/* Lines that S takes in a column of wrapped texts, line breaks of its own included. */
static size_t count_lines(const char *s)
{
    size_t n = 0;
    struct span rest = span_of(s), line;
    while (span_next(&rest, '\n', &line)) {
        size_t width = utf8_width(line);
        n += width > WRAPPED ? (width + WRAPPED - 1) / WRAPPED : 1;
    }
    return n < MOST_LINES ? n : MOST_LINES;
}

/* Makes a row as high as its wrapped texts are: not every program does that itself. */
static void fit_row(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t top,
                    size_t row, const struct formats *formats)
{
    size_t lines = 1;
    for (size_t i = 0; i < v->n_shown; i++) {
        struct cell cell = view_cell(v, row, i);
        if (cell.kind == CELL_TEXT && formats[i].wraps) {
            size_t n = count_lines(cell.text);
            lines = n > lines ? n : lines;
        }
    }
    if (lines > 1 && x->error == LXW_NO_ERROR)
        x->error = worksheet_set_row(sheet, (lxw_row_t)(top + 1 + row),
                                     (double)(lines * LINE_POINTS), NULL);
}

/* Heading, unit and meaning of a column; a box that holds them. */
static lxw_error put_note(struct xlsx *x, lxw_worksheet *sheet, const struct column *c, size_t top,
                          size_t column)
{
    size_t lines = 4 + strlen(c->meaning) / NOTE_LINE_CHARACTERS;
    lxw_comment_options options = {.width = NOTE_WIDTH, .height = (uint16_t)(lines * NOTE_LINE)};
    text_clear(&x->text);
    writer_add_heading(c, &x->text);
    if (c->unit)
        text_addf(&x->text, "\nUnit: %s", c->unit);
    text_addf(&x->text, "\n%s", c->meaning);
    return worksheet_write_comment_opt(sheet, (lxw_row_t)top, (lxw_col_t)column,
                                       text_string(&x->text), &options);
}

/* Marks the rows from TOP on as a table, which writes its header. One without a row has an empty
 * one: so does Excel's own. */
static lxw_error mark_table(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t top,
                            const char *name, lxw_table_column *columns)
{
    lxw_table_column **list = calloc(v->n_shown + 1, sizeof *list);
    struct text copy = {0}; /* the library wants to be able to write to it */
    lxw_error error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    text_add_string(&copy, name);
    for (size_t i = 0; list && i < v->n_shown; i++)
        list[i] = &columns[i];
    lxw_table_options options = {.name = copy.v,
                                 .no_autofilter = LXW_TRUE,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 1,
                                 .columns = list};
    if (list && !text_failed(&copy))
        error = worksheet_add_table(sheet, (lxw_row_t)top, 0,
                                    (lxw_row_t)(top + (v->n_rows ? v->n_rows : 1)),
                                    (lxw_col_t)(v->n_shown - 1), &options);
    x->n_cells += v->n_shown;
    free(list);
    text_release(&copy);
    return error;
}

static lxw_error put_header(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t top,
                            const char *name)
{
    lxw_table_column *columns = calloc(v->n_shown + 1, sizeof *columns);
    struct text *names = calloc(v->n_shown + 1, sizeof *names);
    lxw_error error = columns && names ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
    for (size_t i = 0; i < v->n_shown && error == LXW_NO_ERROR; i++) {
        text_add_string(&names[i], v->shown[i]->name);
        columns[i] = (lxw_table_column){.header = names[i].v, .header_format = x->header};
        if (text_failed(&names[i]))
            error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    if (error == LXW_NO_ERROR)
        error = mark_table(x, sheet, v, top, name, columns);
    for (size_t i = 0; i < v->n_shown && error == LXW_NO_ERROR; i++)
        error = put_note(x, sheet, v->shown[i], top, i);
    for (size_t i = 0; names && i < v->n_shown; i++)
        text_release(&names[i]);
    free(names);
    free(columns);
    return error;
}

/* On paper: as wide as a page, the header on each. */
static void set_page(struct xlsx *x, lxw_worksheet *sheet, size_t top)
{
    enum { A4 = 9 };
    worksheet_set_paper(sheet, A4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    if (x->error == LXW_NO_ERROR)
        x->error = worksheet_repeat_rows(sheet, (lxw_row_t)top, (lxw_row_t)top);
}

void xlsx_put_table(struct xlsx *x, lxw_worksheet *sheet, const struct view *v, size_t top,
                    const char *name)
{
    struct formats *formats = calloc(v->n_shown + 1, sizeof *formats);
    if (!formats || make_formats(x, v, formats) != 0) {
        x->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
        free(formats);
        return;
    }
    for (size_t i = 0; i < v->n_shown; i++)
        set_width(x, sheet, v, i, &formats[i]);
    if (x->error == LXW_NO_ERROR)
        x->error = put_header(x, sheet, v, top, name);
    set_page(x, sheet, top);
    worksheet_freeze_panes(sheet, (lxw_row_t)(top + 1), 0);
    for (size_t row = 0; row < v->n_rows && x->error == LXW_NO_ERROR; row++) {
        progress_at(v->progress, row);
        for (size_t i = 0; i < v->n_shown; i++)
            put_cell(x, sheet, v, top, row, i, &formats[i]);
        fit_row(x, sheet, v, top, row, formats);
    }
    free(formats);
}
