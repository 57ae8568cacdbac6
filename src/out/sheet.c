#include "sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
    NARROWEST = 9, /* widths of columns, in characters */
    WIDEST = 60,
    MARGIN = 2,
    WRAPPED = 54,     /* characters that surely fit into a line of the widest */
    MEASURED = 1000,  /* rows that widths are chosen by */
    LINE_POINTS = 15, /* height of a line */
    MOST_LINES = 27,  /* a row is no higher than 409 points */
    EXACT_BITS = 53,  /* of whole numbers that a double holds */
};

/* As wide as the header and the first cells are, within bounds; what is wider is wrapped. */
static struct sheet_column lay_out_column(struct xlsx *x, const struct view *v, size_t column)
{
    const struct column *c = v->shown[column];
    size_t widest = strlen(c->name);
    for (size_t row = 0; row < v->n_rows && row < MEASURED; row++) {
        text_clear(&x->text);
        view_add_shown(v, c, view_cell(v, row, column), &x->text);
        size_t width = utf8_width(text_span(&x->text));
        widest = width > widest ? width : widest;
    }
    bool wraps = widest > WIDEST || (c->flags & COLUMN_WRAP);
    widest = widest < NARROWEST ? NARROWEST : widest > WIDEST ? WIDEST : widest;
    return (struct sheet_column){widest + MARGIN, XLSX_REAL + view_decimals(v, c), wraps};
}

/* Whole numbers beyond what a double holds are texts, too. */
static void put_integer(struct xlsx *x, size_t row, size_t column, int64_t value, int text_style)
{
    const int64_t most = (int64_t)1 << EXACT_BITS;
    char text[32];
    if (-most <= value && value <= most) {
        xlsx_put_number(x, row, column, (double)value, XLSX_REAL);
        return;
    }
    snprintf(text, sizeof text, "%lld", (long long)value);
    xlsx_put_text(x, row, column, text, text_style);
}

static void put_date(struct xlsx *x, size_t row, size_t column, struct date date, int text_style)
{
    char text[DATE_TEXT];
    int32_t day = xlsx_day(date);
    if (day > 0)
        xlsx_put_number(x, row, column, day, XLSX_DATE);
    else
        xlsx_put_text(x, row, column, date_text(date, text), text_style);
}

static void put_cell(struct xlsx *x, const struct sheet_layout *l, size_t row, size_t column)
{
    const struct view *v = l->page->view;
    const struct sheet_column *c = &l->columns[column];
    struct cell cell = view_cell(v, row, column);
    size_t at = l->top + 1 + row;
    int style = c->wraps ? XLSX_WRAPPED : XLSX_PLAIN;
    switch (cell.kind) {
    case CELL_MISSING:
        return;
    case CELL_TEXT:
    case CELL_GRADE:
        xlsx_put_text(x, at, column, cell.text,
                      l->page->is_contents && column == 0 ? XLSX_LINK : style);
        return;
    case CELL_INTEGER:
        put_integer(x, at, column, cell.value.integer, style);
        return;
    case CELL_REAL:
    case CELL_DAYS:
        xlsx_put_number(x, at, column, view_number(v, v->shown[column], cell), c->real);
        return;
    case CELL_DATE:
        put_date(x, at, column, cell.value.date, style);
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

/* As high as its wrapped texts are: not every program does that itself. */
size_t sheet_row_points(const struct sheet_layout *l, size_t row)
{
    const struct view *v = l->page->view;
    size_t lines = 1;
    for (size_t i = 0; i < v->n_shown; i++) {
        struct cell cell = view_cell(v, row, i);
        if (cell.kind == CELL_TEXT && l->columns[i].wraps) {
            size_t n = count_lines(cell.text);
            lines = n > lines ? n : lines;
        }
    }
    return lines * LINE_POINTS;
}

static void open_row(struct xlsx *x, const struct sheet_layout *l, size_t row, size_t points)
{
    xlsx_addf(x, "<row r=\"%zu\" spans=\"1:%zu\"", row + 1, l->page->view->n_shown);
    if (points > LINE_POINTS)
        xlsx_addf(x, " ht=\"%zu\" customHeight=\"1\"", points);
    xlsx_addf(x, ">");
}

static void put_lone_text(struct xlsx *x, const struct sheet_layout *l, size_t row,
                          const char *text, int style)
{
    open_row(x, l, row, 0);
    xlsx_put_text(x, row, 0, text, style);
    xlsx_addf(x, "</row>");
}

/* What stands above the table. */
static void put_head(struct xlsx *x, const struct pages *p, const struct sheet_layout *l)
{
    const struct page *page = l->page;
    size_t row = 0;
    struct span rest = span_of(page->lines), line;
    struct text t = {0};
    if (page->title)
        put_lone_text(x, l, row++, page->title, XLSX_HEADING);
    while (page->lines && span_next(&rest, '\n', &line)) {
        text_clear(&t);
        text_add(&t, line);
        put_lone_text(x, l, row++, text_string(&t), XLSX_PLAIN);
    }
    if (pages_has_link(p, page))
        put_lone_text(x, l, row, "Contents", XLSX_LINK);
    text_inherit(&x->xml, &t);
    text_release(&t);
}

static void put_rows(struct xlsx *x, const struct sheet_layout *l)
{
    const struct view *v = l->page->view;
    open_row(x, l, l->top, 0);
    for (size_t i = 0; i < v->n_shown; i++)
        xlsx_put_text(x, l->top, i, v->shown[i]->name, XLSX_HEADER);
    xlsx_addf(x, "</row>");
    for (size_t row = 0; row < v->n_rows; row++) {
        progress_at(v->progress, row);
        open_row(x, l, l->top + 1 + row, sheet_row_points(l, row));
        for (size_t i = 0; i < v->n_shown; i++)
            put_cell(x, l, row, i);
        xlsx_addf(x, "</row>");
    }
}

static void put_link(struct xlsx *x, size_t row, const char *name, const char *text)
{
    char reference[XLSX_REFERENCE];
    xlsx_addf(x, "<hyperlink ref=\"%s\" location=\"'", xlsx_reference(row, 0, reference));
    xlsx_add_escaped(x, name, true);
    xlsx_addf(x, "'!A1\" display=\"");
    xlsx_add_escaped(x, text, true);
    xlsx_addf(x, "\"/>");
}

static void put_links(struct xlsx *x, const struct pages *p, const struct sheet_layout *l)
{
    bool has_link = pages_has_link(p, l->page);
    if (!has_link && !l->page->is_contents)
        return;
    xlsx_addf(x, "<hyperlinks>");
    if (has_link)
        put_link(x, l->top - 1, p->contents, "Contents");
    for (size_t i = 0; l->page->is_contents && i < p->n_entries; i++)
        put_link(x, l->top + 1 + i, p->entries[i].sheet, p->entries[i].sheet);
    xlsx_addf(x, "</hyperlinks>");
}

/* All before the rows: the header is frozen, columns are as wide as they are. */
static void put_setting(struct xlsx *x, const struct sheet_layout *l)
{
    const struct view *v = l->page->view;
    char last[XLSX_REFERENCE], below[XLSX_REFERENCE];
    xlsx_addf(x,
              "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
              "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
              "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:%s\"/>"
              "<sheetViews><sheetView %sworkbookViewId=\"0\"><pane ySplit=\"%zu\" "
              "topLeftCell=\"%s\" activePane=\"bottomLeft\" state=\"frozen\"/>"
              "<selection pane=\"bottomLeft\"/></sheetView></sheetViews>"
              "<sheetFormatPr defaultRowHeight=\"%d\"/><cols>",
              xlsx_reference(l->top + v->n_rows, v->n_shown - 1, last),
              l->number == 1 ? "tabSelected=\"1\" " : "", l->top + 1,
              xlsx_reference(l->top + 1, 0, below), LINE_POINTS);
    for (size_t i = 0; i < v->n_shown; i++) /* with what Excel adds for the space about the text */
        xlsx_addf(x, "<col min=\"%zu\" max=\"%zu\" width=\"%zu.7109375\" customWidth=\"1\"/>",
                  i + 1, i + 1, l->columns[i].width);
    xlsx_addf(x, "</cols><sheetData>");
}

/* On paper as wide as a page (A4). */
static void put_sheet(struct xlsx *x, const struct pages *p, const struct sheet_layout *l)
{
    xlsx_begin(x, "xl/worksheets/sheet%zu.xml", l->number);
    put_setting(x, l);
    put_head(x, p, l);
    put_rows(x, l);
    xlsx_addf(x, "</sheetData>");
    put_links(x, p, l);
    xlsx_addf(x, "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" "
                 "header=\"0.3\" footer=\"0.3\"/>"
                 "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>"
                 "<legacyDrawing r:id=\"rId1\"/>"
                 "<tableParts count=\"1\"><tablePart r:id=\"rId2\"/></tableParts></worksheet>");
}

static void put_relations(struct xlsx *x, size_t number)
{
    xlsx_begin(x, "xl/worksheets/_rels/sheet%zu.xml.rels", number);
    xlsx_addf(x, "<Relationships xmlns=\"" XLSX_RELATIONSHIPS "\">");
    xlsx_add_relation(x, 1, "vmlDrawing", "../drawings/vmlDrawing%zu.vml", number);
    xlsx_add_relation(x, 2, "table", "../tables/table%zu.xml", number);
    xlsx_add_relation(x, 3, "comments", "../comments%zu.xml", number);
    xlsx_addf(x, "</Relationships>");
}

/* A name for the table that Excel takes, which is no cell's: "_times_1". */
static void add_table_name(struct text *t, const char *sheet, size_t number)
{
    text_add_char(t, '_');
    for (const char *c = sheet; *c; c++) {
        bool is_plain =
            (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        text_add_char(t, is_plain ? *c : '_');
    }
    text_addf(t, "_%zu", number);
}

/* Of one without a row, an empty one is the table's: so it is in Excel's own. */
static void put_table(struct xlsx *x, const struct sheet_layout *l)
{
    const struct view *v = l->page->view;
    char first[XLSX_REFERENCE], last[XLSX_REFERENCE];
    struct text name = {0};
    xlsx_begin(x, "xl/tables/table%zu.xml", l->number);
    add_table_name(&name, l->page->name, l->number);
    xlsx_addf(x,
              "<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
              "id=\"%zu\" name=\"%s\" displayName=\"%s\" ref=\"%s:%s\" totalsRowShown=\"0\">"
              "<tableColumns count=\"%zu\">",
              l->number, text_string(&name), text_string(&name), xlsx_reference(l->top, 0, first),
              xlsx_reference(l->top + (v->n_rows ? v->n_rows : 1), v->n_shown - 1, last),
              v->n_shown);
    for (size_t i = 0; i < v->n_shown; i++) {
        xlsx_addf(x, "<tableColumn id=\"%zu\" name=\"", i + 1);
        xlsx_add_escaped(x, v->shown[i]->name, true);
        xlsx_addf(x, "\"/>");
    }
    xlsx_addf(x, "</tableColumns><tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" "
                 "showLastColumn=\"0\" showRowStripes=\"0\" showColumnStripes=\"0\"/></table>");
    text_inherit(&x->xml, &name);
    text_release(&name);
}

void sheet_put(struct xlsx *x, const struct pages *p, size_t i)
{
    const struct page *page = &p->v[i];
    struct sheet_column *columns = calloc(page->view->n_shown + 1, sizeof *columns);
    const struct sheet_layout l = {page, i + 1, pages_top(p, page), columns};
    x->failed = x->failed || !columns;
    for (size_t k = 0; columns && k < page->view->n_shown; k++)
        columns[k] = lay_out_column(x, page->view, k);
    if (columns) {
        put_sheet(x, p, &l);
        put_relations(x, l.number);
        put_table(x, &l);
        sheet_put_notes(x, &l);
    }
    free(columns);
}
