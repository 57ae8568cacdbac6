/* Notes on the headers of a sheet: what they say, and, drawn in VML, the boxes that they are shown
 * in. Lengths are in pixels, of which a point has 4/3. */
#include <string.h>

#include "out/writer.h"
#include "sheet.h"

enum {
    WIDTH = 320,
    LINE = 15,
    LINE_CHARACTERS = 48, /* that surely fit */
    ROW = 20,             /* height of a usual one */
    COLUMN = 64,          /* width of one behind the table */
    FROM_LEFT = 15,       /* of the column behind */
    FROM_TOP = 10,        /* of the row before; where there is none, of the first */
    FROM_EDGE = 2,
    BLOCK = 1024, /* numbers of boxes come in blocks, each of which one sheet has */
};

static void add_note(struct text *t, const struct column *c)
{
    writer_add_heading(c, t);
    if (c->unit)
        text_addf(t, "\nUnit: %s", c->unit);
    text_addf(t, "\n%s", c->meaning);
}

static size_t height_of(const struct column *c)
{
    return (4 + strlen(c->meaning) / LINE_CHARACTERS) * LINE;
}

static void put_words(struct xlsx *x, const struct sheet_layout *l)
{
    const struct view *v = l->page->view;
    char reference[XLSX_REFERENCE];
    xlsx_begin(x, "xl/comments%zu.xml", l->number);
    xlsx_addf(x, "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                 "<authors><author></author></authors><commentList>");
    for (size_t i = 0; i < v->n_shown; i++) {
        struct text note = {0};
        add_note(&note, v->shown[i]);
        xlsx_addf(x,
                  "<comment ref=\"%s\" authorId=\"0\"><text><r><rPr><sz val=\"8\"/>"
                  "<color indexed=\"81\"/><rFont val=\"Tahoma\"/><family val=\"2\"/></rPr><t>",
                  xlsx_reference(l->top, i, reference));
        xlsx_add_escaped(x, text_string(&note), false);
        xlsx_addf(x, "</t></r></text></comment>");
        text_inherit(&x->xml, &note);
        text_release(&note);
    }
    xlsx_addf(x, "</commentList></comments>");
}

static size_t column_width(const struct sheet_layout *l, size_t column)
{
    enum { CHARACTER = 7, SPACE = 5 };
    return column < l->page->view->n_shown ? l->columns[column].width * CHARACTER + SPACE : COLUMN;
}

static size_t row_height(const struct sheet_layout *l, size_t row)
{
    bool is_tables = row > l->top && row - l->top - 1 < l->page->view->n_rows;
    return is_tables ? sheet_row_points(l, row - l->top - 1) * 4 / 3 : ROW;
}

/* Where the box lies: column, pixels in it, row, pixels in it, of its two corners. */
static void put_anchor(struct xlsx *x, const struct sheet_layout *l, size_t column, size_t height)
{
    size_t left = column + 1, right = left, to_right = FROM_LEFT + WIDTH;
    size_t above = l->top > 0 ? l->top - 1 : 0, from_top = l->top > 0 ? FROM_TOP : FROM_EDGE;
    size_t below = above, to_bottom = from_top + height;
    for (; to_right >= column_width(l, right); right++)
        to_right -= column_width(l, right);
    for (; to_bottom >= row_height(l, below); below++)
        to_bottom -= row_height(l, below);
    xlsx_addf(x, "<x:Anchor>%zu, %d, %zu, %zu, %zu, %zu, %zu, %zu</x:Anchor>", left, FROM_LEFT,
              above, from_top, right, to_right, below, to_bottom);
}

static void put_box(struct xlsx *x, const struct sheet_layout *l, size_t column)
{
    size_t height = height_of(l->page->view->shown[column]);
    xlsx_addf(x,
              "<v:shape id=\"_x0000_s%zu\" type=\"#_x0000_t202\" style=\"position:absolute;"
              "width:%gpt;height:%gpt;z-index:%zu;visibility:hidden\" fillcolor=\"#ffffe1\" "
              "o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>"
              "<v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>"
              "<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">"
              "<div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">"
              "<x:MoveWithCells/><x:SizeWithCells/>",
              (x->n_shape_blocks + 1) * BLOCK + 1 + column, WIDTH * 0.75, (double)height * 0.75,
              column + 1);
    put_anchor(x, l, column, height);
    xlsx_addf(x,
              "<x:AutoFill>False</x:AutoFill><x:Row>%zu</x:Row><x:Column>%zu</x:Column>"
              "</x:ClientData></v:shape>",
              l->top, column);
}

static void put_boxes(struct xlsx *x, const struct sheet_layout *l)
{
    size_t n = l->page->view->n_shown, blocks = n / BLOCK + 1;
    xlsx_begin(x, "xl/drawings/vmlDrawing%zu.vml", l->number);
    text_clear(&x->xml); /* there is no declaration in Excel's own */
    xlsx_addf(x, "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" "
                 "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                 "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
                 "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"");
    for (size_t i = 1; i <= blocks; i++)
        xlsx_addf(x, "%s%zu", i > 1 ? "," : "", x->n_shape_blocks + i);
    xlsx_addf(x, "\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" "
                 "o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">"
                 "<v:stroke joinstyle=\"miter\"/>"
                 "<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>");
    for (size_t i = 0; i < n; i++)
        put_box(x, l, i);
    xlsx_addf(x, "</xml>");
    x->n_shape_blocks += blocks;
}

void sheet_put_notes(struct xlsx *x, const struct sheet_layout *l)
{
    put_words(x, l);
    put_boxes(x, l);
}
