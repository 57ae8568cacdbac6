/* archive: what is put into one is what another program takes out of it. */
#include "check.h"
#include "unzipped.h"

#include <stdlib.h>
#include <string.h>

#include "out/archive.h"

static void add(struct archive *a, const char *s)
{
    archive_add(a, span_of(s));
}

/* A, complete, as Python unpacks it, which compares lengths and sums. */
static struct unzipped finish(struct archive *a)
{
    struct diags ds = {0};
    assert_int_equal(archive_end(a, &ds), 0);
    assert_int_equal(ds.fault, FAULT_NONE);
    return unzip(text_span(&a->bytes));
}

static void check_part(const struct unzipped *u, const char *name, struct span expected)
{
    struct text part = unzipped_part(u, name);
    assert_int_equal(part.n, expected.length);
    if (part.n > 0)
        assert_memory_equal(part.v, expected.text, part.n);
    text_release(&part);
}

static void parts_are_kept_in_their_folders(void **state)
{
    struct archive a = {0};
    (void)state;
    archive_begin(&a, "one.txt");
    add(&a, "first, ");
    add(&a, "");
    add(&a, "second");
    archive_begin(&a, "folder/[empty].xml");
    archive_begin(&a, "folder/two");
    add(&a, "third");
    struct unzipped u = finish(&a);
    assert_int_equal(a.n, 3);
    check_part(&u, "one.txt", span_of("first, second"));
    check_part(&u, "folder/[empty].xml", span_of(""));
    check_part(&u, "folder/two", span_of("third"));
    unzipped_release(&u);
    archive_release(&a);
    assert_null(a.stream);
}

static void an_archive_without_parts_is_one(void **state)
{
    struct archive a = {0};
    struct diags ds = {0};
    (void)state;
    assert_int_equal(archive_end(&a, &ds), 0);
    assert_int_equal(a.bytes.n, 22);
    assert_memory_equal(a.bytes.v, "PK\5\6", 4);
    archive_release(&a);
}

/* Of data that cannot be packed, and of such as shrink to almost nothing, in pieces of all sizes
 * about those of the buffers within. */
static void long_parts_are_whole(void **state)
{
    struct archive a = {0};
    struct text noise = {0}, blanks = {0};
    uint32_t random = 1;
    (void)state;
    for (size_t i = 0; i < 300000; i++) {
        random = random * 1664525 + 1013904223;
        text_add_char(&noise, (char)(random >> 24));
        text_add_char(&blanks, ' ');
    }
    archive_begin(&a, "noise");
    for (size_t at = 0, n = 1; at < noise.n; at += n, n = n < 70000 ? n * 2 + 1 : 16384) {
        n = n < noise.n - at ? n : noise.n - at;
        archive_add(&a, (struct span){noise.v + at, n});
    }
    size_t noise_ends = a.bytes.n;
    archive_begin(&a, "blanks");
    archive_add(&a, text_span(&blanks));
    struct unzipped u = finish(&a);
    check_part(&u, "noise", text_span(&noise));
    check_part(&u, "blanks", text_span(&blanks));
    assert_true(noise_ends > 290000 && a.bytes.n < noise.n + 2000);
    unzipped_release(&u);
    archive_release(&a);
    text_release(&noise);
    text_release(&blanks);
}

static void the_same_parts_make_the_same_bytes(void **state)
{
    struct archive a[2] = {0};
    struct diags ds = {0};
    (void)state;
    for (int i = 0; i < 2; i++) {
        archive_begin(&a[i], "one");
        add(&a[i], "the same");
        assert_int_equal(archive_end(&a[i], &ds), 0);
    }
    assert_int_equal(a[0].bytes.n, a[1].bytes.n);
    assert_memory_equal(a[0].bytes.v, a[1].bytes.v, a[0].bytes.n);
    assert_memory_equal(a[0].bytes.v + 10, "\0\0\x21\0", 4); /* 1980-01-01 */
    for (int i = 0; i < 2; i++)
        archive_release(&a[i]);
}

static void what_is_too_large_is_refused(void **state)
{
    struct archive a = {0};
    struct diags ds = {0};
    (void)state;
    archive_begin(&a, "one");
    a.size = (size_t)UINT32_MAX; /* as if so much had been added */
    add(&a, "1");
    assert_int_equal(archive_end(&a, &ds), -1);
    assert_int_equal(ds.fault, FAULT_USAGE);
    assert_string_equal(ds.fault_message, "the workbook would be larger than such a file can be");
    archive_release(&a);
    diags_release(&ds);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_kept_in_their_folders),
        cmocka_unit_test(an_archive_without_parts_is_one),
        cmocka_unit_test(long_parts_are_whole),
        cmocka_unit_test(the_same_parts_make_the_same_bytes),
        cmocka_unit_test(what_is_too_large_is_refused),
    };
    return CHECK_RUN(tests, argc, argv);
}
