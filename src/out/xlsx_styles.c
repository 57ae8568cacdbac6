/* How the cells of a workbook look: enum xlsx_style, in its order. */
#include "out/xlsx.h"

enum { FIRST_FORMAT = 164 }; /* of numbers, that is not Excel's own */

static const char fonts[] =
    "<fonts count=\"4\">"
    "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"14\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
    "<font><u/><sz val=\"11\"/><color rgb=\"FF0563C1\"/><name val=\"Calibri\"/>"
    "<family val=\"2\"/></font>"
    "</fonts>";

static const char surfaces[] =
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs>";

static const char end[] =
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "<dxfs count=\"0\"/><tableStyles count=\"0\" defaultTableStyle=\"TableStyleMedium9\" "
    "defaultPivotStyle=\"PivotStyleLight16\"/></styleSheet>";

static const char top[] = "vertical=\"top\"", wrapped[] = "vertical=\"top\" wrapText=\"1\"",
                  left[] = "horizontal=\"left\" vertical=\"top\"";

static void put_style(struct xlsx *x, int format, int font, const char *alignment)
{
    xlsx_addf(x,
              "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
              "applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\">"
              "<alignment %s/></xf>",
              format, font, alignment);
}

/* The code of numbers with that many decimals: "0", or "0.00". */
static void put_format(struct xlsx *x, int decimals)
{
    xlsx_addf(x, "<numFmt numFmtId=\"%d\" formatCode=\"0%s%.*s\"/>", FIRST_FORMAT + decimals,
              decimals > 0 ? "." : "", decimals, "000000000000000000000000000000");
}

void xlsx_put_styles(struct xlsx *x)
{
    const int date = FIRST_FORMAT + XLSX_DECIMALS_MOST + 1;
    xlsx_begin(x, "xl/styles.xml");
    xlsx_addf(x,
              "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
              "<numFmts count=\"%d\">",
              XLSX_DECIMALS_MOST + 2);
    for (int i = 0; i <= XLSX_DECIMALS_MOST; i++)
        put_format(x, i);
    xlsx_addf(x, "<numFmt numFmtId=\"%d\" formatCode=\"yyyy-mm-dd\"/></numFmts>%s%s", date, fonts,
              surfaces);
    xlsx_addf(x,
              "<cellXfs count=\"%d\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
              "xfId=\"0\"/>",
              XLSX_REAL + XLSX_DECIMALS_MOST + 1);
    put_style(x, 0, 0, top);
    put_style(x, 0, 0, wrapped);
    for (int font = 1; font <= 3; font++)
        put_style(x, 0, font, top);
    put_style(x, date, 0, left); /* like those that are texts */
    for (int i = 0; i <= XLSX_DECIMALS_MOST; i++)
        put_style(x, FIRST_FORMAT + i, 0, top);
    xlsx_addf(x, "</cellXfs>%s", end);
}
