#include "out/archive.h"

#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/number.h"

/* Records of a zip archive: where their members are, and how long they are. Numbers are
 * little-endian. */
enum {
    END_LENGTH = 22,
    END_PARTS = 10,
    END_DIRECTORY = 16,
    ENTRY_LENGTH = 46,
    ENTRY_METHOD = 10,
    ENTRY_CRC = 16,
    ENTRY_PACKED = 20,
    ENTRY_SIZE = 24,
    ENTRY_NAME_LENGTH = 28,
    ENTRY_EXTRA_LENGTH = 30,
    ENTRY_COMMENT_LENGTH = 32,
    ENTRY_OFFSET = 42,
    LOCAL_LENGTH = 30,
    LOCAL_NAME_LENGTH = 26,
    LOCAL_EXTRA_LENGTH = 28,
    METHOD_DEFLATE = 8,
};

struct part {
    struct span name, packed;
    size_t size;
    unsigned long crc;
};

static size_t number_at(struct span s, size_t at, size_t n)
{
    size_t value = 0;
    for (size_t i = n; i > 0; i--)
        value = value << 8 | (unsigned char)s.text[at + i - 1];
    return value;
}

/* The LENGTH bytes at AT that begin with MARK; empty where they do not. */
static struct span record_at(struct span s, size_t at, size_t length, const char *mark)
{
    if (at > s.length || length > s.length - at || memcmp(s.text + at, mark, 4) != 0)
        return (struct span){0};
    return (struct span){s.text + at, s.length - at};
}

/* Reads the entry at *AT, and moves on to the next. False where the archive is damaged. */
static bool next_part(struct span archive, size_t *at, struct part *part)
{
    struct span entry = record_at(archive, *at, ENTRY_LENGTH, "PK\1\2");
    if (!entry.text || number_at(entry, ENTRY_METHOD, 2) != METHOD_DEFLATE)
        return false;
    size_t name = number_at(entry, ENTRY_NAME_LENGTH, 2);
    if (name > entry.length - ENTRY_LENGTH)
        return false;
    size_t offset = number_at(entry, ENTRY_OFFSET, 4);
    struct span local = record_at(archive, offset, LOCAL_LENGTH, "PK\3\4");
    if (!local.text)
        return false;
    size_t start = LOCAL_LENGTH + number_at(local, LOCAL_NAME_LENGTH, 2) +
                   number_at(local, LOCAL_EXTRA_LENGTH, 2);
    size_t packed = number_at(entry, ENTRY_PACKED, 4);
    if (start > local.length || packed > local.length - start)
        return false;
    *part = (struct part){.name = {entry.text + ENTRY_LENGTH, name},
                          .packed = {local.text + start, packed},
                          .size = number_at(entry, ENTRY_SIZE, 4),
                          .crc = number_at(entry, ENTRY_CRC, 4)};
    *at += ENTRY_LENGTH + name + number_at(entry, ENTRY_EXTRA_LENGTH, 2) +
           number_at(entry, ENTRY_COMMENT_LENGTH, 2);
    return true;
}

/* Unpacks the part into TO, its size and a byte. Whether that is what it should be. */
static bool unpack(const struct part *part, char *to)
{
    z_stream z = {.next_in = (const Bytef *)part->packed.text,
                  .avail_in = (uInt)part->packed.length,
                  .next_out = (Bytef *)to,
                  .avail_out = (uInt)part->size + 1};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        return false;
    bool ended = inflate(&z, Z_FINISH) == Z_STREAM_END;
    bool is_right = ended && z.total_out == part->size &&
                    crc32(0, (const Bytef *)to, (uInt)part->size) == part->crc;
    inflateEnd(&z);
    return is_right;
}

static size_t count(struct span s, const char *word)
{
    size_t n = 0, length = strlen(word);
    for (const char *at; (at = memmem(s.text, s.length, word, length)) != NULL; n++)
        s = (struct span){at + length, (size_t)(s.text + s.length - (at + length))};
    return n;
}

/* The element that XML begins with, up to the end of its name; empty where there is none. */
static struct span find_root(struct span xml)
{
    size_t at = 0;
    while (at + 1 < xml.length && (xml.text[at] != '<' || xml.text[at + 1] == '?'))
        at++;
    struct span root = {xml.text + at, 0};
    while (at + root.length < xml.length && !strchr(" />\n", root.text[root.length]))
        root.length++;
    return root;
}

/* Whether the element that XML begins with is closed by its last characters. */
static bool is_closed(struct span xml)
{
    struct span root = find_root(xml), all = span_trim(xml);
    size_t length = root.length + 2; /* of "</root>" */
    if (root.length < 2 || all.length < length)
        return false;
    const char *end = all.text + all.length - length;
    if (memcmp(end, "</", 2) == 0 && end[length - 1] == '>')
        return memcmp(end + 2, root.text + 1, root.length - 1) == 0;
    return memmem(root.text + 1, (size_t)(all.text + all.length - root.text) - 1, "<", 1) == NULL &&
           memcmp(all.text + all.length - 2, "/>", 2) == 0;
}

/* The number that stands in XML's first attribute of that name; SIZE_MAX where there is none. */
static size_t find_number(struct span xml, const char *attribute)
{
    int64_t value;
    const char *at = memmem(xml.text, xml.length, attribute, strlen(attribute));
    const char *end = xml.text + xml.length;
    at = at ? at + strlen(attribute) : NULL;
    const char *quote = at ? memchr(at, '"', (size_t)(end - at)) : NULL;
    bool is_number = quote && number_parse_integer((struct span){at, (size_t)(quote - at)}, 0,
                                                   INT64_MAX, &value);
    return is_number ? (size_t)value : SIZE_MAX;
}

static bool starts_with(struct span s, const char *head)
{
    return s.length >= strlen(head) && memcmp(s.text, head, strlen(head)) == 0;
}

/* Adds the cells of a sheet to *N_CELLS. */
static bool is_whole(const struct part *part, struct span xml, size_t *n_cells)
{
    if (starts_with(part->name, "xl/worksheets/sheet"))
        *n_cells += count(xml, "<c ");
    if (span_equals(part->name, span_of("xl/sharedStrings.xml")) &&
        count(xml, "<si>") != find_number(xml, " uniqueCount=\""))
        return false;
    return is_closed(xml);
}

static int damaged(struct diags *ds)
{
    diags_set_fault(ds, FAULT_SYSTEM, "the workbook's temporary files were not written whole");
    return diags_hint(ds, "is the disk full? they are under TMPDIR, else under /tmp");
}

static int check_part(const struct part *part, size_t *n_cells, struct diags *ds)
{
    char *xml = malloc(part->size + 1);
    if (!xml)
        return diags_no_memory(ds);
    bool is_good = unpack(part, xml) && is_whole(part, (struct span){xml, part->size}, n_cells);
    free(xml);
    return is_good ? 0 : damaged(ds);
}

int archive_check(struct span bytes, size_t n_cells, struct diags *ds)
{
    struct span end = {0};
    struct part part;
    size_t found = 0;
    if (bytes.length >= END_LENGTH)
        end = record_at(bytes, bytes.length - END_LENGTH, END_LENGTH, "PK\5\6");
    if (!end.text)
        return damaged(ds);
    size_t n = number_at(end, END_PARTS, 2), at = number_at(end, END_DIRECTORY, 4);
    for (size_t i = 0; i < n; i++) {
        if (!next_part(bytes, &at, &part))
            return damaged(ds);
        if (check_part(&part, &found, ds) != 0)
            return -1;
    }
    return found == n_cells ? 0 : damaged(ds);
}
