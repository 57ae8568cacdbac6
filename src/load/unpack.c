#include "unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/file.h"

enum { ROOM = 128 * 1024, GZIP_WINDOW = 15 + 16 /* zlib: gzip, the largest window */ };

struct unpacking {
    bool is_gzip;
    z_stream gzip;
    ZSTD_DStream *zstd;
    unsigned char *v; /* compressed bytes: from AT on still to be unpacked */
    size_t at, end;
    bool at_end;    /* of the file */
    bool is_within; /* a compressed file that has begun and not ended */
};

static const char damaged[] = "the compressed data are damaged";
static const char too_short[] = "the compressed data end too soon";

static bool is_gzip(const unsigned char *head, size_t n)
{
    return n >= 2 && head[0] == 0x1f && head[1] == 0x8b;
}

static bool is_zstd(const unsigned char *head, size_t n)
{
    static const unsigned char magic[] = {0x28, 0xb5, 0x2f, 0xfd};
    return n >= sizeof magic && memcmp(head, magic, sizeof magic) == 0;
}

bool unpack_is_packed(const unsigned char *head, size_t n)
{
    return is_gzip(head, n) || is_zstd(head, n);
}

static void unpacking_free(struct unpacking *p)
{
    if (p->is_gzip)
        inflateEnd(&p->gzip);
    ZSTD_freeDStream(p->zstd);
    free(p->v);
    free(p);
}

/* For a file that begins with the N bytes at HEAD. NULL when there is no memory. */
static struct unpacking *unpacking_new(const unsigned char *head, size_t n)
{
    struct unpacking *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->v = malloc(ROOM);
    p->is_gzip = is_gzip(head, n);
    bool is_ready = p->is_gzip ? inflateInit2(&p->gzip, GZIP_WINDOW) == Z_OK
                               : (p->zstd = ZSTD_createDStream()) != NULL;
    if (!p->v || !is_ready) {
        unpacking_free(p);
        return NULL;
    }
    memcpy(p->v, head, n);
    p->end = n;
    return p;
}

/* Reads how the file begins, at most N bytes to TO: what there is at once, and enough to tell.
 * Returns how many, or -1 with errno. */
static ssize_t begin(struct unpacked *u, unsigned char *to, size_t n)
{
    enum { ENOUGH = 4 };
    size_t got = 0;
    ssize_t more = 1;
    n = n < ROOM ? n : ROOM;
    while (more > 0 && got < n && got < ENOUGH) {
        more = file_read(u->fd, to + got, n - got);
        if (more < 0)
            return -1;
        got += (size_t)more;
    }
    u->n_read = got;
    u->is_begun = true;
    if (!unpack_is_packed(to, got))
        return (ssize_t)got;
    u->unpacking = unpacking_new(to, got);
    if (!u->unpacking)
        errno = ENOMEM;
    return u->unpacking ? (ssize_t)got : -1;
}

/* More compressed bytes, where there are none left. 0, or -1 with errno. */
static int refill(struct unpacked *u)
{
    struct unpacking *p = u->unpacking;
    if (p->at < p->end || p->at_end)
        return 0;
    ssize_t n = file_read(u->fd, p->v, ROOM);
    if (n < 0)
        return -1;
    p->at = 0;
    p->end = (size_t)n;
    p->at_end = n == 0;
    u->n_read += (uint64_t)n;
    return 0;
}

/* Both unpack what there is, into at most N bytes at TO; return how many, or -1 where it is
 * damaged. */
static ssize_t inflate_some(struct unpacking *p, unsigned char *to, size_t n)
{
    p->gzip.next_in = p->v + p->at;
    p->gzip.avail_in = (uInt)(p->end - p->at);
    p->gzip.next_out = to;
    p->gzip.avail_out = n < UINT32_MAX ? (uInt)n : UINT32_MAX;
    uInt room = p->gzip.avail_out;
    int status = inflate(&p->gzip, Z_NO_FLUSH);
    p->at = p->end - p->gzip.avail_in;
    p->is_within = status != Z_STREAM_END;
    if (status == Z_STREAM_END)
        inflateReset(&p->gzip);
    return status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR
               ? (ssize_t)(room - p->gzip.avail_out)
               : -1;
}

static ssize_t decompress_some(struct unpacking *p, unsigned char *to, size_t n)
{
    ZSTD_inBuffer in = {p->v, p->end, p->at};
    ZSTD_outBuffer out = {to, n, 0};
    size_t status = ZSTD_decompressStream(p->zstd, &out, &in);
    p->at = in.pos;
    p->is_within = status != 0;
    return ZSTD_isError(status) ? -1 : (ssize_t)out.pos;
}

/* Zeros may follow a compressed file: tapes, and some programs, fill up with them. */
static void skip_padding(struct unpacking *p)
{
    while (p->is_gzip && !p->is_within && p->at < p->end && p->v[p->at] == 0)
        p->at++;
}

static ssize_t unpack_some(struct unpacked *u, unsigned char *to, size_t n, const char **problem)
{
    struct unpacking *p = u->unpacking;
    for (;;) {
        if (refill(u) != 0)
            return -1;
        skip_padding(p);
        if (p->at == p->end && p->at_end) {
            *problem = p->is_within ? too_short : NULL;
            return p->is_within ? -1 : 0;
        }
        if (p->at == p->end)
            continue;
        ssize_t got = p->is_gzip ? inflate_some(p, to, n) : decompress_some(p, to, n);
        if (got < 0)
            *problem = damaged;
        if (got != 0)
            return got;
    }
}

ssize_t unpack_read(struct unpacked *u, void *to, size_t n, const char **problem)
{
    *problem = NULL;
    if (n == 0)
        return 0;
    if (!u->is_begun) {
        ssize_t got = begin(u, to, n);
        if (got < 0 || !u->unpacking)
            return got;
    }
    if (u->unpacking)
        return unpack_some(u, to, n, problem);
    ssize_t got = file_read(u->fd, to, n);
    u->n_read += got > 0 ? (uint64_t)got : 0;
    return got;
}

void unpack_release(struct unpacked *u)
{
    if (u->unpacking)
        unpacking_free(u->unpacking);
    u->unpacking = NULL;
}
