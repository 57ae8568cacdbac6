/* The tables of a report as an Excel workbook; its words stand on the sheet of contents. */
#include <stdlib.h>

#include "out/report.h"
#include "out/workbook.h"
#include "out/writer.h"

static bool is_words(const struct block *b)
{
    return b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_CALL || b->kind == BLOCK_ITEM;
}

/* A line to each block of words. */
static void add_lines(struct text *t, const struct report *r)
{
    for (size_t i = 0; i < r->n; i++)
        if (is_words(&r->v[i]))
            text_addf(t, "%s%s%s%s", t->n ? "\n" : "", r->v[i].lead ? r->v[i].lead : "",
                      r->v[i].lead ? " " : "", r->v[i].text);
}

static int write_sheets(const struct view *v, struct sheet *sheets, struct sink *sink,
                        struct diags *ds)
{
    const struct report *r = v->doc->report;
    struct text about = {0};
    struct workbook book = {.title = r->title, .subject = r->subtitle, .sheets = sheets};
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].kind == BLOCK_TABLE)
            sheets[book.n++] = (struct sheet){r->v[i].lead, r->v[i].text, r->v[i].view};
    add_lines(&about, r);
    book.about = text_string(&about);
    int status = text_failed(&about) ? diags_no_memory(ds) : workbook_write(&book, sink, ds);
    text_release(&about);
    return status;
}

static int write_book(const struct view *v, const struct style *style, struct sink *sink,
                      struct diags *ds)
{
    const struct report *r = v->doc->report;
    struct sheet *sheets = calloc(r->n + 1, sizeof *sheets);
    (void)style;
    int status = sheets ? write_sheets(v, sheets, sink, ds) : diags_no_memory(ds);
    free(sheets);
    return status;
}

const struct writer writer_book = {
    .content = CONTENT_REPORT,
    .name = "xlsx",
    .suffix = "xlsx",
    .summary = "the tables of a report as an Excel workbook, contents first",
    .is_binary = true,
    .write = write_book,
};
