/* An Excel workbook: the table on the first sheet, its notes on the second. */
#include "out/workbook.h"
#include "out/writer.h"

static int write_xlsx(const struct view *v, const struct style *style, struct sink *sink,
                      struct diags *ds)
{
    struct text title = {0};
    const char *name = v->doc->command ? v->doc->command : "table";
    (void)style;
    text_addf(&title, "turnaround %s", name);
    const struct sheet sheet = {.name = name, .view = v};
    const struct workbook workbook = {.title = text_string(&title), .sheets = &sheet, .n = 1};
    int status = text_failed(&title) ? diags_no_memory(ds) : workbook_write(&workbook, sink, ds);
    text_release(&title);
    return status;
}

const struct writer writer_xlsx = {
    .name = "xlsx",
    .suffix = "xlsx",
    .summary = "an Excel workbook: typed cells, notes on a second sheet",
    .includes_notes = true,
    .is_binary = true,
    .needs_header = true,
    .write = write_xlsx,
};
