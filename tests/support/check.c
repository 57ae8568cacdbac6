#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void check_close_at(double a, double b, double tolerance, const char *what, const char *file,
                    int line)
{
    double size = fabs(b) > 1 ? fabs(b) : 1;
    if ((isnan(a) && isnan(b)) || fabs(a - b) <= tolerance * size)
        return;
    print_error("%s is %.17g, expected %.17g\n", what, a, b);
    _fail(file, line);
}

void check_span_at(struct span s, const char *expected, const char *file, int line)
{
    if (span_equals(s, span_of(expected)))
        return;
    print_error("\"%.*s\", expected \"%s\"\n", (int)s.length, s.text ? s.text : "", expected);
    _fail(file, line);
}

struct random random_start(void)
{
    const char *seed = getenv("TEST_SEED");
    struct random r = {seed ? strtoull(seed, NULL, 10) | 1 : 20261123};
    print_message("TEST_SEED=%llu\n", (unsigned long long)r.state);
    return r;
}

/* xorshift64* */
uint32_t random_below(struct random *r, uint32_t n)
{
    r->state ^= r->state >> 12;
    r->state ^= r->state << 25;
    r->state ^= r->state >> 27;
    return (uint32_t)((r->state * 0x2545f4914f6cdd1dU) >> 33) % n;
}

/* Where things are made that have a name of their own. */
static void write_template(char path[TEST_PATH])
{
    const char *folder = getenv("TMPDIR"), name[] = "turnaround-test-XXXXXX";
    bool fits = folder && *folder && strlen(folder) + sizeof name < TEST_PATH;
    snprintf(path, TEST_PATH, "%s/%s", fits ? folder : "/tmp", name);
}

struct test_file file_with(const void *bytes, size_t length)
{
    struct test_file f;
    write_template(f.path);
    int fd = mkstemp(f.path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return f;
}

struct test_file file_with_text(const char *text)
{
    return file_with(text, strlen(text));
}

void file_release(struct test_file *file)
{
    unlink(file->path);
}

void make_test_folder(char path[TEST_PATH])
{
    write_template(path);
    assert_non_null(mkdtemp(path));
}
