#include "out/workbook.h"

#include "out/pages.h"
#include "out/xlsx.h"
#include "sheet.h"

#ifndef VERSION
#define VERSION "0.1.0"
#endif

#define SCHEMAS "http://schemas.openxmlformats.org/"
#define OFFICE  "application/vnd.openxmlformats-officedocument."
#define PACKAGE "application/vnd.openxmlformats-package."

static void put_type(struct xlsx *x, const char *part, size_t number, const char *type)
{
    xlsx_addf(x, "<Override PartName=\"/");
    if (number > 0)
        xlsx_addf(x, "xl/%s%zu.xml", part, number);
    else
        xlsx_addf(x, "%s", part);
    xlsx_addf(x, "\" ContentType=\"%s+xml\"/>", type);
}

/* What each part is: this one comes first. */
static void put_types(struct xlsx *x, size_t n)
{
    xlsx_begin(x, "[Content_Types].xml");
    xlsx_addf(x, "<Types xmlns=\"" SCHEMAS "package/2006/content-types\">"
                 "<Default Extension=\"rels\" ContentType=\"" PACKAGE "relationships+xml\"/>"
                 "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                 "<Default Extension=\"vml\" ContentType=\"" OFFICE "vmlDrawing\"/>");
    put_type(x, "docProps/app.xml", 0, OFFICE "extended-properties");
    put_type(x, "docProps/core.xml", 0, PACKAGE "core-properties");
    put_type(x, "xl/workbook.xml", 0, OFFICE "spreadsheetml.sheet.main");
    put_type(x, "xl/styles.xml", 0, OFFICE "spreadsheetml.styles");
    put_type(x, "xl/sharedStrings.xml", 0, OFFICE "spreadsheetml.sharedStrings");
    for (size_t i = 1; i <= n; i++) {
        put_type(x, "worksheets/sheet", i, OFFICE "spreadsheetml.worksheet");
        put_type(x, "tables/table", i, OFFICE "spreadsheetml.table");
        put_type(x, "comments", i, OFFICE "spreadsheetml.comments");
    }
    xlsx_addf(x, "</Types>");
}

/* TYPE: from the namespace on, as these two differ. */
static void put_root_relation(struct xlsx *x, int id, const char *type, const char *target)
{
    xlsx_addf(x,
              "<Relationship Id=\"rId%d\" Type=\"" SCHEMAS "%s\" "
              "Target=\"%s\"/>",
              id, type, target);
}

static void put_root_relations(struct xlsx *x)
{
    xlsx_begin(x, "_rels/.rels");
    xlsx_addf(x, "<Relationships xmlns=\"" XLSX_RELATIONSHIPS "\">");
    put_root_relation(x, 1, "officeDocument/2006/relationships/officeDocument", "xl/workbook.xml");
    put_root_relation(x, 2, "package/2006/relationships/metadata/core-properties",
                      "docProps/core.xml");
    put_root_relation(x, 3, "officeDocument/2006/relationships/extended-properties",
                      "docProps/app.xml");
    xlsx_addf(x, "</Relationships>");
}

static void put_relations(struct xlsx *x, size_t n)
{
    xlsx_begin(x, "xl/_rels/workbook.xml.rels");
    xlsx_addf(x, "<Relationships xmlns=\"" XLSX_RELATIONSHIPS "\">");
    for (size_t i = 1; i <= n; i++)
        xlsx_add_relation(x, i, "worksheet", "worksheets/sheet%zu.xml", i);
    xlsx_add_relation(x, n + 1, "styles", "styles.xml");
    xlsx_add_relation(x, n + 2, "sharedStrings", "sharedStrings.xml");
    xlsx_addf(x, "</Relationships>");
}

static void put_property(struct xlsx *x, const char *name, const char *value)
{
    if (!value)
        return;
    xlsx_addf(x, "<dc:%s>", name);
    xlsx_add_escaped(x, value, false);
    xlsx_addf(x, "</dc:%s>", name);
}

/* The date of creation is always the one that zip archives begin at. */
static void put_properties(struct xlsx *x, const struct workbook *w)
{
    xlsx_begin(x, "docProps/app.xml");
    xlsx_addf(x, "<Properties xmlns=\"" SCHEMAS "officeDocument/2006/extended-properties\">"
                 "<Application>turnaround</Application></Properties>");
    xlsx_begin(x, "docProps/core.xml");
    xlsx_addf(x, "<cp:coreProperties "
                 "xmlns:cp=\"" SCHEMAS "package/2006/metadata/core-properties\" "
                 "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                 "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                 "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    put_property(x, "title", w->title);
    put_property(x, "subject", w->subject);
    put_property(x, "creator", "turnaround " VERSION);
    xlsx_addf(x, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z"
                 "</dcterms:created></cp:coreProperties>");
}

/* The sheets by their names; on paper, each page of one begins with its header. */
static void put_book(struct xlsx *x, const struct pages *p)
{
    xlsx_begin(x, "xl/workbook.xml");
    xlsx_addf(x, "<workbook xmlns=\"" SCHEMAS "spreadsheetml/2006/main\" "
                 "xmlns:r=\"" SCHEMAS "officeDocument/2006/relationships\">"
                 "<bookViews><workbookView/></bookViews><sheets>");
    for (size_t i = 0; i < p->n; i++) {
        xlsx_addf(x, "<sheet name=\"");
        xlsx_add_escaped(x, p->v[i].name, true);
        xlsx_addf(x, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    xlsx_addf(x, "</sheets><definedNames>");
    for (size_t i = 0; i < p->n; i++) {
        size_t row = pages_top(p, &p->v[i]) + 1;
        xlsx_addf(x, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%zu\">'", i);
        xlsx_add_escaped(x, p->v[i].name, false);
        xlsx_addf(x, "'!$%zu:$%zu</definedName>", row, row);
    }
    xlsx_addf(x, "</definedNames></workbook>");
}

static int write_pages(const struct pages *p, struct sink *sink, struct diags *ds)
{
    struct xlsx x = {0};
    put_types(&x, p->n);
    put_root_relations(&x);
    put_properties(&x, p->workbook);
    put_book(&x, p);
    put_relations(&x, p->n);
    xlsx_put_styles(&x);
    for (size_t i = 0; i < p->n; i++)
        sheet_put(&x, p, i);
    xlsx_put_strings(&x);
    int status = xlsx_end(&x, ds);
    if (status == 0)
        sink_put(sink, text_span(&x.archive.bytes));
    xlsx_release(&x);
    return status;
}

int workbook_write(const struct workbook *w, struct sink *sink, struct diags *ds)
{
    struct pages p;
    int status = pages_make(&p, w, ds);
    if (status == 0)
        status = write_pages(&p, sink, ds);
    pages_release(&p);
    return status;
}
