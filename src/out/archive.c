#include "out/archive.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

enum {
    VERSION_NEEDED = 20, /* 2.0: with compression */
    METHOD_DEFLATE = 8,
    DATE_1980 = 0x21,
    WINDOW = -MAX_WBITS, /* zlib's bare data, without a header of its own */
    MEMORY_LEVEL = 8,
    /* Where the head of a part has what is known when it is complete. */
    HEAD_CRC = 14,
    HEAD_NAME_LENGTH = 26,
    HEAD_LENGTH = 30,
};

/* Little-endian, of N bytes. */
static void add_number(struct text *t, size_t value, size_t n)
{
    for (size_t i = 0; i < n; i++, value >>= 8)
        text_add_char(t, (char)(value & 0xff));
}

/* What the head of a part and its entry in the directory share: all from the version to the length
 * of the name. */
static void add_facts(struct text *t, size_t crc, size_t packed, size_t size, size_t name_length)
{
    add_number(t, VERSION_NEEDED, 2);
    add_number(t, 0, 2); /* flags */
    add_number(t, METHOD_DEFLATE, 2);
    add_number(t, 0, 2); /* midnight */
    add_number(t, DATE_1980, 2);
    add_number(t, crc, 4);
    add_number(t, packed, 4);
    add_number(t, size, 4);
    add_number(t, name_length, 2);
    add_number(t, 0, 2); /* nothing extra */
}

/* The stream, ready for another part; NULL when there is no memory. */
static z_stream *ready(struct archive *a)
{
    if (a->stream)
        return deflateReset(a->stream) == Z_OK ? a->stream : NULL;
    a->stream = calloc(1, sizeof(z_stream));
    if (a->stream && deflateInit2(a->stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, WINDOW,
                                  MEMORY_LEVEL, Z_DEFAULT_STRATEGY) == Z_OK)
        return a->stream;
    free(a->stream);
    a->stream = NULL;
    return NULL;
}

static void pack(struct archive *a, struct span s, int flush)
{
    char packed[16384];
    z_stream *stream = a->stream;
    if (!stream || text_failed(&a->bytes))
        return;
    stream->next_in = (const Bytef *)s.text;
    stream->avail_in = (uInt)s.length;
    do {
        stream->next_out = (Bytef *)packed;
        stream->avail_out = sizeof packed;
        deflate(stream, flush);
        text_add(&a->bytes, (struct span){packed, sizeof packed - stream->avail_out});
    } while (stream->avail_out == 0);
}

/* Lists the part at work, which reaches to END; its length and its sum go into its head. */
static void list_part(struct archive *a, size_t end)
{
    struct text facts = {0};
    size_t start = a->start, name_length = (unsigned char)a->bytes.v[start + HEAD_NAME_LENGTH];
    size_t packed = end - start - HEAD_LENGTH - name_length;
    add_number(&facts, a->crc, 4);
    add_number(&facts, packed, 4);
    add_number(&facts, a->size, 4);
    if (!text_failed(&facts)) {
        memcpy(a->bytes.v + start + HEAD_CRC, facts.v, facts.n);
        text_add_string(&a->directory, "PK\1\2");
        add_number(&a->directory, VERSION_NEEDED, 2);
        add_facts(&a->directory, a->crc, packed, a->size, name_length);
        add_number(&a->directory, 0, 2 + 2 + 2 + 4); /* no comment, first disk, no attributes */
        add_number(&a->directory, start, 4);
        text_add(&a->directory, (struct span){a->bytes.v + start + HEAD_LENGTH, name_length});
        a->n++;
    }
    text_inherit(&a->bytes, &facts);
    text_release(&facts);
}

/* Completes the part at work, if there is one. */
static void complete(struct archive *a)
{
    if (a->start == a->bytes.n)
        return;
    pack(a, (struct span){"", 0}, Z_FINISH);
    size_t end = a->bytes.n;
    if (!text_failed(&a->bytes))
        list_part(a, end);
    a->is_too_large = a->is_too_large || a->size > UINT32_MAX || end > UINT32_MAX;
    a->start = end;
}

void archive_begin(struct archive *a, const char *name)
{
    complete(a);
    if (!ready(a))
        a->bytes.failed = true;
    a->start = a->bytes.n;
    a->size = 0;
    a->crc = crc32(0, NULL, 0);
    text_add_string(&a->bytes, "PK\3\4");
    add_facts(&a->bytes, 0, 0, 0, strlen(name));
    text_add_string(&a->bytes, name);
}

void archive_add(struct archive *a, struct span s)
{
    if (s.length == 0)
        return;
    a->size += s.length;
    a->crc = crc32(a->crc, (const Bytef *)s.text, (uInt)s.length);
    pack(a, s, Z_NO_FLUSH);
}

int archive_end(struct archive *a, struct diags *ds)
{
    complete(a);
    size_t start = a->bytes.n;
    text_inherit(&a->bytes, &a->directory);
    text_add(&a->bytes, text_span(&a->directory));
    text_add_string(&a->bytes, "PK\5\6");
    add_number(&a->bytes, 0, 2 + 2); /* of one disk */
    add_number(&a->bytes, a->n, 2);
    add_number(&a->bytes, a->n, 2);
    add_number(&a->bytes, a->directory.n, 4);
    add_number(&a->bytes, start, 4);
    add_number(&a->bytes, 0, 2); /* no comment */
    if (text_failed(&a->bytes))
        return diags_no_memory(ds);
    if (!a->is_too_large && a->n <= UINT16_MAX)
        return 0;
    diags_set_fault(ds, FAULT_USAGE, "the workbook would be larger than such a file can be");
    return diags_hint(ds, "write CSV (-f csv), or less of it (-w, -c, --limit)");
}

void archive_release(struct archive *a)
{
    if (a->stream)
        deflateEnd(a->stream);
    free(a->stream);
    text_release(&a->bytes);
    text_release(&a->directory);
    *a = (struct archive){0};
}
