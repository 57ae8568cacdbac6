/* unpack: compressed files are read as what they were; damage is told. */
#include "check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "load/unpack.h"

/* Text that does not get very small: N bytes. */
static void add_lines(struct text *t, size_t n)
{
    uint32_t x = 1;
    while (t->n < n) {
        x = x * 1664525 + 1013904223;
        text_addf(t, "Council %u,2019-01-%02u,good\n", x >> 12, 1 + x % 28);
    }
    t->n = n;
    t->v[n] = '\0';
}

static void add_gzip(struct text *t, struct span s)
{
    z_stream z = {0};
    size_t room = s.length + 1000;
    unsigned char *out = malloc(room);
    assert_non_null(out);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)s.text;
    z.avail_in = (uInt)s.length;
    z.next_out = out;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    text_add(t, (struct span){(const char *)out, room - z.avail_out});
    deflateEnd(&z);
    free(out);
}

static void add_zstd(struct text *t, struct span s)
{
    size_t room = ZSTD_compressBound(s.length);
    char *out = malloc(room);
    assert_non_null(out);
    size_t n = ZSTD_compress(out, room, s.text, s.length, 3);
    assert_false(ZSTD_isError(n));
    text_add(t, (struct span){out, n});
    free(out);
}

/* All that FILE unpacks to, STEP bytes at a time; returns what is wrong, or NULL. */
static const char *unpack(struct span file, size_t step, struct text *t)
{
    struct test_file on_disk = file_with(file.text, file.length);
    struct unpacked u = {.fd = open(on_disk.path, O_RDONLY)};
    char *room = malloc(step);
    const char *problem = NULL;
    ssize_t n = 1;
    assert_non_null(room);
    assert_true(u.fd >= 0);
    text_clear(t);
    while (n > 0) {
        n = unpack_read(&u, room, step, &problem);
        text_add(t, (struct span){room, n > 0 ? (size_t)n : 0});
    }
    assert_int_equal(n < 0, problem != NULL);
    if (n == 0)
        assert_int_equal(u.n_read, file.length);
    close(u.fd);
    unpack_release(&u);
    free(room);
    file_release(&on_disk);
    return problem;
}

typedef void pack(struct text *t, struct span s);
static pack *const packers[] = {add_gzip, add_zstd, text_add};

static void what_was_packed_is_read(void **state)
{
    static const size_t sizes[] = {0, 1, 3, 1000, 700000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (size_t k = 0; k < 3; k++) {
            struct text plain = {0}, packed = {0}, read = {0};
            add_lines(&plain, 1000000);
            plain.n = sizes[i];
            packers[k](&packed, text_span(&plain));
            for (size_t step = 100; step < 1000000; step *= 60) {
                assert_null(unpack(text_span(&packed), step, &read));
                assert_int_equal(read.n, plain.n);
                assert_memory_equal(text_string(&read), plain.v, plain.n);
            }
            text_release(&plain);
            text_release(&packed);
            text_release(&read);
        }
}

static void several_one_after_the_other_are_one(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        struct text packed = {0}, read = {0};
        packers[k](&packed, span_of("a,b\n1,"));
        packers[k](&packed, span_of(""));
        packers[k](&packed, span_of("2\n"));
        assert_null(unpack(text_span(&packed), 4096, &read));
        assert_string_equal(text_string(&read), "a,b\n1,2\n");
        if (k == 0) {
            text_add(&packed, (struct span){"\0\0\0", 3}); /* as tapes fill up */
            assert_null(unpack(text_span(&packed), 4096, &read));
            assert_string_equal(text_string(&read), "a,b\n1,2\n");
        }
        text_release(&packed);
        text_release(&read);
    }
}

static void a_file_that_is_cut_is_told(void **state)
{
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        struct text plain = {0}, packed = {0}, read = {0};
        add_lines(&plain, 300);
        packers[k](&packed, text_span(&plain));
        for (size_t n = 5; n < packed.n; n++) {
            const char *problem = unpack((struct span){packed.v, n}, 4096, &read);
            assert_non_null(problem);
            assert_string_equal(problem, "the compressed data end too soon");
        }
        text_release(&plain);
        text_release(&packed);
        text_release(&read);
    }
}

/* gzip and this zstd have sums: no byte can be another without being seen, but of the header. */
static void a_file_that_is_damaged_is_told(void **state)
{
    struct text plain = {0}, packed = {0}, read = {0};
    (void)state;
    add_lines(&plain, 300);
    add_gzip(&packed, text_span(&plain));
    for (size_t at = 10; at < packed.n; at++) {
        packed.v[at] ^= 0x55;
        assert_non_null(unpack(text_span(&packed), 4096, &read));
        packed.v[at] ^= 0x55;
    }
    text_release(&plain);
    text_release(&packed);
    text_release(&read);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_is_read),
        cmocka_unit_test(several_one_after_the_other_are_one),
        cmocka_unit_test(a_file_that_is_cut_is_told),
        cmocka_unit_test(a_file_that_is_damaged_is_told),
    };
    return CHECK_RUN(tests, argc, argv);
}
