#include "out/workbook.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "out/archive.h"
#include "out/pages.h"
#include "out/xlsx.h"

/* What stands above the table. Returns the row of its header. */
static size_t put_head(struct xlsx *x, lxw_worksheet *sheet, const struct pages *p,
                       const struct page *page)
{
    size_t row = 0;
    struct span rest = span_of(page->lines), line;
    struct text t = {0};
    if (page->title)
        xlsx_put_text(x, sheet, row++, 0, page->title, x->heading);
    while (page->lines && span_next(&rest, '\n', &line)) {
        text_clear(&t);
        text_add(&t, line);
        xlsx_put_text(x, sheet, row++, 0, text_string(&t), x->plain);
    }
    if (page->title && p->contents && !page->is_contents)
        xlsx_put_link(x, sheet, row++, 0, "Contents", p->contents, true);
    if (text_failed(&t))
        x->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    text_release(&t);
    return row;
}

/* Adds a name for the N-th table that Excel takes, which is no cell's: "_times_1". */
static void add_table_name(struct text *t, const char *sheet, size_t n)
{
    text_add_char(t, '_');
    for (const char *c = sheet; *c; c++) {
        bool is_plain =
            (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        text_add_char(t, is_plain ? *c : '_');
    }
    text_addf(t, "_%zu", n);
}

static void put_page(struct xlsx *x, const struct pages *p, size_t i)
{
    const struct page *page = &p->v[i];
    struct text table = {0};
    lxw_worksheet *sheet = workbook_add_worksheet(x->book, page->name);
    add_table_name(&table, page->name, i + 1);
    if (!sheet || text_failed(&table)) {
        x->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    } else {
        size_t top = put_head(x, sheet, p, page);
        xlsx_put_table(x, sheet, page->view, top, text_string(&table));
        for (size_t row = 0; page->is_contents && row < p->n_entries; row++)
            xlsx_put_link(x, sheet, top + 1 + row, 0, p->entries[row].sheet, p->entries[row].sheet,
                          false);
    }
    text_release(&table);
}

/* The library tells its errors on standard error, too, where they are not wanted. Returns what is
 * to be given back to speak_up(). */
static int hush(void)
{
    int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    int nowhere = file_open("/dev/null", O_WRONLY, 0);
    if (kept >= 0 && nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0)
        close(nowhere);
    return kept;
}

static void speak_up(int kept)
{
    if (kept < 0)
        return;
    dup2(kept, STDERR_FILENO);
    close(kept);
}

static int library_fault(lxw_error error, const char *folder, struct diags *ds)
{
    const char *said = lxw_strerror(error);
    size_t length = strlen(said);
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return diags_no_memory(ds);
    length -= length > 0 && said[length - 1] == '.';
    diags_set_fault(ds, FAULT_SYSTEM, "cannot write the workbook's temporary files in %s: %.*s",
                    folder, (int)length, said);
    return diags_hint(ds, "is the disk full? TMPDIR names another folder");
}

/* Whether there is as much memory as the library may need at most. It does not look whether each of
 * its own allocations went well, so that it is better to know before. */
static bool has_memory(const struct pages *p)
{
    enum { BASE = 8 << 20, OF_SHEET = 1 << 16, OF_CELL = 256 };
    size_t most = BASE;
    for (size_t i = 0; i < p->n; i++) {
        const struct view *v = p->v[i].view;
        most += OF_SHEET + (v->n_rows + 1) * v->n_shown * OF_CELL + 2 * p->v[i].n_bytes;
    }
    void *volatile block = malloc(most); /* or the compiler would take it for granted */
    free(block);
    return block != NULL;
}

/* Writes the file at PATH; *N_CELLS: how many of its cells hold something. */
static int write_file(const struct pages *p, const char *path, const char *folder, size_t *n_cells,
                      struct diags *ds)
{
    struct xlsx x;
    if (!has_memory(p))
        return diags_no_memory(ds);
    int kept = hush();
    int status = xlsx_open(&x, path, folder);
    lxw_error error = LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (status == 0) {
        xlsx_set_properties(&x, p->workbook->title, p->workbook->subject);
        for (size_t i = 0; i < p->n; i++)
            put_page(&x, p, i);
        *n_cells = x.n_cells;
        progress_begin(p->workbook->progress, (struct task){"packing", "the workbook", 0, NULL});
        error = xlsx_close(&x);
    }
    speak_up(kept);
    return error == LXW_NO_ERROR ? 0 : library_fault(error, folder, ds);
}

static int read_all(int fd, struct text *bytes)
{
    char block[65536];
    ssize_t n;
    while ((n = file_read(fd, block, sizeof block)) > 0)
        text_add(bytes, (struct span){block, (size_t)n});
    return n == 0 ? 0 : -1;
}

/* By way of a temporary file, as the library writes to nothing else. */
static int write_by_file(const struct pages *p, const char *folder, struct text *path,
                         struct text *bytes, struct diags *ds)
{
    size_t n_cells = 0;
    text_addf(path, "%s/turnaround.XXXXXX", folder);
    if (text_failed(path))
        return diags_no_memory(ds);
    int fd = mkostemp(path->v, O_CLOEXEC);
    if (fd < 0) {
        diags_set_fault(ds, FAULT_SYSTEM, "cannot write a temporary file in %s: %s", folder,
                        strerror(errno));
        return diags_hint(ds, "set TMPDIR to a folder that can be written to");
    }
    int status = write_file(p, text_string(path), folder, &n_cells, ds);
    if (status == 0 && read_all(fd, bytes) != 0)
        status =
            diags_fault(ds, FAULT_SYSTEM, "cannot read %s: %s", text_string(path), strerror(errno));
    unlink(text_string(path));
    close(fd);
    if (status == 0 && text_failed(bytes))
        status = diags_no_memory(ds);
    return status == 0 ? archive_check(text_span(bytes), n_cells, ds) : -1;
}

int workbook_write(const struct workbook *w, struct sink *sink, struct diags *ds)
{
    struct pages p;
    struct text path = {0}, bytes = {0};
    const char *folder = getenv("TMPDIR");
    int status = pages_make(&p, w, ds);
    if (status == 0)
        status = write_by_file(&p, folder && *folder ? folder : "/tmp", &path, &bytes, ds);
    if (status == 0)
        sink_put(sink, text_span(&bytes));
    text_release(&path);
    text_release(&bytes);
    pages_release(&p);
    return status;
}
