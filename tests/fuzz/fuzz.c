#include "fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "load/unpack.h"
#include "out/problems.h"

/* Standard error as it was at first: libFuzzer can be told to close it. */
static FILE *report;

__attribute__((constructor)) static void keep_report(void)
{
    int fd = dup(STDERR_FILENO);
    report = fd < 0 ? NULL : fdopen(fd, "w");
}

void fuzz_say(const char *format, ...)
{
    va_list args;
    if (!report)
        return;
    va_start(args, format);
    vfprintf(report, format, args);
    va_end(args);
    fflush(report);
}

_Noreturn void fuzz_fail(const char *what, const char *file, int line)
{
    fuzz_say("%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

struct span fuzz_span(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (unpack_is_packed(data + i, size - i))
            return (struct span){"", 0};
    return (struct span){(const char *)data, size};
}

unsigned fuzz_choice(struct span *s)
{
    if (s->length == 0)
        return 0;
    unsigned choice = (unsigned char)s->text[0];
    *s = (struct span){s->text + 1, s->length - 1};
    return choice;
}

struct span fuzz_section(struct span *s)
{
    static const char mark[] = "%%\n";
    const size_t length = sizeof mark - 1;
    struct span section = *s;
    for (size_t i = 0; i + length <= s->length; i++) {
        if (memcmp(s->text + i, mark, length) != 0 || (i > 0 && s->text[i - 1] != '\n'))
            continue;
        section.length = i;
        *s = (struct span){s->text + i + length, s->length - i - length};
        return section;
    }
    *s = (struct span){0};
    return section;
}

char *fuzz_string(struct span s)
{
    char *string = calloc(1, s.length + 1);
    HOLDS(string);
    if (s.length)
        memcpy(string, s.text, s.length);
    return string;
}

const char *fuzz_file(int number, struct span s)
{
    static int descriptors[FUZZ_FILES]; /* + 1 */
    static char paths[FUZZ_FILES][32];
    int *fd = &descriptors[number];
    if (*fd == 0) {
        *fd = memfd_create("fuzz", MFD_CLOEXEC) + 1;
        snprintf(paths[number], sizeof paths[number], "/proc/self/fd/%d", *fd - 1);
    }
    HOLDS(*fd > 0 && ftruncate(*fd - 1, 0) == 0);
    HOLDS(pwrite(*fd - 1, s.text, s.length, 0) == (ssize_t)s.length);
    return paths[number];
}

void fuzz_path(const char *name, char path[96])
{
    const char *scratch = getenv("FUZZ_SCRATCH");
    snprintf(path, 96, "%s/fuzz-%s-%ld", scratch ? scratch : "/dev/shm", name, (long)getpid());
}

uint32_t fuzz_lines(struct span s)
{
    uint32_t n = 1;
    for (size_t i = 0; i < s.length; i++)
        n += s.text[i] == '\n';
    return n;
}

bool fuzz_is_visible(struct span s)
{
    for (size_t at = 0; at < s.length;) {
        uint32_t point;
        size_t n = utf8_next((struct span){s.text + at, s.length - at}, &point);
        if (n == 0 || utf8_is_unprintable(point))
            return false;
        at += n;
    }
    return true;
}

/* Characters of line LINE of S, without its end. */
static size_t line_length(struct span s, uint32_t line)
{
    size_t from = 0, to;
    for (; line > 1; line--) {
        const char *feed = memchr(s.text + from, '\n', s.length - from);
        HOLDS(feed);
        from = (size_t)(feed - s.text) + 1;
    }
    for (to = from; to < s.length && s.text[to] != '\n'; to++)
        continue;
    return utf8_count((struct span){s.text + from, to - from});
}

static struct span without_mark(struct span s)
{
    if (s.length >= 3 && memcmp(s.text, "\xef\xbb\xbf", 3) == 0)
        s = (struct span){s.text + 3, s.length - 3};
    return s;
}

static void check_problem(const struct diag *d, struct span content)
{
    content = without_mark(content);
    HOLDS(d->code[0] == (d->severity == SEVERITY_ERROR ? 'E' : 'W') && d->code[1] == '-');
    HOLDS(d->message && d->message[0]);
    HOLDS(d->place.line >= 1 && d->place.line <= fuzz_lines(content));
    HOLDS(d->place.column >= 1 && d->place.column <= line_length(content, d->place.line) + 1);
    HOLDS(d->record <= d->place.line);
    if (!d->excerpt)
        return;
    HOLDS(fuzz_is_visible(span_of(d->excerpt)));
    HOLDS(d->caret + (d->marked ? d->marked - 1 : 0) <= utf8_width(span_of(d->excerpt)));
}

static size_t source_number(const struct diag *d, const struct fuzz_source *sources, size_t n)
{
    size_t i = 0;
    while (i < n && sources[i].name != d->place.file)
        i++;
    HOLDS(i < n);
    return i;
}

static bool are_in_order(struct place a, struct place b)
{
    return a.line != b.line ? a.line < b.line : a.column <= b.column;
}

/* As they are printed, no line can disturb a terminal. */
static void check_printed(const struct diags *ds)
{
    static struct sink sink;
    enum { MOST = 40 };
    if (!sink.is_open)
        sink = (struct sink){.is_open = true, .fd = open("/dev/null", O_WRONLY)};
    HOLDS(problems_print(ds, MOST, PROBLEMS_TEXT, &sink) == 0 && sink.error == 0);
    for (char *line = sink.held, *end; (end = memchr(line, '\n', sink.n)); line = end + 1) {
        HOLDS(fuzz_is_visible((struct span){line, (size_t)(end - line)}));
        sink.n -= (size_t)(end + 1 - line);
    }
    sink.n = 0;
}

void fuzz_check_problems(const struct diags *ds, const struct fuzz_source *sources, size_t n)
{
    size_t before = 0;
    HOLDS(ds->fault == FAULT_NONE || ds->fault_message);
    HOLDS(ds->n <= ds->n_errors + ds->n_warnings);
    for (size_t i = 0; i < ds->n; i++) {
        size_t number = source_number(&ds->v[i], sources, n);
        check_problem(&ds->v[i], sources[number].content);
        HOLDS(number >= before);
        HOLDS(i == 0 || number > before || are_in_order(ds->v[i - 1].place, ds->v[i].place));
        before = number;
    }
    check_printed(ds);
}
