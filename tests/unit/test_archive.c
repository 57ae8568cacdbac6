/* archive: what is not whole is told, whatever the library said. */
#include "book.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <zlib.h>

#include "out/archive.h"

enum { N_ROWS = 2000 };

/* Ten thousand numbers that pack well: XML many times as long as the file. */
static struct book write_rows(void)
{
    static struct cell rows[N_ROWS][BOOK_COLUMNS];
    for (size_t i = 0; i < N_ROWS; i++)
        for (size_t k = 0; k < BOOK_COLUMNS; k++)
            rows[i][k] = cell_integer(7);
    const struct document doc = {
        .command = "times",
        .table = {book_columns, BOOK_COLUMNS, rows, N_ROWS, sizeof rows[0], NULL}};
    return write_table(&doc, &usual_view);
}

/* Header and cells of the table; of the notes, the header and one row. */
enum { N_CELLS = (N_ROWS + 1) * BOOK_COLUMNS + 2 * 2 };

static int check(const struct book *b, size_t length, size_t n_cells)
{
    struct diags ds = {0};
    int status = archive_check((struct span){b->bytes, length}, n_cells, &ds);
    assert_int_equal(ds.fault, status == 0 ? FAULT_NONE : FAULT_SYSTEM);
    diags_release(&ds);
    return status;
}

static void cells_are_counted(void **state)
{
    struct book b = write_rows();
    (void)state;
    assert_int_equal(check(&b, b.length, N_CELLS), 0);
    assert_int_equal(check(&b, b.length, N_CELLS + 1), -1);
    assert_int_equal(check(&b, b.length, N_CELLS - 1), -1);
    book_release(&b);
}

static void archives_cut_short_are_not_whole(void **state)
{
    struct book b = write_rows();
    (void)state;
    for (size_t length = 0; length < b.length;
         length += length < 200 || b.length - length < 200 ? 1 : 97)
        assert_int_equal(check(&b, length, N_CELLS), -1);
    book_release(&b);
}

/* A byte that is wrong is told where it is packed data; anywhere else nothing worse comes of it. */
static void archives_with_a_wrong_byte_are_not_whole(void **state)
{
    struct book b = write_rows();
    const char *sheet = memmem(b.bytes, b.length, "xl/worksheets/sheet1.xml", 24);
    struct random r = random_start();
    (void)state;
    assert_non_null(sheet);
    size_t start = (size_t)(sheet - b.bytes) + 24;
    for (int i = 0; i < 300; i++) {
        size_t at = i < 50 ? start + random_below(&r, 300) : random_below(&r, (uint32_t)b.length);
        char kept = b.bytes[at];
        b.bytes[at] = (char)(b.bytes[at] ^ (1 + (int)random_below(&r, 255)));
        int status = check(&b, b.length, N_CELLS);
        if (i < 50)
            assert_int_equal(status, -1);
        b.bytes[at] = kept;
    }
    assert_int_equal(check(&b, b.length, N_CELLS), 0);
    book_release(&b);
}

/* Files can be no longer than a few blocks, as on a full disk: the sheet's XML is cut, the packed
 * archive fits, and the library is content. */
static void temporary_files_cut_short_are_told(void **state)
{
    static const struct {
        rlim_t most;
        const char *message;
    } cases[] = {
        {65536, "the workbook's temporary files were not written whole"},
        {32768, "the workbook's temporary files were not written whole"},
        {4096, "cannot write the workbook's temporary files in /tmp: Zip generic error ZIP_ERRNO "
               "while creating the xlsx file"},
    };
    struct rlimit usual, least;
    (void)state;
    unsetenv("TMPDIR");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        least = (struct rlimit){cases[i].most, usual.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &least), 0);
        struct book b = write_rows();
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
        check_fault(&b, FAULT_SYSTEM, cases[i].message);
        book_release(&b);
    }
    signal(SIGXFSZ, SIG_DFL);
}

static void add_number(struct text *t, size_t value, int bytes)
{
    for (; bytes > 0; bytes--, value >>= 8)
        text_add_char(t, (char)value);
}

/* What a member's two records have in common, from the method to the length of its name. */
static void add_member(struct text *t, const char *name, struct span xml)
{
    add_number(t, 8, 2);
    add_number(t, 0, 4);
    add_number(t, crc32(0, (const Bytef *)xml.text, (uInt)xml.length), 4);
    add_number(t, xml.length + 5, 4);
    add_number(t, xml.length, 4);
    add_number(t, strlen(name), 2);
}

/* An archive of one member, NAME, in one block that is stored as it is. */
static struct text archive_of(const char *name, const char *xml)
{
    struct text t = {0};
    struct span content = span_of(xml);
    text_add(&t, (struct span){"PK\3\4\24\0\0\0", 8});
    add_member(&t, name, content);
    add_number(&t, 0, 2);
    text_add_string(&t, name);
    text_add_char(&t, 1); /* the last block, stored */
    add_number(&t, content.length, 2);
    add_number(&t, ~content.length, 2);
    text_add(&t, content);
    size_t directory = t.n;
    text_add(&t, (struct span){"PK\1\2\24\0\24\0\0\0", 10});
    add_member(&t, name, content);
    add_number(&t, 0, 16);
    text_add_string(&t, name);
    size_t length = t.n - directory;
    text_add(&t, (struct span){"PK\5\6\0\0\0\0\1\0\1\0", 12});
    add_number(&t, length, 4);
    add_number(&t, directory, 4);
    add_number(&t, 0, 2);
    return t;
}

static void parts_are_xml_up_to_the_end(void **state)
{
    static const char sheet[] = "xl/worksheets/sheet1.xml", strings[] = "xl/sharedStrings.xml";
    static const struct {
        const char *name, *xml;
        size_t n_cells;
        int status;
    } cases[] = {
        {"a.xml", "<?xml version=\"1.0\"?>\n<a><b/></a>", 0, 0},
        {"a.xml", "<a b=\"c\">x</a>\n", 0, 0},
        {"a.xml", "<?xml?>\n<a b=\"c\"/>", 0, 0},
        {"a.xml", "<a>x</a", 0, -1},
        {"a.xml", "<a><b>x</b>", 0, -1},
        {"a.xml", "<a><b/>", 0, -1},
        {"a.xml", "<a><ba></ba>", 0, -1},
        {"a.xml", "<a", 0, -1},
        {"a.xml", "<?xml", 0, -1},
        {"a.xml", "", 0, -1},
        {sheet, "<s><c r=\"A1\"/><c r=\"A2\"></c><col/></s>", 2, 0},
        {sheet, "<s><c r=\"A1\"/><c r=\"A2\"></c><col/></s>", 3, -1},
        {"a.xml", "<s><c r=\"A1\"/></s>", 1, -1},
        {strings, "<sst count=\"3\" uniqueCount=\"2\"><si></si><si></si></sst>", 0, 0},
        {strings, "<sst count=\"3\" uniqueCount=\"3\"><si></si><si></si></sst>", 0, -1},
        {strings, "<sst><si></si><si></si></sst>", 0, -1},
        {"a.xml", "<sst uniqueCount=\"3\"><si></si></sst>", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text t = archive_of(cases[i].name, cases[i].xml);
        struct diags ds = {0};
        if (archive_check(text_span(&t), cases[i].n_cells, &ds) != cases[i].status)
            fail_msg("%s: %s", cases[i].name, cases[i].xml);
        diags_release(&ds);
        text_release(&t);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_counted),
        cmocka_unit_test(archives_cut_short_are_not_whole),
        cmocka_unit_test(archives_with_a_wrong_byte_are_not_whole),
        cmocka_unit_test(parts_are_xml_up_to_the_end),
        cmocka_unit_test(temporary_files_cut_short_are_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
