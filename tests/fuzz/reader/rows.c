/* The records of a file, with the place of each field, against a reader that goes byte by byte and
 * knows only files without a problem.
 * aims: load/rows load/raw load/locate load/sniff load/blanks */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "base/utf8.h"
#include "load/rows.h"

struct naive_field {
    size_t from, length; /* in `values`, trimmed */
    uint32_t line, column, record_line;
    bool is_first;
};

struct naive {
    struct span content;
    size_t at;
    uint32_t line;
    size_t line_start;
    bool failed; /* the file has a problem */
    struct text values;
    struct {
        struct naive_field *v;
        size_t n, cap;
    } fields;
    uint32_t record_line;
    bool starts_record;
    size_t n_blank; /* lines */
};

static int peek(const struct naive *p, size_t ahead)
{
    return p->at + ahead < p->content.length ? (unsigned char)p->content.text[p->at + ahead] : -1;
}

/* Takes a byte into the value at hand. */
static void take(struct naive *p)
{
    char c = p->content.text[p->at++];
    text_add_char(&p->values, c);
    if (c == '\n') {
        p->line++;
        p->line_start = p->at;
    }
}

static size_t blanks_ahead(const struct naive *p)
{
    size_t n = 0;
    while (peek(p, n) == ' ' || peek(p, n) == '\t')
        n++;
    return n;
}

static bool is_end(int c)
{
    return c < 0 || c == ',' || c == '\n' || c == '\r';
}

static void read_quoted(struct naive *p)
{
    for (p->at++; peek(p, 0) >= 0; take(p)) {
        if (peek(p, 0) != '"')
            continue;
        p->at++;
        if (peek(p, 0) != '"') {
            p->at += blanks_ahead(p);
            p->failed = p->failed || !is_end(peek(p, 0));
            return;
        }
    }
    p->failed = true; /* the quote is not closed */
}

static void read_plain(struct naive *p)
{
    while (!is_end(peek(p, 0))) {
        p->failed = p->failed || peek(p, 0) == '"';
        take(p);
    }
}

static void read_field(struct naive *p)
{
    size_t blanks = blanks_ahead(p), from = p->values.n;
    bool is_empty = is_end(peek(p, blanks));
    p->at += is_empty ? 0 : blanks;
    struct span before = {p->content.text + p->line_start, p->at - p->line_start};
    struct naive_field f = {.line = p->line,
                            .column = (uint32_t)utf8_count(before) + 1,
                            .record_line = p->record_line,
                            .is_first = p->starts_record};
    if (peek(p, 0) == '"')
        read_quoted(p);
    else
        read_plain(p);
    struct span value = {p->values.v ? p->values.v + from : NULL, p->values.n - from};
    struct span trimmed = span_trim(value);
    f.from = from + (trimmed.length ? (size_t)(trimmed.text - value.text) : 0);
    f.length = trimmed.length;
    p->failed = p->failed || value.length > 64 * 1024 || utf8_valid_prefix(value) < value.length ||
                (value.length && memchr(value.text, '\0', value.length));
    HOLDS(ARRAY_ROOM(&p->fields) == 0);
    p->fields.v[p->fields.n++] = f;
    p->starts_record = false;
}

static void read_line_end(struct naive *p)
{
    if (peek(p, 0) == '\r' && peek(p, 1) != '\n') {
        p->at++;
        p->at += blanks_ahead(p);
        p->failed = p->failed || peek(p, 0) >= 0; /* where nothing follows, a CR ends the line */
        return;
    }
    p->at += peek(p, 0) == '\r' ? 2 : 1;
    p->line++;
    p->line_start = p->at;
}

static void read_record(struct naive *p)
{
    size_t blanks = blanks_ahead(p);
    int c = peek(p, blanks);
    p->record_line = p->line;
    p->starts_record = true;
    if (c != '\n' && c != '\r' && c >= 0) {
        read_field(p);
        while (!p->failed && peek(p, 0) == ',') {
            p->at++;
            read_field(p);
        }
    } else {
        p->at += blanks;
        p->n_blank += c >= 0;
    }
    if (peek(p, 0) >= 0 && !p->failed)
        read_line_end(p);
}

static void read_naively(struct naive *p)
{
    p->line = 1;
    if (p->content.length >= 3 && memcmp(p->content.text, "\xef\xbb\xbf", 3) == 0)
        p->content = (struct span){p->content.text + 3, p->content.length - 3};
    while (!p->failed && peek(p, 0) >= 0)
        read_record(p);
}

/* What the reader handed on, held against the other one field by field. */
struct reading {
    const struct naive *naive;
    size_t next; /* field */
    uint32_t line;
    size_t n_columns, n_rows;
    bool is_clean, mends; /* clean: the file has no problem by the naive reader */
};

/* VALUE, with plain blanks for those that do not break, trimmed; in BUFFER. */
static struct span mended(struct span value, char *buffer)
{
    size_t n = 0;
    for (size_t i = 0; i < value.length; i++) {
        bool is_blank = i + 1 < value.length && memcmp(value.text + i, "\xc2\xa0", 2) == 0;
        buffer[n++] = is_blank ? ' ' : value.text[i];
        i += is_blank;
    }
    return span_trim((struct span){buffer, n});
}

static void compare(struct reading *r, const struct row *row, size_t i)
{
    const struct naive *p = r->naive;
    const struct naive_field *f = &p->fields.v[r->next++];
    struct span value = {p->values.v ? p->values.v + f->from : NULL, f->length};
    char *buffer = malloc(value.length + 1);
    if (r->mends)
        value = mended(value, buffer);
    HOLDS(f->is_first == (i == 0) && f->record_line == row->line);
    HOLDS(span_equals(value, row->v[i]));
    struct diag d = {0};
    row_place(row, (int)i, &d);
    HOLDS(d.place.line == f->line && d.place.column == f->column);
    free(buffer);
}

static int take_row(void *context, const struct row *row, struct diags *ds)
{
    struct reading *r = context;
    struct diag d = {0};
    (void)ds;
    HOLDS(row->n > 0 && row->line >= 1);
    HOLDS(!r->is_clean || row->line > r->line);
    HOLDS(r->n_rows++ == 0 || row->n == r->n_columns);
    r->n_columns = row->n;
    r->line = row->line;
    for (size_t i = 0; i < row->n; i++) {
        struct span s = row->v[i], trimmed = span_trim(s);
        HOLDS(s.length <= 64 * 1024 && trimmed.length == s.length);
        HOLDS(utf8_valid_prefix(s) == s.length && !memchr(s.text, '\0', s.length));
        if (r->is_clean)
            compare(r, row, i);
    }
    row_place(row, ROW_WHOLE, &d);
    HOLDS(d.place.line == row->line && d.place.column == 1);
    return 0;
}

/* How a file begins can make it none of ours, and its header decides how many fields are right. */
static bool may_differ(const struct naive *p, const struct diags *ds)
{
    for (size_t i = 0; i < ds->n; i++)
        if (strcmp(ds->v[i].code, "E-FORMAT") == 0 || strcmp(ds->v[i].code, "E-RAGGED") == 0 ||
            (strcmp(ds->v[i].code, "E-ENCODING") == 0 && strstr(ds->v[i].message, "bare CR")) ||
            (strcmp(ds->v[i].code, "E-ENCODING") == 0 && strstr(ds->v[i].message, "UTF-16")))
            return true;
    return p->failed;
}

static bool has_even_records(const struct naive *p)
{
    size_t n = 0, wanted = 0;
    for (size_t i = 0; i < p->fields.n; i++, n++)
        if (p->fields.v[i].is_first && i > 0) {
            wanted = wanted ? wanted : n;
            if (n != wanted)
                return false;
            n = 0;
        }
    return wanted == 0 || n == wanted;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    unsigned choice = fuzz_choice(&s);
    struct naive p = {.content = s};
    struct diags ds = {.lists_warnings = true};
    read_naively(&p);
    struct reading r = {.naive = &p, .mends = choice & 1};
    r.is_clean = !p.failed && has_even_records(&p);
    const struct row_handler handler = {
        .header = take_row, .record = take_row, .context = &r, .mends_blanks = r.mends};
    const struct fuzz_source source = {"x.csv", s};
    HOLDS(rows_read(fuzz_file(0, s), source.name, &handler, &ds) == 0);
    diags_sort(&ds, 0, &source.name, 1);
    fuzz_check_problems(&ds, &source, 1);
    HOLDS(!p.failed || ds.n_errors > 0);
    HOLDS(may_differ(&p, &ds) || (ds.n_errors == 0 && r.next == p.fields.n));
    HOLDS(ds.n_errors > 0 || (ds.n_warnings > 0) == (p.n_blank > 0));
    free(p.fields.v);
    text_release(&p.values);
    diags_release(&ds);
    return 0;
}
