#include "book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory_sink.h"
#include "out/writer.h"

static struct cell get(const void *context, const void *row, const struct column *column)
{
    (void)context;
    return ((const struct cell *)row)[column->which];
}

const struct column book_columns[BOOK_COLUMNS] = {
    {"council", TYPE_TEXT, NULL, "the council's name", get, 0, 0},
    {"grade", TYPE_GRADE, NULL, "the grade", get, 0, 1},
    {"start", TYPE_DATE, NULL, "its start", get, 0, 2},
    {"change", TYPE_INTEGER, NULL, "steps on the scale", get, 0, 3},
    {"median_years", TYPE_NUMBER, "years", "time", get, 0, 4},
};

const struct view_request usual_view = {.limit = -1, .digits = -1, .has_header = true};

/* What SINK has taken becomes B's. */
static void finish(struct book *b, struct sink *sink, int status)
{
    b->status = status;
    b->bytes = memory_sink_take(sink, &b->length);
    if (status == 0)
        b->parts = unzip((struct span){b->bytes, b->length});
}

struct book write_book(const struct workbook *w)
{
    struct book b = {0};
    struct sink sink = memory_sink();
    int status = workbook_write(w, &sink, &b.ds);
    finish(&b, &sink, status);
    return b;
}

struct book write_table(const struct document *doc, const struct view_request *request)
{
    struct book b = {0};
    const struct style style = {0};
    struct view v;
    struct sink sink = memory_sink();
    assert_int_equal(view_make(&v, doc, request, NULL), 0);
    int status = writer_find(CONTENT_TABLE, "xlsx")->write(&v, &style, &sink, &b.ds);
    view_release(&v);
    finish(&b, &sink, status);
    return b;
}

void book_release(struct book *b)
{
    if (b->status == 0)
        unzipped_release(&b->parts);
    free(b->bytes);
    diags_release(&b->ds);
}

struct text part_of(const struct book *b, const char *name)
{
    if (b->status != 0)
        fail_msg("%s", b->ds.fault_message);
    return unzipped_part(&b->parts, name);
}

size_t count_in(const struct text *t, const char *word)
{
    size_t n = 0;
    for (const char *at = text_string(t); (at = strstr(at, word)) != NULL; at += strlen(word))
        n++;
    return n;
}

void check_holds(const struct text *t, const char *fragment)
{
    if (count_in(t, fragment) == 0)
        fail_msg("no\n%s\nin\n%s", fragment, text_string(t));
}

void check_fault(const struct book *b, enum fault fault, const char *message)
{
    assert_int_equal(b->status, -1);
    assert_int_equal(b->ds.fault, fault);
    assert_string_equal(b->ds.fault_message, message);
    assert_int_equal(b->length, 0);
}

/* The N-th text of the list, tags left out. */
static struct text shared_text(const struct text *strings, long n)
{
    struct text t = {0};
    const char *at = text_string(strings);
    for (long i = 0; i <= n; i++) {
        at = strstr(at, "<si>");
        assert_non_null(at);
        at += strlen("<si>");
    }
    const char *from = strchr(at, '>') + 1;
    text_add(&t, (struct span){from, (size_t)(strstr(from, "</t>") - from)});
    return t;
}

/* The cell at REF of sheet N: "n:2.5" for a number, "s:good" for a text, "" where it is empty. */
static struct text cell_at(const struct book *b, int n, const char *ref)
{
    char name[64], mark[32];
    struct text t = {0};
    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", n);
    struct text sheet = part_of(b, name), strings = part_of(b, "xl/sharedStrings.xml");
    snprintf(mark, sizeof mark, "<c r=\"%s\"", ref);
    const char *at = strstr(text_string(&sheet), mark);
    if (at) {
        bool is_text = memmem(at, (size_t)(strchr(at, '>') - at), "t=\"s\"", 5) != NULL;
        const char *value = strstr(at, "<v>") + 3;
        struct text found = {0};
        if (is_text)
            found = shared_text(&strings, strtol(value, NULL, 10));
        else
            text_add(&found, (struct span){value, strcspn(value, "<")});
        text_addf(&t, "%s:%s", is_text ? "s" : "n", text_string(&found));
        text_release(&found);
    }
    text_release(&sheet);
    text_release(&strings);
    return t;
}

void check_cell(const struct book *b, int sheet, const char *ref, const char *expected)
{
    struct text t = cell_at(b, sheet, ref);
    if (strcmp(text_string(&t), expected) != 0)
        fail_msg("%s: \"%s\", expected \"%s\"", ref, text_string(&t), expected);
    text_release(&t);
}
