#include "out/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "base/utf8.h"
#include "out/xlsx.h"

/* Excel compares without regard to case, and keeps "History" for itself; the other two are ours. */
static bool is_taken(const struct pages *p, const char *name)
{
    static const char *const reserved[] = {"history", "contents", "notes"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (utf8_is_caseless_same(name, reserved[i]))
            return true;
    for (size_t i = 0; i < p->n; i++)
        if (utf8_is_caseless_same(name, p->v[i].name))
            return true;
    return false;
}

/* Adds as much of S as fits into MOST UTF-16 units; what the name of a sheet, or a link to it,
 * cannot have becomes "-", an apostrophe a typographic one. */
static void add_name(struct text *t, const char *s, size_t most)
{
    for (struct span rest = span_of(s); rest.length > 0;) {
        uint32_t point = 0;
        size_t length = utf8_next(rest, &point), units = point > 0xffff ? 2 : 1;
        bool is_bad = length == 0 || utf8_is_unprintable(point) ||
                      (point < 0x80 && strchr("[]:*?/\\#", (int)point));
        if (units > most)
            break;
        length = length ? length : 1;
        if (is_bad)
            text_add_char(t, '-');
        else if (point == '\'')
            text_add_string(t, "\xe2\x80\x99");
        else
            text_add(t, (struct span){rest.text, length});
        most -= units;
        rest = (struct span){rest.text + length, rest.length - length};
    }
}

/* WANTED as the name of a sheet, numbered where there is one of that name. NULL when there is no
 * memory. */
static const char *make_name(struct pages *p, const char *wanted)
{
    enum { MOST_UNITS = 31, MOST_DIGITS = 12 };
    struct text t = {0};
    char number[MOST_DIGITS + 2] = "";
    for (unsigned i = 2;; i++) {
        text_clear(&t);
        add_name(&t, wanted && *wanted ? wanted : "table", MOST_UNITS - strlen(number));
        text_add_string(&t, number);
        if (text_failed(&t) || !is_taken(p, text_string(&t)))
            return text_keep(&t, &p->arena);
        snprintf(number, sizeof number, " %u", i);
    }
}

static int remark(struct pages *p, const char *sheet, const char *note, struct diags *ds)
{
    if (ARRAY_ROOM(&p->remarks) != 0)
        return diags_no_memory(ds);
    p->remarks.v[p->remarks.n++] = (struct remark){sheet, note};
    return 0;
}

/* What to do about a table that does not fit. Those of a report have titles; notes come of no
 * command. Neither can be made less of. */
static int hint_instead(const struct page *page, const char *less, const char *name,
                        struct diags *ds)
{
    if (page->title)
        return diags_hint(ds, "write HTML (-f html)");
    if (!page->view->doc->command)
        return diags_hint(ds, "write CSV (-f csv)");
    return diags_hint(ds, "write CSV (-f csv), or %s%s)", less, name);
}

static int too_much(const struct page *page, struct diags *ds, const char *what, size_t n,
                    size_t most)
{
    char found[NUMBER_TEXT], allowed[NUMBER_TEXT];
    diags_set_fault(ds, FAULT_USAGE, "%s has %s %s; a sheet of a workbook holds at most %s",
                    page->name, number_grouped(n, found), what, number_grouped(most, allowed));
    return hint_instead(page, "less of it (-w, -c, --limit", "", ds);
}

static int check_text(const struct page *page, size_t row, size_t column, const char *s,
                      struct text *t, struct diags *ds)
{
    char found[NUMBER_TEXT], at[NUMBER_TEXT];
    text_clear(t);
    size_t length = xlsx_add_text(t, span_of(s));
    if (text_failed(t))
        return diags_no_memory(ds);
    if (length <= XLSX_TEXT_MOST)
        return 0;
    diags_set_fault(ds, FAULT_USAGE,
                    "%s: the text in row %s, column %s has %s characters; a cell of a workbook "
                    "holds at most 32,767",
                    page->name, number_grouped(row + 1, at), page->view->shown[column]->name,
                    number_grouped(length, found));
    return hint_instead(page, "leave the column out (-c -", page->view->shown[column]->name, ds);
}

/* The title and lines above the table. */
static int check_head(const struct page *page, struct text *t, struct diags *ds)
{
    struct span rest = span_of(page->lines), line = span_of(page->title);
    char found[NUMBER_TEXT];
    do {
        text_clear(t);
        size_t length = xlsx_add_text(t, line);
        if (text_failed(t))
            return diags_no_memory(ds);
        if (length > XLSX_TEXT_MOST) {
            diags_set_fault(ds, FAULT_USAGE,
                            "%s: a line above the table has %s characters; a cell of a workbook "
                            "holds at most 32,767",
                            page->name, number_grouped(length, found));
            return hint_instead(page, "", "", ds);
        }
    } while (span_next(&rest, '\n', &line));
    return 0;
}

/* What is worth a note. */
struct survey {
    bool has_missing, has_real, has_undated;
};

static int survey_row(const struct page *page, size_t row, struct survey *s, struct text *t,
                      struct diags *ds)
{
    const struct view *v = page->view;
    int status = 0;
    for (size_t i = 0; i < v->n_shown && status == 0; i++) {
        struct cell cell = view_cell(v, row, i);
        s->has_missing = s->has_missing || cell.kind == CELL_MISSING;
        s->has_real = s->has_real || cell.kind == CELL_REAL || cell.kind == CELL_DAYS;
        s->has_undated =
            s->has_undated || (cell.kind == CELL_DATE && xlsx_day(cell.value.date) == 0);
        if (cell.kind != CELL_TEXT && cell.kind != CELL_GRADE)
            continue;
        status = check_text(page, row, i, cell.text, t, ds);
    }
    return status;
}

/* That the table fits a sheet, under HEAD rows. */
static int survey_page(const struct page *page, size_t head, struct survey *s, struct diags *ds)
{
    const struct view *v = page->view;
    const size_t most = XLSX_ROWS_MOST - 1 - head;
    struct text t = {0};
    if (v->n_rows > most)
        return too_much(page, ds, "rows", v->n_rows, most);
    if (v->n_shown > XLSX_COLUMNS_MOST)
        return too_much(page, ds, "columns", v->n_shown, XLSX_COLUMNS_MOST);
    int status = check_head(page, &t, ds);
    for (size_t row = 0; row < v->n_rows && status == 0; row++)
        status = survey_row(page, row, s, &t, ds);
    text_release(&t);
    return status;
}

bool pages_has_link(const struct pages *p, const struct page *page)
{
    return page->title && p->contents && !page->is_contents;
}

size_t pages_top(const struct pages *p, const struct page *page)
{
    size_t n = page->title ? 1 : 0;
    for (const char *at = page->lines; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
        n++;
    return n + pages_has_link(p, page);
}

/* The remarks on a table: its own notes, then on what the sheet cannot say itself. */
static int add_remarks(struct pages *p, struct page *page, struct diags *ds)
{
    static const char missing[] =
        "an empty cell has no value: it is not known, does not apply or cannot be estimated; a "
        "column of statuses, where there is one, says which";
    static const char undated[] =
        "dates of which only the year or the month is known, and dates before 1900-03-01, are "
        "texts, as they are written in the data: a spreadsheet has no such dates";
    static const char rounded[] = "numbers are held to 16 digits; cells show fewer decimals";
    const struct document *doc = page->view->doc;
    struct survey s = {0};
    int status = survey_page(page, pages_top(p, page), &s, ds);
    for (size_t i = 0; i < doc->notes.n && status == 0; i++)
        status = remark(p, page->name, doc->notes.v[i], ds);
    if (status == 0 && s.has_missing)
        status = remark(p, page->name, missing, ds);
    if (status == 0 && s.has_undated)
        status = remark(p, page->name, undated, ds);
    if (status == 0 && s.has_real && page->view->digits < 0)
        status = remark(p, page->name, rounded, ds);
    return status;
}

static struct cell get_entry(const void *context, const void *row, const struct column *column)
{
    const struct entry *entry = row;
    (void)context;
    if (column->which == 2)
        return cell_integer((int64_t)entry->n_rows);
    return cell_text(column->which == 0 ? entry->sheet : entry->title);
}

static struct cell get_remark(const void *context, const void *row, const struct column *column)
{
    const struct remark *r = row;
    (void)context;
    return cell_text(column->which == 0 ? r->sheet : r->note);
}

static const struct column entry_columns[] = {
    {"sheet", TYPE_TEXT, NULL, "the sheet, to which this leads", get_entry, 0, 0},
    {"title", TYPE_TEXT, NULL, "what is on it", get_entry, COLUMN_WRAP, 1},
    {"rows", TYPE_INTEGER, NULL, "rows of its table, without the header", get_entry, 0, 2},
};

static const struct column remark_columns[] = {
    {"sheet", TYPE_TEXT, NULL, "the sheet that the note is about", get_remark, 0, 0},
    {"note", TYPE_TEXT, NULL, "what was counted, left out or assumed", get_remark, COLUMN_WRAP, 1},
};

static int make_listing(struct listing *l, const struct table *table, struct diags *ds)
{
    const struct view_request request = {.limit = -1, .digits = -1, .has_header = true};
    l->doc.table = *table;
    return view_make(&l->view, &l->doc, &request, ds);
}

/* The tables' pages, and the notes on them. */
static int add_tables(struct pages *p, struct diags *ds)
{
    const struct workbook *w = p->workbook;
    static const char line[] = "This sheet holds one table. What was counted, left out or assumed "
                               "is told on the sheet notes.";
    for (size_t i = 0; i < w->n; i++) {
        const struct sheet *sheet = &w->sheets[i];
        const char *name = make_name(p, sheet->name);
        if (!name)
            return diags_no_memory(ds);
        struct page *page = &p->v[p->n++];
        *page = (struct page){.name = name,
                              .title = sheet->title,
                              .lines = sheet->title ? line : NULL,
                              .view = sheet->view};
        if (add_remarks(p, page, ds) != 0)
            return -1;
        p->entries[p->n_entries++] = (struct entry){name, sheet->title, sheet->view->n_rows};
    }
    return 0;
}

static int add_notes(struct pages *p, struct diags *ds)
{
    static const char everywhere[] = "what a column means is told in a note on its header";
    if (remark(p, "all", everywhere, ds) != 0)
        return -1;
    const struct table table = {remark_columns,        2,   p->remarks.v, p->remarks.n,
                                sizeof(struct remark), NULL};
    if (make_listing(&p->notes_table, &table, ds) != 0)
        return -1;
    const char *title = p->contents ? "Notes" : NULL;
    struct page *page = &p->v[p->n++];
    struct survey s = {0};
    *page = (struct page){.name = "notes",
                          .title = title,
                          .lines = title ? "This sheet holds one table." : NULL,
                          .view = &p->notes_table.view};
    p->entries[p->n_entries++] = (struct entry){page->name, "notes on all tables", p->remarks.n};
    return survey_page(page, pages_top(p, page), &s, ds);
}

static int add_contents(struct pages *p, struct diags *ds)
{
    const struct table table = {entry_columns,        3,   p->entries, p->n_entries,
                                sizeof(struct entry), NULL};
    struct survey s = {0};
    if (!p->contents)
        return 0;
    p->v[0].view = &p->contents_table.view;
    if (make_listing(&p->contents_table, &table, ds) != 0)
        return -1;
    return survey_page(&p->v[0], pages_top(p, &p->v[0]), &s, ds);
}

int pages_make(struct pages *p, const struct workbook *w, struct diags *ds)
{
    *p = (struct pages){.workbook = w};
    p->v = calloc(w->n + 2, sizeof *p->v);
    p->entries = calloc(w->n + 1, sizeof *p->entries);
    if (!p->v || !p->entries)
        return diags_no_memory(ds);
    if (w->about) {
        p->contents = "contents";
        p->v[p->n++] = (struct page){.name = p->contents,
                                     .title = w->title ? w->title : "Contents",
                                     .lines = w->about,
                                     .is_contents = true};
    }
    if (add_tables(p, ds) != 0 || add_notes(p, ds) != 0)
        return -1;
    return add_contents(p, ds);
}

void pages_release(struct pages *p)
{
    free(p->v);
    free(p->entries);
    free(p->remarks.v);
    view_release(&p->contents_table.view);
    document_release(&p->contents_table.doc);
    view_release(&p->notes_table.view);
    document_release(&p->notes_table.doc);
    arena_release(&p->arena);
}
