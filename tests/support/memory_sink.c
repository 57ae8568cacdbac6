#include "memory_sink.h"

#include "check.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct sink memory_sink(void)
{
    int fd = memfd_create("sink", MFD_CLOEXEC);
    assert_true(fd >= 0);
    return (struct sink){.is_open = true, .fd = fd, .name = "memory"};
}

char *memory_sink_take(struct sink *s, size_t *length)
{
    struct diags ds = {0};
    int fd = dup(s->fd);
    assert_int_equal(sink_close(s, true, &ds), 0);
    off_t n = lseek(fd, 0, SEEK_END);
    char *bytes = calloc(1, (size_t)n + 1);
    assert_non_null(bytes);
    assert_int_equal(pread(fd, bytes, (size_t)n, 0), n);
    close(fd);
    if (length)
        *length = (size_t)n;
    return bytes;
}
