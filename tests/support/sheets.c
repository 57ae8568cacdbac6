#include "sheets.h"

const struct field_spec sheet_fields[N_FIELDS] = {
    [COUNCIL] = {"council", "la_name|name|id", FIELD_REQUIRED},
    [GRADE] = {"grade", "overall", FIELD_REQUIRED},
    [INSPECTED] = {"inspected", "date|inspection_date", FIELD_EITHER},
    [PUBLISHED] = {"published", NULL, FIELD_EITHER},
    [SOURCE] = {"source", NULL, FIELD_OPTIONAL},
};

void read_sheet(struct result *r, const char *content, const struct reading *how, sheet_take *take)
{
    struct test_file file = file_with_text(content);
    struct reading reading = *how;
    reading.ds = &r->ds;
    r->ds.lists_warnings = true;
    r->sheet = (struct sheet){.path = file.path,
                              .name = "x.csv",
                              .specs = sheet_fields,
                              .n_specs = N_FIELDS,
                              .take = take,
                              .context = r,
                              .choose = r->sheet.choose,
                              .find_columns = r->sheet.find_columns,
                              .reading = &reading};
    r->status = sheet_read(&r->sheet);
    problems_text(&r->ds, &r->problems);
    r->sheet.reading = NULL;
    file_release(&file);
}

void result_release(struct result *r)
{
    text_release(&r->records);
    text_release(&r->problems);
    diags_release(&r->ds);
}
